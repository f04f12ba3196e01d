/* Budget, forecast and outcome beside each other, what money is for, and what an investment costs a year. Sources:
 * DOMAIN 2 (cost) and 3.4, FORMULAS F3 and F11. Money in öre, excluding VAT, as it was booked. */
#ifndef LIFECYCLE_BUDGET_H
#define LIFECYCLE_BUDGET_H

#include "lifecycle/cost.h"

#define COST_BASES 4 /* by enum cost_basis; place 0 is not used */

/* Of one thing, year and kind: each basis that has a row; NUMBER_UNSET where it has none. */
struct budget_line {
	struct ref owner;
	int16_t year;
	uint8_t kind;
	uint8_t purpose, funding; /* stored choices, as rows of the best basis say; 0: not stated */
	money_t of[COST_BASES];
};

/* What counts of it: the outcome, else the forecast, else the budget. */
money_t budget_line_best(const struct budget_line *line);

/* Over many lines. `= {0}` before use. A deviation is only of what has both: a budget that still waits for its outcome
 * deviates by nothing. */
struct budget_sum {
	money_t of[COST_BASES], best;
	money_t compared;  /* the budget of what has an outcome, or a forecast, beside it */
	money_t deviation; /* that outcome, or forecast, less that budget */
	size_t lines, compared_lines;
	size_t rows[COST_BASES]; /* lines that have the basis: where none has, the sum is not known */
	bool overflows;
};
void budget_sum_add(struct budget_sum *sum, const struct budget_line *line);
/* Basis points of what was compared; NUMBER_UNSET where that is 0. */
int64_t budget_deviation_share(const struct budget_sum *sum);

/* F3, straight line: of an investment of `amount` made in year 1, what year `year` costs: the part written off, and
 * the interest on what had not been written off when the year began. Both 0 outside 1 … `years`; parts add up to the
 * amount. `rate` in basis points. */
struct capital_cost {
	money_t depreciation, interest;
	money_t remaining; /* not written off when the year begins */
};
struct capital_cost capital_cost_of(money_t amount, int64_t years, int64_t rate, int64_t year);

#endif
