/* A layer over the store. One table of an environment of its own holds what was written: the key with the number of its
 * table before it, the value with a mark behind it that tells whether the key is there or hidden. Its files lose their
 * names as soon as they are open, so that nothing of them outlives the process. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/memory.h"
#include "store/kv_private.h"

enum mark { HIDDEN, THERE };

struct kv_layer {
	char *place; /* where its directory was made */
	MDB_env *env;
	MDB_dbi table;
	unsigned char *scratch;
	size_t scratch_size;
};

_Static_assert(KV_TABLES <= UINT8_MAX, "a table's number is one byte in a layer");

MDB_val kv_layer_key(unsigned char at[KV_LAYER_KEY_MAX], enum kv_table table, MDB_val key)
{
	at[0] = (unsigned char)table;
	if (key.mv_size > 0)
		memcpy(at + 1, key.mv_data, key.mv_size);
	return (MDB_val){.mv_size = key.mv_size + 1, .mv_data = at};
}

bool kv_layer_strip(enum kv_table table, MDB_val *key)
{
	if (*(const unsigned char *)key->mv_data != (unsigned char)table)
		return false;
	key->mv_data = (unsigned char *)key->mv_data + 1;
	key->mv_size--;
	return true;
}

bool kv_layer_value(MDB_val *value)
{
	value->mv_size--;
	return ((const unsigned char *)value->mv_data)[value->mv_size] == THERE;
}

/* A directory for a moment: in memory where no other place is asked for. False: there is none to be had. */
static bool make_directory(char *path, size_t size)
{
	const char *asked = getenv("TMPDIR");
	const char *const places[] = {asked && *asked ? asked : "/dev/shm", "/tmp"};

	for (size_t i = 0; i < COUNT_OF(places); i++) {
		snprintf(path, size, "%s/forvalta.XXXXXX", places[i]);
		if (mkdtemp(path))
			return true;
	}
	return false;
}

static int open_table(struct kv_layer *layer)
{
	MDB_txn *txn;
	int code = mdb_txn_begin(layer->env, NULL, 0, &txn);

	if (code == MDB_SUCCESS)
		code = mdb_dbi_open(txn, NULL, 0, &layer->table);
	if (code == MDB_SUCCESS)
		return mdb_txn_commit(txn);
	mdb_txn_abort(txn);
	return code;
}

static int open_layer(struct kv_layer *layer, const char *directory)
{
	int code = mdb_env_create(&layer->env);

	if (code == MDB_SUCCESS)
		code = mdb_env_set_mapsize(layer->env, kv_map_choose(KV_MAP_DEFAULT, KV_MAP_LEAST, 0));
	if (code == MDB_SUCCESS)
		code = mdb_env_open(layer->env, directory, MDB_NOTLS | MDB_NOSYNC | MDB_NOMETASYNC, 0600);
	return code == MDB_SUCCESS ? open_table(layer) : code;
}

/* The store below is only read: what cannot be written is the layer. */
bool kv_layer_words(const struct kv *kv, int code, struct error *error)
{
	if (code != ENOSPC && code != EDQUOT && code != EFBIG && code != EIO)
		return kv_words(kv->directory, code, error);
	kv_words(kv->layer->place, code, error);
	return error_prefix(error, _("looking back needs room, and TMPDIR says where"));
}

bool kv_layer_begin(struct kv *kv, struct error *error)
{
	const struct kv_options options = {0};
	char directory[PATH_MAX];
	bool without;

	if (!make_directory(directory, sizeof(directory)))
		return error_set_errno(error, _("no temporary directory can be made; TMPDIR says where it may be"));
	kv->layer = memory_new(sizeof(*kv->layer));
	kv->layer->place = memory_copy_text(directory);
	*strrchr(kv->layer->place, '/') = '\0';
	bool good = kv_files_make_lock(directory, &options, &without, error);
	int code = good ? open_layer(kv->layer, directory) : MDB_SUCCESS;

	if (!good)
		error_prefix(error, _("looking back needs room, and TMPDIR says where"));
	else if (code != MDB_SUCCESS)
		good = kv_layer_words(kv, code, error);
	kv_files_remove(directory);
	if (!good)
		kv_layer_end(kv);
	return good;
}

