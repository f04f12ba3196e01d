/* What answers a trigger: opportunities that are decided on and decisions that stand, in memory, by what they are
 * about. There are few of them beside the systems. */
#ifndef REGISTER_ANSWERS_H
#define REGISTER_ANSWERS_H

#include "lifecycle/decision.h"
#include "store/store.h"

struct answers;
struct answers *answers_read(const struct view *view);
void answers_free(struct answers **answers);
bool answers_are_none(const struct answers *answers);
/* Each in turn for `about`; *at begins as 0. */
bool answers_opportunity(const struct answers *answers, struct ref about, size_t *at, struct opportunity_facts *found);
bool answers_decision(const struct answers *answers, struct ref about, size_t *at, struct decision_facts *found);

#endif
