/* Where a life-cycle cost comes from. */
#include "lifecycle/system_cost.h"

static const enum reason_id of_group[COST_GROUPS] = {
	[COST_NARROW] = REASON_cost_narrow,
	[COST_DEVELOPMENT_IN] = REASON_cost_development_in,
	[COST_DEVELOPMENT_AROUND] = REASON_cost_development_around,
	[COST_CHANGE] = REASON_cost_change,
	[COST_EXIT] = REASON_cost_exit,
	[COST_OTHER] = REASON_cost_other,
};

void system_cost_explain(const struct system_cost *cost, int64_t rate, bool narrow, struct reasons *chain)
{
	money_t whole = narrow ? cost->cost.narrow : cost->cost.full;
	money_t estimated = narrow ? cost->narrow_estimated : cost->full_estimated;

	reasons_add(chain, REASON_cost_horizon, (int64_t)cost->flows.years, rate);
	for (int group = 0; group < COST_GROUPS; group++) {
		money_t value;
		if ((narrow && group != COST_NARROW) ||
		    !cost_present_value(cost->flows.yearly[group], cost->flows.years, 0, rate, &value) || value == 0)
			continue;
		reasons_add(chain, of_group[group], value);
	}
	if (whole != 0)
		reasons_add(chain, REASON_cost_estimated, scaled(estimated, 10000, whole));
}
