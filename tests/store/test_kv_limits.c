/* What runs out: address space, the map, reader slots, the disk; and errors that stick. */
#include <errno.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/vfs.h>
#include <sys/wait.h>

#include "kv_fixture.h"

#ifdef __SANITIZE_ADDRESS__
#define SANITIZED
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED
#endif
#endif

static int writes_left = -1; /* then each fails with write_code; -1: never */
static int write_code;
static bool last_write_fails; /* that to the file opened for synchronous writing: the head of the store */
static bool disk_is_full;
static char noticed[1024];

static bool write_fails(int file)
{
	if (last_write_fails && (fcntl(file, F_GETFL) & O_DSYNC)) {
		errno = write_code;
		return true;
	}
	if (writes_left < 0 || writes_left-- > 0)
		return false;
	writes_left = 0;
	errno = write_code;
	return true;
}

/* The engine's calls come here: a symbol of the program goes before a library's. */
ssize_t pwrite(int file, const void *data, size_t size, off_t offset)
{
	return write_fails(file) ? -1 : syscall(SYS_pwrite64, file, data, size, offset);
}

ssize_t writev(int file, const struct iovec *parts, int count)
{
	return write_fails(file) ? -1 : syscall(SYS_writev, file, parts, count);
}

int statvfs(const char *path, struct statvfs *room)
{
	struct statfs found = {0};
	int result = (int)syscall(SYS_statfs, path, &found);

	*room = (struct statvfs){.f_bavail = disk_is_full ? 0 : (fsblkcnt_t)found.f_bavail};
	return result;
}

static void note(const char *text, void *context)
{
	(void)context;
	snprintf(noticed, sizeof(noticed), "%s", text);
}

static bool put_many(struct kv *kv, int first, int count, size_t size, struct error *error)
{
	struct kv_txn *txn = kv_begin(kv, true, error);
	char *value = memory_new(size);

	assert_non_null(txn);
	for (int i = first; i < first + count; i++) {
		unsigned char key[4] = {(unsigned char)(i >> 24), (unsigned char)(i >> 16), (unsigned char)(i >> 8),
					(unsigned char)i};

		kv_put(txn, KV_RECORD, (struct kv_bytes){key, 4}, (struct kv_bytes){value, size});
	}
	free(value);
	return kv_commit(&txn, error);
}

static uint64_t count_records(struct kv *kv)
{
	struct kv_txn *txn = kv_begin(kv, false, NULL);
	uint64_t count = kv_count(txn, KV_RECORD);

	assert_true(kv_commit(&txn, NULL));
	return count;
}

