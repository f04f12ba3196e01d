/* What a list of records can do: several keys, columns in one's own order, marks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "model/schema.h"
#include "support/register_screens.h"
#include "support/running.h"
#include "tui/listing.h"

#define ARCHIVE "Arkivet"
#define APPLICATIONS "E-tj\xc3\xa4nst f\xc3\xb6rs\xc3\xb6rjningsst\xc3\xb6" "d"
#define HOME_CARE "Hemtj\xc3\xa4nstplanering"
#define PAY "L\xc3\xb6nesystem"
#define CASES "Utredning barn"

/* The names stand below each other in this order. */
static void expect_order(struct test_terminal *terminal, const char *const names[], size_t count)
{
	int above = 0;
	for (size_t i = 0; i < count; i++) {
		int row = 0, column;
		test_terminal_expect(terminal, names[i]);
		if (!test_terminal_find(terminal, names[i], &row, &column) || row <= above)
			fail_msg("\"%s\" does not stand below the one before:\n%s", names[i], test_terminal_text(terminal));
		above = row;
	}
}

static void rows_are_sorted_by_several_keys_and_the_header_tells(void **state)
{
	static const char *const order[] = {HOME_CARE, CASES, APPLICATIONS, PAY, ARCHIVE};
	struct test_terminal *terminal = look_as("admin", 24, 120);
	(void)state;
	keys(terminal, "gs");
	keys(terminal, "c" DOWN "ss");      /* by name no longer … */
	keys(terminal, DOWN DOWN "ss" UP UP "s" ENTER); /* … but by criticality, the other way round, then by name */
	test_terminal_expect(terminal, "Name\xe2\x96\xb2" "2");
	test_terminal_expect(terminal, "Criticality\xe2\x96\xbc" "1");
	expect_order(terminal, order, COUNT_OF(order));
	keys(terminal, "s"); /* one key again */
	test_terminal_expect_gone(terminal, "\xe2\x96\xb2" "2");
	leave(&terminal);
}

/* The order that nobody sees over a column is said. */
static void an_order_by_a_hidden_column_is_told(void **state)
{
	struct test_terminal *terminal = look_as("admin", 24, 120);
	(void)state;
	keys(terminal, "gs");
	keys(terminal, "c" DOWN "ss" DOWN DOWN "s" " " ENTER);
	test_terminal_expect(terminal, "sorted by Criticality\xe2\x96\xb2");
	keys(terminal, "c/critical" ENTER " " ENTER);
	test_terminal_expect_gone(terminal, "sorted by");
	keys(terminal, "c" "         " ENTER); /* the usual ones again, for who comes next */
	leave(&terminal);
}

static void columns_stand_in_the_order_chosen(void **state)
{
	int row, name, phase;
	struct test_terminal *terminal = look_as("admin", 24, 120);
	(void)state;
	keys(terminal, "gs");
	keys(terminal, "c" DOWN DOWN "KK" ENTER);
	test_terminal_expect(terminal, "Phase");
	assert_true(test_terminal_find(terminal, "Phase", &row, &phase));
	assert_true(test_terminal_find(terminal, "Name", &row, &name) && phase < name);
	leave(&terminal);
	terminal = look_as("admin", 24, 120); /* and the next time */
	keys(terminal, "gs");
	assert_true(test_terminal_find(terminal, "Phase", &row, &phase));
	assert_true(test_terminal_find(terminal, "Name", &row, &name) && phase < name);
	keys(terminal, "c" "         " ENTER);
	leave(&terminal);
}

static void marks_are_made_by_hand_by_filter_and_of_all(void **state)
{
	static const struct {
		const char *typed, *seen;
	} steps[] = {
		{" ", "1 marked"},                                     /* the first: the archive */
		{"/barn" ENTER, "1 marked"},
		{"*", "2 marked"},                                     /* what the filter shows, beside it */
		{"*", "1 marked"},
		{"*" ESC, "2 marked"},
		{"*", "6 marked"},
	};
	struct test_terminal *terminal = look_as("admin", 12, 80);
	(void)state;
	keys(terminal, "gs");
	for (size_t i = 0; i < COUNT_OF(steps); i++) {
		keys(terminal, steps[i].typed);
		test_terminal_expect(terminal, steps[i].seen);
	}
	keys(terminal, ESC);
	test_terminal_expect_gone(terminal, "marked");
	test_terminal_expect(terminal, ARCHIVE);
	leave(&terminal);
}

