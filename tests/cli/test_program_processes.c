/* Several processes on one register: 32 writers at once, readers that are stopped or killed, and directories that do
 * not allow what is asked. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/memory.h"
#include "conf/conf.h"
#include "support/contents.h"
#include "support/running.h"
#include "support/scratch.h"
#include "support/store.h"

#define WRITERS 32
#define CHANGES_EACH 4
#define CHANGES 150

static char *scratch, store[300], words[20000];

#define RUN(...) running_run((const char *const[]){"--store", store, __VA_ARGS__, NULL}, words, sizeof words)

static void expect(int status, int wanted)
{
	if (status != wanted)
		fail_msg("%d: %s", status, words);
}

static int setup(void **state)
{
	(void)state;
	scratch = scratch_new();
	snprintf(store, sizeof store, "%s/store", scratch);
	expect(RUN("init", "--name", "Anna Berg"), 0);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	scratch_free(&scratch);
	return 0;
}

/* ---- writers ---- */

/* Each adds some and then changes the last of them; all that it was told is there. */
static int write_some(int writer)
{
	char name[40], code[20];
	for (int i = 0; i < CHANGES_EACH; i++) {
		snprintf(name, sizeof name, "name=Writer %d.%d", writer, i);
		if (RUN("add", "supplier", name) != 0)
			return 1;
	}
	snprintf(code, sizeof code, "%.*s", (int)strcspn(words, "\n"), words);
	return RUN("set", code, "country=SE") == 0 ? 0 : 2;
}

