/* The product catalogue into the register: twice, with other dates, and what people typed beside it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/lang.h"
#include "base/memory.h"
#include "support/importing.h"

#define WHOLE SOURCE_DIR "/../shared/data/endoflife/products-full-v1.2026-08-22.json"

static const char *read_catalogue(struct import_test *test, const char *path, struct catalogue_result *result)
{
	char *copy = memory_copy_text(path), *paths[] = {copy};
	error_clear(&test->error);
	import_catalogue(&test->store.session, paths, 1, &test->options, result, &test->error);
	free(copy);
	return test->error.text;
}

/* A product of version 0: the file's name is the product's. */
static const char *read_releases(struct import_test *test, const char *json, struct catalogue_result *result)
{
	return read_catalogue(test, importing_file(test, "rowan.json", json), result);
}

#define LISTED "product,cycle,security_end,state,state_since"

static void the_whole_twice_journals_nothing(void **state)
{
	struct import_test *test = *state;
	struct catalogue_result result;
	if (access(WHOLE, R_OK) != 0 || getenv("TEST_SMALL") != NULL) {
		print_message("skipped: %s is not here, or too large for today\n", WHOLE);
		skip();
	}
	assert_string_equal(read_catalogue(test, WHOLE, &result), "");
	assert_int_equal(result.products, 464);
	assert_int_equal(result.releases, 8351);
	assert_int_equal(result.import.added, 464 + 8351);
	uint64_t before = importing_sequence(test);
	assert_string_equal(read_catalogue(test, WHOLE, &result), "");
	assert_int_equal(result.import.added + result.import.changed, 0);
	assert_int_equal(result.import.unchanged, 464 + 8351);
	assert_int_equal(importing_sequence(test), before);
}

static void dates_move_and_states_keep_their_day(void **state)
{
	struct import_test *test = *state;
	struct catalogue_result result;
	assert_string_equal(
		read_releases(test, "[{\"cycle\":\"2\",\"eol\":\"2027-05-31\"},{\"cycle\":\"1\",\"eol\":true}]", &result), "");
	assert_string_equal(importing_list(test, "release", LISTED),
		LISTED "\nPRD-0001,2,2027-05-31,,\nPRD-0001,1,,ended_unknown,2026-11-22\n");
	/* A later day says the same: since when it has been known stands. */
	test->store.session.today += 30;
	assert_string_equal(
		read_releases(test, "[{\"cycle\":\"2\",\"eol\":\"2027-11-30\"},{\"cycle\":\"1\",\"eol\":true}]", &result), "");
	assert_int_equal(result.import.changed, 1);
	assert_string_equal(importing_list(test, "release", LISTED),
		LISTED "\nPRD-0001,2,2027-11-30,,\nPRD-0001,1,,ended_unknown,2026-11-22\n");
	/* A date comes: the state goes. */
	assert_string_equal(
		read_releases(test, "[{\"cycle\":\"2\",\"eol\":\"2027-11-30\"},{\"cycle\":\"1\",\"eol\":\"2026-01-31\"}]",
	                  &result),
		"");
	assert_string_equal(importing_list(test, "release", LISTED),
		LISTED "\nPRD-0001,2,2027-11-30,,\nPRD-0001,1,2026-01-31,,\n");
}

static void what_is_typed_stands_until_the_catalogue_knows(void **state)
{
	struct import_test *test = *state;
	struct catalogue_result result;
	test_put(&test->store, E_system, 0, "name=Lex");
	assert_string_equal(importing_text(test, "component.csv",
		"system,product,version,vendor_end\nLex,rowan,1.4,2026-12-31\nLex,unknown thing,3,2029-01-31\n"), "");
	assert_string_equal(importing_list(test, "component", "product,vendor_end,vendor_end_from"),
		"product,vendor_end,vendor_end_from\nrowan,2026-12-31,typed\nunknown thing,2029-01-31,typed\n");
	assert_string_equal(read_releases(test, "[{\"cycle\":\"1\",\"eol\":\"2027-05-31\"}]", &result), "");
	assert_int_equal(result.rematched, 1);
	assert_string_equal(importing_list(test, "component", "product,release,vendor_end"),
		"product,release,vendor_end\nrowan,REL-0001,2027-05-31\nunknown thing,,2029-01-31\n");
}

