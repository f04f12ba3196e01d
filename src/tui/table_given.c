#include "tui/table_given.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "tui/choices.h"
#include "tui/words.h"

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
	table->shown = memory_resize(table->shown, table->given_count + 1, sizeof(*table->shown));
	table_given_filter(table);
	if (table->list.sort_column < table->list.column_count)
		table_given_sort(table, table->list.sort_column, table->list.falling);
	list_view_changed(&table->list);
	glance_close(&table->glance);
}

static bool matches(struct table *table, struct row row, struct slice folded)
{
	struct text cells = {0}, fold = {0};
	struct record record;
	bool there = reading_record(table->glance.reading, (struct ref){table->entity->number, row.id}, &record);
	for (size_t i = 0; there && i < table->list.column_count; i++) {
		const struct path *path = list_plan_column(table->plan, i);
		struct value value = reading_value(table->glance.reading, &record, path);
		words_value(&cells, &table->glance, &record, path_field(path), &value);
		text_append_char(&cells, ' ');
	}
	text_append_folded(&fold, text_slice(&cells));
	bool found = there && words_match(folded, text_slice(&fold));
	text_free(&cells);
	text_free(&fold);
	return found;
}

void table_given_filter(struct table *table)
{
	struct text folded = {0};
	text_append_folded(&folded, text_slice(&table->words));
	table->shown_count = 0;
	bool open = folded.size > 0 && glance_open(&table->glance, table->app);
	for (size_t i = 0; i < table->given_count; i++)
		if (!open || matches(table, table->given[i], text_slice(&folded)))
			table->shown[table->shown_count++] = table->given[i];
	text_free(&folded);
}

/* A row with what it is sorted by: a number, or a text's key. */
struct sorted {
	struct row row;
	bool set;
	int64_t number;
	struct text text;
};

static void read_key(struct table *table, size_t column, struct sorted *sorted)
{
	const struct path *path = list_plan_column(table->plan, column);
	const struct field *field = path_field(path);
	struct record record;
	if (!reading_record(table->glance.reading, (struct ref){table->entity->number, sorted->row.id}, &record))
		return;
	struct value value = reading_value(table->glance.reading, &record, path);
	sorted->set = value.set;
	if (!value.set)
		return;
	if (!field_holds_text(field) && !field_holds_ref(field)) {
		sorted->number = value.number;
		return;
	}
	struct text words = {0};
	words_value(&words, &table->glance, &record, field, &value);
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

void table_given_sort(struct table *table, size_t column, bool falling)
{
	size_t count = table->shown_count;
	struct sorted *rows = memory_new_array(count + 1, sizeof(*rows));
	if (glance_open(&table->glance, table->app)) {
		for (size_t i = 0; i < count; i++) {
			rows[i].row = table->shown[i];
			read_key(table, column, &rows[i]);
		}
		qsort_r(rows, count, sizeof(*rows), compare, &falling);
		for (size_t i = 0; i < count; i++)
			table->shown[i] = rows[i].row;
	}
	for (size_t i = 0; i < count; i++)
		text_free(&rows[i].text);
	free(rows);
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
