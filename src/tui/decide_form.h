/* A decision about a record: made by whoever types it, by delegation, unless a forum or a committee is stated later. */
#ifndef TUI_DECIDE_FORM_H
#define TUI_DECIDE_FORM_H

#include "tui/record_form.h"

extern const struct form_deed decision_deed;

bool decide_can(struct app *app, struct ref about);
/* Of a system: asks first whether about one of the contracts in force that are for it, or about the system itself. */
void decide_open(struct app *app, struct ref about);

#endif
