/* Single changes: what one costs, what many writers at once wait, and what somebody who saves waits while much is being
 * done. */
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "audit/audit.h"
#include "base/memory.h"
#include "bench/bench.h"
#include "exchange/import.h"
#include "register/edit.h"

#define CHANGES_MOST 4000

/* One person's save: what a form does. Gives the time until the commit began in *own, where it is not NULL. */
static bool save_one(struct session *session, record_id system, int64_t users, double *own, struct error *error)
{
	const struct entry_facts facts = {.kind = ENTRY_CHANGE, .where = SLICE("bench")};
	double start = seconds_of_user();
	struct ref ref = {E_system, system};
	struct record record;
	struct draft draft;
	struct view *view = view_open(session->store, error);
	bool ok = view != NULL && view_record(view, ref, &record);
	uint32_t revision = ok ? record_revision(&record) : 0;
	draft_init(&draft, schema_entity(E_system));
	if (ok) {
		draft_copy_record(&draft, &record);
		draft_set_number(&draft, F_system_users, users);
	}
	view_close(&view);
	struct edit *edit = ok ? edit_begin(session, &facts, error) : NULL;
	ok = edit != NULL && edit_save(edit, &draft, &ref, revision, error) && edit_commit(&edit, NULL, error);
	edit_abort(&edit);
	draft_free(&draft);
	if (own != NULL)
		*own = seconds_of_user() - start;
	return ok;
}

/* ---- one at a time ---- */

static void save_many(void *context, struct measured *measured)
{
	const struct bench *bench = context;
	double walls[300], users[300];
	struct session session;
	struct error error = {0};
	if (!bench_open(bench, false, &session, measured))
		return;
	for (size_t i = 0; i < COUNT_OF(walls); i++) {
		double start = seconds_now();
		if (!save_one(&session, (record_id)(1 + i * 7919 % bench->systems), (int64_t)(5000 + i), &users[i], &error)) {
			measure_failed(measured, error.text);
			return;
		}
		walls[i] = seconds_now() - start;
	}
	measure_end(measured);
	double sum = 0;
	for (size_t i = 0; i < COUNT_OF(users); i++)
		sum += users[i];
	measured->wall = percentile(walls, COUNT_OF(walls), 0.5);
	measured->cpu = measured->user = sum / (double)COUNT_OF(users);
	session_close(&session);
}

