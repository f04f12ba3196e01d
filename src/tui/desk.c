/* My desk: the first screen. What is to be decided, put right and filled in, each row leading to what it is about and
 * each number to what it counts. */
#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "tui/canvas.h"
#include "tui/desk_rows.h"
#include "tui/health_page.h"
#include "tui/question_screen.h"
#include "tui/record_deeds.h"
#include "tui/report_screen.h"
#include "tui/review_screen.h"
#include "tui/service_screen.h"
#include "tui/ways.h"
#include "tui/words.h"

#define FIRST_SCAN 2 /* milliseconds before the first picture */
#define SCAN 8
#define NARROW 50 /* columns: the day stands in the second row too, what it is about does not */

struct desk {
	struct screen screen;
	struct app *app;
	struct desk_facts facts;
	struct desk_rows rows;
	struct list_view list;
	struct list_column columns[3];
	bool working; /* there is more to look through, or to count */
};

/* ---- reading ---- */

static void set_columns(struct desk *desk)
{
	desk->columns[0] = (struct list_column){.title = "", .least = 16, .most = 34};
	desk->columns[1] = (struct list_column){.title = "", .least = 14, .most = 50, .priority = 2};
	desk->columns[2] = (struct list_column){.title = "", .most = 26, .priority = 1, .right = true};
	desk->list.empty = _("Nothing asks for you just now.");
}

static void choose_rows(struct desk *desk)
{
	desk_rows_choose(&desk->rows);
	list_view_changed(&desk->list);
}

static void tell(struct desk *desk, const struct teller *teller)
{
	desk_facts_tell(&desk->facts, teller);
	choose_rows(desk);
}

static void read_desk(struct desk *desk)
{
	struct glance glance = {0};
	if (!glance_open(&glance, desk->app))
		return;
	const struct teller teller = words_teller(&glance);
	const struct desk_asked asked = {.business = desk->app->business, .since = desk->app->since,
		.more = _(" · Enter shows more")};
	desk_facts_read(&desk->facts, &teller, &asked);
	desk->working = desk_facts_scan(&desk->facts, &teller, FIRST_SCAN);
	tell(desk, &teller);
	glance_close(&glance);
}

static bool work(struct screen *screen)
{
	struct desk *desk = (struct desk *)screen;
	struct glance glance = {0};
	if (!desk->working || !glance_open(&glance, desk->app))
		return false;
	const struct teller teller = words_teller(&glance);
	desk->working = desk_facts_scan(&desk->facts, &teller, SCAN);
	if (!desk->working) {
		tell(desk, &teller);
		tui_redraw(screen->tui);
	}
	glance_close(&glance);
	return desk->working;
}

static void follow(struct screen *screen)
{
	read_desk((struct desk *)screen);
}

/* ---- the screen ---- */

static struct list_view *list_of(struct screen *screen)
{
	return &((struct desk *)screen)->list;
}

static void append_status(struct text *out, const struct desk *desk)
{
	const struct desk_run *run = &desk->facts.run;
	char buffer[MOMENT_TEXT_SIZE], day[DAY_TEXT_SIZE];
	if (desk->working)
		text_printf(out, "%s  ", _("counting …"));
	if (!run->there) {
		text_append_text(out, _("no nightly audit yet"));
		return;
	}
	moment_local_text(run->ended, buffer);
	if (moment_day(run->ended) == desk->app->session->today)
		text_printf(out, _("audit today %s"), buffer + 11);
	else
		text_printf(out, _("audit %.10s"), buffer);
	if (run->catalogue != DAY_UNSET)
		text_printf(out, _(" · catalogue %s"), day_text(run->catalogue, day));
}

/* Whose desk it is: one's own, or the whole register's. */
static const char *desk_title(const struct desk *desk)
{
	return desk->facts.mine ? _("My desk") : _("My desk: the whole register");
}

static void draw(struct screen *screen, struct area area)
{
	struct desk *desk = (struct desk *)screen;
	struct area inside = area_inside(area, 0, 1);
	struct text status = {0};
	int used = canvas_text(inside.row, inside.column, inside.columns, ROLE_TITLE, slice_of(desk_title(desk)));
	append_status(&status, desk);
	if (canvas_width(text_slice(&status)) + 2 <= inside.columns - used)
		canvas_text_right(inside.row, inside.column + used, inside.columns - used, ROLE_MUTED, text_slice(&status));
	struct area rows = area_part(inside, 1, 0, inside.rows - 1, inside.columns);
	bool narrow = inside.columns < NARROW;
	desk->columns[1].priority = narrow ? 1 : 2;
	desk->columns[2].priority = narrow ? 2 : 1;
	desk->columns[2].most = int_clamp(inside.columns * 13 / 40, 25, 60);
	desk->columns[0].most = int_clamp(inside.columns * 3 / 10, 16, 44);
	if (rows.rows != desk->rows.height || rows.columns != desk->rows.columns) {
		desk->rows.height = rows.rows;
		desk->rows.columns = rows.columns;
		choose_rows(desk);
	}
	list_view_draw(&desk->list, rows, true);
	text_free(&status);
}

/* Of the whole register nothing: then all is meant. */
static void append_own(struct desk *desk, struct text *where)
{
	struct glance glance = {0};
	if (!desk->facts.mine || !glance_open(&glance, desk->app))
		return;
	const struct teller teller = words_teller(&glance);
	desk_append_own_condition(where, &teller);
	glance_close(&glance);
}

