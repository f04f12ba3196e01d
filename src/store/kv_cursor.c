/* Cursors. While reading, the engine's own position is enough. While writing, a cursor remembers its key and looks it
 * up again whenever anything has been written since: so it needs no promise of the engine about what moved. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "store/kv_private.h"

struct kv_cursor *kv_cursor_new(struct kv_txn *txn, enum kv_table table)
{
	struct kv_cursor *cursor = memory_new(sizeof(*cursor));
	int code;

	cursor->txn = txn;
	cursor->table = table;
	cursor->next = txn->cursors;
	cursor->plain = !txn->write && !txn->over;
	txn->cursors = cursor;
	code = kv_failed(txn) ? MDB_SUCCESS : mdb_cursor_open(txn->mdb, txn->kv->tables[table], &cursor->mdb);
	if (code == MDB_SUCCESS && cursor->mdb && txn->over)
		code = kv_layer_cursor(txn, &cursor->over);
	if (code != MDB_SUCCESS)
		kv_fail_code(txn, code);
	return cursor;
}

static void end(struct kv_cursor *cursor)
{
	if (cursor->mdb)
		mdb_cursor_close(cursor->mdb);
	if (cursor->over)
		mdb_cursor_close(cursor->over);
	cursor->mdb = cursor->over = NULL;
	cursor->txn = NULL;
}

void kv_cursors_end(struct kv_txn *txn)
{
	if (txn->below)
		kv_cursors_end(txn->below);
	kv_writers_end(txn);
	while (txn->cursors) {
		struct kv_cursor *cursor = txn->cursors;

		txn->cursors = cursor->next;
		end(cursor);
	}
}

void kv_cursor_free(struct kv_cursor **cursor)
{
	if (!*cursor)
		return;
	if ((*cursor)->txn) {
		struct kv_cursor **link = &(*cursor)->txn->cursors;

		while (*link != *cursor)
			link = &(*link)->next;
		*link = (*cursor)->next;
		end(*cursor);
	}
	free(*cursor);
	*cursor = NULL;
}

static bool usable(const struct kv_cursor *cursor)
{
	if (cursor->txn)
		kv_put_what_waits(cursor->txn);
	return cursor->mdb && !kv_stopped(cursor->txn);
}

static bool get(struct kv_cursor *cursor, MDB_val *key, MDB_val *value, MDB_cursor_op operation)
{
	int code = mdb_cursor_get(cursor->mdb, key, value, operation);

	if (code != MDB_SUCCESS && code != MDB_NOTFOUND)
		kv_fail_code(cursor->txn, code);
	return code == MDB_SUCCESS;
}

static bool stand(struct kv_cursor *cursor, MDB_val key, MDB_val data, struct kv_bytes *found, struct kv_bytes *value)
{
	cursor->place = ON_KEY;
	if (!cursor->plain) {
		memcpy(cursor->key, key.mv_data, key.mv_size);
		cursor->key_size = key.mv_size;
		cursor->changes = cursor->txn->changes;
	}
	if (found)
		*found = (struct kv_bytes){key.mv_data, key.mv_size};
	if (value)
		*value = (struct kv_bytes){data.mv_data, data.mv_size};
	return true;
}

/* The position in the engine may have been moved by what was written, or by a move that found nothing. Of two engines
 * it is never known. */
static bool stale(const struct kv_cursor *cursor)
{
	return cursor->over || (cursor->txn->write && cursor->changes != cursor->txn->changes);
}

static MDB_val own_key(struct kv_cursor *cursor)
{
	return (MDB_val){.mv_size = cursor->key_size, .mv_data = cursor->key};
}

bool kv_seek(struct kv_cursor *cursor, struct kv_bytes key, struct kv_bytes *found, struct kv_bytes *value)
{
	MDB_val at = {.mv_size = key.size, .mv_data = (void *)(uintptr_t)key.data}, data;
	MDB_cursor_op operation = key.size == 0 ? MDB_FIRST : MDB_SET_RANGE;

	if (!usable(cursor))
		return false;
	if (cursor->over ? kv_merge_forward(cursor, at, false, &at, &data) : get(cursor, &at, &data, operation))
		return stand(cursor, at, data, found, value);
	cursor->place = BEHIND_LAST;
	return false;
}

