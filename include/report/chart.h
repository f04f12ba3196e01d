/* Pictures in letters: bars, stacked bars, sparklines and curves. Pure: numbers in, UTF-8 out, each sign one column, so
 * that a picture stands in a cell of a list as well as on paper. All can be read without colour: the parts of a bar are
 * told apart by what they are filled with, curves by the letters on them. */
#ifndef REPORT_CHART_H
#define REPORT_CHART_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

/* Letters alone, or blocks and braille too. */
enum chart_style { CHART_ASCII, CHART_BLOCKS };

/* What a part of a stacked bar is filled with, for the legend: parts beside each other differ as much as they can.
 * After the eighth they begin anew. */
const char *chart_fill(enum chart_style style, size_t part);

/* Appends a bar, `columns` long where `amount` is `largest`; blocks show an eighth of a column. Nothing below 0.
 * Returns the columns used. */
int chart_bar(struct text *out, enum chart_style style, int64_t amount, int64_t largest, int columns);
/* The same in parts, each with its fill, `columns` where their sum is `largest`; parts below 0 and not set are left
 * out. What is rounded off one part is made good by the next. */
int chart_stack(struct text *out, enum chart_style style, const int64_t parts[], size_t count, int64_t largest,
                int columns);

/* Appends a sign for each amount, from 0 to the largest of them; a space where one is not set. */
void chart_sparkline(struct text *out, enum chart_style style, const int64_t amounts[], size_t count);

/* An axis of amounts from the round one below the lowest to the round one above the highest; steps are 1, 2 or 5 times
 * a power of ten, of minor units at least a whole one of the currency, and as small as `ticks` of them reach. */
struct chart_scale {
	int64_t least, most, step;
};
struct chart_scale chart_scale_over(int64_t least, int64_t most, int ticks);

/* Curves over equally wide steps, the first at the left edge, the last at the right. */
struct chart_plot {
	const int64_t *const *curves; /* of each curve `points` amounts; NUMBER_UNSET: none there */
	size_t curve_count, points;   /* at least 2 points */
	struct chart_scale scale;     /* of more than one step */
	int rows, columns;
	const char *letters;          /* a sign for each curve */
	bool joined;                  /* with a line from point to point */
	enum chart_style style;
};
/* The row, from above, on which an amount stands; the column of a point. */
int chart_plot_row(const struct chart_plot *plot, int64_t amount);
int chart_plot_column(const struct chart_plot *plot, size_t point);

struct chart_grid;
/* Of curves that meet, the first is seen. */
struct chart_grid *chart_curves(const struct chart_plot *plot);
void chart_grid_free(struct chart_grid **grid);
/* Appends one row without spaces at its end. */
void chart_grid_row(const struct chart_grid *grid, int row, struct text *out);

#endif
