#include "tui/report_screen.h"

#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "report/report.h"
#include "tui/canvas.h"
#include "tui/picker.h"
#include "tui/plain_view.h"
#include "tui/work.h"
#include "tui/words.h"

#define STEP 8 /* columns */
#define YEARS 5

struct report_screen {
	struct screen screen;
	struct app *app;
	struct report_source source;
	struct text text;
	bool behind; /* the register has changed since */
	size_t lines;
	int widest, top, left, rows, columns;
};

static struct report_screen *of(struct screen *screen)
{
	return (struct report_screen *)screen;
}

/* ---- reading ---- */

static void measure(struct report_screen *report)
{
	struct slice rest = text_slice(&report->text), line;
	report->lines = 0;
	report->widest = 0;
	while (slice_next(&rest, '\n', &line)) {
		int width = canvas_width(line);
		report->widest = width > report->widest ? width : report->widest;
		report->lines++;
	}
}

/* What is made while the screen shows what it has. */
struct making {
	struct report_screen *report;
	struct text text;
	bool made;
	struct error error;
};

static void make(void *context)
{
	struct making *making = context;
	const struct report_source *source = &making->report->source;
	error_clear(&making->error);
	struct page *page = source->make(making->report->app, source->context, &making->error);
	text_clear(&making->text);
	making->made = page != NULL;
	if (making->made)
		page_write(page, PAGE_TEXT, &making->text);
	else
		text_append_text(&making->text, making->error.text);
	page_free(&page);
}

static void show_made(struct report_screen *report, struct making *making)
{
	text_free(&report->text);
	report->text = making->text;
	measure(report);
}

/* ---- the screen ---- */

static struct slice without(struct slice line, int columns)
{
	size_t cut = canvas_fit(line, columns);
	return (struct slice){line.data + cut, line.size - cut};
}

static void draw_more(const struct report_screen *report, struct area area)
{
	int right = area.column + area.columns;
	if (report->top > 0)
		canvas_symbol(area.row, right, ROLE_MUTED, SYMBOL_MORE_ABOVE);
	if (report->top + area.rows < (int)report->lines)
		canvas_symbol(area.row + area.rows - 1, right, ROLE_MUTED, SYMBOL_MORE_BELOW);
}

static void draw(struct screen *screen, struct area area)
{
	struct report_screen *report = of(screen);
	struct area inside = area_inside(area_part(area, 1, 0, area.rows - 1, area.columns), 0, 1);
	struct slice rest = text_slice(&report->text), line;
	report->rows = inside.rows;
	report->columns = inside.columns;
	report->top = int_clamp(report->top, 0, (int)report->lines - report->rows);
	report->left = int_clamp(report->left, 0, report->widest - report->columns);
	for (int row = -report->top; row < inside.rows && slice_next(&rest, '\n', &line); row++)
		if (row >= 0)
			canvas_text(inside.row + row, inside.column, inside.columns, ROLE_NORMAL, without(line, report->left));
	draw_more(report, inside);
	canvas_focus(inside.row, inside.column);
}

static void show_plain(const struct report_screen *report)
{
	struct text text = {0};
	text_append(&text, text_slice(&report->text));
	plain_show(report->screen.tui, &text);
}

static unsigned act(struct screen *screen, enum action_id action)
{
	struct report_screen *report = of(screen);
	int page = report->rows > 1 ? report->rows - 1 : 1;
	switch ((int)action) {
	case ACTION_UP: report->top--; break;
	case ACTION_DOWN: report->top++; break;
	case ACTION_PAGE_UP: report->top -= page; break;
	case ACTION_PAGE_DOWN: report->top += page; break;
	case ACTION_FIRST: report->top = report->left = 0; break;
	case ACTION_LAST: report->top = (int)report->lines; break;
	case ACTION_SIDE_LEFT: report->left -= STEP; break;
	case ACTION_SIDE_RIGHT: report->left += STEP; break;
	case ACTION_PLAIN: show_plain(report); break;
	default: return DONE_NOTHING;
	}
	return DONE_HANDLED;
}

static bool can(const struct screen *screen, enum action_id action)
{
	const struct report_screen *report = (const void *)screen;
	return (action != ACTION_SIDE_LEFT && action != ACTION_SIDE_RIGHT) || report->widest > report->columns;
}

static void follow(struct screen *screen)
{
	of(screen)->behind = true;
}

/* What is shown stays until it can be shown anew, at the same place. */
static bool work(struct screen *screen)
{
	struct report_screen *report = of(screen);
	struct making making = {.report = report};
	if (!report->behind)
		return false;
	if (!work_out_quietly(report->app, make, &making)) {
		text_free(&making.text);
		return true;
	}
	report->behind = false;
	show_made(report, &making);
	tui_redraw(screen->tui);
	return false;
}

