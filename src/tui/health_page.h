/* How the register itself is, as doctor and stat say it. */
#ifndef TUI_HEALTH_PAGE_H
#define TUI_HEALTH_PAGE_H

#include "tui/app.h"

void open_health(struct app *app);

#endif
