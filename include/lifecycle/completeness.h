/* How much is known. Source: FORMULAS F25. Every share keeps its numerator and denominator. */
#ifndef LIFECYCLE_COMPLETENESS_H
#define LIFECYCLE_COMPLETENESS_H

#include <stddef.h>
#include <stdint.h>

#include "base/money.h"

enum fact {
	FACT_NOT_WANTED = 0, /* does not count at all */
	FACT_KNOWN = 1,
	FACT_UNKNOWN = 2,    /* the answer is "unknown": asked, not known */
	FACT_NOT_SET = 3,
};

/* Add up over records by adding the counts. */
struct completeness {
	uint32_t wanted, known, unknown; /* not set is the rest */
};

void completeness_add(struct completeness *completeness, const uint8_t facts[], size_t count);
/* Known of wanted in basis points, rounded half away from zero; NUMBER_UNSET where nothing is wanted. */
int64_t completeness_share(const struct completeness *completeness);

/* Beside every total: how much of it is estimated. */
struct estimated {
	money_t estimated, total;
};
/* False, and nothing is added, where the sum does not fit. */
bool estimated_add(struct estimated *sum, money_t amount, bool is_estimated);
/* In basis points; NUMBER_UNSET where the total is 0. */
int64_t estimated_share(const struct estimated *sum);

#endif
