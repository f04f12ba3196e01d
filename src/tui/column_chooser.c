#include "tui/column_chooser.h"

#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "query/list.h"
#include "register/figures.h"
#include "tui/canvas.h"
#include "tui/choices.h"
#include "tui/list_view.h"
#include "tui/words.h"

#define NARROWEST 78
#define FRAME 4
#define ORDER_SIZE 8

/* A field or figure, or a path that is there already. */
struct offered {
	char *name;
	const char *label, *help;
	bool shown, sorts, falls; /* sorts: it can be sorted by */
	unsigned rank;            /* among the keys that the rows are sorted by, from 1; 0: none of them */
};

struct chooser {
	struct screen screen;
	struct offered *items;
	size_t count, capacity;
	size_t *matching;         /* places in `items`, of those that have the words typed */
	size_t matching_count;
	unsigned keys;            /* that the rows are sorted by */
	struct list_view list;
	struct list_column columns[4];
	void (*chosen)(struct tui *tui, void *owner, struct slice columns, struct slice sort);
	void *owner;
};

static size_t count(void *owner)
{
	return ((struct chooser *)owner)->matching_count;
}

static struct offered *item_at(struct chooser *chooser, size_t row)
{
	return &chooser->items[chooser->matching[row]];
}

static void append_order(struct text *out, const struct offered *item)
{
	if (item->rank > 0)
		text_printf(out, "%u%s", item->rank, canvas_sign(item->falls ? SYMBOL_FALLING : SYMBOL_RISING));
}

static void cell(void *owner, size_t row, size_t column, struct text *out, enum role *role)
{
	const struct offered *item = item_at(owner, row);
	if (column == 0)
		text_printf(out, "[%s] %s", item->shown ? canvas_sign(SYMBOL_MARK) : " ", item->label);
	else if (column == 1)
		append_order(out, item);
	else
		text_append_text(out, column == 2 ? item->name : item->help);
	*role = column < 2 ? ROLE_NORMAL : ROLE_MUTED;
}

static uint64_t key(void *owner, size_t row)
{
	return ((struct chooser *)owner)->matching[row] + 1;
}

static size_t find(void *owner, uint64_t wanted)
{
	for (size_t row = 0; row < count(owner); row++)
		if (key(owner, row) == wanted)
			return row;
	return SIZE_MAX;
}

static bool matches(const struct offered *item, struct slice folded)
{
	struct text words = {0}, fold = {0};
	text_printf(&words, "%s %s %s", item->label, item->name, item->help);
	text_append_folded(&fold, text_slice(&words));
	bool found = words_match(folded, text_slice(&fold));
	text_free(&words);
	text_free(&fold);
	return found;
}

static void filter(void *owner, struct slice typed)
{
	struct chooser *chooser = owner;
	struct text folded = {0};
	text_append_folded(&folded, typed);
	chooser->matching_count = 0;
	for (size_t i = 0; i < chooser->count; i++)
		if (folded.size == 0 || matches(&chooser->items[i], text_slice(&folded)))
			chooser->matching[chooser->matching_count++] = i;
	text_free(&folded);
}

static const struct list_source source = {.count = count, .cell = cell, .key = key, .find = find, .filter = filter};

static struct list_view *list_of(struct screen *screen)
{
	return &((struct chooser *)screen)->list;
}

static void draw(struct screen *screen, struct area area)
{
	struct chooser *chooser = (struct chooser *)screen;
	int rows = int_clamp((int)chooser->count + 3, 6, area.rows);
	int columns = int_clamp(list_view_wanted(&chooser->list) + FRAME, NARROWEST, area.columns);
	struct area inside = canvas_frame(area_center(area, rows, columns), screen_title(screen));
	list_view_draw(&chooser->list, area_part(inside, 0, 0, inside.rows - 1, inside.columns), true);
	canvas_text(inside.row + inside.rows - 1, inside.column, inside.columns, ROLE_MUTED,
		slice_of(_("Enter takes them; none gives the usual ones. Sorted by several: s on each.")));
}

/* ---- what is chosen ---- */

static void append_name(struct text *out, const char *sign, const struct offered *item)
{
	text_printf(out, "%s%s%s", out->size > 0 ? "," : "", sign, item->name);
}

