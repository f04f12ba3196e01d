/* Whom a round of review asks about a record. Somebody who has left, is away, is no person, or would review their own
 * rights is passed over for the next in line. Source: DOMAIN 2 (review), REQUIREMENTS 000-069. */
#ifndef REGISTER_REVIEWERS_H
#define REGISTER_REVIEWERS_H

#include "register/session.h"

struct reviewers;
/* `view` outlives it. `last`: who is asked where nobody else can be, 0: nobody. */
struct reviewers *reviewers_new(const struct view *view, day_t today, record_id last);
void reviewers_free(struct reviewers **reviewers);

/* `rule`: C_review_by_…, who stands first in line; 0 as manager. The line is then: the holder's nearest manager and
 * those above, the system's owner, the owner's deputy, the system's manager, the manager of its unit and those above,
 * and `last`. 0: nobody can be asked. */
record_id reviewer_of(struct reviewers *reviewers, uint8_t rule, const struct record *subject);
/* Whom a question goes on to that `from` has not answered: their nearest manager and those above, then as the rule. */
record_id reviewer_above(struct reviewers *reviewers, record_id from, const struct record *subject);
/* Whether the person can be asked about it. */
bool reviewer_can(struct reviewers *reviewers, record_id person, const struct record *subject);

#endif
