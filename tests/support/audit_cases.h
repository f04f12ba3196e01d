/* Rules of the audit tried on small registers: cases that read like the specification, each with a store of its own. */
#ifndef SUPPORT_AUDIT_CASES_H
#define SUPPORT_AUDIT_CASES_H

#include "support/store.h"

#define CASE_NIGHTS 6

struct audit_case {
	const char *rule;    /* "OBS-01", or several with "+" between: only these are looked at, in any profile */
	const char *name;    /* what is tried */
	/* A line for each, "system name=A|criticality=3": entity, fields with '|' between, references by code. */
	const char *records;
	struct {
		const char *day;   /* "2026-11-22" */
		const char *found; /* "CMP-0001 high; SYS-0001 medium": what it is about (and detail, CMP-0001:x) and the severity, in
		                      the order of the rule's telling; "" for nothing */
	} nights[CASE_NIGHTS]; /* ends where day is NULL */
	/* What its words contain on the last night that finds something; NULL: any. A line is "SYS-0001: reason; reason. next
	 * step [person day]", of whose it is and by when. */
	const char *says;
	const char *conf;    /* lines of a configuration file; NULL: the defaults */
};

/* Every fact that is wanted of a system, so that only what other rules ask for is asked. Unit and supplier 0001. */
#define AUDIT_EVERY_FACT \
	"purpose=P|unit=UNI-0001|users=1|phase=in_use|in_use_from=2020-01-01|introduction_months=6|replacement_value=1|" \
	"hosting=own|supplier=LEV-0001|criticality=2|essential=no|confidentiality=1|data_owned=yes|data_export=yes|" \
	"exit_plan=P|documentation=yes|open_api=yes|"

/* Whatever is found has a reason and a next step in words, and is found once. */
void audit_cases_run(const struct audit_case cases[], size_t count);

/* Everything that the rule says on a day, in words: "SYS-0001: reason; reason. Next step", a line each. The caller
 * frees. */
char *audit_words(struct test_store *test, const char *rule, const char *day);

#endif
