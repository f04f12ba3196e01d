/* The offers of an opportunity beside its requirements, as the register has them. Source: FORMULAS F24. Who may see
 * them: authority_reads_offers. */
#ifndef REGISTER_OFFERS_H
#define REGISTER_OFFERS_H

#include "lifecycle/matrix.h"
#include "store/store.h"

struct offer_row {
	struct record record; /* in the view */
	struct offer_standing standing;
	money_t price;
	const struct matrix_score *scores; /* one for each requirement */
	size_t place;         /* 1 is the first; equals share one; 0: it has none, being undecided or excluded */
};

struct offer_matrix {
	struct record *requirements; /* as they were entered */
	struct matrix_requirement *facts;
	size_t count;
	struct offer_row *offers;    /* in the order of matrix_compare */
	size_t offer_count;
	struct matrix_score *scores;
	uint8_t fault;               /* enum matrix_fault: nothing is judged unless it is sound */
	size_t which;                /* the requirement at fault */
	bool opened;                 /* some offer has a price, points or an answer: weights stand from then on */
	struct matrix_tracing tracing;
};

void offer_matrix_read(struct offer_matrix *matrix, const struct view *view, record_id opportunity);
/* What is asked for alone, without the offers: cheap however many there are. */
void offer_matrix_read_asked(struct offer_matrix *matrix, const struct view *view, record_id opportunity);
void offer_matrix_free(struct offer_matrix *matrix);

#endif
