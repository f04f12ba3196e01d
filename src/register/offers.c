#include "register/offers.h"

#include <stdlib.h>

#include "base/memory.h"
#include "register/scope.h"

/* The records of an entity below the opportunity. */
static void read_below(struct record_list *list, const struct view *view, uint8_t entity, record_id opportunity)
{
	struct records *records = records_new(view, entity);
	struct record record;
	bool on = false;
	while (records_child(records, opportunity, &on, &record)) {
		memory_grow(&list->items, &list->capacity, list->count, sizeof *list->items);
		list->items[list->count++] = record;
	}
	records_free(&records);
}

static uint8_t traces_of(const struct record *requirement)
{
	int64_t traces = record_number(requirement, F_requirement_traces_to);
	return traces == NUMBER_UNSET ? 0 : (uint8_t)traces;
}

static void read_requirements(struct offer_matrix *matrix, const struct view *view, record_id opportunity)
{
	struct record_list list = {0};
	read_below(&list, view, E_requirement, opportunity);
	matrix->requirements = list.items;
	matrix->count = list.count;
	matrix->facts = memory_new_array(list.count + 1, sizeof *matrix->facts);
	for (size_t i = 0; i < list.count; i++)
		matrix->facts[i] = (struct matrix_requirement){
			.must = record_choice(&list.items[i], F_requirement_level) == C_requirement_level_must,
			.weight = record_number(&list.items[i], F_requirement_weight),
			.traces = traces_of(&list.items[i]),
		};
}

static size_t find_requirement(const struct offer_matrix *matrix, record_id id)
{
	size_t at = 0;
	while (at < matrix->count && matrix->requirements[at].id != id)
		at++;
	return at;
}

static void read_scores(struct offer_matrix *matrix, struct records *records, record_id offer,
                        struct matrix_score *scores)
{
	struct record record;
	bool on = false;
	for (size_t i = 0; i < matrix->count; i++)
		scores[i] = (struct matrix_score){.points = NUMBER_UNSET};
	while (records_child(records, offer, &on, &record)) {
		size_t at = find_requirement(matrix, record_ref_id(&record, F_score_requirement));
		int64_t points = record_number(&record, F_score_points);
		uint8_t met = record_choice(&record, F_score_met);
		matrix->opened = matrix->opened || points != NUMBER_UNSET || met != 0;
		if (at < matrix->count)
			scores[at] = (struct matrix_score){points, met};
	}
}

static int compare(const void *a, const void *b)
{
	const struct offer_row *left = a, *right = b;
	int order = matrix_compare(&left->standing, left->price, &right->standing, right->price);
	return order != 0 ? order : (left->record.id > right->record.id) - (left->record.id < right->record.id);
}

static void give_places(struct offer_matrix *matrix)
{
	for (size_t i = 0; i < matrix->offer_count; i++) {
		struct offer_row *row = &matrix->offers[i], *above = row - 1;
		bool equal = i > 0 && matrix_compare(&above->standing, above->price, &row->standing, row->price) == 0;
		if (row->standing.state == OFFER_JUDGED)
			row->place = equal ? above->place : i + 1;
	}
}

static void read_offers(struct offer_matrix *matrix, const struct view *view, record_id opportunity)
{
	struct record_list list = {0};
	struct records *records = records_new(view, E_score);
	read_below(&list, view, E_offer, opportunity);
	matrix->offer_count = list.count;
	matrix->offers = memory_new_array(list.count + 1, sizeof *matrix->offers);
	matrix->scores = memory_new_array(list.count * matrix->count + 1, sizeof *matrix->scores);
	for (size_t i = 0; i < list.count; i++) {
		struct matrix_score *scores = &matrix->scores[i * matrix->count];
		struct offer_row *row = &matrix->offers[i];
		*row = (struct offer_row){.record = list.items[i], .scores = scores};
		row->price = record_number(&row->record, F_offer_price);
		matrix->opened = matrix->opened || row->price != NUMBER_UNSET;
		read_scores(matrix, records, row->record.id, scores);
		matrix_judge(matrix->facts, scores, matrix->count, &row->standing);
	}
	records_free(&records);
	free(list.items);
	if (matrix->offer_count > 0)
		qsort(matrix->offers, matrix->offer_count, sizeof *matrix->offers, compare);
}

void offer_matrix_read_asked(struct offer_matrix *matrix, const struct view *view, record_id opportunity)
{
	*matrix = (struct offer_matrix){0};
	read_requirements(matrix, view, opportunity);
	matrix->fault = matrix_check(matrix->facts, matrix->count, &matrix->which);
	matrix_trace(matrix->facts, matrix->count, &matrix->tracing);
}

void offer_matrix_read(struct offer_matrix *matrix, const struct view *view, record_id opportunity)
{
	offer_matrix_read_asked(matrix, view, opportunity);
	read_offers(matrix, view, opportunity);
	give_places(matrix);
}

void offer_matrix_free(struct offer_matrix *matrix)
{
	free(matrix->requirements);
	free(matrix->facts);
	free(matrix->offers);
	free(matrix->scores);
	*matrix = (struct offer_matrix){0};
}
