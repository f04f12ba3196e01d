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
#include "exchange/mapping.h"
#include "support/importing.h"

#define DATA SOURCE_DIR "/../shared/data/"

static int close_store(void **state)
{
	struct import_test *test = *state;
	if (test->options.plan != NULL)
		plan_free(test->options.plan);
	free(test->options.plan);
	return importing_teardown(state);
}

static void use_mapping(struct import_test *test, const char *name)
{
	struct text path = {0};
	text_printf(&path, SOURCE_DIR "/conf/import/%s.conf", name);
	if (test->options.plan == NULL)
		test->options.plan = memory_new(sizeof *test->options.plan);
	else
		plan_free(test->options.plan);
	bool read = mapping_read(test->options.plan, path.data, &test->error);
	assert_string_equal(test->error.text, "");
	assert_true(read);
	text_free(&path);
}

static size_t count_records(struct import_test *test, const char *entity)
{
	size_t lines = 0;
	for (const char *at = importing_list(test, entity, "code"); *at != '\0'; at++)
		lines += *at == '\n';
	return lines - 1;
}

/* The sum of a column of amounts, and how many are set. */
static void assert_sum(struct import_test *test, const char *entity, const char *column, const char *sum, size_t count)
{
	struct slice rest = slice_of(importing_list(test, entity, column)), line;
	char text[NUMBER_TEXT_SIZE];
	money_t total = 0, one;
	size_t set = 0;
	slice_next(&rest, '\n', &line);
	while (slice_next(&rest, '\n', &line)) {
		if (line.size == 0 || slice_equal_text(line, "\"\""))
			continue;
		assert_true(money_parse(line, &one, NULL));
		total += one;
		set++;
	}
	assert_string_equal(money_text(total, text), sum);
	assert_int_equal(set, count);
}

/* Twice; the second time nothing is written. */
static void import_twice(struct import_test *test, const char *mapping, const char *file, uint64_t rows,
                         uint64_t rejected)
{
	struct text path = {0}, rejects = {0};
	text_printf(&path, DATA "%s", file);
	text_printf(&rejects, "%s/rejects.csv", test->directory);
	if (access(path.data, R_OK) != 0) {
		print_message("skipped: %s is not here\n", path.data);
		text_free(&path);
		text_free(&rejects);
		skip();
	}
	char *paths[] = {path.data};
	use_mapping(test, mapping);
	test->options.rejects = rejects.data;
	assert_string_equal(importing_paths(test, paths, 1), "");
	assert_int_equal(test->result.rows, rows);
	assert_int_equal(test->result.rejected, rejected);
	const struct import_result first = test->result;
	uint64_t before = importing_sequence(test);
	assert_string_equal(importing_paths(test, paths, 1), "");
	assert_int_equal(test->result.rejected, rejected);
	assert_int_equal(importing_sequence(test), before);
	test->result = first;
	test->options.rejects = NULL;
	text_free(&path);
	text_free(&rejects);
}

/* Two rows have one place in RIHA and one name: which is which is for Estonia to say. */
static void riha(void **state)
{
	struct import_test *test = *state;
	import_twice(test, "riha-estonia", "riha-estonia/riha_live.json", 1146, 1);
	assert_string_equal(test->faults.data == NULL ? "" : strrchr(test->faults.data, ':'),
		": another row of the import has the same value\n");
	assert_non_null(strstr(test->faults.data, "riha_live.json:8913: name"));
	assert_int_equal(count_records(test, "system"), 1146 - 1);
	assert_int_equal(count_records(test, "unit"), 510);
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

/* The later list changes what it says of the 124 projects that both have. */
static void canada(void **state)
{
	struct import_test *test = *state;
	import_twice(test, "canada-it-projects", "canada-it-projects/gc-it-projects-2019.csv", 463, 0);
	assert_sum(test, "opportunity", "budget", "49567645139.55", 456);
	assert_int_equal(count_records(test, "unit"), 37);
	assert_non_null(strstr(importing_list(test, "opportunity", "code,budget,end"),
		"\nCA-pspc-eps,1512046846.50,2024-03-31\n"));
	import_twice(test, "canada-it-projects", "canada-it-projects/gc-it-projects-2022.csv", 495, 0);
	assert_int_equal(test->result.changed, 124);
	assert_int_equal(count_records(test, "opportunity"), 834);
	assert_int_equal(count_records(test, "unit"), 51);
}

/* One project stands under an investment of another agency: for somebody to judge. */
static void us_dashboard(void **state)
{
	struct import_test *test = *state;
	import_twice(test, "us-it-dashboard", "us-itdashboard/projects.dates-fixed.csv", 2450, 1);
	assert_int_equal(count_records(test, "opportunity"), 2450 - 1 + 599);
	assert_int_equal(count_records(test, "reference"), 599);
	assert_int_equal(count_records(test, "unit"), 26);
	assert_sum(test, "opportunity", "budget", "1404556995915.25", 2449);
}

static void snipe_it(void **state)
{
	struct import_test *test = *state;
	import_twice(test, "snipe-it-licences", "snipe-it/licenses-sample.csv", 50, 0);
	assert_int_equal(count_records(test, "licence"), 50);
	assert_int_equal(count_records(test, "licence_use"), 50);
	assert_int_equal(count_records(test, "supplier"), 42);
	assert_sum(test, "licence", "unit_cost", "26195.83", 50);
	assert_sum(test, "licence", "quantity", "2282.00", 50);
	assert_non_null(strstr(importing_list(test, "licence", "code,start,end"),
		"\nSNIPE-4c2713a1-5b73-4ecb-b2e9-62bf0ff57165,2008-11-24,2016-02-26\n"));
}

static void debian_packages(void **state)
{
	struct import_test *test = *state;
	assert_string_equal(importing_text(test, "system.csv", "name\nWeb\n"), "");
	import_twice(test, "debian-packages", "dpkg/dpkg-query.tsv", 862, 0);
	assert_int_equal(count_records(test, "component"), 862);
	assert_non_null(strstr(importing_list(test, "component", "code,version,identifier"),
		"\nS1-adduser,3.134,pkg:deb/debian/adduser\n"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, importing_setup, close_store)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(riha), TEST(canada), TEST(us_dashboard), TEST(snipe_it), TEST(debian_packages),
	};
	lang_start(NULL);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
