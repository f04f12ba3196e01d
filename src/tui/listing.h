/* The screen with a list of records, for the files that share it. */
#ifndef TUI_LISTING_H
#define TUI_LISTING_H

#include "tui/table.h"
#include "tui/ways.h"

struct listing_screen {
	struct screen screen;
	struct app *app;
	struct table table;
	bool titled;
	const char *name;        /* for own_columns */
	struct text usual;       /* the columns that nobody has chosen */
	struct text given_where; /* that the title says in words */
	struct text given_sort;  /* in which it was opened */
	struct text view;        /* the name of the saved view that it shows; empty: none */
};

/* Other columns, another condition, another order: as table_ask, with what the table has itself taken along. The texts
 * may be the table's own. */
bool listing_ask(struct listing_screen *listing, struct slice columns, struct slice where, struct slice sort,
	struct error *error);

/* listing_state.c: by what the rows are narrowed down and sorted, over them as long as it holds. Returns the rows of
 * the screen that it takes. */
int listing_draw_state(const struct listing_screen *listing, struct area area);

/* listing_group.c: asks by what the rows are to stand together. */
unsigned listing_group(struct listing_screen *listing);

/* listing_views.c: takes up a saved view, or saves what is shown as one. */
unsigned listing_views(struct listing_screen *listing);

/* listing_export.c: asks in which format and to which file, and writes it there; over SSH tells the command. */
unsigned listing_export(struct listing_screen *listing);

/* listing_command.c: "list system --columns …", as the command that shows what the list shows, or what is marked. */
void listing_append_command(struct text *out, const struct listing_screen *listing, struct glance *glance,
	const char *format);
/* The same sent through ssh, in lines of at most `columns` of a shell, to a file. */
void listing_append_shell(struct text *out, struct slice command, const char *file, int columns);
void listing_show_command(struct listing_screen *listing, const char *format, bool groups, const char *file);

#endif
