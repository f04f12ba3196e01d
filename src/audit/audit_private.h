/* The engine of the audit: what its files share. */
#ifndef AUDIT_AUDIT_PRIVATE_H
#define AUDIT_AUDIT_PRIVATE_H

#include "audit/audit.h"
#include "audit/decided.h"
#include "audit/rule.h"
#include "audit/world_lists.h"
#include "register/summary.h"
#include "store/changes.h"

/* ---- settings.c: which rules are on, as configured ---- */

#define RULE_NONE UINT16_MAX
#define RULE_ID_SIZE 16

/* Where only what has changed is read. */
enum rule_part {
	PART_LEFT,    /* nothing that it looks at has changed */
	PART_CHANGED, /* looks at what has changed */
	PART_WHOLE,   /* needs everything */
};

struct conf_own_rule;
struct active_rule {
	const struct rule *rule;
	const struct rule_group *group; /* NULL of an own rule */
	const struct conf_own_rule *own; /* of an own rule; else NULL */
	const struct own_rule *own_rule;
	char id[RULE_ID_SIZE];
	uint16_t place;      /* in the table of all rules */
	uint8_t severity;
	bool severity_set;   /* by the configuration: then it holds whatever the rule says */
	bool on;
	bool looked;         /* on, and asked for in this run */
	enum rule_part part;
	bool first_night;    /* it was not on in the last completed run of an earlier day */
	int64_t thresholds[RULE_THRESHOLDS];
};

struct rule_settings {
	struct active_rule *items;
	size_t count;
	uint16_t *places; /* a hash of the ids */
	size_t place_mask;
	struct own_rule *own_rules;
	size_t own_count;
	uint8_t profile; /* C_profile_… */
};
/* False with words where the configuration names a rule, group or threshold that is not there. `conf` outlives the
 * settings. */
bool rule_settings_read(struct rule_settings *settings, const struct conf *conf, day_t today, struct error *error);
void rule_settings_free(struct rule_settings *settings);
/* Only these are looked at; false with words where one names no rule that is on. */
bool rule_settings_choose(struct rule_settings *settings, const char *const *rules, size_t count, struct error *error);
uint16_t rule_settings_find(const struct rule_settings *settings, struct slice id); /* RULE_NONE */
const char *active_rule_title(const struct active_rule *active); /* in the current language */

/* ---- own_rules.c: the organisation's own ---- */

struct pass;
bool own_rules_read(struct rule_settings *settings, const struct conf *conf, struct error *error);
void own_rules_free(struct rule_settings *settings);
const struct rule *own_rule_row(const struct rule_settings *settings, size_t index, const struct own_rule **own);
bool own_rules_begin(struct pass *pass, struct error *error);
void own_rules_end(struct pass *pass);

/* ---- world.c: what is read once and asked by rules ---- */

struct unit_facts {
	record_id parent, manager;
};
struct people {
	struct person_facts *items; /* by id */
	record_id end;              /* beyond the last of them */
	bool whole;                 /* all are read, else each when first asked about */
	struct unit_facts *units;   /* by id */
	size_t unit_count;
	record_id holders[16];      /* by C_access_…: the first active person with it */
};

struct trigger_under_way {
	struct ref about;
	uint8_t kind;
};
struct world_assignments {
	struct index *indexes[5]; /* by what an assignment names; made when first asked for */
	struct records *records;
	struct record_list list;  /* of `about` */
	struct ref about;
};
struct world_state {
	struct world_assignments assignments;
	struct trigger_under_way *under_way; /* in the order of about */
	size_t under_way_count, under_way_capacity;
	uint8_t *ended; /* a bit for each system id */
	size_t ended_size;
	bool all_systems_seen; /* else `ended` is empty and the summary rows are asked */
	struct people people;
	struct decided_terms decided;
	struct world_lists *lists; /* made when first asked for, and so is the next */
	struct system_permissions *permissions;
};
void world_read(struct audit_world *world, const struct view *view, const struct session *session);
void world_free(struct audit_world *world);
void world_read_people(const struct audit_world *world); /* all of them, and who holds what access */
void world_note_support(struct audit_world *world, record_id system, day_t support_ends);

