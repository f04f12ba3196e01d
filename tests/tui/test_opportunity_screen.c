/* An opportunity on its way, from its screen: what can be done now, what is missing and the form that gives it, what is
 * weighed for it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>

#include "base/memory.h"
#include "model/schema.h"
#include "support/register_screens.h"

#define TAB "\t"
#define YES RIGHT ENTER

static struct test_terminal *look_at(const char *login, const char *letters)
{
	struct test_terminal *terminal = look_as(login, 40, 100);
	char filter[40];
	snprintf(filter, sizeof filter, "/%s\r", letters);
	keys(terminal, "gn");
	test_terminal_expect(terminal, "Stage");
	keys(terminal, filter);
	keys(terminal, "p");
	test_terminal_expect(terminal, "Gate");
	return terminal;
}

/* Down to the row of the words. */
static void stand_on(struct test_terminal *terminal, const char *words)
{
	char row[100];
	snprintf(row, sizeof row, "\xe2\x96\xb8 %s", words);
	keys(terminal, "\033[H");
	for (int i = 0; i < 60 && !test_terminal_shows(terminal, row); i++)
		keys(terminal, DOWN);
	test_terminal_expect(terminal, row);
}

static void each_missing_thing_opens_its_form_at_the_field(void **state)
{
	struct test_terminal *terminal = look_at("admin", "lönehant");
	(void)state;
	test_terminal_expect(terminal, "Stage: first assessment");
	test_terminal_expect(terminal, "Missing before it is decided");
	stand_on(terminal, "! Accepted when");
	keys(terminal, ENTER);
	test_terminal_expect(terminal, "\xe2\x96\xb8 Accepted when");
	keys(terminal, "Nobody is paid late." SAVE SAVE);
	test_terminal_expect(terminal, "Saved; u undoes it.");
	test_terminal_expect(terminal, "Stage: first assessment"); /* back where it was missed */
	test_terminal_expect_gone(terminal, "! Accepted when");
	test_terminal_expect(terminal, "Accepted when: stated");
	leave(&terminal);
}

static void what_is_missing_as_a_record_is_begun_with_what_is_known(void **state)
{
	struct test_terminal *terminal;
	(void)state;
	small_register_change(&small, E_opportunity, 2, "buys=yes");
	terminal = look_at("admin", "lönehant");
	stand_on(terminal, "! Data owned by us");
	keys(terminal, ENTER);
	test_terminal_expect(terminal, "New: Requirement");
	test_terminal_expect(terminal, "\xc3\x84ndrad l\xc3\xb6nehantering");
	test_terminal_expect(terminal, "mandatory");
	test_terminal_expect(terminal, "\xe2\x96\xb8 Requirement *"); /* what is asked of the person */
	keys(terminal, "All data is ours." SAVE);
	test_terminal_expect(terminal, "Saved; u undoes it.");
	test_terminal_expect(terminal, "Stage: first assessment");
	test_terminal_expect_gone(terminal, "! Data owned by us");
	leave(&terminal);
}

static void a_need_is_received_assessed_and_taken_further(void **state)
{
	struct test_terminal *terminal;
	(void)state;
	small_register_change(&small, E_opportunity, 1, "answer=|received_by=|stage=raised");
	terminal = look_at("admin", "två gånger");
	test_terminal_expect(terminal, "Stage: raised");
	stand_on(terminal, "Receive and answer");
	test_terminal_expect(terminal, "asked by Anna Berg");
	keys(terminal, ENTER);
	test_terminal_expect(terminal, "Anna Berg: Vi skriver allt");
	keys(terminal, "taken");
	keys(terminal, ENTER SAVE);
	test_terminal_expect(terminal, "Received; u undoes it.");
	test_terminal_expect(terminal, "Stage: received");
	test_terminal_expect_gone(terminal, "Receive and answer");
	stand_on(terminal, "First assessment");
	test_terminal_expect(terminal, "too little is known for a proposal");
	keys(terminal, ENTER);
	test_terminal_expect(terminal, "Does work change?");
	test_terminal_expect(terminal, "Is it urgent by law or security?");
	keys(terminal, SAVE);
	test_terminal_expect(terminal, "! what is known gives no track or no size");
	keys(terminal, "yes");
	keys(terminal, ENTER TAB TAB "small");
	keys(terminal, ENTER SAVE);
	test_terminal_expect(terminal, "Assessed; u undoes it.");
	test_terminal_expect(terminal, "Stage: first assessment");
	test_terminal_expect(terminal, "business development, small"); /* the track follows from the answer */
	leave(&terminal);
}

static void a_gate_that_is_not_answered_is_not_passed(void **state)
{
	struct test_terminal *terminal = look_at("admin", "lönehant");
	(void)state;
	stand_on(terminal, "Decide");
	test_terminal_expect(terminal, "answers are missing");
	keys(terminal, ENTER);
	test_terminal_expect(terminal, "Its stage becomes: decided");
	keys(terminal, YES);
	test_terminal_expect(terminal, "Not yet");
	keys(terminal, ENTER);
	test_terminal_expect(terminal, "Stage: first assessment");
	stand_on(terminal, "Say that it is prepared");
	keys(terminal, ENTER);
	keys(terminal, YES);
	test_terminal_expect(terminal, "Now: prepared; u undoes it.");
	test_terminal_expect(terminal, "Stage: prepared");
	keys(terminal, "u");
	keys(terminal, YES);
	test_terminal_expect(terminal, "Stage: first assessment");
	leave(&terminal);
}

