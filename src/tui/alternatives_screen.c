#include "tui/alternatives_screen.h"

#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "model/code.h"
#include "register/alternatives.h"
#include "report/chart.h"
#include "tui/alternative_curves.h"
#include "tui/canvas.h"
#include "tui/cost_screen.h"
#include "tui/list_view.h"
#include "tui/ways.h"
#include "tui/words.h"

struct alternative_row {
	struct ref ref; /* without an id: doing nothing */
	char *label;
	money_t yearly, lcc, net; /* NUMBER_UNSET: not known */
	int64_t even;             /* year; NUMBER_UNSET */
};

struct alternatives_screen {
	struct screen screen;
	struct app *app;
	struct ref about;
	struct text code; /* of the opportunity */
	struct alternative_row rows[CURVES_MOST];
	size_t count;
	money_t largest;
	struct alternative_curves curves;
	struct list_view list;
	struct list_column columns[6];
	int picture;
};

static struct alternatives_screen *of(struct screen *screen)
{
	return (struct alternatives_screen *)screen;
}

/* ---- reading ---- */

static char *label_of(const struct compared *item, size_t place)
{
	struct text label = {0};
	text_printf(&label, "%c  ", alternative_letter(place));
	if (item->nothing)
		text_append_text(&label, _("As it is"));
	else
		text_append(&label, record_text(&item->record, F_alternative_title));
	return text_take(&label);
}

static void add_curve(struct alternative_curves *curves, const struct compared *item)
{
	int64_t *amounts = curves->amounts[curves->count++];
	for (size_t t = 0; t <= COST_YEARS; t++)
		amounts[t] = item->known && t <= item->cost.years ? item->cost.cumulative[t] : NUMBER_UNSET;
	if (item->known && (size_t)item->cost.years + 1 > curves->points)
		curves->points = (size_t)item->cost.years + 1;
}

static void add_row(struct alternatives_screen *screen, const struct compared *item)
{
	const struct alternative_cost *cost = &item->cost;
	struct alternative_row *row = &screen->rows[screen->count];
	*row = (struct alternative_row){
		.label = label_of(item, screen->count),
		.yearly = item->known ? cost->yearly[GUESS_LIKELY] : NUMBER_UNSET,
		.lcc = item->known ? cost->lcc[GUESS_LIKELY] : NUMBER_UNSET,
		.net = item->known && item->benefit_known ? cost->net_mean : NUMBER_UNSET,
		.even = item->known && item->break_even > 0 ? screen->curves.first_year + item->break_even : NUMBER_UNSET,
	};
	if (!item->nothing)
		row->ref = record_self(&item->record);
	screen->count++;
	screen->largest = row->yearly > screen->largest ? row->yearly : screen->largest;
	add_curve(&screen->curves, item);
}

static void forget(struct alternatives_screen *screen)
{
	for (size_t i = 0; i < screen->count; i++)
		free(screen->rows[i].label);
	screen->count = 0;
	screen->largest = 0;
	text_clear(&screen->code);
	screen->curves = (struct alternative_curves){.first_year = day_year(screen->app->session->today),
		.conf = screen->app->session->conf};
}

static void compare(struct alternatives_screen *screen, const struct view *view, const struct record *opportunity)
{
	struct comparison comparison;
	const struct session *session = screen->app->session;
	struct cost_reader *reader = cost_reader_new(view, session->conf, session->today);
	comparison_read(&comparison, reader, opportunity);
	for (size_t i = 0; i < comparison.count && i < CURVES_MOST; i++)
		add_row(screen, &comparison.items[i]);
	comparison_free(&comparison);
	cost_reader_free(&reader);
	code_append(&screen->code, opportunity);
}

static void read_alternatives(struct alternatives_screen *screen)
{
	struct glance glance = {0};
	struct record opportunity;
	forget(screen);
	if (glance_open(&glance, screen->app) && view_record(glance.view, screen->about, &opportunity))
		compare(screen, glance.view, &opportunity);
	glance_close(&glance);
	list_view_changed(&screen->list);
}

/* ---- the list ---- */

static size_t row_count(void *owner)
{
	return ((const struct alternatives_screen *)owner)->count;
}

static void append_amount(struct text *out, money_t amount)
{
	if (amount == NUMBER_UNSET)
		text_append_text(out, _("unknown"));
	else
		teller_amount(out, scaled(amount, 1, 100) * 100);
}

static void cell(void *owner, size_t row, size_t column, struct text *out, enum role *role)
{
	const struct alternatives_screen *screen = owner;
	const struct alternative_row *at = &screen->rows[row];
	enum chart_style style = canvas_chart_style();
	(void)role;
	switch (column) {
	case 0: text_append_text(out, at->label); break;
	case 1: chart_bar(out, style, at->yearly, screen->largest, screen->picture); break;
	case 2: append_amount(out, at->yearly); break;
	case 3:
		if (at->even != NUMBER_UNSET)
			text_printf(out, "%lld", (long long)at->even);
		break;
	case 4: append_amount(out, at->lcc); break;
	default: append_amount(out, at->net); break;
	}
}