/* ---- whose.c ---- */

/* The one person whose the next step is; 0 where there is nobody. `assignments`: the system's where the finding lies
 * under the one being read. */
record_id find_whose(const struct audit_world *world, const struct found *found, const struct record *record,
                     const struct record_list *assignments);

/* ---- collect.c: what the rules tell ---- */

struct found_item {
	uint16_t rule; /* place */
	struct found found;
};

struct tally_table;
struct collector {
	struct found_item *items;
	size_t count, capacity;
	uint64_t *fills; /* facts to fill in, in the order in which they are told */
	size_t fill_count, fill_capacity;
	struct tally_table *tallies;
};
void collector_init(struct collector *collector);
void collector_free(struct collector *collector);
void collector_clear(struct collector *collector); /* the tallies stay */
/* What fill_in was told becomes one finding. */
void collector_gather(const struct rule_case *at);
/* Calls the rule's settle for each of its tallies, in order, leaving out shares of fewer than `least`; and `settled`
 * after each. */
void collector_settle(const struct rule_case *at, int64_t least, void (*settled)(void *context), void *context);

/* ---- runs.c: the runs of the register ---- */

struct run_row {
	uint32_t number;
	day_t day;
};
struct runs {
	uint32_t *completed; /* numbers of all completed runs, rising */
	size_t completed_count, completed_capacity;
	struct run_row *rows; /* the completed ones that count: of each day the last; rising */
	size_t count, capacity;
	uint32_t number;      /* of the run being made, 0 where none is */
	day_t today;
	struct run_row earlier; /* the last that counts of an earlier day than today; number 0: none */
};
void runs_read(struct runs *runs, const struct view *view, day_t today);
void runs_free(struct runs *runs);
bool runs_completed(const struct runs *runs, uint32_t number);
/* Whether what the run changed is to be taken as never said: it was not finished, or it is today's, which the present
 * run replaces. */
bool runs_is_void(const struct runs *runs, uint32_t number);
/* The run being made joins those that count, as it will when it is closed. */
void runs_join(struct runs *runs);
void runs_stand(const struct runs *runs, const struct record *finding, struct finding_standing *standing);
/* How many runs that count, from number `since` to the last of an earlier day. */
uint32_t runs_count_since(const struct runs *runs, uint32_t since);

/* ---- outbox.c: rows to write, in batches ---- */

struct outbox {
	struct session *session;
	bool keep;         /* nothing is written: the rows are kept */
	uint64_t group;    /* journal sequence of the run's first entry */
	struct text rows;  /* packed records, and summary rows */
	struct outgoing {
		struct ref ref;      /* id 0: a new finding */
		uint32_t revision;   /* that was read */
		bool summary;
		size_t start, size;
	} *items;
	size_t count, capacity;
	uint32_t skipped;
};
void outbox_init(struct outbox *outbox, struct session *session, bool keep);
void outbox_free(struct outbox *outbox);
void outbox_add(struct outbox *outbox, record_id id, uint32_t revision, const struct draft *draft);
void outbox_add_summary(struct outbox *outbox, struct ref ref, struct slice row);
/* Writes what there is where it is enough for a batch, or `all`. */
bool outbox_flush(struct outbox *outbox, bool all, struct error *error);
struct record outbox_record(const struct outbox *outbox, size_t index); /* of a finding kept; id 0 of a new one */

/* ---- match.c: what was found against what stands ---- */

struct verdict {
	uint8_t state, severity;
	bool known, fresh;
	bool was_open;  /* before: in the last completed run's eyes */
	day_t due;
	money_t cost;
	record_id system;
};

