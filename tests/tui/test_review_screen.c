/* A round of review gone through by keys: alike questions as one line, an exception first, what an answer needs,
 * sweeps, what others answer meanwhile, and undoing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>

#include "base/memory.h"
#include "model/schema.h"
#include "support/register_screens.h"

#define ALIKE 22 /* more than can be swept without being asked */

static int setup(void **state)
{
	char fields[200];
	if (register_screens_setup(state) != 0)
		return -1;
	small_register_change(&small, E_review, 0, "kind=permissions|name=Hösten|opened=2026-11-01|due=2026-12-15");
	for (unsigned i = 1; i <= ALIKE; i++) {
		snprintf(fields, sizeof fields, "name=Handläggare %u|unit=UNI-0002", i);
		small_register_change(&small, E_person, 0, fields);
		snprintf(fields, sizeof fields, "system=SYS-0001|person=PRS-%04u|level=write|role=Utredare|from=2025-01-01", 3 + i);
		small_register_change(&small, E_permission, 0, fields);
	}
	small_register_change(&small, E_permission, 0, "system=SYS-0002|person=PRS-0001|level=administer|from=2024-01-01");
	small_register_change(&small, E_permission, 0, "system=SYS-0002|account=svc-import|level=read");
	for (unsigned i = 1; i <= ALIKE + 2; i++) {
		snprintf(fields, sizeof fields, "review=REV-0001|subject=PRM-%04u|reviewer=PRS-0002", i);
		small_register_change(&small, E_review_item, 0, fields);
	}
	return 0;
}

static struct test_terminal *open_round(int rows, int columns)
{
	struct test_terminal *terminal = look_as("jonas.ekman", rows, columns);
	keys(terminal, "gg");
	keys(terminal, "Reviews" ENTER);
	test_terminal_expect(terminal, "H\xc3\xb6sten");
	keys(terminal, "I");
	test_terminal_expect(terminal, "0 of 24 decided");
	return terminal;
}

static void a_number_answers_and_goes_on(void **state)
{
	struct test_terminal *terminal = open_round(30, 100);
	(void)state;
	test_terminal_expect(terminal, "22 questions");
	test_terminal_expect(terminal, "asked of you");
	test_terminal_expect(terminal, "1 keep");
	keys(terminal, DOWN "1");
	test_terminal_expect(terminal, "1 of 24 decided, 23 left");
	test_terminal_expect(terminal, "svc-import");
	keys(terminal, "3"); /* the cursor has gone on to the next */
	test_terminal_expect(terminal, "2 of 24 decided");
	keys(terminal, "u");
	test_terminal_expect(terminal, "Undo");
	keys(terminal, RIGHT ENTER);
	test_terminal_expect(terminal, "1 of 24 decided");
	leave(&terminal);
}

static void what_an_answer_needs_is_asked_for(void **state)
{
	struct test_terminal *terminal = open_round(24, 80);
	(void)state;
	keys(terminal, DOWN "2");
	test_terminal_expect(terminal, "Reduce to");
	keys(terminal, ENTER);
	test_terminal_expect(terminal, "say what is to remain");
	keys(terminal, "read" ENTER);
	test_terminal_expect(terminal, "1 of 24 decided");
	keys(terminal, "4");
	test_terminal_expect(terminal, "Pause until");
	keys(terminal, "2020-01-01" ENTER);
	test_terminal_expect(terminal, "has passed already");
	keys(terminal, "4");
	keys(terminal, "+3m" ENTER);
	test_terminal_expect(terminal, "2 of 24 decided");
	leave(&terminal);
}

static void the_exception_first_and_the_rest_in_one_sweep(void **state)
{
	struct test_terminal *terminal = open_round(40, 120);
	(void)state;
	keys(terminal, ENTER DOWN DOWN "3"); /* the second of the alike ones */
	test_terminal_expect(terminal, "1 of 24 decided");
	keys(terminal, "<1"); /* the line that stands for all of them */
	test_terminal_expect(terminal, "21 questions in one sweep");
	keys(terminal, "k"); /* keep: the first letter of the answer */
	test_terminal_expect(terminal, "22 of 24 decided");
	test_terminal_expect(terminal, "remove");
	leave(&terminal);
}

static void somebody_elses_answer_stands(void **state)
{
	struct test_terminal *terminal = open_round(30, 100);
	(void)state;
	keys(terminal, DOWN);
	small_register_change(&small, E_review_item, ALIKE + 1, "decision=keep|decided=2026-11-22|decided_by=PRS-0003");
	test_terminal_expect(terminal, "1 of 24 decided");
	leave(&terminal);
}

static void groups_filter_and_note(void **state)
{
	struct test_terminal *terminal = open_round(30, 100);
	(void)state;
	keys(terminal, "GG"); /* by person, by system */
	test_terminal_expect(terminal, "2 questions: E-tj");
	keys(terminal, "/svc" ENTER);
	test_terminal_expect_gone(terminal, "Utredning barn");
	keys(terminal, "cOklart vem" ENTER);
	test_terminal_expect(terminal, "note: Oklart vem");
	leave(&terminal);
}

static void whoever_leads_sees_everybodys(void **state)
{
	struct test_terminal *terminal = look_as("admin", 30, 100);
	(void)state;
	keys(terminal, "gg");
	keys(terminal, "Reviews" ENTER);
	test_terminal_expect(terminal, "H\xc3\xb6sten");
	keys(terminal, "I");
	test_terminal_expect(terminal, "everybody's");
	keys(terminal, "a");
	test_terminal_expect(terminal, "Nothing is asked here");
	leave(&terminal);
}

static void the_desk_leads_there_while_it_is_open(void **state)
{
	struct test_terminal *terminal = look_as("jonas.ekman", 40, 100);
	(void)state;
	test_terminal_expect(terminal, "24 left");
	for (int row = 0; row < 40 && !test_terminal_shows(terminal, "asked of you"); row++)
		keys(terminal, test_terminal_shows(terminal, "\xe2\x96\xb8   H\xc3\xb6sten") ? ENTER : DOWN);
	test_terminal_expect(terminal, "0 of 24 decided");
	keys(terminal, "q");
	small_register_change(&small, E_review, 1, "closed=2026-11-22");
	test_terminal_expect_gone(terminal, "24 left");
	leave(&terminal);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, register_screens_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_number_answers_and_goes_on),
		TEST(what_an_answer_needs_is_asked_for),
		TEST(the_exception_first_and_the_rest_in_one_sweep),
		TEST(somebody_elses_answer_stands),
		TEST(groups_filter_and_note),
		TEST(whoever_leads_sees_everybodys),
		TEST(the_desk_leads_there_while_it_is_open),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
