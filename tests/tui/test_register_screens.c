/* What the screens do: filters, columns, what others change meanwhile, windows of any size. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "base/memory.h"
#include "model/schema.h"
#include "support/register_screens.h"
#include "support/store.h"
#include "tui/tui.h"

/* ---- lists ---- */

static void a_filter_narrows_letter_by_letter(void **state)
{
	static const struct {
		const char *typed;
		const char *there[2], *gone;
	} steps[] = {
		{"/", {"Arkivet", "Hemtj"}, "nothing of this"},
		{"f", {"E-tj\xc3\xa4nst", NULL}, "Arkivet"},
		{"\xc3\xb6r", {"E-tj\xc3\xa4nst", NULL}, "Hemtj"},
		{"\x15s\xc3\xb6kst", {"E-tj\xc3\xa4nst", NULL}, "Utredning"}, /* by another name */
	};
	struct test_terminal *terminal = look_as("admin", 24, 80);
	(void)state;
	keys(terminal, "gs");
	for (size_t i = 0; i < COUNT_OF(steps); i++) {
		keys(terminal, steps[i].typed);
		for (size_t j = 0; j < 2 && steps[i].there[j] != NULL; j++)
			test_terminal_expect(terminal, steps[i].there[j]);
		test_terminal_expect_gone(terminal, steps[i].gone);
	}
	keys(terminal, ESC);
	test_terminal_expect(terminal, "Arkivet");
	leave(&terminal);
}

static void a_finding_is_found_by_what_stands_in_its_row(void **state)
{
	static const char *const typed[] = {"without an owner", "OWN-01", "hemtj", "komponent", "postgresql"};
	static const size_t found[] = {5, 5, 2, 0, 1};
	struct test_terminal *terminal = look_as("admin", 24, 80);
	(void)state;
	keys(terminal, "gf");
	for (size_t i = 0; i < COUNT_OF(typed); i++) {
		char count[8];
		keys(terminal, "/\x15\x01\x0b");
		keys(terminal, typed[i]);
		keys(terminal, ENTER);
		snprintf(count, sizeof count, " %zu", found[i]);
		const char *line = test_terminal_row(terminal, 1);
		if (strcmp(line + strlen(line) - strlen(count), count) != 0)
			fail_msg("«%s» finds another number than %zu:\n%s", typed[i], found[i], test_terminal_text(terminal));
	}
	leave(&terminal);
}

static void a_slash_finds_where_there_is_nothing_to_narrow(void **state)
{
	static const char *const places[] = {"", "gs" ENTER, "gl", "gf" ENTER};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(places); i++) {
		struct test_terminal *terminal = look_as("admin", 24, 80);
		keys(terminal, places[i]);
		keys(terminal, "/");
		keys(terminal, "l\xc3\xb6ne");
		test_terminal_expect(terminal, "\xe2\x96\xb8 L\xc3\xb6nesystem");
		keys(terminal, ENTER);
		test_terminal_expect(terminal, "Replacement value");
		leave(&terminal);
	}
}

static void a_condition_is_shown_and_its_faults_are_placed(void **state)
{
	struct test_terminal *terminal = look_as("admin", 24, 80);
	(void)state;
	keys(terminal, "gs");
	keys(terminal, "f");
	keys(terminal, "criticality >= nonsense" ENTER);
	test_terminal_expect(terminal, "column 16");
	keys(terminal, "\x15" "criticality >= 4" ENTER);
	test_terminal_expect(terminal, "where criticality >= 4");
	test_terminal_expect_gone(terminal, "Arkivet");
	keys(terminal, ESC);
	test_terminal_expect(terminal, "Arkivet");
	leave(&terminal);
}

static void chosen_columns_are_remembered_until_the_usual_ones_are_asked_for(void **state)
{
	struct test_terminal *terminal = look_as("admin", 24, 120);
	(void)state;
	keys(terminal, "gs");
	test_terminal_expect(terminal, "Phase");
	keys(terminal, "c");
	keys(terminal, DOWN DOWN " " ENTER);
	test_terminal_expect_gone(terminal, "Phase");
	leave(&terminal);

	terminal = look_as("jonas.ekman", 24, 120); /* they are one person's own */
	keys(terminal, "gs");
	test_terminal_expect(terminal, "Phase");
	leave(&terminal);

	terminal = look_as("admin", 24, 120);
	keys(terminal, "gs");
	test_terminal_expect(terminal, "Decide by");
	assert_false(test_terminal_shows(terminal, "Phase"));
	keys(terminal, "c");
	keys(terminal, "        " ENTER); /* none of the eight is left */
	test_terminal_expect(terminal, "Phase");
	leave(&terminal);
	assert_int_equal(files_kept(), 0);
}

