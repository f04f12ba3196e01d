/* Opening and closing a store, and what is known about it as a whole. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/memory.h"
#include "store/kv_private.h"

static struct kv *all_open;

static bool remember(struct kv *kv, struct error *error)
{
	char *path = kv_files_path(kv->directory, KV_DATA_FILE);
	struct stat status;
	bool there = stat(path, &status) == 0;

	free(path);
	if (!there)
		return kv_words(kv->directory, errno, error);
	kv->data = (struct kv_identity){status.st_dev, status.st_ino};
	for (struct kv *other = all_open; other; other = other->next)
		if (kv_same_file(other->data, kv->data))
			return error_set(error, ERROR_STORE, _("the store %s is open here already"), kv->directory);
	kv->next = all_open;
	all_open = kv;
	return true;
}

static void forget(struct kv *kv)
{
	for (struct kv **link = &all_open; *link; link = &(*link)->next)
		if (*link == kv) {
			*link = kv->next;
			return;
		}
}

/* The engine has found what cannot be and would abort. Whoever waits for its lock gets it when the process ends. */
static void on_assertion(MDB_env *env, const char *text)
{
	struct kv *kv = mdb_env_get_userctx(env);
	struct error error = {0};

	(void)text;
	kv_words(kv->directory, MDB_CORRUPTED, &error);
	if (kv->notice)
		kv->notice(error.text, kv->notice_context);
	else
		fprintf(stderr, "forvalta: %s\n", error.text);
	exit(2);
}

static size_t choose_map(struct kv *kv, const struct kv_options *options)
{
	size_t wanted = options->map_size ? options->map_size : KV_MAP_DEFAULT;
	size_t least = wanted < KV_MAP_LEAST ? wanted : KV_MAP_LEAST;
	size_t size = kv_map_choose(wanted, least, 0);
	struct error text = {0};

	if (size < wanted && kv->notice) {
		error_set(&text, ERROR_NONE,
			  _("the system gives the store %s room for %zu MiB instead of %zu MiB: see ulimit -v"), kv->directory,
			  size >> 20, wanted >> 20);
		kv->notice(text.text, kv->notice_context);
	}
	return size;
}

/* Read-ahead stays on: the audit and the lists read tables from end to end. Pages are zeroed before they are filled
 * (no MDB_NOMEMINIT): what the program had in memory does not leak into the file. */
static int open_engine(struct kv *kv, const struct kv_options *options, bool without_lock)
{
	unsigned readers = options->readers > KV_READERS_LEAST ? options->readers : KV_READERS_LEAST;
	unsigned flags = MDB_NOTLS | (options->read_only ? MDB_RDONLY : 0) | (without_lock ? MDB_NOLOCK : 0);
	int code = mdb_env_create(&kv->env);

	if (code == MDB_SUCCESS)
		code = mdb_env_set_mapsize(kv->env, choose_map(kv, options));
	if (code == MDB_SUCCESS)
		code = mdb_env_set_maxdbs(kv->env, KV_TABLES);
	if (code == MDB_SUCCESS)
		code = mdb_env_set_maxreaders(kv->env, readers);
	if (code == MDB_SUCCESS)
		code = mdb_env_open(kv->env, kv->directory, flags, 0600);
	if (code == MDB_SUCCESS) {
		mdb_env_set_userctx(kv->env, kv);
		mdb_env_set_assert(kv->env, on_assertion);
		kv_guard();
	}
	return code;
}

static bool open_tables(struct kv *kv, const struct kv_options *options, struct error *error)
{
	enum kv_table missing = KV_META;
	int code = kv_open_tables(kv->env, false, kv->read_only, kv->tables, &missing);

	if (code == MDB_NOTFOUND && missing != KV_META && options->older)
		code = kv_open_older(kv->env, kv->tables);
	if (code == MDB_NOTFOUND && missing != KV_META) {
		if (!options->create || kv->read_only)
			return error_set(error, ERROR_STORE, _("the store %s has an older format: use forvalta upgrade"),
					 kv->directory);
		code = kv_open_tables(kv->env, true, false, kv->tables, &missing);
	}
	return code == MDB_SUCCESS || kv_words(kv->directory, code, error);
}

