#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/text.h"
#include "support/demo_screens.h"
#include "support/terminal.h"

#define UP "\033[A"
#define DOWN "\033[B"
#define ESC "\033"
#define ENTER "\r"

static struct demo small = {.rows = 100, .wake = -1};

static struct test_terminal *start(int rows, int columns, const char *type)
{
	return test_terminal_start(&(struct test_session){
		.rows = rows, .columns = columns, .type = type, .run = demo_run, .argument = &small});
}

static void leave(struct test_terminal **terminal)
{
	test_terminal_send(*terminal, "\033[21~");
	assert_int_equal(test_terminal_wait(*terminal), 0);
	test_terminal_end(terminal);
}

static void a_list_is_shown_with_its_place_and_hints(void **state)
{
	(void)state;
	struct test_terminal *terminal = start(24, 80, NULL);
	test_terminal_expect(terminal, "? Help");
	test_terminal_settle(terminal, 50);
	assert_string_equal(test_terminal_row(terminal, 0),
		" Demo › Systems                                          Anna Berg · 2026-11-22");
	assert_non_null(strstr(test_terminal_row(terminal, 1), "1–19 of 100"));
	assert_non_null(strstr(test_terminal_row(terminal, 3), "▸ Hemtjänstplanering åäö ÅÄÖ"));
	test_terminal_expect(terminal, "Enter Open  / Filter");
	assert_false(test_terminal_shows(terminal, "n New"));
	leave(&terminal);
}

/* Every column after the odd names begins at the same place, and nothing of them steers the terminal. */
static void odd_names_neither_steer_nor_shift(void **state)
{
	(void)state;
	static const char *const shown[] = {
		"åäö ÅÄÖ", "漢字システム", "e\xcc\x81" "a\xcc\x8a" "o\xcc\x88 combined", "joined", "\\x1b]0;x\\x07 \\x1b[31m",
		"\\u202e", "a\\x09b\\x0ac", "no r…",
	};
	struct test_terminal *terminal = start(24, 100, NULL);
	size_t size;
	int place = 0, row, column;
	test_terminal_expect(terminal, "SYS8");
	assert_true(test_terminal_find(terminal, "SYS1", &row, &place));
	for (size_t i = 0; i < COUNT_OF(shown); i++) {
		char code[8];
		snprintf(code, sizeof(code), "SYS%zu", i + 1);
		assert_true(test_terminal_find(terminal, code, &row, &column));
		assert_int_equal(column, place);
		if (!strstr(test_terminal_row(terminal, row), shown[i]))
			fail_msg("«%s» is shown as %s", shown[i], test_terminal_row(terminal, row));
	}
	const char *received = test_terminal_received(terminal, &size);
	assert_null(memmem(received, size, "\033]0", 3));
	assert_null(memmem(received, size, "\xe2\x80\x8d", 3));
	assert_null(memmem(received, size, "\xe2\x80\xae", 3));
	leave(&terminal);
}

static void a_move_sends_less_than_90_bytes_and_waiting_none(void **state)
{
	(void)state;
	static const struct {
		int rows, columns;
	} sizes[] = {{24, 80}, {60, 200}};
	for (size_t i = 0; i < COUNT_OF(sizes); i++) {
		struct test_terminal *terminal = start(sizes[i].rows, sizes[i].columns, NULL);
		size_t most = 0;
		test_terminal_expect(terminal, "SYS9");
		test_terminal_settle(terminal, 100);
		for (int move = 0; move < 30; move++) {
			test_terminal_bytes(terminal);
			test_terminal_send(terminal, move < 15 ? DOWN : UP);
			test_terminal_settle(terminal, 60);
			size_t bytes = test_terminal_bytes(terminal);
			most = bytes > most ? bytes : most;
		}
		print_message("%d × %d: at most %zu bytes a move\n", sizes[i].columns, sizes[i].rows, most);
		assert_in_range(most, 10, 90);
		test_terminal_settle(terminal, 500);
		assert_int_equal(test_terminal_bytes(terminal), 0);
		leave(&terminal);
	}
}

