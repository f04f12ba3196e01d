/* Deviations and capital costs. Source: FORMULAS F3. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/memory.h"
#include "lifecycle/budget.h"

#define NONE NUMBER_UNSET

static const struct {
	struct budget_line lines[3];
	money_t best, compared, deviation;
	int64_t share;
} sums[] = {
	/* one that waits for its outcome deviates by nothing; 1,100 of 1,000 and 450 of 500 do */
	{{{.of = {NONE, 1000, NONE, 1100}}, {.of = {NONE, 500, 450, NONE}}, {.of = {NONE, 700, NONE, NONE}}},
     2250, 1500, 50, 333},
	/* the outcome counts before the forecast; what was never budgeted is no deviation */
	{{{.of = {NONE, 200, 900, 100}}, {.of = {NONE, NONE, NONE, 80}}, {.of = {NONE, NONE, 5, NONE}}},
     185, 200, -100, -5000},
	{{{.of = {NONE, 0, NONE, 40}}, {.of = {NONE, NONE, NONE, NONE}}, {.of = {NONE, -30, -30, NONE}}},
     10, -30, 40, -13333},
	{{{.of = {NONE, NONE, NONE, NONE}}, {.of = {NONE, 10, NONE, NONE}}, {.of = {NONE, NONE, 3, NONE}}},
     13, 0, 0, NONE},
};

static void test_sums(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(sums); i++) {
		struct budget_sum sum = {0};
		for (size_t j = 0; j < COUNT_OF(sums[i].lines); j++)
			if (budget_line_best(&sums[i].lines[j]) != NONE)
				budget_sum_add(&sum, &sums[i].lines[j]);
		assert_int_equal(sum.best, sums[i].best);
		assert_int_equal(sum.compared, sums[i].compared);
		assert_int_equal(sum.deviation, sums[i].deviation);
		assert_int_equal(budget_deviation_share(&sum), sums[i].share);
		assert_false(sum.overflows);
	}
}

static void test_what_does_not_fit(void **state)
{
	const struct budget_line large = {.of = {NONE, INT64_MAX, NONE, 1}}, more = {.of = {NONE, NONE, NONE, INT64_MAX}};
	struct budget_sum sum = {0};
	(void)state;
	budget_sum_add(&sum, &large);
	assert_false(sum.overflows);
	budget_sum_add(&sum, &more);
	assert_true(sum.overflows);
}

/* A/n + i·(A − A·(t−1)/n): 1 000 000 kr over 5 years at 2,5 %. */
static const struct {
	money_t amount;
	int64_t years, rate, year;
	money_t depreciation, interest;
} capital[] = {
	{100000000, 5, 250, 1, 20000000, 2500000},
	{100000000, 5, 250, 2, 20000000, 2000000},
	{100000000, 5, 250, 5, 20000000, 500000},
	{100000000, 5, 250, 6, 0, 0},
	{100000000, 5, 250, 0, 0, 0},
	{100, 3, 0, 1, 33, 0},
	{100, 3, 0, 2, 34, 0}, /* the parts are together the amount */
	{100, 3, 0, 3, 33, 0},
	{100000000, 0, 250, 1, 0, 0},
	{-5000, 5, 1000, 2, -1000, -400},
};

static void test_capital(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(capital); i++) {
		const struct capital_cost cost =
			capital_cost_of(capital[i].amount, capital[i].years, capital[i].rate, capital[i].year);
		assert_int_equal(cost.depreciation, capital[i].depreciation);
		assert_int_equal(cost.interest, capital[i].interest);
	}
	for (money_t amount = 1; amount < 2000; amount += 7)
		for (int64_t years = 1; years < 12; years++) {
			money_t sum = 0;
			for (int64_t year = 1; year <= years; year++)
				sum += capital_cost_of(amount, years, 250, year).depreciation;
			assert_int_equal(sum, amount);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_sums), cmocka_unit_test(test_what_does_not_fit),
	                                   cmocka_unit_test(test_capital)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
