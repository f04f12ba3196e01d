/* INC: what comes again has a cause, and somebody looks for it. */
#include "audit/rule_help.h"
#include "audit/world_lists.h"
#include "base/lang.h"
#include "base/memory.h"

static void tell_pattern(const struct rule_case *at, const struct incident_pattern *pattern)
{
	bool whole = !ref_is_set(pattern->component);
	struct found *found = finding_add_about(at, whole ? pattern->system : pattern->component);
	found->detail = pattern->category;
	reasons_add(&found->reasons, REASON_incidents_recur, (int64_t)pattern->count, pattern->category,
	            (int64_t)pattern->first, (int64_t)pattern->last);
	if (whole)
		reasons_add(&found->reasons, REASON_component_not_named);
	if (!ref_is_set(pattern->problem))
		return;
	reasons_add(&found->reasons, REASON_problem_is_open, pattern->problem);
	reasons_add(&found->next_step, REASON_do_tie_problem, pattern->problem);
}

static void look_for_recurring(const struct rule_case *at)
{
	if (at->scope->lists[E_incident].count == 0)
		return;
	const struct incident_patterns *patterns = scope_patterns(at);
	for (size_t i = 0; i < patterns->count; i++)
		tell_pattern(at, &patterns->items[i]);
}

static void look_for_root_cause(const struct rule_case *at)
{
	day_t opened = record_day(at->record, F_problem_opened);
	if (opened == DAY_UNSET)
		opened = moment_day(record_created(at->record));
	if (!problem_is_open(at->record) || record_is_set(at->record, F_problem_root_cause) ||
	    at->world->today - opened <= at->thresholds[0])
		return;
	struct found *found = finding_add(at);
	record_id responsible = record_ref_id(at->record, F_problem_responsible);
	found->system = at->record->parent;
	found->due = opened + (day_t)at->thresholds[0];
	if (responsible != 0 && person_is_active(at->world, responsible))
		found->person = responsible;
	reasons_add(&found->reasons, REASON_problem_opened, (int64_t)opened);
}

/* ---- standing still ---- */

struct downtime {
	int64_t minutes, incidents, longest;
	struct ref longest_of;
};

static void add_downtime(struct downtime *sum, const struct record *incident)
{
	int64_t minutes = record_number(incident, F_incident_downtime_minutes);
	if (minutes == NUMBER_UNSET || minutes == 0)
		return;
	sum->minutes += minutes;
	sum->incidents++;
	if (minutes <= sum->longest)
		return;
	sum->longest = minutes;
	sum->longest_of = record_self(incident);
}

static void look_for_downtime(const struct rule_case *at)
{
	const struct record_list *incidents = &at->scope->lists[E_incident];
	int64_t target = record_number(at->record, F_system_downtime_target);
	struct downtime sum = {0};
	if (target == NUMBER_UNSET || !system_is_used(at->record))
		return;
	for (size_t i = 0; i < incidents->count; i++) {
		day_t opened = record_day(&incidents->items[i], F_incident_opened);
		if (opened != DAY_UNSET && opened <= at->world->today && !months_have_passed(opened, 12, at->world->today))
			add_downtime(&sum, &incidents->items[i]);
	}
	if (sum.minutes <= target)
		return;
	struct found *found = finding_add(at);
	reasons_add(&found->reasons, REASON_downtime_sum, sum.minutes, target);
	reasons_add(&found->reasons, REASON_downtime_incidents, sum.incidents, sum.longest_of);
	found_add_criticality(found, at);
	if (scope_is_critical(at))
		found->severity = C_severity_high;
}

static const struct rule rules[] = {
	{.number = 1, .title = N_("Incidents that come again"), .entity = 0, .scope = RULE_SYSTEM,
	 .severity = C_severity_medium,
	 .help = N_("So many incidents on one component and of one category within so many days (recurring, in the "
	            "configuration) have a cause in common, and no problem gathers them. Where no component is named, the "
	            "system as a whole is meant. Those of the last twelve months are looked at."),
	 .reads = "incident.opened incident.component incident.category incident.problem problem.component problem.state "
	          "problem.closed",
	 .needs = NULL, .cost = KR(10000), .next_step = REASON_do_make_problem, .whose = C_role_technical_manager,
	 .look = look_for_recurring},
	{.number = 2, .title = N_("A problem without a root cause"), .entity = E_problem, .scope = RULE_RECORD,
	 .severity = C_severity_medium,
	 .help = N_("It has been open for so long, and nobody has written why it really happens."),
	 .reads = "problem.root_cause problem.state problem.opened problem.closed problem.created problem.responsible "
	          "person.active_to",
	 .thresholds = {{"days", 60, UNIT_days}}, .cost = KR(15000), .next_step = REASON_do_find_cause,
	 .whose = C_role_technical_manager, .look = look_for_root_cause},
	{.number = 3, .title = N_("Stands still more than it may"), .entity = E_system, .scope = RULE_SYSTEM,
	 .severity = C_severity_medium,
	 .help = N_("The downtime of the incidents of twelve months is above the system's target. High where the "
	            "criticality is 3 or more."),
	 .reads = "system.phase system.criticality system.downtime_target incident.opened incident.downtime_minutes",
	 .needs = "system.downtime_target", .cost = KR(20000), .next_step = REASON_do_weigh_downtime,
	 .whose = C_role_system_manager, .look = look_for_downtime},
};

const struct rule_group rule_group_inc = {"INC", N_("Incidents"), rules, COUNT_OF(rules)};
