/* A text of several lines, typed in a window. */
#ifndef TUI_NOTE_H
#define TUI_NOTE_H

#include "base/text.h"
#include "tui/screen.h"

struct noting {
	const char *title; /* translated; copied */
	struct slice text; /* what stands there; copied */
	size_t limit;      /* bytes, 0 for none */
	keycode first;     /* typed already, at the end of the text; KEYCODE_NONE: none */
	/* What was written, the window gone, or the terminal: it is put into a form, which keeps it. The text lives until
	 * it returns. Not called when nothing is to change. Called too every now and then while it is written, with what
	 * there is, so that a killed program leaves it; and with what stood there before, where that is discarded. */
	void (*noted)(struct tui *tui, void *owner, struct slice text);
	void *owner; /* lives at least as long as the window */
};

void tui_note(struct tui *tui, const struct noting *noting);

#endif
