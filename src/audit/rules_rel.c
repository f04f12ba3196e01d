/* REL: releases come when they can be received. */
#include "audit/rule_help.h"
#include "audit/world_lists.h"
#include "base/lang.h"
#include "base/memory.h"

#define CONFLICTS_TOLD 3

/* Whoever answers for the release, while there; else whoever manages the system. */
static void ask_responsible(struct found *found, const struct rule_case *at, struct ref responsible)
{
	if (ref_is_set(responsible) && person_is_active(at->world, responsible.id))
		found->person = responsible.id;
}

static struct found *add_about_release(const struct rule_case *at, const struct release_row *row)
{
	struct found *found = finding_add_about(at, row->ref);
	found->system = row->system.id;
	found->due = row->start;
	ask_responsible(found, at, row->responsible);
	return found;
}

/* ---- in one another's way ---- */

/* Told of the release that was entered last: where it is moved, all is well. */
static bool yields(const struct release_calendar *calendar, const struct release_conflict *conflict, size_t row,
                   size_t *other)
{
	return !ref_is_set(conflict->event) && release_conflict_has(conflict, row, other) &&
	       calendar->rows[row].ref.id > calendar->rows[*other].ref.id;
}

static void look_at_row(const struct rule_case *at, const struct release_calendar *calendar, size_t row)
{
	struct found *found = NULL;
	size_t other;
	int64_t told = 0;
	for (size_t i = 0; i < calendar->conflict_count; i++) {
		if (!yields(calendar, &calendar->conflicts[i], row, &other))
			continue;
		if (found == NULL)
			found = add_about_release(at, &calendar->rows[row]);
		if (told++ < CONFLICTS_TOLD)
			release_conflict_explain(calendar, &calendar->conflicts[i], row, &found->reasons);
	}
	if (told > CONFLICTS_TOLD)
		reasons_add(&found->reasons, REASON_releases_more, told - CONFLICTS_TOLD);
}

static void look_for_conflicts(const struct rule_case *at)
{
	const struct release_calendar *calendar = world_releases(at->world);
	for (size_t row = 0; row < calendar->count && calendar->conflict_count > 0; row++)
		look_at_row(at, calendar, row);
}

static void look_for_freezes(const struct rule_case *at)
{
	const struct release_calendar *calendar = world_releases(at->world);
	for (size_t i = 0; i < calendar->conflict_count; i++) {
		const struct release_conflict *conflict = &calendar->conflicts[i];
		if (!ref_is_set(conflict->event))
			continue;
		struct found *found = add_about_release(at, &calendar->rows[conflict->first]);
		found->detail_of = conflict->event;
		release_conflict_explain(calendar, conflict, conflict->first, &found->reasons);
	}
}

/* ---- one release ---- */

static const uint8_t ready_fields[] = {F_release_plan_tests_by, F_release_plan_training_by,
                                       F_release_plan_communication_by};

static int64_t field_of(uint8_t number)
{
	return E_release_plan * 256 + number;
}

static void look_at_days(struct reasons *missing, const struct record *release, day_t start)
{
	for (size_t i = 0; i < COUNT_OF(ready_fields); i++) {
		day_t day = record_day(release, ready_fields[i]);
		if (day == DAY_UNSET)
			reasons_add(missing, REASON_day_missing, field_of(ready_fields[i]));
		else if (day > start)
			reasons_add(missing, REASON_day_after_start, field_of(ready_fields[i]), (int64_t)day);
	}
}

static void look_for_preparations(const struct rule_case *at)
{
	struct reasons missing = {0};
	struct release_row row;
	facts_release(at->record, &row);
	if (!row.ahead || row.change == C_change_kind_standard ||
	    !day_is_within(row.start, at->thresholds[0], at->world->today))
		return;
	look_at_days(&missing, at->record, row.start);
	bool answered = record_is_set(at->record, F_release_plan_rollback);
	bool can_return = record_choice(at->record, F_release_plan_rollback) == C_answer_yes;
	if (missing.count == 0 && can_return)
		return;
	struct found *found = add_about_release(at, &row);
	found_explain(found, &missing);
	if (!answered)
		reasons_add(&found->reasons, REASON_answer_missing, field_of(F_release_plan_rollback));
	else if (!can_return)
		found_add_answer(found, at->record, F_release_plan_rollback);
	reasons_add(&found->reasons, REASON_release_starts, (int64_t)row.start);
}

