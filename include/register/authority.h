/* Who may do what: the one table of access roles (DESIGN 4) and the one function that asks it. */
#ifndef REGISTER_AUTHORITY_H
#define REGISTER_AUTHORITY_H

#include "register/session.h"

enum deed {
	DEED_READ, DEED_READ_SECRET, DEED_READ_SENSITIVE, DEED_READ_HISTORY, DEED_ADD, DEED_CHANGE, DEED_REMOVE,
	DEED_AUDIT,
	DEED_CONFIGURE
};

/* Whether there is any decision about the record that the person may record. */
bool authority_may_decide(const struct session *session, const struct view *view, struct ref about);

/* `record` NULL: the entity in general (may the person do it to any?). For DEED_ADD the draft packed as it would be
 * written. */
bool authority_allows(const struct session *session, const struct view *view, enum deed deed, uint8_t entity,
                      const struct record *record);
/* One field of a record: secret and sensitive fields are for some only. */
bool authority_may_read(const struct session *session, const struct view *view, const struct record *record,
                        const struct field *field);
bool authority_may_write(const struct session *session, const struct view *view, const struct record *record,
                         const struct field *field);
/* The working behind a record's figures: of a system or a component it tells of versions and support. */
bool authority_may_explain(const struct session *session, const struct view *view, const struct record *record);
/* What a record lies under: its parent; where it has none, the one thing of several that it names (a cost, an
 * assignment), else what it is about (a risk, an activity). */
struct ref authority_lies_under(const struct record *record);
/* The system, service, contract or object that it lies under at last, which is also what itself may be; id 0: none. */
struct ref authority_roof(const struct view *view, const struct record *record);
/* Whether authority_may_read could say no to anybody: asked first where many values are read. */
static inline bool authority_guards(const struct record *record, const struct field *field)
{
	uint8_t entity = record->entity->number;
	return field->secret || field->sensitive || entity == E_offer || entity == E_score || entity == E_finding ||
	       record_is_set(record, F_secrecy_ground);
}
/* Whether the person may see what has been offered for the opportunity: those named on it, and everybody once the award
 * is published. */
bool authority_reads_offers(const struct session *session, const struct record *opportunity);
/* The whole of a change: `before` as it stands (NULL: a new record), `after` as it would. Both must be the person's:
 * else a record of one's own could be turned into one of somebody else's. `by_program`: fields that only the program
 * sets are changed by one of its own deeds. Where one field is what may not be changed, *field gets it, else NULL. */
bool authority_may_save(const struct session *session, const struct view *view, const struct record *before,
                        const struct record *after, bool by_program, const struct field **field);

#endif
