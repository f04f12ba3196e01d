/* The windows over a form: the month of a day, records made on the spot, long texts; and that nothing typed is lost. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <signal.h>

#include "base/memory.h"
#include "model/schema.h"
#include "support/register_screens.h"

#define CHOOSE "\x0f"
#define CREATE "\x0e"
#define UNDO_FIELD "\x15"
#define PAGE_DOWN "\033[6~"
#define HOME "\033[H"
#define END "\033[F"

/* Planned retirement stands in the fourteenth row, the unit in the fifth. */
static void go_to_row(struct test_terminal *terminal, int row)
{
	for (int i = 0; i < row; i++)
		keys(terminal, DOWN);
}

static void discard(struct test_terminal **terminal)
{
	keys(*terminal, ESC);
	test_terminal_expect(*terminal, "is not saved");
	keys(*terminal, RIGHT ENTER);
	leave(terminal);
}

/* ---- days and amounts ---- */

static void a_day_is_chosen_in_its_month(void **state)
{
	struct test_terminal *terminal = look_as("admin", 24, 80);
	(void)state;
	open_form_of(terminal, "arkivet");
	go_to_row(terminal, 13);
	keys(terminal, CHOOSE);
	test_terminal_expect(terminal, "November 2026");
	test_terminal_expect(terminal, "[22]"); /* today */
	test_terminal_expect(terminal, "2026-11-22, today");
	keys(terminal, PAGE_DOWN PAGE_DOWN DOWN RIGHT);
	test_terminal_expect(terminal, "2027-01-30, in 69 days");
	keys(terminal, "t");
	test_terminal_expect(terminal, "2026-11-22, today");
	keys(terminal, PAGE_DOWN END);
	test_terminal_expect(terminal, "[31]");
	test_terminal_expect(terminal, " 53 "); /* its week */
	keys(terminal, ENTER);
	test_terminal_expect_gone(terminal, "December 2026");
	test_terminal_expect(terminal, "2026-12-31");
	keys(terminal, CHOOSE);
	test_terminal_expect(terminal, "[31]"); /* it stands on what the field says */
	keys(terminal, HOME ESC);
	test_terminal_expect_gone(terminal, "December 2026");
	test_terminal_expect(terminal, "2026-12-31"); /* left, nothing is taken */
	discard(&terminal);
}

static void the_month_has_room_in_the_smallest_window(void **state)
{
	struct test_terminal *terminal = look_as("admin", 24, 80);
	(void)state;
	test_terminal_resize(terminal, 12, 40);
	open_form_of(terminal, "arkivet");
	go_to_row(terminal, 13);
	keys(terminal, CHOOSE);
	test_terminal_expect(terminal, "November 2026");
	test_terminal_expect(terminal, " Su"); /* the last day of a week … */
	test_terminal_expect(terminal, " 6 "); /* … and the last week, down to the sixth of December */
	test_terminal_expect(terminal, "[22]");
	keys(terminal, ESC ESC);
	leave(&terminal);
}

static void what_was_typed_stands_as_it_is_read(void **state)
{
	struct test_terminal *terminal = look_as("admin", 40, 90);
	(void)state;
	open_form_of(terminal, "arkivet");
	go_to_row(terminal, 13);
	keys(terminal, "+18m");
	test_terminal_expect(terminal, "= 2028-05-22");
	keys(terminal, DOWN);
	test_terminal_expect_gone(terminal, "+18m");
	test_terminal_expect(terminal, "2028-05-22");
	keys(terminal, UP UNDO_FIELD "today" DOWN);
	test_terminal_expect(terminal, "2026-11-22");
	keys(terminal, UP UNDO_FIELD "2027-02-30" DOWN); /* what is wrong stands as it was typed, with why */
	test_terminal_expect(terminal, "2027-02-30");
	test_terminal_expect(terminal, "! ");
	discard(&terminal);
}

static void an_amount_gets_its_thousands(void **state)
{
	struct test_terminal *terminal = look_as("admin", 40, 100);
	(void)state;
	keys(terminal, "gc/stöd" ENTER);
	keys(terminal, "e");
	test_terminal_expect(terminal, "412 000");
	for (int i = 0; i < 60 && !test_terminal_shows(terminal, "\xe2\x96\xb8 Cost per year"); i++)
		keys(terminal, DOWN);
	keys(terminal, "\x01\x0b" "1,25 Mkr");
	test_terminal_expect(terminal, "= 1,250,000 kr");
	keys(terminal, DOWN);
	test_terminal_expect_gone(terminal, "Mkr");
	test_terminal_expect(terminal, "1 250 000");
	discard(&terminal);
}

/* ---- what is not there yet ---- */

