/* The stack of screens and the loop over it. */
#ifndef TUI_STACK_H
#define TUI_STACK_H

#include "base/text.h"
#include "tui/screen.h"
#include "tui/terminal.h"

#define SMALLEST_ROWS 12
#define SMALLEST_COLUMNS 40

struct tui {
	struct screen **screens; /* the last one is in front */
	size_t depth, capacity;
	struct text message;
	enum role message_role;
	struct text name;        /* the first breadcrumb */
	struct text corner;      /* upper right: who and which day */
	keycode key;             /* the last one typed */
	keycode begun;           /* the first of a sequence of two, waiting for the second */
	int wake;                /* a descriptor to watch, or -1 */
	bool (*woken)(struct tui *tui); /* empties it; whether the screens are to follow */
	void *subject;
	const struct screen *asked_to_leave; /* the question, while it is asked; never followed */
	bool leaving;
	bool ended;              /* by what the program has seen: unsaved things are kept, as when the terminal is lost */
	bool stale;              /* drawn again before the next wait, though nothing was typed */
	bool repaint;
	bool small;              /* the window is too small to show anything */
	bool refused;            /* to leave a window that is too small: something is unsaved */
	bool working;            /* long work is under way, see work.h: no key but Esc does anything */
	bool blind;              /* the register is being changed under the screens: they are not drawn */
	bool behind;             /* what has changed outside is still to be followed … */
	int64_t rests_until;     /* … after this, in milliseconds of CLOCK_MONOTONIC: reading anew has cost so much */
	struct event *early;     /* what came while the program worked, in its order */
	size_t early_count, early_capacity;
};

/* `name` and `corner` are copied. */
struct tui *tui_new(const char *name, const char *corner, void *subject);
void tui_free(struct tui **tui);

/* Runs until the person leaves (true), or the terminal is lost or the session ended (false). */
bool tui_loop(struct tui *tui);

/* What one event does; the loop calls it, and tests. */
unsigned tui_event(struct tui *tui, struct event event);
void tui_draw(struct tui *tui);
/* What has come too early: the loop takes it before it waits for more. */
void tui_event_later(struct tui *tui, struct event event);
void tui_drop_early(struct tui *tui);
/* After the first of two keys: what can follow, at the foot of the area. */
void draw_continuations(const struct tui *tui, struct area area);
/* Whether any screen holds what is not saved. */
bool tui_unsaved(const struct tui *tui);

#endif
