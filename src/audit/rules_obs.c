/* OBS: obsolescence of what systems are made of. What is about products, and what is passed on between systems:
 * rules_obs_around.c. */
#include "audit/rules_obs.h"
#include "base/lang.h"
#include "base/memory.h"
#include "lifecycle/bridge.h"

static bool has_ended(const struct rule_case *at, size_t place)
{
	day_t ends = at->scope->component_clocks[place].support_ends;
	return ends != DAY_UNSET && ends < at->world->today;
}

/* Once support has ended there is no day to act by. */
static void explain(struct found *found, const struct rule_case *at, size_t place)
{
	const struct component_clock *clock = &at->scope->component_clocks[place];
	struct reasons explained = {0};
	component_explain(&at->scope->components[place], clock, &explained);
	if (has_ended(at, place))
		reasons_leave_out(&explained, REASON_act_by);
	found_explain(found, &explained);
	found_add_criticality(found, at);
	const struct record *component = &at->scope->lists[E_component].items[place];
	if (clock->source == SUPPORT_VENDOR &&
	    record_choice(component, F_component_vendor_end_from) == C_end_source_catalogue)
		found_add_catalogue(found, at->world);
}

static void tell_of_ended(const struct rule_case *at, size_t place)
{
	const struct component_clock *clock = &at->scope->component_clocks[place];
	struct found *found = finding_add_about(at, at->scope->components[place].ref);
	explain(found, at, place);
	if (scope_is_critical(at))
		found->severity = C_severity_high;
	if (clock->remedy == REMEDY_REPLACE_SYSTEM)
		reasons_add(&found->next_step, REASON_do_protect, at->scope->components[place].ref);
	found->due = clock->support_ends;
}

static void look_for_ended(const struct rule_case *at)
{
	for (size_t i = 0; system_is_used(at->record) && i < at->scope->facts.component_count; i++)
		if (has_ended(at, i))
			tell_of_ended(at, i);
}

/* Once support has ended OBS-01 says it. */
static void look_for_act_by(const struct rule_case *at)
{
	for (size_t i = 0; system_is_used(at->record) && i < at->scope->facts.component_count; i++) {
		day_t act_by = at->scope->component_clocks[i].act_by;
		if (act_by == DAY_UNSET || has_ended(at, i) || act_by - at->world->today > at->thresholds[0])
			continue;
		struct found *found = finding_add_about(at, at->scope->components[i].ref);
		if (act_by >= at->world->today)
			found->severity = C_severity_low;
		explain(found, at, i);
		found->due = act_by;
	}
}

/* ---- to be answered by replacing the system ---- */

static bool is_taken_up(const struct rule_case *at, struct ref component)
{
	const struct decision_trigger *first = &at->scope->decision.first;
	return opportunity_is_under_way(at->world, C_trigger_kind_support_end, component) ||
	       opportunity_is_under_way(at->world, C_trigger_kind_own_end, component) ||
	       (first->kind != 0 && opportunity_is_under_way(at->world, first->kind, first->about));
}

/* Where the system's day to decide is near or has passed, the DEC rules say so: it is one decision. */
static bool is_decided_soon(const struct rule_case *at)
{
	const struct decision_trigger *first = &at->scope->decision.first;
	return first->force == TRIGGER_MUST && first->state >= DECISION_PASSED && first->state <= DECISION_SOON;
}

static const struct decision_trigger *trigger_of(const struct rule_case *at, struct ref component)
{
	const struct decision *decision = &at->scope->decision;
	for (size_t i = 0; i < decision->trigger_count; i++)
		if (ref_equal(decision->triggers[i].about, component))
			return &decision->triggers[i];
	return NULL;
}

static void tell_of_replacing(const struct rule_case *at, size_t place, const struct decision_trigger *trigger)
{
	struct found *found = finding_add_about(at, at->scope->components[place].ref);
	struct reasons explained = {0};
	decision_explain(&at->scope->facts, &at->scope->decision, trigger, &explained);
	found_explain(found, &explained);
	reasons_add(&found->next_step, REASON_do_raise, record_self(at->record));
	found->due = trigger->decide_by;
	found->trigger = (struct found_trigger){trigger->kind, trigger->about, trigger->day, trigger->decide_by};
}

