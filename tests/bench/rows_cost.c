/* What systems cost over the years to come: all of them in one pass, and one. */
#include <stdio.h>

#include "base/memory.h"
#include "bench/bench.h"
#include "register/costs.h"

/* figures[0]: systems whose cost is known, [1]: lines that they are made of. */
static void cost_of_all(void *context, struct measured *measured)
{
	const struct bench *bench = context;
	struct session session;
	struct error error = {0};
	struct record system;
	struct system_cost cost;
	if (!bench_open(bench, true, &session, measured))
		return;
	measure_begin(measured);
	struct view *view = view_open(session.store, &error);
	struct records *systems = records_new(view, E_system);
	struct cost_reader *reader = cost_reader_new(view, bench->conf, session.today);
	for (bool there = records_first(systems, &system); there; there = records_next(systems, &system))
		if (cost_reader_find(reader, record_self(&system), &cost, NULL)) {
			measured->figures[0] += cost.lines > 0;
			measured->figures[1] += (double)cost.lines;
		}
	measure_end(measured);
	measure_note_memory(measured);
	cost_reader_free(&reader);
	records_free(&systems);
	view_close(&view);
	session_close(&session);
}

/* As a person asks: everything is read anew, with what the assumptions make up. */
static void cost_of_one(void *context, struct measured *measured)
{
	const struct bench *bench = context;
	struct session session;
	struct error error = {0};
	struct system_cost cost;
	money_t effects[COST_ASSUMPTIONS];
	if (!bench_open(bench, true, &session, measured))
		return;
	measure_begin(measured);
	struct view *view = view_open(session.store, &error);
	struct cost_reader *reader = cost_reader_new(view, bench->conf, session.today);
	bool ok = cost_reader_find(reader, (struct ref){E_system, (record_id)(bench->systems / 2)}, &cost, effects);
	cost_reader_free(&reader);
	view_close(&view);
	if (ok)
		measure_end(measured);
	else
		measure_failed(measured, "the cost could not be worked out");
	session_close(&session);
}

void rows_cost(struct bench *bench)
{
	char what[100];
	table_section("lifecycle cost, 10 years");
	struct measured walk = measure_median(3, walk_records, bench), all = measure_median(3, cost_of_all, bench);
	snprintf(what, sizeof what, "every system: %.0f with a cost, %.1f million lines", all.figures[0],
	         all.figures[1] / 1e6);
	table_time(what, &all, "walk", &walk, "");
	struct measured one = measure_median(5, cost_of_one, bench);
	table_time("one system, with what assumptions make up", &one, "", NULL, "5 ms");
}
