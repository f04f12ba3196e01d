/* Incidents: what comes again and has no problem behind it, what is open, the problems, and what lies behind it all. */
#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "register/problems.h"
#include "report/change_report.h"
#include "report/telling.h"
#include "tui/dialog.h"
#include "tui/plan_screen.h"
#include "tui/report_screen.h"
#include "tui/words.h"

#define SHARES SIZE_MAX /* the number of the row that leads to the report */

static const char *days_between(struct text *out, day_t from, day_t to)
{
	char first[DAY_TEXT_SIZE], last[DAY_TEXT_SIZE];
	text_clear(out);
	text_append_text(out, day_text(from, first));
	if (to != DAY_UNSET && to != from)
		text_printf(out, "–%s", day_text(to, last) + (day_year(from) == day_year(to) ? 5 : 0));
	return out->data;
}

/* ---- what comes again ---- */

static void add_pattern(struct plan_screen *plan, const struct teller *teller, const struct incident_patterns *patterns,
	const struct incident_pattern *pattern)
{
	struct text name = {0}, days = {0}, count = {0}, part = {0};
	struct ref first = patterns->incidents[pattern->from];
	teller_name(&name, teller, pattern->system);
	text_append_text(&name, ": ");
	text_append(&name, pattern->category);
	text_printf(&count, ngettext("%u incident", "%u incidents", (unsigned)pattern->count), (unsigned)pattern->count);
	if (ref_is_set(pattern->component))
		teller_name(&part, teller, pattern->component);
	const char *const cells[SECTION_CELLS] = {name.data, days_between(&days, pattern->first, pattern->last), count.data,
		part.data};
	struct section_row *row = sections_item(&plan->sections, UINT64_C(1) << 60 | first.id, (struct ref){0, 0},
		cells, NULL);
	row->number = first.id;
	row->signed_row = true;
	row->sign = SYMBOL_ALERT;
	row->role = ROLE_WARNING;
	text_free(&name);
	text_free(&days);
	text_free(&count);
	text_free(&part);
}

/* ---- what is open ---- */

static void add_record(struct plan_screen *plan, const struct teller *teller, const struct record *record, day_t opened,
	const char *third)
{
	struct text name = {0}, days = {0}, system = {0};
	teller_title(&name, teller, record);
	teller_name(&system, teller, (struct ref){E_system, record->parent});
	if (opened != DAY_UNSET)
		days_between(&days, opened, opened);
	const char *const cells[SECTION_CELLS] = {name.data, days.data, third, system.data};
	sections_item(&plan->sections, (uint64_t)record->entity->number << 40 | record->id, record_self(record), cells, NULL);
	text_free(&name);
	text_free(&days);
	text_free(&system);
}

struct open_records {
	struct open_one {
		day_t opened;
		record_id id;
	} *items;
	size_t count, capacity;
};

static int compare_open(const void *a, const void *b)
{
	const struct open_one *x = a, *y = b;
	if (x->opened != y->opened)
		return x->opened > y->opened ? -1 : 1;
	return (x->id < y->id) - (x->id > y->id);
}

static void find_open(struct open_records *open, const struct teller *teller, uint8_t entity)
{
	struct records *records = records_new(teller->view, entity);
	struct record record;
	uint8_t day = entity == E_incident ? F_incident_opened : F_problem_opened;
	for (bool there = records_first(records, &record); there; there = records_next(records, &record)) {
		bool stands = entity == E_incident ? !record_is_set(&record, F_incident_closed) : problem_is_open(&record);
		if (!stands || !told_may_see(teller, &record))
			continue;
		memory_grow(&open->items, &open->capacity, open->count, sizeof(*open->items));
		open->items[open->count++] = (struct open_one){record_day(&record, day), record.id};
	}
	records_free(&records);
	if (open->count > 0)
		qsort(open->items, open->count, sizeof(*open->items), compare_open);
}

/* The latest first. */
static void add_open(struct plan_screen *plan, const struct teller *teller, uint8_t entity)
{
	struct open_records open = {0};
	struct record record;
	find_open(&open, teller, entity);
	for (size_t i = 0; i < open.count; i++) {
		if (!view_record(teller->view, (struct ref){entity, open.items[i].id}, &record))
			continue;
		struct page_cell third =
			entity == E_incident ? told_choice(CHOICES_incident_cause, record_choice(&record, F_incident_cause))
					     : told_choice(CHOICES_problem_state, record_choice(&record, F_problem_state));
		add_record(plan, teller, &record, open.items[i].opened, third.label);
	}
	free(open.items);
}

/* ---- what lies behind ---- */

static void append_share(struct text *out, int64_t share)
{
	char words[NUMBER_TEXT_SIZE];
	text_append_text(out, share == NUMBER_UNSET ? _("unknown") : percent_local_text(share, words));
	text_append_text(out, share == NUMBER_UNSET ? "" : " %");
}

static void add_shares(struct plan_screen *plan, const struct teller *teller)
{
	struct incident_period periods[INCIDENT_PERIODS];
	struct text share = {0}, unknown = {0};
	report_read_periods(periods, teller);
	const struct change_counts *counts = &periods[0].counts;
	sections_heading(&plan->sections, _("What lies behind, the last twelve months"));
	append_share(&share, change_caused_share(counts));
	text_printf(&share, _(" of %zu"), counts->known);
	append_share(&unknown, change_unknown_share(counts));
	text_printf(&unknown, _(" of %zu"), counts->incidents);
	const char *const own[SECTION_CELLS] = {_("Caused by our own changes"), share.data, "", _("of those whose cause "
		"is known")};
	const char *const rest[SECTION_CELLS] = {_("Cause unknown"), unknown.data, "", _("of all incidents")};
	sections_item(&plan->sections, UINT64_C(1) << 61, (struct ref){0, 0}, own, NULL)->number = SHARES;
	sections_item(&plan->sections, UINT64_C(1) << 61 | 1, (struct ref){0, 0}, rest, NULL)->number = SHARES;
	text_free(&share);
	text_free(&unknown);
}

