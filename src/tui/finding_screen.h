/* A finding: why it is there, what to do about it, whose it is, how it has been handled. */
#ifndef TUI_FINDING_SCREEN_H
#define TUI_FINDING_SCREEN_H

#include "tui/app.h"

void finding_screen_open(struct app *app, struct ref finding);

/* Handling, from the screen or a list; finding_deeds.c. */
bool finding_can(struct app *app, struct ref finding, enum action_id action);
unsigned finding_act(struct app *app, struct ref finding, enum action_id action);

#endif
