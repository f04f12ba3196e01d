/* The floor: the same bytes, with nothing but the engine. The one place outside the store that knows it. */
#include <lmdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "bench/bench.h"
#include "model/schema.h"

#define TABLES_MOST 512
#define CACHE_LINE 64

static MDB_env *open_engine(const struct bench *bench)
{
	MDB_env *env;
	if (mdb_env_create(&env) != MDB_SUCCESS)
		return NULL;
	mdb_env_set_maxdbs(env, TABLES_MOST);
	if (mdb_env_open(env, bench->store, MDB_RDONLY, 0) == MDB_SUCCESS)
		return env;
	mdb_env_close(env);
	return NULL;
}

static uint64_t walk_table(MDB_txn *txn, MDB_dbi table, uint64_t *bytes, unsigned *sum)
{
	MDB_cursor *cursor;
	MDB_val key, value;
	uint64_t records = 0;
	if (mdb_cursor_open(txn, table, &cursor) != MDB_SUCCESS)
		return 0;
	while (mdb_cursor_get(cursor, &key, &value, MDB_NEXT) == MDB_SUCCESS) {
		const unsigned char *at = value.mv_data;
		for (size_t i = 0; i < value.mv_size; i += CACHE_LINE)
			*sum += at[i];
		*bytes += value.mv_size + key.mv_size;
		records++;
	}
	mdb_cursor_close(cursor);
	return records;
}

void walk_records(void *context, struct measured *measured)
{
	MDB_env *env = open_engine(context);
	MDB_txn *txn;
	MDB_dbi table;
	uint64_t records = 0, bytes = 0;
	unsigned sum = 0;
	if (env == NULL || mdb_txn_begin(env, NULL, MDB_RDONLY, &txn) != MDB_SUCCESS) {
		measure_failed(measured, "the engine does not open");
		return;
	}
	measure_begin(measured);
	for (unsigned entity = 1; entity < ENTITY_LIMIT; entity++) {
		char name[24];
		snprintf(name, sizeof name, "record.%u", entity);
		if (mdb_dbi_open(txn, name, 0, &table) == MDB_SUCCESS)
			records += walk_table(txn, table, &bytes, &sum);
	}
	measure_end(measured);
	measured->figures[0] = (double)records;
	measured->figures[1] = (double)bytes;
	measured->figures[2] = sum;
	mdb_txn_abort(txn);
	mdb_env_close(env);
}

static struct table_size *size_of_kind(struct table_size sizes[TABLE_KINDS], size_t *count, const char *name,
                                       size_t length)
{
	for (size_t i = 0; i < *count; i++)
		if (strlen(sizes[i].kind) == length && memcmp(sizes[i].kind, name, length) == 0)
			return &sizes[i];
	if (*count == TABLE_KINDS)
		return NULL;
	char *kind = memory_new(length + 1);
	memcpy(kind, name, length);
	sizes[*count] = (struct table_size){.kind = kind};
	return &sizes[(*count)++];
}

static void add_table(MDB_txn *txn, const MDB_val *name, struct table_size sizes[TABLE_KINDS], size_t *count)
{
	char text[32];
	MDB_dbi table;
	MDB_stat stat;
	if (name->mv_size >= sizeof text)
		return;
	memcpy(text, name->mv_data, name->mv_size);
	text[name->mv_size] = '\0';
	struct table_size *size = size_of_kind(sizes, count, text, strcspn(text, "."));
	if (size == NULL || mdb_dbi_open(txn, text, 0, &table) != MDB_SUCCESS || mdb_stat(txn, table, &stat) != MDB_SUCCESS)
		return;
	size->entries += stat.ms_entries;
	size->bytes += (uint64_t)(stat.ms_branch_pages + stat.ms_leaf_pages + stat.ms_overflow_pages) * stat.ms_psize;
}

/* The environment is opened and closed in this process: the register must not be open in it. */
size_t walk_sizes(const struct bench *bench, struct table_size sizes[TABLE_KINDS])
{
	MDB_env *env = open_engine(bench);
	MDB_txn *txn;
	MDB_dbi names;
	MDB_cursor *cursor;
	MDB_val name, value;
	size_t count = 0;
	if (env == NULL || mdb_txn_begin(env, NULL, MDB_RDONLY, &txn) != MDB_SUCCESS)
		return 0;
	if (mdb_dbi_open(txn, NULL, 0, &names) == MDB_SUCCESS && mdb_cursor_open(txn, names, &cursor) == MDB_SUCCESS) {
		while (mdb_cursor_get(cursor, &name, &value, MDB_NEXT) == MDB_SUCCESS)
			add_table(txn, &name, sizes, &count);
		mdb_cursor_close(cursor);
	}
	mdb_txn_abort(txn);
	mdb_env_close(env);
	return count;
}
