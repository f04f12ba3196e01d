/* Management debt and overlap cost: F23. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/memory.h"
#include "lifecycle/debt.h"

#define TODAY 20000

static void what_is_past_its_day_is_debt(void **state)
{
	struct debt debt = {0};
	(void)state;
	debt_add(&debt, 500, TODAY, TODAY); /* the day itself is not past */
	debt_add(&debt, 700, TODAY + 1, TODAY);
	debt_add(&debt, 900, DAY_UNSET, TODAY);
	assert_int_equal(debt.findings, 0);
	assert_int_equal(debt_mean_age(&debt), NUMBER_UNSET);
	debt_add(&debt, 1000, TODAY - 1, TODAY);
	debt_add(&debt, NUMBER_UNSET, TODAY - 10, TODAY);
	debt_add(&debt, 25, TODAY - 3, TODAY);
	assert_int_equal(debt.sum, 1025);
	assert_int_equal(debt.findings, 3);
	assert_int_equal(debt.unpriced, 1);
	assert_int_equal(debt.oldest, 10);
	assert_int_equal(debt.days, 14);
	assert_int_equal(debt_mean_age(&debt), 5); /* 4.67 */
}

static void parts_join_to_the_whole(void **state)
{
	struct debt whole = {0}, one = {0}, other = {0};
	(void)state;
	for (int i = 1; i <= 9; i++) {
		debt_add(i % 2 == 0 ? &one : &other, i * 100, TODAY - i, TODAY);
		debt_add(&whole, i * 100, TODAY - i, TODAY);
	}
	debt_join(&one, &other);
	assert_int_equal(one.sum, whole.sum);
	assert_int_equal(one.findings, whole.findings);
	assert_int_equal(one.days, whole.days);
	assert_int_equal(one.oldest, whole.oldest);
}

static void a_sum_that_does_not_fit_is_told(void **state)
{
	struct debt debt = {0}, other = {0};
	struct overlap overlap = {0};
	(void)state;
	debt_add(&debt, INT64_MAX, TODAY - 1, TODAY);
	assert_false(debt.overflows);
	debt_add(&other, 1, TODAY - 1, TODAY);
	debt_join(&debt, &other);
	assert_true(debt.overflows);
	overlap_add(&overlap, INT64_MAX);
	overlap_add(&overlap, 5);
	assert_int_equal(overlap_cost(&overlap), NUMBER_UNSET);
}

static const struct {
	const char *name;
	money_t yearly[6]; /* ends with 0 */
	money_t cost;
} functions[] = {
	{"the dearest is left out", {300, 1000, 500}, 800},
	{"of equally dear ones one", {500, 500}, 500},
	{"one alone overlaps with nobody", {500}, NUMBER_UNSET},
	{"what is not known is not counted", {300, NUMBER_UNSET, 1000}, 300},
	{"with one cost alone nothing is known", {NUMBER_UNSET, 1000}, NUMBER_UNSET},
	{"a saving is the cheaper one", {-200, -100}, -200},
};

static void overlap_is_the_sum_less_the_dearest(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(functions); i++) {
		struct overlap overlap = {0};
		for (size_t s = 0; functions[i].yearly[s] != 0; s++)
			overlap_add(&overlap, functions[i].yearly[s]);
		if (overlap_cost(&overlap) != functions[i].cost)
			fail_msg("%s: %lld", functions[i].name, (long long)overlap_cost(&overlap));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_past_its_day_is_debt), cmocka_unit_test(parts_join_to_the_whole),
		cmocka_unit_test(a_sum_that_does_not_fit_is_told), cmocka_unit_test(overlap_is_the_sum_less_the_dearest)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
