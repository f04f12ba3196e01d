#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "exchange/import_private.h"
#include "model/hash.h"

void stage_free(struct stage *stage)
{
	free(stage->items);
	free(stage->table);
	text_free(&stage->packed);
	text_free(&stage->one);
	*stage = (struct stage){0};
}

static size_t slot_of(const struct stage *stage, struct ref ref)
{
	const uint32_t key[2] = {ref.entity, ref.id};
	size_t at = hash_64(key, sizeof key, 0) & (stage->table_size - 1);
	while (stage->table[at] != 0 && !ref_equal(stage->items[stage->table[at] - 1].ref, ref))
		at = (at + 1) & (stage->table_size - 1);
	return at;
}

static void grow_table(struct stage *stage)
{
	if (stage->count * 2 < stage->table_size)
		return;
	free(stage->table);
	stage->table_size = stage->table_size == 0 ? 1024 : stage->table_size * 2;
	stage->table = memory_new_array(stage->table_size, sizeof *stage->table);
	for (size_t i = 0; i < stage->count; i++)
		stage->table[slot_of(stage, stage->items[i].ref)] = (uint32_t)i + 1;
}

struct staged *stage_find(const struct stage *stage, struct ref ref)
{
	if (stage->table_size == 0)
		return NULL;
	uint32_t place = stage->table[slot_of(stage, ref)];
	return place == 0 ? NULL : &stage->items[place - 1];
}

static struct staged *find_or_add(struct stage *stage, struct ref ref)
{
	grow_table(stage);
	struct staged *staged = stage_find(stage, ref);
	if (staged == NULL) {
		memory_grow(&stage->items, &stage->capacity, stage->count, sizeof *stage->items);
		stage->table[slot_of(stage, ref)] = (uint32_t)stage->count + 1;
		staged = &stage->items[stage->count++];
		*staged = (struct staged){.ref = ref};
	}
	return staged;
}

void stage_removal(struct stage *stage, const struct record *stored)
{
	struct staged *staged = find_or_add(stage, record_self(stored));
	staged->parent = stored->parent;
	staged->base_revision = record_revision(stored);
	staged->changed = staged->removed = true;
}

struct staged *stage_put(struct stage *stage, struct ref ref, const struct draft *draft)
{
	struct staged *staged = find_or_add(stage, ref);
	draft_pack(draft, &(struct record_stamp){.revision = 1}, &stage->one);
	staged->parent = draft_parent(draft);
	staged->offset = stage->packed.size;
	staged->size = stage->one.size;
	text_append(&stage->packed, text_slice(&stage->one));
	return staged;
}

bool stage_record(const struct stage *stage, const struct staged *staged, struct record *record)
{
	if (staged->removed || !record_open(record, stage->packed.data + staged->offset, staged->size))
		return false;
	record->id = staged->ref.id;
	record->parent = staged->parent;
	return true;
}

void stage_draft(const struct stage *stage, const struct staged *staged, struct draft *draft)
{
	struct record record;
	if (stage_record(stage, staged, &record))
		draft_copy_record(draft, &record);
}

/* A table from the hash of the given fields to records that have these values, stored or staged. */
struct alike_slot {
	uint64_t hash;
	struct ref ref; /* id 0: free */
};

struct alike {
	const struct plan_record *record;
	const struct view *view; /* of what is stored, until that has been read: not before it is first asked for */
	struct alike_slot *slots;
	size_t size, count;
};

static uint64_t hash_value(const struct field *field, const struct value *value, uint64_t seed)
{
	const uint64_t unset = 0x9e3779b97f4a7c15;
	if (!value->set)
		return hash_64(&unset, sizeof unset, seed);
	if (field_holds_text(field))
		return hash_64(value->text.data, value->text.size, seed);
	if (field_holds_ref(field)) {
		const uint32_t key[2] = {value->ref.entity, value->ref.id};
		return hash_64(key, sizeof key, seed);
	}
	return hash_64(&value->number, sizeof value->number, seed);
}

/* The fields that tell: those named for it, else every given one. */
static const struct field *telling_field(const struct alike *alike, size_t i)
{
	const struct plan_record *record = alike->record;
	if (record->same_count > 0)
		return i < record->same_count ? record->same[i] : NULL;
	return i < record->cell_count ? record->cells[i].field : NULL;
}

