/* What would be if, beside what is: clocks, costs and findings. Source: DOMAIN 3.1 to 3.5 and 4. */
#ifndef REPORT_TRIAL_REPORT_H
#define REPORT_TRIAL_REPORT_H

#include "register/trial.h"
#include "report/page.h"

/* Tries what the trial has been told to, and audits the register as it is and as it would be. NULL with words where
 * something is refused. */
struct page *trial_report(struct session *session, struct trial *trial, struct error *error);

#endif
