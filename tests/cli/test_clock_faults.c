/* A clock that is wrong: a year back, in 1970, far ahead, and right again. No entry is before the one before it, what
 * is counted goes on, and doctor says what the clock has done. The program sees the clock of tests/system/clock.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "store/journal.h"
#include "support/contents.h"
#include "support/running.h"
#include "support/scratch.h"

static char *scratch, store[300], words[20000];

#define RUN(...) running_run((const char *const[]){"--store", store, __VA_ARGS__, NULL}, words, sizeof words)

static void expect(int status, int wanted)
{
	if (status != wanted)
		fail_msg("%d: %s", status, words);
}

static void set_clock(const char *moment)
{
	setenv("FORVALTA_TEST_CLOCK", moment, 1);
}

static int setup(void **state)
{
	(void)state;
	scratch = scratch_new();
	snprintf(store, sizeof store, "%s/store", scratch);
	setenv("LD_PRELOAD", BUILD_DIR "/tests/clock.so", 1);
	setenv("ASAN_OPTIONS", "verify_asan_link_order=0", 1);
	set_clock("1795305600"); /* 2026-11-22 */
	expect(RUN("init", "--name", "Anna Berg"), 0);
	expect(RUN("add", "system", "name=A", "phase=in_use"), 0);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	unsetenv("LD_PRELOAD");
	scratch_free(&scratch);
	return 0;
}

static void expect_no_entry_before_the_one_before(void)
{
	struct error error = {0};
	struct store *open = store_open(store, &(struct store_options){.map_size = (size_t)1 << 30}, &error);
	struct view *view = view_open(open, &error);
	struct journal *journal = journal_new(view);
	struct entry entry;
	moment_t later = INT64_MAX;
	for (bool there = journal_last(journal, &entry); there; there = journal_previous(journal, &entry)) {
		assert_true(entry.moment <= later);
		later = entry.moment;
	}
	journal_free(&journal);
	view_close(&view);
	store_close(&open);
}

static void the_register_goes_on_whatever_the_clock_says(void **state)
{
	static const char *const clocks[] = {"1763769600", "0", "3376684800", "1795305601", "-86400"}; /* 2025, 1970, 2077 */
	char name[40];
	(void)state;
	for (size_t i = 0; i < COUNT_OF(clocks); i++) {
		set_clock(clocks[i]);
		snprintf(name, sizeof name, "name=At %zu", i);
		expect(RUN("set", "SYS-0001", name), 0);
		expect(RUN("add", "unit", name), 0);
		expect(RUN("undo"), 0);
		assert_in_range(RUN("audit"), 0, 1);
		expect(RUN("list", "system", "--as-of", "#2", "--columns", "name", "--format", "csv"), 0);
		assert_non_null(strstr(words, "name\nA\n"));
		expect(RUN("backup"), 0);
		expect(RUN("verify"), 0);
	}
	expect_no_entry_before_the_one_before();
	struct contents contents = contents_read(store, "after all clocks");
	assert_int_equal(contents.records[E_unit], 0);
}

/* The day that is judged may be before that of the last audit: nothing new is made of it. */
static void an_audit_of_an_earlier_day(void **state)
{
	(void)state;
	assert_in_range(RUN("audit", "--format", "csv"), 0, 1);
	char *first = memory_copy_text(words);
	set_clock("1763769600");
	assert_in_range(RUN("--today", "2025-11-22", "audit"), 0, 1);
	set_clock("1795305700");
	assert_in_range(RUN("audit", "--format", "csv"), 0, 1);
	first[strcspn(first, "\n")] = words[strcspn(words, "\n")] = '\0';
	assert_string_equal(words, first);
	free(first);
	expect(RUN("verify"), 0);
}

static size_t count_backups(const char *directory)
{
	DIR *listing = opendir(directory);
	size_t count = 0;
	for (struct dirent *entry; listing != NULL && (entry = readdir(listing)) != NULL;)
		count += strncmp(entry->d_name, "forvalta-", 9) == 0;
	closedir(listing);
	return count;
}

/* The one just made is never the one that goes, even where its name comes first. */
static void backups_of_a_wrong_clock_are_kept_like_others(void **state)
{
	char configuration[300], directory[300], made[300];
	(void)state;
	snprintf(configuration, sizeof configuration, "%s/forvalta.conf", scratch);
	snprintf(directory, sizeof directory, "%s/copies", scratch);
	FILE *file = fopen(configuration, "w");
	fprintf(file, "backup_keep = 2;\nbackup_directory = \"%s\";\n", directory);
	fclose(file);
	static const char *const clocks[] = {"3376684800", "3376684801", "0", "1795305601", "1795305602"};
	for (size_t i = 0; i < COUNT_OF(clocks); i++) {
		set_clock(clocks[i]);
		expect(RUN("--config", configuration, "backup"), 0);
		snprintf(made, sizeof made, "%.*s", (int)strcspn(words, ":"), words);
		assert_int_equal(running_run((const char *const[]){"--store", made, "verify", NULL}, words, sizeof words), 0);
		assert_int_equal(count_backups(directory), i == 0 ? 1 : 2);
	}
}

static void doctor_tells_what_a_clock_that_was_ahead_has_done(void **state)
{
	(void)state;
	assert_in_range(RUN("doctor"), 0, 1);
	assert_null(strstr(words, "clock has not reached"));
	set_clock("3376684800");
	expect(RUN("backup"), 0);
	expect(RUN("add", "unit", "name=Ahead"), 0);
	set_clock("1795305900");
	expect(RUN("doctor"), 1);
	assert_non_null(strstr(words, "the last entry of the change log is of 2077-01-01"));
	char *backup = strstr(words, "last backup");
	assert_non_null(backup);
	assert_non_null(strstr(backup, "2077-01-01"));
	assert_non_null(strstr(backup, "which the clock has not reached; run forvalta backup"));
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(the_register_goes_on_whatever_the_clock_says),
		CASE(an_audit_of_an_earlier_day),
		CASE(backups_of_a_wrong_clock_are_kept_like_others),
		CASE(doctor_tells_what_a_clock_that_was_ahead_has_done),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
