/* Single changes: what one costs, and what somebody who saves waits while much is being done. */
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "audit/audit.h"
#include "base/memory.h"
#include "bench/bench.h"
#include "exchange/import.h"
#include "register/edit.h"

#define CHANGES_MOST 4000

bool bench_save(struct session *session, record_id system, int64_t users, double *own, struct error *error)
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
		if (!bench_save(&session, (record_id)(1 + i * 7919 % bench->systems), (int64_t)(5000 + i), &users[i], &error)) {
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
		if (!bench_save(&session, (record_id)(1 + count % beside->bench->systems), (int64_t)(20000 + count), NULL, &error)) {
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

	tell_beside(bench, "a save while 100,000 rows are imported", import_rows);
	tell_beside(bench, "a save while everything is audited", audit_all);
}
