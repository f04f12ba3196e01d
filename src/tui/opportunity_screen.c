#include "tui/opportunity_screen.h"

#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "tui/canvas.h"
#include "tui/opportunity_tabs.h"
#include "tui/record_deeds.h"
#include "tui/ways.h"
#include "tui/words.h"

enum { TAB_GATE, TAB_ALTERNATIVES, TAB_BENEFITS, TAB_OFFERS, TABS };

struct opportunity_screen {
	struct screen screen;
	struct app *app;
	struct ref ref;
	bool gone;
	size_t current;
	struct gate_tab gate;
	struct word_table tables[TABS]; /* the first is not used */
	size_t counts[TABS];
};

/* `entity` is what a new row is. */
static const struct {
	const char *label;
	uint8_t entity, parent;
	size_t (*read)(struct word_table *table, struct glance *glance, const struct record *opportunity);
} tabs[TABS] = {
	{N_("Gate"), 0, 0, NULL},
	{N_("Alternatives"), E_alternative, F_alternative_opportunity, alternatives_tab_read},
	{N_("Benefits"), E_benefit, F_benefit_opportunity, benefits_tab_read},
	{N_("Offers"), 0, 0, offers_tab_read},
};

static struct opportunity_screen *of(const struct screen *screen)
{
	return (struct opportunity_screen *)(uintptr_t)screen;
}

/* ---- reading ---- */

static void read_tabs(struct opportunity_screen *at, struct glance *glance, const struct record *opportunity)
{
	gate_tab_read(&at->gate, glance, opportunity);
	at->counts[TAB_GATE] = at->gate.missing;
	for (size_t tab = TAB_ALTERNATIVES; tab < TABS; tab++) {
		word_table_clear(&at->tables[tab]);
		at->counts[tab] = tabs[tab].read(&at->tables[tab], glance, opportunity);
		word_table_read(&at->tables[tab]);
	}
}

static void read_opportunity(struct opportunity_screen *at)
{
	struct glance glance = {0};
	struct record opportunity;
	if (!glance_open(&glance, at->app))
		return;
	text_clear(&at->screen.title);
	words_name(&at->screen.title, &glance, at->ref);
	at->gone = !view_record(glance.view, at->ref, &opportunity);
	if (!at->gone)
		read_tabs(at, &glance, &opportunity);
	glance_close(&glance);
}

/* ---- drawing ---- */

static void draw_tabs(const struct opportunity_screen *at, struct area area)
{
	int column = area.column;
	for (size_t tab = 0; tab < TABS; tab++) {
		struct text words = {0};
		text_append_text(&words, _(tabs[tab].label));
		if (at->counts[tab] > 0)
			text_printf(&words, tab == TAB_GATE ? " !%zu" : " %zu", at->counts[tab]);
		column += 2 + canvas_text(area.row, column, area.column + area.columns - column,
			tab == at->current ? ROLE_SELECTED : ROLE_NORMAL, text_slice(&words));
		text_free(&words);
	}
}

static void draw(struct screen *screen, struct area area)
{
	struct opportunity_screen *at = of(screen);
	struct area inside = area_inside(area, 0, 1);
	draw_tabs(at, inside);
	if (at->gone)
		canvas_text(inside.row + 2, inside.column, inside.columns, ROLE_MUTED,
			slice_of(_("This record is no longer in the register.")));
	else if (at->current == TAB_GATE)
		fact_list_draw(&at->gate.list, area_part(inside, 2, 0, inside.rows - 2, inside.columns));
	else
		list_view_draw(&at->tables[at->current].list, area_part(inside, 1, 0, inside.rows - 1, inside.columns), true);
}

/* ---- acting ---- */

static struct list_view *list_of(struct screen *screen)
{
	struct opportunity_screen *at = of(screen);
	return at->current == TAB_GATE ? &at->gate.list.list : &at->tables[at->current].list;
}

/* What a deed is done to: the row's record, else the opportunity. */
static struct ref subject(const struct screen *screen)
{
	const struct opportunity_screen *at = of(screen);
	const struct word_row *row = at->current == TAB_GATE ? NULL : word_table_selected(&at->tables[at->current]);
	return row != NULL && ref_is_set(row->ref) ? row->ref : at->ref;
}

