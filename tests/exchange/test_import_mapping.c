/* Files with somebody else's columns: the mapping language, and San Francisco's inventory by the mapping that is
 * shipped. */
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
#include "exchange/mapping.h"
#include "support/importing.h"

#define SAN_FRANCISCO SOURCE_DIR "/../shared/data/sf-enterprise-systems/sf_enterprise_systems_2023-11.csv"

static int close_store(void **state)
{
	struct import_test *test = *state;
	if (test->options.plan != NULL)
		plan_free(test->options.plan);
	free(test->options.plan);
	return importing_teardown(state);
}

/* The words of what is wrong with the mapping, without the directory; "" where it was read and is used from now on. */
static const char *use_mapping(struct import_test *test, const char *text)
{
	char *path = importing_file(test, "a.conf", text);
	if (test->options.plan == NULL)
		test->options.plan = memory_new(sizeof *test->options.plan);
	else
		plan_free(test->options.plan);
	error_clear(&test->error);
	mapping_read(test->options.plan, path, &test->error);
	char *at = strstr(test->error.text, test->directory);
	size_t size = strlen(test->directory) + 1;
	if (at != NULL)
		memmove(at, at + size, strlen(at + size) + 1);
	return test->error.text;
}

struct mapping_case {
	const char *mapping, *words;
};

#define ONE(fields) "records = (\n{ entity = \"unit\";\nfields = { " fields "; }; } );\n"