static void what_is_missing_is_made_on_the_spot_and_chosen(void **state)
{
	struct test_terminal *terminal = look_as("admin", 24, 80);
	(void)state;
	open_form_of(terminal, "arkivet");
	keys(terminal, " 2031");
	go_to_row(terminal, 4); /* the unit */
	keys(terminal, "Gatuenheten");
	test_terminal_expect(terminal, "Nothing has these words.");
	test_terminal_expect(terminal, "Ctrl-N Make it");
	keys(terminal, CREATE);
	test_terminal_expect(terminal, "New: Unit");
	test_terminal_expect(terminal, "Gatuenheten");
	test_terminal_expect_gone(terminal, "Parent"); /* no more than it cannot be without */
	keys(terminal, SAVE);
	test_terminal_expect(terminal, "Arkivet 2031"); /* back, and nothing of what was typed is lost */
	test_terminal_expect(terminal, "Gatuenheten");
	keys(terminal, SAVE);
	test_terminal_expect(terminal, "Saved; u undoes it.");
	keys(terminal, "gs/arkivet" ENTER ENTER);
	test_terminal_expect(terminal, "Gatuenheten");
	small_register_change(&small, E_system, 4, "name=Arkivet|unit=UNI-0002");
	leave(&terminal);
}

/* A risk is about a record of any kind: which, is asked. */
static void where_any_kind_will_do_it_is_asked_which(void **state)
{
	struct test_terminal *terminal = look_as("admin", 24, 80);
	(void)state;
	keys(terminal, "gg");
	keys(terminal, "risk" ENTER);
	keys(terminal, "n");
	test_terminal_expect(terminal, "New: Risk");
	keys(terminal, "Gatuverket" CREATE);
	test_terminal_expect(terminal, "A new record of which kind?");
	keys(terminal, "unit" ENTER);
	test_terminal_expect(terminal, "New: Unit");
	test_terminal_expect(terminal, "Gatuverket");
	keys(terminal, SAVE);
	test_terminal_expect(terminal, "New: Risk");
	test_terminal_expect(terminal, "Gatuverket");
	discard(&terminal);
}

static void who_leaves_the_small_form_is_back_where_they_were(void **state)
{
	struct test_terminal *terminal = look_as("admin", 24, 80);
	(void)state;
	open_form_of(terminal, "arkivet");
	go_to_row(terminal, 4);
	keys(terminal, "Ingenstans" CREATE ESC);
	test_terminal_expect(terminal, "is not saved");
	keys(terminal, RIGHT ENTER);
	test_terminal_expect(terminal, "Other names");
	test_terminal_expect_gone(terminal, "Ingenstans");
	leave(&terminal);
}

static void who_may_not_make_it_is_not_offered_to(void **state)
{
	struct test_terminal *terminal = look_as("anna.berg", 24, 80);
	(void)state;
	open_form_of(terminal, "utredning");
	go_to_row(terminal, 4);
	keys(terminal, ENTER);
	test_terminal_expect(terminal, "Enter Done");
	assert_false(test_terminal_shows(terminal, "Make it"));
	keys(terminal, CREATE);
	assert_false(test_terminal_shows(terminal, "New:"));
	keys(terminal, ESC ESC);
	leave(&terminal);
}

/* ---- nothing is lost ---- */

static void a_stop_and_a_resize_change_nothing(void **state)
{
	struct test_terminal *terminal = look_as("admin", 24, 80);
	(void)state;
	open_form_of(terminal, "arkivet");
	keys(terminal, " half typed");
	test_terminal_resize(terminal, 12, 40);
	test_terminal_expect(terminal, "half typed");
	test_terminal_resize(terminal, 6, 20);
	test_terminal_expect(terminal, "This window is too");
	test_terminal_resize(terminal, 40, 120);
	test_terminal_expect(terminal, "Arkivet half typed");
	test_terminal_signal(terminal, SIGTSTP);
	test_terminal_signal(terminal, SIGCONT);
	keys(terminal, " and more");
	test_terminal_expect(terminal, "Arkivet half typed and more");
	discard(&terminal);
}

/* A long text is written in a window of its own: what is kept there is given back where it is not wanted. */
static void a_killed_program_leaves_the_text_that_was_being_written(void **state)
{
	struct test_terminal *terminal = look_as("admin", 24, 80);
	(void)state;
	open_form_of(terminal, "arkivet");
	go_to_row(terminal, 3);
	keys(terminal, "A long thought");
	for (int i = 0; i < 600 && files_kept() == 0; i++)
		test_terminal_settle(terminal, 100);
	assert_int_equal(files_kept(), 1);
	test_terminal_signal(terminal, SIGKILL);
	test_terminal_wait(terminal);
	test_terminal_end(&terminal);

	terminal = look_as("admin", 24, 80);
	test_terminal_expect(terminal, "An unfinished form");
	keys(terminal, RIGHT ENTER);
	test_terminal_expect(terminal, "A long thought");
	discard(&terminal);
	assert_int_equal(files_kept(), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_day_is_chosen_in_its_month),
		cmocka_unit_test(the_month_has_room_in_the_smallest_window),
		cmocka_unit_test(what_was_typed_stands_as_it_is_read),
		cmocka_unit_test(an_amount_gets_its_thousands),
		cmocka_unit_test(what_is_missing_is_made_on_the_spot_and_chosen),
		cmocka_unit_test(where_any_kind_will_do_it_is_asked_which),
		cmocka_unit_test(who_leaves_the_small_form_is_back_where_they_were),
		cmocka_unit_test(who_may_not_make_it_is_not_offered_to),
		cmocka_unit_test(a_stop_and_a_resize_change_nothing),
		cmocka_unit_test(a_killed_program_leaves_the_text_that_was_being_written),
	};
	return cmocka_run_group_tests(tests, register_screens_setup, register_screens_teardown);
}
