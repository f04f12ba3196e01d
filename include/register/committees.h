/* Which committee (nämnd) a unit works for: it is the authority, departments work for it; and what lies below what.
 * Source: DOMAIN 2. */
#ifndef REGISTER_COMMITTEES_H
#define REGISTER_COMMITTEES_H

#include "store/store.h"

/* The nearest committee at or above the unit; 0 where there is none. */
record_id committee_of(const struct view *view, record_id unit);

/* Whether a unit or a maintenance object is `above`, which is of the same kind, or lies below it. */
bool lies_within(const struct view *view, struct ref ref, struct ref above);

/* Each committee that a system touches: that of its own unit and of every unit that uses it on the day. Until false. */
void committees_of_system(const struct view *view, const struct record *system, day_t today,
                          bool (*found)(void *context, record_id committee), void *context);

#endif
