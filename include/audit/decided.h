/* Decisions that answer for a contract's term. DOMAIN 3.3: a decision about that contract that names the term. */
#ifndef AUDIT_DECIDED_H
#define AUDIT_DECIDED_H

#include "store/store.h"

struct decided_term {
	record_id contract;
	day_t term_end;
};
struct decided_terms {
	struct decided_term *items; /* in order */
	size_t count, capacity;
};
void decided_terms_read(struct decided_terms *terms, const struct view *view, day_t today);
void decided_terms_free(struct decided_terms *terms);
bool decided_terms_have(const struct decided_terms *terms, record_id contract, day_t term_end);

#endif
