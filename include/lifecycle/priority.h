/* Which opportunity comes before which, without a word of cost, and where the hours run out. Source: FORMULAS F12.
 *
 * direction R = Σ w·d/Σ w over all goals that hold and have a weight, those that the opportunity does not name with
 * degree 0; P = 100·(R/5)·(N/5). Everything is whole numbers: P = 4·N·Σ w·d/Σ w is compared as a fraction, and rounded
 * only where it is shown. What is not known is not ranked: it is never taken as 0. */
#ifndef LIFECYCLE_PRIORITY_H
#define LIFECYCLE_PRIORITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/money.h"

#define PRIORITY_DEGREE_MOST 5
#define PRIORITY_BENEFIT_MOST 5

/* What an opportunity does for a goal: weight 0 to 10 000, NUMBER_UNSET where nobody has decided one; degree 0 to 5. */
struct priority_part {
	int64_t weight, degree;
};

enum priority_state {
	PRIORITY_RANKED,
	PRIORITY_NO_WEIGHTS, /* the weights of all goals sum to nothing */
	PRIORITY_NO_GOAL,    /* it names no goal that holds */
	PRIORITY_NO_WEIGHT,  /* a goal that it names has no weight */
	PRIORITY_NO_BENEFIT, /* nobody has scored its benefit */
	PRIORITY_STATES
};

struct priority {
	uint8_t state;    /* enum priority_state */
	int64_t benefit;  /* N, 0 to 5; NUMBER_UNSET: not scored */
	int64_t weighted; /* Σ w·d of the goals that it names */
	int64_t weights;  /* Σ w of all goals */
};

/* `weights` of all goals that hold, those of `parts` among them. */
void priority_find(const struct priority_part parts[], size_t count, int64_t weights, int64_t benefit,
                   struct priority *priority);
/* In hundredths, rounded half away from zero; NUMBER_UNSET where it is not known. R is known without N. */
int64_t priority_direction(const struct priority *priority); /* 0 to 500 */
int64_t priority_score(const struct priority *priority);     /* P: 0 to 10 000 */

/* A place in the ranking. Of two with the same P the one to decide on first comes first, then the one whose `last` is
 * lower, which no two share: there are no equals. Those that are not ranked come after all that are. */
struct priority_place {
	struct priority priority;
	day_t decide_by; /* DAY_UNSET: after those that have one */
	uint32_t last;
};
int priority_compare(const struct priority_place *a, const struct priority_place *b);

/* Hours that an opportunity would take from a pool, such as a unit's in a quarter. */
struct priority_hours {
	size_t rank; /* of the opportunity, 0 first */
	size_t pool;
	int64_t hours; /* 0 or more */
};

/* Takes the hours in the order of the ranks out of the pools until something does not fit: *rank then is the first
 * opportunity below the line, *pool what ran out, *missing by how many hours. False where all of it fits. `hours` is
 * sorted by rank; `left` is changed. One line, across the list: what could be squeezed in farther down stays below. */
bool priority_line(const struct priority_hours hours[], size_t count, int64_t left[], size_t *rank, size_t *pool,
                   int64_t *missing);

#endif
