/* The forms in which a finding is answered: the risk accepted until a day, the security officer's opinion. */
#ifndef TUI_FINDING_FORMS_H
#define TUI_FINDING_FORMS_H

#include "tui/record_form.h"

extern const struct form_deed acceptance_deed, opinion_deed;

/* NULL where there is no such deed. */
const struct form_deed *finding_deed_named(struct slice name);
/* NULL, said to the person, where the finding is gone. */
struct record_form *finding_form_open(struct app *app, const struct form_deed *deed, struct ref finding);

#endif
