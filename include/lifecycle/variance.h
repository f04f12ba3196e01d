/* How far from what was decided, in time and in money. Sources: REQUIREMENTS 000-031, FORMULAS (rounding).
 * Δt = days late / planned days, Δk = outcome / budget − 1; above 0 is late or dear, below 0 early or cheap. */
#ifndef LIFECYCLE_VARIANCE_H
#define LIFECYCLE_VARIANCE_H

#include "base/date.h"
#include "base/money.h"
#include "model/reason.h"

/* DAY_UNSET and NUMBER_UNSET where not stated. */
struct variance_facts {
	day_t start, baseline_end; /* as decided: the last day */
	day_t end;                 /* as it is planned now */
	day_t done;
	money_t budget, forecast, spent;
	bool over; /* it goes on no more: without a day on which it was done, how late it was is not known */
};

/* NUMBER_UNSET where it is not known; shares in basis points, rounded half away from zero. */
struct variance {
	/* Days from baseline_end to the day it was done. While it is not done: to its planned end, and to today where that
	 * has passed. */
	int64_t days_late, planned_days;
	int64_t late_share;
	/* What it costs: spent when it is done (else the forecast); until then the forecast, and where there is none what has
	 * been spent, once it is above the budget. */
	money_t outcome, over;
	int64_t over_share;
};

void variance_find(const struct variance_facts *facts, day_t today, struct variance *variance);
void variance_explain_time(const struct variance_facts *facts, const struct variance *variance, struct reasons *chain);
void variance_explain_cost(const struct variance_facts *facts, const struct variance *variance, struct reasons *chain);

#endif
