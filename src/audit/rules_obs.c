/* OBS: obsolescence of what systems are made of. */
#include "audit/rule.h"
#include "base/lang.h"
#include "base/memory.h"

static void tell_of_ended(const struct rule_case *at, size_t place)
{
	const struct component_clock *clock = &at->scope->component_clocks[place];
	int64_t criticality = at->scope->facts.criticality;
	struct reasons explained = {0};
	struct found *found = finding_add_about(at, at->scope->components[place].ref);
	component_explain(&at->scope->components[place], clock, &explained);
	found_explain(found, &explained);
	if (criticality != NUMBER_UNSET)
		reasons_add(&found->reasons, REASON_criticality, criticality);
	if (criticality != NUMBER_UNSET && criticality >= 3)
		found->severity = C_severity_high;
	found->due = clock->support_ends;
}

static void look_for_ended(const struct rule_case *at)
{
	if (!system_is_used(at->record))
		return;
	for (size_t i = 0; i < at->scope->facts.component_count; i++) {
		const struct component_clock *clock = &at->scope->component_clocks[i];
		if (clock->support_ends != DAY_UNSET && clock->support_ends < at->world->today)
			tell_of_ended(at, i);
	}
}

static const struct rule rules[] = {
	{.number = 1, .title = N_("Component past its end of support"), .entity = E_component, .scope = RULE_SYSTEM, .severity = C_severity_medium,
	 .start = true, .needs = "component.support_ends",
	 .help = N_("Nobody mends faults and holes in it any more. High where the system's criticality is 3 or more."),
	 .reads = "system.phase system.criticality component.support_ends component.vendor_end component.extended_end component.own_end "
	          "component.remedy component.layer component.upgrade_months",
	 .cost = KR(60000), .next_step = REASON_do_upgrade, .whose = C_role_technical_manager, .look = look_for_ended},
};

const struct rule_group rule_group_obs = {"OBS", N_("Obsolescence"), rules, COUNT_OF(rules)};
