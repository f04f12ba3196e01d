/* A hundred thousand systems: filtered, sorted and searched letter by letter in steps, right and without delay. MANY
 * says how many; with more than that the times are printed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/memory.h"
#include "conf/conf.h"
#include "query/finder.h"
#include "register/summary.h"
#include "support/store.h"

#define UNITS 50
#define IN_A_CHANGE 20000

static struct test_store test;
static struct view *view;
static struct reading *reading;
static unsigned many;

/* Of work done: others may share the machine. */
static double seconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void put_systems(unsigned from, unsigned to)
{
	static const char *const starts[] = {"Verksamhetssystem", "Ärendehantering", "Elevregister", "Journal", "Åtgärder"};
	static const char *const ends[] = {"skola", "vård", "omsorg", "arkiv", "bygglov", "äldre", "miljö"};
	struct changes *changes = test_changes(&test);
	struct draft draft;
	draft_init(&draft, schema_entity(E_system));
	for (unsigned i = from; i < to; i++) {
		char name[100];
		uint32_t r = i * 2654435761u;
		draft_clear(&draft, schema_entity(E_system));
		snprintf(name, sizeof name, "%s %s %u", starts[r >> 8 & 3], ends[(r >> 12) % COUNT_OF(ends)], i);
		draft_set_text(&draft, F_system_name, slice_of(name));
		draft_set_number(&draft, F_system_criticality, (r >> 16 & 7) < 4 ? 1 + (r >> 16 & 3) : NUMBER_UNSET);
		draft_set_number(&draft, F_system_users, r % 5000);
		draft_set_ref(&draft, F_system_unit, (struct ref){E_unit, 1 + r % UNITS});
		draft_set_day(&draft, F_system_in_use_from, day_from_civil(2000, 1, 1) + (day_t)(r % 9000));
		assert_true(changes_put(changes, &draft, changes_new_id(changes, E_system), 0, NULL));
	}
	draft_free(&draft);
	test_commit(&changes);
}

static int setup(void **state)
{
	(void)state;
	const char *size = getenv("MANY");
#ifdef __SANITIZE_ADDRESS__
	many = 20000;
#else
	many = 100000;
#endif
	if (size != NULL || getenv("TEST_SMALL") != NULL)
		many = size != NULL ? (unsigned)atoi(size) : 3000;
	test_store_open_sized(&test, (size_t)8 << 30);
	struct changes *changes = test_changes(&test);
	for (unsigned i = 0; i < UNITS; i++) {
		char fields[40];
		snprintf(fields, sizeof fields, "name=Enhet %u|employees=%u", i, i);
		test_put_in(changes, E_unit, 0, fields);
	}
	test_commit(&changes);
	for (unsigned from = 0; from < many; from += IN_A_CHANGE)
		put_systems(from, from + IN_A_CHANGE < many ? from + IN_A_CHANGE : many);
	view = view_open(test.store, NULL);
	reading = reading_new(view, &test.session);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	reading_free(&reading);
	view_close(&view);
	test_store_close(&test);
	return 0;
}

static void tell(const char *what, double since)
{
	if (getenv("MANY") != NULL)
		printf("%8.1f ms  %s\n", (seconds() - since) * 1000, what);
}

static struct list_plan *plan_of(const char *where, const char *sort, const char *words)
{
	struct error error = {0};
	const struct list_request request = {.where = slice_of(where), .sort = slice_of(sort), .words = slice_of(words)};
	struct list_plan *plan = list_plan_new(schema_entity(E_system), &request, &error);
	if (plan == NULL)
		fail_msg("%s", error.text);
	return plan;
}

static uint64_t count(const char *where, const char *sort, const char *words, uint64_t *unknown)
{
	struct list_plan *plan = plan_of(where, sort, words);
	double start = seconds();
	struct rows *list = rows_new(plan, reading, NULL);
	rows_finish(list);
	uint64_t counted = rows_true(list);
	if (unknown != NULL)
		*unknown = rows_unknown(list);
	char what[200];
	snprintf(what, sizeof what, "%llu of where %s, sort %s, words %s", (unsigned long long)counted, where, sort, words);
	tell(what, start);
	rows_free(&list);
	list_plan_free(&plan);
	return counted;
}

static void test_filters(void **state)
{
	(void)state;
	uint64_t unknown, sum = 0;
	char where[40];
	assert_int_equal(count("", "", "", NULL), many);
	for (int level = 1; level <= 4; level++) {
		snprintf(where, sizeof where, "criticality = %d", level);
		sum += count(where, "", "", &unknown);
	}
	assert_int_equal(sum + unknown, many);
	assert_int_equal(count("users >= 0", "", "", NULL), many);
	assert_int_equal(count("in_use_from < today - 10y", "", "", NULL) + count("in_use_from >= today - 10y", "", "", NULL),
	                 many);
	assert_int_equal(count("unit = 'Enhet 7'", "", "", NULL), count("unit.employees = 7", "", "", NULL));
	assert_int_equal(count("name contains 'VÅRD'", "", "", NULL), count("", "", "vård", NULL));
	assert_int_equal(count("name matches '\\bvård\\b'", "", "", NULL), count("name contains ' vård '", "", "", NULL));
	count("criticality >= 3 and in_use_from < today - 12m and unit = 'Enhet 7'", "", "", NULL);
	assert_int_equal(count("exists(component)", "", "", NULL), 0);
}

