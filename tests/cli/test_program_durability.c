/* The program itself under kills and pulled plugs: `add` in a stream of processes, what it printed is what it promised,
 * and `verify` must find all well. See support/durability.h. */
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/memory.h"
#include "support/durability.h"

#define MOST_ARGUMENTS 8

/* Both of its outputs, one after the other, cut to `size`. */
static void read_all(int from, char *output, size_t size)
{
	size_t length = 0;
	ssize_t count;

	while (length < size - 1 && (count = read(from, output + length, size - 1 - length)) > 0)
		length += (size_t)count;
	output[length] = '\0';
	close(from);
}

/* Runs the program on the store in `directory`; its exit status, 128 when it was killed. */
static int run(const char *directory, char *output, size_t size, ...)
{
	const char *arguments[MOST_ARGUMENTS + 4] = {"forvalta", "--store", directory};
	int ends[2], status = -1, count = 3;
	va_list rest;
	pid_t child;

	va_start(rest, size);
	while (count < MOST_ARGUMENTS + 3 && (arguments[count] = va_arg(rest, const char *)))
		count++;
	va_end(rest);
	if (pipe2(ends, O_CLOEXEC) != 0 || (child = fork()) < 0)
		return 128;
	if (child == 0) {
		dup2(ends[1], STDOUT_FILENO);
		dup2(ends[1], STDERR_FILENO);
		execv(BUILD_DIR "/forvalta", (char *const *)(uintptr_t)arguments);
		_exit(127);
	}
	close(ends[1]);
	read_all(ends[0], output, size);
	waitpid(child, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

static void *open_register(const char *directory, bool create, struct error *error)
{
	char output[1000];
	int status = create ? run(directory, output, sizeof(output), "init", (char *)NULL)
			    : run(directory, output, sizeof(output), "stat", (char *)NULL);

	if (status == 0)
		return memory_copy_text(directory);
	error_set(error, ERROR_STORE, "%d %s", status, output);
	return NULL;
}

static void close_register(void *open)
{
	free(open);
}

/* Prints the code of the new record, which counts them. */
static uint64_t write_register(void *open, struct error *error)
{
	static unsigned count;
	char output[1000], name[64];
	uint64_t number = 0;

	snprintf(name, sizeof(name), "name=One of many %ld-%u", (long)getpid(), count++);
	if (run(open, output, sizeof(output), "add", "system", name, (char *)NULL) == 0 &&
	    !strncmp(output, "SYS-", 4))
		number = strtoull(output + 4, NULL, 10);
	if (number == 0)
		error_set(error, ERROR_STORE, "%s", output);
	return number;
}

static bool shows(const char *directory, uint64_t number)
{
	char output[1000], code[32];

	snprintf(code, sizeof(code), "SYS-%04ju", (uintmax_t)number);
	return run(directory, output, sizeof(output), "show", code, (char *)NULL) == 0 && strstr(output, "One of many");
}

static bool check_register(void *open, uint64_t acknowledged, char *words, size_t size)
{
	const uint64_t looked_at[] = {acknowledged, acknowledged - 1, acknowledged / 2, 1};
	int status = run(open, words, size, "verify", (char *)NULL);

	if (status != 0)
		return false;
	for (size_t i = 0; acknowledged > 1 && i < COUNT_OF(looked_at); i++)
		if (!shows(open, looked_at[i])) {
			snprintf(words, size, "SYS-%04ju of %ju is not there", (uintmax_t)looked_at[i], (uintmax_t)acknowledged);
			return false;
		}
	return true;
}

static bool copy_register(void *open, const char *directory, struct error *error)
{
	char output[1000];

	return run(open, output, sizeof(output), "backup", directory, (char *)NULL) == 0 ||
	       error_set(error, ERROR_STORE, "%s", output);
}

int main(int count, char **arguments)
{
	static const struct durable_stream stream = {
		.changes = 20,
		.images = 80,
		.rounds = 20,
		.rounds_each_store = 50,
		.longest_microseconds = 50000,
		.open = open_register,
		.close = close_register,
		.write = write_register,
		.check = check_register,
		.copy = copy_register,
	};

	return durability_main(count, arguments, &stream);
}
