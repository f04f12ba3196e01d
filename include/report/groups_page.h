/* What stands together in a list, counted and added up, as a page: a row for each group and one for all of them. */
#ifndef REPORT_GROUPS_PAGE_H
#define REPORT_GROUPS_PAGE_H

#include "query/grouping.h"
#include "report/page.h"

/* What the group of the record is called, "" where its value is not set; the caller's to free. */
char *groups_label(const struct list_plan *plan, struct reading *reading, const struct record *record,
                   const struct value_writer *writer);
/* `labels`: of each group of the grouping. */
struct page *groups_page(const struct list_plan *plan, const struct grouping *grouping, char *const labels[],
                         const struct conf *conf);

#endif
