#include "store/backups.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/memory.h"
#include "store/journal.h"
#include "store/kv_private.h"

#define PREFIX_OF_NAMES "forvalta-"
#define PART "." PREFIX_OF_NAMES "part"

/* "forvalta-20261122T132454Z", with "-2" where two are of one second. */
static bool is_name(const char *name)
{
	static const char pattern[] = PREFIX_OF_NAMES "dddddddd" "Tdddddd" "Z";
	size_t i = 0;
	for (; pattern[i] != '\0'; i++)
		if (i < strlen(PREFIX_OF_NAMES) || pattern[i] != 'd' ? name[i] != pattern[i] : name[i] < '0' || name[i] > '9')
			return false;
	return name[i] == '\0' || (name[i] == '-' && name[i + 1] >= '2' && name[i + 1] <= '9' && name[i + 2] == '\0');
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Those of which `wanted` says yes, in order. */
static bool list_wanted(const char *directory, bool (*wanted)(void *context, const char *directory, const char *name),
                        void *context, char ***names, size_t *count, struct error *error)
{
	DIR *listing = opendir(directory);
	struct dirent *entry;
	size_t capacity = 0;
	*names = NULL;
	*count = 0;
	if (listing == NULL)
		return errno == ENOENT || error_set_errno(error, "%s", directory);
	while ((entry = readdir(listing)) != NULL) {
		if (!wanted(context, directory, entry->d_name))
			continue;
		memory_grow(names, &capacity, *count, sizeof **names);
		(*names)[(*count)++] = memory_copy_text(entry->d_name);
	}
	closedir(listing);
	if (*count > 1)
		qsort(*names, *count, sizeof **names, compare_names);
	return true;
}

static bool is_dated(void *context, const char *directory, const char *name)
{
	(void)context;
	(void)directory;
	return is_name(name);
}

bool backups_list(const char *directory, char ***names, size_t *count, struct error *error)
{
	return list_wanted(directory, is_dated, NULL, names, count, error);
}

struct asking {
	bool (*holds)(void *context, struct store *copy);
	void *context;
};

static bool ask_copy(const struct asking *asking, const char *path)
{
	const struct store_options options = {.read_only = true, .force_network = true};
	struct error error = {0};
	struct store *copy = store_open(path, &options, &error);
	bool held = copy == NULL || asking->holds(asking->context, copy);
	store_close(&copy);
	return held;
}

static bool is_held(void *context, const char *directory, const char *name)
{
	char *path = kv_files_path(directory, name);
	bool held = strcmp(name, "..") != 0 && strcmp(name, ".") != 0 && kv_files_exist(path) && ask_copy(context, path);
	free(path);
	return held;
}

bool backups_holding(const char *directory, bool (*holds)(void *context, struct store *copy), void *context,
                     char ***names, size_t *count, struct error *error)
{
	struct asking asking = {holds, context};
	return list_wanted(directory, is_held, &asking, names, count, error);
}

void backups_free_list(char ***names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free((*names)[i]);
	free(*names);
	*names = NULL;
}

/* What a copy that was cut off has left: its unfinished file too. */
static void clear_part(const char *part)
{
	DIR *listing = opendir(part);
	struct dirent *entry;
	while (listing != NULL && (entry = readdir(listing)) != NULL) {
		if (strncmp(entry->d_name, ".new-", 5) != 0)
			continue;
		char *path = kv_files_path(part, entry->d_name);
		unlink(path);
		free(path);
	}
	if (listing != NULL)
		closedir(listing);
	kv_files_remove(part);
}

static bool verify_copy(const char *directory,
                        bool (*verify)(void *context, struct store *copy, struct error *error), void *context,
                        struct error *error)
{
	const struct store_options options = {.read_only = true, .force_network = true};
	struct store *copy = store_open(directory, &options, error);
	bool ok = copy != NULL && verify(context, copy, error);
	store_close(&copy);
	if (ok) { /* as it came from the copying: nobody has it open */
		char *lock = kv_files_path(directory, KV_LOCK_FILE);
		unlink(lock);
		free(lock);
	}
	return ok;
}

static bool give_name(const char *part, const char *directory, moment_t moment, struct text *path,
                      struct error *error)
{
	char name[64];
	time_t seconds = (time_t)(moment / MICROSECONDS);
	struct tm utc = {0};
	gmtime_r(&seconds, &utc);
	strftime(name, sizeof name, PREFIX_OF_NAMES "%Y%m%dT%H%M%SZ", &utc);
	int code = EEXIST;
	for (int number = 1; number <= 9 && code == EEXIST; number++) {
		text_clear(path);
		text_printf(path, "%s/%s", directory, name);
		if (number > 1)
			text_printf(path, "-%d", number);
		code = renameat2(AT_FDCWD, part, AT_FDCWD, path->data, RENAME_NOREPLACE) == 0 ? 0 : errno;
		if ((code == EINVAL || code == ENOSYS) && access(path->data, F_OK) != 0)
			code = rename(part, path->data) == 0 ? 0 : errno;
	}
	if (code == 0 && kv_files_sync_names(directory, error))
		return true;
	if (code == 0)
		kv_files_remove(path->data); /* what may not last is no backup */
	errno = code;
	return code == 0 ? false : error_set_errno(error, "%s", path->data);
}

bool backups_copy(struct store *store, const char *directory,
                  bool (*verify)(void *context, struct store *copy, struct error *error), void *context,
                  struct error *error)
{
	if (!store_backup(store, directory, error))
		return false;
	bool ok = verify_copy(directory, verify, context, error);
	if (!ok)
		kv_files_remove(directory);
	return ok;
}

/* Held while a backup is made: another one at the same time would clear its unfinished copy away. −1 with words. */
static int hold_place(const char *directory, struct error *error)
{
	int held = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (held < 0) {
		error_set_errno(error, "%s", directory);
	} else if (flock(held, LOCK_EX | LOCK_NB) != 0) {
		close(held);
		held = -1;
		error_set(error, ERROR_STORE, _("%s: another backup is being made; wait until it is done"), directory);
	}
	return held;
}

bool backups_make(struct store *store, const char *directory, moment_t moment,
                  bool (*verify)(void *context, struct store *copy, struct error *error), void *context,
                  struct text *path, struct error *error)
{
	if (mkdir(directory, 0700) != 0 && errno != EEXIST)
		return error_set_errno(error, _("the directory %s cannot be made"), directory);
	int held = hold_place(directory, error);
	if (held < 0)
		return false;
	char *part = kv_files_path(directory, PART);
	clear_part(part);
	bool ok = backups_copy(store, part, verify, context, error) && give_name(part, directory, moment, path, error);
	if (!ok)
		clear_part(part);
	free(part);
	close(held);
	return ok;
}

static bool is_last_part(const char *path, const char *name)
{
	const char *slash = strrchr(path, '/');
	return strcmp(slash == NULL ? path : slash + 1, name) == 0;
}

bool backups_rotate(const char *directory, size_t keep, const char *path, size_t *removed, struct error *error)
{
	char **names;
	size_t count;
	bool ok = true;
	*removed = 0;
	if (!backups_list(directory, &names, &count, error))
		return false;
	for (size_t i = 0; ok && count - *removed > keep && i < count; i++) {
		char *old = kv_files_path(directory, names[i]);
		if (!is_last_part(path, names[i])) {
			ok = kv_files_remove(old) || errno == ENOENT ||
			     error_set_errno(error, _("the old backup %s cannot be removed"), old);
			*removed += ok;
		}
		free(old);
	}
	backups_free_list(&names, count);
	return ok;
}
