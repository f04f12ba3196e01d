/* What a system costs, line by line: DOMAIN 3.4. Random registers against a decimal oracle:
 * tests/system/cost_oracle.py. */
#include "lifecycle/lifecycle_cases.h"

#include "base/memory.h"
#include "lifecycle/system_cost.h"

#define KR(amount) ((money_t)((amount) * 100))
#define TODAY case_day("2026-11-22")

static const struct cost_parameters plain = {
	.years = 8,
	.rate = 300,
	.index = {[COST_KIND_LICENCE] = 1000},
	.development_growth = 1500,
	.adaptation_open = {KR(75), KR(75), KR(50), KR(100), KR(25)},
	.adaptation_proprietary = {KR(150), KR(150), KR(100), KR(200), KR(25)},
	.exit_share = 5000,
	.hour_cost = KR(468.75),
	.downtime_share = 2000,
};

static struct system_cost_facts nothing(void)
{
	return (struct system_cost_facts){
		.support_ends = DAY_UNSET, .retires = DAY_UNSET, .exit_cost = 0, .users = NUMBER_UNSET};
}

static struct cost_row row(int16_t year, uint8_t kind, uint8_t basis, money_t amount)
{
	return (struct cost_row){.year = year, .kind = kind, .basis = basis, .amount = amount};
}

static struct system_cost find(const struct system_cost_facts *facts, const struct cost_parameters *parameters)
{
	struct system_cost cost;
	assert_true(system_cost_find(facts, parameters, TODAY, &cost));
	return cost;
}

/* The worked example of F1, from rows as somebody would write them. */
static void the_worked_example_of_f1_comes_out_to_the_ore(void **state)
{
	struct cost_row rows[32] = {
		row(2026, COST_KIND_ACQUISITION, COST_BASIS_BUDGET, KR(1000000)),
		row(2026, COST_KIND_TRAINING, COST_BASIS_BUDGET, KR(150000)),
		row(2027, COST_KIND_OPERATION, COST_BASIS_BUDGET, KR(200000)),
	};
	struct system_cost_facts facts = nothing();
	size_t count = 3;
	(void)state;
	for (int16_t year = 2028; year <= 2032; year += 2)
		rows[count++] = row(year, COST_KIND_DEVELOPMENT, COST_BASIS_FORECAST, KR(100000));
	for (int16_t year = 2027; year <= 2034; year++)
		rows[count++] = row(year, COST_KIND_INTEGRATION, COST_BASIS_BUDGET, KR(50000));
	facts.rows = rows;
	facts.row_count = count;
	facts.exit_cost = KR(150000);
	struct system_cost cost = find(&facts, &plain);
	assert_int_equal(cost.cost.full, 329019115);
	assert_int_equal(cost.cost.narrow, 240393844);
	assert_int_equal(cost.cost.development_share, 1878);
	assert_int_equal(cost.cost.yearly_full, 46870875);
	assert_int_equal(cost.full_estimated, 0);
}

static void a_year_takes_its_best_basis_and_what_runs_goes_on(void **state)
{
	struct cost_row rows[] = {
		row(2022, COST_KIND_LICENCE, COST_BASIS_ACTUAL, KR(1)), /* not the last year with a row */
		row(2024, COST_KIND_LICENCE, COST_BASIS_BUDGET, KR(7)), /* not the best of its year */
		row(2024, COST_KIND_LICENCE, COST_BASIS_ACTUAL, KR(60)),
		row(2024, COST_KIND_LICENCE, COST_BASIS_ACTUAL, KR(40)),
		row(2028, COST_KIND_LICENCE, COST_BASIS_FORECAST, KR(110)),
		row(2028, COST_KIND_LICENCE, COST_BASIS_BUDGET, KR(500)),
		row(2025, COST_KIND_DEVELOPMENT, COST_BASIS_ACTUAL, KR(70)), /* past, and does not run */
		row(2027, COST_KIND_DEVELOPMENT, COST_BASIS_BUDGET, KR(70)),
		row(2034, COST_KIND_RESIDUAL, COST_BASIS_BUDGET, KR(9)),
		row(2035, COST_KIND_SUPPORT, COST_BASIS_BUDGET, KR(9)), /* beyond the horizon */
	};
	static const double licences[] = {121, 133.1, 110, 121, 133.1, 146.41};
	struct system_cost_facts facts = nothing();
	(void)state;
	facts.rows = rows;
	facts.row_count = COUNT_OF(rows);
	struct system_cost cost = find(&facts, &plain);
	for (size_t t = 0; t < COUNT_OF(licences); t++)
		case_same_number("licence", "year", cost.flows.yearly[COST_NARROW][t], (int64_t)(licences[t] * 100 + 0.5));
	assert_int_equal(cost.flows.yearly[COST_DEVELOPMENT_IN][0], 0);
	assert_int_equal(cost.flows.yearly[COST_DEVELOPMENT_IN][1], KR(70));
	/* 110 · 1.1⁶, rounded each year, less what is left */
	assert_int_equal(cost.flows.yearly[COST_NARROW][8], 19488 - KR(9));
}

