/* Reading values of records: own fields, the header's, computed figures, and paths through references such as
 * supplier.country or unit.parent.name. What the asking person may not read reads as not set. DESIGN 6. */
#ifndef QUERY_READING_H
#define QUERY_READING_H

#include "register/session.h"

#define PATH_STEPS 6

/* From an entity through references to a field. The steps before the last hold references to one entity. */
struct path {
	const struct entity *entities[PATH_STEPS]; /* whose field each step is */
	const struct field *fields[PATH_STEPS];
	uint8_t count;
};

/* Parses "supplier.country"; names in any language. On failure `error` says what is wrong and *place is the byte in
 * `text` at which it is (`place` may be NULL). */
bool path_parse(struct path *path, const struct entity *entity, struct slice text, size_t *place, struct error *error);
/* The stable names with a point between. */
void path_append(struct text *out, const struct path *path);
/* What the path leads to: its type, choices, label and help. */
const struct field *path_field(const struct path *path);
bool path_equal(const struct path *a, const struct path *b);

/* Where values are read from: one view, on one day, for one person. Keeps the records that were referred to last at
 * hand. */
struct reading;
/* `session` gives the day, the configuration and the person's rights; both outlive the reading. Not for a change set's
 * view. */
struct reading *reading_new(const struct view *view, const struct session *session);
void reading_free(struct reading **reading);
/* Reads from another view: what was kept is forgotten. Much cheaper than a new one. */
void reading_move(struct reading *reading, const struct view *view);
const struct view *reading_view(const struct reading *reading);
const struct session *reading_session(const struct reading *reading);

/* The record referred to; false where it is not there. Valid as long as the view. */
bool reading_record(struct reading *reading, struct ref ref, struct record *record);
/* One field or figure of `record`. A record without a chosen code has its default one. Texts last until the next call
 * or, of stored fields, as long as the view. */
struct value reading_field(struct reading *reading, const struct record *record, const struct field *field);
/* What the path leads to from `record`: not set where a reference on the way is not set. */
struct value reading_value(struct reading *reading, const struct record *record, const struct path *path);

#endif
