#include "lifecycle/budget.h"

#define WHOLE 10000 /* basis points */

money_t budget_line_best(const struct budget_line *line)
{
	for (int basis = COST_BASIS_ACTUAL; basis >= COST_BASIS_BUDGET; basis--)
		if (line->of[basis] != NUMBER_UNSET)
			return line->of[basis];
	return NUMBER_UNSET;
}

static void add(struct budget_sum *sum, money_t amount, money_t *place)
{
	if (amount != NUMBER_UNSET && !money_add(*place, amount, place))
		sum->overflows = true;
}

void budget_sum_add(struct budget_sum *sum, const struct budget_line *line)
{
	money_t budget = line->of[COST_BASIS_BUDGET], best = budget_line_best(line), deviation;
	bool became = line->of[COST_BASIS_ACTUAL] != NUMBER_UNSET || line->of[COST_BASIS_FORECAST] != NUMBER_UNSET;

	sum->lines++;
	for (int basis = COST_BASIS_BUDGET; basis < COST_BASES; basis++) {
		add(sum, line->of[basis], &sum->of[basis]);
		sum->rows[basis] += line->of[basis] != NUMBER_UNSET;
	}
	add(sum, best, &sum->best);
	if (budget == NUMBER_UNSET || !became)
		return;
	sum->compared_lines++;
	add(sum, budget, &sum->compared);
	if (money_add(best, -budget, &deviation))
		add(sum, deviation, &sum->deviation);
	else
		sum->overflows = true;
}

int64_t budget_deviation_share(const struct budget_sum *sum)
{
	return sum->compared == 0 ? NUMBER_UNSET : scaled(sum->deviation, WHOLE, sum->compared);
}

struct capital_cost capital_cost_of(money_t amount, int64_t years, int64_t rate, int64_t year)
{
	struct capital_cost cost = {0};

	if (years <= 0 || year < 1 || year > years)
		return cost;
	money_t before = scaled(amount, year - 1, years);
	cost.depreciation = scaled(amount, year, years) - before;
	cost.remaining = amount - before;
	cost.interest = scaled(cost.remaining, rate, WHOLE);
	return cost;
}
