/* What has been changed since a day: the entries of the change log, other than the nightly audit's own, that touch what
 * a person answers for, or did until then, and those that they wrote themselves; of a person who answers for nothing,
 * all of them. Looked for a little at a time; of the journal only what has come since is read again. */
#ifndef REPORT_OWN_CHANGES_H
#define REPORT_OWN_CHANGES_H

#include "report/teller.h"

/* `= {0}` before use. */
struct own_changes {
	day_t since;        /* from the beginning of this day on */
	record_id person;   /* whose they are */
	struct ref *own;    /* systems and services, rising; NULL: the whole register is meant */
	size_t own_count;
	uint64_t *found;    /* sequences of entries: rising, as soon as own_changes_look has come to the end */
	size_t count, capacity;
	uint64_t looked;    /* all entries up to this one have been looked at */
	uint64_t head, at;  /* the look under way: from this entry down to the next one to be looked at; 0: none */
};

/* What they are looked for from here on; what was found for the same is kept. `own` is copied. */
void own_changes_want(struct own_changes *changes, record_id person, day_t since, const struct ref *own, size_t count);
/* Goes on for about so many milliseconds (0: to the end); false when all is looked at. */
bool own_changes_look(struct own_changes *changes, const struct view *view, unsigned milliseconds);
void own_changes_copy(struct own_changes *to, const struct own_changes *from); /* `to` is {0} */
void own_changes_free(struct own_changes *changes);

#endif
