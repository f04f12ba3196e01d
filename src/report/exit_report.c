#include "report/exit_report.h"

#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "model/code.h"
#include "register/authority.h"
#include "register/committees.h"
#include "register/exits.h"

static const struct {
	const char *name, *label;
} questions[EXIT_QUESTIONS] = {
	[EXIT_DATA_OWNED] = {"data_owned", N_("The data is ours")},
	[EXIT_EXPORT_FORMAT] = {"export_format", N_("Data can be taken out in an open format")},
	[EXIT_EXPORT_TESTED] = {"export_tested", N_("Taking it out was tested in the last 24 months")},
	[EXIT_PLAN] = {"exit_plan", N_("There is a plan for leaving")},
	[EXIT_PLAN_TESTED] = {"exit_plan_tested", N_("The plan has been tested")},
	[EXIT_TRANSITION_HELP] = {"transition_help", N_("The contract promises help to change over")},
	[EXIT_PRICE] = {"exit_price", N_("The price of leaving is known")},
	[EXIT_TERMINATION] = {"termination_right", N_("We have the right to terminate")},
	[EXIT_ALTERNATIVE] = {"alternative", N_("Somebody else who could take over is named")},
	[EXIT_DOCUMENTATION] = {"documentation", N_("Documentation and an open interface are there")},
}, states[MUST_STATES] = {
	[MUST_NOT_KNOWN] = {"unknown", N_("not known")},
	[MUST_MET] = {"met", N_("met")},
	[MUST_PROMISED] = {"promised", N_("promised")},
	[MUST_WAIVED] = {"waived", N_("waived")},
	[MUST_MISSING] = {"missing", N_("missing")},
};

/* What several systems come to. */
struct exit_totals {
	size_t systems, hidden;
	money_t cost;           /* of those whose cost is known */
	size_t unknown, estimated;
	bool overflows;
	day_t earliest;         /* the last of them has a successor */
	int32_t lowest;         /* the least ready; basis points */
	size_t missing;         /* musts */
};

struct making {
	const struct teller *teller;
	struct ref about;
	struct exits *exits;
	struct page *page;
	struct exit_standing *standings; /* of those that the person may see, the least ready first */
	size_t count;
	struct exit_totals totals;
};

static struct page_cell code_cell(const struct teller *teller, struct ref ref, struct text *scratch)
{
	text_clear(scratch);
	if (ref_is_set(ref))
		view_append_code(teller->view, ref, scratch);
	return page_code(scratch->data);
}

/* ---- one system ---- */

static struct page_cell answer_cell(uint8_t lower, uint8_t upper)
{
	if (lower != upper)
		return page_name("unknown", lower == 0 ? _("not known") : _("partly known"));
	if (lower == 4)
		return page_name("yes", _("yes"));
	return lower == 0 ? page_name("no", _("no")) : page_name("partly", _("partly"));
}

static void tell_questions(const struct making *making)
{
	const struct page_column columns[] = {{"question", _("Question"), PAGE_NAME}, {"answer", _("Answer"), PAGE_NAME}};
	const struct exit_readiness *readiness = &making->standings[0].readiness;
	page_heading(making->page, _("Ten questions"));
	page_table(making->page, "questions", columns, COUNT_OF(columns), true);
	for (int i = 0; i < EXIT_QUESTIONS; i++)
		page_row(making->page, (struct page_cell[]){page_name(questions[i].name, _(questions[i].label)),
			answer_cell(readiness->lower_of[i], readiness->upper_of[i])});
	if (making->standings[0].contracts == 0)
		page_paragraph(making->page, _("No contract is in force: what a contract would say is not known."));
}

static void tell_system(const struct making *making)
{
	const struct exit_standing *standing = &making->standings[0];
	struct page *page = making->page;
	struct text code = {0};
	page_fact(page, "readiness_least", _("Ready to leave, at least"), page_percent(standing->readiness.lower));
	page_fact(page, "readiness_most", _("Ready to leave, at most"), page_percent(standing->readiness.upper));
	page_fact(page, "lock_in", _("Locked in, at most"), page_percent(standing->readiness.lock_in));
	page_fact(page, "exit_cost", standing->cost_estimated ? _("Cost of leaving, estimated") : _("Cost of leaving"),
		page_money(standing->cost));
	page_fact(page, "exit_cost_from", _("Stated by"), code_cell(making->teller, standing->cost_ref, &code));
	page_fact(page, "lead_months", _("Months to a successor"), page_number(standing->lead.months));
	page_fact(page, "earliest", _("Earliest successor"), page_day(standing->earliest));
	page_fact(page, "contract", _("Contract"), code_cell(making->teller, standing->contract, &code));
	page_fact(page, "released", _("Free of the contract, noticed today"), page_day(standing->released));
	tell_questions(making);
	text_free(&code);
}

/* ---- several ---- */

