#ifndef STORE_STORE_PRIVATE_H
#define STORE_STORE_PRIVATE_H

#include <string.h>

#include "store/journal.h"
#include "store/kv.h"
#include "store/past.h"

struct past {
	uint64_t sequence; /* 0: the store shows the present */
	bool trying;       /* what is written goes into the layer: the present as it would be */
	bool read_only;    /* whether the present can only be read */
	past_renew *renew;
	void *context;
};

struct records;

struct store {
	struct kv *kv;
	bool watched;
	struct records *walking; /* the outermost walk, while watched; NULL: none */
	struct past past;
	char *directory;
	bool read_only;
	int import_lock; /* file descriptor while this process imports, else −1 */
};

struct view {
	struct store *store;
	struct kv_txn *txn;
	bool borrowed; /* of a change set: not ended with the view */
	struct codes *codes;
	struct view *present; /* what lies below the layer, where it was asked for */
	bool is_present;      /* it lies below the layer itself */
};

/* view.c: what hangs on a view, but for its transaction. */
void view_free_parts(struct view *view);

/* past.c: whether others have written since the layer was made, and taking that out too. */
bool past_is_behind(const struct view *view);
bool past_follow(struct store *store, struct error *error);

/* codes.c: what looking codes up remembers. */
struct codes *codes_new(void);
void codes_free(struct codes **codes);

static inline enum kv_table record_table(uint8_t entity)
{
	return (enum kv_table)(KV_RECORD + entity);
}

static inline enum kv_table id_table(uint8_t entity)
{
	return (enum kv_table)(KV_ID + entity);
}

static inline enum kv_table history_table(uint8_t entity)
{
	return (enum kv_table)(KV_HISTORY + entity);
}

/* Worked out from other records: kept without images, but for what people do to them. */
static inline bool entity_is_derived(uint8_t entity)
{
	return entity == E_finding;
}

static inline struct kv_bytes bytes_of(const void *data, size_t size)
{
	return (struct kv_bytes){data, size};
}

/* Big-endian integers, as they stand in keys. Here, since every record read pays for them: with a width that the
 * compiler knows they are an instruction or two. */
static inline void put_be(uint8_t *at, uint64_t value, size_t width)
{
	for (size_t i = width; i-- > 0; value >>= 8)
		at[i] = (uint8_t)value;
}

static inline uint64_t get_be(const uint8_t *at, size_t width)
{
	uint64_t value = 0;
	for (size_t i = 0; i < width; i++)
		value = value << 8 | at[i];
	return value;
}

/* Four bytes. */
static inline uint32_t get_be32(const void *at)
{
	uint32_t value;
	memcpy(&value, at, sizeof value);
	return __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? __builtin_bswap32(value) : value;
}

#define RECORD_KEY_SIZE 8 /* parent, id */
#define ID_KEY_SIZE 4
#define HISTORY_KEY_SIZE 8 /* id, revision */
#define SUMMARY_KEY_SIZE 5 /* entity, id */

void record_key(uint8_t key[RECORD_KEY_SIZE], record_id parent, record_id id);
/* A stored record of that entity; false where the bytes are none. */
static inline bool record_from(struct record *record, const struct entity *entity, struct kv_bytes key,
                               struct kv_bytes value)
{
	if (key.size != RECORD_KEY_SIZE || !record_open_as(record, entity, value.data, value.size))
		return false;
	record->parent = get_be32(key.data);
	record->id = get_be32((const uint8_t *)key.data + 4);
	return record_id_is_possible(record->id);
}

/* Index keys: index number (entity, field), value, id. `field` F_code: the register's codes, entity 0. */
#define INDEX_VALUE_MAX 200
#define INDEX_KEY_MAX (2 + INDEX_VALUE_MAX + 16 + 5)
size_t index_key(uint8_t *key, uint8_t entity, const struct field *field, const struct value *value, record_id id);
size_t index_code_key(uint8_t *key, struct slice code, struct ref ref);
/* What an entry of the field carries; at most INDEX_PAYLOAD_MAX bytes. */
#define INDEX_PAYLOAD_MAX 64
size_t index_payload(uint8_t *payload, const struct field *field, const struct record *record);
/* Adds (or takes away) every index entry of a record. */
void index_add(struct kv_txn *txn, const struct record *record);
void index_remove(struct kv_txn *txn, const struct record *record);
/* The same for a change from one image to the next: only what differs is written. */
void index_change(struct kv_txn *txn, const struct record *before, const struct record *after);

/* History values: state, sequence, salt, image. */
#define HISTORY_HEAD_SIZE (1 + 8 + SALT_SIZE)
void history_write(struct kv_txn *txn, struct ref ref, uint32_t revision, enum image_state state, uint64_t sequence,
                   const uint8_t salt[SALT_SIZE], struct kv_bytes image);
/* The first image of a record that there never was: false, and nothing written, where there is one. */
bool history_begin(struct kv_txn *txn, struct ref ref, uint64_t sequence, const uint8_t salt[SALT_SIZE]);
void history_forget(struct kv_txn *txn, struct ref ref, uint32_t revision);
bool history_read(struct kv_txn *txn, struct ref ref, uint32_t revision, struct image *image, struct kv_bytes *bytes);
/* A row's bytes: all but the record, whose image `bytes` gets. */
bool image_decode(struct image *image, uint32_t revision, struct kv_bytes value, struct kv_bytes *bytes);
/* What stands in the place of a disposed image's salt: the entry's sequence, and a sum over it. */
void image_disposal_mark(uint8_t mark[SALT_SIZE], uint64_t disposal);
void image_digest(uint8_t digest[DIGEST_SIZE], const uint8_t salt[SALT_SIZE], struct kv_bytes image);

/* Journal entries as bytes. */
#define CHANGE_KEPT 0x80 /* beside the entity of a row */
bool entry_decode(struct entry *entry, uint64_t sequence, struct kv_bytes value);
/* Its inverse: the bytes with `previous` and the hash over both behind them; the entry's own hashes do not matter. */
void entry_encode(struct text *out, const struct entry *entry, const uint8_t previous[DIGEST_SIZE]);
void entry_hash(uint8_t hash[DIGEST_SIZE], const uint8_t previous[DIGEST_SIZE], const void *body, size_t size);

/* Named facts in the meta table. */
bool meta_get(struct kv_txn *txn, const char *name, struct kv_bytes *value);
bool meta_number(struct kv_txn *txn, const char *name, uint64_t *number);
void meta_put(struct kv_txn *txn, const char *name, struct kv_bytes value);
void meta_put_number(struct kv_txn *txn, const char *name, uint64_t number);

/* Facts about the format itself, which each store has of its own program. */
bool meta_is_of_format(struct slice name);
/* A sum over all of them, kept beside them: single facts have none. Set last in a transaction. */
void meta_seal(struct kv_txn *txn);
bool meta_is_sealed(struct kv_txn *txn);

void meta_counter_name(char name[32], uint8_t entity);
void meta_written_name(char name[32], uint8_t entity);

/* False with words where the store is of another format. */
bool store_format_is_ours(struct kv_txn *txn, const char *directory, struct error *error);

/* Rolls an import that was never closed back, where its process is gone. */
bool store_roll_back_unclosed(struct store *store, struct error *error);

#endif