/* A release that is supported without a date is supported longer than one that has ended: an upgrade is the answer. */
static void a_release_supported_without_a_date_is_newer(void **state)
{
	struct import_test *test = *state;
	struct catalogue_result result;
	test_put(&test->store, E_system, 0, "name=Lex");
	assert_string_equal(importing_text(test, "component.csv", "system,product,version\nLex,rowan,1.4\n"), "");
	assert_string_equal(read_releases(test, "[{\"cycle\":\"2\",\"eol\":false},{\"cycle\":\"1\",\"eol\":\"2026-01-31\"}]",
		&result), "");
	assert_string_equal(importing_list(test, "component", "vendor_end,longer_supported"),
		"vendor_end,longer_supported\n2026-01-31,yes\n");
}

static void a_broken_file_changes_nothing(void **state)
{
	struct import_test *test = *state;
	struct catalogue_result result;
	uint64_t before = importing_sequence(test);
	assert_string_not_equal(read_releases(test, "[{\"cycle\":\"2\",\"eol\":\"2027-05-31\"},{\"cycle\":", &result), "");
	assert_int_equal(importing_sequence(test), before);
	test->options.dry_run = true;
	assert_string_equal(read_releases(test, "[{\"cycle\":\"2\",\"eol\":\"2027-05-31\"}]", &result), "");
	assert_int_equal(result.import.added, 2);
	assert_int_equal(importing_sequence(test), before);
}

static void a_product_in_two_files_is_one(void **state)
{
	struct import_test *test = *state;
	struct catalogue_result result;
	struct error error = {0};
	char *first, *second;
	first = memory_copy_text(importing_file(test, "rowan.json", "[{\"cycle\":\"2\",\"eol\":\"2027-05-31\"}]"));
	second = memory_copy_text(
		importing_file(test, "full.json",
	                   "{\"schema_version\":\"1.2.1\",\"generated_at\":\"2026-08-22T08:52:34+00:00\",\"total\":1,"
	                   "\"result\":[{\"name\":\"rowan\",\"aliases\":[],\"label\":\"Rowan\","
	                   "\"category\":\"database\",\"identifiers\":[],\"releases\":[{\"name\":\"2\",\"label\":\"2\","
	                   "\"isEol\":false,\"eolFrom\":\"2027-11-30\"}]}]}"));
	char *const files[] = {first, second};
	import_catalogue(&test->store.session, files, 2, &test->options, &result, &error);
	assert_string_equal(error.text, "");
	assert_string_equal(importing_list(test, "product", "name,label"), "name,label\nrowan,Rowan\n");
	assert_string_equal(importing_list(test, "release", "cycle,security_end"), "cycle,security_end\n2,2027-11-30\n");
	free(first);
	free(second);
}

/* Merged away, it is never written in again: its releases go on under the one that stays, which keeps its own words. */
static void a_merged_product_leads_to_the_one_that_stays(void **state)
{
	struct import_test *test = *state;
	struct catalogue_result result;
	assert_string_equal(read_releases(test, "[{\"cycle\":\"1\",\"eol\":\"2027-05-31\"}]", &result), "");
	test_put(&test->store, E_product, 3, "name=rowan-own|label=Rowan");
	test_put(&test->store, E_product, 2, "name=rowandb|label=Vår Rowan|replaced_by=PRD-0003");
	test_put(&test->store, E_product, 1, "name=rowan|source=endoflife.date|replaced_by=PRD-0002");
	test_put(&test->store, E_release, 1, "product=PRD-0003|cycle=1|security_end=2027-05-31");
	assert_string_equal(
		read_releases(test, "[{\"cycle\":\"2\",\"eol\":\"2028-05-31\"},{\"cycle\":\"1\",\"eol\":\"2027-11-30\"}]",
	                  &result),
		"");
	assert_int_equal(result.import.added, 1);
	assert_int_equal(result.import.changed, 1);
	assert_string_equal(importing_list(test, "release", "product,cycle,security_end"),
		"product,cycle,security_end\nPRD-0003,1,2027-11-30\nPRD-0003,2,2028-05-31\n");
	assert_string_equal(importing_list(test, "product", "name,label,source"),
		"name,label,source\nrowan,,endoflife.date\nrowandb,Vår Rowan,\nrowan-own,Rowan,\n");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, importing_setup, importing_teardown)
	const struct CMUnitTest tests[] = {
		TEST(the_whole_twice_journals_nothing),
		TEST(dates_move_and_states_keep_their_day),
		TEST(what_is_typed_stands_until_the_catalogue_knows),
		TEST(a_product_in_two_files_is_one),
		TEST(a_merged_product_leads_to_the_one_that_stays),
		TEST(a_release_supported_without_a_date_is_newer),
		TEST(a_broken_file_changes_nothing),
	};
	lang_start(NULL);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
