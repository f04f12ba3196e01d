/* What has changed since a point of the journal, and what depends on it: so that an audit in the middle of the day
 * reads no more than that. */
#ifndef AUDIT_DELTA_H
#define AUDIT_DELTA_H

#include "register/scope.h"
#include "store/journal.h"

struct rule_settings;

struct ref_list {
	struct ref *items;
	size_t count, capacity;
};

struct delta {
	struct ref_list systems; /* whose surroundings have changed; rising, each once; some may be gone */
	struct ref_list ends;    /* systems that may end, or lose support, on another day: whose neighbours pay for it */
	struct ref_list records; /* other records to look at, the same */
	struct record_list gone; /* findings that went with what they were about, as they stood */
	uint64_t fields[ENTITY_LIMIT][4]; /* which fields of which entity have changed, as bits */
	bool wide; /* it reaches too far to be followed, or is too much: everything is to be read */
};

/* What has been written after `sequence` up to what the view sees. */
void delta_read(struct delta *delta, const struct view *view, uint64_t sequence);
void delta_free(struct delta *delta);
void ref_list_add(struct ref_list *list, struct ref ref); /* where it is set */
void ref_list_sort(struct ref_list *list);                /* rising, each once */
/* What is found of a licence is told of the first lot of its pool: all of them are looked at. */
void delta_add_pool(struct delta *delta, const struct view *view, const struct record *licence);

/* delta_rules.c */
/* Whether something has changed that overlap follows from: what systems are in use for, and what they cost. */
bool delta_touches_overlap(const struct delta *delta);
/* Says of each rule that is on what part it has in reading only this. Follows systems to their records where rules
 * look at those. */
void delta_divide(struct delta *delta, const struct view *view, struct rule_settings *settings);

#endif
