/* Obsolescence: FORMULAS F5. */
#include "lifecycle/lifecycle_cases.h"

#include "lifecycle/obsolescence.h"

#define TODAY 20000

static void test_formula(void **state)
{
	static const struct {
		int left, lead;
		int64_t score;
		int class;
	} cases[] = {
		/* F5 */
		{-1, 540, 10000, OBSOLESCENCE_RED}, {0, 540, 9900, OBSOLESCENCE_YELLOW}, {30, 540, 9683, OBSOLESCENCE_YELLOW},
		{180, 540, 8600, OBSOLESCENCE_YELLOW}, {540, 540, 6000, OBSOLESCENCE_YELLOW}, {900, 540, 3041,
			OBSOLESCENCE_GREEN},
		{1270, 540, 0, OBSOLESCENCE_GREEN},
		/* around the bends */
		{-4000, 540, 10000, OBSOLESCENCE_RED}, {1, 540, 9893, OBSOLESCENCE_YELLOW}, {539, 540, 6007,
			OBSOLESCENCE_YELLOW},
		{541, 540, 5992, OBSOLESCENCE_GREEN}, {1269, 540, 8, OBSOLESCENCE_GREEN}, {1271, 540, 0, OBSOLESCENCE_GREEN},
		{9000, 540, 0, OBSOLESCENCE_GREEN},
		/* a lead of no days is taken as 1, and so is a day to act after the end */
		{0, 0, 9900, OBSOLESCENCE_YELLOW}, {1, 0, 6000, OBSOLESCENCE_YELLOW}, {2, 0, 5992, OBSOLESCENCE_GREEN},
		{0, -50, 9900, OBSOLESCENCE_YELLOW}, {731, 0, 0, OBSOLESCENCE_GREEN}, {366, 1, 3000, OBSOLESCENCE_GREEN},
		{3, 7, 8229, OBSOLESCENCE_YELLOW}, {5, 8, 7463, OBSOLESCENCE_YELLOW},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		day_t ends = TODAY + cases[i].left, act_by = ends - cases[i].lead;

		if (obsolescence_score(ends, act_by, TODAY) != cases[i].score ||
		    obsolescence_class(ends, act_by, TODAY) != cases[i].class)
			fail_msg("D %d, L %d: %lld, class %d", cases[i].left, cases[i].lead,
			         (long long)obsolescence_score(ends, act_by, TODAY), obsolescence_class(ends, act_by, TODAY));
	}
}

static void test_unknown_is_no_colour(void **state)
{
	(void)state;
	assert_int_equal(obsolescence_score(DAY_UNSET, TODAY, TODAY), NUMBER_UNSET);
	assert_int_equal(obsolescence_class(DAY_UNSET, TODAY, TODAY), OBSOLESCENCE_UNKNOWN);
	assert_int_equal(obsolescence_score(TODAY, DAY_UNSET, TODAY), 9900);
}

/* Time alone never makes it better, nor does an earlier end; more lead never makes it lower. */
static void test_monotone(void **state)
{
	(void)state;
	for (int lead = 0; lead <= 1500; lead += 37)
		for (int left = -5; left < 2500; left++) {
			int64_t now = obsolescence_score(TODAY + left, TODAY + left - lead, TODAY);
			int64_t tomorrow = obsolescence_score(TODAY + left, TODAY + left - lead, TODAY + 1);
			int64_t longer = obsolescence_score(TODAY + left, TODAY + left - lead - 1, TODAY);

			if (tomorrow < now || longer < now || now < 0 || now > 10000)
				fail_msg("L %d, D %d: %lld, tomorrow %lld, more lead %lld", lead, left, (long long)now,
				         (long long)tomorrow, (long long)longer);
		}
}

static void test_maximum_not_sum(void **state)
{
	struct system_obsolescence system = system_obsolescence_none;
	struct reasons chain = {0};

	(void)state;
	system_obsolescence_add(&system, (struct ref){1, 1}, DAY_UNSET, DAY_UNSET, TODAY);
	assert_int_equal(system.score, NUMBER_UNSET);
	system_obsolescence_add(&system, (struct ref){1, 2}, TODAY + 900, TODAY + 360, TODAY);
	system_obsolescence_add(&system, (struct ref){1, 3}, TODAY + 180, TODAY - 360, TODAY);
	system_obsolescence_add(&system, (struct ref){1, 4}, TODAY + 180, TODAY - 360, TODAY);
	assert_int_equal(system.score, 8600);
	assert_int_equal(system.worst.id, 3);
	system_obsolescence_add(&system, (struct ref){1, 5}, TODAY - 1, DAY_UNSET, TODAY);
	assert_int_equal(system.score, 10000);
	assert_int_equal(system.red, 1);
	assert_int_equal(system.yellow, 2);
	assert_int_equal(system.green, 1);
	assert_int_equal(system.unknown, 1);
	obsolescence_explain(&system, &chain);
	assert_int_equal(chain.items[0].id, REASON_obsolescence);
	assert_int_equal(chain.items[0].arguments[0].number, 10000);
	assert_int_equal(chain.items[0].arguments[1].ref.id, 5);
	assert_int_equal(chain.items[1].arguments[3].number, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_formula),
		cmocka_unit_test(test_unknown_is_no_colour),
		cmocka_unit_test(test_monotone),
		cmocka_unit_test(test_maximum_not_sum),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
