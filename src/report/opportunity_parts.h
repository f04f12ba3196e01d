/* What the report of an opportunity and the basis for a decision about it share. */
#ifndef REPORT_OPPORTUNITY_PARTS_H
#define REPORT_OPPORTUNITY_PARTS_H

#include "register/alternatives.h"
#include "report/telling.h"

/* The systems that it replaces and touches, and itself last: `refs` has been made with memory_new and is the caller's
 * to free. False where one of them may not be seen: then sums over them would tell of it. */
bool opportunity_systems(const struct teller *teller, const struct record *opportunity, struct ref **refs,
                         size_t *count);

/* alternative_report.c: side by side, and as curves. */
void tell_comparison(struct page *page, const struct comparison *comparison, day_t today);
void tell_comparison_curves(struct page *page, const struct comparison *comparison, day_t today);

/* The triggers, the systems, and the passages that the register knew when it was raised. */
void tell_opportunity_triggers(struct page *page, const struct teller *teller, const struct record *opportunity);
void tell_opportunity_systems(struct page *page, const struct teller *teller, const struct record *opportunity);
/* The next gate: what is asked, what is missing first, each with why. */
void tell_opportunity_gate(struct page *page, const struct teller *teller, const struct record *opportunity);
void tell_opportunity_known(struct page *page, const struct teller *teller, const struct record *opportunity);

#endif
