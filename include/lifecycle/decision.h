/* The decision clock: when must we decide for there still to be a choice, and what can still be done when that day has
 * passed? Source: DOMAIN 3.3. Pure: facts in, result out; no clock, no store, no allocation. */
#ifndef LIFECYCLE_DECISION_H
#define LIFECYCLE_DECISION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/money.h"
#include "lifecycle/contract.h"
#include "lifecycle/lead.h"
#include "lifecycle/support.h"
#include "model/reason.h"
#include "model/ref.h"

/* Numbers of the stored choices; 0 is not set. */
enum system_phase {
	PHASE_IDEA = 1,
	PHASE_PROCUREMENT = 2,
	PHASE_INTRODUCTION = 3,
	PHASE_PILOT = 4,
	PHASE_IN_USE = 5,
	PHASE_PHASE_OUT = 6,
	PHASE_RETIRED = 7,
};

enum trigger_kind {
	TRIGGER_SUPPORT_END = 1,
	TRIGGER_OWN_END = 2,
	TRIGGER_INTEGRATION_END = 3,
	TRIGGER_PLANNED_RETIREMENT = 4,
	TRIGGER_CONTRACT_END = 5,
	TRIGGER_LICENCE_END = 6,
};

enum trigger_force {
	TRIGGER_MUST = 1,
	TRIGGER_MAY = 2, /* a door: it forces nothing and is never passed */
};

enum decision_state {
	DECISION_NONE = 0, /* nothing known asks for a decision */
	DECISION_PASSED = 1,
	DECISION_NOW = 2,  /* now_months or less */
	DECISION_SOON = 3, /* soon_months or less; of a door the last door_days */
	DECISION_OPEN = 4,
	DECISION_DECIDED = 5,
};

enum trigger_answer {
	ANSWERED_BY_NOTHING = 0,
	ANSWERED_BY_OPPORTUNITY = 1,
	ANSWERED_BY_PROCUREMENT = 2,
	ANSWERED_BY_DECISION = 3,
};

/* A main contract of the system; others are not given. */
struct contract_facts {
	const struct contract_terms *terms;
	const struct contract_clock *clock; /* of the same day */
	uint8_t next_procurement;
	bool procurement_started; /* the field is set */
};

/* A licence's terms are read as a contract's: start, end, renewal, renewal_months, notice_months. */
struct licence_facts {
	const struct contract_terms *terms;
	uint64_t pool; /* the same for all lots of a pool; 0: a pool of its own */
};

struct integration_facts {
	struct ref ref;
	day_t support_end;
	bool critical;
};

/* A trigger named by an opportunity in stage decided to realised. */
struct opportunity_facts {
	struct ref opportunity, about;
	uint8_t kind; /* enum trigger_kind */
};

/* A decision about the system whose outcome is approved, let_run, give_notice or use_option. */
struct decision_facts {
	struct ref decision;
	day_t date, follow_up;
};

/* Arrays are the caller's. Begin from system_facts_unset. */
struct system_facts {
	struct ref ref;
	uint8_t phase;
	int64_t criticality, introduction_months;
	day_t planned_retirement;
	const struct component_facts *components;
	const struct component_clock *component_clocks; /* one for each component */
	size_t component_count;
	const struct contract_facts *contracts;
	size_t contract_count;
	const struct licence_facts *licences;
	size_t licence_count;
	const struct integration_facts *integrations;
	size_t integration_count;
	const struct opportunity_facts *opportunities;
	size_t opportunity_count;
	const struct decision_facts *decisions;
	size_t decision_count;
	uint32_t merge_candidates; /* other systems in use with a capability of this one */
	money_t next_value;        /* of the next purchase; NUMBER_UNSET */
};
extern const struct system_facts system_facts_unset;

struct decision_trigger {
	struct ref about;       /* component, integration, system, contract or licence */
	struct ref answered_by; /* opportunity, contract or decision */
	day_t day;              /* of a must: what happens then; of a door: E, the first end that can still be used */
	day_t decide_by;        /* DAY_UNSET of one that runs until further notice, or where nobody can tell */
	day_t leave_from;       /* of a contract that runs until further notice: from when it can be left */
	day_t first_locked;     /* of a door: the first end before E; a successor cannot be in place */
	int32_t locked;         /* how many such ends there are: decision_locked_end gives each */
	uint8_t kind, force, state, answer;
	bool assumed; /* the component's remedy is not stated, or the contract's renewal is not */
};

struct decision {
	day_t decide_by; /* of the earliest unanswered must, else of the earliest unanswered door; else DAY_UNSET */
	uint8_t state;   /* enum decision_state */
	bool runs;       /* the system's phase has a clock */
	struct lead lead;
	day_t earliest;  /* today + lead: when a successor can be in place */
	int32_t gap;     /* of what has passed: months from the trigger to `earliest`, rounded up; else 0 */
	struct decision_trigger first; /* the trigger that gives decide_by and state; kind 0 where there is none */
	uint32_t musts, doors, answered, passed; /* triggers of each sort, whether listed or not */
	day_t act_by;       /* the earliest of the components put right by themselves */
	struct ref act_on;  /* that component */
	struct decision_trigger *triggers; /* the caller's: the most urgent first */
	size_t trigger_count;
	size_t more; /* triggers, the least urgent, that did not fit */
};

/* The state on a day of a trigger that nothing has answered. `force`: enum trigger_force. `decide_by` DAY_UNSET: of a
 * door alone. */
uint8_t decision_state_on(uint8_t force, day_t decide_by, day_t today, const struct lead_parameters *parameters);

/* Fills `decision`. `triggers` has room for `capacity`; both may be 0 where only the outcome is wanted. */
void decision_find(const struct system_facts *facts, day_t today, const struct lead_parameters *parameters,
                   struct decision_trigger triggers[], size_t capacity, struct decision *decision);

/* The ends of a tacitly renewed contract from today on: index 0 is the running term's. Those before a door's E are
 * locked. */
day_t decision_locked_end(const struct contract_terms *terms, day_t today, int64_t index);

/* Months from the trigger to the earliest successor, rounded up; 0 where it is in time. */
int32_t decision_gap(const struct decision_trigger *trigger, const struct decision *decision);

/* Why: the deciding fact first, then the sum, then what has become of it. `trigger` NULL: the first one. */
void decision_explain(const struct system_facts *facts, const struct decision *decision,
                      const struct decision_trigger *trigger, struct reasons *chain);

/* A service's decide_by is the earliest of its systems'. Begin from service_decision_none. */
struct service_decision {
	day_t decide_by;
	struct ref system; /* that gives it */
	uint8_t state;     /* of that system; without any decide_by the most urgent state of all */
};
extern const struct service_decision service_decision_none;
void service_decision_add(struct service_decision *service, struct ref system, const struct decision *decision);

#endif
