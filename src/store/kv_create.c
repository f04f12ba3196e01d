/* A new store is made beside its place and moved there when it is whole: a plug pulled meanwhile leaves none. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/memory.h"
#include "store/kv_private.h"

#define NEW_MAP_SIZE ((size_t)1 << 20)

/* "meta", "record.8": the tables of an entity are numbered by it. */
static void table_name(enum kv_table table, char name[24])
{
	static const char *const single[KV_RECORD] = {
		[KV_META] = "meta",       [KV_INDEX] = "index",     [KV_SUMMARY] = "summary",
		[KV_JOURNAL] = "journal", [KV_FINDING] = "finding", [KV_RUN] = "run",
	};
	static const char *const numbered[] = {"record", "id", "history"};

	if (table < KV_RECORD)
		snprintf(name, 24, "%s", single[table]);
	else
		snprintf(name, 24, "%s.%d", numbered[(table - KV_RECORD) / KV_ENTITIES], (int)(table - KV_RECORD) % KV_ENTITIES);
}

int kv_open_tables(MDB_env *env, bool create, bool read_only, MDB_dbi tables[KV_TABLES], enum kv_table *missing)
{
	MDB_txn *txn;
	int code = mdb_txn_begin(env, NULL, read_only ? MDB_RDONLY : 0, &txn);

	if (code != MDB_SUCCESS)
		return code;
	for (enum kv_table table = 0; table < KV_TABLES && code == MDB_SUCCESS; table++) {
		char name[24];

		*missing = table;
		table_name(table, name);
		/* Without its first table it is the data of another program, to which nothing is added. */
		code = mdb_dbi_open(txn, name, create ? MDB_CREATE : 0, &tables[table]);
	}
	if (code != MDB_SUCCESS) {
		mdb_txn_abort(txn);
		return code;
	}
	return mdb_txn_commit(txn);
}

int kv_open_older(MDB_env *env, MDB_dbi tables[KV_TABLES])
{
	MDB_txn *txn;
	int code = mdb_txn_begin(env, NULL, MDB_RDONLY, &txn);

	if (code != MDB_SUCCESS)
		return code;
	for (enum kv_table table = 0; table < KV_TABLES && code == MDB_SUCCESS; table++) {
		char name[24];

		table_name(table, name);
		code = mdb_dbi_open(txn, name, 0, &tables[table]);
		if (code == MDB_NOTFOUND && table != KV_META) {
			tables[table] = KV_NO_TABLE;
			code = MDB_SUCCESS;
		}
	}
	if (code != MDB_SUCCESS) {
		mdb_txn_abort(txn);
		return code;
	}
	return mdb_txn_commit(txn);
}

static int fill(const char *directory)
{
	MDB_dbi tables[KV_TABLES];
	enum kv_table missing;
	MDB_env *env;
	int code = mdb_env_create(&env);

	if (code != MDB_SUCCESS)
		return code;
	code = mdb_env_set_mapsize(env, NEW_MAP_SIZE);
	if (code == MDB_SUCCESS)
		code = mdb_env_set_maxdbs(env, KV_TABLES);
	if (code == MDB_SUCCESS)
		code = mdb_env_open(env, directory, 0, 0600);
	if (code == MDB_SUCCESS)
		code = kv_open_tables(env, true, false, tables, &missing);
	mdb_env_close(env);
	return code;
}

static bool make_in(const char *temporary, const char *directory, const struct kv_options *options,
		    struct error *error)
{
	char *data = kv_files_path(temporary, KV_DATA_FILE);
	int code = fill(temporary);
	bool good = code == MDB_SUCCESS || kv_words(directory, code, error);

	good = good && kv_files_set_mode(data, options, error);
	/* Somebody else may have been quicker: ours is still here, and theirs is as empty. */
	if (good && !kv_files_install(data, directory, error)) {
		good = access(data, F_OK) == 0 && kv_files_exist(directory);
		if (good)
			error_clear(error);
	}
	free(data);
	return good;
}

bool kv_create(const char *directory, const struct kv_options *options, struct error *error)
{
	char *temporary;
	bool good;

	if (!kv_files_make_directory(directory, options, error))
		return false;
	temporary = kv_files_path(directory, ".new-XXXXXX");
	if (!mkdtemp(temporary)) {
		good = kv_words(directory, errno, error);
	} else {
		good = make_in(temporary, directory, options, error);
		kv_files_remove(temporary);
	}
	free(temporary);
	return good;
}
