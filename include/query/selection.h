/* The records that a condition lets through, taken down in one reading: what a round of review is opened over. */
#ifndef QUERY_SELECTION_H
#define QUERY_SELECTION_H

#include "query/reading.h"

struct selection {
	struct ref *refs; /* in the order of storage */
	size_t count, capacity;
};
/* `where` empty: every record. The error points at the place, as list_plan_new does. */
bool selection_read(struct selection *selection, const struct entity *entity, struct slice where,
                    struct reading *reading, struct error *error);
void selection_free(struct selection *selection);

#endif
