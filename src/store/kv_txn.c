/* Transactions: beginning, reading, ending; recovery from a full or outgrown map and from full reader slots. */
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "store/kv_private.h"

#define MOST_ATTEMPTS 3

void kv_hold_signals(sigset_t *before)
{
	sigset_t held;

	sigemptyset(&held);
	sigaddset(&held, SIGINT);
	sigaddset(&held, SIGTERM);
	sigaddset(&held, SIGHUP);
	sigaddset(&held, SIGTSTP);
	pthread_sigmask(SIG_BLOCK, &held, before);
}

static int begin_once(struct kv *kv, struct kv_txn *txn)
{
	if (txn->mdb)
		return mdb_txn_renew(txn->mdb);
	return mdb_txn_begin(kv->env, NULL, txn->write && !kv->layer ? 0 : MDB_RDONLY, &txn->mdb);
}

/* True when it is worth trying again. */
static bool recover(struct kv *kv, int code)
{
	size_t larger = kv_map_used(kv) * 2;
	int dead = 0;

	if (code == MDB_READERS_FULL)
		return mdb_reader_check(kv->env, &dead) == MDB_SUCCESS && dead > 0;
	if (code == MDB_MAP_RESIZED && kv->open == 0)
		return kv_map_resize(kv, larger > KV_MAP_DEFAULT ? larger : KV_MAP_DEFAULT) == MDB_SUCCESS;
	return false;
}

static int begin(struct kv *kv, struct kv_txn *txn)
{
	int code = MDB_PANIC;

	for (int attempt = 0; attempt < MOST_ATTEMPTS && !kv->unmapped; attempt++) {
		code = begin_once(kv, txn);
		if (code == MDB_SUCCESS || !recover(kv, code))
			break;
	}
	return code;
}

static struct kv_txn *new_txn(struct kv *kv, bool write)
{
	struct kv_txn *txn = kv->spare;

	if (write || !txn) {
		txn = memory_new(sizeof(*txn));
		txn->kv = kv;
		txn->write = write;
		return txn;
	}
	kv->spare = NULL;
	return txn;
}

static void discard(struct kv_txn *txn)
{
	struct kv *kv = txn->kv;

	if (!txn->write && txn->mdb && !kv->spare) {
		kv->spare = txn;
		return;
	}
	if ((!txn->write || kv->layer) && txn->mdb)
		mdb_txn_abort(txn->mdb);
	free(txn);
}

struct kv_txn *kv_begin(struct kv *kv, bool write, struct error *error)
{
	struct kv_txn *txn;
	int code;

	if (write && ((kv->read_only && !kv->layer) || kv->writing)) {
		error_set(error, ERROR_STORE,
				  kv->read_only && !kv->layer ? _("the store %s is open for reading only")
											  : _("the store %s is being written to here"),
				  kv->directory);
		return NULL;
	}
	if (write && !kv->layer && !kv_place_check(kv, error))
		return NULL;
	txn = new_txn(kv, write);
	if (write)
		kv_hold_signals(&txn->signals);
	code = begin(kv, txn);
	if (code == MDB_SUCCESS && kv->layer && (code = kv_layer_open_txn(txn)) != MDB_SUCCESS)
		mdb_txn_reset(txn->mdb);
	if (code == MDB_SUCCESS) {
		kv->open++;
		kv->writing = kv->writing || write;
		return txn;
	}
	if (write)
		pthread_sigmask(SIG_SETMASK, &txn->signals, NULL);
	kv_words(kv->directory, code, error);
	discard(txn);
	return NULL;
}

void kv_fail(struct kv_txn *txn, const struct error *error)
{
	if (!kv_failed(txn))
		txn->error = *error;
}

void kv_fail_code(struct kv_txn *txn, int code)
{
	struct error error = {0};

	txn->map_full = txn->map_full || code == MDB_MAP_FULL;
	if (txn->kv->layer)
		kv_layer_words(txn->kv, code, &error);
	else
		kv_words(txn->kv->directory, code, &error);
	kv_fail(txn, &error);
}

