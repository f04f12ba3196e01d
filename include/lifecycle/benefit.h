/* Whether what was hoped for came true. Sources: FORMULAS F20, DOMAIN 5. Money in öre a year; measures in hundredths of
 * whatever they are counted in. */
#ifndef LIFECYCLE_BENEFIT_H
#define LIFECYCLE_BENEFIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/money.h"

/* NUMBER_UNSET and DAY_UNSET where not stated. */
struct benefit_facts {
	bool has_owner, has_measure, has_beneficiary;
	int64_t baseline, target, outcome;
	money_t yearly_value;   /* when the target is reached */
	money_t realised_value; /* as last measured */
	day_t due;
};

/* What a benefit lacks to be followed up, a bit each. */
enum benefit_lack {
	BENEFIT_NO_OWNER = 1,
	BENEFIT_NO_MEASURE = 2,
	BENEFIT_NO_BASELINE = 4,
	BENEFIT_NO_TARGET = 8,
	BENEFIT_NO_BENEFICIARY = 16,
	BENEFIT_NO_DUE = 32,
};
#define BENEFIT_LACKS 6
unsigned benefit_lacks(const struct benefit_facts *facts);

/* How far from the value before to the target, in basis points: below 0 where it became worse, above 10 000 where it
 * became better than hoped. NUMBER_UNSET where one of the three is not known, or the target is what was before. */
int64_t benefit_reached(const struct benefit_facts *facts);
/* What it is worth in a year as measured: as stated, else its value in the proportion that has been reached.
 * NUMBER_UNSET: not measured, or not worth money. */
money_t benefit_realised(const struct benefit_facts *facts);

/* Realisation: Σ measured / Σ target of those that were due by a day. */
struct benefit_sum {
	size_t count, due;      /* all; those that were due */
	size_t measured;        /* of those due: something is known of them, in money or in their measure */
	size_t reached;         /* of those due: their target */
	size_t without_value;   /* of those due: nobody has said what they are worth, they are in no sum */
	money_t expected;       /* yearly value of all that have one */
	money_t target, realised; /* of those due: yearly value; as measured */
};
/* False, and nothing added, where a sum does not fit. */
bool benefit_add(struct benefit_sum *sum, const struct benefit_facts *facts, day_t today);
/* Basis points of `target`; NUMBER_UNSET where nothing with a value was due. */
int64_t benefit_realisation(const struct benefit_sum *sum);

/* ---- following up ---- */

enum follow_up_state {
	FOLLOW_UP_AHEAD,   /* its day has not come */
	FOLLOW_UP_OVERDUE, /* its day has passed, and nobody has measured */
	FOLLOW_UP_DONE,
	FOLLOW_UP_LEFT_OUT, /* nobody measured before the next one's time came */
};

struct follow_up {
	day_t day;
	uint8_t state;
	day_t measured; /* DONE: the first day on which it was measured for this one */
};

/* A measurement is for the follow-up whose time it falls in: from a month before its day to a month before the next
 * one's. `months` after delivery rise; `out` has room for each. */
void benefit_follow_ups(day_t delivered, const int64_t months[], size_t count, const day_t measured[],
                        size_t measured_count, day_t today, struct follow_up out[]);

#endif
