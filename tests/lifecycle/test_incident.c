/* What lies behind incidents and what comes again: cases, and random ones beside a slow count. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "base/money.h"
#include "lifecycle/incident.h"
#include "model/schema.h"
#include "support/chance.h"

static void origins(void **state)
{
	(void)state;
	static const struct {
		uint8_t cause;
		bool named;
		enum incident_origin origin;
	} cases[] = {
		{0, false, ORIGIN_UNKNOWN}, {0, true, ORIGIN_OWN_CHANGE},
		{C_incident_cause_unknown, false, ORIGIN_UNKNOWN}, {C_incident_cause_unknown, true, ORIGIN_OWN_CHANGE},
		{C_incident_cause_own_change, false, ORIGIN_OWN_CHANGE}, {C_incident_cause_own_change, true, ORIGIN_OWN_CHANGE},
		{C_incident_cause_supplier_change, true, ORIGIN_OTHER}, {C_incident_cause_component, false, ORIGIN_OTHER},
		{C_incident_cause_use, false, ORIGIN_OTHER}, {C_incident_cause_external, false, ORIGIN_OTHER},
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_int_equal(incident_origin(cases[i].cause, cases[i].named), cases[i].origin);
}

static void shares_have_their_own_denominators(void **state)
{
	(void)state;
	struct change_counts counts = {0};
	assert_int_equal(change_caused_share(&counts), NUMBER_UNSET);
	assert_int_equal(change_unknown_share(&counts), NUMBER_UNSET);
	assert_int_equal(change_failure_rate(&counts), NUMBER_UNSET);
	assert_int_equal(change_urgent_share(&counts), NUMBER_UNSET);
	assert_int_equal(change_unplanned_share(&counts), NUMBER_UNSET);
	for (int i = 0; i < 8; i++)
		change_add_incident(&counts, i < 2 ? ORIGIN_OWN_CHANGE : i < 6 ? ORIGIN_OTHER : ORIGIN_UNKNOWN);
	assert_int_equal(change_caused_share(&counts), 3333);  /* 2 of 6 whose cause is known */
	assert_int_equal(change_unknown_share(&counts), 2500); /* 2 of 8 */
	static const struct release_made releases[] = {
		{.state = C_release_plan_state_released, .change = C_change_kind_normal, .ahead_stated = true, .planned_ahead = true},
		{.state = C_release_plan_state_released, .change = C_change_kind_urgent, .ahead_stated = true, .has_caused = true},
		{.state = C_release_plan_state_rolled_back, .has_caused = true},
		{.state = C_release_plan_state_failed, .change = C_change_kind_standard, .ahead_stated = true},
		{.state = C_release_plan_state_planned, .change = C_change_kind_urgent, .ahead_stated = true},
		{.state = C_release_plan_state_cancelled, .change = C_change_kind_urgent, .has_caused = true},
	};
	for (size_t i = 0; i < COUNT_OF(releases); i++)
		change_add_release(&counts, &releases[i]);
	assert_int_equal(counts.made, 4);
	assert_int_equal(change_failure_rate(&counts), 7500);    /* 3 of 4; one is counted once though two things say so */
	assert_int_equal(change_urgent_share(&counts), 3333);    /* 1 of 3 whose kind is stated */
	assert_int_equal(change_unplanned_share(&counts), 6667); /* 2 of 3 where it is stated */
}

static const struct {
	const char *name;
	struct { uint32_t group; day_t opened; } incidents[8];
	size_t count;
	const char *recurs; /* the days of those that do, by group */
} cases[] = {
	{"three within 90 days", {{1, 100}, {1, 140}, {1, 190}}, 3, "1:100 1:140 1:190 "},
	{"a day too far", {{1, 100}, {1, 140}, {1, 191}}, 3, ""},
	{"two are not three", {{1, 100}, {1, 101}}, 2, ""},
	{"of other groups", {{1, 100}, {2, 101}, {1, 102}, {2, 103}}, 4, ""},
	{"three on one day", {{1, 100}, {1, 100}, {1, 100}}, 3, "1:100 1:100 1:100 "},
	{"a chain longer than the window, and one alone", {{1, 10}, {1, 100}, {1, 140}, {1, 190}, {1, 200}}, 5,
	 "1:100 1:140 1:190 1:200 "},
	{"each group for itself", {{2, 100}, {1, 500}, {2, 110}, {2, 120}, {1, 505}, {1, 508}}, 6,
	 "1:500 1:505 1:508 2:100 2:110 2:120 "},
};

static void what_recurs(void **state)
{
	(void)state;
	for (size_t c = 0; c < COUNT_OF(cases); c++) {
		struct recurring incidents[8];
		struct text found = {0};
		for (size_t i = 0; i < cases[c].count; i++)
			incidents[i] = (struct recurring){cases[c].incidents[i].group, (uint32_t)i, cases[c].incidents[i].opened, true};
		recurring_find(incidents, cases[c].count, 3, 90);
		for (size_t i = 0; i < cases[c].count; i++)
			if (incidents[i].recurs)
				text_printf(&found, "%u:%d ", incidents[i].group, incidents[i].opened);
		if (strcmp(found.data == NULL ? "" : found.data, cases[c].recurs) != 0)
			fail_msg("%s: %s", cases[c].name, found.data == NULL ? "" : found.data);
		text_free(&found);
	}
}

#define SOME 14

/* Some day there is from which on enough of them, it among them, lie within the days. */
static bool recurs_slowly(const struct recurring incidents[], size_t at, size_t least, int64_t days)
{
	for (day_t start = 0; start < 400; start++) {
		size_t within = 0;
		for (size_t i = 0; i < SOME; i++)
			within += incidents[i].group == incidents[at].group && incidents[i].opened >= start &&
			          incidents[i].opened <= start + days;
		if (within >= least && incidents[at].opened >= start && incidents[at].opened <= start + days)
			return true;
	}
	return false;
}

static void random_ones_recur_as_counted(void **state)
{
	(void)state;
	for (unsigned round = 0; round < 400; round++) {
		struct recurring incidents[SOME];
		size_t least = 2 + chance(4);
		int64_t days = chance(120);
		for (uint32_t i = 0; i < SOME; i++)
			incidents[i] = (struct recurring){chance(3), i, (day_t)chance(400), false};
		recurring_find(incidents, SOME, least, days);
		for (size_t i = 0; i < SOME; i++)
			assert_int_equal(incidents[i].recurs, recurs_slowly(incidents, i, least, days));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(origins), cmocka_unit_test(shares_have_their_own_denominators),
	                                   cmocka_unit_test(what_recurs), cmocka_unit_test(random_ones_recur_as_counted)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
