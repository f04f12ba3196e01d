/* What the files of the key-value room share. */
#ifndef STORE_KV_PRIVATE_H
#define STORE_KV_PRIVATE_H

#include <limits.h>
#include <lmdb.h>
#include <signal.h>

#include "store/kv.h"

#define KV_MAP_DEFAULT ((size_t)64 << 30)
#define KV_MAP_LEAST ((size_t)1 << 30)
#define KV_READERS_LEAST 1024u
#define KV_DATA_FILE "data.mdb"
#define KV_LOCK_FILE "lock.mdb"

struct kv_layer;

struct kv_identity {
	dev_t device;
	ino_t inode;
};

struct kv {
	MDB_env *env;
	struct kv_layer *layer; /* NULL: none */
	MDB_dbi tables[KV_TABLES];
	char *directory;
	struct kv_identity data; /* the engine breaks when one process opens its file twice */
	struct kv_identity lock; /* of its lock file; none where it is read without */
	bool read_only;
	bool unmapped;        /* a change of the map's size failed and left nothing to stand on */
	bool grown;           /* the map has been given more room once */
	bool writing;
	struct kv_txn *spare; /* a read transaction that was reset, kept because renewing it is cheap */
	unsigned open;        /* transactions under way */
	unsigned char *scratch; /* what is put is copied here, since it may lie in a page that is about to move */
	size_t scratch_size;
	void (*notice)(const char *text, void *context);
	void *notice_context;
	bool (*watcher)(void *context); /* NULL: none */
	void *watcher_context;
	uint64_t until_look; /* moves until it is asked; 0: not for long */
	struct kv *next; /* all that are open in this process */
};

/* How a table is being written to, see kv_write.c. */
struct kv_writer {
	MDB_cursor *cursor;
	bool appends;   /* the cursor has only appended */
	bool scattered; /* keys come in no order */
};

/* Puts into `table` that wait for their turn, see kv_later.c. */
struct kv_later {
	enum kv_table table;
	struct kv_late *items;
	size_t count, item_capacity;
	unsigned char *bytes;
	size_t size, capacity;
};

struct kv_txn {
	struct kv *kv;
	MDB_txn *mdb;
	MDB_txn *over;        /* of the layer; then `mdb` only reads */
	struct kv_txn *below; /* `mdb` alone, where it was asked for */
	bool write;
	bool map_full;
	uint64_t changes; /* counts what was written, so that a cursor knows that the ground has moved */
	sigset_t signals; /* those blocked before a write transaction */
	struct kv_cursor *cursors;
	struct error error; /* the first failure */
	struct kv_writer writers[KV_TABLES];
	struct kv_later later;
};

enum kv_place { BEFORE_FIRST_MOVE, ON_KEY, BEHIND_LAST };

struct kv_cursor {
	struct kv_txn *txn; /* NULL when it has ended */
	enum kv_table table;
	MDB_cursor *mdb;
	MDB_cursor *over;   /* of the layer */
	bool plain;         /* the engine's own position is enough */
	enum kv_place place;
	uint64_t changes;
	size_t key_size;
	unsigned char key[KV_KEY_MAX];
	struct kv_cursor *next;
};

/* kv_watch.c: asks the watcher; before a commit, where it has said no or has not been asked yet. */
void kv_look(struct kv_txn *txn);
void kv_look_last(struct kv_txn *txn);
/* Whether nothing more is to be looked up, counted as one move: most of what is ever asked of the store comes by here.
 */
static inline bool kv_stopped(struct kv_txn *txn)
{
	if (--txn->kv->until_look == 0)
		kv_look(txn);
	return txn->error.kind != ERROR_NONE;
}

/* Words for a code of the engine or of the system about the store in `directory`. Returns false. */
bool kv_words(const char *directory, int code, struct error *error);
/* Makes the transaction fail with the words for `code`. */
void kv_fail_code(struct kv_txn *txn, int code);
/* INT, TERM, HUP and TSTP wait until the mask `before` is set again. */
void kv_hold_signals(sigset_t *before);
/* Closes the engine's part of every cursor of `txn`. */
void kv_cursors_end(struct kv_txn *txn);

/* kv_write.c: closes the cursors that were written with. */
void kv_writers_end(struct kv_txn *txn);

/* kv_later.c: puts what waits. Called before anything is looked at, or written to the same table. */
void kv_later_end(struct kv_txn *txn);
void kv_later_free(struct kv_txn *txn);
static inline void kv_put_what_waits(struct kv_txn *txn)
{
	if (txn->later.count > 0)
		kv_later_end(txn);
}

