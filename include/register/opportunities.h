/* A development opportunity with all that belongs to it, as the gates and the first assessment take it, and what a
 * change of its stage demands.
 *
 * Gates are passed by people: a change of `stage` (of `phase`, for the retirement of a system) is judged whoever makes
 * it, in a form, on the command line or by a file that changes a record that is there. A record that an import brings
 * in as new is not: a file about what was decided before the register was there states history, what belongs to an
 * opportunity can only be entered after it, and to refuse the past would keep it out of sight. The night's rules tell
 * of what such records lack. A person's new record begins before the decision. Undoing, restoring and the audit change
 * no stage of their own and are not judged. */
#ifndef REGISTER_OPPORTUNITIES_H
#define REGISTER_OPPORTUNITIES_H

#include "lifecycle/gate.h"
#include "lifecycle/triage.h"
#include "register/alternatives.h"

struct opportunity_reader;
/* `conf` NULL: the defaults hold. View and configuration outlive the reader. */
struct opportunity_reader *opportunity_reader_new(const struct view *view, const struct conf *conf, day_t today);
void opportunity_reader_free(struct opportunity_reader **reader);

/* The record may be one that is not written yet: what lies below it is read by its id. The facts hold until the next
 * call. */
const struct gate_facts *opportunity_gate_facts(struct opportunity_reader *reader, const struct record *opportunity);
const struct handover_facts *opportunity_handover_facts(struct opportunity_reader *reader,
                                                        const struct record *opportunity);
void opportunity_triage_facts(struct opportunity_reader *reader, const struct record *opportunity,
                              struct triage_facts *facts);
/* What is proposed from them; `work_changes` (enum answer) in the place of what is stated, where it is not 0. */
void opportunity_triage(struct opportunity_reader *reader, const struct record *opportunity, uint8_t work_changes,
                        struct triage *triage);
struct triage_limits opportunity_triage_limits(const struct conf *conf, day_t today);
/* What of a system stands in the way of its being retired. */
void system_retirement_facts(const struct view *view, const struct record *system, day_t today,
                             struct retirement_facts *facts);

/* GATE_DECIDED and GATE_DELIVERED of an opportunity, GATE_RETIRED of a system. */
void opportunity_gate(struct opportunity_reader *reader, const struct record *record, enum gate_kind kind,
                      struct gate *gate);

/* Decided because it could not wait: the day by which its gate is to be answered. DAY_UNSET: it is not urgent, or not
 * decided. */
day_t opportunity_gate_due(const struct record *opportunity, const struct conf *conf);
/* The approved decision about it by somebody who may decide: delegated, by a committee, or by a forum whose mandate
 * covers the sum. Unset where there is none. */
struct ref opportunity_decision(struct opportunity_reader *reader, const struct record *opportunity);
/* Whether some lesson is about the record. */
bool has_lesson(const struct view *view, struct ref about);

#endif
