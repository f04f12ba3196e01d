/* Timelines as a page: the lanes as a picture, and each of their days as a row. */
#ifndef REPORT_TIMELINE_REPORT_H
#define REPORT_TIMELINE_REPORT_H

#include "report/page.h"
#include "report/teller.h"

struct timeline_asking {
	const struct ref *about; /* each told with what is theirs; none: every system, a lane each */
	size_t count;
	int64_t years;           /* 1 to 20; NUMBER_UNSET: five */
	day_t from;              /* the first day in sight; DAY_UNSET: a little before today */
};

/* NULL with words where a record has no timeline. */
struct page *timeline_report(const struct teller *teller, const struct timeline_asking *asking, struct error *error);

#endif
