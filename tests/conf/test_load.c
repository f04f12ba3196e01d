#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/lang.h"
#include "base/memory.h"
#include "conf/conf_private.h"
#include "support/scratch.h"

static char *directory;

static void write_file(const char *name, struct slice bytes, char path[200])
{
	snprintf(path, 200, "%s/%s", directory, name);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes.data, 1, bytes.size, file), bytes.size);
	assert_int_equal(fclose(file), 0);
}

static struct conf *read_conf(const char *text)
{
	struct conf *conf = conf_new();
	struct conf_source source = {.conf = conf, .file = "test.conf"};
	struct error error = {0};

	if (!conf_read_text(&source, text, &error))
		fail_msg("%s", error.text);
	return conf;
}

static day_t day_of(const char *text)
{
	day_t day;

	assert_true(day_parse(slice_of(text), &day, NULL));
	return day;
}

/* In brackets of either kind or alone, in any order. */
static void lists_of_numbers(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		size_t count;
		int64_t numbers[5];
	} cases[] = {
		{"", 5, {360, 180, 90, 30, 7}},
		{"notify = { before = [ 7, 60, 14 ]; };", 3, {60, 14, 7}},
		{"notify = { before = ( 0, 366 ); };", 2, {366, 0}},
		{"notify = { before = 30; };", 1, {30}},
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct conf *conf = read_conf(cases[i].text);
		size_t count;
		const int64_t *numbers = conf_numbers(conf, CONF_notify_before, &count);
		assert_int_equal(count, cases[i].count);
		assert_memory_equal(numbers, cases[i].numbers, count * sizeof(*numbers));
		conf_free(&conf);
	}
}

static void values_of_every_type(void **state)
{
	(void)state;
	struct conf *conf = read_conf("store = \"/srv/register\"; language = \"sv\"; ascii = true; needs_months = 0;\n"
		"discount_rate = 3.25; change_share = 7; direct_award_limit = 123456.78; full_time_cost = 812000L;\n"
		"index = { licence = -1.5; support = 4.0; };\nprocurement_months = { open = 18; };");

	assert_string_equal(conf_text(conf, CONF_store), "/srv/register");
	assert_true(conf_is(conf, CONF_language, "sv"));
	assert_false(conf_is(conf, CONF_language, "en"));
	assert_true(conf_yes(conf, CONF_ascii));
	assert_int_equal(conf_number(conf, CONF_needs_months, 0), 0);
	assert_int_equal(conf_number(conf, CONF_discount_rate, 0), 325);
	assert_int_equal(conf_number(conf, CONF_change_share, 0), 700);
	assert_int_equal(conf_number(conf, CONF_direct_award_limit, 0), 12345678);
	assert_int_equal(conf_number(conf, CONF_full_time_cost, 0), 81200000);
	assert_int_equal(conf_number(conf, CONF_index_licence, 0), -150);
	assert_int_equal(conf_number(conf, CONF_index_support, 0), 400);
	assert_int_equal(conf_number(conf, CONF_procurement_months_open, 0), 18);
	assert_int_equal(conf_number(conf, CONF_procurement_months_direct, 0), 2);
	assert_string_equal(conf_place(conf, CONF_discount_rate), "test.conf:2");
	assert_string_equal(conf_place(conf, CONF_index_licence), "test.conf:3");
	assert_string_equal(conf_place(conf, CONF_currency), "");
	conf_free(&conf);
}

static void a_dated_value_holds_from_its_day(void **state)
{
	(void)state;
	static const struct {
		const char *day;
		int64_t value;
	} cases[] = {
		{"1950-01-01", 300}, {"2023-12-31", 300}, {"2024-01-01", 300}, {"2026-06-30", 300}, {"2026-07-01", 350},
		{"2026-07-02", 350}, {"2027-12-31", 350}, {"2028-01-01", 425}, {"2199-12-31", 425},
	};
	struct conf *conf = read_conf("discount_rate = ( { from = \"2028-01-01\"; value = 4.25; }, "
		"{ from = \"2024-01-01\"; value = 3; }, { value = 3.5; from = \"2026-07-01\"; } );");

	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_int_equal(conf_number(conf, CONF_discount_rate, day_of(cases[i].day)), cases[i].value);
	conf_free(&conf);
}

