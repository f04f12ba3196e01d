/* The form in which a risk is accepted until a day. */
#ifndef TUI_ACCEPTANCE_FORM_H
#define TUI_ACCEPTANCE_FORM_H

#include "tui/record_form.h"

extern const struct form_deed acceptance_deed;

/* NULL, said to the person, where the finding is gone. */
struct record_form *acceptance_form_open(struct app *app, struct ref finding);

#endif
