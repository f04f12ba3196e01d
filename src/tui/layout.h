/* Where things go: pure arithmetic on rows and columns, no curses, so that every size can be tested. */
#ifndef TUI_LAYOUT_H
#define TUI_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

/* A part of the screen. Rows and columns may be 0, never below. */
struct area {
	int row, column, rows, columns;
};

/* The part of `area` that starts `row` rows and `column` columns in and is at most so large; clamped to it. */
struct area area_part(struct area area, int row, int column, int rows, int columns);
/* The middle of `area`, at most so large. */
struct area area_center(struct area area, int rows, int columns);
/* Without a frame of so many rows and columns on each side. */
struct area area_inside(struct area area, int rows, int columns);

bool area_holds(struct area area, int row, int column);

int int_clamp(int value, int low, int high); /* `low` where high < low */

/* What a column asks for. Columns are given up from the highest priority number; one of 0 is never given up. */
struct column_need {
	int least;  /* narrower than this it is of no use */
	int wanted; /* what its content takes; at least `least` */
	int priority;
};

/* Shares `available` columns between `count` needs with `gap` between: as many columns as have room at their least,
 * in order of priority, then up to what each wants in the same order. widths[i] is 0 for a column given up. */
void layout_columns(const struct column_need *needs, size_t count, int available, int gap, int *widths);

/* Labels to the left of their values, or above them where a value would get too little room. */
struct pair_layout {
	int label_columns;
	int value_column;  /* where the value begins */
	int value_columns;
	bool stacked;
};
struct pair_layout layout_pairs(int widest_label, int available);

/* The first row to show so that `selected` is on a page of `page` rows, moving as little as can be from `top`. */
size_t layout_scroll(size_t top, size_t selected, size_t page, size_t count);

/* Which of `count` pieces of `widths` columns fit in `available` with `gap` between: the last one always, if anything
 * fits at all, then in order from the first. Sets shown[i]. Returns the columns used. */
int layout_pieces(const int *widths, size_t count, int available, int gap, bool *shown);

/* `count` pieces, the widest `widest`, one below the other in as many columns as there must be: as few rows as there
 * can be with every piece whole; narrower columns where that takes more than `most_rows`. */
struct grid {
	int rows, across;
	int columns; /* of a piece */
};
struct grid layout_grid(size_t count, int widest, int gap, int available, int most_rows);

/* Takes the next line of at most `columns` off `*rest`: broken at a space where there is one, at a line feed always,
 * inside a word that is too long by itself. False when nothing is left. */
bool layout_wrap(struct slice *rest, int columns, struct slice *line);
int layout_wrapped_rows(struct slice text, int columns); /* at least 1 */

#endif
