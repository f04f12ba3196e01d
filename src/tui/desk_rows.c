#include "tui/desk_rows.h"

#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "tui/canvas.h"

#define DETAIL_INDENT 4 /* columns, as the list draws it */

/* ---- which rows are shown ---- */

static void add_row(struct desk_rows *rows, enum row_kind kind, enum desk_section section, size_t item)
{
	memory_grow(&rows->rows, &rows->capacity, rows->count, sizeof(*rows->rows));
	rows->rows[rows->count++] = (struct desk_row){.kind = kind, .section = section, .item = item};
}

static void add_item(struct desk_rows *rows, enum desk_section section, size_t item)
{
	const struct desk_item *at = &rows->facts->sections[section].items[item];
	struct slice rest = slice_of(at->detail), line;
	bool wide = at->counted > 0 || at->changes || at->answer > 0 || at->what[0] == '\0';
	add_row(rows, wide ? ROW_WIDE : ROW_ITEM, section, item);
	while (layout_wrap(&rest, rows->columns - DETAIL_INDENT, &line)) {
		add_row(rows, ROW_DETAIL, section, item);
		rows->rows[rows->count - 1].line = line;
	}
}

static int item_rows(const struct desk_rows *rows, enum desk_section section, size_t item)
{
	struct slice detail = slice_of(rows->facts->sections[section].items[item].detail);
	return detail.size == 0 ? 1 : 1 + layout_wrapped_rows(detail, rows->columns - DETAIL_INDENT);
}

/* What every section is sure of: what a role asks for all of it, a fifth of the height for decisions, less for the
 * rest. */
static size_t share_of(const struct desk_rows *rows, enum desk_section section)
{
	const struct desk_items *items = &rows->facts->sections[section];
	int part = section == DESK_DECIDE ? 5 : section == DESK_ACT ? 6 : 9;
	size_t share = (size_t)int_clamp(rows->height / part, 2, DESK_DECISIONS);
	if (section == DESK_ROLE || items->all <= share + 1 || rows->unfolded[section] || share > items->count)
		return items->count;
	return share;
}

static int section_rows(const struct desk_rows *rows, enum desk_section section, size_t shown)
{
	const struct desk_items *items = &rows->facts->sections[section];
	int taken = items->count == 0 ? 0 : shown < items->all ? 2 : 1;
	for (size_t i = 0; i < shown; i++)
		taken += item_rows(rows, section, i);
	return taken;
}

static int rows_taken(const struct desk_rows *rows, const size_t shown[DESK_SECTIONS])
{
	int taken = 0;
	for (enum desk_section section = 0; section < DESK_SECTIONS; section++)
		taken += section_rows(rows, section, shown[section]);
	return taken;
}

/* One row less of the section that takes most, but of what the person's role asks for; false where none shows more than
 * its least, two decisions and one of the rest, or what does was unfolded by the person. */
static bool shorten(const struct desk_rows *rows, size_t shown[DESK_SECTIONS])
{
	int most = 0;
	enum desk_section longest = DESK_SECTIONS;
	for (enum desk_section section = 0; section < DESK_SECTIONS; section++) {
		int taken = section_rows(rows, section, shown[section]);
		size_t least = section == DESK_DECIDE ? 2 : 1;
		if (section == DESK_ROLE || shown[section] <= least || rows->unfolded[section] || taken <= most)
			continue;
		most = taken;
		longest = section;
	}
	if (longest != DESK_SECTIONS)
		shown[longest]--;
	return longest != DESK_SECTIONS;
}

/* The shares first, less where they do not fit; what room is left then goes to the sections in their order. */
static void share_room(const struct desk_rows *rows, size_t shown[DESK_SECTIONS])
{
	for (enum desk_section section = 0; section < DESK_SECTIONS; section++)
		shown[section] = share_of(rows, section);
	while (rows_taken(rows, shown) > rows->height && shorten(rows, shown))
		;
	int left = rows->height - rows_taken(rows, shown);
	for (enum desk_section section = 0; section < DESK_SECTIONS; section++)
		while (shown[section] < rows->facts->sections[section].count &&
			item_rows(rows, section, shown[section]) <= left)
			left -= item_rows(rows, section, shown[section]++);
}

static void add_section(struct desk_rows *rows, enum desk_section section, size_t shown)
{
	const struct desk_items *items = &rows->facts->sections[section];
	if (items->count == 0)
		return;
	add_row(rows, ROW_HEADING, section, SIZE_MAX);
	for (size_t i = 0; i < shown; i++)
		add_item(rows, section, i);
	if (shown < items->all)
		add_row(rows, ROW_ITEM, section, SIZE_MAX);
}

