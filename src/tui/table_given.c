#include "tui/table_given.h"

#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "tui/choices.h"
#include "tui/words.h"
#include "tui/work.h"

void table_give(struct table *table, record_id parent, record_id id)
{
	memory_grow(&table->given, &table->given_capacity, table->given_count, sizeof(*table->given));
	table->given[table->given_count++] = (struct row){parent, id};
}

void table_give_none(struct table *table)
{
	table->given_count = 0;
}

void table_given(struct table *table)
{
	table_given_filter(table);
	if (table->list.sort_column < table->list.column_count)
		table_given_sort(table, table->list.sort_column, table->list.falling);
	list_view_changed(&table->list);
	glance_close(&table->glance);
}

static bool matches(struct table *table, struct glance *glance, struct row row, struct slice folded)
{
	struct text cells = {0}, fold = {0};
	struct record record;
	bool there = reading_record(glance->reading, (struct ref){table->entity->number, row.id}, &record);
	for (size_t i = 0; there && i < table->list.column_count; i++) {
		const struct path *path = list_plan_column(table->plan, i);
		struct value value = reading_value(glance->reading, &record, path);
		words_value(&cells, glance, &record, path_field(path), &value);
		text_append_char(&cells, ' ');
	}
	text_append_folded(&fold, text_slice(&cells));
	bool found = there && words_match(folded, text_slice(&fold));
	text_free(&cells);
	text_free(&fold);
	return found;
}

struct filtering {
	struct table *table;
	struct row *rows;
	size_t count;
};

static void find_rows(void *context)
{
	struct filtering *filtering = context;
	struct table *table = filtering->table;
	struct glance glance = {0};
	struct text folded = {0};
	text_append_folded(&folded, text_slice(&table->words));
	filtering->count = 0;
	bool open = folded.size > 0 && glance_open(&glance, table->app);
	for (size_t i = 0; i < table->given_count; i++)
		if (!open || matches(table, &glance, table->given[i], text_slice(&folded)))
			filtering->rows[filtering->count++] = table->given[i];
	glance_close(&glance);
	text_free(&folded);
}

void table_given_filter(struct table *table)
{
	struct filtering filtering = {
		.table = table, .rows = memory_new_array(table->given_count + 1, sizeof(*filtering.rows))};
	if (!work_out(table->app, _("Filter"), find_rows, &filtering)) {
		free(filtering.rows);
		return;
	}
	free(table->shown);
	table->shown = filtering.rows;
	table->shown_count = filtering.count;
}

/* A row with what it is sorted by: a number, or a text's key. */
struct sorted {
	struct row row;
	bool set;
	int64_t number;
	struct text text;
};

static void read_key(const struct table *table, struct glance *glance, size_t column, struct sorted *sorted)
{
	const struct path *path = list_plan_column(table->plan, column);
	const struct field *field = path_field(path);
	struct record record;
	if (!reading_record(glance->reading, (struct ref){table->entity->number, sorted->row.id}, &record))
		return;
	struct value value = reading_value(glance->reading, &record, path);
	sorted->set = value.set;
	if (!value.set)
		return;
	if (!field_holds_text(field) && !field_holds_ref(field)) {
		sorted->number = value.number;
		return;
	}
	struct text words = {0};
	words_value(&words, glance, &record, field, &value);
	text_append_sort_key(&sorted->text, text_slice(&words));
	text_free(&words);
}

/* What is not set comes last, either way. */
static int compare(const void *a, const void *b, void *falling)
{
	const struct sorted *left = a, *right = b;
	if (left->set != right->set)
		return left->set ? -1 : 1;
	int order = (left->number > right->number) - (left->number < right->number);
	size_t least = left->text.size < right->text.size ? left->text.size : right->text.size;
	if (order == 0 && least > 0)
		order = memcmp(left->text.data, right->text.data, least);
	if (order == 0)
		order = (left->text.size > right->text.size) - (left->text.size < right->text.size);
	return *(const bool *)falling ? -order : order;
}

struct sorting {
	struct table *table;
	size_t column, count;
	bool falling;
	struct sorted *rows;
};

static void forget_keys(struct sorting *sorting)
{
	for (size_t i = 0; i < sorting->count; i++)
		text_free(&sorting->rows[i].text);
}

static void sort_rows(void *context)
{
	struct sorting *sorting = context;
	struct glance glance = {0};
	bool open = glance_open(&glance, sorting->table->app);
	forget_keys(sorting);
	for (size_t i = 0; i < sorting->count; i++) {
		sorting->rows[i] = (struct sorted){.row = sorting->table->shown[i]};
		if (open)
			read_key(sorting->table, &glance, sorting->column, &sorting->rows[i]);
	}
	glance_close(&glance);
	qsort_r(sorting->rows, sorting->count, sizeof(*sorting->rows), compare, &sorting->falling);
}

void table_given_sort(struct table *table, size_t column, bool falling)
{
	struct sorting sorting = {.table = table, .column = column, .falling = falling, .count = table->shown_count,
		.rows = memory_new_array(table->shown_count + 1, sizeof(*sorting.rows))};
	bool sorted = work_out(table->app, _("Sort"), sort_rows, &sorting);
	for (size_t i = 0; sorted && i < sorting.count; i++)
		table->shown[i] = sorting.rows[i].row;
	forget_keys(&sorting);
	free(sorting.rows);
}

#define ROWS_LOOKED_AT 200

static bool has_content(struct table *table, const struct path *path)
{
	struct record record;
	for (size_t i = 0; i < table->given_count && i < ROWS_LOOKED_AT; i++) {
		struct ref ref = {table->entity->number, table->given[i].id};
		if (reading_record(table->glance.reading, ref, &record) &&
		    reading_value(table->glance.reading, &record, path).set)
			return true;
	}
	return false;
}

void table_leave_out_empty(struct table *table)
{
	struct text columns = {0};
	if (!glance_open(&table->glance, table->app))
		return;
	for (size_t i = 0; i < list_plan_columns(table->plan); i++) {
		const struct path *path = list_plan_column(table->plan, i);
		if (path_field(path)->number != table->entity->name_field && !has_content(table, path))
			continue;
		text_append_text(&columns, columns.size > 0 ? "," : "");
		path_append(&columns, path);
	}
	if (columns.size > 0)
		table_ask(table, text_slice(&columns), SLICE(""), SLICE(""), NULL);
	glance_close(&table->glance);
	text_free(&columns);
}
