/* The terminal itself: begun and ended, its keys made ours, its signals made events. With the canvas the only part that
 * knows curses. There is one terminal in a process, as curses has it.
 *
 * Signals wait while anything but terminal_wait runs: what a screen does, a write to the store above all, is never
 * stopped in the middle. */
#ifndef TUI_TERMINAL_H
#define TUI_TERMINAL_H

#include <stdbool.h>

#include "base/error.h"
#include "tui/key.h"
#include "tui/theme.h"

struct terminal_options {
	bool ascii;   /* nothing but ASCII is sent */
	bool mono;    /* no colours; NO_COLOR and terminals without them say the same */
};

enum event_kind {
	EVENT_NONE,        /* the time is up */
	EVENT_KEY,         /* `key`, typed or pasted */
	EVENT_POINTED,     /* the mouse, where it is on: pressed at `row` and `column`, or its wheel turned */
	EVENT_RESIZED,     /* the window has another size */
	EVENT_SUSPENDED,   /* Ctrl-Z: terminal_suspend, and everything is to be sent again */
	EVENT_WOKEN,       /* the wake-up descriptor can be read; whoever gave it empties it */
	EVENT_INTERRUPTED, /* Ctrl-C */
	EVENT_LOST,        /* nobody is there any more, or we are asked to end: leave now, without a word */
};

struct event {
	enum event_kind kind;
	keycode key;
	bool pasted; /* part of a pasted text: never an order */
	int row, column;
	int wheel;   /* −1 up, 1 down, 0 pressed */
};

/* Starts curses on standard input and output. A terminal that the system does not know is taken for what its name
 * begins with (xterm-new for xterm), else for an xterm, a vt100 or an ansi: *fallback is then the name used, NULL
 * otherwise. Fails where there is no terminal at all. */
bool terminal_start(const struct terminal_options *options, const char **fallback, struct error *error);
void terminal_end(void); /* gives the terminal back as it was; nothing where it is not started */

/* To the terminal's own screen, keys still ours; curses comes back with its next picture. */
void terminal_leave_picture(void);

bool terminal_ascii(void);
void terminal_set_ascii(bool on); /* the next picture is to be drawn anew */
/* By TERM, and by what was chosen: the one place that says what pictures are drawn with. */
enum signs terminal_signs(void);
int terminal_colours(void); /* 0, 8, 16, 256 */

/* Off until somebody asks for it: with it on, the terminal no longer lets people mark and copy text. */
void terminal_set_mouse(bool on);
bool terminal_mouse(void);

/* Waits for the next event, at most `milliseconds` (-1: without end). `wake` is a descriptor to watch too, or -1. */
struct event terminal_wait(int milliseconds, int wake);
/* Stops the program as the shell asked, and comes back when it goes on. Nothing is held meanwhile: no view is open. */
void terminal_suspend(void);
/* Whether a key is waiting: nothing is drawn that would be drawn over at once. */
bool terminal_has_input(void);
/* Whether terminal_wait has anything to tell at once, a key, a size, a signal. */
bool terminal_has_event(void);
/* Whether a picture can be sent now: a line that has stalled holds nobody up. */
bool terminal_takes_output(void);
/* Throws away the keys that were typed ahead, before a question that must be read. */
void terminal_drop_input(void);

#endif
