/* A window with a list and a line that narrows it down: to choose a value, a record, an action. */
#ifndef TUI_PICKER_H
#define TUI_PICKER_H

#include <stdint.h>

#include "tui/choices.h"
#include "tui/list_view.h"
#include "tui/screen.h"

struct picking {
	const char *title;   /* translated; copied */
	struct slice typed;  /* what to begin with; copied */
	uint64_t selected;   /* the key to stand on, 0 for the first row */
	const struct list_column *columns; /* as many as column_count; copied, but for their titles */
	size_t column_count;
	/* Either a source of its own, for what is too much to hold (it must have `key` and `filter`), in a window as high as
	 * the screen … */
	const struct list_source *source;
	void *source_owner;
	bool (*work)(void *source_owner, struct list_view *list); /* as a screen's; may be NULL */
	void (*closed)(void *source_owner);                       /* frees it; may be NULL */
	/* … or choices, which the picker takes over and frees; the source is then NULL. */
	struct choices choices;
	/* The row taken, the picker gone; may open the next window. Not called when the person took none. */
	void (*picked)(struct tui *tui, void *owner, uint64_t key);
	/* Instead of a row: what is typed is not there and is to be made. The picker is gone; may be NULL. */
	void (*create)(struct tui *tui, void *owner, struct slice typed);
	void *owner; /* lives at least as long as the picker */
};

void tui_pick(struct tui *tui, const struct picking *picking);

#endif
