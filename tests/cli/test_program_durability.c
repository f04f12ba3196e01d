/* The program itself under kills and pulled plugs: `add` and `import` in a stream of processes, what it printed is what
 * it promised, and `verify` must find all well. See support/durability.h.
 *
 * The first of every ten changes is an import of suppliers in several batches, and then a system whose name says which
 * import came before it. An import is there whole or, after the next write, not at all; where such a system is, so is
 * its import. */
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/memory.h"
#include "support/durability.h"

#define MOST_ARGUMENTS 8
#define IMPORT_EVERY 10
#define IMPORTED 9000 /* several batches of an import */
#define IMPORTS_MOST 1000

/* What it is given on standard input, /dev/null where there is nothing to read. */
static int given = -1;

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
		dup2(given < 0 ? open("/dev/null", O_RDONLY | O_CLOEXEC) : given, STDIN_FILENO);
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
			    : run(directory, output, sizeof(output), "list", "unit", (char *)NULL); /* asks for its person too */

	if (status == 0)
		return memory_copy_text(directory);
	error_set(error, ERROR_STORE, "%d %s", status, output);
	return NULL;
}

static void close_register(void *open)
{
	free(open);
}

/* ---- writing ---- */

/* A file of suppliers all of whose names begin so. It lies in memory: what is recorded is the program's own. */
static int write_suppliers(const char *tag)
{
	int file = memfd_create("suppliers", MFD_CLOEXEC);
	FILE *stream = fdopen(dup(file), "w");

	fprintf(stream, "name\n");
	for (int i = 0; i < IMPORTED; i++)
		fprintf(stream, "%s %d\n", tag, i);
	fclose(stream);
	lseek(file, 0, SEEK_SET);
	return file;
}

/* Another writer's import, or one that it has just finished, is no fault of this one. */
static bool is_beside_another(const char *output)
{
	return strstr(output, "another import is running") || strstr(output, "run the import again");
}

static bool import_suppliers(const char *directory, const char *tag, struct error *error)
{
	char output[1000];
	int status;

	given = write_suppliers(tag);
	status = run(directory, output, sizeof(output), "import", "-", "--entity", "supplier", (char *)NULL);
	close(given);
	given = -1;
	if (status != 0 && !is_beside_another(output))
		error_set(error, ERROR_STORE, "%s", output);
	return status == 0;
}

/* Prints the code of the new record, which counts them. */
static uint64_t add_system(const char *directory, const char *name, struct error *error)
{
	char output[1000], field[100];
	uint64_t number = 0;

	snprintf(field, sizeof(field), "name=%s", name);
	if (run(directory, output, sizeof(output), "add", "system", field, (char *)NULL) == 0 && !strncmp(output, "SYS-", 4))
		number = strtoull(output + 4, NULL, 10);
	if (number == 0)
		error_set(error, ERROR_STORE, "%s", output);
	return number;
}

static uint64_t write_register(void *open, struct error *error)
{
	static unsigned count;
	char name[64], tag[32];
	bool imported = false;

	snprintf(tag, sizeof(tag), "%ld-%u", (long)getpid(), count);
	if (count++ % IMPORT_EVERY == 0) {
		imported = import_suppliers(open, tag, error);
		if (error->kind != ERROR_NONE)
			return 0;
	}
	snprintf(name, sizeof(name), imported ? "One of many, after %s" : "One of many %s", tag);
	return add_system(open, name, error);
}

/* ---- checking ---- */

struct imports {
	struct {
		char tag[32];
		unsigned rows;
	} items[IMPORTS_MOST];
	size_t count;
};

/* Lines of the program's output, one by one. */
static FILE *list_names(const char *directory, const char *entity)
{
	char command[5000];

	snprintf(command, sizeof(command), "'%s' --store '%s' list %s --columns name --format csv", BUILD_DIR "/forvalta",
		 directory, entity);
	return popen(command, "re");
}

static unsigned *rows_of(struct imports *imports, const char *tag, size_t size)
{
	for (size_t i = 0; i < imports->count; i++)
		if (strlen(imports->items[i].tag) == size && !memcmp(imports->items[i].tag, tag, size))
			return &imports->items[i].rows;
	if (imports->count == IMPORTS_MOST || size >= sizeof(imports->items[0].tag))
		return NULL;
	memcpy(imports->items[imports->count].tag, tag, size);
	return &imports->items[imports->count++].rows;
}

static void count_imported(const char *directory, struct imports *imports)
{
	FILE *names = list_names(directory, "supplier");
	char line[200];
	unsigned *rows;

	while (names && fgets(line, sizeof(line), names))
		if (strchr(line, ' ') && (rows = rows_of(imports, line, strcspn(line, " "))))
			++*rows;
	if (names)
		pclose(names);
}

static bool are_whole(const struct imports *imports, char *words, size_t size)
{
	for (size_t i = 0; i < imports->count; i++)
		if (imports->items[i].rows != IMPORTED) {
			snprintf(words, size, "import %s: %u of %d rows are there", imports->items[i].tag, imports->items[i].rows,
				 IMPORTED);
			return false;
		}
	return true;
}

static bool are_there(const char *directory, struct imports *imports, char *words, size_t size)
{
	FILE *names = list_names(directory, "system");
	char line[200], *tag;
	bool good = names;

	while (good && fgets(line, sizeof(line), names))
		if ((tag = strstr(line, "after ")) != NULL) {
			const unsigned *rows = rows_of(imports, tag + 6, strspn(tag + 6, "0123456789-"));

			good = rows && *rows == IMPORTED;
			if (!good)
				snprintf(words, size, "the import is not there that came before: %s", line);
		}
	if (names)
		pclose(names);
	return good;
}

/* The next write takes back what a dead import left: so there must be one before it is looked at. */
static bool check_imports(const char *directory, char *words, size_t size)
{
	static unsigned count;
	struct imports *imports = memory_new(sizeof(*imports));
	struct error error = {0};
	char name[64];
	bool good;

	snprintf(name, sizeof(name), "One of many, to look %ld-%u", (long)getpid(), count++);
	good = add_system(directory, name, &error) > 0;
	if (!good)
		snprintf(words, size, "%s", error.text);
	count_imported(directory, imports);
	good = good && are_whole(imports, words, size) && are_there(directory, imports, words, size);
	free(imports);
	return good && run(directory, words, size, "verify", (char *)NULL) == 0;
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
	return check_imports(open, words, size);
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
		.images = 30,
		.rounds = 20,
		.rounds_each_store = 10,
		.longest_microseconds = 150000, /* long enough for an import's batches */
		.open = open_register,
		.close = close_register,
		.write = write_register,
		.check = check_register,
		.copy = copy_register,
	};

	return durability_main(count, arguments, &stream);
}
