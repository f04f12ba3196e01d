/* What an import takes and what it refuses, with the words it says it in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/lang.h"
#include "base/memory.h"
#include "support/importing.h"

static void own_headers_in_both_languages(void **state)
{
	struct import_test *test = *state;
	assert_string_equal(importing_text(test, "unit.csv", "name,kind,employees\nIT,department,12\n"), "");
	assert_string_equal(importing_text(test, "enhet.csv", "namn;slag;anställda\nSkolan;nämnd;9\n"), "");
	assert_string_equal(test->error.text, "");
	assert_string_equal(importing_list(test, "unit", "code,name,kind,employees"),
	                    "code,name,kind,employees\nUNI-0001,IT,department,12\nUNI-0002,Skolan,committee,9\n");
	assert_int_equal(test->result.rows, 1);
	assert_int_equal(test->result.added, 1);
}

static void references_forward_and_between_files(void **state)
{
	struct import_test *test = *state;
	importing_file(test, "unit.csv", "code,name,parent,manager\nUNI-0001,IT,Staben,Eva Lind\nSTAB,Staben,,Eva Lind\n");
	importing_file(test, "person.csv", "name,unit\nEva Lind,STAB\n");
	assert_string_equal(importing_run(test, "unit.csv", "person.csv", NULL), "");
	assert_string_equal(importing_list(test, "unit", "code,name,parent,manager"),
	                    "code,name,parent,manager\nUNI-0001,IT,STAB,PRS-0001\nSTAB,Staben,,PRS-0001\n");
	assert_string_equal(importing_list(test, "person", "name,unit"), "name,unit\nEva Lind,STAB\n");
}

static void running_again_journals_nothing(void **state)
{
	static const char *const files[] = {
		"code,name,criticality\nVS,Procapita,3\n",           /* by code */
		"name,criticality\nLex,2\n",                          /* by unique name */
		"person,role,from\nEva,licence_manager,2026-01-01\n", /* by equal rows */
	};
	struct import_test *test = *state;
	assert_string_equal(importing_text(test, "person.csv", "name\nEva\n"), "");
	for (int pass = 0; pass < 2; pass++) {
		uint64_t before = importing_sequence(test);
		assert_string_equal(importing_text(test, "system.csv", files[0]), "");
		test->options.entity = "service";
		assert_string_equal(importing_text(test, "a.csv", "name\nLex\n"), "");
		test->options.entity = NULL;
		assert_string_equal(importing_text(test, "forum.csv", "name,kind\nStyrgrupp,\n"), "");
		assert_string_equal(
			importing_text(
				test, "cost.csv",
				"system,year,kind,basis,amount\nVS,2026,licence,budget,100.00\nVS,2026,operation,budget,50.00\n"),
			"");
		if (pass == 1)
			assert_int_equal(importing_sequence(test), before);
	}
	assert_int_equal(test->result.unchanged, 2);
	assert_int_equal(test->result.added, 0);
}

struct fault_case {
	const char *file, *text, *faults, *swedish;
};

#define NO_AMOUNT " is not an amount; write digits, a point and at most two decimals, such as 1250000.00\n"
#define CIRCLE ": parent: the records would lie inside one another in a circle; name another, or none\n"