static const struct mapping_case mapping_cases[] = {
	{"", "a.conf: the mapping has no records = ( … )"},
	{"recods = ();", "a.conf:1: \"recods\" is not known here; what may stand here: format, encoding, separator, columns, "
                     "items, each, between, ignore, ignore_others, records"},
	{"encoding = \"latin-7\";", "a.conf:1: encoding: \"latin-7\" is no encoding known here; give utf-8, utf-16le, "
                                "utf-16be, windows-1252 or detect"},
	{"separator = \"/\";", "a.conf:1: separator: \",\", \";\" or \"\\t\" is wanted; of lines \":\" or \"|\" too"},
	{"separator = \"|\";" ONE("name = \"A\""),
     "a.conf: \"|\" separates the fields of lines only: format = \"lines\""},
	{"format = \"xml\";", "a.conf:1: format: one of \"csv\", \"lines\", \"json\", \"ldif\" is wanted"},
	{"format = \"lines\"; separator = \":\";" ONE("name = \"A\""),
     "a.conf: format = \"lines\" wants columns = ( … ) and a separator, and no other format has columns"},
	{"items = \"a\";" ONE("name = \"A\""), "a.conf: items goes with format = \"json\" only"},
	{"ignore_others = 3;", "a.conf:1: ignore_others: true or false is wanted"},
	{"ignore = \"A\";", "a.conf:1: ignore: a list of texts is wanted: ( \"a\", \"b\" )"},
	{"records = 1;", "a.conf:1: records: a list ( { entity = …; … }, … ) is wanted"},
	{"records = (\n{ entity = \"castle\"; } );", "a.conf:2: a record needs entity = \"…\"; forvalta schema lists them"},
	{"records = (\n{ entity = \"unit\"; } );", "a.conf:2: a record needs fields = { … }"},
	{"records = (\n{ entity = \"unit\"; colour = 1; } );",
     "a.conf:2: \"colour\" is not known here; what may stand here: entity, fields, key, same, listed, when, "
     "when_not, range, only_new, whole, gone, gone_since, gone_again"},
	{"records = (\n{ entity = \"unit\"; range = ( \"n\", \"5\", \"1\" ); } );",
     "a.conf:2: range: a column and two numbers are wanted: ( \"uid\", \"1000\", \"59999\" )"},
	{"records = (\n{ entity = \"person\"; fields = { name = \"A\"; }; whole = ( \"source\" ); } );",
     "a.conf:2: whole and gone go together: which records the file is the whole list of, and what becomes of those "
     "that it no longer has"},
	{"records = (\n{ entity = \"person\"; fields = { name = \"A\"; }; whole = ( \"source\" ); gone = \"remove\"; } );",
     "a.conf:2: whole: source must be a constant of the record"},
	{"records = (\n{ entity = \"person\"; gone = \"title\"; } );", "a.conf:2: gone: title is no date"},
	{"records = (\n{ entity = \"person\"; fields = { source = { constant = \"a\"; }; }; whole = ( \"source\" ); gone = "
     "\"remove\"; gone_since = \"unlisted\"; } );",
     "a.conf:2: gone_since goes with gone = \"a date\" only"},
	{"records = (\n{ entity = \"person\"; fields = { source = { constant = \"a\"; }; }; whole = ( \"source\" ); gone = "
     "\"active_to\"; gone_again = \"active_from\"; } );",
     "a.conf:2: gone_again goes with gone_since only"},
	{"records = (\n{ entity = \"unit\"; key = \"name\"; same = ( \"parent\" ); fields = { name = \"A\"; }; } );",
     "a.conf:2: key or same tells which record a row is, not both"},
	{"records = (\n{ entity = \"unit\"; same = ( \"nam\" ); fields = { name = \"A\"; }; } );",
     "a.conf:2: same: the name of a field is wanted"},
	{"records = (\n{ entity = \"unit\"; listed = \"name\"; fields = { name = \"A\"; }; } );",
     "a.conf:2: listed: a field of the record with a column and values is wanted"},
	{"between = \";\";" ONE("name = \"A\""), "a.conf: between goes with each, and is not empty"},
	{ONE("parent = { column = \"A\"; unknown = \"budget\"; }"),
     "a.conf:3: unknown: \"keep\", \"reject\" or a field of text is wanted; budget is none"},
	{ONE("nam = \"A\""), "a.conf:3: unit has no field \"nam\" that can be given; the nearest is name"},
	{ONE("name = 1"), "a.conf:3: name: the name of a column, or a group { column = …; }, is wanted"},
	{ONE("name = { }"), "a.conf:3: name: a column or a constant is wanted, one of them"},
	{ONE("name = { column = \"A\"; constant = \"B\"; }"),
     "a.conf:3: name: a column or a constant is wanted, one of them"},
	{ONE("name = { column = \"A\"; dates = \"american\"; }"),
     "a.conf:3: dates: one of \"iso\", \"day-month-year\", \"month-day-year\", \"english\", \"timestamp\", "
     "\"filetime\", \"generalized\" is wanted"},
	{ONE("name = { column = \"A\"; rate = \"7,05\"; }"),
     "a.conf:3: rate: what one of it is in the register's currency is wanted, in quotes: \"7.05\""},
	{ONE("budget = { column = \"A\"; currency = \"$\"; }"),
     "a.conf:3: budget: a currency wants a rate: what one of it is in the register's currency"},
	{ONE("name = { column = \"A\"; rate = \"7.05\"; }"),
     "a.conf:3: name: thousands, currency and rate go with amounts only"},
	{ONE("budget = { column = \"A\"; thousands = \".\"; }"), "a.conf:3: budget: thousands and decimal are the same sign"},
	{ONE("name = { column = \"A\"; found_in = \"B\"; }"),
     "a.conf:3: name: found_in and unknown go with references only"},
	{ONE("name = { column = \"A\"; several = \"last\"; }"), "a.conf:3: several: \"first\" or \"all\" is wanted"},
	{ONE("name = { column = \"A\"; decimal = \";\"; }"), "a.conf:3: decimal: \",\" or \".\" is wanted"},
	{ONE("name = { column = \"A\"; empty = \"no\"; }"), "a.conf:3: empty: \"clear\" or \"keep\" is wanted"},
	{ONE("name = { column = \"A\"; values = ( \"b\" ); }"),
     "a.conf:3: values: pairs are wanted: ( (\"from\", \"to\"), … )"},
	{ONE("name = { column = \"A\"; value = 3; }"),
     "a.conf:3: \"value\" is not known here; what may stand here: column, or, constant, until, several, lower, values, "
     "begins, otherwise, prefix, distinct, cut, dates, exclusive, decimal, thousands, currency, rate, found_in, "
     "unknown, empty, not_after, when_empty, only_unset"},
	{ONE("name = \"A\"; name = \"B\""), NULL},
	{"records = (\n{ entity = \"unit\"; key = \"nam\"; fields = { name = \"A\"; }; } );",
     "a.conf:2: key: the name of a field is wanted"},
	{"records = (\n{ entity = \"unit\"; key = \"short_name\"; fields = { name = \"A\"; }; } );",
     "a.conf:2: key: short_name is not among the fields of the record"},
	{"records = (\n{ entity = \"unit\"; key = \"budget\"; fields = { name = \"A\"; budget = \"B\"; }; } );",
     "a.conf:2: key: budget is no text; a key is a field of text"},
};

static void a_wrong_mapping_names_its_line(void **state)
{
	struct import_test *test = *state;
	for (size_t i = 0; i < COUNT_OF(mapping_cases); i++) {
		const char *words = use_mapping(test, mapping_cases[i].mapping);
		if (mapping_cases[i].words == NULL)
			assert_string_not_equal(words, "");
		else
			assert_string_equal(words, mapping_cases[i].words);
	}
}

