/* What a rule of the night audit is, for those who write one. DOMAIN 4.
 *
 * Rules stand in src/audit/rules_<group>.c: functions first, then one table of rows, `const struct rule_group
 * rule_group_<group>`. The group's name and the row's number give the id, OWN-01; numbers are never reused, a rule that
 * is gone leaves a hole.
 *
 * A rule looks and tells; it changes nothing, reads no clock but world->today, and allocates nothing for a record. What
 * it tells must follow from the facts and not from the day it is told (never "12 days left": tell the day), or the
 * finding's row would be written every night. */
#ifndef AUDIT_RULE_H
#define AUDIT_RULE_H

#include "model/reason.h"
#include "register/scope.h"

#define RULE_THRESHOLDS 3
#define KR(kronor) ((kronor) * INT64_C(100))

enum rule_scope {
	RULE_SYSTEM,   /* once for each system, with everything around it; about the system or what lies below it */
	RULE_RECORD,   /* once for each record of `entity`, or of those it walks through, after the systems */
	RULE_REGISTER, /* once, after the records */
};

/* Whose the next step is: a role (C_role_…), or one of these. */
enum rule_whose {
	WHOSE_MANAGER = 100,  /* the manager of the unit it belongs to; of a person theirs */
	WHOSE_PERSON,         /* the person the finding is about, or that the rule names in found->person */
	WHOSE_ADMINISTRATOR,  /* the first person with that access */
	WHOSE_SECURITY,
	WHOSE_PORTFOLIO,
	WHOSE_LICENCES,
	WHOSE_PERMISSIONS,
};

/* A number that the configuration may change: rules = { CON-02 = { days = 60; } }. */
struct rule_threshold {
	const char *name; /* NULL ends */
	int64_t standard; /* percent in basis points, money in minor units */
	uint8_t unit;     /* enum unit_id */
};

struct rule_case;
struct tally;
typedef void rule_function(const struct rule_case *at);
typedef void rule_settle_function(const struct rule_case *at, const struct tally *tally);

struct rule {
	uint8_t number;      /* within the group, from 1 */
	const char *title;   /* what is wrong, in a few words; translated */
	const char *help;    /* why it matters and what it looks at, a sentence or two; translated */
	uint8_t entity;      /* what its findings are about; of RULE_RECORD what it walks through; 0: the register, or any */
	bool (*walks)(const struct entity *entity); /* of RULE_RECORD about any: whether it walks through these */
	uint8_t scope;       /* enum rule_scope */
	uint8_t severity;    /* C_severity_… : the default */
	bool start;          /* in the profile start */
	bool raises;         /* a finding with a trigger raises a development opportunity */
	bool gathers;        /* the list of facts to fill in (fill_in): one rule has it */
	const char
		*reads; /* every field and figure it looks at, by name: "system.phase component.support_ends"; checked against
	               the schema. Entities stored below the system that are named here are read into scope->lists. */
	const char *needs;   /* of these, the one without which it cannot judge; NULL: none */
	struct rule_threshold thresholds[RULE_THRESHOLDS + 1];
	money_t cost;        /* estimated, to put one finding right: KR(4000) */
	uint16_t next_step;  /* enum reason_id of a message without arguments, or with one reference: what the finding is
	                        about. A rule may tell another  one in found->next_step */
	uint8_t whose;       /* 0: the rule names the person, or tells whose in found->whose */
	rule_function *look;
	rule_settle_function *settle; /* of a rule that tallies */
};

struct rule_group {
	const char *name;  /* "OWN" */
	const char *label; /* translated */
	const struct rule *rules;
	size_t count;
};

/* What all rules see. */
struct audit_world {
	const struct view *view;
	const struct conf *conf;
	day_t today;
	day_t catalogue_seen; /* the latest day of the catalogue; DAY_UNSET: there is none */
	day_t people_seen;    /* the day of the latest feed of people; DAY_UNSET: never */
	const struct people *people;
	struct world_state *state; /* the engine's */
};

/* One look at one thing. */
struct rule_case {
	const struct audit_world *world;
	const struct rule *rule;
	const int64_t *thresholds;    /* in the order of the rule's row, as configured */
	struct system_scope *scope;   /* RULE_SYSTEM; else NULL */
	const struct record *record;  /* the system, or the record walked through; NULL of RULE_REGISTER */
	const struct scope_contract *contract; /* terms and clock of a contract walked through; else NULL */
	struct collector *collector;
	const struct active_rule *active; /* the engine's, as is what follows */
	struct evaluation *evaluation;
};

/* Why an opportunity is raised. */
struct found_trigger {
	uint8_t kind; /* C_trigger_kind_… ; 0: nothing is raised */
	struct ref about;
	day_t due, decide_by;
};

/* One finding being told. Filled in from the rule's row; what is here may be changed until the next call to the
 * collector. */