static void finish(pid_t child)
{
	int status = -1;
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

static void thirty_two_writers_at_once(void **state)
{
	pid_t children[WRITERS];
	char name[40];
	(void)state;
	for (int i = 0; i < WRITERS; i++) {
		children[i] = fork();
		if (children[i] == 0) {
			int failed = write_some(i);
			if (failed)
				fprintf(stderr, "%d: %s\n", i, words);
			_exit(failed);
		}
	}
	for (int i = 0; i < WRITERS; i++)
		finish(children[i]);
	struct contents contents = contents_read(store, "32 writers");
	assert_int_equal(contents.records[E_supplier], WRITERS * CHANGES_EACH);
	assert_int_equal(contents.sequence, 1 + WRITERS * (CHANGES_EACH + 1));
	expect(RUN("list", "supplier", "--columns", "name", "--format", "csv"), 0);
	for (int i = 0; i < WRITERS * CHANGES_EACH; i++) {
		snprintf(name, sizeof name, "Writer %d.%d\n", i / CHANGES_EACH, i % CHANGES_EACH);
		assert_non_null(strstr(words, name));
	}
	expect(RUN("list", "supplier", "--where", "country = \"SE\"", "--columns", "name", "--format", "csv"), 0);
	for (int i = 0; i < WRITERS; i++) {
		snprintf(name, sizeof name, "Writer %d.%d\n", i, CHANGES_EACH - 1);
		assert_non_null(strstr(words, name));
	}
}

/* ---- readers ---- */

static const struct store_options small = {.map_size = (size_t)1 << 30};

/* A reader that has begun to look and is stopped there, as a suspended terminal would. */
static pid_t start_stopped_reader(void)
{
	pid_t child = fork();
	int status;
	if (child == 0) {
		struct store *open = store_open(store, &small, NULL);
		struct view *view = open == NULL ? NULL : view_open(open, NULL);
		if (view != NULL)
			raise(SIGSTOP);
		_exit(1);
	}
	assert_int_equal(waitpid(child, &status, WUNTRACED), child);
	assert_true(WIFSTOPPED(status));
	return child;
}

static uint64_t used(void)
{
	struct store_figures figures;
	struct error error = {0};
	struct store *open = store_open(store, &small, &error);
	if (open == NULL || !store_figures(open, &figures, &error))
		fail_msg("%s", error.text);
	store_close(&open);
	return figures.used;
}

/* The same record again and again: what it needs for good is history, and a row of the index and of the change log. */
static uint64_t growth_of_changes(void)
{
	uint64_t before = used();
	struct error error = {0};
	const struct session_options options = {.directory = store, .login = "root", .today = day_from_civil(2026, 11, 22)};
	struct test_store test = {.directory = store};
	struct conf *conf = conf_new();
	if (!session_open(&test.session, &options, conf, &error))
		fail_msg("%s", error.text);
	test.store = test.session.store;
	for (int i = 0; i < CHANGES; i++) {
		char fields[60];
		snprintf(fields, sizeof fields, "name=Changed %d", i);
		test_put(&test, E_person, 1, fields);
	}
	session_close(&test.session);
	conf_free(&conf);
	return used() - before;
}

static void a_stopped_reader_is_named_and_lets_the_store_grow_until_it_dies(void **state)
{
	char name[40];
	int status;
	(void)state;
	uint64_t usual = growth_of_changes();
	pid_t reader = start_stopped_reader();
	uint64_t pinned = growth_of_changes();
	snprintf(name, sizeof name, "process %ld", (long)reader);
	expect(RUN("stat"), 0);
	assert_non_null(strstr(words, name));
	snprintf(words, sizeof words, "%s/limits.conf", scratch);
	FILE *file = fopen(words, "w");
	fprintf(file, "limits = { oldest_reader = 100; disk_free = 0; };\n");
	fclose(file);
	char *limits = memory_copy_text(words);
	expect(RUN("--config", limits, "doctor"), 1);
	assert_non_null(strstr(words, name));
	free(limits);
	/* What each change frees cannot be used again: a bounded number of pages a change, and no more. */
	assert_in_range(pinned, usual + 1, usual + CHANGES * 40 * 4096ull);

	kill(reader, SIGKILL);
	assert_int_equal(waitpid(reader, &status, 0), reader);
	expect(RUN("stat"), 0);
	assert_null(strstr(words, name));
	assert_in_range(growth_of_changes(), 0, pinned / 2);
	expect(RUN("verify"), 0);
}

/* ---- directories ---- */

static void expect_refused(int status, const char *reason)
{
	expect(status, 2);
	if (strstr(words, store) == NULL || strstr(words, reason) == NULL)
		fail_msg("%s", words);
}

static void a_read_only_file_system(void **state)
{
	(void)state;
	if (mount("none", store, "tmpfs", 0, "size=8m") != 0) {
		print_message("skipped: mounting needs root\n");
		skip();
	}
	expect(RUN("init"), 0);
	expect(RUN("add", "unit", "name=A"), 0);
	assert_int_equal(mount("none", store, "tmpfs", MS_REMOUNT | MS_RDONLY, "size=8m"), 0);
	expect_refused(RUN("add", "unit", "name=B"), "read-only");
	expect_refused(RUN("audit"), "read-only");
	expect_refused(RUN("backup"), "ead-only");
	expect_refused(RUN("undo"), "read-only");
	expect(RUN("list", "unit"), 0);
	expect(RUN("list", "unit", "--as-of", "#2"), 0);
	expect(RUN("export", "unit"), 0);
	assert_int_equal(mount("none", store, "tmpfs", MS_REMOUNT, "size=8m"), 0);
	expect(RUN("verify"), 0);
	assert_int_equal(umount(store), 0);
}

/* Looking back writes into a file of its own, without a name, where TMPDIR says. */
static void looking_back_without_room(void **state)
{
	static const int pages[] = {0, 1, 2, 17, 18, 19, 20, 21, 22};
	char place[400], path[420], size[40], filling[4096] = "";
	(void)state;
	for (int i = 0; i < 40; i++)
		expect(RUN("set", "PRS-0001", i % 2 ? "title=Chef" : "title=Handläggare"), 0);
	snprintf(place, sizeof place, "%s/temporary", scratch);
	snprintf(path, sizeof path, "%s/filling", place);
	assert_int_equal(mkdir(place, 0700), 0);
	setenv("TMPDIR", place, 1);
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
		snprintf(size, sizeof size, "size=%d", (pages[i] + 1) * 4096);
		if (mount("none", place, "tmpfs", 0, size) != 0) {
			print_message("skipped: mounting needs root\n");
			unsetenv("TMPDIR");
			skip();
		}
		FILE *file = fopen(path, "w");
		assert_int_equal(fwrite(filling, sizeof filling, 1, file), 1);
		fclose(file);
		int status = RUN("list", "person", "--as-of", "#10");
		if (status != 0)
			expect(status, 2);
		assert_true(status == 0 || (strstr(words, place) != NULL && strstr(words, "TMPDIR") != NULL));
		assert_int_equal(unlink(path), 0);
		assert_int_equal(umount2(place, 0), 0);
	}
	assert_int_equal(rmdir(place), 0); /* and where there is none, another place does as well */
	expect(RUN("list", "person", "--as-of", "#10"), 0);
	unsetenv("TMPDIR");
}

static void a_directory_that_is_gone_or_something_else(void **state)
{
	char aside[400];
	(void)state;
	snprintf(aside, sizeof aside, "%s-aside", store);
	assert_int_equal(rename(store, aside), 0);
	expect_refused(RUN("add", "unit", "name=B"), "forvalta init");
	expect_refused(RUN("verify"), "forvalta init");
	assert_int_equal(symlink("nowhere", store), 0);
	expect_refused(RUN("add", "unit", "name=B"), "forvalta init");
	unlink(store);
	fclose(fopen(store, "w"));
	expect_refused(RUN("add", "unit", "name=B"), "is no directory");
	unlink(store);
	assert_int_equal(rename(aside, store), 0);
	expect(RUN("verify"), 0);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(thirty_two_writers_at_once),
		CASE(a_stopped_reader_is_named_and_lets_the_store_grow_until_it_dies),
		CASE(a_read_only_file_system),
		CASE(looking_back_without_room),
		CASE(a_directory_that_is_gone_or_something_else),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
