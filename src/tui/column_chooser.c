#include "tui/column_chooser.h"

#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "query/list.h"
#include "register/figures.h"
#include "tui/canvas.h"
#include "tui/list_view.h"
#include "tui/words.h"

#define WIDEST 78

/* A field or figure, or a path that is there already. */
struct offered {
	char *name;
	const char *label, *help;
	bool shown;
};

struct chooser {
	struct screen screen;
	struct offered *items;
	size_t count, capacity;
	struct list_view list;
	struct list_column columns[3];
	void (*chosen)(struct tui *tui, void *owner, struct slice columns);
	void *owner;
};

static size_t count(void *owner)
{
	return ((struct chooser *)owner)->count;
}

static void cell(void *owner, size_t row, size_t column, struct text *out, enum role *role)
{
	const struct offered *item = &((struct chooser *)owner)->items[row];
	if (column == 0)
		text_printf(out, "[%s] %s", item->shown ? canvas_sign(SYMBOL_MARK) : " ", item->label);
	else
		text_append_text(out, column == 1 ? item->name : item->help);
	*role = column == 0 ? ROLE_NORMAL : ROLE_MUTED;
}

static const struct list_source source = {.count = count, .cell = cell};

static struct list_view *list_of(struct screen *screen)
{
	return &((struct chooser *)screen)->list;
}

static void draw(struct screen *screen, struct area area)
{
	struct chooser *chooser = (struct chooser *)screen;
	int rows = int_clamp((int)chooser->count + 3, 6, area.rows);
	struct area inside = canvas_frame(area_center(area, rows, WIDEST), screen_title(screen));
	list_view_draw(&chooser->list, area_part(inside, 0, 0, inside.rows - 1, inside.columns), true);
	canvas_text(inside.row + inside.rows - 1, inside.column, inside.columns, ROLE_MUTED,
		slice_of(_("Space shows or hides; Enter takes them; none gives the usual ones.")));
}

static unsigned take(struct chooser *chooser)
{
	struct text columns = {0};
	for (size_t i = 0; i < chooser->count; i++)
		if (chooser->items[i].shown)
			text_printf(&columns, "%s%s", columns.size > 0 ? "," : "", chooser->items[i].name);
	chooser->chosen(chooser->screen.tui, chooser->owner, columns.size > 0 ? text_slice(&columns) : SLICE(""));
	text_free(&columns);
	return DONE_HANDLED | DONE_CLOSE;
}

static unsigned act(struct screen *screen, enum action_id action)
{
	struct chooser *chooser = (struct chooser *)screen;
	if (action == ACTION_OPEN)
		return take(chooser);
	if (action == ACTION_MARK) {
		struct offered *item = &chooser->items[chooser->list.selected];
		item->shown = !item->shown;
		return DONE_HANDLED | list_view_act(&chooser->list, ACTION_DOWN);
	}
	return DONE_NOTHING;
}

static bool can(const struct screen *screen, enum action_id action)
{
	(void)screen;
	return action != ACTION_FILTER && action != ACTION_MARK_ALL;
}

static const char *hint(const struct screen *screen, enum action_id action)
{
	(void)screen;
	return action == ACTION_OPEN ? _("Done") : action == ACTION_MARK ? _("Show or hide") : NULL;
}

static void close_chooser(struct screen *screen)
{
	struct chooser *chooser = (struct chooser *)screen;
	for (size_t i = 0; i < chooser->count; i++)
		free(chooser->items[i].name);
	free(chooser->items);
	list_view_free(&chooser->list);
	free(chooser);
}

static const enum action_id hints[] = {ACTION_MARK, ACTION_OPEN, ACTION_CANCEL, ACTION_NONE};

static const struct screen_ops ops = {
	.window = true,
	.help = N_("Which columns the list shows. Where there is no room for all, the last ones give way."),
	.hints = hints,
	.contexts = IN_MARKING,
	.draw = draw,
	.list = list_of,
	.act = act,
	.can = can,
	.hint = hint,
	.close = close_chooser,
};

static void offer(struct chooser *chooser, struct slice name, const char *label, const char *help, bool shown)
{
	struct text copy = {0};
	for (size_t i = 0; i < chooser->count; i++)
		if (slice_equal_text(name, chooser->items[i].name))
			return;
	text_append(&copy, name);
	memory_grow(&chooser->items, &chooser->capacity, chooser->count, sizeof(*chooser->items));
	chooser->items[chooser->count++] = (struct offered){text_take(&copy), label, help, shown};
}

/* Those shown first, in their order, then the figures and the fields. */
static void offer_all(struct chooser *chooser, const struct app *app, const struct entity *entity, struct slice columns)
{
	const struct field *field;
	struct slice name;
	struct path path;
	while (slice_next(&columns, ',', &name)) {
		if (!path_parse(&path, entity, name, NULL, NULL))
			continue;
		field = path_field(&path);
		offer(chooser, name, words_field(app, field), _(field->help), true);
	}
	for (size_t i = 0; (field = figure_at(entity, i)) != NULL; i++)
		offer(chooser, slice_of(field->name), words_field(app, field), _(field->help), false);
	for (size_t i = 0; i < entity->field_count; i++) {
		field = &entity->fields[i];
		if (!field->secret)
			offer(chooser, slice_of(field->name), words_field(app, field), _(field->help), false);
	}
}

void column_chooser_open(struct app *app, const struct entity *entity, struct slice columns,
	void (*chosen)(struct tui *tui, void *owner, struct slice columns), void *owner)
{
	struct chooser *chooser = memory_new(sizeof(*chooser));
	chooser->screen.ops = &ops;
	screen_set_title(&chooser->screen, _("Columns"));
	chooser->chosen = chosen;
	chooser->owner = owner;
	offer_all(chooser, app, entity, columns);
	chooser->columns[0] = (struct list_column){.title = _("Column"), .least = 16, .most = 30};
	chooser->columns[1] = (struct list_column){.title = _("In conditions"), .least = 12, .most = 24, .priority = 1};
	chooser->columns[2] = (struct list_column){.title = _("What it is"), .least = 12, .priority = 2};
	list_view_start(&chooser->list, &source, chooser, chooser->columns, COUNT_OF(chooser->columns));
	tui_push(app->tui, &chooser->screen);
}