/* Who opens the engine first sets its lock file up, and whoever comes meanwhile waits. If the first is killed in the
 * middle, LMDB 0.9.24 lets the next one in with commits counted from 0, and what that one commits is lost.
 * So one at a time: the gate is a lock on the directory, which the system opens when its holder dies. */
int kv_enter_gate(const char *directory)
{
	int gate = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	while (gate >= 0 && flock(gate, LOCK_EX) != 0 && errno == EINTR)
		;
	return gate;
}

void kv_leave_gate(int gate)
{
	if (gate >= 0)
		close(gate);
}

/* A lock file that was made for what turns out to be no store goes again. */
static bool set_up_engine(struct kv *kv, const struct kv_options *options, struct error *error)
{
	char *lock = kv_files_path(kv->directory, KV_LOCK_FILE);
	bool without, had_lock = access(lock, F_OK) == 0;
	bool good = kv_files_make_lock(kv->directory, options, &without, error);
	int code = good ? open_engine(kv, options, without) : MDB_SUCCESS;

	if ((code == MDB_INVALID || code == MDB_VERSION_MISMATCH) && !had_lock)
		unlink(lock);
	kv_place_note_lock(kv);
	free(lock);
	return good && (code == MDB_SUCCESS || kv_words(kv->directory, code, error));
}

static bool open_gated(struct kv *kv, const struct kv_options *options, struct error *error)
{
	sigset_t signals;
	bool good;
	int gate;

	kv_hold_signals(&signals);
	gate = kv_enter_gate(kv->directory);
	good = set_up_engine(kv, options, error);
	kv_leave_gate(gate);
	pthread_sigmask(SIG_SETMASK, &signals, NULL);
	return good;
}

struct opening {
	struct kv *kv;
	const struct kv_options *options;
	struct error *error;
	bool ok;
};

static void look_inside(void *context)
{
	struct opening *opening = context;

	opening->ok = kv_heads_check(opening->kv, opening->error) &&
		kv_length_check(opening->kv, opening->error) && open_tables(opening->kv, opening->options, opening->error);
}

static bool open_here(struct kv *kv, const struct kv_options *options, struct error *error)
{
	struct opening opening = {kv, options, error, false};
	int dead;

	if (!open_gated(kv, options, error))
		return false;
	if (!kv->read_only)
		mdb_reader_check(kv->env, &dead);
	if (!kv->read_only && !kv_files_same_mode(kv->directory, KV_LOCK_FILE, error))
		return false;
	return kv_guarded(look_inside, &opening, error) && opening.ok;
}

struct kv *kv_open(const char *directory, const struct kv_options *options, struct error *error)
{
	struct kv *kv;

	if (!kv_files_check(directory, options, error))
		return NULL;
	if (!kv_files_exist(directory) && !kv_create(directory, options, error))
		return NULL;
	kv = memory_new(sizeof(*kv));
	kv->directory = memory_copy_text(directory);
	kv->read_only = options->read_only;
	kv->notice = options->notice;
	kv->notice_context = options->notice_context;
	/* Whoever began it may not have come so far as to make its names durable. */
	if (!remember(kv, error) || !open_here(kv, options, error) ||
	    (options->create && !kv_files_sync_names(directory, error)))
		kv_close(&kv);
	return kv;
}

bool kv_has_table(const struct kv *kv, enum kv_table table)
{
	return kv->tables[table] != KV_NO_TABLE;
}

void kv_close(struct kv **kv)
{
	if (!*kv)
		return;
	forget(*kv);
	if ((*kv)->spare) {
		mdb_txn_abort((*kv)->spare->mdb);
		free((*kv)->spare);
	}
	kv_layer_end(*kv);
	if ((*kv)->env)
		mdb_env_close((*kv)->env);
	free((*kv)->scratch);
	free((*kv)->directory);
	free(*kv);
	*kv = NULL;
}