static void the_cursor_stands_on_the_focus(void **state)
{
	(void)state;
	struct test_terminal *terminal = start(24, 80, NULL);
	int row, column, cursor_row, cursor_column;
	test_terminal_expect(terminal, "SYS9");
	test_terminal_send(terminal, DOWN DOWN DOWN);
	test_terminal_expect(terminal, "▸ 👩");
	test_terminal_settle(terminal, 50);
	assert_true(test_terminal_find(terminal, "▸", &row, &column));
	test_terminal_cursor(terminal, &cursor_row, &cursor_column);
	assert_int_equal(cursor_row, row);
	assert_int_equal(cursor_column, column);
	assert_true(test_terminal_reversed(terminal, row, column + 2));
	leave(&terminal);
}

static void a_million_rows_scroll_like_a_hundred(void **state)
{
	(void)state;
	struct demo many = {.rows = 1000000, .wake = -1};
	struct test_terminal *terminal = test_terminal_start(
		&(struct test_session){.rows = 24, .columns = 80, .run = demo_run, .argument = &many});
	test_terminal_expect(terminal, "of 1000000");
	test_terminal_send(terminal, "\033[4~"); /* End, as PuTTY sends it */
	test_terminal_expect(terminal, "System number 1000000 ");
	test_terminal_send(terminal, "\033[5~");
	test_terminal_expect(terminal, "▸ System number 999982 ");
	test_terminal_send(terminal, "\033[1~");
	test_terminal_expect(terminal, "▸ Hemtj");
	leave(&terminal);
}

static void a_filter_is_seen_and_esc_ends_it_before_leaving(void **state)
{
	(void)state;
	struct test_terminal *terminal = start(24, 80, NULL);
	test_terminal_expect(terminal, "? Help");
	test_terminal_send(terminal, "/jäq?");
	test_terminal_expect(terminal, "/ jäq?");
	test_terminal_expect_gone(terminal, "System number 9 ");
	test_terminal_send(terminal, ENTER);
	test_terminal_expect(terminal, "Enter Open");
	test_terminal_expect(terminal, "/ jäq?");
	test_terminal_send(terminal, ESC);
	test_terminal_expect(terminal, "System number 9 ");
	test_terminal_send(terminal, ESC);
	test_terminal_expect(terminal, "This is the first screen");
	test_terminal_send(terminal, "q");
	assert_int_equal(test_terminal_wait(terminal), 0);
	test_terminal_end(&terminal);
}

static void marks_and_order_follow_the_rows(void **state)
{
	(void)state;
	struct test_terminal *terminal = start(24, 80, NULL);
	test_terminal_expect(terminal, "? Help");
	test_terminal_send(terminal, "  ");
	test_terminal_expect(terminal, "2 marked");
	test_terminal_send(terminal, "s");
	test_terminal_expect(terminal, "Name▲");
	test_terminal_send(terminal, "S");
	test_terminal_expect(terminal, "Name▼");
	test_terminal_expect(terminal, "▸ e");
	test_terminal_send(terminal, "\033[F");
	test_terminal_expect(terminal, "▸✓Hemtj");
	test_terminal_expect(terminal, "✓漢字");
	test_terminal_send(terminal, "*");
	test_terminal_expect(terminal, "100 marked");
	leave(&terminal);
}

static void a_question_is_safe_from_the_key_that_asked(void **state)
{
	(void)state;
	static const struct {
		const char *keys, *outcome;
	} cases[] = {
		{ENTER, "It is kept."}, {ESC, "It is kept."}, {"q", "It is kept."}, {"k", "It is kept."},
		{"\t" ENTER, "It is removed."}, {"\033[C" ENTER, "It is removed."}, {"d" ENTER, "It is kept."},
	};
	struct test_terminal *terminal = start(24, 80, NULL);
	test_terminal_expect(terminal, "? Help");
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		test_terminal_send(terminal, "d");
		test_terminal_expect(terminal, "[ Keep ]");
		test_terminal_send(terminal, cases[i].keys);
		test_terminal_expect(terminal, cases[i].outcome);
		test_terminal_send(terminal, DOWN UP);
		test_terminal_expect_gone(terminal, cases[i].outcome);
	}
	test_terminal_send(terminal, "\033[19~"); /* F8: then the letter d is another key */
	test_terminal_expect(terminal, "[ Keep ]");
	test_terminal_send(terminal, "d");
	test_terminal_expect(terminal, "It is removed.");
	leave(&terminal);
}

