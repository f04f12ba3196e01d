/* Writing in a transaction. Each table that is written to has a cursor of its own until the end, so that what is put in
 * the order of its keys is not searched for from the root.
 *
 * Appending trusts the cursor to stand on the last key; so a cursor that has written elsewhere never appends again, and
 * a table into which a key did not fit at the end is no longer tried there. Deleting closes the cursor. */
#include <errno.h>
#include <string.h>

#include "base/memory.h"
#include "store/kv_private.h"

static bool may_write(struct kv_txn *txn, struct kv_bytes key)
{
	if (!txn->write)
		kv_fail_code(txn, EACCES);
	else if (key.size == 0 || key.size > KV_KEY_MAX)
		kv_fail_code(txn, MDB_BAD_VALSIZE);
	return !kv_stopped(txn);
}

/* The engine moves and frees pages before it copies what it is given, which may lie in one of them. */
static MDB_val take(struct kv *kv, struct kv_bytes bytes, size_t offset)
{
	if (bytes.size > 0)
		memcpy(kv->scratch + offset, bytes.data, bytes.size);
	return (MDB_val){.mv_size = bytes.size, .mv_data = kv->scratch + offset};
}

static void close_writer(struct kv_writer *writer)
{
	if (writer->cursor)
		mdb_cursor_close(writer->cursor);
	writer->cursor = NULL;
}

void kv_writers_end(struct kv_txn *txn)
{
	for (unsigned table = 0; txn->write && table < KV_TABLES; table++)
		close_writer(&txn->writers[table]);
}

static int put(struct kv_txn *txn, enum kv_table table, struct kv_bytes key, struct kv_bytes value, unsigned flags)
{
	struct kv *kv = txn->kv;
	struct kv_writer *writer = &txn->writers[table];
	bool appends = flags & MDB_APPEND;
	MDB_val to, from;
	int code = MDB_SUCCESS;

	if (txn->later.table == table)
		kv_put_what_waits(txn);
	if (kv->scratch_size < key.size + value.size) {
		kv->scratch_size = key.size + value.size + 4096;
		kv->scratch = memory_resize(kv->scratch, kv->scratch_size, 1);
	}
	to = take(kv, key, 0);
	from = take(kv, value, key.size);
	txn->changes++;
	if (txn->over)
		return kv_layer_put(txn, table, to, from, flags & MDB_NOOVERWRITE);
	if (writer->appends != appends)
		close_writer(writer);
	writer->appends = appends;
	if (!writer->cursor)
		code = mdb_cursor_open(txn->mdb, kv->tables[table], &writer->cursor);
	return code == MDB_SUCCESS ? mdb_cursor_put(writer->cursor, &to, &from, flags) : code;
}

/* MDB_KEYEXIST where the key is not greater than all others. */
static int append(struct kv_txn *txn, enum kv_table table, struct kv_bytes key, struct kv_bytes value)
{
	struct kv_writer *writer = &txn->writers[table];
	int code = writer->scattered || txn->over ? MDB_KEYEXIST : put(txn, table, key, value, MDB_APPEND);

	writer->scattered = code == MDB_KEYEXIST;
	return code;
}

void kv_put(struct kv_txn *txn, enum kv_table table, struct kv_bytes key, struct kv_bytes value)
{
	int code = may_write(txn, key) ? put(txn, table, key, value, 0) : MDB_SUCCESS;

	if (code != MDB_SUCCESS)
		kv_fail_code(txn, code);
}

void kv_append(struct kv_txn *txn, enum kv_table table, struct kv_bytes key, struct kv_bytes value)
{
	int code = may_write(txn, key) ? append(txn, table, key, value) : MDB_SUCCESS;

	if (code == MDB_KEYEXIST)
		code = put(txn, table, key, value, 0);
	if (code != MDB_SUCCESS)
		kv_fail_code(txn, code);
}

bool kv_add(struct kv_txn *txn, enum kv_table table, struct kv_bytes key, struct kv_bytes value)
{
	int code;

	if (!may_write(txn, key))
		return false;
	code = append(txn, table, key, value);
	if (code == MDB_KEYEXIST)
		code = put(txn, table, key, value, MDB_NOOVERWRITE);
	if (code != MDB_SUCCESS && code != MDB_KEYEXIST)
		kv_fail_code(txn, code);
	return code == MDB_SUCCESS;
}

void kv_delete(struct kv_txn *txn, enum kv_table table, struct kv_bytes key)
{
	unsigned char copy[KV_KEY_MAX];
	MDB_val gone = {.mv_size = key.size, .mv_data = copy};
	int code;

	if (!may_write(txn, key))
		return;
	memcpy(copy, key.data, key.size);
	if (txn->later.table == table)
		kv_put_what_waits(txn);
	close_writer(&txn->writers[table]);
	txn->changes++;
	code = txn->over ? kv_layer_hide(txn, table, gone) : mdb_del(txn->mdb, txn->kv->tables[table], &gone, NULL);
	if (code != MDB_SUCCESS && code != MDB_NOTFOUND)
		kv_fail_code(txn, code);
}
