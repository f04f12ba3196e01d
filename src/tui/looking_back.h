/* The register as it was, on the screens. */
#ifndef TUI_LOOKING_BACK_H
#define TUI_LOOKING_BACK_H

#include "tui/app.h"

/* A window for the moment; `text` stands in it to begin with. */
void ask_moment(struct app *app, struct slice text);

#endif