static void amounts_of_the_law_are_to_be_looked_at_again(void **state)
{
	(void)state;
	struct conf *conf = read_conf("direct_award_limit = ( { from = \"2024-02-01\"; value = 700000; } ); "
		"change_threshold = 1;");

	assert_int_equal(conf_renewal_due(conf, CONF_direct_award_limit), day_of("2026-02-01"));
	assert_int_equal(conf_renewal_due(conf, CONF_change_threshold), DAY_UNSET);
	assert_int_equal(conf_renewal_due(conf, CONF_discount_rate), DAY_UNSET);
	conf_free(&conf);
}

static void what_is_wrong_is_said_with_its_place(void **state)
{
	(void)state;
	static const struct {
		const char *text, *words;
	} cases[] = {
		{"\n\ncurency = \"SEK\";", "test.conf:3: there is no option \"curency\"; did you mean \"currency\"?"},
		{"zzz = 1;", "test.conf:1: there is no option \"zzz\""},
		{"index = {\n operatoin = 1.0; };",
			"test.conf:2: there is no option \"index.operatoin\"; did you mean \"index.operation\"?"},
		{"needs_months = \"six\";", "test.conf:1: \"needs_months\" must be a whole number of months, 0–120, "
			"not \"six\""},
		{"notify = { before = [ 30, 367 ]; };",
			"test.conf:1: \"notify.before\" must be whole numbers of days in [ ], 0–366, not 367"},
		{"notify = { before = [ ]; };",
			"test.conf:1: \"notify.before\" must be whole numbers of days in [ ], 0–366, not a list"},
		{"notify = { before = ( 30, \"7\" ); };",
			"test.conf:1: \"notify.before\" must be whole numbers of days in [ ], 0–366, not \"7\""},
		{"needs_months = 121;", "test.conf:1: \"needs_months\" must be a whole number of months, 0–120, not 121"},
		{"needs_months = -1;", "test.conf:1: \"needs_months\" must be a whole number of months, 0–120, not -1"},
		{"needs_months = 6.0;", "test.conf:1: \"needs_months\" must be a whole number of months, 0–120, not 6"},
		{"needs_months = true;", "test.conf:1: \"needs_months\" must be a whole number of months, 0–120, not true"},
		{"needs_months = { };", "test.conf:1: \"needs_months\" must be a whole number of months, 0–120, not a group"},
		{"needs_months = ( );", "test.conf:1: \"needs_months\" must be a whole number of months, 0–120, not a list"},
		{"map_size = ( { from = \"2026-01-01\"; value = 1; } );",
			"test.conf:1: \"map_size\" must be a whole number of GiB, 1–4096, not a list"},
		{"discount_rate = 3.125;", "test.conf:1: \"discount_rate\" must be a percentage with at most two decimals, "
			"0–50, not 3.125"},
		{"discount_rate = 50.01;", "test.conf:1: \"discount_rate\" must be a percentage with at most two decimals, "
			"0–50, not 50.01"},
		{"discount_rate = 1e300;", "test.conf:1: \"discount_rate\" must be a percentage with at most two decimals, "
			"0–50, not 1e+300"},
		{"discount_rate = ( { from = \"2026-01-01\"; value = 3; },\n{ from = \"2026-02-30\"; value = 3; } );",
			"test.conf:2: from: \"2026-02-30\" is not a day; February 2026 has 28"},
		{"discount_rate = ( { from = 2026; value = 3; } );",
			"test.conf:1: from: a day is missing; write it as year-month-day, such as 2027-03-31"},
		{"discount_rate = ( { from = \"2026-01-01\"; } );",
			"test.conf:1: each value of \"discount_rate\" is written { from = \"2027-01-01\"; value = …; }"},
		{"discount_rate = ( 3 );",
			"test.conf:1: each value of \"discount_rate\" is written { from = \"2027-01-01\"; value = …; }"},
		{"discount_rate = ( { from = \"2026-01-01\"; value = 3; until = 4; } );",
			"test.conf:1: each value of \"discount_rate\" is written { from = \"2027-01-01\"; value = …; }"},
		{"discount_rate = ( { from = \"2026-01-01\"; value = \"3\"; } );",
			"test.conf:1: \"discount_rate\" must be a percentage with at most two decimals, 0–50, not \"3\""},
		{"discount_rate = ( { from = \"2026-01-01\"; value = 3; }, { from = \"2026-01-01\"; value = 4; } );",
			"test.conf:1: \"discount_rate\" has two values from 2026-01-01"},
		{"full_time_cost = 9223372036854775807L;",
			"test.conf:1: \"full_time_cost\" must be an amount with at most two decimals, 0.00–1000000000.00, "
			"not 9223372036854775807"},
		{"profile = \"grew\";", "test.conf:1: \"profile\" must be one of \"start\", \"grow\", \"full\", not \"grew\""},
		{"profile = \"\";", "test.conf:1: \"profile\" must be one of \"start\", \"grow\", \"full\", not \"\""},
		{"currency = \"kr\";", "test.conf:1: \"currency\" must be a text of 3 bytes, not \"kr\""},
		{"time_zone = \"\";", "test.conf:1: \"time_zone\" must be a text of 1 to 60 bytes, not \"\""},
		{"store = \"a\\x1bb\";", "test.conf:1: \"store\" must be a text of at most 4000 bytes, not \"a\\x1bb\""},
		{"store = \"a\nb\";", "test.conf:1: \"store\" must be a text of at most 4000 bytes, not \"a\\x0ab\""},
		{"ascii = 1;", "test.conf:1: \"ascii\" must be true or false, not 1"},
		{"index = 3;", "test.conf:1: \"index\" must be a group in { }, not 3"},
		{"needs_months = 1;\nneeds_months = 2;", "test.conf:2: duplicate setting name"},
		{"needs_months = 1;\n}", "test.conf:2: syntax error"},
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct conf *conf = conf_new();
		struct conf_source source = {.conf = conf, .file = "test.conf"};
		struct error error = {0};
		assert_false(conf_read_text(&source, cases[i].text, &error));
		assert_string_equal(error.text, cases[i].words);
		assert_int_equal(error.kind, ERROR_INPUT);
		conf_free(&conf);
	}
}

