/* My desk: the first screen. What is to be decided, put right and filled in, each row leading to what it is about and
 * each number to what it counts. */
#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "tui/canvas.h"
#include "tui/desk_gather.h"
#include "tui/list_view.h"
#include "tui/record_deeds.h"
#include "tui/ways.h"
#include "tui/words.h"

#define FIRST_SCAN 5 /* milliseconds before the first picture */
#define SCAN 8
#define NARROW 50 /* columns: the day stands in the second row too, what it is about does not */

/* A row of the screen. */
struct desk_row {
	enum row_kind kind;
	enum desk_section section;
	size_t item;  /* in the section; SIZE_MAX: the row that leads to all of them */
};

struct desk {
	struct screen screen;
	struct app *app;
	struct desk_facts facts;
	struct desk_row *rows;
	size_t count, capacity;
	int height; /* that the rows were chosen for */
	bool unfolded[DESK_SECTIONS]; /* all that is held is shown */
	struct list_view list;
	struct list_column columns[3];
	uint64_t seen;
	unsigned words_turned;
};

static const char *section_title(enum desk_section section)
{
	switch (section) {
	case DESK_DECIDE: return _("Decide");
	case DESK_ACT: return _("Put right");
	case DESK_FILL: return _("Review and fill in");
	case DESK_ANSWERS: return _("Answers to you");
	default: return _("New since the last audit");
	}
}

/* ---- which rows are shown ---- */

static void add_row(struct desk *desk, enum row_kind kind, enum desk_section section, size_t item)
{
	memory_grow(&desk->rows, &desk->capacity, desk->count, sizeof(*desk->rows));
	desk->rows[desk->count++] = (struct desk_row){kind, section, item};
}

/* What fits where every section has its share: a third of the height for decisions, a little less for the rest. */
static size_t room_for(const struct desk *desk, enum desk_section section)
{
	int share = section == DESK_DECIDE ? desk->height / 5 : section == DESK_ACT ? desk->height / 6 : desk->height / 9;
	return (size_t)int_clamp(share, 2, DESK_DECISIONS);
}

static void add_section(struct desk *desk, enum desk_section section)
{
	const struct desk_items *items = &desk->facts.sections[section];
	size_t room = room_for(desk, section), shown = items->count;
	if (items->count == 0)
		return;
	if (items->all > room + 1 && !desk->unfolded[section])
		shown = room < items->count ? room : items->count;
	add_row(desk, ROW_HEADING, section, SIZE_MAX);
	for (size_t i = 0; i < shown; i++) {
		add_row(desk, ROW_ITEM, section, i);
		if (items->items[i].detail != NULL)
			add_row(desk, ROW_DETAIL, section, i);
	}
	if (shown < items->all)
		add_row(desk, ROW_ITEM, section, SIZE_MAX);
}

static void choose_rows(struct desk *desk)
{
	desk->count = 0;
	for (enum desk_section section = 0; section < DESK_SECTIONS; section++)
		add_section(desk, section);
	if (desk->facts.run.there) {
		add_row(desk, ROW_HEADING, DESK_NEWS, SIZE_MAX);
		add_row(desk, ROW_ITEM, DESK_NEWS, SIZE_MAX);
	}
	list_view_changed(&desk->list);
}

/* ---- the list's rows ---- */

static const struct desk_item *item_at(const struct desk *desk, size_t row)
{
	const struct desk_row *at = &desk->rows[row];
	return at->item == SIZE_MAX ? NULL : &desk->facts.sections[at->section].items[at->item];
}

static size_t count(void *owner)
{
	return ((struct desk *)owner)->count;
}

static void append_all(struct text *out, const struct desk *desk, enum desk_section section)
{
	text_append_text(out, "  ");
	if (section == DESK_NEWS)
		text_printf(out, _("%lld new to put right"), (long long)desk->facts.run.fresh);
	else
		text_printf(out, _("All %llu"), (unsigned long long)desk->facts.sections[section].all);
}

static void append_heading(struct text *out, const struct desk *desk, enum desk_section section)
{
	uint64_t all = desk->facts.sections[section].all;
	text_append_text(out, section_title(section));
	if (all > 0)
		text_printf(out, " %llu", (unsigned long long)all);
}

