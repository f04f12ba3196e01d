/* A window in which a record is found by some letters of its name, other names or code: for references in forms, and to
 * go somewhere quickly. Answers each key at once, however many records there are. */
#ifndef TUI_RECORD_FINDER_H
#define TUI_RECORD_FINDER_H

#include "tui/app.h"

struct record_finding {
	const char *title;       /* translated; copied */
	const uint8_t *entities; /* to be searched, ended by 0; copied */
	struct slice typed;      /* what to begin with; copied */
	/* The record taken, told by record_found, the window gone. Not called where none was. */
	void (*found)(struct tui *tui, void *owner, uint64_t key);
	/* Nothing found is the right one, a new one is to be made, beginning with what is typed; NULL: it cannot be. */
	void (*create)(struct tui *tui, void *owner, struct slice typed);
	void *owner;             /* lives at least as long as the window */
};

void record_finder_open(struct app *app, const struct record_finding *finding);
struct ref record_found(uint64_t key);

#endif
