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

static void snipe_it(void **state)
{
	struct import_test *test = *state;
	real_data_import_twice(test, "snipe-it-licences", "snipe-it/licenses-sample.csv", 50, 0);
	assert_int_equal(real_data_count(test, "licence"), 50);
	assert_int_equal(real_data_count(test, "licence_use"), 50);
	assert_int_equal(real_data_count(test, "supplier"), 42);
	real_data_expect_sum(test, "licence", "unit_cost", "26195.83", 50);
	real_data_expect_sum(test, "licence", "quantity", "2282.00", 50);
	assert_non_null(strstr(importing_list(test, "licence", "code,start,end"),
		"\nSNIPE-4c2713a1-5b73-4ecb-b2e9-62bf0ff57165,2008-11-24,2016-02-26\n"));
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
		TEST(riha), TEST(snipe_it), TEST(debian_packages),
	};
	lang_start(NULL);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