/* ---- many at once ---- */

#define CHANGE "\033[C" ENTER /* the other answer */

static void many_are_changed_after_a_look_and_one_undo_takes_it_back(void **state)
{
	struct test_terminal *terminal = look_as("admin", 24, 100);
	(void)state;
	keys(terminal, "gs");
	keys(terminal, "E");
	test_terminal_expect(terminal, "First mark what");
	keys(terminal, "*E");
	test_terminal_expect(terminal, "What is to be changed? (6)");
	keys(terminal, "/how serious stop" ENTER ENTER);
	test_terminal_expect(terminal, "Change many (6)");
	test_terminal_expect(terminal, "[ Show what would change ]");
	keys(terminal, "3" ENTER SAVE);
	test_terminal_expect(terminal, "4 will be changed");
	test_terminal_expect(terminal, "2 are so already");
	test_terminal_expect(terminal, "Criticality: 2 \xe2\x86\x92 3");
	keys(terminal, SAVE);
	test_terminal_expect(terminal, "Change 4 records?");
	keys(terminal, ENTER); /* the safe answer */
	test_terminal_expect(terminal, "4 will be changed");
	keys(terminal, SAVE);
	keys(terminal, CHANGE);
	test_terminal_expect(terminal, "4 records changed; u undoes it all.");
	test_terminal_expect_gone(terminal, "marked");
	keys(terminal, "f" "criticality = 3" ENTER);
	test_terminal_expect(terminal, " 6");
	keys(terminal, ESC);
	keys(terminal, "u");
	keys(terminal, CHANGE);
	test_terminal_expect(terminal, "Undone.");
	keys(terminal, "f" "criticality = 3" ENTER);
	test_terminal_expect_gone(terminal, ARCHIVE);
	test_terminal_expect(terminal, PAY);
	leave(&terminal);
}

/* Who manages three of the six is told which the others are, and why. */
static void what_cannot_be_changed_stands_first_with_the_reason(void **state)
{
	int refused, allowed, column;
	struct test_terminal *terminal = look_as("anna.berg", 24, 120);
	(void)state;
	keys(terminal, "gs");
	keys(terminal, "*E");
	keys(terminal, "/version" ENTER ENTER "7.1" SAVE);
	test_terminal_expect(terminal, "3 will be changed");
	test_terminal_expect(terminal, "3 cannot be changed");
	test_terminal_expect(terminal, "your role may not change");
	assert_true(test_terminal_find(terminal, ARCHIVE, &refused, &column));
	assert_true(test_terminal_find(terminal, CASES, &allowed, &column) && refused < allowed);
	keys(terminal, ESC);
	test_terminal_expect(terminal, "7.1"); /* the form stands as it was */
	keys(terminal, ESC);
	keys(terminal, CHANGE);
	test_terminal_expect_gone(terminal, "Change many");
	leave(&terminal);
}

/* ---- to a file ---- */

static void expect_file(const char *path, const char *content)
{
	char bytes[2000] = "";
	FILE *file = fopen(path, "r");
	assert_non_null(file);
	assert_true(fread(bytes, 1, sizeof bytes - 1, file) > 0);
	fclose(file);
	assert_string_equal(bytes, content);
}

static void export_to(struct test_terminal *terminal, const char *format, const char *path)
{
	keys(terminal, "x");
	keys(terminal, format);
	keys(terminal, ENTER "\x01\x0b");
	keys(terminal, path);
	keys(terminal, ENTER);
}

