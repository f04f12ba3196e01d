#include "tui/table.h"

#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "register/figures.h"
#include "tui/table_given.h"
#include "tui/table_groups.h"
#include "tui/words.h"

/* A key is answered after at most so long, whatever there is to go through. */
#define FIRST_STEP 12
#define STEP 8

static struct row row_at(const struct table *table, size_t place)
{
	return table->finder != NULL ? finder_row(table->finder, place) : table->shown[place];
}

static size_t places(const struct table *table)
{
	return table->finder != NULL ? finder_count(table->finder) : table->shown_count;
}

static size_t count(void *owner)
{
	const struct table *table = owner;
	return table_groups_stand(table) ? table_groups_rows(table) : places(table);
}

static uint64_t key(void *owner, size_t row)
{
	return table_groups_stand(owner) ? table_groups_key(owner, row) : row_at(owner, row).id;
}

static size_t find_group(const struct table *table, uint64_t wanted)
{
	for (size_t i = 0; i <= grouping_count(table->grouping); i++) {
		size_t row = i == 0 ? 0 : table->starts[i - 1];
		if (table_groups_key(table, row) == wanted)
			return row;
	}
	return SIZE_MAX;
}

static size_t find(void *owner, uint64_t wanted)
{
	const struct table *table = owner;
	if (wanted > UINT32_MAX)
		return table_groups_stand(table) ? find_group(table, wanted) : SIZE_MAX;
	for (size_t place = 0, end = places(table); place < end; place++)
		if (row_at(table, place).id == wanted)
			return table_groups_stand(table) ? table_groups_row_of(table, place) : place;
	return SIZE_MAX;
}

static enum row_kind kind(void *owner, size_t row)
{
	size_t at;
	return table_groups_stand(owner) && table_groups_row(owner, row, &at) != TABLE_RECORD ? ROW_GROUP : ROW_ITEM;
}

/* All of them, also those of groups that are closed. */
static uint64_t *keys(void *owner, size_t *count_)
{
	const struct table *table = owner;
	uint64_t *all = memory_new_array(places(table) + 1, sizeof(*all));
	for (*count_ = 0; *count_ < places(table); (*count_)++)
		all[*count_] = row_at(table, *count_).id;
	return all;
}

/* What stands out: what has passed, what is serious. */
static enum role role_of(const struct field *field, const struct value *value)
{
	if (!value->set)
		return ROLE_NORMAL;
	if (field->type == TYPE_CHOICE && field->choices == CHOICES_decide_state)
		return words_decision_role((uint8_t)value->number);
	if (field->type == TYPE_CHOICE && field->choices == CHOICES_severity)
		return words_severity_role(value->number);
	return ROLE_NORMAL;
}

static void cell(void *owner, size_t row, size_t column, struct text *out, enum role *role)
{
	struct table *table = owner;
	struct record record;
	size_t place = row;
	if (!glance_open(&table->glance, table->app))
		return;
	if (table_groups_stand(table) && table_groups_row(table, row, &place) != TABLE_RECORD) {
		*role = ROLE_HEADING;
		table_groups_cell(table, row, column, out);
		return;
	}
	struct row at = row_at(table, place);
	const struct path *path = list_plan_column(table->plan, column);
	if (!reading_record(table->glance.reading, (struct ref){table->entity->number, at.id}, &record)) {
		*role = ROLE_MUTED;
		text_append_text(out, column == 0 ? _("(removed)") : "");
		return;
	}
	struct value value = reading_value(table->glance.reading, &record, path);
	*role = role_of(path_field(path), &value);
	words_value(out, &table->glance, &record, path_field(path), &value);
}

static bool is_whole(const struct table *table)
{
	return table->finder == NULL || (finder_is_done(table->finder) && (table->grouping == NULL || table->grouped));
}

/* The groups are worked out when every row is found. */
static void step(struct table *table, unsigned milliseconds)
{
	struct error error = {0};
	if (is_whole(table) || !glance_open(&table->glance, table->app))
		return;
	if (finder_step(table->finder, table->glance.reading, milliseconds, &error))
		table_groups_step(table, milliseconds);
	else if (error.kind != ERROR_NONE)
		tui_say_error(table->app->tui, &error);
}

static void filter(void *owner, struct slice typed)
{
	struct table *table = owner;
	text_clear(&table->words);
	text_append(&table->words, typed);
	if (table->finder == NULL) {
		table_given_filter(table);
		return;
	}
	finder_set_words(table->finder, typed);
	table_groups_restart(table);
	step(table, FIRST_STEP);
}

static void sort_by(void *owner, size_t column, bool falling)
{
	struct table *table = owner;
	struct text sort = {0};
	struct error error = {0};
	if (table->finder == NULL) {
		table_given_sort(table, column, falling);
		return;
	}
	if (falling)
		text_append_char(&sort, '-');
	path_append(&sort, list_plan_column(table->plan, column));
	if (!table_ask(table, text_slice(&table->columns), text_slice(&table->where), text_slice(&sort), &error))
		tui_say_error(table->app->tui, &error);
	text_free(&sort);
}

static bool whole(void *owner)
{
	return is_whole(owner);
}

