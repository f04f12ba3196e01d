/* What the files of the report on a trial share. */
#ifndef REPORT_TRIAL_PRIVATE_H
#define REPORT_TRIAL_PRIVATE_H

#include "register/figures.h"
#include "report/teller.h"
#include "report/trial_report.h"

/* One side: the register as it is, or as it would be. */
struct trial_side {
	const struct view *view;
	struct reading *reading;
};

/* A finding that stood open, kept beyond the audit. */
struct kept_finding {
	struct text id, rule, reasons; /* reasons packed */
	struct ref about;
	uint8_t severity;
};

struct kept_findings {
	struct kept_finding *items; /* by id */
	size_t count, capacity;
};
/* Audits without writing; what the person may not read is left out. */
bool kept_findings_read(struct kept_findings *kept, struct session *auditor, const struct session *person,
                        struct error *error);
void kept_findings_free(struct kept_findings *kept);
/* Those that would be gone, then those that would be new. */
void trial_tell_findings(struct page *page, const struct teller *teller, const struct kept_findings *now,
                         const struct kept_findings *then);

#endif
