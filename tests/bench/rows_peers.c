/* The list of systems beside other programs that show lists in a terminal, each over as many rows: the same
 * pseudo-terminal, the same keys, one table. What is not installed (make deps-bench) is skipped, and that is said. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "bench/bench.h"
#include "bench/watched.h"

#define WHOLE 400       /* milliseconds without a byte: the first picture is whole */
#define IDLE 5000       /* milliseconds */
#define MOVES 100
#define FILES_MOST 10000 /* in one directory */
#define STARTS 5

struct peer {
	const char *name, *what;
	const char *command; /* for sh, with what was made as $1; NULL: the register */
	const char *down;
	void (*make)(const struct bench *bench, const char *path); /* NULL: it needs nothing */
	uint64_t most;                                             /* rows; 0: all */
};

/* ---- what they show ---- */

static FILE *create(const char *path)
{
	FILE *file = fopen(path, "w");
	if (file == NULL) {
		perror(path);
		exit(2);
	}
	return file;
}

static void make_lines(const struct bench *bench, const char *path)
{
	FILE *file = create(path);
	fputs("code,name,phase,criticality,decide_by,decision\n", file);
	for (uint64_t i = 1; i <= bench->systems; i++)
		fprintf(file, "SYS-%07llu,System number %llu of the register,in use,%llu,2028-%02llu-01,in good time\n",
		        (unsigned long long)i, (unsigned long long)i, (unsigned long long)(i % 4 + 1),
		        (unsigned long long)(i % 12 + 1));
	fclose(file);
}

/* As ncdu exports a directory. */
static void make_export(const struct bench *bench, const char *path)
{
	FILE *file = create(path);
	fputs("[1,0,{\"progname\":\"bench\",\"progver\":\"1\",\"timestamp\":0},[{\"name\":\"/register\"}", file);
	for (uint64_t i = 1; i <= bench->systems; i++)
		fprintf(file, ",\n{\"name\":\"System number %llu\",\"asize\":%llu,\"dsize\":%llu}", (unsigned long long)i,
		        (unsigned long long)i * 10, (unsigned long long)i * 512);
	fputs("]]\n", file);
	fclose(file);
}

static void make_files(const struct bench *bench, const char *path)
{
	uint64_t files = bench->systems < FILES_MOST ? bench->systems : FILES_MOST;
	mkdir(path, 0700);
	for (uint64_t i = 1; i <= files; i++) {
		char *name = NULL;
		if (asprintf(&name, "%s/System number %llu", path, (unsigned long long)i) < 0)
			abort();
		fclose(create(name));
		free(name);
	}
}

static const struct peer peers[] = {
	{"forvalta", "systems", NULL, "\033[B", NULL, 0},
	{"less", "lines", "exec less -S \"$1\"", "j", make_lines, 0},
	{"htop", "processes", "exec htop", "\033OB", NULL, 1},
	{"tig", "lines", "exec tig < \"$1\"", "j", make_lines, 0},
	{"ncdu", "files", "exec ncdu -f \"$1\"", "j", make_export, 0},
	{"nnn", "files", "exec nnn \"$1\"", "j", make_files, FILES_MOST},
	{"visidata", "rows", "exec visidata \"$1\"", "j", make_lines, 0},
};

/* ---- one of them ---- */

struct shown {
	double start, moves[MOVES], memory;
	uint64_t count;
	size_t bytes, bytes_wide, idle;
};

static bool begin(const struct bench *bench, const struct peer *peer, const char *path, struct watched *watched,
                  int rows, int columns)
{
	char day[DAY_TEXT_SIZE];
	const char *const own[] = {bench->program, "--store", bench->store, "--lang", "en", "--today",
	                           day_text(BENCH_TODAY, day), NULL};
	const char *const other[] = {"/bin/sh", "-c", peer->command, peer->name, path, NULL};
	return watched_start(watched, peer->command != NULL ? other : own, rows, columns);
}

/* Seconds to the last byte of the first picture. */
static double first_picture(struct watched *watched)
{
	double last = -1;
	size_t bytes;
	while ((bytes = watched_take(watched, last < 0 ? 20000 : WHOLE)) > 0 && seconds_now() - watched->started < 60)
		last = seconds_now() - watched->started;
	return last;
}

