/* COS: what an investment needs beside itself: change management and training, running cost, somebody who gains. */
#include "audit/rule_help.h"
#include "audit/rules_cos.h"
#include "audit/world_lists.h"
#include "base/memory.h"
#include "conf/conf.h"

#define WHOLE 10000

/* ---- opportunities ---- */

/* The chosen one, else the only one that there is. */
static const struct record *chosen_of(const struct record_list *alternatives)
{
	for (size_t i = 0; i < alternatives->count; i++)
		if (record_yes(&alternatives->items[i], F_alternative_chosen))
			return &alternatives->items[i];
	return alternatives->count == 1 ? &alternatives->items[0] : NULL;
}

static money_t money_or_nothing(const struct record *record, uint8_t field)
{
	money_t amount = record_number(record, field);
	return amount == NUMBER_UNSET ? 0 : amount;
}

/* ---- change management and training ---- */

/* A small piece of infrastructure changes nobody's work. */
static bool changes_work(const struct record *opportunity)
{
	return record_choice(opportunity, F_opportunity_track) != C_track_infrastructure ||
	       record_choice(opportunity, F_opportunity_size) != C_size_small;
}

void cos_look_for_change_share(const struct rule_case *at)
{
	int64_t least = conf_number(at->world->conf, CONF_change_value, at->world->today);
	money_t whole;
	if (!opportunity_is_in_hand(at->record) || !changes_work(at->record))
		return;
	const struct record *chosen = chosen_of(records_below(at->world, E_alternative, at->record->id));
	if (chosen == NULL || money_or_nothing(chosen, F_alternative_investment) <= 0)
		return;
	money_t change = money_or_nothing(chosen, F_alternative_change_and_training);
	if (least == 0) {
		tally_add(at, (struct ref){0, 0}, SLICE(""), record_self(at->record));
		return;
	}
	if (!money_add(money_or_nothing(chosen, F_alternative_investment), change, &whole) ||
	    (__int128)change * WHOLE >= (__int128)whole * least)
		return;
	struct found *found = finding_add(at);
	reasons_add(&found->reasons, REASON_change_share, change, whole, scaled(change, WHOLE, whole));
	reasons_add(&found->reasons, REASON_change_least, least);
	if (record_is_set(at->record, F_opportunity_change_reason)) {
		reasons_add(&found->reasons, REASON_change_reason_stated);
		found->severity = C_severity_info;
	}
	found_ask_leader(found, at);
}

void cos_settle_change_share(const struct rule_case *at, const struct tally *tally)
{
	struct found *found = tally_finding(at, tally);
	reasons_add(&found->reasons, REASON_change_least_unset);
	found_add_tally(found, tally, REASON_change_unjudged_one, REASON_change_unjudged_many);
	reasons_add(&found->next_step, REASON_do_decide_change_share);
	found->severity = C_severity_info;
	found->whose = WHOSE_PORTFOLIO;
	found->cost = KR(2000);
}

/* ---- investment without running cost ---- */

static bool is_investment(const struct record *cost, record_id payer)
{
	(void)payer;
	return record_choice(cost, F_cost_kind) == C_cost_kind_acquisition ||
	       record_choice(cost, F_cost_funding) == C_funding_investment;
}

static int64_t last_year_of(const struct record_list *costs, cost_test *is_one)
{
	int64_t last = 0;
	for (size_t i = 0; i < costs->count; i++)
		if (is_one(&costs->items[i], 0) && record_number(&costs->items[i], F_cost_year) > last)
			last = record_number(&costs->items[i], F_cost_year);
	return last;
}

static bool runs(const struct record *cost, record_id payer)
{
	return cost_kind_runs(record_choice(cost, F_cost_kind)) && !is_investment(cost, payer);
}

static void look_at_invested(const struct rule_case *at)
{
	const struct record_list *costs = costs_of(at->world, record_self(at->record));
	int64_t invested = last_year_of(costs, is_investment);
	if (invested + at->thresholds[0] < day_year(at->world->today) || last_year_of(costs, runs) >= invested)
		return;
	money_t sum = costs_sum(at->world, costs, invested, false, is_investment, 0);
	if (sum == NUMBER_UNSET || sum <= 0)
		return;
	struct found *found = finding_add(at);
	reasons_add(&found->reasons, REASON_invested, invested, sum);
	reasons_add(&found->reasons, REASON_no_running_cost);
}

