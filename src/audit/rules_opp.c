/* OPP: development opportunities. Each looks at one opportunity and what is stored below it. */
#include "audit/rules_opp.h"
#include "audit/rule_help.h"
#include "audit/world_lists.h"
#include "base/lang.h"
#include "base/memory.h"

static uint8_t stage_of(const struct rule_case *at)
{
	return record_choice(at->record, F_opportunity_stage);
}

static bool is_between(const struct rule_case *at, uint8_t first, uint8_t last)
{
	return stage_of(at) >= first && stage_of(at) <= last;
}

static void add_stage(struct found *found, const struct rule_case *at)
{
	if (stage_of(at) != 0)
		reasons_add(&found->reasons, REASON_choice_is, (int64_t)(E_opportunity * 256 + F_opportunity_stage),
		            (int64_t)(CHOICES_stage * 256 + stage_of(at)));
}

/* ---- benefits ---- */

static void tell_unowned(const struct rule_case *at, const struct record *benefit)
{
	record_id owner = record_ref_id(benefit, F_benefit_owner);
	if (owner != 0 && !person_has_left(at->world, owner))
		return;
	struct found *found = finding_add(at);
	found->detail_of = record_self(benefit);
	if (owner == 0)
		reasons_add(&found->reasons, REASON_benefit_unowned, record_self(benefit));
	else
		reasons_add(&found->reasons, REASON_benefit_owner_left, record_ref(benefit, F_benefit_owner),
		            record_self(benefit));
	found_ask_leader(found, at);
}

static void look_for_benefit_owner(const struct rule_case *at)
{
	const struct record_list *benefits = records_below(at->world, E_benefit, at->record->id);
	for (size_t i = 0; is_between(at, C_stage_received, C_stage_delivered) && i < benefits->count; i++)
		tell_unowned(at, &benefits->items[i]);
}

bool opp_benefit_is_unmeasured(const struct rule_case *at, const struct record *benefit)
{
	day_t due = record_day(benefit, F_benefit_due);
	return due != DAY_UNSET && due < at->world->today && !record_is_set(benefit, F_benefit_outcome) &&
	       !record_is_set(benefit, F_benefit_measured) &&
	       records_below(at->world, E_measurement, benefit->id)->count == 0;
}

static void look_for_outcome(const struct rule_case *at)
{
	const struct record_list *benefits = records_below(at->world, E_benefit, at->record->id);
	for (size_t i = 0; is_between(at, C_stage_decided, C_stage_realised) && i < benefits->count; i++) {
		const struct record *benefit = &benefits->items[i];
		if (!opp_benefit_is_unmeasured(at, benefit))
			continue;
		struct found *found = finding_add(at);
		found->detail_of = record_self(benefit);
		reasons_add(&found->reasons, REASON_benefit_passed, record_self(benefit),
		            (int64_t)record_day(benefit, F_benefit_due));
		record_id owner = record_ref_id(benefit, F_benefit_owner);
		found->person = person_is_active(at->world, owner) ? owner : 0;
		if (found->person == 0)
			found_ask_leader(found, at);
	}
}

/* ---- time ---- */

static void look_for_start(const struct rule_case *at)
{
	day_t decided = record_day(at->record, F_opportunity_decided), start = record_day(at->record, F_opportunity_start);
	day_t begins = start != DAY_UNSET ? start : decided == DAY_UNSET ? DAY_UNSET : decided + (day_t)at->thresholds[0];
	if (stage_of(at) != C_stage_decided || begins == DAY_UNSET || begins >= at->world->today)
		return;
	struct found *found = finding_add(at);
	if (decided != DAY_UNSET)
		reasons_add(&found->reasons, REASON_decided_not_begun, (int64_t)decided);
	if (start != DAY_UNSET)
		reasons_add(&found->reasons, REASON_start_passed, (int64_t)start);
	found_ask_leader(found, at);
}

/* Of the opportunity and of everything stored below it. */
static day_t last_change(const struct rule_case *at)
{
	static const uint8_t parts[] = {E_alternative, E_benefit, E_requirement, E_offer, E_milestone, E_allocation,
	                                E_opportunity_system, E_opportunity_goal, E_opportunity_trigger};
	day_t last = moment_day(record_changed(at->record));
	for (size_t i = 0; i < COUNT_OF(parts); i++) {
		const struct record_list *list = records_below(at->world, parts[i], at->record->id);
		for (size_t r = 0; r < list->count; r++)
			last = day_later(last, moment_day(record_changed(&list->items[r])));
	}
	return last;
}

