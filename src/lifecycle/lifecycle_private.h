/* Shared by the parts of the decision clock and by nobody else. */
#ifndef LIFECYCLE_PRIVATE_H
#define LIFECYCLE_PRIVATE_H

#include "lifecycle/decision.h"

/* The door of a contract or licence that renews itself. */
struct door {
	day_t exit;      /* E; DAY_UNSET where none can be worked out */
	day_t decide_by; /* min(E − lead, E − notice) */
	day_t first_locked;
	int32_t locked;
};
void door_find(const struct contract_terms *terms, day_t today, int32_t lead_months, struct door *door);

/* Main contracts that count: in force or to come, else the one that ended last. */
struct main_contracts {
	const struct system_facts *facts;
	bool in_force;     /* any of them */
	size_t ended_last; /* index; contract_count where none has ended */
};
void main_contracts_find(const struct system_facts *facts, struct main_contracts *mains);
bool main_contract_counts(const struct main_contracts *mains, size_t index);
bool main_contract_followed(const struct main_contracts *mains, size_t index);
/* Of one that neither renews itself nor runs on: the day on which it ends by itself. */
day_t main_contract_must_end(const struct contract_facts *contract);
/* Forces nothing: renewed tacitly or running, and no notice given. */
bool main_contract_is_door(const struct contract_facts *contract);

/* The latest end of the licence's pool, where this lot speaks for the pool; DAY_UNSET where it is no trigger. */
day_t licence_pool_end(const struct system_facts *facts, size_t index);
bool licence_same_pool(const struct system_facts *facts, struct ref a, struct ref b);

#endif
