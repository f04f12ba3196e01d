/* COS: what things cost, and who pays. */
#include "audit/rules_cos.h"
#include "audit/rule_help.h"
#include "audit/world_lists.h"
#include "base/lang.h"
#include "base/memory.h"

static bool owns_costs(const struct entity *entity)
{
	return entity->number == E_system || entity->number == E_service || entity->number == E_object ||
	       entity->number == E_contract;
}

static bool invests(const struct entity *entity)
{
	return owns_costs(entity) || entity->number == E_opportunity;
}

static bool is_paid_for(const struct entity *entity)
{
	return entity->number == E_system || entity->number == E_opportunity;
}

/* ---- actual above budget ---- */

struct followed_up {
	money_t budget, actual;
	bool budgeted, known, overflows;
};

static void add_row(struct followed_up *year, const struct record *cost)
{
	money_t amount = record_number(cost, F_cost_amount);
	bool is_actual = record_choice(cost, F_cost_basis) == C_cost_basis_actual;
	money_t *sum = is_actual ? &year->actual : &year->budget;
	if (record_choice(cost, F_cost_basis) == C_cost_basis_forecast ||
	    record_choice(cost, F_cost_kind) == C_cost_kind_residual)
		return;
	year->known = year->known || is_actual;
	year->budgeted = year->budgeted || !is_actual;
	year->overflows = year->overflows || !money_add(*sum, amount, sum);
}

static struct followed_up follow_up(const struct record_list *costs, int year)
{
	struct followed_up found = {0};
	for (size_t i = 0; i < costs->count; i++)
		if (record_number(&costs->items[i], F_cost_year) == year)
			add_row(&found, &costs->items[i]);
	return found;
}

static void tell_overrun(const struct rule_case *at, int year, const struct followed_up *sums)
{
	if (!sums->known || !sums->budgeted || sums->overflows || sums->budget < 0 ||
	    (__int128)(sums->actual - sums->budget) * 100 <= (__int128)sums->budget * at->thresholds[0])
		return;
	struct found *found = finding_add(at);
	found->detail_year = year;
	reasons_add(&found->reasons, REASON_above_budget, (int64_t)year, sums->actual, sums->budget);
	reasons_add(&found->reasons, REASON_above_budget_by, sums->actual - sums->budget);
}

static void look_for_overrun(const struct rule_case *at)
{
	const struct record_list *costs = costs_of(at->world, record_self(at->record));
	int this_year = day_year(at->world->today);
	for (int year = this_year - (int)at->thresholds[1]; costs->count > 0 && year <= this_year; year++) {
		const struct followed_up sums = follow_up(costs, year);
		tell_overrun(at, year, &sums);
	}
}

/* ---- development on internal charge ---- */

static bool is_charged_development(const struct record *cost, record_id payer)
{
	(void)payer;
	return record_choice(cost, F_cost_funding) == C_funding_internal_charge &&
	       (record_choice(cost, F_cost_kind) == C_cost_kind_development ||
	        record_choice(cost, F_cost_class) == C_cost_class_develop);
}

/* The first year, from this one on, in which it is charged for. */
static int64_t charged_year(const struct record_list *costs, int from)
{
	int64_t first = 0;
	for (size_t i = 0; i < costs->count; i++) {
		int64_t year = record_number(&costs->items[i], F_cost_year);
		if (is_charged_development(&costs->items[i], 0) && year >= from && (first == 0 || year < first))
			first = year;
	}
	return first;
}

static void look_for_charge(const struct rule_case *at)
{
	const struct record_list *costs = costs_of(at->world, record_self(at->record));
	int64_t year = charged_year(costs, day_year(at->world->today));
	money_t sum = year == 0 ? 0 : costs_sum(at->world, costs, year, false, is_charged_development, 0);
	if (sum == NUMBER_UNSET || sum <= 0)
		return;
	struct found *found = finding_add(at);
	reasons_add(&found->reasons, REASON_development_charged, year, sum);
}

#define OPPORTUNITY_LEADERS "opportunity.stage opportunity.sponsor opportunity.it_lead "

