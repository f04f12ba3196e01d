#include "tui/picker.h"

#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "tui/canvas.h"

#define NARROWEST 76
#define NARROWEST_OF_SOURCE 78
#define FRAME 4
#define ROWS_MOST 18
#define COLUMNS_MOST 3

struct picker {
	struct screen screen;
	struct picking picking;
	struct choices choices;
	struct list_column columns[COLUMNS_MOST];
	struct list_view list;
	int widest; /* that a picture has asked for: the window does not shrink while letters are typed */
};

static struct list_view *list_of(struct screen *screen)
{
	return &((struct picker *)screen)->list;
}

/* As wide as its rows, where the screen is. */
static int columns_of(struct picker *picker, int available, int narrowest)
{
	int wanted = list_view_wanted(&picker->list) + FRAME;
	picker->widest = wanted > picker->widest ? wanted : picker->widest;
	return int_clamp(picker->widest, int_clamp(narrowest, 0, available), available);
}

static void draw(struct screen *screen, struct area area)
{
	struct picker *picker = (struct picker *)screen;
	bool own = picker->picking.source != NULL;
	int columns = own ? columns_of(picker, area.columns, NARROWEST_OF_SOURCE)
			  : columns_of(picker, area.columns - 2, NARROWEST);
	int rows = own ? area.rows : int_clamp(area.rows - 2, 0, ROWS_MOST);
	struct area inside = canvas_frame(area_center(area, rows, columns), screen_title(screen));
	list_view_draw(&picker->list, inside, true);
}

/* Gone before anybody hears of the choice: whoever does may open the next window. */
static unsigned take(struct picker *picker)
{
	struct picking picking = picker->picking;
	struct tui *tui = picker->screen.tui;
	if (!list_view_has_selected(&picker->list))
		return DONE_HANDLED;
	uint64_t key = picker->list.source->key(picker->list.owner, picker->list.selected);
	tui_close(tui, &picker->screen);
	picking.picked(tui, picking.owner, key);
	return DONE_HANDLED;
}

static unsigned create(struct picker *picker)
{
	struct picking picking = picker->picking;
	struct tui *tui = picker->screen.tui;
	struct text typed = {0};
	text_append(&typed, slice_trim(text_slice(&picker->list.filter.text)));
	tui_close(tui, &picker->screen);
	picking.create(tui, picking.owner, text_slice(&typed));
	text_free(&typed);
	return DONE_HANDLED;
}

static unsigned act(struct screen *screen, enum action_id action)
{
	if (action == ACTION_CREATE)
		return create((struct picker *)screen);
	return action == ACTION_ACCEPT ? take((struct picker *)screen) : DONE_NOTHING;
}

static bool can(const struct screen *screen, enum action_id action)
{
	return action != ACTION_CREATE || ((const struct picker *)(const void *)screen)->picking.create != NULL;
}

static bool work(struct screen *screen)
{
	struct picker *picker = (struct picker *)screen;
	return picker->picking.work != NULL && picker->picking.work(picker->picking.source_owner, &picker->list);
}

static void close_picker(struct screen *screen)
{
	struct picker *picker = (struct picker *)screen;
	list_view_free(&picker->list);
	choices_free(&picker->choices);
	if (picker->picking.closed != NULL)
		picker->picking.closed(picker->picking.source_owner);
	free(picker);
}

static const enum action_id hints[] = {ACTION_ACCEPT, ACTION_CREATE, ACTION_CANCEL, ACTION_NONE};

static const struct screen_ops picker_ops = {
	.window = true,
	.help = N_("Type some letters of what you look for, several words if you like; the list shows what has them "
		   "all. Enter takes the row that the cursor stands on."),
	.hints = hints,
	.draw = draw,
	.list = list_of,
	.act = act,
	.can = can,
	.work = work,
	.close = close_picker,
};

void tui_pick(struct tui *tui, const struct picking *picking)
{
	struct picker *picker = memory_new(sizeof(*picker));
	const struct list_source *source = picking->source ? picking->source : &choices_source;
	void *owner = picking->source ? picking->source_owner : &picker->choices;
	size_t columns = picking->column_count < COLUMNS_MOST ? picking->column_count : COLUMNS_MOST;
	picker->screen.ops = &picker_ops;
	screen_set_title(&picker->screen, picking->title);
	picker->picking = *picking;
	picker->choices = picking->choices;
	memcpy(picker->columns, picking->columns, columns * sizeof(*picker->columns));
	picker->list.choosing = true;
	picker->list.selected_key = picking->selected;
	line_editor_set(&picker->list.filter, picking->typed);
	if (picking->typed.size > 0 || picking->source != NULL)
		source->filter(owner, picking->typed);
	list_view_start(&picker->list, source, owner, picker->columns, columns);
	tui_push(tui, &picker->screen);
}
