/* Hand-over and merge on the screen: every consequence first, the records behind each number, who gets what, and
 * then one action that is undone as one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "store/journal.h"
#include "support/register_screens.h"
#include "support/store.h"

#define CTRL_S "\x13"

/* What stands in a field, as text; "" where it is not set. */
static void assert_stands(uint8_t entity, record_id id, uint8_t field, const char *wanted)
{
	struct error error = {0};
	struct store *store = store_open(small.directory, &(struct store_options){.map_size = (size_t)1 << 30}, &error);
	assert_non_null(store);
	struct view *view = view_open(store, &error);
	const struct value_writer writer = view_writer(view, false);
	struct record record;
	struct text out = {0};
	assert_true(view_record(view, (struct ref){entity, id}, &record));
	struct value value = record_value(&record, schema_field(record.entity, field));
	value_append(&out, schema_field(record.entity, field), &value, &writer);
	assert_string_equal(out.data == NULL ? "" : out.data, wanted);
	text_free(&out);
	view_close(&view);
	store_close(&store);
}

/* What the last entry of the change log says of why. */
static void assert_why(const char *wanted)
{
	struct error error = {0};
	struct store *store = store_open(small.directory, &(struct store_options){.map_size = (size_t)1 << 30}, &error);
	assert_non_null(store);
	struct view *view = view_open(store, &error);
	struct journal *journal = journal_new(view);
	struct entry entry;
	assert_true(journal_last(journal, &entry));
	if (memmem(entry.why.data, entry.why.size, wanted, strlen(wanted)) == NULL)
		fail_msg("the change log says: %.*s", (int)entry.why.size, entry.why.data);
	journal_free(&journal);
	view_close(&view);
	store_close(&store);
}

/* From the list of people or systems to what would come of it. */
static void begin(struct test_terminal *terminal, const char *list, const char *from, const char *key, const char *into)
{
	keys(terminal, list);
	keys(terminal, "/");
	keys(terminal, from);
	keys(terminal, ENTER);
	keys(terminal, key);
	keys(terminal, into);
	keys(terminal, ENTER);
}

static void consequences_come_first_and_are_undone_as_one(void **state)
{
	struct test_terminal *terminal = look_as("admin", 24, 80);
	(void)state;
	begin(terminal, "gp", "anna", "H", "jonas");
	test_terminal_expect(terminal, "Hand-over: Anna Berg");
	test_terminal_expect(terminal, "records are changed");
	test_terminal_expect(terminal, "goes on under the new one");
	assert_stands(E_assignment, 1, F_assignment_to, "");
	keys(terminal, ENTER);
	test_terminal_expect(terminal, "system manager \xc2\xb7 Utredning barn");
	keys(terminal, ENTER);
	test_terminal_expect(terminal, "ASG-0001");
	keys(terminal, ESC);
	keys(terminal, ESC);
	test_terminal_expect_gone(terminal, "system manager \xc2\xb7 Utredning barn");
	keys(terminal, CTRL_S);
	keys(terminal, ESC); /* of the reason */
	assert_false(test_terminal_shows(terminal, "Carry it out?"));
	keys(terminal, CTRL_S);
	keys(terminal, ENTER); /* no reason */
	test_terminal_expect(terminal, "Carry it out?");
	keys(terminal, ENTER); /* the safe answer */
	test_terminal_expect_gone(terminal, "Carry it out?");
	assert_stands(E_assignment, 1, F_assignment_to, "");
	keys(terminal, CTRL_S);
	test_terminal_expect(terminal, "Why is it done?");
	keys(terminal, "Anna slutar" ENTER);
	test_terminal_expect(terminal, "Why: Anna slutar");
	keys(terminal, RIGHT ENTER);
	test_terminal_expect(terminal, "u undoes all of it");
	assert_why("Anna slutar");
	assert_stands(E_assignment, 1, F_assignment_to, "2026-11-21");
	assert_stands(E_assignment, 5, F_assignment_person, "PRS-0002");
	assert_stands(E_assignment, 4, F_assignment_deputy, ""); /* nobody deputises for himself */
	keys(terminal, "u");
	test_terminal_expect(terminal, "Undo your latest change?");
	keys(terminal, RIGHT ENTER);
	test_terminal_expect(terminal, "Undone.");
	assert_stands(E_assignment, 1, F_assignment_to, "");
	leave(&terminal);
}

