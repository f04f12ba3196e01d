#include "query/finder.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/lang.h"
#include "base/memory.h"
#include "query/list_private.h"
#include "register/summary.h"

#define ROWS_BETWEEN_LOOKS 64 /* at the clock */

enum phase { PHASE_NARROW, PHASE_SCAN, PHASE_SORT, PHASE_DONE };

struct finder {
	const struct list_plan *plan;
	struct text words;
	struct quick quick;
	struct sorted_row *rows;
	size_t count, capacity;
	uint64_t unknown;
	uint8_t phase, phase_after; /* PHASE_NARROW: what comes then */
	size_t looked, kept;        /* PHASE_NARROW: rows looked at again, and kept */
	struct row last;            /* PHASE_SCAN: the last one looked at */
	bool begun;
	bool more;                  /* a sort key goes on behind its first eight bytes */
	size_t needed;              /* rows behind so many need no order */
	struct sorting sorting;
	struct text key;
};

/* What a step works with: as short-lived as its view. */
struct stepping {
	struct finder *finder;
	struct reading *reading;
	struct evaluation *evaluation; /* NULL without a condition */
	struct records *records;
	struct summaries *summaries;   /* NULL: the records are asked */
	struct timespec end;
	bool timed;
	unsigned until_look;
};

struct finder *finder_new(const struct list_plan *plan)
{
	struct finder *finder = memory_new(sizeof *finder);
	finder->plan = plan;
	text_append(&finder->words, text_slice(&plan->words));
	quick_set(&finder->quick, text_slice(&finder->words));
	finder->quick.plan = plan;
	finder->phase = PHASE_SCAN;
	finder->needed = SIZE_MAX;
	return finder;
}

void finder_set_needed(struct finder *finder, size_t needed)
{
	finder->needed = needed;
}

void finder_free(struct finder **finder)
{
	if (*finder == NULL)
		return;
	text_free(&(*finder)->words);
	quick_free(&(*finder)->quick);
	sorting_free(&(*finder)->sorting);
	text_free(&(*finder)->key);
	free((*finder)->rows);
	free(*finder);
	*finder = NULL;
}

void finder_restart(struct finder *finder)
{
	finder->count = 0;
	finder->unknown = 0;
	finder->phase = PHASE_SCAN;
	finder->begun = false;
	finder->more = false;
	finder->last = (struct row){0};
	finder->sorting.count = 0;
}

static void begin_narrowing(struct finder *finder)
{
	if (finder->phase == PHASE_NARROW) {
		/* Typed on before the last letter was done with: what was thrown out stays out. */
		memmove(finder->rows + finder->kept, finder->rows + finder->looked,
		        (finder->count - finder->looked) * sizeof *finder->rows);
		finder->count -= finder->looked - finder->kept;
	} else {
		finder->phase_after = finder->phase;
	}
	finder->phase = PHASE_NARROW;
	finder->looked = finder->kept = 0;
}

void finder_set_words(struct finder *finder, struct slice words)
{
	bool narrows = quick_narrows(text_slice(&finder->words), words);
	struct text copy = {0};
	text_append(&copy, words);
	text_free(&finder->words);
	finder->words = copy;
	quick_set(&finder->quick, text_slice(&finder->words));
	/* How many of the unknown ones the new words leave cannot be known without looking. */
	if (!narrows || finder->unknown > 0)
		finder_restart(finder);
	else if (finder->count > 0)
		begin_narrowing(finder);
}

static bool time_is_up(struct stepping *stepping)
{
	struct timespec now;
	if (!stepping->timed || --stepping->until_look > 0)
		return false;
	stepping->until_look = ROWS_BETWEEN_LOOKS;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec > stepping->end.tv_sec ||
	       (now.tv_sec == stepping->end.tv_sec && now.tv_nsec >= stepping->end.tv_nsec);
}

