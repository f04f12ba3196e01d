/* Many people who save at the same time, each in a process of its own: what they wait, counted from when their turn was
 * due. Beside them the same number of writers at the bare engine and at SQLite. */
#include <lmdb.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/memory.h"
#include "bench/bench.h"

#define WRITERS 32
#define CHANGES_EACH 50 /* five a second for ten seconds */
#define SECONDS_BETWEEN 0.2
#define RECORD_SIZE 200
#define ENGINE_MAP ((size_t)1 << 30)

/* Who is written to. Each writer opens it for itself; what `open` gives is NULL where it cannot be had. */
struct written {
	void *(*open)(const struct bench *bench);
	bool (*save)(void *opened, unsigned writer, unsigned change);
	void (*close)(void *opened);
};

/* ---- the register ---- */

static void *open_register(const struct bench *bench)
{
	struct session *session = memory_new(sizeof *session);
	struct measured measured = {0};
	if (!bench_open(bench, false, session, &measured)) {
		fprintf(stderr, "%s\n", measured.words);
		free(session);
		return NULL;
	}
	return session;
}

static bool save_in_register(void *opened, unsigned writer, unsigned change)
{
	struct error error = {0};
	return bench_save(opened, 1 + writer, (int64_t)(10000 + change), NULL, &error);
}

static void close_register(void *opened)
{
	session_close(opened);
	free(opened);
}

/* ---- the bare engine: one table, one value of a record's size ---- */

static void *open_engine(const struct bench *bench)
{
	char *path = bench_path(bench, "crowd");
	MDB_env *env;
	bool ok = mdb_env_create(&env) == MDB_SUCCESS && mdb_env_set_mapsize(env, ENGINE_MAP) == MDB_SUCCESS &&
	          mdb_env_open(env, path, 0, 0600) == MDB_SUCCESS;
	free(path);
	return ok ? env : NULL;
}

static bool save_in_engine(void *opened, unsigned writer, unsigned change)
{
	unsigned char record[RECORD_SIZE] = {(unsigned char)change};
	MDB_val key = {sizeof writer, &writer}, value = {sizeof record, record};
	MDB_txn *txn;
	MDB_dbi table;
	if (mdb_txn_begin(opened, NULL, 0, &txn) != MDB_SUCCESS)
		return false;
	if (mdb_dbi_open(txn, NULL, 0, &table) == MDB_SUCCESS && mdb_put(txn, table, &key, &value, 0) == MDB_SUCCESS)
		return mdb_txn_commit(txn) == MDB_SUCCESS;
	mdb_txn_abort(txn);
	return false;
}

static void close_engine(void *opened)
{
	mdb_env_close(opened);
}

/* Made before the writers start: they would otherwise race for its first page. */
static void make_engine(const struct bench *bench)
{
	char *path = bench_path(bench, "crowd");
	mkdir(path, 0700);
	free(path);
	void *env = open_engine(bench);
	if (env != NULL && save_in_engine(env, WRITERS, 0))
		close_engine(env);
}

/* ---- SQLite ---- */

