#include "lifecycle/alternative.h"

#include <string.h>

#define MONTHS 12
#define MEAN_PARTS 6

/* The yearly costs of one guess. */
struct guess_flows {
	money_t all[COST_YEARS + 1], narrow[COST_YEARS + 1], benefit[COST_YEARS + 1];
};

static money_t guessed(const struct money_range *range, enum cost_guess guess)
{
	if (range->of[guess] != NUMBER_UNSET)
		return range->of[guess];
	return range->of[GUESS_LIKELY] == NUMBER_UNSET ? 0 : range->of[GUESS_LIKELY];
}

static bool is_in_order(const struct money_range *range)
{
	return guessed(range, GUESS_LEAST) <= guessed(range, GUESS_LIKELY) &&
	       guessed(range, GUESS_LIKELY) <= guessed(range, GUESS_MOST);
}

static bool are_in_order(const struct alternative_facts *facts)
{
	return is_in_order(&facts->investment) && is_in_order(&facts->yearly_run) && is_in_order(&facts->develop_in) &&
	       is_in_order(&facts->develop_around) && is_in_order(&facts->change_and_training) &&
	       is_in_order(&facts->business_time) && is_in_order(&facts->exit_cost) && is_in_order(&facts->benefit);
}

static bool add_in(money_t year[], const struct money_range *range, enum cost_guess guess)
{
	return money_add(*year, guessed(range, guess), year);
}

static bool add_parallel(const struct alternative_facts *facts, money_t *year)
{
	money_t beside = facts->parallel_months <= 0 ? 0 : scaled(facts->old_yearly, facts->parallel_months, MONTHS);

	return beside != NUMBER_UNSET && money_add(*year, beside, year);
}

static bool add_years(const struct alternative_facts *facts, enum cost_guess guess, struct guess_flows *flows)
{
	bool ok = true;

	for (uint16_t t = 1; ok && t <= facts->life_years; t++)
		ok = add_in(&flows->narrow[t], &facts->yearly_run, guess) &&
		     add_in(&flows->narrow[t], &facts->business_time, guess) &&
		     money_add(flows->all[t], flows->narrow[t], &flows->all[t]) &&
		     add_in(&flows->all[t], &facts->develop_in, guess) &&
		     add_in(&flows->all[t], &facts->develop_around, guess) && add_in(&flows->benefit[t], &facts->benefit, guess);
	return ok;
}

static bool make_flows(const struct alternative_facts *facts, enum cost_guess guess, struct guess_flows *flows)
{
	memset(flows, 0, sizeof *flows);
	return add_in(&flows->narrow[0], &facts->investment, guess) && add_in(&flows->all[0], &facts->investment, guess) &&
	       add_in(&flows->all[0], &facts->change_and_training, guess) && add_years(facts, guess, flows) &&
	       add_parallel(facts, &flows->all[facts->ready_year]) &&
	       add_in(&flows->all[facts->life_years], &facts->exit_cost, guess);
}

static bool find_guess(const struct guess_flows *flows, uint16_t years, int64_t rate, enum cost_guess guess,
                       struct alternative_cost *cost)
{
	return cost_present_value(flows->all, years, 0, rate, &cost->lcc[guess]) &&
	       cost_equivalent_yearly(flows->all, years, 0, rate, &cost->yearly[guess]) &&
	       cost_present_value(flows->narrow, years, 0, rate, &cost->narrow[guess]) &&
	       cost_present_value(flows->benefit, years, 0, rate, &cost->benefit[guess]);
}

static bool find_curve(const struct guess_flows *flows, uint16_t years, int64_t rate, struct alternative_cost *cost)
{
	cost->years = years;
	for (uint16_t t = 0; t <= years; t++) {
		money_t paid, given;
		if (!cost_present_value(flows->all, t, 0, rate, &paid) || !cost_present_value(flows->benefit, t, 0, rate, &given) ||
		    !money_add(paid, -given, &cost->cumulative[t]))
			return false;
	}
	return true;
}

/* The worst: the least benefit with the most cost. */
static bool find_net(struct alternative_cost *cost)
{
	__int128 sum = 0;

	for (int guess = 0; guess < GUESSES; guess++) {
		if (!money_add(cost->benefit[guess], -cost->lcc[GUESS_MOST - guess], &cost->net[guess]))
			return false;
		sum += (__int128)cost->net[guess] * (guess == GUESS_LIKELY ? 4 : 1);
	}
	cost->net_mean = (money_t)((sum + (sum < 0 ? -MEAN_PARTS / 2 : MEAN_PARTS / 2)) / MEAN_PARTS);
	return true;
}

bool alternative_cost_find(const struct alternative_facts *facts, int64_t rate, struct alternative_cost *cost)
{
	struct alternative_cost found = {0};
	uint16_t years = facts->life_years;

	if (years == 0 || years > COST_YEARS || facts->ready_year > years || !are_in_order(facts))
		return false;
	for (int guess = 0; guess < GUESSES; guess++) {
		struct guess_flows flows;
		if (!make_flows(facts, (enum cost_guess)guess, &flows) ||
		    !find_guess(&flows, years, rate, (enum cost_guess)guess, &found) ||
		    (guess == GUESS_LIKELY && !find_curve(&flows, years, rate, &found)))
			return false;
	}
	if (!find_net(&found))
		return false;
	*cost = found;
	return true;
}

bool alternative_nothing(const money_t yearly[], const money_t narrow[], uint16_t years, int64_t rate,
                         struct alternative_cost *cost)
{
	struct alternative_cost found = {0};
	struct guess_flows flows = {0};

	if (years == 0 || years > COST_YEARS)
		return false;
	memcpy(flows.all, yearly, (years + 1u) * sizeof *yearly);
	memcpy(flows.narrow, narrow, (years + 1u) * sizeof *narrow);
	for (int guess = 0; guess < GUESSES; guess++)
		if (!find_guess(&flows, years, rate, (enum cost_guess)guess, &found))
			return false;
	if (!find_curve(&flows, years, rate, &found) || !find_net(&found))
		return false;
	*cost = found;
	return true;
}

int alternative_break_even(const struct alternative_cost *cost, const struct alternative_cost *other)
{
	uint16_t years = cost->years < other->years ? cost->years : other->years;
	bool above = false;

	for (uint16_t t = 0; t <= years; t++) {
		if (above && cost->cumulative[t] <= other->cumulative[t])
			return t;
		above = above || cost->cumulative[t] > other->cumulative[t];
	}
	return above ? -1 : 0;
}
