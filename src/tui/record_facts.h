/* What a record says: its figures, what can still be done where a day has passed, its fields by section. Read into
 * memory as words. */
#ifndef TUI_RECORD_FACTS_H
#define TUI_RECORD_FACTS_H

#include "tui/app.h"

struct fact {
	bool heading;              /* `label` is a section's */
	char *label, *value;
	enum role role;
	const struct field *field; /* the field or figure; NULL: neither */
	struct ref ref;            /* where it leads; id 0: nowhere */
};

struct facts {
	struct fact *items;
	size_t count, capacity;
};

void facts_read(struct facts *facts, struct glance *glance, const struct record *record);
void facts_free(struct facts *facts);
/* For facts of other kinds. The label is copied, the value taken over; what is returned holds until the next one. */
struct fact *facts_add(struct facts *facts, const char *label, char *value);
void facts_add_heading(struct facts *facts, const char *label);

/* Why a figure is what it is, a sentence a line; false where there is nothing to tell. */
bool facts_why(struct text *out, struct glance *glance, const struct record *record, const struct field *figure);

#endif
