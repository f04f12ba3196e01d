/* What people complain of in programs of this kind (doc/terminal.md lists it, with the tests elsewhere), over the
 * screens of the register: colour alone, keys that nobody tells, filters that stick, places and words that are lost. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/text.h"
#include "model/schema.h"
#include "store/journal.h"
#include "support/register_screens.h"
#include "support/store.h"
#include "tui/action.h"

/* Every screen and window: how to get there, keys with nothing drawn between, and words that it shows. */
static const struct {
	const char *keys[3];
	enum { CHOOSING, TYPING, READING } kind; /* while one types, keys are text and help is F1 */
} places[] = {
	{{""}, CHOOSING},
	{{"gs"}, CHOOSING},
	{{"gs", "/hem"}, TYPING},
	{{"gs", "n"}, TYPING},
	{{"gs", "c"}, CHOOSING},
	{{"gs", "f"}, TYPING},
	{{"gs", "d"}, CHOOSING},
	{{"gs", ENTER}, CHOOSING},
	{{"gs", ENTER, "\t"}, CHOOSING},
	{{"gs", ENTER, "R"}, TYPING},
	{{"gf"}, CHOOSING},
	{{"gf", ENTER}, READING},
	{{"gf", ENTER, "a"}, TYPING},
	{{"gl"}, CHOOSING},
	{{"gg"}, TYPING},
	{{"gr"}, TYPING},
	{{"gs", ":"}, TYPING},
	{{"b"}, TYPING},
};

static struct test_terminal *look(const struct looking *how)
{
	struct looking looking = *how;
	looking.small = &small;
	looking.login = looking.login ? looking.login : "admin";
	looking.language = looking.language ? looking.language : "en";
	looking.rows = looking.rows ? looking.rows : 24;
	looking.columns = looking.columns ? looking.columns : 80;
	return small_register_look(&looking);
}

static void go_to(struct test_terminal *terminal, size_t place)
{
	for (size_t i = 0; i < COUNT_OF(places[place].keys) && places[place].keys[i] != NULL; i++)
		keys(terminal, places[place].keys[i]);
}

/* ---- "which key was it?" ---- */

/* After the first of two keys all that can follow is shown, however small the window. */
static void what_can_follow_a_key_is_all_shown(void **state)
{
	static const int sizes[][2] = {{12, 40}, {24, 80}, {50, 200}};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(sizes); i++) {
		struct test_terminal *terminal = look(&(struct looking){0});
		test_terminal_resize(terminal, sizes[i][0], sizes[i][1]);
		keys(terminal, "gs");
		keys(terminal, "g");
		for (enum action_id action = 1; action < ACTION_COUNT; action++) {
			const struct action *row = action_row(action);
			char shown[12];
			snprintf(shown, sizeof shown, "%c %.6s", row->keys[1], row->title);
			if (row->keys[0] == 'g' && row->keys[1] != ' ' && row->contexts == IN_REGISTER)
				test_terminal_expect(terminal, shown);
		}
		test_terminal_end(&terminal);
	}
}

/* ---- colours ---- */

/* The whole picture is the same text, and what is chosen is told by more than a colour. */
static void without_colours_the_same_is_said(void **state)
{
	static const struct looking looks[] = {{.type = "xterm"}, {.type = "xterm-mono"}, {.mono = true}};
	(void)state;
	for (size_t place = 0; place < COUNT_OF(places); place++) {
		struct text coloured = {0};
		struct test_terminal *terminal = look(&(struct looking){0});
		go_to(terminal, place);
		text_append_text(&coloured, test_terminal_text(terminal));
		test_terminal_end(&terminal);
		terminal = look(&looks[place % COUNT_OF(looks)]);
		go_to(terminal, place);
		assert_string_equal(test_terminal_text(terminal), coloured.data);
		test_terminal_end(&terminal);
		text_free(&coloured);
	}
}

/* ---- flicker ---- */

