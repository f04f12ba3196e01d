/* A need in a few words, by whoever has it: what it is, why, for whom. More is asked later. */
#ifndef TUI_NEED_FORM_H
#define TUI_NEED_FORM_H

#include "tui/record_form.h"

extern const struct form_deed need_deed;
void need_form_open(struct app *app);

#endif
