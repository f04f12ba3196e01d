/* The alternatives of an opportunity side by side, with their curves. */
#ifndef TUI_ALTERNATIVES_SCREEN_H
#define TUI_ALTERNATIVES_SCREEN_H

#include "tui/app.h"

void alternatives_open(struct app *app, struct ref opportunity);

#endif
