/* PER: permissions. One finding for each thing to do: at a system for all its permissions with the same fault. How each
 * stands: rules_per_system.c. What is about people: rules_per_people.c. */
#include "audit/rules_per.h"

#include "base/lang.h"
#include "base/memory.h"
#include "conf/conf.h"

static uint32_t standing(const struct system_permissions *permissions)
{
	return permissions->counts.standing;
}

static uint32_t with(const struct system_permissions *permissions, enum permission_mark mark)
{
	return permission_counts_of(&permissions->counts, mark);
}

static void look_for_reviews(const struct rule_case *at)
{
	const struct system_permissions *permissions = permissions_of_system(at);
	uint32_t overdue = with(permissions, PERMISSION_OVERDUE), valid = with(permissions, PERMISSION_VALID);
	day_t first = marked_first(permissions, PERMISSION_OVERDUE)->day;
	int64_t months = permission_review_months(&permissions->parameters, facts_highest_classification(at->record));
	if (overdue == 0 || !system_is_used(at->record))
		return;
	struct found *found = finding_add(at);
	if (first != DAY_UNSET)
		reasons_add(&found->reasons, REASON_per_overdue, (int64_t)overdue, (int64_t)valid, (int64_t)first);
	else
		reasons_add(&found->reasons, REASON_per_overdue_undated, (int64_t)overdue, (int64_t)valid);
	reasons_add(&found->reasons, REASON_permission_review_months, months);
	found->due = first;
}

static void look_for_orphans(const struct rule_case *at)
{
	const struct system_permissions *permissions = permissions_of_system(at);
	uint32_t orphans = with(permissions, PERMISSION_ORPHAN);
	if (orphans == 0)
		return;
	const struct record *first = marked_first(permissions, PERMISSION_ORPHAN)->first;
	struct found *found = finding_add(at);
	reasons_add(&found->reasons, REASON_per_orphans, (int64_t)orphans, (int64_t)standing(permissions),
	            record_text(first, F_permission_account));
}

static void look_for_dormant(const struct rule_case *at)
{
	const struct system_permissions *permissions = permissions_of_system(at);
	uint32_t dormant = with(permissions, PERMISSION_DORMANT);
	if (dormant == 0)
		return;
	struct found *found = finding_add(at);
	reasons_add(&found->reasons, REASON_per_dormant, permissions->parameters.dormant_days, (int64_t)dormant,
	            (int64_t)with(permissions, PERMISSION_VALID));
	reasons_add(&found->reasons, REASON_per_longest_unused,
	            (int64_t)marked_first(permissions, PERMISSION_DORMANT)->day);
}

static void look_for_ended(const struct rule_case *at)
{
	const struct system_permissions *permissions = permissions_of_system(at);
	uint32_t ended = with(permissions, PERMISSION_PAST_END);
	day_t first = marked_first(permissions, PERMISSION_PAST_END)->day;
	if (ended == 0)
		return;
	struct found *found = finding_add(at);
	reasons_add(&found->reasons, REASON_per_past_end, (int64_t)ended, (int64_t)standing(permissions), (int64_t)first);
	found->due = first;
}

static void tell_share(const struct rule_case *at, enum permission_mark mark, enum reason_id reason)
{
	const struct system_permissions *permissions = permissions_of_system(at);
	uint32_t count = with(permissions, mark);
	if (count == 0)
		return;
	struct found *found = finding_add(at);
	reasons_add(&found->reasons, reason, (int64_t)count, (int64_t)standing(permissions));
}

static void look_for_no_reason(const struct rule_case *at)
{
	tell_share(at, PERMISSION_NO_REASON, REASON_per_no_reason);
}

static void look_for_self_approved(const struct rule_case *at)
{
	tell_share(at, PERMISSION_SELF_APPROVED, REASON_per_self_approved);
}

