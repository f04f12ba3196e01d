/* Stored findings of rules that look after the systems, by what they are about: a few bytes each, since the row itself
 * is read where it stands in the view. */
#include <stdlib.h>

#include "audit/audit_private.h"
#include "base/memory.h"

static uint32_t hash_of(uint16_t rule, struct ref about, struct slice detail)
{
	uint64_t key = (UINT64_C(14695981039346656037) ^ ((uint64_t)rule << 48 | (uint64_t)about.entity << 32 | about.id)) *
	               UINT64_C(0x9e3779b97f4a7c15);
	for (size_t i = 0; i < detail.size; i++)
		key = (key ^ (unsigned char)detail.data[i]) * UINT64_C(1099511628211);
	return (uint32_t)(key >> 24);
}

static struct elsewhere_slot *free_slot(struct elsewhere *elsewhere, uint32_t hash)
{
	size_t at = hash & (elsewhere->capacity - 1);
	while (elsewhere->slots[at].id != 0)
		at = (at + 1) & (elsewhere->capacity - 1);
	return &elsewhere->slots[at];
}

static void grow(struct elsewhere *elsewhere)
{
	struct elsewhere wider = {.capacity = elsewhere->capacity == 0 ? 256 : 2 * elsewhere->capacity,
	                          .count = elsewhere->count};
	wider.slots = memory_new_array(wider.capacity, sizeof *wider.slots);
	for (size_t i = 0; i < elsewhere->capacity; i++)
		if (elsewhere->slots[i].id != 0)
			*free_slot(&wider, elsewhere->slots[i].hash) = elsewhere->slots[i];
	free(elsewhere->slots);
	*elsewhere = wider;
}

void elsewhere_add(struct elsewhere *elsewhere, uint16_t rule, const struct record *stored)
{
	uint32_t hash = hash_of(rule, record_ref(stored, F_finding_about), record_text(stored, F_finding_detail));
	if (4 * elsewhere->count >= 3 * elsewhere->capacity)
		grow(elsewhere);
	*free_slot(elsewhere, hash) =
		(struct elsewhere_slot){.hash = hash,
	                            .id = stored->id,
	                            .parent = stored->parent,
	                            .size = (uint32_t)stored->size,
	                            .bytes = stored->bytes};
	elsewhere->count++;
}

struct record elsewhere_record(const struct elsewhere_slot *slot)
{
	return (struct record){.bytes = slot->bytes,
	                       .size = slot->size,
	                       .entity = schema_entity(E_finding),
	                       .id = slot->id,
	                       .parent = slot->parent};
}

bool elsewhere_find(struct elsewhere *elsewhere, const struct active_rule *active, const struct found *found,
                    struct record *stored)
{
	uint32_t hash = hash_of(active->place, found->about, found->detail);
	if (elsewhere->capacity == 0)
		return false;
	for (size_t at = hash & (elsewhere->capacity - 1); elsewhere->slots[at].id != 0;
	     at = (at + 1) & (elsewhere->capacity - 1)) {
		struct elsewhere_slot *slot = &elsewhere->slots[at];
		if (slot->hash != hash)
			continue;
		*stored = elsewhere_record(slot);
		if (!match_is_same(stored, slice_of(active->id), found))
			continue;
		slot->matched = true;
		return true;
	}
	return false;
}

void elsewhere_free(struct elsewhere *elsewhere)
{
	free(elsewhere->slots);
	*elsewhere = (struct elsewhere){0};
}
