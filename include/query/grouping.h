/* The rows of a grouped plan taken together: how many there are of each value, and what their amounts and numbers add
 * up to. Days and moments are taken together by year. */
#ifndef QUERY_GROUPING_H
#define QUERY_GROUPING_H

#include "query/list.h"

struct group {
	size_t first, count; /* rows, as they were added */
	uint64_t key;        /* of its value: the same whenever it is asked for; never 0 */
};

struct grouping;
/* `plan` is grouped, and outlives it. */
struct grouping *grouping_new(const struct list_plan *plan);
void grouping_free(struct grouping **grouping);
/* The next row, in the plan's order. NULL: one that is gone, counted where it stood. */
void grouping_add(struct grouping *grouping, struct reading *reading, const struct record *record);
size_t grouping_rows(const struct grouping *grouping);  /* added so far */
size_t grouping_count(const struct grouping *grouping); /* groups */
const struct group *grouping_at(const struct grouping *grouping, size_t group);

#define GROUP_OF_ALL SIZE_MAX
/* The sum of a column over a group, or GROUP_OF_ALL, in the field's own unit. False where the column is none that adds
 * up, no row states it, or the sum is too large to be told. */
bool grouping_sum(const struct grouping *grouping, size_t group, size_t column, int64_t *sum);
/* Amounts of money, and numbers that count something: a sum of years or of levels says nothing. */
bool grouping_adds_up(const struct field *field);

/* The year that stands for the value in its group; 0 where the value stands for itself. */
int grouping_year(const struct path *path, const struct value *value);

#endif
