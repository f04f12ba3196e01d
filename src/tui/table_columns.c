/* What stands over the columns of a table, how wide they may be, and which of them the rows are sorted by. */
#include <stdlib.h>

#include "tui/table.h"
#include "tui/words.h"

#define NAME_LEAST 24

size_t table_column_of(const struct table *table, const struct path *path)
{
	for (size_t i = 0; i < table->list.column_count; i++)
		if (path_equal(path, list_plan_column(table->plan, i)))
			return i;
	return SIZE_MAX;
}

static bool stands_right(const struct field *field)
{
	switch (field->type) {
	case TYPE_MONEY: case TYPE_NUMBER: case TYPE_DECIMAL: case TYPE_PERCENT: return true;
	default: return false;
	}
}

static int least_width(const struct field *field)
{
	switch (field->type) {
	case TYPE_DATE: return 10;
	case TYPE_MOMENT: return 16;
	case TYPE_TEXT: case TYPE_NOTE: case TYPE_TEXTS: case TYPE_REASONS: return 15;
	case TYPE_REF: case TYPE_ANY: case TYPE_REFS: return 15;
	case TYPE_NUMBER: case TYPE_DECIMAL: case TYPE_PERCENT: return 5;
	default: return 0;
	}
}

/* What a row is called: of a finding what is wrong, which the rule says. */
static bool is_name(const struct table *table, const struct path *path)
{
	uint8_t name = table->entity->number == E_finding ? F_finding_rule : table->entity->name_field;
	return path->count == 1 && path_field(path)->number == name;
}

/* What it is called stays longest, the code goes first: it is in the form and found by search. */
static int priority_of(const struct table *table, const struct path *path, size_t column)
{
	const struct field *field = path_field(path);
	if (is_name(table, path))
		return 0;
	return field->number == F_code ? 50 : (int)column + 1;
}

/* The arrows over the columns that the rows are sorted by, with a number each where they are several. What they are
 * grouped by is told over the list. */
static void show_order(struct table *table)
{
	size_t first = list_plan_group(table->plan) != NULL, keys = list_plan_sorts(table->plan) - first;
	if (!table->of_given)
		table->list.sort_column = SIZE_MAX;
	for (size_t key = keys; key-- > 0;) {
		const struct list_sort *sort = list_plan_sort(table->plan, first + key);
		size_t column = table_column_of(table, &sort->path);
		if (column == SIZE_MAX)
			continue;
		table->list_columns[column].rank = keys > 1 ? (int)key + 1 : 0;
		table->list_columns[column].falls = sort->descending;
		if (key > 0)
			continue;
		table->list.sort_column = column;
		table->list.falling = sort->descending;
	}
}

void table_label(struct table *table)
{
	size_t columns = list_plan_columns(table->plan);
	if (columns > LIST_COLUMNS_MOST)
		columns = LIST_COLUMNS_MOST;
	for (size_t i = 0; i < columns; i++) {
		const struct path *path = list_plan_column(table->plan, i);
		const struct field *field = path_field(path);
		struct text title = {0};
		for (size_t step_ = 0; step_ + 1 < path->count; step_++)
			text_printf(&title, "%s: ", words_field(table->app, path->fields[step_]));
		text_append_text(&title, words_field(table->app, field));
		bool name = is_name(table, path);
		free(table->titles[i]);
		table->titles[i] = text_take(&title);
		table->list_columns[i] = (struct list_column){
			.title = table->titles[i], .least = name ? NAME_LEAST : least_width(field), .right = stands_right(field),
			.most = name ? 60 : 34,
			.priority = priority_of(table, path, i), .unsorted = field->type == TYPE_REASONS,
		};
	}
	table->list.columns = table->list_columns;
	table->list.column_count = columns;
	table->list.header_columns = 0;
	show_order(table);
}
