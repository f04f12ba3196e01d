/* Lifecycle cost: FORMULAS F1 and F2, to the öre, and DOMAIN 3.4 and 3.5. */
#include "base/memory.h"
#include "lifecycle/lifecycle_cases.h"

#include <math.h>

#include "lifecycle/cost.h"

#define KR(amount) ((money_t)((amount) * 100))

/* The worked example of F1: 1 000 000 now; 200 000 a year for 8 years; development 100 000 in years 2, 4, 6; adjacent
 * 50 000 a year; training and change 150 000 now; exit 150 000 in year 8. */
static struct cost_flows example(void)
{
	struct cost_flows flows = {.years = 8};

	flows.yearly[COST_NARROW][0] = KR(1000000);
	flows.yearly[COST_CHANGE][0] = KR(150000);
	for (int t = 1; t <= 8; t++) {
		flows.yearly[COST_NARROW][t] = KR(200000);
		flows.yearly[COST_DEVELOPMENT_AROUND][t] = KR(50000);
	}
	for (int t = 2; t <= 6; t += 2)
		flows.yearly[COST_DEVELOPMENT_IN][t] = KR(100000);
	flows.yearly[COST_EXIT][8] = KR(150000);
	return flows;
}

static void test_worked_example(void **state)
{
	struct cost_flows flows = example();
	struct lifecycle_cost cost;

	(void)state;
	assert_true(lifecycle_cost_find(&flows, 0, &cost));
	assert_int_equal(cost.full, 360000000);
	assert_int_equal(cost.yearly_full, 45000000);
	assert_true(lifecycle_cost_find(&flows, 200, &cost));
	assert_int_equal(cost.full, 338669247);
	assert_true(lifecycle_cost_find(&flows, 300, &cost));
	assert_int_equal(cost.full, 329019115);
	assert_int_equal(cost.narrow, 240393844);
	assert_int_equal(cost.not_in_budget, 329019115 - 240393844);
	assert_int_equal(scaled(cost.narrow, 10000, cost.full), 7306);
	assert_int_equal(cost.development_share, 1878);
	assert_int_equal(cost.yearly_full, 46870875);
	assert_false(cost.development_not_considered);
}

static void test_development_not_considered(void **state)
{
	struct cost_flows flows = {.years = 3, .yearly[COST_NARROW] = {KR(10), KR(10), KR(10), KR(10)}};
	struct lifecycle_cost cost;

	(void)state;
	assert_true(lifecycle_cost_find(&flows, 0, &cost));
	assert_true(cost.development_not_considered);
	assert_int_equal(cost.development_share, 0);
	assert_int_equal(cost.not_in_budget, 0);
	flows.years = 0;
	assert_true(lifecycle_cost_find(&flows, 300, &cost));
	assert_int_equal(cost.full, KR(10));
	assert_int_equal(cost.yearly_full, NUMBER_UNSET);
}

static void test_residual(void **state)
{
	static const money_t yearly[] = {KR(1000), 0, 0};
	money_t value;

	(void)state;
	assert_true(cost_present_value(yearly, 2, KR(121), 1000, &value));
	assert_int_equal(value, KR(900));
	assert_true(cost_equivalent_yearly(yearly, 2, 0, 1000, &value));
	assert_int_equal(value, 57619); /* 1000 · 0,1 / (1 − 1,1^−2) = 576,1904… */
}

static void test_refused(void **state)
{
	static money_t most[COST_YEARS + 1];
	money_t value = 17;

	(void)state;
	for (size_t t = 0; t <= COST_YEARS; t++)
		most[t] = INT64_MAX;
	assert_false(cost_present_value(most, 1, 0, 0, &value));
	assert_false(cost_present_value(most, COST_YEARS, 0, -9999, &value));
	assert_false(cost_present_value(most, COST_YEARS + 1, 0, 0, &value));
	assert_false(cost_present_value(most, 1, 0, -10000, &value));
	assert_false(cost_equivalent_yearly(most, 0, 0, 300, &value));
	assert_int_equal(value, 17);
	assert_true(cost_present_value(most, 0, 0, 300, &value));
	assert_int_equal(value, INT64_MAX);
}

/* Against long double, at random: never an öre apart. */
static void test_against_floating_point(void **state)
{
	uint64_t seed = 5;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		money_t yearly[COST_YEARS + 1], value, each;
		uint16_t years = (uint16_t)(1 + round % COST_YEARS);
		int64_t rate = round % 1500;
		long double sum = 0, annuity = 0;

		for (int t = 0; t <= years; t++) {
			seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
			yearly[t] = (money_t)(seed >> 30) - 1000000000;
			sum += (long double)yearly[t] / powl(1 + (long double)rate / 10000, t);
			annuity += t == 0 ? 0 : 1 / powl(1 + (long double)rate / 10000, t);
		}
		assert_true(cost_present_value(yearly, years, 0, rate, &value));
		assert_true(cost_equivalent_yearly(yearly, years, 0, rate, &each));
		assert_true(fabsl((long double)value - sum) < 0.51L);
		assert_true(fabsl((long double)each - sum / annuity) < 0.51L);
	}
}

