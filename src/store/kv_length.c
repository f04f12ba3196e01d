/* A data file that was cut short, by a copy that did not finish or a file system that lost its end, kills whoever
 * reads behind its end. The engine does not look; a file may rightly end before its last page, when that page is
 * free. */
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>

#include "base/lang.h"
#include "store/kv_private.h"

/* A row of the engine's table of free pages is a count and that many page numbers. */
static size_t free_pages_from(MDB_val row, size_t first)
{
	size_t count, page, found = 0;

	if (row.mv_size < sizeof(count))
		return 0;
	memcpy(&count, row.mv_data, sizeof(count));
	for (size_t i = 1; i <= count && (i + 1) * sizeof(page) <= row.mv_size; i++) {
		memcpy(&page, (const char *)row.mv_data + i * sizeof(page), sizeof(page));
		found += page >= first;
	}
	return found;
}

static size_t count_free_from(MDB_cursor *cursor, size_t first)
{
	size_t found = 0;
	MDB_val key, row;

	while (mdb_cursor_get(cursor, &key, &row, MDB_NEXT) == MDB_SUCCESS)
		found += free_pages_from(row, first);
	return found;
}

struct counting {
	MDB_cursor *cursor;
	size_t first, found;
};

static void count_in(void *context)
{
	struct counting *counting = context;

	counting->found = count_free_from(counting->cursor, counting->first);
}

static size_t count_free(MDB_env *env, size_t first)
{
	const MDB_dbi free_table = 0;
	struct counting counting = {.first = first};
	MDB_txn *txn;

	if (mdb_txn_begin(env, NULL, MDB_RDONLY, &txn) != MDB_SUCCESS)
		return 0;
	if (mdb_cursor_open(txn, free_table, &counting.cursor) == MDB_SUCCESS) {
		kv_guarded(count_in, &counting, NULL); /* the table itself may lie behind the end */
		mdb_cursor_close(counting.cursor);
	}
	mdb_txn_abort(txn);
	return counting.found;
}

bool kv_length_check(struct kv *kv, struct error *error)
{
	struct stat status;
	MDB_stat pages;
	size_t used = kv_map_used(kv), there;
	int file;

	if (mdb_env_get_fd(kv->env, &file) != MDB_SUCCESS || fstat(file, &status) != 0)
		return kv_words(kv->directory, MDB_INVALID, error);
	if ((size_t)status.st_size >= used)
		return true;
	mdb_env_stat(kv->env, &pages);
	there = (size_t)status.st_size / pages.ms_psize;
	if (count_free(kv->env, there) == used / pages.ms_psize - there)
		return true;
	return error_set(error, ERROR_STORE,
			 _("the store %s is cut short: %zu of %zu bytes are there; restore it from a backup"), kv->directory,
			 (size_t)status.st_size, used);
}