static void what_is_shown_goes_to_a_file_as_it_is_shown(void **state)
{
	char path[300];
	struct test_terminal *terminal = look_as("admin", 24, 100);
	(void)state;
	snprintf(path, sizeof path, "%s/list.csv", small.state);
	keys(terminal, "gs");
	keys(terminal, "c" DOWN DOWN "       " ENTER); /* code and name are left */
	keys(terminal, "f" "criticality >= 3" ENTER);
	keys(terminal, "S");
	export_to(terminal, "csv", path);
	test_terminal_expect(terminal, "4 rows written to");
	expect_file(path, "\xef\xbb\xbf" "code,name\nSYS-0001,Utredning barn\nSYS-0006," PAY "\nSYS-0003," HOME_CARE
		"\nSYS-0002," APPLICATIONS "\n");
	export_to(terminal, "csv", path); /* what is there is not written over */
	test_terminal_expect(terminal, "is there already");
	keys(terminal, ESC);
	keys(terminal, "\033[H" DOWN " "); /* only what is marked */
	snprintf(path, sizeof path, "%s/list.jsonl", small.state);
	export_to(terminal, "lines", path);
	test_terminal_expect(terminal, "1 row written to");
	keys(terminal, "c" "  " ENTER);
	expect_file(path, "{\"code\":\"SYS-0006\",\"name\":\"" PAY "\"}\n");
	leave(&terminal);
	unlink(path);
	snprintf(path, sizeof path, "%s/list.csv", small.state);
	unlink(path);
}

static void over_ssh_a_command_is_told_and_no_file_is_made(void **state)
{
	const struct looking looking = {
		.small = &small, .login = "anna.berg", .language = "en", .rows = 24, .columns = 80, .over_ssh = true};
	struct test_terminal *terminal = small_register_look(&looking);
	(void)state;
	keys(terminal, "gs");
	keys(terminal, "f" "criticality >= 3" ENTER);
	keys(terminal, " ");
	keys(terminal, "x" ENTER);
	test_terminal_expect(terminal, "writes no files here");
	test_terminal_expect(terminal, "(criticality >= 3) and code in (\\\"SYS-0002\\\")");
	test_terminal_expect(terminal, "> system-2026-11-22.csv");
	leave(&terminal);
}

/* What a shell makes of the lines is the command again, whatever stands in it. */
static void the_command_survives_the_shell(void **state)
{
	static const char *const commands[] = {
		"list system --columns \"code,name\" --format csv",
		"list system --where \"name contains \\\"it's\\\" and unit = \\\"\xc3\x85, $HOME `x`\\\"\" --format json",
		"list system --columns \"code,name,phase,criticality,decide_by,decide_state,support_ends,unit\"",
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(commands); i++) {
		struct text script = {0};
		char back[500] = "";
		text_append_text(&script, "ssh() { shift; printf %s \"$*\"; }\n");
		listing_append_shell(&script, slice_of(commands[i]), "/dev/stdout", 40);
		FILE *shell = popen(script.data, "r");
		assert_non_null(shell);
		assert_true(fread(back, 1, sizeof back - 1, shell) > 0);
		assert_int_equal(pclose(shell), 0);
		assert_string_equal(back, commands[i]);
		text_free(&script);
	}
}

/* ---- groups ---- */

static void groups_tell_how_many_and_what_they_add_up_to(void **state)
{
	struct test_terminal *terminal = look_as("admin", 24, 120);
	(void)state;
	keys(terminal, "gc");
	keys(terminal, "G");
	keys(terminal, "supplier" ENTER);
	test_terminal_expect(terminal, "grouped by Supplier");
	test_terminal_expect(terminal, "\xe2\x96\xb8 = All (2)");
	test_terminal_expect(terminal, "+ Linden Omsorgssystem AB (2)");
	test_terminal_expect(terminal, "1,302,000");
	test_terminal_expect_gone(terminal, "Avtal Utredning");
	keys(terminal, DOWN ENTER); /* a sum opens what it adds up */
	test_terminal_expect(terminal, "\xe2\x96\xb8 - Linden");
	test_terminal_expect(terminal, "Avtal Utredning barn");
	test_terminal_expect(terminal, "890,000");
	keys(terminal, "/utred");
	test_terminal_expect(terminal, "= All (1)");
	test_terminal_expect_gone(terminal, "1,302,000");
	keys(terminal, ESC);
	test_terminal_expect(terminal, "= All (2)");
	test_terminal_expect(terminal, "Avtal Utredning barn"); /* still open */
	keys(terminal, ENTER);
	test_terminal_expect_gone(terminal, "Avtal Utredning barn");
	keys(terminal, "*"); /* all, those folded away too */
	test_terminal_expect(terminal, "2 marked");
	keys(terminal, "G" ENTER); /* not in groups */
	test_terminal_expect_gone(terminal, "grouped by");
	test_terminal_expect(terminal, "Avtal Utredning barn");
	leave(&terminal);
}