/* Only where somebody has said so: without a remedy the clock assumes it, and REG asks for it. */
static void look_for_replacing(const struct rule_case *at)
{
	if (!system_is_used(at->record) || is_decided_soon(at))
		return;
	for (size_t i = 0; i < at->scope->facts.component_count; i++) {
		struct ref component = at->scope->components[i].ref;
		if (at->scope->components[i].remedy != REMEDY_REPLACE_SYSTEM)
			continue;
		const struct decision_trigger *trigger = trigger_of(at, component);
		if (trigger != NULL && trigger->state != DECISION_DECIDED && !is_taken_up(at, component))
			tell_of_replacing(at, i, trigger);
	}
}

/* ---- what is not known ---- */

static void look_for_version(const struct rule_case *at)
{
	const struct record_list *components = &at->scope->lists[E_component];
	for (size_t i = 0; system_is_used(at->record) && i < components->count; i++)
		if (!record_is_set(&components->items[i], F_component_version))
			fill_in(at, record_self(&components->items[i]), F_component_version);
}

static void look_for_past_retirement(const struct rule_case *at)
{
	day_t planned = record_day(at->record, F_system_planned_retirement);
	if (!system_is_used(at->record) || planned == DAY_UNSET || planned >= at->world->today)
		return;
	struct found *found = finding_add(at);
	reasons_add(&found->reasons, REASON_trigger_planned_retirement, (int64_t)planned);
	if (at->scope->facts.phase != 0)
		reasons_add(&found->reasons, REASON_still_in_use, (int64_t)(CHOICES_phase * 256 + at->scope->facts.phase));
	found->due = planned;
}

static const struct record *sensitive_information(const struct rule_case *at)
{
	const struct record_list *sets = &at->scope->lists[E_information];
	for (size_t i = 0; i < sets->count; i++)
		if (record_choice(&sets->items[i], F_information_personal_data) == C_personal_data_sensitive)
			return &sets->items[i];
	return NULL;
}

/* One for the system: what protects the information is decided once, whichever of its components lacks support. */
static void look_for_sensitive(const struct rule_case *at)
{
	const struct record *information = system_is_used(at->record) ? sensitive_information(at) : NULL;
	const struct system_support *support = &at->scope->support;
	if (information == NULL || support->support_ends == DAY_UNSET || support->support_ends >= at->world->today)
		return;
	struct found *found = finding_add(at);
	reasons_add(&found->reasons, REASON_holds_sensitive, record_self(information));
	reasons_add(&found->reasons, REASON_trigger_support_end, support->worst, (int64_t)support->support_ends);
	found_add_criticality(found, at);
}

#define SUPPORT_FACTS \
	"component.support_ends component.vendor_end component.extended_end component.own_end component.remedy " \
	"component.layer component.upgrade_months component.vendor_state component.longer_supported " \
	"component.vendor_end_from "