/* In a child, whose limits are its own. Its exit status, or 128 and the signal that ended it. */
static int in_child(int (*work)(void))
{
	pid_t child = fork();
	int status = -1;

	if (child == 0)
		_exit(work());
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static void limit_address_space(size_t bytes_allowed)
{
	struct rlimit limit = {bytes_allowed, bytes_allowed};

	setrlimit(RLIMIT_AS, &limit);
}

static int open_in_8_gib(void)
{
	struct kv_statistics statistics;
	struct error error = {0};
	struct kv *kv;

	limit_address_space((size_t)8 << 30);
	options.map_size = 0;
	options.notice = note;
	kv = kv_open(store, &options, &error);
	if (!kv || !kv_stat(kv, &statistics, &error) || !put_many(kv, 0, 100, 3000, &error))
		return 1;
	if (statistics.map_size != (size_t)4 << 30 || !strstr(noticed, "4096 MiB instead of 65536 MiB"))
		return 2;
	if (count_records(kv) != 101)
		return 3;
	kv_close(&kv);
	return 0;
}

static int open_in_half_a_gib(void)
{
	struct error error = {0};

	limit_address_space((size_t)512 << 20);
	options.map_size = 0;
	if (kv_open(store, &options, &error))
		return 1;
	return strstr(error.text, "ulimit -v") && strstr(error.text, store) ? 0 : 2;
}

static void test_the_map_shrinks_where_address_space_is_refused(void **state)
{
	(void)state;
#ifdef SANITIZED
	print_message("skipped: the sanitizer itself needs more address space\n");
	skip();
#endif
	make_store();
	assert_int_equal(in_child(open_in_8_gib), 0);
	assert_int_equal(in_child(open_in_half_a_gib), 0);
}

static void test_a_full_map_is_reported_and_widened_once(void **state)
{
	struct error error = {0};
	struct kv *kv;

	(void)state;
	make_store();
	options.map_size = (size_t)1 << 20;
	options.notice = note;
	noticed[0] = '\0';
	kv = open_store();
	assert_false(put_many(kv, 0, 400, 3000, &error));
	assert_non_null(strstr(error.text, "the store is full"));
	assert_non_null(strstr(noticed, "2 MiB"));
	assert_int_equal(count_records(kv), 1);
	assert_true(put_many(kv, 0, 400, 3000, &error));
	assert_false(put_many(kv, 400, 400, 3000, &error));
	assert_false(put_many(kv, 400, 400, 3000, &error));
	assert_int_equal(count_records(kv), 401);
	kv_close(&kv);
	options.map_size = SMALL_MAP;
	kv = open_store();
	assert_true(put_many(kv, 400, 400, 3000, &error));
	kv_close(&kv);
}

static int grow_in_child(void)
{
	struct error error = {0};
	struct kv *kv;

	options.map_size = SMALL_MAP;
	kv = kv_open(store, &options, &error);
	if (!kv || !put_many(kv, 0, 2000, 3000, &error))
		return 1;
	kv_close(&kv);
	return 0;
}

/* The parent has no map open while it forks: the child may not inherit one. */
static void run_while_open(int (*work)(void), void (*meanwhile)(struct kv *kv))
{
	int go[2], done[2];
	char byte = 0;
	struct kv *kv;
	pid_t child;

	assert_int_equal(pipe(go) | pipe(done), 0);
	child = fork();
	if (child == 0) {
		byte = read(go[0], &byte, 1) == 1 && work() == 0;
		_exit(write(done[1], &byte, 1) == 1 ? !byte : 9);
	}
	kv = open_store();
	assert_int_equal(write(go[1], "g", 1), 1);
	assert_int_equal(read(done[0], &byte, 1), 1);
	assert_int_equal(byte, 1);
	waitpid(child, NULL, 0);
	meanwhile(kv);
	kv_close(&kv);
	close(go[0]), close(go[1]), close(done[0]), close(done[1]);
}

static void use_the_larger_map(struct kv *kv)
{
	struct error error = {0};

	assert_int_equal(count_records(kv), 2001);
	assert_true(put_many(kv, 5000, 1, 10, &error));
}

static void test_a_map_outgrown_by_another_process_is_followed(void **state)
{
	(void)state;
	make_store();
	options.map_size = (size_t)1 << 20;
	run_while_open(grow_in_child, use_the_larger_map);
}

static void test_full_reader_slots_are_reported(void **state)
{
	struct kv_txn **readers = memory_new_array(4096, sizeof(struct kv_txn *));
	struct kv_statistics statistics;
	struct error error = {0};
	struct kv *kv;
	unsigned count = 0;

	(void)state;
	make_store();
	kv = open_store();
	assert_true(kv_stat(kv, &statistics, NULL));
	assert_in_range(statistics.readers_max, 1024, 1100);
	while (count < 4096 && (readers[count] = kv_begin(kv, false, &error)))
		count++;
	assert_int_equal(count, statistics.readers_max);
	assert_non_null(strstr(error.text, "too many"));
	kv_abort(&readers[--count]);
	readers[count] = kv_begin(kv, false, &error);
	assert_non_null(readers[count]);
	for (unsigned i = 0; i <= count; i++)
		kv_abort(&readers[i]);
	kv_close(&kv);
	free(readers);
}

static int take_slots_and_die(void)
{
	struct error error = {0};
	struct kv *kv = kv_open(store, &options, &error);

	for (int i = 0; i < 900; i++)
		if (!kv_begin(kv, false, &error))
			return 1;
	kill(getpid(), SIGKILL);
	return 2;
}

static void take_many_slots(struct kv *kv)
{
	struct kv_txn *readers[400];

	for (size_t i = 0; i < COUNT_OF(readers); i++)
		assert_non_null(readers[i] = kv_begin(kv, false, NULL));
	for (size_t i = 0; i < COUNT_OF(readers); i++)
		kv_abort(&readers[i]);
}

static int child_that_dies_with_slots(void)
{
	return in_child(take_slots_and_die) == 128 + SIGKILL ? 0 : 1;
}

static void test_slots_of_the_dead_are_taken_back(void **state)
{
	(void)state;
	make_store();
	run_while_open(child_that_dies_with_slots, take_many_slots);
}

static void test_one_slot_serves_many_reads(void **state)
{
	struct kv_statistics statistics;
	struct kv *kv;

	(void)state;
	make_store();
	kv = open_store();
	for (int i = 0; i < 1000; i++)
		assert_true(has(kv, "kept", "value"));
	assert_true(kv_stat(kv, &statistics, NULL));
	assert_int_equal(statistics.readers, 1);
	assert_int_equal(statistics.oldest_reader_process, 0);
	assert_int_equal(statistics.tables[KV_RECORD].entries, 1);
	kv_close(&kv);
}

static void test_a_refused_write_loses_only_its_own_transaction(void **state)
{
	static const struct {
		int code;
		const char *words;
	} cases[] = {{ENOSPC, "no room is left"}, {EDQUOT, "quota"}, {EIO, "the disk failed"}, {EFBIG, "ulimit -f"}};
	struct error error = {0};
	uint64_t before;
	struct kv *kv;

	(void)state;
	make_store();
	for (size_t i = 0; i < 4 * COUNT_OF(cases); i++) {
		kv = open_store();
		before = count_records(kv);
		write_code = cases[i / 4].code;
		writes_left = (int)(i % 4);
		assert_false(put_many(kv, 1000 * (int)i, 300, 3000, &error));
		writes_left = -1;
		if (!strstr(error.text, cases[i / 4].words))
			fail_msg("%zu: %s", i, error.text);
		assert_int_equal(count_records(kv), before);
		assert_true(put_many(kv, 1000 * (int)i, 10, 3000, &error));
		assert_int_equal(count_records(kv), before + 10);
		kv_close(&kv);
	}
}

/* The last write of a commit is the one that makes it count: what comes after its failure is unsure until a restart. */
static void test_a_refused_last_write_stops_further_writing(void **state)
{
	struct error error = {0};
	struct kv *kv;

	(void)state;
	make_store();
	kv = open_store();
	write_code = EIO;
	last_write_fails = true;
	assert_false(put_many(kv, 1, 1, 10, &error));
	last_write_fails = false;
	assert_null(kv_begin(kv, true, &error));
	assert_non_null(strstr(error.text, "failed before"));
	kv_close(&kv);
	kv = open_store();
	assert_int_equal(count_records(kv), 1);
	assert_true(put_many(kv, 2, 1, 10, &error));
	kv_close(&kv);
}

static void test_a_write_cut_short_by_a_full_disk_is_told_from_a_broken_disk(void **state)
{
	struct error error = {0};
	struct kv *kv;

	(void)state;
	make_store();
	kv = open_store();
	disk_is_full = true;
	writes_left = 0;
	write_code = EIO;
	assert_false(put_many(kv, 1, 1, 10, &error));
	writes_left = -1;
	disk_is_full = false;
	assert_non_null(strstr(error.text, "no room is left"));
	kv_close(&kv);
}

static void fill_disk(struct kv *kv, struct error *error)
{
	int count = 0;

	while (count < 10000 && put_many(kv, count, 10, 3000, error))
		count += 10;
	assert_in_range(count, 10, 9990);
	assert_int_equal(count_records(kv), count + 1);
}

static void test_a_full_disk_loses_nothing(void **state)
{
	struct error error = {0};
	char to[4096];
	struct kv *kv;

	(void)state;
	if (mount("none", scratch, "tmpfs", 0, "size=2m") != 0) {
		print_message("skipped: mounting needs root\n");
		skip();
	}
	make_store();
	kv = open_store();
	fill_disk(kv, &error);
	assert_non_null(strstr(error.text, "no room is left"));
	snprintf(to, sizeof(to), "%s/copy", scratch);
	assert_false(kv_copy(kv, to, &error));
	assert_non_null(strstr(error.text, "no room is left"));
	assert_int_not_equal(access(to, F_OK), 0);
	kv_close(&kv);
	kv = open_store();
	assert_true(has(kv, "kept", "value"));
	kv_close(&kv);
	assert_int_equal(mount("none", scratch, "tmpfs", MS_REMOUNT, "size=8m"), 0);
	kv = open_store();
	assert_true(put_many(kv, 100000, 100, 3000, &error));
	kv_close(&kv);
	umount(scratch);
}

/* A page of the lock file without a block behind it would kill whoever touches it first. */
static void test_reader_slots_work_on_a_full_disk(void **state)
{
	struct error error = {0};
	char junk[4200] = "";
	int file;
	struct kv *kv;

	(void)state;
	if (mount("none", scratch, "tmpfs", 0, "size=2m") != 0) {
		print_message("skipped: mounting needs root\n");
		skip();
	}
	make_store();
	snprintf(junk, sizeof(junk), "%s/junk", scratch);
	file = open(junk, O_WRONLY | O_CREAT, 0600);
	while (write(file, junk, sizeof(junk)) > 0)
		;
	close(file);
	assert_int_equal(in_child(child_that_dies_with_slots), 0);
	unlink(inside("lock.mdb"));
	file = open(junk, O_WRONLY | O_APPEND);
	while (write(file, junk, sizeof(junk)) > 0)
		;
	close(file);
	kv = kv_open(store, &options, &error);
	assert_null(kv);
	assert_non_null(strstr(error.text, "no room is left"));
	unlink(junk);
	kv = open_store();
	assert_true(has(kv, "kept", "value"));
	kv_close(&kv);
	umount(scratch);
}

static void test_the_first_error_sticks(void **state)
{
	struct error own = {0}, error = {0};
	struct kv_bytes value;
	struct kv_txn *txn;
	struct kv *kv;

	(void)state;
	make_store();
	kv = open_store();
	txn = kv_begin(kv, true, NULL);
	kv_put(txn, KV_RECORD, bytes("new"), bytes("value"));
	kv_put(txn, KV_RECORD, (struct kv_bytes){"", 0}, bytes("no key"));
	assert_true(kv_failed(txn));
	error_set(&own, ERROR_INPUT, "later");
	kv_fail(txn, &own);
	assert_false(kv_get(txn, KV_RECORD, bytes("kept"), &value));
	assert_false(kv_add(txn, KV_RECORD, bytes("new"), bytes("value")));
	assert_int_equal(kv_count(txn, KV_RECORD), 0);
	assert_false(kv_check(txn, &error));
	assert_non_null(strstr(error.text, "size"));
	assert_false(kv_commit(&txn, &error));
	assert_int_equal(error.kind, ERROR_STORE);
	assert_false(has(kv, "new", "value"));
	txn = kv_begin(kv, false, NULL);
	kv_put(txn, KV_RECORD, bytes("new"), bytes("value"));
	assert_false(kv_commit(&txn, &error));
	assert_true(has(kv, "kept", "value")); /* the renewed transaction has forgotten the failure */
	kv_close(&kv);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(test_the_map_shrinks_where_address_space_is_refused),
		CASE(test_a_full_map_is_reported_and_widened_once),
		CASE(test_a_map_outgrown_by_another_process_is_followed),
		CASE(test_full_reader_slots_are_reported),
		CASE(test_slots_of_the_dead_are_taken_back),
		CASE(test_one_slot_serves_many_reads),
		CASE(test_a_refused_write_loses_only_its_own_transaction),
		CASE(test_a_refused_last_write_stops_further_writing),
		CASE(test_a_write_cut_short_by_a_full_disk_is_told_from_a_broken_disk),
		CASE(test_a_full_disk_loses_nothing),
		CASE(test_reader_slots_work_on_a_full_disk),
		CASE(test_the_first_error_sticks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