static void cell(void *owner, size_t row, size_t column, struct text *out, enum role *role)
{
	const struct desk *desk = owner;
	const struct desk_row *at = &desk->rows[row];
	const struct desk_item *item = item_at(desk, row);
	if (at->kind == ROW_HEADING) {
		append_heading(out, desk, at->section);
	} else if (at->kind == ROW_DETAIL) {
		text_append_text(out, item->detail);
	} else if (item == NULL && column == 0) {
		append_all(out, desk, at->section);
		*role = ROLE_MUTED;
	} else if (item != NULL) {
		text_append_text(out, column == 0 ? item->name : column == 1 ? item->what : item->when);
		*role = column == 1 ? item->role : ROLE_NORMAL; /* the name moves with the cursor: plain is few bytes */
	}
}

static uint64_t key(void *owner, size_t row)
{
	const struct desk *desk = owner;
	const struct desk_item *item = item_at(desk, row);
	uint64_t section = (uint64_t)desk->rows[row].section + 1;
	return item == NULL ? section << 48 : section << 48 | (uint64_t)item->ref.entity << 40 | item->ref.id;
}

static size_t find(void *owner, uint64_t wanted)
{
	const struct desk *desk = owner;
	for (size_t row = 0; row < desk->count; row++)
		if (desk->rows[row].kind == ROW_ITEM && key(owner, row) == wanted)
			return row;
	return SIZE_MAX;
}

static enum row_kind kind(void *owner, size_t row)
{
	return ((struct desk *)owner)->rows[row].kind;
}

static const struct list_source source = {.count = count, .cell = cell, .key = key, .find = find, .kind = kind};

/* ---- reading ---- */

static void set_columns(struct desk *desk)
{
	desk->columns[0] = (struct list_column){.title = "", .least = 16, .most = 34};
	desk->columns[1] = (struct list_column){.title = "", .least = 14, .most = 50, .priority = 2};
	desk->columns[2] = (struct list_column){.title = "", .most = 26, .priority = 1, .right = true};
	desk->list.empty = _("Nothing asks for you just now.");
}

static void tell(struct desk *desk, struct glance *glance)
{
	desk_facts_tell(&desk->facts, glance);
	choose_rows(desk);
}

static void read_desk(struct desk *desk)
{
	struct glance glance = {0};
	if (!glance_open(&glance, desk->app))
		return;
	desk_facts_read(&desk->facts, desk->app, &glance);
	desk_facts_scan(&desk->facts, &glance, FIRST_SCAN);
	tell(desk, &glance);
	glance_close(&glance);
}

static bool work(struct screen *screen)
{
	struct desk *desk = (struct desk *)screen;
	struct glance glance = {0};
	if (!desk->facts.scanning || !glance_open(&glance, desk->app))
		return false;
	if (!desk_facts_scan(&desk->facts, &glance, SCAN))
		tell(desk, &glance);
	glance_close(&glance);
	return desk->facts.scanning;
}

static unsigned woken(struct screen *screen)
{
	struct desk *desk = (struct desk *)screen;
	bool turned = desk->words_turned != desk->app->words_turned;
	desk->words_turned = desk->app->words_turned;
	if (app_has_moved(desk->app, &desk->seen) || turned)
		read_desk(desk);
	return DONE_HANDLED;
}

/* ---- the screen ---- */

/* The way begins here: no crumb, the title stands in its own line. */
static const char *title(struct screen *screen)
{
	(void)screen;
	return "";
}

static unsigned contexts(const struct screen *screen)
{
	(void)screen;
	return IN_SCREEN | IN_REGISTER | IN_LIST;
}

static void append_status(struct text *out, const struct desk *desk)
{
	const struct desk_run *run = &desk->facts.run;
	char buffer[MOMENT_TEXT_SIZE], day[DAY_TEXT_SIZE];
	if (desk->facts.scanning)
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
	if ((int)text_width(text_slice(&status)) + 2 <= inside.columns - used)
		canvas_text_right(inside.row, inside.column + used, inside.columns - used, ROLE_MUTED, text_slice(&status));
	struct area rows = area_part(inside, 1, 0, inside.rows - 1, inside.columns);
	bool narrow = inside.columns < NARROW;
	desk->columns[1].priority = narrow ? 1 : 2;
	desk->columns[2].priority = narrow ? 2 : 1;
	desk->columns[2].most = int_clamp(inside.columns * 13 / 40, 25, 60);
	desk->columns[0].most = int_clamp(inside.columns * 3 / 10, 16, 44);
	if (rows.rows != desk->height) {
		desk->height = rows.rows;
		choose_rows(desk);
	}
	list_view_draw(&desk->list, rows, true);
	text_free(&status);
}

