#include "lifecycle/cost.h"

#include <string.h>

#define WHOLE 10000 /* basis points */
#define FINE ((__int128)1000000000) /* parts of an öre kept inside a present value */
#define COARSE ((__int128)1000)     /* … and in what an annuity divides */
#define ANNUITY ((__int128)1000000000000000)

static __int128 divided(__int128 value, __int128 by)
{
	__int128 half = by / 2;

	return value < 0 ? -((-value + half) / by) : (value + half) / by;
}

static bool fits(__int128 value, money_t *money)
{
	if (value > INT64_MAX || value <= INT64_MIN)
		return false;
	*money = (money_t)value;
	return true;
}

static bool usable(uint16_t years, int64_t rate)
{
	return years <= COST_YEARS && rate > -WHOLE && rate < 100 * WHOLE;
}

/* From the last year back to now, so that each step is one division by 1 + r. Below −99 % a sum could outgrow its
 * 128 bits: it is then larger than money can be, and stops there. */
static bool fine_present_value(const money_t yearly[], uint16_t years, money_t residual, int64_t rate, __int128 *value)
{
	const __int128 most = (__int128)INT64_MAX * (COST_YEARS + 2) * FINE;
	__int128 sum = -(__int128)residual * FINE;

	if (!usable(years, rate))
		return false;
	for (int t = years; t >= 0; t--) {
		sum += (__int128)yearly[t] * FINE;
		if (sum > most || sum < -most)
			return false;
		if (t > 0)
			sum = divided(sum * WHOLE, WHOLE + rate);
	}
	*value = sum;
	return true;
}

/* Of one year more than the annuity given; of no years it is 0. */
static __int128 longer_annuity(__int128 annuity, int64_t rate)
{
	return divided((annuity + ANNUITY) * WHOLE, WHOLE + rate);
}

/* Σ_{t=1..years} (1+r)^−t; 0 of a rate that spreads nothing. */
static __int128 annuity_of(uint16_t years, int64_t rate)
{
	__int128 sum = 0;

	for (int t = 0; rate >= 0 && t < years; t++)
		sum = longer_annuity(sum, rate);
	return sum;
}

/* A fine present value as a yearly cost. */
static bool spread(__int128 value, __int128 annuity, money_t *yearly)
{
	money_t whole;

	return annuity != 0 && fits(divided(value, FINE), &whole) &&
	       fits(divided(divided(value, FINE / COARSE) * ANNUITY, annuity * COARSE), yearly);
}

bool cost_present_value(const money_t yearly[], uint16_t years, money_t residual, int64_t rate, money_t *value)
{
	__int128 sum;

	return fine_present_value(yearly, years, residual, rate, &sum) && fits(divided(sum, FINE), value);
}

bool cost_equivalent_yearly(const money_t yearly[], uint16_t years, money_t residual, int64_t rate, money_t *value)
{
	__int128 sum;

	return fine_present_value(yearly, years, residual, rate, &sum) && spread(sum, annuity_of(years, rate), value);
}

enum cost_group cost_group_of(uint8_t kind)
{
	switch (kind) {
	case COST_KIND_DEVELOPMENT:
		return COST_DEVELOPMENT_IN;
	case COST_KIND_INTEGRATION:
		return COST_DEVELOPMENT_AROUND;
	case COST_KIND_TRAINING:
	case COST_KIND_CHANGE_MANAGEMENT:
		return COST_CHANGE;
	case COST_KIND_EXIT:
		return COST_EXIT;
	case COST_KIND_SECURITY:
	case COST_KIND_PARALLEL_RUNNING:
		return COST_OTHER;
	default:
		return COST_NARROW;
	}
}

bool cost_kind_runs(uint8_t kind)
{
	return kind == COST_KIND_LICENCE || kind == COST_KIND_OPERATION || kind == COST_KIND_SUPPORT ||
	       kind == COST_KIND_ADMINISTRATION || kind == COST_KIND_BUSINESS_TIME;
}

/* The yearly sums of the groups whose bit is set. */
static bool add_groups(const struct cost_flows *flows, unsigned groups, money_t sums[COST_YEARS + 1])
{
	memset(sums, 0, sizeof(money_t) * (COST_YEARS + 1));
	for (int group = 0; group < COST_GROUPS; group++)
		for (int t = 0; groups & (1U << group) && t <= flows->years; t++)
			if (!money_add(sums[t], flows->yearly[group][t], &sums[t]))
				return false;
	return true;
}

#define GROUP(group) (1U << (group))
#define ALL_GROUPS (GROUP(COST_GROUPS) - 1)

