/* Indexes: plain tables keyed (index, value, id), declared by the schema, kept here and nowhere else. */
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "base/memory.h"
#include "store/store_private.h"

bool field_is_indexed(const struct entity *entity, const struct field *field)
{
	return field->indexed || field->unique || (field->number == entity->name_field && entity->name_field != 0);
}

/* Texts longer than the room in a key are cut, with a digest of the whole behind. */
static size_t put_cut(uint8_t *at, struct slice bytes)
{
	if (bytes.size <= INDEX_VALUE_MAX) {
		memcpy(at, bytes.data, bytes.size);
		return bytes.size;
	}
	memcpy(at, bytes.data, INDEX_VALUE_MAX);
	crypto_generichash(at + INDEX_VALUE_MAX, 16, (const uint8_t *)bytes.data, bytes.size, NULL, 0);
	return INDEX_VALUE_MAX + 16;
}

static size_t put_folded(uint8_t *at, struct slice text)
{
	struct text folded = {0};
	text_append_folded(&folded, text);
	size_t size = put_cut(at, text_slice(&folded));
	text_free(&folded);
	at[size] = 0; /* ends the text, so that a shorter one sorts first and no text is another's beginning */
	return size + 1;
}

static size_t put_index_value(uint8_t *at, const struct field *field, const struct value *value)
{
	if (field->type == TYPE_TEXT || field->type == TYPE_NOTE)
		return put_folded(at, value->text);
	if (field_holds_text(field))
		return put_cut(at, value->text);
	if (field_holds_ref(field)) {
		at[0] = value->ref.entity;
		put_be(at + 1, value->ref.id, 4);
		return 5;
	}
	put_be(at, (uint64_t)value->number ^ UINT64_C(1) << 63, 8); /* sign flipped: order of the numbers */
	return 8;
}

size_t index_key(uint8_t *key, uint8_t entity, const struct field *field, const struct value *value, record_id id)
{
	key[0] = entity;
	key[1] = field->number;
	size_t size = 2 + put_index_value(key + 2, field, value);
	put_be(key + size, id, 4);
	return size + 4;
}

size_t index_code_key(uint8_t *key, struct slice code, struct ref ref)
{
	key[0] = 0;
	key[1] = F_code;
	size_t size = 2 + put_folded(key + 2, code);
	key[size] = ref.entity;
	put_be(key + size + 1, ref.id, 4);
	return size + 5;
}

/* A bitmap of what is set, then each field's number in its slot's width. */
size_t index_payload(uint8_t *at, const struct field *field, const struct record *record)
{
	size_t size = 1;
	at[0] = 0;
	for (size_t i = 0; field->payload != NULL && field->payload[i] != 0 && i < 8; i++) {
		const struct field *carried = &record->entity->fields[field->payload[i] - 1];
		struct value value = record_value(record, carried);
		int64_t number = !value.set ? 0 : field_holds_ref(carried) ? (int64_t)value.ref.id : value.number;
		at[0] = (uint8_t)(at[0] | value.set << i);
		memcpy(at + size, &number, carried->type == TYPE_DATE ? 4 : schema_slot_width(carried));
		size += carried->type == TYPE_DATE ? 4 : schema_slot_width(carried);
	}
	return field->payload == NULL ? 0 : size;
}

int64_t payload_number(const struct field *indexed, uint8_t entity, const struct index_hit *hit, size_t place)
{
	size_t offset = 1;
	const struct entity *row = schema_entity(entity);
	for (size_t i = 0; indexed->payload != NULL && indexed->payload[i] != 0; i++) {
		const struct field *carried = &row->fields[indexed->payload[i] - 1];
		size_t width = carried->type == TYPE_DATE ? 4 : schema_slot_width(carried);
		if (i == place) {
			uint64_t number = 0;
			if (offset + width > hit->payload_size || (hit->payload[0] >> i & 1) == 0)
				return NUMBER_UNSET;
			memcpy(&number, hit->payload + offset, width);
			return carried->type == TYPE_DATE ? (int32_t)number : (int64_t)number;
		}
		offset += width;
	}
	return NUMBER_UNSET;
}

static void put_code(struct kv_txn *txn, const struct record *record, bool add)
{
	uint8_t key[INDEX_KEY_MAX];
	if (!record_is_set(record, F_code))
		return;
	size_t size = index_code_key(key, record_text(record, F_code), record_self(record));
	if (add)
		kv_put_later(txn, KV_INDEX, bytes_of(key, size), bytes_of("", 0));
	else
		kv_delete(txn, KV_INDEX, bytes_of(key, size));
}

static void put_entry(struct kv_txn *txn, const struct record *record, const struct field *field, bool add)
{
	uint8_t key[INDEX_KEY_MAX], payload[INDEX_PAYLOAD_MAX];
	struct value value = record_value(record, field);
	if (!value.set)
		return;
	size_t size = index_key(key, record->entity->number, field, &value, record->id);
	if (add)
		kv_put_later(txn, KV_INDEX, bytes_of(key, size), bytes_of(payload, index_payload(payload, field, record)));
	else
		kv_delete(txn, KV_INDEX, bytes_of(key, size));
}

static void put_all(struct kv_txn *txn, const struct record *record, bool add)
{
	put_code(txn, record, add);
	for (unsigned i = 0; i < record->entity->field_count; i++)
		if (field_is_indexed(record->entity, &record->entity->fields[i]))
			put_entry(txn, record, &record->entity->fields[i], add);
}

