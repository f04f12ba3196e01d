/* Disposing of old personal history under a decision (DESIGN 4, "dispose"): how records of people stood before a day.
 *
 * What goes is the images in the history that were no longer the record before that day: of records about people (the
 * schema marks their kinds), and of others those that hold a personal text which the record as it stands has no more.
 * What stands stays, and so does all that the register was on that day and later: --as-of a day from it on shows the
 * same as before. Of each image the digest stays in the change log; the history says by which decision it went. */
#ifndef REGISTER_DISPOSE_H
#define REGISTER_DISPOSE_H

#include "register/session.h"

struct disposal {
	day_t before;
	int64_t decision; /* its number */
	bool dry_run;     /* count, write nothing */
};

struct disposal_result {
	struct ref decision;
	uint64_t sequence; /* of the first entry written; 0: none was */
	size_t images;
	struct {
		size_t images, records;
	} of[ENTITY_LIMIT];
};

/* For administrators. The decision must be in the register, approved, made by today and not superseded; the day must
 * not be after today. Written in batches between which others save: what has been disposed of when one fails stays so,
 * and doing it again does the rest. */
bool register_dispose(struct session *session, const struct disposal *disposal, struct disposal_result *result,
                      struct error *error);

#endif
