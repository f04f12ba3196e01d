/* Which rows of the desk are shown, and what stands in them: the source of its list. */
#ifndef TUI_DESK_ROWS_H
#define TUI_DESK_ROWS_H

#include "report/desk.h"
#include "tui/list_view.h"

struct desk_row {
	enum row_kind kind;
	enum desk_section section;
	size_t item;       /* in the section; SIZE_MAX: the row that leads to all of them */
	struct slice line; /* of ROW_DETAIL: a detail that is longer than a row goes on below */
};

struct desk_rows {
	const struct desk_facts *facts;
	struct desk_row *rows;
	size_t count, capacity;
	int height, columns;          /* that they are chosen for */
	bool unfolded[DESK_SECTIONS]; /* all that is held is shown */
};

/* Its owner is a struct desk_rows. */
extern const struct list_source desk_rows_source;

/* After it the list is told: list_view_changed. */
void desk_rows_choose(struct desk_rows *rows);
/* NULL for a row that leads to all of a section. */
const struct desk_item *desk_rows_item(const struct desk_rows *rows, size_t row);
void desk_rows_free(struct desk_rows *rows);

#endif
