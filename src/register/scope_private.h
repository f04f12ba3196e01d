/* A reader of scopes: what its files share. */
#ifndef REGISTER_SCOPE_PRIVATE_H
#define REGISTER_SCOPE_PRIVATE_H

#include "register/answers.h"
#include "register/scope.h"

/* Records that name the system in an indexed field instead of lying below it. */
struct join {
	uint8_t entity, field;
	struct index *index; /* NULL where the entity has no records */
};

/* Entities stored under no parent that rows around a system point at: each has a cursor of its own, for what stands
 * near is found fast. */
#define FOLLOWED 3

struct scope_reader {
	const struct view *view;
	day_t today;
	struct lead_parameters parameters;
	uint64_t wanted;
	bool with_clocks; /* the system's own are worked out */
	struct records *children[ENTITY_LIMIT]; /* NULL: not read, or the entity has no records */
	struct join joins[2];
	struct records *followed[FOLLOWED];
	struct index *capabilities; /* system_capability by capability; made when first needed */
	struct answers *answers;
	struct system_scope scope;
	/* How much room the scope's arrays have. */
	size_t components, clocks, contracts, mains, licence_terms, licences, integrations, opportunities, decisions;
};

/* scope_facts.c: from the lists that were read. */
void scope_read_facts(struct scope_reader *reader);      /* of each record, with its own clock */
void scope_work_out_clocks(struct scope_reader *reader); /* the system's */

#endif
