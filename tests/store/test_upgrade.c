/* A store brought to another format, by steps of the test's own: a copy first, each step whole or not at all, and never
 * by reading. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/memory.h"
#include "store/kv_private.h"
#include "store/store_private.h"
#include "store/upgrade.h"
#include "support/scratch.h"
#include "support/store.h"

static const struct store_options small = {.map_size = (size_t)1 << 30};
static struct test_store test;
static char *place;
static struct text backup;
static bool fails, dies;

static bool mark(struct kv_txn *txn, struct error *error)
{
	(void)error;
	meta_put(txn, "marked", bytes_of("yes", 3));
	return true;
}

static bool mark_again(struct kv_txn *txn, struct error *error)
{
	struct kv_bytes value;
	meta_put(txn, "marked_again", bytes_of("yes", 3));
	if (dies)
		raise(SIGKILL);
	if (fails)
		return error_set(error, ERROR_STORE, "as it was told");
	return meta_get(txn, "marked", &value);
}

static const struct upgrade_step steps[] = {{2, mark}, {3, mark_again}, {0, NULL}};
static const struct upgrade_step gap[] = {{3, mark_again}, {0, NULL}};

static int setup(void **state)
{
	(void)state;
	fails = dies = false;
	test_store_open(&test);
	test_put(&test, E_unit, 0, "name=A");
	place = scratch_new();
	text_printf(&backup, "%s/copy", place);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	test_store_close(&test);
	scratch_free(&place);
	text_free(&backup);
	return 0;
}

static bool upgrade(const struct upgrade_step *way, uint64_t to, struct upgrade_result *result, struct error *error)
{
	return store_upgrade(test.directory, way, to, backup.data, &small, result, error);
}

static void read_marks(const char *directory, uint64_t *format, bool *marked, bool *again)
{
	struct error error = {0};
	const struct kv_options options = {.read_only = true};
	struct kv *kv = kv_open(directory, &options, &error);
	struct kv_bytes value;
	if (kv == NULL)
		fail_msg("%s", error.text);
	struct kv_txn *txn = kv_begin(kv, false, &error);
	assert_true(meta_number(txn, "format", format));
	*marked = meta_get(txn, "marked", &value);
	*again = meta_get(txn, "marked_again", &value);
	assert_true(meta_is_sealed(txn));
	kv_abort(&txn);
	kv_close(&kv);
}

static void expect(const char *directory, uint64_t format, bool marked, bool again)
{
	uint64_t is;
	bool has, has_again;
	read_marks(directory, &is, &has, &has_again);
	assert_int_equal(is, format);
	assert_int_equal(has, marked);
	assert_int_equal(has_again, again);
}

static bool opens(const char *directory, struct error *error)
{
	struct store *store = store_open(directory, &small, error);
	bool opened = store != NULL;
	store_close(&store);
	return opened;
}

static void test_step_by_step(void **state)
{
	(void)state;
	struct upgrade_result result;
	struct error error = {0};
	store_close(&test.store);
	if (!upgrade(steps, 4, &result, &error))
		fail_msg("%s", error.text);
	assert_true(result.done && result.from == 2 && result.to == 4);
	expect(test.directory, 4, true, true);
	expect(backup.data, 2, false, false);
	assert_true(opens(backup.data, &error));
	assert_false(opens(test.directory, &error));
	assert_non_null(strstr(error.text, "format 4, newer than this program's"));
	assert_true(upgrade(steps, 4, &result, &error));
	assert_false(result.done);
	assert_false(upgrade(steps, 3, &result, &error));
	assert_non_null(strstr(error.text, "install the newer program"));
}

static void test_a_step_that_fails(void **state)
{
	(void)state;
	struct upgrade_result result;
	struct error error = {0};
	store_close(&test.store);
	fails = true;
	assert_false(upgrade(steps, 4, &result, &error));
	assert_string_equal(error.text, "from format 3 to 4: as it was told");
	assert_int_equal(result.to, 3);
	expect(test.directory, 3, true, false);
	fails = false;
	assert_false(upgrade(steps, 4, &result, &error)); /* the copy of before stays as it is */
	assert_non_null(strstr(error.text, "holds a store already"));
	expect(test.directory, 3, true, false);
	text_append_text(&backup, "-2");
	assert_true(upgrade(steps, 4, &result, &error));
	assert_int_equal(result.from, 3);
	expect(backup.data, 3, true, false);
	expect(test.directory, 4, true, true);
}

