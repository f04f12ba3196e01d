/* A reference to a record: its entity and id. Never a code, which people may change. */
#ifndef MODEL_REF_H
#define MODEL_REF_H

#include <stdbool.h>
#include <stdint.h>

typedef uint32_t record_id; /* from 1, never reused within an entity */

struct ref {
	uint8_t entity; /* enum entity_id; 0 and id 0: not set */
	record_id id;
};

static inline bool ref_is_set(struct ref ref)
{
	return ref.id != 0;
}

static inline bool ref_equal(struct ref a, struct ref b)
{
	return a.entity == b.entity && a.id == b.id;
}

/* By entity, then id. */
static inline int ref_compare(struct ref a, struct ref b)
{
	if (a.entity != b.entity)
		return a.entity < b.entity ? -1 : 1;
	return (a.id > b.id) - (a.id < b.id);
}

#endif
