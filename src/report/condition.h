/* The condition that a report about all there is can be narrowed by (--where). */
#ifndef REPORT_CONDITION_H
#define REPORT_CONDITION_H

#include "query/expression.h"
#include "report/teller.h"

struct condition {
	struct expression *expression;
	struct evaluation *evaluation; /* NULL: there is none, everything holds */
};

/* False with words, and nothing to free, where it cannot be read. */
bool condition_read(struct condition *condition, const struct teller *teller, uint8_t entity, struct slice where,
                    struct error *error);
bool condition_holds(const struct condition *condition, const struct record *record);
void condition_free(struct condition *condition);

#endif
