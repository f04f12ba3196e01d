/* What the three gates share. */
#ifndef LIFECYCLE_GATE_PRIVATE_H
#define LIFECYCLE_GATE_PRIVATE_H

#include "lifecycle/gate.h"
#include "model/schema.h"

/* What a track asks of a question. Those after DEMAND_YES ask where something is so. */
enum gate_demand {
	DEMAND_NO, DEMAND_YES,
	DEMAND_NARROW, DEMAND_FULL,     /* the cost: what a budget sees, or all of it */
	DEMAND_ONE, DEMAND_ALL,         /* of the benefits */
	DEMAND_STATED, DEMAND_REASONED, /* change and training; below the local value with the reason */
	DEMAND_NOTICED,                 /* where users notice the change */
	DEMAND_BOUGHT,                  /* where something is bought or signed */
	DEMAND_REPLACED,                /* where the chosen way replaces */
	DEMAND_URGENT,                  /* where it was decided as urgent */
	DEMAND_NEW,                     /* where something new is taken into use */
};

#define FIELD_ARGUMENT(entity, field) ((int64_t)(entity) * 256 + (field))
#define CHOICE_ARGUMENT(set, choice) ((int64_t)(set) * 256 + (choice))

void gate_begin(struct gate *gate, enum gate_kind kind, uint8_t track, uint8_t size);
enum gate_demand gate_demand(enum gate_question question, enum gate_track track);
/* A new answer to the question, as missing, at the entity and field of its row, in no record yet. */
struct gate_answer *gate_add(struct gate *gate, enum gate_question question);
void gate_leave_out(struct gate_answer *answer, struct reason why);
void gate_take(struct gate_answer *answer, struct ref record, struct reason how);
void gate_miss(struct gate_answer *answer, struct ref record, struct reason what);
/* `first` lacks the field, and so do lacking − 1 others. */
void gate_miss_of_several(struct gate_answer *answer, struct ref first, size_t lacking, uint8_t field);
/* Left out, for that the track does not ask it. */
void gate_leave_out_of_track(const struct gate *gate, struct gate_answer *answer);
/* Counts what was asked and what is missing. */
void gate_end(struct gate *gate);

/* gate_ways.c */
uint8_t gate_chosen_kind(const struct gate_facts *facts); /* of the first that is chosen; 0: none is */
bool gate_users_notice(const struct gate_facts *facts);
void gate_judge_alternatives(const struct gate_facts *facts, struct gate_answer *answer);
void gate_judge_nothing(const struct gate_facts *facts, struct gate_answer *answer);
void gate_judge_cost(const struct gate_facts *facts, enum gate_demand demand, struct gate_answer *answer);
void gate_judge_chosen(const struct gate_facts *facts, struct gate_answer *answer);
void gate_judge_like_for_like(struct gate *gate, const struct gate_facts *facts, struct gate_answer *answer);
void gate_judge_change(const struct gate_facts *facts, enum gate_demand demand, struct gate_answer *answer);

#endif
