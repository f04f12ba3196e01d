/* One line of text being typed. Moves and takes away whole characters as people see them; knows no screen. */
#ifndef TUI_LINE_EDITOR_H
#define TUI_LINE_EDITOR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "tui/action.h"
#include "tui/theme.h"

struct line_editor {
	struct text text;
	size_t cursor; /* byte, always between two graphemes */
	size_t first;  /* the first byte shown */
	size_t limit;  /* bytes; 0 for none */
	bool lines;    /* line feeds are text too (tui/note.h) */
	struct text before; /* what stood here at line_editor_set */
	struct text undone; /* what EDIT_UNDO took away, … */
	bool has_undone;    /* … where it has taken away anything */
};

void line_editor_free(struct line_editor *editor);
/* Puts `text` there, the cursor at its end; what EDIT_UNDO comes back to; a second time it
 * comes back to what it took away. */
void line_editor_set(struct line_editor *editor, struct slice text);
bool line_editor_changed(const struct line_editor *editor);

/* False where there was no room for it. A line feed or tab in a pasted text becomes a space. */
bool line_editor_type(struct line_editor *editor, keycode key);
/* Does one of ACTION_EDIT_…; false for every other. */
bool line_editor_act(struct line_editor *editor, enum action_id action);

/* Moves what is shown so that the cursor is in it, with room for `columns`; returns the cursor's column. */
int line_editor_scroll(struct line_editor *editor, int columns);
/* Draws it so wide, `focused` with the cursor in it. */
void line_editor_draw(struct line_editor *editor, int row, int column, int columns, enum role role, bool focused);

#endif