static void a_file_that_is_no_text_is_refused(void **state)
{
	(void)state;
	static const struct {
		struct slice bytes;
		int line;
	} cases[] = {
		{{"a = 1;\n\0b", 9}, 2}, {{"# \xff\n", 4}, 1}, {{"#\n#\n# \xc3", 7}, 3}, {{"\0\xff", 2}, 1},
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct conf *conf = conf_new();
		struct error error = {0};
		char path[200], words[300];
		write_file("bytes.conf", cases[i].bytes, path);
		assert_false(conf_read(conf, path, &error));
		snprintf(words, sizeof(words), "%s:%d: is not text in UTF-8", path, cases[i].line);
		assert_string_equal(error.text, words);
		conf_free(&conf);
	}
}

static void a_file_that_cannot_be_read_says_why(void **state)
{
	(void)state;
	struct conf *conf = NULL;
	struct error error = {0};
	char path[200], words[300];

	snprintf(path, sizeof(path), "%s/none.conf", directory);
	assert_false(conf_load(path, &conf, &error));
	assert_null(conf);
	snprintf(words, sizeof(words), "%s: No such file or directory", path);
	assert_string_equal(error.text, words);
	assert_false(conf_load(directory, &conf, &error));
	snprintf(words, sizeof(words), "%s: Is a directory", directory);
	assert_string_equal(error.text, words);
}

static void an_included_file_is_named(void **state)
{
	(void)state;
	struct conf *conf = conf_new();
	struct error error = {0};
	char main_file[200], included[200];

	write_file("rates.conf", SLICE("\ndiscount_rat = 3;\n"), included);
	write_file("main.conf", SLICE("@include \"rates.conf\"\n"), main_file);
	assert_false(conf_read(conf, main_file, &error));
	assert_non_null(strstr(error.text, "rates.conf:2: there is no option \"discount_rat\"; did you mean"));
	conf_free(&conf);
}

