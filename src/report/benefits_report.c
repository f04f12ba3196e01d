/* Benefits: what is hoped for, what was measured, what is followed up when, and what cannot be. Source: F20. */
#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "model/code.h"
#include "register/alternatives.h"
#include "register/authority.h"
#include "register/benefits.h"
#include "report/condition.h"
#include "report/portfolio_report.h"

static const struct {
	unsigned lack;
	const char *name, *label;
} lacks[BENEFIT_LACKS] = {
	{BENEFIT_NO_OWNER, "owner", N_("owner")},
	{BENEFIT_NO_MEASURE, "measure", N_("measure")},
	{BENEFIT_NO_BASELINE, "baseline", N_("value before")},
	{BENEFIT_NO_TARGET, "target", N_("target value")},
	{BENEFIT_NO_BENEFICIARY, "beneficiary", N_("beneficiary")},
	{BENEFIT_NO_DUE, "due", N_("day")},
};

static const struct {
	const char *name, *label;
} states[] = {
	[FOLLOW_UP_AHEAD] = {"ahead", N_("ahead")},
	[FOLLOW_UP_OVERDUE] = {"overdue", N_("to be measured")},
	[FOLLOW_UP_DONE] = {"done", N_("measured")},
	[FOLLOW_UP_LEFT_OUT] = {"left_out", N_("not measured in time")},
};

void tell_benefit_lacks(struct text *out, unsigned missing)
{
	for (size_t i = 0, told = 0; i < BENEFIT_LACKS; i++)
		if (missing & lacks[i].lack)
			text_printf(out, "%s%s", told++ > 0 ? ", " : "", _(lacks[i].label));
}

const char *follow_up_label(uint8_t state)
{
	return _(states[state].label);
}

struct owner_sum {
	struct ref owner;
	struct benefit_sum sum;
};

struct telling {
	const struct teller *teller;
	struct page *page;
	struct benefit_row *rows;
	size_t count, capacity, hidden;
	struct owner_sum *owners;
	size_t owner_count, owner_capacity;
	struct benefit_sum sum;
	bool overflows;
	struct text code, name, words; /* scratch */
};

/* ---- reading ---- */

static struct owner_sum *owner_of(struct telling *telling, struct ref owner)
{
	for (size_t i = 0; i < telling->owner_count; i++)
		if (ref_equal(telling->owners[i].owner, owner))
			return &telling->owners[i];
	memory_grow(&telling->owners, &telling->owner_capacity, telling->owner_count, sizeof *telling->owners);
	telling->owners[telling->owner_count] = (struct owner_sum){.owner = owner};
	return &telling->owners[telling->owner_count++];
}

static bool may_see(const struct telling *telling, const struct benefit_row *row)
{
	const struct session *session = telling->teller->session;
	return authority_may_explain(session, telling->teller->view, &row->benefit) &&
	       (row->opportunity.bytes == NULL || authority_may_explain(session, telling->teller->view, &row->opportunity));
}

static void add(struct telling *telling, struct benefit_reader *reader, const struct record *benefit)
{
	struct benefit_row row;
	day_t today = telling->teller->session->today;
	benefit_reader_read(reader, benefit, &row);
	if (!may_see(telling, &row)) {
		telling->hidden++;
		return;
	}
	memory_grow(&telling->rows, &telling->capacity, telling->count, sizeof *telling->rows);
	telling->rows[telling->count++] = row;
	struct owner_sum *owner = owner_of(telling, record_ref(benefit, F_benefit_owner));
	telling->overflows = !benefit_add(&telling->sum, &row.facts, today) || !benefit_add(&owner->sum, &row.facts, today) ||
	                     telling->overflows;
}

/* ---- sums ---- */

static void tell_sums(struct telling *telling)
{
	const struct benefit_sum *sum = &telling->sum;
	struct page *page = telling->page;
	page_fact(page, "benefits_in_all", _("Benefits"), page_number((int64_t)sum->count));
	if (telling->hidden > 0)
		page_fact(page, "hidden", _("Not shown to you"), page_number((int64_t)telling->hidden));
	page_fact(page, "expected", _("Hoped for a year, all"), page_money(sum->expected));
	page_fact(page, "due", _("Due by today"), page_number((int64_t)sum->due));
	page_fact(page, "measured", _("Of these measured"), page_number((int64_t)sum->measured));
	page_fact(page, "reached", _("Of these have reached their target"), page_number((int64_t)sum->reached));
	page_fact(page, "without_value", _("Of these without a value in money"), page_number((int64_t)sum->without_value));
	page_fact(page, "target_due", _("Target of those due, a year"), page_money(sum->target));
	page_fact(page, "realised", _("Measured of those due, a year"), page_money(sum->realised));
	page_fact(page, "realisation", _("Realisation: measured of the target due"), page_percent(benefit_realisation(sum)));
	page_paragraph(page, _("Realisation is what has been measured of what was to be reached by today, in money. Where "
		"nobody has said what a measured benefit is worth, its value counts in the proportion that has been reached; "
		"what has not been measured counts as nothing realised, and as due."));
	if (telling->overflows)
		page_paragraph(page, _("The sums are not complete: an amount is too large to be added."));
}

