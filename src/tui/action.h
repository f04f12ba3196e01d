/* What a person can do, as one table (actions.def). A key becomes an action first, and only actions reach the screens:
 * keys, palette and tests take the same way. */
#ifndef TUI_ACTION_H
#define TUI_ACTION_H

#include <stdbool.h>

#include "tui/key.h"

struct tui;

enum action_id {
	ACTION_NONE,
#define ACTION(identifier, name, title, help, keys, contexts, handler) ACTION_##identifier,
#include "tui/actions.def"
#undef ACTION
	ACTION_COUNT,
};

/* Where an action applies. A screen says which contexts it is in just now; an action is there when one of them is its
 * own. */
enum context {
	IN_SCREEN = 1 << 0,   /* a whole screen, not a window over one */
	IN_LIST = 1 << 1,     /* a list that is moved about in */
	IN_CHOOSING = 1 << 2, /* a list that a typed line narrows down: only the keys that are no text */
	IN_MARKING = 1 << 3,  /* whose rows can be marked */
	IN_SORTING = 1 << 4,  /* whose order can be chosen */
	IN_TEXT = 1 << 5,     /* a text that is scrolled */
	IN_TYPING = 1 << 6,   /* a line is typed: printable keys are text */
	IN_ENTRY = 1 << 7,    /* a single line: Enter takes it */
	IN_FORM = 1 << 8,     /* several fields */
	IN_NOTE = 1 << 9,     /* a text of several lines is typed */
	IN_QUESTION = 1 << 10, /* some answers to choose from */
	IN_RECORDS = 1 << 11, /* records, one or a list, that can be changed from here */
	IN_REGISTER = 1 << 12, /* a screen over the register where no line is typed: the ways from one to another */
	IN_RECORD = 1 << 13,  /* one record with its tabs */
	IN_TABLE = 1 << 14,   /* a list whose rows and columns can be chosen by conditions */
	IN_FINDING = 1 << 15, /* a finding, or a list of them */
	IN_FACTS = 1 << 16,   /* facts that can be asked why */
	IN_CONFLICT = 1 << 17, /* two versions of a record */
	IN_NARROWING = 1 << 18, /* a list that a filter narrows down */
	IN_SEARCHING = 1 << 19, /* a screen over the register without such a list */
	IN_WIDE = 1 << 20, /* a text that may be wider than the screen */
	IN_TIMELINE = 1 << 26, /* a timeline */
	IN_COSTS = 1 << 27, /* costs, or alternatives */
	IN_ARRANGING = 1 << 24, /* rows whose order is the person's own */
	IN_TAKEOVER = 1 << 29, /* what would come of a hand-over or a merge */
	IN_PLAIN = 1 << 30, /* a text on the terminal's own screen */
	IN_CALENDAR = 1 << 25, /* the days of a month */
	IN_CHANGING = 1 << 28, /* what would become of records, before it is done */
	IN_INCIDENTS = 1 << 23, /* incidents, and what comes again among them */
	IN_REVIEW = 1 << 22, /* the questions of a round of review */
	IN_ANY = ~0,
};

/* What follows from an action or a key, to be OR-ed; nothing draws or closes by itself. */
enum consequence {
	DONE_NOTHING = 0,      /* not mine */
	DONE_HANDLED = 1 << 0, /* mine; the screen is to be drawn */
	DONE_CLOSE = 1 << 1,   /* close the screen that answered */
	DONE_QUIT = 1 << 2,    /* leave the program */
	DONE_REPAINT = 1 << 3, /* send every cell again */
};

typedef unsigned action_handler(struct tui *tui, enum action_id action);

struct action {
	const char *name;  /* stable: "page-down" */
	const char *title; /* for hints and palette, to be translated */
	const char *help;  /* a sentence, to be translated */
	const char *keys;  /* for binding_next; the first is shown */
	unsigned contexts;
	action_handler *handler;
};

const struct action *action_row(enum action_id action);
/* ACTION_NONE where no action has the name. */
enum action_id action_named(struct slice name);

/* The action of `first` (and `second`, or KEYCODE_NONE) in these contexts; ACTION_NONE where there is none. */
enum action_id action_of_keys(unsigned contexts, keycode first, keycode second);
/* Whether `first` begins a sequence of two in these contexts. */
bool action_begins(unsigned contexts, keycode first);
/* Whether the action applies in these contexts. */
bool action_applies(enum action_id action, unsigned contexts);

/* The key to show for it in these contexts, "" where it has none that works. Returns `buffer`. */
const char *action_key_text(enum action_id action, unsigned contexts, char buffer[KEY_TEXT_SIZE]);
/* Appends every key that works in these contexts: "? F1". */
void action_append_keys(enum action_id action, unsigned contexts, struct text *out);

/* The handlers that actions.def names. act_on_screen hands the action to the screen in front. */
action_handler act_help, act_palette, act_cancel, act_back, act_quit, act_repaint, act_mouse, act_on_screen;
/* The ways about the register (tui/ways.c). */
action_handler act_go, act_words, act_undo, act_as_of;
/* Reports (tui/report_screen.c). */
action_handler act_report;

#endif
