/* Raising proposals: what its files share. */
#ifndef AUDIT_RAISE_PRIVATE_H
#define AUDIT_RAISE_PRIVATE_H

#include "audit/audit_private.h"

/* An opportunity of the register. */
struct open_opportunity {
	struct ref anchor; /* service, object or system that it is for */
	record_id id;
	uint8_t stage;
	day_t silent_until; /* of a rejected or stopped one */
};

/* What one of them names. */
struct named_trigger {
	struct ref about;
	uint8_t kind;
	day_t due;
	record_id opportunity;
};

struct raising_state {
	struct session *session;
	struct view *view;
	struct open_opportunity *opportunities; /* by id */
	size_t opportunity_count;
	struct open_opportunity *by_anchor;     /* those that can be joined, by anchor */
	size_t joinable;
	struct named_trigger *triggers;         /* by about */
	size_t trigger_count, trigger_capacity;
	struct scope_reader *scopes;
	uint32_t raised;
};

/* Whom an opportunity is for: its service, object or first system. */
struct ref raise_anchor(const struct view *view, const struct record *opportunity);

/* raise_newest.c: nobody has stated that it must be answered so, and the newest release is in use */
bool raise_is_taken_for_granted(const struct view *view, const struct found_trigger *trigger);

/* raise_write.c */
/* All that is raised for one service, in one transaction; `opportunity` 0: a new one. */
bool raise_write(struct raising_state *state, record_id opportunity, const struct raising *raisings, size_t count,
                 struct error *error);
/* What is known about a proposal that waits, where it has become something else. */
bool raise_renew(struct raising_state *state, record_id opportunity, struct error *error);

#endif
