#include "tui/line_editor.h"

#include <string.h>

#include "tui/canvas.h"

void line_editor_free(struct line_editor *editor)
{
	text_free(&editor->text);
	text_free(&editor->before);
	text_free(&editor->undone);
}

static void replace(struct text *out, struct slice text)
{
	text_clear(out);
	text_append(out, text);
}

void line_editor_set(struct line_editor *editor, struct slice text)
{
	replace(&editor->before, text);
	replace(&editor->text, text);
	editor->has_undone = false;
	editor->cursor = editor->text.size;
	editor->first = 0;
}

bool line_editor_changed(const struct line_editor *editor)
{
	return !slice_equal(text_slice(&editor->text), text_slice(&editor->before));
}

static struct slice part(const struct line_editor *editor, size_t from, size_t to)
{
	return editor->text.data ? (struct slice){editor->text.data + from, to - from} : SLICE("");
}

static size_t left_of(const struct line_editor *editor, size_t place)
{
	return place == 0 ? 0 : place - text_grapheme_before(part(editor, 0, place));
}

static size_t right_of(const struct line_editor *editor, size_t place)
{
	return place >= editor->text.size ? place : place + text_grapheme(part(editor, place, editor->text.size));
}

static bool space_at(const struct line_editor *editor, size_t place)
{
	return editor->text.data[place] == ' ' || editor->text.data[place] == '\n';
}

static size_t word_left_of(const struct line_editor *editor, size_t place)
{
	while (place > 0 && space_at(editor, left_of(editor, place)))
		place = left_of(editor, place);
	while (place > 0 && !space_at(editor, left_of(editor, place)))
		place = left_of(editor, place);
	return place;
}

static size_t word_right_of(const struct line_editor *editor, size_t place)
{
	while (place < editor->text.size && !space_at(editor, place))
		place = right_of(editor, place);
	while (place < editor->text.size && space_at(editor, place))
		place = right_of(editor, place);
	return place;
}

static void take_away(struct line_editor *editor, size_t from, size_t to)
{
	if (from == to)
		return;
	memmove(editor->text.data + from, editor->text.data + to, editor->text.size - to + 1);
	editor->text.size -= to - from;
	editor->cursor = from;
}

/* A mark typed after its letter joins it: the cursor must not stand between them. */
static void settle_cursor(struct line_editor *editor)
{
	size_t place = 0;
	while (place < editor->cursor)
		place = right_of(editor, place);
	editor->first = editor->first < editor->cursor ? editor->first : 0;
	editor->cursor = place;
}

bool line_editor_type(struct line_editor *editor, keycode key)
{
	char bytes[4];
	key = key == KEYCODE_ENTER || key == KEYCODE_TAB ? ' ' : key;
	if (!key_is_text(key) && !(key == '\n' && editor->lines))
		return false;
	size_t size = key_utf8(key, bytes);
	struct text *text = &editor->text;
	if (size == 0 || (editor->limit > 0 && text->size + size > editor->limit))
		return false;
	text_append_bytes(text, bytes, size);
	memmove(text->data + editor->cursor + size, text->data + editor->cursor, text->size - size - editor->cursor);
	memcpy(text->data + editor->cursor, bytes, size);
	editor->cursor += size;
	settle_cursor(editor);
	return true;
}

/* There and back again. */
static void undo(struct line_editor *editor)
{
	if (line_editor_changed(editor)) {
		replace(&editor->undone, text_slice(&editor->text));
		replace(&editor->text, text_slice(&editor->before));
		editor->has_undone = true;
	} else if (editor->has_undone) {
		replace(&editor->text, text_slice(&editor->undone));
	}
	editor->cursor = editor->text.size;
	editor->first = 0;
}

bool line_editor_act(struct line_editor *editor, enum action_id action)
{
	size_t cursor = editor->cursor;
	switch ((int)action) {
	case ACTION_EDIT_LEFT:
		editor->cursor = left_of(editor, cursor);
		return true;
	case ACTION_EDIT_RIGHT:
		editor->cursor = right_of(editor, cursor);
		return true;
	case ACTION_EDIT_WORD_LEFT:
		editor->cursor = word_left_of(editor, cursor);
		return true;
	case ACTION_EDIT_WORD_RIGHT:
		editor->cursor = word_right_of(editor, cursor);
		return true;
	case ACTION_EDIT_HOME:
		editor->cursor = 0;
		return true;
	case ACTION_EDIT_END:
		editor->cursor = editor->text.size;
		return true;
	case ACTION_EDIT_BACKSPACE:
		take_away(editor, left_of(editor, cursor), cursor);
		return true;
	case ACTION_EDIT_DELETE:
		take_away(editor, cursor, right_of(editor, cursor));
		return true;
	case ACTION_EDIT_WORD:
		take_away(editor, word_left_of(editor, cursor), cursor);
		return true;
	case ACTION_EDIT_REST:
		take_away(editor, cursor, editor->text.size);
		return true;
	case ACTION_EDIT_UNDO:
		undo(editor);
		return true;
	default:
		return false;
	}
}

/* The leftmost place from which up to `place` takes less than `columns`. */
static size_t place_before(const struct line_editor *editor, size_t place, int columns)
{
	int taken = 0;
	while (place > 0) {
		size_t left = left_of(editor, place);
		taken += canvas_width(part(editor, left, place));
		if (taken >= columns)
			break;
		place = left;
	}
	return place;
}

int line_editor_scroll(struct line_editor *editor, int columns)
{
	int room = int_clamp(columns, 1, 10000);
	if (editor->first > editor->cursor)
		editor->first = editor->cursor;
	/* The cursor itself takes a column. */
	if (canvas_width(part(editor, editor->first, editor->cursor)) >= room)
		editor->first = place_before(editor, editor->cursor, room);
	size_t needed = place_before(editor, editor->text.size, room);
	if (needed < editor->first)
		editor->first = needed;
	return canvas_width(part(editor, editor->first, editor->cursor));
}

void line_editor_draw(struct line_editor *editor, int row, int column, int columns, enum role role, bool focused)
{
	int cursor = line_editor_scroll(editor, columns);
	struct slice shown = part(editor, editor->first, editor->text.size);
	size_t fits = canvas_fit(shown, columns);
	int used = canvas_text(row, column, columns, role, (struct slice){shown.data, fits});
	if (role == ROLE_INPUT)
		canvas_fill(row, column + used, columns - used, role);
	if (focused)
		canvas_focus(row, column + cursor);
}
