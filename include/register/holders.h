/* Those who hold seats and permissions: who has left and who is away on a day. Each person is looked up once, when
 * first asked about. */
#ifndef REGISTER_HOLDERS_H
#define REGISTER_HOLDERS_H

#include "register/session.h"

struct holder {
	bool there;    /* the register has such a person */
	bool left;     /* the last day has passed; also where there is no such person any more */
	bool away;     /* for a longer time */
	uint8_t kind;  /* C_person_kind_… */
	day_t left_on; /* the last day; DAY_UNSET: none, or not known */
	record_id unit, manager, owner, supplier;
};

struct holders;
/* `view` outlives it. */
struct holders *holders_new(const struct view *view, day_t today);
void holders_free(struct holders **holders);
/* The answer holds as long as `holders`. */
const struct holder *holder_of(struct holders *holders, record_id person);

#endif
