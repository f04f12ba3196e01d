/* What is written on the screens: forms, conflicts, undo, findings that are answered, a terminal that is lost. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/memory.h"
#include "model/schema.h"
#include "support/register_screens.h"

/* ---- writing ---- */

static void a_change_is_saved_told_in_the_history_and_undone(void **state)
{
	struct test_terminal *terminal = look_as("admin", 30, 90);
	(void)state;
	open_form_of(terminal, "arkivet");
	keys(terminal, " 2030");
	keys(terminal, SAVE);
	test_terminal_expect(terminal, "Saved; u undoes it.");
	test_terminal_expect(terminal, "Arkivet 2030");
	keys(terminal, ENTER);
	keys(terminal, "\033[Z"); /* the last tab is the history */
	test_terminal_expect(terminal, "Arkivet \xe2\x86\x92 Arkivet 2030");
	keys(terminal, "u");
	test_terminal_expect(terminal, "Undo your latest change?");
	test_terminal_expect(terminal, "Name: Arkivet");
	keys(terminal, "u"); /* the key that opened a question never answers it */
	test_terminal_expect(terminal, "Undo your latest change?");
	keys(terminal, "\033[C" ENTER);
	test_terminal_expect(terminal, "Undone.");
	keys(terminal, "gs");
	test_terminal_expect_gone(terminal, "2030");
	leave(&terminal);
}

static void what_is_wrong_is_said_at_the_field_and_nothing_is_saved(void **state)
{
	struct test_terminal *terminal = look_as("admin", 40, 90);
	(void)state;
	open_form_of(terminal, "arkivet");
	keys(terminal, "\x15\x01\x0b"); /* nothing left in the name */
	keys(terminal, SAVE);
	test_terminal_expect(terminal, "! this must be stated");
	test_terminal_expect(terminal, "! Not saved: 1 field is to be put right.");
	keys(terminal, "Utredning barn" SAVE);
	test_terminal_expect(terminal, "! ");
	test_terminal_expect_gone(terminal, "Saved");
	keys(terminal, ESC);
	test_terminal_expect(terminal, "is not saved");
	keys(terminal, "\033[C" ENTER);
	test_terminal_expect(terminal, "Arkivet");
	leave(&terminal);
}

/* The first letter opens the window, and is not lost. */
static void a_text_of_several_lines_begins_with_the_first_letter(void **state)
{
	struct test_terminal *terminal = look_as("admin", 24, 80);
	(void)state;
	open_form_of(terminal, "arkivet");
	keys(terminal, "\t\t\tKept for ever.");
	test_terminal_expect(terminal, "Kept for ever.");
	keys(terminal, SAVE);
	test_terminal_expect(terminal, "Other names"); /* the window is closed */
	test_terminal_expect(terminal, "Kept for ever.");
	keys(terminal, ESC);
	keys(terminal, "\033[C" ENTER);
	leave(&terminal);
}

static void a_day_may_be_so_many_months_away(void **state)
{
	struct test_terminal *terminal = look_as("admin", 40, 90);
	(void)state;
	open_form_of(terminal, "arkivet");
	for (int i = 0; i < 13; i++)
		keys(terminal, "\t");
	test_terminal_expect(terminal, "Planned retirement");
	keys(terminal, "+18m");
	test_terminal_expect(terminal, "= 2028-05-22");
	keys(terminal, ESC);
	keys(terminal, "\033[C" ENTER);
	leave(&terminal);
}

/* What it would lead to is told; what is typed still stands, unsaved. */
static void a_change_is_tried_without_being_saved(void **state)
{
	struct test_terminal *terminal = look_as("admin", 40, 90);
	(void)state;
	open_form_of(terminal, "utredning");
	for (int i = 0; i < 13; i++)
		keys(terminal, "\t");
	keys(terminal, "2027-12-31" TRY);
	test_terminal_expect(terminal, "What is tried");
	test_terminal_expect(terminal, "planned retirement"); /* the trigger then */
	keys(terminal, ESC);
	test_terminal_expect(terminal, "2027-12-31");
	keys(terminal, ESC);
	test_terminal_expect(terminal, "is not saved");
	keys(terminal, "\033[C" ENTER);
	test_terminal_expect_gone(terminal, "2027-12-31");
	leave(&terminal);
}

