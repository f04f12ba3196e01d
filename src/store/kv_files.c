/* The directory of a store: what may lie where, and who may read it. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/memory.h"
#include "store/kv_private.h"

/* Locks and shared maps do not hold across machines. From linux/magic.h and the file systems' own sources. */
static const unsigned long network_file_systems[] = {
	0x6969,     /* NFS */
	0x517B,     /* SMB */
	0xFF534D42, /* CIFS */
	0xFE534D42, /* SMB2 */
	0x65735546, /* FUSE: sshfs and its like */
	0x5346414F, /* AFS (OpenAFS) */
	0x6B414653, /* AFS (in the kernel) */
	0x73757245, /* Coda */
	0x00C36400, /* Ceph */
	0x564C,     /* NCP */
	0x01021997, /* 9P */
	0x01161970, /* GFS2 */
	0x7461636F, /* OCFS2 */
	0x0BD00BD0, /* Lustre */
	0x47504653, /* GPFS */
	0x19830326, /* BeeGFS */
	0xAAD7AAEA, /* PanFS */
	0x786F4256, /* VirtualBox shared folders */
};

char *kv_files_path(const char *directory, const char *name)
{
	size_t size = strlen(directory) + strlen(name) + 2;
	char *path = memory_new(size);

	snprintf(path, size, "%s/%s", directory, name);
	return path;
}

static bool stat_in(const char *directory, const char *name, struct stat *status)
{
	char *path = kv_files_path(directory, name);
	bool there = stat(path, status) == 0;
	int code = errno;

	free(path);
	errno = code;
	return there;
}

bool kv_files_exist(const char *directory)
{
	struct stat status;

	return stat_in(directory, KV_DATA_FILE, &status);
}

static bool check_local(const char *directory, bool force, struct error *error)
{
	struct statfs system;

	if (force || statfs(directory, &system) != 0)
		return true;
	for (size_t i = 0; i < COUNT_OF(network_file_systems); i++)
		if ((unsigned long)system.f_type == network_file_systems[i])
			return error_set(error, ERROR_STORE,
					 _("%s lies on a network file system, where a store is not safe: choose a local disk, "
					   "or force it"),
					 directory);
	return true;
}

static bool check_parent_local(const char *directory, bool force, struct error *error)
{
	char *copy = memory_copy_text(directory);
	bool good = check_local(dirname(copy), force, error);

	free(copy);
	return good;
}

static bool check_data_file(const char *directory, const struct kv_options *options, struct error *error)
{
	int wanted = options->read_only ? R_OK : R_OK | W_OK;
	struct stat status;
	char *path;
	bool allowed;

	if (!stat_in(directory, KV_DATA_FILE, &status)) {
		if (errno == ENOENT && options->create && !options->read_only)
			return true;
		if (errno == ENOENT)
			return error_set(error, ERROR_NOT_FOUND, _("there is no store in %s: make one with forvalta init"),
					 directory);
		return kv_words(directory, errno, error);
	}
	if (!S_ISREG(status.st_mode) || status.st_size == 0)
		return kv_words(directory, MDB_INVALID, error);
	path = kv_files_path(directory, KV_DATA_FILE);
	allowed = eaccess(path, wanted) == 0;
	free(path);
	return allowed || kv_words(directory, errno, error);
}

bool kv_files_check(const char *directory, const struct kv_options *options, struct error *error)
{
	struct stat status;

	if (stat(directory, &status) != 0) {
		if (errno == ENOENT && options->create && !options->read_only)
			return check_parent_local(directory, options->force_network, error);
		if (errno == ENOENT)
			return error_set(error, ERROR_NOT_FOUND,
					 _("there is no directory %s: make a store with forvalta init"), directory);
		return error_set_errno(error, _("the store %s cannot be reached"), directory);
	}
	if (!S_ISDIR(status.st_mode))
		return error_set(error, ERROR_STORE, _("%s is no directory: a store is a directory"), directory);
	return check_local(directory, options->force_network, error) && check_data_file(directory, options, error);
}

