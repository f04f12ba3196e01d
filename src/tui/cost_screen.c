#include "tui/cost_screen.h"

#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "model/schema.h"
#include "report/cost_report.h"
#include "report/cost_words.h"
#include "tui/alternatives_screen.h"
#include "tui/canvas.h"
#include "tui/cost_rows.h"
#include "tui/list_view.h"
#include "tui/plain_view.h"
#include "tui/words.h"

struct cost_screen {
	struct screen screen;
	struct app *app;
	struct ref about;
	struct cost_rows rows;
	struct error error; /* why there are none */
	struct list_view list;
	struct list_column columns[4];
	int picture; /* columns of it */
};

static struct cost_screen *of(struct screen *screen)
{
	return (struct cost_screen *)screen;
}

bool cost_screen_can(uint8_t entity)
{
	return entity == E_system || entity == E_service || entity == E_opportunity;
}

/* ---- the list ---- */

static size_t row_count(void *owner)
{
	return ((const struct cost_screen *)owner)->rows.count;
}

static enum row_kind kind(void *owner, size_t row)
{
	return ((const struct cost_screen *)owner)->rows.items[row].heading ? ROW_HEADING : ROW_ITEM;
}

static void cell(void *owner, size_t row, size_t column, struct text *out, enum role *role)
{
	const struct cost_screen *screen = owner;
	const struct cost_row_shown *at = &screen->rows.items[row];
	char buffer[NUMBER_TEXT_SIZE];
	(void)role;
	if (column == 0)
		text_append_text(out, at->label);
	else if (column == 1)
		cost_rows_draw(out, &screen->rows, row, screen->picture, canvas_chart_style());
	else if (column == 2 && at->amount != NUMBER_UNSET)
		teller_amount(out, scaled(at->amount, 1, 100) * 100);
	else if (column == 3 && at->estimated != NUMBER_UNSET)
		text_printf(out, "%s %%", percent_local_text((at->estimated + 50) / 100 * 100, buffer));
}

static const struct list_source source = {.count = row_count, .cell = cell, .kind = kind};

#define LABEL 36
#define LABEL_NARROW 26
#define PICTURE_MOST 80
#define AMOUNT 14
#define ESTIMATED 10
#define MARGIN 2
#define GAP 2

/* The picture has what the others leave. */
static void set_columns(struct cost_screen *screen, int available)
{
	int name = available < 84 ? LABEL_NARROW : LABEL, rest = available - MARGIN - name - AMOUNT - ESTIMATED - 3 * GAP;
	screen->picture = int_clamp(rest, 4, PICTURE_MOST);
	screen->columns[0] = (struct list_column){.title = _("What"), .least = name, .most = name};
	screen->columns[1] = (struct list_column){.title = "", .least = screen->picture, .most = screen->picture,
		.priority = 1};
	screen->columns[2] = (struct list_column){.title = _("Amount"), .least = AMOUNT, .most = AMOUNT, .right = true};
	screen->columns[3] = (struct list_column){.title = _("Estimated"), .least = ESTIMATED, .most = ESTIMATED,
		.right = true, .priority = 2};
	for (size_t i = 0; i < COUNT_OF(screen->columns); i++)
		screen->columns[i].unsorted = true;
}

/* ---- reading ---- */

static void read_costs(struct cost_screen *screen)
{
	struct glance glance = {0};
	screen->error = (struct error){0};
	if (!glance_open(&glance, screen->app))
		return;
	cost_rows_read(&screen->rows, glance.view, screen->app->session, screen->about, &screen->error);
	glance_close(&glance);
	screen->list.empty = screen->error.kind != ERROR_NONE
		? screen->error.text
		: _("No cost is known. Add the costs of a year: n in the tab Costs of the record.");
	list_view_changed(&screen->list);
}

static void follow(struct screen *screen)
{
	screen_set_title(screen, _("Costs"));
	read_costs(of(screen));
}

/* ---- the screen ---- */

static struct list_view *list_of(struct screen *screen)
{
	return &of(screen)->list;
}

static void draw(struct screen *screen, struct area area)
{
	struct area inside = area_inside(area, 0, 1);
	set_columns(of(screen), inside.columns);
	list_view_draw(&of(screen)->list, inside, true);
}

static unsigned open_selected(struct cost_screen *screen)
{
	if (!list_view_has_selected(&screen->list))
		return DONE_HANDLED;
	const struct cost_row_shown *row = &screen->rows.items[screen->list.selected];
	if (row->opens)
		cost_lines_open(screen->app, row->label, screen->about, &row->choice);
	return DONE_HANDLED;
}

void cost_screen_plain(struct app *app, struct ref about)
{
	struct glance glance = {0};
	struct error error = {0};
	if (!glance_open(&glance, app))
		return;
	const struct teller teller = words_teller(&glance);
	struct page *page = report_cost(&teller, about, &error);
	glance_close(&glance);
	plain_show_page(app->tui, page, &error);
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

static const char *hint(const struct screen *screen, enum action_id action)
{
	(void)screen;
	return action == ACTION_OPEN ? _("The rows of it") : NULL;
}

static void close_costs(struct screen *screen)
{
	cost_rows_free(&of(screen)->rows);
	list_view_free(&of(screen)->list);
	free(screen);
}

static const enum action_id hints[] = {ACTION_OPEN, ACTION_PAGE_DOWN, ACTION_PLAIN, ACTION_PALETTE, ACTION_CANCEL,
	ACTION_NONE};

static const struct screen_ops ops = {
	.help = N_("What it costs over the years to come. The bars of the years are made of the parts that are named above "
		   "them; beside each sum stands how much of it is estimated. Enter opens the rows that a sum is made of."),
	.hints = hints,
	.contexts = IN_SCREEN | IN_REGISTER | IN_COSTS,
	.draw = draw,
	.list = list_of,
	.act = act,
	.hint = hint,
	.follow = follow,
	.close = close_costs,
};

void cost_screen_open(struct app *app, struct ref about)
{
	if (about.entity == E_opportunity) {
		alternatives_open(app, about);
		return;
	}
	struct cost_screen *screen = memory_new(sizeof *screen);
	screen->screen.ops = &ops;
	screen->app = app;
	screen->about = about;
	screen_set_title(&screen->screen, _("Costs"));
	set_columns(screen, 80);
	list_view_start(&screen->list, &source, screen, screen->columns, COUNT_OF(screen->columns));
	read_costs(screen);
	tui_push(app->tui, &screen->screen);
}