static void save_many_peer(void *context, struct measured *measured)
{
	double walls[300];
	sqlite3_stmt *statement = NULL;
	sqlite3 *database = peer_open(context, measured);
	if (database == NULL)
		return;
	sqlite3_exec(database, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL", NULL, NULL, NULL);
	sqlite3_prepare_v2(database, "UPDATE system SET users = ? WHERE code = ?", -1, &statement, NULL);
	double user = seconds_of_user();
	for (size_t i = 0; i < COUNT_OF(walls); i++) {
		double start = seconds_now();
		sqlite3_bind_int64(statement, 1, (sqlite3_int64)(5000 + i));
		sqlite3_bind_int64(statement, 2, (sqlite3_int64)(1 + i * 7919 % ((const struct bench *)context)->systems));
		if (sqlite3_step(statement) != SQLITE_DONE)
			measure_failed(measured, sqlite3_errmsg(database));
		sqlite3_reset(statement);
		walls[i] = seconds_now() - start;
	}
	if (measured->words[0] == '\0')
		measure_end(measured);
	measured->cpu = (seconds_of_user() - user) / (double)COUNT_OF(walls);
	measured->wall = percentile(walls, COUNT_OF(walls), 0.5);
	sqlite3_finalize(statement);
	sqlite3_close(database);
}

/* The bare sync of a page written in the middle of a file, on the same disk. */
static void sync_many(void *context, struct measured *measured)
{
	char *path = bench_path(context, "sync");
	char page[4096] = {1};
	double walls[100];
	int file = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
	bool ok = file >= 0 && ftruncate(file, 64 << 20) == 0;
	for (size_t i = 0; ok && i < COUNT_OF(walls); i++) {
		double start = seconds_now();
		ok = pwrite(file, page, sizeof page, (off_t)(i * 37 % 16000) * 4096) == sizeof page && fdatasync(file) == 0;
		walls[i] = seconds_now() - start;
	}
	if (ok)
		measure_end(measured);
	measured->wall = percentile(walls, COUNT_OF(walls), 0.5);
	close(file);
	unlink(path);
	free(path);
}

/* ---- many writers ---- */

#define WRITERS 32
#define CHANGES_EACH 50 /* five a second for ten seconds */

struct crowd {
	double waits[WRITERS][CHANGES_EACH];
	uint32_t done[WRITERS];
};

static void sleep_until(double moment)
{
	double left = moment - seconds_now();
	if (left > 0)
		usleep((useconds_t)(left * 1e6));
}

static void write_as(const struct bench *bench, struct crowd *crowd, unsigned writer)
{
	struct session session;
	struct measured measured = {0};
	struct error error = {0};
	double start = seconds_now() + 0.3 + (double)writer / WRITERS * 0.2;
	if (!bench_open(bench, false, &session, &measured))
		return;
	for (unsigned i = 0; i < CHANGES_EACH; i++) {
		double due = start + i * 0.2;
		sleep_until(due);
		if (!save_one(&session, 1 + writer, (int64_t)(10000 + i), NULL, &error))
			break;
		crowd->waits[writer][i] = seconds_now() - due;
		crowd->done[writer]++;
	}
	session_close(&session);
}

/* What each writer wrote last is there. */
static unsigned count_kept(const struct bench *bench, const struct crowd *crowd)
{
	struct session session;
	struct measured measured = {0};
	unsigned kept = 0;
	if (!bench_open(bench, true, &session, &measured))
		return 0;
	struct view *view = view_open(session.store, NULL);
	for (unsigned writer = 0; writer < WRITERS; writer++) {
		struct record record;
		kept += view_record(view, (struct ref){E_system, 1 + writer}, &record) &&
		        record_number(&record, F_system_users) == 10000 + (int64_t)crowd->done[writer] - 1;
	}
	view_close(&view);
	session_close(&session);
	return kept;
}

static void write_together(void *context, struct measured *measured)
{
	struct crowd *crowd = mmap(NULL, sizeof *crowd, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	pid_t children[WRITERS];
	double *waits = memory_new_array(WRITERS * CHANGES_EACH, sizeof *waits);
	uint64_t count = 0;
	for (unsigned writer = 0; writer < WRITERS; writer++) {
		children[writer] = fork();
		if (children[writer] == 0) {
			write_as(context, crowd, writer);
			_exit(0);
		}
	}
	for (unsigned writer = 0; writer < WRITERS; writer++)
		waitpid(children[writer], NULL, 0);
	for (unsigned writer = 0; writer < WRITERS; writer++)
		for (unsigned i = 0; i < crowd->done[writer]; i++)
			waits[count++] = crowd->waits[writer][i];
	measure_end(measured);
	measured->figures[0] = (double)count;
	measured->figures[1] = percentile(waits, count, 0.5);
	measured->figures[2] = percentile(waits, count, 0.99);
	measured->figures[3] = percentile(waits, count, 1);
	measured->figures[4] = count_kept(context, crowd);
	free(waits);
	munmap(crowd, sizeof *crowd);
}

static void tell_crowd(const struct measured *measured)
{
	char here[120], a[32], b[32], c[32];
	snprintf(here, sizeof here, "50 %% %s, 99 %% %s, most %s", in_time(measured->figures[1], a),
	         in_time(measured->figures[2], b), in_time(measured->figures[3], c));
	table_words("32 writers, 5 changes a second each", here, "", "", "99 % 40 ms");
	snprintf(here, sizeof here, "%.0f acknowledged, %s", measured->figures[0],
	         measured->figures[4] == WRITERS ? "none lost" : "SOME LOST");
	table_words("", here, "", "", "none lost");
}

/* ---- a save beside large work ---- */

struct beside {
	struct bench *bench;
	void (*work)(struct bench *bench);
};

#define IMPORTED 100000

static void import_rows(struct bench *bench)
{
	const struct made_table *table = made_table_find("permission");
	char *path = bench_path(bench, "more.csv");
	struct session session;
	struct import_result result;
	struct error error = {0};
	struct measured measured = {0};
	const struct import_options options = {.entity = "permission"};
	uint64_t rows = made_rows(table, bench->systems);
	make_rows(table, bench->systems, rows + 1, rows + IMPORTED, path, NULL);
	if (bench_open(bench, false, &session, &measured)) {
		if (!import_files(&session, &path, 1, &options, &result, &error))
			fprintf(stderr, "%s\n", error.text);
		session_close(&session);
	}
	unlink(path);
	free(path);
}

static void audit_all(struct bench *bench)
{
	const struct audit_options options = {.full = true};
	struct session session;
	struct error error = {0};
	struct measured measured = {0};
	if (!bench_open(bench, false, &session, &measured))
		return;
	session.today += 40; /* another day: much changes */
	struct audit *audit = audit_run(&session, &options, &error);
	if (audit == NULL)
		fprintf(stderr, "%s\n", error.text);
	audit_free(&audit);
	session_close(&session);
}

static void save_beside(void *context, struct measured *measured)
{
	const struct beside *beside = context;
	static double waits[CHANGES_MOST];
	struct session session;
	struct error error = {0};
	uint64_t count = 0;
	pid_t child = fork();
	if (child == 0) {
		beside->work(beside->bench);
		_exit(0);
	}
	if (!bench_open(beside->bench, false, &session, measured))
		return;
	while (count < CHANGES_MOST && waitpid(child, NULL, WNOHANG) == 0) {
		double start = seconds_now();
		if (!save_one(&session, (record_id)(1 + count % beside->bench->systems), (int64_t)(20000 + count), NULL, &error)) {
			measure_failed(measured, error.text);
			break;
		}
		waits[count++] = seconds_now() - start;
		usleep(20000);
	}
	waitpid(child, NULL, 0);
	if (measured->words[0] == '\0')
		measure_end(measured);
	measured->figures[0] = (double)count;
	measured->figures[1] = percentile(waits, count, 0.5);
	measured->figures[2] = percentile(waits, count, 0.99);
	measured->figures[3] = percentile(waits, count, 1);
	session_close(&session);
}

static void tell_beside(struct bench *bench, const char *what, void (*work)(struct bench *bench))
{
	struct beside beside = {bench, work};
	struct measured measured = measure(save_beside, &beside);
	char here[120], told[128], a[32], b[32], c[32];
	if (!measured.done) {
		table_failed(what, &measured);
		return;
	}
	snprintf(here, sizeof here, "50 %% %s, 99 %% %s, most %s", in_time(measured.figures[1], a),
	         in_time(measured.figures[2], b), in_time(measured.figures[3], c));
	snprintf(told, sizeof told, "%s (%.0f saves in %s)", what, measured.figures[0], in_time(measured.wall, c));
	table_words(told, here, "", "", "most under 1 s");
}

void rows_change(struct bench *bench)
{
	table_section("changes");
	struct measured sync = measure(sync_many, bench), own = measure(save_many, bench),
					peer = measure(save_many_peer, bench);
	char here[64], there[64], a[32];
	if (own.done && peer.done) {
		snprintf(here, sizeof here, "%s", in_time(own.wall, a));
		snprintf(there, sizeof there, "sqlite %s", in_time(peer.wall, a));
		table_words("one durable change, median", here, there, "", "");
		snprintf(here, sizeof here, "%s", in_time(own.user, a));
		snprintf(there, sizeof there, "sqlite %s", in_time(peer.cpu, a));
		table_words("our own work in it (user time)", here, there, "", "1 ms");
		snprintf(here, sizeof here, "%s", in_time(sync.wall, a));
		table_words("the bare sync of one page on this disk", here, "", "", "");
	} else {
		table_failed("one durable change", own.done ? &peer : &own);
	}
	struct measured crowd = measure(write_together, bench);
	tell_crowd(&crowd);
	tell_beside(bench, "a save while 100,000 rows are imported", import_rows);
	tell_beside(bench, "a save while everything is audited", audit_all);
}
