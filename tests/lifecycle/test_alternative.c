/* Alternatives side by side: DOMAIN 3.5, F1, F2, F20. */
#include "lifecycle/lifecycle_cases.h"

#include "base/memory.h"
#include "lifecycle/alternative.h"

#define KR(amount) ((money_t)((amount) * 100))
#define LIKELY(amount) {{NUMBER_UNSET, KR(amount), NUMBER_UNSET}}
#define BETWEEN(least, likely, most) {{KR(least), KR(likely), KR(most)}}
#define NOT_STATED {{NUMBER_UNSET, NUMBER_UNSET, NUMBER_UNSET}}

static struct alternative_facts example(void)
{
	return (struct alternative_facts){
		.life_years = 4,
		.ready_year = 1,
		.parallel_months = 6,
		.old_yearly = KR(100),
		.investment = BETWEEN(300, 400, 600),
		.yearly_run = LIKELY(50),
		.develop_in = LIKELY(10),
		.develop_around = NOT_STATED,
		.change_and_training = LIKELY(40),
		.business_time = LIKELY(5),
		.exit_cost = LIKELY(20),
		.benefit = BETWEEN(100, 120, 150),
	};
}

static void each_guess_is_added_up_by_hand(void **state)
{
	struct alternative_facts facts = example();
	struct alternative_cost cost;
	(void)state;
	assert_true(alternative_cost_find(&facts, 0, &cost));
	/* 400 + 40 now, 65 a year for four years, half a year of the old, 20 to leave */
	assert_int_equal(cost.lcc[GUESS_LIKELY], KR(400 + 40 + 4 * 65 + 50 + 20));
	assert_int_equal(cost.lcc[GUESS_LEAST], KR(670));
	assert_int_equal(cost.lcc[GUESS_MOST], KR(970));
	assert_int_equal(cost.yearly[GUESS_LIKELY], KR(192.5));
	assert_int_equal(cost.narrow[GUESS_LIKELY], KR(400 + 4 * 55));
	assert_int_equal(cost.benefit[GUESS_LEAST], KR(400));
	assert_int_equal(cost.net[GUESS_LEAST], KR(400 - 970));
	assert_int_equal(cost.net[GUESS_LIKELY], KR(480 - 770));
	assert_int_equal(cost.net[GUESS_MOST], KR(600 - 670));
	assert_int_equal(cost.net_mean, -30000); /* (−570 + 4 · −290 + −70)/6 */
	static const double curve[] = {440, 435, 380, 325, 290};
	for (size_t t = 0; t < COUNT_OF(curve); t++)
		case_same_number("curve", "year", cost.cumulative[t], (int64_t)(curve[t] * 100));
}

static void it_is_paid_back_when_the_curves_cross(void **state)
{
	static const struct {
		double yearly; /* of doing nothing */
		int year;
	} cases[] = {{600, 0}, {440, 0}, {400, 1}, {140, 2}, {50, -1}, {0, -1}, {58, 4}};
	struct alternative_facts facts = example();
	struct alternative_cost cost, nothing;
	(void)state;
	assert_true(alternative_cost_find(&facts, 0, &cost));
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		money_t yearly[11], narrow[11] = {0};
		for (int t = 0; t <= 10; t++)
			yearly[t] = KR(cases[i].yearly);
		assert_true(alternative_nothing(yearly, narrow, 10, 0, &nothing));
		assert_int_equal(nothing.lcc[GUESS_LEAST], 11 * KR(cases[i].yearly));
		assert_int_equal(nothing.net_mean, -11 * KR(cases[i].yearly));
		case_same_number("doing nothing", "paid back", alternative_break_even(&cost, &nothing), cases[i].year);
	}
}

static void the_worked_example_of_f1_is_an_alternative(void **state)
{
	const struct alternative_facts facts = {.life_years = 8, .old_yearly = NUMBER_UNSET, .investment = LIKELY(1000000),
		.yearly_run = LIKELY(200000), .develop_in = NOT_STATED, .develop_around = LIKELY(50000),
		.change_and_training = LIKELY(150000), .business_time = NOT_STATED, .exit_cost = LIKELY(150000),
		.benefit = NOT_STATED};
	struct alternative_cost cost;
	(void)state;
	assert_true(alternative_cost_find(&facts, 300, &cost));
	assert_int_equal(cost.narrow[GUESS_LIKELY], 240393844);
	assert_int_equal(cost.net[GUESS_LIKELY], -cost.lcc[GUESS_LIKELY]);
	/* F1's development of 100 000 in years 2, 4 and 6 is not yearly: 26 659 821 öre */
	assert_true(cost.lcc[GUESS_LIKELY] > 302000000 && cost.lcc[GUESS_LIKELY] < 302400000);
}

static void what_makes_no_sense_is_refused(void **state)
{
	struct alternative_cost cost;
	struct alternative_facts facts = example();
	(void)state;
	facts.life_years = 0;
	assert_false(alternative_cost_find(&facts, 300, &cost));
	facts.life_years = COST_YEARS + 1;
	assert_false(alternative_cost_find(&facts, 300, &cost));
	facts = example();
	facts.ready_year = 5;
	assert_false(alternative_cost_find(&facts, 300, &cost));
	facts = example();
	facts.benefit.of[GUESS_LEAST] = KR(121); /* above the likely one */
	assert_false(alternative_cost_find(&facts, 300, &cost));
	facts = example();
	assert_false(alternative_cost_find(&facts, -10000, &cost));
	facts.yearly_run.of[GUESS_LIKELY] = INT64_MAX;
	assert_false(alternative_cost_find(&facts, 0, &cost));
	assert_false(alternative_nothing((money_t[]){0}, (money_t[]){0}, 0, 300, &cost));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_guess_is_added_up_by_hand),
		cmocka_unit_test(it_is_paid_back_when_the_curves_cross),
		cmocka_unit_test(the_worked_example_of_f1_is_an_alternative),
		cmocka_unit_test(what_makes_no_sense_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
