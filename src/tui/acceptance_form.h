/* The form in which a risk is accepted until a day. */
#ifndef TUI_ACCEPTANCE_FORM_H
#define TUI_ACCEPTANCE_FORM_H

#include "tui/app.h"

void acceptance_form_open(struct app *app, struct ref finding);

#endif
