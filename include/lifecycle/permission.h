/* How a permission stands on a day, and what is to be asked about it. Source: DOMAIN 3.7, FORMULAS F8. Pure: no clock,
 * no store. */
#ifndef LIFECYCLE_PERMISSION_H
#define LIFECYCLE_PERMISSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "model/ref.h"

/* Days that are not known are DAY_UNSET, people nobody has named 0. */
struct permission_facts {
	day_t from, to;                       /* to: the last day, that day included */
	day_t suspended_from, suspended_to;
	day_t last_used, reviewed, removed;
	record_id holder, approved_by, implemented_by;
	bool holder_left, holder_away;        /* on the day asked about */
	bool reason_stated;
	uint8_t level;                        /* C_permission_level_… */
};

struct permission_limits {
	int64_t review_months; /* between reviews, by the system's highest classification */
	int64_t dormant_days;  /* not used for longer than this: dormant */
};

/* Any number of them. Of a permission that has been removed, or has not begun, none is set. */
enum permission_mark {
	PERMISSION_VALID = 1 << 0,          /* it holds on the day, paused or not */
	PERMISSION_PAUSED = 1 << 1,
	PERMISSION_PAST_END = 1 << 2,       /* its last day has passed and it has not been removed */
	PERMISSION_HOLDER_LEFT = 1 << 3,
	PERMISSION_ORPHAN = 1 << 4,         /* an account that nobody owns */
	PERMISSION_DORMANT = 1 << 5,        /* valid, not paused, the holder is there, and it has not been used */
	PERMISSION_USE_UNKNOWN = 1 << 6,    /* the same, and nobody knows whether it is used: never dormant */
	PERMISSION_HOLDER_AWAY = 1 << 7,
	PERMISSION_OVERDUE = 1 << 8,        /* valid, and its review should have been made */
	PERMISSION_NEVER_REVIEWED = 1 << 9,
	PERMISSION_SELF_APPROVED = 1 << 10, /* the approver is the holder or the one who carried it out */
	PERMISSION_NO_REASON = 1 << 11,
	PERMISSION_PRIVILEGED = 1 << 12,    /* administers, or is for emergencies */
	PERMISSION_IN_CONFLICT = 1 << 13,   /* with another of the same person: set by whoever sees both */
};
#define PERMISSION_MARKS 14

struct permission_position {
	uint32_t marks;   /* enum permission_mark */
	day_t review_due; /* the last day of the interval since the last review, or since it began where there was none;
	                     DAY_UNSET: neither is known, and it counts as overdue */
};
void permission_position(const struct permission_facts *facts, const struct permission_limits *limits, day_t today,
                         struct permission_position *position);

/* Marks of a permission that its holder or its system should not have as it is. */
#define PERMISSION_QUESTIONED                                                                                          \
	(PERMISSION_PAST_END | PERMISSION_HOLDER_LEFT | PERMISSION_ORPHAN | PERMISSION_DORMANT | PERMISSION_OVERDUE |      \
	 PERMISSION_SELF_APPROVED | PERMISSION_NO_REASON | PERMISSION_IN_CONFLICT)

/* Counts over permissions that stand: begun and not removed, so that each is valid or past its end. */
struct permission_counts {
	size_t standing;
	size_t left_or_ended; /* the holder has left or the end has passed, each counted once */
	size_t marked[PERMISSION_MARKS]; /* by the number of the bit */
};
void permission_counts_add(struct permission_counts *counts, uint32_t marks);
size_t permission_counts_of(const struct permission_counts *counts, enum permission_mark mark);
/* Basis points of those that stand: the holder has left or the end has passed (F8). NUMBER_UNSET where none stands. */
int64_t permission_orphan_rate(const struct permission_counts *counts);

#endif