static void look_at_alternatives(const struct rule_case *at)
{
	const struct record_list *alternatives = records_below(at->world, E_alternative, at->record->id);
	for (size_t i = 0; i < alternatives->count && opportunity_is_in_hand(at->record); i++) {
		const struct record *alternative = &alternatives->items[i];
		money_t investment = money_or_nothing(alternative, F_alternative_investment);
		if (investment <= 0 || record_is_set(alternative, F_alternative_yearly_run))
			continue;
		struct found *found = finding_add(at);
		found->detail_of = record_self(alternative);
		reasons_add(&found->reasons, REASON_to_be_invested, record_self(alternative), investment);
		found_ask_leader(found, at);
	}
}

void cos_look_for_running(const struct rule_case *at)
{
	if (at->record->entity->number == E_opportunity)
		look_at_alternatives(at);
	else if (at->record->entity->number != E_system || system_is_used(at->record))
		look_at_invested(at);
}

/* ---- who pays without gaining ---- */

static bool are_related(const struct audit_world *world, record_id one, record_id other)
{
	return unit_is_within(world, one, other) || unit_is_within(world, other, one);
}

static bool gains(const struct rule_case *at, const struct record_list *usage, record_id payer)
{
	if (are_related(at->world, payer, record_ref_id(at->record, F_system_unit)))
		return true;
	for (size_t i = 0; i < usage->count; i++)
		if (days_hold(&usage->items[i], F_usage_from, F_usage_to, at->world->today) &&
		    are_related(at->world, payer, record_ref_id(&usage->items[i], F_usage_unit)))
			return true;
	return false;
}

static bool is_first_row_of(const struct record_list *costs, size_t at, record_id payer)
{
	for (size_t i = 0; i < at; i++)
		if (record_ref_id(&costs->items[i], F_cost_payer) == payer)
			return false;
	return true;
}

static bool is_paid_by(const struct record *cost, record_id payer)
{
	return record_ref_id(cost, F_cost_payer) == payer;
}

/* Where nobody has said who uses it, nobody can be said not to. */
static void look_at_payers_of_system(const struct rule_case *at)
{
	const struct record_list *costs = costs_of(at->world, record_self(at->record));
	const struct record_list *usage = records_below(at->world, E_usage, at->record->id);
	int year = day_year(at->world->today);
	for (size_t i = 0; usage->count > 0 && i < costs->count; i++) {
		struct ref payer = record_ref(&costs->items[i], F_cost_payer);
		if (!ref_is_set(payer) || !is_first_row_of(costs, i, payer.id) || gains(at, usage, payer.id))
			continue;
		money_t paid = costs_sum(at->world, costs, year, true, is_paid_by, payer.id);
		if (paid == NUMBER_UNSET || paid <= 0)
			continue;
		struct found *found = finding_add(at);
		found->detail_of = payer;
		reasons_add(&found->reasons, REASON_pays_without_use, payer, paid, (int64_t)year);
	}
}

static void look_at_payers_of_benefits(const struct rule_case *at)
{
	const struct record_list *benefits = records_below(at->world, E_benefit, at->record->id);
	for (size_t i = 0; i < benefits->count && opportunity_is_in_hand(at->record); i++) {
		const struct record *benefit = &benefits->items[i];
		struct ref payer = record_ref(benefit, F_benefit_payer), unit = record_ref(benefit, F_benefit_unit);
		if (!ref_is_set(payer) || !ref_is_set(unit) || are_related(at->world, payer.id, unit.id))
			continue;
		struct found *found = finding_add(at);
		found->detail_of = record_self(benefit);
		reasons_add(&found->reasons, REASON_pays_for_other, payer, record_self(benefit), unit);
		found_ask_leader(found, at);
	}
}

void cos_look_for_payers(const struct rule_case *at)
{
	if (at->record->entity->number == E_opportunity)
		look_at_payers_of_benefits(at);
	else if (system_is_used(at->record))
		look_at_payers_of_system(at);
}
