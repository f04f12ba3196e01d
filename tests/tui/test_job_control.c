/* Ctrl-Z under a real shell with job control: the program stops and gives the terminal back as it was, holds nothing
 * that others wait for, and comes back at the size that the window has now, with what others have changed meanwhile. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>

#include "model/schema.h"
#include "support/register_screens.h"

#define CTRL_Z "\032"
#define PROMPT "shell> "

struct shell {
	struct test_terminal *terminal;
	struct termios modes; /* before the program began */
};

static struct shell begin(void)
{
	static char state[300], command[600];
	struct shell shell;
	snprintf(state, sizeof state, "XDG_STATE_HOME=%s", small.state);
	shell.terminal = test_terminal_start(&(struct test_session){.rows = 24, .columns = 80, .shell = true,
		.environment = (const char *const[]){state, "PS1=" PROMPT, "ENV=", NULL},
		.arguments = (const char *const[]){"/bin/sh", "-i", NULL}});
	test_terminal_expect(shell.terminal, "shell>");
	test_terminal_modes(shell.terminal, &shell.modes);
	snprintf(command, sizeof command, "%s/forvalta --store %s --lang en --today 2026-11-22 --ssh admin\r",
		BUILD_DIR, small.directory);
	test_terminal_send(shell.terminal, command);
	test_terminal_expect(shell.terminal, "? Help");
	return shell;
}

/* Programs that come after find it as they would have without ours. */
static void expect_clean_terminal(const struct shell *shell)
{
	struct termios modes;
	test_terminal_modes(shell->terminal, &modes);
	assert_int_equal(modes.c_iflag, shell->modes.c_iflag);
	assert_int_equal(modes.c_oflag, shell->modes.c_oflag);
	assert_int_equal(modes.c_lflag, shell->modes.c_lflag);
	assert_memory_equal(modes.c_cc, shell->modes.c_cc, sizeof modes.c_cc);
	assert_false(test_terminal_shows(shell->terminal, "? Help"));
	assert_true(test_terminal_shows(shell->terminal, "--ssh admin")); /* the shell's own screen */
	assert_true(test_terminal_last(shell->terminal, "\033[?1049l", "\033[?1049h"));
	assert_true(test_terminal_last(shell->terminal, "\033[?2004l", "\033[?2004h"));
	assert_true(test_terminal_last(shell->terminal, "\033[?1l", "\033[?1h"));
}

static void stop(const struct shell *shell)
{
	test_terminal_send(shell->terminal, CTRL_Z);
	test_terminal_expect(shell->terminal, "Stopped");
	test_terminal_send(shell->terminal, "echo te''st\r");
	test_terminal_expect(shell->terminal, "test");
}

/* What is typed before the shell asks may be thrown away with what was typed for the program. */
static void expect_prompt_again(const struct shell *shell)
{
	for (int i = 0; i < 600 && !test_terminal_last(shell->terminal, PROMPT, "\033[?1049l"); i++)
		test_terminal_settle(shell->terminal, 100);
	assert_true(test_terminal_last(shell->terminal, PROMPT, "\033[?1049l"));
}

static void end(struct shell *shell)
{
	test_terminal_send(shell->terminal, "Q");
	test_terminal_expect_gone(shell->terminal, "? Help");
	expect_prompt_again(shell);
	test_terminal_send(shell->terminal, "echo en''ded $?\r");
	test_terminal_expect(shell->terminal, "ended 0");
	test_terminal_send(shell->terminal, "exit\r");
	assert_int_equal(test_terminal_wait(shell->terminal), 0);
	test_terminal_end(&shell->terminal);
}

static void stopped_it_gives_the_terminal_back_and_holds_nothing(void **state)
{
	(void)state;
	struct shell shell = begin();
	keys(shell.terminal, "gs");
	test_terminal_expect(shell.terminal, "Arkivet");
	stop(&shell);
	expect_clean_terminal(&shell);
	small_register_expect_unread(&small, "Ctrl-Z");
	small_register_change(&small, E_system, 4, "name=Centralarkivet|phase=in_use|criticality=2|unit=UNI-0002");
	test_terminal_send(shell.terminal, "fg\r");
	test_terminal_expect(shell.terminal, "Centralarkivet");
	keys(shell.terminal, DOWN);
	test_terminal_expect(shell.terminal, "▸ E-tj");
	end(&shell);
}

