#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "query/list_private.h"

struct rows {
	const struct list_plan *plan;
	struct reading *reading;
	struct evaluation *evaluation; /* of a streaming list; NULL without a condition */
	struct records *records;
	struct quick quick;
	bool begun, ended;
	uint64_t matched, unknown, given;
	struct finder *finder;         /* of a sorted list */
	size_t next;
};

struct rows *rows_new(const struct list_plan *plan, struct reading *reading, struct error *error)
{
	struct rows *list = memory_new(sizeof *list);
	bool ok = true;
	*list = (struct rows){.plan = plan, .reading = reading};
	if (plan->sort_count > 0) {
		list->finder = finder_new(plan);
		if (plan->limit > 0)
			finder_set_needed(list->finder, plan->offset > SIZE_MAX - plan->limit ? SIZE_MAX : plan->offset + plan->limit);
		ok = finder_step(list->finder, reading, 0, error);
	} else {
		list->records = records_new(reading_view(reading), plan->entity->number);
		quick_set(&list->quick, text_slice(&plan->words));
		list->quick.plan = plan;
		if (plan->where != NULL) {
			list->evaluation = evaluation_new(plan->where, reading, NULL, error);
			ok = list->evaluation != NULL || error_prefix(error, _("where"));
		}
	}
	if (!ok)
		rows_free(&list);
	return list;
}

void rows_free(struct rows **list)
{
	if (*list == NULL)
		return;
	evaluation_free(&(*list)->evaluation);
	records_free(&(*list)->records);
	quick_free(&(*list)->quick);
	finder_free(&(*list)->finder);
	free(*list);
	*list = NULL;
}

/* Rows that have gone since they were found are passed over. */
static bool next_sorted(struct rows *list, struct record *record)
{
	while (list->next < finder_count(list->finder))
		if (finder_record(list->finder, list->reading, list->next++, record))
			return true;
	return false;
}

static bool is_let_through(struct rows *list, const struct record *record)
{
	if (list->quick.count > 0 && !quick_matches(&list->quick, list->reading, record))
		return false;
	enum truth truth = list->evaluation == NULL ? TRUTH_TRUE : evaluation_test(list->evaluation, record);
	list->unknown += truth == TRUTH_UNKNOWN;
	return truth == TRUTH_TRUE;
}

static bool next_streamed(struct rows *list, struct record *record)
{
	while (!list->ended) {
		bool there = list->begun ? records_next(list->records, record) : records_first(list->records, record);
		list->begun = true;
		list->ended = !there;
		if (there && is_let_through(list, record))
			return true;
	}
	return false;
}

static bool next_any(struct rows *list, struct record *record)
{
	bool there = list->finder != NULL ? next_sorted(list, record) : next_streamed(list, record);
	list->matched += there;
	return there;
}

bool rows_next(struct rows *list, struct record *record)
{
	if (list->plan->limit > 0 && list->given == list->plan->limit)
		return false;
	while (next_any(list, record))
		if (list->matched > list->plan->offset) {
			list->given++;
			return true;
		}
	return false;
}

void rows_finish(struct rows *list)
{
	struct record record;
	while (next_any(list, &record))
		;
}

uint64_t rows_true(const struct rows *list)
{
	return list->finder != NULL ? finder_count(list->finder) : list->matched;
}

uint64_t rows_unknown(const struct rows *list)
{
	return list->finder != NULL ? finder_unknown(list->finder) : list->unknown;
}

struct value rows_cell(struct rows *list, const struct record *record, size_t column)
{
	return reading_value(list->reading, record, &list->plan->columns[column]);
}

void rows_append_cell(struct rows *list, const struct record *record, size_t column, const struct value_writer *writer,
                      struct text *out)
{
	struct value value = rows_cell(list, record, column);
	value_append(out, path_field(&list->plan->columns[column]), &value, writer);
}