static void it_is_stopped_with_the_lesson_that_it_leaves(void **state)
{
	struct test_terminal *terminal = look_at("admin", "lönehant");
	(void)state;
	stand_on(terminal, "Stop, with a lesson");
	keys(terminal, ENTER);
	test_terminal_expect(terminal, "\xe2\x96\xb8 What happened *");
	keys(terminal, "The need went away.\rNobody missed it." SAVE); /* more lines than the reason has room for */
	keys(terminal, SAVE);
	test_terminal_expect(terminal, "! this must be stated");
	keys(terminal, "Ask again after a year." SAVE);
	keys(terminal, SAVE);
	test_terminal_expect(terminal, "Stopped, and the lesson is kept; u undoes it.");
	test_terminal_expect(terminal, "Stage: stopped");
	test_terminal_expect(terminal, "Take it up again");
	keys(terminal, "u");
	keys(terminal, YES);
	test_terminal_expect(terminal, "Stage: first assessment");
	leave(&terminal);
}

static void a_lost_terminal_keeps_what_was_learned(void **state)
{
	struct test_terminal *terminal = look_at("admin", "lönehant");
	(void)state;
	stand_on(terminal, "Stop, with a lesson");
	keys(terminal, ENTER "Half a reason");
	test_terminal_hang_up(terminal);
	test_terminal_wait(terminal);
	test_terminal_end(&terminal);
	assert_int_equal(files_kept(), 1);
	terminal = look_as("admin", 40, 100);
	test_terminal_expect(terminal, "An unfinished form");
	keys(terminal, YES);
	test_terminal_expect(terminal, "Half a reason");
	test_terminal_expect(terminal, "\xc3\x84ndrad l\xc3\xb6nehantering"); /* what it is about */
	keys(terminal, ESC);
	keys(terminal, YES);
	leave(&terminal);
	assert_int_equal(files_kept(), 0);
}

static void alternatives_stand_side_by_side(void **state)
{
	struct test_terminal *terminal = look_at("admin", "lönehant");
	(void)state;
	keys(terminal, TAB);
	test_terminal_expect(terminal, "Doing nothing");
	test_terminal_expect(terminal, "Nytt l\xc3\xb6nesystem");
	test_terminal_expect(terminal, "Net benefit");
	keys(terminal, DOWN ENTER);
	test_terminal_expect(terminal, "Life in years");
	keys(terminal, ESC);
	keys(terminal, "n");
	test_terminal_expect(terminal, "New: Alternative");
	test_terminal_expect(terminal, "\xe2\x96\xb8 Title *");
	keys(terminal, ESC);
	leave(&terminal);
}

/* Anna Berg is named on the need, Jonas Ekman is not. */
static void offers_are_closed_to_others_until_the_award(void **state)
{
	struct test_terminal *terminal;
	(void)state;
	small_register_change(&small, E_supplier, 0, "name=Björken Data AB");
	small_register_change(&small, E_requirement, 0,
		"opportunity=OPP-0001|text=Answers within a second|level=should|weight=10");
	small_register_change(&small, E_offer, 0, "opportunity=OPP-0001|supplier=LEV-0002|price=1200000");
	terminal = look_at("anna.berg", "två gånger");
	keys(terminal, TAB TAB TAB);
	test_terminal_expect(terminal, "Answers within a second");
	test_terminal_expect(terminal, "Bj\xc3\xb6rken Data AB");
	test_terminal_expect(terminal, "1,200,000");
	leave(&terminal);
	terminal = look_at("jonas.ekman", "två gånger");
	keys(terminal, TAB TAB TAB);
	test_terminal_expect(terminal, "Answers within a second");
	test_terminal_expect(terminal, "Offers are closed until the award is published");
	assert_false(test_terminal_shows(terminal, "Bj\xc3\xb6rken"));
	assert_false(test_terminal_shows(terminal, "1,200,000"));
	leave(&terminal);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(alternatives_stand_side_by_side),
		cmocka_unit_test(each_missing_thing_opens_its_form_at_the_field),
		cmocka_unit_test(what_is_missing_as_a_record_is_begun_with_what_is_known),
		cmocka_unit_test(a_need_is_received_assessed_and_taken_further),
		cmocka_unit_test(a_gate_that_is_not_answered_is_not_passed),
		cmocka_unit_test(it_is_stopped_with_the_lesson_that_it_leaves),
		cmocka_unit_test(a_lost_terminal_keeps_what_was_learned),
		cmocka_unit_test(offers_are_closed_to_others_until_the_award),
	};
	return cmocka_run_group_tests(tests, register_screens_setup, register_screens_teardown);
}