void index_add(struct kv_txn *txn, const struct record *record)
{
	put_all(txn, record, true);
}

void index_remove(struct kv_txn *txn, const struct record *record)
{
	put_all(txn, record, false);
}

static bool same_entry(const struct record *before, const struct record *after, const struct field *field)
{
	struct value a = record_value(before, field), b = record_value(after, field);
	bool same = value_equal(field, &a, &b);
	for (size_t i = 0; same && field->payload != NULL && field->payload[i] != 0; i++) {
		const struct field *carried = &before->entity->fields[field->payload[i] - 1];
		a = record_value(before, carried);
		b = record_value(after, carried);
		same = value_equal(carried, &a, &b);
	}
	return same;
}

void index_change(struct kv_txn *txn, const struct record *before, const struct record *after)
{
	if (!slice_equal(record_text(before, F_code), record_text(after, F_code))) {
		put_code(txn, before, false);
		put_code(txn, after, true);
	}
	for (unsigned i = 0; i < after->entity->field_count; i++) {
		const struct field *field = &after->entity->fields[i];
		if (!field_is_indexed(after->entity, field) || same_entry(before, after, field))
			continue;
		put_entry(txn, before, field, false);
		put_entry(txn, after, field, true);
	}
}

struct index {
	struct kv_cursor *cursor;
	const struct field *field;
	uint8_t entity;
	uint8_t wanted[INDEX_KEY_MAX]; /* the key sought, without the id */
	size_t wanted_size;
	bool still; /* nothing is written under the cursor: keys read stay where they are */
	bool swept; /* `at`, where the cursor stands, is the first key behind the entries of `wanted` */
	struct kv_bytes at, payload;
};

struct index *index_new(const struct view *view, const struct field *field, uint8_t entity)
{
	struct index *index = memory_new(sizeof *index);
	*index = (struct index){
		.cursor = kv_cursor_new(view->txn, KV_INDEX), .field = field, .entity = entity, .still = !view->borrowed};
	return index;
}

void index_free(struct index **index)
{
	if (*index == NULL)
		return;
	kv_cursor_free(&(*index)->cursor);
	free(*index);
	*index = NULL;
}

static bool take_hit(const struct index *index, bool there, struct kv_bytes key, struct kv_bytes value,
                     struct index_hit *hit)
{
	const uint8_t *at = key.data;
	if (!there || key.size < 6 || at[0] != index->entity || at[1] != index->field->number)
		return false;
	*hit = (struct index_hit){.id = (record_id)get_be(at + key.size - 4, 4),
	                          .payload = value.data,
	                          .payload_size = value.size,
	                          .value = {(const char *)at + 2, key.size - 6}};
	return true;
}

static bool is_wanted(const struct index *index, const struct index_hit *hit)
{
	return hit->value.size == index->wanted_size - 2 && memcmp(hit->value.data, index->wanted + 2, hit->value.size) == 0;
}

/* Whether the key found is one of the value sought; where it is not, the cursor stands behind them. */
static bool take_wanted(struct index *index, bool there, struct index_hit *hit)
{
	bool wanted = take_hit(index, there, index->at, index->payload, hit) && is_wanted(index, hit);
	index->swept = index->still && there && !wanted;
	return wanted;
}

static int compare_with_wanted(const struct index *index, struct kv_bytes key)
{
	int order = memcmp(key.data, index->wanted, key.size < index->wanted_size ? key.size : index->wanted_size);
	return order != 0 ? order : key.size < index->wanted_size ? -1 : 0;
}

#define STEPS_BEFORE_SEARCH 4

/* Values sought in their order are reached by steps, or stood upon already. False where it must be searched for. */
static bool step_to_wanted(struct index *index, bool *there)
{
	*there = true;
	for (unsigned step = 0; *there && compare_with_wanted(index, index->at) < 0; step++) {
		if (step == STEPS_BEFORE_SEARCH)
			return false;
		*there = kv_next(index->cursor, &index->at, &index->payload);
	}
	return true;
}

bool index_seek(struct index *index, const struct value *value, struct index_hit *hit)
{
	uint8_t wanted[INDEX_KEY_MAX];
	size_t size = index_key(wanted, index->entity, index->field, value, 0) - 4;
	bool onward =
			 index->swept && memcmp(wanted, index->wanted, size < index->wanted_size ? size : index->wanted_size) > 0,
		 there;
	memcpy(index->wanted, wanted, size);
	index->wanted_size = size;
	if (!onward || !step_to_wanted(index, &there))
		there = kv_seek(index->cursor, bytes_of(index->wanted, size), &index->at, &index->payload);
	return take_wanted(index, there, hit);
}

bool index_next_same(struct index *index, struct index_hit *hit)
{
	return take_wanted(index, kv_next(index->cursor, &index->at, &index->payload), hit);
}

bool index_first(struct index *index, struct index_hit *hit)
{
	struct kv_bytes key, found;
	const uint8_t start[2] = {index->entity, index->field->number};
	index->swept = false;
	return take_hit(index, kv_seek(index->cursor, bytes_of(start, sizeof start), &key, &found), key, found, hit);
}

bool index_next(struct index *index, struct index_hit *hit)
{
	struct kv_bytes key, value;
	index->swept = false;
	bool there = kv_next(index->cursor, &key, &value);
	return take_hit(index, there, key, value, hit);
}
