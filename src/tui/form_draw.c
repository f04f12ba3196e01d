#include <limits.h>
#include <string.h>

#include "base/lang.h"
#include "tui/canvas.h"
#include "tui/form.h"

#define ROWS_FOR_LONG_HELP 14

/* Where the next row of the form goes; rows out of sight are counted and not drawn. */
struct pen {
	struct area area;
	int top;
	int row;
	bool drawing;
};

static bool in_sight(const struct pen *pen)
{
	int at = pen->row - pen->top;
	return pen->drawing && at >= 0 && at < pen->area.rows;
}

static int screen_row(const struct pen *pen)
{
	return pen->area.row + pen->row - pen->top;
}

static bool group_begins(const struct form *form, size_t field)
{
	const char *group = form->fields[field].group;
	const char *before = field > 0 ? form->fields[field - 1].group : NULL;
	return group && (!before || strcmp(group, before) != 0);
}

static void draw_group(struct pen *pen, const char *group)
{
	if (in_sight(pen))
		canvas_rule(screen_row(pen), pen->area.column, pen->area.columns, group);
	pen->row++;
}

static void draw_label(const struct pen *pen, const struct form_field *field, int columns, bool focused)
{
	int row = screen_row(pen), column = pen->area.column;
	if (!in_sight(pen))
		return;
	if (focused)
		canvas_symbol(row, column, ROLE_NORMAL, SYMBOL_MARKER);
	canvas_printf(row, column + 2, columns, focused ? ROLE_TITLE : ROLE_LABEL, "%s%s", field->label,
		field->required ? " *" : "");
}

/* Of a text of several lines there is room for the first. */
static void draw_first_line(const struct pen *pen, int column, int columns, enum role role, struct slice text)
{
	struct slice line = SLICE("");
	layout_wrap(&text, INT_MAX, &line);
	int used = canvas_text(screen_row(pen), column, columns, role, line);
	if (text.size > 0 && used < columns)
		canvas_symbol(screen_row(pen), column + used, ROLE_MUTED, SYMBOL_ELLIPSIS);
}

static void draw_value(const struct form *form, size_t field, const struct pen *pen, struct pair_layout pair,
	bool focused)
{
	const struct form_field *row = &form->fields[field];
	struct line_editor *editor = &form->values[field].editor;
	int column = pen->area.column + 2 + pair.value_column;
	int columns = row->columns > 0 ? int_clamp(row->columns + 1, 1, pair.value_columns) : pair.value_columns;
	if (!in_sight(pen))
		return;
	bool typed = row->kind == FIELD_TYPED || row->kind == FIELD_EITHER;
	if (typed && focused)
		line_editor_draw(editor, screen_row(pen), column, columns, ROLE_INPUT, true);
	else
		draw_first_line(pen, column, columns, row->kind == FIELD_SHOWN ? ROLE_MUTED : ROLE_NORMAL,
			text_slice(&editor->text));
	if (row->unit != NULL && columns < pair.value_columns)
		canvas_text(screen_row(pen), column + columns + 1, pair.value_columns - columns - 1, ROLE_MUTED,
			slice_of(row->unit));
	if (row->kind == FIELD_EITHER && focused && columns < pair.value_columns)
		canvas_symbol(screen_row(pen), column + columns, ROLE_KEY, SYMBOL_FALLING);
	if ((row->kind == FIELD_CHOSEN || row->kind == FIELD_NOTE) && focused) {
		canvas_text_right(screen_row(pen), column, columns, ROLE_KEY, slice_of(canvas_sign(SYMBOL_FALLING)));
		canvas_focus(screen_row(pen), column);
	}
}