static void what_is_retired_runs_no_more_but_keeps_what_is_written(void **state)
{
	struct cost_row rows[] = {
		row(2026, COST_KIND_OPERATION, COST_BASIS_BUDGET, KR(100)),
		row(2031, COST_KIND_OPERATION, COST_BASIS_BUDGET, KR(11)),
	};
	struct system_cost_facts facts = nothing();
	(void)state;
	facts.rows = rows;
	facts.row_count = COUNT_OF(rows);
	facts.retires = case_day("2028-06-30");
	facts.exit_cost = NUMBER_UNSET;
	struct system_cost cost = find(&facts, &plain);
	assert_int_equal(cost.flows.yearly[COST_NARROW][2], KR(100));
	assert_int_equal(cost.flows.yearly[COST_NARROW][3], 0);
	assert_int_equal(cost.flows.yearly[COST_NARROW][5], KR(11));
	assert_int_equal(cost.flows.yearly[COST_NARROW][6], 0);
	assert_int_equal(cost.flows.yearly[COST_EXIT][2], KR(50)); /* half of what its last year costs to run */
	assert_int_equal(cost.estimated.yearly[COST_EXIT][2], KR(50));
	facts.retires = case_day("2025-12-31");
	cost = find(&facts, &plain);
	assert_int_equal(cost.flows.yearly[COST_NARROW][0], KR(100));
	assert_int_equal(cost.flows.yearly[COST_NARROW][1], 0);
	assert_int_equal(cost.flows.yearly[COST_EXIT][0], 0);
}

static void development_grows_dearer_past_the_end_of_support(void **state)
{
	struct cost_row rows[] = {
		row(2026, COST_KIND_DEVELOPMENT, COST_BASIS_BUDGET, KR(100)),
		row(2029, COST_KIND_DEVELOPMENT, COST_BASIS_BUDGET, KR(100)),
	};
	struct system_cost_facts facts = nothing();
	(void)state;
	facts.rows = rows;
	facts.row_count = COUNT_OF(rows);
	facts.support_ends = case_day("2027-03-31");
	struct system_cost cost = find(&facts, &plain);
	assert_int_equal(cost.flows.yearly[COST_DEVELOPMENT_IN][0], KR(100));
	assert_int_equal(cost.flows.yearly[COST_DEVELOPMENT_IN][3], 13225);
}

static void an_integration_is_rebuilt_once_in_each_year_that_changes_an_end(void **state)
{
	const struct integration_cost integrations[] = {
		{.yearly = KR(10), .adaptation = NUMBER_UNSET, .kind = 3, .openness = 2,
		 .changes = {case_day("2028-01-31"), case_day("2028-12-31"), case_day("2030-05-05"), case_day("2050-01-01")}},
		{.yearly = NUMBER_UNSET, .adaptation = KR(33), .changes = {case_day("2025-01-01"), DAY_UNSET, DAY_UNSET,
			case_day("2026-01-01")}},
	};
	struct system_cost_facts facts = nothing();
	(void)state;
	facts.integrations = integrations;
	facts.integration_count = COUNT_OF(integrations);
	struct system_cost cost = find(&facts, &plain);
	const money_t *around = cost.flows.yearly[COST_DEVELOPMENT_AROUND];
	assert_int_equal(around[0], KR(10 + 33));
	assert_int_equal(around[1], KR(10));
	assert_int_equal(around[2], KR(10 + 200));
	assert_int_equal(around[4], KR(10 + 200));
	assert_int_equal(around[8], KR(10));
	assert_int_equal(cost.estimated.yearly[COST_DEVELOPMENT_AROUND][2], KR(200));
	assert_int_equal(cost.estimated.yearly[COST_DEVELOPMENT_AROUND][0], 0);
}

