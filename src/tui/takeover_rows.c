#include "tui/takeover_rows.h"

#include "base/lang.h"
#include "base/memory.h"
#include "report/takeover_report.h"
#include "tui/words.h"

static bool are_alike(const struct takeover_item *a, const struct takeover_item *b)
{
	return a->ref.entity == b->ref.entity && a->field == b->field && a->deed == b->deed && a->target == b->target;
}

const struct takeover_group *takeover_rows_opened(const struct takeover_rows *rows)
{
	const struct takeover *plan = rows->plan;
	for (size_t i = 0; rows->opened && i < plan->group_count; i++)
		if (are_alike(&plan->items[plan->groups[i].first], &rows->kind))
			return &plan->groups[i];
	return NULL;
}

static size_t count(void *owner)
{
	const struct takeover_rows *rows = owner;
	const struct takeover_group *group = takeover_rows_opened(rows);
	if (rows->plan == NULL)
		return 0;
	return group != NULL ? group->count : rows->plan->group_count;
}

static const struct takeover_item *item_at(const struct takeover_rows *rows, size_t row)
{
	const struct takeover_group *group = takeover_rows_opened(rows);
	return &rows->plan->items[group != NULL ? group->first + row : rows->plan->groups[row].first];
}

/* The record, or of a kind what is alike in it: stable while what is shown changes. */
static uint64_t key(void *owner, size_t row)
{
	const struct takeover_rows *rows = owner;
	const struct takeover_item *item = item_at(rows, row);
	if (rows->opened || item->deed == TAKEOVER_BECOMES)
		return (uint64_t)item->ref.entity << 32 | item->ref.id;
	return UINT64_C(1) << 63 | (uint64_t)item->ref.entity << 24 | (uint64_t)item->field << 16 |
	       (uint64_t)item->deed << 8 | item->target;
}

static size_t find(void *owner, uint64_t wanted)
{
	for (size_t row = 0; row < count(owner); row++)
		if (key(owner, row) == wanted)
			return row;
	return SIZE_MAX;
}

static enum role role_of(const struct takeover_item *item)
{
	switch (item->deed) {
	case TAKEOVER_REFUSED: return ROLE_DANGER;
	case TAKEOVER_REMOVED:
	case TAKEOVER_ENDED: return ROLE_WARNING;
	case TAKEOVER_STAYS: return ROLE_MUTED;
	default: return ROLE_NORMAL;
	}
}

static void append_target(struct takeover_rows *rows, const struct takeover_item *item, struct text *out)
{
	if (item->deed == TAKEOVER_CHANGED || item->deed == TAKEOVER_CONTINUED)
		words_name(out, &rows->glance, rows->plan->request.into[item->target]);
}

/* A kind: what, how many, by which field, what happens, to whom. Of the old and the new one themselves, their names. */
static void kind_cell(struct takeover_rows *rows, size_t row, size_t column, struct text *out)
{
	const struct takeover_item *item = item_at(rows, row);
	const struct entity *entity = schema_entity(item->ref.entity);
	const struct takeover_group *group = &rows->plan->groups[row];
	bool side = item->deed == TAKEOVER_BECOMES;
	struct teller teller = words_teller(&rows->glance);
	if (column == 0 && side)
		words_name(out, &rows->glance, item->ref);
	else if (column == 0)
		text_append_text(out, group->count == 1 ? words_entity(rows->app, entity) : words_entities(rows->app, entity));
	else if (column == 1)
		text_printf(out, "%zu", group->count);
	else if (column == 2 && item->field != 0)
		text_append_text(out, words_field(rows->app, schema_field(entity, item->field)));
	else if (column == 3 && side)
		takeover_append_change(out, &teller, rows->plan, item);
	else if (column == 3)
		text_append_text(out, takeover_deed_label(item->deed));
	else if (column == 4)
		append_target(rows, item, out);
}

