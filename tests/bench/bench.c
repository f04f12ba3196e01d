/* `make bench`: what the register can carry, beside peers on the same data, in one run. Prints a table; judges nothing.
 *
 *     bench PROGRAM DIRECTORY SYSTEMS…
 *
 * BENCH_KEEP=1 leaves the register where it is, and takes one that was left so instead of importing it again;
 * BENCH_ROWS="audit list" measures only these parts (the import makes the register, so it is always there else);
 * BENCH_NIGHTS=365 makes the year of nights a whole one, which above 20,000 systems is shortened. */
#include "bench/bench.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "store/journal.h"

char *bench_path(const struct bench *bench, const char *name)
{
	char *path = NULL;
	if (asprintf(&path, "%s/%s", bench->directory, name) < 0)
		abort();
	return path;
}

static struct session_options options_of(const struct bench *bench, bool read_only)
{
	return (struct session_options){
		.directory = bench->store, .system = true, .read_only = read_only, .today = BENCH_TODAY, .where = "bench"};
}

bool bench_open(const struct bench *bench, bool read_only, struct session *session, struct measured *measured)
{
	const struct session_options options = options_of(bench, read_only);
	struct error error = {0};
	return session_open(session, &options, bench->conf, &error) || measure_failed(measured, error.text);
}

bool bench_copy(const struct bench *bench, const char *name, struct measured *measured)
{
	char *path = bench_path(bench, name);
	struct session session;
	struct error error = {0};
	bench_remove(path);
	bool ok = bench_open(bench, true, &session, measured) &&
	          (store_backup(session.store, path, &error) || measure_failed(measured, error.text));
	session_close(&session);
	free(path);
	return ok;
}

static int remove_one(const char *path, const struct stat *stat, int kind, struct FTW *place)
{
	(void)stat;
	(void)kind;
	(void)place;
	return remove(path);
}

void bench_remove(const char *directory)
{
	nftw(directory, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static void new_directory(const struct bench *bench)
{
	bench_remove(bench->directory);
	if (mkdir(bench->directory, 0700) == 0)
		return;
	perror(bench->directory);
	exit(2);
}

static struct conf *make_conf(const struct bench *bench)
{
	char *path = bench_path(bench, "bench.conf");
	struct conf *conf = conf_new();
	struct error error = {0};
	FILE *file = fopen(path, "w");
	if (file == NULL || fputs("profile = \"full\";\n", file) == EOF || fclose(file) != 0 ||
	    !conf_read(conf, path, &error)) {
		fprintf(stderr, "%s: %s\n", path, error.text);
		exit(2);
	}
	free(path);
	return conf;
}

static void make_register(const struct bench *bench)
{
	const struct session_options options = options_of(bench, false);
	struct error error = {0};
	if (!register_init(&options, false, 0, NULL, bench->conf, &error)) {
		fprintf(stderr, "%s\n", error.text);
		exit(2);
	}
}

static const struct {
	const char *name;
	void (*measure)(struct bench *bench);
} parts[] = {
	{"size", rows_size},     {"audit", rows_audit}, {"cost", rows_cost},   {"list", rows_list}, {"start", rows_start},
	{"screen", rows_screen}, {"peers", rows_peers}, {"change", rows_change}, {"crowd", rows_crowd}, {"ssh", rows_ssh},
	{"keep", rows_keep},
	{"back", rows_back},     {"year", rows_year},
};

static bool is_wanted(const char *name)
{
	const char *wanted = getenv("BENCH_ROWS");
	return wanted == NULL || strstr(wanted, name) != NULL;
}

static void bench_size(const char *program, const char *directory, uint64_t systems)
{
	struct bench bench = {.systems = systems, .program = program};
	if (asprintf(&bench.directory, "%s/%llu", directory, (unsigned long long)systems) < 0)
		abort();
	bench.store = bench_path(&bench, "store");
	bench.database = bench_path(&bench, "peer.db");
	bool kept = getenv("BENCH_KEEP") != NULL && access(bench.database, F_OK) == 0;
	if (!kept)
		new_directory(&bench);
	bench.conf = make_conf(&bench);
	if (!kept)
		make_register(&bench);
	table_begin(&bench);
	if (!kept)
		rows_import(&bench);
	for (size_t i = 0; i < COUNT_OF(parts); i++)
		if (is_wanted(parts[i].name))
			parts[i].measure(&bench);
	if (getenv("BENCH_KEEP") == NULL)
		bench_remove(bench.directory);
	conf_free(&bench.conf);
	free(bench.store);
	free(bench.database);
	free(bench.directory);
}

int main(int count, char **arguments)
{
	if (count < 4) {
		fprintf(stderr, "usage: bench PROGRAM DIRECTORY SYSTEMS…\n");
		return 64;
	}
	mkdir(arguments[2], 0700);
	for (int i = 3; i < count; i++)
		bench_size(arguments[1], arguments[2], strtoull(arguments[i], NULL, 10));
	return 0;
}
