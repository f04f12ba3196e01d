#include "tui/stack.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/lang.h"
#include "base/memory.h"
#include "tui/canvas.h"

struct tui *tui_new(const char *name, const char *corner, void *subject)
{
	struct tui *tui = memory_new(sizeof(*tui));
	text_append_text(&tui->name, name);
	text_append_text(&tui->corner, corner);
	tui->subject = subject;
	tui->wake = -1;
	return tui;
}

static void pop(struct tui *tui)
{
	screen_free(tui->screens[--tui->depth]);
}

void tui_free(struct tui **tui)
{
	if (!*tui)
		return;
	while ((*tui)->depth > 0)
		pop(*tui);
	text_free(&(*tui)->message);
	text_free(&(*tui)->name);
	text_free(&(*tui)->corner);
	free((*tui)->screens);
	free((*tui)->early);
	free(*tui);
	*tui = NULL;
}

void tui_push(struct tui *tui, struct screen *screen)
{
	memory_grow(&tui->screens, &tui->capacity, tui->depth, sizeof(*tui->screens));
	screen->tui = tui;
	tui->screens[tui->depth++] = screen;
}

struct screen *tui_front(const struct tui *tui)
{
	return tui->screens[tui->depth - 1];
}

keycode tui_last_key(const struct tui *tui)
{
	return tui->key;
}

const char *tui_name(const struct tui *tui)
{
	return tui->name.data;
}

void *tui_subject(const struct tui *tui)
{
	return tui->subject;
}

void tui_redraw(struct tui *tui)
{
	tui->stale = true;
}

void tui_say(struct tui *tui, enum role role, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	text_clear(&tui->message);
	text_vprintf(&tui->message, format, arguments);
	va_end(arguments);
	tui->message_role = role;
}

void tui_say_error(struct tui *tui, const struct error *error)
{
	if (error->kind == ERROR_STOPPED)
		return;
	tui_say(tui, ROLE_ERROR, "! %s", error->text);
}

static unsigned front_contexts(const struct tui *tui)
{
	return screen_contexts(tui_front(tui));
}

bool tui_can(const struct tui *tui, enum action_id action)
{
	return action_applies(action, front_contexts(tui)) && screen_can(tui_front(tui), action);
}

/* The screen that answered is closed, though it may have put others in front of itself. */
static void close_screen(struct tui *tui, const struct screen *screen)
{
	size_t place = tui->depth;
	while (place > 0 && tui->screens[place - 1] != screen)
		place--;
	if (place == 0)
		return;
	struct screen *closed = tui->screens[place - 1];
	for (size_t i = place; i < tui->depth; i++)
		tui->screens[i - 1] = tui->screens[i];
	tui->depth--;
	if (closed == tui->asked_to_leave)
		tui->asked_to_leave = NULL;
	screen_free(closed);
}

void tui_close(struct tui *tui, struct screen *screen)
{
	close_screen(tui, screen);
}

bool tui_unsaved(const struct tui *tui)
{
	for (size_t i = 0; i < tui->depth; i++) {
		const struct screen *screen = tui->screens[i];
		if (screen->ops->unsaved && screen->ops->unsaved(screen))
			return true;
	}
	return false;
}

static unsigned settle(struct tui *tui, const struct screen *screen, unsigned done)
{
	if (done & DONE_CLOSE)
		close_screen(tui, screen);
	if (done & DONE_REPAINT)
		tui->repaint = true;
	tui->leaving = tui->leaving || tui->depth == 0 || (done & DONE_QUIT);
	return tui->leaving ? done | DONE_QUIT : done;
}

unsigned tui_act(struct tui *tui, enum action_id action)
{
	const struct screen *screen = tui_front(tui);
	if (!tui_can(tui, action))
		return DONE_NOTHING;
	return settle(tui, screen, action_row(action)->handler(tui, action));
}

/* Two keys in a row, where the first alone means nothing. */
static enum action_id action_typed(struct tui *tui, keycode key, bool *waits)
{
	unsigned contexts = front_contexts(tui);
	keycode begun = tui->begun;
	tui->begun = KEYCODE_NONE;
	*waits = false;
	if (begun != KEYCODE_NONE)
		return action_of_keys(contexts, begun, key);
	enum action_id action = action_of_keys(contexts, key, KEYCODE_NONE);
	if (action == ACTION_NONE && action_begins(contexts, key)) {
		tui->begun = key;
		*waits = true;
	}
	return action;
}

static unsigned type(struct tui *tui, keycode key)
{
	struct screen *screen = tui_front(tui);
	return settle(tui, screen, screen_type(screen, key));
}

static void say_useless(struct tui *tui)
{
	char key[KEY_TEXT_SIZE];
	tui_say(tui, ROLE_MUTED, _("That key does nothing here; %s shows what does."),
		action_key_text(ACTION_HELP, front_contexts(tui), key));
}

static unsigned key_typed(struct tui *tui, keycode key)
{
	bool waits, begun = tui->begun != KEYCODE_NONE;
	unsigned done = DONE_NOTHING;
	enum action_id action = action_typed(tui, key, &waits);
	text_clear(&tui->message);
	if (waits)
		return DONE_HANDLED;
	tui->key = key;
	if (action != ACTION_NONE)
		done = tui_act(tui, action);
	else if (!begun)
		done = type(tui, key);
	if (done == DONE_NOTHING)
		say_useless(tui);
	return done | DONE_HANDLED;
}

