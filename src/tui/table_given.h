/* The rows that a table was given: narrowed down and put in order in memory. */
#ifndef TUI_TABLE_GIVEN_H
#define TUI_TABLE_GIVEN_H

#include "tui/table.h"

void table_given_filter(struct table *table);
void table_given_sort(struct table *table, size_t column, bool falling);

#endif
