#include "store/kv_stage.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/memory.h"
#include "store/kv_private.h"

#define KEPT_FILE "data.mdb.replaced"
#define STAGE_NAME ".new-restore-"
#define HELD_FILE ".new-held" /* locked by the maker; a name that no store minds */

/* All of it is ours: the store, and what a copy or a new store that was cut off has left beside. */
static void remove_stage(const char *temporary)
{
	DIR *listing = opendir(temporary);
	struct dirent *entry;

	while (listing && (entry = readdir(listing))) {
		char *path = kv_files_path(temporary, entry->d_name);

		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 && unlink(path) != 0)
			remove_stage(path);
		free(path);
	}
	if (listing)
		closedir(listing);
	rmdir(temporary);
}

/* −1 where another holds it, or it cannot be held. */
static int hold(const char *temporary, bool make)
{
	char *path = kv_files_path(temporary, HELD_FILE);
	int held = open(path, O_RDWR | O_CLOEXEC | (make ? O_CREAT : 0), 0600);

	if (held >= 0 && flock(held, LOCK_EX | LOCK_NB) != 0) {
		close(held);
		held = -1;
	}
	free(path);
	return held;
}

/* Left by those who were killed: whose maker lives is held, or about to be, and who makes one stands in the gate. */
static void remove_dead(const char *directory)
{
	DIR *listing = opendir(directory);
	struct dirent *entry;

	while (listing && (entry = readdir(listing))) {
		char *path = kv_files_path(directory, entry->d_name);
		int held = strncmp(entry->d_name, STAGE_NAME, strlen(STAGE_NAME)) == 0 ? hold(path, true) : -1;

		if (held >= 0) {
			remove_stage(path);
			close(held);
		}
		free(path);
	}
	if (listing)
		closedir(listing);
}

static struct {
	struct kv_stage *stage;
	pid_t process;
} under_way;

/* The program ends in the middle where what it copies turns out to be damaged. */
static void end_what_is_under_way(void)
{
	if (under_way.stage && under_way.process == getpid())
		kv_stage_end(under_way.stage);
}

static void note_under_way(struct kv_stage *stage)
{
	static bool registered;

	if (!registered && atexit(end_what_is_under_way) == 0)
		registered = true;
	under_way.stage = stage;
	under_way.process = getpid();
}

bool kv_stage_begin(struct kv_stage *stage, const char *directory, bool force_network, struct error *error)
{
	const struct kv_options options = {.create = true, .force_network = force_network};
	int gate;

	*stage = (struct kv_stage){.held = -1};
	if (!kv_files_check(directory, &options, error))
		return false;
	stage->made = mkdir(directory, 0700) == 0;
	if (!stage->made && errno != EEXIST)
		return error_set_errno(error, _("the directory %s cannot be made"), directory);
	stage->directory = memory_copy_text(directory);
	stage->temporary = kv_files_path(directory, STAGE_NAME "XXXXXX");
	gate = kv_enter_gate(directory);
	remove_dead(directory);
	if (mkdtemp(stage->temporary) && (stage->held = hold(stage->temporary, true)) >= 0) {
		note_under_way(stage);
		kv_leave_gate(gate);
		return true;
	}
	error_set_errno(error, _("the directory %s cannot be written"), directory);
	kv_leave_gate(gate);
	kv_stage_end(stage);
	return false;
}

/* As open as its directory, and its owner's even where root has made it. */
static bool fit_in(const char *data, const char *directory, struct error *error)
{
	struct stat place, status;
	bool known = stat(directory, &place) == 0 && stat(data, &status) == 0;
	uid_t owner = known && geteuid() == 0 && place.st_uid != status.st_uid ? place.st_uid : (uid_t)-1;
	bool shared = known && (place.st_mode & 070) != 0;
	gid_t group = known && (shared || owner != (uid_t)-1) && place.st_gid != status.st_gid ? place.st_gid : (gid_t)-1;

	if (!known || ((owner != (uid_t)-1 || group != (gid_t)-1) && chown(data, owner, group) != 0) ||
	    chmod(data, shared ? 0660 : 0600) != 0)
		return error_set_errno(error, _("the mode of %s cannot be set"), data);
	return true;
}

/* Whoever has a store open holds the engine's lock on the first byte of its lock file, whether reading or not. Not
 * asked while this process has it open: closing the file would let go of its own lock. */
bool kv_stage_check_unused(const char *directory, struct error *error)
{
	struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 0, .l_len = 1};
	char *path = kv_files_path(directory, KV_LOCK_FILE);
	int file = open(path, O_RDWR | O_CLOEXEC);
	bool known = file >= 0 && fcntl(file, F_GETLK, &lock) == 0, used = known && lock.l_type != F_UNLCK;

	if (file >= 0)
		close(file);
	free(path);
	return !used || error_set(error, ERROR_STORE,
				  _("%s is in use by process %ld: end every program that has it open, and try again"), directory,
				  (long)lock.l_pid);
}

/* Nobody else comes in meanwhile: this is asked in the gate. */
static bool check_copied(const struct kv_stage *stage, struct error *error)
{
	uint64_t last = 0;

	if (stage->copied == 0)
		return true;
	return kv_heads_last(stage->directory, &last, error) &&
	       (last == stage->copied ||
		error_set(error, ERROR_CONFLICT, _("%s was changed while it was copied: try again"), stage->directory));
}

/* There is never a moment without a whole store in its place. */
static bool replace_there(const struct kv_stage *stage, const char *data, struct error *error)
{
	const char *directory = stage->directory;
	char *place = kv_files_path(directory, KV_DATA_FILE), *kept = kv_files_path(directory, KEPT_FILE);
	bool good = kv_stage_check_unused(directory, error) && check_copied(stage, error) && kv_files_sync(data, error);

	unlink(kept); /* of one that was cut off */
	if (good && (link(place, kept) != 0 || rename(data, place) != 0))
		good = error_set_errno(error, "%s", place);
	if (good && !kv_files_sync(directory, error)) {
		good = false;
		rename(kept, place); /* what may not last gives way to what was there */
	}
	unlink(kept);
	free(kept);
	free(place);
	return good;
}

bool kv_stage_install(struct kv_stage *stage, bool replace, struct error *error)
{
	char *data = kv_files_path(stage->temporary, KV_DATA_FILE);
	int gate = kv_enter_gate(stage->directory);
	bool good = fit_in(data, stage->directory, error);
	if (good && kv_files_exist(stage->directory))
		good = replace ? replace_there(stage, data, error)
			       : error_set(error, ERROR_STORE, _("%s holds a store already"), stage->directory);
	else if (good)
		good = kv_files_install_alone(data, stage->directory, error);
	kv_leave_gate(gate);
	stage->made = stage->made && !good;
	free(data);
	return good;
}

void kv_stage_end(struct kv_stage *stage)
{
	if (under_way.stage == stage)
		under_way.stage = NULL;
	if (stage->temporary)
		remove_stage(stage->temporary);
	if (stage->held >= 0)
		close(stage->held);
	if (stage->made)
		rmdir(stage->directory);
	free(stage->temporary);
	free(stage->directory);
	*stage = (struct kv_stage){.held = -1};
}
