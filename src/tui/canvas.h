/* The picture: the one place that puts text on the screen. Everything is drawn anew for each picture, into curses'
 * memory; what differs from the picture before is sent once. Text is made harmless and cut by whole characters here
 * (tui/cells.h), so no screen can let a stored text steer the terminal or push the columns out of line. */
#ifndef TUI_CANVAS_H
#define TUI_CANVAS_H

#include <stdbool.h>

#include "base/text.h"
#include "report/chart.h"
#include "tui/layout.h"
#include "tui/theme.h"

/* The whole screen as it is now; begins a picture: all blank. */
struct area canvas_begin(void);
/* Ends it: the cursor goes where canvas_focus said, and what has changed is sent. `anew` sends every cell. */
void canvas_end(bool anew);
/* Leaves the picture for the terminal's own screen and prints the text there, lines unbroken; the next canvas_end comes
 * back. Nothing where it stands there already. */
void canvas_plain(struct slice text);
/* Frees what the canvas keeps between pictures; the terminal has ended. */
void canvas_free(void);

/* Columns that `text` takes where there is room for all of it: the one measure of what is put on the screen. */
int canvas_width(struct slice text);
/* Bytes of the whole graphemes at the beginning of `text` that have room in `columns`. */
size_t canvas_fit(struct slice text, int columns);

/* Puts `text` in at most `columns` columns; what has no room ends in an ellipsis. Outside the screen nothing happens.
 * Returns the columns used. */
int canvas_text(int row, int column, int columns, enum role role, struct slice text);
/* The same, at the right end of the `columns`. */
int canvas_text_right(int row, int column, int columns, enum role role, struct slice text);
/* The same as canvas_text with the beginning, some twenty columns, as ROLE_SELECTED: where the person stands in a list.
 * A cursor that moves costs so many bytes twice, and must stay quick on a slow line. */
int canvas_selected(int row, int column, int columns, enum role role, struct slice text);
int canvas_printf(int row, int column, int columns, enum role role, const char *format, ...)
	__attribute__((format(printf, 5, 6)));
int canvas_symbol(int row, int column, enum role role, enum symbol symbol); /* 1, or 0 where it is outside */

/* Spaces, where the look of a role is to be seen: a field that can be typed in. */
void canvas_fill(int row, int column, int columns, enum role role);

/* A line across, with a title in it where there is one (NULL for none). */
void canvas_rule(int row, int column, int columns, const char *title);
/* Blank. */
void canvas_clear(struct area area);
/* A frame along the edge of `area`, blank inside, with a title in its top; returns the area inside, one column of air
 * at both sides. */
struct area canvas_frame(struct area area, const char *title);

/* Where the person is: readers of the screen and braille displays follow the cursor. */
void canvas_focus(int row, int column);

const char *canvas_sign(enum symbol symbol);
enum chart_style canvas_chart_style(void); /* what pictures are drawn with */

#endif
