/* The annual wheel of a register: its events on their days, the meetings that have an agenda, reviews that are due. */
#ifndef REGISTER_WHEEL_H
#define REGISTER_WHEEL_H

#include "lifecycle/wheel.h"
#include "store/store.h"

enum wheel_sort { WHEEL_EVENT, WHEEL_MEETING, WHEEL_REVIEW };

struct wheel_entry {
	struct ref about;       /* the event, the forum that meets, the review */
	uint8_t sort;           /* enum wheel_sort */
	uint8_t kind;           /* C_event_kind_… of an event, C_review_kind_… of a review; 0: not stated */
	day_t from, to;
	struct ref responsible; /* a person; not set: nobody is named */
	size_t items;           /* of a meeting: on its agenda */
};

struct wheel {
	struct wheel_entry *entries; /* by their first day */
	size_t count, capacity;
	size_t unplaced;             /* events whose days cannot be told */
};
/* What has any of its days from `from` to `to`. */
void wheel_read(struct wheel *wheel, const struct view *view, day_t from, day_t to);
void wheel_free(struct wheel *wheel);

#endif
