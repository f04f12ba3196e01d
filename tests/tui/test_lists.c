/* What a list of records can do: several keys, columns in one's own order, marks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/memory.h"
#include "support/register_screens.h"

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_are_sorted_by_several_keys_and_the_header_tells),
		cmocka_unit_test(an_order_by_a_hidden_column_is_told),
		cmocka_unit_test(columns_stand_in_the_order_chosen),
		cmocka_unit_test(marks_are_made_by_hand_by_filter_and_of_all),
	};
	return cmocka_run_group_tests(tests, register_screens_setup, register_screens_teardown);
}