static void append_keys(struct text *out, const struct chooser *chooser)
{
	for (unsigned rank = 1; rank <= chooser->keys; rank++)
		for (size_t i = 0; i < chooser->count; i++)
			if (chooser->items[i].rank == rank)
				append_name(out, chooser->items[i].falls ? "-" : "", &chooser->items[i]);
}

static unsigned take(struct chooser *chooser)
{
	struct text columns = {0}, sort = {0};
	for (size_t i = 0; i < chooser->count; i++)
		if (chooser->items[i].shown)
			append_name(&columns, "", &chooser->items[i]);
	append_keys(&sort, chooser);
	chooser->chosen(chooser->screen.tui, chooser->owner, text_slice(&columns), text_slice(&sort));
	text_free(&columns);
	text_free(&sort);
	return DONE_HANDLED | DONE_CLOSE;
}

static unsigned show_or_hide(struct chooser *chooser)
{
	struct offered *item = item_at(chooser, chooser->list.selected);
	item->shown = !item->shown;
	return DONE_HANDLED | list_view_act(&chooser->list, ACTION_DOWN);
}

static void sort_no_longer(struct chooser *chooser, struct offered *item)
{
	for (size_t i = 0; i < chooser->count; i++)
		chooser->items[i].rank -= chooser->items[i].rank > item->rank;
	*item = (struct offered){item->name, item->label, item->help, item->shown, item->sorts, false, 0};
	chooser->keys--;
}

/* One key after those that are there; the other way round; none. */
static unsigned sort_by(struct chooser *chooser)
{
	struct offered *item = item_at(chooser, chooser->list.selected);
	if (item->rank > 0 && item->falls)
		sort_no_longer(chooser, item);
	else if (item->rank > 0)
		item->falls = true;
	else if (item->sorts && chooser->keys < LIST_SORTS_MAX)
		item->rank = ++chooser->keys;
	return DONE_HANDLED;
}

static unsigned move(struct chooser *chooser, bool down)
{
	size_t at = chooser->list.selected, other = down ? at + 1 : at - 1;
	if (other >= chooser->count)
		return DONE_HANDLED;
	struct offered kept = chooser->items[at];
	chooser->items[at] = chooser->items[other];
	chooser->items[other] = kept;
	list_view_select(&chooser->list, other);
	return DONE_HANDLED;
}

static unsigned act(struct screen *screen, enum action_id action)
{
	struct chooser *chooser = (struct chooser *)screen;
	bool none = chooser->matching_count == 0;
	switch ((int)action) {
	case ACTION_OPEN:
		return take(chooser);
	case ACTION_MARK:
		return none ? DONE_HANDLED : show_or_hide(chooser);
	case ACTION_SORT:
		return none ? DONE_HANDLED : sort_by(chooser);
	case ACTION_ROW_UP:
	case ACTION_ROW_DOWN:
		return move(chooser, action == ACTION_ROW_DOWN);
	default:
		return DONE_NOTHING;
	}
}

/* Those that are not seen would be passed over unseen. */
static bool can(const struct screen *screen, enum action_id action)
{
	const struct chooser *chooser = (const void *)screen;
	if (action == ACTION_ROW_UP || action == ACTION_ROW_DOWN)
		return chooser->matching_count == chooser->count;
	return action != ACTION_MARK_ALL && action != ACTION_SORT_TURN;
}

static const char *hint(const struct screen *screen, enum action_id action)
{
	(void)screen;
	switch ((int)action) {
	case ACTION_OPEN: return _("Done");
	case ACTION_MARK: return _("Show or hide");
	case ACTION_SORT: return _("Sort by it");
	default: return NULL;
	}
}

static void close_chooser(struct screen *screen)
{
	struct chooser *chooser = (struct chooser *)screen;
	for (size_t i = 0; i < chooser->count; i++)
		free(chooser->items[i].name);
	free(chooser->items);
	free(chooser->matching);
	list_view_free(&chooser->list);
	free(chooser);
}

static const enum action_id hints[] = {ACTION_MARK, ACTION_SORT, ACTION_ROW_UP, ACTION_ROW_DOWN, ACTION_OPEN,
	ACTION_FILTER, ACTION_CANCEL, ACTION_NONE};

