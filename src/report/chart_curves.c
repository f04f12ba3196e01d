/* Curves as dots of braille, eight to a cell, or as full stops, with a letter at each point. */
#include <stdlib.h>

#include "base/memory.h"
#include "base/money.h"
#include "report/chart.h"

#define DOTS_ACROSS 2
#define DOTS_DOWN 4

struct chart_grid {
	int rows, columns;
	enum chart_style style;
	uint8_t *dots; /* of each cell, as braille numbers them */
	char *letters; /* of each cell; 0: none */
};

/* In dots: the columns' left ones, the rows' second ones, so that a round amount stands on its own row. */
struct dot {
	int x, y;
};

static int64_t range_of(const struct chart_plot *plot)
{
	return plot->scale.most - plot->scale.least;
}

int chart_plot_column(const struct chart_plot *plot, size_t point)
{
	return (int)scaled((int64_t)point, plot->columns - 1, (int64_t)plot->points - 1);
}

static struct dot dot_of(const struct chart_plot *plot, size_t point, int64_t amount)
{
	int64_t down = scaled(plot->scale.most - amount, (int64_t)(plot->rows - 1) * DOTS_DOWN, range_of(plot));
	return (struct dot){.x = DOTS_ACROSS * chart_plot_column(plot, point), .y = (int)down + 1};
}

int chart_plot_row(const struct chart_plot *plot, int64_t amount)
{
	return (int)scaled(plot->scale.most - amount, plot->rows - 1, range_of(plot));
}

static void put_dot(struct chart_grid *grid, int x, int y)
{
	static const uint8_t bits[DOTS_DOWN][DOTS_ACROSS] = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};
	int row = y / DOTS_DOWN, column = x / DOTS_ACROSS;
	if (x < 0 || y < 0 || row >= grid->rows || column >= grid->columns)
		return;
	grid->dots[row * grid->columns + column] |= bits[y % DOTS_DOWN][x % DOTS_ACROSS];
}

/* A dot for each step along the longer of the two ways. */
static void put_line(struct chart_grid *grid, struct dot from, struct dot to)
{
	int across = to.x - from.x, down = to.y - from.y;
	int steps = abs(across) > abs(down) ? abs(across) : abs(down);
	for (int i = 0; i <= steps; i++)
		put_dot(grid, from.x + (steps == 0 ? 0 : (int)scaled(across, i, steps)),
		        from.y + (steps == 0 ? 0 : (int)scaled(down, i, steps)));
}

static void draw_lines(struct chart_grid *grid, const struct chart_plot *plot, const int64_t amounts[])
{
	for (size_t i = 1; i < plot->points; i++)
		if (amounts[i - 1] != NUMBER_UNSET && amounts[i] != NUMBER_UNSET)
			put_line(grid, dot_of(plot, i - 1, amounts[i - 1]), dot_of(plot, i, amounts[i]));
}

static void draw_letters(struct chart_grid *grid, const struct chart_plot *plot, const int64_t amounts[], char letter)
{
	for (size_t i = 0; i < plot->points; i++) {
		if (amounts[i] == NUMBER_UNSET)
			continue;
		int row = chart_plot_row(plot, amounts[i]);
		if (row >= 0 && row < plot->rows)
			grid->letters[row * grid->columns + chart_plot_column(plot, i)] = letter;
	}
}

struct chart_grid *chart_curves(const struct chart_plot *plot)
{
	struct chart_grid *grid = memory_new(sizeof *grid);
	size_t cells = (size_t)plot->rows * (size_t)plot->columns;
	*grid = (struct chart_grid){.rows = plot->rows, .columns = plot->columns, .style = plot->style};
	grid->dots = memory_new_array(cells + 1, sizeof *grid->dots);
	grid->letters = memory_new_array(cells + 1, sizeof *grid->letters);
	for (size_t c = plot->curve_count; c-- > 0;) {
		if (plot->joined)
			draw_lines(grid, plot, plot->curves[c]);
		draw_letters(grid, plot, plot->curves[c], plot->letters[c]);
	}
	return grid;
}

void chart_grid_free(struct chart_grid **grid)
{
	if (*grid == NULL)
		return;
	free((*grid)->dots);
	free((*grid)->letters);
	free(*grid);
	*grid = NULL;
}

static void append_dots(struct text *out, enum chart_style style, uint8_t dots)
{
	const char braille[] = {(char)0xe2, (char)(0xa0 | dots >> 6), (char)(0x80 | (dots & 0x3f))};
	if (style == CHART_ASCII)
		text_append_char(out, '.');
	else
		text_append_bytes(out, braille, sizeof braille);
}

void chart_grid_row(const struct chart_grid *grid, int row, struct text *out)
{
	const uint8_t *dots = grid->dots + row * grid->columns;
	const char *letters = grid->letters + row * grid->columns;
	int used = grid->columns;
	while (used > 0 && dots[used - 1] == 0 && letters[used - 1] == 0)
		used--;
	for (int column = 0; column < used; column++) {
		if (letters[column] != 0)
			text_append_char(out, letters[column]);
		else if (dots[column] != 0)
			append_dots(out, grid->style, dots[column]);
		else
			text_append_char(out, ' ');
	}
}
