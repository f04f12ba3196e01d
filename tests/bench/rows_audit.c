/* The night audit: whole, after few changes, and five of its rules beside the same in SQL. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "audit/audit.h"
#include "base/memory.h"
#include "bench/bench.h"
#include "register/edit.h"

struct auditing {
	struct bench *bench;
	bool writes, full, only_ported, digest;
};

static ssize_t add_to_digest(void *context, const char *bytes, size_t size)
{
	uint64_t *digest = context;
	*digest = XXH3_64bits_withSeed(bytes, size, *digest);
	return (ssize_t)size;
}

/* Two halves, since a figure holds 52 bits. */
static void note_digest(const struct audit *audit, struct measured *measured)
{
	struct error error = {0};
	uint64_t digest = 0;
	const cookie_io_functions_t functions = {.write = add_to_digest};
	FILE *out = fopencookie(&digest, "w", functions);
	if (out == NULL || !audit_print(audit, AUDIT_CSV, false, out, &error))
		measure_failed(measured, error.text);
	if (out != NULL)
		fclose(out);
	measured->figures[3] = (double)(digest >> 32);
	measured->figures[4] = (double)(digest & UINT32_MAX);
}

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
	const char *rules[PORTED_RULES];
	struct session session;
	struct error error = {0};
	for (size_t i = 0; i < PORTED_RULES; i++)
		rules[i] = ported_rule_id(i);
	const struct audit_options options = {.no_write = !auditing->writes,
	                                      .full = auditing->full,
	                                      .rules = rules,
	                                      .rule_count = auditing->only_ported ? PORTED_RULES : 0,
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
		measure_note_memory(measured);
		for (size_t severity = 1; severity < SEVERITIES; severity++)
			measured->figures[0] += audit_counts(audit)->open[severity];
		measured->figures[1] = (double)audit_facts(audit)->records;
		measured->figures[2] = audit_facts(audit)->incremental;
		if (auditing->digest)
			note_digest(audit, measured);
	}
	audit_free(&audit);
	session_close(&session);
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
	measured->figures[0] = (double)count;
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
	struct measured sql = measure_median(3, ported_rules_run, bench), same = measure(ported_rules_compare, bench);
	size_t length = 0;
	table_time("five rules alone", own, "sqlite", &sql, "15");
	for (size_t i = 0; i < PORTED_RULES; i++)
		length += (size_t)snprintf(what + length, sizeof what - length, "%s%s %.0f", i == 0 ? "" : ", ", ported_rule_id(i),
		                           same.figures[i]);
	if (same.done)
		table_words("  they find the same at the peer", what, "", "", "");
	else
		table_failed("  they find the same at the peer", &same);
}

static void tell_changed(struct bench *bench)
{
	struct auditing since = {.bench = bench, .writes = true, .digest = true},
					all = {.bench = bench, .full = true, .digest = true};
	struct measured changed = measure(change_systems, bench);
	if (!changed.done)
		table_failed("changing 1,000 systems", &changed);
	struct measured few = measure(run_audit, &since), whole = measure(run_audit, &all);
	char what[100];
	bool same = few.done && whole.done && few.figures[3] == whole.figures[3] && few.figures[4] == whole.figures[4];
	snprintf(what, sizeof what, "after %.0f systems have changed: %s%s", changed.figures[0],
	         same ? "the same as of all" : "NOT THE SAME AS OF ALL",
	         few.figures[2] > 0 ? "" : " (everything is read)");
	table_time(what, &few, "all rules", &whole, "50 ms");
}

void rows_audit(struct bench *bench)
{
	struct auditing first = {.bench = bench, .writes = true, .full = true}, full = {.bench = bench, .full = true},
					few = {.bench = bench, .full = true, .only_ported = true};
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
	tell_changed(bench);
}