static const struct screen_ops ops = {
	.window = true,
	.help = N_("Which columns the list shows, and in which order: where there is no room for all, the last ones give way. "
		   "s sorts by the column after those that are sorted by already; again, the other way round; once more, "
		   "not at all."),
	.hints = hints,
	.contexts = IN_MARKING | IN_SORTING | IN_ARRANGING,
	.draw = draw,
	.list = list_of,
	.act = act,
	.can = can,
	.hint = hint,
	.close = close_chooser,
};

/* ---- what is offered ---- */

static struct offered *offered_named(struct chooser *chooser, struct slice name)
{
	for (size_t i = 0; i < chooser->count; i++)
		if (slice_equal_text(name, chooser->items[i].name))
			return &chooser->items[i];
	return NULL;
}

static struct offered *offer(struct chooser *chooser, const struct app *app, struct slice name,
	const struct field *field)
{
	struct offered *there = offered_named(chooser, name);
	struct text copy = {0};
	if (there != NULL)
		return there;
	text_append(&copy, name);
	memory_grow(&chooser->items, &chooser->capacity, chooser->count, sizeof(*chooser->items));
	struct offered *item = &chooser->items[chooser->count++];
	*item = (struct offered){.name = text_take(&copy), .label = words_field(app, field), .help = _(field->help),
		.sorts = field->type != TYPE_REASONS};
	return item;
}

static struct offered *offer_path(struct chooser *chooser, const struct app *app, const struct entity *entity,
	struct slice typed)
{
	struct path path;
	struct text name = {0};
	struct offered *item = NULL;
	if (path_parse(&path, entity, typed, NULL, NULL)) {
		path_append(&name, &path);
		item = offer(chooser, app, text_slice(&name), path_field(&path));
	}
	text_free(&name);
	return item;
}

static void offer_shown(struct chooser *chooser, const struct app *app, const struct entity *entity,
	struct slice columns)
{
	struct slice name;
	while (slice_next(&columns, ',', &name)) {
		struct offered *item = offer_path(chooser, app, entity, name);
		if (item != NULL)
			item->shown = true;
	}
}

static void offer_sorted(struct chooser *chooser, const struct app *app, const struct entity *entity, struct slice sort)
{
	struct slice name;
	while (slice_next(&sort, ',', &name)) {
		bool falls = name.size > 0 && name.data[0] == '-';
		struct offered *item = offer_path(chooser, app, entity, (struct slice){name.data + falls, name.size - falls});
		if (item == NULL || item->rank > 0)
			continue;
		item->rank = ++chooser->keys;
		item->falls = falls;
	}
}

/* Those shown first, in their order, then those that are sorted by, the figures and the fields. */
static void offer_all(struct chooser *chooser, const struct app *app, const struct entity *entity)
{
	const struct field *field;
	for (size_t i = 0; (field = figure_at(entity, i)) != NULL; i++)
		offer(chooser, app, slice_of(field->name), field);
	for (size_t i = 0; i < entity->field_count; i++)
		if (!entity->fields[i].secret)
			offer(chooser, app, slice_of(entity->fields[i].name), &entity->fields[i]);
}

void column_chooser_open(struct app *app, const struct entity *entity, struct slice columns, struct slice sort,
	void (*chosen)(struct tui *tui, void *owner, struct slice columns, struct slice sort), void *owner)
{
	struct chooser *chooser = memory_new(sizeof(*chooser));
	chooser->screen.ops = &ops;
	screen_set_title(&chooser->screen, _("Columns"));
	chooser->chosen = chosen;
	chooser->owner = owner;
	offer_shown(chooser, app, entity, columns);
	offer_sorted(chooser, app, entity, sort);
	offer_all(chooser, app, entity);
	chooser->matching = memory_new_array(chooser->count + 1, sizeof(*chooser->matching));
	filter(chooser, SLICE(""));
	chooser->columns[0] = (struct list_column){.title = _("Column"), .least = 16, .most = 30};
	chooser->columns[1] = (struct list_column){.title = _("Order"), .least = 5, .most = ORDER_SIZE};
	chooser->columns[2] = (struct list_column){.title = _("In conditions"), .least = 22, .most = 24, .priority = 2};
	chooser->columns[3] = (struct list_column){.title = _("What it is"), .least = 30, .priority = 1};
	list_view_start(&chooser->list, &source, chooser, chooser->columns, COUNT_OF(chooser->columns));
	tui_push(app->tui, &chooser->screen);
}
