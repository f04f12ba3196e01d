/* What is asked of all development opportunities together, and of what is weighed for one of them, as pages. */
#ifndef REPORT_PORTFOLIO_REPORT_H
#define REPORT_PORTFOLIO_REPORT_H

#include "report/report.h"

/* The ranking (FORMULAS F12) of those for which the condition is true; empty: of all. NULL with words where the
 * condition cannot be read. */
struct page *priority_report(const struct teller *teller, struct slice where, struct error *error);
struct page *report_priority(const struct teller *teller, const struct report_request *request, struct error *error);

/* Management debt and overlap (F23) of the whole register, or of a system, a service or a unit. */
struct page *report_debt(const struct teller *teller, const struct report_request *request, struct error *error);
struct page *report_debt_of(const struct teller *teller, struct ref about, struct error *error);

/* What could be bought together: decisions that can be joined, and until when. */
struct page *report_together(const struct teller *teller, const struct report_request *request, struct error *error);

/* The offers of an opportunity beside its requirements (F24), with what can be traced. NULL with words for those who
 * may not see them, and where nothing has been asked for. */
struct page *report_offers(const struct teller *teller, struct ref about, struct error *error);

/* Benefits and what has come of them: of all for which the condition is true; of one opportunity, with its net
 * benefit. */
struct page *report_benefits(const struct teller *teller, const struct report_request *request, struct error *error);
struct page *report_benefits_of(const struct teller *teller, struct ref about, struct error *error);
/* What a benefit lacks (benefit_lacks) in words: "owner, value before". Nothing where it lacks nothing. */
void tell_benefit_lacks(struct text *out, unsigned missing);
const char *follow_up_label(uint8_t state); /* enum follow_up_state, translated */
const char *offer_state_label(uint8_t state); /* enum offer_state, translated */
/* The tree of goals with weight and source, and what opportunities contribute, by unit. */
struct page *report_goals(const struct teller *teller, const struct report_request *request, struct error *error);

#endif
