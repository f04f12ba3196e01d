/* One action of many records: written in bounded batches between which others save, counted as one entry group, and
 * taken back where it does not come to its end. */
#ifndef REGISTER_BATCHES_H
#define REGISTER_BATCHES_H

#include "register/edit.h"

struct batches {
	struct session *session;
	struct slice why;
	struct edit *edit; /* the open batch; NULL between batches */
	uint64_t group;
	size_t total, done;
	bool (*progress)(void *context, uint64_t done, uint64_t all);
	void *context;
};

/* `session`, `why`, `total` and `progress` are set, the rest {0}. `total`: records to be written, an upper bound. */
bool batches_begin(struct batches *batches, struct error *error);
/* The edit that the next record is written in; NULL with the error. */
struct edit *batches_next(struct batches *batches, struct error *error);
/* Closes the action; with `done` false, or where that fails, everything is taken back. Always called after a
 * successful begin. */
bool batches_end(struct batches *batches, bool done, struct error *error);

#endif
