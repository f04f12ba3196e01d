/* Hot copies and figures. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/memory.h"
#include "store/kv_private.h"

/* A store that has leaked pages cannot be compacted, but copied. */
static int copy_to(struct kv *kv, int file)
{
	int code = mdb_env_copyfd2(kv->env, file, MDB_CP_COMPACT), dead;

	if (code == MDB_READERS_FULL && mdb_reader_check(kv->env, &dead) == MDB_SUCCESS)
		code = mdb_env_copyfd2(kv->env, file, MDB_CP_COMPACT);
	if (code != MDB_INCOMPATIBLE)
		return code;
	if (ftruncate(file, 0) != 0 || lseek(file, 0, SEEK_SET) != 0)
		return errno;
	return mdb_env_copyfd2(kv->env, file, 0);
}

static int mode_as_ours(struct kv *kv, int file)
{
	struct stat status;
	int ours;

	if (mdb_env_get_fd(kv->env, &ours) != MDB_SUCCESS || fstat(ours, &status) != 0)
		return EIO;
	return fchmod(file, status.st_mode & 0777) == 0 ? 0 : errno;
}

static bool copy_into(struct kv *kv, const char *directory, struct error *error)
{
	char *part = kv_files_path(directory, ".new-XXXXXX");
	int file = mkstemp(part), code;
	bool good;

	if (file < 0) {
		good = kv_words(directory, errno, error);
		free(part);
		return good;
	}
	code = copy_to(kv, file);
	if (code == MDB_SUCCESS)
		code = mode_as_ours(kv, file);
	if (close(file) != 0 && code == MDB_SUCCESS)
		code = errno;
	good = code == MDB_SUCCESS || kv_words(code == MDB_READERS_FULL ? kv->directory : directory, code, error);
	good = good && kv_files_install_alone(part, directory, error);
	if (!good)
		unlink(part);
	free(part);
	return good;
}

bool kv_copy(struct kv *kv, const char *directory, struct error *error)
{
	bool made = mkdir(directory, 0700) == 0;

	if (!made && errno != EEXIST)
		return error_set_errno(error, _("the directory %s cannot be made"), directory);
	if (kv_files_exist(directory))
		return error_set(error, ERROR_STORE, _("%s holds a store already: copy to another directory"), directory);
	if (copy_into(kv, directory, error))
		return true;
	if (made)
		rmdir(directory);
	return false;
}

/* The engine tells its readers as text only: process, thread and snapshot, or "-" where none is read. */
static int add_reader(const char *line, void *context)
{
	struct kv_statistics *statistics = context;
	char thread[32], snapshot[32];
	long process;
	uint64_t number;

	if (sscanf(line, "%ld %31s %31s", &process, thread, snapshot) != 3)
		return 0;
	statistics->readers++;
	number = strtoull(snapshot, NULL, 10);
	if (strcmp(snapshot, "-") != 0 && (!statistics->oldest_reader_process || number < statistics->oldest_reader)) {
		statistics->oldest_reader = number;
		statistics->oldest_reader_process = (pid_t)process;
	}
	return 0;
}

static void count_tables(struct kv_txn *txn, struct kv_statistics *statistics)
{
	MDB_stat stat;
	int code;

	for (enum kv_table table = 0; table < KV_TABLES && !kv_failed(txn); table++) {
		code = mdb_stat(txn->mdb, txn->kv->tables[table], &stat);
		if (code != MDB_SUCCESS) {
			kv_fail_code(txn, code);
			return;
		}
		statistics->tables[table].entries = stat.ms_entries;
		statistics->tables[table].bytes =
			(uint64_t)stat.ms_psize * (stat.ms_branch_pages + stat.ms_leaf_pages + stat.ms_overflow_pages);
	}
}

bool kv_stat(struct kv *kv, struct kv_statistics *statistics, struct error *error)
{
	struct kv_statistics found = {0};
	struct kv_txn *txn;
	MDB_envinfo info;
	int code = mdb_reader_list(kv->env, add_reader, &found);

	if (code < 0)
		return kv_words(kv->directory, code, error);
	txn = kv_begin(kv, false, error);
	if (!txn)
		return false;
	count_tables(txn, &found);
	if (!kv_commit(&txn, error))
		return false;
	mdb_env_info(kv->env, &info);
	found.map_size = info.me_mapsize;
	found.used = kv_map_used(kv);
	found.last_commit = info.me_last_txnid;
	if (!found.oldest_reader_process)
		found.oldest_reader = found.last_commit;
	found.readers_max = info.me_maxreaders;
	found.engine = mdb_version(NULL, NULL, NULL);
	*statistics = found;
	return true;
}