static bool add_committee(void *context, record_id committee)
{
	system_list_add(context, committee);
	return true;
}

static void tell_committees(const struct making *making)
{
	struct system_list committees = {0};
	struct text names = {0};
	for (size_t i = 0; i < making->count; i++)
		committees_of_system(making->teller->view, &making->standings[i].system, making->teller->session->today,
			add_committee, &committees);
	for (size_t i = 0; i < committees.count; i++) {
		text_append_text(&names, i > 0 ? "; " : "");
		teller_name(&names, making->teller, (struct ref){E_unit, committees.ids[i]});
	}
	page_fact(making->page, "committees", _("Committees touched"), page_words(names.data));
	text_free(&names);
	system_list_free(&committees);
}

static void tell_totals(const struct making *making)
{
	const struct exit_totals *totals = &making->totals;
	struct page *page = making->page;
	page_fact(page, "system_count", _("Systems"), page_number((int64_t)totals->systems));
	if (totals->hidden > 0)
		page_fact(page, "hidden", _("Not shown to you"), page_number((int64_t)totals->hidden));
	if (making->count == 0)
		return;
	page_fact(page, "readiness_least", _("The least ready"), page_percent(totals->lowest));
	page_fact(page, "exit_cost", _("Cost of leaving them all, where known"),
		page_money(totals->overflows || totals->unknown == making->count ? NUMBER_UNSET : totals->cost));
	page_fact(page, "exit_cost_estimated", _("Of them estimated, systems"), page_number((int64_t)totals->estimated));
	page_fact(page, "exit_cost_unknown", _("Cost not known, systems"), page_number((int64_t)totals->unknown));
	page_fact(page, "earliest", _("All can have a successor by"), page_day(totals->earliest));
	page_fact(page, "musts_missing", _("Mandatory requirements missing"), page_number((int64_t)totals->missing));
	tell_committees(making);
}

static void tell_row(const struct making *making, const struct exit_standing *standing)
{
	struct text code = {0}, name = {0};
	view_append_code(making->teller->view, record_self(&standing->system), &code);
	teller_title(&name, making->teller, &standing->system);
	page_row(making->page, (struct page_cell[]){
		page_code(code.data), page_words(name.data), page_percent(standing->readiness.lower),
		page_percent(standing->readiness.upper), page_money(standing->cost),
		standing->cost_estimated ? page_name("estimated", _("estimated")) : page_words(""),
		page_day(standing->earliest), page_day(standing->released)});
	text_free(&code);
	text_free(&name);
}

static void tell_systems(const struct making *making)
{
	const struct page_column columns[] = {
		{"code", _("Code"), PAGE_CODE}, {"name", _("System"), PAGE_WORDS},
		{"readiness_least", _("Ready to leave"), PAGE_PERCENT},
		{"readiness_most", _("At most"), PAGE_PERCENT}, {"exit_cost", _("Leaving costs"), PAGE_MONEY},
		{"certainty", _("Certainty"), PAGE_NAME}, {"earliest", _("Successor"), PAGE_DAY},
		{"released", _("Contract left"), PAGE_DAY}};
	if (making->count == 0)
		return;
	page_heading(making->page, _("The systems, the least ready first"));
	page_table(making->page, "systems", columns, COUNT_OF(columns), true);
	for (size_t i = 0; i < making->count; i++)
		tell_row(making, &making->standings[i]);
}

/* ---- the ledger ---- */

static void clause_of(const struct making *making, const struct must_standing *must, struct text *clause,
                      struct text *words)
{
	struct record record;
	text_clear(clause);
	text_clear(words);
	if (!ref_is_set(must->by) || !reading_record(making->teller->reading, must->by, &record))
		return;
	if (must->by.entity != E_commitment) {
		text_append(words, record_text(&record, F_finding_accepted_why));
		return;
	}
	text_append(clause, record_text(&record, F_commitment_clause));
	teller_title(words, making->teller, &record);
}

static void tell_must(const struct making *making, const struct exit_standing *standing, int number)
{
	const struct must_standing *must = &standing->musts[number];
	const struct choice *choice = schema_choice(schema_choices(CHOICES_must), (uint8_t)number);
	struct text code = {0}, by = {0}, clause = {0}, words = {0};
	view_append_code(making->teller->view, record_self(&standing->system), &code);
	clause_of(making, must, &clause, &words);
	page_row(making->page, (struct page_cell[]){
		page_code(code.data), page_name(choice->name, _(choice->label)),
		page_name(states[must->state].name, must->state == MUST_MISSING && must->answer == ANSWER_PARTLY
			? _("missing in part") : _(states[must->state].label)), page_day(must->until),
		page_words(clause.data), page_words(words.data), code_cell(making->teller, must->by, &by)});
	text_free(&code);
	text_free(&by);
	text_free(&clause);
	text_free(&words);
}

