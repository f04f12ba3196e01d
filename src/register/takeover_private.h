/* What the files of hand-over and merge share. */
#ifndef REGISTER_TAKEOVER_PRIVATE_H
#define REGISTER_TAKEOVER_PRIVATE_H

#include "register/register_private.h"
#include "register/takeover.h"

/* The fields that say from when and until when the row holds; false where it has not both. */
bool takeover_span(const struct entity *entity, uint8_t *from, uint8_t *to);

/* Whether the field leads to the old record, and is to lead to the new one. */
bool takeover_follows(const struct takeover *takeover, const struct record *record, const struct field *field);
/* The row as it stands under the target. */
void takeover_rewrite(const struct takeover *takeover, const struct record *record, uint8_t target,
                      struct draft *draft);
/* Whether it would then lead from the new one to itself. */
bool takeover_is_loop(const struct draft *draft);

/* takeover_plan.c: fills in the items and groups of a request that may be asked for. */
void takeover_plan(struct session *session, const struct view *view, struct takeover *takeover);

/* takeover_becomes.c: the old record and a new one as they become; false where nothing of it changes. */
bool takeover_old(const struct takeover *takeover, const struct view *view, struct draft *draft);
bool takeover_new_one(const struct takeover *takeover, const struct view *view, uint8_t target, struct draft *draft);
/* Whether it can take over on the day: it has not ended. */
bool takeover_is_there(const struct record *record, day_t day);
/* The users of a system that takes over those of another. */
void takeover_add_users(struct draft *into, int64_t users);

/* takeover_same.c: rows of which the new one needs only one: who uses, supports, holds a role. */
struct takeover_same;
struct takeover_same *takeover_same_new(const struct takeover *takeover, const struct view *view);
void takeover_same_free(struct takeover_same **same);
/* `record` as it would become `draft`: whether the new one has such a row already. */
bool takeover_same_has(const struct takeover_same *same, const struct record *record, const struct draft *draft);

/* takeover_write.c: within the edit, from item *done on, at most `most` of them. What says who may change what comes
 * last: who hands over may until it is done. */
bool takeover_write(struct edit *edit, const struct takeover *takeover, size_t *done, size_t most, struct error *error);
/* The row that goes on under the new one, and the row as it ends. */
void takeover_continue(const struct takeover *takeover, const struct record *record, uint8_t target,
                       struct draft *draft);
void takeover_end(const struct takeover *takeover, const struct record *record, struct draft *draft);

#endif