static void look_for_movement(const struct rule_case *at)
{
	if (!is_between(at, C_stage_received, C_stage_running))
		return;
	day_t last = last_change(at);
	if (last == DAY_UNSET || at->world->today - last <= at->thresholds[0])
		return;
	struct found *found = finding_add(at);
	reasons_add(&found->reasons, REASON_no_movement, (int64_t)last);
	add_stage(found, at);
	found_ask_leader(found, at);
}

static void look_for_reception(const struct rule_case *at)
{
	day_t due = record_day(at->record, F_opportunity_answer_due);
	if (stage_of(at) > C_stage_raised)
		return;
	if (due == DAY_UNSET)
		due = day_add_working(moment_day(record_created(at->record)), world_answer_days(at->world));
	if (due >= at->world->today)
		return;
	struct found *found = finding_add(at);
	reasons_add(&found->reasons, REASON_answer_was_due, (int64_t)due);
	if (record_is_set(at->record, F_opportunity_asked_by))
		reasons_add(&found->reasons, REASON_asked_by, record_ref(at->record, F_opportunity_asked_by));
}

/* ---- what it is for, and who leads it ---- */

static void look_for_goal(const struct rule_case *at)
{
	bool large = record_choice(at->record, F_opportunity_size) == C_size_large;
	if (!is_between(at, C_stage_triage, C_stage_delivered) ||
	    record_choice(at->record, F_opportunity_track) == C_track_infrastructure ||
	    records_below(at->world, E_opportunity_goal, at->record->id)->count > 0)
		return;
	struct found *found = finding_add(at);
	reasons_add(&found->reasons, REASON_no_goal);
	found->severity = large ? C_severity_medium : found->severity;
	found_ask_leader(found, at);
}

static void look_for_sponsor(const struct rule_case *at)
{
	struct ref sponsor = record_ref(at->record, F_opportunity_sponsor);
	bool left = ref_is_set(sponsor) && person_has_left(at->world, sponsor.id);
	bool both = ref_is_set(sponsor) && ref_equal(sponsor, record_ref(at->record, F_opportunity_it_lead));
	if (!is_between(at, C_stage_received, C_stage_delivered) || (ref_is_set(sponsor) && !left && !both))
		return;
	struct found *found = finding_add(at);
	if (left)
		reasons_add(&found->reasons, REASON_sponsor_left, sponsor);
	else if (both)
		reasons_add(&found->reasons, REASON_sponsor_is_it, sponsor);
	else
		reasons_add(&found->reasons, REASON_no_sponsor);
	add_stage(found, at);
}

/* ---- afterwards ---- */

static bool is_to_be_kept(const struct record *opportunity)
{
	return record_choice(opportunity, F_opportunity_old_system_plan) == C_old_system_plan_keep_part;
}

static void tell_still_used(const struct rule_case *at, const struct record *row)
{
	struct ref system = record_ref(row, F_opportunity_system_system);
	day_t delivered = record_day(at->record, F_opportunity_delivered);
	if (record_choice(row, F_opportunity_system_role) != C_involvement_replaced || !target_is_used(at->world, system))
		return;
	struct found *found = finding_add(at);
	found->detail_of = system;
	reasons_add(&found->reasons, REASON_still_used, system);
	if (delivered != DAY_UNSET)
		reasons_add(&found->reasons, REASON_delivered_on, (int64_t)delivered);
	if (record_is_set(at->record, F_opportunity_old_system_ends))
		reasons_add(&found->reasons, REASON_old_was_to_end, (int64_t)record_day(at->record, F_opportunity_old_system_ends));
	found_ask_leader(found, at);
}

static void look_for_old_system(const struct rule_case *at)
{
	const struct record_list *systems = records_below(at->world, E_opportunity_system, at->record->id);
	day_t ends = record_day(at->record, F_opportunity_old_system_ends);
	if (!is_between(at, C_stage_delivered, C_stage_realised) || is_to_be_kept(at->record) ||
	    (ends != DAY_UNSET && ends >= at->world->today))
		return;
	for (size_t i = 0; i < systems->count; i++)
		tell_still_used(at, &systems->items[i]);
}