static bool foreign(const char *name)
{
	return strcmp(name, ".") && strcmp(name, "..") && strcmp(name, KV_LOCK_FILE) && strncmp(name, ".new-", 5);
}

/* A store takes the directory over and narrows its mode: never one in which somebody keeps other things. */
static bool check_empty(const char *directory, struct error *error)
{
	DIR *listing = opendir(directory);
	struct dirent *entry;
	bool empty = true;

	if (!listing)
		return kv_words(directory, errno, error);
	while (empty && (entry = readdir(listing)))
		empty = !foreign(entry->d_name) || !strcmp(entry->d_name, KV_DATA_FILE);
	closedir(listing);
	return empty || error_set(error, ERROR_STORE,
				  _("%s holds other files: choose an empty or a new directory for the store"), directory);
}

bool kv_files_make_directory(const char *directory, const struct kv_options *options, struct error *error)
{
	if (mkdir(directory, 0700) != 0) {
		if (errno != EEXIST)
			return error_set_errno(error, _("the directory %s cannot be made"), directory);
		if (!check_empty(directory, error))
			return false;
	}
	return kv_files_set_mode(directory, options, error);
}

/* Not narrowed by umask, and the group first: chown takes set-group-id away. */
bool kv_files_set_mode(const char *path, const struct kv_options *options, struct error *error)
{
	struct stat status;
	mode_t mode;

	if (stat(path, &status) != 0)
		return kv_words(path, errno, error);
	mode = S_ISDIR(status.st_mode) ? (options->shared ? 02770 : 0700) : (options->shared ? 0660 : 0600);
	if (options->shared && status.st_gid != options->group && chown(path, (uid_t)-1, options->group) != 0)
		return error_set_errno(error, _("%s cannot be given to the group: be a member of it"), path);
	if (chmod(path, mode) != 0 || stat(path, &status) != 0)
		return error_set_errno(error, _("the mode of %s cannot be set"), path);
	if ((status.st_mode & 07777) != mode)
		return error_set(error, ERROR_SYSTEM, _("the mode of %s cannot be set: be a member of its group"), path);
	return true;
}

/* Who made the lock file matters not: it is as open as the data file. Only its owner can see to that. */
bool kv_files_same_mode(const char *directory, const char *file, struct error *error)
{
	struct stat data, status;
	char *path;
	bool good = true;

	if (!stat_in(directory, KV_DATA_FILE, &data) || !stat_in(directory, file, &status))
		return kv_words(directory, errno, error);
	if (status.st_uid != geteuid() || ((status.st_mode & 0777) == (data.st_mode & 0777) && status.st_gid == data.st_gid))
		return true;
	path = kv_files_path(directory, file);
	if (status.st_gid != data.st_gid && chown(path, (uid_t)-1, data.st_gid) != 0)
		good = (data.st_mode & 070) == 0;
	good = good && chmod(path, data.st_mode & 0777) == 0;
	if (!good)
		error_set_errno(error, _("the mode of %s cannot be set"), path);
	free(path);
	return good;
}

bool kv_files_sync(const char *path, struct error *error)
{
	int file = open(path, O_RDONLY | O_CLOEXEC), code;

	if (file < 0)
		return kv_words(path, errno, error);
	code = fsync(file) == 0 ? 0 : errno;
	close(file);
	/* Some file systems cannot sync a directory and need not. */
	return code == 0 || code == EINVAL || kv_words(path, code, error);
}

bool kv_files_sync_names(const char *directory, struct error *error)
{
	char *copy = memory_copy_text(directory);
	bool good = kv_files_sync(directory, error) && kv_files_sync(dirname(copy), error);

	free(copy);
	return good;
}

/* Where the file system does not know RENAME_NOREPLACE, a link refuses to replace just as well. */
static int move_without_replacing(const char *from, const char *to)
{
	if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
		return 0;
	if (errno != EINVAL && errno != ENOSYS)
		return errno;
	if (link(from, to) != 0)
		return errno;
	return unlink(from) == 0 ? 0 : errno;
}