/* kv_layer.c: what the layer lays over a table. Codes are the engine's. */
int kv_layer_open_txn(struct kv_txn *txn);
void kv_layer_close_txn(struct kv_txn *txn); /* what has not been committed is gone */
int kv_layer_cursor(struct kv_txn *txn, MDB_cursor **cursor);
int kv_layer_get(struct kv_txn *txn, enum kv_table table, MDB_val *key, MDB_val *value);
int kv_layer_put(struct kv_txn *txn, enum kv_table table, MDB_val key, MDB_val value, bool only_new);
int kv_layer_hide(struct kv_txn *txn, enum kv_table table, MDB_val key);
int64_t kv_layer_count(struct kv_txn *txn, enum kv_table table); /* more, or fewer, than the table below */

/* kv_merge.c: where a cursor over both finds its next key. `from` may be the cursor's own; no bytes: from the end. */
/* The first key not smaller than `from`, with `after` the first greater. */
bool kv_merge_forward(struct kv_cursor *cursor, MDB_val from, bool after, MDB_val *key, MDB_val *value);
/* The last key smaller than `from`. */
bool kv_merge_backward(struct kv_cursor *cursor, MDB_val from, MDB_val *key, MDB_val *value);
/* Keys and values as they stand in the layer. */
#define KV_LAYER_KEY_MAX (1 + KV_KEY_MAX)
MDB_val kv_layer_key(unsigned char at[KV_LAYER_KEY_MAX], enum kv_table table, MDB_val key);
bool kv_layer_strip(enum kv_table table, MDB_val *key); /* to the table's own key; false: it is another table's */
bool kv_layer_value(MDB_val *value); /* without its mark; false: the key is hidden */

/* kv.c: the gate through which whoever opens a store goes, one at a time; −1 where it cannot be had. */
int kv_enter_gate(const char *directory);
void kv_leave_gate(int gate);

/* kv_map.c: the address space. */
/* The largest of wanted, wanted / 2, … not below `least` that the system would give beside `held` bytes given back. */
size_t kv_map_choose(size_t wanted, size_t least, size_t held);
/* Gives the open map about `wanted` bytes, at least what is in use. No transaction may be open. */
int kv_map_resize(struct kv *kv, size_t wanted);
size_t kv_map_size(struct kv *kv);
size_t kv_map_used(struct kv *kv);

/* kv_files.c: what lies in the directory. Each with the words when it is not so. */
bool kv_files_exist(const char *directory);
bool kv_files_check(const char *directory, const struct kv_options *options, struct error *error);
bool kv_files_make_directory(const char *directory, const struct kv_options *options, struct error *error);
/* `*without`: the lock file cannot be written, and the store be read without it. */
bool kv_files_make_lock(const char *directory, const struct kv_options *options, bool *without, struct error *error);
/* Moves the finished data file in `from` to `directory`, durably. */
bool kv_files_install(const char *from, const char *directory, struct error *error);
/* The same where nobody else can have opened it yet: what cannot be made durable is taken away again. */
bool kv_files_install_alone(const char *from, const char *directory, struct error *error);
/* Until this is done, a power cut may take the names away that stand in it, and its own. */
bool kv_files_sync_names(const char *directory, struct error *error);
bool kv_files_same_mode(const char *directory, const char *file, struct error *error);
bool kv_files_set_mode(const char *path, const struct kv_options *options, struct error *error);
bool kv_files_sync(const char *path, struct error *error);
/* Takes a store's own files away, and the directory; false where something else lies in it, which stays. */
bool kv_files_remove(const char *directory);
char *kv_files_path(const char *directory, const char *name); /* to be freed */

/* kv_guard.c: who reads behind the end of a damaged file gets words. */
void kv_guard(void);

/* kv_length.c: no page in use lies beyond the end of the file. */
bool kv_length_check(struct kv *kv, struct error *error);

/* kv_heads.c: the engine's two heads follow one another. */
bool kv_heads_check(struct kv *kv, struct error *error);
/* The number of the last commit of a store that nobody need have open. */
bool kv_heads_last(const char *directory, uint64_t *number, struct error *error);

/* kv_create.c: a new, empty store, all of it or nothing. */
bool kv_create(const char *directory, const struct kv_options *options, struct error *error);
int kv_open_tables(MDB_env *env, bool create, bool read_only, MDB_dbi tables[KV_TABLES], enum kv_table *missing);
/* To read only, those that are there; the others become KV_NO_TABLE. */
#define KV_NO_TABLE UINT_MAX
int kv_open_older(MDB_env *env, MDB_dbi tables[KV_TABLES]);

/* kv_place.c. */
bool kv_same_file(struct kv_identity a, struct kv_identity b);
void kv_place_note_lock(struct kv *kv);

/* kv_layer.c: kv_words where a layer lies over the store. */
bool kv_layer_words(const struct kv *kv, int code, struct error *error);

#endif