static void add_row(struct finder *finder, struct reading *reading, struct row at, const struct record *record)
{
	uint64_t key = 0;
	if (finder->plan->sort_count > 0) {
		text_clear(&finder->key);
		sort_key_append(&finder->key, finder->plan, reading, record);
		key = sort_key_bytes(text_slice(&finder->key), 0);
		finder->more |= finder->key.size > 8;
	}
	memory_grow(&finder->rows, &finder->capacity, finder->count, sizeof *finder->rows);
	finder->rows[finder->count++] = (struct sorted_row){key, at.parent, at.id};
}

static void consider(struct stepping *stepping, struct row at, const struct record *record)
{
	enum truth truth = stepping->evaluation == NULL ? TRUTH_TRUE : evaluation_test(stepping->evaluation, record);
	if (truth == TRUTH_TRUE)
		add_row(stepping->finder, stepping->reading, at, record);
	stepping->finder->unknown += truth == TRUTH_UNKNOWN;
}

/* The summary rows hold what is searched, folded and close together. */
static void search_summary(struct stepping *stepping, record_id id, struct slice row)
{
	struct finder *finder = stepping->finder;
	struct summary summary;
	struct record record;
	bool decoded = summary_decode(row, &summary), certain = decoded && !summary.secret && !finder->quick.exacting;
	if (decoded && !quick_may_match(&finder->quick, summary.search))
		return;
	if (certain && stepping->evaluation == NULL && finder->plan->sort_count == 0)
		add_row(finder, stepping->reading, (struct row){0, id}, NULL);
	else if (reading_record(stepping->reading, (struct ref){finder->plan->entity->number, id}, &record) &&
	         (certain || quick_matches(&finder->quick, stepping->reading, &record)))
		consider(stepping, (struct row){0, id}, &record);
}

static bool scan_summaries(struct stepping *stepping)
{
	struct finder *finder = stepping->finder;
	struct slice row;
	record_id id;
	bool there = summaries_seek(stepping->summaries, finder->begun ? finder->last.id + 1 : 0, &id, &row);
	finder->begun = true;
	while (there) {
		finder->last = (struct row){0, id};
		search_summary(stepping, id, row);
		if (time_is_up(stepping))
			return false;
		there = summaries_next(stepping->summaries, &id, &row);
	}
	return true;
}

static bool scan_records(struct stepping *stepping)
{
	struct finder *finder = stepping->finder;
	struct record record;
	bool there = finder->begun ? records_seek(stepping->records, finder->last.parent, finder->last.id + 1, &record)
	                           : records_first(stepping->records, &record);
	finder->begun = true;
	while (there) {
		finder->last = (struct row){record.parent, record.id};
		if (finder->quick.count == 0 || quick_matches(&finder->quick, stepping->reading, &record))
			consider(stepping, finder->last, &record);
		if (time_is_up(stepping))
			return false;
		there = records_next(stepping->records, &record);
	}
	return true;
}

static bool still_matches(struct stepping *stepping, const struct sorted_row *row)
{
	struct finder *finder = stepping->finder;
	const struct ref ref = {finder->plan->entity->number, row->id};
	struct summary summary;
	struct record record;
	if (stepping->summaries != NULL && !finder->quick.exacting &&
	    summary_read(reading_view(stepping->reading), ref, &summary) && !summary.secret)
		return quick_may_match(&finder->quick, summary.search);
	return records_seek(stepping->records, row->parent, row->id, &record) && record.id == row->id &&
	       quick_matches(&finder->quick, stepping->reading, &record);
}

static bool narrow(struct stepping *stepping)
{
	struct finder *finder = stepping->finder;
	while (finder->looked < finder->count) {
		const struct sorted_row *row = &finder->rows[finder->looked++];
		if (still_matches(stepping, row))
			finder->rows[finder->kept++] = *row;
		if (time_is_up(stepping))
			return false;
	}
	finder->count = finder->kept;
	return true;
}

static bool sort(struct stepping *stepping)
{
	struct finder *finder = stepping->finder;
	const struct sort_source source = {finder->plan, stepping->reading, stepping->records, finder->needed};
	while (sorting_step(&finder->sorting, finder->rows, &source)) {
		stepping->until_look = 1;
		if (time_is_up(stepping))
			return false;
	}
	return true;
}

