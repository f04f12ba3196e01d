/* Long work: what is worked out over the whole register, perhaps millions of records, while somebody waits for it.
 *
 * It runs to its end within the key that asked for it; the store asks meanwhile whether to go on (store_watch). After
 * half a second the screen says what is being worked out and how far that has come. Esc and Ctrl-C stop it: nothing is
 * written, and the screen stands as before. Other keys wait until it is done. A new size is drawn; Ctrl-Z lets go of
 * everything, and the work begins anew afterwards; a terminal that is lost ends it. */
#ifndef TUI_WORK_H
#define TUI_WORK_H

#include "tui/app.h"

/* No view is open. `run` opens and closes its own; it may be run again from the beginning, and throws away first what
 * an earlier run has left in its context. False where it was stopped, and the person has been told: what it has left
 * is to be thrown away. `what` is translated. */
bool work_out(struct app *app, const char *what, void (*run)(void *context), void *context);

/* For those who pass on why something is not there. Returns false. */
bool work_stopped(struct error *error);

/* The same for what is written: in one transaction, so that nothing of it is there where it was stopped. True where it
 * is done, also where the stop came too late; `write` is not called again then. Else `error` says why, ERROR_STOPPED
 * where the person knows already: tui_say_error does not say it again. */
bool work_write(struct app *app, const char *what, bool (*write)(void *context, struct error *error), void *context,
	struct error *error);

/* The same for what nobody waits for, from screen_ops.work: it is stopped in silence as soon as there is a key, a size
 * or a signal to answer, and to be begun again when that is done. False where it was. */
bool work_out_quietly(struct app *app, void (*run)(void *context), void *context);

#endif