static void begin_group(const struct making *making, const struct exit_standing *standing)
{
	struct text words = {0};
	view_append_code(making->teller->view, record_self(&standing->system), &words);
	text_append_char(&words, ' ');
	teller_title(&words, making->teller, &standing->system);
	page_group(making->page, words.data);
	text_free(&words);
}

static void tell_ledger(const struct making *making)
{
	const struct page_column columns[] = {
		{"system", _("System"), PAGE_CODE, PAGE_DATA}, {"must", _("Mandatory requirement"), PAGE_NAME},
		{"state", _("State"), PAGE_NAME}, {"until", _("Until"), PAGE_DAY}, {"clause", _("Clause"), PAGE_WORDS},
		{"words", _("Words"), PAGE_WORDS}, {"by", _("Stands in"), PAGE_CODE}};
	if (making->count == 0)
		return;
	page_heading(making->page, _("Mandatory requirements"));
	page_table(making->page, "musts", columns, COUNT_OF(columns), false);
	for (size_t i = 0; i < making->count; i++) {
		if (making->about.entity != E_system)
			begin_group(making, &making->standings[i]);
		for (int must = 1; must < MUSTS; must++)
			tell_must(making, &making->standings[i], must);
	}
}

/* ---- reading ---- */

/* Everything that the ten questions and the price are worked out from. */
static bool may_see(const struct teller *teller, const struct record *system)
{
	static const uint8_t fields[] = {F_system_name, F_system_data_owned, F_system_data_export, F_system_export_tested,
		F_system_exit_plan, F_system_exit_tested, F_system_exit_cost, F_system_alternative, F_system_documentation,
		F_system_open_api, F_system_open_standards};
	for (size_t i = 0; i < COUNT_OF(fields); i++)
		if (!authority_may_read(teller->session, teller->view, system, schema_field(system->entity, fields[i])))
			return false;
	return true;
}

static void add_up(struct exit_totals *totals, const struct exit_standing *standing)
{
	if (standing->cost == NUMBER_UNSET)
		totals->unknown++;
	else
		totals->overflows |= !money_add(totals->cost, standing->cost, &totals->cost);
	totals->estimated += standing->cost != NUMBER_UNSET && standing->cost_estimated;
	if (totals->earliest == DAY_UNSET || standing->earliest > totals->earliest)
		totals->earliest = standing->earliest;
	if (standing->readiness.lower < totals->lowest)
		totals->lowest = standing->readiness.lower;
	for (int must = 1; must < MUSTS; must++)
		totals->missing += standing->musts[must].state == MUST_MISSING;
}

static int compare_readiness(const void *a, const void *b)
{
	const struct exit_standing *x = a, *y = b;
	int32_t by_lower = x->readiness.lower - y->readiness.lower;
	return by_lower != 0 ? by_lower : (x->system.id > y->system.id) - (x->system.id < y->system.id);
}

static void read_systems(struct making *making)
{
	struct system_list list = {0};
	struct record system;
	exits_systems(making->teller->view, making->about, making->teller->session->today, &list);
	making->standings = memory_new((list.count + 1) * sizeof *making->standings);
	making->totals = (struct exit_totals){.systems = list.count, .earliest = DAY_UNSET, .lowest = 10000};
	for (size_t i = 0; i < list.count; i++) {
		if (!view_record(making->teller->view, (struct ref){E_system, list.ids[i]}, &system) ||
		    !may_see(making->teller, &system))
			continue;
		exits_read(making->exits, &system, &making->standings[making->count]);
		add_up(&making->totals, &making->standings[making->count++]);
	}
	making->totals.hidden = list.count - making->count;
	qsort(making->standings, making->count, sizeof *making->standings, compare_readiness);
	system_list_free(&list);
}

static void tell(struct making *making)
{
	bool one = making->about.entity == E_system;
	if (one && making->count == 0) {
		page_paragraph(making->page, _("What this is worked out from is not shown to you."));
		return;
	}
	if (one)
		tell_system(making);
	else
		tell_totals(making);
	if (!one)
		tell_systems(making);
	tell_ledger(making);
}

void exit_report_append(struct page *page, const struct teller *teller, struct ref about)
{
	struct making making = {.teller = teller, .about = about, .page = page};
	making.exits = exits_new(teller->view, teller->session->conf, teller->session->today);
	read_systems(&making);
	tell(&making);
	exits_free(&making.exits);
	free(making.standings);
}

struct page *report_exit(const struct teller *teller, struct ref about, struct error *error)
{
	struct text name = {0}, title = {0}, code = {0};
	(void)error;
	teller_name(&name, teller, about);
	view_append_code(teller->view, about, &code);
	text_printf(&title, _("Could we leave: %s"), name.data);
	struct page *page = page_new("exit", title.data, teller->session->conf);
	page_fact(page, "code", _("Code"), page_code(code.data));
	exit_report_append(page, teller, about);
	text_free(&name);
	text_free(&title);
	text_free(&code);
	return page;
}
