/* Where a store may lie, who may read its files, and copies of it. */
#include <sys/mount.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <sys/wait.h>

#include "kv_fixture.h"

static long pretended_file_system;

int statfs(const char *path, struct statfs *status)
{
	int result = (int)syscall(SYS_statfs, path, status);

	if (result == 0 && pretended_file_system)
		status->f_type = pretended_file_system;
	return result;
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
	assert_int_equal(chmod(store, 0700), 0);
	options.read_only = false;
}

/* Without a slot in the lock file writers would not see the reader: only what nobody may write is read so. */
static void test_a_store_is_read_without_its_lock_where_nobody_may_write(void **state)
{
	static const struct {
		mode_t mode;
		bool lock;
		const char *words; /* NULL: it can be read */
	} cases[] = {{0444, true, NULL}, {0444, false, NULL}, {0644, true, "lock.mdb"}, {0644, false, "lock.mdb"}};

	(void)state;
	if (getuid() != 0)
		skip(); /* the store has to be somebody else's */
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		make_store();
		assert_int_equal(chmod(scratch, 0755), 0);
		assert_int_equal(chmod(store, 0555), 0);
		assert_int_equal(chmod(inside("data.mdb"), cases[i].mode), 0);
		if (cases[i].lock)
			assert_int_equal(chmod(inside("lock.mdb"), 0444), 0);
		else
			unlink(inside("lock.mdb"));
		assert_int_equal(as_nobody(true, cases[i].words), 0);
		assert_int_equal(chmod(store, 0700), 0);
		options.read_only = false;
	}
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(test_modes_do_not_depend_on_umask),
		CASE(test_an_existing_empty_directory_is_taken_over),
		CASE(test_a_network_file_system_is_refused_unless_forced),
		CASE(test_a_second_opening_in_one_process_is_refused),
		CASE(test_rights_of_directory_and_files_are_explained),
		CASE(test_a_store_is_read_without_its_lock_where_nobody_may_write),
		CASE(test_a_read_only_file_system_can_be_read),
		CASE(test_a_copy_is_whole_private_and_never_over_a_store),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
