/* What stands in the lanes of a timeline, read from the register with the clocks that everything else shows: of a
 * system its life, its main contracts, the end of its support, its day to decide and its releases. Source: DOMAIN 3.1
 * to 3.3. */
#ifndef REPORT_TIMELINE_LANES_H
#define REPORT_TIMELINE_LANES_H

#include "report/teller.h"
#include "report/timeline.h"

/* Whether such a record has a lane of its own: systems, services, contracts, licences, components, integrations,
 * planned releases, opportunities. Units and suppliers have only those of what is theirs. */
bool timeline_has_lane(uint8_t entity);
/* Whether there is any timeline about such a record. */
bool timeline_can(uint8_t entity);

struct timeline_reader;
/* The teller outlives it. */
struct timeline_reader *timeline_reader_new(const struct teller *teller);
void timeline_reader_free(struct timeline_reader **reader);

/* The lane of one record; false where it is not there. */
bool timeline_lane_read(struct timeline_reader *reader, struct ref about, struct timeline_lane *lane);

/* The lanes that tell of one record: its own first where it has one, then those of what lies below it or is named by
 * it, without what the person may not see, what has no day at all, and releases that lie more than a year back. */
struct timeline_lanes {
	struct timeline_lane *items; /* the caller's to free */
	size_t count, capacity;
};
void timeline_lanes_read(struct timeline_reader *reader, struct ref about, struct timeline_lanes *lanes);

#endif