/* `yearly` NULL: of a part to which no residual value belongs, and that nobody asks a yearly cost of. */
static bool sum_groups(const struct cost_flows *flows, unsigned groups, int64_t rate, __int128 annuity, money_t *value,
                       money_t *yearly)
{
	money_t sums[COST_YEARS + 1], residual = yearly == NULL ? 0 : flows->residual;
	__int128 sum;

	if (!add_groups(flows, groups, sums) || !fine_present_value(sums, flows->years, residual, rate, &sum) ||
	    !fits(divided(sum, FINE), value))
		return false;
	if (yearly != NULL && !spread(sum, annuity, yearly))
		*yearly = NUMBER_UNSET;
	return true;
}

bool lifecycle_cost_find(const struct cost_flows *flows, int64_t rate, struct lifecycle_cost *cost)
{
	struct lifecycle_cost found = {0};
	unsigned development = GROUP(COST_DEVELOPMENT_IN) | GROUP(COST_DEVELOPMENT_AROUND);

	if (!usable(flows->years, rate))
		return false;
	__int128 annuity = annuity_of(flows->years, rate);
	if (!sum_groups(flows, GROUP(COST_NARROW), rate, annuity, &found.narrow, &found.yearly_narrow) ||
	    !sum_groups(flows, ALL_GROUPS, rate, annuity, &found.full, &found.yearly_full) ||
	    !sum_groups(flows, development, rate, annuity, &found.development, NULL) ||
	    !money_add(found.full, -found.narrow, &found.not_in_budget))
		return false;
	found.development_share = scaled(found.development, WHOLE, found.full);
	found.development_not_considered = found.development == 0;
	*cost = found;
	return true;
}

int64_t cost_real_rate(int64_t nominal, int64_t inflation)
{
	return scaled(nominal - inflation, WHOLE, WHOLE + inflation);
}

money_t cost_grown(money_t amount, int64_t growth, uint16_t years)
{
	for (uint16_t year = 0; year < years && amount != NUMBER_UNSET; year++)
		amount = scaled(amount, WHOLE + growth, WHOLE);
	return amount;
}

static uint8_t best_basis(const struct cost_row rows[], size_t count, uint8_t kind, int year)
{
	uint8_t best = 0;

	for (size_t i = 0; i < count; i++)
		if (rows[i].kind == kind && rows[i].year == year && rows[i].basis > best)
			best = rows[i].basis;
	return best;
}

/* The last year before `year` that has a row; `year` where there is none. */
static int last_year_before(const struct cost_row rows[], size_t count, uint8_t kind, int year)
{
	int last = year;

	for (size_t i = 0; i < count; i++)
		if (rows[i].kind == kind && rows[i].basis != 0 && rows[i].year < year &&
		    (last == year || rows[i].year > last))
			last = rows[i].year;
	return last;
}

static bool add_row(struct cost_year *found, const struct cost_row *row, bool carried)
{
	found->rows++;
	return money_add(found->sum, row->amount, &found->sum) &&
	       (!carried || money_add(found->carried, row->amount, &found->carried)) &&
	       (!row->estimated || money_add(found->estimated, row->amount, &found->estimated));
}

bool cost_year_find(const struct cost_row rows[], size_t count, int16_t year, struct cost_year *found)
{
	struct cost_year sum = {0};

	for (uint8_t kind = COST_KIND_ACQUISITION; kind < COST_KIND_RESIDUAL; kind++) {
		int from = year;
		if (best_basis(rows, count, kind, from) == 0 && cost_kind_runs(kind))
			from = last_year_before(rows, count, kind, year);
		uint8_t basis = best_basis(rows, count, kind, from);
		for (size_t i = 0; basis != 0 && i < count; i++)
			if (rows[i].kind == kind && rows[i].year == from && rows[i].basis == basis &&
			    !add_row(&sum, &rows[i], from != year))
				return false;
	}
	*found = sum;
	return true;
}

uint16_t cost_economic_life(const money_t yearly[], uint16_t years, money_t exit_cost, int64_t rate,
                            money_t yearly_of[])
{
	__int128 annuity = 0, sum;
	uint16_t best = 0;

	if (years > COST_YEARS || rate < 0)
		return 0;
	for (uint16_t n = 1; n <= years; n++) {
		annuity = longer_annuity(annuity, rate);
		/* a cost of leaving in the last year is a negative residual value */
		if (!fine_present_value(yearly, n, -exit_cost, rate, &sum) || !spread(sum, annuity, &yearly_of[n - 1]))
			return 0;
		if (best == 0 || yearly_of[n - 1] < yearly_of[best - 1])
			best = n;
	}
	return best;
}
