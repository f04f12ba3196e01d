/* Whether all is well with the register: what doctor says in words and stat gives to monitoring. */
#ifndef CLI_HEALTH_H
#define CLI_HEALTH_H

#include "cli/cli_private.h"
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
};

bool health_gather(const struct session *session, struct health *health, struct error *error);

enum verdict { VERDICT_WELL, VERDICT_WRONG, VERDICT_NONE /* does not concern this register or this call */ };

/* One row for each thing that is looked at. */
struct health_check {
	const char *name;  /* in openmetrics */
	const char *label; /* untranslated */
	/* Appends one line of words: how it is and, where it is wrong, what to do. */
	enum verdict (*look)(const struct cli *cli, const struct health *health, struct text *words);
};
extern const struct health_check health_checks[]; /* name NULL ends */

#endif