static void read_incidents(struct plan_screen *plan, struct glance *glance)
{
	const struct teller teller = words_teller(glance);
	struct incident_patterns patterns = {0};
	report_read_patterns(&patterns, &teller);
	sections_heading(&plan->sections, _("Come again, and no problem stands behind them"));
	for (size_t i = 0; i < patterns.count; i++)
		add_pattern(plan, &teller, &patterns, &patterns.items[i]);
	incident_patterns_free(&patterns);
	sections_heading(&plan->sections, _("Open incidents"));
	add_open(plan, &teller, E_incident);
	sections_heading(&plan->sections, _("Problems that are not solved"));
	add_open(plan, &teller, E_problem);
	add_shares(plan, &teller);
}

/* ---- a problem of what comes again ---- */

static bool can_gather(struct plan_screen *plan, enum action_id action, const struct section_row *row)
{
	return action != ACTION_GATHER || (!store_is_read_only(plan->app->session->store) && row != NULL &&
		!ref_is_set(row->ref) && row->number != SHARES);
}

static void gather(struct tui *tui, void *owner, size_t answer)
{
	struct plan_screen *plan = owner;
	const struct section_row *row = sections_at(&plan->sections, plan->list.selected);
	struct problem_made made = {0};
	struct error error = {0};
	if (answer == 0 || !can_gather(plan, ACTION_GATHER, row))
		return;
	if (problem_gather(plan->app->session, (struct ref){E_incident, (record_id)row->number}, SLICE(""), false, &made,
		&error)) {
		app_changed(plan->app);
		tui_say(tui, ROLE_GOOD, _("%s: %zu incidents are tied to it; u undoes it."), made.title.data, made.incidents);
		open_record(plan->app, made.problem);
	} else {
		tui_say_error(tui, &error);
	}
	problem_made_free(&made);
}

static void ask_to_gather(struct plan_screen *plan, const struct section_row *row)
{
	struct problem_made made = {0};
	struct error error = {0};
	struct text words = {0};
	if (!problem_gather(plan->app->session, (struct ref){E_incident, (record_id)row->number}, SLICE(""), true, &made,
		&error)) {
		tui_say_error(plan->app->tui, &error);
		problem_made_free(&made);
		return;
	}
	text_printf(&words, made.fresh ? _("%s\nA new problem with %zu incidents. Its root cause is then looked for.")
				       : _("%s\nThe problem is open already; %zu more incidents are tied to it."),
		made.title.data, made.incidents);
	tui_ask(plan->app->tui, &(struct question){
		.title = _("Make a problem"),
		.text = words.data,
		.answers = {_("Leave"), _("Gather them")},
		.answered = gather,
		.owner = plan,
	});
	problem_made_free(&made);
	text_free(&words);
}

static unsigned act_on_incidents(struct plan_screen *plan, enum action_id action, const struct section_row *row)
{
	if (action == ACTION_GATHER && can_gather(plan, action, row)) {
		ask_to_gather(plan, row);
		return DONE_HANDLED;
	}
	return DONE_NOTHING;
}

/* Those of a pattern as a list; the shares as the report. */
static void open_row(struct plan_screen *plan, const struct section_row *row)
{
	struct incident_patterns patterns = {0};
	struct glance glance = {0};
	struct text where = {0};
	if (row->number == SHARES) {
		report_open(plan->app, "incidents", (struct ref){0, 0});
		return;
	}
	if (!glance_open(&glance, plan->app))
		return;
	const struct teller teller = words_teller(&glance);
	report_read_patterns(&patterns, &teller);
	const struct incident_pattern *pattern =
		incident_pattern_of(&patterns, (struct ref){E_incident, (record_id)row->number});
	for (size_t i = 0; pattern != NULL && i < pattern->count; i++) {
		text_append_text(&where, i == 0 ? "code in (\"" : "\", \"");
		view_append_code(glance.view, patterns.incidents[pattern->from + i], &where);
	}
	glance_close(&glance);
	if (where.size > 0) {
		text_append_text(&where, "\")");
		open_listing(plan->app, &(struct listing){.entity = E_incident, .title = row->cells[0], .where = text_slice(&where)});
	}
	text_free(&where);
	incident_patterns_free(&patterns);
}

const struct plan incident_plan_screen = {
	.title = N_("Incidents"),
	.empty = N_("No incident is open; n writes one down."),
	.help = N_("What comes again on one component and of one category without a problem that gathers it: m makes one, "
		   "Enter lists the incidents. Then what is open, the problems that are not solved, and how large a share of "
		   "the incidents our own changes cause, with the share of which nobody knows."),
	.columns = {"", "", "", ""},
	.least = {20, 16, 8, 12}, .most = {40, 21, 18, 30}, .priority = {0, 1, 2, 3},
	.entity = E_incident,
	.contexts = IN_INCIDENTS,
	.read = read_incidents,
	.open = open_row,
	.act = act_on_incidents,
	.can = can_gather,
};