/* What is pasted is text and nothing else: a pasted "d" must not remove anything. */
static unsigned key_pasted(struct tui *tui, keycode key)
{
	if (front_contexts(tui) & IN_TYPING)
		return type(tui, key);
	tui_say(tui, ROLE_WARNING, "%s", _("A pasted text is taken only where a line is typed."));
	return DONE_HANDLED;
}

/* Nothing can be shown, so nothing is done but leaving, and not from something unsaved. */
static unsigned key_in_small(struct tui *tui, keycode key)
{
	if (key != 'q' && key != 'Q' && key != KEYCODE_F10)
		return DONE_HANDLED;
	tui->refused = tui_unsaved(tui);
	return tui->refused ? DONE_HANDLED : DONE_QUIT;
}

/* A turn of the wheel is three rows. */
static unsigned pointed(struct tui *tui, struct event event)
{
	struct screen *screen = tui_front(tui);
	unsigned done = DONE_HANDLED;
	if (tui->small)
		return done;
	for (int i = 0; event.wheel != 0 && i < 3; i++)
		done |= tui_act(tui, event.wheel < 0 ? ACTION_UP : ACTION_DOWN);
	if (event.wheel == 0)
		done |= settle(tui, screen, screen_point(screen, event.row, event.column));
	return done;
}

unsigned tui_follow(struct tui *tui)
{
	tui->behind = false;
	for (size_t i = 0; i < tui->depth; i++) {
		struct screen *screen = tui->screens[i];
		if (screen->ops->follow)
			screen->ops->follow(screen);
	}
	return DONE_HANDLED;
}

static unsigned lost(struct tui *tui)
{
	for (size_t i = tui->depth; i > 0; i--) {
		struct screen *screen = tui->screens[i - 1];
		if (screen->ops->lost)
			screen->ops->lost(screen);
	}
	return DONE_QUIT;
}

/* What nobody could save any more, when the program is killed. From the front: a window puts what it has into the form
 * that keeps it. */
static void keep(struct tui *tui)
{
	for (size_t i = tui->depth; i > 0; i--) {
		struct screen *screen = tui->screens[i - 1];
		if (screen->ops->keep)
			screen->ops->keep(screen);
	}
}

static bool rests(const struct tui *tui)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * (int64_t)1000 + now.tv_nsec / 1000000 < tui->rests_until;
}

static unsigned woken(struct tui *tui)
{
	bool follow = !tui->woken || tui->woken(tui);
	if (tui->ended)
		return lost(tui);
	keep(tui);
	tui->behind = tui->behind || follow;
	return tui->behind && !rests(tui) ? tui_follow(tui) : DONE_NOTHING;
}

static unsigned key_pressed(struct tui *tui, struct event event)
{
	if (tui->small)
		return key_in_small(tui, event.key);
	return event.pasted ? key_pasted(tui, event.key) : key_typed(tui, event.key);
}

unsigned tui_event(struct tui *tui, struct event event)
{
	switch (event.kind) {
	case EVENT_KEY:
		return key_pressed(tui, event);
	case EVENT_POINTED:
		return pointed(tui, event);
	case EVENT_SUSPENDED:
		terminal_suspend();
		tui->repaint = true;
		return DONE_HANDLED | woken(tui);
	case EVENT_RESIZED:
		tui->repaint = true;
		return DONE_HANDLED;
	case EVENT_WOKEN:
		return woken(tui);
	case EVENT_INTERRUPTED:
		return act_quit(tui, ACTION_QUIT);
	case EVENT_LOST:
		return lost(tui);
	default:
		return DONE_NOTHING;
	}
}

/* A little of what the screens in sight have to do, while nobody types. */
static bool work(struct tui *tui, unsigned *done)
{
	struct screen *screen = tui_front(tui);
	if (!screen->ops->work)
		return false;
	bool more = screen->ops->work(screen);
	*done |= tui->stale ? DONE_HANDLED : DONE_NOTHING;
	tui->stale = false;
	return more;
}

void tui_event_later(struct tui *tui, struct event event)
{
	memory_grow(&tui->early, &tui->early_capacity, tui->early_count, sizeof(*tui->early));
	tui->early[tui->early_count++] = event;
}

void tui_drop_early(struct tui *tui)
{
	tui->early_count = 0;
}

static struct event next_event(struct tui *tui, bool waits)
{
	if (tui->early_count == 0)
		return terminal_wait(waits ? -1 : 0, tui->wake);
	struct event event = tui->early[0];
	memmove(tui->early, tui->early + 1, --tui->early_count * sizeof(event));
	return event;
}

bool tui_loop(struct tui *tui)
{
	unsigned done = DONE_HANDLED;
	bool more = true, stale = true;
	while (tui->depth > 0) {
		stale = stale || done != DONE_NOTHING;
		if (stale && tui->early_count == 0 && !terminal_has_input()) {
			tui_draw(tui);
			stale = false;
		}
		struct event event = next_event(tui, !more);
		done = tui_event(tui, event);
		if (done & DONE_QUIT)
			return event.kind != EVENT_LOST && !tui->ended;
		more = event.kind == EVENT_NONE ? work(tui, &done) : true;
	}
	return true;
}
