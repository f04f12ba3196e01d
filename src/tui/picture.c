#include "tui/picture.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* Rows of cells beside each other. A wide character stands in the first of its two, in the second there is none. */
static struct {
	cchar_t *drawn;
	cchar_t *given; /* as curses has them */
	int rows, columns;
} picture;

static cchar_t *cell_at(cchar_t *cells, int row, int column)
{
	return cells + (size_t)row * (size_t)picture.columns + (size_t)column;
}

static bool is_second_half(const cchar_t *cell)
{
	return cell->chars[0] == L'\0';
}

static void blank(cchar_t *cells, size_t count)
{
	cchar_t space;
	setcchar(&space, L" ", A_NORMAL, 0, NULL);
	for (size_t i = 0; i < count; i++)
		cells[i] = space;
}

static size_t cells_in_all(void)
{
	return (size_t)picture.rows * (size_t)picture.columns;
}

static void take_size(void)
{
	picture.rows = LINES;
	picture.columns = COLS;
	picture.drawn = memory_resize(picture.drawn, cells_in_all(), sizeof(*picture.drawn));
	picture.given = memory_resize(picture.given, cells_in_all(), sizeof(*picture.given));
	blank(picture.given, cells_in_all());
	erase();
}

struct area picture_begin(void)
{
	if (picture.rows != LINES || picture.columns != COLS)
		take_size();
	blank(picture.drawn, cells_in_all());
	return picture_area();
}

struct area picture_area(void)
{
	return (struct area){0, 0, picture.rows, picture.columns};
}

static void separate_halves(int row, int column)
{
	if (column > 0 && column < picture.columns && is_second_half(cell_at(picture.drawn, row, column)))
		blank(cell_at(picture.drawn, row, column - 1), 2);
}

void picture_put(int row, int column, const struct cell_run *run, const cchar_t *look)
{
	static const wchar_t none[CCHARW_MAX];
	cchar_t *at = cell_at(picture.drawn, row, column);
	separate_halves(row, column);
	separate_halves(row, column + run->columns);
	for (size_t i = 0; i < run->count; i++)
		for (int half = 0; half < run->cells[i].columns; half++, at++) {
			*at = *look;
			memcpy(at->chars, half == 0 ? run->cells[i].characters : none, sizeof(at->chars));
		}
}

/* Curses takes many cells at once, and makes the second half of a wide one itself. */
static void give_row(int row)
{
	const cchar_t *cells = cell_at(picture.drawn, row, 0);
	for (int column = 0, end = 0; column < picture.columns; column = ++end) {
		do {
			end++;
		} while (end < picture.columns && !is_second_half(&cells[end]));
		mvadd_wchnstr(row, column, &cells[column], end - column);
	}
	memcpy(cell_at(picture.given, row, 0), cells, (size_t)picture.columns * sizeof(*cells));
}

void picture_end(bool anew)
{
	size_t size = (size_t)picture.columns * sizeof(cchar_t);
	for (int row = 0; row < picture.rows; row++)
		if (anew || memcmp(cell_at(picture.drawn, row, 0), cell_at(picture.given, row, 0), size) != 0)
			give_row(row);
}

void picture_free(void)
{
	free(picture.drawn);
	free(picture.given);
	memset(&picture, 0, sizeof picture);
}