static void close_report(struct screen *screen)
{
	struct report_screen *report = of(screen);
	if (report->source.dropped != NULL)
		report->source.dropped(report->source.context);
	text_free(&report->text);
	free(report);
}

static const enum action_id hints[] = {ACTION_PAGE_DOWN, ACTION_PAGE_UP, ACTION_SIDE_RIGHT, ACTION_SIDE_LEFT,
	ACTION_PALETTE, ACTION_CANCEL, ACTION_NONE};

static const struct screen_ops ops = {
	.help = N_("A report. The arrows and the page keys move about in it; where it is wider than the screen, left and "
		   "right do too. The command report makes the same for paper and for others."),
	.hints = hints,
	.contexts = IN_SCREEN | IN_REGISTER | IN_TEXT | IN_WIDE,
	.draw = draw,
	.act = act,
	.can = can,
	.work = work,
	.follow = follow,
	.close = close_report,
};

void report_show(struct app *app, const char *title, const struct report_source *source)
{
	struct report_screen *report = memory_new(sizeof(*report));
	struct making making = {.report = report};
	report->screen.ops = &ops;
	report->app = app;
	report->source = *source;
	screen_set_title(&report->screen, title);
	bool whole = work_out(app, title, make, &making);
	if (whole && making.made) {
		show_made(report, &making);
		tui_push(app->tui, &report->screen);
		return;
	}
	if (whole && making.error.kind != ERROR_NONE)
		tui_say_error(app->tui, &making.error);
	text_free(&making.text);
	screen_free(&report->screen);
}

/* ---- the kinds of reports ---- */

struct kind_of_report {
	const struct report_kind *kind;
	struct ref about; /* without an id: all there is */
};

static struct page *make_kind(struct app *app, void *context, struct error *error)
{
	const struct kind_of_report *wanted = context;
	struct glance glance = {0};
	struct page *page;
	if (!glance_open(&glance, app))
		return NULL;
	const struct teller teller = {.session = app->session, .view = glance.view, .reading = glance.reading,
		.rules = &app->rules};
	const struct report_request request = {.session = app->session, .view = glance.view, .shown = true, .years = YEARS};
	page = ref_is_set(wanted->about) ? wanted->kind->page(&teller, wanted->about, error)
					 : wanted->kind->whole(&teller, &request, error);
	glance_close(&glance);
	return page;
}

static void open_report(struct app *app, const struct report_kind *kind, struct ref about)
{
	struct kind_of_report *wanted = memory_new(sizeof(*wanted));
	*wanted = (struct kind_of_report){kind, about};
	report_show(app, _(kind->label), &(struct report_source){make_kind, wanted, free});
}

void report_open(struct app *app, const char *kind, struct ref about)
{
	for (size_t i = 0; report_kinds[i].name != NULL; i++)
		if (strcmp(report_kinds[i].name, kind) == 0)
			open_report(app, &report_kinds[i], about);
}

/* ---- choosing ---- */

static bool is_about(const struct report_kind *kind, uint8_t entity)
{
	if (entity == 0)
		return kind->whole != NULL;
	for (const uint8_t *at = kind->about; kind->page != NULL && *at != 0; at++)
		if (*at == entity)
			return true;
	return false;
}

bool report_can(uint8_t entity)
{
	for (const struct report_kind *kind = report_kinds; kind->name != NULL; kind++)
		if (is_about(kind, entity))
			return true;
	return false;
}

/* What is chosen about is remembered while the window asks: one window at a time. */
static struct ref chosen_about;

static void picked(struct tui *tui, void *owner, uint64_t key)
{
	(void)tui;
	open_report(owner, &report_kinds[key - 1], chosen_about);
}

void report_choose(struct app *app, struct ref about)
{
	const struct list_column columns[] = {
		{.title = _("Report"), .least = 14, .most = 24},
		{.title = _("What it tells"), .least = 16, .priority = 1},
	};
	uint8_t entity = ref_is_set(about) ? about.entity : 0;
	struct choices choices = {0};
	for (size_t i = 0; report_kinds[i].name != NULL; i++)
		if (is_about(&report_kinds[i], entity))
			choices_add(&choices, i + 1, _(report_kinds[i].label), _(report_kinds[i].summary), NULL);
	chosen_about = about;
	tui_pick(app->tui, &(struct picking){
		.title = _("Reports"),
		.columns = columns,
		.column_count = COUNT_OF(columns),
		.choices = choices,
		.picked = picked,
		.owner = app,
	});
}

unsigned act_report(struct tui *tui, enum action_id action)
{
	unsigned done = screen_act(tui_front(tui), action);
	if (done == DONE_NOTHING)
		report_choose(tui_subject(tui), (struct ref){0});
	return DONE_HANDLED;
}
