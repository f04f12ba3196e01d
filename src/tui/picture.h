/* The picture's cells as they are drawn. Curses is given the rows that differ from the picture before: a cursor that
 * moves costs two rows of its work and not a screenful. Only tui/canvas.h draws here. */
#ifndef TUI_PICTURE_H
#define TUI_PICTURE_H

#include <ncurses.h>
#include <stdbool.h>

#include "tui/cells.h"
#include "tui/layout.h"

/* Begins a picture, all blank, in the size that the terminal has now; returns all of it. */
struct area picture_begin(void);
/* All of the picture that was begun; nothing where there is none. */
struct area picture_area(void);
/* Puts the run there, which has room; `look` is a cell that has its attributes and its colour. What it leaves half of a
 * wide character becomes blank. */
void picture_put(int row, int column, const struct cell_run *run, const cchar_t *look);
/* Gives curses what has changed, or everything. */
void picture_end(bool anew);
/* The terminal has ended. */
void picture_free(void);

#endif