static size_t count_of(const char *bytes, size_t size, const char *piece)
{
	size_t count = 0;
	const char *at = bytes;
	while ((at = memmem(at, size - (size_t)(at - bytes), piece, strlen(piece))) != NULL)
		count++, at++;
	return count;
}

static size_t times_blanked(struct test_terminal *terminal)
{
	size_t size;
	const char *received = test_terminal_received(terminal, &size);
	return count_of(received, size, "\033[2J") + count_of(received, size, "\033[H\033[J");
}

static void nothing_is_blanked_that_is_not_asked_for(void **state)
{
	(void)state;
	struct test_terminal *terminal = look(&(struct looking){0});
	size_t before = times_blanked(terminal);
	static const char *const moves[] = {"gs", DOWN, "\033[6~", ENTER, "\t", "\t", "?", ESC, ":", ESC, "gf", ENTER, "gd"};
	for (size_t i = 0; i < COUNT_OF(moves); i++)
		keys(terminal, moves[i]);
	assert_int_equal(times_blanked(terminal), before);
	keys(terminal, "\014");
	assert_int_equal(times_blanked(terminal), before + 1);
	leave(&terminal);
}

/* ---- filters ---- */

static void a_filter_stays_with_its_list(void **state)
{
	(void)state;
	struct test_terminal *terminal = look(&(struct looking){0});
	keys(terminal, "gs");
	keys(terminal, "/arkiv" ENTER);
	test_terminal_expect(terminal, "/ arkiv");
	test_terminal_expect_gone(terminal, "Hemtj");
	keys(terminal, ENTER); /* into the record and back: the filter still holds, and is shown */
	test_terminal_expect(terminal, "Where it stands");
	keys(terminal, ESC);
	test_terminal_expect(terminal, "/ arkiv");
	keys(terminal, "gc");
	test_terminal_expect(terminal, "Avtal Utredning barn");
	assert_false(test_terminal_shows(terminal, "/ arkiv"));
	keys(terminal, "gs");
	test_terminal_expect(terminal, "Hemtj");
	assert_false(test_terminal_shows(terminal, "/ arkiv"));
	leave(&terminal);
}

/* ---- two sessions ---- */

static void two_sessions_that_choose_columns_lose_nothing(void **state)
{
	(void)state;
	struct test_terminal *one = look(&(struct looking){.columns = 120}), *other = look(&(struct looking){.columns = 120});
	keys(one, "gs");
	keys(other, "gc");
	keys(one, "c");
	keys(one, DOWN DOWN " " ENTER);
	test_terminal_expect_gone(one, "Phase");
	keys(other, "c");
	keys(other, DOWN DOWN " " ENTER);
	test_terminal_expect_gone(other, "Supplier");
	leave(&one);
	leave(&other);
	struct test_terminal *third = look(&(struct looking){.columns = 120});
	keys(third, "gs");
	test_terminal_expect(third, "Decide by");
	assert_false(test_terminal_shows(third, "Phase"));
	keys(third, "gc");
	test_terminal_expect(third, "Avtal Utredning barn");
	assert_false(test_terminal_shows(third, "Supplier"));
	leave(&third);
}

/* ---- live ---- */

/* What others change comes in beside what is being typed, which stands. */
static void what_is_typed_stands_while_others_change_things(void **state)
{
	(void)state;
	struct test_terminal *terminal = look(&(struct looking){0});
	keys(terminal, "gs");
	keys(terminal, "/a");
	small_register_change(&small, E_system, 4, "name=Arkivet ABC");
	test_terminal_expect(terminal, "Arkivet ABC");
	test_terminal_expect(terminal, "/ a");
	keys(terminal, "rki");
	test_terminal_expect(terminal, "/ arki");
	keys(terminal, ENTER "e");
	keys(terminal, "\x15" "Mitt");
	small_register_change(&small, E_system, 4, "name=Arkivet");
	test_terminal_settle(terminal, 2600); /* past a look for changes */
	test_terminal_expect(terminal, "Mitt");
	keys(terminal, " eget");
	test_terminal_expect(terminal, "Mitt eget");
	keys(terminal, ESC);
	keys(terminal, RIGHT ENTER);
	leave(&terminal);
}

