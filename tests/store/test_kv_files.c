/* Where a store may lie, what is refused and left as it was, and who may read the files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <fcntl.h>
#include <lmdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/memory.h"
#include "store/kv.h"
#include "support/scratch.h"

#define SMALL_MAP ((size_t)1 << 30)

static char *scratch;
static char store[4300]; /* scratch/store */
static struct kv_options options;
static long pretended_file_system;

int statfs(const char *path, struct statfs *status)
{
	int result = (int)syscall(SYS_statfs, path, status);

	if (result == 0 && pretended_file_system)
		status->f_type = pretended_file_system;
	return result;
}

static struct kv_bytes bytes(const char *text)
{
	return (struct kv_bytes){text, strlen(text)};
}

static struct kv *open_store(void)
{
	struct error error = {0};
	struct kv *kv = kv_open(store, &options, &error);

	if (!kv)
		fail_msg("%s", error.text);
	return kv;
}

static void put_one(struct kv *kv, const char *key, const char *value)
{
	struct error error = {0};
	struct kv_txn *txn = kv_begin(kv, true, &error);

	assert_non_null(txn);
	kv_put(txn, KV_RECORD, bytes(key), bytes(value));
	if (!kv_commit(&txn, &error))
		fail_msg("%s", error.text);
}

static bool has(struct kv *kv, const char *key, const char *wanted)
{
	struct kv_txn *txn = kv_begin(kv, false, NULL);
	struct kv_bytes value;
	bool found = kv_get(txn, KV_RECORD, bytes(key), &value) && value.size == strlen(wanted) &&
		     memcmp(value.data, wanted, value.size) == 0;

	kv_abort(&txn);
	return found;
}

static void make_store(void)
{
	struct kv *kv;

	options.create = true;
	kv = open_store();
	put_one(kv, "kept", "value");
	kv_close(&kv);
	options.create = false;
}

static const char *inside(const char *name)
{
	static char path[8192];

	snprintf(path, sizeof(path), "%s/%s", store, name);
	return path;
}

static void write_at(const char *path, off_t offset, const void *data, size_t size)
{
	int file = open(path, O_WRONLY | O_CREAT, 0600);

	assert_true(file >= 0);
	assert_int_equal(pwrite(file, data, size, offset), size);
	close(file);
}

static mode_t mode_of(const char *path)
{
	struct stat status;

	assert_int_equal(stat(path, &status), 0);
	return status.st_mode & 07777;
}

static gid_t group_of(const char *path)
{
	struct stat status;

	assert_int_equal(stat(path, &status), 0);
	return status.st_gid;
}

static void check_modes(bool shared, gid_t group)
{
	mode_t file = shared ? 0660 : 0600;

	assert_int_equal(mode_of(store), shared ? 02770 : 0700);
	assert_int_equal(mode_of(inside("data.mdb")), file);
	assert_int_equal(mode_of(inside("lock.mdb")), file);
	if (!shared)
		return;
	assert_int_equal(group_of(store), group);
	assert_int_equal(group_of(inside("data.mdb")), group);
	assert_int_equal(group_of(inside("lock.mdb")), group);
}

static void test_modes_do_not_depend_on_umask(void **state)
{
	static const mode_t masks[] = {0, 022, 077, 0777};
	gid_t group = getuid() == 0 ? 54321 : getgid();
	struct kv *kv;

	(void)state;
	for (size_t i = 0; i < 2 * COUNT_OF(masks); i++) {
		bool shared = i % 2;
		mode_t before = umask(masks[i / 2]);

		snprintf(store, sizeof(store), "%s/store-%zu", scratch, i);
		options = (struct kv_options){.create = true, .shared = shared, .group = group, .map_size = SMALL_MAP};
		kv = open_store();
		check_modes(shared, group);
		kv_close(&kv);
		unlink(inside("lock.mdb"));
		options.create = options.shared = false;
		kv = open_store(); /* the lock file is made anew by whoever comes first */
		check_modes(shared, group);
		kv_close(&kv);
		umask(before);
	}
}

static void test_an_existing_empty_directory_is_taken_over(void **state)
{
	struct kv *kv;

	(void)state;
	assert_int_equal(mkdir(store, 0755), 0);
	options.create = true;
	kv = open_store();
	check_modes(false, 0);
	kv_close(&kv);
}

/* Each makes something at `store` that is no store of ours. */
static void make_nothing(void)
{
}

static void make_empty_directory(void)
{
	assert_int_equal(mkdir(store, 0700), 0);
}

static void make_file(void)
{
	write_at(store, 0, "hello", 5);
}

