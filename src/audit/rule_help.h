/* What the rules of several groups ask of the register. */
#ifndef AUDIT_RULE_HELP_H
#define AUDIT_RULE_HELP_H

#include "audit/rule.h"

/* Criticality 3 or 4. Not set is not critical. */
bool scope_is_critical(const struct rule_case *at);
/* Adds the criticality to the reasons, where it is set. */
void found_add_criticality(struct found *found, const struct rule_case *at);
/* The day `months` after `day` lies behind: on that day itself it does not. False where `day` is not set. */
bool months_have_passed(day_t day, int64_t months, day_t today);
/* `day` is today or at most `days` ahead. */
bool day_is_within(day_t day, int64_t days, day_t today);

/* Takes a reason out of the chain, where it is there. */
void reasons_leave_out(struct reasons *chain, enum reason_id id);
/* Adds what a field of type answer says: "Data is returned: partly". */
void found_add_answer(struct found *found, const struct record *record, uint8_t field);
/* The deciding fact of a tally: `one` takes the first case, `many` the count and the first. */
void found_add_tally(struct found *found, const struct tally *tally, enum reason_id one, enum reason_id many);

/* The catalogue, the list of people is older than the configuration allows. Not where there is none. */
bool catalogue_is_stale(const struct audit_world *world);
bool people_are_stale(const struct audit_world *world);
/* Where it is stale, what rests on it says of which day it is. Else not: the row would change with every import. */
void found_add_catalogue(struct found *found, const struct audit_world *world);
void found_add_people(struct found *found, const struct audit_world *world);

/* Taken in hand, and neither said no to nor done with. */
bool opportunity_is_in_hand(const struct record *opportunity);
/* Of a finding about the opportunity being looked at: its sponsor's, else its leader's in IT, where they are there. */
void found_ask_leader(struct found *found, const struct rule_case *at);
/* Within how many working days a need is to be received and answered. */
int64_t world_answer_days(const struct audit_world *world);

/* A system that is used, or a service, object or contract that holds today. */
bool target_is_used(const struct audit_world *world, struct ref ref);
/* Somebody holds the role for the record today. `field`: of assignment, what names it. A look-up. */
bool role_is_held(const struct audit_world *world, uint8_t field, struct ref about, uint8_t role);

#endif
