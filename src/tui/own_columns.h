/* The columns that a person has chosen for a list, remembered between sessions. */
#ifndef TUI_OWN_COLUMNS_H
#define TUI_OWN_COLUMNS_H

#include "tui/app.h"

/* Appends those chosen for the list of that name; false where none are. They may be of an older program. */
bool own_columns_read(struct text *out, const struct app *app, const char *list);
void own_columns_keep(const struct app *app, const char *list, struct slice columns);
/* The list's usual ones again. */
void own_columns_forget(const struct app *app, const char *list);

#endif
