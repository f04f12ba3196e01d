/* What a system or a service costs over the years to come, as a page. Source: DOMAIN 3.4 and 3.5. */
#ifndef REPORT_COST_REPORT_H
#define REPORT_COST_REPORT_H

#include "report/page.h"
#include "report/teller.h"

struct cost_asking {
	struct ref about; /* a system, a service; of the alternatives an opportunity */
	bool lines;       /* each line that the sums are made of, as far as the person may see what it rests on */
	int64_t years;    /* NUMBER_UNSET: as the configuration says */
	int64_t rate;     /* basis points; NUMBER_UNSET: as the configuration says */
};

/* NULL with words where it cannot be worked out. */
struct page *cost_report(const struct teller *teller, const struct cost_asking *asking, struct error *error);
/* As the configuration says, of whichever of the three. */
struct page *report_cost(const struct teller *teller, struct ref about, struct error *error);
/* The alternatives of an opportunity beside doing nothing; `lines` does not matter. */
struct page *alternative_report(const struct teller *teller, const struct cost_asking *asking, struct error *error);
struct cost_parameters;
/* What was asked for instead of what the configuration says. */
void cost_report_use(struct cost_parameters *parameters, const struct cost_asking *asking);

#endif
