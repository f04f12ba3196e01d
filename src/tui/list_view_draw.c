#include <string.h>

#include "base/lang.h"
#include "tui/canvas.h"
#include "tui/list_view.h"

/* Columns of the marker and the mark before each row. */
#define MARGIN 2
#define GAP 2
#define LEAST_OF_ALL 4
#define LABEL_LEAST 20 /* of a group, which sums leave it */
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
	return kind == ROW_ITEM || kind == ROW_MORE || kind == ROW_GROUP;
}

void list_view_measure(struct list_view *list)
{
	struct text cell = {0};
	size_t count = list->source->count(list->owner), first = list->top < count ? list->top : 0;
	memset(list->content, 0, sizeof list->content);
	for (size_t column = 0; column < list->column_count; column++)
		list->wanted[column] = canvas_width(slice_of(list->columns[column].title)) + 1 + (list->columns[column].rank > 0);
	for (size_t row = first; row < count && row - first < MEASURED_ROWS; row++) {
		for (size_t column = 0; column < list->column_count && in_columns(list, row); column++) {
			enum role role = ROLE_NORMAL;
			text_clear(&cell);
			list->source->cell(list->owner, row, column, &cell, &role);
			int width = canvas_width(text_slice(&cell));
			if (width > list->wanted[column])
				list->wanted[column] = width;
			if (width > list->content[column])
				list->content[column] = width;
		}
	}
	text_free(&cell);
}

int list_view_wanted(const struct list_view *list)
{
	int columns = MARGIN - GAP;
	for (size_t i = 0; i < list->column_count; i++) {
		int most = list->columns[i].most, wanted = list->wanted[i];
		columns += GAP + (most > 0 && wanted > most ? most : wanted);
	}
	return columns;
}

void list_view_share(struct list_view *list, int columns)
{
	int available = columns - MARGIN;
	struct column_need needs[LIST_COLUMNS_MOST];
	for (size_t i = 0; i < list->column_count; i++) {
		const struct list_column *column = &list->columns[i];
		int most = column->most > 0 ? column->most : available;
		int least = column->least > 0 ? column->least : int_clamp(list->content[i], LEAST_OF_ALL, most);
		int wanted = int_clamp(list->wanted[i], least, most);
		needs[i] = (struct column_need){.least = least, .wanted = wanted, .priority = column->priority};
	}
	layout_columns(needs, list->column_count, available, GAP, list->widths);
}

static int put(int row, int column, int columns, bool right, enum role role, struct slice text)
{
	return right ? canvas_text_right(row, column, columns, role, text)
		     : canvas_text(row, column, columns, role, text);
}

/* The arrow of the order, with its place among several keys. */
static void append_order(struct text *out, const struct list_view *list, size_t column)
{
	int rank = list->columns[column].rank;
	bool falling = rank > 0 ? list->columns[column].falls : list->falling;
	if (rank == 0 && list->sort_column != column)
		return;
	text_append_text(out, canvas_sign(falling ? SYMBOL_FALLING : SYMBOL_RISING));
	if (rank > 0)
		text_printf(out, "%d", rank);
}

static void append_title(struct text *out, const struct list_view *list, size_t column)
{
	text_clear(out);
	text_append_text(out, list->columns[column].title);
	append_order(out, list, column);
}

/* Where a title of several words goes on below: 0, where it has room in one row or is one word. */
static size_t title_break(struct slice title, int columns)
{
	size_t at = 0;
	if (canvas_width(title) <= columns)
		return 0;
	for (size_t i = 0; i < title.size; i++)
		if (title.data[i] == ' ' && (at == 0 || canvas_width((struct slice){title.data, i}) <= columns))
			at = i;
	return at;
}

static int header_rows(const struct list_view *list)
{
	struct text title = {0};
	int rows = 1;
	for (size_t i = 0; i < list->column_count; i++) {
		append_title(&title, list, i);
		if (list->widths[i] > 0 && title_break(text_slice(&title), list->widths[i]) > 0)
			rows = 2;
	}
	text_free(&title);
	return rows;
}

/* The order is there however narrow the column. */
static void draw_order(const struct list_view *list, size_t column, int row, int at)
{
	struct text order = {0};
	append_order(&order, list, column);
	int columns = canvas_width(text_slice(&order));
	if (columns > 0 && columns <= list->widths[column])
		canvas_text(row, at + list->widths[column] - columns, columns, ROLE_COLUMN, text_slice(&order));
	text_free(&order);
}

static void draw_title(const struct list_view *list, size_t column, int row, int at, struct slice title)
{
	int width = list->widths[column];
	size_t broken = list->header_rows > 1 ? title_break(title, width) : 0;
	bool right = list->columns[column].right;
	int last = row + list->header_rows - 1;
	if (broken > 0)
		put(row, at, width, right, ROLE_NORMAL, (struct slice){title.data, broken});
	broken += broken > 0;
	struct slice rest = {title.data + broken, title.size - broken};
	put(last, at, width, right, ROLE_COLUMN, rest);
	if (canvas_width(rest) > width)
		draw_order(list, column, last, at);
}

static void draw_header(const struct list_view *list, int row, int column)
{
	struct text title = {0};
	for (size_t i = 0; i < list->column_count; i++) {
		if (list->widths[i] == 0)
			continue;
		append_title(&title, list, i);
		draw_title(list, i, row, column, text_slice(&title));
		column += list->widths[i] + GAP;
	}
	text_free(&title);
}