static void rest(void *owner)
{
	glance_close(&((struct table *)owner)->glance);
}

static const struct list_source source = {
	.count = count,
	.cell = cell,
	.key = key,
	.find = find,
	.filter = filter,
	.sort = sort_by,
	.kind = kind,
	.keys = keys,
	.whole = whole,
	.rest = rest,
};

/* A finding is found by what stands in its row: what is wrong, and with what. */
static void append_finding_words(void *context, const struct record *finding, struct text *out)
{
	struct table *table = context;
	words_rule(out, table->app, record_text(finding, F_finding_rule));
	text_append_char(out, '\n');
	words_name(out, &table->glance, record_ref(finding, F_finding_about));
}

static void take(struct text *out, struct slice in)
{
	struct text copy = {0};
	text_append(&copy, in);
	text_free(out);
	*out = copy;
}

/* The plan is there: the rows are found anew. */
static void begin(struct table *table, struct list_plan *plan)
{
	struct finder *finder = table->of_given ? NULL : finder_new(plan);
	finder_free(&table->finder);
	list_plan_free(&table->plan);
	table->plan = plan;
	table->finder = finder;
	if (table->entity->number == E_finding)
		list_plan_search_also(plan, append_finding_words, table);
	if (finder != NULL && table->words.size > 0)
		finder_set_words(finder, text_slice(&table->words));
	table_groups_restart(table);
}

bool table_ask(struct table *table, struct slice columns, struct slice where, struct slice sort, struct error *error)
{
	const struct list_request request = {
		.columns = columns, .where = where, .sort = sort, .group = text_slice(&table->group)};
	struct list_plan *plan = list_plan_new(table->entity, &request, error);
	if (plan == NULL)
		return false;
	take(&table->columns, columns);
	take(&table->where, where);
	take(&table->sort, sort);
	begin(table, plan);
	table_label(table);
	step(table, FIRST_STEP);
	list_view_changed(&table->list);
	return true;
}

bool table_group_by(struct table *table, struct slice group, struct error *error)
{
	struct text before = table->group;
	table->group = (struct text){0};
	text_append(&table->group, group);
	bool ok = table_ask(table, text_slice(&table->columns), text_slice(&table->where), text_slice(&table->sort), error);
	if (!ok) {
		struct text refused = table->group;
		table->group = before;
		before = refused;
	}
	text_free(&before);
	table->open_count = ok ? 0 : table->open_count;
	return ok;
}

bool table_start(struct table *table, struct app *app, const struct entity *entity, struct slice columns,
	struct slice where, struct slice sort, struct error *error)
{
	*table = (struct table){.app = app, .entity = entity};
	table->list.source = &source;
	table->list.owner = table;
	table->list.sort_column = SIZE_MAX;
	table->list.page = 1;
	bool ok = table_ask(table, columns, where, sort, error);
	glance_close(&table->glance);
	return ok;
}

bool table_start_given(struct table *table, struct app *app, const struct entity *entity, struct slice columns,
	struct error *error)
{
	const struct list_request request = {.columns = columns};
	*table = (struct table){.app = app, .entity = entity, .of_given = true};
	table->plan = list_plan_new(entity, &request, error);
	if (table->plan == NULL)
		return false;
	take(&table->columns, columns);
	table->list.source = &source;
	table->list.owner = table;
	table->list.sort_column = SIZE_MAX;
	table->list.page = 1;
	table_label(table);
	return true;
}

void table_free(struct table *table)
{
	glance_close(&table->glance);
	list_view_free(&table->list);
	table_groups_free(table);
	finder_free(&table->finder);
	list_plan_free(&table->plan);
	for (size_t i = 0; i < LIST_COLUMNS_MOST; i++)
		free(table->titles[i]);
	free(table->given);
	free(table->shown);
	text_free(&table->words);
	text_free(&table->columns);
	text_free(&table->where);
	text_free(&table->sort);
	*table = (struct table){0};
}

bool table_selected(const struct table *table, struct ref *ref)
{
	if (table->plan == NULL || !list_view_has_selected(&table->list))
		return false;
	size_t place = table->list.selected;
	if (table_groups_stand(table) && table_groups_row(table, place, &place) != TABLE_RECORD)
		return false;
	*ref = (struct ref){table->entity->number, row_at(table, place).id};
	return true;
}

/* A page that fills, and the end of the search, are worth seeing. */
bool table_work(struct table *table)
{
	if (is_whole(table))
		return false;
	size_t before = count(table);
	step(table, STEP);
	bool done = is_whole(table);
	if (done || (before < table->list.page && count(table) > before)) {
		if (!table->list.moved)
			list_view_select(&table->list, 0); /* rows found later may stand before the first ones found */
		list_view_changed(&table->list);
		if (done)
			list_view_all_found(&table->list);
		tui_redraw(table->app->tui);
	}
	glance_close(&table->glance);
	return !done;
}

void table_follow(struct table *table)
{
	if (table->finder != NULL) {
		finder_restart(table->finder);
		table_groups_restart(table);
		step(table, FIRST_STEP);
	}
	list_view_changed(&table->list);
	glance_close(&table->glance);
}
