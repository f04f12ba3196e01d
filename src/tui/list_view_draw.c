#include <string.h>

#include "base/lang.h"
#include "tui/canvas.h"
#include "tui/list_view.h"

/* Columns of the marker and the mark before each row. */
#define MARGIN 2
#define GAP 2
#define LEAST_OF_ALL 4
/* Rows whose content decides the widths. */
#define MEASURED_ROWS 100

static enum row_kind kind_of(const struct list_view *list, size_t row)
{
	return list->source->kind ? list->source->kind(list->owner, row) : ROW_ITEM;
}

/* Whether the row stands in the columns, and so decides their widths. */
static bool in_columns(const struct list_view *list, size_t row)
{
	enum row_kind kind = kind_of(list, row);
	return kind == ROW_ITEM || kind == ROW_MORE;
}

void list_view_measure(struct list_view *list)
{
	struct text cell = {0};
	size_t count = list->source->count(list->owner), first = list->top < count ? list->top : 0;
	memset(list->content, 0, sizeof list->content);
	for (size_t column = 0; column < list->column_count; column++)
		list->wanted[column] = (int)text_width(slice_of(list->columns[column].title)) + 1;
	for (size_t row = first; row < count && row - first < MEASURED_ROWS; row++) {
		for (size_t column = 0; column < list->column_count && in_columns(list, row); column++) {
			enum role role = ROLE_NORMAL;
			text_clear(&cell);
			list->source->cell(list->owner, row, column, &cell, &role);
			int width = (int)text_width(text_slice(&cell));
			if (width > list->wanted[column])
				list->wanted[column] = width;
			if (width > list->content[column])
				list->content[column] = width;
		}
	}
	text_free(&cell);
}

static void column_widths(const struct list_view *list, int available, int *widths)
{
	struct column_need needs[LIST_COLUMNS_MOST];
	for (size_t i = 0; i < list->column_count; i++) {
		const struct list_column *column = &list->columns[i];
		int most = column->most > 0 ? column->most : available;
		int least = column->least > 0 ? column->least : int_clamp(list->content[i], LEAST_OF_ALL, most);
		int wanted = int_clamp(list->wanted[i], least, most);
		needs[i] = (struct column_need){.least = least, .wanted = wanted, .priority = column->priority};
	}
	layout_columns(needs, list->column_count, available, GAP, widths);
}

static int put(int row, int column, int columns, bool right, enum role role, struct slice text)
{
	return right ? canvas_text_right(row, column, columns, role, text)
		     : canvas_text(row, column, columns, role, text);
}

static void draw_header(const struct list_view *list, int row, int column, const int *widths)
{
	struct text title = {0};
	for (size_t i = 0; i < list->column_count; i++) {
		if (widths[i] == 0)
			continue;
		text_clear(&title);
		text_append_text(&title, list->columns[i].title);
		if (list->sort_column == i)
			text_append_text(&title, canvas_sign(list->falling ? SYMBOL_FALLING : SYMBOL_RISING));
		put(row, column, widths[i], list->columns[i].right, ROLE_COLUMN, text_slice(&title));
		column += widths[i] + GAP;
	}
	text_free(&title);
}

static bool row_marked(const struct list_view *list, size_t row)
{
	return list->mark_count > 0 && kind_of(list, row) == ROW_ITEM &&
	       list_view_marked(list, list->source->key(list->owner, row));
}

static void draw_item(const struct list_view *list, size_t row, struct area at, const int *widths)
{
	struct text cell = {0};
	bool selected = row == list->selected, named = false;
	int column = at.column + MARGIN;
	if (selected)
		canvas_symbol(at.row, at.column, ROLE_NORMAL, SYMBOL_MARKER);
	if (row_marked(list, row))
		canvas_symbol(at.row, at.column + 1, ROLE_MARKED, SYMBOL_MARK);
	for (size_t i = 0; i < list->column_count; i++) {
		enum role role = ROLE_NORMAL;
		if (widths[i] == 0)
			continue;
		text_clear(&cell);
		list->source->cell(list->owner, row, i, &cell, &role);
		if (selected && !named && !list->columns[i].right && cell.size > 0) {
			canvas_selected(at.row, column, widths[i], role, text_slice(&cell));
			named = true;
		} else {
			put(at.row, column, widths[i], list->columns[i].right, role, text_slice(&cell));
		}
		column += widths[i] + GAP;
	}
	text_free(&cell);
}