static void a_need_is_written_down_by_whoever_has_it(void **state)
{
	struct test_terminal *terminal = look_as("jonas.ekman", 30, 90);
	(void)state;
	keys(terminal, "b");
	test_terminal_expect(terminal, "A need");
	test_terminal_expect(terminal, "Socialf\xc3\xb6rvaltningen"); /* one's own unit is filled in, and nothing to be lost */
	keys(terminal, ESC);
	test_terminal_expect(terminal, "My desk");
	keys(terminal, "b");
	keys(terminal, "One login for all" SAVE);
	test_terminal_expect(terminal, "! this must be stated"); /* why */
	keys(terminal, "As a social worker I sign in nine times a day");
	keys(terminal, SAVE);
	keys(terminal, SAVE);
	test_terminal_expect(terminal, "Written down; u undoes it.");
	test_terminal_expect(terminal, "One login for all");
	test_terminal_expect(terminal, "Jonas Ekman");
	leave(&terminal);
}

static void two_who_change_the_same_see_both_versions(void **state)
{
	struct test_terminal *terminal = look_as("admin", 30, 100);
	(void)state;
	open_form_of(terminal, "l\xc3\xb6nesystem");
	keys(terminal, " mine");
	small_register_change(&small, E_system, 6, "name=L\xc3\xb6nesystem theirs|criticality=2");
	keys(terminal, SAVE);
	test_terminal_expect(terminal, "Two have changed this");
	test_terminal_expect(terminal, "L\xc3\xb6nesystem theirs");
	test_terminal_expect(terminal, "L\xc3\xb6nesystem mine");
	test_terminal_expect(terminal, "[theirs]");
	keys(terminal, " ");
	test_terminal_expect(terminal, "[yours]");
	keys(terminal, ENTER);
	test_terminal_expect(terminal, "Theirs: L\xc3\xb6nesystem theirs");
	test_terminal_expect(terminal, "Yours: L\xc3\xb6nesystem mine");
	keys(terminal, ENTER);
	keys(terminal, ESC); /* nothing is lost */
	test_terminal_expect(terminal, "L\xc3\xb6nesystem mine");
	keys(terminal, SAVE);
	test_terminal_expect(terminal, "[theirs]");
	keys(terminal, " ");
	keys(terminal, SAVE);
	test_terminal_expect(terminal, "Saved; u undoes it.");
	test_terminal_expect(terminal, "L\xc3\xb6nesystem mine");
	small_register_change(&small, E_system, 6, "name=L\xc3\xb6nesystem|criticality=3");
	leave(&terminal);
}

static void a_record_is_removed_only_on_purpose(void **state)
{
	struct test_terminal *terminal = look_as("admin", 24, 80);
	(void)state;
	keys(terminal, "gn");
	test_terminal_expect(terminal, "Vi skriver allt");
	keys(terminal, "d");
	test_terminal_expect(terminal, "It goes from every list");
	test_terminal_expect(terminal, ": Vi skriver allt"); /* the kind and its name */
	keys(terminal, ENTER);
	test_terminal_expect(terminal, "Vi skriver allt");
	keys(terminal, "d");
	keys(terminal, "\033[C" ENTER);
	test_terminal_expect(terminal, "Removed; u undoes it.");
	test_terminal_expect_gone(terminal, "Vi skriver allt");
	keys(terminal, "u");
	keys(terminal, "\033[C" ENTER);
	test_terminal_expect(terminal, "Vi skriver allt");
	keys(terminal, "gs");
	keys(terminal, "d");
	keys(terminal, "\033[C" ENTER);
	test_terminal_expect_gone(terminal, "Arkivet"); /* only the audit speaks of it */
	keys(terminal, "u");
	keys(terminal, "\033[C" ENTER);
	test_terminal_expect(terminal, "Arkivet");
	keys(terminal, "/hemtj" ENTER);
	keys(terminal, "d");
	keys(terminal, "\033[C" ENTER);
	test_terminal_expect(terminal, "cannot be removed"); /* others refer to it: named, counted */
	leave(&terminal);
}

static void who_may_not_write_is_not_offered_to(void **state)
{
	struct test_terminal *terminal = look_as("jonas.ekman", 24, 80);
	(void)state;
	keys(terminal, "gs/arkivet" ENTER);
	test_terminal_expect(terminal, "Arkivet");
	assert_false(test_terminal_shows(terminal, "e Edit"));
	assert_false(test_terminal_shows(terminal, "d Remove"));
	keys(terminal, "d");
	test_terminal_expect_gone(terminal, "Remove?");
	leave(&terminal);
}

/* ---- windows and terminals ---- */