static void tell_owners(struct telling *telling)
{
	const struct page_column columns[] = {
		{"owner", _("Code"), PAGE_CODE, PAGE_DATA}, {"owner_name", _("Benefit owner"), PAGE_WORDS},
		{"benefits", _("Benefits"), PAGE_NUMBER}, {"due", _("Due"), PAGE_NUMBER}, {"measured", _("Measured"), PAGE_NUMBER},
		{"target_due", _("Target due"), PAGE_MONEY}, {"realised", _("Realised a year"), PAGE_MONEY},
		{"realisation", _("Realisation"), PAGE_PERCENT}};
	if (telling->owner_count == 0)
		return;
	page_heading(telling->page, _("By owner"));
	page_table(telling->page, "by_owner", columns, COUNT_OF(columns), false);
	for (size_t i = 0; i < telling->owner_count; i++) {
		const struct owner_sum *owner = &telling->owners[i];
		bool set = ref_is_set(owner->owner);
		text_clear(&telling->code);
		text_clear(&telling->name);
		if (set)
			view_append_code(telling->teller->view, owner->owner, &telling->code);
		if (set)
			teller_name(&telling->name, telling->teller, owner->owner);
		page_row(telling->page, (struct page_cell[]){
			page_code(telling->code.data), page_words(set ? telling->name.data : _("nobody")),
			page_number((int64_t)owner->sum.count), page_number((int64_t)owner->sum.due),
			page_number((int64_t)owner->sum.measured), page_money(owner->sum.target), page_money(owner->sum.realised),
			page_percent(benefit_realisation(&owner->sum))});
	}
}

/* ---- the benefits ---- */

static void name_row(struct telling *telling, const struct benefit_row *row)
{
	text_clear(&telling->code);
	text_clear(&telling->name);
	code_append(&telling->code, &row->benefit);
	teller_title(&telling->name, telling->teller, &row->benefit);
}

static const char *lack_words(struct telling *telling, const struct benefit_row *row)
{
	unsigned missing = benefit_lacks(&row->facts);
	text_clear(&telling->words);
	tell_benefit_lacks(&telling->words, missing);
	return missing == 0 ? NULL : telling->words.data;
}

static void tell_row(struct telling *telling, const struct benefit_row *row)
{
	const struct benefit_facts *facts = &row->facts;
	struct text opportunity = {0}, pays = {0};
	name_row(telling, row);
	if (row->opportunity.bytes != NULL)
		code_append(&opportunity, &row->opportunity);
	if (benefit_is_paid_elsewhere(row))
		teller_name(&pays, telling->teller, row->pays);
	page_row(telling->page, (struct page_cell[]){
		page_code(telling->code.data), page_words(telling->name.data), page_code(opportunity.data), page_day(facts->due),
		page_percent(benefit_reached(facts)), page_money(facts->yearly_value), page_money(benefit_realised(facts)),
		page_words(lack_words(telling, row)), page_words(pays.data), page_decimal(facts->baseline),
		page_decimal(facts->target), page_decimal(facts->outcome), page_day(row->measured)});
	text_free(&opportunity);
	text_free(&pays);
}

static void tell_rows(struct telling *telling)
{
	const struct page_column columns[] = {
		{"code", _("Code"), PAGE_CODE}, {"title", _("Benefit"), PAGE_WORDS}, {"opportunity", _("Opportunity"), PAGE_CODE},
		{"due", _("Due"), PAGE_DAY}, {"reached", _("Reached"), PAGE_PERCENT}, {"yearly_value", _("Value a year"), PAGE_MONEY},
		{"realised", _("Realised a year"), PAGE_MONEY}, {"lacks", _("Lacks"), PAGE_WORDS, PAGE_BELOW},
		{"paid_by", _("Paid by another than who gains"), PAGE_WORDS, PAGE_BELOW},
		{"baseline", _("Value before"), PAGE_DECIMAL, PAGE_BELOW}, {"target", _("Target value"), PAGE_DECIMAL, PAGE_BELOW},
		{"outcome", _("Outcome"), PAGE_DECIMAL, PAGE_BELOW}, {"measured", _("Measured"), PAGE_DAY, PAGE_BELOW}};
	if (telling->count > 0)
		page_heading(telling->page, _("The benefits"));
	page_table(telling->page, "benefits", columns, COUNT_OF(columns), true);
	for (size_t i = 0; i < telling->count; i++)
		tell_row(telling, &telling->rows[i]);
}

/* ---- following up ---- */

