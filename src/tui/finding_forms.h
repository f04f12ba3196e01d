/* The forms in which a finding is answered: the risk accepted until a day, the security officer's opinion. */
#ifndef TUI_FINDING_FORMS_H
#define TUI_FINDING_FORMS_H

#include "tui/record_form.h"

extern const struct form_deed acceptance_deed, opinion_deed;

#endif
