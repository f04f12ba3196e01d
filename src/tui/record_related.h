/* What lies below a record and what refers to it, by entity: the tabs of a record. */
#ifndef TUI_RECORD_RELATED_H
#define TUI_RECORD_RELATED_H

#include "query/finder.h"
#include "store/store.h"

#define RELATED_MOST 20000 /* of one entity: more than a person goes through by eye */

struct related {
	const struct entity *entity;
	const struct field *field; /* by which they lead here; of several the first */
	struct row *rows;
	size_t count, capacity;
	bool more;                 /* than RELATED_MOST */
};

struct related_list {
	struct related *items;
	size_t count, capacity;
};

/* Where the rows only join two records, as contracts are joined to systems: the field that leads to the other one. NULL
 * where the rows say something themselves. */
const struct field *related_other(const struct related *related);

/* Whether records of the entity are found by that field. */
bool related_by(const struct entity *entity, const struct field *field, struct ref ref);
/* Only what is found by parent or by index: nothing walks over an entity. Findings that are resolved are left out. */
void related_read(struct related_list *list, const struct view *view, struct ref ref);
void related_free(struct related_list *list);

#endif
