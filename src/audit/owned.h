/* Which services, objects and contracts somebody owns today: a bit each, so that asking costs no search. */
#ifndef AUDIT_OWNED_H
#define AUDIT_OWNED_H

#include "store/store.h"

struct owned {
	bool read;
	struct owned_bits {
		uint8_t *bits; /* by id */
		size_t size;
	} services, objects, contracts;
};
void owned_read(struct owned *owned, const struct view *view, day_t today);
void owned_free(struct owned *owned);
/* A service or object by its system_owner, a contract by its contract_owner. */
bool owned_has(const struct owned *owned, struct ref ref);

#endif
