/* The page of a service: what the business asks of it, each row leading on. */
#ifndef TUI_SERVICE_SCREEN_H
#define TUI_SERVICE_SCREEN_H

#include "tui/app.h"

void service_screen_open(struct app *app, struct ref service);

#endif
