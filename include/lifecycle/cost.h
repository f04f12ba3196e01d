/* Lifecycle cost: present value, yearly cost, economic life. Sources: DOMAIN 3.4 and 3.5, FORMULAS F1 and F2. Money in
 * öre excluding VAT, rates in basis points, real prices. Year 0 is now, whole; yearly costs fall at the end of the
 * year. Inside, a thousand millionth of an öre is kept, in whole numbers: the same result on every machine, rounded
 * once. */
#ifndef LIFECYCLE_COST_H
#define LIFECYCLE_COST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/money.h"
#include "model/ref.h"

#define COST_KINDS 17 /* numbers of kinds, 0 not used */
#define COST_YEARS 60 /* the longest horizon */
#define COST_DEFAULT_YEARS 10

/* Numbers of the stored choices; 0 is not set. */
enum cost_kind {
	COST_KIND_ACQUISITION = 1,
	COST_KIND_LICENCE = 2,
	COST_KIND_OPERATION = 3,
	COST_KIND_SUPPORT = 4,
	COST_KIND_ADMINISTRATION = 5,
	COST_KIND_DEVELOPMENT = 6,
	COST_KIND_INTEGRATION = 7,
	COST_KIND_TRAINING = 8,
	COST_KIND_CHANGE_MANAGEMENT = 9,
	COST_KIND_PROCUREMENT = 10,
	COST_KIND_MIGRATION = 11,
	COST_KIND_BUSINESS_TIME = 12,
	COST_KIND_SECURITY = 13,
	COST_KIND_PARALLEL_RUNNING = 14,
	COST_KIND_EXIT = 15,
	COST_KIND_RESIDUAL = 16,
};

enum cost_basis {
	COST_BASIS_BUDGET = 1,
	COST_BASIS_FORECAST = 2,
	COST_BASIS_ACTUAL = 3,
};

/* What F1 sums apart. */
enum cost_group {
	COST_NARROW,             /* what today's budget sees */
	COST_DEVELOPMENT_IN,
	COST_DEVELOPMENT_AROUND, /* integrations */
	COST_CHANGE,             /* training and change management */
	COST_EXIT,
	COST_OTHER,              /* security, parallel running, incidents */
	COST_GROUPS,
};
enum cost_group cost_group_of(uint8_t kind);
bool cost_kind_runs(uint8_t kind); /* goes on from year to year where nobody has said otherwise */

/* C_t by group, and the residual value R. `= {0}` before use, then `years` N. */
struct cost_flows {
	uint16_t years; /* N, at most COST_YEARS */
	money_t yearly[COST_GROUPS][COST_YEARS + 1];
	money_t residual;
};

struct lifecycle_cost {
	money_t narrow, full;
	money_t not_in_budget;         /* full − narrow; never called hidden */
	money_t development;           /* present value of development in and around */
	int64_t development_share;     /* basis points of full; NUMBER_UNSET where full is 0 */
	money_t yearly_narrow, yearly_full; /* EAC; NUMBER_UNSET where N is 0 */
	bool development_not_considered;
};

/* False where the sums do not fit, the rate is −100 % or less, or the horizon too long. */
bool lifecycle_cost_find(const struct cost_flows *flows, int64_t rate, struct lifecycle_cost *cost);

/* Σ_{t=0..years} yearly[t]/(1+r)^t − residual/(1+r)^years. False as above. */
bool cost_present_value(const money_t yearly[], uint16_t years, money_t residual, int64_t rate, money_t *value);
/* The same as a yearly cost: value·r/(1−(1+r)^−years), value/years at r = 0. False as above, or where years is 0. */
bool cost_equivalent_yearly(const money_t yearly[], uint16_t years, money_t residual, int64_t rate, money_t *value);

/* A nominal rate made real, exactly: (1+i)/(1+π)−1, rounded to the basis point. FORMULAS F4. `inflation` above
 * −100 %. */
int64_t cost_real_rate(int64_t nominal, int64_t inflation);

/* amount·(1+growth)^years, rounded half away from zero each year; NUMBER_UNSET where it does not fit. */
money_t cost_grown(money_t amount, int64_t growth, uint16_t years);

struct cost_row {
	int16_t year;
	uint8_t kind, basis;
	money_t amount;
	bool estimated; /* nobody has agreed on it or booked it */
	int16_t ends;   /* the last year it goes on to without a row of its own; 0: as long as the system runs */
	struct ref ref;
};

/* What one year costs: every kind but the residual value, each on its best basis; of a kind that runs the last year
 * that has a row where this one has none. */
struct cost_year {
	money_t sum;
	money_t carried;   /* of it: from an earlier year */
	money_t estimated; /* of it: from rows that are */
	size_t rows;       /* that were added up */
};
/* False where a sum does not fit. */
bool cost_year_find(const struct cost_row rows[], size_t count, int16_t year, struct cost_year *found);

/* Over several systems. `= {0}` before use. */
struct cost_total {
	money_t sum, estimated;
	size_t systems;
	bool overflows;
};

/* EAC of keeping the system n more years, exit in the last of them included, for n = 1 … years: `yearly_of[n - 1]`.
 * Returns the n with the lowest, the shortest of equal ones: where the economic life ends. 0 where years is 0 or the
 * sums do not fit. `yearly_of` has `years` places. */
uint16_t cost_economic_life(const money_t yearly[], uint16_t years, money_t exit_cost, int64_t rate,
                            money_t yearly_of[]);

#endif
