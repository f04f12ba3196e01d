/* From a record's tab to another one, or to its rows as a list. */
#ifndef TUI_RECORD_TAB_WAYS_H
#define TUI_RECORD_TAB_WAYS_H

#include "tui/record_tabs.h"

/* A choice among all tabs; `turned` is called for the one that is taken. */
void record_tabs_choose(struct record_screen *record, void (*turned)(struct record_screen *record, size_t tab));
/* The rows of a tab that has some as a list of records, in the same columns, with all that lists can. */
void record_tab_as_list(struct record_screen *record, const struct tab *tab);

#endif
