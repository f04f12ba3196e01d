#include "tui/work.h"

#include <time.h>

#include "base/lang.h"
#include "tui/stack.h"
#include "tui/words.h"

#define SHOWN_AFTER 500 /* milliseconds: what is quicker is no work to speak of */
#define LOOK_EVERY 4
#define DRAW_EVERY 200
#define SHARE 9         /* for each second of quiet work so many without */
#define EARLY_MOST 256  /* keys kept until it is done */

struct working {
	struct app *app;
	const char *what;
	int64_t show_at, look_at, draw_at;
	bool quiet, shown;
	bool stopped, suspended;
};

static bool under_way;

static int64_t milliseconds(clockid_t clock)
{
	struct timespec now;
	clock_gettime(clock, &now);
	return now.tv_sec * (int64_t)1000 + now.tv_nsec / 1000000;
}

/* ---- the picture ---- */

static void draw(struct working *working)
{
	struct tui *tui = working->app->tui;
	struct store_walk walk = store_walk(working->app->session->store);
	if (walk.of > 0)
		tui_say(tui, ROLE_NOTICE, _("Working out … %s %d %% · %s"),
			words_entities(working->app, schema_entity(walk.entity)),
			(int)(walk.done < walk.of ? walk.done * 100 / walk.of : 100), working->what);
	else
		tui_say(tui, ROLE_NOTICE, _("Working out … %s"), working->what);
	tui_draw(tui);
	working->shown = true;
}

static void draw_in_time(struct working *working, int64_t now)
{
	if (now < working->draw_at || !terminal_takes_output())
		return;
	working->draw_at = now + DRAW_EVERY;
	draw(working);
}

/* ---- what happens meanwhile ---- */

static void stop(struct working *working)
{
	working->stopped = true;
	tui_drop_early(working->app->tui);
}

static void key_typed(struct working *working, struct event event)
{
	struct tui *tui = working->app->tui;
	if (event.key == KEYCODE_ESCAPE && !event.pasted)
		stop(working);
	else if (tui->early_count < EARLY_MOST)
		tui_event_later(tui, event);
}

static void happened(struct working *working, struct event event)
{
	switch (event.kind) {
	case EVENT_KEY:
		key_typed(working, event);
		break;
	case EVENT_INTERRUPTED:
		stop(working);
		break;
	case EVENT_RESIZED:
		working->app->tui->repaint = true;
		working->draw_at = 0;
		break;
	case EVENT_SUSPENDED:
		working->stopped = working->suspended = true;
		break;
	case EVENT_LOST:
		stop(working);
		tui_event_later(working->app->tui, event);
		break;
	default:
		break;
	}
}

/* Nobody can have answered what is not to be seen: keys typed before wait for what they were meant for. */
static void look_around(struct working *working, int64_t now)
{
	struct event event = {.kind = EVENT_KEY};
	if (now < working->show_at)
		return;
	draw_in_time(working, now);
	while (!working->stopped && event.kind != EVENT_NONE) {
		event = terminal_wait(0, -1);
		happened(working, event);
	}
}

static bool goes_on(void *context)
{
	struct working *working = context;
	int64_t now = milliseconds(CLOCK_MONOTONIC);
	if (working->stopped || now < working->look_at)
		return !working->stopped;
	working->look_at = now + LOOK_EVERY;
	if (working->quiet)
		working->stopped = terminal_has_event();
	else
		look_around(working, now);
	return !working->stopped;
}

/* ---- the work ---- */

static void run_once(struct working *working, void (*run)(void *context), void *context)
{
	struct store *store = working->app->session->store;
	working->stopped = working->suspended = false;
	working->show_at = milliseconds(CLOCK_MONOTONIC) + (working->shown ? 0 : SHOWN_AFTER);
	under_way = true;
	store_watch(store, goes_on, working);
	run(context);
	store_watch(store, NULL, NULL);
	under_way = false;
}

bool work_out(struct app *app, const char *what, void (*run)(void *context), void *context)
{
	struct working working = {.app = app, .what = what};
	struct tui *tui = app->tui;
	if (under_way) {
		run(context);
		return true;
	}
	tui->working = true;
	do {
		run_once(&working, run, context);
		if (working.suspended)
			terminal_suspend();
		tui->repaint = tui->repaint || working.suspended;
	} while (working.suspended);
	tui->working = false;
	if (working.shown)
		text_clear(&tui->message);
	if (working.stopped)
		tui_say(tui, ROLE_NOTICE, _("Stopped: %s. Everything is as it was."), what);
	return !working.stopped;
}

bool work_stopped(struct error *error)
{
	return error_set(error, ERROR_STOPPED, "%s", _("stopped; nothing has been changed"));
}

struct writing {
	bool (*write)(void *context, struct error *error);
	void *context;
	struct error error;
	bool done;
};

static void write_once(void *context)
{
	struct writing *writing = context;
	error_clear(&writing->error);
	writing->done = writing->done || writing->write(writing->context, &writing->error);
}

bool work_write(struct app *app, const char *what, bool (*write)(void *context, struct error *error), void *context,
	struct error *error)
{
	struct writing writing = {.write = write, .context = context};
	bool whole = work_out(app, what, write_once, &writing);
	if (!writing.done && !whole)
		return work_stopped(error);
	if (!writing.done)
		*error = writing.error;
	return writing.done;
}

bool work_out_quietly(struct app *app, void (*run)(void *context), void *context)
{
	struct working working = {.app = app, .quiet = true};
	int64_t began = milliseconds(CLOCK_PROCESS_CPUTIME_ID);
	run_once(&working, run, context);
	int64_t took = milliseconds(CLOCK_PROCESS_CPUTIME_ID) - began;
	app->tui->rests_until = milliseconds(CLOCK_MONOTONIC) + took * SHARE;
	return !working.stopped;
}
