/* What terminals do to a program, and what it must bear. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <locale.h>
#include <ncurses.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/memory.h"
#include "support/demo_screens.h"
#include "support/terminal.h"
#include "tui/terminal.h"

#define ESC "\033"

static struct demo small = {.rows = 100, .wake = -1};

static struct test_terminal *start(const char *type, const char *const *environment)
{
	return test_terminal_start(&(struct test_session){.rows = 24,
		.columns = 80,
		.type = type,
		.environment = environment,
		.run = demo_run,
		.argument = &small});
}

static void leave(struct test_terminal **terminal)
{
	test_terminal_send(*terminal, "\033[21~");
	assert_int_equal(test_terminal_wait(*terminal), 0);
	test_terminal_end(terminal);
}

static void an_unknown_terminal_is_taken_for_one_that_is_known(void **state)
{
	(void)state;
	static const struct {
		const char *type, *taken, *marker; /* of one that nobody knows no more is taken for granted than of a console */
	} types[] = {
		{"nonsense", "taken for xterm", "» Hemtj"}, {"dumb", "taken for xterm", "» Hemtj"},
		{"", "taken for xterm", "» Hemtj"}, {"no such/../type", "taken for xterm", "» Hemtj"},
		{"xterm-nonsense", "taken for xterm", "▸ Hemtj"}, {"tmux-nonsense", "taken for tmux", "▸ Hemtj"},
		{"linux-nonsense", "taken for linux", "» Hemtj"},
	};
	for (size_t i = 0; i < COUNT_OF(types); i++) {
		struct test_terminal *terminal = start(types[i].type, NULL);
		test_terminal_expect(terminal, types[i].taken);
		test_terminal_expect(terminal, types[i].marker);
		test_terminal_expect(terminal, "? Help");
		leave(&terminal);
	}
}

static void usual_terminals_do(void **state)
{
	(void)state;
	static const struct {
		const char *type, *marked;
	} types[] = {
		{"xterm", "▸ 漢字"}, {"xterm-256color", "▸ 漢字"}, {"screen-256color", "▸ 漢字"}, {"tmux", "▸ 漢字"},
		{"vt100", "» 漢字"}, {"linux", "» 漢字"}, {"ansi", "» 漢字"},
	};
	for (size_t i = 0; i < COUNT_OF(types); i++) {
		struct test_terminal *terminal = start(types[i].type, NULL);
		test_terminal_expect(terminal, "? Help");
		assert_false(test_terminal_shows(terminal, "taken for"));
		test_terminal_send(terminal, "\033[B");
		test_terminal_expect(terminal, types[i].marked);
		leave(&terminal);
	}
}

static void putty_keys_work_with_nothing_changed(void **state)
{
	(void)state;
	static const struct {
		const char *keys, *seen;
	} cases[] = {
		{"\033[B", "▸ 漢"},
		{"\033OB", "▸ e"},
		{"\033[A", "▸ 漢"},
		{"\033OA", "▸ Hemtj"},
		{"\033[4~", "▸ System number 100 "},
		{"\033[1~", "▸ Hemtj"},
		{"\033[6~", "▸ System number 19 "},
		{"\033[5~", "▸ Hemtj"},
		{"\033[11~", "A list to try."},
		{"q", "SYS1"},
		{"\033[13~ab", "/ ab"},
		{"\177", "/ a"},
		{"\010", "Enter Done"},
		{"c", "/ c"},
		{ESC "\033[14~", "What people call it."},
		{"\t\033[Z", "What people call it."},
	};
	struct test_terminal *terminal = start("xterm", NULL);
	test_terminal_expect(terminal, "? Help");
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		test_terminal_send(terminal, cases[i].keys);
		test_terminal_expect(terminal, cases[i].seen);
	}
	test_terminal_send(terminal, "\033[21~");
	assert_int_equal(test_terminal_wait(terminal), 0);
	test_terminal_end(&terminal);
}

