#include "lifecycle/variance.h"

static day_t expected_end(const struct variance_facts *facts, day_t today)
{
	if (facts->done != DAY_UNSET || facts->over)
		return facts->done;
	if (facts->end != DAY_UNSET)
		return day_later(facts->end, today);
	return today > facts->baseline_end ? today : DAY_UNSET;
}

static void find_time(const struct variance_facts *facts, day_t today, struct variance *variance)
{
	day_t end = expected_end(facts, today);
	if (facts->baseline_end == DAY_UNSET)
		return;
	if (end != DAY_UNSET)
		variance->days_late = (int64_t)end - facts->baseline_end;
	if (facts->start != DAY_UNSET && facts->start < facts->baseline_end)
		variance->planned_days = (int64_t)facts->baseline_end - facts->start;
	variance->late_share = variance->planned_days == NUMBER_UNSET
	                           ? NUMBER_UNSET
	                           : scaled(variance->days_late, 10000, variance->planned_days);
}

static money_t find_outcome(const struct variance_facts *facts)
{
	if ((facts->done != DAY_UNSET || facts->over) && facts->spent != NUMBER_UNSET)
		return facts->spent;
	if (facts->forecast != NUMBER_UNSET)
		return facts->forecast;
	bool above = facts->spent != NUMBER_UNSET && facts->budget != NUMBER_UNSET && facts->spent > facts->budget;
	return above ? facts->spent : NUMBER_UNSET;
}

static void find_cost(const struct variance_facts *facts, struct variance *variance)
{
	variance->outcome = find_outcome(facts);
	if (variance->outcome == NUMBER_UNSET || facts->budget == NUMBER_UNSET ||
	    __builtin_sub_overflow(variance->outcome, facts->budget, &variance->over)) {
		variance->over = NUMBER_UNSET;
		return;
	}
	variance->over_share = facts->budget > 0 ? scaled(variance->over, 10000, facts->budget) : NUMBER_UNSET;
}

void variance_find(const struct variance_facts *facts, day_t today, struct variance *variance)
{
	*variance = (struct variance){NUMBER_UNSET, NUMBER_UNSET, NUMBER_UNSET, NUMBER_UNSET, NUMBER_UNSET, NUMBER_UNSET};
	find_time(facts, today, variance);
	find_cost(facts, variance);
}

void variance_explain_time(const struct variance_facts *facts, const struct variance *variance, struct reasons *chain)
{
	if (variance->days_late == NUMBER_UNSET)
		return;
	reasons_add(chain, REASON_variance_planned, (int64_t)facts->baseline_end);
	if (facts->done != DAY_UNSET)
		reasons_add(chain, REASON_variance_done, (int64_t)facts->done);
	else if (facts->end != DAY_UNSET)
		reasons_add(chain, REASON_variance_expected, (int64_t)facts->end);
	if (facts->done == DAY_UNSET && variance->days_late > 0 &&
	    (facts->end == DAY_UNSET || variance->days_late > (int64_t)facts->end - facts->baseline_end))
		reasons_add(chain, REASON_variance_not_done);
	if (variance->late_share != NUMBER_UNSET)
		reasons_add(chain, REASON_variance_of_days, variance->days_late, variance->planned_days);
}

void variance_explain_cost(const struct variance_facts *facts, const struct variance *variance, struct reasons *chain)
{
	if (variance->over == NUMBER_UNSET)
		return;
	reasons_add(chain, REASON_variance_budget, facts->budget);
	if (variance->outcome == facts->spent && (facts->done != DAY_UNSET || facts->over || facts->forecast == NUMBER_UNSET))
		reasons_add(chain, REASON_variance_spent, variance->outcome);
	else
		reasons_add(chain, REASON_variance_forecast, variance->outcome);
}
