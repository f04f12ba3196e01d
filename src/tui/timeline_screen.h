/* Timelines on the screen: of a list of records, a lane each, and of one record with what belongs to it. */
#ifndef TUI_TIMELINE_SCREEN_H
#define TUI_TIMELINE_SCREEN_H

#include "tui/table.h"

/* Of one record: its lane, and those of what lies below it or is named by it. */
void timeline_open(struct app *app, struct ref about);
/* Of what a list shows: its marked rows where there are some, else all that its condition and filter let through, in
 * its order, at the row under its cursor. False where its records have no lanes. */
bool timeline_open_table(struct app *app, const struct table *from);
/* Of all systems, those first that are to be decided first. */
void timeline_open_all(struct app *app);

#endif
