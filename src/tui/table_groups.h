/* A table whose rows stand together by a value: a row for all of them, a row for each value with how many it has and
 * what they add up to, and below it, where it is open, its records. */
#ifndef TUI_TABLE_GROUPS_H
#define TUI_TABLE_GROUPS_H

#include "query/grouping.h"
#include "tui/table.h"

/* What a row of the screen is. */
enum table_row { TABLE_ALL, TABLE_GROUP, TABLE_RECORD };

/* Whether the rows are grouped, and all of it has been worked out: until then they stand as they are found. */
bool table_groups_stand(const struct table *table);
size_t table_groups_rows(const struct table *table);
/* *at gets the group, or the record's place among those found. */
enum table_row table_groups_row(const struct table *table, size_t row, size_t *at);
/* The row of a record's place; SIZE_MAX where its group is closed. */
size_t table_groups_row_of(const struct table *table, size_t place);
uint64_t table_groups_key(const struct table *table, size_t row);
void table_groups_cell(struct table *table, size_t row, size_t column, struct text *out);
/* The rows are found anew. What is open stays so. */
void table_groups_restart(struct table *table);
/* Works on, the rows being found; true when it is done. */
bool table_groups_step(struct table *table, unsigned milliseconds);
void table_groups_free(struct table *table);

#endif