static bool row_marked(const struct list_view *list, size_t row)
{
	return list->mark_count > 0 && kind_of(list, row) == ROW_ITEM &&
	       list_view_marked(list, list->source->key(list->owner, row));
}

static void draw_item(const struct list_view *list, size_t row, struct area at)
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
		if (list->widths[i] == 0)
			continue;
		text_clear(&cell);
		list->source->cell(list->owner, row, i, &cell, &role);
		if (selected && !named && !list->columns[i].right && cell.size > 0) {
			canvas_selected(at.row, column, list->widths[i], role, text_slice(&cell));
			named = true;
		} else {
			put(at.row, column, list->widths[i], list->columns[i].right, role, text_slice(&cell));
		}
		column += list->widths[i] + GAP;
	}
	text_free(&cell);
}

/* A text that stands in no column, with the marker of the row that is stood on. */
static void draw_label(const struct list_view *list, size_t row, size_t column, struct area at, int columns)
{
	struct text label = {0};
	enum role role = ROLE_NORMAL;
	list->source->cell(list->owner, row, column, &label, &role);
	if (row == list->selected) {
		canvas_symbol(at.row, at.column, ROLE_NORMAL, SYMBOL_MARKER);
		canvas_selected(at.row, at.column + MARGIN, columns, role, text_slice(&label));
	} else {
		canvas_text(at.row, at.column + MARGIN, columns, role, text_slice(&label));
	}
	text_free(&label);
}

/* The sums of a group in their columns; returns how many columns are left for the label before the first of them. */
static int draw_sums(const struct list_view *list, size_t row, struct area at)
{
	struct text cell = {0};
	int column = MARGIN, left = at.columns;
	for (size_t i = 0; i < list->column_count; column += list->widths[i] > 0 ? list->widths[i] + GAP : 0, i++) {
		enum role role = ROLE_NORMAL;
		text_clear(&cell);
		if (list->widths[i] > 0 && column >= MARGIN + LABEL_LEAST)
			list->source->cell(list->owner, row, i, &cell, &role);
		if (cell.size == 0)
			continue;
		put(at.row, at.column + column, list->widths[i], list->columns[i].right, role, text_slice(&cell));
		left = column < left ? column : left;
	}
	text_free(&cell);
	return left;
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

static const char *empty_words(const struct list_view *list)
{
	if (list->filter.text.size > 0)
		return _("Nothing has these words.");
	return list->empty ? list->empty : _("Nothing here.");
}

static void draw_rows(struct list_view *list, struct area area)
{
	size_t count = list->source->count(list->owner);
	list->page = (size_t)area.rows;
	list->rows = area;
	list->top = layout_scroll(list->top, list->selected, list->page, count);
	for (int i = 0; i < area.rows && list->top + (size_t)i < count; i++) {
		size_t row = list->top + (size_t)i;
		struct area at = area_part(area, i, 0, 1, area.columns);
		enum row_kind kind = kind_of(list, row);
		if (kind == ROW_GROUP)
			draw_label(list, row, LIST_GROUP_LABEL, at, draw_sums(list, row, at) - MARGIN - GAP);
		else if (in_columns(list, row))
			draw_item(list, row, at);
		else if (kind == ROW_WIDE)
			draw_label(list, row, 0, at, at.columns - MARGIN);
		else if (kind != ROW_BLANK)
			draw_other(list, row, at, kind);
	}
	if (count == 0)
		canvas_text(area.row, area.column + MARGIN, area.columns - MARGIN, ROLE_MUTED, slice_of(empty_words(list)));
}

/* Which rows are in sight, and how many are marked. It changes only with the page: a move costs no bytes here. */
static void draw_count(const struct list_view *list, struct area area)
{
	struct text line = {0};
	size_t each = list->each > 1 ? list->each : 1, page = list->page / each, first = list->top / each;
	size_t count = list->source->count(list->owner) / each, last = first + page;
	if (list->marks_wait)
		text_append_text(&line, _("marking all as they are found")), text_append_text(&line, "  ");
	if (list->mark_count > 0)
		text_printf(&line, _("%zu marked"), list->mark_count), text_append_text(&line, "  ");
	if (count > page)
		text_printf(&line, _("%zu–%zu of %zu"), first + 1, last < count ? last : count, count);
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

static int rows_above(struct list_view *list, int columns)
{
	bool filtered = list->filtering || list->choosing || list->filter.text.size > 0;
	if (list->bare)
		return filtered ? 1 : 0;
	int needed = header_rows(list), before = list->header_columns == columns ? list->header_rows : 1;
	list->header_columns = columns;
	list->header_rows = needed > before ? needed : before;
	return 1 + list->header_rows;
}

void list_view_draw(struct list_view *list, struct area area, bool focused)
{
	bool typing = list->filtering || list->choosing;
	list_view_share(list, area.columns);
	int above = rows_above(list, area.columns);
	draw_filter(list, area, focused);
	if (!list->bare)
		draw_header(list, area.row + 1, area.column + MARGIN);
	struct area rows = area_part(area, above, 0, area.rows - above, area.columns);
	draw_rows(list, rows);
	if (above > 0)
		draw_count(list, area);
	if (focused && !typing)
		canvas_focus(rows.row + (int)(list->selected - list->top), rows.column);
	if (list->source->rest)
		list->source->rest(list->owner);
}
