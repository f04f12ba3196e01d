/* A reader of permissions: what its files share. */
#ifndef REGISTER_PERMISSIONS_PRIVATE_H
#define REGISTER_PERMISSIONS_PRIVATE_H

#include "register/permissions.h"

/* One side of a conflict of duties. */
struct duty_side {
	record_id system;  /* 0: any */
	struct slice role; /* folded, into the text of the duties; empty: any */
	bool names;        /* a system or a role: else it holds nobody */
};
struct duty {
	struct record conflict;
	struct duty_side sides[2];
};
struct duties {
	struct duty *items;
	size_t count, capacity;
	struct text roles;
	bool read;
};

struct supplier_contract {
	bool seen;
	record_id contract; /* in force; 0: none */
};

struct permissions {
	const struct view *view;
	struct permission_parameters parameters;
	day_t today;
	struct holders *holders;
	struct permission_limits limits; /* of `system` */
	record_id system;
	struct records *systems, *records;
	struct index *by_person, *contracts; /* made when first asked for */
	struct supplier_contract *suppliers; /* by id */
	record_id supplier_end;
	struct duties duties;
	struct text scratch;
};

void duties_free(struct duties *duties);
/* Every permission of the person with its own record, in the order of their ids, until it says no. */
void permissions_of_person(struct permissions *permissions, record_id person,
                           bool (*take)(void *context, const struct record *permission), void *context);

#endif
