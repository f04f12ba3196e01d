/* What a person chooses for the screen, and what is good to know about this register and session. */
#ifndef TUI_SETTINGS_SCREEN_H
#define TUI_SETTINGS_SCREEN_H

#include "tui/app.h"

void open_settings(struct app *app);

#endif