static void look_for_overdue(const struct rule_case *at)
{
	struct release_row row;
	facts_release(at->record, &row);
	if (!row.ahead || row.start == DAY_UNSET || row.end >= at->world->today)
		return;
	struct found *found = add_about_release(at, &row);
	found->due = row.end;
	reasons_add(&found->reasons, REASON_release_ended, (int64_t)row.end);
	if (row.state != 0)
		reasons_add(&found->reasons, REASON_release_state, (int64_t)(CHOICES_release_plan_state * 256 + row.state));
}

/* ---- what comes after it ---- */

/* Something else is stated to lie behind it. */
static bool is_explained(const struct record *incident)
{
	uint8_t cause = record_choice(incident, F_incident_cause);
	return record_is_set(incident, F_incident_caused_by) ||
	       (cause != 0 && cause != C_incident_cause_unknown && cause != C_incident_cause_own_change);
}

static bool comes_after(const struct record *incident, const struct release_row *row, int64_t days)
{
	day_t opened = record_day(incident, F_incident_opened);
	return opened != DAY_UNSET && opened >= row->start && opened <= row->end + days && !is_explained(incident);
}

static void look_for_incidents(const struct rule_case *at)
{
	struct ref first = {0, 0}, caused = {0, 0};
	struct release_row row;
	int64_t after = 0;
	facts_release(at->record, &row);
	if (!release_is_made(row.state) || row.start == DAY_UNSET || at->world->today - row.end > at->thresholds[1])
		return;
	const struct record_list *incidents = records_below(at->world, E_incident, at->record->parent);
	for (size_t i = 0; i < incidents->count; i++) {
		const struct record *incident = &incidents->items[i];
		if (comes_after(incident, &row, at->thresholds[0]) && after++ == 0)
			first = record_self(incident);
		if (record_ref_id(incident, F_incident_caused_by) == row.ref.id && !ref_is_set(caused))
			caused = record_self(incident);
	}
	if (after == 0)
		return;
	struct found *found = add_about_release(at, &row);
	found->due = DAY_UNSET;
	if (after == 1)
		reasons_add(&found->reasons, REASON_incidents_after_one, first, at->thresholds[0]);
	else
		reasons_add(&found->reasons, REASON_incidents_after_many, after, at->thresholds[0], first);
	if (ref_is_set(caused))
		reasons_add(&found->reasons, REASON_incident_of_release, caused);
}

/* ---- how releases are made ---- */

static bool was_made_lately(const struct rule_case *at, const struct release_row *row, int64_t months)
{
	return release_is_made(row->state) && row->end != DAY_UNSET && row->end <= at->world->today &&
	       !months_have_passed(row->end, months, at->world->today);
}

/* What nobody has entered is not known to be missing: a system is judged by the releases that it has had. */
static void look_for_standstill(const struct rule_case *at)
{
	const struct record_list *releases = &at->scope->lists[E_release_plan];
	struct release_row row, last = {.end = DAY_UNSET};
	for (size_t i = 0; i < releases->count; i++) {
		facts_release(&releases->items[i], &row);
		if (row.ahead && row.end >= at->world->today)
			return;
		if (row.state == C_release_plan_state_released && (last.end == DAY_UNSET || row.end > last.end))
			last = row;
	}
	if (!system_is_used(at->record) || !months_have_passed(last.end, at->thresholds[0], at->world->today))
		return;
	reasons_add(&finding_add(at)->reasons, REASON_release_last, last.ref, (int64_t)last.end);
}

static void look_for_unplanned(const struct rule_case *at)
{
	struct release_row row;
	struct record system;
	facts_release(at->record, &row);
	if (!was_made_lately(at, &row, 12) || !record_is_set(at->record, F_release_plan_planned_ahead) ||
	    !view_record(at->world->view, row.system, &system))
		return;
	tally_share(at, record_ref(&system, F_system_unit), SLICE(""), row.ref,
	            !record_yes(at->record, F_release_plan_planned_ahead));
}

static void settle_unplanned(const struct rule_case *at, const struct tally *tally)
{
	if ((int64_t)tally->count * 100 <= at->thresholds[0] * tally->whole)
		return;
	struct found *found = tally_finding(at, tally);
	reasons_add(&found->reasons, REASON_releases_unplanned, (int64_t)tally->count, (int64_t)tally->whole);
}

#define RELEASE_DAYS "release_plan.start release_plan.end release_plan.state release_plan.responsible person.active_to "

