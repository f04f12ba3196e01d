#include "tui/layout.h"

#include <limits.h>
#include <string.h>

#include "tui/cells.h"

/* Labels wider than this are cut: a value is worth more than the end of its name. */
#define LABEL_COLUMNS_MOST 28
#define VALUE_COLUMNS_LEAST 24
#define PAIR_GAP 2
#define STACKED_INDENT 2

int int_clamp(int value, int low, int high)
{
	if (value > high)
		value = high;
	return value < low ? low : value;
}

struct area area_part(struct area area, int row, int column, int rows, int columns)
{
	row = int_clamp(row, 0, area.rows);
	column = int_clamp(column, 0, area.columns);
	return (struct area){
		.row = area.row + row,
		.column = area.column + column,
		.rows = int_clamp(rows, 0, area.rows - row),
		.columns = int_clamp(columns, 0, area.columns - column),
	};
}

struct area area_center(struct area area, int rows, int columns)
{
	rows = int_clamp(rows, 0, area.rows);
	columns = int_clamp(columns, 0, area.columns);
	return area_part(area, (area.rows - rows) / 2, (area.columns - columns) / 2, rows, columns);
}

struct area area_inside(struct area area, int rows, int columns)
{
	return area_part(area, rows, columns, area.rows - 2 * rows, area.columns - 2 * columns);
}

bool area_holds(struct area area, int row, int column)
{
	return row >= area.row && row < area.row + area.rows && column >= area.column &&
	       column < area.column + area.columns;
}

static int lowest_priority_kept(const struct column_need *needs, size_t count, int available, int gap)
{
	int highest = 0;
	for (size_t i = 0; i < count; i++)
		highest = needs[i].priority > highest ? needs[i].priority : highest;
	for (int limit = highest; limit > 0; limit--) {
		int taken = -gap;
		for (size_t i = 0; i < count; i++)
			taken += needs[i].priority <= limit ? needs[i].least + gap : 0;
		if (taken <= available)
			return limit;
	}
	return 0;
}

/* Of columns with the same priority the later ones go first. */
static int keep_at_least(const struct column_need *needs, size_t count, int available, int gap, int *widths)
{
	int limit = lowest_priority_kept(needs, count, available, gap);
	int left = available + gap;
	memset(widths, 0, count * sizeof(*widths));
	for (int priority = 0; priority <= limit + 1; priority++) {
		for (size_t i = 0; i < count; i++) {
			if (needs[i].priority != priority || left <= gap)
				continue;
			bool fits = needs[i].least + gap <= left;
			if (!fits && priority > 0)
				continue;
			widths[i] = fits ? needs[i].least : left - gap;
			left -= widths[i] + gap;
		}
	}
	return left;
}

void layout_columns(const struct column_need *needs, size_t count, int available, int gap, int *widths)
{
	int left = keep_at_least(needs, count, available, gap, widths);
	for (int priority = 0; left > 0 && priority < 100; priority++) {
		for (size_t i = 0; i < count; i++) {
			if (needs[i].priority != priority || widths[i] < needs[i].least)
				continue;
			int more = int_clamp(needs[i].wanted - widths[i], 0, left);
			if (widths[i] > 0)
				widths[i] += more, left -= more;
		}
	}
}

struct pair_layout layout_pairs(int widest_label, int available)
{
	struct pair_layout pair = {.label_columns = int_clamp(widest_label, 0, LABEL_COLUMNS_MOST)};
	pair.value_column = pair.label_columns + PAIR_GAP;
	pair.stacked = available - pair.value_column < VALUE_COLUMNS_LEAST;
	if (pair.stacked) {
		pair.label_columns = available;
		pair.value_column = int_clamp(STACKED_INDENT, 0, available);
	}
	pair.value_columns = int_clamp(available - pair.value_column, 0, INT_MAX);
	return pair;
}

size_t layout_scroll(size_t top, size_t selected, size_t page, size_t count)
{
	if (page == 0 || count <= page)
		return 0;
	if (selected < top)
		top = selected;
	else if (selected - top >= page)
		top = selected - page + 1;
	return top > count - page ? count - page : top;
}

int layout_pieces(const int *widths, size_t count, int available, int gap, bool *shown)
{
	memset(shown, 0, count * sizeof(*shown));
	if (count == 0 || widths[count - 1] > available)
		return 0;
	int used = widths[count - 1];
	shown[count - 1] = true;
	for (size_t i = 0; i + 1 < count; i++) {
		if (used + gap + widths[i] > available)
			break;
		shown[i] = true;
		used += gap + widths[i];
	}
	return used;
}

/* Bytes of the line: up to the last space inside what fits, or all that fits where there is none. */
static size_t line_size(struct slice piece, int columns)
{
	size_t fits = cells_fit(piece, columns, false);
	if (fits >= piece.size)
		return piece.size;
	if (fits == 0)
		return text_grapheme(piece);
	if (piece.data[fits] == ' ')
		return fits;
	for (size_t size = fits; size > 0; size--) {
		if (piece.data[size - 1] == ' ')
			return size;
	}
	return fits;
}

bool layout_wrap(struct slice *rest, int columns, struct slice *line)
{
	if (rest->size == 0)
		return false;
	const char *feed = memchr(rest->data, '\n', rest->size);
	struct slice piece = {rest->data, feed ? (size_t)(feed - rest->data) : rest->size};
	size_t size = line_size(piece, int_clamp(columns, 1, INT_MAX));
	*line = (struct slice){piece.data, size};
	while (size < piece.size && piece.data[size] == ' ')
		size++;
	if (feed && size == piece.size)
		size++;
	*rest = (struct slice){rest->data + size, rest->size - size};
	while (line->size > 0 && line->data[line->size - 1] == ' ')
		line->size--;
	return true;
}

int layout_wrapped_rows(struct slice text, int columns)
{
	int rows = 0;
	struct slice line;
	while (layout_wrap(&text, columns, &line))
		rows++;
	return rows > 0 ? rows : 1;
}

static int divide_up(int a, int b)
{
	return (a + b - 1) / b;
}

struct grid layout_grid(size_t count, int widest, int gap, int available, int most_rows)
{
	int pieces = int_clamp((int)count, 1, 1000);
	struct grid grid = {.across = int_clamp((available + gap) / (widest + gap), 1, pieces), .columns = widest};
	grid.rows = divide_up(pieces, grid.across);
	if (grid.rows > most_rows) {
		grid.across = divide_up(pieces, most_rows > 1 ? most_rows : 1);
		grid.rows = divide_up(pieces, grid.across);
	}
	grid.columns = int_clamp((available + gap) / grid.across - gap, 1, widest);
	return grid;
}
