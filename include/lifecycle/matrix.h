/* Offers beside requirements: the open matrix. Source: FORMULAS F24: an offer that misses a must is out, else
 * Σ w·p/Σ w over what should be, exactly; weights stand before the offers are opened.
 *
 * What is not answered is not known: a must that nobody has settled, or points that nobody has given, leave an offer
 * undecided, never excluded and never with 0 points. */
#ifndef LIFECYCLE_MATRIX_H
#define LIFECYCLE_MATRIX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/money.h"

#define MATRIX_TRACES 4 /* need, goal, clause of the contract, test */

struct matrix_requirement {
	bool must;
	int64_t weight; /* of a should: 0 to 10 000; NUMBER_UNSET: not stated */
	uint8_t traces; /* bit i: it can be found again in C_trace_… i + 1 */
};

/* Whether there is anything to judge by. */
enum matrix_fault {
	MATRIX_SOUND,
	MATRIX_NO_REQUIREMENTS,
	MATRIX_NO_WEIGHT,  /* a should has none; *which says which */
	MATRIX_NO_WEIGHTS, /* those of all shoulds sum to nothing */
};
uint8_t matrix_check(const struct matrix_requirement requirements[], size_t count, size_t *which);

/* How an offer meets one requirement. */
struct matrix_score {
	int64_t points; /* of a should: 0 to 5; NUMBER_UNSET: not given */
	uint8_t met;    /* of a must: enum answer; 0: not answered */
};

enum offer_state {
	OFFER_JUDGED,
	OFFER_UNDECIDED, /* a must is not settled (not answered, unknown, partly), or points are missing */
	OFFER_EXCLUDED,  /* a must is no */
};

struct offer_standing {
	uint8_t state;            /* enum offer_state */
	size_t missed, unsettled; /* musts */
	size_t unscored;          /* shoulds without points */
	int64_t weighted, weights; /* Σ w·p of those with points, Σ w of all shoulds */
};

/* `scores`: one for each requirement, in their order. */
void matrix_judge(const struct matrix_requirement requirements[], const struct matrix_score scores[], size_t count,
                  struct offer_standing *standing);
/* Hundredths, 0 to 500, rounded half away from zero; NUMBER_UNSET where the offer is not judged, or nothing is weighed
 * because there are only musts. */
int64_t matrix_total(const struct offer_standing *standing);
/* The order of the table: judged before undecided before excluded; then the higher total, compared exactly; then the
 * lower price (NUMBER_UNSET: after those that have one). 0: equals, which share a place. */
int matrix_compare(const struct offer_standing *a, money_t price_a, const struct offer_standing *b, money_t price_b);

/* How much of what is asked for can be followed, and where to. */
struct matrix_tracing {
	size_t count, traced;            /* requirements; those found again anywhere */
	size_t found_in[MATRIX_TRACES];
};
void matrix_trace(const struct matrix_requirement requirements[], size_t count, struct matrix_tracing *tracing);

#endif
