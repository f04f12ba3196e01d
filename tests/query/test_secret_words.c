/* The quick filter and secret records: whoever may not read a record's other names does not find it by them, whether
 * the summary rows are asked or the records, in order or not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/lang.h"
#include "base/memory.h"
#include "conf/conf.h"
#include "query/finder.h"
#include "register/summary.h"
#include "support/store.h"

static struct test_store test;

static int setup(void **state)
{
	struct conf *conf = conf_new();
	(void)state;
	test_store_open(&test);
	test_put(&test, E_person, 1, "name=Anna Berg|login=anna.berg|access=reader;steward");
	test_put(&test, E_person, 2, "name=Jonas Ekman|login=jonas.ekman|access=reader");
	test_put(&test, E_system, 1, "name=Gatunät|aliases=Asfalten");
	test_put(&test, E_system, 2, "name=Skyddsnät|aliases=Bunkern|secrecy_ground=OSL 18:13");
	test_put(&test, E_supplier, 1, "name=Vakten AB|aliases=Grinden|secrecy_ground=OSL 19:1");
	test_put(&test, E_assignment, 1, "person=PRS-0001|role=system_manager|system=SYS-0002|from=2020-01-01");
	test.session.conf = conf;
	assert_true(summary_refresh_all(&test.session, NULL));
	test.session.conf = NULL;
	conf_free(&conf);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	test_store_close(&test);
	return 0;
}

static size_t rows_found(struct reading *reading, const struct list_plan *plan)
{
	struct rows *rows = rows_new(plan, reading, NULL);
	rows_finish(rows);
	size_t count = rows_true(rows);
	rows_free(&rows);
	return count;
}

/* Letter by letter, as on a screen. */
static size_t letters_found(struct reading *reading, const struct list_plan *plan, const char *words)
{
	struct finder *finder = finder_new(plan);
	for (size_t size = 1; words[size - 1] != '\0'; size++) {
		finder_set_words(finder, (struct slice){words, size});
		finder_step(finder, reading, 0, NULL);
	}
	size_t count = finder_count(finder);
	finder_free(&finder);
	return count;
}

static void look(const struct session *session, uint8_t entity, const char *words, size_t expected)
{
	static const char *const sorts[] = {"", "-name"};
	struct view *view = view_open(test.store, NULL);
	struct reading *reading = reading_new(view, session);
	for (size_t i = 0; i < COUNT_OF(sorts); i++) {
		struct list_request request = {.words = slice_of(words), .sort = slice_of(sorts[i])};
		struct list_plan *plan = list_plan_new(schema_entity(entity), &request, NULL);
		if (rows_found(reading, plan) != expected)
			fail_msg("\"%s\" finds %zu by access %x", words, rows_found(reading, plan), session->access);
		list_plan_free(&plan);
		request.words = SLICE("");
		plan = list_plan_new(schema_entity(entity), &request, NULL);
		if (letters_found(reading, plan, words) != expected)
			fail_msg("\"%s\" typed finds another number than %zu by access %x", words, expected, session->access);
		list_plan_free(&plan);
	}
	reading_free(&reading);
	view_close(&view);
}

static void test_other_names_are_for_those_who_may_read_them(void **state)
{
	static const struct {
		uint32_t access, actor;
		uint8_t entity;
		const char *words;
		size_t found;
	} cases[] = {
		{C_access_reader, 2, E_system, "asfalten", 1},   {C_access_reader, 2, E_system, "bunkern", 0},
		{C_access_reader, 2, E_system, "Bunkern", 0},    {C_access_reader, 2, E_system, "skyddsn", 1},
		{C_access_reader, 2, E_system, "sys-0002", 1},   {C_access_reader, 2, E_system, "skydds bunk", 0},
		{C_access_reader, 2, E_supplier, "grinden", 0},  {C_access_reader, 2, E_supplier, "vakten", 1},
		{C_access_auditor, 2, E_system, "bunkern", 1},   {C_access_auditor, 2, E_supplier, "grinden", 1},
		{C_access_administrator, 2, E_system, "skydds bunk", 1},
		{C_access_steward, 1, E_system, "bunkern", 1}, /* manages it */
		{C_access_steward, 2, E_system, "bunkern", 0},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct session session = test.session;
		session.access = UINT32_C(1) << (cases[i].access - 1);
		session.actor = cases[i].actor;
		look(&session, cases[i].entity, cases[i].words, cases[i].found);
	}
}

int main(void)
{
	lang_start("en");
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_other_names_are_for_those_who_may_read_them)};
	return cmocka_run_group_tests(tests, setup, teardown);
}
