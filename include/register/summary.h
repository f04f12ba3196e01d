/* Summary rows: what lists, filters, desk and search show of a system or service, worked out when something below it is
 * written, so that a million of them scroll as a hundred do. They hold for the days valid_from to valid_until; outside
 * them the figures are computed live. */
#ifndef REGISTER_SUMMARY_H
#define REGISTER_SUMMARY_H

#include "register/scope.h"
#include "store/changes.h"

struct summary {
	day_t valid_from, valid_until;
	uint32_t parameters;  /* facts_parameters_mark of what they were worked out with: with others the row does not hold */
	day_t support_ends, decide_by, act_by, earliest, trigger_day;
	int32_t gap;          /* months */
	int32_t obsolescence; /* hundredths; −1: unknown */
	money_t lcc, lcc_narrow, debt; /* NUMBER_UNSET where not worked out */
	uint32_t findings[6]; /* open ones by severity (C_severity_…), as of the last audit; [0] is not used */
	uint32_t unknown_components;
	struct ref trigger_about,
		worst; /* what gives decide_by; the component, or of a service the system, that gives support_ends */
	uint8_t state, trigger_kind, trigger_force, disposition; /* enum decision_state, …; C_disposition_…, 0: not assessed */
	bool secret;          /* the record is: its other names are searched for those who may read them */
	struct slice search;  /* folded code, name and aliases; into the row's bytes */
};

/* False where the record has no row, or one that a later program wrote. */
bool summary_read(const struct view *view, struct ref ref, struct summary *summary);
bool summary_decode(struct slice row, struct summary *summary);
/* Whether the rows may be believed at all: an import that has not finished leaves them stale. */
bool summaries_are_fresh(const struct view *view);

/* Worked out from a scope; findings and debt are taken over from `before` where there is one. `search` is made in
 * `scratch`. */
void summary_of_system(const struct view *view, const struct system_scope *scope, day_t today,
                       const struct summary *before, struct text *scratch, struct summary *summary);
/* `live` NULL: put together from its systems' rows, which must hold; else each system is worked out by that reader. */
void summary_of_service(const struct view *view, const struct record *service, day_t today,
                        const struct summary *before, struct scope_reader *live, struct text *scratch,
                        struct summary *summary);
/* Counts the open findings of a system anew, and what the overdue ones cost, as they stand in the register. */
void summary_count_findings(const struct view *view, record_id system, day_t today, struct summary *summary);
uint8_t finding_severity(const struct record *finding); /* C_severity_…; 0 where it is none */
bool finding_state_is_open(uint8_t state); /* C_finding_state_…: open, acknowledged, reopened */
/* Whether the row holds for that day and those parameters. */
bool summary_holds(const struct summary *row, day_t today, uint32_t parameters);
/* The row's bytes, appended. */
void summary_encode(struct text *out, const struct summary *summary);
void summary_put(struct changes *changes, struct ref ref, const struct summary *summary);

/* Systems and services whose rows a large import has made stale: edit_defer_summaries gathers them. */
struct touched_set;
struct touched_set *touched_new(void);
void touched_free(struct touched_set **touched);
/* Works their rows out anew, in batches that let others write between them. */
bool summary_refresh_touched(struct session *session, struct touched_set *touched, struct error *error);
/* The same for every row there is. */
bool summary_refresh_all(struct session *session, struct error *error);
/* The services' alone, where the systems' rows have just been renewed. */
bool summary_refresh_services(struct session *session, struct error *error);

#endif
