#ifndef REGISTER_REGISTER_PRIVATE_H
#define REGISTER_REGISTER_PRIVATE_H

#include "register/authority.h"
#include "register/edit.h"
#include "register/stages.h"

/* authority.c, for what is shown outside too. */
/* Whether it is marked secret, and that has not run out. */
bool authority_is_secret(const struct session *session, const struct record *record);
bool authority_is_bid(uint8_t entity); /* offers and scores */
bool authority_bid_is_published(const struct session *session, const struct view *view, const struct record *bid);
/* Whether the field of the finding tells of a system's weak points. */
bool authority_tells_weakness(const struct record *finding, const struct field *field);

/* Systems and services whose summary rows changes have made stale: made by touched_new of register/summary.h. */
struct touched_row {
	struct ref ref;
	bool findings; /* they are to be counted anew too */
};
struct touched_set {
	struct touched_row *items;
	size_t count, capacity;
	bool deferred; /* it gathers over several edits */
	bool all;      /* rows were stale before: every one is to be worked out */
};
/* `record` as it is before or after a change: everything whose figures depend on it is added. */
void touched_add(struct touched_set *touched, const struct view *view, const struct record *record);
/* Whether any row depends on records of the entity. */
bool touched_by(uint8_t entity);
/* A record that is gone. */
void touched_add_ref(struct touched_set *touched, struct ref ref);
void touched_add_all(struct touched_set *touched, const struct view *view, uint8_t entity);
/* In order, systems first, with the services that they support, each once. */
void touched_settle(struct touched_set *touched, const struct view *view);
/* Computes the summary rows of what was touched anew, in the same transaction; rows of records that are gone go too. */
void summary_refresh(struct session *session, struct changes *changes, struct touched_set *touched);

/* What an import has checked over the whole of itself, and what is written is not checked for again. */
enum trust {
	TRUST_NOTHING,
	TRUST_REFERENCES,
	TRUST_WHOLE, /* and unique fields, and what lies inside what: nobody has written since */
};

struct edit {
	struct session *session;
	struct changes *changes;
	enum trust trust;
	enum stage_change change; /* how changes of stage are judged */
	bool checked;  /* what is added was checked against the register as it is */
	bool internal; /* may set what only the program sets */
	struct touched_set *touched; /* its own, unless the renewal of the rows is deferred */
	struct text packed; /* a draft as it would be written, for the authority */
	struct draft draft; /* of a record that came packed */
};

/* Refuses, in the words of the role. `field`: the one that may not be changed, or NULL. */
bool edit_deny(const struct edit *edit, enum deed deed, struct ref ref, const struct field *field,
               struct error *error);
/* Somebody must be left who can let others in: false with words where the record, or its change to `after`, takes the
 * last administrator away. */
bool edit_leaves_administrator(const struct edit *edit, const struct record *before, const struct record *after,
                               struct error *error);

/* The catalogue in memory: products by every name they have, with their releases. */
struct catalogue;
void catalogue_free(struct catalogue **catalogue);
/* A component's facts from the catalogue (release, vendor_end, vendor_state, active_end, longer_supported, standing)
 * into its draft; drafts of other entities are left alone. What was typed by hand stands until a match gives a date. */
void matching_fill(struct session *session, const struct view *view, struct draft *draft);
/* The product that the component is by its identifier or name, whatever its version; 0: none that is known. */
record_id matching_product(struct session *session, const struct view *view, const struct record *component);
/* Lets go of what is remembered of the catalogue where others have written to it: once for each view that is filled
 * from. */
void matching_check(struct session *session, const struct view *view);
/* A record of the entity was written: what is remembered of the catalogue may be old. */
void matching_changed(struct session *session, uint8_t entity);

/* tender.c: what may not be written about requirements, offers and scores once, or before, offers are opened. `before`
 * NULL: a new record. */
bool tender_concerns(uint8_t entity);
bool tender_check(const struct view *view, const struct record *before, const struct draft *draft, struct ref self,
                  uint8_t *field, struct error *error);
bool tender_lets_remove(const struct view *view, const struct record *record, struct error *error);

/* Configuration that the session needs. */
bool session_reads_unknown(const struct conf *conf);

/* The checks of a draft that need no other record: required fields, exactly-one-of groups, rules of the entity. */
bool validate_draft(const struct draft *draft, uint8_t *field, struct error *error);
/* The part of them that is about order: days of opportunities and alternatives, and estimates whose least is more than
 * their most. */
bool validate_order(const struct draft *draft, uint8_t *field, struct error *error);
/* The checks that do: codes and unique fields in use, references to nothing, cycles. */
bool validate_in_register(const struct view *view, const struct draft *draft, struct ref ref, enum trust trust,
                          uint8_t *field, struct error *error);
/* What may no longer be changed: a decision's wording. `before` is the stored record. */
bool validate_change(const struct record *before, const struct draft *draft, uint8_t *field, struct error *error);

#endif