static void every_option_does_what_it_says(void **state)
{
	struct import_test *test = *state;
	assert_string_equal(
		use_mapping(
			test,
			"separator = \";\"; encoding = \"windows-1252\"; ignore = ( \"Extra\" );\n"
			"records = ( { entity = \"unit\"; key = \"name\"; only_new = true; when = \"Dept\"; when_not = ( \"n/a\" "
	        ");\n"
			"  fields = { name = \"Dept\"; kind = { constant = \"department\"; }; }; },\n"
			"{ entity = \"system\"; fields = { code = { column = \"Id\"; prefix = \"X-\"; }; name = { column = "
	        "\"Name\"; distinct = \"Dept\"; cut = true; };\n"
			"  unit = { column = \"Dept\"; values = ( (\"n/a\", \"\") ); }; replacement_value = { column = \"Value\"; "
	        "decimal = \",\"; empty = \"clear\"; };\n"
			"  in_use_from = { column = \"From\"; dates = \"day-month-year\"; };\n"
			"  hosting = { column = \"Host\"; values = ( (\"cloud\", \"saas\") ); otherwise = \"own\"; }; }; } );\n"),
		"");
	assert_string_equal(importing_text(test, "a.csv",
		"Id;Name;Dept;Value;From;Host;Extra\n"
		"1;L\xe4rplattform;Skola;1 250 000,50 kr;03/04/2026;Cloud;x\n"
		"2;Portal;Skola;;3.4.2026;bare metal;y\n"
		"3;Portal;n/a;-5,00;2026-04-03 00:00:00;;\n"), "");
	assert_string_equal(importing_list(test, "unit", "code,name,kind"), "code,name,kind\nUNI-0001,Skola,department\n");
	assert_string_equal(importing_list(test, "system", "code,name,unit,replacement_value,in_use_from,hosting"),
		"code,name,unit,replacement_value,in_use_from,hosting\nX-1,Lärplattform,UNI-0001,1250000.50,2026-04-03,saas\n"
		"X-2,Portal (Skola),UNI-0001,,2026-04-03,own\nX-3,Portal (n/a),,-5.00,2026-04-03,\n");
	uint64_t before = importing_sequence(test);
	assert_string_equal(importing_run(test, "a.csv", NULL), "");
	assert_int_equal(importing_sequence(test), before);
	/* An empty cell leaves what is there, but where the mapping says that it clears. */
	assert_string_equal(
		importing_text(test, "a.csv", "Id;Name;Dept;Value;From;Host;Extra\n1;L\xe4rplattform;Skola;;;;\n"), "");
	assert_string_equal(importing_list(test, "system", "code,replacement_value,in_use_from"),
		"code,replacement_value,in_use_from\nX-1,,2026-04-03\nX-2,,2026-04-03\nX-3,-5.00,2026-04-03\n");
}

/* One column for what was done and what is planned: the day of the row tells which. */
static void a_day_after_that_of_the_row_is_a_plan(void **state)
{
	struct import_test *test = *state;
	assert_string_equal(
		use_mapping(test,
			"records = ( { entity = \"opportunity\"; fields = { code = \"Id\"; title = \"Id\"; end = \"End\";\n"
			"  delivered = { column = \"End\"; dates = \"timestamp\"; not_after = \"Updated\"; };\n"
			"  stage = { column = \"End\"; dates = \"timestamp\"; not_after = \"Updated\"; begins = ( (\"\", \"delivered\") );\n"
			"    when_empty = \"running\"; }; }; } );\n"),
		"");
	assert_string_equal(importing_text(test, "a.csv",
		"Id,End,Updated\nA,2026-03-31,2026-03-31T23:00:00Z\nB,2026-04-01,2026-03-31\nC,,2026-03-31\nD,2026-03-31,\n"
		"E,2026-03-31,soon\n"), "");
	assert_string_equal(importing_list(test, "opportunity", "code,end,delivered,stage"),
		"code,end,delivered,stage\nA,2026-03-31,2026-03-31,delivered\nB,2026-04-01,,running\nC,,,running\n"
		"D,2026-03-31,2026-03-31,delivered\nE,2026-03-31,2026-03-31,delivered\n");
}

