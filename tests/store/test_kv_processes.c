/* Several processes on one store: turns, snapshots, the killed, and signals that wait. */
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include "kv_fixture.h"

#define WRITERS 4
#define CHANGES_EACH 250

static volatile sig_atomic_t signals_seen;
static bool stop_at_data_file;

/* The engine's calls come here: a symbol of the program goes before a library's. */
int open(const char *path, int flags, ...)
{
	va_list arguments;
	mode_t mode;

	va_start(arguments, flags);
	mode = va_arg(arguments, mode_t);
	va_end(arguments);
	if (stop_at_data_file && strstr(path, "/data.mdb"))
		raise(SIGSTOP);
	return (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

static void count_signal(int number)
{
	(void)number;
	signals_seen++;
}

static uint32_t read_counter(struct kv_txn *txn)
{
	struct kv_bytes value;
	uint32_t count = 0;

	if (kv_get(txn, KV_META, bytes("counter"), &value) && value.size == sizeof(count))
		memcpy(&count, value.data, sizeof(count));
	return count;
}

static bool add_one(struct kv *kv)
{
	struct kv_txn *txn = kv_begin(kv, true, NULL);
	uint32_t count;

	if (!txn)
		return false;
	count = read_counter(txn) + 1;
	kv_put(txn, KV_META, bytes("counter"), (struct kv_bytes){&count, sizeof(count)});
	return kv_commit(&txn, NULL);
}

static int write_many(void)
{
	struct kv *kv = kv_open(store, &options, NULL);
	int done = 0;

	while (kv && done < CHANGES_EACH && add_one(kv))
		done++;
	kv_close(&kv);
	return done == CHANGES_EACH ? 0 : 1;
}

static pid_t start(int (*work)(void))
{
	pid_t child = fork();

	if (child == 0)
		_exit(work());
	assert_true(child > 0);
	return child;
}

static int finish(pid_t child)
{
	int status = -1;

	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static uint32_t counter_now(void)
{
	struct kv *kv = open_store();
	struct kv_txn *txn = kv_begin(kv, false, NULL);
	uint32_t count = read_counter(txn);

	kv_abort(&txn);
	kv_close(&kv);
	return count;
}

static void test_writers_take_turns(void **state)
{
	pid_t children[WRITERS];

	(void)state;
	make_store();
	for (int i = 0; i < WRITERS; i++)
		children[i] = start(write_many);
	for (int i = 0; i < WRITERS; i++)
		assert_int_equal(finish(children[i]), 0);
	assert_int_equal(counter_now(), WRITERS * CHANGES_EACH);
}

/* Reads while the others write: what a transaction sees stands still. */
static int watch(void)
{
	struct kv *kv = kv_open(store, &options, NULL);
	uint32_t last = 0, count, again;

	for (int i = 0; kv && i < 2000 && last < CHANGES_EACH; i++) {
		struct kv_txn *txn = kv_begin(kv, false, NULL);

		count = read_counter(txn);
		usleep(200);
		again = read_counter(txn);
		kv_abort(&txn);
		if (count != again || count < last)
			return 1;
		last = count;
	}
	kv_close(&kv);
	return 0;
}

static void test_a_reader_sees_one_moment(void **state)
{
	pid_t watcher, writer;

	(void)state;
	make_store();
	watcher = start(watch);
	writer = start(write_many);
	assert_int_equal(finish(writer), 0);
	assert_int_equal(finish(watcher), 0);
}

static int die_while_writing(void)
{
	struct kv *kv = kv_open(store, &options, NULL);
	struct kv_txn *txn = kv_begin(kv, true, NULL);

	kv_put(txn, KV_RECORD, bytes("kept"), bytes("spoilt"));
	kill(getpid(), SIGKILL);
	return 1;
}

static void test_a_writer_killed_in_its_turn_blocks_nobody(void **state)
{
	struct kv *kv;

	(void)state;
	make_store();
	assert_int_equal(finish(start(die_while_writing)), 128 + SIGKILL);
	kv = open_store();
	assert_true(has(kv, "kept", "value"));
	put_one(kv, "next", "value");
	kv_close(&kv);
}

static void test_an_old_reader_is_named(void **state)
{
	struct kv_statistics statistics;
	struct kv_txn *reader;
	struct kv *kv;

	(void)state;
	make_store();
	kv = open_store();
	reader = kv_begin(kv, false, NULL);
	for (int i = 0; i < 10; i++)
		assert_true(add_one(kv));
	assert_true(kv_stat(kv, &statistics, NULL));
	assert_int_equal(statistics.oldest_reader_process, getpid());
	assert_int_equal(statistics.last_commit - statistics.oldest_reader, 10);
	kv_abort(&reader);
	assert_true(kv_stat(kv, &statistics, NULL));
	assert_int_equal(statistics.oldest_reader_process, 0);
	kv_close(&kv);
}

enum ending { COMMIT, ABORT, FAILED_COMMIT };

static void end_with(struct kv_txn **txn, enum ending ending)
{
	if (ending == FAILED_COMMIT)
		kv_put(*txn, KV_RECORD, (struct kv_bytes){"", 0}, bytes("no key"));
	if (ending == ABORT)
		kv_abort(txn);
	else
		assert_int_equal(kv_commit(txn, NULL), ending == COMMIT);
}

static void test_signals_wait_until_a_write_transaction_ends(void **state)
{
	static const int held[] = {SIGINT, SIGTERM, SIGHUP, SIGTSTP};
	struct kv_txn *txn;
	struct kv *kv;

	(void)state;
	make_store();
	kv = open_store();
	for (size_t i = 0; i < 3 * COUNT_OF(held); i++) {
		signal(held[i / 3], count_signal);
		signals_seen = 0;
		txn = kv_begin(kv, true, NULL);
		raise(held[i / 3]);
		assert_null(kv_begin(kv, true, NULL)); /* a failure to begin does not let them in */
		assert_int_equal(signals_seen, 0);
		end_with(&txn, i % 3);
		assert_int_equal(signals_seen, 1);
		txn = kv_begin(kv, false, NULL);
		raise(held[i / 3]);
		assert_int_equal(signals_seen, 2);
		kv_abort(&txn);
		signal(held[i / 3], SIG_DFL);
	}
	kv_close(&kv);
}

static void test_who_held_a_signal_before_holds_it_after(void **state)
{
	sigset_t term, now;
	struct kv *kv;

	(void)state;
	make_store();
	kv = open_store();
	sigemptyset(&term);
	sigaddset(&term, SIGTERM);
	sigprocmask(SIG_BLOCK, &term, NULL);
	put_one(kv, "next", "value");
	sigprocmask(SIG_UNBLOCK, &term, &now);
	assert_int_equal(sigismember(&now, SIGTERM), 1);
	assert_int_equal(sigismember(&now, SIGINT), 0);
	kv_close(&kv);
}

static int copy_and_count(void)
{
	struct kv *kv = kv_open(store, &options, NULL);
	char to[4400];
	uint32_t last = 0;

	for (int i = 0; kv && i < 10; i++) {
		snprintf(to, sizeof(to), "%s-copy-%d", store, i);
		if (!kv_copy(kv, to, NULL))
			return 1;
	}
	kv_close(&kv);
	for (int i = 0; i < 10; i++) {
		snprintf(store + strlen(store), 32, "-copy-%d", i);
		if (counter_now() < last)
			return 2;
		last = counter_now();
		*strstr(store, "-copy-") = '\0';
	}
	return 0;
}

static void test_copies_are_made_while_others_write(void **state)
{
	pid_t copier, writers[2];

	(void)state;
	make_store();
	copier = start(copy_and_count);
	for (int i = 0; i < 2; i++)
		writers[i] = start(write_many);
	assert_int_equal(finish(copier), 0);
	for (int i = 0; i < 2; i++)
		assert_int_equal(finish(writers[i]), 0);
}

static int create_at_once(void)
{
	struct error error = {0};
	struct kv *kv;

	options.create = true;
	kv = kv_open(store, &options, &error);
	if (!kv || !add_one(kv))
		return 1;
	kv_close(&kv);
	return 0;
}

static void test_several_may_create_a_store_at_once(void **state)
{
	pid_t children[8];
	char rest[5000] = "";
	FILE *listing;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(children); i++)
		children[i] = start(create_at_once);
	for (size_t i = 0; i < COUNT_OF(children); i++)
		assert_int_equal(finish(children[i]), 0);
	assert_int_equal(counter_now(), COUNT_OF(children));
	snprintf(rest, sizeof(rest), "ls -A %s", store);
	listing = popen(rest, "r");
	rest[fread(rest, 1, sizeof(rest) - 1, listing)] = '\0';
	pclose(listing);
	assert_string_equal(rest, "data.mdb\nlock.mdb\n");
}

/* The first to open a store sets the engine's lock file up; killed in the middle of that, it must not leave a half-made
 * one to whoever waits behind it. */
static int open_until_killed(void)
{
	stop_at_data_file = true;
	kv_open(store, &options, NULL);
	return 1;
}

static int open_and_add_one(void)
{
	struct kv *kv = kv_open(store, &options, NULL);
	bool done = kv && add_one(kv);

	kv_close(&kv);
	return done ? 0 : 1;
}

static void test_who_is_killed_while_opening_leaves_nothing_half_made(void **state)
{
	pid_t first, second;
	int status;

	(void)state;
	make_store();
	assert_int_equal(write_many(), 0);
	for (uint32_t round = 1; round <= 3; round++) {
		first = start(open_until_killed);
		assert_int_equal(waitpid(first, &status, WUNTRACED), first);
		assert_true(WIFSTOPPED(status));
		second = start(open_and_add_one);
		usleep(50000);
		kill(first, SIGKILL);
		assert_int_equal(finish(first), 128 + SIGKILL);
		assert_int_equal(finish(second), 0);
		assert_int_equal(counter_now(), CHANGES_EACH + round);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(test_writers_take_turns),
		CASE(test_a_reader_sees_one_moment),
		CASE(test_a_writer_killed_in_its_turn_blocks_nobody),
		CASE(test_an_old_reader_is_named),
		CASE(test_signals_wait_until_a_write_transaction_ends),
		CASE(test_who_held_a_signal_before_holds_it_after),
		CASE(test_copies_are_made_while_others_write),
		CASE(test_who_is_killed_while_opening_leaves_nothing_half_made),
		CASE(test_several_may_create_a_store_at_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
