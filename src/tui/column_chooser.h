/* A window in which the columns of a list are chosen among the entity's fields and figures, put in order, and made keys
 * that the rows are sorted by. */
#ifndef TUI_COLUMN_CHOOSER_H
#define TUI_COLUMN_CHOOSER_H

#include "tui/app.h"

/* `columns` and `sort` as struct list_request has them. `chosen` is given the new ones, no columns where none is left.
 * `owner` lives at least as long as the window. */
void column_chooser_open(struct app *app, const struct entity *entity, struct slice columns, struct slice sort,
	void (*chosen)(struct tui *tui, void *owner, struct slice columns, struct slice sort), void *owner);

#endif
