/* What a cost screen shows, as rows: each a sum with its picture and the share of it that is estimated, and which rows
 * it is made of. No curses here. */
#ifndef TUI_COST_ROWS_H
#define TUI_COST_ROWS_H

#include "lifecycle/system_cost.h"
#include "report/chart.h"
#include "tui/cost_lines.h"

enum cost_picture {
	PICTURE_NONE,
	PICTURE_PARTS, /* a bar of the groups */
	PICTURE_BAR,
	PICTURE_YEARS, /* a sparkline, a sign for each year */
};

struct cost_row_shown {
	bool heading;
	char *label;
	money_t amount;    /* NUMBER_UNSET: none */
	int64_t estimated; /* basis points; NUMBER_UNSET */
	enum cost_picture picture;
	money_t parts[COST_GROUPS]; /* PICTURE_PARTS */
	int group;                  /* PICTURE_YEARS; −1 */
	money_t largest;            /* of its section: a bar of it is as long as there is room */
	struct cost_choice choice;
	bool opens;
};

struct cost_rows {
	struct cost_row_shown *items;
	size_t count, capacity;
	struct system_cost cost;
	bool known; /* there is a cost to tell */
};

/* Reads and works out everything; false with words where it cannot be worked out. The words are of the language now. */
bool cost_rows_read(struct cost_rows *rows, const struct view *view, const struct session *session, struct ref about,
	struct error *error);
void cost_rows_free(struct cost_rows *rows);

/* The picture of a row, at most so wide. */
void cost_rows_draw(struct text *out, const struct cost_rows *rows, size_t row, int columns, enum chart_style style);

#endif
