/* Records that somebody has counted, and nothing else: what a number opens where no condition says the same. */
#ifndef TUI_GIVEN_SCREEN_H
#define TUI_GIVEN_SCREEN_H

#include "tui/app.h"

struct given {
	uint8_t entity;
	const char *title;           /* translated; copied */
	const char *columns, *sort;  /* as struct list_request has them, one column to sort by; copied */
	const record_id *ids;        /* copied */
	size_t count;
};
void open_given(struct app *app, const struct given *given);

#endif
