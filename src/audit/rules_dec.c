/* DEC: decisions that must be taken for there still to be a choice. One finding for a system: the most urgent of its
 * triggers is told, the others are answered with it. */
#include "audit/rule_help.h"
#include "base/lang.h"
#include "base/memory.h"
#include "conf/conf.h"
#include "lifecycle/bridge.h"

static void add_bridges(const struct rule_case *at, struct found *found)
{
	const struct lead_parameters parameters = facts_lead_parameters(at->world->conf, at->world->today);
	const struct decision *decision = &at->scope->decision;
	struct bridge bridges[BRIDGES];
	struct reasons explained = {0};
	size_t count = bridge_find(&at->scope->facts, decision, &decision->first, at->world->today, &parameters, bridges);
	for (size_t i = 0; i < count; i++)
		bridge_explain(&bridges[i], &explained);
	found_explain(found, &explained);
}

static struct found *tell_of_decision(const struct rule_case *at)
{
	const struct decision_trigger *first = &at->scope->decision.first;
	struct found *found = finding_add(at);
	struct reasons explained = {0};
	decision_explain(&at->scope->facts, &at->scope->decision, NULL, &explained);
	found_explain(found, &explained);
	found->due = first->decide_by;
	return found;
}

static bool is_taken_up(const struct rule_case *at)
{
	const struct decision_trigger *first = &at->scope->decision.first;
	return opportunity_is_under_way(at->world, first->kind, first->about);
}

static void raise(const struct rule_case *at, struct found *found)
{
	const struct decision_trigger *first = &at->scope->decision.first;
	found->trigger = (struct found_trigger){first->kind, first->about, first->day, first->decide_by};
}

static void look_for_passed(const struct rule_case *at)
{
	const struct decision *decision = &at->scope->decision;
	if (decision->first.force != TRIGGER_MUST || decision->first.state != DECISION_PASSED)
		return;
	struct found *found = tell_of_decision(at);
	if (decision->gap > 0)
		reasons_add(&found->reasons, REASON_too_late, (int64_t)decision->gap);
	add_bridges(at, found);
	if (!is_taken_up(at))
		raise(at, found);
}

/* Days to decide from `from` to `to`, that nobody has taken up. */
static void look_for_coming(const struct rule_case *at, day_t from, day_t to)
{
	const struct decision_trigger *first = &at->scope->decision.first;
	bool open = first->force == TRIGGER_MUST && first->state != DECISION_DECIDED;
	if (open && first->decide_by >= from && first->decide_by <= to && !is_taken_up(at))
		raise(at, tell_of_decision(at));
}

static void look_for_near(const struct rule_case *at)
{
	look_for_coming(at, at->world->today, day_add_months(at->world->today, at->thresholds[0]));
}

/* Nearer than `until` months is DEC-02's. */
static void look_for_soon(const struct rule_case *at)
{
	day_t today = at->world->today;
	look_for_coming(at, day_add_months(today, at->thresholds[1]) + 1, day_add_months(today, at->thresholds[0]));
}

static void look_for_no_needs(const struct rule_case *at)
{
	if (conf_number(at->world->conf, CONF_needs_months, at->world->today) == 0)
		reasons_add(&finding_add(at)->reasons, REASON_lead_needs_zero);
}

static const struct decision_trigger *closing_door(const struct rule_case *at)
{
	const struct decision *decision = &at->scope->decision;
	for (size_t i = 0; i < decision->trigger_count; i++) {
		const struct decision_trigger *trigger = &decision->triggers[i];
		if (trigger->force == TRIGGER_MAY && trigger->state != DECISION_DECIDED &&
		    day_is_within(trigger->decide_by, at->thresholds[0], at->world->today))
			return trigger;
	}
	return NULL;
}

static void look_for_door(const struct rule_case *at)
{
	const struct decision_trigger *door = closing_door(at);
	struct reasons explained = {0};
	if (door == NULL)
		return;
	struct found *found = finding_add(at);
	decision_explain(&at->scope->facts, &at->scope->decision, door, &explained);
	found_explain(found, &explained);
	found->due = door->decide_by;
}

#define CLOCK_FACTS \
	"system.phase system.criticality system.introduction_months system.planned_retirement system.decide_by " \
	"contract.end contract.start contract.renewal contract.renewal_months contract.notice_months contract.running " \
	"contract.terminated contract.option_months contract.options_used contract.next_procurement " \
	"contract.procurement_started contract_system.part component.support_ends component.own_end component.remedy " \
	"licence.end licence.renewal integration.critical integration.support_end opportunity.stage " \
	"opportunity_trigger.about decision.about decision.outcome decision.follow_up "

static const struct rule rules[] = {
	{.number = 1, .title = N_("The day to decide has passed"), .entity = E_system, .scope = RULE_SYSTEM,
	 .severity = C_severity_high, .start = true, .raises = true,
	 .help = N_("A successor can no longer be in place when it is needed. What is left are bridges, each with who may "
	            "use it."),
	 .reads = CLOCK_FACTS "system.gap", .needs = "system.decide_by",
	 .cost = KR(40000), .next_step = REASON_do_decide, .whose = C_role_system_owner, .look = look_for_passed},
	{.number = 2, .title = N_("The day to decide is near"), .entity = E_system, .scope = RULE_SYSTEM,
	 .severity = C_severity_high, .start = true, .raises = true,
	 .help = N_("There is still a choice, but not for long, and no development opportunity has been taken up."),
	 .reads = CLOCK_FACTS, .needs = "system.decide_by", .thresholds = {{"months", 3, UNIT_months}},
	 .cost = KR(40000), .next_step = REASON_do_take_up, .whose = C_role_system_owner, .look = look_for_near},
	{.number = 3, .title = N_("A decision is needed within a year"), .entity = E_system, .scope = RULE_SYSTEM,
	 .severity = C_severity_medium, .start = true, .raises = true,
	 .help = N_("This is the time to find out what is needed. No development opportunity has been taken up. What is "
	            "nearer than the second number of months belongs to DEC-02."),
	 .reads = CLOCK_FACTS, .needs = "system.decide_by",
	 .thresholds = {{"months", 12, UNIT_months}, {"from_months", 3, UNIT_months}},
	 .cost = KR(40000), .next_step = REASON_do_take_up, .whose = C_role_system_owner, .look = look_for_soon},
	{.number = 4, .title = N_("No time is set aside for needs"), .scope = RULE_REGISTER, .severity = C_severity_medium,
	 .start = true,
	 .help = N_("The configuration gives no months to find out what the organisation really needs: every replacement "
	            "becomes the same again."),
	 .reads = "system.decide_by",
	 .cost = KR(10000), .next_step = REASON_do_set_needs, .whose = WHOSE_PORTFOLIO, .look = look_for_no_needs},
	{.number = 5, .title = N_("A chance to leave is closing"), .entity = E_system, .scope = RULE_SYSTEM,
	 .severity = C_severity_low, .start = true,
	 .help = N_("A contract that renews itself can still be left with a successor in place, if that is decided by the "
	            "day. Nothing is forced: to let it run is an answer too."),
	 .reads = CLOCK_FACTS, .needs = "system.decide_by", .thresholds = {{"days", 90, UNIT_days}},
	 .cost = KR(8000), .next_step = REASON_do_choose_door, .whose = C_role_system_owner, .look = look_for_door},
};

const struct rule_group rule_group_dec = {"DEC", N_("Decisions"), rules, COUNT_OF(rules)};
