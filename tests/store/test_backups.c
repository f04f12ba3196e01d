/* Dated backups, and a store put back from one: only what is sound gets a name or a place, and nothing half done is
 * left. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/memory.h"
#include "store/backups.h"
#include "store/dump.h"
#include "support/scratch.h"
#include "support/store.h"

static const struct store_options small = {.map_size = (size_t)1 << 30};
static struct test_store test;
static char *place; /* where backups go */

static int setup(void **state)
{
	(void)state;
	test_store_open(&test);
	test_put(&test, E_unit, 0, "name=A");
	place = scratch_new();
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	test_store_close(&test);
	scratch_free(&place);
	return 0;
}

static bool is_content(void *context, struct store *copy, struct error *error)
{
	(void)copy;
	return context == NULL || error_set(error, ERROR_STORE, "not content");
}

static char *make(moment_t moment)
{
	struct text path = {0};
	struct error error = {0};
	if (!backups_make(test.store, place, moment, is_content, NULL, &path, &error))
		fail_msg("%s", error.text);
	return text_take(&path);
}

static size_t count_all(const char *directory)
{
	DIR *listing = opendir(directory);
	size_t count = 0;
	struct dirent *entry;
	while ((entry = readdir(listing)) != NULL)
		count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
	closedir(listing);
	return count;
}

static uint64_t sequence_in(const char *directory)
{
	struct error error = {0};
	struct store *store = store_open(directory, &(struct store_options){.read_only = true}, &error);
	if (store == NULL)
		fail_msg("%s", error.text);
	struct view *view = view_open(store, &error);
	uint64_t sequence = view_sequence(view);
	view_close(&view);
	store_close(&store);
	return sequence;
}

static void test_a_backup_is_a_store(void **state)
{
	(void)state;
	char *path = make(1795353894 * MICROSECONDS), *again = make(1795353894 * MICROSECONDS);
	const char *name = strrchr(path, '/') + 1;
	assert_string_equal(name, "forvalta-20261122T132454Z");
	assert_string_equal(strrchr(again, '/') + 1, "forvalta-20261122T132454Z-2");
	assert_int_equal(count_all(place), 2);
	assert_int_equal(count_all(path), 1);
	assert_int_equal(sequence_in(path), 1);
	free(again);
	free(path);
}

static void test_what_is_not_sound_gets_no_name(void **state)
{
	(void)state;
	struct text path = {0}, file = {0};
	struct error error = {0};
	assert_false(backups_make(test.store, place, 0, is_content, &test, &path, &error));
	assert_string_equal(error.text, "not content");
	assert_int_equal(count_all(place), 0);
	text_printf(&file, "%s/missing/deeper", place);
	assert_false(backups_make(test.store, file.data, 0, is_content, NULL, &path, &error));
	text_free(&file);
	text_free(&path);
}

/* What a copy that was killed has left does not hinder the next. */
static void test_what_was_cut_off_is_cleared(void **state)
{
	(void)state;
	struct text part = {0}, file = {0};
	text_printf(&part, "%s/.forvalta-part", place);
	text_printf(&file, "%s/.new-abcdef", part.data);
	assert_int_equal(mkdir(part.data, 0700), 0);
	close(open(file.data, O_CREAT | O_WRONLY, 0600));
	free(make(0));
	assert_int_equal(count_all(place), 1);
	text_free(&part);
	text_free(&file);
}

static void test_rotation(void **state)
{
	(void)state;
	static const struct {
		size_t keep, left;
		const char *oldest;
	} cases[] = {{9, 5, "forvalta-19700101T000000Z"}, {5, 5, "forvalta-19700101T000000Z"},
	             {3, 3, "forvalta-19700103T000000Z"}, {1, 1, "forvalta-19700105T000000Z"}};
	struct error error = {0};
	char **names;
	size_t removed, count;
	struct text other = {0};
	char *last = NULL;
	text_printf(&other, "%s/forvalta-19700101T000000Z.txt", place); /* somebody else's */
	assert_int_equal(mkdir(other.data, 0700), 0);
	for (moment_t day = 0; day < 5; day++) {
		free(last);
		last = make(day * 86400 * MICROSECONDS);
	}
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		assert_true(backups_rotate(place, cases[i].keep, last, &removed, &error));
		assert_true(backups_list(place, &names, &count, &error));
		assert_int_equal(count, cases[i].left);
		assert_string_equal(names[0], cases[i].oldest);
		assert_int_equal(count_all(place), cases[i].left + 1);
		backups_free_list(&names, count);
	}
	free(last);
	text_free(&other);
}