static void draw_other(const struct list_view *list, size_t row, struct area at, enum row_kind kind)
{
	struct text line = {0};
	enum role role = kind == ROW_DETAIL ? ROLE_MUTED : ROLE_HEADING;
	list->source->cell(list->owner, row, 0, &line, &role);
	if (kind == ROW_HEADING)
		canvas_rule(at.row, at.column, at.columns, line.data);
	else
		canvas_text(at.row, at.column + 2 * MARGIN, at.columns - 2 * MARGIN, role, text_slice(&line));
	text_free(&line);
}

static void draw_rows(struct list_view *list, struct area area, const int *widths)
{
	size_t count = list->source->count(list->owner);
	list->page = (size_t)area.rows;
	list->rows = area;
	list->top = layout_scroll(list->top, list->selected, list->page, count);
	for (int i = 0; i < area.rows && list->top + (size_t)i < count; i++) {
		size_t row = list->top + (size_t)i;
		struct area at = area_part(area, i, 0, 1, area.columns);
		enum row_kind kind = kind_of(list, row);
		if (in_columns(list, row))
			draw_item(list, row, at, widths);
		else if (kind != ROW_BLANK)
			draw_other(list, row, at, kind);
	}
	if (count == 0)
		canvas_text(area.row, area.column + MARGIN, area.columns - MARGIN, ROLE_MUTED,
			slice_of(list->empty ? list->empty : _("Nothing here.")));
}

/* Which rows are in sight, and how many are marked. It changes only with the page: a move costs no bytes here. */
static void draw_count(const struct list_view *list, struct area area)
{
	struct text line = {0};
	size_t count = list->source->count(list->owner), last = list->top + list->page;
	if (list->mark_count > 0)
		text_printf(&line, _("%zu marked"), list->mark_count), text_append_text(&line, "  ");
	if (count > list->page)
		text_printf(&line, _("%zu–%zu of %zu"), list->top + 1, last < count ? last : count, count);
	else
		text_printf(&line, "%zu", count);
	canvas_text_right(area.row, area.column, area.columns, ROLE_MUTED, text_slice(&line));
	text_free(&line);
}

static void draw_filter(struct list_view *list, struct area area, bool focused)
{
	bool typing = list->filtering || list->choosing;
	int columns = int_clamp(area.columns - 34, 10, 60);
	if (!typing && list->filter.text.size == 0)
		return;
	canvas_text(area.row, area.column, 1, ROLE_KEY, list->choosing ? SLICE(">") : SLICE("/"));
	line_editor_draw(&list->filter, area.row, area.column + MARGIN, columns, typing ? ROLE_INPUT : ROLE_WARNING,
		typing && focused);
}

void list_view_draw(struct list_view *list, struct area area, bool focused)
{
	int widths[LIST_COLUMNS_MOST];
	bool typing = list->filtering || list->choosing;
	int above = !list->bare ? 2 : typing || list->filter.text.size > 0 ? 1 : 0;
	column_widths(list, area.columns - MARGIN, widths);
	draw_filter(list, area, focused);
	if (!list->bare)
		draw_header(list, area.row + 1, area.column + MARGIN, widths);
	struct area rows = area_part(area, above, 0, area.rows - above, area.columns);
	draw_rows(list, rows, widths);
	if (above > 0)
		draw_count(list, area);
	if (focused && !typing)
		canvas_focus(rows.row + (int)(list->selected - list->top), rows.column);
	if (list->source->rest)
		list->source->rest(list->owner);
}