static void *open_peer(const struct bench *bench)
{
	struct measured measured = {0};
	sqlite3 *database = peer_open(bench, &measured);
	if (database != NULL)
		sqlite3_exec(database, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL", NULL, NULL, NULL);
	return database;
}

static bool save_in_peer(void *opened, unsigned writer, unsigned change)
{
	char sql[100];
	snprintf(sql, sizeof sql, "UPDATE system SET users = %u WHERE code = %u", 10000 + change, 1 + writer);
	return sqlite3_exec(opened, sql, NULL, NULL, NULL) == SQLITE_OK;
}

static void close_peer(void *opened)
{
	sqlite3_close(opened);
}

/* ---- the crowd ---- */

struct crowd {
	const struct bench *bench;
	const struct written *written;
	double waits[WRITERS][CHANGES_EACH];
	uint32_t done[WRITERS];
};

static void sleep_until(double moment)
{
	double left = moment - seconds_now();
	if (left > 0)
		usleep((useconds_t)(left * 1e6));
}

static void write_as(struct crowd *crowd, unsigned writer, double start)
{
	void *opened = crowd->written->open(crowd->bench);
	for (unsigned i = 0; opened != NULL && i < CHANGES_EACH; i++) {
		double due = start + i * SECONDS_BETWEEN;
		sleep_until(due);
		if (!crowd->written->save(opened, writer, i))
			break;
		crowd->waits[writer][i] = seconds_now() - due;
		crowd->done[writer]++;
	}
	if (opened != NULL)
		crowd->written->close(opened);
}

static void start_and_wait(struct crowd *crowd)
{
	pid_t children[WRITERS];
	double start = seconds_now() + 0.5;
	for (unsigned writer = 0; writer < WRITERS; writer++) {
		children[writer] = fork();
		if (children[writer] == 0) {
			write_as(crowd, writer, start + (double)writer / WRITERS * SECONDS_BETWEEN);
			_exit(0);
		}
	}
	for (unsigned writer = 0; writer < WRITERS; writer++)
		waitpid(children[writer], NULL, 0);
}

/* What each writer wrote last is there. */
static unsigned count_kept(const struct bench *bench, const struct crowd *crowd)
{
	struct session session;
	struct measured measured = {0};
	unsigned kept = 0;
	if (!bench_open(bench, true, &session, &measured))
		return 0;
	struct view *view = view_open(session.store, NULL);
	for (unsigned writer = 0; writer < WRITERS; writer++) {
		struct record record;
		kept += view_record(view, (struct ref){E_system, 1 + writer}, &record) &&
		        record_number(&record, F_system_users) == 10000 + (int64_t)crowd->done[writer] - 1;
	}
	view_close(&view);
	session_close(&session);
	return kept;
}

static void gather(const struct crowd *crowd, struct measured *measured)
{
	double *waits = memory_new_array(WRITERS * CHANGES_EACH, sizeof *waits);
	uint64_t count = 0;
	for (unsigned writer = 0; writer < WRITERS; writer++)
		for (unsigned i = 0; i < crowd->done[writer]; i++)
			waits[count++] = crowd->waits[writer][i];
	if (count == WRITERS * CHANGES_EACH)
		measure_end(measured);
	else
		measure_failed(measured, "not every change was taken");
	measured->figures[0] = (double)count;
	measured->figures[1] = percentile(waits, count, 0.5);
	measured->figures[2] = percentile(waits, count, 0.99);
	measured->figures[3] = percentile(waits, count, 1);
	free(waits);
}

static void crowd_at(const struct bench *bench, const struct written *written, struct measured *measured)
{
	struct crowd *crowd = mmap(NULL, sizeof *crowd, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	crowd->bench = bench;
	crowd->written = written;
	start_and_wait(crowd);
	gather(crowd, measured);
	if (written->open == open_register)
		measured->figures[4] = count_kept(bench, crowd);
	munmap(crowd, sizeof *crowd);
}

static void crowd_at_register(void *bench, struct measured *measured)
{
	static const struct written written = {open_register, save_in_register, close_register};
	crowd_at(bench, &written, measured);
}

static void crowd_at_engine(void *bench, struct measured *measured)
{
	static const struct written written = {open_engine, save_in_engine, close_engine};
	make_engine(bench);
	crowd_at(bench, &written, measured);
}

static void crowd_at_peer(void *bench, struct measured *measured)
{
	static const struct written written = {open_peer, save_in_peer, close_peer};
	crowd_at(bench, &written, measured);
}

static void tell_waits(const char *who, const struct measured *measured, char told[100])
{
	char a[32], b[32], c[32];
	if (measured->done)
		snprintf(told, 100, "%s50 %% %s, 99 %% %s, most %s", who, in_time(measured->figures[1], a),
		         in_time(measured->figures[2], b), in_time(measured->figures[3], c));
	else
		snprintf(told, 100, "%s%.60s", who, measured->words);
}

void rows_crowd(struct bench *bench)
{
	struct measured own = measure(crowd_at_register, bench), engine = measure(crowd_at_engine, bench),
					peer = measure(crowd_at_peer, bench);
	char here[100], there[100];
	tell_waits("", &own, here);
	tell_waits("lmdb ", &engine, there);
	table_words("32 writers, 5 changes a second each", here, there, "", "99 % 40 ms");
	snprintf(here, sizeof here, "%.0f acknowledged, %s", own.figures[0],
	         own.figures[4] == WRITERS ? "none lost" : "SOME LOST");
	tell_waits("sqlite ", &peer, there);
	table_words("", here, there, "", "none lost");
}
