/* Could we leave: of a system, of what a contract covers, of all that rests on a supplier. Source: FORMULAS F21. */
#ifndef REPORT_EXIT_REPORT_H
#define REPORT_EXIT_REPORT_H

#include "report/page.h"
#include "report/teller.h"

struct page *report_exit(const struct teller *teller, struct ref about, struct error *error);
/* The same as parts of another page. */
void exit_report_append(struct page *page, const struct teller *teller, struct ref about);

#endif
