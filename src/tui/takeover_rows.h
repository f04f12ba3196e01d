/* The rows of a hand-over or a merge: its consequences by kind, and the records of one kind. */
#ifndef TUI_TAKEOVER_ROWS_H
#define TUI_TAKEOVER_ROWS_H

#include "register/takeover.h"
#include "tui/app.h"
#include "tui/list_view.h"

struct takeover_rows {
	struct app *app;
	struct takeover *plan;       /* owned */
	bool opened;                 /* the records of one kind are shown */
	struct takeover_item kind;   /* of which they are */
	struct list_view list;
	struct list_column columns[5];
	struct glance glance;        /* open during one action or one picture */
};

void takeover_rows_start(struct takeover_rows *rows, struct app *app);
void takeover_rows_free(struct takeover_rows *rows);
/* Takes the plan over; what is shown stays open while there is anything of it. */
void takeover_rows_show(struct takeover_rows *rows, struct takeover *plan);
/* Opens the kind under the cursor, and closes it. */
void takeover_rows_open(struct takeover_rows *rows);
void takeover_rows_close(struct takeover_rows *rows);
/* What is opened, NULL where all kinds are shown; what the cursor stands on: a kind's items, or one of them. */
const struct takeover_group *takeover_rows_opened(const struct takeover_rows *rows);
bool takeover_rows_selected(const struct takeover_rows *rows, struct takeover_group *items);

#endif
