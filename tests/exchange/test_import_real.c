/* Real data by the mappings that are shipped: every row is accounted for, amounts add up, and a second import changes
 * nothing. What is expected was counted with Python's csv, json and decimal over the same files (2026-11-22): rows,
 * distinct values of the columns that name units and suppliers, and sums at the rate that the mapping states. */
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
#include "base/money.h"
#include "register/licences.h"
#include "support/real_data.h"

/* Two rows have one place in RIHA and one name: which is which is for Estonia to say. */
static void riha(void **state)
{
	struct import_test *test = *state;
	real_data_import_twice(test, "riha-estonia", "riha-estonia/riha_live.json", 1146, 1);
	assert_string_equal(test->faults.data == NULL ? "" : strrchr(test->faults.data, ':'),
		": another row of the import has the same value\n");
	assert_non_null(strstr(test->faults.data, "riha_live.json:8913: name"));
	assert_int_equal(real_data_count(test, "system"), 1146 - 1);
	assert_int_equal(real_data_count(test, "unit"), 510);
	static const struct {
		const char *phase;
		size_t count;
	} phases[] = {{"in_use", 636 - 1}, {"introduction", 334 + 66 + 11 + 8}, {"retired", 63 + 16}, {"phase_out", 2}};
	for (size_t i = 0; i < COUNT_OF(phases); i++) {
		size_t count = 0;
		struct slice rest = slice_of(importing_list(test, "system", "phase")), line;
		while (slice_next(&rest, '\n', &line))
			count += slice_equal_text(line, phases[i].phase);
		assert_int_equal(count, phases[i].count);
	}
	assert_non_null(strstr(importing_list(test, "system", "aliases,retired_on,address"),
		"\nEesti kirikuregister,2015-08-05,https://riha.eesti.ee/riha/main/inf/"
		"eesti_kirikute_koguduste_ja_koguduste_liitude_register\n"));
}

/* What the positions of all pools come to. */
static struct licence_sums positions(struct import_test *test)
{
	struct view *view = view_open(test->store.store, NULL);
	struct licence_reader *reader = licence_reader_new(view, NULL, day_from_civil(2026, 11, 22));
	struct licence_rows rows = {0};
	struct licence_sums sums = {0};
	licence_rows_read(&rows, reader, 0, NULL, NULL);
	for (size_t i = 0; i < rows.count; i++)
		licence_sums_add(&sums, &rows.items[i]);
	licence_rows_free(&rows);
	licence_reader_free(&reader);
	view_close(&view);
	return sums;
}

/* One licence ends before it begins. All the others have ended, and one seat of each is still held. */
static void snipe_it(void **state)
{
	struct import_test *test = *state;
	real_data_import_twice(test, "snipe-it-licences", "snipe-it/licenses-sample.csv", 50, 1);
	assert_non_null(strstr(test->faults.data, "end: 2016-01-22 is before start, 2016-11-05"));
	assert_int_equal(real_data_count(test, "licence"), 49);
	assert_int_equal(real_data_count(test, "licence_use"), 49);
	assert_int_equal(real_data_count(test, "supplier"), 41);
	real_data_expect_sum(test, "licence", "unit_cost", "25758.25", 49);
	real_data_expect_sum(test, "licence", "quantity", "2209.00", 49);
	assert_non_null(strstr(importing_list(test, "licence", "code,start,end"),
		"\nSNIPE-4c2713a1-5b73-4ecb-b2e9-62bf0ff57165,2008-11-24,2016-02-26\n"));
	const struct licence_sums sums = positions(test);
	assert_int_equal(sums.pools, 49);
	assert_int_equal(sums.short_pools, 49);
	assert_int_equal(sums.unknown, 0);
	assert_int_equal(sums.missing_once, 2575825);
}

/* 468 rows say that AI is used; of 434 of them a range of how many is told. How many were bought nobody says. */
static void agency_inventory(void **state)
{
	struct import_test *test = *state;
	real_data_import_twice(test, "us-ai-inventory", "us-ai-inventory/2025_consolidated_COTS_AI_use_cases.csv", 900, 0);
	assert_int_equal(real_data_count(test, "unit"), 45);
	assert_int_equal(real_data_count(test, "licence"), 468);
	real_data_expect_sum(test, "licence", "measured_use", "1376976.00", 434);
	const struct licence_sums sums = positions(test);
	assert_int_equal(sums.pools, 468);
	assert_int_equal(sums.unknown, 468);
}

static void debian_packages(void **state)
{
	struct import_test *test = *state;
	assert_string_equal(importing_text(test, "system.csv", "name\nWeb\n"), "");
	real_data_import_twice(test, "debian-packages", "dpkg/dpkg-query.tsv", 862, 0);
	assert_int_equal(real_data_count(test, "component"), 862);
	assert_non_null(strstr(importing_list(test, "component", "code,version,identifier"),
		"\nS1-adduser,3.134,pkg:deb/debian/adduser\n"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, importing_setup, real_data_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(riha), TEST(snipe_it), TEST(agency_inventory), TEST(debian_packages),
	};
	lang_start(NULL);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
