/* Hand-over and merge (DOMAIN 3.11): one record takes over what refers to another. What would come of it is worked out
 * first and shown; then it is done as it was shown, as one action that is taken back as one.
 *
 * A hand-over moves what goes with the job (the fields marked `duty` in the schema) of rows that are not over; what was
 * done stays with whoever did it. A merge says that two records are the same: everything follows, but for what may not
 * be rewritten. Nothing is destroyed: the old record stays, ended, and says which one it goes on under. */
#ifndef REGISTER_TAKEOVER_H
#define REGISTER_TAKEOVER_H

#include "register/session.h"

enum takeover_kind { TAKEOVER_HANDOVER, TAKEOVER_MERGE };

enum takeover_deed {
	TAKEOVER_BECOMES,   /* the old and the new record themselves */
	TAKEOVER_CHANGED,   /* it names the new one */
	TAKEOVER_CONTINUED, /* it ends the day before, and a new row goes on under the new one */
	TAKEOVER_MATCHED,   /* a component, matched to the catalogue anew */
	TAKEOVER_ENDED,     /* it ends the day before: the new one has the same */
	TAKEOVER_REMOVED,   /* the new one has the same, or it would lead from the new one to itself */
	TAKEOVER_REFUSED,   /* the person's role may not change it: leave it out, or let somebody else do it */
	TAKEOVER_STAYS,
	TAKEOVER_DEEDS
};

#define TAKEOVER_TARGETS 8
#define TAKEOVER_LEFT UINT8_MAX /* as a choice of target: it stays */

/* Of one record and what lies below it (about.id set), else of every record of the entity. The most particular counts:
 * the record itself, what it lies below, its kind. Without any: the first target. */
struct takeover_choice {
	struct ref about;
	uint8_t target;
};

struct takeover_request {
	enum takeover_kind kind;
	struct ref from, into[TAKEOVER_TARGETS];
	size_t into_count; /* more than one only where people, units or suppliers hand over */
	day_t day;         /* the first on which the new ones have it; DAY_UNSET: today. A merge: today */
	bool keep;         /* the old one is not ended: it goes on with what stays */
	struct takeover_choice *choices; /* the caller's; copied */
	size_t choice_count;
};

struct takeover_item {
	struct ref ref;
	uint32_t revision; /* as it was seen; 0 where nothing is written */
	uint8_t field;     /* the first by which it refers to the old one; 0: in words alone, or it is the record itself */
	uint8_t deed, target;
};

/* Items of one entity, field, deed and target lie together. */
struct takeover_group {
	size_t first, count;
};

struct takeover {
	struct takeover_request request;
	uint64_t sequence; /* the entry after which it was worked out */
	struct takeover_item *items;
	size_t count, capacity;
	struct takeover_group *groups;
	size_t group_count, group_capacity;
	size_t of[TAKEOVER_DEEDS]; /* how many items of each deed */
};

/* Which kinds of record can. */
bool takeover_can(enum takeover_kind kind, uint8_t entity);
/* What would come of it. NULL with words where it is no such thing (another kind, itself, one that has ended). */
struct takeover *takeover_new(struct session *session, const struct view *view, const struct takeover_request *request,
                              struct error *error);
void takeover_free(struct takeover **takeover);
/* How many records would be written. */
size_t takeover_size(const struct takeover *takeover);
/* The record as it would become; false where nothing is written in it (removed, refused, it stays). */
bool takeover_after(const struct takeover *takeover, const struct view *view, const struct takeover_item *item,
                    struct draft *draft);

/* Tries it in a layer that nobody else sees: false with the words that it would be refused with. No view of the session
 * may be open. */
bool takeover_try(struct session *session, const struct takeover *takeover, struct error *error);
/* Does what was shown. ERROR_CONFLICT where something has changed since that would have shown otherwise: nothing is
 * done, and it is to be shown anew. Up to TAKEOVER_AT_ONCE records are one transaction and one entry; more are entries
 * of one group, which is undone as one, and between which others save. *sequence (may be NULL): the entry to undo. */
#define TAKEOVER_AT_ONCE 12000
bool takeover_do(struct session *session, const struct takeover *takeover, struct slice why, uint64_t *sequence,
                 struct error *error);

/* Whether the row lies behind on the day: it has ended, is done or is of a time that has passed. */
bool takeover_is_over(const struct record *record, day_t day);

#endif
