/* What may be written about rounds of review, whoever writes it: kinds of answers, what each needs, and that nobody
 * answers about their own rights or in a round that is closed. Source: DOMAIN 2 (review_item). */
#ifndef REGISTER_REVIEWING_H
#define REGISTER_REVIEWING_H

#include "register/session.h"

struct reviewing {
	const struct session *session;
	const struct view *view;
	const struct record *before; /* NULL: a new record */
	bool by_round;               /* what opens, closes and carries out rounds: register/reviews.h */
	bool history;                /* a new record of an import: what was answered elsewhere, by others */
};
/* Who answered and when follow from the answer. Drafts of other entities are left alone. */
void reviewing_fill(const struct reviewing *reviewing, struct draft *draft);
/* False with the reason; *field gets the number of the field at fault. Drafts of other entities are let through. */
bool reviewing_check(const struct reviewing *reviewing, const struct draft *draft, uint8_t *field,
                     struct error *error);
/* Whether the item is about a right that the person holds. */
bool reviewing_is_own(const struct view *view, struct ref subject, record_id person);

#endif