static void look_for_administrators(const struct rule_case *at)
{
	const struct system_permissions *permissions = permissions_of_system(at);
	int64_t least = conf_number(at->world->conf, CONF_share_denominator, at->world->today);
	int64_t valid = with(permissions, PERMISSION_VALID), share = permission_administrators(&permissions->counts);
	if (valid < least || share <= at->thresholds[0] * 100)
		return;
	struct found *found = finding_add(at);
	reasons_add(&found->reasons, REASON_per_administrators, (int64_t)permissions->counts.administrators, valid, share);
	reasons_add(&found->reasons, REASON_per_most_administrators, at->thresholds[0] * 100);
}

static void look_for_seen_again(const struct rule_case *at)
{
	const struct system_permissions *permissions = permissions_of_system(at);
	uint32_t seen = with(permissions, PERMISSION_SEEN_AGAIN);
	if (seen == 0)
		return;
	const struct record *first = marked_first(permissions, PERMISSION_SEEN_AGAIN)->first;
	struct found *found = finding_add(at);
	reasons_add(&found->reasons, REASON_per_seen_again, (int64_t)seen, record_self(first));
	reasons_add(&found->reasons, REASON_permission_removed, (int64_t)record_day(first, F_permission_removed));
	reasons_add(&found->reasons, REASON_permission_seen_again, (int64_t)record_day(first, F_permission_seen_again));
}

#define CLASSIFIED "system.confidentiality system.integrity system.availability system.traceability " \
	"system.handled_elsewhere "