static void set_end(struct stepping *stepping, unsigned milliseconds)
{
	stepping->timed = milliseconds > 0;
	stepping->until_look = ROWS_BETWEEN_LOOKS;
	clock_gettime(CLOCK_MONOTONIC, &stepping->end);
	stepping->end.tv_sec += milliseconds / 1000;
	stepping->end.tv_nsec += (long)(milliseconds % 1000) * 1000000;
	if (stepping->end.tv_nsec >= 1000000000) {
		stepping->end.tv_sec++;
		stepping->end.tv_nsec -= 1000000000;
	}
}

/* Systems and services have summary rows; they count where every one of them has one. */
static bool can_ask_summaries(const struct finder *finder, const struct view *view)
{
	uint8_t entity = finder->plan->entity->number;
	return finder->quick.count > 0 && (entity == E_system || entity == E_service) && summaries_are_fresh(view) &&
	       view_summaries(view) == view_count(view, E_system) + view_count(view, E_service);
}

static bool stepping_begin(struct stepping *stepping, struct error *error)
{
	const struct list_plan *plan = stepping->finder->plan;
	const struct view *view = reading_view(stepping->reading);
	if (plan->where != NULL) {
		stepping->evaluation = evaluation_new(plan->where, stepping->reading, NULL, error);
		if (stepping->evaluation == NULL)
			return error_prefix(error, _("where"));
	}
	stepping->records = records_new(view, plan->entity->number);
	if (can_ask_summaries(stepping->finder, view))
		stepping->summaries = summaries_new(view, plan->entity->number);
	return true;
}

static void stepping_end(struct stepping *stepping)
{
	evaluation_free(&stepping->evaluation);
	records_free(&stepping->records);
	summaries_free(&stepping->summaries);
}

static void scan_is_done(struct finder *finder)
{
	finder->phase = finder->plan->sort_count > 0 ? PHASE_SORT : PHASE_DONE;
	sorting_start(&finder->sorting, finder->count, finder->more);
}

/* Rows that were being sorted have keys of different depths: they are read anew. */
static void narrowing_is_done(struct finder *finder)
{
	finder->phase = finder->phase_after;
	if (finder->phase == PHASE_SORT)
		sorting_restart(&finder->sorting, finder->count);
}

/* One phase; false when time is up. */
static bool work(struct stepping *stepping)
{
	struct finder *finder = stepping->finder;
	switch (finder->phase) {
	case PHASE_NARROW:
		if (!narrow(stepping))
			return false;
		narrowing_is_done(finder);
		return true;
	case PHASE_SCAN:
		if (!(stepping->summaries != NULL ? scan_summaries(stepping) : scan_records(stepping)))
			return false;
		scan_is_done(finder);
		return true;
	default:
		if (!sort(stepping))
			return false;
		finder->phase = PHASE_DONE;
		return true;
	}
}

bool finder_step(struct finder *finder, struct reading *reading, unsigned milliseconds, struct error *error)
{
	struct stepping stepping = {.finder = finder, .reading = reading};
	if (finder->phase == PHASE_DONE)
		return true;
	set_end(&stepping, milliseconds);
	if (stepping_begin(&stepping, error))
		while (finder->phase != PHASE_DONE && work(&stepping))
			;
	stepping_end(&stepping);
	return finder->phase == PHASE_DONE;
}

bool finder_is_done(const struct finder *finder)
{
	return finder->phase == PHASE_DONE;
}

size_t finder_count(const struct finder *finder)
{
	return finder->phase == PHASE_NARROW ? finder->kept : finder->count;
}

size_t finder_sorted(const struct finder *finder)
{
	if (finder->phase == PHASE_SORT)
		return sorting_sorted(&finder->sorting, finder->count);
	return finder->phase == PHASE_DONE ? finder->count : 0;
}

uint64_t finder_unknown(const struct finder *finder)
{
	return finder->unknown;
}

struct row finder_row(const struct finder *finder, size_t index)
{
	return (struct row){finder->rows[index].parent, finder->rows[index].id};
}

bool finder_record(const struct finder *finder, struct reading *reading, size_t index, struct record *record)
{
	return reading_record(reading, (struct ref){finder->plan->entity->number, finder->rows[index].id}, record);
}