static void check_sorted(const char *sort)
{
	struct list_plan *plan = plan_of("", sort, "");
	double start = seconds();
	struct rows *list = rows_new(plan, reading, NULL);
	tell(sort, start);
	struct record before, record;
	unsigned rows = 0;
	const struct list_sort *by = list_plan_sort(plan, 0);
	for (; rows_next(list, &record); before = record, rows++) {
		struct value a = VALUE_UNSET, b = VALUE_UNSET;
		if (rows > 0) {
			a = record_value(&before, path_field(&by->path));
			b = record_value(&record, path_field(&by->path));
			int order = value_compare(path_field(&by->path), &a, &b);
			assert_true(order <= 0);
			assert_true(order < 0 || list_plan_sorts(plan) > 1 || before.id < record.id);
		}
	}
	assert_int_equal(rows, many);
	rows_free(&list);
	list_plan_free(&plan);
}

static void test_orders(void **state)
{
	(void)state;
	static const char *const sorts[] = {"name", "criticality", "criticality,-name", "users,name", "in_use_from"};
	for (size_t i = 0; i < COUNT_OF(sorts); i++)
		check_sorted(sorts[i]);
}

/* The first rows that stand for good, which later steps may not move. */
struct settled {
	record_id ids[50];
	size_t count;
};

static void check_settled(struct settled *settled, const struct finder *finder)
{
	size_t sorted = finder_sorted(finder), most = COUNT_OF(settled->ids);
	assert_true(sorted >= settled->count || sorted >= most);
	for (size_t i = 0; i < settled->count; i++)
		assert_int_equal(finder_row(finder, i).id, settled->ids[i]);
	for (settled->count = 0; settled->count < sorted && settled->count < most; settled->count++)
		settled->ids[settled->count] = finder_row(finder, settled->count).id;
}

/* Letters come quicker than the rows are found: each step has a millisecond, each its own view. */
static void type_letters(const char *words, const char *sort, size_t steps_each)
{
	struct list_plan *plan = plan_of("", sort, "");
	struct finder *finder = finder_new(plan);
	double longest = 0, whole = 0;
	struct settled settled = {.count = 0};
	size_t steps = 0;
	for (const char *c = words; steps == 0 || !finder_is_done(finder);) {
		if (*c != '\0' && steps++ % steps_each == 0) {
			c++;
			while (((unsigned char)*c & 0xc0) == 0x80)
				c++;
			finder_set_words(finder, (struct slice){words, (size_t)(c - words)});
			settled.count = 0;
		}
		struct view *now = view_open(test.store, NULL);
		struct reading *there = reading_new(now, &test.session);
		double start = seconds();
		finder_step(finder, there, 1, NULL);
		double taken = seconds() - start;
		check_settled(&settled, finder);
		whole += taken;
		longest = taken > longest ? taken : longest;
		if (finder_is_done(finder) && *c != '\0')
			steps = 0;
		reading_free(&there);
		view_close(&now);
		steps += *c == '\0';
	}
	if (getenv("MANY") != NULL)
		printf("%8.1f ms  \"%s\" in all; the longest step %.1f ms\n", whole * 1000, words, longest * 1000);
	assert_int_equal(finder_count(finder), count("", "", words, NULL));
	finder_free(&finder);
	list_plan_free(&plan);
}

static void test_typing(void **state)
{
	(void)state;
	static const char *const typed[] = {"vård", "elev skola 12", "a", "journal å", "xyz"};
	for (size_t i = 0; i < COUNT_OF(typed); i++)
		for (size_t each = 1; each <= 16; each *= 4) {
			type_letters(typed[i], "", each);
			type_letters(typed[i], "name", each);
		}
}

/* Summary rows hold what is searched: the same rows are found, and figures are there to filter by. */
static void test_summary_rows(void **state)
{
	(void)state;
	struct error error = {0};
	struct conf *conf = conf_new();
	test.session.conf = conf;
	reading_free(&reading);
	view_close(&view);
	if (!summary_refresh_all(&test.session, &error))
		fail_msg("%s", error.text);
	view = view_open(test.store, NULL);
	reading = reading_new(view, &test.session);
	assert_int_equal(view_summaries(view), many);
	test_typing(NULL);
	type_letters("Elev", "", 1);
	type_letters("sys-0042", "", 1);
	assert_int_equal(count("decide_by is unset", "", "", NULL) + count("decide_by is set", "", "", NULL), many);
	assert_int_equal(count("support_ends < today", "", "", NULL), 0);
	reading_free(&reading);
	test.session.conf = NULL;
	conf_free(&conf);
	reading = reading_new(view, &test.session);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_filters), cmocka_unit_test(test_orders),
	                                   cmocka_unit_test(test_typing),
	                                   cmocka_unit_test(test_summary_rows)};
	return cmocka_run_group_tests(tests, setup, teardown);
}
