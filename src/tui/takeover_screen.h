/* Hand-over and merge: who takes over is asked for, then every consequence is shown, counted, with the records behind
 * each number; only then is it done. */
#ifndef TUI_TAKEOVER_SCREEN_H
#define TUI_TAKEOVER_SCREEN_H

#include "register/takeover.h"
#include "tui/app.h"

/* Whether it can be begun from here: the record is of such a kind, and the person may change anything at all. */
bool takeover_can_begin(const struct app *app, enum takeover_kind kind, struct ref from);
/* Asks who takes over, and shows what would come of it. */
void takeover_begin(struct app *app, enum takeover_kind kind, struct ref from);

#endif
