/* OWN: somebody answers for it. */
#include "audit/rule.h"
#include "base/lang.h"
#include "base/memory.h"

static void look_for_owner(const struct rule_case *at)
{
	if (!system_is_used(at->record) || scope_assignment(at, C_role_system_owner) != NULL)
		return;
	struct found *found = finding_add(at);
	reasons_add(&found->reasons, REASON_nobody_named, (int64_t)(CHOICES_role * 256 + C_role_system_owner));
}

static const struct rule rules[] = {
	{.number = 1, .title = N_("System without an owner"), .entity = E_system, .scope = RULE_SYSTEM, .severity = C_severity_high, .start = true,
	 .help = N_("A system in use has somebody who decides about it and answers for its money. Without an owner nothing is decided in time."),
	 .reads = "system.phase assignment.system assignment.role assignment.from assignment.to", .cost = KR(4000),
	 .next_step = REASON_do_name_owner, .whose = WHOSE_MANAGER, .look = look_for_owner},
};

const struct rule_group rule_group_own = {"OWN", N_("Ownership"), rules, COUNT_OF(rules)};
