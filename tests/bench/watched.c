#include "bench/watched.h"

#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench/measure.h"

#define PATIENCE 10000 /* milliseconds for a first byte */
#define QUIET 4        /* milliseconds without a byte: the picture is whole, since it is written at once */

bool watched_start(struct watched *watched, const char *const *arguments, int rows, int columns)
{
	struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
	watched->started = seconds_now();
	watched->process = forkpty(&watched->master, NULL, NULL, &size);
	if (watched->process == 0) {
		setenv("TERM", "xterm-256color", 1);
		setenv("COLORTERM", "", 1);
		execv(arguments[0], (char *const *)(uintptr_t)arguments);
		_exit(127);
	}
	return watched->process > 0;
}

/* What has come within so many milliseconds, at most `size` bytes. */
static ssize_t take(struct watched *watched, char *bytes, size_t size, int milliseconds)
{
	struct pollfd ready = {.fd = watched->master, .events = POLLIN};
	if (poll(&ready, 1, milliseconds) <= 0)
		return 0;
	ssize_t count = read(watched->master, bytes, size);
	return count > 0 ? count : 0;
}

double watched_first_picture(struct watched *watched, const char *last)
{
	static char bytes[1 << 18];
	size_t size = 0;
	while (size < sizeof bytes) {
		ssize_t count = take(watched, bytes + size, sizeof bytes - size, PATIENCE);
		if (count == 0)
			return -1;
		size += (size_t)count;
		if (memmem(bytes, size, last, strlen(last)) != NULL)
			return seconds_now() - watched->started;
	}
	return -1;
}

size_t watched_take(struct watched *watched, int milliseconds)
{
	char bytes[1 << 16];
	return (size_t)take(watched, bytes, sizeof bytes, milliseconds);
}

size_t watched_settle_for(struct watched *watched, int milliseconds)
{
	double end = seconds_now() + milliseconds * 1e-3;
	size_t size = 0;
	for (double left; (left = end - seconds_now()) > 0;)
		size += watched_take(watched, (int)(left * 1e3) + 1);
	return size;
}

size_t watched_settle(struct watched *watched, int milliseconds)
{
	char bytes[1 << 16];
	size_t size = 0;
	for (ssize_t count; (count = take(watched, bytes, sizeof bytes, milliseconds)) > 0;)
		size += (size_t)count;
	return size;
}

double watched_key(struct watched *watched, const char *key, size_t *bytes)
{
	char read_now[1 << 16];
	double start = seconds_now(), last = -1;
	int patience = PATIENCE;
	*bytes = 0;
	if (write(watched->master, key, strlen(key)) < 0)
		return -1;
	for (ssize_t count; (count = take(watched, read_now, sizeof read_now, patience)) > 0; patience = QUIET) {
		last = seconds_now() - start;
		*bytes += (size_t)count;
	}
	return last;
}

static FILE *open_of(const struct watched *watched, const char *name)
{
	char path[64];
	snprintf(path, sizeof path, "/proc/%d/%s", (int)watched->process, name);
	return fopen(path, "r");
}

double watched_processor(const struct watched *watched)
{
	unsigned long long nanoseconds = 0;
	FILE *file = open_of(watched, "schedstat");
	if (file == NULL)
		return 0;
	if (fscanf(file, "%llu", &nanoseconds) != 1)
		nanoseconds = 0;
	fclose(file);
	return (double)nanoseconds * 1e-9;
}

double watched_memory(const struct watched *watched)
{
	char line[200];
	unsigned long kilobytes = 0;
	FILE *file = open_of(watched, "status");
	while (file != NULL && fgets(line, sizeof line, file) != NULL)
		if (sscanf(line, "RssAnon: %lu", &kilobytes) == 1)
			break;
	if (file != NULL)
		fclose(file);
	return (double)kilobytes * 1024;
}

double watched_lose(struct watched *watched)
{
	double start = seconds_now();
	close(watched->master);
	waitpid(watched->process, NULL, 0);
	return seconds_now() - start;
}

void watched_end(struct watched *watched)
{
	kill(watched->process, SIGKILL);
	waitpid(watched->process, NULL, 0);
	close(watched->master);
}
