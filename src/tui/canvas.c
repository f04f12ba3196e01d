#include "tui/canvas.h"

#include <limits.h>
#include <stdarg.h>
#include <string.h>
#include <unistr.h>

#include "base/memory.h"
#include "tui/picture.h"
#include "tui/terminal.h"

static struct {
	struct cell_run run; /* kept from call to call for its memory */
	struct text scratch;
	int focus_row, focus_column;
	cchar_t looks[ROLE_COUNT]; /* a cell with the role's attributes and colour */
	int colours_known;         /* the number of colours that `looks` was made for, plus 1 */
} canvas;

static attr_t attributes(unsigned emphasis)
{
	return (emphasis & EMPHASIS_BOLD ? A_BOLD : A_NORMAL) | (emphasis & EMPHASIS_REVERSE ? A_REVERSE : A_NORMAL) |
	       (emphasis & EMPHASIS_UNDERLINE ? A_UNDERLINE : A_NORMAL);
}

static void make_looks(void)
{
	int colours = terminal_colours();
	short next = 1;
	if (canvas.colours_known == colours + 1)
		return;
	for (enum role role = 0; role < ROLE_COUNT; role++) {
		struct look look = theme_look(role, colours);
		bool coloured = look.colour >= 0 && init_pair(next, (short)look.colour, -1) == OK;
		setcchar(&canvas.looks[role], L" ", attributes(look.emphasis), coloured ? next++ : 0, NULL);
	}
	canvas.colours_known = colours + 1;
}

struct area canvas_begin(void)
{
	make_looks();
	canvas.focus_row = canvas.focus_column = 0;
	return picture_begin();
}

void canvas_end(bool anew)
{
	if (anew)
		clearok(curscr, TRUE);
	picture_end(anew);
	move(int_clamp(canvas.focus_row, 0, LINES - 1), int_clamp(canvas.focus_column, 0, COLS - 1));
	wnoutrefresh(stdscr);
	doupdate();
}

static void append_plain(struct text *out, struct slice line)
{
	if (!terminal_ascii()) {
		text_append_harmless(out, line, false);
		return;
	}
	cells_fill(&canvas.run, line, INT_MAX, true);
	for (size_t i = 0; i < canvas.run.count; i++)
		text_append_char(out, (char)canvas.run.cells[i].characters[0]);
}

void canvas_plain(struct slice text)
{
	struct slice line;
	if (isendwin())
		return;
	text_clear(&canvas.scratch);
	while (slice_next(&text, '\n', &line)) {
		append_plain(&canvas.scratch, line);
		text_append_text(&canvas.scratch, text.size > 0 ? "\r\n" : "");
	}
	terminal_leave_picture();
	fwrite(canvas.scratch.data, 1, canvas.scratch.size, stdout);
	fflush(stdout);
}

void canvas_free(void)
{
	cells_free(&canvas.run);
	text_free(&canvas.scratch);
	picture_free();
	canvas.colours_known = 0;
}

int canvas_width(struct slice text)
{
	return cells_width(text, terminal_ascii());
}

size_t canvas_fit(struct slice text, int columns)
{
	return cells_fit(text, columns, terminal_ascii());
}

/* Columns of `columns` that are on the screen, from `column` on. */
static int columns_there(int row, int column, int columns)
{
	struct area all = picture_area();
	if (row < 0 || row >= all.rows || column < 0 || column >= all.columns)
		return 0;
	return int_clamp(columns, 0, all.columns - column);
}

/* An ellipsis takes the place of what does not fit. */
static void fill_run(struct slice text, int columns)
{
	cells_fill(&canvas.run, text, columns, terminal_ascii());
	if (canvas.run.cut && columns > 1)
		cells_fill(&canvas.run, text, columns - 1, terminal_ascii());
}

static int put_ellipsis(int row, int column, int used, int columns, enum role role)
{
	if (canvas.run.cut && used < columns)
		used += canvas_symbol(row, column + used, role, SYMBOL_ELLIPSIS);
	return used;
}

static int put_run(int row, int column, int columns, enum role role)
{
	picture_put(row, column, &canvas.run, &canvas.looks[role]);
	return put_ellipsis(row, column, canvas.run.columns, columns, role);
}

int canvas_text(int row, int column, int columns, enum role role, struct slice text)
{
	columns = columns_there(row, column, columns);
	if (columns == 0 || text.size == 0)
		return 0;
	fill_run(text, columns);
	return put_run(row, column, columns, role);
}

int canvas_text_right(int row, int column, int columns, enum role role, struct slice text)
{
	columns = columns_there(row, column, columns);
	if (columns == 0 || text.size == 0)
		return 0;
	fill_run(text, columns);
	int used = int_clamp(canvas.run.columns + canvas.run.cut, 0, columns);
	put_run(row, column + columns - used, used, role);
	return used;
}

