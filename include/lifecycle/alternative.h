/* Ways to go, side by side: what each costs over its own life and a year, with its uncertainty, and when it has paid
 * for itself. Sources: DOMAIN 3.5, FORMULAS F1, F2 and F20. Money in öre excluding VAT, real prices.
 *
 * Year 0 is now: investment, change and training are paid then. Years 1 to N, the life, cost what runs, develops and
 * takes the time of the business, and give the benefit; the cost of leaving falls in year N. While the old runs beside
 * the new, the old is paid too, in the year in which the new is ready. What the old costs until then is not counted: it
 * is the same whichever way is taken. */
#ifndef LIFECYCLE_ALTERNATIVE_H
#define LIFECYCLE_ALTERNATIVE_H

#include "lifecycle/cost.h"

enum cost_guess { GUESS_LEAST, GUESS_LIKELY, GUESS_MOST, GUESSES };

/* By guess; NUMBER_UNSET where it is not stated: the likely one then holds for the others, and nothing at all is 0. */
struct money_range {
	money_t of[GUESSES];
};

struct alternative_facts {
	uint16_t life_years; /* N, 1 to COST_YEARS */
	uint16_t ready_year; /* t in which the new is in use, at most N */
	int64_t parallel_months;
	money_t old_yearly;  /* what the old costs to run in a year */
	struct money_range investment, yearly_run, develop_in, develop_around, change_and_training, business_time, exit_cost,
		benefit;
};

struct alternative_cost {
	money_t lcc[GUESSES], yearly[GUESSES]; /* present value of the costs, and as a yearly cost */
	money_t narrow[GUESSES];               /* what a budget sees of it: investment, running, time of the business */
	money_t benefit[GUESSES];              /* present value; the least comes first here too */
	/* Benefit less cost: the worst is the least benefit with the most cost. */
	money_t net[GUESSES];
	money_t net_mean; /* (a + 4m + b)/6 */
	/* Cost less benefit up to each year, likely, present values: the curve. */
	money_t cumulative[COST_YEARS + 1];
	uint16_t years; /* N */
};

/* False where the sums do not fit, the life is 0 or too long, or a range has its least above its most. */
bool alternative_cost_find(const struct alternative_facts *facts, int64_t rate, struct alternative_cost *cost);

/* Doing nothing, from what the systems cost as they are: `yearly` from year 0 to `years`. It has no benefit of its own
 * and no uncertainty but theirs. */
bool alternative_nothing(const money_t yearly[], const money_t narrow[], uint16_t years, int64_t rate,
                         struct alternative_cost *cost);

/* The first year in which the curve has come down to that of `other`, having been above it; −1 where it never does, 0
 * where it is never above. Compared as far as both reach. */
int alternative_break_even(const struct alternative_cost *cost, const struct alternative_cost *other);

#endif