static void a_form_is_typed_checked_and_saved(void **state)
{
	(void)state;
	struct test_terminal *terminal = start(24, 80, NULL);
	test_terminal_expect(terminal, "? Help");
	test_terminal_send(terminal, ENTER);
	test_terminal_expect(terminal, "What people call it.");
	test_terminal_send(terminal, "\001\013");
	test_terminal_expect(terminal, "! a name is needed");
	test_terminal_send(terminal, "Åsa q?:" UP);
	test_terminal_expect(terminal, "Åsa q?:");
	test_terminal_send(terminal, "\t" "b");
	test_terminal_expect(terminal, "Kinds");
	test_terminal_expect(terminal, "Borrowed");
	test_terminal_send(terminal, "ui");
	test_terminal_expect_gone(terminal, "Borrowed");
	test_terminal_send(terminal, ENTER);
	test_terminal_expect_gone(terminal, "Kinds");
	test_terminal_expect(terminal, "Built");
	test_terminal_send(terminal, "\t2026-02-30");
	test_terminal_expect(terminal, "! ");
	test_terminal_send(terminal, "\027+18m");
	test_terminal_expect(terminal, "= 2028-05-22");
	test_terminal_send(terminal, "\023");
	test_terminal_expect(terminal, "Saved as Åsa q?:.");
	leave(&terminal);
}

static void unsaved_changes_are_asked_about(void **state)
{
	(void)state;
	struct test_terminal *terminal = start(24, 80, NULL);
	test_terminal_expect(terminal, "? Help");
	test_terminal_send(terminal, "e");
	test_terminal_expect(terminal, "What people call it.");
	test_terminal_send(terminal, "x" ESC);
	test_terminal_expect(terminal, "[ Keep editing ]");
	test_terminal_send(terminal, ENTER);
	test_terminal_expect_gone(terminal, "Keep editing");
	test_terminal_send(terminal, "\003");
	test_terminal_expect(terminal, "[ Stay ]");
	test_terminal_send(terminal, ESC);
	test_terminal_expect_gone(terminal, "[ Stay ]");
	test_terminal_send(terminal, ESC);
	test_terminal_expect(terminal, "[ Keep editing ]");
	test_terminal_send(terminal, "d");
	test_terminal_expect(terminal, "Enter Open");
	leave(&terminal);
}

static void the_palette_finds_and_does(void **state)
{
	(void)state;
	struct test_terminal *terminal = start(24, 80, NULL);
	test_terminal_expect(terminal, "? Help");
	test_terminal_send(terminal, ":");
	test_terminal_expect(terminal, "What it does");
	test_terminal_send(terminal, "remove reco");
	test_terminal_expect_gone(terminal, "Quit");
	test_terminal_send(terminal, ENTER);
	test_terminal_expect(terminal, "[ Keep ]");
	test_terminal_send(terminal, ESC ":");
	test_terminal_expect(terminal, "What it does");
	test_terminal_send(terminal, "leaves the program, from" ENTER);
	assert_int_equal(test_terminal_wait(terminal), 0);
	test_terminal_end(&terminal);
}

