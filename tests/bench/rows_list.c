/* Lists and the quick filter over the summary rows, and what a command costs from its start. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/memory.h"
#include "bench/bench.h"
#include "query/finder.h"

#define PAGE 40
#define FILTER "äldreomsorg"

struct listing {
	struct bench *bench;
	struct list_request request;
	const char *sql;
	unsigned times;
};

static void list_own(void *context, struct measured *measured)
{
	struct listing *listing = context;
	struct session session;
	struct error error = {0};
	struct list_plan *plan = list_plan_new(schema_entity(E_system), &listing->request, &error);
	if (plan == NULL || !bench_open(listing->bench, true, &session, measured)) {
		measure_failed(measured, error.text);
		return;
	}
	measure_begin(measured);
	for (unsigned i = 0; i < listing->times; i++) {
		struct view *view = view_open(session.store, &error);
		struct reading *reading = reading_new(view, &session);
		struct rows *rows = rows_new(plan, reading, &error);
		struct value_writer writer = view_writer(view, true);
		struct text line = {0};
		struct record record;
		while (rows_next(rows, &record))
			for (size_t column = 0; column < list_plan_columns(plan); column++)
				rows_append_cell(rows, &record, column, &writer, &line);
		measured->figures[0] = (double)rows_true(rows);
		text_free(&line);
		rows_free(&rows);
		reading_free(&reading);
		view_close(&view);
	}
	measure_end(measured);
	measured->wall /= listing->times;
	measured->cpu /= listing->times;
	list_plan_free(&plan);
	session_close(&session);
}

static void list_peer(void *context, struct measured *measured)
{
	struct listing *listing = context;
	sqlite3 *database = peer_open(listing->bench, measured);
	if (database == NULL)
		return;
	peer_run(database, listing->sql, measured); /* as warm as ours */
	measure_begin(measured);
	for (unsigned i = 0; i < listing->times && measured->words[0] == '\0'; i++)
		measured->figures[0] = (double)peer_run(database, listing->sql, measured);
	if (measured->words[0] == '\0')
		measure_end(measured);
	measured->wall /= listing->times;
	measured->cpu /= listing->times;
	sqlite3_close(database);
}

static void tell_list(struct bench *bench, const char *what, unsigned times, struct list_request request,
                      const char *sql, const char *aim)
{
	struct listing listing = {bench, request, sql, times};
	struct measured own = measure(list_own, &listing), peer = {0};
	if (sql != NULL)
		peer = measure(list_peer, &listing);
	table_time(what, &own, "sqlite", sql == NULL ? NULL : &peer, aim);
}

/* ---- letter by letter ---- */

struct letter_times {
	double first[64], complete[64];
	uint64_t count;
};

/* A screen's way: steps of a few milliseconds until there is a page, then on until all are counted. */
static void type_letter(struct finder *finder, struct session *session, struct slice words, struct letter_times *times)
{
	struct error error = {0};
	double start = seconds_now();
	bool page = false;
	finder_set_words(finder, words);
	for (bool done = false; !done;) {
		struct view *view = view_open(session->store, &error);
		struct reading *reading = reading_new(view, session);
		done = finder_step(finder, reading, 5, &error) || error.kind != ERROR_NONE;
		if (!page && (done || finder_count(finder) >= PAGE)) {
			times->first[times->count] = seconds_now() - start;
			page = true;
		}
		reading_free(&reading);
		view_close(&view);
	}
	times->complete[times->count++] = seconds_now() - start;
}

static void filter_own(void *context, struct measured *measured)
{
	struct session session;
	struct error error = {0};
	struct letter_times times = {0};
	const struct list_request request = {0};
	struct list_plan *plan = list_plan_new(schema_entity(E_system), &request, &error);
	if (plan == NULL || !bench_open(context, true, &session, measured))
		return;
	for (unsigned round = 0; round < 4; round++) {
		struct finder *finder = finder_new(plan);
		for (size_t size = 2; size <= strlen(FILTER); size++)
			type_letter(finder, &session, (struct slice){FILTER, size}, &times);
		measured->figures[4] = (double)finder_count(finder);
		finder_free(&finder);
	}
	measured->figures[0] = percentile(times.first, times.count, 0.5);
	measured->figures[1] = percentile(times.first, times.count, 1);
	measured->figures[2] = percentile(times.complete, times.count, 0.5);
	measured->figures[3] = percentile(times.complete, times.count, 1);
	measure_end(measured);
	list_plan_free(&plan);
	session_close(&session);
}

