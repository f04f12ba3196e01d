/* Groups and their sums: each row in one group, and the sums are those of the records. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "query/grouping.h"
#include "support/store.h"

static struct test_store test;

static int make(void **state)
{
	(void)state;
	test_store_open(&test);
	test_put_records(&test,
		"unit name=Kommunen|kind=organisation\n"
		"system name=A|unit=UNI-0001|phase=in_use|users=10\n"
		"system name=B|phase=in_use|users=5|in_use_from=2024-03-01\n"
		"system name=C|unit=UNI-0001|phase=retired|in_use_from=2024-12-31\n"
		"system name=D|phase=retired|in_use_from=2025-01-01|users=7\n"
		"system name=E|unit=UNI-0001|phase=pilot");
	return 0;
}

static int unmake(void **state)
{
	(void)state;
	test_store_close(&test);
	return 0;
}

/* Goes through all of it; the plan is the caller's. */
static struct grouping *gather(const struct list_plan *plan)
{
	struct view *view = view_open(test.store, NULL);
	struct reading *reading = reading_new(view, &test.session);
	struct rows *rows = rows_new(plan, reading, NULL);
	struct grouping *grouping = grouping_new(plan);
	struct record record;
	while (rows_next(rows, &record))
		grouping_add(grouping, reading, &record);
	rows_free(&rows);
	reading_free(&reading);
	view_close(&view);
	return grouping;
}

static struct list_plan *plan_of(uint8_t entity, const char *columns, const char *group, const char *sort)
{
	const struct list_request request = {
		.columns = slice_of(columns), .group = slice_of(group), .sort = slice_of(sort)};
	struct error error = {0};
	struct list_plan *plan = list_plan_new(schema_entity(entity), &request, &error);
	if (plan == NULL)
		fail_msg("%s", error.text);
	return plan;
}

static void rows_of_a_value_stand_together_and_add_up(void **state)
{
	static const struct {
		const char *group, *sort;
		size_t counts[4];
		int64_t sums[4]; /* of users; −1: nobody states them */
	} cases[] = {
		{"unit", "", {3, 2}, {10, 12}},           /* what is not stated comes last */
		{"phase", "-name", {1, 2, 2}, {-1, 15, 7}},
		{"phase", "-phase", {2, 2, 1}, {7, 15, -1}},
		{"in_use_from", "", {2, 1, 2}, {5, 7, 10}},   /* by year: 2024, 2025, none */
		{"hosting", "", {5}, {22}},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct list_plan *plan = plan_of(E_system, "name,users", cases[i].group, cases[i].sort);
		struct grouping *grouping = gather(plan);
		int64_t sum = 0;
		size_t first = 0;
		for (size_t group = 0; group < grouping_count(grouping); group++) {
			assert_int_equal(grouping_at(grouping, group)->count, cases[i].counts[group]);
			assert_int_equal(grouping_at(grouping, group)->first, first);
			assert_int_equal(grouping_sum(grouping, group, 1, &sum) ? sum : -1, cases[i].sums[group]);
			assert_false(grouping_sum(grouping, group, 0, &sum)); /* names do not add up */
			first += cases[i].counts[group];
		}
		assert_int_equal(first, 5);
		assert_int_equal(grouping_rows(grouping), 5);
		assert_true(grouping_sum(grouping, GROUP_OF_ALL, 1, &sum) && sum == 22);
		grouping_free(&grouping);
		list_plan_free(&plan);
	}
}

/* Whatever the amounts and however they are grouped: the groups add up to all, and all to the records. */
static void totals_are_the_sums_of_the_records(void **state)
{
	struct changes *changes = test_changes(&test);
	int64_t expected = 0, all = 0, sum = 0, total = 0;
	(void)state;
	srand(5);
	for (int i = 0; i < 300; i++) {
		char fields[160];
		int amount = rand() % 2000000 - 500000;
		snprintf(fields, sizeof fields, "system=SYS-000%d|year=%d|kind=%s|basis=actual|amount=%d.%02d|certainty=booked",
			1 + rand() % 5, 2020 + rand() % 7, i % 3 == 0 ? "licence" : "operation", amount, abs(amount) % 100);
		test_put_in(changes, E_cost, 0, fields);
		expected += (int64_t)amount * 100 + (amount < 0 ? -(abs(amount) % 100) : abs(amount) % 100);
	}
	test_commit(&changes);
	static const char *const groups[] = {"kind", "system", "year", "system.unit"};
	for (size_t i = 0; i < COUNT_OF(groups); i++) {
		struct list_plan *plan = plan_of(E_cost, "kind,amount", groups[i], "");
		struct grouping *grouping = gather(plan);
		total = 0;
		for (size_t group = 0; group < grouping_count(grouping); group++)
			total += grouping_sum(grouping, group, 1, &sum) ? sum : 0;
		assert_true(grouping_sum(grouping, GROUP_OF_ALL, 1, &all));
		assert_int_equal(total, all);
		assert_int_equal(all, expected);
		grouping_free(&grouping);
		list_plan_free(&plan);
	}
}

/* No total is better than a wrong one. */
static void what_is_too_large_is_not_told(void **state)
{
	int64_t sum;
	(void)state;
	struct changes *changes = test_changes(&test);
	for (int i = 0; i < 2; i++)
		test_put_in(changes, E_cost, 0,
			"system=SYS-0001|year=2026|kind=licence|basis=actual|amount=90000000000000000|certainty=booked");
	test_put_in(changes, E_cost, 0, "system=SYS-0001|year=2026|kind=operation|basis=actual|amount=1|certainty=booked");
	test_commit(&changes);
	struct list_plan *plan = plan_of(E_cost, "amount", "kind", "-kind");
	struct grouping *grouping = gather(plan);
	assert_int_equal(grouping_count(grouping), 2);
	size_t small = grouping_at(grouping, 0)->count == 1 ? 0 : 1;
	assert_true(grouping_sum(grouping, small, 0, &sum) && sum == 100);
	assert_false(grouping_sum(grouping, 1 - small, 0, &sum));
	assert_false(grouping_sum(grouping, GROUP_OF_ALL, 0, &sum));
	grouping_free(&grouping);
	list_plan_free(&plan);
}

/* What is open stays open when the rows are found anew. */
static void a_group_keeps_its_key(void **state)
{
	struct list_plan *plan = plan_of(E_system, "name", "phase", "");
	struct grouping *once = gather(plan), *again = gather(plan);
	(void)state;
	assert_int_equal(grouping_count(once), 3);
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(grouping_at(once, i)->key, grouping_at(again, i)->key);
		assert_int_not_equal(grouping_at(once, i)->key, grouping_at(once, (i + 1) % 3)->key);
	}
	grouping_free(&once);
	grouping_free(&again);
	list_plan_free(&plan);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(rows_of_a_value_stand_together_and_add_up, make, unmake),
		cmocka_unit_test_setup_teardown(totals_are_the_sums_of_the_records, make, unmake),
		cmocka_unit_test_setup_teardown(what_is_too_large_is_not_told, make, unmake),
		cmocka_unit_test_setup_teardown(a_group_keeps_its_key, make, unmake),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
