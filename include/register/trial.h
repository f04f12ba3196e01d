/* What would be if: changes in a layer over the register that this process alone sees, gone with the trial. Whoever may
 * read a field may try another value of it: nothing is written, and what they may read is judged by the register as it
 * is. */
#ifndef REGISTER_TRIAL_H
#define REGISTER_TRIAL_H

#include "register/session.h"

struct trial;
/* No view of the session may be open. `session` outlives the trial. */
struct trial *trial_new(struct session *session);
void trial_free(struct trial **trial); /* the session is as it was */

/* Each tells what is to be tried, in this order; it is tried by trial_make.
 * "field=value" of a system, a service or what they are made of, of a contract, a licence, a cost or an alternative. */
void trial_set(struct trial *trial, struct ref ref, struct slice assignment);
/* Notice is given today. */
void trial_cancel(struct trial *trial, record_id contract);
/* From the day `on` (DAY_UNSET: when the contracts of `from` can be left, else in a year) `into` is used instead of
 * `from`: its users, integrations and services go over, contracts that are for it alone are given notice. */
void trial_merge(struct trial *trial, record_id from, record_id into, day_t on);

/* Whether records of the entity can be tried. */
bool trial_takes(uint8_t entity);
/* Tries all of it. False with words where one is refused as the register would refuse it. */
bool trial_make(struct trial *trial, struct error *error);
/* As it would be; its view_present is as it is. Until the next trial_make. */
const struct view *trial_view(const struct trial *trial);
/* A session that may audit what was tried. */
struct session *trial_session(struct trial *trial);

/* What was changed, each record once: in the order in which it was; and the systems and services, in the order of their
 * ids, systems first, whose figures that can change. */
struct trial_records {
	struct ref *items;
	size_t count, capacity;
};
const struct trial_records *trial_changed(const struct trial *trial);
const struct trial_records *trial_touched(const struct trial *trial);
/* For those who make their own; adding what is there does nothing. */
void trial_list_add(struct trial_records *list, struct ref ref);

#endif
