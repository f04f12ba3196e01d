#include "audit/owned.h"

#include <stdlib.h>
#include <string.h>

#include "audit/rule.h"
#include "base/memory.h"

static void set_bit(struct owned_bits *bits, record_id id)
{
	size_t needed = (size_t)id / 8 + 1;
	if (needed > bits->size) {
		size_t size = needed + needed / 2;
		bits->bits = memory_resize(bits->bits, size, 1);
		memset(bits->bits + bits->size, 0, size - bits->size);
		bits->size = size;
	}
	bits->bits[id / 8] |= (uint8_t)(1u << id % 8);
}

static void note(struct owned *owned, const struct record *assignment)
{
	uint8_t role = record_choice(assignment, F_assignment_role);
	if (role == C_role_contract_owner && record_is_set(assignment, F_assignment_contract))
		set_bit(&owned->contracts, record_ref_id(assignment, F_assignment_contract));
	else if (role == C_role_system_owner && record_is_set(assignment, F_assignment_service))
		set_bit(&owned->services, record_ref_id(assignment, F_assignment_service));
	else if (role == C_role_system_owner && record_is_set(assignment, F_assignment_object))
		set_bit(&owned->objects, record_ref_id(assignment, F_assignment_object));
}

void owned_read(struct owned *owned, const struct view *view, day_t today)
{
	struct records *records = records_new(view, E_assignment);
	struct record assignment;
	for (bool there = records_first(records, &assignment); there; there = records_next(records, &assignment))
		if (days_hold(&assignment, F_assignment_from, F_assignment_to, today))
			note(owned, &assignment);
	records_free(&records);
	owned->read = true;
}

void owned_free(struct owned *owned)
{
	free(owned->services.bits);
	free(owned->objects.bits);
	free(owned->contracts.bits);
	*owned = (struct owned){0};
}

bool owned_has(const struct owned *owned, struct ref ref)
{
	const struct owned_bits *bits = ref.entity == E_contract  ? &owned->contracts
	                                : ref.entity == E_service ? &owned->services
	                                                          : &owned->objects;
	return ref.id / 8 < bits->size && (bits->bits[ref.id / 8] >> ref.id % 8 & 1) != 0;
}