static void make_text(void)
{
	char text[9000];

	make_empty_directory();
	memset(text, 'x', sizeof(text));
	write_at(inside("data.mdb"), 0, text, sizeof(text));
}

static void make_short_text(void)
{
	make_empty_directory();
	write_at(inside("data.mdb"), 0, "hello", 5);
}

static void make_empty_file(void)
{
	make_empty_directory();
	write_at(inside("data.mdb"), 0, "", 0);
}

static void make_directory_for_data(void)
{
	make_empty_directory();
	assert_int_equal(mkdir(inside("data.mdb"), 0700), 0);
}

/* The version stands behind the page's header (16 bytes) and the magic number (4), on both of the first pages. */
static void make_other_version(void)
{
	uint32_t version = 2;

	make_store();
	unlink(inside("lock.mdb"));
	write_at(inside("data.mdb"), 20, &version, sizeof(version));
	write_at(inside("data.mdb"), 4096 + 20, &version, sizeof(version));
}

static void make_with_engine(const char *first_table)
{
	MDB_env *env;
	MDB_txn *txn;
	MDB_dbi table;

	make_empty_directory();
	assert_int_equal(mdb_env_create(&env), 0);
	mdb_env_set_maxdbs(env, 4);
	assert_int_equal(mdb_env_open(env, store, 0, 0600), 0);
	assert_int_equal(mdb_txn_begin(env, NULL, 0, &txn), 0);
	assert_int_equal(mdb_dbi_open(txn, first_table, MDB_CREATE, &table), 0);
	assert_int_equal(mdb_txn_commit(txn), 0);
	mdb_env_close(env);
}

static void make_of_another_program(void)
{
	make_with_engine("cn");
}

static void make_older_format(void)
{
	make_with_engine("meta");
}

static void make_cut_to(off_t left)
{
	char value[3000];
	struct kv *kv;

	make_store();
	kv = open_store();
	memset(value, 'v', sizeof(value) - 1);
	value[sizeof(value) - 1] = '\0';
	for (int i = 0; i < 20; i++) {
		char key[16];

		snprintf(key, sizeof(key), "%d", i);
		put_one(kv, key, value);
	}
	kv_close(&kv);
	assert_int_equal(truncate(inside("data.mdb"), left), 0);
}

static void make_cut_to_half(void)
{
	make_cut_to(12 * 4096);
}

static void make_cut_to_head(void)
{
	make_cut_to(2 * 4096);
}

static void make_with_other_files(void)
{
	make_empty_directory();
	write_at(inside("thesis.txt"), 0, "years of work", 13);
}

static uint64_t digest_file(const char *path, uint64_t digest)
{
	int file = open(path, O_RDONLY), size;
	unsigned char block[4096];

	while (file >= 0 && (size = (int)read(file, block, sizeof(block))) > 0)
		for (int i = 0; i < size; i++)
			digest = (digest ^ block[i]) * 1099511628211u;
	if (file >= 0)
		close(file);
	return digest;
}

/* Names, kinds, modes and contents of all that stands at `store`, the lock file left out. */
static uint64_t digest_place(void)
{
	static char command[8192], line[512];
	uint64_t digest = digest_file(store, 14695981039346656037u);
	FILE *listing;

	snprintf(command, sizeof(command), "find '%s' ! -name lock.mdb -printf '%%P %%m %%y %%s\\n' 2>/dev/null | LC_ALL=C sort", store);
	listing = popen(command, "r");
	while (fgets(line, sizeof(line), listing))
		for (const char *c = line; *c; c++)
			digest = (digest ^ (unsigned char)*c) * 1099511628211u;
	pclose(listing);
	return digest_file(inside("data.mdb"), digest);
}

struct refusal {
	void (*make)(void);
	const char *words;
	bool create;
	enum error_kind kind;
};

static const struct refusal refusals[] = {
	{make_nothing, "there is no directory", false, ERROR_NOT_FOUND},
	{make_empty_directory, "there is no store in", false, ERROR_NOT_FOUND},
	{make_file, "is no directory", true, ERROR_STORE},
	{make_text, "something else, or damaged", true, ERROR_STORE},
	{make_short_text, "something else, or damaged", true, ERROR_STORE},
	{make_empty_file, "something else, or damaged", true, ERROR_STORE},
	{make_directory_for_data, "something else, or damaged", true, ERROR_STORE},
	{make_other_version, "another version of LMDB", true, ERROR_STORE},
	{make_of_another_program, "data of another", true, ERROR_STORE},
	{make_older_format, "older format", false, ERROR_STORE},
	{make_cut_to_half, "cut short", true, ERROR_STORE},
	{make_cut_to_head, "cut short", true, ERROR_STORE},
	{make_with_other_files, "holds other files", true, ERROR_STORE},
};