static uint64_t hash_draft(const struct alike *alike, const struct draft *draft)
{
	const struct field *field;
	uint64_t hash = 1;
	for (size_t i = 0; (field = telling_field(alike, i)) != NULL; i++) {
		struct value value = draft_value(draft, field->number);
		hash = hash_value(field, &value, hash);
	}
	return hash;
}

static uint64_t hash_record(const struct alike *alike, const struct record *record)
{
	const struct field *field;
	uint64_t hash = 1;
	for (size_t i = 0; (field = telling_field(alike, i)) != NULL; i++) {
		struct value value = record_value(record, field);
		hash = hash_value(field, &value, hash);
	}
	return hash;
}

static void insert(struct alike *alike, uint64_t hash, struct ref ref);

static void grow_alike(struct alike *alike)
{
	struct alike_slot *old = alike->slots;
	size_t size = alike->size;
	alike->size = size == 0 ? 1024 : size * 2;
	alike->count = 0;
	alike->slots = memory_new_array(alike->size, sizeof *alike->slots);
	for (size_t i = 0; i < size; i++)
		if (old[i].ref.id != 0)
			insert(alike, old[i].hash, old[i].ref);
	free(old);
}

static void insert(struct alike *alike, uint64_t hash, struct ref ref)
{
	if ((alike->count + 1) * 2 > alike->size)
		grow_alike(alike);
	size_t at = hash & (alike->size - 1);
	while (alike->slots[at].ref.id != 0)
		at = (at + 1) & (alike->size - 1);
	alike->slots[at] = (struct alike_slot){hash, ref};
	alike->count++;
}

struct alike *alike_new(const struct view *view, const struct plan_record *record)
{
	struct alike *alike = memory_new(sizeof *alike);
	alike->record = record;
	alike->view = view;
	grow_alike(alike);
	return alike;
}

static void read_stored(struct alike *alike)
{
	struct records *records = records_new(alike->view, alike->record->entity->number);
	struct record stored;
	for (bool there = records_first(records, &stored); there; there = records_next(records, &stored))
		insert(alike, hash_record(alike, &stored), record_self(&stored));
	records_free(&records);
	alike->view = NULL;
}

void alike_free(struct alike **alike)
{
	if (*alike == NULL)
		return;
	free((*alike)->slots);
	free(*alike);
	*alike = NULL;
}

static bool is_alike(const struct alike *alike, const struct record *record, const struct draft *draft)
{
	const struct field *field;
	for (size_t i = 0; (field = telling_field(alike, i)) != NULL; i++) {
		struct value a = record_value(record, field), b = draft_value(draft, field->number);
		if (!value_equal(field, &a, &b))
			return false;
	}
	return true;
}

/* Of several that are the same one that goes on is meant. */
static bool has_ended(const struct plan_record *plan, const struct record *record)
{
	return plan->same_count > 0 && plan->gone_end != NULL && record_is_set(record, plan->gone_end->number);
}

bool alike_find(struct alike *alike, const struct view *view, const struct stage *stage, const struct draft *draft,
                struct ref *ref)
{
	uint64_t hash = hash_draft(alike, draft);
	bool found = false;
	if (alike->view != NULL)
		read_stored(alike);
	for (size_t at = hash & (alike->size - 1); alike->slots[at].ref.id != 0; at = (at + 1) & (alike->size - 1)) {
		const struct staged *staged;
		struct record record;
		if (alike->slots[at].hash != hash)
			continue;
		staged = stage_find(stage, alike->slots[at].ref);
		bool there = staged != NULL ? stage_record(stage, staged, &record) : view_record(view, alike->slots[at].ref, &record);
		if (!there || !is_alike(alike, &record, draft))
			continue;
		*ref = alike->slots[at].ref;
		if (!has_ended(alike->record, &record))
			return true;
		found = true;
	}
	return found;
}

void alike_add(struct alike *alike, const struct draft *draft, struct ref ref)
{
	insert(alike, hash_draft(alike, draft), ref);
}