static void a_lost_terminal_keeps_what_was_typed(void **state)
{
	struct test_terminal *terminal = look_as("admin", 24, 80);
	(void)state;
	open_form_of(terminal, "arkivet");
	keys(terminal, " unfinished \xc3\xa5\xc3\xa4\xc3\xb6");
	test_terminal_hang_up(terminal);
	test_terminal_wait(terminal);
	test_terminal_end(&terminal);
	assert_int_equal(files_kept(), 1);

	terminal = look_as("jonas.ekman", 24, 80); /* nobody else is asked */
	assert_false(test_terminal_shows(terminal, "An unfinished form"));
	leave(&terminal);

	terminal = look_as("admin", 24, 80);
	test_terminal_expect(terminal, "An unfinished form");
	test_terminal_expect(terminal, "System Arkivet");
	keys(terminal, ENTER); /* later */
	leave(&terminal);
	assert_int_equal(files_kept(), 1);

	terminal = look_as("admin", 24, 80);
	test_terminal_expect(terminal, "An unfinished form");
	keys(terminal, "\033[C" ENTER);
	test_terminal_expect(terminal, "Arkivet unfinished \xc3\xa5\xc3\xa4\xc3\xb6");
	keys(terminal, SAVE);
	test_terminal_expect(terminal, "Saved");
	leave(&terminal);
	assert_int_equal(files_kept(), 0);
	small_register_change(&small, E_system, 4, "name=Arkivet");
}

/* An acceptance and an opinion too, and the text that was being written for them in a window of its own. */
static void a_lost_terminal_keeps_an_answer(void **state)
{
	static const struct {
		const char *key, *typed, *title, *text;
	} answers[] = {
		{"A", "+1m\tThe owner is on leave.", "Accept the risk", "The owner is on leave."},
		{"o", "Reached from inside only.", "Opinion of the security officer", "Reached from inside only."},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(answers); i++) {
		struct test_terminal *terminal = look_as("admin", 24, 80);
		keys(terminal, "gf");
		keys(terminal, "/owner" ENTER);
		keys(terminal, answers[i].key);
		test_terminal_expect(terminal, "accepted by the owner");
		keys(terminal, answers[i].typed);
		test_terminal_hang_up(terminal);
		test_terminal_wait(terminal);
		test_terminal_end(&terminal);
		assert_int_equal(files_kept(), 1);

		terminal = look_as("admin", 24, 80);
		test_terminal_expect(terminal, "An unfinished form");
		test_terminal_expect(terminal, "System without an owner");
		keys(terminal, RIGHT ENTER);
		test_terminal_expect(terminal, answers[i].title);
		test_terminal_expect(terminal, answers[i].text);
		keys(terminal, SAVE);
		test_terminal_expect(terminal, i == 0 ? "! " : "The opinion is saved; u undoes it.");
		if (i == 0) { /* it asks for the opinion first */
			keys(terminal, ESC);
			keys(terminal, RIGHT ENTER);
		}
		leave(&terminal);
		assert_int_equal(files_kept(), 0);
	}
}

/* ---- findings ---- */

static void a_finding_is_acknowledged_with_a_day(void **state)
{
	struct test_terminal *terminal = look_as("admin", 40, 100);
	(void)state;
	keys(terminal, "gf");
	keys(terminal, ENTER);
	test_terminal_expect(terminal, "Next step");
	keys(terminal, "a");
	keys(terminal, "tomorrow maybe" ENTER);
	test_terminal_expect(terminal, "tomorrow maybe");
	keys(terminal, "\x01\x0b+2m" ENTER);
	test_terminal_expect(terminal, "acknowledged");
	test_terminal_expect(terminal, "2027-01-22");
	keys(terminal, "A");
	test_terminal_expect(terminal, "at the latest");
	keys(terminal, ESC);
	keys(terminal, "u");
	keys(terminal, "\033[C" ENTER);
	test_terminal_expect_gone(terminal, "2027-01-22");
	keys(terminal, "r");
	test_terminal_expect(terminal, "Where it stands");
	leave(&terminal);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_change_is_saved_told_in_the_history_and_undone),
		cmocka_unit_test(what_is_wrong_is_said_at_the_field_and_nothing_is_saved),
		cmocka_unit_test(a_text_of_several_lines_begins_with_the_first_letter),
		cmocka_unit_test(a_day_may_be_so_many_months_away),
		cmocka_unit_test(two_who_change_the_same_see_both_versions),
		cmocka_unit_test(a_record_is_removed_only_on_purpose),
		cmocka_unit_test(who_may_not_write_is_not_offered_to),
		cmocka_unit_test(a_lost_terminal_keeps_what_was_typed),
		cmocka_unit_test(a_lost_terminal_keeps_an_answer),
		cmocka_unit_test(a_finding_is_acknowledged_with_a_day),
		cmocka_unit_test(a_need_is_written_down_by_whoever_has_it),
		cmocka_unit_test(a_change_is_tried_without_being_saved),
	};
	return cmocka_run_group_tests(tests, register_screens_setup, register_screens_teardown);
}