static void filter_peer(void *context, struct measured *measured)
{
	sqlite3 *database = peer_open(context, measured);
	double first[64], complete[64];
	uint64_t count = 0;
	if (database == NULL)
		return;
	for (unsigned round = 0; round < 4; round++)
		for (size_t size = 2; size <= strlen(FILTER) && measured->words[0] == '\0'; size++) {
			char sql[200];
			double start = seconds_now();
			snprintf(sql, sizeof sql, "SELECT code, name FROM system WHERE name LIKE '%%%.*s%%' LIMIT %d", (int)size,
			         FILTER, PAGE);
			peer_run(database, sql, measured);
			first[count] = seconds_now() - start;
			snprintf(sql, sizeof sql, "SELECT count(*) FROM system WHERE name LIKE '%%%.*s%%'", (int)size, FILTER);
			peer_run(database, sql, measured);
			complete[count++] = seconds_now() - start;
		}
	measured->figures[0] = percentile(first, count, 0.5);
	measured->figures[1] = percentile(first, count, 1);
	measured->figures[2] = percentile(complete, count, 0.5);
	measured->figures[3] = percentile(complete, count, 1);
	if (measured->words[0] == '\0')
		measure_end(measured);
	sqlite3_close(database);
}

static void tell_filter(const char *what, const struct measured *own, const struct measured *peer, size_t at,
                        const char *aim)
{
	char here[80], there[100], a[32], b[32], ratio[32];
	snprintf(here, sizeof here, "%s (most %s)", in_time(own->figures[at], a), in_time(own->figures[at + 1], b));
	snprintf(there, sizeof there, "sqlite %s (%s)", in_time(peer->figures[at], a), in_time(peer->figures[at + 1], b));
	snprintf(ratio, sizeof ratio, "%.2f", peer->figures[at] / own->figures[at]);
	table_words(what, here, there, ratio, aim);
}

void rows_list(struct bench *bench)
{
	table_section("lists; the filter letter by letter: median (and most) of its letters");
	tell_list(bench, "first page of systems, its own columns", 200, (struct list_request){.limit = PAGE},
	          "SELECT code, name, unit, phase, criticality, supplier, users FROM system ORDER BY code LIMIT 40", "");
	tell_list(bench, "first page in the order of decide_by", 1,
	          (struct list_request){.limit = PAGE, .sort = SLICE("decide_by")}, NULL, "");
	tell_list(bench, "criticality >= 3, most users first, first page", 1,
	          (struct list_request){.limit = PAGE, .where = SLICE("criticality >= 3"), .sort = SLICE("-users")},
	          "SELECT code, name, unit, phase, criticality, supplier, users FROM system WHERE criticality >= 3 ORDER "
	          "BY users DESC LIMIT 40",
	          "");
	tell_list(bench, "decide_by < today + 12m, all of them, three columns", 1,
	          (struct list_request){.columns = SLICE("code,name,decide_by"), .where = SLICE("decide_by < today + 12m")},
	          NULL, "");
	struct measured own = measure(filter_own, bench), peer = measure(filter_peer, bench);
	if (!own.done || !peer.done) {
		table_failed("filter", own.done ? &peer : &own);
		return;
	}
	tell_filter("filter \"" FILTER "\", each letter: first page", &own, &peer, 0, "30 ms at 1,000,000");
	tell_filter("filter \"" FILTER "\", each letter: complete count", &own, &peer, 2, "150 ms at 1,000,000");
}

/* ---- a command from its start ---- */

static bool run_program(const char *const *arguments)
{
	int status = 0;
	pid_t child = fork();
	if (child == 0) {
		if (freopen("/dev/null", "w", stdout) == NULL || freopen("/dev/null", "w", stderr) == NULL)
			_exit(126);
		execv(arguments[0], (char *const *)(uintptr_t)arguments);
		_exit(127);
	}
	return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) <= 1;
}

struct command {
	const char *const *arguments;
};

static void start_command(void *context, struct measured *measured)
{
	const struct command *command = context;
	double walls[31];
	measure_begin(measured);
	for (size_t i = 0; i < COUNT_OF(walls); i++) {
		double start = seconds_now();
		if (!run_program(command->arguments)) {
			measure_failed(measured, "the command failed");
			return;
		}
		walls[i] = seconds_now() - start;
	}
	measure_end(measured);
	measured->wall = percentile(walls, COUNT_OF(walls), 0.5);
	measured->cpu /= COUNT_OF(walls);
}

void rows_start(struct bench *bench)
{
	const char *const show[] = {bench->program, "show", "SYS-0042", "--store", bench->store, NULL};
	const char *const list[] = {bench->program, "list", "system", "--limit", "24", "--store", bench->store, NULL};
	const char *const sqlite[] = {"/usr/bin/sqlite3", bench->database, "SELECT * FROM system WHERE code = 42", NULL};
	const char *const nothing[] = {bench->program, "--version", NULL};
	table_section("a command, from its start to its end");
	struct measured peer = measure(start_command, &(struct command){sqlite});
	struct measured own = measure(start_command, &(struct command){nothing});
	table_time("forvalta --version", &own, "", NULL, "");
	own = measure(start_command, &(struct command){show});
	table_time("forvalta show SYS-0042", &own, "sqlite3", &peer, "the same at every size");
	own = measure(start_command, &(struct command){list});
	table_time("forvalta list system --limit 24", &own, "", NULL, "15 ms, the same at every size");
}
