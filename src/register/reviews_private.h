#ifndef REGISTER_REVIEWS_PRIVATE_H
#define REGISTER_REVIEWS_PRIVATE_H

#include "register/batches.h"
#include "register/reviews.h"

/* The items of a round, in their order. */
struct round_items {
	struct record *items; /* in the view */
	size_t count, capacity;
};
void round_items_read(struct round_items *items, const struct view *view, struct ref round);
void round_items_free(struct round_items *items);

/* False with words where it is not there, or is closed already. */
bool review_find_open(const struct view *view, struct ref round, struct record *record, struct error *error);
struct review_state review_state_of(const struct record *item);
bool review_is_settled(uint8_t kind, const struct record *item);

/* Changes the subject of an item as was decided. False with the error; *changed: anything was. One that is not as it
 * was seen is not changed: *as_seen is then false. */
bool review_apply_item(struct edit *edit, uint8_t kind, const struct record *item, bool *changed, bool *as_seen,
                       struct error *error);
/* The same once the systems have been changed. */
bool review_finish_item(struct edit *edit, uint8_t kind, const struct record *item, struct error *error);

#endif