void desk_rows_choose(struct desk_rows *rows)
{
	size_t shown[DESK_SECTIONS];
	rows->count = 0;
	share_room(rows, shown);
	for (enum desk_section section = 0; section < DESK_SECTIONS; section++)
		add_section(rows, section, shown[section]);
}

/* ---- the list's rows ---- */

const struct desk_item *desk_rows_item(const struct desk_rows *rows, size_t row)
{
	const struct desk_row *at = &rows->rows[row];
	return at->item == SIZE_MAX ? NULL : &rows->facts->sections[at->section].items[at->item];
}

static size_t count(void *owner)
{
	return ((struct desk_rows *)owner)->count;
}

static void append_all(struct text *out, const struct desk_rows *rows, enum desk_section section)
{
	text_append_text(out, "  ");
	text_printf(out, _("All %llu"), (unsigned long long)rows->facts->sections[section].all);
}

static void append_heading(struct text *out, const struct desk_rows *rows, enum desk_section section)
{
	const struct desk_items *items = &rows->facts->sections[section];
	uint64_t all = items->counted > 0 ? items->counted : items->all;
	text_append_text(out, desk_section_title(section));
	if (all > 0 && section != DESK_ROLE && section != DESK_QUESTIONS && section != DESK_HEALTH && section != DESK_NEWS)
		text_printf(out, " %llu", (unsigned long long)all);
	uint64_t passed = section == DESK_DECIDE ? rows->facts->states[C_decide_state_passed] : 0;
	if (passed > 0)
		text_printf(out, _(", %llu of them passed"), (unsigned long long)passed);
}

static void append_sign(struct text *out, enum desk_sign sign)
{
	switch (sign) {
	case SIGN_NONE: text_append_char(out, ' '); break;
	case SIGN_SMALL: text_append_text(out, canvas_sign(SYMBOL_DOT)); break;
	case SIGN_NEAR: text_append_text(out, canvas_sign(SYMBOL_RISING)); break;
	case SIGN_GREAT: text_append_char(out, '!'); break;
	case SIGN_QUESTION: text_append_char(out, '?'); break;
	}
	text_append_char(out, ' ');
}

/* Of what is a sentence rather than a table. */
static void append_rest(struct text *out, const struct desk_item *item)
{
	const char *const rest[] = {item->what, item->when};
	for (size_t i = 0; i < COUNT_OF(rest); i++)
		if (rest[i][0] != '\0')
			text_printf(out, " %s", rest[i]);
}

static enum role weight_role(enum desk_weight weight)
{
	return weight == WEIGHT_DANGER ? ROLE_DANGER : weight == WEIGHT_WARNING ? ROLE_WARNING : ROLE_NORMAL;
}

static void cell(void *owner, size_t row, size_t column, struct text *out, enum role *role)
{
	const struct desk_rows *rows = owner;
	const struct desk_row *at = &rows->rows[row];
	const struct desk_item *item = desk_rows_item(rows, row);
	if (at->kind == ROW_HEADING) {
		append_heading(out, rows, at->section);
	} else if (at->kind == ROW_DETAIL) {
		text_append(out, at->line);
	} else if (item == NULL && column == 0) {
		append_all(out, rows, at->section);
		*role = ROLE_MUTED;
	} else if (item != NULL) {
		if (column == 0)
			append_sign(out, item->sign);
		text_append_text(out, column == 0 ? item->name : column == 1 ? item->what : item->when);
		if (at->kind == ROW_WIDE)
			append_rest(out, item);
		/* The name moves with the cursor: plain is few bytes. */
		*role = column == 1 ? weight_role(item->weight) : ROLE_NORMAL;
	}
}

static uint64_t key(void *owner, size_t row)
{
	const struct desk_rows *rows = owner;
	const struct desk_item *item = desk_rows_item(rows, row);
	uint64_t section = (uint64_t)rows->rows[row].section + 1;
	if (item == NULL)
		return section << 48;
	if (!ref_is_set(item->ref))
		return section << 48 | UINT64_C(0xff) << 40 | rows->rows[row].item;
	return section << 48 | (uint64_t)item->ref.entity << 40 | item->ref.id;
}

static size_t find(void *owner, uint64_t wanted)
{
	const struct desk_rows *rows = owner;
	for (size_t row = 0; row < rows->count; row++)
		if ((rows->rows[row].kind == ROW_ITEM || rows->rows[row].kind == ROW_WIDE) && key(owner, row) == wanted)
			return row;
	return SIZE_MAX;
}

static enum row_kind kind(void *owner, size_t row)
{
	return ((struct desk_rows *)owner)->rows[row].kind;
}

const struct list_source desk_rows_source = {.count = count, .cell = cell, .key = key, .find = find, .kind = kind};

void desk_rows_free(struct desk_rows *rows)
{
	free(rows->rows);
	*rows = (struct desk_rows){0};
}
