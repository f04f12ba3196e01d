/* An opportunity on its way: the gate with what is missing and the next steps, its alternatives side by side, its
 * benefits with what is followed up, its offers beside what is asked for. */
#ifndef TUI_OPPORTUNITY_SCREEN_H
#define TUI_OPPORTUNITY_SCREEN_H

#include "tui/app.h"

void opportunity_screen_open(struct app *app, struct ref opportunity);

#endif
