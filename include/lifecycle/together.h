/* Purchases that could be made as one: decision days that can be joined. Source: DOMAIN 5 (raising).
 *
 * A purchase is answered on a day on which what it follows ends; one that follows a contract which renews itself has
 * several such days to choose from. Those whose days can lie within so many months of one another can be bought
 * together, until the first of them must be decided. */
#ifndef LIFECYCLE_TOGETHER_H
#define LIFECYCLE_TOGETHER_H

#include <stddef.h>

#include "base/date.h"

struct together_option {
	uint32_t purchase;
	day_t end, decide_by; /* decide_by DAY_UNSET: not known */
	day_t before;         /* the same purchase's end before this one; DAY_UNSET: none */
};

struct together_set {
	size_t from, count; /* of the members */
	day_t first, last;  /* of their ends */
	day_t join_by;      /* the latest day on which all of them can still be joined: the earliest decide_by */
};

/* The largest set first, of equally large ones the earliest; each purchase in one set at most, by its earliest day in
 * it; none of fewer than two. `options` is sorted and used up. `members` has room for as many as there are purchases,
 * `sets` for half of that. Returns how many sets there are. */
size_t together_find(struct together_option options[], size_t count, int64_t months, struct together_option members[],
                     struct together_set sets[]);

#endif
