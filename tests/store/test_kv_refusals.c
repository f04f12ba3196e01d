/* What is no store, or no longer a whole one, is refused with words and left as it was. */
#include <lmdb.h>

#include "kv_fixture.h"

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

	snprintf(command, sizeof(command),
		 "find '%s' ! -name lock.mdb -printf '%%P %%m %%y %%s\\n' 2>/dev/null | LC_ALL=C sort", store);
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(test_what_is_no_store_is_refused_and_left_alone),
		CASE(test_a_file_that_ends_before_its_last_free_page_is_whole),
		CASE(test_missing_tables_are_made_only_when_asked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
