/* Shared by the parts of the two clocks and by nobody else. */
#ifndef LIFECYCLE_PRIVATE_H
#define LIFECYCLE_PRIVATE_H

#include "lifecycle/decision.h"

#define MONTH_MOST 31 /* days */

/* A contract's ends, with what every one of them is counted from. */
struct contract_ends {
	const struct contract_terms *terms;
	int64_t option_months; /* of the options used */
	int64_t period;        /* months; 0: not set */
	day_t base;
	bool tacit;
	/* what was last found running: the end after `renewals` is the first on `asked` or later */
	day_t asked, found;
	int64_t renewals;
};
void contract_ends_find(const struct contract_terms *terms, struct contract_ends *ends);
day_t contract_ends_at(const struct contract_ends *ends, int64_t renewals);
int64_t contract_ends_until(const struct contract_ends *ends, day_t day);
day_t contract_ends_running(struct contract_ends *ends, day_t day); /* of the term that runs on `day`; remembered */
day_t contract_ends_exit(const struct contract_ends *ends, day_t day);

/* The door of a contract or licence that renews itself. */
struct door {
	day_t exit;      /* E; DAY_UNSET where none can be worked out */
	day_t decide_by; /* min(E − lead, E − notice) */
	day_t first_locked;
	int32_t locked;
};
/* `earliest` is today + lead. */
void door_find(const struct contract_terms *terms, day_t today, int32_t lead_months, day_t earliest, struct door *door);

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
