/* Renewing summary rows: those that one change has touched, in its transaction; those of an import, or all, in batches
 * of their own. What is read does not outlive a write, so the rows of a batch are computed first. */
#include <stdlib.h>

#include "base/memory.h"
#include "register/register_private.h"
#include "register/summary.h"

#define ROWS_IN_A_BATCH 5000

void summary_put(struct changes *changes, struct ref ref, const struct summary *summary)
{
	struct text row = {0};
	summary_encode(&row, summary);
	changes_put_summary(changes, ref, text_slice(&row));
	text_free(&row);
}

struct batch {
	struct session *session;
	struct changes *changes;
	const struct touched_row *items;
	size_t count;
	size_t *ends; /* of each row in `rows`: an empty one belongs to a record that is gone */
	struct text rows, scratch;
};

static void compute_system(struct batch *batch, struct scope_reader *reader, const struct touched_row *item)
{
	const struct view *view = changes_view(batch->changes);
	struct record record;
	struct summary before, summary;
	if (!view_record(view, item->ref, &record))
		return;
	bool had = summary_read(view, item->ref, &before);
	summary_of_system(view, scope_read(reader, &record), batch->session->today, had ? &before : NULL, &batch->scratch,
	                  &summary);
	if (item->findings)
		summary_count_findings(view, item->ref.id, batch->session->today, &summary);
	summary_encode(&batch->rows, &summary);
}

static void compute_systems(struct batch *batch)
{
	const struct session *session = batch->session;
	struct scope_reader *reader = scope_reader_new(changes_view(batch->changes), session->conf, session->today,
	                                               UINT64_C(1) << E_valuation);
	for (size_t i = 0; i < batch->count; i++) {
		compute_system(batch, reader, &batch->items[i]);
		batch->ends[i] = batch->rows.size;
	}
	scope_reader_free(&reader);
}

static void compute_services(struct batch *batch)
{
	const struct view *view = changes_view(batch->changes);
	for (size_t i = 0; i < batch->count; i++) {
		struct ref ref = batch->items[i].ref;
		struct record record;
		struct summary before, summary;
		if (view_record(view, ref, &record)) {
			bool had = summary_read(view, ref, &before);
			summary_of_service(view, &record, batch->session->today, had ? &before : NULL, NULL, &batch->scratch, &summary);
			summary_encode(&batch->rows, &summary);
		}
		batch->ends[i] = batch->rows.size;
	}
}

/* Most changes leave the figures as they are: then no page is written for them. */
static void write_row(struct changes *changes, struct ref ref, struct slice row)
{
	struct slice before;
	bool there = view_summary(changes_view(changes), ref, &before);
	if (row.size == 0 && there)
		changes_remove_summary(changes, ref);
	else if (row.size > 0 && !(there && slice_equal(before, row)))
		changes_put_summary(changes, ref, row);
}

static void write_rows(struct batch *batch)
{
	size_t start = 0;
	const char *rows = text_slice(&batch->rows).data;
	for (size_t i = 0; i < batch->count; i++) {
		write_row(batch->changes, batch->items[i].ref, (struct slice){rows + start, batch->ends[i] - start});
		start = batch->ends[i];
	}
}

/* All of one kind. */
static void refresh_items(struct session *session, struct changes *changes, const struct touched_row *items,
                          size_t count)
{
	struct batch batch = {.session = session, .changes = changes, .items = items, .count = count};
	if (count == 0)
		return;
	batch.ends = memory_new_array(count, sizeof *batch.ends);
	if (items->ref.entity == E_system)
		compute_systems(&batch);
	else
		compute_services(&batch);
	write_rows(&batch);
	free(batch.ends);
	text_free(&batch.rows);
	text_free(&batch.scratch);
}

static size_t count_systems(const struct touched_set *touched)
{
	size_t count = 0;
	while (count < touched->count && touched->items[count].ref.entity == E_system)
		count++;
	return count;
}

void summary_refresh(struct session *session, struct changes *changes, struct touched_set *touched)
{
	if (touched->count == 0)
		return;
	touched_settle(touched, changes_view(changes));
	size_t systems = count_systems(touched);
	refresh_items(session, changes, touched->items, systems);
	refresh_items(session, changes, touched->items + systems, touched->count - systems);
}

/* In a transaction of its own. `fresh`: with these, every row is as it should be. */
static bool refresh_apart(struct session *session, const struct touched_row *items, size_t count, bool fresh,
                          struct error *error)
{
	const struct entry_facts facts = {.kind = ENTRY_CHANGE, .actor = session->actor};
	struct changes *changes = changes_begin(session->store, &facts, error);
	if (changes == NULL)
		return false;
	refresh_items(session, changes, items, count);
	if (fresh)
		changes_put_fact(changes, "summaries_stale", (struct slice){"", 0});
	return changes_commit(&changes, NULL, error);
}

static bool refresh_in_batches(struct session *session, const struct touched_set *touched, struct error *error)
{
	size_t systems = count_systems(touched), at = 0;
	bool ok = true;
	do {
		if (at > 0)
			changes_give_way();
		size_t end = at < systems ? systems : touched->count;
		size_t count = end - at < ROWS_IN_A_BATCH ? end - at : ROWS_IN_A_BATCH;
		ok = refresh_apart(session, touched->items + at, count, at + count == touched->count, error);
		at += count;
	} while (ok && at < touched->count);
	return ok;
}

static bool refresh_every(struct session *session, bool systems, struct error *error)
{
	struct touched_set *touched = touched_new();
	struct view *view = view_open(session->store, error);
	bool ok = view != NULL;
	if (ok && systems)
		touched_add_all(touched, view, E_system);
	if (ok)
		touched_add_all(touched, view, E_service);
	view_close(&view);
	ok = ok && refresh_in_batches(session, touched, error);
	touched_free(&touched);
	return ok;
}

bool summary_refresh_all(struct session *session, struct error *error)
{
	return refresh_every(session, true, error);
}

bool summary_refresh_services(struct session *session, struct error *error)
{
	return refresh_every(session, false, error);
}

bool summary_refresh_touched(struct session *session, struct touched_set *touched, struct error *error)
{
	if (touched->all)
		return summary_refresh_all(session, error);
	if (touched->count == 0)
		return true;
	struct view *view = view_open(session->store, error);
	if (view == NULL)
		return false;
	touched_settle(touched, view);
	view_close(&view);
	return refresh_in_batches(session, touched, error);
}
