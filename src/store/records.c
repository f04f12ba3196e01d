/* The records of one entity in the order of their keys. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "store/store_private.h"

struct records {
	struct kv_cursor *cursor;
	const struct entity *entity;
	bool still;  /* nothing is written under the cursor: what it stands on stays where it is */
	bool at_end; /* the last move found nothing after the cursor */
	bool swept;  /* the cursor stands on the first record behind the children of swept_parent */
	record_id swept_parent;
	struct record current; /* where the cursor stands; entity NULL before the first move */
	struct store *store;
	uint64_t walked, of;   /* of the store's outermost walk */
};

static void begin_walk(struct records *records)
{
	struct store *store = records->store;
	if (!store->watched || (store->walking != NULL && store->walking != records))
		return;
	store->walking = records;
	records->walked = 0;
}

static void end_walk(struct records *records)
{
	if (records->store->walking == records)
		records->store->walking = NULL;
}

struct store_walk store_walk(const struct store *store)
{
	const struct records *records = store->walking;
	if (records == NULL)
		return (struct store_walk){0};
	return (struct store_walk){records->entity->number, records->walked, records->of};
}

struct records *records_new(const struct view *view, uint8_t entity)
{
	struct records *records = memory_new(sizeof *records);
	records->cursor = kv_cursor_new(view->txn, record_table(entity));
	records->entity = schema_entity(entity);
	records->still = !view->borrowed;
	records->store = view->store;
	if (view->store->watched)
		records->of = view_count(view, entity);
	return records;
}

void records_free(struct records **records)
{
	if (*records == NULL)
		return;
	end_walk(*records);
	kv_cursor_free(&(*records)->cursor);
	free(*records);
	*records = NULL;
}

#define STEPS_BEFORE_SEARCH 4 /* cost about as much as one */

typedef bool move_function(struct kv_cursor *cursor, struct kv_bytes *key, struct kv_bytes *value);

/* Damaged records are passed over here; verify names them. */
static bool take(struct records *records, bool there, struct kv_bytes key, struct kv_bytes value, move_function *onward,
                 struct record *record)
{
	while (there && !record_from(&records->current, records->entity, key, value))
		there = onward(records->cursor, &key, &value);
	if (!there)
		end_walk(records);
	records->at_end = !there;
	records->swept = false;
	if (there && record != NULL)
		*record = records->current;
	return there;
}

bool records_next(struct records *records, struct record *record)
{
	struct kv_bytes key, value;
	if (records->current.entity == NULL)
		begin_walk(records);
	records->walked++;
	return take(records, kv_next(records->cursor, &key, &value), key, value, kv_next, record);
}

bool records_previous(struct records *records, struct record *record)
{
	struct kv_bytes key, value;
	return take(records, kv_previous(records->cursor, &key, &value), key, value, kv_previous, record);
}

bool records_first(struct records *records, struct record *record)
{
	struct kv_bytes key, value;
	begin_walk(records);
	return take(records, kv_seek(records->cursor, bytes_of("", 0), &key, &value), key, value, kv_next, record);
}

bool records_last(struct records *records, struct record *record)
{
	struct kv_bytes key, value;
	return take(records, kv_last(records->cursor, &key, &value), key, value, kv_previous, record);
}

bool records_seek(struct records *records, record_id parent, record_id id, struct record *record)
{
	uint8_t at[RECORD_KEY_SIZE];
	struct kv_bytes key, value;
	record_key(at, parent, id);
	return take(records, kv_seek(records->cursor, bytes_of(at, sizeof at), &key, &value), key, value, kv_next, record);
}

/* Whether the record lies so near behind the cursor that stepping there is less work than a search. */
static bool is_near(const struct records *records, record_id parent, record_id id)
{
	const struct record *at = &records->current;
	return records->still && !records->at_end && at->entity != NULL && at->parent == parent && at->id <= id &&
	       id - at->id <= STEPS_BEFORE_SEARCH;
}

bool records_get(struct records *records, record_id parent, record_id id, struct record *record)
{
	if (!is_near(records, parent, id))
		return records_seek(records, parent, id, record) && record->parent == parent && record->id == id;
	bool there = true;
	while (there && records->current.parent == parent && records->current.id < id)
		there = records_next(records, NULL);
	*record = records->current;
	return there && record->parent == parent && record->id == id;
}

/* After the children of one parent the cursor stands on the first record behind them, so a later parent is there, has
 * none, or is a few steps on: only a parent out of order, or far away, is searched for. */
static bool first_child(struct records *records, record_id parent, struct record *record)
{
	if (!records->swept || parent <= records->swept_parent)
		return records_seek(records, parent, 0, record);
	for (unsigned step = 0; !records->at_end && records->current.parent < parent; step++)
		if (step == STEPS_BEFORE_SEARCH)
			return records_seek(records, parent, 0, record);
		else
			records_next(records, NULL);
	*record = records->current;
	return !records->at_end;
}

bool records_child(struct records *records, record_id parent, bool *found, struct record *record)
{
	bool there = *found ? records_next(records, record) : first_child(records, parent, record);
	*found = there && records->current.parent == parent;
	records->swept = !*found;
	records->swept_parent = parent;
	return *found;
}