/* What is shown goes first; the rows below are there too, and alone where some are marked. */
static void groups_go_to_a_file_as_groups(void **state)
{
	char path[300];
	struct test_terminal *terminal = look_as("admin", 24, 100);
	(void)state;
	snprintf(path, sizeof path, "%s/groups.csv", small.state);
	keys(terminal, "gc");
	keys(terminal, "G");
	keys(terminal, "supplier" ENTER);
	keys(terminal, "x");
	test_terminal_expect(terminal, "CSV, the groups");
	keys(terminal, ENTER);
	test_terminal_expect(terminal, "contract-groups-2026-11-22.csv");
	keys(terminal, "\x01\x0b");
	keys(terminal, path);
	keys(terminal, ENTER);
	test_terminal_expect(terminal, "1 group written to");
	expect_file(path, "\xef\xbb\xbf" "supplier,count,yearly_cost\nLEV-0001,2,1302000.00\n");
	unlink(path);
	export_to(terminal, "json lines", path);
	test_terminal_expect(terminal, "2 rows written to");
	unlink(path);
	keys(terminal, "*x");
	test_terminal_expect(terminal, "Export 2 marked rows");
	assert_false(test_terminal_shows(terminal, "the groups"));
	keys(terminal, ESC);
	leave(&terminal);
}

static void a_grouped_list_over_ssh_is_the_command_that_groups(void **state)
{
	const struct looking looking = {
		.small = &small, .login = "anna.berg", .language = "en", .rows = 24, .columns = 100, .over_ssh = true};
	struct test_terminal *terminal = small_register_look(&looking);
	(void)state;
	keys(terminal, "gc");
	keys(terminal, "G");
	keys(terminal, "supplier" ENTER);
	keys(terminal, "x" ENTER);
	test_terminal_expect(terminal, "--group \"supplier\"");
	test_terminal_expect(terminal, "> contract-groups-2026-11-22.csv");
	leave(&terminal);
}

#define LIST(...) \
	running_run((const char *const[]){"list", "--store", small.directory, "--as", "admin", __VA_ARGS__, NULL}, words, \
		sizeof words)

static void the_command_line_tells_the_same_groups(void **state)
{
	char words[2000] = "";
	(void)state;
	assert_int_equal(
		LIST("contract", "--group", "supplier", "--columns", "name,yearly_cost", "--format", "csv"), 0);
	assert_non_null(strstr(words, "supplier,count,yearly_cost\nLEV-0001,2,1302000.00\n"));
	assert_int_equal(LIST("system", "--group", "phase", "--sort", "-phase", "--columns", "users"), 0);
	const char *in_use = strstr(words, "in use"), *pilot = strstr(words, "pilot"), *all = strstr(words, "All");
	assert_true(in_use != NULL && pilot != NULL && all != NULL && all > in_use && in_use < pilot);
	assert_int_equal(LIST("system", "--view", "none"), 2);
	assert_non_null(strstr(words, "you have no view \"none\" of system"));
}