static void rows_are_given_or_stay(void **state)
{
	struct test_terminal *terminal = look_as("admin", 24, 80);
	(void)state;
	begin(terminal, "gp", "anna", "H", "astrid");
	keys(terminal, ENTER); /* the assignments */
	keys(terminal, " ");   /* the first of them */
	keys(terminal, "r");
	test_terminal_expect(terminal, "Who gets it?");
	keys(terminal, "nobody");
	keys(terminal, ENTER);
	test_terminal_expect_gone(terminal, "Utredning barn");
	keys(terminal, "r");
	keys(terminal, "another");
	keys(terminal, ENTER);
	keys(terminal, "jonas");
	keys(terminal, ENTER);
	test_terminal_expect(terminal, "Jonas Ekman");
	keys(terminal, CTRL_S);
	keys(terminal, ENTER);
	keys(terminal, RIGHT ENTER);
	test_terminal_expect(terminal, "u undoes all of it");
	assert_stands(E_assignment, 1, F_assignment_to, "");
	assert_stands(E_assignment, 2, F_assignment_to, "2026-11-21");
	assert_stands(E_assignment, 5, F_assignment_person, "PRS-0003");
	assert_stands(E_assignment, 6, F_assignment_person, "PRS-0002");
	leave(&terminal);
}

static void what_others_change_is_shown_anew(void **state)
{
	struct test_terminal *terminal = look_as("admin", 24, 80);
	(void)state;
	begin(terminal, "gs", "arkivet", "M", "l\xc3\xb6ne");
	test_terminal_expect(terminal, "Phase: in use");
	small_register_change(&small, E_risk, 0, "about=SYS-0004|title=Ny risk");
	test_terminal_expect(terminal, "shown anew");
	test_terminal_expect(terminal, "Risk");
	keys(terminal, CTRL_S);
	keys(terminal, ENTER);
	keys(terminal, RIGHT ENTER);
	test_terminal_expect(terminal, "u undoes all of it");
	assert_stands(E_risk, 1, F_risk_about, "SYS-0006");
	assert_stands(E_system, 4, F_system_replaced_by, "SYS-0006");
	leave(&terminal);
}

static void what_the_role_may_not_change_is_said_and_left_out(void **state)
{
	struct test_terminal *terminal = look_as("jonas.ekman", 24, 80);
	(void)state;
	begin(terminal, "gp", "anna", "H", "astrid");
	test_terminal_expect(terminal, "refused");
	test_terminal_expect_gone(terminal, "Carry out");
	keys(terminal, CTRL_S);
	test_terminal_expect_gone(terminal, "Carry it out?");
	leave(&terminal);
}

static void there_is_room_in_a_small_window(void **state)
{
	static const int sizes[][2] = {{12, 40}, {24, 80}, {50, 200}};
	(void)state;
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		struct test_terminal *terminal = look_as("admin", sizes[i][0], sizes[i][1]);
		begin(terminal, "gs", "arkivet", "M", "l\xc3\xb6ne");
		test_terminal_expect(terminal, "Arkivet");
		test_terminal_expect(terminal, "Carry out");
		keys(terminal, ENTER);
		test_terminal_expect(terminal, "Phase: in use");
		leave(&terminal);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(consequences_come_first_and_are_undone_as_one, register_screens_setup,
		                                register_screens_teardown),
		cmocka_unit_test_setup_teardown(rows_are_given_or_stay, register_screens_setup, register_screens_teardown),
		cmocka_unit_test_setup_teardown(what_others_change_is_shown_anew, register_screens_setup,
		                                register_screens_teardown),
		cmocka_unit_test_setup_teardown(what_the_role_may_not_change_is_said_and_left_out, register_screens_setup,
		                                register_screens_teardown),
		cmocka_unit_test_setup_teardown(there_is_room_in_a_small_window, register_screens_setup,
		                                register_screens_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
