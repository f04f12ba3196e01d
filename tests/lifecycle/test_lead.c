/* Months from a decision to a successor, and to an upgrade: DOMAIN 3.3. */
#include <stdio.h>

#include "lifecycle/lifecycle_cases.h"

#include "base/memory.h"
#include "lifecycle/lead.h"

#define UNSET NUMBER_UNSET

static void test_defaults(void **state)
{
	static const struct {
		uint8_t procedure;
		int64_t introduction, criticality;
		int32_t months, procurement, taken;
		bool stated;
		uint8_t by;
	} cases[] = {
		/* procedure, introduction stated, criticality: sum, procurement, introduction */
		{0, UNSET, UNSET, 27, 12, 9, false, 0},
		{PROCUREMENT_OPEN, UNSET, 4, 30, 12, 12, false, 4},
		{PROCUREMENT_FRAMEWORK, UNSET, 3, 21, 6, 9, false, 3},
		{PROCUREMENT_DIRECT, UNSET, 2, 14, 2, 6, false, 2},
		{PROCUREMENT_IN_HOUSE, UNSET, 1, 10, 1, 3, false, 1},
		{PROCUREMENT_OTHER, UNSET, 0, 27, 12, 9, false, 0},
		/* what no list knows is not known */
		{PROCUREMENT_OTHER + 1, UNSET, 5, 27, 12, 9, false, 0},
		{255, UNSET, -1, 27, 12, 9, false, 0},
		/* stated goes before the criticality; 0 is a statement, less than that is none */
		{0, 0, 4, 18, 12, 0, true, 4},
		{0, 24, 1, 42, 12, 24, true, 1},
		{0, -1, 1, 21, 12, 3, false, 1},
		{0, 4000, 1, LEAD_LONGEST, 12, 4000, true, 1},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char what[20];
		struct lead lead;
		snprintf(what, sizeof what, "row %zu", i);
		lead_find(cases[i].procedure, cases[i].introduction, cases[i].criticality, &lead_parameters_default, &lead);
		case_same_number(what, "months", lead.months, cases[i].months);
		case_same_number(what, "procurement", lead.procurement, cases[i].procurement);
		case_same_number(what, "introduction", lead.introduction, cases[i].taken);
		case_same_number(what, "stated", lead.introduction_stated, cases[i].stated);
		case_same_number(what, "criticality", lead.criticality, cases[i].by);
		case_same_number(what, "procedure", lead.procedure, cases[i].procedure < PROCUREMENTS ? cases[i].procedure : 0);
		case_same_number(what, "needs", lead.needs, 6);
		assert_false(lead.needs_zero);
	}
}

static void test_no_time_for_needs_is_flagged(void **state)
{
	struct lead_parameters parameters = lead_parameters_default;
	struct lead lead;
	(void)state;
	parameters.needs = 0;
	lead_find(PROCUREMENT_OPEN, UNSET, 3, &parameters, &lead);
	assert_true(lead.needs_zero);
	assert_int_equal(lead.months, 21);
}

static void test_the_longest_of_several(void **state)
{
	static const struct {
		uint8_t a, b, want;
	} cases[] = {
		{PROCUREMENT_DIRECT, PROCUREMENT_FRAMEWORK, PROCUREMENT_FRAMEWORK}, /* 2 and 6 */
		{PROCUREMENT_IN_HOUSE, PROCUREMENT_DIRECT, PROCUREMENT_DIRECT},     /* 1 and 2 */
		{PROCUREMENT_DIRECT, 0, 0},                                         /* not stated: 12 */
		{PROCUREMENT_OPEN, 0, PROCUREMENT_OPEN},                            /* as long: the stated one */
		{0, 0, 0},
		{PROCUREMENT_OPEN, PROCUREMENT_OPEN, PROCUREMENT_OPEN},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		assert_int_equal(lead_longer_procedure(cases[i].a, cases[i].b, &lead_parameters_default), cases[i].want);
		assert_int_equal(lead_longer_procedure(cases[i].b, cases[i].a, &lead_parameters_default), cases[i].want);
	}
}

static void test_upgrades(void **state)
{
	static const struct {
		int64_t stated;
		uint8_t layer;
		int32_t want;
	} cases[] = {
		{UNSET, 0, 6}, {UNSET, LAYER_APPLICATION, 6}, {UNSET, LAYER_RUNTIME, 3}, {UNSET, LAYER_DATABASE, 3},
		{UNSET, LAYER_OPERATING_SYSTEM, 3}, {UNSET, LAYER_HARDWARE, 12}, {UNSET, LAYER_LIBRARY, 3},
		{UNSET, LAYER_NETWORK, 6}, {UNSET, LAYER_ROBOT, 6}, {UNSET, LAYER_REPORT, 6}, {UNSET, LAYERS, 6}, {UNSET, 255, 6},
		{0, LAYER_HARDWARE, 0}, {1, LAYER_HARDWARE, 1}, {18, 0, 18}, {-1, LAYER_HARDWARE, 12},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_int_equal(lead_upgrade_months(cases[i].stated, cases[i].layer, &lead_parameters_default), cases[i].want);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_defaults),
		cmocka_unit_test(test_no_time_for_needs_is_flagged),
		cmocka_unit_test(test_the_longest_of_several),
		cmocka_unit_test(test_upgrades),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
