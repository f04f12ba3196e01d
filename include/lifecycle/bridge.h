/* What is left when the day to decide has passed: the bridges that the register knows, each with who may do it. Source:
 * DOMAIN 3.3, "A passed date always comes with what is left". Never guilt beside a name: a role, not a person. */
#ifndef LIFECYCLE_BRIDGE_H
#define LIFECYCLE_BRIDGE_H

#include "lifecycle/decision.h"

enum bridge_kind {
	BRIDGE_EXTENDED_SUPPORT = 1, /* buy support beyond the supplier's ordinary end: about the component */
	BRIDGE_OPTION = 2,           /* call an unused option: about the contract; day: by when, else not set */
	BRIDGE_ONE_MORE_TERM = 3,    /* let it renew itself, or renew it: about the contract; day: to when, else not set */
	BRIDGE_UPGRADE = 4,          /* another release is supported longer: about the component */
	BRIDGE_MERGE = 5,            /* into an existing system with the same capability; months: how many there are */
	BRIDGE_SHORTER_PROCEDURE = 6, /* the value allows a direct award; months: saved; day: decide_by with it */
	BRIDGE_ACCEPT_RISK = 7,      /* with a date; day: when a successor can be in place */
};

/* Numbers of the stored roles. */
enum bridge_who {
	BRIDGE_WHO_SYSTEM_OWNER = 1,
	BRIDGE_WHO_TECHNICAL_MANAGER = 4,
	BRIDGE_WHO_CONTRACT_OWNER = 10,
	BRIDGE_WHO_BUDGET_HOLDER = 12,
};

struct bridge {
	uint8_t kind, who;
	struct ref about; /* not set where it is the system itself */
	day_t day;
	int32_t months;
};
#define BRIDGES 8 /* more than one contract may offer the same: the first that fit are given */

/* The bridges over `trigger`, in the order above; returns how many. A door needs none. Contracts offer an option or a
 * term where they end before a successor can be in place. */
size_t bridge_find(const struct system_facts *facts, const struct decision *decision,
                   const struct decision_trigger *trigger, day_t today, const struct lead_parameters *parameters,
                   struct bridge bridges[BRIDGES]);

/* One reason for each. */
void bridge_explain(const struct bridge *bridge, struct reasons *chain);

#endif
