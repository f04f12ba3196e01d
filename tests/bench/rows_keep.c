/* Backup, verify, and what nights add. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "bench/bench.h"
#include "register/past.h"
#include "store/journal.h"

static void back_up(void *context, struct measured *measured)
{
	char *path = bench_path(context, "backup");
	struct session session;
	struct error error = {0};
	if (!bench_open(context, true, &session, measured))
		return;
	measure_begin(measured);
	if (store_backup(session.store, path, &error))
		measure_end(measured);
	else
		measure_failed(measured, error.text);
	session_close(&session);
	bench_remove(path);
	free(path);
}

static void note_fault(void *context, const char *line)
{
	struct measured *measured = context;
	snprintf(measured->words, sizeof measured->words, "%s", line);
}

static void verify(void *context, struct measured *measured)
{
	struct session session;
	struct verify_report report = {0};
	struct error error = {0};
	if (!bench_open(context, true, &session, measured))
		return;
	struct view *view = view_open(session.store, &error);
	measure_begin(measured);
	store_verify(view, note_fault, NULL, measured, &report);
	if (report.faults == 0)
		measure_end(measured);
	measured->figures[0] = (double)report.records;
	view_close(&view);
	session_close(&session);
}

static void back_up_peer(void *context, struct measured *measured)
{
	const struct bench *bench = context;
	char *path = bench_path(bench, "backup.db"), *command = NULL;
	measure_begin(measured);
	if (asprintf(&command, "sqlite3 '%s' \".backup '%s'\"", bench->database, path) < 0 || system(command) != 0)
		measure_failed(measured, "sqlite3 .backup failed");
	else
		measure_end(measured);
	unlink(path);
	free(path);
	free(command);
}

static void check_peer(void *context, struct measured *measured)
{
	struct sqlite3 *database = peer_open(context, measured);
	if (database == NULL)
		return;
	measure_begin(measured);
	if (peer_run(database, "PRAGMA integrity_check", measured) == 1)
		measure_end(measured);
}

/* ---- the past ---- */

#define A_MONTH 1000 /* changes */

static bool change_for_a_month(struct bench *bench, struct measured *measured)
{
	struct session session;
	struct error error = {0};
	bool ok = bench_open(bench, false, &session, measured);
	for (uint64_t i = 0; ok && i < A_MONTH; i++)
		ok = bench_save(&session, (record_id)(1 + i * 104729 % bench->systems), (int64_t)(7000 + i), NULL, &error) ||
		     measure_failed(measured, error.text);
	session_close(&session);
	return ok;
}

void bench_look_back(void *context, struct measured *measured)
{
	const struct bench_moment *moment = context;
	const struct past_moment then = {.sequence = moment->sequence, .moment = 1};
	struct session session;
	struct error error = {0};
	struct record record;
	if (!bench_open(moment->bench, true, &session, measured))
		return;
	measure_begin(measured);
	bool ok = session_go_back(&session, &then, &error);
	struct view *view = ok ? view_open(session.store, &error) : NULL;
	if (view != NULL && view_record(view, (struct ref){E_system, 1}, &record))
		measure_end(measured);
	else
		measure_failed(measured, error.text);
	view_close(&view);
	session_close(&session);
}

static uint64_t last_entry(const struct bench *bench, struct measured *measured)
{
	struct session session;
	uint64_t sequence = 0;
	struct view *view = bench_open(bench, true, &session, measured) ? view_open(session.store, NULL) : NULL;
	if (view != NULL)
		sequence = view_sequence(view);
	view_close(&view);
	session_close(&session);
	return sequence;
}

static void tell_past(struct bench *bench)
{
	struct measured made = {0};
	if (!change_for_a_month(bench, &made)) {
		table_failed("as of a month back", &made);
		return;
	}
	struct bench_moment then = {bench, last_entry(bench, &made) - A_MONTH};
	struct measured own = measure(bench_look_back, &then);
	table_time("as of 1,000 changes ago, to the first record", &own, "", NULL, "2 s");
}

void rows_keep(struct bench *bench)
{
	char what[64];
	table_section("keeping it");
	struct measured own = measure(back_up, bench), peer = measure(back_up_peer, bench);
	table_time("backup", &own, "sqlite", &peer, "");
	own = measure(verify, bench);
	peer = measure(check_peer, bench);
	snprintf(what, sizeof what, "verify, %.1f million records", own.figures[0] / 1e6);
	table_time(what, &own, "integrity_check", &peer, "");
	tell_past(bench);
}
