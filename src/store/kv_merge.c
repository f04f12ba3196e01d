/* A cursor over a table and the layer on it: where both have a key the layer's counts, and what it hides is passed by.
 * Each move looks both up from the cursor's own key, so nothing depends on what was written or found in between. */
#include <string.h>

#include "store/kv_private.h"

/* Where one of the two stands. */
struct side {
	MDB_val key, value;
	bool there;
};

static int compare(MDB_val a, MDB_val b)
{
	size_t shorter = a.mv_size < b.mv_size ? a.mv_size : b.mv_size;
	int order = memcmp(a.mv_data, b.mv_data, shorter);

	return order != 0 ? order : (a.mv_size > b.mv_size) - (a.mv_size < b.mv_size);
}

static bool move(struct kv_cursor *cursor, MDB_cursor *mdb, struct side *side, MDB_cursor_op operation)
{
	int code = mdb_cursor_get(mdb, &side->key, &side->value, operation);

	if (code != MDB_SUCCESS && code != MDB_NOTFOUND)
		kv_fail_code(cursor->txn, code);
	return code == MDB_SUCCESS;
}

static void move_below(struct kv_cursor *cursor, struct side *side, MDB_cursor_op operation)
{
	side->there = move(cursor, cursor->mdb, side, operation);
}

/* The layer holds all tables, each key with its table's number before it. */
static void move_over(struct kv_cursor *cursor, struct side *side, MDB_cursor_op operation)
{
	side->there = move(cursor, cursor->over, side, operation) && kv_layer_strip(cursor->table, &side->key);
}

static bool take(const struct side *side, MDB_val *key, MDB_val *value)
{
	*key = side->key;
	*value = side->value;
	return true;
}

/* What the two sides stand on, whichever comes first in the direction; hidden keys are stepped over. */
static bool nearest(struct kv_cursor *cursor, struct side *below, struct side *over, MDB_cursor_op onward, MDB_val *key,
                    MDB_val *value)
{
	int direction = onward == MDB_NEXT ? 1 : -1;

	while (over->there) {
		int order = below->there ? compare(over->key, below->key) * direction : -1;

		if (order > 0)
			break;
		if (kv_layer_value(&over->value))
			return take(over, key, value);
		if (order == 0)
			move_below(cursor, below, onward);
		move_over(cursor, over, onward);
	}
	return below->there && take(below, key, value);
}

bool kv_merge_forward(struct kv_cursor *cursor, MDB_val from, bool after, MDB_val *key, MDB_val *value)
{
	unsigned char at[KV_LAYER_KEY_MAX];
	struct side below = {.key = from}, over = {.key = kv_layer_key(at, cursor->table, from)};

	move_below(cursor, &below, from.mv_size == 0 ? MDB_FIRST : MDB_SET_RANGE);
	move_over(cursor, &over, MDB_SET_RANGE);
	if (after && below.there && compare(below.key, from) == 0)
		move_below(cursor, &below, MDB_NEXT);
	if (after && over.there && compare(over.key, from) == 0)
		move_over(cursor, &over, MDB_NEXT);
	return nearest(cursor, &below, &over, MDB_NEXT, key, value);
}

bool kv_merge_backward(struct kv_cursor *cursor, MDB_val from, MDB_val *key, MDB_val *value)
{
	unsigned char at[KV_LAYER_KEY_MAX];
	bool from_end = from.mv_size == 0;
	enum kv_table table = from_end ? cursor->table + 1 : cursor->table;
	struct side below = {.key = from}, over = {.key = kv_layer_key(at, table, from)};

	move_below(cursor, &below, !from_end && move(cursor, cursor->mdb, &below, MDB_SET_RANGE) ? MDB_PREV : MDB_LAST);
	move_over(cursor, &over, move(cursor, cursor->over, &over, MDB_SET_RANGE) ? MDB_PREV : MDB_LAST);
	return nearest(cursor, &below, &over, MDB_PREV, key, value);
}