/* What others change is added up anew, and the place stays. */
static void groups_follow_what_others_change(void **state)
{
	struct test_terminal *terminal = look_as("admin", 24, 120);
	(void)state;
	keys(terminal, "gc");
	keys(terminal, "G");
	keys(terminal, "supplier" ENTER DOWN);
	test_terminal_expect(terminal, "\xe2\x96\xb8 + Linden");
	small_register_change(&small, E_contract, 2, "yearly_cost=512000");
	test_terminal_expect(terminal, "1,402,000");
	test_terminal_expect(terminal, "\xe2\x96\xb8 + Linden");
	small_register_change(&small, E_contract, 2, "yearly_cost=412000");
	leave(&terminal);
}

/* ---- views ---- */

static void save_view(struct test_terminal *terminal, const char *condition, const char *name)
{
	keys(terminal, "gs");
	keys(terminal, "f");
	keys(terminal, condition);
	keys(terminal, ENTER);
	keys(terminal, "V");
	keys(terminal, "save this" ENTER);
	keys(terminal, name);
	keys(terminal, ENTER);
	test_terminal_expect(terminal, "is saved; V brings it back.");
}

static void views_of_two_sessions_are_both_there_in_the_next(void **state)
{
	struct test_terminal *one = look_as("admin", 24, 100), *other = look_as("admin", 24, 100);
	size_t before = files_kept();
	(void)state;
	save_view(one, "criticality = 4", "Viktigast");
	save_view(other, "phase = pilot", "F\xc3\xb6rs\xc3\xb6k");
	leave(&one);
	leave(&other);
	struct test_terminal *terminal = look_as("admin", 24, 100);
	keys(terminal, "gs");
	test_terminal_expect(terminal, ARCHIVE); /* nothing sticks: a view is asked for */
	keys(terminal, "V");
	test_terminal_expect(terminal, "Viktigast");
	keys(terminal, "f\xc3\xb6rs" ENTER);
	test_terminal_expect(terminal, "view F\xc3\xb6rs\xc3\xb6k \xc2\xb7 where phase = pilot");
	test_terminal_expect_gone(terminal, ARCHIVE);
	keys(terminal, "V" "viktig" ENTER);
	test_terminal_expect(terminal, "where criticality = 4");
	keys(terminal, "V" "as usual" ENTER);
	test_terminal_expect(terminal, ARCHIVE);
	test_terminal_expect_gone(terminal, "view ");
	for (int i = 0; i < 2; i++) {
		keys(terminal, "V" "remove" ENTER ENTER);
		test_terminal_expect(terminal, "is removed.");
	}
	leave(&terminal);
	assert_int_equal(files_kept(), before);
	terminal = look_as("anna.berg", 24, 100);
	keys(terminal, "gsV");
	test_terminal_expect(terminal, "As usual");
	assert_false(test_terminal_shows(terminal, "Viktigast"));
	leave(&terminal);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_are_sorted_by_several_keys_and_the_header_tells),
		cmocka_unit_test(an_order_by_a_hidden_column_is_told),
		cmocka_unit_test(columns_stand_in_the_order_chosen),
		cmocka_unit_test(many_are_changed_after_a_look_and_one_undo_takes_it_back),
		cmocka_unit_test(what_cannot_be_changed_stands_first_with_the_reason),
		cmocka_unit_test(what_is_shown_goes_to_a_file_as_it_is_shown),
		cmocka_unit_test(over_ssh_a_command_is_told_and_no_file_is_made),
		cmocka_unit_test(the_command_survives_the_shell),
		cmocka_unit_test(groups_tell_how_many_and_what_they_add_up_to),
		cmocka_unit_test(groups_go_to_a_file_as_groups),
		cmocka_unit_test(a_grouped_list_over_ssh_is_the_command_that_groups),
		cmocka_unit_test(the_command_line_tells_the_same_groups),
		cmocka_unit_test(groups_follow_what_others_change),
		cmocka_unit_test(views_of_two_sessions_are_both_there_in_the_next),
		cmocka_unit_test(marks_are_made_by_hand_by_filter_and_of_all),
	};
	return cmocka_run_group_tests(tests, register_screens_setup, register_screens_teardown);
}
