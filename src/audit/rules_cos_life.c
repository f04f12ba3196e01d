/* COS: what a system costs over the years to come. */
#include "audit/rule_help.h"
#include "audit/rules_cos.h"
#include "audit/world_lists.h"
#include "base/memory.h"
#include "lifecycle/lead.h"

#define WHOLE 10000

/* What its contracts say of money, though no cost row does. */
static void add_contracts(struct found *found, const struct rule_case *at)
{
	const struct record_list *contracts = &at->scope->lists[E_contract];
	for (size_t i = 0; i < contracts->count; i++)
		if (at->scope->contracts[i].there && record_is_set(&contracts->items[i], F_contract_yearly_cost))
			reasons_add(&found->reasons, REASON_contract_says_cost, record_self(&contracts->items[i]),
			            record_number(&contracts->items[i], F_contract_yearly_cost));
}

void cos_look_for_cost(const struct rule_case *at)
{
	size_t rows;
	if (!system_is_used(at->record))
		return;
	scope_cost(at, &rows);
	if (rows > 0)
		return;
	struct found *found = finding_add(at);
	reasons_add(&found->reasons, REASON_no_cost_row);
	add_contracts(found, at);
	found_add_criticality(found, at);
	if (scope_is_critical(at))
		found->severity = C_severity_medium;
}

void cos_look_for_budget_share(const struct rule_case *at)
{
	size_t rows;
	if (!system_is_used(at->record))
		return;
	const struct system_cost *cost = scope_cost(at, &rows);
	if (cost == NULL || cost->cost.full <= 0 ||
	    (__int128)cost->cost.not_in_budget * 100 <= (__int128)cost->cost.full * at->thresholds[0])
		return;
	struct found *found = finding_add(at);
	reasons_add(&found->reasons, REASON_not_in_budget, scaled(cost->cost.not_in_budget, WHOLE, cost->cost.full),
	            cost->cost.not_in_budget, cost->cost.full);
	system_cost_explain(cost, world_cost_rate(at->world), false, &found->reasons);
}

/* Until when it is to be kept: to its planned end, else on. */
static int kept_to(const struct record *system, const struct system_keeping *keeping)
{
	day_t end = record_day(system, F_system_planned_retirement);
	int last = keeping->first_year + keeping->years;
	return end != DAY_UNSET && day_year(end) < last ? day_year(end) : last;
}

/* The last day on which a successor can still be in place when the economic life ends. */
static day_t decide_life_by(const struct rule_case *at, int year)
{
	return day_add_months(day_from_civil(year, 12, 31), -at->scope->decision.lead.months);
}

void cos_look_for_economic_life(const struct rule_case *at)
{
	struct system_keeping keeping;
	size_t rows;
	if (!system_is_used(at->record) || scope_cost(at, &rows) == NULL || !scope_keeping(at, &keeping))
		return;
	int64_t ends = keeping.first_year + keeping.best;
	if (kept_to(at->record, &keeping) <= ends)
		return;
	day_t retires = record_day(at->record, F_system_planned_retirement);
	struct found *found = finding_add(at);
	reasons_add(&found->reasons, REASON_economic_life, ends, keeping.yearly_of[keeping.best - 1]);
	reasons_add(&found->reasons, REASON_further_year, ends + 1, keeping.yearly[keeping.best + 1],
	            keeping.yearly_of[keeping.best]);
	if (retires != DAY_UNSET)
		reasons_add(&found->reasons, REASON_trigger_planned_retirement, (int64_t)retires);
	else
		reasons_add(&found->reasons, REASON_no_end_planned);
	found->due = decide_life_by(at, (int)ends);
	if (found->due < at->world->today)
		found->severity = C_severity_medium;
}
