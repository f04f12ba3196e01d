#include "tui/text_view.h"

#include <stdlib.h>

#include "base/memory.h"
#include "tui/canvas.h"

enum line_kind {
	LINE_BLANK,
	LINE_HEADING,
	LINE_PARAGRAPH,
	LINE_PAIR,
};

struct text_line {
	enum line_kind kind;
	enum role role;
	char *label, *text;
};

void text_view_clear(struct text_view *view)
{
	for (size_t i = 0; i < view->count; i++) {
		free(view->lines[i].label);
		free(view->lines[i].text);
	}
	view->count = 0;
	view->widest_label = 0;
}

void text_view_free(struct text_view *view)
{
	text_view_clear(view);
	free(view->lines);
	*view = (struct text_view){0};
}

static void add(struct text_view *view, enum line_kind kind, enum role role, const char *label, const char *text)
{
	memory_grow(&view->lines, &view->capacity, view->count, sizeof(*view->lines));
	view->lines[view->count++] = (struct text_line){
		.kind = kind,
		.role = role,
		.label = memory_copy_text(label),
		.text = memory_copy_text(text),
	};
}

void text_view_heading(struct text_view *view, const char *title)
{
	add(view, LINE_HEADING, ROLE_HEADING, NULL, title);
}

void text_view_paragraph(struct text_view *view, enum role role, const char *text)
{
	add(view, LINE_PARAGRAPH, role, NULL, text);
}

void text_view_pair(struct text_view *view, const char *label, enum role role, const char *value)
{
	int width = canvas_width(slice_of(label));
	if (width > view->widest_label)
		view->widest_label = width;
	add(view, LINE_PAIR, role, label, value);
}

void text_view_blank(struct text_view *view)
{
	add(view, LINE_BLANK, ROLE_NORMAL, NULL, NULL);
}

void text_view_append(const struct text_view *view, struct text *out)
{
	for (size_t i = 0; i < view->count; i++) {
		const struct text_line *line = &view->lines[i];
		if (line->kind == LINE_PAIR)
			text_printf(out, "%s: %s\n", line->label, line->text);
		else
			text_printf(out, "%s\n", line->kind == LINE_BLANK ? "" : line->text);
	}
}

unsigned text_view_act(struct text_view *view, enum action_id action)
{
	int page = view->page > 1 ? view->page - 1 : 1, most = view->rows - view->page;
	switch ((int)action) {
	case ACTION_UP:
		view->top--;
		break;
	case ACTION_DOWN:
		view->top++;
		break;
	case ACTION_PAGE_UP:
		view->top -= page;
		break;
	case ACTION_PAGE_DOWN:
		view->top += page;
		break;
	case ACTION_FIRST:
		view->top = 0;
		break;
	case ACTION_LAST:
		view->top = most;
		break;
	default:
		return DONE_NOTHING;
	}
	view->top = int_clamp(view->top, 0, int_clamp(most, 0, most));
	return DONE_HANDLED;
}

/* Draws on the rows in sight only, and says how many rows the line takes. `row` counts from the top of the text. */
static int draw_wrapped(const struct text_view *view, struct area area, int row, int column, int columns,
	enum role role, const char *text)
{
	struct slice rest = slice_of(text), line;
	int taken = 0;
	for (; layout_wrap(&rest, columns, &line); taken++) {
		int at = row + taken - view->top;
		if (at >= 0 && at < area.rows)
			canvas_text(area.row + at, area.column + column, columns, role, line);
	}
	return taken > 0 ? taken : 1;
}

static int draw_pair(const struct text_view *view, struct area area, int row, const struct text_line *line)
{
	struct pair_layout pair = layout_pairs(view->widest_label, area.columns);
	int at = row - view->top;
	if (at >= 0 && at < area.rows)
		canvas_text(area.row + at, area.column, pair.label_columns, ROLE_LABEL, slice_of(line->label));
	int value_row = row + (pair.stacked ? 1 : 0);
	return value_row - row +
	       draw_wrapped(view, area, value_row, pair.value_column, pair.value_columns, line->role, line->text);
}

static int draw_line(const struct text_view *view, struct area area, int row, const struct text_line *line)
{
	int at = row - view->top;
	switch (line->kind) {
	case LINE_HEADING:
		if (at >= 0 && at < area.rows)
			canvas_rule(area.row + at, area.column, area.columns, line->text);
		return 1;
	case LINE_PARAGRAPH:
		return draw_wrapped(view, area, row, 0, area.columns, line->role, line->text);
	case LINE_PAIR:
		return draw_pair(view, area, row, line);
	default:
		return 1;
	}
}

static int draw_lines(const struct text_view *view, struct area area)
{
	int row = 0;
	for (size_t i = 0; i < view->count; i++)
		row += draw_line(view, area, row, &view->lines[i]);
	return row;
}

void text_view_draw(struct text_view *view, struct area area)
{
	view->page = area.rows;
	view->rows = draw_lines(view, area);
	int most = int_clamp(view->rows - view->page, 0, view->rows);
	if (view->top > most) {
		view->top = most;
		canvas_clear(area);
		draw_lines(view, area);
	}
	int right = area.column + area.columns - 1;
	if (view->top > 0)
		canvas_symbol(area.row, right, ROLE_MUTED, SYMBOL_MORE_ABOVE);
	if (view->top < most)
		canvas_symbol(area.row + area.rows - 1, right, ROLE_MUTED, SYMBOL_MORE_BELOW);
	canvas_focus(area.row, area.column);
}
