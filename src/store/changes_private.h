/* A change set being made: what its files share. */
#ifndef STORE_CHANGES_PRIVATE_H
#define STORE_CHANGES_PRIVATE_H

#include <sodium.h>

#include "store/store_private.h"

#define SALTS_AT_ONCE 256

struct changes {
	struct kv_txn *txn;
	struct view view;
	struct entry_facts facts;
	struct text where, why;
	moment_t moment;
	uint64_t sequence;
	uint8_t previous[DIGEST_SIZE];
	struct text list;   /* the entry's changes, packed */
	uint32_t count;
	uint64_t entities;  /* bit (entity): one of its records is in the list */
	size_t bytes;
	bool written;       /* something was put that is no record: a summary, a fact */
	struct text packed; /* the record being written */
	record_id next_id[ENTITY_LIMIT]; /* 0: not read yet */
	uint8_t salts[SALTS_AT_ONCE][SALT_SIZE];
	unsigned salts_left;
	bool derived; /* what is put now is worked out from other records */
	uint8_t derived_entity;
	uint32_t derived_count;
	crypto_generichash_state derived_digest;
};

/* changes.c: a set that is written into the layer and leaves no entry. */
struct changes *changes_in_layer(struct store *store, struct error *error);
bool changes_keep(struct changes **changes, struct error *error);
/* changes.c: the id that comes next, counted in memory until the commit. */
record_id *changes_next_id(struct changes *changes, uint8_t entity);

/* changes_entry.c: the set's entry in the journal. */
void changes_list(struct changes *changes, struct ref ref, uint32_t revision, const uint8_t digest[DIGEST_SIZE]);
void changes_list_kept(struct changes *changes, struct ref ref, uint32_t revision, const uint8_t digest[DIGEST_SIZE]);
/* One line of the entry stands for everything derived: id 0, and as revision how many records. */
void changes_list_derived(struct changes *changes);
void changes_write_entry(struct changes *changes);

#endif