static const struct fault_case fault_cases[] = {
	{"unit.csv", "name,from\nA,2026-02-30\n", "unit.csv:2:3: from: \"2026-02-30\" is not a day; February 2026 has 28\n",
     "unit.csv:2:3: from: \"2026-02-30\" är ingen dag; februari 2026 har 28\n"},
	{"unit.csv", "name,from\nA,2027-01-31\nB,0007-05-25\n",
     "unit.csv:3:3: from: \"0007-05-25\" cannot be kept: the year must be 1900–2199\n", NULL},
	{"unit.csv", "name,from\nA,03/04/2026\n",
     "unit.csv:2:3: from: \"03/04/2026\" can be read as more than one day; write year-month-day (ISO 8601), such as "
     "2027-03-31\n",
     NULL},
	{"unit.csv", "name,budget\nA,1 250 000\n", "unit.csv:2:3: budget: \"1 250 000\"" NO_AMOUNT, NULL},
	{"unit.csv", "name,budget\nA,\"1250000,50\"\n", "unit.csv:2:3: budget: \"1250000,50\"" NO_AMOUNT, NULL},
	{"unit.csv", "name,budget\nA,$5.00\n", "unit.csv:2:3: budget: \"$5.00\"" NO_AMOUNT, NULL},
	{"unit.csv", "name,budget\nA,−5.00\n", "unit.csv:2:3: budget: \"−5.00\"" NO_AMOUNT, NULL},
	{"unit.csv", "name,kind\n,department\n", "unit.csv:2:1: name: must be filled in\n",
     "unit.csv:2:1: name: måste fyllas i\n"},
	{"unit.csv", "name,parent\nA,UNI-0009\n",
     "unit.csv:2:3: parent: \"UNI-0009\" is the code or name of no record of the kind Unit\n", NULL},
	{"unit.csv", "name,parent\nA,B\nB,C\n,A\nC,D\n",
     "unit.csv:4:1: name: must be filled in\nunit.csv:5:3: parent: \"D\" is the code or name of no record of the kind "
     "Unit\n"
     "unit.csv:3: parent: the record it refers to was rejected\nunit.csv:2: parent: the record it refers to was "
     "rejected\n",
     NULL},
	{"unit.csv", "name,parent\nA,B\nB,A\n", "unit.csv:2" CIRCLE "unit.csv:3" CIRCLE, NULL},
	{"unit.csv", "name,parent\nA,B\nB,C\nC,B\n",
     "unit.csv:3" CIRCLE "unit.csv:4" CIRCLE "unit.csv:2: parent: the record it refers to was rejected\n", NULL},
	{"unit.csv", "name,parent\nA,A\n", "unit.csv:2:3" CIRCLE, NULL},
	{"unit.csv", "name,kind\nA,department\nA,committee\n",
     "unit.csv:3:3: kind: unit.csv:2 says something else of the same record\n", NULL},
	{"unit.csv", "code,name\nX,A\nY,A\n", "unit.csv:3:3: name: another row of the import has the same value\n", NULL},
	{"person.csv", "name,manager\nEva,\nEva,Eva\nBo,Eva\n",
     "person.csv:3:5: manager: \"Eva\" is the name of several records of the kind Person; give the code\n"
     "person.csv:4:4: manager: \"Eva\" is the name of several records of the kind Person; give the code\n",
     NULL},
	{"unit.csv", "name,description\nA,b\x1b[31mc\n",
     "unit.csv:2:3: description: holds the control character U+001B, which is not allowed\n", NULL},
	{"unit.csv", "name,description\nA,\"b\"c\n",
     "unit.csv:2:6: text after the closing quote; a quote inside quotes is written twice\n", NULL},
	{"unit.csv", "name,description\nA\n",
     "unit.csv:2:1: 1 field where the header has 2; is a separator or a quote missing?\n", NULL},
	{"unit.csv", "code,name\nA B,x\n", "unit.csv:2:1: code: a code has no spaces, semicolons or number signs\n", NULL},
	{"unit.csv", "name,budget,from\nA,x,y\n",
     "unit.csv:2:3: budget: \"x\"" NO_AMOUNT
     "unit.csv:2:5: from: \"y\" is not a day; write year-month-day, such as 2027-03-31\n",
     NULL},
	/* the line of the field, not of the row */
	{"unit.csv", "name,description,from\nA,\"two\nlines\",x\n",
     "unit.csv:3:8: from: \"x\" is not a day; write year-month-day, such as 2027-03-31\n", NULL},
};

static void without_directory(struct import_test *test)
{
	size_t size = strlen(test->directory) + 1;
	for (char *at; (at = strstr(test->faults.data, test->directory)) != NULL;)
		memmove(at, at + size, strlen(at + size) + 1);
}

static void faults_say_where_and_why(void **state)
{
	struct import_test *test = *state;
	for (size_t i = 0; i < COUNT_OF(fault_cases); i++) {
		const struct fault_case *at = &fault_cases[i];
		uint64_t before = importing_sequence(test);
		assert_string_not_equal(importing_text(test, at->file, at->text), "");
		without_directory(test);
		assert_string_equal(test->faults.data, at->faults);
		assert_int_equal(test->error.kind, ERROR_INPUT);
		assert_int_equal(importing_sequence(test), before);
		if (at->swedish == NULL)
			continue;
		lang_set("sv");
		assert_string_not_equal(importing_text(test, at->file, at->text), "");
		assert_string_equal(test->faults.data, at->swedish);
		lang_set("en");
	}
}