static const struct rule rules[] = {
	{.number = 1, .title = N_("Component past its end of support"), .entity = E_component, .scope = RULE_SYSTEM,
	 .severity = C_severity_medium, .start = true,
	 .help = N_("Nobody mends faults and holes in it any more. High where the system's criticality is 3 or more."),
	 .reads = SUPPORT_FACTS "system.phase system.criticality", .needs = "component.support_ends",
	 .cost = KR(60000), .next_step = REASON_do_upgrade, .whose = C_role_technical_manager, .look = look_for_ended},
	{.number = 2, .title = N_("Time to upgrade a component"), .entity = E_component, .scope = RULE_SYSTEM,
	 .severity = C_severity_medium,
	 .help = N_("The day by which the upgrade must begin to be done in time has passed or is near. Low until the day "
	            "has passed."),
	 .reads = SUPPORT_FACTS "system.phase system.criticality component.act_by", .needs = "component.act_by",
	 .thresholds = {{"days", 90, UNIT_days}},
	 .cost = KR(60000), .next_step = REASON_do_begin_upgrade, .whose = C_role_technical_manager, .look = look_for_act_by},
	{.number = 3, .title = N_("To be answered by replacing the system, and nobody has taken it up"),
	 .entity = E_component, .scope = RULE_SYSTEM, .severity = C_severity_medium, .start = true, .raises = true,
	 .help = N_("Somebody has said that the component cannot be upgraded: a new system is needed, and with it the "
	            "chance to work in another way. Silent where the DEC rules already speak of the system."),
	 .reads = SUPPORT_FACTS "system.phase system.decide_by system.criticality system.introduction_months "
	                        "opportunity.stage opportunity_trigger.about opportunity_trigger.kind",
	 .needs = "component.remedy",
	 .cost = KR(40000), .next_step = REASON_do_raise, .whose = C_role_system_owner, .look = look_for_replacing},
	{.number = 4, .title = N_("Version of a component unknown"), .entity = E_component, .scope = RULE_SYSTEM,
	 .severity = C_severity_low,
	 .help = N_("Without the version nobody knows to what day there is support. It is asked for in the list of facts "
	            "to fill in, not by itself."),
	 .reads = "system.phase component.version",
	 .cost = KR(500), .next_step = REASON_do_fill_in, .whose = C_role_technical_manager, .look = look_for_version},
	{.number = 5, .title = N_("Product not in the catalogue"), .entity = E_component, .scope = RULE_SYSTEM,
	 .severity = C_severity_low,
	 .help = N_("The product catalogue does not know the product or the version, and nobody has stated the end of "
	            "support. One entry in the catalogue settles all the components."),
	 .reads = "system.phase component.product component.version component.release component.longer_supported "
	          "component.vendor_end component.extended_end",
	 .cost = KR(1500), .next_step = REASON_do_add_product, .whose = WHOSE_ADMINISTRATOR,
	 .look = obs_look_for_unknown_product, .settle = obs_settle_unknown_product},
	{.number = 6, .title = N_("Active support is over"), .entity = E_component, .scope = RULE_SYSTEM,
	 .severity = C_severity_info,
	 .help = N_("The supplier only corrects security faults in the release now. There is still support, and time to plan. "
	            "One finding for each release."),
	 .reads = SUPPORT_FACTS "system.phase component.active_end component.release", .needs = "component.active_end",
	 .cost = KR(30000), .next_step = REASON_do_plan_upgrade, .whose = WHOSE_ADMINISTRATOR,
	 .look = obs_look_for_active_end,
	 .settle = obs_settle_active_end},
	{.number = 7, .title = N_("Product not approved"), .entity = E_component, .scope = RULE_SYSTEM,
	 .severity = C_severity_medium,
	 .help = N_("We have said no to the product, or the time for which it was approved has passed, and it is still "
	            "used. One decision about the product settles all the components."),
	 .reads = "system.phase component.standing component.standing_until component.release release.product",
	 .needs = "component.standing",
	 .cost = KR(15000), .next_step = REASON_do_judge_product, .whose = WHOSE_SECURITY, .look = obs_look_for_standing,
	 .settle = obs_settle_standing},
	{.number = 8, .title = N_("Past its planned retirement and still in use"), .entity = E_system, .scope = RULE_SYSTEM,
	 .severity = C_severity_medium,
	 .help = N_("The last day the system was meant to be used has passed."),
	 .reads = "system.phase system.planned_retirement", .needs = "system.planned_retirement",
	 .cost = KR(30000), .next_step = REASON_do_retire, .whose = C_role_system_owner, .look = look_for_past_retirement},
	{.number = 9, .title = N_("Sensitive personal data on a component without support"), .entity = E_system,
	 .scope = RULE_SYSTEM, .severity = C_severity_high,
	 .help = N_("The system holds sensitive personal data and is made of something that nobody mends any more."),
	 .reads = SUPPORT_FACTS "system.phase system.criticality information.personal_data",
	 .needs = "component.support_ends",
	 .cost = KR(40000), .next_step = REASON_do_protect_information, .whose = WHOSE_SECURITY, .look = look_for_sensitive},
	{.number = 10, .title = N_("Exposed through a critical integration"), .entity = E_integration, .scope = RULE_RECORD,
	 .severity = C_severity_medium,
	 .help = N_("The system at the other end of a critical integration has lost its support. One step is followed, no "
	            "further."),
	 .reads = "integration.critical integration.state integration.from_system integration.to_system "
	          "component.support_ends system.phase", .needs = "integration.critical",
	 .cost = KR(25000), .next_step = REASON_do_secure_integration, .whose = C_role_technical_manager,
	 .look = obs_look_for_exposed},
	{.number = 11, .title = N_("Support has ended, on what day is not known"), .entity = E_component,
	 .scope = RULE_SYSTEM, .severity = C_severity_info,
	 .help = N_("The catalogue says that support is over but gives no day: it counts as ended on the day before that "
	            "was first seen. One day in the catalogue settles all the components."),
	 .reads = "system.phase component.vendor_state component.vendor_end component.extended_end component.release",
	 .cost = KR(1000), .next_step = REASON_do_date_release, .whose = WHOSE_ADMINISTRATOR, .look = obs_look_for_undated,
	 .settle = obs_settle_undated},
};

const struct rule_group rule_group_obs = {"OBS", N_("Obsolescence"), rules, COUNT_OF(rules)};
