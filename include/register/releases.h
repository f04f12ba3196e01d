/* The calendar of releases as the register has it, and what stands in their way: one another, and the freezes of the
 * annual wheel. DOMAIN 3.8. */
#ifndef REGISTER_RELEASES_H
#define REGISTER_RELEASES_H

#include "lifecycle/release.h"
#include "lifecycle/wheel.h"
#include "model/reason.h"
#include "store/store.h"

struct release_row {
	struct ref ref, system, responsible;
	day_t start, end;      /* its last day: `start` where no end is stated */
	uint8_t state, change; /* C_release_plan_state_…, C_change_kind_…; 0: not stated */
	bool ahead;            /* still to be made */
};

struct release_conflict {
	size_t first, second;  /* places in the rows; of a freeze both are the release's */
	struct ref event;      /* the freeze; else not set */
	day_t from, to;        /* the days they share */
	/* By bond what they share, the first of it; not set: no such bond. Of one and the same system no more is told than
	 * that, and who answers for both. A product is that of the catalogue, else a component that is it. */
	struct ref shared[RELEASE_BONDS];
};

struct release_calendar {
	struct release_row *rows;           /* by start */
	size_t count, capacity;
	struct release_conflict *conflicts; /* of releases that are ahead, by their first day; none over before today */
	size_t conflict_count, conflict_capacity;
	size_t unplaced;                    /* freezes whose days cannot be told */
	size_t hidden;                      /* releases of systems that `see` says no to */
};
/* Releases that are ahead, however long ago their day was, and those made or called off whose last day is `since` or
 * later. `see` NULL: all systems. */
void release_calendar_read(struct release_calendar *calendar, const struct view *view, day_t today, day_t since,
                           bool (*see)(void *context, const struct record *system), void *context);
void release_calendar_free(struct release_calendar *calendar);
/* Whether the release stands in the conflict, and which other does (its own place where it is a freeze). */
bool release_conflict_has(const struct release_conflict *conflict, size_t row, size_t *other);

/* Why it is one, told of the release at `row`. */
void release_conflict_explain(const struct release_calendar *calendar, const struct release_conflict *conflict,
                              size_t row, struct reasons *chain);

void facts_release(const struct record *release, struct release_row *row);
void facts_event(const struct record *event, struct wheel_facts *facts);

#endif