/* The person's own file, and over it the one that the call names. */
static void later_files_stand_over_earlier_ones(void **state)
{
	(void)state;
	struct conf *conf = NULL;
	struct error error = {0};
	char own[200], named[200];

	snprintf(own, sizeof(own), "%s/forvalta", directory);
	mkdir(own, 0700);
	write_file("forvalta/forvalta.conf",
		SLICE("needs_months = 1; horizon_years = 5; rules = { OWN-01 = { on = false; }; "
		"CON-02 = { days = 60; severity = \"high\"; }; }; "
		"group_from = { LIC = \"2027-01-01\"; PER = \"2027-02-01\"; };"),
			own);
	write_file("named.conf", SLICE("needs_months = 2; rules = { CON-02 = { days = 30; }; }; "
		"group_from = { PER = \"2028-02-01\"; };"), named);
	setenv("XDG_CONFIG_HOME", directory, 1);
	if (!conf_load(named, &conf, &error))
		fail_msg("%s", error.text);
	assert_int_equal(conf_number(conf, CONF_needs_months, 0), 2);
	assert_int_equal(conf_number(conf, CONF_horizon_years, 0), 5);
	assert_true(conf_rule(conf, "OWN-01")->has_on);
	assert_int_equal(conf_threshold(conf_rule(conf, "CON-02"), "days", 90), 30);
	assert_null(conf_rule(conf, "CON-02")->severity);
	assert_int_equal(conf_group_from(conf, "LIC"), day_of("2027-01-01"));
	assert_int_equal(conf_group_from(conf, "PER"), day_of("2028-02-01"));
	conf_free(&conf);
	write_file("forvalta/forvalta.conf", SLICE("nonsense = 1;"), own);
	assert_false(conf_load(NULL, &conf, &error));
	assert_non_null(strstr(error.text, "forvalta/forvalta.conf:1: there is no option"));
	unsetenv("XDG_CONFIG_HOME");
}

/* As from cron, with an empty environment. */
static void no_home_is_needed(void **state)
{
	(void)state;
	struct conf *conf = NULL;
	struct error error = {0};
	char *home = memory_copy_text(getenv("HOME"));

	unsetenv("HOME");
	unsetenv("XDG_CONFIG_HOME");
	if (!conf_load(NULL, &conf, &error))
		fail_msg("%s", error.text);
	conf_free(&conf);
	if (home)
		setenv("HOME", home, 1);
	free(home);
}

static void the_register_is_found_without_a_word(void **state)
{
	(void)state;
	struct conf *conf = read_conf("store = \"/srv/register\";"), *plain = conf_new();
	struct error error = {0};
	struct text found = {0};
	struct stat status;

	assert_true(conf_store_directory(conf, &found, &error));
	assert_string_equal(found.data, "/srv/register");
	text_clear(&found);
	if (stat("/var/lib/forvalta", &status) == 0) {
		print_message("skipped in part: this system has a register\n");
	} else {
		setenv("XDG_DATA_HOME", "/data", 1);
		assert_true(conf_store_directory(plain, &found, &error));
		assert_string_equal(found.data, "/data/forvalta");
		text_clear(&found);
		setenv("XDG_DATA_HOME", "relative", 1);
		setenv("HOME", "/home/eva", 1);
		assert_true(conf_store_directory(plain, &found, &error));
		assert_string_equal(found.data, "/home/eva/.local/share/forvalta");
		unsetenv("XDG_DATA_HOME");
		unsetenv("HOME");
		assert_false(conf_store_directory(plain, &found, &error));
		assert_non_null(strstr(error.text, "--store"));
	}
	text_free(&found);
	conf_free(&conf);
	conf_free(&plain);
}

static int set_up(void **state)
{
	(void)state;
	directory = scratch_new();
	return !lang_start("en");
}

static int tear_down(void **state)
{
	(void)state;
	scratch_free(&directory);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_of_every_type),
		cmocka_unit_test(lists_of_numbers),
		cmocka_unit_test(a_dated_value_holds_from_its_day),
		cmocka_unit_test(amounts_of_the_law_are_to_be_looked_at_again),
		cmocka_unit_test(what_is_wrong_is_said_with_its_place),
		cmocka_unit_test(a_file_that_is_no_text_is_refused),
		cmocka_unit_test(a_file_that_cannot_be_read_says_why),
		cmocka_unit_test(an_included_file_is_named),
		cmocka_unit_test(later_files_stand_over_earlier_ones),
		cmocka_unit_test(no_home_is_needed),
		cmocka_unit_test(the_register_is_found_without_a_word),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
