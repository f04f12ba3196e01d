/* Questions in a window over the screen. The first answer is the safe one: the cursor stands on it, and Esc and q give
 * it. No other answer is ever given by the key that opened the question, nor by keys typed ahead of it. */
#ifndef TUI_DIALOG_H
#define TUI_DIALOG_H

#include "base/text.h"
#include "tui/screen.h"

#define ANSWERS_MOST 4

struct question {
	const char *title; /* translated, and so is the text; both are copied */
	const char *text;  /* names the thing, and what follows; line feeds begin new lines */
	/* Translated, the safe one first: {_("Keep"), _("Remove")}. Each is given by its first letter too. */
	const char *answers[ANSWERS_MOST];
	/* `answer` is the place of the one given; the question is gone. The owner lives at least as long as it. May
	 * open windows, and close the owner's screen with tui_close. NULL where nobody waits. */
	void (*answered)(struct tui *tui, void *owner, size_t answer);
	void *owner;
	void (*dropped)(void *owner); /* the session ended and nobody has answered: frees the owner; NULL: nothing to free */
};

void tui_ask(struct tui *tui, const struct question *question);
/* Something to be read, with one answer: close. */
void tui_tell(struct tui *tui, const char *title, const char *text);

#endif
