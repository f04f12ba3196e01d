/* Management debt and overlap cost. Sources: DOMAIN 3.9, FORMULAS F23. Money in öre.
 *
 * Debt is what it is estimated to cost to put right the findings that are open and past their due day, beside how long
 * they have been so. Overlap is what systems in use for the same function cost a year (EAC), less the dearest of
 * them. */
#ifndef LIFECYCLE_DEBT_H
#define LIFECYCLE_DEBT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/money.h"

/* `= {0}` before use. */
struct debt {
	money_t sum;
	size_t findings, unpriced; /* unpriced: of them, those that nobody has said the cost of */
	int64_t days;              /* past due, of all findings together */
	int64_t oldest;            /* … of the one that has waited longest */
	bool overflows;
};
bool debt_is_due(day_t due, day_t today);        /* past its day; without a day never */
int64_t debt_age(day_t due, day_t today);        /* days past due */
/* Of an open finding; nothing where it is not past due. `cost` NUMBER_UNSET: not known. */
void debt_add(struct debt *debt, money_t cost, day_t due, day_t today);
void debt_join(struct debt *debt, const struct debt *other);
int64_t debt_mean_age(const struct debt *debt);  /* days, rounded half up; NUMBER_UNSET where there are no findings */

/* Of one function. `= {0}` before use. */
struct overlap {
	money_t sum, dearest;
	size_t systems, unknown; /* unknown: of them, those whose cost is not known */
	bool overflows;
};
/* One more active system; `yearly` NUMBER_UNSET: not known. */
void overlap_add(struct overlap *overlap, money_t yearly);
/* Σ − max; NUMBER_UNSET where the cost of fewer than two systems is known, or the sum does not fit. */
money_t overlap_cost(const struct overlap *overlap);

#endif
