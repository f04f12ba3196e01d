/* Screens, and the stack they stand on. A screen is data: what it is called, which contexts it is in, how it is drawn,
 * what it does with an action. The loop never names one. Windows over a screen (questions, pickers, help) are screens
 * too, with `window` set: there are no loops inside the loop.
 *
 * To write a screen: a struct with `struct screen screen` first, a `static const struct screen_ops`, and a function
 * that makes one, gives it a title and hands it to tui_push, which from then on owns it. Read what is shown into memory
 * first: no transaction is open while waiting for a person. */
#ifndef TUI_SCREEN_H
#define TUI_SCREEN_H

#include <stdbool.h>

#include "base/error.h"
#include "base/text.h"
#include "tui/action.h"
#include "tui/layout.h"
#include "tui/theme.h"

struct list_view;
struct screen;

struct screen_ops {
	bool window;                 /* stands over the screen below, which stays to be seen */
	const char *help;            /* some sentences: what this is for; to be translated */
	const enum action_id *hints; /* the most useful first, ended by ACTION_NONE; help is added */
	unsigned contexts;           /* enum context, OR-ed: always */
	void (*draw)(struct screen *screen, struct area area);

	/* What follows may be NULL. */
	struct slice (*plain)(const struct screen *screen); /* in front: a text for the terminal's own screen, no picture */
	unsigned (*contexts_now)(const struct screen *screen); /* more of them: asked before every key */
	/* The list in sight, or NULL: it adds its contexts, takes every action and key that the screen answers with
	 * DONE_NOTHING, and its rows are opened by the mouse. */
	struct list_view *(*list)(struct screen *screen);
	/* DONE_NOTHING for what is not its own. */
	unsigned (*act)(struct screen *screen, enum action_id action);
	bool (*can)(const struct screen *screen, enum action_id action); /* hides what cannot be done here and now */
	/* What the action does just here, for the hints, translated; NULL: its title says it. */
	const char *(*hint)(const struct screen *screen, enum action_id action);
	unsigned (*type)(struct screen *screen, keycode key); /* a key that is no action, IN_TYPING above all */
	/* A little work while no key waits; whether there is more to do. What it has come to is seen by tui_redraw. */
	bool (*work)(struct screen *screen);
	void (*follow)(struct screen *screen); /* something outside has changed, or the words: read anew, quietly */
	bool (*unsaved)(const struct screen *screen);
	void (*keep)(struct screen *screen);  /* every now and then: what is unsaved goes where a killed program leaves it */
	void (*lost)(struct screen *screen);  /* the terminal is gone: keep what is unsaved; nobody can be asked */
	void (*close)(struct screen *screen); /* frees it, all but the title */
};

struct screen {
	const struct screen_ops *ops;
	struct tui *tui;
	struct text title; /* where the person is, for the breadcrumbs; empty for no crumb; freed with the screen */
	const char *help;  /* instead of that of the ops; to be translated; NULL: that one */
};

void screen_set_title(struct screen *screen, const char *title);
const char *screen_title(const struct screen *screen);
/* Everything it is in just now. */
unsigned screen_contexts(const struct screen *screen);
/* The screen's own answer first, then that of its list. */
unsigned screen_act(struct screen *screen, enum action_id action);
bool screen_can(const struct screen *screen, enum action_id action);
unsigned screen_type(struct screen *screen, keycode key);
/* Pressed by the mouse. */
unsigned screen_point(struct screen *screen, int row, int column);
void screen_free(struct screen *screen);

/* Puts the screen in front. It belongs to the stack, which closes it. */
void tui_push(struct tui *tui, struct screen *screen);
struct screen *tui_front(const struct tui *tui);
/* Closes and frees a screen now, wherever it stands. The one that is acting answers DONE_CLOSE instead, unless
 * something else is to happen after it: then it touches nothing of itself any more. */
void tui_close(struct tui *tui, struct screen *screen);

/* Lets every screen follow what has changed outside it. */
unsigned tui_follow(struct tui *tui);
/* While a screen works: what it has done so far is worth seeing now. */
void tui_redraw(struct tui *tui);

/* One line for the person, shown until the next key. */
void tui_say(struct tui *tui, enum role role, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* The words of an error, as they are; not of ERROR_STOPPED, which whoever stopped it has been told. */
void tui_say_error(struct tui *tui, const struct error *error);

/* Does the action as if its key had been pressed. DONE_NOTHING where it does not apply. */
unsigned tui_act(struct tui *tui, enum action_id action);
/* Whether the action can be done in front, here and now. */
bool tui_can(const struct tui *tui, enum action_id action);
/* The key that opened what is in front: no question takes it for an answer. */
keycode tui_last_key(const struct tui *tui);
/* The first breadcrumb. */
const char *tui_name(const struct tui *tui);
/* What the program works on, as given to tui_new: for the screens over it. */
void *tui_subject(const struct tui *tui);

#endif