/* The first key greater than the cursor's own, whether that is still there or not. */
static bool look_up_next(struct kv_cursor *cursor, MDB_val *key, MDB_val *data)
{
	*key = own_key(cursor);
	if (cursor->over)
		return kv_merge_forward(cursor, *key, true, key, data);
	if (!get(cursor, key, data, MDB_SET_RANGE))
		return false;
	if (key->mv_size != cursor->key_size || memcmp(key->mv_data, cursor->key, key->mv_size) != 0)
		return true;
	return get(cursor, key, data, MDB_NEXT);
}

static bool look_up_previous(struct kv_cursor *cursor, MDB_val *key, MDB_val *data)
{
	*key = own_key(cursor);
	if (cursor->over)
		return kv_merge_backward(cursor, *key, key, data);
	return get(cursor, key, data, get(cursor, key, data, MDB_SET_RANGE) ? MDB_PREV : MDB_LAST);
}

static bool first(struct kv_cursor *cursor, MDB_val *key, MDB_val *data)
{
	if (cursor->over)
		return kv_merge_forward(cursor, (MDB_val){0}, false, key, data);
	return get(cursor, key, data, MDB_FIRST);
}

static bool last(struct kv_cursor *cursor, MDB_val *key, MDB_val *data)
{
	if (cursor->over)
		return kv_merge_backward(cursor, (MDB_val){0}, key, data);
	return get(cursor, key, data, MDB_LAST);
}

static bool current_of_both(struct kv_cursor *cursor, MDB_val *key, MDB_val *data)
{
	MDB_val found;

	return kv_merge_forward(cursor, *key, false, &found, data) && found.mv_size == key->mv_size &&
	       memcmp(found.mv_data, key->mv_data, key->mv_size) == 0;
}

static bool next_otherwise(struct kv_cursor *cursor, struct kv_bytes *found, struct kv_bytes *value)
{
	MDB_val key, data;
	bool moved = false;

	if (!usable(cursor) || cursor->place == BEHIND_LAST)
		return false;
	if (cursor->place == BEFORE_FIRST_MOVE)
		moved = first(cursor, &key, &data);
	else
		moved = stale(cursor) ? look_up_next(cursor, &key, &data) : get(cursor, &key, &data, MDB_NEXT);
	if (moved)
		return stand(cursor, key, data, found, value);
	return false;
}

/* Most of what is ever asked of the store is the next record while reading. */
bool kv_next(struct kv_cursor *cursor, struct kv_bytes *found, struct kv_bytes *value)
{
	MDB_val key, data;

	if (!cursor->mdb || cursor->place != ON_KEY || !cursor->plain || kv_stopped(cursor->txn))
		return next_otherwise(cursor, found, value);
	return get(cursor, &key, &data, MDB_NEXT) && stand(cursor, key, data, found, value);
}

bool kv_previous(struct kv_cursor *cursor, struct kv_bytes *found, struct kv_bytes *value)
{
	MDB_val key, data;
	bool moved = false;

	if (!usable(cursor))
		return false;
	if (cursor->place != ON_KEY)
		moved = last(cursor, &key, &data);
	else
		moved = stale(cursor) ? look_up_previous(cursor, &key, &data) : get(cursor, &key, &data, MDB_PREV);
	if (moved)
		return stand(cursor, key, data, found, value);
	return false;
}

bool kv_last(struct kv_cursor *cursor, struct kv_bytes *found, struct kv_bytes *value)
{
	MDB_val key, data;

	return usable(cursor) && last(cursor, &key, &data) && stand(cursor, key, data, found, value);
}

bool kv_current(struct kv_cursor *cursor, struct kv_bytes *found, struct kv_bytes *value)
{
	MDB_val key, data;

	if (!usable(cursor) || cursor->place != ON_KEY)
		return false;
	key = own_key(cursor);
	if (cursor->over ? !current_of_both(cursor, &key, &data)
	                 : !get(cursor, &key, &data, stale(cursor) ? MDB_SET_KEY : MDB_GET_CURRENT))
		return false;
	if (found)
		*found = (struct kv_bytes){key.mv_data, key.mv_size};
	if (value)
		*value = (struct kv_bytes){data.mv_data, data.mv_size};
	return true;
}
