/* What a dead import left is taken back in parts: cut off between two of them, the next who writes goes on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "store/journal.h"
#include "support/store.h"

#define SYSTEMS 9000 /* more than two parts hold */
#define EXIT_BETWEEN 42

static struct test_store test;
static bool dies_between_parts;

/* In the place of the system's: the pause between two parts. */
int nanosleep(const struct timespec *asked, struct timespec *left)
{
	if (dies_between_parts)
		_exit(EXIT_BETWEEN);
	return clock_nanosleep(CLOCK_REALTIME, 0, asked, left);
}

static int setup(void **state)
{
	(void)state;
	test_store_open(&test);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	test_store_close(&test);
	return 0;
}

static void reopen(void)
{
	const struct store_options options = {.map_size = (size_t)1 << 30};
	struct error error = {0};
	test.store = store_open(test.directory, &options, &error);
	assert_string_equal(error.text, "");
	test.session.store = test.store;
}

static void put_systems(struct changes *changes, record_id first, record_id last, bool exist)
{
	char fields[64];
	for (record_id id = first; id <= last; id++) {
		snprintf(fields, sizeof fields, "name=%s %u", exist ? "Imported" : "System", id);
		test_put_in(changes, E_system, exist ? id : 0, fields);
	}
}

/* Half of them changed, and as many new, in an import that is not closed. */
static void import_and_leave(void)
{
	struct entry_facts facts = {.kind = ENTRY_IMPORT, .actor = RECORD_BY_IMPORT, .where = SLICE("import"), .open = true};
	struct error error = {0};
	assert_true(store_import_begin(test.store, &error));
	struct changes *changes = changes_begin(test.store, &facts, &error);
	put_systems(changes, 1, SYSTEMS / 2, true);
	put_systems(changes, SYSTEMS / 2 + 1, SYSTEMS, false);
	assert_true(changes_commit(&changes, NULL, &error));
	store_import_end(test.store);
}

/* A save by somebody whose process ends in the middle of the taking back. */
static void save_and_die(void)
{
	store_close(&test.store);
	pid_t child = fork();
	int status = 0;
	if (child == 0) {
		reopen();
		dies_between_parts = true;
		test_put(&test, E_unit, 0, "name=Never");
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(WIFEXITED(status) ? WEXITSTATUS(status) : -1, EXIT_BETWEEN);
	reopen();
}

static size_t count_entries(uint8_t kind, size_t *open)
{
	struct view *view = view_open(test.store, NULL);
	struct journal *journal = journal_new(view);
	struct entry entry;
	size_t count = 0;
	*open = 0;
	for (bool there = journal_seek(journal, 0, &entry); there; there = journal_next(journal, &entry)) {
		count += entry.kind == kind;
		*open += entry.kind == kind && entry.open;
	}
	journal_free(&journal);
	view_close(&view);
	return count;
}

static void print_fault(void *context, const char *line)
{
	(void)context;
	print_message("%s\n", line);
}

static void assert_as_before(void)
{
	struct view *view = view_open(test.store, NULL);
	struct verify_report report;
	struct record record;
	char name[32];
	assert_int_equal(view_count(view, E_system), SYSTEMS / 2);
	for (record_id id = 1; id <= SYSTEMS / 2; id++) {
		snprintf(name, sizeof name, "System %u", id);
		assert_true(view_record(view, (struct ref){E_system, id}, &record));
		assert_true(slice_equal_text(record_text(&record, F_system_name), name));
		assert_int_equal(record_revision(&record), 3); /* made, imported over, given back: once */
	}
	store_verify(view, print_fault, NULL, NULL, &report);
	assert_int_equal(report.faults, 0);
	view_close(&view);
}

static void test_it_goes_on_where_it_was_cut_off(void **state)
{
	(void)state;
	size_t open;
	struct changes *changes = test_changes(&test);
	put_systems(changes, 1, SYSTEMS / 2, false);
	test_commit(&changes);
	import_and_leave();
	save_and_die();
	assert_int_equal(count_entries(ENTRY_ROLLBACK, &open), 1);
	assert_int_equal(open, 1);
	test_put(&test, E_unit, 0, "name=After");
	assert_true(count_entries(ENTRY_ROLLBACK, &open) > 2);
	assert_int_equal(count_entries(ENTRY_ROLLBACK, &open) - open, 1); /* one closes it */
	assert_as_before();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_it_goes_on_where_it_was_cut_off, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
