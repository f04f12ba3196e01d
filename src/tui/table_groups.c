#include "tui/table_groups.h"

#include <stdlib.h>
#include <time.h>

#include "base/lang.h"
#include "base/memory.h"
#include "tui/words.h"

#define KEY_OF_GROUP (UINT64_C(1) << 63) /* no record's */
#define ROWS_BETWEEN_LOOKS 64            /* at the clock */

static bool is_open(const struct table *table, uint64_t key)
{
	for (size_t i = 0; i < table->open_count; i++)
		if (table->open[i] == key)
			return true;
	return false;
}

/* Where each group begins on the screen; behind the last one, where they all end. */
static void place(struct table *table)
{
	size_t count = grouping_count(table->grouping), row = 1;
	table->starts = memory_resize(table->starts, count + 1, sizeof(*table->starts));
	for (size_t i = 0; i < count; i++) {
		const struct group *group = grouping_at(table->grouping, i);
		table->starts[i] = row;
		row += 1 + (is_open(table, group->key) ? group->count : 0);
	}
	table->starts[count] = row;
}

bool table_groups_stand(const struct table *table)
{
	return table->grouped;
}

size_t table_groups_rows(const struct table *table)
{
	return table->starts[grouping_count(table->grouping)];
}

/* The last group that begins at the row or before it. */
static size_t group_at(const struct table *table, size_t row)
{
	size_t low = 0, high = grouping_count(table->grouping);
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (table->starts[middle] <= row)
			low = middle;
		else
			high = middle;
	}
	return low;
}

enum table_row table_groups_row(const struct table *table, size_t row, size_t *at)
{
	*at = 0;
	if (row == 0)
		return TABLE_ALL;
	size_t group = group_at(table, row);
	*at = group;
	if (table->starts[group] == row)
		return TABLE_GROUP;
	*at = grouping_at(table->grouping, group)->first + row - table->starts[group] - 1;
	return TABLE_RECORD;
}

size_t table_groups_row_of(const struct table *table, size_t wanted)
{
	for (size_t i = 0; i < grouping_count(table->grouping); i++) {
		const struct group *group = grouping_at(table->grouping, i);
		if (wanted - group->first < group->count)
			return is_open(table, group->key) ? table->starts[i] + 1 + wanted - group->first : SIZE_MAX;
	}
	return SIZE_MAX;
}

uint64_t table_groups_key(const struct table *table, size_t row)
{
	size_t at;
	switch (table_groups_row(table, row, &at)) {
	case TABLE_ALL: return KEY_OF_GROUP;
	case TABLE_GROUP: return KEY_OF_GROUP | grouping_at(table->grouping, at)->key;
	default: return finder_row(table->finder, at).id;
	}
}

/* ---- what stands in the rows ---- */

static void append_value(struct table *table, size_t group, struct text *out)
{
	const struct path *path = list_plan_group(table->plan);
	struct record record;
	if (!finder_record(table->finder, table->glance.reading, grouping_at(table->grouping, group)->first, &record))
		return;
	struct value value = reading_value(table->glance.reading, &record, path);
	int year = grouping_year(path, &value);
	if (year != 0)
		text_printf(out, "%d", year);
	else if (value.set)
		words_value(out, &table->glance, &record, path_field(path), &value);
	else
		text_printf(out, _("%s not stated"), words_field(table->app, path_field(path)));
}

static void append_label(struct table *table, size_t group, struct text *out)
{
	if (group == GROUP_OF_ALL) {
		text_printf(out, "= %s (%zu)", _("All"), grouping_rows(table->grouping));
		return;
	}
	const struct group *at = grouping_at(table->grouping, group);
	text_append_text(out, is_open(table, at->key) ? "- " : "+ ");
	append_value(table, group, out);
	text_printf(out, " (%zu)", at->count);
}

void table_groups_cell(struct table *table, size_t row, size_t column, struct text *out)
{
	size_t group;
	int64_t sum;
	if (table_groups_row(table, row, &group) == TABLE_ALL)
		group = GROUP_OF_ALL;
	if (column == LIST_GROUP_LABEL) {
		append_label(table, group, out);
	} else if (grouping_sum(table->grouping, group, column, &sum)) {
		const struct record none = {.entity = table->entity};
		const struct value value = {.set = true, .number = sum};
		words_value(out, &table->glance, &none, path_field(list_plan_column(table->plan, column)), &value);
	}
}

/* ---- working them out ---- */

void table_groups_restart(struct table *table)
{
	grouping_free(&table->grouping);
	table->grouped = false;
	if (list_plan_group(table->plan) != NULL && table->finder != NULL)
		table->grouping = grouping_new(table->plan);
}

static bool is_over(const struct timespec *began, unsigned milliseconds)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	int64_t spent = (now.tv_sec - began->tv_sec) * 1000 + (now.tv_nsec - began->tv_nsec) / 1000000;
	return spent >= (int64_t)milliseconds;
}

bool table_groups_step(struct table *table, unsigned milliseconds)
{
	struct timespec began;
	struct record record;
	if (table->grouping == NULL || table->grouped)
		return true;
	clock_gettime(CLOCK_MONOTONIC, &began);
	size_t count = finder_count(table->finder);
	for (size_t row = grouping_rows(table->grouping); row < count; row++) {
		bool there = finder_record(table->finder, table->glance.reading, row, &record);
		grouping_add(table->grouping, table->glance.reading, there ? &record : NULL);
		if (row % ROWS_BETWEEN_LOOKS == 0 && is_over(&began, milliseconds))
			return false;
	}
	place(table);
	table->grouped = true;
	return true;
}

void table_groups_free(struct table *table)
{
	grouping_free(&table->grouping);
	free(table->starts);
	free(table->open);
	text_free(&table->group);
}

/* ---- opening and closing ---- */

static void turn(struct table *table, uint64_t key)
{
	for (size_t i = 0; i < table->open_count; i++)
		if (table->open[i] == key) {
			table->open[i] = table->open[--table->open_count];
			return;
		}
	memory_grow(&table->open, &table->open_capacity, table->open_count, sizeof(*table->open));
	table->open[table->open_count++] = key;
}

/* On the row of all: every one, or none where any is open. */
static void turn_all(struct table *table)
{
	bool any = table->open_count > 0;
	table->open_count = 0;
	for (size_t i = 0; !any && i < grouping_count(table->grouping); i++)
		turn(table, grouping_at(table->grouping, i)->key);
}

bool table_turn_group(struct table *table)
{
	size_t at;
	if (!table->grouped || !list_view_has_selected(&table->list))
		return false;
	enum table_row kind = table_groups_row(table, table->list.selected, &at);
	if (kind == TABLE_RECORD)
		return false;
	if (kind == TABLE_ALL)
		turn_all(table);
	else
		turn(table, grouping_at(table->grouping, at)->key);
	place(table);
	list_view_changed(&table->list);
	glance_close(&table->glance);
	return true;
}
