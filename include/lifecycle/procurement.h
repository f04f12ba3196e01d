/* What a contract is worth, how far it has been used, how much it may change, and when buying again must begin. Source:
 * FORMULAS F6. Limits and thresholds are dated parameters of the organisation, given by the caller. */
#ifndef LIFECYCLE_PROCUREMENT_H
#define LIFECYCLE_PROCUREMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/date.h"
#include "base/money.h"
#include "lifecycle/contract.h"
#include "lifecycle/lead.h"

/* When the next purchase must begin: an end less procurement and introduction, added up first. */
struct procurement_start {
	day_t start;            /* as entered, else from final_end: the remaining options taken as used */
	day_t decided_only;     /* from the end with the options used so far; shown beside it */
	bool entered;           /* by a person, in procurement_start */
};
/* `entered` DAY_UNSET where nobody has. A contract that renews itself or runs on has no final_end: then only what is
 * entered, and of the former decided_only from the running term. */
void procurement_start_find(const struct contract_clock *clock, const struct lead *lead, day_t entered,
                            struct procurement_start *start);

/* A share that keeps what it is a share of. */
struct procurement_share {
	money_t part, whole;
	int64_t basis_points; /* rounded half away from zero; NUMBER_UNSET where either is not set or the whole is 0 */
};
struct procurement_share procurement_ceiling_use(money_t called_off, money_t ceiling);

/* Value with base and options as if used (LOU 5:3): `total_value` where stated, which includes them; else the yearly
 * cost over the months from start to the end with all options, or over 48 months where it runs until further notice.
 * NUMBER_UNSET where it cannot be told. */
#define PROCUREMENT_RUNNING_MONTHS 48
money_t procurement_value(const struct contract_terms *terms, money_t total_value, money_t yearly_cost);

/* value · (1 + index)^years, in whole öre, rounded half away from zero each year; NUMBER_UNSET: no fit. */
money_t procurement_indexed_value(money_t value, int64_t index_basis_points, int32_t years);

/* Room for changes without a new procurement (LOU 17:9): min(threshold, share of the indexed value) − the sum of net
 * changes; negative where it is used up. `share` in basis points: 1000 for goods and services. `threshold`
 * NUMBER_UNSET: only the share limits. */
money_t procurement_change_room(money_t indexed_value, int64_t share, money_t threshold, money_t net_changes);

enum direct_awards {
	DIRECT_AWARDS_UNKNOWN = 0, /* no limit, or no sum */
	DIRECT_AWARDS_WITHIN = 1,
	DIRECT_AWARDS_NEAR = 2,    /* 80 % of the limit or more */
	DIRECT_AWARDS_ABOVE = 3,   /* more than the limit */
};
/* Direct awards of a supplier, a kind and a year against the limit of that year. */
uint8_t procurement_direct_awards(money_t sum, money_t limit);

#endif