static const struct rule rules[] = {
	{.number = 1, .title = N_("No cost is known"), .entity = E_system, .scope = RULE_SYSTEM,
	 .severity = C_severity_low,
	 .help = N_("No cost has been entered for a system in use, neither for itself nor through a contract: what keeping "
	            "it costs, and what a successor may cost, cannot be told. Medium from criticality 3."),
	 .reads = "system.phase system.criticality contract.yearly_cost " COST_FACTS, .needs = NULL,
	 .cost = KR(4000), .next_step = REASON_do_enter_cost, .whose = C_role_system_manager, .look = cos_look_for_cost},
	{.number = 2, .title = N_("It became dearer than the budget"), .walks = owns_costs, .scope = RULE_RECORD,
	 .severity = C_severity_medium,
	 .help = N_("What a year became is more above its budget than the limit says, all kinds of cost together. Looks at "
	            "this year and the one before, where both are entered."),
	 .reads = "cost.year cost.kind cost.basis cost.amount cost.service cost.object cost.contract",
	 .needs = "cost.amount", .thresholds = {{"percent", 10, UNIT_none}, {"years", 1, UNIT_years}},
	 .cost = KR(5000), .next_step = REASON_do_explain_overrun, .whose = C_role_budget_holder, .look = look_for_overrun},
	{.number = 3, .title = N_("Much of the cost is not in today's budget"), .entity = E_system, .scope = RULE_SYSTEM,
	 .severity = C_severity_low,
	 .help = N_("Of what the system costs over its life, more than the limit says is development in it and around it, "
	            "change, training, incidents and leaving: it will have to be paid, and no budget sees it yet."),
	 .reads = "system.phase " COST_FACTS, .needs = "cost.amount", .thresholds = {{"percent", 50, UNIT_none}},
	 .cost = KR(8000), .next_step = REASON_do_budget_whole, .whose = C_role_budget_holder,
	 .look = cos_look_for_budget_share},
	{.number = 4, .title = N_("Kept longer than its economic life"), .entity = E_system, .scope = RULE_SYSTEM,
	 .severity = C_severity_low,
	 .help = N_("From a certain year on each further year makes the system dearer for every year that it is kept, and it "
	            "is to be kept longer, or nobody has said to when. Medium when it is too late to have a successor in "
	            "place by then."),
	 .reads = "system.phase system.criticality system.introduction_months contract.next_procurement " COST_FACTS,
	 .needs = "cost.amount", .cost = KR(15000), .next_step = REASON_do_weigh_end, .whose = C_role_system_owner,
	 .look = cos_look_for_economic_life},
	{.number = 5, .title = N_("Too little for change and training"), .entity = E_opportunity, .scope = RULE_RECORD,
	 .severity = C_severity_low,
	 .help = N_("Of what an initiative costs once, less is set aside for change management and training than you have "
	            "decided (change_value). There is no norm: where nothing has been decided, that is told "
	            "once. Info where a reason is stated."),
	 .reads = OPPORTUNITY_LEADERS "opportunity.track opportunity.size opportunity.change_reason alternative.chosen "
	          "alternative.investment alternative.change_and_training",
	 .needs = "alternative.investment", .cost = KR(10000), .next_step = REASON_do_fund_change, .whose = WHOSE_PORTFOLIO,
	 .look = cos_look_for_change_share, .settle = cos_settle_change_share},
	{.number = 6, .title = N_("Investment without running cost"), .walks = invests, .scope = RULE_RECORD,
	 .severity = C_severity_low,
	 .help = N_("Money is invested, and nobody has entered what it costs to run from that year on: it will have to be "
	            "found all the same. Looks at costs of the last years and at what alternatives of an opportunity say."),
	 .reads = "system.phase cost.year cost.kind cost.basis cost.amount cost.funding cost.service cost.object "
	          "cost.contract " OPPORTUNITY_LEADERS "alternative.investment alternative.yearly_run",
	 .needs = "cost.amount", .thresholds = {{"years", 3, UNIT_years}}, .cost = KR(4000),
	 .next_step = REASON_do_enter_running, .whose = C_role_budget_holder, .look = cos_look_for_running},
	{.number = 7, .title = N_("Development is paid by internal charging"), .walks = owns_costs, .scope = RULE_RECORD,
	 .severity = C_severity_low,
	 .help = N_("Development is charged to the units that ask for it: those who can pay are served, those who need it "
	            "may wait, and what all need is put off."),
	 .reads = "cost.year cost.kind cost.basis cost.amount cost.funding cost.class cost.service cost.object "
	          "cost.contract",
	 .needs = "cost.funding", .cost = KR(15000), .next_step = REASON_do_fund_together, .whose = C_role_budget_holder,
	 .look = look_for_charge},
	{.number = 8, .title = N_("Somebody pays without gaining"), .walks = is_paid_for, .scope = RULE_RECORD,
	 .severity = C_severity_info,
	 .help = N_("A unit pays for a system that it neither answers for nor uses, or for a benefit that arises in another "
	            "unit: the will to pay ends there. Where nobody has said who uses the system it is not asked."),
	 .reads = "system.phase system.unit usage.unit usage.from usage.to cost.payer cost.year cost.kind cost.basis "
	          "cost.amount " OPPORTUNITY_LEADERS "benefit.payer benefit.unit",
	 .needs = "cost.payer", .cost = KR(6000), .next_step = REASON_do_agree_payer, .whose = C_role_budget_holder,
	 .look = cos_look_for_payers},
};

const struct rule_group rule_group_cos = {"COS", N_("Costs"), rules, COUNT_OF(rules)};
