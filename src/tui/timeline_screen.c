#include "tui/timeline_screen.h"

#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "report/timeline_report.h"
#include "tui/dialog.h"
#include "tui/plain_view.h"
#include "tui/timeline_rows.h"
#include "tui/ways.h"
#include "tui/words.h"

/* Larger lists stand as they are stored until somebody asks for an order. */
#define SORTED_AT_ONCE 20000

struct timeline_screen {
	struct screen screen;
	struct app *app;
	struct ref about; /* of a record */
	bool named;       /* the crumb is the record's name, for the one before says that this is a timeline */
	struct timeline_rows rows;
};

static struct timeline_screen *of(struct screen *screen)
{
	return (struct timeline_screen *)screen;
}

static struct list_view *list_of(struct screen *screen)
{
	return timeline_rows_list(&of(screen)->rows);
}

static void draw(struct screen *screen, struct area area)
{
	timeline_rows_draw(&of(screen)->rows, area_inside(area, 0, 1));
}

/* ---- reading ---- */

static void read_record(struct timeline_screen *timeline)
{
	struct glance glance = {0};
	timeline_rows_read_record(&timeline->rows, timeline->about);
	text_clear(&timeline->screen.title);
	if (!timeline->named)
		text_append_text(&timeline->screen.title, _("Timeline"));
	else if (glance_open(&glance, timeline->app))
		words_name(&timeline->screen.title, &glance, timeline->about);
	glance_close(&glance);
}

static void follow(struct screen *screen)
{
	struct timeline_screen *timeline = of(screen);
	if (timeline->rows.of_record) {
		read_record(timeline);
		return;
	}
	timeline_rows_forget(&timeline->rows);
	table_follow(&timeline->rows.table);
	table_label(&timeline->rows.table);
	screen_set_title(screen, _("Timeline"));
}

static bool work(struct screen *screen)
{
	return !of(screen)->rows.of_record && table_work(&of(screen)->rows.table);
}

/* ---- acting ---- */

static struct timeline_screen *new_screen(struct app *app, bool of_record);

static void open_about(struct app *app, struct ref about, bool named)
{
	struct timeline_screen *timeline = new_screen(app, true);
	timeline->about = about;
	timeline->named = named;
	read_record(timeline);
	tui_push(app->tui, &timeline->screen);
}

static unsigned open_selected(struct timeline_screen *timeline)
{
	struct ref about;
	if (!timeline_rows_selected(&timeline->rows, &about))
		return DONE_HANDLED;
	if (timeline->rows.of_record)
		open_record(timeline->app, about);
	else
		open_about(timeline->app, about, true);
	return DONE_HANDLED;
}

static int compare_events(const void *a, const void *b)
{
	const struct timeline_event *x = a, *y = b;
	return (x->day > y->day) - (x->day < y->day);
}

/* Each day of the row in words, in order, with what has been told apart from what comes. */
static void append_days(struct text *out, struct timeline_lane *lane, day_t today)
{
	char day[DAY_TEXT_SIZE];
	bool past = true;
	qsort(lane->events, lane->event_count, sizeof *lane->events, compare_events);
	for (size_t i = 0; i < lane->event_count; i++) {
		if (past && i > 0 && lane->events[i].day >= today)
			text_append_char(out, '\n');
		past = lane->events[i].day < today;
		text_printf(out, "%s  %s\n", day_text(lane->events[i].day, day), timeline_event_label(lane->events[i].kind));
	}
	if (lane->event_count == 0)
		text_append_text(out, lane->hidden ? _("What is known of it is not shown to you.") : _("No day is known."));
}

static unsigned tell_days(struct timeline_screen *timeline)
{
	struct text words = {0}, name = {0};
	struct timeline_lane lane;
	struct glance glance = {0};
	if (timeline_rows_lane(&timeline->rows, &lane) && glance_open(&glance, timeline->app)) {
		words_name(&name, &glance, lane.about);
		append_days(&words, &lane, timeline->rows.window.today);
		tui_tell(timeline->app->tui, name.data, words.data);
	}
	glance_close(&glance);
	text_free(&words);
	text_free(&name);
	return DONE_HANDLED;
}

static void zoom(struct timeline_screen *timeline, int closer)
{
	if (!timeline_zoom(&timeline->rows.window, closer))
		tui_say(timeline->app->tui, ROLE_MUTED, "%s", closer > 0 ? _("Closer than a year it does not go.")
		                                                        : _("Wider than twenty years it does not go."));
}

/* What stands under the cursor as the command prints it; of one record, all of it. */
static unsigned show_plain(struct timeline_screen *timeline)
{
	struct ref about = timeline->about;
	struct glance glance = {0};
	struct error error = {0};
	if (!timeline->rows.of_record && !timeline_rows_selected(&timeline->rows, &about))
		return DONE_HANDLED;
	if (!glance_open(&glance, timeline->app))
		return DONE_HANDLED;
	const struct teller teller = words_teller(&glance);
	struct page *page = timeline_report(&teller, &(struct timeline_asking){.about = &about, .count = 1,
		.years = timeline->rows.window.months / 12, .from = timeline->rows.window.first}, &error);
	glance_close(&glance);
	plain_show_page(timeline->app->tui, page, &error);
	return DONE_HANDLED;
}

