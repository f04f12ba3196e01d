/* What a system or a service costs over the years to come, and the alternatives of an opportunity: with pictures, and
 * every sum opens the rows that it is made of. */
#ifndef TUI_COST_SCREEN_H
#define TUI_COST_SCREEN_H

#include "tui/app.h"

/* Whether there are costs to tell of such a record. */
bool cost_screen_can(uint8_t entity);
/* A system, a service, or the alternatives of an opportunity. */
void cost_screen_open(struct app *app, struct ref about);
/* The same as text to copy, as the command prints it. */
void cost_screen_plain(struct app *app, struct ref about);

#endif