static void help_says_what_the_keys_do_here(void **state)
{
	(void)state;
	struct test_terminal *terminal = start(24, 80, NULL);
	test_terminal_expect(terminal, "? Help");
	test_terminal_send(terminal, "?");
	test_terminal_expect(terminal, "A list to try.");
	test_terminal_expect(terminal, "/  F3");
	test_terminal_send(terminal, "\033[F");
	test_terminal_expect(terminal, "Quit. Leaves the program");
	test_terminal_send(terminal, "q");
	test_terminal_expect(terminal, "SYS1");
	test_terminal_send(terminal, "\033[11~"); /* F1, as PuTTY sends it */
	test_terminal_expect(terminal, "A list to try.");
	leave(&terminal);
}

static void a_note_is_written_over_several_lines(void **state)
{
	(void)state;
	struct test_terminal *terminal = start(24, 80, NULL);
	int row, column, cursor_row, cursor_column;
	test_terminal_expect(terminal, "? Help");
	test_terminal_send(terminal, "e");
	test_terminal_expect(terminal, "What people call it.");
	test_terminal_send(terminal, "\t\t\t\t\r");
	test_terminal_expect(terminal, "Ctrl-S Done");
	test_terminal_send(terminal, "first line\rsecond\r\rfour" "\033[A\033[A\033[F!" "\033[A\033[HThe ");
	test_terminal_expect(terminal, "The first line");
	test_terminal_expect(terminal, "second!");
	test_terminal_settle(terminal, 50);
	test_terminal_cursor(terminal, &cursor_row, &cursor_column);
	assert_true(test_terminal_find(terminal, "first line", &row, &column));
	assert_int_equal(cursor_row, row);
	assert_int_equal(cursor_column, column);
	test_terminal_send(terminal, ESC);
	test_terminal_expect(terminal, "[ Keep writing ]");
	test_terminal_send(terminal, ESC);
	test_terminal_expect_gone(terminal, "[ Keep writing ]");
	test_terminal_send(terminal, "\023");
	test_terminal_expect_gone(terminal, "second");
	test_terminal_expect(terminal, "The first line…");
	test_terminal_send(terminal, "\023");
	test_terminal_expect(terminal, "Saved as");
	leave(&terminal);
}

static void the_mouse_is_off_until_it_is_asked_for(void **state)
{
	(void)state;
	struct test_terminal *terminal = start(24, 80, NULL);
	size_t size;
	test_terminal_expect(terminal, "? Help");
	const char *received = test_terminal_received(terminal, &size);
	assert_null(memmem(received, size, "\033[?100", 6));
	test_terminal_send(terminal, "\024");
	test_terminal_expect(terminal, "The mouse is on");
	test_terminal_send(terminal, "\033[<0;10;7M\033[<0;10;7m");
	test_terminal_expect(terminal, "▸ 👩");
	test_terminal_send(terminal, "\033[<65;10;7M");
	test_terminal_expect(terminal, "▸ a\\x09");
	test_terminal_send(terminal, "\033[<0;10;10M\033[<0;10;10m");
	test_terminal_expect(terminal, "What people call it.");
	test_terminal_send(terminal, "\024");
	test_terminal_expect(terminal, "The mouse is off");
	leave(&terminal);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(a_list_is_shown_with_its_place_and_hints),
	cmocka_unit_test(odd_names_neither_steer_nor_shift),
	cmocka_unit_test(a_move_sends_less_than_90_bytes_and_waiting_none),
	cmocka_unit_test(the_cursor_stands_on_the_focus),
	cmocka_unit_test(a_million_rows_scroll_like_a_hundred),
	cmocka_unit_test(a_filter_is_seen_and_esc_ends_it_before_leaving),
	cmocka_unit_test(marks_and_order_follow_the_rows),
	cmocka_unit_test(a_question_is_safe_from_the_key_that_asked),
	cmocka_unit_test(a_form_is_typed_checked_and_saved),
	cmocka_unit_test(unsaved_changes_are_asked_about),
	cmocka_unit_test(the_palette_finds_and_does),
	cmocka_unit_test(a_note_is_written_over_several_lines),
	cmocka_unit_test(the_mouse_is_off_until_it_is_asked_for),
	cmocka_unit_test(help_says_what_the_keys_do_here),
};

int main(void)
{
	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
