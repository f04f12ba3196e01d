/* PER: what its rules share. */
#ifndef AUDIT_RULES_PER_H
#define AUDIT_RULES_PER_H

#include "audit/rule_help.h"
#include "register/permissions.h"

/* What the position of a permission follows from. */
#define PER_FACTS \
	"permission.system permission.person permission.account permission.level permission.from permission.to " \
	"permission.suspended_from permission.suspended_to permission.last_used permission.reviewed " \
	"permission.removed permission.unlisted permission.seen_again permission.approved_by " \
	"permission.implemented_by permission.reason person.active_to person.absent_from person.absent_to "

/* One mark among the permissions of a system. */
struct marked {
	const struct record *first; /* the one with the lowest id; NULL: none. As long as the scope */
	day_t day; /* the earliest: of a review the day it was due, of an end that day, of a dormant one its last use */
};

/* Read once for all rules that look at the system; until the next one is asked for. */
struct system_permissions {
	record_id system;
	struct permission_parameters parameters;
	struct permission_counts counts;
	struct marked marked[PERMISSION_MARKS];
};
const struct system_permissions *permissions_of_system(const struct rule_case *at);
const struct marked *marked_first(const struct system_permissions *permissions, enum permission_mark mark);

/* rules_per_people.c */
rule_function per_look_for_holders_left, per_look_for_conflicts, per_look_for_suppliers, per_look_for_service_accounts;
rule_settle_function per_settle_holder_left, per_settle_supplier;

#endif
