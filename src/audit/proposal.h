/* What the register already knows about a development opportunity: bridges, whom it affects, what it costs today, what
 * the audit has found, contracts that could end together, what does the same and what was learned. DOMAIN 5. */
#ifndef AUDIT_PROPOSAL_H
#define AUDIT_PROPOSAL_H

#include "audit/audit_private.h"
#include "lifecycle/cost.h"

/* What it is about: systems to be replaced, each once. */
struct proposal_subject {
	const record_id *systems;
	size_t count;
	struct ref anchor; /* service, object or system that it is for */
	record_id self;    /* the opportunity; 0: a new one */
	day_t due;         /* the first trigger's day; DAY_UNSET where none is known */
};

/* One chain of reasons for each field. Each figure names the records that it was worked out from. Nothing in them
 * follows from the day they are read on but through the clocks. */
struct proposal {
	const struct session *session;
	const struct view *view;
	struct scope_reader *scopes; /* reads PROPOSAL_ENTITIES too */
	struct proposal_subject subject;
	struct reasons bridges, affected, costs, findings, contracts, alike;
};
#define PROPOSAL_ENTITIES \
	(UINT64_C(1) << E_cost | UINT64_C(1) << E_usage | UINT64_C(1) << E_support | UINT64_C(1) << E_finding)

/* Texts of the reasons point into the view. `session`, `view`, `scopes` and `subject` are given. */
void proposal_gather(struct proposal *proposal);
/* Into the fields of an opportunity. */
void proposal_set(const struct proposal *proposal, struct draft *opportunity);

bool reasons_have_ref(const struct reasons *chain, struct ref ref); /* as the first argument of any */

/* proposal_costs.c */
void proposal_add_cost(struct proposal *proposal, const struct system_scope *scope, struct cost_total *total);
void proposal_add_total(struct proposal *proposal, const struct cost_total *total);
/* proposal_together.c: added to the contracts */
void proposal_find_together(struct proposal *proposal);
/* proposal_alike.c: needs no scopes */
void proposal_find_alike(struct proposal *proposal);

#endif
