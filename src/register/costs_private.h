/* What the files of the cost reader share. */
#ifndef REGISTER_COSTS_PRIVATE_H
#define REGISTER_COSTS_PRIVATE_H

#include "register/costs.h"

#define COST_SHARED_WHOLE 10000 /* basis points: what weights that nobody has stated add up to */

struct cost_reader {
	const struct view *view;
	const struct conf *conf;
	day_t today;
	struct cost_parameters parameters;
	struct lead_parameters leads;
	struct scope_reader *scopes;  /* made when first needed */
	struct records *components;   /* of the other ends of integrations */
	bool contracts_cost;          /* some contract has cost rows of its own */
	bool goes_on;                 /* as if no system that is asked about were planned to be retired */
	struct record_list sharing;   /* those that share an amount with what is looked at */
	struct system_cost_facts facts;
	struct cost_row *rows;
	struct integration_cost *integrations;
	struct incident_cost *incidents;
	size_t row_capacity, integration_capacity, incident_capacity;
};

/* One of those that share an amount: cost_part. */
struct cost_weight {
	int64_t before, own, whole;
};
/* Of the records that share, each weighed by its field `share`, the one with id `own`. */
struct cost_weight costs_weigh(const struct record_list *sharing, uint8_t share, record_id own);
void costs_list(struct record_list *list, const struct record *record);

void costs_begin(struct cost_reader *reader, struct ref about);
/* The cost rows that name `owner` in `field`; `weight` NULL: whole. */
void costs_add_owned(struct cost_reader *reader, uint8_t field, struct ref owner, const struct cost_weight *weight);

#endif