static unsigned open_row(struct opportunity_screen *at)
{
	const struct gate_aim *aim = at->current == TAB_GATE ? gate_tab_selected(&at->gate) : NULL;
	struct ref ref = subject(&at->screen);
	if (aim != NULL)
		gate_aim_do(at->app, at->ref, &(struct gate_aim){aim->kind, aim->stage, aim->way});
	else if (!ref_equal(ref, at->ref))
		open_record(at->app, ref);
	return DONE_HANDLED;
}

static unsigned begin_new(const struct opportunity_screen *at)
{
	const struct gate_way way = {.record = {tabs[at->current].entity, 0}, .under = at->ref,
		.under_field = tabs[at->current].parent};
	if (way.record.entity != 0)
		opportunity_add(at->app, &way);
	else
		record_new_below(at->app, at->ref);
	return DONE_HANDLED;
}

static unsigned act(struct screen *screen, enum action_id action)
{
	struct opportunity_screen *at = of(screen);
	switch ((int)action) {
	case ACTION_OPEN: return open_row(at);
	case ACTION_NEW: return begin_new(at);
	case ACTION_TAB_NEXT: at->current = (at->current + 1) % TABS; return DONE_HANDLED;
	case ACTION_TAB_PREVIOUS: at->current = (at->current + TABS - 1) % TABS; return DONE_HANDLED;
	case ACTION_REPORT: case ACTION_TIMELINE: case ACTION_COSTS: case ACTION_PLAIN:
		return record_act(at->app, at->ref, action);
	case ACTION_EDIT: case ACTION_REMOVE: return record_act(at->app, subject(screen), action);
	default: return DONE_NOTHING;
	}
}

static bool can(const struct screen *screen, enum action_id action)
{
	const struct opportunity_screen *at = of(screen);
	switch ((int)action) {
	case ACTION_NEXT_STEP: case ACTION_RETURN: return false;
	case ACTION_TIMELINE: case ACTION_COSTS: return !at->gone;
	case ACTION_NEW: return !at->gone && record_can_new_below(at->app, at->ref);
	case ACTION_REMOVE: return !ref_equal(subject(screen), at->ref) && record_can(at->app, subject(screen), action);
	default: return record_can(at->app, subject(screen), action);
	}
}

static void follow(struct screen *screen)
{
	read_opportunity(of(screen));
}

static void close_opportunity(struct screen *screen)
{
	struct opportunity_screen *at = of(screen);
	gate_tab_free(&at->gate);
	for (size_t tab = TAB_ALTERNATIVES; tab < TABS; tab++)
		word_table_free(&at->tables[tab]);
	free(at);
}

static const enum action_id hints[] = {ACTION_OPEN, ACTION_TAB_NEXT, ACTION_NEW, ACTION_EDIT, ACTION_COSTS,
	ACTION_REPORT, ACTION_PALETTE, ACTION_CANCEL, ACTION_NONE};

static const struct screen_ops ops = {
	.help = N_("An opportunity on its way. First what can be done now and what is missing before the next gate: Enter "
		   "does the step, or opens the form at what is missing. Tab goes to the alternatives side by side, the benefits and "
		   "the offers."),
	.hints = hints,
	.contexts = IN_SCREEN | IN_REGISTER | IN_RECORD | IN_RECORDS,
	.draw = draw,
	.list = list_of,
	.act = act,
	.can = can,
	.follow = follow,
	.close = close_opportunity,
};

void opportunity_screen_open(struct app *app, struct ref opportunity)
{
	struct opportunity_screen *at = memory_new(sizeof(*at));
	at->screen.ops = &ops;
	at->app = app;
	at->ref = opportunity;
	fact_list_start(&at->gate.list);
	for (size_t tab = TAB_ALTERNATIVES; tab < TABS; tab++)
		word_table_start(&at->tables[tab]);
	read_opportunity(at);
	tui_push(app->tui, &at->screen);
}