static void check_refused(const struct refusal *refusal, size_t index, bool read_only)
{
	struct error error = {0};
	uint64_t before;
	struct kv *kv;
	bool had_lock;

	snprintf(store, sizeof(store), "%s/%zu-%d", scratch, index, read_only);
	options = (struct kv_options){.map_size = SMALL_MAP};
	refusal->make();
	options.create = refusal->create;
	options.read_only = read_only;
	before = digest_place();
	had_lock = access(inside("lock.mdb"), F_OK) == 0;
	kv = kv_open(store, &options, &error);
	if (getenv("VERBOSE"))
		print_message("%s\n", error.text);
	if (kv || !strstr(error.text, store) || strchr(error.text, '\n'))
		fail_msg("row %zu: %s", index, error.text);
	if (!read_only || !refusal->create) {
		if (!strstr(error.text, refusal->words))
			fail_msg("row %zu: %s", index, error.text);
		assert_int_equal(error.kind, refusal->kind);
	}
	if (digest_place() != before)
		fail_msg("row %zu: the place was changed", index);
	if (error.kind != ERROR_STORE || strstr(error.text, "no store:"))
		assert_int_equal(access(inside("lock.mdb"), F_OK) == 0, had_lock);
}

static void test_what_is_no_store_is_refused_and_left_alone(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(refusals); i++) {
		check_refused(&refusals[i], i, false);
		check_refused(&refusals[i], i, true);
	}
}

static void come_and_go(struct kv *kv)
{
	static char large[20000];
	struct kv_txn *txn = kv_begin(kv, true, NULL);
	uint32_t number;
	long count = random() % 200;

	for (long i = 0; i < 4 * count; i++) {
		number = (uint32_t)random() % 1000;
		if (i < count)
			kv_put(txn, KV_RECORD, (struct kv_bytes){&number, 4},
			       (struct kv_bytes){large, (size_t)random() % sizeof(large)});
		else
			kv_delete(txn, KV_RECORD, (struct kv_bytes){&number, 4});
	}
	assert_true(kv_commit(&txn, NULL));
}

static bool is_short(struct kv *kv)
{
	struct kv_statistics statistics;
	struct stat status;

	assert_true(kv_stat(kv, &statistics, NULL));
	assert_int_equal(stat(inside("data.mdb"), &status), 0);
	return (uint64_t)status.st_size < statistics.used;
}

/* Large values that come and go within one transaction leave pages at the end that were never written. */
static void test_a_file_that_ends_before_its_last_free_page_is_whole(void **state)
{
	int found = 0;
	struct kv *kv;

	(void)state;
	make_store();
	srandom(1);
	for (int round = 0; round < 300 && found < 5; round++) {
		kv = open_store();
		come_and_go(kv);
		found += is_short(kv);
		kv_close(&kv);
	}
	assert_int_equal(found, 5);
	kv = open_store();
	assert_true(has(kv, "kept", "value"));
	kv_close(&kv);
}

static void test_missing_tables_are_made_only_when_asked(void **state)
{
	struct kv *kv;

	(void)state;
	make_older_format();
	options.create = true;
	kv = open_store();
	put_one(kv, "key", "value");
	kv_close(&kv);
	options.create = false;
	kv = open_store();
	assert_true(has(kv, "key", "value"));
	kv_close(&kv);
}

static void test_a_network_file_system_is_refused_unless_forced(void **state)
{
	static const long systems[] = {0x6969, 0x517B, 0xFF534D42, 0xFE534D42, 0x65735546, 0x5346414F, 0xC36400};
	struct error error = {0};
	struct kv *kv;

	(void)state;
	options.create = true;
	for (size_t i = 0; i < COUNT_OF(systems); i++) {
		pretended_file_system = systems[i];
		assert_null(kv_open(store, &options, &error));
		assert_non_null(strstr(error.text, "network file system"));
		assert_int_not_equal(access(store, F_OK), 0);
	}
	options.force_network = true;
	kv = open_store();
	kv_close(&kv);
	pretended_file_system = 0;
}

static void test_a_second_opening_in_one_process_is_refused(void **state)
{
	struct error error = {0};
	struct kv *kv;
	char other[4400];

	(void)state;
	make_store();
	snprintf(other, sizeof(other), "%s/../store", store);
	kv = open_store();
	assert_null(kv_open(other, &options, &error));
	assert_non_null(strstr(error.text, "open here already"));
	put_one(kv, "after", "value");
	kv_close(&kv);
	kv = open_store();
	assert_true(has(kv, "after", "value"));
	kv_close(&kv);
}