static void tell_follow_ups(struct telling *telling)
{
	const struct page_column columns[] = {
		{"code", _("Code"), PAGE_CODE}, {"title", _("Benefit"), PAGE_WORDS}, {"months", _("Months after"), PAGE_NUMBER},
		{"day", _("Day"), PAGE_DAY}, {"state", _("State"), PAGE_NAME}, {"measured", _("Measured"), PAGE_DAY}};
	bool begun = false;
	for (size_t i = 0; i < telling->count; i++) {
		const struct benefit_row *row = &telling->rows[i];
		if (row->followed && !begun) {
			page_heading(telling->page, _("Followed up after delivery"));
			page_table(telling->page, "follow_ups", columns, COUNT_OF(columns), false);
			begun = true;
		}
		name_row(telling, row);
		for (int f = 0; f < FOLLOW_UPS && row->followed; f++)
			page_row(telling->page, (struct page_cell[]){
				page_code(telling->code.data), page_words(telling->name.data), page_number(row->months[f]),
				page_day(row->follow_ups[f].day),
				page_name(states[row->follow_ups[f].state].name, follow_up_label(row->follow_ups[f].state)),
				page_day(row->follow_ups[f].measured)});
	}
}

/* ---- net benefit of one opportunity ---- */

static void tell_net_of(struct page *page, const struct alternative_cost *cost)
{
	page_fact(page, "benefit_present", _("Benefits over its life, present value"),
		page_money(cost->benefit[GUESS_LIKELY]));
	page_fact(page, "cost_present", _("Costs over its life, present value"), page_money(cost->lcc[GUESS_LIKELY]));
	page_fact(page, "net_least", _("Net benefit, at least"), page_money(cost->net[GUESS_LEAST]));
	page_fact(page, "net", _("Net benefit, likely"), page_money(cost->net[GUESS_LIKELY]));
	page_fact(page, "net_most", _("Net benefit, at most"), page_money(cost->net[GUESS_MOST]));
	page_fact(page, "net_mean", _("Net benefit, mean of the three"), page_money(cost->net_mean));
}

static void tell_net(struct telling *telling, const struct record *opportunity)
{
	const struct teller *teller = telling->teller;
	struct cost_reader *reader = cost_reader_new(teller->view, teller->session->conf, teller->session->today);
	struct comparison comparison;
	const struct compared *chosen = NULL;
	comparison_read(&comparison, reader, opportunity);
	for (size_t i = 1; i < comparison.count; i++)
		if (comparison.items[i].known && record_yes(&comparison.items[i].record, F_alternative_chosen))
			chosen = &comparison.items[i];
	page_heading(telling->page, _("Net benefit of the chosen alternative"));
	if (chosen == NULL)
		page_paragraph(telling->page, _("No alternative is chosen whose cost is known: net benefit cannot be told."));
	else if (!chosen->benefit_known)
		page_paragraph(telling->page,
			_("Neither the chosen alternative nor any benefit says what it is worth in a year: net benefit cannot be told."));
	else
		tell_net_of(telling->page, &chosen->cost);
	comparison_free(&comparison);
	cost_reader_free(&reader);
}

/* ---- all of it ---- */

static void tell_all(struct telling *telling)
{
	tell_sums(telling);
	tell_rows(telling);
	tell_owners(telling);
	tell_follow_ups(telling);
}

static void end(struct telling *telling)
{
	free(telling->rows);
	free(telling->owners);
	text_free(&telling->code);
	text_free(&telling->name);
	text_free(&telling->words);
}

struct page *report_benefits_of(const struct teller *teller, struct ref about, struct error *error)
{
	struct telling telling = {.teller = teller};
	struct record opportunity, benefit;
	struct text title = {0}, name = {0};
	bool on = false;
	if (!view_record(teller->view, about, &opportunity)) {
		error_set(error, ERROR_NOT_FOUND, _("there is no such record"));
		return NULL;
	}
	struct benefit_reader *reader = benefit_reader_new(teller->view, teller->session->conf, teller->session->today);
	struct records *records = records_new(teller->view, E_benefit);
	while (records_child(records, about.id, &on, &benefit))
		add(&telling, reader, &benefit);
	records_free(&records);
	benefit_reader_free(&reader);
	teller_title(&name, teller, &opportunity);
	text_printf(&title, _("Benefits: %s"), name.data);
	telling.page = page_new("benefits", title.data, teller->session->conf);
	tell_all(&telling);
	if (authority_may_explain(teller->session, teller->view, &opportunity))
		tell_net(&telling, &opportunity);
	end(&telling);
	text_free(&title);
	text_free(&name);
	return telling.page;
}

struct page *report_benefits(const struct teller *teller, const struct report_request *request, struct error *error)
{
	struct telling telling = {.teller = teller};
	struct condition condition;
	struct record benefit;
	if (!condition_read(&condition, teller, E_benefit, request->where, error))
		return NULL;
	struct benefit_reader *reader = benefit_reader_new(teller->view, teller->session->conf, teller->session->today);
	struct records *records = records_new(teller->view, E_benefit);
	for (bool there = records_first(records, &benefit); there; there = records_next(records, &benefit))
		if (condition_holds(&condition, &benefit))
			add(&telling, reader, &benefit);
	records_free(&records);
	benefit_reader_free(&reader);
	condition_free(&condition);
	telling.page = page_new("benefits", _("Benefits and what has come of them"), teller->session->conf);
	tell_all(&telling);
	end(&telling);
	return telling.page;
}