static unsigned act(struct screen *screen, enum action_id action)
{
	struct timeline_screen *timeline = of(screen);
	struct timeline_window *window = &timeline->rows.window;
	switch ((int)action) {
	case ACTION_OPEN: return open_selected(timeline);
	case ACTION_WHY: return tell_days(timeline);
	case ACTION_PLAIN: return show_plain(timeline);
	case ACTION_ZOOM_IN: zoom(timeline, 1); return DONE_HANDLED;
	case ACTION_ZOOM_OUT: zoom(timeline, -1); return DONE_HANDLED;
	case ACTION_SIDE_LEFT: timeline_shift(window, -1); return DONE_HANDLED;
	case ACTION_SIDE_RIGHT: timeline_shift(window, 1); return DONE_HANDLED;
	case ACTION_TODAY:
		*window = timeline_window_about(window->today, window->months, window->columns);
		return DONE_HANDLED;
	default: return DONE_NOTHING;
	}
}

static const char *hint(const struct screen *screen, enum action_id action)
{
	(void)screen;
	switch ((int)action) {
	case ACTION_WHY: return _("The days");
	case ACTION_SIDE_LEFT: return _("Earlier");
	case ACTION_SIDE_RIGHT: return _("Later");
	default: return NULL;
	}
}

static void close_timeline(struct screen *screen)
{
	timeline_rows_free(&of(screen)->rows);
	free(screen);
}

static const enum action_id hints[] = {ACTION_OPEN, ACTION_ZOOM_IN, ACTION_ZOOM_OUT, ACTION_SIDE_LEFT,
	ACTION_SIDE_RIGHT, ACTION_WHY, ACTION_TODAY, ACTION_FILTER, ACTION_PALETTE, ACTION_CANCEL, ACTION_NONE};

static const struct screen_ops ops = {
	.help = N_("A timeline: a row for each record, with its life, contracts and support as lines and its days as signs, "
		   "which the last rows explain. + and - show fewer or more years, left and right move about in them. "
		   "w tells the days of the row in words; Enter opens what belongs to it, and from there the record."),
	.hints = hints,
	.contexts = IN_SCREEN | IN_REGISTER | IN_WIDE | IN_FACTS | IN_TIMELINE,
	.draw = draw,
	.list = list_of,
	.act = act,
	.hint = hint,
	.work = work,
	.follow = follow,
	.close = close_timeline,
};

static struct timeline_screen *new_screen(struct app *app, bool of_record)
{
	struct timeline_screen *timeline = memory_new(sizeof *timeline);
	timeline->screen.ops = &ops;
	timeline->app = app;
	timeline->rows.app = app;
	timeline->rows.of_record = of_record;
	timeline->rows.window = timeline_window_about(app->session->today, TIMELINE_MONTHS, 1);
	screen_set_title(&timeline->screen, _("Timeline"));
	return timeline;
}

/* ---- opening ---- */

void timeline_open(struct app *app, struct ref about)
{
	open_about(app, about, false);
}

static void show_table(struct app *app, struct timeline_screen *timeline, bool started, const struct error *error)
{
	if (started) {
		tui_push(app->tui, &timeline->screen);
		return;
	}
	tui_say_error(app->tui, error);
	free(timeline->screen.title.data);
	free(timeline);
}

/* The marked rows, in the order of their numbers. */
static bool start_marked(struct timeline_screen *timeline, const struct table *from, struct error *error)
{
	struct glance glance = {0};
	struct record record;
	if (!timeline_rows_start_given(&timeline->rows, from->entity->number, error))
		return false;
	if (glance_open(&glance, timeline->app))
		for (size_t i = 0; i < from->list.mark_count; i++)
			if (view_record(glance.view, (struct ref){from->entity->number, (record_id)from->list.marks[i]}, &record))
				table_give(&timeline->rows.table, record.parent, record.id);
	glance_close(&glance);
	table_given(&timeline->rows.table);
	glance_close(&timeline->rows.table.glance);
	return true;
}

static bool start_shown(struct timeline_screen *timeline, const struct table *from, struct error *error)
{
	struct table *table = &timeline->rows.table;
	if (!timeline_rows_start_table(&timeline->rows, from->entity->number, text_slice(&from->where),
		text_slice(&from->sort), error))
		return false;
	if (from->words.size > 0) {
		line_editor_set(&table->list.filter, text_slice(&from->words));
		table->list.source->filter(table, text_slice(&from->words));
	}
	table->list.selected_key = from->list.selected_key;
	list_view_changed(&table->list);
	glance_close(&table->glance);
	return true;
}

bool timeline_open_table(struct app *app, const struct table *from)
{
	struct error error = {0};
	if (!timeline_has_lane(from->entity->number) || from->of_given)
		return false;
	struct timeline_screen *timeline = new_screen(app, false);
	bool marked = from->list.mark_count > 0;
	show_table(app, timeline, marked ? start_marked(timeline, from, &error) : start_shown(timeline, from, &error), &error);
	return true;
}

static bool is_sorted_at_once(struct app *app)
{
	struct glance glance = {0};
	bool few = glance_open(&glance, app) && view_count(glance.view, E_system) <= SORTED_AT_ONCE;
	glance_close(&glance);
	return few;
}

void timeline_open_all(struct app *app)
{
	struct error error = {0};
	struct timeline_screen *timeline = new_screen(app, false);
	struct slice sort = is_sorted_at_once(app) ? SLICE("decide_by") : SLICE("");
	show_table(app, timeline, timeline_rows_start_table(&timeline->rows, E_system, SLICE(""), sort, &error), &error);
}