/* So many that they are sorted while the first ones are seen already; the first one stored comes last. */
static void a_list_begins_at_its_top_however_long_it_takes_to_sort(void **state)
{
	const struct store_options options = {.map_size = (size_t)1 << 30};
	struct test_store test = {.store = store_open(small.directory, &options, NULL)};
	struct changes *changes = test_changes(&test);
	(void)state;
	for (int i = 19000; i > 0; i--) {
		char fields[40];
		snprintf(fields, sizeof fields, "name=A %05d|country=SE", i);
		test_put_in(changes, E_supplier, 0, fields);
	}
	test_commit(&changes);
	store_close(&test.store);
	struct test_terminal *terminal = look_as("admin", 24, 80);
	keys(terminal, "gg");
	keys(terminal, "supplier" ENTER);
	test_terminal_expect(terminal, "of 19001");
	test_terminal_expect(terminal, "\xe2\x96\xb8 A 00001");
	test_terminal_settle(terminal, 200);
	test_terminal_expect(terminal, "\xe2\x96\xb8 A 00001");
	keys(terminal, "\033[F");
	test_terminal_expect(terminal, "\xe2\x96\xb8 Linden");
	leave(&terminal);
}

/* ---- others ---- */

static void what_others_change_is_seen_without_losing_the_place(void **state)
{
	struct test_terminal *terminal = look_as("admin", 24, 80);
	(void)state;
	keys(terminal, "gs");
	keys(terminal, DOWN DOWN DOWN);
	test_terminal_expect(terminal, "\xe2\x96\xb8 L\xc3\xb6nesystem");
	small_register_change(&small, E_system, 4, "name=AAA Arkivet");
	test_terminal_expect(terminal, "AAA Arkivet");
	test_terminal_expect(terminal, "\xe2\x96\xb8 L\xc3\xb6nesystem");
	small_register_change(&small, E_system, 4, "name=Arkivet");
	leave(&terminal);
}

/* What others ask stands on the desk at once, the most urgent first, each row leading to it, until it is done. */
static void what_is_asked_stands_on_the_desk(void **state)
{
	struct test_terminal *terminal = look_as("jonas.ekman", 24, 80);
	(void)state;
	test_terminal_expect_gone(terminal, "Asked of you");
	small_register_change(&small, E_activity, 1, "title=Fr\xc3\xa5ga om export|responsible=PRS-0002|due=2099-01-01");
	small_register_change(&small, E_activity, 2, "title=Prova planen|responsible=PRS-0002|about=SYS-0004|due=2026-11-20");
	test_terminal_expect(terminal, "Asked of you 2");
	test_terminal_expect(terminal, "by 2099-01-01");
	test_terminal_expect(terminal, "! Prova planen");
	small_register_change(&small, E_activity, 2, "done=2026-11-22");
	test_terminal_expect(terminal, "Asked of you 1");
	test_terminal_expect_gone(terminal, "Prova planen");
	small_register_change(&small, E_activity, 1, "state=cancelled");
	test_terminal_expect_gone(terminal, "Asked of you");
	leave(&terminal);
}

/* Who looks after the portfolio is asked to receive what was raised: one row that leads to the list of them. */
static void proposals_to_receive_are_a_row_of_the_desk(void **state)
{
	(void)state;
	small_register_change(&small, E_person, 2, "access=reader;steward;portfolio_manager");
	small_register_change(&small, E_opportunity, 90, "title=Ett behov|stage=raised|answer_due=2026-12-04");
	small_register_change(&small, E_opportunity, 91, "title=Ett till|stage=raised");
	small_register_change(&small, E_opportunity, 92, "title=Mottaget|stage=raised|received=2026-11-20");
	struct test_terminal *terminal = look_as("jonas.ekman", 40, 120);
	test_terminal_expect(terminal, "proposals to receive");
	test_terminal_expect(terminal, "by 2026-12-04");
	for (size_t row = 0; row < 40 && strstr(test_terminal_text(terminal), "\xe2\x96\xb8 \xc2\xb7 2 prop") == NULL; row++)
		keys(terminal, DOWN);
	keys(terminal, ENTER);
	test_terminal_expect(terminal, "Ett till");
	test_terminal_expect(terminal, "Ett behov");
	test_terminal_expect_gone(terminal, "Mottaget");
	leave(&terminal);
	small_register_change(&small, E_person, 2, "access=reader;steward");
	for (unsigned id = 90; id <= 92; id++)
		small_register_change(&small, E_opportunity, id, "stage=rejected");
}

