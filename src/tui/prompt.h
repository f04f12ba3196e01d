/* One line to be typed in a window, with what is wrong said under it until it is right. */
#ifndef TUI_PROMPT_H
#define TUI_PROMPT_H

#include "base/text.h"
#include "tui/screen.h"

struct prompting {
	const char *title, *help; /* translated; copied */
	struct slice text;        /* what stands there; copied */
	/* What was typed. False with words keeps the window open. After true it is gone. */
	bool (*taken)(struct tui *tui, void *owner, struct slice typed, struct error *error);
	void *owner;              /* lives at least as long as the window */
};

void tui_prompt(struct tui *tui, const struct prompting *prompting);

#endif