struct found {
	struct ref about;     /* the record looked at; id 0: the register itself */
	record_id system;     /* the system it lies under; 0 where there is none */
	struct slice detail;  /* tells several of one rule about one record apart; codes, field and product names, never
	                         words or days */
	struct ref detail_of; /* a record whose code is the detail, instead */
	int detail_year;      /* or a year; 0: none */
	uint8_t severity;
	uint8_t whose;
	record_id person;     /* whose it is, where the rule knows; 0: found through `whose` */
	day_t due; /* by when it should be put right; DAY_UNSET: 30 days after it was first seen (high and critical 7) */
	money_t cost;
	struct reasons reasons;   /* the deciding fact first; texts as long as the view */
	struct reasons next_step; /* empty: the row's */
	struct found_trigger trigger;
};

/* Tells of a finding about the record looked at, or about `about` (a record below it). Returns it to be filled in: at
 * least one reason. */
struct found *finding_add(const struct rule_case *at);
struct found *finding_add_about(const struct rule_case *at, struct ref about);

/* One deed settles many: `look` adds each case to the tally of (about, detail); when everything has been read, `settle`
 * is called once for each tally, in their order, to tell one finding (tally_finding). `first` is the case with the
 * lowest id: an example to name. */
struct tally {
	struct ref about;
	struct slice detail;
	uint32_t count, whole; /* of a share: count of whole; else whole is 0 */
	struct ref first;
};
void tally_add(const struct rule_case *at, struct ref about, struct slice detail, struct ref one);
/* The same of a share: `counts` says whether this one is in the part. Tallies whose whole is below share_denominator
 * are not settled. */
void tally_share(const struct rule_case *at, struct ref about, struct slice detail, struct ref one, bool counts);
struct found *tally_finding(const struct rule_case *at, const struct tally *tally);

/* Adds what a calculation explains to the finding, without what would read otherwise tomorrow (decision_passed,
 * exit_if_noticed, accept_risk). */
void found_explain(struct found *found, const struct reasons *explained);

/* Missing facts are one list per system: a wanted field that is not set, or unknown, is told here and not as a finding
 * of its own. The engine makes one finding of them, the shortest to answer first, of the rule that gathers. */
void fill_in(const struct rule_case *at, struct ref about, uint8_t field);

/* People, in memory by id; where few are asked about, only these. */
struct person_facts {
	bool there, looked_up;
	uint8_t kind; /* C_person_kind_… */
	day_t active_from, active_to, absent_from, absent_to;
	record_id unit, manager, owner, supplier;
	uint32_t access;
};
/* NULL where there is no such person. */
const struct person_facts *person_facts(const struct audit_world *world, record_id id);
record_id people_end(const struct audit_world *world); /* beyond the last id; for who goes through all of them */
bool person_is_active(const struct audit_world *world, record_id id);
bool person_has_left(const struct audit_world *world,
                     record_id id); /* active_to has passed, or there is no such person any more */
bool person_is_absent(const struct audit_world *world, record_id id);

/* Whether an assignment, a permission … with these days is in force. Not set is open. */
bool days_hold(const struct record *record, uint8_t from, uint8_t to, day_t today);
/* Of scope->lists[E_assignment]: the first in force with the role, NULL where there is none. */
const struct record *scope_assignment(const struct rule_case *at, uint8_t role);
/* The assignments that name a system, service, object, unit or contract, in force or not; until the next call. In the
 * order in which records are walked through it costs no search. */
const struct record_list *assignments_of(const struct audit_world *world, struct ref about);
/* Whether the phase is introduction, pilot, in use, phase out or not set. */
bool system_is_used(const struct record *system);
/* Whether the system's support has ended on the day of the run: known after the systems, for what is exposed through an
 * integration. */
bool system_support_has_ended(const struct audit_world *world, record_id system);
/* An opportunity that somebody has received, and that is neither rejected, stopped nor realised, names this trigger
 * (kind 0: any). A proposal nobody has received does not count: it changes nothing yet. */
bool opportunity_is_under_way(const struct audit_world *world, uint8_t kind, struct ref about);
/* Somebody is named as owner of the service, object or contract today. */
bool is_owned(const struct audit_world *world, struct ref ref);
/* A decision that stands is about the contract and names the term that ends on the day. */
bool contract_term_is_decided(const struct audit_world *world, record_id contract, day_t term_end);
/* `unit` is `above`, or belongs to it. */
bool unit_is_within(const struct audit_world *world, record_id unit, record_id above);
/* How many records below `parent`, or with `ref` in an indexed field, there are. A look-up: not for a rule of every
 * system. */
uint32_t count_referring(const struct audit_world *world, uint8_t entity, uint8_t field, struct ref ref);

/* Every group, in the order of DOMAIN 4; NULL after the last. A new group is a new row in groups.c. */
const struct rule_group *rule_group_at(size_t index);

#endif
