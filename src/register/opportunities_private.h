/* What the files of the opportunity reader share. */
#ifndef REGISTER_OPPORTUNITIES_PRIVATE_H
#define REGISTER_OPPORTUNITIES_PRIVATE_H

#include "register/opportunities.h"

struct opportunity_reader {
	const struct view *view;
	const struct conf *conf;
	struct conf *own_conf; /* where none was given */
	day_t today;
	struct cost_reader *costs; /* made when first needed */
	struct gate_facts facts;
	struct gate_alternative *alternatives;
	size_t alternative_capacity;
	struct gate_benefit *benefits;
	size_t benefit_capacity;
	struct handover_facts handover;
	struct gate_handed_over *systems;
	size_t system_capacity;
};

/* Each row below `parent` in turn. Ends where `take` returns false. */
typedef bool child_taker(void *context, const struct record *row);
void each_child(const struct view *view, uint8_t entity, record_id parent, child_taker *take, void *context);

struct cost_reader *opportunity_costs(struct opportunity_reader *reader);
/* What somebody must have the mandate for: the budget, else what a budget sees of the chosen way. NUMBER_UNSET: not
 * known. */
money_t opportunity_sum(struct opportunity_reader *reader, const struct record *opportunity);
/* The decision as the one that allows something on `until`. */
void read_mandate(const struct view *view, struct ref decision, money_t sum, day_t until,
                  struct gate_exception *exception);

bool permission_is_given(const struct record *permission, day_t today);

#endif