/* While it is stopped nobody tells it of a new size. */
static void it_comes_back_at_the_size_of_now(void **state)
{
	(void)state;
	static const int sizes[][2] = {{40, 120}, {12, 40}, {24, 80}};
	struct shell shell = begin();
	int row, column;
	keys(shell.terminal, "gs");
	for (size_t i = 0; i < 3; i++) {
		stop(&shell);
		test_terminal_resize(shell.terminal, sizes[i][0], sizes[i][1]);
		test_terminal_send(shell.terminal, "clear; fg\r");
		test_terminal_expect(shell.terminal, "? Help");
		assert_true(test_terminal_find(shell.terminal, "? Help", &row, &column));
		assert_int_equal(row, sizes[i][0] - 1);
		assert_false(test_terminal_shows(shell.terminal, "shell>"));
	}
	end(&shell);
}

static void what_is_being_typed_stands(void **state)
{
	(void)state;
	struct shell shell = begin();
	open_form_of(shell.terminal, "barn");
	keys(shell.terminal, " och unga");
	test_terminal_expect(shell.terminal, "Utredning barn och unga");
	stop(&shell);
	test_terminal_send(shell.terminal, "fg\r");
	test_terminal_expect(shell.terminal, "Utredning barn och unga");
	keys(shell.terminal, "!");
	test_terminal_expect(shell.terminal, "Utredning barn och unga!");
	keys(shell.terminal, "\x15" ESC);
	end(&shell);
}

/* Let on in the background it must not touch the terminal that is the shell's now. */
static void in_the_background_it_waits_for_the_terminal(void **state)
{
	(void)state;
	struct shell shell = begin();
	stop(&shell);
	test_terminal_send(shell.terminal, "bg\r");
	for (int i = 0; i < 600 && !test_terminal_shows(shell.terminal, "tty output"); i++) {
		test_terminal_send(shell.terminal, "jobs\r"); /* the shell tells of it when it is asked */
		test_terminal_settle(shell.terminal, 100);
	}
	test_terminal_expect(shell.terminal, "tty output");
	test_terminal_send(shell.terminal, "echo qui''et\r");
	test_terminal_expect(shell.terminal, "quiet");
	expect_clean_terminal(&shell);
	test_terminal_send(shell.terminal, "fg\r");
	test_terminal_expect(shell.terminal, "? Help");
	end(&shell);
}

static void a_plain_view_is_printed_again(void **state)
{
	(void)state;
	struct shell shell = begin();
	keys(shell.terminal, "gs");
	keys(shell.terminal, "/barn" ENTER ENTER);
	keys(shell.terminal, "P");
	test_terminal_expect(shell.terminal, "Enter leads back");
	test_terminal_send(shell.terminal, CTRL_Z);
	test_terminal_expect(shell.terminal, "Stopped");
	test_terminal_send(shell.terminal, "clear\r");
	test_terminal_expect_gone(shell.terminal, "Enter leads back");
	test_terminal_send(shell.terminal, "fg\r");
	test_terminal_expect(shell.terminal, "Enter leads back");
	keys(shell.terminal, ENTER);
	test_terminal_expect(shell.terminal, "? Help");
	end(&shell);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(stopped_it_gives_the_terminal_back_and_holds_nothing),
		cmocka_unit_test(it_comes_back_at_the_size_of_now),
		cmocka_unit_test(what_is_being_typed_stands),
		cmocka_unit_test(in_the_background_it_waits_for_the_terminal),
		cmocka_unit_test(a_plain_view_is_printed_again),
	};
	return cmocka_run_group_tests(tests, register_screens_setup, register_screens_teardown);
}
