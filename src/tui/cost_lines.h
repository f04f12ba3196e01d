/* The rows that a sum of costs is made of. */
#ifndef TUI_COST_LINES_H
#define TUI_COST_LINES_H

#include "lifecycle/system_cost.h"
#include "tui/app.h"

/* Which of them; the residual value is no cost of a year or a group. */
struct cost_choice {
	int16_t first_year, last_year; /* 0: from the first, to the last */
	int group, origin;             /* −1: all */
	bool narrow, not_narrow, residual; /* today's budget alone; all but it; with the residual value */
};

/* Shows those of a system or service under `title`; each opens what it rests on. */
void cost_lines_open(struct app *app, const char *title, struct ref about, const struct cost_choice *choice);

#endif