/* The clock went backwards: the one just made is the oldest by name, and the only one known to be sound. */
static void test_the_last_one_made_stays(void **state)
{
	(void)state;
	struct error error = {0};
	size_t removed;
	char *later = make(86400 * MICROSECONDS), *last = make(0);
	assert_true(backups_rotate(place, 1, last, &removed, &error));
	assert_int_equal(removed, 1);
	assert_int_equal(access(last, F_OK), 0);
	assert_int_equal(access(later, F_OK), -1);
	free(later);
	free(last);
}

/* What else lies in a backup is not the program's to remove. */
static void test_others_files_stay(void **state)
{
	(void)state;
	struct error error = {0};
	struct text file = {0};
	size_t removed;
	char *old = make(0), *last = make(86400 * MICROSECONDS);
	text_printf(&file, "%s/note.txt", old);
	close(open(file.data, O_CREAT | O_WRONLY, 0600));
	assert_false(backups_rotate(place, 1, last, &removed, &error));
	assert_non_null(strstr(error.text, old));
	assert_int_equal(access(file.data, F_OK), 0);
	text_free(&file);
	free(old);
	free(last);
}

static bool put_back(const char *from, bool replace, struct error *error)
{
	struct rebuild *rebuild = rebuild_from(from, test.directory, &small, error);
	return rebuild != NULL && rebuild_store(rebuild, error) != NULL && rebuild_install(&rebuild, replace, error);
}

static void test_a_backup_is_put_back(void **state)
{
	(void)state;
	struct error error = {0};
	struct stat status;
	char *path = make(0);
	test_put(&test, E_unit, 0, "name=B");
	store_close(&test.store);
	assert_int_equal(chmod(test.directory, 02770), 0);
	assert_false(put_back(path, false, &error));
	assert_non_null(strstr(error.text, "holds a store already"));
	assert_int_equal(sequence_in(test.directory), 2);
	if (!put_back(path, true, &error))
		fail_msg("%s", error.text);
	assert_int_equal(sequence_in(test.directory), 1);
	assert_int_equal(count_all(test.directory), 2);
	struct text data = {0};
	text_printf(&data, "%s/data.mdb", test.directory);
	assert_int_equal(stat(data.data, &status), 0);
	assert_int_equal(status.st_mode & 0777, 0660);
	text_free(&data);
	test.store = store_open(test.directory, &small, &error);
	test_put(&test, E_unit, 0, "name=C");
	free(path);
}

/* A process that does nothing but have it open is enough. */
static void test_not_while_somebody_has_it_open(void **state)
{
	(void)state;
	struct error error = {0};
	int open_there[2], let_go[2];
	char byte = 'x', *path = make(0), number[32];
	assert_true(pipe(open_there) == 0 && pipe(let_go) == 0);
	store_close(&test.store);
	pid_t child = fork();
	if (child == 0) {
		struct store *store = store_open(test.directory, &(struct store_options){.read_only = true}, NULL);
		close(let_go[1]);
		byte = store == NULL ? '-' : '+';
		if (write(open_there[1], &byte, 1) != 1 || read(let_go[0], &byte, 1) != 0)
			_exit(1);
		_exit(0);
	}
	assert_int_equal(read(open_there[0], &byte, 1), 1);
	assert_int_equal(byte, '+');
	assert_false(rebuild_may_replace(test.directory, &error));
	snprintf(number, sizeof number, "process %ld", (long)child);
	assert_non_null(strstr(error.text, number));
	assert_false(put_back(path, true, &error));
	close(let_go[1]);
	assert_int_equal(waitpid(child, NULL, 0), child);
	assert_true(rebuild_may_replace(test.directory, &error));
	assert_true(put_back(path, true, &error));
	close(let_go[0]);
	close(open_there[0]);
	close(open_there[1]);
	free(path);
}

static void damage(const char *directory, off_t size)
{
	struct text data = {0};
	text_printf(&data, "%s/data.mdb", directory);
	assert_int_equal(truncate(data.data, size), 0);
	text_free(&data);
}

static void test_what_cannot_be_opened_replaces_nothing(void **state)
{
	(void)state;
	struct error error = {0};
	struct text file = {0};
	char *path = make(0);
	store_close(&test.store);
	text_printf(&file, "%s/nowhere", place);
	assert_false(put_back(file.data, true, &error));
	assert_false(put_back(place, true, &error));
	damage(path, 20000);
	assert_false(put_back(path, true, &error));
	assert_int_equal(sequence_in(test.directory), 1);
	assert_int_equal(count_all(test.directory), 2);
	text_free(&file);
	free(path);
}

static void spoil(const char *directory, unsigned seed)
{
	struct text data = {0};
	struct stat status;
	text_printf(&data, "%s/data.mdb", directory);
	assert_int_equal(stat(data.data, &status), 0);
	int file = open(data.data, O_RDWR);
	srandom(seed);
	for (int i = 0; i < 400; i++) {
		char byte = (char)random();
		off_t at = 8192 + random() % (status.st_size - 8192);
		assert_int_equal(pwrite(file, &byte, 1, at), 1);
	}
	close(file);
	text_free(&data);
}