static void an_ambiguous_day_is_asked_about(void **state)
{
	struct import_test *test = *state;
	assert_string_equal(use_mapping(test, ONE("name = \"A\"; from = \"B\"")), "");
	importing_text(test, "a.csv", "A,B\nx,03/04/2026\ny,2026-02-30\n");
	assert_string_equal(test->faults.data, "a.csv:2:3: from: \"03/04/2026\" can be read as more than one day; say in the "
	                                       "mapping: dates = \"day-month-year\" or \"month-day-year\"\n"
	                                       "a.csv:3:3: from: \"2026-02-30\" is not a day; February 2026 has 28\n");
}

static void columns_that_are_not_there_or_not_named(void **state)
{
	struct import_test *test = *state;
	assert_string_equal(use_mapping(test, ONE("name = \"A\"")), "");
	assert_string_equal(importing_text(test, "a.csv", "B\nx\n"),
	                    "a.csv:1: the mapping wants a column \"A\", which is not there");
	assert_string_equal(importing_text(test, "a.csv", "A,B\nx,y\n"),
		"a.csv:1: column 2: the mapping does not say what \"B\" is; name it, or list it under ignore");
	assert_string_equal(use_mapping(test, "ignore_others = true;\n" ONE("name = \"A\"")), "");
	assert_string_equal(importing_text(test, "a.csv", "A,B\nx,y\n"), "");
}

/* A row of several records goes in whole or not at all. */
static void a_rejected_row_leaves_nothing(void **state)
{
	struct import_test *test = *state;
	assert_string_equal(
		use_mapping(test, "records = ( { entity = \"unit\"; key = \"name\"; fields = { name = \"U\"; }; }, { entity = "
	                      "\"system\"; fields = { name = \"S\"; unit = \"U\"; users = \"N\"; }; } );"),
		"");
	test->options.rejects = "/dev/null";
	assert_string_equal(importing_text(test, "a.csv", "U,S,N\nIT,Lex,5\nSkola,Vis,many\n"), "");
	assert_int_equal(test->result.rejected, 1);
	assert_string_equal(importing_list(test, "unit", "name"), "name\nIT\n");
	assert_string_equal(importing_list(test, "system", "name"), "name\nLex\n");
}

static size_t count_lines(const char *text)
{
	size_t count = 0;
	for (; *text != '\0'; text++)
		count += *text == '\n';
	return count;
}

static void every_row_of_san_francisco_is_accounted_for(void **state)
{
	struct import_test *test = *state;
	char path[] = SAN_FRANCISCO, *paths[] = {path};
	struct text rejects = {0};
	if (access(path, R_OK) != 0) {
		print_message("skipped: %s is not here\n", path);
		skip();
	}
	text_printf(&rejects, "%s/rejects.csv", test->directory);
	test->options.rejects = rejects.data;
	test->options.plan = memory_new(sizeof *test->options.plan);
	assert_true(mapping_read(test->options.plan, SOURCE_DIR "/conf/import/san-francisco.conf", &test->error));
	assert_string_equal(importing_paths(test, paths, 1), "");
	assert_int_equal(test->result.rows, 463);
	assert_int_equal(test->result.rejected, 4);
	assert_int_equal(count_lines(importing_list(test, "system", "code")), 1 + 463 - 4);
	assert_int_equal(count_lines(importing_list(test, "unit", "code")), 1 + 47);
	assert_non_null(strstr(importing_list(test, "system", "name"), "\nPeoplesoft (HSS-0001-S)\n"));
	assert_non_null(strstr(importing_list(test, "supplier", "name"), "\nEsri\n"));
	assert_null(strstr(importing_list(test, "supplier", "name"), "ESRI\n"));
	assert_non_null(strstr(importing_read(test, "rejects.csv"), "control character U+0089"));
	uint64_t before = importing_sequence(test);
	assert_string_equal(importing_paths(test, paths, 1), "");
	assert_int_equal(importing_sequence(test), before);
	assert_int_equal(test->result.rejected, 4);
	text_free(&rejects);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_wrong_mapping_names_its_line, importing_setup, close_store),
		cmocka_unit_test_setup_teardown(every_option_does_what_it_says, importing_setup, close_store),
		cmocka_unit_test_setup_teardown(a_day_after_that_of_the_row_is_a_plan, importing_setup, close_store),
		cmocka_unit_test_setup_teardown(an_ambiguous_day_is_asked_about, importing_setup, close_store),
		cmocka_unit_test_setup_teardown(columns_that_are_not_there_or_not_named, importing_setup, close_store),
		cmocka_unit_test_setup_teardown(a_rejected_row_leaves_nothing, importing_setup, close_store),
		cmocka_unit_test_setup_teardown(every_row_of_san_francisco_is_accounted_for, importing_setup, close_store),
	};
	lang_start(NULL);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
