/* Importing every kind of record, and what the tables then weigh. */
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "bench/bench.h"
#include "exchange/import.h"
#include "register/summary.h"

struct loading {
	struct bench *bench;
	const struct made_table *table;
	char *own, *peers;
};

static bool note_memory(void *context, uint64_t done, uint64_t size)
{
	(void)done;
	(void)size;
	measure_note_memory(context);
	return true;
}

static void import_own(void *context, struct measured *measured)
{
	struct loading *loading = context;
	struct session session;
	struct import_result result;
	struct error error = {0};
	struct import_options options = {.entity = loading->table->name, .progress = note_memory, .context = measured};
	if (!bench_open(loading->bench, false, &session, measured))
		return;
	measure_begin(measured);
	if (import_files(&session, &loading->own, 1, &options, &result, &error))
		measure_end(measured);
	else
		measure_failed(measured, error.text);
	measured->figures[0] = (double)result.rows;
	session_close(&session);
}

static void import_peers(void *context, struct measured *measured)
{
	struct loading *loading = context;
	measure_begin(measured);
	if (peer_import(loading->bench, loading->peers, loading->table->name, measured))
		measure_end(measured);
}

static void add_measured(struct measured *sum, const struct measured *one)
{
	sum->wall += one->wall;
	sum->cpu += one->cpu;
	sum->figures[0] += one->figures[0];
	sum->memory = one->memory > sum->memory ? one->memory : sum->memory;
	sum->done = one->done;
	if (!one->done)
		snprintf(sum->words, sizeof sum->words, "%s", one->words);
}

static void tell_import(const struct made_table *table, uint64_t rows, const struct measured *own,
                        const struct measured *peer, const char *aim)
{
	char what[128], here[64], there[64] = "", ratio[32] = "", bytes[32];
	if (!own->done) {
		table_failed(table->name, own);
		return;
	}
	snprintf(what, sizeof what, "%s, %llu rows, %s private", table->name, (unsigned long long)rows,
	         in_bytes((double)own->memory, bytes));
	snprintf(here, sizeof here, "%.0f/s (%.1f µs cpu)", (double)rows / own->wall, own->cpu / (double)rows * 1e6);
	if (peer->done) {
		snprintf(there, sizeof there, "sqlite3 %.0f/s (%.1f µs)", (double)rows / peer->wall, peer->cpu / (double)rows * 1e6);
		snprintf(ratio, sizeof ratio, "%.2f", peer->cpu / own->cpu);
	} else {
		snprintf(there, sizeof there, "%.60s", peer->words);
	}
	table_words(what, here, there, ratio, aim);
}

static void load_table(struct bench *bench, const struct made_table *table, struct measured sums[2])
{
	uint64_t rows = made_rows(table, bench->systems);
	struct loading loading = {
		.bench = bench, .table = table, .own = bench_path(bench, "own.csv"), .peers = bench_path(bench, "peers.csv")};
	struct measured own = {0}, peer = {0};
	for (uint64_t first = 1; first <= rows; first += ROWS_IN_A_FILE) {
		uint64_t last = rows < first + ROWS_IN_A_FILE ? rows : first + ROWS_IN_A_FILE - 1;
		make_rows(table, bench->systems, first, last, loading.own, loading.peers);
		struct measured one = measure(import_own, &loading);
		add_measured(&own, &one);
		one = measure(import_peers, &loading);
		add_measured(&peer, &one);
	}
	unlink(loading.own);
	unlink(loading.peers);
	free(loading.own);
	free(loading.peers);
	own.figures[0] = peer.figures[0] = (double)rows;
	add_measured(&sums[0], &own);
	add_measured(&sums[1], &peer);
	if (rows >= 2000)
		tell_import(table, rows, &own, &peer, "1");
}

/* Whoever runs this is let in, for the commands started from outside. */
static void add_caller(struct bench *bench)
{
	const struct passwd *account = getpwuid(getuid());
	struct measured measured = {0};
	struct session session;
	struct error error = {0};
	if (account == NULL || !bench_open(bench, false, &session, &measured))
		return;
	register_add_administrator(&session, account->pw_name, NULL, &error);
	session_close(&session);
}

void rows_import(struct bench *bench)
{
	static const struct made_table all = {.name = "all of them"};
	struct measured sums[2] = {{0}, {0}};
	const struct made_table *table;
	table_section("import of CSV, with validation, indexes, history and journal; sqlite3 .import into an indexed "
	              "table; rows a second");
	if (!peer_make(bench))
		return;
	for (size_t i = 0; (table = made_table_at(i)) != NULL; i++)
		load_table(bench, table, sums);
	add_caller(bench);
	tell_import(&all, (uint64_t)sums[0].figures[0], &sums[0], &sums[1], "1");
}

/* ---- what was made ---- */

static void count_states(void *context, struct measured *measured)
{
	struct session session;
	struct error error = {0};
	struct summary summary;
	record_id id;
	struct slice row;
	if (!bench_open(context, true, &session, measured))
		return;
	struct view *view = view_open(session.store, &error);
	struct summaries *summaries = summaries_new(view, E_system);
	while (summaries_next(summaries, &id, &row))
		if (summary_decode(row, &summary)) {
			measured->figures[0]++;
			measured->figures[1] += summary.state == DECISION_PASSED;
			measured->figures[2] += summary.decide_by != DAY_UNSET;
		}
	summaries_free(&summaries);
	view_close(&view);
	session_close(&session);
}

static void tell_states(struct bench *bench)
{
	struct measured states = measure(count_states, bench);
	char here[64];
	snprintf(here, sizeof here, "%.1f %% (with a day %.0f %%)", 100 * states.figures[1] / states.figures[0],
	         100 * states.figures[2] / states.figures[0]);
	table_words("share of systems whose day to decide has passed", here, "", "", "at most 10 %");
}

static double file_size(const char *path)
{
	struct stat stat_of;
	return stat(path, &stat_of) == 0 ? (double)stat_of.st_blocks * 512 : 0;
}

void rows_size(struct bench *bench)
{
	struct table_size sizes[TABLE_KINDS] = {0};
	size_t count = walk_sizes(bench, sizes);
	char here[64], there[64], ratio[32], bytes[32], what[64];
	double million = (double)bench->systems / 1e6, whole = 0;
	table_section("size");
	tell_states(bench);
	for (size_t i = 0; i < count; i++) {
		whole += (double)sizes[i].bytes;
		snprintf(what, sizeof what, "tables %s, %llu entries", sizes[i].kind, (unsigned long long)sizes[i].entries);
		snprintf(here, sizeof here, "%s (%.0f bytes each)", in_bytes((double)sizes[i].bytes, bytes),
		         sizes[i].entries == 0 ? 0 : (double)sizes[i].bytes / (double)sizes[i].entries);
		bool records = slice_equal_text(slice_of(sizes[i].kind), "record");
		snprintf(there, sizeof there, "%s for 1,000,000", in_bytes((double)sizes[i].bytes / million, bytes));
		if (sizes[i].entries > 0)
			table_words(what, here, records ? there : "", "", records ? "4.2 GB for 1,000,000 systems" : "");
	}
	double peer = file_size(bench->database);
	snprintf(here, sizeof here, "%s", in_bytes(whole, bytes));
	snprintf(there, sizeof there, "sqlite %s", in_bytes(peer, bytes));
	snprintf(ratio, sizeof ratio, "%.2f", peer / whole);
	table_words("all pages in use", here, there, ratio, "");
}
