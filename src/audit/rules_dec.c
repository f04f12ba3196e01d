/* DEC: decisions that must be taken for there still to be a choice. */
#include "audit/rule.h"
#include "base/lang.h"
#include "base/memory.h"
#include "lifecycle/bridge.h"

static void add_bridges(const struct rule_case *at, struct found *found)
{
	const struct lead_parameters parameters = facts_lead_parameters(at->world->conf, at->world->today);
	struct bridge bridges[BRIDGES];
	struct reasons explained = {0};
	size_t count = bridge_find(&at->scope->facts, &at->scope->decision, &at->scope->decision.first, at->world->today, &parameters, bridges);
	for (size_t i = 0; i < count; i++)
		bridge_explain(&bridges[i], &explained);
	found_explain(found, &explained);
}

static void look_for_passed(const struct rule_case *at)
{
	const struct decision *decision = &at->scope->decision;
	struct reasons explained = {0};
	if (decision->first.force != TRIGGER_MUST || decision->first.state != DECISION_PASSED)
		return;
	struct found *found = finding_add(at);
	decision_explain(&at->scope->facts, decision, NULL, &explained);
	found_explain(found, &explained);
	if (decision->gap > 0)
		reasons_add(&found->reasons, REASON_too_late, (int64_t)decision->gap);
	add_bridges(at, found);
	found->due = decision->decide_by;
	found->trigger = (struct found_trigger){decision->first.kind, decision->first.about, decision->first.day, decision->first.decide_by};
}

static const struct rule rules[] = {
	{.number = 1, .title = N_("The day to decide has passed"), .entity = E_system, .scope = RULE_SYSTEM, .severity = C_severity_high, .start = true,
	 .raises = true, .needs = "system.decide_by",
	 .help = N_("A successor can no longer be in place when it is needed. What is left are bridges, each with who may use it."),
	 .reads = "system.phase system.criticality system.introduction_months system.planned_retirement system.decide_by system.gap contract.end "
	          "contract.renewal component.support_ends",
	 .cost = KR(40000), .next_step = REASON_do_decide, .whose = C_role_system_owner, .look = look_for_passed},
};

const struct rule_group rule_group_dec = {"DEC", N_("Decisions"), rules, COUNT_OF(rules)};
