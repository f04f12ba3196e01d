/* Sessions that end in the middle of a form: killed, hung up, overtaken by a newer program, their register moved away.
 * Each time what was typed is kept and offered at the next start, and nothing half of it is in the register. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/contents.h"
#include "support/register_screens.h"
#include "support/store_format.h"

#define PATIENCE 1500 /* times TEST_QUIET: a minute */

static struct contents before;

/* A system's name is being changed. */
static struct test_terminal *begin_typing(const char *typed)
{
	before = contents_read(small.directory, "before");
	struct test_terminal *terminal = look_as("admin", 24, 80);
	open_form_of(terminal, "arkivet");
	keys(terminal, typed);
	return terminal;
}

static void expect_kept(struct test_terminal *terminal, size_t files)
{
	for (int i = 0; files_kept() != files && i < PATIENCE; i++)
		test_terminal_settle(terminal, TEST_QUIET);
	assert_int_equal(files_kept(), files);
}

/* Offered, taken up, and left on purpose: then it is gone. */
static void expect_offered(const char *text)
{
	struct contents now = contents_read(small.directory, "after");
	assert_true(contents_equal(&before, &now));
	struct test_terminal *terminal = look_as("admin", 24, 80);
	test_terminal_expect(terminal, "An unfinished form");
	keys(terminal, RIGHT ENTER);
	test_terminal_expect(terminal, text);
	keys(terminal, ESC);
	test_terminal_expect(terminal, "Discard the changes");
	keys(terminal, RIGHT ENTER);
	test_terminal_expect_gone(terminal, "Discard the changes");
	leave(&terminal);
	assert_int_equal(files_kept(), 0);
}

static void a_killed_session_keeps_what_was_typed(void **state)
{
	(void)state;
	struct test_terminal *terminal = begin_typing(" killed");
	expect_kept(terminal, 1);

	struct test_terminal *other = look_as("admin", 24, 80); /* the same person, elsewhere: it is being written still */
	assert_false(test_terminal_shows(other, "An unfinished form"));
	leave(&other);

	test_terminal_signal(terminal, SIGKILL);
	assert_int_equal(test_terminal_wait(terminal), 128 + SIGKILL);
	test_terminal_end(&terminal);
	expect_offered("Arkivet killed");
}

static void what_is_taken_back_is_not_kept(void **state)
{
	(void)state;
	struct test_terminal *terminal = begin_typing(" x");
	expect_kept(terminal, 1);
	keys(terminal, "\x7f\x7f");
	expect_kept(terminal, 0);
	keys(terminal, ESC);
	test_terminal_expect_gone(terminal, "Ctrl-S");
	leave(&terminal);
}

static void signals_that_end_a_session_keep_what_was_typed(void **state)
{
	static const int signals[] = {SIGHUP, SIGTERM};
	(void)state;
	for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
		struct test_terminal *terminal = begin_typing(" ended");
		test_terminal_signal(terminal, signals[i]);
		test_terminal_wait(terminal);
		test_terminal_end(&terminal);
		expect_offered("Arkivet ended");
	}
}

/* DESIGN 3: an older program with a session open ends with a message, its draft kept. */
static void a_newer_program_ends_the_session(void **state)
{
	(void)state;
	struct test_terminal *terminal = begin_typing(" overtaken");
	test_store_raise_format(small.directory);
	test_terminal_expect(terminal, "the register has format 3");
	assert_int_equal(test_terminal_wait(terminal), 2);
	test_terminal_end(&terminal);
	assert_int_equal(files_kept(), 1);
}

static void move(const char *from, const char *to)
{
	if (rename(from, to) != 0)
		fail_msg("%s: %s", from, to);
}

static void a_register_that_is_moved_away_ends_the_session(void **state)
{
	char aside[300];
	(void)state;
	struct test_terminal *terminal = begin_typing(" moved");
	snprintf(aside, sizeof aside, "%s-aside", small.directory);
	move(small.directory, aside);
	test_terminal_expect(terminal, "has been moved, removed or replaced");
	assert_int_equal(test_terminal_wait(terminal), 2);
	test_terminal_end(&terminal);
	move(aside, small.directory);
	expect_offered("Arkivet moved");
}

static void a_save_into_a_register_that_is_gone_is_refused(void **state)
{
	char aside[300];
	(void)state;
	struct test_terminal *terminal = begin_typing(" gone");
	snprintf(aside, sizeof aside, "%s-aside", small.directory);
	move(small.directory, aside);
	test_terminal_send(terminal, SAVE);
	test_terminal_expect(terminal, "has been moved, removed or replaced");
	assert_int_equal(test_terminal_wait(terminal), 2);
	test_terminal_end(&terminal);
	move(aside, small.directory);
	expect_offered("Arkivet gone");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_killed_session_keeps_what_was_typed),
		cmocka_unit_test(what_is_taken_back_is_not_kept),
		cmocka_unit_test(signals_that_end_a_session_keep_what_was_typed),
		cmocka_unit_test(a_register_that_is_moved_away_ends_the_session),
		cmocka_unit_test(a_save_into_a_register_that_is_gone_is_refused),
		cmocka_unit_test(a_newer_program_ends_the_session), /* the last: the register is not for this program any more */
	};
	return cmocka_run_group_tests(tests, register_screens_setup, register_screens_teardown);
}
