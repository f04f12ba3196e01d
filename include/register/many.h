/* The same change of many records: looked at first, one by one, then written in one transaction and one journal entry,
 * which one undo takes back. */
#ifndef REGISTER_MANY_H
#define REGISTER_MANY_H

#include "model/record.h"
#include "register/session.h"

/* More at once would keep others from saving for longer than a second. */
#define MANY_MOST 2000

/* What each of the records gets: `fields` of `values`; one that is not set there is made not set. */
struct many_change {
	struct draft values;
	uint8_t fields[256]; /* numbers, ended by 0 */
};
void many_start(struct many_change *change, const struct entity *entity);
void many_free(struct many_change *change);
/* Whether the field can be given to several records at once: what tells one record from another, and what only the
 * program sets, cannot. */
bool many_can(const struct field *field);

enum many_outcome { MANY_CHANGES, MANY_IS_SO, MANY_REFUSED, MANY_GONE };

/* A record as it was looked at. */
struct many_row {
	record_id id;
	uint32_t revision;
	uint8_t outcome; /* enum many_outcome */
};
/* What the change would do to the record `row->id`: fills in the rest of the row. Of MANY_REFUSED `error` says why. */
void many_look(const struct many_change *change, const struct session *session, const struct view *view,
               struct many_row *row, struct error *error);
/* Changes the rows that change and leaves the others. All of them or none: where one has been changed since it was
 * looked at (ERROR_CONFLICT) or is refused after all, *failed is its place, SIZE_MAX where it is no row's fault. */
bool many_write(const struct many_change *change, struct session *session, const struct many_row rows[], size_t count,
                size_t *failed, struct error *error);

#endif
