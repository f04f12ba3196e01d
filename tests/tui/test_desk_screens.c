/* Desks by role and what their numbers open: the list has as many rows as the number said. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "support/register_screens.h"

#define MARKER "\xe2\x96\xb8"

/* The row that the person stands on, after the marker; NULL where there is none. */
static const char *selected_row(struct test_terminal *terminal, int rows)
{
	for (int row = 1; row < rows; row++) {
		const char *at = strstr(test_terminal_row(terminal, row), MARKER);
		if (at != NULL)
			return at + strlen(MARKER);
	}
	return NULL;
}

/* The last number of the row with the count of a list. */
static long rows_counted(struct test_terminal *terminal)
{
	const char *line = test_terminal_row(terminal, 1), *last = strrchr(line, ' ');
	return strtol(last == NULL ? line : last, NULL, 10);
}

static bool is_money(const char *row)
{
	return strstr(row, "kSEK") != NULL || strstr(row, " kr ") != NULL || strstr(row, "hours:") != NULL;
}

static long number_of(const char *row)
{
	return strtol(row + strcspn(row, "0123456789"), NULL, 10);
}

static void each_number_of_the_questions_opens_its_rows(void **state)
{
	struct test_terminal *terminal = look_as("admin", 100, 120);
	size_t opened = 0, money = 0;
	char row[400] = "", before[400] = "-";
	(void)state;
	keys(terminal, "gq");
	test_terminal_expect(terminal, "What have we ended, and what did we learn?");
	test_terminal_expect_gone(terminal, "counting");
	while (strcmp(row, before) != 0) {
		snprintf(before, sizeof before, "%s", row);
		snprintf(row, sizeof row, "%s", selected_row(terminal, 100));
		keys(terminal, ENTER);
		test_terminal_expect_gone(terminal, "What have we ended");
		if (!is_money(row) && rows_counted(terminal) != number_of(row))
			fail_msg("«%s» opens\n%s", row, test_terminal_text(terminal));
		opened++;
		money += is_money(row);
		keys(terminal, "q");
		test_terminal_expect(terminal, "What have we ended");
		keys(terminal, DOWN);
	}
	assert_true(opened > 25);
	assert_true(money > 3);
	leave(&terminal);
}

/* ---- settings ---- */

static const char sent_by_mouse[] = "1000h"; /* what a terminal is asked with for the mouse */

static bool asks_for_the_mouse(struct test_terminal *terminal)
{
	size_t size;
	const char *received = test_terminal_received(terminal, &size);
	for (size_t i = 0; i + sizeof sent_by_mouse - 1 <= size; i++)
		if (memcmp(received + i, sent_by_mouse, sizeof sent_by_mouse - 1) == 0)
			return true;
	return false;
}

static void what_is_chosen_in_two_sessions_is_kept_from_both(void **state)
{
	struct test_terminal *first = look_as("anna.berg", 24, 80), *second = look_as("anna.berg", 24, 80);
	(void)state;
	keys(first, "go");
	keys(second, "go");
	keys(first, DOWN ENTER);
	test_terminal_expect(first, "those of the business");
	keys(second, DOWN DOWN ENTER);
	test_terminal_expect(second, "remembered for the next time");
	keys(second, DOWN ENTER);
	test_terminal_expect(second, "> Signs");
	leave(&first);
	leave(&second);
	assert_int_equal(files_kept(), 3);

	first = look_as("anna.berg", 24, 80);
	assert_true(asks_for_the_mouse(first));
	test_terminal_expect(first, "> ");
	assert_false(test_terminal_shows(first, MARKER));
	keys(first, "go");
	test_terminal_expect(first, "those of the business");
	leave(&first);

	first = look_as("admin", 24, 80); /* they are one person's own */
	test_terminal_expect(first, MARKER);
	assert_false(asks_for_the_mouse(first));
	leave(&first);
}

static void another_language_holds_at_once(void **state)
{
	struct test_terminal *terminal = look_as("anna.berg", 24, 80);
	(void)state;
	keys(terminal, "go" ENTER);
	test_terminal_expect(terminal, "Inst\xc3\xa4llningar");
	keys(terminal, "gd");
	test_terminal_expect(terminal, "Att g\xc3\xb6ra");
	test_terminal_expect(terminal, "systemf\xc3\xb6rvaltare");
	leave(&terminal);
}

/* ---- the page of a service ---- */

static void a_service_leads_to_what_it_rests_on_and_to_all_its_facts(void **state)
{
	struct test_terminal *terminal = look_as("anna.berg", 24, 80);
	(void)state;
	keys(terminal, "v" ENTER);
	test_terminal_expect(terminal, "What it rests on 1");
	keys(terminal, "i");
	test_terminal_expect(terminal, "Where it stands");
	keys(terminal, "q");
	test_terminal_expect(terminal, "What it rests on 1");
	for (int row = 0; row < 10 && strstr(selected_row(terminal, 24), "Utredning barn") == NULL; row++)
		keys(terminal, DOWN);
	keys(terminal, ENTER);
	test_terminal_expect(terminal, "Technical parts 1");
	leave(&terminal);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(each_number_of_the_questions_opens_its_rows, register_screens_setup,
			register_screens_teardown),
		cmocka_unit_test_setup_teardown(what_is_chosen_in_two_sessions_is_kept_from_both, register_screens_setup,
			register_screens_teardown),
		cmocka_unit_test_setup_teardown(a_service_leads_to_what_it_rests_on_and_to_all_its_facts, register_screens_setup,
			register_screens_teardown),
		cmocka_unit_test_setup_teardown(another_language_holds_at_once, register_screens_setup, register_screens_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
