/* What of the register could be bought together, by the service that rests on it and by what it is used for. Only what
 * nobody has decided on yet. DOMAIN 5. */
#ifndef REGISTER_TOGETHER_H
#define REGISTER_TOGETHER_H

#include "lifecycle/together.h"
#include "register/scope.h"

#define TOGETHER_ENDS 4 /* of a contract that renews itself: the first that can be used, and those after it */

/* What would follow a system: the purchase is its contract's, where that is what ends, else its own. */
struct purchase {
	struct ref about, system;
	uint8_t kind, state;        /* enum trigger_kind, decision_state */
	struct { day_t end, decide_by; } ends[TOGETHER_ENDS];
	size_t end_count;
	money_t yearly;             /* of its contracts; NUMBER_UNSET: not stated */
};
/* False where nothing is to be decided. The scope has its clocks. */
bool purchase_of_system(const struct system_scope *scope, struct purchase *purchase);

struct joined {
	size_t purchase; /* index; of several systems with one contract the one to decide on first */
	day_t end, decide_by;
};
struct joined_set {
	struct ref by;      /* a service or a capability */
	size_t from, count; /* in `joined` */
	day_t first, last, join_by;
	money_t yearly;     /* of those that say; NUMBER_UNSET where it does not fit */
	size_t unstated;
};
struct together {
	struct purchase *purchases;
	size_t purchase_count, purchase_capacity;
	struct joined *joined;
	size_t joined_count, joined_capacity;
	struct joined_set *sets; /* by what must be decided first */
	size_t set_count, set_capacity;
	size_t hidden;           /* systems that `see` says no to */
	int64_t months;          /* within which they lie */
};
void together_read(struct together *together, const struct view *view, const struct conf *conf, day_t today,
                   bool (*see)(void *context, const struct record *system), void *context);
void together_free(struct together *together);

/* Days within which ends can be joined, in months, as configured. */
int64_t together_months(const struct conf *conf);

#endif
