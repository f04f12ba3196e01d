/* Releases that stand in one another's way. Source: DOMAIN 3.8. */
#ifndef LIFECYCLE_RELEASE_H
#define LIFECYCLE_RELEASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"

/* What two releases can share, the plainest first. */
enum release_bond {
	RELEASE_SYSTEM = 1,  /* both are of it */
	RELEASE_INTEGRATION, /* it joins their systems: either end, or the platform it runs through */
	RELEASE_SERVICE,     /* of criticality 3 or more, rests on both systems */
	RELEASE_PRODUCT,     /* both systems have a component of it */
	RELEASE_PERSON,      /* answers for both */
	RELEASE_BONDS
};

/* One thing that a release touches, in its days. */
struct release_touch {
	uint8_t bond;
	uint32_t what;    /* which one: the same number, the same thing */
	uint32_t release; /* which release */
	day_t from, to;   /* both included; `to` before `from` or DAY_UNSET counts as `from` */
};

/* Two releases that touch the same thing on the same days. */
struct release_meeting {
	uint32_t first, second; /* releases; first < second */
	uint8_t bond;
	uint32_t what;
	day_t from, to; /* the days they share */
};

/* Tells of every two that meet on a day `since` or later: by bond, what they share, and the day they begin. `touches`
 * is sorted; rows told twice are told of once. */
void release_find_meetings(struct release_touch touches[], size_t count, day_t since,
                           void (*take)(void *context, const struct release_meeting *meeting), void *context);

/* Whether a release in this state (C_release_plan_state_…, 0: not stated) is still to be made; whether it has been
 * made, well or not. One that was cancelled is neither. */
bool release_is_ahead(uint8_t state);
bool release_is_made(uint8_t state);
/* Made, and it had to be taken back or went wrong. */
bool release_has_failed(uint8_t state);

#endif
