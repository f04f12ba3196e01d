/* Long work: it says what it is and how far it has come, is stopped by Esc with nothing half done, and bears whatever
 * happens meanwhile. It is as long as a test wants: held at a gate, in the middle of what it reads or writes, while the
 * file of the gate is there. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "model/schema.h"
#include "store/store.h"
#include "support/contents.h"
#include "support/register_screens.h"

#define PATIENCE 1500 /* times TEST_QUIET: a minute */
#define UNDER_WAY "Working out"
#define CTRL_C "\003"
#define COMES "What comes up in the next 5 years"
#define PAGE_DOWN "\033[6~"

/* ---- the gate ---- */

static char gate[300], begun[300];
static bool within_walks; /* held only where something is gone through */
static bool (*watched)(void *context);
static struct store *watched_store;

static bool is_held(void)
{
	return access(gate, F_OK) == 0 && (!within_walks || store_walk(watched_store).of > 0);
}

static bool held(void *context)
{
	bool on = watched(context);
	for (; on && is_held(); on = watched(context))
		poll(NULL, 0, 1);
	return on;
}

void __real_store_watch(struct store *store, bool (*watcher)(void *context), void *context);
void __wrap_store_watch(struct store *store, bool (*watcher)(void *context), void *context);

/* The linker puts it in the place of store_watch; every beginning leaves a byte. */
void __wrap_store_watch(struct store *store, bool (*watcher)(void *context), void *context)
{
	FILE *file = watcher != NULL ? fopen(begun, "a") : NULL;
	if (file != NULL) {
		fputc('.', file);
		fclose(file);
	}
	watched = watcher;
	watched_store = store;
	__real_store_watch(store, watcher != NULL ? held : NULL, context);
}

static void close_gate(void)
{
	FILE *file = fopen(gate, "w");
	assert_non_null(file);
	fclose(file);
}

static void open_gate(void)
{
	assert_int_equal(unlink(gate), 0);
}

static long times_begun(void)
{
	FILE *file = fopen(begun, "r");
	long size = 0;
	if (file == NULL)
		return 0;
	fseek(file, 0, SEEK_END);
	size = ftell(file);
	fclose(file);
	return size;
}

static int setup(void **state)
{
	register_screens_setup(state);
	snprintf(gate, sizeof gate, "%s/gate", small.state);
	snprintf(begun, sizeof begun, "%s/begun", small.state);
	return 0;
}

/* ---- what is seen ---- */

struct picture {
	char text[20000];
};

/* All but the row of messages and the hints. */
static struct picture picture(struct test_terminal *terminal)
{
	struct picture taken = {{0}};
	for (int row = 0; row < 22; row++) {
		strncat(taken.text, test_terminal_row(terminal, row), sizeof taken.text - strlen(taken.text) - 2);
		strcat(taken.text, "\n");
	}
	return taken;
}

/* A report of the whole register is chosen, and held. */
static void begin_report(struct test_terminal *terminal, const char *name)
{
	keys(terminal, "R");
	test_terminal_expect(terminal, "What it tells");
	keys(terminal, name);
	close_gate();
	test_terminal_send(terminal, ENTER);
	test_terminal_expect(terminal, UNDER_WAY);
	test_terminal_expect(terminal, "Esc Stop");
}

static void expect_at_row(struct test_terminal *terminal, const char *text, int wanted)
{
	int row = -1, column;
	for (int i = 0; i < PATIENCE && row != wanted; i++) {
		test_terminal_settle(terminal, TEST_QUIET);
		if (!test_terminal_find(terminal, text, &row, &column))
			row = -1;
	}
	assert_int_equal(row, wanted);
}

/* ---- stopping ---- */

static void what_is_stopped_leaves_the_screen_as_it_was(void **state)
{
	static const char *const stops[] = {ESC, CTRL_C, "jj" ESC};
	struct test_terminal *terminal = look_as("admin", 24, 80);
	(void)state;
	keys(terminal, DOWN DOWN);
	struct picture before = picture(terminal);
	for (size_t i = 0; i < COUNT_OF(stops); i++) {
		begin_report(terminal, "coming");
		test_terminal_send(terminal, stops[i]);
		test_terminal_expect(terminal, "Stopped: Coming years. Everything is as it was.");
		assert_false(test_terminal_shows(terminal, UNDER_WAY));
		struct picture after = picture(terminal);
		assert_string_equal(after.text, before.text);
		open_gate();
	}
	keys(terminal, "gc"); /* all keys are as before */
	test_terminal_expect(terminal, "Avtal Utredning barn");
	leave(&terminal);
}