static void waiting_sends_nothing_and_a_move_little(void **state)
{
	static const struct {
		const char *keys, *shown;
		int rows, columns;
	} places[] = {{"", "Put right", 24, 80}, {"gs", "/ Filter", 24, 80}, {"gs", "/ Filter", 60, 200},
		{"gf", "System without an owner", 24, 80}, {"gs" ENTER, "Where it stands", 24, 80}};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(places); i++) {
		struct test_terminal *terminal = look_as("admin", places[i].rows, places[i].columns);
		size_t most = 0;
		keys(terminal, places[i].keys);
		test_terminal_expect(terminal, places[i].shown);
		test_terminal_expect_gone(terminal, "Change log");
		test_terminal_settle(terminal, TEST_QUIET);
		test_terminal_bytes(terminal);
		for (int move = 0; move < 6; move++) {
			keys(terminal, move < 3 ? DOWN : UP);
			size_t bytes = test_terminal_bytes(terminal);
			most = bytes > most ? bytes : most;
		}
		if (most >= 90)
			fail_msg("%zu bytes for a move after «%s» at %d columns", most, places[i].keys, places[i].columns);
		test_terminal_settle(terminal, TEST_QUIET);
		test_terminal_bytes(terminal);
		test_terminal_settle(terminal, 2600); /* past a look for changes */
		assert_int_equal(test_terminal_bytes(terminal), 0);
		leave(&terminal);
	}
}

/* ---- windows and terminals ---- */

static void every_screen_bears_any_size(void **state)
{
	static const char *const ways[] = {"", "gs", "gs" ENTER, "gf", "gf" ENTER, "gl", "gg", "gsn", "gr", "gs?", "gs:",
		"gsc"};
	static const int sizes[][2] = {{1, 1}, {3, 200}, {200, 3}, {12, 40}, {13, 41}, {300, 100}, {24, 80}, {2, 2},
		{40, 120}};
	(void)state;
	for (size_t way = 0; way < COUNT_OF(ways); way++) {
		struct test_terminal *terminal = look_as("anna.berg", 24, 80);
		keys(terminal, ways[way]);
		for (size_t i = 0; i < COUNT_OF(sizes); i++)
			test_terminal_resize(terminal, sizes[i][0], sizes[i][1]);
		test_terminal_resize(terminal, 24, 80);
		test_terminal_expect(terminal, "Help");
		leave(&terminal);
	}
}

static void a_terminal_that_nobody_knows_is_bearable(void **state)
{
	(void)state;
	struct test_terminal *terminal = small_register_look(&(struct looking){
		.small = &small, .login = "admin", .language = "en", .rows = 24, .columns = 80, .type = "nonsense"});
	test_terminal_expect(terminal, "it is taken for");
	leave(&terminal);
}

static void without_a_terminal_it_says_so(void **state)
{
	struct session session = {0};
	struct error error = {0};
	int saved = dup(STDOUT_FILENO), pipes[2];
	(void)state;
	assert_int_equal(pipe(pipes), 0);
	dup2(pipes[1], STDOUT_FILENO);
	bool shown = tui_run(&session, &(struct tui_options){.language_set = true}, &error);
	dup2(saved, STDOUT_FILENO);
	close(saved);
	close(pipes[0]);
	close(pipes[1]);
	assert_false(shown);
	assert_non_null(strstr(error.text, "needs a terminal"));
	assert_int_equal(error_exit_status(&error), 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_filter_narrows_letter_by_letter),
		cmocka_unit_test(a_finding_is_found_by_what_stands_in_its_row),
		cmocka_unit_test(a_slash_finds_where_there_is_nothing_to_narrow),
		cmocka_unit_test(a_condition_is_shown_and_its_faults_are_placed),
		cmocka_unit_test(chosen_columns_are_remembered_until_the_usual_ones_are_asked_for),
		cmocka_unit_test(what_others_change_is_seen_without_losing_the_place),
		cmocka_unit_test(what_is_asked_stands_on_the_desk),
		cmocka_unit_test(proposals_to_receive_are_a_row_of_the_desk),
		cmocka_unit_test(waiting_sends_nothing_and_a_move_little),
		cmocka_unit_test(every_screen_bears_any_size),
		cmocka_unit_test(a_terminal_that_nobody_knows_is_bearable),
		cmocka_unit_test(without_a_terminal_it_says_so),
		cmocka_unit_test(a_list_begins_at_its_top_however_long_it_takes_to_sort),
	};
	return cmocka_run_group_tests(tests, register_screens_setup, register_screens_teardown);
}
