/* A text to be read and scrolled: headings, paragraphs, and labels with values beside them. Help is one, and so is what
 * a record says. */
#ifndef TUI_TEXT_VIEW_H
#define TUI_TEXT_VIEW_H

#include <stddef.h>

#include "base/text.h"
#include "tui/layout.h"
#include "tui/screen.h"

struct text_line;

struct text_view {
	struct text_line *lines;
	size_t count, capacity;
	int widest_label;
	int top, rows, page; /* in rows of the screen, as last drawn */
};

void text_view_free(struct text_view *view);
/* Takes all text away; stays where it is scrolled to. */
void text_view_clear(struct text_view *view);

/* All texts are copied; a line feed begins a new line. */
void text_view_heading(struct text_view *view, const char *title);
void text_view_paragraph(struct text_view *view, enum role role, const char *text);
void text_view_pair(struct text_view *view, const char *label, enum role role, const char *value);
void text_view_blank(struct text_view *view);

/* Everything as plain lines: to be copied. */
void text_view_append(const struct text_view *view, struct text *out);

unsigned text_view_act(struct text_view *view, enum action_id action);
void text_view_draw(struct text_view *view, struct area area);

#endif
