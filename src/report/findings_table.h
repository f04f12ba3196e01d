/* Open findings about some records, as a table of a page. */
#ifndef REPORT_FINDINGS_TABLE_H
#define REPORT_FINDINGS_TABLE_H

#include "report/page.h"
#include "report/teller.h"

/* What is open about any of them, the most severe first, as the asking person may read it. */
void tell_findings(struct page *page, const struct teller *teller, const struct ref about[], size_t count);

#endif