static const struct rule rules[] = {
	{.number = 1, .title = N_("Review of permissions overdue"), .entity = E_system, .scope = RULE_SYSTEM,
	 .severity = C_severity_medium,
	 .help = N_("What people may do is reviewed regularly, the more often the higher the system's classification "
	            "(review_months). One finding for each system: its permissions are reviewed together."),
	 .reads = "system.phase " CLASSIFIED PER_FACTS, .needs = "permission.reviewed",
	 .cost = KR(4000), .next_step = REASON_do_review_permissions, .whose = WHOSE_PERMISSIONS,
	 .look = look_for_reviews},
	{.number = 2, .title = N_("Permissions of somebody who has left"), .entity = E_permission, .scope = RULE_REGISTER,
	 .severity = C_severity_high, .start = true,
	 .help = N_("The permission still stands after its holder's last day. One finding for each person: all are taken "
	            "away at once."),
	 .reads = "permission.person permission.system permission.from permission.to permission.removed person.active_to",
	 .needs = "permission.person",
	 .cost = KR(1500), .next_step = REASON_do_remove_permissions, .whose = WHOSE_PERMISSIONS,
	 .look = per_look_for_holders_left, .settle = per_settle_holder_left},
	{.number = 3, .title = N_("Accounts that nobody owns"), .entity = E_system, .scope = RULE_SYSTEM,
	 .severity = C_severity_medium,
	 .help = N_("An account for which no person of the register is known: nobody can say whether it is needed."),
	 .reads = PER_FACTS, .needs = "permission.account",
	 .cost = KR(3000), .next_step = REASON_do_find_account_owners, .whose = C_role_system_manager,
	 .look = look_for_orphans},
	{.number = 4, .title = N_("Permissions that are not used"), .entity = E_system, .scope = RULE_SYSTEM,
	 .severity = C_severity_low,
	 .help = N_("Not used for longer than dormant_days. Where nobody knows when it was last used it is not counted, "
	            "and who is away, or whose permission is paused, does not use it."),
	 .reads = PER_FACTS, .needs = "permission.last_used",
	 .cost = KR(2000), .next_step = REASON_do_ask_unused, .whose = C_role_system_manager, .look = look_for_dormant},
	{.number = 5, .title = N_("Permissions past their end"), .entity = E_system, .scope = RULE_SYSTEM,
	 .severity = C_severity_medium,
	 .help = N_("The last day has passed, and nobody has said that it has been removed in the system."),
	 .reads = PER_FACTS, .needs = "permission.to",
	 .cost = KR(1500), .next_step = REASON_do_end_permissions, .whose = C_role_system_manager, .look = look_for_ended},
	{.number = 6, .title = N_("Permissions without a reason"), .entity = E_system, .scope = RULE_SYSTEM,
	 .severity = C_severity_low,
	 .help = N_("Nobody can review what nobody knows the reason for."),
	 .reads = PER_FACTS, .needs = "permission.system",
	 .cost = KR(2000), .next_step = REASON_do_state_reasons, .whose = C_role_system_manager,
	 .look = look_for_no_reason},
	{.number = 7, .title = N_("Permissions that somebody approved for themselves"), .entity = E_system,
	 .scope = RULE_SYSTEM, .severity = C_severity_medium,
	 .help = N_("Whoever approves is neither the one who gets it nor the one who carries it out."),
	 .reads = PER_FACTS, .needs = "permission.approved_by",
	 .cost = KR(2000), .next_step = REASON_do_approve_anew, .whose = C_role_system_owner,
	 .look = look_for_self_approved},
	{.number = 8, .title = N_("Conflict of duties"), .entity = E_permission, .scope = RULE_REGISTER,
	 .severity = C_severity_medium,
	 .help = N_("One person holds two valid permissions that a record of conflicts of duties says nobody may hold "
	            "together, in the same system or in two. As serious as that record says."),
	 .reads = "permission.person permission.system permission.role permission.from permission.to permission.removed "
	          "conflict.first_system conflict.first_role conflict.second_system conflict.second_role conflict.severity",
	 .needs = "permission.role",
	 .cost = KR(4000), .next_step = REASON_do_separate_duties, .whose = WHOSE_MANAGER, .look = per_look_for_conflicts},
	{.number = 9, .title = N_("Many administrators"), .entity = E_system, .scope = RULE_SYSTEM,
	 .severity = C_severity_medium,
	 .help = N_("So many of the valid permissions administer, or are for emergencies, that few of them can be needed. "
	            "Silent where there are fewer valid ones than share_denominator."),
	 .reads = PER_FACTS, .needs = "permission.level", .thresholds = {{"percent", 20, UNIT_none}},
	 .cost = KR(4000), .next_step = REASON_do_fewer_administrators, .whose = C_role_system_owner,
	 .look = look_for_administrators},
	{.number = 10, .title = N_("Permissions of a supplier without a contract"), .entity = E_permission,
	 .scope = RULE_REGISTER, .severity = C_severity_high,
	 .help = N_("People who come from a supplier hold permissions, and no contract with it, or with the group it is part "
	            "of, is in force. One finding for each supplier; for each person whose supplier is not stated."),
	 .reads = "permission.person permission.system permission.from permission.to permission.removed person.kind "
	          "person.supplier person.active_to supplier.part_of contract.supplier contract.start contract.end "
	          "contract.running contract.renewal contract.renewal_months contract.terminated contract.signed "
	          "contract.option_months contract.options_used contract.notice_months contract.notice_to "
	          "contract.irrevocable_until",
	 .needs = "person.supplier",
	 .cost = KR(3000), .next_step = REASON_do_stop_supplier, .whose = WHOSE_PERMISSIONS,
	 .look = per_look_for_suppliers, .settle = per_settle_supplier},
	{.number = 11, .title = N_("Service account without an owner"), .entity = E_person, .scope = RULE_REGISTER,
	 .severity = C_severity_medium,
	 .help = N_("A service account is no human being: somebody who is there answers for it."),
	 .reads = "person.kind person.owner person.active_to", .needs = "person.owner",
	 .cost = KR(1500), .next_step = REASON_do_name_account_owner, .whose = WHOSE_PERMISSIONS,
	 .look = per_look_for_service_accounts},
	{.number = 12, .title = N_("Ticked off as removed, but seen again"), .entity = E_system, .scope = RULE_SYSTEM,
	 .severity = C_severity_high,
	 .help = N_("The permission was said to have been removed, and a later list from the system itself still had it."),
	 .reads = PER_FACTS, .needs = "permission.seen_again",
	 .cost = KR(2000), .next_step = REASON_do_remove_again, .whose = C_role_system_manager,
	 .look = look_for_seen_again},
};

const struct rule_group rule_group_per = {"PER", N_("Permissions"), rules, COUNT_OF(rules)};
