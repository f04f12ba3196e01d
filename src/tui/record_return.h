/* Giving a record back as it once stood. */
#ifndef TUI_RECORD_RETURN_H
#define TUI_RECORD_RETURN_H

#include "tui/app.h"

/* Lets the person choose among the record's earlier states, shows what would change, and gives the one chosen back. */
void record_return(struct app *app, struct ref ref);

#endif