static const struct list_source source = {.count = row_count, .cell = cell};

#define LABEL_NARROW 26
#define LABEL 40
#define AMOUNT 13
#define EVEN 10
#define WIDE_FROM 120
#define MARGIN 2
#define GAP 2

static void set_columns(struct alternatives_screen *screen, int available)
{
	int name = available < 100 ? LABEL_NARROW : LABEL, beside = available < WIDE_FROM ? 0 : 2;
	int rest = available - MARGIN - name - (1 + beside) * (AMOUNT + GAP) - (EVEN + GAP) - GAP;
	screen->picture = int_clamp(rest, 4, 60);
	const struct list_column columns[] = {
		{.title = _("Alternative"), .least = name, .most = name},
		{.title = "", .least = screen->picture, .most = screen->picture, .priority = 3},
		{.title = _("Cost a year"), .least = AMOUNT, .most = AMOUNT, .right = true},
		{.title = _("Paid back"), .least = EVEN, .most = EVEN, .priority = 1, .right = true},
		{.title = _("Over its life"), .least = beside ? AMOUNT : available, .most = beside ? AMOUNT : available,
			.priority = 4, .right = true},
		{.title = _("Net benefit"), .least = beside ? AMOUNT : available, .most = beside ? AMOUNT : available,
			.priority = 5, .right = true},
	};
	for (size_t i = 0; i < COUNT_OF(columns); i++) {
		screen->columns[i] = columns[i];
		screen->columns[i].unsorted = true;
	}
}

/* ---- the screen ---- */

static struct list_view *list_of(struct screen *screen)
{
	return &of(screen)->list;
}

#define LIST_MORE 3 /* a header, the filter's line and a blank one */

/* The curves have what the rows leave, where that is enough to see something in. */
static void draw(struct screen *screen, struct area area)
{
	struct alternatives_screen *alternatives = of(screen);
	struct area inside = area_inside(area, 0, 1);
	int rows = (int)alternatives->count + LIST_MORE;
	bool drawn = inside.rows - rows >= CURVES_ROWS;
	set_columns(alternatives, inside.columns);
	list_view_draw(&alternatives->list, area_part(inside, 0, 0, drawn ? rows : inside.rows, inside.columns), true);
	if (drawn)
		alternative_curves_draw(&alternatives->curves, area_part(inside, rows, 0, inside.rows - rows, inside.columns));
}

/* An alternative is its own record; going on as it is, the systems that it is made from. */
static unsigned open_selected(struct alternatives_screen *screen)
{
	struct text where = {0};
	if (!list_view_has_selected(&screen->list))
		return DONE_HANDLED;
	struct ref ref = screen->rows[screen->list.selected].ref;
	if (ref_is_set(ref)) {
		open_record(screen->app, ref);
		return DONE_HANDLED;
	}
	text_printf(&where, "opportunity = \"%s\"", screen->code.data);
	open_listing(screen->app, &(struct listing){.entity = E_opportunity_system, .title = _("Systems as they are"),
		.where = text_slice(&where)});
	text_free(&where);
	return DONE_HANDLED;
}

static unsigned act(struct screen *screen, enum action_id action)
{
	if (action == ACTION_OPEN)
		return open_selected(of(screen));
	if (action != ACTION_PLAIN)
		return DONE_NOTHING;
	cost_screen_plain(of(screen)->app, of(screen)->about);
	return DONE_HANDLED;
}

static void follow(struct screen *screen)
{
	screen_set_title(screen, _("Alternatives"));
	read_alternatives(of(screen));
}

static void close_alternatives(struct screen *screen)
{
	forget(of(screen));
	text_free(&of(screen)->code);
	list_view_free(&of(screen)->list);
	free(screen);
}

static const enum action_id hints[] = {ACTION_OPEN, ACTION_PLAIN, ACTION_PALETTE, ACTION_CANCEL, ACTION_NONE};

static const struct screen_ops ops = {
	.help = N_("The alternatives beside going on as it is: what each costs a year over its own life, when it has paid for "
		   "itself, and below it the curves of cost less benefit, told apart by their letters. Enter opens the "
		   "alternative; of going on as it is, the systems that it is made from."),
	.hints = hints,
	.contexts = IN_SCREEN | IN_REGISTER | IN_COSTS,
	.draw = draw,
	.list = list_of,
	.act = act,
	.follow = follow,
	.close = close_alternatives,
};

void alternatives_open(struct app *app, struct ref opportunity)
{
	struct alternatives_screen *screen = memory_new(sizeof *screen);
	screen->screen.ops = &ops;
	screen->app = app;
	screen->about = opportunity;
	screen_set_title(&screen->screen, _("Alternatives"));
	set_columns(screen, 80);
	list_view_start(&screen->list, &source, screen, screen->columns, COUNT_OF(screen->columns));
	read_alternatives(screen);
	tui_push(app->tui, &screen->screen);
}
