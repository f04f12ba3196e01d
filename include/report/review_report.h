/* Rounds of review: how far each has come, and the protocol of one: who decided what, when, and what is left to do in
 * the systems themselves. */
#ifndef REPORT_REVIEW_REPORT_H
#define REPORT_REVIEW_REPORT_H

#include "report/report.h"

/* Every round, the latest opened first. */
struct page *report_reviews(const struct teller *teller, const struct report_request *request, struct error *error);
/* The protocol of the round. */
struct page *report_review(const struct teller *teller, struct ref round, struct error *error);

#endif