static void incidents_cost_the_average_of_two_years(void **state)
{
	const struct incident_cost incidents[] = {
		{.opened = case_day("2026-11-22"), .cost = KR(100), .downtime = 60},
		{.opened = case_day("2024-11-23"), .cost = NUMBER_UNSET, .downtime = 30}, /* 2 of 10 people, half an hour */
		{.opened = case_day("2024-11-22"), .cost = KR(5000), .downtime = NUMBER_UNSET}, /* too old */
		{.opened = case_day("2026-12-01"), .cost = KR(5000), .downtime = NUMBER_UNSET}, /* not yet */
	};
	struct system_cost_facts facts = nothing();
	(void)state;
	facts.incidents = incidents;
	facts.incident_count = COUNT_OF(incidents);
	facts.users = 10;
	struct system_cost cost = find(&facts, &plain);
	assert_int_equal(cost.flows.yearly[COST_OTHER][3], KR(50) + 23438);
	assert_int_equal(cost.estimated.yearly[COST_OTHER][3], KR(50) + 23438);
	assert_int_equal(cost.cost.narrow, 0);
}

static void nothing_known_is_no_line(void **state)
{
	struct system_cost_facts facts = nothing();
	(void)state;
	facts.exit_cost = NUMBER_UNSET;
	assert_int_equal(find(&facts, &plain).lines, 0);
}

static void what_does_not_fit_is_refused(void **state)
{
	struct cost_row rows[] = {
		row(2026, COST_KIND_LICENCE, COST_BASIS_BUDGET, INT64_MAX),
		row(2026, COST_KIND_SUPPORT, COST_BASIS_BUDGET, INT64_MAX),
	};
	struct system_cost_facts facts = nothing();
	struct cost_parameters parameters = plain;
	struct system_cost cost;
	(void)state;
	facts.rows = rows;
	facts.row_count = 1;
	assert_false(system_cost_find(&facts, &plain, TODAY, &cost)); /* its index makes it too large */
	facts.row_count = 2;
	assert_false(system_cost_find(&facts, &plain, TODAY, &cost));
	facts.row_count = 0;
	parameters.rate = -10000;
	assert_false(system_cost_find(&facts, &parameters, TODAY, &cost));
	parameters.rate = 300;
	parameters.years = COST_YEARS + 1;
	assert_false(system_cost_find(&facts, &parameters, TODAY, &cost));
}

static void parts_add_up_to_the_whole(void **state)
{
	static const struct {
		money_t amount;
		int64_t weights[4];
	} cases[] = {{100, {1, 1, 1, 0}}, {-100, {1, 1, 1, 0}}, {1, {33, 33, 34, 0}}, {999999999999999, {7, 11, 13, 17}},
		{5, {0, 0, 0, 1}}};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		int64_t whole = 0, before = 0;
		money_t sum = 0;
		for (size_t w = 0; w < 4; w++)
			whole += cases[i].weights[w];
		for (size_t w = 0; w < 4; w++) {
			sum += cost_part(cases[i].amount, before, cases[i].weights[w], whole);
			before += cases[i].weights[w];
		}
		assert_int_equal(sum, cases[i].amount);
	}
	assert_int_equal(cost_part(100, 0, 0, 0), 0);
}

static void an_assumption_matters_above_five_per_cent(void **state)
{
	(void)state;
	assert_false(cost_assumption_matters(5, 100));
	assert_true(cost_assumption_matters(6, 100));
	assert_true(cost_assumption_matters(-6, 100));
	assert_true(cost_assumption_matters(6, -100));
	assert_false(cost_assumption_matters(0, 0));
	assert_true(cost_assumption_matters(INT64_MAX, INT64_MAX));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_worked_example_of_f1_comes_out_to_the_ore),
		cmocka_unit_test(a_year_takes_its_best_basis_and_what_runs_goes_on),
		cmocka_unit_test(what_is_retired_runs_no_more_but_keeps_what_is_written),
		cmocka_unit_test(development_grows_dearer_past_the_end_of_support),
		cmocka_unit_test(an_integration_is_rebuilt_once_in_each_year_that_changes_an_end),
		cmocka_unit_test(incidents_cost_the_average_of_two_years),
		cmocka_unit_test(nothing_known_is_no_line),
		cmocka_unit_test(what_does_not_fit_is_refused),
		cmocka_unit_test(parts_add_up_to_the_whole),
		cmocka_unit_test(an_assumption_matters_above_five_per_cent),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