static void what_is_not_stopped_comes(void **state)
{
	struct test_terminal *terminal = look_as("admin", 24, 80);
	(void)state;
	begin_report(terminal, "coming");
	test_terminal_send(terminal, "?"); /* typed ahead: it is the result's */
	open_gate();
	test_terminal_expect(terminal, "A report.");
	test_terminal_expect_gone(terminal, UNDER_WAY);
	keys(terminal, ESC);
	test_terminal_expect(terminal, COMES);
	leave(&terminal);
}

#define MANY 200 /* more than are gone through between two looks */

static void how_far_it_has_come_is_told(void **state)
{
	struct small_row rows[MANY];
	struct small_register many;
	(void)state;
	for (size_t i = 0; i < MANY; i++)
		rows[i] = (struct small_row){E_system, "name=Ett av många|phase=in_use|unit=UNI-0002"};
	small_register_make_with(&many, rows, MANY);
	within_walks = true;
	struct test_terminal *terminal = small_register_look(&(struct looking){
		.small = &many, .login = "admin", .language = "en", .rows = 24, .columns = 80});
	begin_report(terminal, "coming");
	test_terminal_expect(terminal, "Systems ");
	assert_true(test_terminal_shows(terminal, " % · Coming years"));
	test_terminal_send(terminal, ESC);
	test_terminal_expect(terminal, "Stopped");
	open_gate();
	leave(&terminal);
	within_walks = false;
	small_register_remove(&many);
}

/* ---- what happens meanwhile ---- */

static void a_new_size_is_drawn(void **state)
{
	struct test_terminal *terminal = look_as("admin", 24, 80);
	(void)state;
	begin_report(terminal, "coming");
	expect_at_row(terminal, "Esc Stop", 23);
	test_terminal_resize(terminal, 30, 100);
	expect_at_row(terminal, "Esc Stop", 29);
	assert_true(test_terminal_shows(terminal, UNDER_WAY));
	test_terminal_resize(terminal, 12, 40);
	expect_at_row(terminal, "Esc Stop", 11);
	test_terminal_resize(terminal, 5, 20); /* too small to say anything: it goes on */
	test_terminal_expect(terminal, "window is too");
	test_terminal_resize(terminal, 24, 80);
	expect_at_row(terminal, "Esc Stop", 23);
	open_gate();
	test_terminal_expect(terminal, COMES);
	leave(&terminal);
}

/* It ends though the work does not. */
static void a_lost_terminal_ends_it(void **state)
{
	(void)state;
	for (int how = 0; how < 2; how++) {
		struct test_terminal *terminal = look_as("admin", 24, 80);
		begin_report(terminal, "coming");
		if (how == 0)
			test_terminal_hang_up(terminal);
		else
			test_terminal_signal(terminal, SIGTERM);
		assert_int_equal(test_terminal_wait(terminal), 0);
		test_terminal_end(&terminal);
		open_gate();
	}
}

/* It lets go of what it held, and begins anew. */
static void ctrl_z_lets_go_and_begins_anew(void **state)
{
	struct test_terminal *terminal = look_as("admin", 24, 80);
	(void)state;
	begin_report(terminal, "coming");
	long before = times_begun();
	test_terminal_signal(terminal, SIGTSTP);
	for (int i = 0; i < PATIENCE && times_begun() == before; i++)
		test_terminal_settle(terminal, TEST_QUIET);
	assert_int_equal(times_begun(), before + 1);
	open_gate();
	test_terminal_expect(terminal, COMES);
	leave(&terminal);
}

static void what_others_change_meanwhile_is_seen_afterwards(void **state)
{
	struct test_terminal *terminal = look_as("admin", 100, 100);
	(void)state;
	begin_report(terminal, "coming");
	small_register_change(&small, E_contract, 1, "name=Avtal Annat barn");
	open_gate();
	test_terminal_expect(terminal, "Avtal Annat barn");
	small_register_change(&small, E_contract, 1, "name=Avtal Utredning barn");
	test_terminal_expect(terminal, "Avtal Utredning barn");
	leave(&terminal);
}

/* What is made anew while somebody reads keeps nobody from anything, and the place stays. */
static void what_is_made_anew_waits_for_nobody(void **state)
{
	struct test_terminal *terminal = look_as("admin", 16, 80);
	int row, column;
	(void)state;
	keys(terminal, "R");
	keys(terminal, "coming");
	keys(terminal, ENTER);
	for (int i = 0; i < 10 && !test_terminal_shows(terminal, "Avtal Utredning barn"); i++)
		keys(terminal, PAGE_DOWN);
	assert_true(test_terminal_find(terminal, "Avtal Utredning barn", &row, &column));
	long before = times_begun();
	close_gate();
	small_register_change(&small, E_contract, 1, "name=Avtal Annat barn");
	for (int i = 0; i < PATIENCE && times_begun() == before; i++)
		test_terminal_settle(terminal, TEST_QUIET);
	assert_true(times_begun() > before);
	test_terminal_send(terminal, ":");
	test_terminal_expect(terminal, "All actions");
	assert_false(test_terminal_shows(terminal, UNDER_WAY));
	test_terminal_send(terminal, ESC);
	test_terminal_expect(terminal, "Avtal Utredning barn");
	open_gate();
	expect_at_row(terminal, "Avtal Annat barn", row);
	small_register_change(&small, E_contract, 1, "name=Avtal Utredning barn");
	leave(&terminal);
}