/* Bytes that the cell takes on the line. */
static size_t cell_bytes(const struct cell *cell)
{
	size_t bytes = 0;
	for (const wchar_t *character = cell->characters; *character; character++)
		bytes += *character < 0x80 ? 1 : *character < 0x800 ? 2 : *character < 0x10000 ? 3 : 4;
	return bytes;
}

#define SELECTED_BYTES 26
#define SELECTED_BYTES_COLOURED 15 /* the colour has to be put on again */

int canvas_selected(int row, int column, int columns, enum role role, struct slice text)
{
	columns = columns_there(row, column, columns);
	if (columns == 0 || text.size == 0)
		return 0;
	fill_run(text, columns);
	struct cell_run rest = canvas.run, begin = {.cells = canvas.run.cells};
	size_t most = role == ROLE_NORMAL ? SELECTED_BYTES : SELECTED_BYTES_COLOURED;
	for (size_t bytes = 0; rest.count > 0; rest.count--, begin.count++) {
		bytes += cell_bytes(rest.cells);
		if (bytes > most)
			break;
		begin.columns += rest.cells++->columns;
	}
	rest.columns -= begin.columns;
	picture_put(row, column, &begin, &canvas.looks[ROLE_SELECTED]);
	picture_put(row, column + begin.columns, &rest, &canvas.looks[role]);
	return put_ellipsis(row, column, canvas.run.columns, columns, role);
}

int canvas_printf(int row, int column, int columns, enum role role, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	text_clear(&canvas.scratch);
	text_vprintf(&canvas.scratch, format, arguments);
	va_end(arguments);
	return canvas_text(row, column, columns, role, text_slice(&canvas.scratch));
}

const char *canvas_sign(enum symbol symbol)
{
	return theme_symbol(symbol, terminal_signs());
}

enum chart_style canvas_chart_style(void)
{
	return terminal_signs() == SIGNS_ALL ? CHART_BLOCKS : CHART_ASCII;
}

int canvas_symbol(int row, int column, enum role role, enum symbol symbol)
{
	if (columns_there(row, column, 1) == 0)
		return 0;
	const char *sign = canvas_sign(symbol);
	ucs4_t character;
	u8_mbtouc(&character, (const uint8_t *)sign, strlen(sign));
	struct cell cell = {.characters = {(wchar_t)character}, .columns = 1};
	picture_put(row, column, &(struct cell_run){.cells = &cell, .count = 1, .columns = 1}, &canvas.looks[role]);
	return 1;
}

void canvas_fill(int row, int column, int columns, enum role role)
{
	columns = columns_there(row, column, columns);
	if (columns == 0)
		return;
	text_clear(&canvas.scratch);
	for (int i = 0; i < columns; i++)
		text_append_char(&canvas.scratch, ' ');
	canvas_text(row, column, columns, role, text_slice(&canvas.scratch));
}

void canvas_rule(int row, int column, int columns, const char *title)
{
	for (int i = 0; i < columns; i++)
		canvas_symbol(row, column + i, ROLE_FRAME, SYMBOL_RULE);
	if (!title || !*title || columns < 8)
		return;
	canvas_text(row, column + 2, 1, ROLE_NORMAL, SLICE(" "));
	int used = canvas_text(row, column + 3, columns - 6, ROLE_HEADING, slice_of(title));
	canvas_text(row, column + 3 + used, 1, ROLE_NORMAL, SLICE(" "));
}

void canvas_clear(struct area area)
{
	for (int row = 0; row < area.rows; row++)
		canvas_fill(area.row + row, area.column, area.columns, ROLE_NORMAL);
}

struct area canvas_frame(struct area area, const char *title)
{
	int bottom = area.row + area.rows - 1, right = area.column + area.columns - 1;
	canvas_clear(area);
	canvas_rule(area.row, area.column, area.columns, title);
	canvas_rule(bottom, area.column, area.columns, NULL);
	for (int row = area.row; row <= bottom; row++) {
		canvas_symbol(row, area.column, ROLE_FRAME, SYMBOL_SIDE);
		canvas_symbol(row, right, ROLE_FRAME, SYMBOL_SIDE);
	}
	canvas_symbol(area.row, area.column, ROLE_FRAME, SYMBOL_TOP_LEFT);
	canvas_symbol(area.row, right, ROLE_FRAME, SYMBOL_TOP_RIGHT);
	canvas_symbol(bottom, area.column, ROLE_FRAME, SYMBOL_BOTTOM_LEFT);
	canvas_symbol(bottom, right, ROLE_FRAME, SYMBOL_BOTTOM_RIGHT);
	return area_inside(area, 1, 2);
}

void canvas_focus(int row, int column)
{
	canvas.focus_row = row;
	canvas.focus_column = column;
}