static const struct rule rules[] = {
	{.number = 1, .title = N_("Releases in one another's way"), .entity = E_release_plan, .scope = RULE_REGISTER,
	 .severity = C_severity_medium,
	 .help = N_("Two releases share days, and the system, an integration between their systems, a service of "
	            "criticality 3 or more, a product they are made of, or whoever answers for them. Told of the one that "
	            "was entered last."),
	 .reads = RELEASE_FACTS "person.active_to", .cost = KR(8000), .next_step = REASON_do_move_release,
	 .whose = C_role_system_manager, .look = look_for_conflicts},
	{.number = 2, .title = N_("Release in a freeze"), .entity = E_release_plan, .scope = RULE_REGISTER,
	 .severity = C_severity_medium,
	 .help = N_("The annual wheel says that nothing is to be changed on those days. A freeze of a unit concerns the "
	            "systems that it answers for, uses or offers a service with."),
	 .reads = RELEASE_FACTS "person.active_to", .cost = KR(8000), .next_step = REASON_do_leave_freeze,
	 .whose = C_role_system_manager, .look = look_for_freezes},
	{.number = 3, .title = N_("Release without preparations in time"), .entity = E_release_plan, .scope = RULE_RECORD,
	 .severity = C_severity_medium,
	 .help = N_("So long before it begins there is a day for tests, for training and for telling those concerned, none "
	            "of them after it has begun, and a way back that has been tried. A standard change is prepared once "
	            "for all."),
	 .reads = RELEASE_DAYS "release_plan.change release_plan.tests_by release_plan.training_by "
	                       "release_plan.communication_by release_plan.rollback",
	 .needs = "release_plan.start", .thresholds = {{"days", 60, UNIT_days}}, .cost = KR(12000),
	 .next_step = REASON_do_prepare_release, .whose = C_role_system_manager, .look = look_for_preparations},
	{.number = 4, .title = N_("Release overdue"), .entity = E_release_plan, .scope = RULE_RECORD,
	 .severity = C_severity_low,
	 .help = N_("Its last day has passed, and nobody has said that it was made or called off."),
	 .reads = RELEASE_DAYS, .needs = "release_plan.start", .cost = KR(2000), .next_step = REASON_do_close_release,
	 .whose = C_role_system_manager, .look = look_for_overdue},
	{.number = 5, .title = N_("No release for a long time"), .entity = E_system, .scope = RULE_SYSTEM,
	 .severity = C_severity_low,
	 .help = N_("The last release of a system in use was made so long ago, and none is planned. A system of which no "
	            "release was ever entered is not judged."),
	 .reads = "system.phase release_plan.start release_plan.end release_plan.state", .needs = NULL,
	 .thresholds = {{"months", 12, UNIT_months}}, .cost = KR(8000), .next_step = REASON_do_plan_release,
	 .whose = C_role_system_manager, .look = look_for_standstill},
	{.number = 6, .title = N_("Too much is not planned"), .entity = E_release_plan, .scope = RULE_RECORD,
	 .severity = C_severity_low,
	 .help = N_("Of the releases that a unit's systems got in twelve months, and of which it is stated, more than this "
	            "share were not in the yearly plan."),
	 .reads = "release_plan.start release_plan.end release_plan.state release_plan.planned_ahead system.unit",
	 .needs = "release_plan.planned_ahead", .thresholds = {{"percent", 20, UNIT_none}}, .cost = KR(20000),
	 .next_step = REASON_do_plan_ahead, .whose = WHOSE_MANAGER, .look = look_for_unplanned, .settle = settle_unplanned},
	{.number = 7, .title = N_("Incidents after a release"), .entity = E_release_plan, .scope = RULE_RECORD,
	 .severity = C_severity_medium,
	 .help = N_("Incidents in the same system began while it was made or in the days after, and nobody has said what "
	            "lay behind them. Looked at for so many days after the release."),
	 .reads = RELEASE_DAYS "incident.opened incident.cause incident.caused_by", .needs = NULL,
	 .thresholds = {{"days", 7, UNIT_days}, {"looked_at_days", 90, UNIT_days}}, .cost = KR(6000),
	 .next_step = REASON_do_judge_release, .whose = C_role_system_manager, .look = look_for_incidents},
};

const struct rule_group rule_group_rel = {"REL", N_("Releases"), rules, COUNT_OF(rules)};
