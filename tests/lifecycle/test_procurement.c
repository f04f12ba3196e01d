/* Value, ceiling, changes, direct awards and when to begin: FORMULAS F6. */
#include "lifecycle/lifecycle_cases.h"

#include "lifecycle/procurement.h"

#define KR(amount) ((money_t)(amount) * 100)
#define UNSET NUMBER_UNSET

static void test_change_room(void **state)
{
	static const struct {
		const char *what;
		money_t value, threshold, changes, want;
		int64_t share;
	} cases[] = {
		{"8 000 000 kr service contract: 800 000", KR(8000000), UNSET, 0, KR(800000), 1000},
		{"the threshold is lower", KR(8000000), KR(600000), 0, KR(600000), 1000},
		{"the threshold is higher", KR(8000000), KR(2300000), 0, KR(800000), 1000},
		{"changes so far", KR(8000000), UNSET, KR(300000), KR(500000), 1000},
		{"used up to the last öre", KR(8000000), UNSET, KR(800000), 0, 1000},
		{"overdrawn", KR(8000000), UNSET, KR(900000), -KR(100000), 1000},
		{"a reduction gives room", KR(8000000), UNSET, -KR(100000), KR(900000), 1000},
		{"works: 15 %", KR(8000000), UNSET, 0, KR(1200000), 1500},
		{"value not known", UNSET, KR(600000), 0, UNSET, 1000},
		{"half an öre is rounded away from zero", 5, UNSET, 0, 1, 1000},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		case_same_number(cases[i].what, "room",
		                 procurement_change_room(cases[i].value, cases[i].share, cases[i].threshold, cases[i].changes),
		                 cases[i].want);
}

static void test_ceiling_use(void **state)
{
	(void)state;
	assert_int_equal(procurement_ceiling_use(KR(800), KR(1000)).basis_points, 8000);
	assert_int_equal(procurement_ceiling_use(KR(1200), KR(1000)).basis_points, 12000);
	assert_int_equal(procurement_ceiling_use(1, 3).basis_points, 3333);
	assert_int_equal(procurement_ceiling_use(2, 3).basis_points, 6667);
	assert_int_equal(procurement_ceiling_use(UNSET, KR(1000)).basis_points, UNSET);
	assert_int_equal(procurement_ceiling_use(KR(1000), UNSET).basis_points, UNSET);
	assert_int_equal(procurement_ceiling_use(KR(1000), 0).basis_points, UNSET);
	assert_int_equal(procurement_ceiling_use(KR(800), KR(1000)).whole, KR(1000));
}

static void test_direct_awards(void **state)
{
	static const struct {
		money_t sum, limit;
		int want;
	} cases[] = {
		{0, KR(700000), DIRECT_AWARDS_WITHIN}, {KR(560000) - 1, KR(700000), DIRECT_AWARDS_WITHIN},
		{KR(560000), KR(700000), DIRECT_AWARDS_NEAR}, {KR(700000), KR(700000), DIRECT_AWARDS_NEAR},
		{KR(700000) + 1, KR(700000), DIRECT_AWARDS_ABOVE}, {UNSET, KR(700000), DIRECT_AWARDS_UNKNOWN},
		{KR(1), UNSET, DIRECT_AWARDS_UNKNOWN}, {3, 4, DIRECT_AWARDS_WITHIN}, {4, 5, DIRECT_AWARDS_NEAR},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		assert_int_equal(procurement_direct_awards(cases[i].sum, cases[i].limit), cases[i].want);
}

static void test_value(void **state)
{
	static const int64_t options[] = {24, 12};
	struct contract_terms terms = contract_terms_unset;

	(void)state;
	terms.start = case_day("2024-01-01");
	terms.end = case_day("2026-12-31");
	assert_int_equal(procurement_value(&terms, UNSET, KR(100000)), KR(300000));
	terms.option_months = options;
	terms.option_count = 2;
	assert_int_equal(procurement_value(&terms, UNSET, KR(100000)), KR(600000));
	terms.options_used = 1;
	assert_int_equal(procurement_value(&terms, UNSET, KR(100000)), KR(600000));
	assert_int_equal(procurement_value(&terms, KR(550000), KR(100000)), KR(550000));
	assert_int_equal(procurement_value(&terms, UNSET, UNSET), UNSET);
	terms.option_count = 0;
	terms.end = case_day("2027-01-01"); /* a month that has begun counts whole */
	assert_int_equal(procurement_value(&terms, UNSET, KR(120000)), KR(370000));
	terms.running = true;
	assert_int_equal(procurement_value(&terms, UNSET, KR(100000)), KR(400000));
	terms.running = false;
	terms.end = DAY_UNSET;
	assert_int_equal(procurement_value(&terms, UNSET, KR(100000)), UNSET);
}

static void test_indexed_value(void **state)
{
	(void)state;
	assert_int_equal(procurement_indexed_value(KR(1000000), 200, 0), KR(1000000));
	assert_int_equal(procurement_indexed_value(KR(1000000), 200, 1), KR(1020000));
	assert_int_equal(procurement_indexed_value(KR(1000000), 200, 2), KR(1040400));
	assert_int_equal(procurement_indexed_value(KR(1000000), -200, 1), KR(980000));
	assert_int_equal(procurement_indexed_value(UNSET, 200, 3), UNSET);
	assert_int_equal(procurement_indexed_value(INT64_MAX, 200, 3), UNSET);
}

static void test_start(void **state)
{
	static const int64_t options[] = {24};
	struct contract_terms terms = contract_terms_unset;
	struct contract_clock clock;
	struct procurement_start start;
	struct lead lead;

	(void)state;
	lead_find(PROCUREMENT_FRAMEWORK, NUMBER_UNSET, 3, &lead_parameters_default, &lead);
	terms.start = case_day("2024-01-01");
	terms.end = case_day("2026-12-31");
	terms.renewal = RENEWAL_NONE;
	terms.option_months = options;
	terms.option_count = 1;
	contract_clock(&terms, case_day("2025-01-01"), &clock);
	procurement_start_find(&clock, &lead, DAY_UNSET, &start);
	case_same_day("6 + 9 months before the last end", "start", start.start, "2027-09-30");
	case_same_day("with decided options only", "decided_only", start.decided_only, "2025-09-30");
	assert_false(start.entered);
	procurement_start_find(&clock, &lead, case_day("2026-05-05"), &start);
	case_same_day("entered by a person", "start", start.start, "2026-05-05");
	assert_true(start.entered);
	terms.renewal = RENEWAL_TACIT;
	terms.renewal_months = 12;
	contract_clock(&terms, case_day("2025-01-01"), &clock);
	procurement_start_find(&clock, &lead, DAY_UNSET, &start);
	case_same_day("renews itself: no last end", "start", start.start, "");
	case_same_day("renews itself", "decided_only", start.decided_only, "2025-09-30");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_change_room),
		cmocka_unit_test(test_ceiling_use),
		cmocka_unit_test(test_direct_awards),
		cmocka_unit_test(test_value),
		cmocka_unit_test(test_indexed_value),
		cmocka_unit_test(test_start),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
