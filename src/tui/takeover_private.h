/* What the files of the screen of hand-over and merge share. */
#ifndef TUI_TAKEOVER_PRIVATE_H
#define TUI_TAKEOVER_PRIVATE_H

#include "tui/takeover_rows.h"
#include "tui/takeover_screen.h"

struct takeover_screen {
	struct screen screen;
	struct takeover_request request; /* its choices are owned */
	size_t choice_capacity;
	struct text why; /* for the change log */
	struct takeover_rows rows;
	bool behind; /* the register has changed since they were worked out */
};

struct takeover *takeover_work_out(struct app *app, const struct takeover_request *request, struct error *error);
/* False, with the reason said, where it is none any more: what is shown stays. */
bool takeover_show_anew(struct takeover_screen *takeover);
/* Who hands over to whom, as the breadcrumb. */
void takeover_name(struct takeover_screen *takeover);

/* takeover_give.c: who gets what the cursor stands on, or the marked rows. */
void takeover_ask_who_gets(struct takeover_screen *takeover);

#endif
