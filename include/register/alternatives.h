/* The alternatives of an opportunity beside doing nothing, which the program makes from what the systems cost that it
 * would replace (else that it touches). Source: DOMAIN 3.5. */
#ifndef REGISTER_ALTERNATIVES_H
#define REGISTER_ALTERNATIVES_H

#include "lifecycle/alternative.h"
#include "register/costs.h"

struct compared {
	struct record record; /* the alternative, in the view; of doing nothing that of the opportunity */
	bool nothing;
	bool known;           /* its cost can be worked out */
	bool benefit_known;   /* stated, or of the chosen one what the opportunity's benefits are worth together */
	struct alternative_cost cost;
	int break_even;       /* year from now, beside doing nothing: alternative_break_even; 0 too where that is not known */
};

struct comparison {
	struct compared *items; /* doing nothing first, the others as they were entered */
	size_t count, capacity;
	size_t systems;         /* that doing nothing is made from; those without any known cost are not among them */
};

/* `opportunity` is in the reader's view. */
void comparison_read(struct comparison *comparison, struct cost_reader *reader, const struct record *opportunity);
void comparison_free(struct comparison *comparison);

/* The record's fields as facts; `old_yearly` is what the systems it would replace cost to run in a year. */
void facts_alternative(const struct record *alternative, day_t today, money_t old_yearly,
                       struct alternative_facts *facts);

#endif
