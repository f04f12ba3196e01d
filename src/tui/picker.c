#include "tui/picker.h"

#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "tui/canvas.h"

#define WIDEST 76
#define ROWS_MOST 18

struct picker {
	struct screen screen;
	struct picking picking;
	char *title;
	struct choices choices;
	struct list_view list;
};

static const char *title(struct screen *screen)
{
	return ((struct picker *)screen)->title;
}

static unsigned contexts(const struct screen *screen)
{
	(void)screen;
	return IN_TYPING | IN_ENTRY | IN_CHOOSING;
}

static void draw(struct screen *screen, struct area area)
{
	struct picker *picker = (struct picker *)screen;
	int columns = int_clamp(area.columns - 2, 0, WIDEST);
	int rows = int_clamp(area.rows - 2, 0, ROWS_MOST);
	struct area inside = canvas_frame(area_center(area, rows, columns), picker->title);
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

static unsigned act(struct screen *screen, enum action_id action)
{
	struct picker *picker = (struct picker *)screen;
	if (action == ACTION_ACCEPT)
		return take(picker);
	if (action == ACTION_CANCEL)
		return DONE_NOTHING;
	return list_view_act(&picker->list, action);
}

static unsigned type(struct screen *screen, keycode key)
{
	return list_view_type(&((struct picker *)screen)->list, key);
}

static unsigned point(struct screen *screen, int row, int column)
{
	struct picker *picker = (struct picker *)screen;
	return list_view_point(&picker->list, row, column) ? take(picker) : DONE_HANDLED;
}

static void close_picker(struct screen *screen)
{
	struct picker *picker = (struct picker *)screen;
	list_view_free(&picker->list);
	choices_free(&picker->choices);
	free(picker->title);
	free(picker);
}

static const enum action_id hints[] = {ACTION_ACCEPT, ACTION_DOWN, ACTION_CANCEL, ACTION_NONE};

static const struct screen_ops picker_ops = {
	.window = true,
	.help = N_("Type some letters of what you look for, several words if you like; the list shows what has them "
		   "all. Enter takes the row that the cursor stands on."),
	.hints = hints,
	.title = title,
	.contexts = contexts,
	.draw = draw,
	.act = act,
	.type = type,
	.point = point,
	.close = close_picker,
};

void tui_pick(struct tui *tui, const struct picking *picking)
{
	struct picker *picker = memory_new(sizeof(*picker));
	picker->screen.ops = &picker_ops;
	picker->picking = *picking;
	picker->title = memory_copy_text(picking->title);
	picker->choices = picking->choices;
	picker->list.choosing = true;
	picker->list.selected_key = picking->selected;
	const struct list_source *source = picking->source ? picking->source : &choices_source;
	void *owner = picking->source ? picking->source_owner : &picker->choices;
	list_view_start(&picker->list, source, owner, picking->columns, picking->column_count);
	line_editor_set(&picker->list.filter, picking->typed);
	if (picking->typed.size > 0)
		source->filter(owner, picking->typed);
	list_view_changed(&picker->list);
	tui_push(tui, &picker->screen);
}
