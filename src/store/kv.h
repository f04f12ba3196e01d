/* The lower room of the store: an ordered, transactional engine for plain bytes.
 *
 * A directory holds one environment with the tables below. Keys compare as bytes (memcmp, the shorter first where one
 * begins the other), have 1 to KV_KEY_MAX bytes and are unique within their table. Transactions are snapshots: any
 * number of readers never wait and never make a writer wait; writers take turns, across processes too. A commit that
 * has returned true survives a killed process and a pulled plug.
 *
 * Errors are sticky: the first failure inside a transaction is kept, everything after it does nothing, and kv_commit
 * returns false with the first failure's words. Chain the calls, check once.
 *
 * INT, TERM, HUP and TSTP wait while a write transaction is open: a writer that is stopped inside one blocks everybody.
 * Hence: no waiting for a person inside one, and end it in the function that began it.
 *
 * One struct kv per directory and process (a second kv_open of the same directory is refused), used by one thread at a
 * time; not usable in a child after fork(). Nothing above this header knows which engine is underneath. */
#ifndef STORE_KV_H
#define STORE_KV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/error.h"

/* Each entity has tables of its own, so that what is put in the order of its keys is packed tight. */
#define KV_ENTITIES 64
enum kv_table {
	KV_META, KV_INDEX, KV_SUMMARY, KV_JOURNAL, KV_FINDING, KV_RUN,
	KV_RECORD, /* + entity */
	KV_ID = KV_RECORD + KV_ENTITIES,
	KV_HISTORY = KV_ID + KV_ENTITIES,
	KV_TABLES = KV_HISTORY + KV_ENTITIES
};

#define KV_KEY_MAX 510 /* the engine takes one more, which a layer needs */

struct kv;
struct kv_txn;
struct kv_cursor;

struct kv_bytes {
	const void *data;
	size_t size;
};

struct kv_options {
	bool read_only;     /* no write transactions; still takes a reader slot where the directory allows it */
	bool create;        /* make the directory (its parent exists) and the tables where they are not there */
	bool older;         /* read_only: accept one that lacks tables, as of an older format, see kv_has_table */
	bool force_network; /* accept a network file system */
	bool shared;        /* 2770 and 0660 for `group` instead of 0700 and 0600; only read where files are made */
	size_t map_size;    /* bytes; 0 for 64 GiB. Halved down to 1 GiB, with a notice, where the system refuses it */
	unsigned readers;   /* reader slots; at least 1,024 are made */
	gid_t group;        /* for `shared` */
	void (*notice)(const char *text, void *context); /* one line in the person's language; NULL for none */
	void *notice_context;
};

/* Opens the store in `directory`; NULL with the words when there is none, it is no store, was written by another
 * version of the engine, lies on a network file system, may not be read or written, or is already open here. */
struct kv *kv_open(const char *directory, const struct kv_options *options, struct error *error);
/* False, with words, where other files stand in the store's place than those that are open, or none: no write
 * transaction begins then. */
bool kv_place_check(const struct kv *kv, struct error *error);
/* Every transaction and cursor of it must have ended. */
void kv_close(struct kv **kv);

/* A write transaction waits for its turn. NULL with the words when it cannot begin. One write transaction at a time;
 * several read transactions may be open, and one may be open beside the write transaction. A read transaction begins in
 * about a microsecond. */
struct kv_txn *kv_begin(struct kv *kv, bool write, struct error *error);

/* What `value` and the results of cursors point at is owned by the store, may lie at any address (load with memcpy),
 * and is valid until the transaction ends or, in a write transaction, until anything is next written in it. Keys and
 * values given to kv_put and its kin may themselves be such pointers. False: not there, or the transaction has
 * failed. */
bool kv_get(struct kv_txn *txn, enum kv_table table, struct kv_bytes key, struct kv_bytes *value);

/* Writes over what was there. */
void kv_put(struct kv_txn *txn, enum kv_table table, struct kv_bytes key, struct kv_bytes value);
/* As kv_put, quicker where `key` is greater than every key of the table; right where it is not. */
void kv_append(struct kv_txn *txn, enum kv_table table, struct kv_bytes key, struct kv_bytes value);
/* Writes only where `key` is not there, quickest where it is greater than every key of the table. False where it is
 * there
 * (then nothing is changed) or the transaction has failed. */
bool kv_add(struct kv_txn *txn, enum kv_table table, struct kv_bytes key, struct kv_bytes value);
/* As kv_put, at the latest before anything is next looked at: many of them in a row reach the table in the order of
 * their keys, whatever theirs was. For what is written by the thousand and not in order. */