static void look_for_exception(const struct rule_case *at)
{
	day_t until = record_day(at->record, F_opportunity_exception_until);
	if (!is_between(at, C_stage_received, C_stage_delivered) || until == DAY_UNSET ||
	    until - at->world->today > at->thresholds[0])
		return;
	struct found *found = finding_add(at);
	if (until < at->world->today) {
		reasons_add(&found->reasons, REASON_exception_ended, (int64_t)until);
		found->severity = C_severity_high;
	} else {
		reasons_add(&found->reasons, REASON_exception_ends, (int64_t)until);
	}
	if (record_is_set(at->record, F_opportunity_exception_decision))
		reasons_add(&found->reasons, REASON_exception_by, record_ref(at->record, F_opportunity_exception_decision));
	found->due = until;
	found_ask_leader(found, at);
}

#define LEADERS "opportunity.stage opportunity.sponsor opportunity.it_lead "
#define PARTS                                                                                                          \
	"alternative.changed benefit.changed requirement.changed offer.changed milestone.changed allocation.changed "      \
	"opportunity_system.changed opportunity_goal.changed opportunity_trigger.changed "

static const struct rule rules[] = {
	{.number = 1, .title = N_("Like for like"), .entity = E_opportunity, .scope = RULE_RECORD,
	 .severity = C_severity_medium,
	 .help = N_("A system is to be replaced by another that does the same, or without a new way of working and without "
	            "a benefit. High once it has been decided without an exception; low while an exception allows it."),
	 .reads = LEADERS GATE_FACTS, .needs = "opportunity.functions_new", .cost = KR(20000),
	 .next_step = REASON_do_say_change, .whose = WHOSE_PORTFOLIO, .look = opp_look_for_like},
	{.number = 2, .title = N_("A benefit without an owner"), .entity = E_opportunity, .scope = RULE_RECORD,
	 .severity = C_severity_medium,
	 .help = N_("Nobody sees to it that a benefit is reached, or whoever did has left. What nobody owns does not "
	            "happen."),
	 .reads = LEADERS "benefit.owner person.active_to", .needs = NULL, .cost = KR(3000),
	 .next_step = REASON_do_name_benefit_owner, .whose = WHOSE_PORTFOLIO, .look = look_for_benefit_owner},
	{.number = 3, .title = N_("A benefit has passed its day"), .entity = E_opportunity, .scope = RULE_RECORD,
	 .severity = C_severity_medium,
	 .help = N_("The day by which a benefit was to be reached has passed, and nobody has said what became of it."),
	 .reads = LEADERS "benefit.due benefit.outcome benefit.measured benefit.owner measurement.benefit",
	 .needs = "benefit.due", .cost = KR(6000), .next_step = REASON_do_measure, .whose = WHOSE_PORTFOLIO,
	 .look = look_for_outcome},
	{.number = 4, .title = N_("Decided and not begun"), .entity = E_opportunity, .scope = RULE_RECORD,
	 .severity = C_severity_low,
	 .help = N_("It was decided so long ago, or was to begin by now, and has not been begun."),
	 .reads = LEADERS "opportunity.decided opportunity.start", .needs = "opportunity.decided",
	 .thresholds = {{"days", 90, UNIT_days}}, .cost = KR(8000), .next_step = REASON_do_begin, .whose = WHOSE_PORTFOLIO,
	 .look = look_for_start},
	{.number = 5, .title = N_("Nothing moves"), .entity = E_opportunity, .scope = RULE_RECORD,
	 .severity = C_severity_low,
	 .help = N_("Neither the opportunity nor anything that belongs to it has been changed for so long."),
	 .reads = LEADERS PARTS "opportunity.changed", .thresholds = {{"days", 90, UNIT_days}}, .cost = KR(6000),
	 .next_step = REASON_do_move, .whose = WHOSE_PORTFOLIO, .look = look_for_movement},
	{.number = 6, .title = N_("Not received in time"), .entity = E_opportunity, .scope = RULE_RECORD,
	 .severity = C_severity_medium,
	 .help = N_("A need or a proposal has not been received and answered in the working days that the configuration "
	            "gives (answer_days). Who asked is waiting."),
	 .reads = "opportunity.stage opportunity.answer_due opportunity.created opportunity.asked_by", .cost = KR(2000),
	 .next_step = REASON_do_receive, .whose = WHOSE_PORTFOLIO, .look = look_for_reception},
	{.number = 7, .title = N_("Warning signs"), .entity = E_opportunity, .scope = RULE_RECORD,
	 .severity = C_severity_high,
	 .help = N_("Two or more of these: the end has been moved twice or more, more has been spent than the plan and a "
	            "tenth, the health has been red twice, the sponsor has not touched it for 60 days, benefits have not "
	            "been measured by their day, somebody else leads it than when it was decided, the scope has grown."),
	 .reads = LEADERS PARTS "opportunity.moved opportunity.end opportunity.budget opportunity.spent opportunity.health "
	          "opportunity.decided opportunity.functions_changed opportunity.functions_new opportunity.changed "
	          "benefit.due benefit.outcome benefit.measured measurement.benefit requirement.created "
	          "opportunity_system.created",
	 .needs = "opportunity.decided", .cost = KR(20000), .next_step = REASON_do_choose_course, .whose = WHOSE_PORTFOLIO,
	 .look = opp_look_for_signs},
	{.number = 8, .title = N_("A mandatory requirement is missing"), .entity = E_opportunity, .scope = RULE_RECORD,
	 .severity = C_severity_medium,
	 .help = N_("Something is to be bought or signed, and no mandatory requirement secures that the data is ours, open "
	            "standards or an open interface. High once it has been decided."),
	 .reads = LEADERS GATE_FACTS, .cost = KR(4000), .next_step = REASON_do_write_musts, .whose = WHOSE_PORTFOLIO,
	 .look = opp_look_for_musts},
	{.number = 9, .title = N_("It names no goal"), .entity = E_opportunity, .scope = RULE_RECORD,
	 .severity = C_severity_low,
	 .help = N_("Without a goal that somebody has decided it has no direction, and no place in the order. "
	            "Infrastructure is not asked; medium where it is large."),
	 .reads = LEADERS "opportunity.track opportunity.size opportunity_goal.goal", .cost = KR(3000),
	 .next_step = REASON_do_name_goal, .whose = WHOSE_PORTFOLIO, .look = look_for_goal},
	{.number = 10, .title = N_("Nobody from the business leads it"), .entity = E_opportunity, .scope = RULE_RECORD,
	 .severity = C_severity_medium,
	 .help = N_("There is no sponsor, whoever was it has left, or the same person leads it in IT."),
	 .reads = LEADERS "person.active_to", .cost = KR(3000), .next_step = REASON_do_name_sponsor,
	 .whose = WHOSE_PORTFOLIO, .look = look_for_sponsor},
	{.number = 11, .title = N_("The old system is still in use"), .entity = E_opportunity, .scope = RULE_RECORD,
	 .severity = C_severity_medium,
	 .help = N_("What was to follow has been delivered, and the system that it was to replace is still in use after the "
	            "day that was set, or without one: both are paid for."),
	 .reads = LEADERS "opportunity.delivered opportunity.old_system_ends opportunity.old_system_plan "
	          "opportunity_system.system opportunity_system.role system.phase",
	 .cost = KR(30000), .next_step = REASON_do_switch_off, .whose = WHOSE_PORTFOLIO, .look = look_for_old_system},
	{.number = 12, .title = N_("Urgent, and the gate is not answered"), .entity = E_opportunity, .scope = RULE_RECORD,
	 .severity = C_severity_high,
	 .help = N_("It was decided at once because it could not wait, and what the gate asks has not been answered in the "
	            "days that the configuration gives (urgent_days)."),
	 .reads = LEADERS GATE_FACTS "opportunity.urgent opportunity.decided", .needs = "opportunity.urgent",
	 .cost = KR(10000), .next_step = REASON_do_answer_gate, .whose = WHOSE_PORTFOLIO, .look = opp_look_for_urgent},
	{.number = 13, .title = N_("An exception to like for like runs out"), .entity = E_opportunity,
	 .scope = RULE_RECORD, .severity = C_severity_medium,
	 .help = N_("A replacement like for like was allowed until a day that is near. High once it has passed."),
	 .reads = LEADERS "opportunity.exception_until opportunity.exception_decision",
	 .needs = "opportunity.exception_until", .thresholds = {{"days", 90, UNIT_days}}, .cost = KR(10000),
	 .next_step = REASON_do_end_exception, .whose = WHOSE_PORTFOLIO, .look = look_for_exception},
};

const struct rule_group rule_group_opp = {"OPP", N_("Development opportunities"), rules, COUNT_OF(rules)};
