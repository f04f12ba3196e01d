/* Loaded into any program with LD_PRELOAD: appends to the file FORVALTA_RECORD_LOG every change the program makes below
 * the directory FORVALTA_RECORD_ROOT (an absolute path without links), and what the process FORVALTA_RECORD_SPEAKER
 * writes to standard output as acknowledgements. With FORVALTA_RECORD_DROP_SYNC set, syncs are left out, as if the
 * program did not ask for them. See support/power_loss.h for what is done with it. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include "support/power_events.h"

#define MOST_FILES 1024
#define PATH_SIZE 4096

enum descriptor_kind { UNKNOWN, FILE_BELOW, DIRECTORY_BELOW };

static int log_file = -1;
static char root[PATH_SIZE];
static bool drop_sync, speaker;
static struct {
	enum descriptor_kind kind;
	bool synchronous;
	uint64_t file;
	char path[PATH_SIZE]; /* of a directory */
} descriptors[MOST_FILES];

__attribute__((constructor)) static void start(void)
{
	const char *log_path = getenv("FORVALTA_RECORD_LOG"), *directory = getenv("FORVALTA_RECORD_ROOT");

	if (!log_path || !directory || strlen(directory) >= sizeof(root))
		return;
	memcpy(root, directory, strlen(directory) + 1);
	drop_sync = getenv("FORVALTA_RECORD_DROP_SYNC") != NULL;
	speaker = getenv("FORVALTA_RECORD_SPEAKER") && atol(getenv("FORVALTA_RECORD_SPEAKER")) == (long)getpid();
	log_file = (int)syscall(SYS_openat, AT_FDCWD, log_path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

/* The part of `path` below the root, "" for the root itself; NULL when it lies elsewhere. */
static const char *below(const char *path, char whole[PATH_SIZE])
{
	size_t size = strlen(root);

	if (log_file < 0 || !path)
		return NULL;
	if (path[0] == '/' && strlen(path) < PATH_SIZE) {
		memcpy(whole, path, strlen(path) + 1);
	} else {
		char here[PATH_SIZE / 2];

		if (!getcwd(here, sizeof(here)) || strlen(path) >= PATH_SIZE / 2)
			return NULL;
		snprintf(whole, PATH_SIZE, "%s/%s", here, path);
	}
	while (strlen(whole) > 1 && whole[strlen(whole) - 1] == '/')
		whole[strlen(whole) - 1] = '\0';
	if (strncmp(whole, root, size) != 0 || (whole[size] != '/' && whole[size] != '\0'))
		return NULL;
	return whole + size + (whole[size] == '/');
}

static void put(struct power_event event, const char *path, const void *data, size_t size)
{
	int code = errno;
	struct iovec parts[3] = {{&event, sizeof(event)},
				 {(void *)(uintptr_t)path, path ? strlen(path) : 0},
				 {(void *)(uintptr_t)data, size}};

	event.path_size = (uint32_t)parts[1].iov_len;
	event.data_size = (uint32_t)size;
	if (syscall(SYS_writev, log_file, parts, 3) != (ssize_t)(sizeof(event) + parts[1].iov_len + size))
		abort();
	errno = code;
}

/* An inode's number is used again when its file is gone; with the time of its birth it is not. */
static uint64_t identity(int file)
{
	struct statx status = {0};

	if (statx(file, "", AT_EMPTY_PATH, STATX_INO | STATX_BTIME, &status) != 0)
		abort();
	return status.stx_ino ^ ((uint64_t)status.stx_btime.tv_sec << 20) ^
	       ((uint64_t)status.stx_btime.tv_nsec * 0x9e3779b97f4a7c15u);
}

static void track(int file, const char *path, int flags, bool made)
{
	char whole[PATH_SIZE];
	const char *relative = below(path, whole);
	struct stat status;

	if (file < 0 || file >= MOST_FILES)
		return;
	descriptors[file].kind = UNKNOWN;
	if (!relative || fstat(file, &status) != 0)
		return;
	descriptors[file].kind = S_ISDIR(status.st_mode) ? DIRECTORY_BELOW : FILE_BELOW;
	descriptors[file].file = identity(file);
	descriptors[file].synchronous = (flags & O_DSYNC) != 0;
	memcpy(descriptors[file].path, relative, strlen(relative) + 1);
	if (made)
		put((struct power_event){.type = POWER_MAKE_FILE, .file = descriptors[file].file}, relative, NULL, 0);
	if (S_ISREG(status.st_mode) && (flags & O_TRUNC) && !made)
		put((struct power_event){.type = POWER_RESIZE, .file = descriptors[file].file}, NULL, NULL, 0);
}

static enum descriptor_kind kind_of(int file)
{
	return file >= 0 && file < MOST_FILES ? descriptors[file].kind : UNKNOWN;
}

static int open_and_track(int directory, const char *path, int flags, mode_t mode)
{
	bool there = faccessat(directory, path, F_OK, 0) == 0;
	int file = (int)syscall(SYS_openat, directory, path, flags, mode);

	if (file >= 0 && directory == AT_FDCWD)
		track(file, path, flags, !there);
	return file;
}

int open(const char *path, int flags, ...)
{
	va_list arguments;
	mode_t mode;

	va_start(arguments, flags);
	mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(arguments, mode_t) : 0;
	va_end(arguments);
	return open_and_track(AT_FDCWD, path, flags, mode);
}

int openat(int directory, const char *path, int flags, ...)
{
	va_list arguments;
	mode_t mode;

	va_start(arguments, flags);
	mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(arguments, mode_t) : 0;
	va_end(arguments);
	return open_and_track(directory, path, flags, mode);
}

int mkstemp(char *path)
{
	int (*real)(char *) = dlsym(RTLD_NEXT, "mkstemp");
	int file = real(path);

	track(file, path, O_RDWR, true);
	return file;
}

int close(int file)
{
	if (file >= 0 && file < MOST_FILES)
		descriptors[file].kind = UNKNOWN;
	return (int)syscall(SYS_close, file);
}

static void record_write(int file, const void *data, ssize_t size, uint64_t offset)
{
	struct power_event event = {.type = POWER_WRITE, .file = descriptors[file].file, .offset = offset};

	event.synchronous = descriptors[file].synchronous && !drop_sync;
	if (size > 0)
		put(event, NULL, data, (size_t)size);
}

ssize_t pwrite(int file, const void *data, size_t size, off_t offset)
{
	ssize_t written = syscall(SYS_pwrite64, file, data, size, offset);

	if (kind_of(file) == FILE_BELOW)
		record_write(file, data, written, (uint64_t)offset);
	return written;
}

ssize_t write(int file, const void *data, size_t size)
{
	ssize_t written = syscall(SYS_write, file, data, size);

	if (kind_of(file) == FILE_BELOW && written > 0)
		record_write(file, data, written, (uint64_t)(lseek(file, 0, SEEK_CUR) - written));
	else if (speaker && file == STDOUT_FILENO && log_file >= 0 && written > 0)
		put((struct power_event){.type = POWER_ACKNOWLEDGE}, NULL, data, (size_t)written);
	return written;
}

static void record_parts(int file, const struct iovec *parts, int count, ssize_t written, uint64_t offset)
{
	for (int i = 0; i < count && written > 0; i++) {
		ssize_t size = (ssize_t)parts[i].iov_len < written ? (ssize_t)parts[i].iov_len : written;

		record_write(file, parts[i].iov_base, size, offset);
		offset += (uint64_t)size;
		written -= size;
	}
}

ssize_t writev(int file, const struct iovec *parts, int count)
{
	ssize_t written = syscall(SYS_writev, file, parts, count);

	if (kind_of(file) == FILE_BELOW && written > 0)
		record_parts(file, parts, count, written, (uint64_t)(lseek(file, 0, SEEK_CUR) - written));
	return written;
}

ssize_t pwritev(int file, const struct iovec *parts, int count, off_t offset)
{
	ssize_t written = syscall(SYS_pwritev, file, parts, count, offset, 0);

	if (kind_of(file) == FILE_BELOW)
		record_parts(file, parts, count, written, (uint64_t)offset);
	return written;
}

int ftruncate(int file, off_t size)
{
	int result = (int)syscall(SYS_ftruncate, file, size);

	if (result == 0 && kind_of(file) == FILE_BELOW)
		put((struct power_event){.type = POWER_RESIZE, .file = descriptors[file].file, .offset = (uint64_t)size}, NULL,
		    NULL, 0);
	return result;
}

static void record_sync(int file)
{
	struct power_event event = {.type = POWER_SYNC, .file = descriptors[file].file};

	if (drop_sync || kind_of(file) == UNKNOWN)
		return;
	if (kind_of(file) == DIRECTORY_BELOW)
		event.type = POWER_SYNC_DIRECTORY;
	put(event, kind_of(file) == DIRECTORY_BELOW ? descriptors[file].path : NULL, NULL, 0);
}

int fsync(int file)
{
	int result = drop_sync ? 0 : (int)syscall(SYS_fsync, file);

	if (result == 0 && file >= 0 && file < MOST_FILES)
		record_sync(file);
	return result;
}

int fdatasync(int file)
{
	int result = drop_sync ? 0 : (int)syscall(SYS_fdatasync, file);

	if (result == 0 && file >= 0 && file < MOST_FILES)
		record_sync(file);
	return result;
}

/* Nothing here writes through a shared map of a file that matters: say so if that changes. */
int msync(void *address, size_t size, int flags)
{
	if (log_file >= 0)
		abort();
	return (int)syscall(SYS_msync, address, size, flags);
}

static void record_name(enum power_event_type type, const char *path, uint64_t file)
{
	char whole[PATH_SIZE];
	const char *relative = below(path, whole);

	if (relative)
		put((struct power_event){.type = type, .file = file}, relative, NULL, 0);
}

int mkdir(const char *path, mode_t mode)
{
	int result = (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode);

	if (result == 0)
		record_name(POWER_MAKE_DIRECTORY, path, 0);
	return result;
}

char *mkdtemp(char *path)
{
	char *(*real)(char *) = (char *(*)(char *))dlsym(RTLD_NEXT, "mkdtemp");
	char *result = real(path);

	if (result)
		record_name(POWER_MAKE_DIRECTORY, path, 0);
	return result;
}

int rmdir(const char *path)
{
	int result = (int)syscall(SYS_unlinkat, AT_FDCWD, path, AT_REMOVEDIR);

	if (result == 0)
		record_name(POWER_REMOVE_DIRECTORY, path, 0);
	return result;
}

int unlink(const char *path)
{
	int result = (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);

	if (result == 0)
		record_name(POWER_UNLINK, path, 0);
	return result;
}

int renameat2(int from_directory, const char *from, int to_directory, const char *to, unsigned flags)
{
	char whole_from[PATH_SIZE], whole_to[PATH_SIZE];
	int result = (int)syscall(SYS_renameat2, from_directory, from, to_directory, to, flags);
	const char *relative_from = below(from, whole_from), *relative_to = below(to, whole_to);

	if (result == 0 && relative_from && relative_to)
		put((struct power_event){.type = POWER_RENAME}, relative_from, relative_to, strlen(relative_to));
	return result;
}

int rename(const char *from, const char *to)
{
	return renameat2(AT_FDCWD, from, AT_FDCWD, to, 0);
}

int link(const char *from, const char *to)
{
	int result = (int)syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0), file;

	if (result != 0)
		return result;
	file = (int)syscall(SYS_openat, AT_FDCWD, to, O_RDONLY | O_CLOEXEC);
	if (file >= 0) {
		record_name(POWER_LINK, to, identity(file));
		syscall(SYS_close, file);
	}
	return result;
}
