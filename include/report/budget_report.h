/* Budget, forecast and outcome with their deviation, what the money is for, and what investments cost a year. */
#ifndef REPORT_BUDGET_REPORT_H
#define REPORT_BUDGET_REPORT_H

#include "report/report.h"

/* Of a unit, an object, a system, a service or a contract. */
struct page *report_budget(const struct teller *teller, struct ref about, struct error *error);
/* Of all there is. */
struct page *report_budget_whole(const struct teller *teller, const struct report_request *request,
                                 struct error *error);

#endif
