#ifndef REPORT_PROGRAMME_REPORT_H
#define REPORT_PROGRAMME_REPORT_H

#include "report/page.h"
#include "report/teller.h"

/* A programme and what it holds: how far each part has come, what it may cost, has cost and is expected to cost, and
 * what it gives; sums of what is stated, with how many state it. */
struct page *report_programme(const struct teller *teller, struct ref about, struct error *error);

#endif