/* As somebody without rights: what root may do proves nothing. */
static int as_nobody(bool read_only, const char *words)
{
	pid_t child = fork();
	int status = -1;

	if (child == 0) {
		struct error error = {0};
		struct kv *kv;

		if (getuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
			_exit(3);
		options.read_only = read_only;
		kv = kv_open(store, &options, &error);
		if (words && strstr(error.text, words) && strstr(error.text, store))
			_exit(kv ? 1 : 0);
		_exit(!words && kv && has(kv, "kept", "value") ? 0 : 2);
	}
	waitpid(child, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

static void test_rights_of_directory_and_files_are_explained(void **state)
{
	(void)state;
	make_store();
	assert_int_equal(chmod(scratch, 0755), 0);
	if (getuid() == 0)
		assert_int_equal(as_nobody(false, "you may not"), 0); /* 0700 keeps others out */
	assert_int_equal(chmod(store, 0555), 0);
	assert_int_equal(chmod(inside("data.mdb"), 0444), 0);
	assert_int_equal(as_nobody(false, "you may not"), 0);
	unlink(inside("lock.mdb"));
	assert_int_equal(as_nobody(false, "you may not"), 0);
	assert_int_equal(as_nobody(true, "you may not"), 0); /* no slot could be taken: writers would not see the reader */
	assert_int_equal(chmod(store, 0700), 0);
	options.read_only = false;
}

static void test_a_read_only_file_system_can_be_read(void **state)
{
	struct error error = {0};
	struct kv *kv;

	(void)state;
	assert_int_equal(mkdir(store, 0700), 0);
	if (mount("none", store, "tmpfs", 0, "size=2m") != 0) {
		print_message("skipped: mounting needs root\n");
		skip();
	}
	make_store();
	unlink(inside("lock.mdb"));
	assert_int_equal(mount("none", store, "tmpfs", MS_REMOUNT | MS_RDONLY, "size=2m"), 0);
	assert_null(kv_open(store, &options, &error));
	assert_non_null(strstr(error.text, "read-only"));
	options.read_only = true;
	kv = open_store();
	assert_true(has(kv, "kept", "value"));
	assert_null(kv_begin(kv, true, &error));
	assert_non_null(strstr(error.text, "for reading only"));
	kv_close(&kv);
	umount(store);
}

static void check_copy(const char *to)
{
	struct kv *kv;

	memcpy(store, to, strlen(to) + 1);
	kv = open_store();
	assert_true(has(kv, "kept", "value"));
	assert_true(has(kv, "late", "value"));
	kv_close(&kv);
}

static void test_a_copy_is_whole_private_and_never_over_a_store(void **state)
{
	struct error error = {0};
	struct kv *kv;
	char to[4096];

	(void)state;
	make_store();
	kv = open_store();
	put_one(kv, "late", "value");
	snprintf(to, sizeof(to), "%s/copy", scratch);
	if (!kv_copy(kv, to, &error))
		fail_msg("%s", error.text);
	assert_false(kv_copy(kv, to, &error));
	assert_non_null(strstr(error.text, "holds a store already"));
	assert_false(kv_copy(kv, "/nowhere/at/all", &error));
	assert_non_null(strstr(error.text, "/nowhere/at/all"));
	assert_int_equal(mode_of(to), 0700);
	kv_close(&kv);
	check_copy(to);
	assert_int_equal(mode_of(inside("data.mdb")), 0600);
}

static int set_up(void **state)
{
	(void)state;
	scratch = scratch_new();
	snprintf(store, sizeof(store), "%s/store", scratch);
	options = (struct kv_options){.map_size = SMALL_MAP};
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	pretended_file_system = 0;
	scratch_free(&scratch);
	return 0;
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(test_modes_do_not_depend_on_umask),
		CASE(test_an_existing_empty_directory_is_taken_over),
		CASE(test_what_is_no_store_is_refused_and_left_alone),
		CASE(test_a_file_that_ends_before_its_last_free_page_is_whole),
		CASE(test_missing_tables_are_made_only_when_asked),
		CASE(test_a_network_file_system_is_refused_unless_forced),
		CASE(test_a_second_opening_in_one_process_is_refused),
		CASE(test_rights_of_directory_and_files_are_explained),
		CASE(test_a_read_only_file_system_can_be_read),
		CASE(test_a_copy_is_whole_private_and_never_over_a_store),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