void kv_layer_end(struct kv *kv)
{
	if (!kv->layer)
		return;
	if (kv->layer->env)
		mdb_env_close(kv->layer->env);
	free(kv->layer->place);
	free(kv->layer->scratch);
	free(kv->layer);
	kv->layer = NULL;
}

int kv_layer_open_txn(struct kv_txn *txn)
{
	return mdb_txn_begin(txn->kv->layer->env, NULL, txn->write ? 0 : MDB_RDONLY, &txn->over);
}

void kv_layer_close_txn(struct kv_txn *txn)
{
	free(txn->below);
	if (txn->over)
		mdb_txn_abort(txn->over);
	txn->over = NULL;
	txn->below = NULL;
}

int kv_layer_cursor(struct kv_txn *txn, MDB_cursor **cursor)
{
	return mdb_cursor_open(txn->over, txn->kv->layer->table, cursor);
}

struct kv_txn *kv_below(struct kv_txn *txn)
{
	if (!txn->below) {
		txn->below = memory_new(sizeof(*txn->below));
		txn->below->kv = txn->kv;
		txn->below->mdb = txn->mdb;
	}
	return txn->below;
}

/* As it stands in the layer, with its mark. */
static int get_marked(struct kv_txn *txn, enum kv_table table, MDB_val key, MDB_val *value)
{
	unsigned char at[KV_LAYER_KEY_MAX];
	MDB_val own = kv_layer_key(at, table, key);

	return mdb_get(txn->over, txn->kv->layer->table, &own, value);
}

int kv_layer_get(struct kv_txn *txn, enum kv_table table, MDB_val *key, MDB_val *value)
{
	int code = get_marked(txn, table, *key, value);

	if (code == MDB_NOTFOUND)
		return mdb_get(txn->mdb, txn->kv->tables[table], key, value);
	if (code == MDB_SUCCESS && !kv_layer_value(value))
		return MDB_NOTFOUND;
	return code;
}

static int put_marked(struct kv_txn *txn, enum kv_table table, MDB_val key, MDB_val value, enum mark mark)
{
	struct kv_layer *layer = txn->kv->layer;
	unsigned char at[KV_LAYER_KEY_MAX];
	MDB_val own = kv_layer_key(at, table, key), marked = {.mv_size = value.mv_size + 1};

	if (layer->scratch_size < marked.mv_size) {
		layer->scratch_size = marked.mv_size + 4096;
		layer->scratch = memory_resize(layer->scratch, layer->scratch_size, 1);
	}
	if (value.mv_size > 0)
		memcpy(layer->scratch, value.mv_data, value.mv_size);
	layer->scratch[value.mv_size] = (unsigned char)mark;
	marked.mv_data = layer->scratch;
	return mdb_put(txn->over, layer->table, &own, &marked, 0);
}

/* Others may have written to the store since: so it is counted when it is asked for. */
int64_t kv_layer_count(struct kv_txn *txn, enum kv_table table)
{
	unsigned char at[KV_LAYER_KEY_MAX];
	MDB_val own = kv_layer_key(at, table, (MDB_val){0}), value, key, below;
	MDB_cursor *cursor;
	int64_t more = 0;
	int code = kv_layer_cursor(txn, &cursor);

	if (code != MDB_SUCCESS)
		return 0;
	for (code = mdb_cursor_get(cursor, &own, &value, MDB_SET_RANGE); code == MDB_SUCCESS && kv_layer_strip(table, &own);
	     code = mdb_cursor_get(cursor, &own, &value, MDB_NEXT)) {
		key = own;
		more += kv_layer_value(&value);
		more -= mdb_get(txn->mdb, txn->kv->tables[table], &key, &below) == MDB_SUCCESS;
	}
	mdb_cursor_close(cursor);
	return more;
}

int kv_layer_put(struct kv_txn *txn, enum kv_table table, MDB_val key, MDB_val value, bool only_new)
{
	MDB_val before;

	if (only_new && kv_layer_get(txn, table, &key, &before) == MDB_SUCCESS)
		return MDB_KEYEXIST;
	return put_marked(txn, table, key, value, THERE);
}

int kv_layer_hide(struct kv_txn *txn, enum kv_table table, MDB_val key)
{
	return put_marked(txn, table, key, (MDB_val){0}, HIDDEN);
}
