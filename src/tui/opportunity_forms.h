/* The forms of what is done with a need and an opportunity: received and answered, assessed, stopped with a lesson. */
#ifndef TUI_OPPORTUNITY_FORMS_H
#define TUI_OPPORTUNITY_FORMS_H

#include "tui/record_form.h"

extern const struct form_deed reception_deed, assessment_deed, stop_deed;

/* The stop is written down as the lesson that it leaves. */
void opportunity_stop_form(struct app *app, struct ref opportunity);

#endif