/* ---- everywhere: nothing held, the cursor in place, help in sight ---- */

/* Readers of the screen follow it: it stands on the row, the answer or the letter that is next, never in a corner. */
static void expect_cursor_on_focus(struct test_terminal *terminal, size_t place)
{
	int row, column, marker, left = 0;
	test_terminal_cursor(terminal, &row, &column);
	bool marked = test_terminal_find(terminal, "▸", &marker, &left) && row == marker && column == left;
	bool typing = places[place].kind == TYPING && row > 0 && row < 23 && column > 0;
	bool reading = places[place].kind == READING && row == 2 && column == 1; /* its first letter */
	if (!marked && !typing && !reading && !test_terminal_reversed(terminal, row, column))
		fail_msg("the cursor is at %d, %d after «%s»:\n%s", row, column, places[place].keys[0],
			test_terminal_text(terminal));
}

static void expect_help_in_sight(struct test_terminal *terminal, size_t place, const char *word)
{
	char hint[20];
	snprintf(hint, sizeof hint, "%s %s", places[place].kind == TYPING ? "F1" : "?", word);
	test_terminal_resize(terminal, 12, 40);
	test_terminal_settle(terminal, TEST_QUIET);
	if (!strstr(test_terminal_row(terminal, 11), hint))
		fail_msg("no «%s» after «%s»:\n%s", hint, places[place].keys[0], test_terminal_text(terminal));
}

static void every_screen_holds_nothing_and_shows_the_way(void **state)
{
	(void)state;
	for (size_t place = 0; place < COUNT_OF(places); place++) {
		bool swedish = place % 2;
		struct test_terminal *terminal = look(&(struct looking){.language = swedish ? "sv" : "en"});
		go_to(terminal, place);
		small_register_expect_unread(&small, places[place].keys[0]);
		expect_cursor_on_focus(terminal, place);
		expect_help_in_sight(terminal, place, swedish ? "Hjälp" : "Help");
		test_terminal_end(&terminal);
	}
}

/* ---- lines and letters that a terminal cannot show ---- */

static void ascii_is_a_setting(void **state)
{
	char path[300];
	size_t size;
	(void)state;
	snprintf(path, sizeof path, "%s/ascii.conf", small.state);
	FILE *file = fopen(path, "w");
	fputs("ascii = true;\n", file);
	fclose(file);
	struct test_terminal *terminal = look(&(struct looking){.configuration = path, .language = "sv"});
	static const char *const moves[] = {"gs", ENTER, "\t\t", "w", ESC, "gs", "d", ESC, "e", ESC, ":", ESC, "?", ESC, "gf",
		ENTER, "gg", ESC, "gr", "å", ESC};
	for (size_t i = 0; i < COUNT_OF(moves); i++)
		keys(terminal, moves[i]);
	const char *received = test_terminal_received(terminal, &size);
	for (size_t i = 0; i < size; i++)
		assert_in_range((unsigned char)received[i], 1, 0x7f);
	leave(&terminal);
	unlink(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_can_follow_a_key_is_all_shown),
		cmocka_unit_test(without_colours_the_same_is_said),
		cmocka_unit_test(nothing_is_blanked_that_is_not_asked_for),
		cmocka_unit_test(a_filter_stays_with_its_list),
		cmocka_unit_test(what_is_typed_stands_while_others_change_things),
		cmocka_unit_test(every_screen_holds_nothing_and_shows_the_way),
		cmocka_unit_test(ascii_is_a_setting),
		cmocka_unit_test(two_sessions_that_choose_columns_lose_nothing), /* the last: what they chose stays */
	};
	return cmocka_run_group_tests(tests, register_screens_setup, register_screens_teardown);
}
