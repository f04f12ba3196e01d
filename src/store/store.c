#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <sodium.h>

#include "base/lang.h"
#include "base/memory.h"
#include "model/hash.h"
#include "store/journal.h"
#include "store/store_private.h"
#include "store/upgrade.h"

bool meta_get(struct kv_txn *txn, const char *name, struct kv_bytes *value)
{
	return kv_get(txn, KV_META, bytes_of(name, strlen(name)), value);
}

bool meta_number(struct kv_txn *txn, const char *name, uint64_t *number)
{
	struct kv_bytes value;
	if (!meta_get(txn, name, &value) || value.size != 8)
		return false;
	*number = get_be(value.data, 8);
	return true;
}

void meta_put(struct kv_txn *txn, const char *name, struct kv_bytes value)
{
	kv_put(txn, KV_META, bytes_of(name, strlen(name)), value);
}

void meta_put_number(struct kv_txn *txn, const char *name, uint64_t number)
{
	uint8_t bytes[8];
	put_be(bytes, number, sizeof bytes);
	meta_put(txn, name, bytes_of(bytes, sizeof bytes));
}

#define SEAL "seal"

bool meta_is_of_format(struct slice name)
{
	return slice_equal_text(name, "format") || slice_equal_text(name, "text_sort_version") ||
	       slice_equal_text(name, SEAL);
}

static uint64_t meta_sum(struct kv_txn *txn)
{
	struct kv_cursor *cursor = kv_cursor_new(txn, KV_META);
	struct kv_bytes key, value;
	uint64_t sum = 0;
	for (bool there = kv_seek(cursor, bytes_of("", 0), &key, &value); there; there = kv_next(cursor, &key, &value)) {
		if (key.size == sizeof SEAL - 1 && memcmp(key.data, SEAL, key.size) == 0)
			continue;
		sum = hash_64(value.data, value.size, hash_64(key.data, key.size, sum));
	}
	kv_cursor_free(&cursor);
	return sum;
}

void meta_seal(struct kv_txn *txn)
{
	meta_put_number(txn, SEAL, meta_sum(txn));
}

bool meta_is_sealed(struct kv_txn *txn)
{
	struct kv_bytes value;
	return meta_get(txn, SEAL, &value) && value.size == 8 && get_be(value.data, 8) == meta_sum(txn);
}

bool store_format_is_ours(struct kv_txn *txn, const char *directory, struct error *error)
{
	uint64_t format;
	if (!meta_number(txn, "format", &format))
		return error_set(error, ERROR_STORE, _("%s: there is no register here; make one with forvalta init --store %s"),
		                 directory, directory);
	if (format > STORE_FORMAT)
		return error_set(error, ERROR_STORE,
		                 _("%s: the register has format %llu, newer than this program's %d; install the newer program"),
		                 directory, (unsigned long long)format, STORE_FORMAT);
	if (format < STORE_FORMAT && upgrade_has_way(upgrade_steps, format, STORE_FORMAT))
		return error_set(error, ERROR_STORE,
		                 _("%s: the register has format %llu, older than this program's %d; forvalta upgrade makes a "
		                   "backup and brings it up"),
		                 directory, (unsigned long long)format, STORE_FORMAT);
	if (format < STORE_FORMAT)
		return error_set(error, ERROR_STORE,
		                 _("%s: the register has format %llu, older than this program's %d; export it with the program that "
		                   "made it, and import that into a new one"),
		                 directory, (unsigned long long)format, STORE_FORMAT);
	return true;
}

/* What a new store begins with. With an empty journal it is only begun: an init that was cut off is made good. */
static bool write_beginning(struct kv *kv, struct error *error)
{
	struct kv_txn *txn = kv_begin(kv, true, error);
	uint64_t format;
	if (txn == NULL)
		return false;
	if (meta_number(txn, "format", &format) && kv_count(txn, KV_JOURNAL) > 0) {
		kv_abort(&txn);
		return error_set(error, ERROR_INPUT, _("there is a register here already"));
	}
	meta_put_number(txn, "format", STORE_FORMAT);
	meta_put_number(txn, "text_sort_version", TEXT_SORT_VERSION);
	meta_put_number(txn, "created", (uint64_t)moment_now());
	meta_seal(txn);
	return kv_commit(&txn, error);
}

static bool check_format(struct kv *kv, const char *directory, struct error *error)
{
	struct kv_txn *txn = kv_begin(kv, false, error);
	if (txn == NULL)
		return false;
	bool ours = store_format_is_ours(txn, directory, error);
	kv_abort(&txn);
	return ours;
}

struct store *store_open(const char *directory, const struct store_options *options, struct error *error)
{
	const struct kv_options kv_options = {
		.read_only = options->read_only, .create = options->create, .force_network = options->force_network,
		.shared = options->shared, .group = options->group, .map_size = options->map_size, .readers = 1024,
		.notice = options->notice, .notice_context = options->notice_context,
	};
	struct store *store = memory_new(sizeof *store);
	bool hashes = sodium_init() >= 0; /* chooses the quickest BLAKE2b of this processor */
	store->read_only = options->read_only;
	store->import_lock = -1;
	store->directory = memory_copy_text(directory);
	store->kv = hashes ? kv_open(directory, &kv_options, error) : NULL;
	bool ok = store->kv != NULL;
	if (!hashes)
		error_set(error, ERROR_SYSTEM, _("the hash library cannot be started"));
	if (ok && options->create && !write_beginning(store->kv, error))
		ok = error_prefix(error, "%s", directory);
	if (ok)
		ok = check_format(store->kv, directory, error);
	if (!ok)
		store_close(&store);
	return store;
}

void store_close(struct store **store)
{
	if (*store == NULL)
		return;
	store_import_end(*store);
	if ((*store)->kv != NULL)
		kv_close(&(*store)->kv);
	free((*store)->directory);
	free(*store);
	*store = NULL;
}

const char *store_directory(const struct store *store)
{
	return store->directory;
}

void store_watch(struct store *store, bool (*watcher)(void *context), void *context)
{
	store->watched = watcher != NULL;
	store->walking = NULL;
	kv_watch(store->kv, watcher, context);
}

bool store_is_read_only(const struct store *store)
{
	return store->read_only;
}

bool store_is_still_ours(struct store *store, struct error *error)
{
	return kv_place_check(store->kv, error) && check_format(store->kv, store->directory, error);
}

bool store_is_shared(const struct store *store, unsigned *group)
{
	struct stat status;
	if (stat(store->directory, &status) != 0 || (status.st_mode & S_IWGRP) == 0)
		return false;
	*group = status.st_gid;
	return true;
}

bool store_backup(struct store *store, const char *directory, struct error *error)
{
	if (store->past.sequence != 0 || store->past.trying)
		return error_set(error, ERROR_USAGE, _("a backup is of the register as it is: leave --as-of out"));
	return kv_copy(store->kv, directory, error);
}

bool store_figures(struct store *store, struct store_figures *figures, struct error *error)
{
	struct kv_statistics statistics;
	if (!kv_stat(store->kv, &statistics, error))
		return false;
	*figures = (struct store_figures){.map_size = statistics.map_size,
	                                  .used = statistics.used,
	                                  .readers = statistics.readers,
	                                  .readers_max = statistics.readers_max,
	                                  .commits_since_oldest = statistics.last_commit - statistics.oldest_reader,
	                                  .oldest_process = statistics.oldest_reader_process,
	                                  .engine = statistics.engine};
	return true;
}
