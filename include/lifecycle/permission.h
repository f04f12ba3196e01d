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
	day_t unlisted;                       /* since when the list from the system itself no longer has it */
	day_t seen_again;                     /* when that list still had it although it had been ticked off as removed */
	record_id holder, approved_by, implemented_by;
	bool holder_left, holder_away;        /* on the day asked about */
	bool supplier_account;                /* the holder comes from a supplier … */
	bool contract_runs;                   /* … with whom a contract is in force */
	bool owner_missing;                   /* a service account for which nobody who is there answers */
	bool reason_stated;
	uint8_t level;                        /* C_permission_level_… */
};

struct permission_limits {
	int64_t review_months; /* between reviews, by the system's highest classification */
	int64_t dormant_days;  /* not used for longer than this: dormant */
};

/* What the limits are taken from. */
struct permission_parameters {
	int64_t months_high, months_medium, months_low; /* classification 3 or 4; 2; less, or none */
	int64_t dormant_days;
};
extern const struct permission_parameters permission_parameters_default; /* 3, 6, 12 months; 90 days */
/* Months between reviews in a system whose highest classification this is (0: none). */
int64_t permission_review_months(const struct permission_parameters *parameters, int64_t highest);

/* Any number of them. Of a permission that has been removed, or has not begun, none is set, but that it has been seen
 * again. */
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
	PERMISSION_SUPPLIER = 1 << 14,      /* the holder comes from a supplier */
	PERMISSION_NO_CONTRACT = 1 << 15,   /* the same, and no contract with them is in force */
	PERMISSION_UNOWNED = 1 << 16,       /* a service account for which nobody answers */
	PERMISSION_SEEN_AGAIN = 1 << 17,    /* ticked off as removed, and the system's own list still has it */
};
#define PERMISSION_MARKS 18

struct permission_position {
	uint32_t marks;   /* enum permission_mark */
	uint8_t state;    /* C_permission_state_… */
	day_t review_due; /* the last day of the interval since the last review, or since it began where there was none;
	                     DAY_UNSET: neither is known, and it counts as overdue */
};
void permission_position(const struct permission_facts *facts, const struct permission_limits *limits, day_t today,
                         struct permission_position *position);

/* Marks of a permission that its holder or its system should not have as it is. */
#define PERMISSION_QUESTIONED                                                                                          \
	(PERMISSION_PAST_END | PERMISSION_HOLDER_LEFT | PERMISSION_ORPHAN | PERMISSION_DORMANT | PERMISSION_OVERDUE |      \
	 PERMISSION_SELF_APPROVED | PERMISSION_NO_REASON | PERMISSION_IN_CONFLICT | PERMISSION_NO_CONTRACT |              \
	 PERMISSION_UNOWNED | PERMISSION_SEEN_AGAIN)
/* How many such marks are set. */
unsigned permission_questions(uint32_t marks);

/* Counts over permissions that stand: begun and not removed, so that each is valid or past its end. Those that were
 * ticked off as removed and seen again are counted by that mark alone. */
struct permission_counts {
	uint32_t standing;
	uint32_t left_or_ended;            /* the holder has left or the end has passed, each counted once */
	uint32_t review_due;               /* valid, and a review has been made or should have been */
	uint32_t reviewed_in_time;         /* of them: not overdue */
	uint32_t administrators;           /* valid and privileged */
	uint32_t questioned;               /* at least one mark of PERMISSION_QUESTIONED, whether it stands or not */
	uint32_t marked[PERMISSION_MARKS]; /* by the number of the bit */
};
void permission_counts_add(struct permission_counts *counts, uint32_t marks);
void permission_counts_join(struct permission_counts *sum, const struct permission_counts *part);
uint32_t permission_counts_of(const struct permission_counts *counts, enum permission_mark mark);
/* F8, in basis points; NUMBER_UNSET where the denominator is 0. On time: reviewed_in_time of review_due. Orphan rate:
 * left_or_ended of those that stand. Breach: approved by the holder or by who carried it out, of those that stand.
 * Administrators: valid privileged ones of the valid. */
int64_t permission_on_time(const struct permission_counts *counts);
int64_t permission_orphan_rate(const struct permission_counts *counts);
int64_t permission_breach(const struct permission_counts *counts);
int64_t permission_administrators(const struct permission_counts *counts);

#endif
