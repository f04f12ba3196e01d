/* A year of nights on a copy: each day people change some systems, each night everything is audited on the next day.
 * What the register grows by, whether freed pages are used again, and what looking a month back then costs. */
#include <stdio.h>
#include <stdlib.h>

#include "audit/audit.h"
#include "base/memory.h"
#include "bench/bench.h"
#include "register/edit.h"
#include "register/past.h"
#include "store/journal.h"

#define MONTH 30
#define IN_AN_ENTRY 50 /* systems changed by one save: marked in a list */
/* A year where that takes minutes; BENCH_NIGHTS says another number. */
#define NIGHTS_OF_MANY 60
#define MANY_SYSTEMS 20000

/* Figures of the child that lives the year. */
enum { FINDINGS, MOVED, USED_BEFORE, USED, IN_TABLES, A_MONTH_BACK };

struct year {
	struct bench copy; /* whose store is the copy */
	unsigned nights;
};

static unsigned nights_of(const struct bench *bench)
{
	const char *wanted = getenv("BENCH_NIGHTS");
	int nights = wanted == NULL ? 0 : atoi(wanted);
	return nights > 0 ? (unsigned)nights : bench->systems > MANY_SYSTEMS ? NIGHTS_OF_MANY : 365;
}

/* Whether data can be taken out, in turns: a finding comes, or goes. */
static bool turn(struct edit *edit, struct draft *draft, record_id system, struct error *error)
{
	struct ref ref = {E_system, system};
	struct record record;
	if (!view_record(edit_view(edit), ref, &record))
		return true;
	bool yes = record_choice(&record, F_system_data_export) == C_answer_yes;
	draft_copy_record(draft, &record);
	draft_set_number(draft, F_system_data_export, yes ? C_answer_no : C_answer_yes);
	return edit_save(edit, draft, &ref, record_revision(&record), error);
}

static bool turn_some(struct session *session, uint64_t systems, uint64_t first, uint64_t count, struct error *error)
{
	const struct entry_facts facts = {.kind = ENTRY_CHANGE, .why = SLICE("bench")};
	struct edit *edit = edit_begin(session, &facts, error);
	struct draft draft;
	bool ok = edit != NULL;
	draft_init(&draft, schema_entity(E_system));
	for (uint64_t i = first; ok && i < first + count; i++)
		ok = turn(edit, &draft, (record_id)(1 + i * 7919 % systems), error);
	ok = ok && edit_commit(&edit, NULL, error);
	edit_abort(&edit);
	draft_free(&draft);
	return ok;
}

/* One system in twenty a day, which together with the days themselves moves one finding in a hundred. */
static bool live_a_day(struct session *session, const struct year *year, unsigned day, struct error *error)
{
	uint64_t changes = year->copy.systems / 20, done = 0;
	while (done < changes) {
		uint64_t count = changes - done < IN_AN_ENTRY ? changes - done : IN_AN_ENTRY;
		if (!turn_some(session, year->copy.systems, day * changes + done, count, error))
			return false;
		done += count;
	}
	return true;
}

static bool audit_the_night(struct session *session, struct measured *measured, struct error *error)
{
	const struct audit_options options = {0};
	struct audit *audit = audit_run(session, &options, error);
	if (audit == NULL)
		return false;
	const struct audit_counts *counts = audit_counts(audit);
	measured->figures[FINDINGS] = 0;
	measured->figures[MOVED] += counts->resolved;
	for (size_t severity = 1; severity < SEVERITIES; severity++) {
		measured->figures[FINDINGS] += counts->open[severity];
		measured->figures[MOVED] += counts->fresh[severity];
	}
	audit_free(&audit);
	return true;
}

static bool live(const struct year *year, unsigned day, struct measured *measured)
{
	struct session session;
	struct error error = {0};
	if (!bench_open(&year->copy, false, &session, measured))
		return false;
	session.today += (day_t)day;
	bool ok = live_a_day(&session, year, day, &error) && audit_the_night(&session, measured, &error);
	if (day + MONTH == year->nights) {
		struct view *view = view_open(session.store, &error);
		measured->figures[A_MONTH_BACK] = (double)view_sequence(view);
		view_close(&view);
	}
	session_close(&session);
	return ok || measure_failed(measured, error.text);
}

static double bytes_used(const struct year *year, struct measured *measured)
{
	struct session session;
	struct store_figures figures = {0};
	struct error error = {0};
	if (bench_open(&year->copy, true, &session, measured))
		store_figures(session.store, &figures, &error);
	session_close(&session);
	return (double)figures.used;
}

static double bytes_in_tables(const struct year *year)
{
	struct table_size sizes[TABLE_KINDS];
	double bytes = 0;
	for (size_t i = 0, count = walk_sizes(&year->copy, sizes); i < count; i++)
		bytes += (double)sizes[i].bytes;
	return bytes;
}

static void live_all(void *context, struct measured *measured)
{
	const struct year *year = context;
	measured->figures[USED_BEFORE] = bytes_used(year, measured);
	measure_begin(measured);
	for (unsigned day = 1; day <= year->nights; day++)
		if (!live(year, day, measured))
			return;
	measure_end(measured);
	measured->figures[USED] = bytes_used(year, measured);
	measured->figures[IN_TABLES] = bytes_in_tables(year);
}

static void tell_year(const struct year *year, const struct measured *lived)
{
	const double *figures = lived->figures;
	double nights = year->nights, grown = figures[IN_TABLES] - figures[USED_BEFORE]; /* a copy has no freed pages */
	double waiting = figures[USED] - figures[IN_TABLES], whole = 365 * grown / nights + waiting;
	char what[120], here[120], a[32], b[32];
	snprintf(what, sizeof what, "a night, of %u: %.1f %% of %.0f findings come or go", year->nights,
	         100 * figures[MOVED] / nights / figures[FINDINGS], figures[FINDINGS]);
	const struct measured night = {.done = true, .wall = lived->wall / nights, .cpu = lived->cpu / nights};
	table_time(what, &night, "", NULL, "");
	snprintf(here, sizeof here, "%s a night, %s a year", in_bytes(grown / nights, a), in_bytes(whole, b));
	snprintf(what, sizeof what, "  it grows by; 100,000 systems so: %s a year",
	         in_bytes(whole / (double)year->copy.systems * 100000, a));
	table_words(what, here, "", "", "2 GB for 100,000 systems");
	snprintf(here, sizeof here, "%s of %s", in_bytes(waiting, a), in_bytes(figures[USED], b));
	table_words("  freed pages that wait for use at its end", here, "", "", "");
}

static void tell_month_back(struct year *year, const struct measured *lived)
{
	struct bench_moment then = {.bench = &year->copy, .sequence = (uint64_t)lived->figures[A_MONTH_BACK]};
	struct measured own = measure(bench_look_back, &then);
	table_time("  as of a month back, to the first record", &own, "", NULL, "2 s");
}

void rows_year(struct bench *bench)
{
	struct year year = {.copy = *bench, .nights = nights_of(bench)};
	struct measured lived = {0};
	table_section("a year of nights");
	year.copy.store = bench_path(bench, "year");
	if (bench_copy(bench, "year", &lived))
		lived = measure(live_all, &year);
	if (lived.done) {
		tell_year(&year, &lived);
		tell_month_back(&year, &lived);
	} else {
		table_failed("a year of nights", &lived);
	}
	bench_remove(year.copy.store);
	free(year.copy.store);
}
