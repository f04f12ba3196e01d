#include "audit/decided.h"

#include <stdlib.h>

#include "base/memory.h"

static int compare_terms(const void *a, const void *b)
{
	const struct decided_term *x = a, *y = b;
	if (x->contract != y->contract)
		return x->contract < y->contract ? -1 : 1;
	return (x->term_end > y->term_end) - (x->term_end < y->term_end);
}

static int compare_ids(const void *a, const void *b)
{
	record_id x = *(const record_id *)a, y = *(const record_id *)b;
	return (x > y) - (x < y);
}

static bool answers(const struct record *decision, day_t today)
{
	if (!record_is_set(decision, F_decision_term_end) || record_day(decision, F_decision_date) > today)
		return false;
	switch (record_choice(decision, F_decision_outcome)) {
	case C_decision_outcome_approved: case C_decision_outcome_let_run:
	case C_decision_outcome_give_notice: case C_decision_outcome_use_option:
		return true;
	default:
		return false;
	}
}

static void add_contracts(struct decided_terms *terms, const struct record *decision)
{
	struct slice about = record_text(decision, F_decision_about);
	struct ref ref;
	while (value_list_next_ref(&about, &ref)) {
		if (ref.entity != E_contract)
			continue;
		memory_grow(&terms->items, &terms->capacity, terms->count, sizeof *terms->items);
		terms->items[terms->count++] = (struct decided_term){ref.id, record_day(decision, F_decision_term_end)};
	}
}

/* The ids of decisions that a later one takes the place of, in order. */
static record_id *read_superseded(struct records *decisions, size_t *count)
{
	record_id *ids = NULL;
	size_t capacity = 0;
	struct record decision;
	*count = 0;
	for (bool there = records_first(decisions, &decision); there; there = records_next(decisions, &decision)) {
		if (!record_is_set(&decision, F_decision_supersedes))
			continue;
		memory_grow(&ids, &capacity, *count, sizeof *ids);
		ids[(*count)++] = record_ref_id(&decision, F_decision_supersedes);
	}
	if (*count > 0)
		qsort(ids, *count, sizeof *ids, compare_ids);
	return ids;
}

void decided_terms_read(struct decided_terms *terms, const struct view *view, day_t today)
{
	struct records *decisions = records_new(view, E_decision);
	struct record decision;
	size_t count;
	record_id *superseded = read_superseded(decisions, &count);
	for (bool there = records_first(decisions, &decision); there; there = records_next(decisions, &decision))
		if (answers(&decision, today) &&
		    (count == 0 || bsearch(&decision.id, superseded, count, sizeof *superseded, compare_ids) == NULL))
			add_contracts(terms, &decision);
	if (terms->count > 0)
		qsort(terms->items, terms->count, sizeof *terms->items, compare_terms);
	free(superseded);
	records_free(&decisions);
}

void decided_terms_free(struct decided_terms *terms)
{
	free(terms->items);
	*terms = (struct decided_terms){0};
}

bool decided_terms_have(const struct decided_terms *terms, record_id contract, day_t term_end)
{
	const struct decided_term wanted = {contract, term_end};
	return terms->count > 0 && bsearch(&wanted, terms->items, terms->count, sizeof *terms->items, compare_terms) != NULL;
}