/* ---- what would be, and what is written ---- */

static void what_is_tried_and_stopped_leaves_the_form(void **state)
{
	struct test_terminal *terminal = look_as("admin", 24, 80);
	(void)state;
	open_form_of(terminal, "arkivet");
	keys(terminal, " tried");
	close_gate();
	test_terminal_send(terminal, TRY);
	test_terminal_expect(terminal, UNDER_WAY);
	test_terminal_send(terminal, ESC);
	test_terminal_expect(terminal, "Stopped: What if");
	test_terminal_expect(terminal, "Arkivet tried");
	open_gate();
	keys(terminal, TRY);
	test_terminal_expect(terminal, "What is tried");
	keys(terminal, ESC ESC);
	test_terminal_expect(terminal, "Discard the changes");
	keys(terminal, RIGHT ENTER);
	leave(&terminal);
}

static void a_write_that_is_stopped_has_written_nothing(void **state)
{
	struct test_terminal *terminal = look_as("admin", 24, 80);
	(void)state;
	open_form_of(terminal, "arkivet");
	keys(terminal, "2" SAVE);
	test_terminal_expect_gone(terminal, "Other names");
	test_terminal_expect(terminal, "Arkivet2");
	struct contents before = contents_read(small.directory, "before");
	keys(terminal, "u");
	test_terminal_expect(terminal, "Undo your latest change?");
	close_gate();
	test_terminal_send(terminal, RIGHT ENTER);
	test_terminal_expect(terminal, UNDER_WAY);
	test_terminal_send(terminal, ESC);
	test_terminal_expect(terminal, "Stopped: Undo.");
	open_gate();
	struct contents after = contents_read(small.directory, "after");
	assert_true(contents_equal(&before, &after));
	keys(terminal, "u");
	keys(terminal, RIGHT ENTER);
	test_terminal_expect(terminal, "Undone.");
	test_terminal_expect_gone(terminal, "Arkivet2");
	leave(&terminal);
}

static void consequences_are_stopped_too(void **state)
{
	struct test_terminal *terminal = look_as("admin", 24, 80);
	(void)state;
	keys(terminal, "gp");
	keys(terminal, "/anna" ENTER);
	struct picture before = picture(terminal);
	keys(terminal, "H");
	keys(terminal, "jonas");
	close_gate();
	test_terminal_send(terminal, ENTER);
	test_terminal_expect(terminal, UNDER_WAY);
	test_terminal_send(terminal, ESC);
	test_terminal_expect(terminal, "Stopped:");
	struct picture after = picture(terminal);
	assert_string_equal(after.text, before.text);
	open_gate();
	leave(&terminal);
}

/* Neither then nor half of the way: the register as it is. */
static void going_back_in_time_is_stopped_too(void **state)
{
	struct test_terminal *terminal = look_as("admin", 24, 80);
	(void)state;
	keys(terminal, "gt");
	keys(terminal, "#1");
	close_gate();
	test_terminal_send(terminal, ENTER);
	test_terminal_expect(terminal, UNDER_WAY);
	test_terminal_send(terminal, ESC);
	test_terminal_expect(terminal, "Stopped: The register as it was.");
	open_gate();
	keys(terminal, ESC);
	keys(terminal, "gs");
	test_terminal_expect(terminal, "Hemtj");
	assert_false(test_terminal_shows(terminal, "as of"));
	leave(&terminal);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_stopped_leaves_the_screen_as_it_was),
		cmocka_unit_test(what_is_not_stopped_comes),
		cmocka_unit_test(how_far_it_has_come_is_told),
		cmocka_unit_test(a_new_size_is_drawn),
		cmocka_unit_test(a_lost_terminal_ends_it),
		cmocka_unit_test(ctrl_z_lets_go_and_begins_anew),
		cmocka_unit_test(what_others_change_meanwhile_is_seen_afterwards),
		cmocka_unit_test(what_is_made_anew_waits_for_nobody),
		cmocka_unit_test(what_is_tried_and_stopped_leaves_the_form),
		cmocka_unit_test(a_write_that_is_stopped_has_written_nothing),
		cmocka_unit_test(consequences_are_stopped_too),
		cmocka_unit_test(going_back_in_time_is_stopped_too),
	};
	return cmocka_run_group_tests(tests, setup, register_screens_teardown);
}
