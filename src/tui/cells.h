/* Text as a terminal's cells. The one place that decides what a character may look like on the screen: bytes that could
 * steer the terminal are written out in letters, joiners and variation selectors are left out, wide characters take
 * two columns, marks ride on the character before them. No curses here. */
#ifndef TUI_CELLS_H
#define TUI_CELLS_H

#include <stdbool.h>
#include <wchar.h>

#include "base/text.h"

#define CELL_CHARACTERS 5 /* one that takes room and up to four marks on it: what curses keeps in a cell */

struct cell {
	wchar_t characters[CELL_CHARACTERS + 1]; /* ended by 0 */
	int columns;                             /* 1 or 2 */
};

struct cell_run {
	struct cell *cells;
	size_t count;
	size_t capacity;
	int columns; /* of all cells together */
	bool cut;    /* not all of the text had room */
};

/* Fills `run` with as many whole graphemes of `text` as have room in `columns`. With `ascii` every character outside
 * ASCII becomes the letter it is built on (å a, é e), or '?'. The run keeps its memory from call to call. */
void cells_fill(struct cell_run *run, struct slice text, int columns, bool ascii);
void cells_free(struct cell_run *run);

/* Columns that cells_fill takes for all of `text`. Every measure on the screen is this one: what is left out, written
 * out in letters or turned into ASCII has its width here as it is drawn. */
int cells_width(struct slice text, bool ascii);
/* Bytes of the whole graphemes at the beginning of `text` that have room in `columns`. */
size_t cells_fit(struct slice text, int columns, bool ascii);

/* The letter a character is built on, in ASCII; '?' where there is none. */
char cell_ascii(unsigned character);

#endif
