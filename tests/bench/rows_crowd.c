/* Many people who save at the same time, each in a process of its own, with the register open; beside them the same
 * number of writers at the bare engine and at SQLite. */
#include <lmdb.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/memory.h"
#include "bench/crowd.h"

#define RECORD_SIZE 200
#define ENGINE_MAP ((size_t)1 << 30)

/* ---- the register ---- */

struct at_register {
	struct session session;
	unsigned person;
};

static void *open_register(const struct bench *bench, unsigned person)
{
	struct at_register *at = memory_new(sizeof *at);
	struct measured measured = {0};
	at->person = person;
	if (bench_open(bench, false, &at->session, &measured))
		return at;
	fprintf(stderr, "%s\n", measured.words);
	free(at);
	return NULL;
}

static bool save_in_register(void *opened, unsigned change)
{
	struct at_register *at = opened;
	struct error error = {0};
	return bench_save(&at->session, 1 + at->person, (int64_t)(CROWD_FIRST + change), NULL, &error);
}

static void close_register(void *opened)
{
	session_close(&((struct at_register *)opened)->session);
	free(opened);
}

/* ---- the bare engine: one table, one value of a record's size ---- */

struct at_engine {
	MDB_env *env;
	unsigned person;
};

static void *open_engine(const struct bench *bench, unsigned person)
{
	char *path = bench_path(bench, "crowd");
	struct at_engine *at = memory_new(sizeof *at);
	at->person = person;
	bool ok = mdb_env_create(&at->env) == MDB_SUCCESS && mdb_env_set_mapsize(at->env, ENGINE_MAP) == MDB_SUCCESS &&
	          mdb_env_open(at->env, path, 0, 0600) == MDB_SUCCESS;
	free(path);
	return ok ? at : NULL;
}

static bool save_in_engine(void *opened, unsigned change)
{
	struct at_engine *at = opened;
	unsigned char record[RECORD_SIZE] = {(unsigned char)change};
	MDB_val key = {sizeof at->person, &at->person}, value = {sizeof record, record};
	MDB_txn *txn;
	MDB_dbi table;
	if (mdb_txn_begin(at->env, NULL, 0, &txn) != MDB_SUCCESS)
		return false;
	if (mdb_dbi_open(txn, NULL, 0, &table) == MDB_SUCCESS && mdb_put(txn, table, &key, &value, 0) == MDB_SUCCESS)
		return mdb_txn_commit(txn) == MDB_SUCCESS;
	mdb_txn_abort(txn);
	return false;
}

static void close_engine(void *opened)
{
	mdb_env_close(((struct at_engine *)opened)->env);
	free(opened);
}

/* Made before the writers start: they would otherwise race for its first page. */
static void make_engine(const struct bench *bench)
{
	char *path = bench_path(bench, "crowd");
	mkdir(path, 0700);
	free(path);
	void *at = open_engine(bench, CROWD);
	if (at != NULL && save_in_engine(at, 0))
		close_engine(at);
}

/* ---- SQLite ---- */

struct at_peer {
	sqlite3 *database;
	unsigned person;
};

static void *open_peer(const struct bench *bench, unsigned person)
{
	struct measured measured = {0};
	struct at_peer *at = memory_new(sizeof *at);
	at->person = person;
	at->database = peer_open(bench, &measured);
	if (at->database == NULL)
		return NULL;
	sqlite3_exec(at->database, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL", NULL, NULL, NULL);
	return at;
}

static bool save_in_peer(void *opened, unsigned change)
{
	struct at_peer *at = opened;
	char sql[100];
	snprintf(sql, sizeof sql, "UPDATE system SET users = %u WHERE code = %u", CROWD_FIRST + change, 1 + at->person);
	return sqlite3_exec(at->database, sql, NULL, NULL, NULL) == SQLITE_OK;
}

static void close_peer(void *opened)
{
	sqlite3_close(((struct at_peer *)opened)->database);
	free(opened);
}

/* ---- the rows ---- */

static const struct crowd_way at_register = {.open = open_register, .save = save_in_register, .close = close_register},
							  at_engine = {.open = open_engine, .save = save_in_engine, .close = close_engine},
							  at_peer = {.open = open_peer, .save = save_in_peer, .close = close_peer};

void rows_crowd(struct bench *bench)
{
	const struct crowd_pace pace = {.changes = 50, .between = 0.2};
	struct crowd_check check;
	table_section("32 people, five changes a second each, the best of three rounds: from when a save was due");
	crowd_check_begin(&check, bench);
	struct crowd_result own = crowd_best(bench, &at_register, pace, crowd_check_round, &check);
	crowd_tell("with the register open", &own, &check, "99 % 40 ms");
	make_engine(bench);
	own = crowd_best(bench, &at_engine, pace, NULL, NULL);
	crowd_tell("  plain LMDB", &own, NULL, "");
	own = crowd_best(bench, &at_peer, pace, NULL, NULL);
	crowd_tell("  SQLite", &own, NULL, "");
}