static void test_economic_life(void **state)
{
	static const money_t yearly[] = {KR(1000), KR(100), KR(100), KR(150), KR(300), KR(1200)};
	money_t of[5];

	(void)state;
	assert_int_equal(cost_economic_life(yearly, 5, KR(60), 0, of), 4);
	assert_int_equal(of[0], KR(1160));
	assert_int_equal(of[1], KR(630));
	assert_int_equal(of[2], KR(470));
	assert_int_equal(of[3], KR(427.5));
	assert_int_equal(of[4], KR(582));
	assert_int_equal(cost_economic_life(yearly, 0, 0, 0, of), 0);
}

static void test_groups(void **state)
{
	static const uint8_t narrow[] = {COST_KIND_ACQUISITION, COST_KIND_PROCUREMENT, COST_KIND_MIGRATION,
		COST_KIND_LICENCE, COST_KIND_OPERATION, COST_KIND_SUPPORT, COST_KIND_ADMINISTRATION, COST_KIND_BUSINESS_TIME};
	size_t count = 0;

	(void)state;
	for (size_t i = 0; i < sizeof narrow; i++)
		assert_int_equal(cost_group_of(narrow[i]), COST_NARROW);
	for (uint8_t kind = COST_KIND_ACQUISITION; kind <= COST_KIND_EXIT; kind++)
		count += cost_group_of(kind) == COST_NARROW;
	assert_int_equal(count, sizeof narrow);
	assert_true(cost_kind_runs(COST_KIND_BUSINESS_TIME));
	assert_false(cost_kind_runs(COST_KIND_DEVELOPMENT));
}

/* What one year costs: actual before forecast before budget, what runs carried on from the last year that has a row. */
static void test_year(void **state)
{
	(void)state;
	static const struct cost_row rows[] = {
		{2024, COST_KIND_OPERATION, COST_BASIS_ACTUAL, 70, false},
		{2025, COST_KIND_OPERATION, COST_BASIS_BUDGET, 80, true},
		{2025, COST_KIND_TRAINING, COST_BASIS_ACTUAL, 500, false},
		{2026, COST_KIND_LICENCE, COST_BASIS_BUDGET, 100, false},
		{2026, COST_KIND_LICENCE, COST_BASIS_FORECAST, 95, true},
		{2026, COST_KIND_LICENCE, COST_BASIS_FORECAST, 5, false},
		{2026, COST_KIND_RESIDUAL, COST_BASIS_ACTUAL, 1000, false},
		{2027, COST_KIND_OPERATION, COST_BASIS_BUDGET, 900, false},
	};
	static const struct {
		int16_t year;
		struct cost_year want;
	} cases[] = {
		{2023, {0, 0, 0, 0}}, {2024, {70, 0, 0, 1}}, {2025, {580, 0, 80, 2}}, {2026, {180, 80, 175, 3}},
		{2027, {1000, 100, 95, 3}},
	};
	struct cost_year found;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		assert_true(cost_year_find(rows, sizeof rows / sizeof rows[0], cases[i].year, &found));
		assert_int_equal(found.sum, cases[i].want.sum);
		assert_int_equal(found.carried, cases[i].want.carried);
		assert_int_equal(found.estimated, cases[i].want.estimated);
		assert_int_equal(found.rows, cases[i].want.rows);
	}
	const struct cost_row large[] = {{2026, COST_KIND_LICENCE, COST_BASIS_BUDGET, INT64_MAX, false},
	                                 {2026, COST_KIND_SUPPORT, COST_BASIS_BUDGET, 1, false}};
	assert_false(cost_year_find(large, 2, 2026, &found));
}

/* F4: 3 % and 2 % are 0,980392 %. */
static void test_real_rate(void **state)
{
	static const int64_t rates[][3] = {{300, 200, 98},  {300, 0, 300},  {200, 300, -97}, {0, 0, 0},
	                                   {550, 210, 333}, {100, 100, 0}, {0, 5000, -3333}};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rates); i++)
		assert_int_equal(cost_real_rate(rates[i][0], rates[i][1]), rates[i][2]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_real_rate),
		cmocka_unit_test(test_worked_example),
		cmocka_unit_test(test_development_not_considered),
		cmocka_unit_test(test_residual),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_against_floating_point),
		cmocka_unit_test(test_economic_life),
		cmocka_unit_test(test_groups),
		cmocka_unit_test(test_year),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
