/* Records as the facts that the calculations take: the one place that knows which field is which fact. */
#ifndef REGISTER_FACTS_H
#define REGISTER_FACTS_H

#include "lifecycle/decision.h"
#include "lifecycle/licence.h"
#include "register/session.h"

#define OPTIONS_MAX 16

/* Terms whose list of options lies beside them: not to be copied without facts_contract again. */
struct contract_reading {
	struct contract_terms terms;
	int64_t options[OPTIONS_MAX];
};

void facts_contract(const struct record *contract, struct contract_reading *reading);
void facts_licence(const struct record *licence, struct contract_terms *terms);
/* Whether it is in force on the day: enum contract_state. */
uint8_t facts_licence_state(const struct record *licence, day_t day);
/* As one purchase; `terms` are filled in too, and the lot points at them. */
void facts_licence_lot(const struct record *licence, struct contract_terms *terms, struct licence_lot *lot);
/* Whether the seat is held on the day. */
bool facts_use_holds(const struct record *licence_use, day_t day);
void facts_component(const struct record *component, struct component_facts *facts);
void facts_integration(const struct record *integration, struct integration_facts *facts);

/* Lead times and upgrade times as the configuration has them on `today`. */
struct lead_parameters facts_lead_parameters(const struct conf *conf, day_t today);
/* Tells parameters apart. */
uint32_t facts_parameters_mark(const struct lead_parameters *parameters);

#endif