static void open_list(const struct peer *peer, struct watched *watched)
{
	size_t bytes;
	if (peer->command != NULL)
		return;
	watched_key(watched, "g", &bytes);
	watched_key(watched, "s", &bytes);
	watched_settle(watched, WHOLE);
}

static size_t move_about(const struct peer *peer, struct watched *watched, unsigned moves, struct shown *shown)
{
	size_t most = 0;
	for (unsigned i = 0; i < moves; i++) {
		size_t bytes;
		double taken = watched_key(watched, peer->down, &bytes);
		most = bytes > most ? bytes : most;
		if (taken >= 0 && shown != NULL)
			shown->moves[shown->count++] = taken;
	}
	return most;
}

static void look_at_start(const struct bench *bench, const struct peer *peer, const char *path, struct shown *shown)
{
	double starts[STARTS];
	for (size_t i = 0; i < STARTS; i++) {
		struct watched watched;
		if (!begin(bench, peer, path, &watched, 24, 80))
			return;
		starts[i] = first_picture(&watched);
		watched_end(&watched);
	}
	shown->start = percentile(starts, STARTS, 0.5);
}

static void look_at_moves(const struct bench *bench, const struct peer *peer, const char *path, struct shown *shown)
{
	struct watched watched;
	if (!begin(bench, peer, path, &watched, 24, 80))
		return;
	first_picture(&watched);
	open_list(peer, &watched);
	shown->bytes = move_about(peer, &watched, 12, NULL); /* within the page */
	move_about(peer, &watched, MOVES, shown);
	shown->idle = watched_settle_for(&watched, IDLE);
	shown->memory = watched_memory(&watched);
	watched_end(&watched);
	if (!begin(bench, peer, path, &watched, 60, 200))
		return;
	first_picture(&watched);
	open_list(peer, &watched);
	shown->bytes_wide = move_about(peer, &watched, 30, NULL);
	watched_end(&watched);
}

/* ---- the table ---- */

static void tell(const struct bench *bench, const struct peer *peer, struct shown *shown)
{
	char what[80], own[80], moves[120], a[32], b[32], c[32];
	uint64_t rows = peer->most > 0 && peer->most < bench->systems ? peer->most : bench->systems;
	if (peer->most == 1)
		snprintf(what, sizeof what, "%s, %s", peer->name, peer->what);
	else
		snprintf(what, sizeof what, "%s, %llu %s", peer->name, (unsigned long long)rows, peer->what);
	if (shown->count == 0) {
		printf("%s: no key was answered\n", what);
		return;
	}
	snprintf(own, sizeof own, "%s; %s, %s", in_time(shown->start, a),
	         in_time(percentile(shown->moves, shown->count, 0.5), b),
	         in_time(percentile(shown->moves, shown->count, 0.95), c));
	snprintf(moves, sizeof moves, "%zu, %zu; %zu", shown->bytes, shown->bytes_wide, shown->idle);
	table_words(what, own, moves, "", in_bytes(shown->memory, a));
}

static bool is_installed(const char *name)
{
	char command[80];
	snprintf(command, sizeof command, "command -v %s >/dev/null 2>&1", name);
	return system(command) == 0;
}

static void look_at(const struct bench *bench, const struct peer *peer)
{
	struct shown shown = {0};
	char *path = bench_path(bench, peer->name);
	if (peer->make != NULL)
		peer->make(bench, path);
	look_at_start(bench, peer, path, &shown);
	look_at_moves(bench, peer, path, &shown);
	tell(bench, peer, &shown);
	bench_remove(path);
	free(path);
}

void rows_peers(struct bench *bench)
{
	char *state = bench_path(bench, "state");
	setenv("HOME", bench->directory, 1);
	setenv("XDG_STATE_HOME", state, 1);
	table_section("beside others in the same terminal: start to the whole picture; a key to its picture, 95 %;");
	puts("   most bytes for a move at 80×24, 200×60; bytes in 5 s of waiting; private memory");
	for (size_t i = 0; i < COUNT_OF(peers); i++) {
		if (peers[i].command == NULL || is_installed(peers[i].name))
			look_at(bench, &peers[i]);
		else
			printf("%s: not installed, skipped (make deps-bench)\n", peers[i].name);
	}
	free(state);
}
