#include "tui/note.h"

#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "tui/canvas.h"
#include "tui/dialog.h"
#include "tui/line_editor.h"

#define WIDEST 76

struct note {
	struct screen screen;
	struct noting noting;
	struct line_editor editor;
	size_t *rows; /* the byte where each row on the screen begins */
	size_t count, capacity;
	size_t top;
	int columns, page; /* as last drawn */
	bool kept;         /* the form has been given some of it, in case the program is killed */
};

static void add_row(struct note *note, size_t begin)
{
	memory_grow(&note->rows, &note->capacity, note->count, sizeof(*note->rows));
	note->rows[note->count++] = begin;
}

static void find_rows(struct note *note)
{
	struct slice text = text_slice(&note->editor.text), rest = text, line;
	note->count = 0;
	while (layout_wrap(&rest, note->columns, &line))
		add_row(note, (size_t)(line.data - text.data));
	if (text.size == 0 || text.data[text.size - 1] == '\n')
		add_row(note, text.size);
}

static size_t row_end(const struct note *note, size_t row)
{
	const struct text *text = &note->editor.text;
	size_t end = row + 1 < note->count ? note->rows[row + 1] : text->size;
	return end > note->rows[row] && text->data[end - 1] == '\n' ? end - 1 : end;
}

static size_t cursor_row(const struct note *note)
{
	size_t row = note->count - 1;
	while (row > 0 && note->rows[row] > note->editor.cursor)
		row--;
	return row;
}

static struct slice row_part(const struct note *note, size_t row, size_t end)
{
	const char *data = note->editor.text.data;
	return data ? (struct slice){data + note->rows[row], end - note->rows[row]} : SLICE("");
}

static int cursor_column(const struct note *note, size_t row)
{
	return int_clamp(canvas_width(row_part(note, row, note->editor.cursor)), 0, note->columns - 1);
}

/* To the same column of another row. */
static void go(struct note *note, size_t row)
{
	int column = cursor_column(note, cursor_row(note));
	note->editor.cursor = note->rows[row] + canvas_fit(row_part(note, row, row_end(note, row)), column);
}

static void draw(struct screen *screen, struct area area)
{
	struct note *note = (struct note *)screen;
	struct area frame = area_center(area, area.rows - 2, int_clamp(area.columns - 2, 0, WIDEST));
	struct area inside = canvas_frame(frame, screen_title(screen));
	note->columns = int_clamp(inside.columns, 1, WIDEST);
	note->page = inside.rows;
	find_rows(note);
	size_t at = cursor_row(note);
	note->top = layout_scroll(note->top, at, (size_t)inside.rows, note->count);
	for (int i = 0; i < inside.rows && note->top + (size_t)i < note->count; i++) {
		size_t row = note->top + (size_t)i;
		struct slice text = row_part(note, row, row_end(note, row));
		canvas_text(inside.row + i, inside.column, inside.columns, ROLE_NORMAL, text);
	}
	canvas_focus(inside.row + (int)(at - note->top), inside.column + cursor_column(note, at));
}

/* Gone before anybody hears of it, as with every window. */
static unsigned done(struct note *note)
{
	struct noting noting = note->noting;
	struct tui *tui = note->screen.tui;
	struct text text = note->editor.text;
	bool changed = note->kept || line_editor_changed(&note->editor);
	note->editor.text = (struct text){0};
	tui_close(tui, &note->screen);
	if (changed)
		noting.noted(tui, noting.owner, text_slice(&text));
	text_free(&text);
	return DONE_HANDLED;
}

/* What was kept of it on the way goes out of the form again. */
static void take_back(struct note *note)
{
	if (note->kept)
		note->noting.noted(note->screen.tui, note->noting.owner, text_slice(&note->editor.before));
}

static void leave_answered(struct tui *tui, void *owner, size_t answer)
{
	struct note *note = owner;
	if (answer != 1)
		return;
	take_back(note);
	tui_close(tui, &note->screen);
}

