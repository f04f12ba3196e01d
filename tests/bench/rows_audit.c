/* The night audit: whole, after few changes, and five of its rules beside the same in SQL. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "audit/audit.h"
#include "base/memory.h"
#include "bench/bench.h"
#include "register/edit.h"

#define USED "s.phase IN ('introduction','pilot','in_use','phase_out')"
#define TODAY "'2026-11-22'"

static const struct ported {
	const char *id, *sql;
} ported[] = {
	{"OWN-01", "SELECT s.code, s.name FROM system s WHERE " USED
               " AND NOT EXISTS (SELECT 1 FROM assignment a WHERE a.system = s.code AND "
               "a.role = 'system_owner' AND (a.\"from\" = '' OR a.\"from\" <= " TODAY "))"},
	{"OBS-01", "SELECT c.code, s.name, c.product, c.version, c.vendor_end, s.criticality FROM component c JOIN system "
               "s ON s.code = c.system "
               "WHERE c.vendor_end <> '' AND c.vendor_end < " TODAY " AND " USED},
};

struct auditing {
	struct bench *bench;
	bool writes, full, only_ported;
};

static bool note_memory(void *context, uint64_t done, uint64_t of)
{
	(void)done;
	(void)of;
	measure_note_memory(context);
	return true;
}

static void run_audit(void *context, struct measured *measured)
{
	struct auditing *auditing = context;
	const char *rules[COUNT_OF(ported)];
	struct session session;
	struct error error = {0};
	for (size_t i = 0; i < COUNT_OF(ported); i++)
		rules[i] = ported[i].id;
	const struct audit_options options = {.no_write = !auditing->writes,
	                                      .full = auditing->full,
	                                      .rules = rules,
	                                      .rule_count = auditing->only_ported ? COUNT_OF(ported) : 0,
	                                      .progress = note_memory,
	                                      .progress_context = measured};
	if (!bench_open(auditing->bench, false, &session, measured))
		return;
	measure_begin(measured);
	struct audit *audit = audit_run(&session, &options, &error);
	if (audit == NULL) {
		measure_failed(measured, error.text);
	} else {
		measure_end(measured);
		for (size_t severity = 1; severity < SEVERITIES; severity++)
			measured->figures[0] += audit_counts(audit)->open[severity];
		measured->figures[1] = (double)audit_facts(audit)->records;
		measured->figures[2] = audit_facts(audit)->incremental;
	}
	audit_free(&audit);
	session_close(&session);
}

static void run_sql(void *context, struct measured *measured)
{
	sqlite3 *database = peer_open(context, measured);
	int64_t rows = 0;
	if (database == NULL)
		return;
	measure_begin(measured);
	for (size_t i = 0; i < COUNT_OF(ported) && measured->words[0] == '\0'; i++)
		rows += peer_run(database, ported[i].sql, measured);
	if (measured->words[0] == '\0')
		measure_end(measured);
	measured->figures[0] = (double)rows;
	sqlite3_close(database);
}

static void gather_statistics(void *context, struct measured *measured)
{
	sqlite3 *database = peer_open(context, measured);
	if (database != NULL)
		sqlite3_exec(database, "ANALYZE", NULL, NULL, NULL);
	sqlite3_close(database);
}

/* A thousand systems, spread over all of them, get another number of users. */
static void change_systems(void *context, struct measured *measured)
{
	const struct bench *bench = context;
	const struct entry_facts facts = {.kind = ENTRY_CHANGE, .why = SLICE("bench")};
	struct session session;
	struct error error = {0};
	if (!bench_open(bench, false, &session, measured))
		return;
	uint64_t count = bench->systems < 10000 ? bench->systems / 10 : 1000;
	struct edit *edit = edit_begin(&session, &facts, &error);
	struct draft draft;
	draft_init(&draft, schema_entity(E_system));
	for (uint64_t i = 0; i < count && error.kind == ERROR_NONE; i++) {
		struct ref ref = {E_system, (record_id)(1 + i * (bench->systems / count))};
		struct record record;
		if (!view_record(edit_view(edit), ref, &record))
			continue;
		uint32_t revision = record_revision(&record);
		draft_copy_record(&draft, &record);
		draft_set_number(&draft, F_system_users, (int64_t)(2000 + revision + i));
		draft_unset(&draft, F_system_planned_retirement);
		edit_save(edit, &draft, &ref, revision, &error);
	}
	if (error.kind == ERROR_NONE)
		edit_commit(&edit, NULL, &error);
	edit_abort(&edit);
	draft_free(&draft);
	session_close(&session);
	if (error.kind != ERROR_NONE)
		measure_failed(measured, error.text);
	else
		measure_end(measured);
}

static void tell_memory(const char *what, const struct measured *measured, const char *aim)
{
	char here[64], bytes[32];
	snprintf(here, sizeof here, "%s", in_bytes((double)measured->memory, bytes));
	table_words(what, here, "", "", aim);
}

static void tell_sql(struct bench *bench, struct measured *own)
{
	char what[100];
	measure(gather_statistics, bench);
	struct measured sql = measure_median(3, run_sql, bench);
	snprintf(what, sizeof what, "%zu rules alone, %.0f findings here, %.0f rows there", COUNT_OF(ported),
	         own->figures[0], sql.figures[0]);
	table_time(what, own, "sqlite", &sql, "15");
}

void rows_audit(struct bench *bench)
{
	struct auditing first = {bench, true, true, false}, full = {bench, false, true, false},
					few = {bench, false, true, true}, since = {bench, true, false, false};
	char what[100];
	table_section("the night audit, profile full");
	struct measured measured = measure(run_audit, &first);
	snprintf(what, sizeof what, "first night: %.0f findings written", measured.figures[0]);
	table_time(what, &measured, "", NULL, "");
	if (!measured.done)
		return;
	struct measured walk = measure_median(3, walk_records, bench);
	struct measured reading = measure_median(3, run_audit, &full);
	snprintf(what, sizeof what, "all rules, reading part, %.1f million records", walk.figures[0] / 1e6);
	table_time(what, &reading, "walk", &walk, "0.33 of the walk");
	tell_memory("private memory while reading", &reading, "64 MiB");
	struct measured ported_rules = measure_median(3, run_audit, &few);
	tell_sql(bench, &ported_rules);
	struct measured changed = measure(change_systems, bench);
	if (!changed.done)
		table_failed("changing 1,000 systems", &changed);
	measured = measure(run_audit, &since);
	snprintf(what, sizeof what, "after 1,000 systems have changed%s",
	         measured.figures[2] > 0 ? "" : " (everything is read)");
	table_time(what, &measured, "", NULL, "50 ms");
}