bool kv_failed(const struct kv_txn *txn)
{
	return txn->error.kind != ERROR_NONE;
}

bool kv_check(const struct kv_txn *txn, struct error *error)
{
	if (kv_failed(txn) && error)
		*error = txn->error;
	return !kv_failed(txn);
}

bool kv_get(struct kv_txn *txn, enum kv_table table, struct kv_bytes key, struct kv_bytes *value)
{
	MDB_val wanted = {.mv_size = key.size, .mv_data = (void *)(uintptr_t)key.data}, found;
	int code;

	kv_put_what_waits(txn);
	if (kv_stopped(txn) || key.size == 0 || key.size > KV_KEY_MAX)
		return false;
	code = txn->over ? kv_layer_get(txn, table, &wanted, &found)
	                 : mdb_get(txn->mdb, txn->kv->tables[table], &wanted, &found);
	if (code == MDB_SUCCESS)
		*value = (struct kv_bytes){found.mv_data, found.mv_size};
	else if (code != MDB_NOTFOUND)
		kv_fail_code(txn, code);
	return code == MDB_SUCCESS;
}

uint64_t kv_count(struct kv_txn *txn, enum kv_table table)
{
	MDB_stat stat = {0};
	int code;

	kv_put_what_waits(txn);
	code = kv_failed(txn) ? MDB_SUCCESS : mdb_stat(txn->mdb, txn->kv->tables[table], &stat);

	if (code != MDB_SUCCESS)
		kv_fail_code(txn, code);
	return stat.ms_entries + (uint64_t)(txn->over ? kv_layer_count(txn, table) : 0);
}

static void end_read(struct kv_txn *txn)
{
	mdb_txn_reset(txn->mdb);
	txn->error.kind = ERROR_NONE;
}

/* Once per opening: what fills the map again is a mistake and not a need. */
static void give_room(struct kv *kv)
{
	struct error text = {0};

	if (kv->grown || kv->open > 0)
		return;
	kv->grown = true;
	if (kv_map_resize(kv, kv_map_size(kv) * 2) != MDB_SUCCESS || !kv->notice)
		return;
	error_set(&text, ERROR_NONE, _("the store %s was full and now has room for %zu MiB: do the last change again"),
		  kv->directory, kv_map_size(kv) >> 20);
	kv->notice(text.text, kv->notice_context);
}

static void end(struct kv_txn **txn)
{
	struct kv *kv = (*txn)->kv;
	sigset_t signals = (*txn)->signals;
	bool write = (*txn)->write, map_full = (*txn)->map_full;

	kv_layer_close_txn(*txn);
	if (!write)
		end_read(*txn);
	kv_later_free(*txn);
	discard(*txn);
	*txn = NULL;
	kv->open--;
	if (!write)
		return;
	kv->writing = false;
	if (map_full)
		give_room(kv);
	pthread_sigmask(SIG_SETMASK, &signals, NULL);
}

/* The engine's transaction that was written in: committed, or taken back. */
static int finish_writing(struct kv_txn *txn, bool commit)
{
	MDB_txn *written = txn->over ? txn->over : txn->mdb;

	if (txn->over)
		txn->over = NULL;
	if (commit)
		return mdb_txn_commit(written);
	mdb_txn_abort(written);
	return MDB_SUCCESS;
}

bool kv_commit(struct kv_txn **txn, struct error *error)
{
	bool good;
	int code;

	kv_put_what_waits(*txn);
	kv_cursors_end(*txn);
	if ((*txn)->write) {
		kv_look_last(*txn);
		code = finish_writing(*txn, !kv_failed(*txn));
		if (code != MDB_SUCCESS)
			kv_fail_code(*txn, code);
	}
	good = kv_check(*txn, error);
	end(txn);
	return good;
}

void kv_abort(struct kv_txn **txn)
{
	if (!*txn)
		return;
	kv_cursors_end(*txn);
	if ((*txn)->write)
		finish_writing(*txn, false);
	end(txn);
}