/* What refuses the whole file. */
static const struct fault_case file_cases[] = {
	{"unit.csv", "name,descripton\nA,b\n",
     "unit.csv:1: column 2: unit has no field \"descripton\"; did you mean description?", NULL},
	{"unit.csv", "name,zzz\nA,b\n", "unit.csv:1: column 2: unit has no field \"zzz\"; forvalta schema lists them", NULL},
	{"unit.csv", "name,name\nA,b\n", "unit.csv:1: columns 1 and 2 of the header are both named \"name\"", NULL},
	{"unit.csv", "name,namn\nA,b\n", "unit.csv:1: column 2: the field name is there twice", NULL},
	{"unit.csv", "", "unit.csv is empty; its first line must name the columns", NULL},
	{"castle.csv", "name\nA\n", "castle.csv: \"castle\" is no kind of record; say which with --entity", NULL},
	{"unit.csv", "name,description\nA,\"cut off",
     "unit.csv:2:3: the quote that begins here is never closed; is the file cut off?", NULL},
	{"unit.csv", "name,kind\n,department\nB,\"cut off",
     "unit.csv:3:3: the quote that begins here is never closed; is the file cut off?", NULL},
	{"unit.csv", "name,kind\n,department\nB,castle\n",
     "nothing was imported because of 2 faults; correct them, or take the other rows with --rejects FILE",
     "inget importerades på grund av 2 fel; rätta dem, eller ta in övriga rader med --rejects FIL"},
	{"unit.csv", "name\n\"\"\n",
     "nothing was imported because of 1 fault; correct it, or take the other rows with --rejects FILE",
     "inget importerades på grund av 1 fel; rätta det, eller ta in övriga rader med --rejects FIL"},
};

static void whole_files_are_refused(void **state)
{
	struct import_test *test = *state;
	uint64_t before = importing_sequence(test);
	for (size_t i = 0; i < COUNT_OF(file_cases); i++) {
		const struct fault_case *at = &file_cases[i];
		assert_string_equal(importing_text(test, at->file, at->text), at->faults);
		assert_int_equal(error_exit_status(&test->error), 2);
		lang_set("sv");
		importing_text(test, at->file, at->text);
		lang_set("en");
		if (at->swedish != NULL)
			assert_string_equal(test->error.text, at->swedish);
	}
	assert_int_equal(importing_sequence(test), before);
}

/* Who is told of no single fault hears of the first. */
static void without_a_listener_the_first_fault_is_the_error(void **state)
{
	struct import_test *test = *state;
	struct import_options options = {0};
	struct import_result result;
	struct error error = {0};
	char *path = importing_file(test, "unit.csv", "name,kind\n,department\nB,castle\n");
	assert_false(import_files(&test->store.session, &path, 1, &options, &result, &error));
	assert_non_null(strstr(error.text, "unit.csv:2:1: name: must be filled in; and 1 more fault; nothing was imported"));
}

static void note(void *context, const char *line)
{
	text_append_text(context, line);
}

static void letters_that_were_guessed_are_told(void **state)
{
	static const struct {
		const char *bytes;
		bool told;
	} files[] = {{"name\nF\xf6rskolan\n", true}, {"name\nGrundskolan\n", false}, {"name\nG\xc3\xb6k\n", false}};
	struct import_test *test = *state;
	for (size_t i = 0; i < COUNT_OF(files); i++) {
		struct text told = {0};
		struct import_options options = {.notice = note, .context = &told};
		struct import_result result;
		char *path = importing_file(test, "unit.csv", files[i].bytes);
		assert_true(import_files(&test->store.session, &path, 1, &options, &result, NULL));
		assert_int_equal(told.size > 0, files[i].told);
		if (files[i].told)
			assert_non_null(strstr(told.data, "unit.csv: read as Windows-1252"));
		text_free(&told);
	}
	assert_non_null(strstr(importing_list(test, "unit", "name"), "Förskolan"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(own_headers_in_both_languages, importing_setup, importing_teardown),
		cmocka_unit_test_setup_teardown(references_forward_and_between_files, importing_setup, importing_teardown),
		cmocka_unit_test_setup_teardown(running_again_journals_nothing, importing_setup, importing_teardown),
		cmocka_unit_test_setup_teardown(faults_say_where_and_why, importing_setup, importing_teardown),
		cmocka_unit_test_setup_teardown(whole_files_are_refused, importing_setup, importing_teardown),
		cmocka_unit_test_setup_teardown(without_a_listener_the_first_fault_is_the_error, importing_setup, importing_teardown),
		cmocka_unit_test_setup_teardown(letters_that_were_guessed_are_told, importing_setup, importing_teardown),
	};
	lang_start(NULL);
	lang_look_in(BUILD_DIR "/locale");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