static void record_cell(struct takeover_rows *rows, size_t row, size_t column, struct text *out)
{
	const struct takeover_item *item = item_at(rows, row);
	struct teller teller = words_teller(&rows->glance);
	if (column == 0)
		takeover_append_name(out, &teller, rows->plan, item->ref);
	else if (column == 1)
		view_append_code(rows->glance.view, item->ref, out);
	else if (column == 3)
		takeover_append_change(out, &teller, rows->plan, item);
	else if (column == 4)
		append_target(rows, item, out);
}

static void cell(void *owner, size_t row, size_t column, struct text *out, enum role *role)
{
	struct takeover_rows *rows = owner;
	if (!glance_open(&rows->glance, rows->app))
		return;
	*role = role_of(item_at(rows, row));
	if (rows->opened)
		record_cell(rows, row, column, out);
	else
		kind_cell(rows, row, column, out);
}

static void rest(void *owner)
{
	glance_close(&((struct takeover_rows *)owner)->glance);
}

static const struct list_source source = {.count = count, .cell = cell, .key = key, .find = find, .rest = rest};

/* The same five in both, for the widths are measured from what stands in them. */
static void name_columns(struct takeover_rows *rows)
{
	bool opened = rows->opened;
	rows->columns[0] = (struct list_column){
		.title = opened ? _("Name") : _("What"), .least = 16, .most = 32, .unsorted = true};
	rows->columns[1] = (struct list_column){
		.title = opened ? _("Code") : _("Number"), .least = 6, .most = 12, .right = !opened, .unsorted = true};
	rows->columns[2] = (struct list_column){
		.title = opened ? "" : _("Through"), .least = opened ? 0 : 10, .most = opened ? 1 : 20, .priority = 3,
		.unsorted = true};
	rows->columns[3] = (struct list_column){
		.title = opened ? _("What changes") : _("What happens"), .least = 20, .unsorted = true};
	rows->columns[4] = (struct list_column){.title = _("To"), .least = 8, .most = 24, .priority = 2, .unsorted = true};
}

void takeover_rows_start(struct takeover_rows *rows, struct app *app)
{
	rows->app = app;
	name_columns(rows);
	list_view_start(&rows->list, &source, rows, rows->columns, COUNT_OF(rows->columns));
	rows->list.empty = _("Nothing refers to it.");
}

void takeover_rows_free(struct takeover_rows *rows)
{
	glance_close(&rows->glance);
	takeover_free(&rows->plan);
	list_view_free(&rows->list);
}

/* Where one takes over all, nobody has to be told who. */
static void changed(struct takeover_rows *rows)
{
	name_columns(rows);
	rows->list.column_count = COUNT_OF(rows->columns) - (rows->plan->request.into_count == 1);
	list_view_changed(&rows->list);
	glance_close(&rows->glance);
}

void takeover_rows_show(struct takeover_rows *rows, struct takeover *plan)
{
	takeover_free(&rows->plan);
	rows->plan = plan;
	rows->opened = takeover_rows_opened(rows) != NULL;
	list_view_marks_clear(&rows->list);
	changed(rows);
}

void takeover_rows_open(struct takeover_rows *rows)
{
	if (!list_view_has_selected(&rows->list))
		return;
	rows->kind = *item_at(rows, rows->list.selected);
	rows->opened = true;
	rows->list.marking = true;
	list_view_select(&rows->list, 0);
	changed(rows);
}

void takeover_rows_close(struct takeover_rows *rows)
{
	struct takeover_item kind = rows->kind;
	rows->opened = rows->list.marking = false;
	list_view_marks_clear(&rows->list);
	changed(rows);
	for (size_t row = 0; row < count(rows); row++)
		if (are_alike(item_at(rows, row), &kind))
			list_view_select(&rows->list, row);
}

bool takeover_rows_selected(const struct takeover_rows *rows, struct takeover_group *items)
{
	const struct takeover_group *group = takeover_rows_opened(rows);
	if (!list_view_has_selected(&rows->list))
		return false;
	*items = group == NULL ? rows->plan->groups[rows->list.selected]
	                       : (struct takeover_group){group->first + rows->list.selected, 1};
	return true;
}
