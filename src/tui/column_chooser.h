/* A window in which the columns of a list are chosen among the entity's fields and figures. */
#ifndef TUI_COLUMN_CHOOSER_H
#define TUI_COLUMN_CHOOSER_H

#include "tui/app.h"

/* `columns` as struct list_request has them. `chosen` is given the new ones, empty where none is left. `owner` lives at
 * least as long as the window. */
void column_chooser_open(struct app *app, const struct entity *entity, struct slice columns,
	void (*chosen)(struct tui *tui, void *owner, struct slice columns), void *owner);

#endif
