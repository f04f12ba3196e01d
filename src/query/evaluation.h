/* Inside an evaluation: what is worked out once for each place of an expression. */
#ifndef QUERY_EVALUATION_H
#define QUERY_EVALUATION_H

#include "query/query_private.h"

/* One for each slot of the expression. Which of these is used follows from what the slot is of. */
struct slot {
	int64_t low, high;      /* a literal's number; of a day beside a moment: its first moment and the next day's */
	struct text text;       /* a literal's text folded, or as sort key */
	struct ref *refs;       /* the records a literal names, in order */
	size_t ref_count;
	struct matcher *matcher;
	struct records *records; /* an aggregate's children, by parent */
	struct index *index;    /* or by reference */
};

struct evaluation {
	const struct expression *expression;
	struct reading *reading;
	struct slot *slots;
	struct text scratch[2]; /* the two sides of a comparison of texts */
	struct error *error;    /* while being made ready */
	size_t place;
};

/* Makes every literal, pattern and aggregate ready. */
bool evaluation_bind(struct evaluation *evaluation);

enum truth test_node(struct evaluation *evaluation, const struct node *node, const struct record *record);

/* How many there are at least and at most, with the rows whose condition is unknown. */
struct bounds {
	int64_t least, most;
};
struct bounds aggregate_count(struct evaluation *evaluation, const struct aggregate *aggregate,
                              const struct record *record);
struct value aggregate_value(struct evaluation *evaluation, const struct aggregate *aggregate,
                             const struct record *record);

#endif