/* F1, Home, End and Backspace as others send them. */
static void other_terminals_keys_work(void **state)
{
	static const struct {
		const char *type, *help, *end, *home, *backspace;
	} terminals[] = {
		{"linux", "\033[[A", "\033[4~", "\033[1~", "\177"},
		{"screen", "\033OP", "\033[4~", "\033[1~", "\177"},
		{"tmux-256color", "\033OP", "\033[4~", "\033[1~", "\177"},
		{"xterm-256color", "\033OP", "\033OF", "\033OH", "\010"},
		{"rxvt", "\033[11~", "\033[8~", "\033[7~", "\177"},
		{"vt100", "\033OP", "\033[F", "\033[H", "\010"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(terminals); i++) {
		struct test_terminal *terminal = start(terminals[i].type, NULL);
		test_terminal_expect(terminal, "? Help");
		test_terminal_send(terminal, terminals[i].end);
		test_terminal_expect(terminal, "System number 100 ");
		test_terminal_send(terminal, terminals[i].home);
		test_terminal_expect_gone(terminal, "System number 100 ");
		test_terminal_send(terminal, terminals[i].help);
		test_terminal_expect(terminal, "A list to try.");
		test_terminal_send(terminal, "q/ab");
		test_terminal_expect(terminal, "/ ab");
		test_terminal_send(terminal, terminals[i].backspace);
		test_terminal_expect_gone(terminal, "/ ab");
		leave(&terminal);
	}
}

static void an_unknown_sequence_is_no_order(void **state)
{
	(void)state;
	struct test_terminal *terminal = start(NULL, NULL);
	test_terminal_expect(terminal, "? Help");
	test_terminal_send(terminal, "\033[34;5~\033Ow\033[?1;2d\033[99q");
	test_terminal_expect(terminal, "That key does nothing here");
	test_terminal_send(terminal, "\033[B");
	test_terminal_expect(terminal, "▸ 漢");
	leave(&terminal);
}

/* What the terminal is told to wait for the rest of a key; what comes of it is measured by `make bench`. */
static int escape_milliseconds(void *argument)
{
	struct error error = {0};
	const char *fallback;
	(void)argument;
	if (!terminal_start(&(struct terminal_options){0}, &fallback, &error))
		return 255;
	int milliseconds = get_escdelay();
	terminal_end();
	return milliseconds < 254 ? milliseconds : 254;
}

static void esc_is_told_from_a_key_within_a_tenth_of_a_second(void **state)
{
	(void)state;
	struct test_terminal *terminal =
		test_terminal_start(&(struct test_session){.rows = 24, .columns = 80, .run = escape_milliseconds});
	assert_in_range(test_terminal_wait(terminal), 1, 99);
	test_terminal_end(&terminal);
}

static void esc_alone_is_a_key(void **state)
{
	(void)state;
	struct test_terminal *terminal = start(NULL, NULL);
	test_terminal_expect(terminal, "? Help");
	test_terminal_send(terminal, "d");
	test_terminal_expect(terminal, "[ Keep ]");
	test_terminal_send(terminal, ESC);
	test_terminal_expect(terminal, "It is kept.");
	leave(&terminal);
}

static void pasted_text_is_text_and_no_order(void **state)
{
	(void)state;
	struct test_terminal *terminal = start(NULL, NULL);
	test_terminal_expect(terminal, "? Help");
	test_terminal_send(terminal, "\033[200~dQ\r\033q\033[201~");
	test_terminal_expect(terminal, "A pasted text is taken only where a line is typed.");
	assert_false(test_terminal_shows(terminal, "[ Keep ]"));
	test_terminal_send(terminal, "/\033[200~två\nrader\033[201~");
	test_terminal_expect(terminal, "/ två rader");
	leave(&terminal);
}

static void a_lost_terminal_ends_it(void **state)
{
	(void)state;
	for (int way = 0; way < 3; way++) {
		struct test_terminal *terminal = test_terminal_start(&(struct test_session){.rows = 24,
			.columns = 80,
			.run = demo_run,
			.argument = &small,
			.ignore_hangup = way == 1,
			.detached = way == 2});
		test_terminal_expect(terminal, "? Help");
		test_terminal_hang_up(terminal);
		assert_int_equal(test_terminal_wait(terminal), 3);
		test_terminal_end(&terminal);
	}
}

/* The signal of a lost line may come after its end was seen. */
static int demo_run_and_hang_up(void *argument)
{
	int status = demo_run(argument);
	raise(SIGHUP);
	return status;
}

static void a_hang_up_that_comes_late_changes_nothing(void **state)
{
	(void)state;
	struct test_terminal *terminal = test_terminal_start(&(struct test_session){
		.rows = 24, .columns = 80, .run = demo_run_and_hang_up, .argument = &small});
	test_terminal_expect(terminal, "? Help");
	test_terminal_hang_up(terminal);
	assert_int_equal(test_terminal_wait(terminal), 3);
	test_terminal_end(&terminal);
}

static void asked_to_end_it_ends(void **state)
{
	(void)state;
	static const int signals[] = {SIGTERM, SIGHUP, SIGQUIT};
	for (size_t i = 0; i < COUNT_OF(signals); i++) {
		struct test_terminal *terminal = start(NULL, NULL);
		test_terminal_expect(terminal, "? Help");
		test_terminal_signal(terminal, signals[i]);
		assert_int_equal(test_terminal_wait(terminal), 3);
		test_terminal_end(&terminal);
	}
}

/* How many keys come after a Ctrl-C. */
static int keys_after_interrupt(void *argument)
{
	struct error error = {0};
	const char *fallback;
	int keys = 0;
	(void)argument;
	if (!terminal_start(&(struct terminal_options){0}, &fallback, &error))
		return 255;
	struct event event = {0};
	bool interrupted = false;
	while (event.key != 'q' && event.kind != EVENT_LOST) {
		keys += interrupted && event.kind == EVENT_KEY;
		event = terminal_wait(-1, -1);
		interrupted = interrupted || event.kind == EVENT_INTERRUPTED;
	}
	terminal_end();
	return keys;
}

/* What was typed ahead of it answers no question; and the line must not throw it away by itself, or the program, about
 * to read a key that it has seen waiting, waits for one that does not come. */
static void ctrl_c_drops_what_was_typed_ahead(void **state)
{
	(void)state;
	struct termios modes;
	struct test_terminal *terminal =
		test_terminal_start(&(struct test_session){.rows = 24, .columns = 80, .run = keys_after_interrupt});
	test_terminal_settle(terminal, TEST_QUIET);
	test_terminal_send(terminal, "a");
	test_terminal_settle(terminal, TEST_QUIET);
	test_terminal_modes(terminal, &modes);
	assert_true(modes.c_lflag & NOFLSH);
	test_terminal_signal(terminal, SIGSTOP);
	test_terminal_send(terminal, "lll\003");
	test_terminal_signal(terminal, SIGCONT);
	test_terminal_settle(terminal, TEST_QUIET);
	test_terminal_send(terminal, "q");
	assert_int_equal(test_terminal_wait(terminal), 0);
	test_terminal_end(&terminal);
}

/* Asked to end after the first key, when a second waits. */
static int end_between_keys(void *argument)
{
	struct error error = {0};
	const char *fallback;
	(void)argument;
	if (!terminal_start(&(struct terminal_options){0}, &fallback, &error))
		return 255;
	terminal_wait(-1, -1);
	raise(SIGTERM);
	struct event event = terminal_wait(-1, -1);
	terminal_end();
	return event.kind == EVENT_LOST ? 3 : 0;
}

/* Keys that wait are not done first: on a slow machine they may be minutes. */
static void asked_to_end_it_reads_no_more_keys(void **state)
{
	(void)state;
	struct test_terminal *terminal =
		test_terminal_start(&(struct test_session){.rows = 24, .columns = 80, .run = end_between_keys});
	test_terminal_settle(terminal, TEST_QUIET);
	test_terminal_send(terminal, "ab");
	assert_int_equal(test_terminal_wait(terminal), 3);
	test_terminal_end(&terminal);
}

static void ctrl_z_stops_it_and_it_comes_back(void **state)
{
	(void)state;
	int status;
	struct test_terminal *terminal = start(NULL, NULL);
	test_terminal_expect(terminal, "? Help");
	pid_t process = test_terminal_process(terminal);
	test_terminal_signal(terminal, SIGTSTP);
	test_terminal_settle(terminal, 200);
	/* Without a shell above it the group is an orphan, and the kernel lets it run on; then it has to be as before.
	 */
	if (waitpid(process, &status, WUNTRACED | WNOHANG) == process)
		kill(process, SIGCONT);
	test_terminal_expect(terminal, "? Help");
	test_terminal_send(terminal, "\033[B");
	test_terminal_expect(terminal, "▸ 漢");
	leave(&terminal);
}

static void every_size_is_borne(void **state)
{
	(void)state;
	static const int rows[] = {1, 2, 3, 5, 11, 12, 13, 24, 60, 100},
			 columns[] = {1, 2, 3, 10, 39, 40, 41, 80, 132, 300};
	static const char *const keys[] = {"\033[B", "/x", ESC, "d", ESC, "e", "\t", "+", ESC, "\r", ESC, "?", ESC};
	struct test_terminal *terminal = start(NULL, NULL);
	size_t key = 0;
	test_terminal_expect(terminal, "? Help");
	for (size_t i = 0; i < COUNT_OF(rows) * COUNT_OF(columns); i++) {
		test_terminal_resize(terminal, rows[i / COUNT_OF(columns)], columns[i % COUNT_OF(columns)]);
		test_terminal_settle(terminal, 4);
		test_terminal_send(terminal, keys[key++ % COUNT_OF(keys)]);
		test_terminal_settle(terminal, 4);
	}
	test_terminal_resize(terminal, 24, 80);
	test_terminal_send(terminal, "\014");
	test_terminal_expect(terminal, "Help");
	test_terminal_end(&terminal);
}

/* Windows of every kind are there when the storm comes. */
static void resizing_storms_are_borne(void **state)
{
	(void)state;
	static const char *const places[] = {"", "d", "e", "e\t\017", ":", "?", "/å"};
	for (size_t place = 0; place < COUNT_OF(places); place++) {
		struct test_terminal *terminal = start(NULL, NULL);
		unsigned seed = 7;
		test_terminal_expect(terminal, "? Help");
		test_terminal_send(terminal, places[place]);
		for (int i = 0; i < 60; i++) {
			seed = seed * 1103515245 + 12345;
			test_terminal_resize(terminal, 1 + (int)(seed >> 16) % 70, 1 + (int)(seed >> 8) % 200);
		}
		test_terminal_resize(terminal, 24, 80);
		test_terminal_send(terminal, "\014");
		test_terminal_expect(terminal, "Help");
		test_terminal_resize(terminal, 12, 40);
		test_terminal_settle(terminal, 30);
		test_terminal_expect(terminal, place == 0 ? "? Help" : "Help");
		test_terminal_end(&terminal);
	}
}

static void a_small_window_says_so_and_can_be_left(void **state)
{
	(void)state;
	struct test_terminal *terminal = test_terminal_start(
		&(struct test_session){.rows = 8, .columns = 30, .run = demo_run, .argument = &small});
	test_terminal_expect(terminal, "too small: 30");
	test_terminal_send(terminal, "d\r");
	test_terminal_resize(terminal, 12, 40);
	test_terminal_expect(terminal, "? Help");
	assert_false(test_terminal_shows(terminal, "[ Keep ]"));
	test_terminal_resize(terminal, 5, 20);
	test_terminal_expect(terminal, "small: 20");
	test_terminal_send(terminal, "q");
	assert_int_equal(test_terminal_wait(terminal), 0);
	test_terminal_end(&terminal);
}

static void without_colours_everything_is_still_said(void **state)
{
	(void)state;
	static const char *const no_color[] = {"NO_COLOR=1", NULL};
	static const struct {
		const char *type;
		const char *const *environment;
		bool coloured;
	} cases[] = {{"xterm-256color", NULL, true}, {"xterm", NULL, true}, {"vt100", NULL, false},
		{"xterm-256color", no_color, false}};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct test_terminal *terminal = start(cases[i].type, cases[i].environment);
		int row, column;
		test_terminal_expect(terminal, "? Help");
		assert_true(test_terminal_find(terminal, "! ended", &row, &column));
		assert_int_equal(test_terminal_coloured(terminal, row, column), cases[i].coloured);
		leave(&terminal);
	}
}