static unsigned leave(struct note *note)
{
	if (!line_editor_changed(&note->editor)) {
		take_back(note);
		return DONE_NOTHING;
	}
	tui_ask(note->screen.tui, &(struct question){
		.title = _("Not kept"),
		.text = _("What you have written here is not in the form yet."),
		.answers = {_("Keep writing"), _("Discard the changes")},
		.answered = leave_answered,
		.owner = note,
	});
	return DONE_HANDLED;
}

static unsigned move(struct note *note, enum action_id action)
{
	size_t row = cursor_row(note), last = note->count - 1, page = (size_t)int_clamp(note->page - 1, 1, note->page);
	if (action == ACTION_NOTE_UP)
		row = row > 0 ? row - 1 : 0;
	else if (action == ACTION_NOTE_DOWN)
		row = row < last ? row + 1 : last;
	else if (action == ACTION_NOTE_PAGE_UP)
		row = row > page ? row - page : 0;
	else
		row = row + page < last ? row + page : last;
	go(note, row);
	return DONE_HANDLED;
}

static unsigned act(struct screen *screen, enum action_id action)
{
	struct note *note = (struct note *)screen;
	switch ((int)action) {
	case ACTION_NOTE_DONE:
		return done(note);
	case ACTION_CANCEL:
		return leave(note);
	case ACTION_NOTE_UP:
	case ACTION_NOTE_DOWN:
	case ACTION_NOTE_PAGE_UP:
	case ACTION_NOTE_PAGE_DOWN:
		return move(note, action);
	case ACTION_EDIT_HOME:
		note->editor.cursor = note->rows[cursor_row(note)];
		return DONE_HANDLED;
	case ACTION_EDIT_END:
		note->editor.cursor = row_end(note, cursor_row(note));
		return DONE_HANDLED;
	case ACTION_NOTE_LINE:
		line_editor_type(&note->editor, '\n');
		find_rows(note);
		return DONE_HANDLED;
	default:
		line_editor_act(&note->editor, action);
		find_rows(note);
		return DONE_HANDLED;
	}
}

static unsigned type(struct screen *screen, keycode key)
{
	struct note *note = (struct note *)screen;
	if (!line_editor_type(&note->editor, key == KEYCODE_ENTER ? '\n' : key))
		return DONE_NOTHING;
	find_rows(note);
	return DONE_HANDLED;
}

static bool unsaved(const struct screen *screen)
{
	return line_editor_changed(&((const struct note *)(const void *)screen)->editor);
}

static void give(struct screen *screen)
{
	struct note *note = (struct note *)screen;
	note->kept = note->kept || line_editor_changed(&note->editor);
	if (note->kept)
		note->noting.noted(screen->tui, note->noting.owner, text_slice(&note->editor.text));
}

static void close_note(struct screen *screen)
{
	struct note *note = (struct note *)screen;
	line_editor_free(&note->editor);
	free(note->rows);
	free(note);
}

static const enum action_id hints[] = {ACTION_NOTE_DONE, ACTION_NOTE_LINE, ACTION_CANCEL, ACTION_NONE};

static const struct screen_ops note_ops = {
	.window = true,
	.help = N_("A text of several lines. Enter begins a new one."),
	.hints = hints,
	.contexts = IN_TYPING | IN_NOTE,
	.draw = draw,
	.act = act,
	.type = type,
	.unsaved = unsaved,
	.keep = give,
	.lost = give,
	.close = close_note,
};

void tui_note(struct tui *tui, const struct noting *noting)
{
	struct note *note = memory_new(sizeof(*note));
	note->screen.ops = &note_ops;
	note->noting = *noting;
	screen_set_title(&note->screen, noting->title);
	note->editor.limit = noting->limit;
	note->editor.lines = true;
	note->columns = WIDEST;
	line_editor_set(&note->editor, noting->text);
	if (noting->first != KEYCODE_NONE)
		line_editor_type(&note->editor, noting->first);
	find_rows(note);
	tui_push(tui, &note->screen);
}
