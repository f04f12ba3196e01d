/* Obsolescence. Source: FORMULAS F5 (our own, monotone). With E the last day of support held, D = E − today and L =
 * E − the day to act, in days (0 is taken as 1):
 *     100 where D < 0;  60 + 39·(1 − D/L) where 0 ≤ D ≤ L;  max(0, 60·(1 − (D − L)/730)) after that.
 * A system has the maximum of its components, never the sum; what is unknown is a class of its own, never green. */
#ifndef LIFECYCLE_OBSOLESCENCE_H
#define LIFECYCLE_OBSOLESCENCE_H

#include <stdint.h>

#include "base/date.h"
#include "base/money.h"
#include "model/reason.h"
#include "model/ref.h"

enum obsolescence_class {
	OBSOLESCENCE_UNKNOWN = 0,
	OBSOLESCENCE_GREEN = 1,
	OBSOLESCENCE_YELLOW = 2, /* the day to act has come: 60 to 99 */
	OBSOLESCENCE_RED = 3,    /* support is over: 100 */
};

/* In hundredths (9683 is 96.83), rounded half away from zero; NUMBER_UNSET where `support_ends` is not known. `act_by`
 * is the decide_by of that very trigger, or the component's act_by; DAY_UNSET: L is taken as 1. */
int64_t obsolescence_score(day_t support_ends, day_t act_by, day_t today);
uint8_t obsolescence_class(day_t support_ends, day_t act_by, day_t today);

/* Begin from system_obsolescence_none. */
struct system_obsolescence {
	int64_t score;    /* of the worst; NUMBER_UNSET where none is known */
	struct ref worst; /* of equal ones the first */
	uint32_t red, yellow, green, unknown;
};
extern const struct system_obsolescence system_obsolescence_none;
void system_obsolescence_add(struct system_obsolescence *system, struct ref component, day_t support_ends, day_t act_by,
                             day_t today);
void obsolescence_explain(const struct system_obsolescence *system, struct reasons *chain);

#endif
