/* The past on the screens: the register as it was, and records given back as they stood. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/schema.h"
#include "support/register_screens.h"
#include "support/store.h"

static void the_whole_register_goes_back_and_comes_again(void **state)
{
	struct test_terminal *terminal;
	(void)state;
	small_register_change(&small, E_system, 5, "purpose=Before");
	small_register_change(&small, E_system, 5, "name=Afterwards");
	terminal = look_as("admin", 24, 100);
	keys(terminal, "gl" DOWN "gt" ENTER);
	test_terminal_expect(terminal, "Forvalta · as of ");
	keys(terminal, "gs");
	test_terminal_expect_gone(terminal, "Afterwards");
	keys(terminal, "n");
	test_terminal_expect(terminal, "That key does nothing here");
	keys(terminal, "gt");
	test_terminal_expect(terminal, "The register as it is now.");
	test_terminal_expect(terminal, "Afterwards");
	test_terminal_expect_gone(terminal, "as of ");
	leave(&terminal);
}

static void a_moment_that_is_none_is_asked_for_again(void **state)
{
	struct test_terminal *terminal = look_as("admin", 24, 100);
	(void)state;
	keys(terminal, "gt1999-12-31" ENTER);
	test_terminal_expect(terminal, "not as old as that");
	keys(terminal, "\x15" "anything" ENTER);
	test_terminal_expect(terminal, "anything");
	keys(terminal, ESC);
	leave(&terminal);
}

static void who_may_not_read_history_is_told_so(void **state)
{
	struct test_terminal *terminal = look_as("anna.berg", 24, 100);
	(void)state;
	keys(terminal, "gt#1" ENTER);
	test_terminal_expect(terminal, "auditors and");
	keys(terminal, ESC);
	leave(&terminal);
}

static void the_log_leads_to_what_stood_after_an_entry(void **state)
{
	struct test_terminal *terminal;
	small_register_change(&small, E_system, 2, "criticality=2");
	small_register_change(&small, E_system, 2, "criticality=4");
	terminal = look_as("admin", 24, 100);
	(void)state;
	keys(terminal, "gl" DOWN "gt" ENTER);
	test_terminal_expect(terminal, "as of ");
	test_terminal_expect_gone(terminal, "2 → 4");
	leave(&terminal);
}

static void a_record_is_given_back_as_it_stood(void **state)
{
	struct test_terminal *terminal;
	small_register_change(&small, E_system, 2, "criticality=3|users=17");
	small_register_change(&small, E_system, 2, "criticality=1|users=71");
	terminal = look_as("admin", 24, 100);
	(void)state;
	keys(terminal, "gl");
	test_terminal_expect(terminal, "17 users → 71 users");
	keys(terminal, ENTER);
	keys(terminal, "U");
	test_terminal_expect(terminal, "What would change");
	keys(terminal, ENTER);
	test_terminal_expect(terminal, "Criticality: 1 → 3");
	test_terminal_expect(terminal, "Users: 71 users → 17 users");
	keys(terminal, RIGHT ENTER);
	test_terminal_expect(terminal, "Given back; u undoes it.");
	test_terminal_expect(terminal, "17 users");
	leave(&terminal);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_whole_register_goes_back_and_comes_again),
		cmocka_unit_test(a_moment_that_is_none_is_asked_for_again),
		cmocka_unit_test(who_may_not_read_history_is_told_so),
		cmocka_unit_test(the_log_leads_to_what_stood_after_an_entry),
		cmocka_unit_test(a_record_is_given_back_as_it_stood),
	};
	return cmocka_run_group_tests(tests, register_screens_setup, register_screens_teardown);
}