void kv_put_later(struct kv_txn *txn, enum kv_table table, struct kv_bytes key, struct kv_bytes value);
/* Deleting what is not there is no failure. */
void kv_delete(struct kv_txn *txn, enum kv_table table, struct kv_bytes key);

/* Asks `watcher` every now and then, while anything is looked up or gone through in any transaction, whether to go on.
 * Where it says no the transaction fails, ERROR_STOPPED, and so does every other until kv_watch is called again. While
 * it is being asked it may read in transactions of its own. NULL: nobody is asked. */
void kv_watch(struct kv *kv, bool (*watcher)(void *context), void *context);

bool kv_failed(const struct kv_txn *txn);
/* Makes the transaction fail with `error`, unless it has failed before: for those who build on this. */
void kv_fail(struct kv_txn *txn, const struct error *error);
/* True while nothing has failed; else false with the first failure's words. The transaction stays open. */
bool kv_check(const struct kv_txn *txn, struct error *error);

/* Always ends the transaction and nulls the pointer; its cursors find nothing any more and are still to be freed. False
 * with the first failure's words: then nothing of the transaction is there. For a read transaction it only reports. */
bool kv_commit(struct kv_txn **txn, struct error *error);
void kv_abort(struct kv_txn **txn); /* accepts NULL */

/* A cursor stands on a key. Writing and deleting through the transaction is safe at any time, also under the cursor:
 * kv_next gives the first key greater, kv_previous the last key smaller than the one it stands on, whether that is
 * still there or not. Before the first move kv_next gives the first key and kv_previous the last. kv_next and
 * kv_previous that find nothing return false and leave the cursor where it was; a kv_seek that finds nothing leaves it
 * behind the last key. kv_current is false when its key has been deleted. Freed before or after its transaction
 * ends. */
struct kv_cursor *kv_cursor_new(struct kv_txn *txn, enum kv_table table); /* never NULL */
void kv_cursor_free(struct kv_cursor **cursor);
/* The first key not smaller than `key`, which may have 0 bytes. */
bool kv_seek(struct kv_cursor *cursor, struct kv_bytes key, struct kv_bytes *found, struct kv_bytes *value);
bool kv_next(struct kv_cursor *cursor, struct kv_bytes *found, struct kv_bytes *value);
bool kv_previous(struct kv_cursor *cursor, struct kv_bytes *found, struct kv_bytes *value);
bool kv_last(struct kv_cursor *cursor, struct kv_bytes *found, struct kv_bytes *value);
bool kv_current(struct kv_cursor *cursor, struct kv_bytes *found, struct kv_bytes *value);

/* Does the work; false with words where a damaged page led it astray: what it held is then lost, and its transactions
 * are good for nothing but kv_abort. For reading what may be damaged. */
bool kv_guarded(void (*work)(void *context), void *context, struct error *error);

uint64_t kv_count(struct kv_txn *txn, enum kv_table table);
/* False only in a store that was opened as an older one: then the table is not to be asked for anything. */
bool kv_has_table(const struct kv *kv, enum kv_table table);

/* Lays an empty layer over the store: from now on everything that is written goes there, is seen by this process alone,
 * and is gone with kv_close; the store itself is only read, and may be open for reading only. Its files have no names
 * and lie in $TMPDIR, else in memory. No transaction may be open. */
bool kv_layer_begin(struct kv *kv, struct error *error);
/* Takes it away again, with all that was written. Without a layer it does nothing. No transaction may be open. */
void kv_layer_end(struct kv *kv);
/* What lies below the layer in the snapshot of `txn`: a read transaction that ends with it. */
struct kv_txn *kv_below(struct kv_txn *txn);

/* A compact copy of the newest snapshot into `directory`, which is made and must not hold a store, while others read
 * and write; the file and the directory are synced before it returns true. On failure nothing is left of it. */
bool kv_copy(struct kv *kv, const char *directory, struct error *error);

struct kv_statistics {
	uint64_t map_size;        /* bytes */
	uint64_t used;            /* bytes of the file in use, free pages included */
	uint64_t last_commit;     /* number of the newest commit */
	uint64_t oldest_reader;   /* number of the oldest snapshot being read; last_commit when none */
	pid_t oldest_reader_process; /* 0 when none */
	unsigned readers;         /* slots taken */
	unsigned readers_max;
	struct {
		uint64_t entries;
		uint64_t bytes;   /* of whole pages */
	} tables[KV_TABLES];
	const char *engine;       /* name and version, e.g. for `stat` */
};
bool kv_stat(struct kv *kv, struct kv_statistics *statistics, struct error *error);

#endif