static void in_ascii_nothing_else_is_sent(void **state)
{
	(void)state;
	struct demo ascii = {.rows = 100, .wake = -1, .ascii = true};
	struct test_terminal *terminal = test_terminal_start(
		&(struct test_session){.rows = 24, .columns = 80, .run = demo_run, .argument = &ascii});
	size_t size;
	test_terminal_expect(terminal, "> Hemtjanstplanering aao AAO");
	test_terminal_send(terminal, "?");
	test_terminal_expect(terminal, "A list to try.");
	test_terminal_send(terminal, ESC ":");
	test_terminal_expect(terminal, "What it does");
	test_terminal_send(terminal, ESC);
	const char *received = test_terminal_received(terminal, &size);
	for (size_t i = 0; i < size; i++)
		assert_in_range((unsigned char)received[i], 1, 0x7f);
	leave(&terminal);
}

static void a_change_from_outside_is_followed_quietly(void **state)
{
	(void)state;
	int ends[2];
	assert_int_equal(pipe(ends), 0);
	struct demo woken = {.rows = 100, .wake = ends[0]};
	struct test_terminal *terminal = test_terminal_start(
		&(struct test_session){.rows = 24, .columns = 80, .run = demo_run, .argument = &woken});
	test_terminal_expect(terminal, "of 100");
	test_terminal_settle(terminal, 50);
	test_terminal_bytes(terminal);
	assert_int_equal(write(ends[1], "x", 1), 1);
	test_terminal_expect(terminal, "of 101");
	test_terminal_settle(terminal, 50);
	assert_in_range(test_terminal_bytes(terminal), 1, 60);
	close(ends[0]);
	close(ends[1]);
	leave(&terminal);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(an_unknown_terminal_is_taken_for_one_that_is_known),
	cmocka_unit_test(usual_terminals_do),
	cmocka_unit_test(putty_keys_work_with_nothing_changed),
	cmocka_unit_test(other_terminals_keys_work),
	cmocka_unit_test(an_unknown_sequence_is_no_order),
	cmocka_unit_test(esc_is_told_from_a_key_within_a_tenth_of_a_second),
	cmocka_unit_test(esc_alone_is_a_key),
	cmocka_unit_test(pasted_text_is_text_and_no_order),
	cmocka_unit_test(a_lost_terminal_ends_it),
	cmocka_unit_test(a_hang_up_that_comes_late_changes_nothing),
	cmocka_unit_test(asked_to_end_it_ends),
	cmocka_unit_test(asked_to_end_it_reads_no_more_keys),
	cmocka_unit_test(ctrl_c_drops_what_was_typed_ahead),
	cmocka_unit_test(ctrl_z_stops_it_and_it_comes_back),
	cmocka_unit_test(every_size_is_borne),
	cmocka_unit_test(resizing_storms_are_borne),
	cmocka_unit_test(a_small_window_says_so_and_can_be_left),
	cmocka_unit_test(without_colours_everything_is_still_said),
	cmocka_unit_test(in_ascii_nothing_else_is_sent),
	cmocka_unit_test(a_change_from_outside_is_followed_quietly),
};

int main(void)
{
	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
