/* Whether all is well with the register: what doctor says in words, stat gives to monitoring and the desk of whoever
 * looks after it shows. */
#ifndef REPORT_HEALTH_H
#define REPORT_HEALTH_H

#include "register/session.h"
#include "register/upkeep.h"
#include "store/compact.h"
#include "store/journal.h"

struct health {
	struct store_figures figures;
	uint64_t disk_free; /* bytes where the store lies; UINT64_MAX: not known */
	struct upkeep backup, verify;
	moment_t audit_ended; /* of the last audit that was finished; 0: never */
	moment_t last_entry;  /* of the change log; 0: none */
	day_t catalogue_seen, people_seen;
	bool uncompacted; /* the file still holds what was erased */
	/* Whoever has a terminal says so after the gathering. */
	const char *terminal; /* its type; NULL: there is none to look at */
	bool terminal_known;  /* the system describes that type */
};

bool health_gather(const struct session *session, struct health *health, struct error *error);

enum verdict { VERDICT_WELL, VERDICT_WRONG, VERDICT_NONE /* does not concern this register or this call */ };

/* One row for each thing that is looked at. */
struct health_check {
	const char *name;  /* in openmetrics */
	const char *label; /* untranslated */
	/* Appends one line of words: how it is and, where it is wrong, what to do. */
	enum verdict (*look)(const struct session *session, const struct health *health, struct text *words);
};
extern const struct health_check health_checks[]; /* name NULL ends */

#endif
