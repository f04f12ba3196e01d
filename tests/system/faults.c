/* Loaded into any program with LD_PRELOAD: lets the disk below the directory FORVALTA_FAULT_ROOT (an absolute path
 * without links) fail. Of the calls that write there, make room there or promise that it is on the disk, the first
 * FORVALTA_FAULT_AFTER succeed; the next fails with the error number FORVALTA_FAULT_CODE, a write after half of its
 * bytes, and so do all that follow, or none of them with FORVALTA_FAULT_ONCE. Which call it was is written to
 * FORVALTA_FAULT_NOTE. What is removed is removed: a full disk does not hinder that. See support/faults.h for what is
 * done with it. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdio_ext.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/vfs.h>
#include <unistd.h>

static char root[1024];
static long calls_left = -1; /* -1: nothing fails */
static int code = ENOSPC;
static bool once, failed;

__attribute__((constructor)) static void start(void)
{
	const char *directory = getenv("FORVALTA_FAULT_ROOT"), *after = getenv("FORVALTA_FAULT_AFTER");

	if (!directory || !after || strlen(directory) >= sizeof(root))
		return;
	memcpy(root, directory, strlen(directory) + 1);
	calls_left = atol(after);
	code = getenv("FORVALTA_FAULT_CODE") ? atoi(getenv("FORVALTA_FAULT_CODE")) : ENOSPC;
	once = getenv("FORVALTA_FAULT_ONCE") != NULL;
}

static bool is_below(const char *path)
{
	return calls_left >= 0 && path && strncmp(path, root, strlen(root)) == 0;
}

static void note(const char *call, const char *path)
{
	const char *to = getenv("FORVALTA_FAULT_NOTE");
	char line[1500];
	int file = to ? (int)syscall(SYS_openat, AT_FDCWD, to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600) : -1;
	int size = snprintf(line, sizeof(line), "%s %s", call, path);

	if (file < 0 || syscall(SYS_write, file, line, size) != size)
		abort();
	syscall(SYS_close, file);
}

static bool fails(const char *call, const char *path)
{
	if (!is_below(path) || (once && failed) || calls_left-- > 0)
		return false;
	calls_left = 0;
	if (!failed)
		note(call, path);
	failed = true;
	errno = code;
	return true;
}

static bool fails_at(const char *call, int file)
{
	char name[40], path[1024];
	int before = errno;

	if (calls_left < 0)
		return false;
	snprintf(name, sizeof(name), "/proc/self/fd/%d", file);
	ssize_t size = readlink(name, path, sizeof(path) - 1);

	errno = before;
	path[size > 0 ? size : 0] = '\0';
	return size > 0 && fails(call, path);
}

ssize_t pwrite(int file, const void *data, size_t size, off_t offset)
{
	if (!fails_at("pwrite", file))
		return syscall(SYS_pwrite64, file, data, size, offset);
	return size > 1 ? syscall(SYS_pwrite64, file, data, size / 2, offset) : -1;
}

ssize_t write(int file, const void *data, size_t size)
{
	if (!fails_at("write", file))
		return syscall(SYS_write, file, data, size);
	return size > 1 && failed && !once ? syscall(SYS_write, file, data, size / 2) : -1;
}

ssize_t writev(int file, const struct iovec *parts, int count)
{
	return fails_at("writev", file) ? -1 : syscall(SYS_writev, file, parts, count);
}

ssize_t pwritev(int file, const struct iovec *parts, int count, off_t offset)
{
	return fails_at("pwritev", file) ? -1 : syscall(SYS_pwritev, file, parts, count, offset, 0);
}

int fsync(int file)
{
	return fails_at("fsync", file) ? -1 : (int)syscall(SYS_fsync, file);
}

int fdatasync(int file)
{
	return fails_at("fdatasync", file) ? -1 : (int)syscall(SYS_fdatasync, file);
}

int ftruncate(int file, off_t size)
{
	return fails_at("ftruncate", file) ? -1 : (int)syscall(SYS_ftruncate, file, size);
}

int fallocate(int file, int mode, off_t offset, off_t size)
{
	return code == ENOSPC && fails_at("fallocate", file) ? -1 : (int)syscall(SYS_fallocate, file, mode, offset, size);
}

int posix_fallocate(int file, off_t offset, off_t size)
{
	int (*real)(int, off_t, off_t) = dlsym(RTLD_NEXT, "posix_fallocate");

	return fails_at("posix_fallocate", file) ? code : real(file, offset, size);
}

static int open_one(int directory, const char *path, int flags, mode_t mode)
{
	bool makes = (flags & O_CREAT) && faccessat(directory, path, F_OK, 0) != 0;

	return makes && fails("open", path) ? -1 : (int)syscall(SYS_openat, directory, path, flags, mode);
}

int open(const char *path, int flags, ...)
{
	va_list arguments;
	mode_t mode;

	va_start(arguments, flags);
	mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(arguments, mode_t) : 0;
	va_end(arguments);
	return open_one(AT_FDCWD, path, flags, mode);
}

int mkstemp(char *path)
{
	int (*real)(char *) = dlsym(RTLD_NEXT, "mkstemp");

	return fails("mkstemp", path) ? -1 : real(path);
}

char *mkdtemp(char *path)
{
	char *(*real)(char *) = (char *(*)(char *))dlsym(RTLD_NEXT, "mkdtemp");

	return fails("mkdtemp", path) ? NULL : real(path);
}

int mkdir(const char *path, mode_t mode)
{
	if (faccessat(AT_FDCWD, path, F_OK, 0) != 0 && fails("mkdir", path))
		return -1;
	return (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode);
}

int link(const char *from, const char *to)
{
	return fails("link", to) ? -1 : (int)syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0);
}

int renameat2(int from_directory, const char *from, int to_directory, const char *to, unsigned flags)
{
	return fails("rename", to) ? -1 : (int)syscall(SYS_renameat2, from_directory, from, to_directory, to, flags);
}

int rename(const char *from, const char *to)
{
	return renameat2(AT_FDCWD, from, AT_FDCWD, to, 0);
}

/* The library's streams write by calls of their own: what they hold back fails where it must go out. */
static bool fails_at_stream(FILE *stream)
{
	if (!stream || __fpending(stream) == 0 || !fails_at("flush", fileno(stream)))
		return false;
	__fpurge(stream);
	return true;
}

FILE *fopen(const char *path, const char *mode)
{
	FILE *(*real)(const char *, const char *) = (FILE * (*)(const char *, const char *)) dlsym(RTLD_NEXT, "fopen");

	return mode[0] != 'r' && fails("fopen", path) ? NULL : real(path, mode);
}

int fflush(FILE *stream)
{
	int (*real)(FILE *) = dlsym(RTLD_NEXT, "fflush");

	return fails_at_stream(stream) ? EOF : real(stream);
}

int fclose(FILE *stream)
{
	int (*real)(FILE *) = dlsym(RTLD_NEXT, "fclose");
	bool lost = fails_at_stream(stream);
	int result = real(stream);

	errno = lost ? code : errno;
	return lost ? EOF : result;
}

/* By this the program tells a full disk from a broken one. */
int statvfs(const char *path, struct statvfs *room)
{
	struct statfs found = {0};
	int result = (int)syscall(SYS_statfs, path, &found);

	*room = (struct statvfs){.f_bsize = (unsigned long)found.f_bsize, .f_frsize = (unsigned long)found.f_frsize,
				 .f_bavail = failed && code == ENOSPC ? 0 : (fsblkcnt_t)found.f_bavail,
				 .f_blocks = (fsblkcnt_t)found.f_blocks};
	return result;
}
