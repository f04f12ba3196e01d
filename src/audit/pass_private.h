/* What the files of the pass share. */
#ifndef AUDIT_PASS_PRIVATE_H
#define AUDIT_PASS_PRIVATE_H

#include "audit/audit_private.h"
#include "audit/delta.h"

/* What a finding of a rule that looks after the systems changes in the summary row of the system it lies under. */
struct change_below {
	record_id system;
	uint8_t severity;
	int8_t more;
	money_t debt;
};

struct walk {
	struct pass *pass;
	struct records *stored;   /* findings, by system */
	struct record at;         /* where that cursor stands */
	bool there;
	struct record_list below; /* stored findings of the system, or about the record, being looked at */
	bool *matched;
	size_t matched_capacity;
	struct index *by_about;   /* findings by what they are about */
	struct change_below *changes;
	size_t change_count, change_capacity;
};

/* pass_count.c */
bool rule_is_plain(const struct rule *rule, uint8_t scope); /* looks there and tallies nothing */
bool rule_walks(const struct rule *rule, uint8_t entity);   /* a rule of records: through these */
void finish_found(struct pass *pass, const struct active_rule *active, struct found *found, const struct record *record,
                  const struct record_list *assignments);
void counts_move(struct audit_counts *counts, const struct verdict *before, const struct verdict *after, day_t today);
/* `stored` is how the finding stood, NULL where it is new. */
void count_finding(struct pass *pass, const struct record *stored, const struct verdict *verdict);
/* Of a run that goes on from the counts of the last one: it is no longer there. */
void uncount_finding(struct pass *pass, const struct record *gone);
void count_in_summary(const struct pass *pass, struct summary *summary, const struct verdict *verdict);
void choose_walk(struct pass *pass, uint8_t scope, uint8_t entity);
void note_change(struct walk *walk, const struct record *stored, const struct verdict *verdict);
bool patch_summaries(const struct walk *walk, struct error *error);

/* pass_systems.c */
void clear_matched(struct walk *walk);
const struct record *find_below(struct walk *walk, const struct active_rule *active, const struct found *found);
bool pass_systems(struct walk *walk, struct error *error);
bool pass_changed_systems(struct walk *walk, const struct ref_list *changed, struct error *error);
void pass_tallies(struct walk *walk);

/* pass_records.c */
bool pass_records(struct walk *walk, struct error *error);
bool pass_register(struct walk *walk, struct error *error);
bool resolve_elsewhere(struct walk *walk, struct error *error);
bool pass_changed_records(struct walk *walk, const struct ref_list *changed, struct error *error);
void read_stored_of_rules(struct walk *walk); /* of the rules that look now */

#endif
