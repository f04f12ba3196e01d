/* What somebody outside may not see, and on which ground: the masked copy of DESIGN 4. The rules are stricter than for
 * people of the register: a record that is marked secret hides what lies under it too, and its name.
 *
 * A field is masked whether it is set or not: that nothing is stated tells something as well. */
#ifndef REGISTER_MASKING_H
#define REGISTER_MASKING_H

#include "register/session.h"

enum mask_ground {
	MASK_NONE,
	MASK_SECRECY,   /* the record, or one that it lies under, is marked secret, and that has not run out */
	MASK_OFFER,     /* offers and scores before the award is published */
	MASK_SECRET,    /* the schema marks the field as secret */
	MASK_PERSONAL,  /* about a living person */
	MASK_SENSITIVE, /* sensitive together: versions, support, classification, what was found of them */
	MASK_MENTION,   /* a text that says what is masked elsewhere: found by whoever makes the copy */
	MASK_GROUNDS
};

struct mask {
	enum mask_ground ground;
	struct ref of; /* SECRECY: the record that is marked */
};

/* What holds for the whole record, all but that there is one, its number and its secrecy: NONE, SECRECY or OFFER.
 * `session`: as session_for_outside. */
struct mask masking_of_record(const struct session *session, const struct view *view, const struct record *record);
/* One field of a record whose whole is not masked. */
enum mask_ground masking_of_field(const struct session *session, const struct record *record,
                                  const struct field *field);
/* Both. `record` NULL: the field in general. */
bool masking_lets_read(const struct session *session, const struct view *view, const struct record *record,
                       const struct field *field);

#endif
