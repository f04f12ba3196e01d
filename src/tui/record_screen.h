/* The screen of one record. */
#ifndef TUI_RECORD_SCREEN_H
#define TUI_RECORD_SCREEN_H

#include "tui/app.h"

void record_screen_open(struct app *app, struct ref ref);

#endif
