/* Rounds of review: which answers there are to each kind of question, and how far a round has come. Source: DOMAIN 2
 * (review_item), FORMULAS F8. Pure. */
#ifndef LIFECYCLE_REVIEW_H
#define LIFECYCLE_REVIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"

struct review_answer {
	uint8_t kind;     /* C_review_kind_… */
	uint8_t decision; /* C_review_decision_… */
	bool settles;     /* the question is answered; else it stays open */
	bool to_do;       /* something is to be done in the system itself */
	uint8_t needs;    /* F_review_item_… to be stated with it; 0: nothing */
};
/* NULL: no answer to that kind of question. */
const struct review_answer *review_answer(uint8_t kind, uint8_t decision);
/* The answers to a kind, in the order they are offered in; `index` from 0, NULL after the last. */
const struct review_answer *review_answer_at(uint8_t kind, size_t index);

#define REVIEW_DECISIONS 10 /* above every C_review_decision_… */
#define REVIEW_SWEEP 20     /* approvals in one sweep of so many are pointed out */

struct review_counts {
	size_t items, settled;
	size_t by_decision[REVIEW_DECISIONS]; /* 0: not looked at yet */
	size_t on_time;         /* settled by the due day; all that are settled where the round has none */
	size_t swept;           /* kept or confirmed in a sweep of REVIEW_SWEEP or more */
	size_t to_do, done;     /* decisions that must be carried out in the systems, and have been */
};
struct review_state {
	uint8_t decision;
	day_t decided, carried_out; /* DAY_UNSET: not */
	int64_t at_once;            /* how many were decided together; NUMBER_UNSET: not known */
};
void review_counts_add(struct review_counts *counts, uint8_t kind, const struct review_state *state, day_t due);
/* Basis points, NUMBER_UNSET where the denominator is 0. */
int64_t review_progress(const struct review_counts *counts);      /* settled of all */
int64_t review_on_time_share(const struct review_counts *counts); /* settled by the due day, of all (F8) */

#endif