/* The list that the section is the beginning of. */
static void open_section(struct desk *desk, enum desk_section section)
{
	struct app *app = desk->app;
	struct text mine = {0};
	const struct desk_items *items = &desk->facts.sections[section];
	if (section == DESK_QUESTIONS) {
		open_questions(app, QUESTION_DECIDE);
	} else if (section != DESK_ACT && items->count == items->all) {
		desk->rows.unfolded[section] = true;
		choose_rows(desk);
	} else if (section == DESK_DECIDE) {
		open_listing(app, &(struct listing){
			.entity = app->business ? E_service : E_system,
			.title = _("To decide"),
			.columns = app->business ? SLICE("name,decide_state,decide_by,gap,unit")
						 : SLICE("name,decide_state,decide_by,decide_trigger,trigger_day,gap,unit"),
			.where = SLICE("decide_state in (passed, now, soon)"),
			.sort = SLICE("decide_state,decide_by"),
			.name = "decide",
		});
	} else if (section == DESK_ACT) {
		append_own(desk, &mine);
		open_findings(app, _("Put right"), text_slice(&mine));
	} else {
		open_listing(app, &(struct listing){.entity = section == DESK_FILL ? E_system
		                                            : section == DESK_ASKED ? E_activity : E_opportunity});
	}
	text_free(&mine);
}

/* What it counts; while it is being counted, the questions. */
static void open_answer(struct desk *desk, const struct desk_item *item)
{
	const struct reply *answer = desk_answer(&desk->facts, item);
	if (answer != NULL)
		open_reply(desk->app, answer);
	else
		open_questions(desk->app, (enum question)(item->answer - 1));
}

/* The list that a row counts is called what the row says. */
static void open_listed(struct desk *desk, enum desk_section section, const struct desk_item *item)
{
	struct text title = {0};
	if (section == DESK_ACT)
		text_append_text(&title, _("To put right"));
	else if (section == DESK_ASKED)
		text_append_text(&title, _("Proposals to receive"));
	else
		words_capital(&title, slice_of(item->what[0] != '\0' ? item->what : item->name));
	if (item->listed == E_finding)
		open_findings(desk->app, title.data, slice_of(item->where));
	else
		open_listing(desk->app, &(struct listing){
			.entity = item->listed, .title = title.data, .where = slice_of(item->where)});
	text_free(&title);
}

static unsigned open_row(struct desk *desk)
{
	if (!list_view_has_selected(&desk->list))
		return DONE_HANDLED;
	const struct desk_row *row = &desk->rows.rows[desk->list.selected];
	const struct desk_item *item = desk_rows_item(&desk->rows, desk->list.selected);
	if (item == NULL)
		open_section(desk, row->section);
	else if (row->section == DESK_QUESTIONS)
		open_answer(desk, item);
	else if (row->section == DESK_HEALTH)
		open_health(desk->app);
	else if (item->report != NULL)
		report_open(desk->app, item->report, (struct ref){0});
	else if (item->changes)
		open_changes(desk->app, &desk->facts.changes);
	else if (item->listed != 0)
		open_listed(desk, row->section, item);
	else if (item->form && record_can(desk->app, item->ref, ACTION_EDIT))
		record_fill_in(desk->app, item->ref);
	else if (item->ref.entity == E_service)
		service_screen_open(desk->app, item->ref);
	else if (item->ref.entity == E_review)
		review_screen_open(desk->app, item->ref);
	else
		open_record(desk->app, item->ref);
	return DONE_HANDLED;
}

static unsigned act(struct screen *screen, enum action_id action)
{
	return action == ACTION_OPEN ? open_row((struct desk *)screen) : DONE_NOTHING;
}

static bool can(const struct screen *screen, enum action_id action)
{
	const struct desk *desk = (const void *)screen;
	struct ref none = {0};
	return action != ACTION_GO_DESK && record_can(desk->app, none, action);
}

static void close_desk(struct screen *screen)
{
	struct desk *desk = (struct desk *)screen;
	desk_facts_free(&desk->facts);
	list_view_free(&desk->list);
	desk_rows_free(&desk->rows);
	free(desk);
}

static const enum action_id hints[] = {
	ACTION_OPEN, ACTION_NEED, ACTION_SEARCH, ACTION_PALETTE, ACTION_WORDS, ACTION_GO_SYSTEMS, ACTION_GO_FINDINGS,
	ACTION_GO_ALL, ACTION_UNDO, ACTION_NONE,
};

static const struct screen_ops ops = {
	.help = N_("What asks for you: decisions with the last day on which there is still a choice, things to put right, "
		   "facts to fill in. Enter opens the row; g and a letter goes elsewhere; : lists everything that can be "
		   "done."),
	.hints = hints,
	.contexts = IN_SCREEN | IN_REGISTER,
	.draw = draw,
	.list = list_of,
	.act = act,
	.can = can,
	.work = work,
	.follow = follow,
	.close = close_desk,
};

void open_desk(struct app *app)
{
	struct desk *desk = memory_new(sizeof(*desk));
	desk->screen.ops = &ops;
	desk->app = app;
	desk->rows = (struct desk_rows){.facts = &desk->facts, .height = 20, .columns = 78};
	set_columns(desk);
	list_view_start(&desk->list, &desk_rows_source, &desk->rows, desk->columns, COUNT_OF(desk->columns));
	desk->list.bare = true;
	read_desk(desk);
	tui_push(app->tui, &desk->screen);
}