bool kv_files_install(const char *from, const char *directory, struct error *error)
{
	char *to = kv_files_path(directory, KV_DATA_FILE);
	int code;
	bool good = kv_files_sync(from, error);

	if (good) {
		code = move_without_replacing(from, to);
		good = code == 0 || kv_words(directory, code, error);
	}
	good = good && kv_files_sync_names(directory, error);
	free(to);
	return good;
}

bool kv_files_install_alone(const char *from, const char *directory, struct error *error)
{
	char *to;

	if (kv_files_install(from, directory, error))
		return true;
	to = kv_files_path(directory, KV_DATA_FILE);
	if (access(from, F_OK) != 0)
		unlink(to);
	free(to);
	return false;
}

/* Every page of it has its block from the start: on a full disk a hole in a shared map kills who touches it. */
static int make_lock(const char *temporary, const char *path, const struct kv_options *options)
{
	unsigned readers = options->readers > KV_READERS_LEAST ? options->readers : KV_READERS_LEAST;
	int file = open(temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600), code;

	if (file < 0)
		return errno;
	code = posix_fallocate(file, 0, ((off_t)readers + 4) * 64);
	close(file);
	if (code == 0)
		code = move_without_replacing(temporary, path);
	if (code != 0)
		unlink(temporary);
	return code == EEXIST ? 0 : code;
}

/* Others may have mapped an existing one: its size stays. */
static int fill_lock(const char *path, off_t size)
{
	int file = open(path, O_RDWR | O_CLOEXEC), code = 0;

	if (file < 0)
		return errno;
	if (size > 0 && fallocate(file, FALLOC_FL_KEEP_SIZE, 0, size) != 0)
		code = errno == ENOSPC || errno == EDQUOT ? errno : 0;
	close(file);
	return code;
}

/* Who reads notes it in the lock file, so that no page is used anew meanwhile. What nobody may write needs none. */
static bool is_write_protected(const char *directory)
{
	struct stat status;

	return stat_in(directory, KV_DATA_FILE, &status) && (status.st_mode & 0222) == 0;
}

bool kv_files_make_lock(const char *directory, const struct kv_options *options, bool *without, struct error *error)
{
	char name[64], *path = kv_files_path(directory, KV_LOCK_FILE), *temporary;
	struct stat status;
	int code;

	snprintf(name, sizeof(name), ".new-lock-%ld", (long)getpid());
	temporary = kv_files_path(directory, name);
	code = stat(path, &status) == 0 ? fill_lock(path, status.st_size) : make_lock(temporary, path, options);
	free(temporary);
	free(path);
	*without = options->read_only && code == EACCES && is_write_protected(directory);
	if (code == EACCES && options->read_only && !*without)
		return error_set(error, ERROR_DENIED,
				 _("%s: you may not write its lock.mdb, and so not read safely while others write: ask for that "
				   "right, or read a backup"),
				 directory);
	return code == 0 || *without || (code == EROFS && options->read_only) || kv_words(directory, code, error);
}

/* "audit.lock", "import.lock": held while something is done, and empty. */
static bool is_lock_of_deed(const char *path)
{
	size_t size = strlen(path);
	struct stat status;

	return size > 5 && strcmp(path + size - 5, ".lock") == 0 && stat(path, &status) == 0 && status.st_size == 0;
}

bool kv_files_remove(const char *directory)
{
	DIR *listing = opendir(directory);
	struct dirent *entry;

	while (listing && (entry = readdir(listing))) {
		char *path = kv_files_path(directory, entry->d_name);

		if (!strcmp(entry->d_name, KV_DATA_FILE) || !strcmp(entry->d_name, KV_LOCK_FILE) || is_lock_of_deed(path))
			unlink(path);
		free(path);
	}
	if (listing)
		closedir(listing);
	return rmdir(directory) == 0;
}