struct matching {
	const struct view *view;
	const struct runs *runs;
	const struct rule_settings *settings;
	struct outbox *outbox;
	struct draft draft;
	struct text reasons, next_step, id;
};
void match_init(struct matching *matcher);
void match_free(struct matching *matcher);
bool match_is_same(const struct record *stored, struct slice rule, const struct found *found);
/* `stored` NULL: there is none. */
void match_found(struct matching *matcher, const struct record *stored, const struct active_rule *active,
                 const struct found *found, struct verdict *verdict);
/* It was looked for and not found. */
void match_gone(struct matching *matcher, const struct record *stored, struct verdict *verdict);
/* As its row says. */
void match_stored(const struct matching *matcher, const struct record *stored, struct verdict *verdict);

/* ---- accept.c: who may say what of a finding ---- */

/* The one it is assigned to, whoever manages the record it is about or the system it lies under, an administrator. */
bool finding_is_stewarded(const struct session *session, const struct view *view, const struct record *finding);
bool acceptance_check(const struct session *session, const struct view *view, const struct record *finding,
                      const struct acceptance *acceptance, struct error *error);

/* ---- elsewhere.c: stored findings of rules that look after the systems ---- */

/* There may be millions: of each its place in the register and no more. */
struct elsewhere {
	struct elsewhere_item {
		uint32_t hash; /* of the rule and what it is about */
		record_id id;
	} *items;
	size_t count, capacity;
	bool sorted;
	uint8_t *matched; /* a bit for each */
};
void elsewhere_add(struct elsewhere *elsewhere, uint16_t rule, const struct record *stored);
/* The stored finding of the rule about the same; false where there is none. Marks it. */
bool elsewhere_find(struct elsewhere *elsewhere, const struct view *view, const struct active_rule *active,
                    const struct found *found, struct record *stored);
/* From *at on, which begins at 0, the next that was not found again. */
bool elsewhere_next_unmatched(struct elsewhere *elsewhere, const struct view *view, size_t *at, struct record *stored);
void elsewhere_free(struct elsewhere *elsewhere);

/* ---- raise.c: proposals ---- */

struct raise_list {
	struct raising {
		record_id system;
		struct found_trigger trigger;
		struct ref anchor; /* whom it is for */
	} *items;
	size_t count, capacity;
};
void raise_note(struct raise_list *list, const struct found *found);
void raise_list_free(struct raise_list *list);
/* Writes what is not answered yet; how many opportunities are new. The list is sorted and shortened. */
bool raise_proposals(struct session *session, struct raise_list *list, uint32_t *raised, struct error *error);

/* ---- pass.c: everything is read and looked at ---- */

struct delta;
struct pass {
	struct session *session;
	const struct audit_options *options;
	const struct view *view;
	struct audit_world world;
	struct rule_settings settings;
	struct rule_case *cases; /* one for each rule */
	uint16_t *walks;         /* the rules that look at each step of the walk being made */
	size_t walk_count;
	struct collector collector;
	struct runs runs;
	struct outbox outbox;
	struct matching matcher;
	struct elsewhere elsewhere;
	struct audit_counts counts;
	struct audit_facts facts;
	struct text summary_bytes, scratch;
	struct text detail; /* of the finding being matched */
	bool writes_summaries;
	bool of_changes;         /* since the last run, whose counts are gone on from */
	bool raises;             /* proposals are raised */
	uint8_t raise_minimum;   /* C_severity_… */
	struct raise_list raise_list;
	struct index *contract_systems; /* by contract; made when first asked for */
	struct reading *reading; /* of the own rules; NULL where there are none */
};
/* `delta` NULL: everything. */
bool pass_everything(struct pass *pass, const struct delta *delta, struct error *error);

struct audit {
	struct session session; /* the caller's store and day, with a configuration in any case */
	struct conf *own_conf;
	struct audit_options options;
	struct view *view;      /* of the run that wrote nothing; NULL: the store is asked anew */
	struct pass pass;
	uint64_t seen;          /* the last entry of the journal that the run has seen */
	bool chosen;            /* only some rules were looked at */
	int lock;
};

#endif