static void open_news(struct desk *desk)
{
	struct text where = {0};
	text_printf(&where, "since_run > %u and (not known_at_start or known_at_start is unset)", desk->facts.run.before);
	open_findings(desk->app, _("New"), text_slice(&where));
	text_free(&where);
}

/* The list that the section is the beginning of. */
static void open_section(struct desk *desk, enum desk_section section)
{
	struct app *app = desk->app;
	struct text mine = {0};
	const struct desk_items *items = &desk->facts.sections[section];
	if (section != DESK_NEWS && section != DESK_ACT && items->count == items->all) {
		desk->unfolded[section] = true;
		choose_rows(desk);
	} else if (section == DESK_NEWS) {
		open_news(desk);
	} else if (section == DESK_DECIDE) {
		open_listing(app, &(struct listing){
			.entity = app->business ? E_service : E_system,
			.title = _("To decide"),
			.columns = app->business ? SLICE("name,decide_state,decide_by,gap,unit")
						 : SLICE("name,decide_state,decide_by,decide_trigger,trigger_day,gap,unit"),
			.where = SLICE("decide_state in (passed, now, soon)"),
			.sort = SLICE("decide_state,decide_by"),
		});
	} else if (section == DESK_ACT) {
		text_printf(&mine, "person = PRS-%04u", app->session->actor);
		open_findings(app, _("Put right"), desk->facts.mine ? text_slice(&mine) : SLICE(""));
	} else {
		open_listing(app, &(struct listing){.entity = section == DESK_FILL ? E_system : E_opportunity});
	}
	text_free(&mine);
}

static unsigned open_row(struct desk *desk)
{
	if (!list_view_has_selected(&desk->list))
		return DONE_HANDLED;
	const struct desk_row *row = &desk->rows[desk->list.selected];
	const struct desk_item *item = item_at(desk, desk->list.selected);
	if (item == NULL)
		open_section(desk, row->section);
	else if (item->listed != 0)
		open_findings(desk->app, _("To put right"), slice_of(item->where));
	else if (item->form && record_can(desk->app, item->ref, ACTION_EDIT))
		record_fill_in(desk->app, item->ref);
	else
		open_record(desk->app, item->ref);
	return DONE_HANDLED;
}

static unsigned act(struct screen *screen, enum action_id action)
{
	struct desk *desk = (struct desk *)screen;
	return action == ACTION_OPEN ? open_row(desk) : list_view_act(&desk->list, action);
}

static bool can(const struct screen *screen, enum action_id action)
{
	const struct desk *desk = (const void *)screen;
	struct ref none = {0};
	return action != ACTION_GO_DESK && list_view_can(&desk->list, action) && record_can(desk->app, none, action);
}

static unsigned point(struct screen *screen, int row, int column)
{
	struct desk *desk = (struct desk *)screen;
	return list_view_point(&desk->list, row, column) ? open_row(desk) : DONE_HANDLED;
}

static void close_desk(struct screen *screen)
{
	struct desk *desk = (struct desk *)screen;
	desk_facts_free(&desk->facts);
	list_view_free(&desk->list);
	free(desk->rows);
	free(desk);
}

static const enum action_id hints[] = {
	ACTION_OPEN, ACTION_NEED, ACTION_FIND, ACTION_PALETTE, ACTION_WORDS, ACTION_GO_SYSTEMS, ACTION_GO_FINDINGS,
	ACTION_GO_ALL, ACTION_UNDO, ACTION_NONE,
};

static const struct screen_ops ops = {
	.help = N_("What asks for you: decisions with the last day on which there is still a choice, things to put right, "
		   "facts to fill in. Enter opens the row; g and a letter goes elsewhere; : lists everything that can be "
		   "done."),
	.hints = hints,
	.title = title,
	.contexts = contexts,
	.draw = draw,
	.act = act,
	.can = can,
	.point = point,
	.work = work,
	.woken = woken,
	.close = close_desk,
};

void open_desk(struct app *app)
{
	struct desk *desk = memory_new(sizeof(*desk));
	desk->screen.ops = &ops;
	desk->app = app;
	desk->seen = app->sequence;
	desk->words_turned = app->words_turned;
	desk->height = 20;
	set_columns(desk);
	list_view_start(&desk->list, &source, desk, desk->columns, COUNT_OF(desk->columns));
	desk->list.bare = true;
	read_desk(desk);
	tui_push(app->tui, &desk->screen);
}
