/* The form: labelled fields in groups, typed or chosen, each with what is wrong said under it as it is typed. */
#ifndef TUI_FORM_H
#define TUI_FORM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "tui/layout.h"
#include "tui/line_editor.h"
#include "tui/screen.h"

enum field_kind {
	FIELD_TYPED,
	FIELD_EITHER, /* typed, and can be chosen in a window instead: a day in its month */
	FIELD_CHOSEN, /* among given values or records: a letter typed opens a picker with it */
	FIELD_NOTE,   /* several lines, written in a window of its own */
	FIELD_SHOWN,  /* cannot be changed; passed over */
};

/* Texts are translated already and live as long as the form. */
struct form_field {
	const char *group; /* a heading stands where it differs from the one before; NULL for none */
	const char *label;
	const char *help;  /* shown while the cursor is in the field */
	enum field_kind kind;
	bool required;     /* marked with a sign; `check` is who enforces it */
	size_t limit;      /* bytes, 0 for none */
	int columns;       /* that the value wants; 0 for all there are */
	const char *unit;  /* stands behind it; NULL for none */
};

struct form_ops {
	/* What the text means: false with words that say what to do, or true and, where it is not plain, a note for the
	 * person: "= 2028-05-22". Called at every key. May be NULL. */
	bool (*check)(void *owner, size_t field, struct slice typed, struct text *note, struct error *error);
	/* What stands in the field once the cursor has left it, where that is written otherwise than it was typed: the day
	 * that "+18m" is, an amount with its thousands. `out` is left empty where it stands as it is. May be NULL. */
	void (*settle)(void *owner, size_t field, struct text *out);
	/* Opens a picker (tui_pick) that ends in form_set. `typed` is what the person began with. */
	void (*choose)(void *owner, size_t field, struct slice typed);
};

struct form_value {
	struct line_editor editor;
	struct text note;
	struct error error; /* kind ERROR_NONE where all is well */
	bool seen;          /* the cursor has been there and left: an error is now said aloud */
};

struct form {
	struct tui *tui;
	const struct form_ops *ops;
	void *owner;
	const struct form_field *fields;
	struct form_value *values;
	size_t count;
	size_t focus; /* `count` is the Save row */
	const char *save; /* what the last row says, translated; NULL: that it saves */
	int top;      /* first row in sight */
	int page;
};

void form_start(struct form *form, struct tui *tui, const struct form_ops *ops, void *owner,
	const struct form_field *fields, size_t count);
void form_free(struct form *form);

/* What stands in the field at the beginning. */
void form_fill(struct form *form, size_t field, struct slice text);
/* A new value, chosen or computed: counts as a change. */
void form_set(struct form *form, size_t field, struct slice text);
struct slice form_text(const struct form *form, size_t field);
bool form_field_changed(const struct form *form, size_t field);
bool form_changed(const struct form *form);
/* Checks all fields; false, with the cursor on the first that is wrong, where one is. */
bool form_is_valid(struct form *form);
/* What the store said about a field. */
void form_set_error(struct form *form, size_t field, const struct error *error);

/* For the screen that holds it. DONE_NOTHING for what is not its own. */
unsigned form_contexts(const struct form *form);
bool form_can(const struct form *form, enum action_id action);
unsigned form_act(struct form *form, enum action_id action);
unsigned form_type(struct form *form, keycode key);
/* Whether the action means saving: ACTION_SAVE, or Enter on the Save row. */
bool form_saves(const struct form *form, enum action_id action);
/* For ACTION_CANCEL: asks before unsaved changes are lost, and then closes `screen`. DONE_NOTHING where none are. */
unsigned form_leave(struct form *form, struct screen *screen);
void form_draw(struct form *form, struct area area, bool focused);

#endif