/* Where the engine is left in the middle, what it had stays behind. */
extern void __lsan_disable(void) __attribute__((weak));

static void ignore_fault(void *context, const char *line)
{
	(void)line;
	++*(unsigned *)context;
}

/* In a process of its own, as it is run: damage that kills ends it with 2, and leaves nothing. */
static int put_back_checked(const char *from)
{
	pid_t child = fork();
	int status;
	if (child == 0) {
		struct verify_report report = {0};
		unsigned faults = 0;
		if (__lsan_disable != NULL)
			__lsan_disable();
		signal(SIGBUS, SIG_DFL); /* the test library's own */
		signal(SIGSEGV, SIG_DFL);
		if (freopen("/dev/null", "w", stderr) == NULL)
			_exit(9);
		struct rebuild *rebuild = rebuild_from(from, test.directory, &small, NULL);
		struct store *store = rebuild == NULL ? NULL : rebuild_store(rebuild, NULL);
		struct view *view = store == NULL ? NULL : view_open(store, NULL);
		if (view != NULL)
			store_verify(view, ignore_fault, NULL, &faults, &report);
		bool sound = view != NULL && report.faults == 0;
		view_close(&view);
		bool done = sound && rebuild_install(&rebuild, true, NULL);
		rebuild_abandon(&rebuild);
		exit(done ? 0 : 2);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

static void test_what_is_spoilt_replaces_nothing(void **state)
{
	(void)state;
	if (getenv("TEST_SMALL") != NULL) { /* what a program ended in the middle leaves behind is no leak */
		print_message("not under valgrind\n");
		skip();
	}
	char *sound = make(0);
	store_close(&test.store);
	unsigned refused = 0;
	assert_int_equal(put_back_checked(sound), 0);
	for (unsigned seed = 1; seed <= 40; seed++) {
		test.store = store_open(test.directory, &small, NULL);
		char *path = make(seed * 86400 * MICROSECONDS);
		store_close(&test.store);
		spoil(path, seed);
		int status = put_back_checked(path); /* 0: all that was hit is not in use */
		if (status != 2 && status != 0)
			fail_msg("seed %u: ended with %d", seed, status);
		refused += status == 2;
		assert_int_equal(sequence_in(test.directory), 1);
		assert_int_equal(count_all(test.directory), 2);
		free(path);
	}
	assert_true(refused > 0);
	free(sound);
}

static void test_a_damaged_store_is_replaced(void **state)
{
	(void)state;
	struct error error = {0};
	char *path = make(0);
	store_close(&test.store);
	damage(test.directory, 100);
	assert_true(put_back(path, true, &error));
	assert_int_equal(sequence_in(test.directory), 1);
	free(path);
}

/* Killed at any moment: one of the two stands there, whole. */
static void test_killed_while_it_is_put_back(void **state)
{
	(void)state;
	char *path = make(0);
	unsigned seen[3] = {0}, rounds = getenv("TEST_SMALL") != NULL ? 3 : 25;
	test_put(&test, E_unit, 0, "name=B");
	char *two = make(86400 * MICROSECONDS);
	store_close(&test.store);
	for (unsigned round = 0; round < rounds; round++) {
		pid_t child = fork();
		if (child == 0) {
			for (unsigned i = 0;; i++)
				if (!put_back(i % 2 == 0 ? path : two, true, NULL))
					_exit(1);
		}
		usleep(2000 + round * 700); /* any moment will do */
		kill(child, SIGKILL);
		waitpid(child, NULL, 0);
		uint64_t sequence = sequence_in(test.directory);
		assert_true(sequence == 1 || sequence == 2);
		seen[sequence]++;
	}
	struct error error = {0};
	assert_true(put_back(path, true, &error));
	assert_int_equal(seen[1] + seen[2], rounds);
	assert_int_equal(count_all(test.directory), 2); /* nothing of those that were killed */
	free(path);
	free(two);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_a_backup_is_a_store),
		TEST(test_what_is_not_sound_gets_no_name),
		TEST(test_what_was_cut_off_is_cleared),
		TEST(test_rotation),
		TEST(test_the_last_one_made_stays),
		TEST(test_others_files_stay),
		TEST(test_a_backup_is_put_back),
		TEST(test_not_while_somebody_has_it_open),
		TEST(test_what_cannot_be_opened_replaces_nothing),
		TEST(test_what_is_spoilt_replaces_nothing),
		TEST(test_a_damaged_store_is_replaced),
		TEST(test_killed_while_it_is_put_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
