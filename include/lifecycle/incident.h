/* What lies behind incidents, and what comes again. Source: FORMULAS F19. */
#ifndef LIFECYCLE_INCIDENT_H
#define LIFECYCLE_INCIDENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"

/* What is known of a cause. A release of ours that is named as the cause is a change of our own, unless another cause
 * is stated. */
enum incident_origin { ORIGIN_UNKNOWN, ORIGIN_OWN_CHANGE, ORIGIN_OTHER };
/* `cause`: C_incident_cause_…, 0 not stated. */
enum incident_origin incident_origin(uint8_t cause, bool release_named);

/* Counts of a period. A share is not known (NUMBER_UNSET) where its denominator is 0. */
struct change_counts {
	size_t incidents, known, own_change; /* known: the cause is */
	size_t made;                         /* releases made, well or not */
	size_t failed;                       /* of these: taken back, gone wrong, or named as the cause of an incident */
	size_t kind_stated, urgent;          /* of these: kind of change stated; it could not wait */
	size_t ahead_stated, not_ahead;      /* of these: stated whether planned ahead; it was not */
};
struct release_made {
	uint8_t state;      /* C_release_plan_state_… */
	uint8_t change;     /* C_change_kind_…; 0: not stated */
	bool ahead_stated, planned_ahead;
	bool has_caused;    /* an incident, as somebody has said of it */
};
void change_add_incident(struct change_counts *counts, enum incident_origin origin);
/* One that has not been made is not counted. */
void change_add_release(struct change_counts *counts, const struct release_made *release);

/* Basis points. */
int64_t change_caused_share(const struct change_counts *counts);  /* of those whose cause is known */
int64_t change_unknown_share(const struct change_counts *counts); /* of all incidents */
int64_t change_failure_rate(const struct change_counts *counts);  /* of the releases made */
int64_t change_urgent_share(const struct change_counts *counts);  /* of those whose kind of change is stated */
int64_t change_unplanned_share(const struct change_counts *counts);

/* ---- what comes again ---- */

struct recurring {
	uint32_t group;  /* the same component and the same category */
	uint32_t number; /* of the incident */
	day_t opened;
	bool recurs;     /* found: it is one of so many within so many days */
};
/* Sorts by group, day and number, and marks them: an incident recurs where it is one of `least` of its group that were
 * opened at most `days` apart. */
void recurring_find(struct recurring incidents[], size_t count, size_t least, int64_t days);

#endif