static void test_a_step_that_is_killed(void **state)
{
	(void)state;
	struct upgrade_result result;
	struct error error = {0};
	int status;
	store_close(&test.store);
	pid_t child = fork();
	if (child == 0) {
		dies = true;
		upgrade(steps, 4, &result, NULL);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
	expect(test.directory, 3, true, false);
	expect(backup.data, 2, false, false);
	text_append_text(&backup, "-2");
	assert_true(upgrade(steps, 4, &result, &error));
	expect(test.directory, 4, true, true);
}

static char *read_data(size_t *size)
{
	struct text path = {0};
	text_printf(&path, "%s/data.mdb", test.directory);
	FILE *file = fopen(path.data, "r");
	assert_non_null(file);
	fseek(file, 0, SEEK_END);
	*size = (size_t)ftell(file);
	rewind(file);
	char *bytes = memory_new(*size);
	assert_int_equal(fread(bytes, 1, *size, file), *size);
	fclose(file);
	text_free(&path);
	return bytes;
}

static void set_format(uint64_t format)
{
	struct kv_txn *txn = kv_begin(test.store->kv, true, NULL);
	meta_put_number(txn, "format", format);
	assert_true(kv_commit(&txn, NULL));
}

/* Neither opening an older store nor asking for what there is no way to writes a byte, or makes a copy. */
static void test_nothing_is_written_unasked(void **state)
{
	(void)state;
	static const struct store_options both[] = {{.read_only = true}, {.map_size = (size_t)1 << 30}};
	struct upgrade_result result;
	struct error error = {0};
	size_t size, size_after;
	set_format(1);
	store_close(&test.store);
	char *before = read_data(&size);
	for (size_t i = 0; i < COUNT_OF(both); i++) {
		assert_null(store_open(test.directory, &both[i], &error));
		assert_non_null(strstr(error.text, "format 1, older than this program's 2"));
	}
	assert_false(upgrade(gap, 4, &result, &error));
	assert_non_null(strstr(error.text, "no way from format 1 to 4"));
	assert_false(upgrade(upgrade_steps, STORE_FORMAT, &result, &error));
	assert_int_equal(access(backup.data, F_OK), -1);
	char *after = read_data(&size_after);
	assert_int_equal(size, size_after);
	assert_memory_equal(before, after, size);
	free(before);
	free(after);
}

static void drop_table(const char *name)
{
	MDB_env *env;
	MDB_txn *txn;
	MDB_dbi table;
	assert_int_equal(mdb_env_create(&env), 0);
	mdb_env_set_maxdbs(env, KV_TABLES);
	assert_int_equal(mdb_env_open(env, test.directory, 0, 0600), 0);
	assert_int_equal(mdb_txn_begin(env, NULL, 0, &txn), 0);
	assert_int_equal(mdb_dbi_open(txn, name, 0, &table), 0);
	assert_int_equal(mdb_drop(txn, table, 1), 0);
	assert_int_equal(mdb_txn_commit(txn), 0);
	mdb_env_close(env);
}

/* As one whose format had fewer tables. */
static void test_tables_that_are_missing(void **state)
{
	(void)state;
	struct upgrade_result result;
	struct error error = {0};
	const struct kv_options older = {.read_only = true, .older = true};
	store_close(&test.store);
	drop_table("history.63");
	assert_false(opens(test.directory, &error));
	assert_non_null(strstr(error.text, "use forvalta upgrade"));
	assert_true(upgrade(steps, 3, &result, &error));
	expect(test.directory, 3, true, false);
	struct kv *kv = kv_open(backup.data, &older, &error);
	assert_false(kv_has_table(kv, (enum kv_table)(KV_HISTORY + 63)));
	kv_close(&kv);
}

/* Whoever has it open with the older program is told when they save. */
static void test_a_session_that_is_open(void **state)
{
	(void)state;
	struct error error = {0};
	const struct entry_facts facts = {.kind = ENTRY_CHANGE};
	int status, go[2];
	char byte = 'x';
	assert_int_equal(pipe(go), 0);
	store_close(&test.store);
	pid_t child = fork();
	if (child == 0) {
		struct upgrade_result result;
		bool told = read(go[0], &byte, 1) == 1;
		_exit(told && upgrade(steps, 3, &result, NULL) ? 0 : 1);
	}
	test.store = store_open(test.directory, &small, &error);
	assert_int_equal(write(go[1], &byte, 1), 1);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(WEXITSTATUS(status), 0);
	assert_null(changes_begin(test.store, &facts, &error));
	assert_non_null(strstr(error.text, "format 3, newer than this program's 2"));
	close(go[0]);
	close(go[1]);
}

static void test_the_way(void **state)
{
	(void)state;
	static const struct {
		const struct upgrade_step *way;
		uint64_t from, to;
		bool there;
	} cases[] = {{steps, 2, 4, true}, {steps, 3, 4, true}, {steps, 4, 4, true}, {steps, 2, 5, false},
	             {steps, 1, 4, false}, {steps, 5, 4, false}, {gap, 2, 4, false}, {upgrade_steps, 2, STORE_FORMAT, true}};
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_int_equal(upgrade_has_way(cases[i].way, cases[i].from, cases[i].to), cases[i].there);
	/* No format that was handed out is left behind. */
	for (uint64_t format = 2; format <= STORE_FORMAT; format++)
		assert_true(upgrade_has_way(upgrade_steps, format, STORE_FORMAT));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_step_by_step),
		TEST(test_a_step_that_fails),
		TEST(test_a_step_that_is_killed),
		TEST(test_nothing_is_written_unasked),
		TEST(test_tables_that_are_missing),
		TEST(test_a_session_that_is_open),
		TEST(test_the_way),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
