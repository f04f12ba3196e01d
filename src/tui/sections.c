#include "tui/sections.h"

#include <stdlib.h>

#include "base/memory.h"
#include "tui/canvas.h"
#include "tui/choices.h"

#define DETAIL_INDENT 4 /* columns, as the list draws it */

void sections_clear(struct sections *sections)
{
	for (size_t i = 0; i < sections->count; i++) {
		for (size_t cell = 0; cell < SECTION_CELLS; cell++)
			free(sections->rows[i].cells[cell]);
		free(sections->rows[i].detail);
		free(sections->rows[i].folded);
	}
	sections->count = sections->shown_count = 0;
}

void sections_free(struct sections *sections)
{
	sections_clear(sections);
	free(sections->rows);
	free(sections->shown);
	text_free(&sections->filter);
	*sections = (struct sections){0};
}

static struct section_row *add(struct sections *sections, enum row_kind kind)
{
	memory_grow(&sections->rows, &sections->capacity, sections->count, sizeof(*sections->rows));
	struct section_row *row = &sections->rows[sections->count++];
	*row = (struct section_row){.kind = kind, .role = ROLE_NORMAL};
	return row;
}

void sections_heading(struct sections *sections, const char *title)
{
	add(sections, ROW_HEADING)->cells[0] = memory_copy_text(title);
}

struct section_row *sections_item(struct sections *sections, uint64_t key, struct ref ref,
	const char *const cells[SECTION_CELLS], const char *detail)
{
	struct section_row *row = add(sections, ROW_ITEM);
	struct text folded = {0};
	row->key = key;
	row->ref = ref;
	for (size_t i = 0; i < SECTION_CELLS; i++) {
		row->cells[i] = memory_copy_text(cells[i] == NULL ? "" : cells[i]);
		text_append_folded(&folded, slice_of(cells[i]));
		text_append_char(&folded, '\n');
	}
	row->detail = memory_copy_text(detail);
	text_append_folded(&folded, slice_of(detail));
	row->folded = text_take(&folded);
	return row;
}

/* ---- which lines are shown ---- */

static void show(struct sections *sections, size_t row, enum row_kind kind, struct slice line)
{
	memory_grow(&sections->shown, &sections->shown_capacity, sections->shown_count, sizeof(*sections->shown));
	sections->shown[sections->shown_count++] = (struct section_line){row, kind, line};
}

static void show_item(struct sections *sections, size_t row)
{
	struct slice rest = slice_of(sections->rows[row].detail), line;
	int columns = sections->columns - DETAIL_INDENT;
	show(sections, row, ROW_ITEM, SLICE(""));
	while (layout_wrap(&rest, columns > 1 ? columns : 1, &line))
		show(sections, row, ROW_DETAIL, line);
}

/* A heading that nothing stands under is not shown. */
void sections_choose(struct sections *sections)
{
	size_t heading = SIZE_MAX;
	sections->shown_count = 0;
	for (size_t i = 0; i < sections->count; i++) {
		const struct section_row *row = &sections->rows[i];
		if (row->kind == ROW_HEADING) {
			heading = i;
			continue;
		}
		if (!words_match(text_slice(&sections->filter), slice_of(row->folded)))
			continue;
		if (heading != SIZE_MAX)
			show(sections, heading, ROW_HEADING, SLICE(""));
		heading = SIZE_MAX;
		show_item(sections, i);
	}
}

const struct section_row *sections_at(const struct sections *sections, size_t line)
{
	if (line >= sections->shown_count || sections->shown[line].kind == ROW_HEADING)
		return NULL;
	return &sections->rows[sections->shown[line].row];
}

/* ---- the list's rows ---- */

static size_t count(void *owner)
{
	return ((struct sections *)owner)->shown_count;
}

static void cell(void *owner, size_t line, size_t column, struct text *out, enum role *role)
{
	const struct sections *sections = owner;
	const struct section_line *at = &sections->shown[line];
	const struct section_row *row = &sections->rows[at->row];
	if (at->kind == ROW_DETAIL) {
		text_append(out, at->line);
		return;
	}
	if (column == 0 && at->kind == ROW_ITEM)
		text_printf(out, "%s ", row->signed_row ? canvas_sign(row->sign) : " ");
	if (column < SECTION_CELLS && row->cells[column] != NULL)
		text_append_text(out, row->cells[column]);
	/* The name moves with the cursor: plain is few bytes. */
	*role = column > 0 ? row->role : ROLE_NORMAL;
}

static uint64_t key(void *owner, size_t line)
{
	const struct sections *sections = owner;
	return sections->rows[sections->shown[line].row].key;
}

static size_t find(void *owner, uint64_t wanted)
{
	const struct sections *sections = owner;
	for (size_t line = 0; line < sections->shown_count; line++)
		if (sections->shown[line].kind == ROW_ITEM && key(owner, line) == wanted)
			return line;
	return SIZE_MAX;
}

static enum row_kind kind(void *owner, size_t line)
{
	return ((struct sections *)owner)->shown[line].kind;
}

static void filter(void *owner, struct slice typed)
{
	struct sections *sections = owner;
	text_clear(&sections->filter);
	text_append_folded(&sections->filter, typed);
	sections_choose(sections);
}

const struct list_source sections_source = {
	.count = count, .cell = cell, .key = key, .find = find, .kind = kind, .filter = filter};
