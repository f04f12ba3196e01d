/* Writing: a change set is one durable transaction and one journal entry. Between begin and commit signals that could
 * stop the process are held, and every other writer waits: read, check and prepare first. */
#ifndef STORE_CHANGES_H
#define STORE_CHANGES_H

#include "store/store.h"

enum entry_kind {
	ENTRY_CHANGE = 1,
	ENTRY_IMPORT, ENTRY_AUDIT, ENTRY_UNDO, ENTRY_INIT, ENTRY_ROLLBACK,
	ENTRY_CATALOGUE,
	ENTRY_ERASURE, /* stands in the journal even where no record was changed */
	ENTRY_DISPOSAL /* the same; its `why` names the decision */
};

/* Who, from where, why: what the journal says of the entry. */
struct entry_facts {
	enum entry_kind kind;
	uint32_t actor;     /* a person's id or RECORD_BY_… */
	struct slice where; /* "terminal", "ssh 10.1.2.3", "import contracts.csv" */
	struct slice why;   /* free text; may be empty */
	uint64_t group;     /* sequence of the first entry of the same action; 0: this entry begins one */
	bool open;          /* more entries of the group follow; the group counts when one closes it */
	uint64_t undoes;    /* sequence of the entry undone */
};

/* Held for the life of an import: its entries form one group, written in bounded batches between which others save.
 * What a dead import left unclosed is rolled back first. False where another import is running. */
bool store_import_begin(struct store *store, struct error *error);
void store_import_end(struct store *store);
/* Takes back at once what the import has written. */
void store_import_abandon(struct store *store);

struct changes;

struct changes *changes_begin(struct store *store, const struct entry_facts *facts, struct error *error);
/* What the transaction sees, its own changes included. Valid until commit or abort; bytes read from it only until the
 * next write. */
struct view *changes_view(struct changes *changes);
moment_t changes_moment(const struct changes *changes);
uint64_t changes_sequence(const struct changes *changes);

/* The next free id of the entity: never one that was used before, nor one whose default code somebody chose. */
record_id changes_new_id(struct changes *changes, uint8_t entity);
/* The first of `count` ids in a row, none of which was ever used; codes that somebody chose are not looked at. */
record_id changes_reserve(struct changes *changes, uint8_t entity, record_id count);
/* Writes the draft as record `id`, moving it where its parent has changed. `base_revision` is the revision it was read
 * at, 0 for a new record; where it has moved on the set is not changed and false comes back with ERROR_CONFLICT. The
 * fields are taken as valid. */
bool changes_put(struct changes *changes, const struct draft *draft, record_id id, uint32_t base_revision,
                 struct error *error);
/* As changes_put of a new record, one that is packed already (its stamp is replaced), under an id never used. */
bool changes_add_packed(struct changes *changes, const struct record *record, struct error *error);
/* As changes_put for what is worked out from other records (findings): no image is kept, and the entry lists one digest
 * over all of them. The record may be new (base_revision 0) or not. */
bool changes_put_derived(struct changes *changes, const struct draft *draft, record_id id, uint32_t base_revision,
                         struct error *error);
bool changes_remove(struct changes *changes, struct ref ref, uint32_t base_revision, struct error *error);

/* Takes the record's former images out of the history, with their salts: the journal keeps their digests, which then
 * tell nothing. Returns how many; never the image that stands. */
size_t changes_erase_past(struct changes *changes, struct ref ref);
/* The same of one former image, in a set that is a disposal: the image then says by which. False where it is not, or no
 * longer, a former image. */
bool changes_dispose_image(struct changes *changes, struct ref ref, uint32_t revision);

/* Rows beside the records: not journalled. */
void changes_put_summary(struct changes *changes, struct ref ref, struct slice row);
void changes_remove_summary(struct changes *changes, struct ref ref);
void changes_put_fact(struct changes *changes, const char *name, struct slice value);
void changes_remove_fact(struct changes *changes, const char *name);

/* How many records the set has written so far, and about how many bytes. */
size_t changes_count(const struct changes *changes);
size_t changes_bytes(const struct changes *changes);

/* Durable when it returns true. A set with nothing in it writes nothing and journals nothing: *sequence is then 0. */
bool changes_commit(struct changes **changes, uint64_t *sequence, struct error *error);
void changes_abort(struct changes **changes);

/* Between the batches of large work: whoever waits to write gets a turn. The engine's lock goes to the first who asks
 * again, and that is else the one who has just let it go. Takes about a millisecond. */
void changes_give_way(void);

#endif