/* While the cursor is in the field what is wrong is said quietly: the person may not be done. */
static void draw_verdict(const struct form_value *value, struct pen *pen, struct pair_layout pair, bool focused)
{
	bool wrong = value->error.kind != ERROR_NONE && (value->seen || focused);
	struct slice words = wrong ? slice_of(value->error.text) : text_slice(&value->note), line;
	int column = pen->area.column + 2 + pair.value_column;
	enum role role = wrong && value->seen ? ROLE_ERROR : ROLE_MUTED;
	if (words.size == 0 || (!wrong && !focused))
		return;
	for (bool first = true; layout_wrap(&words, pair.value_columns - 2, &line); first = false, pen->row++) {
		if (!in_sight(pen))
			continue;
		canvas_text(screen_row(pen), column, 2, role, first && wrong ? SLICE("! ") : SLICE("  "));
		canvas_text(screen_row(pen), column + 2, pair.value_columns - 2, role, line);
	}
}

static void draw_field(const struct form *form, size_t field, struct pen *pen, struct pair_layout pair, bool focused)
{
	if (group_begins(form, field))
		draw_group(pen, form->fields[field].group);
	draw_label(pen, &form->fields[field], pair.label_columns, focused);
	if (pair.stacked)
		pen->row++;
	draw_value(form, field, pen, pair, focused);
	pen->row++;
	draw_verdict(&form->values[field], pen, pair, focused);
}

static void draw_save(const struct form *form, struct pen *pen)
{
	bool focused = form->focus == form->count;
	pen->row++;
	if (in_sight(pen)) {
		canvas_printf(screen_row(pen), pen->area.column + 2, pen->area.columns - 2,
			focused ? ROLE_SELECTED : ROLE_NORMAL, "[ %s ]", form->save != NULL ? form->save : _("Save"));
		if (focused)
			canvas_focus(screen_row(pen), pen->area.column + 4);
	}
	pen->row++;
}

static struct pair_layout pairs_of(const struct form *form, struct area area)
{
	int widest = 0;
	for (size_t i = 0; i < form->count; i++) {
		int width = canvas_width(slice_of(form->fields[i].label)) + (form->fields[i].required ? 2 : 0);
		widest = width > widest ? width : widest;
	}
	return layout_pairs(widest, area.columns - 2);
}

/* Draws, or only counts; *first and *last become the rows of the field in focus. */
static void draw_fields(const struct form *form, struct pen *pen, bool focused, int *first, int *last)
{
	struct pair_layout pair = pairs_of(form, pen->area);
	for (size_t i = 0; i <= form->count; i++) {
		if (i == form->focus)
			*first = pen->row;
		if (i < form->count)
			draw_field(form, i, pen, pair, focused && i == form->focus);
		else
			draw_save(form, pen);
		if (i == form->focus)
			*last = pen->row - 1;
	}
}

static void scroll(struct form *form, struct area area, bool focused)
{
	struct pen pen = {.area = area};
	int first = 0, last = 0;
	draw_fields(form, &pen, focused, &first, &last);
	if (last - form->top >= area.rows)
		form->top = last - area.rows + 1;
	if (first < form->top)
		form->top = first;
	form->top = int_clamp(form->top, 0, int_clamp(pen.row - area.rows, 0, pen.row));
}

static void draw_help(const struct form *form, struct area area)
{
	const char *help = form->focus < form->count ? form->fields[form->focus].help : NULL;
	struct slice rest = slice_of(help != NULL ? help : ""), line;
	for (int row = 0; row + 1 < area.rows && layout_wrap(&rest, area.columns, &line); row++)
		canvas_text(area.row + row, area.column, area.columns, ROLE_MUTED, line);
	if (rest.size > 0)
		canvas_text(area.row + area.rows - 1, area.column, area.columns, ROLE_MUTED, rest);
}

void form_draw(struct form *form, struct area area, bool focused)
{
	int help_rows = area.rows < ROWS_FOR_LONG_HELP ? 1 : 2;
	struct area fields = area_part(area, 0, 0, area.rows - help_rows, area.columns);
	int first, last;
	scroll(form, fields, focused);
	struct pen pen = {.area = fields, .top = form->top, .drawing = true};
	form->page = fields.rows;
	draw_fields(form, &pen, focused, &first, &last);
	draw_help(form, area_part(area, fields.rows, 2, help_rows, area.columns - 2));
}
