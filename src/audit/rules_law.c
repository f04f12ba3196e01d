/* LAW: duties of classification, preparedness, assessment, archives and reporting. Those about personal data,
 * accessibility and AI: rules_law_data.c. */
#include "audit/rules_law.h"
#include "base/lang.h"
#include "base/memory.h"

static bool is_essential(const struct rule_case *at)
{
	return record_choice(at->record, F_system_essential) == C_answer_yes;
}

/* The first set of information with personal data of at least this kind. */
static const struct record *information_with(const struct rule_case *at, uint8_t kind)
{
	const struct record_list *sets = &at->scope->lists[E_information];
	for (size_t i = 0; i < sets->count; i++)
		if (record_choice(&sets->items[i], F_information_personal_data) >= kind)
			return &sets->items[i];
	return NULL;
}

/* ---- classification ---- */

static bool is_classified(const struct record *system)
{
	static const uint8_t levels[] = {F_system_classified, F_system_confidentiality, F_system_integrity,
	                                 F_system_availability};
	for (size_t i = 0; i < sizeof levels; i++)
		if (record_is_set(system, levels[i]))
			return true;
	return record_yes(system, F_system_handled_elsewhere);
}

static void look_for_classification(const struct rule_case *at)
{
	if (!system_is_used(at->record) || is_classified(at->record))
		return;
	struct found *found = finding_add(at);
	const struct record *information = information_with(at, C_personal_data_ordinary);
	reasons_add(&found->reasons, REASON_not_classified);
	found_add_criticality(found, at);
	if (information != NULL)
		reasons_add(&found->reasons, REASON_holds_personal, record_self(information));
	if (information != NULL || scope_is_critical(at) || is_essential(at))
		found->severity = C_severity_medium;
}

/* The last day on which it is in time. */
static bool has_passed(const struct rule_case *at, uint8_t field)
{
	day_t day = record_day(at->record, field);
	return day != DAY_UNSET && day < at->world->today;
}

static void look_for_old_classification(const struct rule_case *at)
{
	if (!system_is_used(at->record) || !has_passed(at, F_system_classify_next))
		return;
	struct found *found = finding_add(at);
	found->due = record_day(at->record, F_system_classify_next);
	reasons_add(&found->reasons, REASON_classify_by, (int64_t)found->due);
	if (record_is_set(at->record, F_system_classified))
		reasons_add(&found->reasons, REASON_classified_on, (int64_t)record_day(at->record, F_system_classified));
}

/* ---- critical for society ---- */

static void look_for_essential_exit(const struct rule_case *at)
{
	if (!system_is_used(at->record) || !is_essential(at) || record_is_set(at->record, F_system_exit_plan))
		return;
	struct found *found = finding_add(at);
	reasons_add(&found->reasons, REASON_is_essential);
	reasons_add(&found->reasons, REASON_exit_plan);
}

/* Whether there is a plan may be unknown, which is asked for; that a plan has been tested is known only by its day. */
static void look_for_continuity(const struct rule_case *at)
{
	uint8_t plan = record_choice(at->record, F_system_continuity_plan);
	day_t tested = record_day(at->record, F_system_continuity_tested);
	if (!system_is_used(at->record) || !is_essential(at))
		return;
	if (plan == 0 || plan == C_answer_unknown) {
		fill_in(at, record_self(at->record), F_system_continuity_plan);
		return;
	}
	bool tested_in_time = tested != DAY_UNSET && !months_have_passed(tested, at->thresholds[0], at->world->today);
	if (plan == C_answer_yes && tested_in_time)
		return;
	struct found *found = finding_add(at);
	reasons_add(&found->reasons, REASON_is_essential);
	if (plan != C_answer_yes)
		found_add_answer(found, at->record, F_system_continuity_plan);
	else if (tested == DAY_UNSET)
		reasons_add(&found->reasons, REASON_continuity_never_tested);
	else
		reasons_add(&found->reasons, REASON_continuity_tested_on, (int64_t)tested);
}

/* ---- assessments ---- */

static void look_for_risk_assessment(const struct rule_case *at)
{
	bool overdue = has_passed(at, F_system_risk_next), assessed = record_is_set(at->record, F_system_risk_assessed);
	bool wanted = scope_is_critical(at) || is_essential(at);
	if (!system_is_used(at->record) || (!overdue && (assessed || !wanted)))
		return;
	struct found *found = finding_add(at);
	if (overdue) {
		found->due = record_day(at->record, F_system_risk_next);
		reasons_add(&found->reasons, REASON_risks_by, (int64_t)found->due);
	} else {
		reasons_add(&found->reasons, REASON_risks_not_assessed);
	}
	found_add_criticality(found, at);
}

static void look_for_impact_assessment(const struct rule_case *at)
{
	uint8_t need = record_choice(at->record, F_system_impact_assessment);
	if (!system_is_used(at->record))
		return;
	bool sensitive = information_with(at, C_personal_data_sensitive) != NULL;
	if (sensitive && (need == 0 || need == C_assessment_need_unknown))
		fill_in(at, record_self(at->record), F_system_impact_assessment);
	if (need != C_assessment_need_needed)
		return;
	struct found *found = finding_add(at);
	reasons_add(&found->reasons, REASON_impact_needed);
	if (sensitive)
		found->severity = C_severity_high;
}

/* ---- archives ---- */

static const struct record *archive_decision(const struct record_list *steps)
{
	for (size_t i = 0; i < steps->count; i++)
		if (record_choice(&steps->items[i], F_retirement_step_kind) == C_retirement_kind_archive_decision &&
		    record_is_set(&steps->items[i], F_retirement_step_done))
			return &steps->items[i];
	return NULL;
}

/* A step that is planned for a day ahead is in good order. */
static bool remains(const struct record *step, day_t today)
{
	day_t due = record_day(step, F_retirement_step_due);
	return !record_is_set(step, F_retirement_step_done) && (due == DAY_UNSET || due < today);
}

static void look_for_archiving(const struct rule_case *at)
{
	const struct record_list *steps = &at->scope->lists[E_retirement_step];
	if (record_choice(at->record, F_system_phase) != C_phase_retired)
		return;
	struct reasons reasons = {0};
	if (archive_decision(steps) == NULL)
		reasons_add(&reasons, REASON_no_archive_decision);
	for (size_t i = 0; i < steps->count; i++)
		if (remains(&steps->items[i], at->world->today) &&
		    record_choice(&steps->items[i], F_retirement_step_kind) != C_retirement_kind_archive_decision)
			reasons_add(&reasons, REASON_step_remains,
			            (int64_t)(CHOICES_retirement_kind * 256 + record_choice(&steps->items[i], F_retirement_step_kind)));
	if (reasons.count == 0)
		return;
	struct found *found = finding_add(at);
	found_explain(found, &reasons);
	if (record_is_set(at->record, F_system_retired_on))
		reasons_add(&found->reasons, REASON_retired_on, (int64_t)record_day(at->record, F_system_retired_on));
}

/* ---- incidents: an early warning, a report, a final report, each by its day ---- */

static void tell_of_report(const struct rule_case *at, enum reason_id reason, day_t due)
{
	struct found *found = finding_add(at);
	found->system = at->record->parent;
	found->due = due;
	reasons_add(&found->reasons, reason, (int64_t)due);
	reasons_add(&found->reasons, REASON_incident_opened, (int64_t)record_day(at->record, F_incident_opened));
}

/* 24 hours, 72 hours and a month, of which the register knows the days. What was sent late cannot be put right: only
 * what is still to be sent is told, and only the most serious of it. */
static void look_for_reports(const struct rule_case *at)
{
	day_t opened = record_day(at->record, F_incident_opened), reported = record_day(at->record, F_incident_reported);
	if (!record_yes(at->record, F_incident_significant) || opened == DAY_UNSET ||
	    record_is_set(at->record, F_incident_reported_final))
		return;
	day_t early = opened + (day_t)at->thresholds[0], full = opened + (day_t)at->thresholds[1];
	day_t final = day_add_months(reported != DAY_UNSET ? reported : full, at->thresholds[2]);
	if (reported == DAY_UNSET && full < at->world->today)
		tell_of_report(at, REASON_report_due, full);
	else if (reported == DAY_UNSET && !record_is_set(at->record, F_incident_reported_early) && early < at->world->today)
		tell_of_report(at, REASON_warning_due, early);
	else if (reported != DAY_UNSET && final < at->world->today)
		tell_of_report(at, REASON_final_report_due, final);
}

static const struct rule rules[] = {
	{.number = 1, .title = N_("The information is not classified"), .entity = E_system, .scope = RULE_SYSTEM,
	 .severity = C_severity_low,
	 .help = N_("How much harm it does when the information is read, changed or out of reach decides what protects "
	            "it. Medium where there is personal data, or the criticality is 3 or more."),
	 .reads = "system.phase system.criticality system.essential system.classified system.confidentiality "
	          "system.integrity system.availability system.handled_elsewhere information.personal_data",
	 .cost = KR(12000), .next_step = REASON_do_classify, .whose = C_role_information_owner,
	 .look = look_for_classification},
	{.number = 2, .title = N_("Time to classify again"), .entity = E_system, .scope = RULE_SYSTEM,
	 .severity = C_severity_medium,
	 .help = N_("The day by which the information was to be classified again has passed."),
	 .reads = "system.phase system.classify_next system.classified", .needs = "system.classify_next",
	 .cost = KR(8000), .next_step = REASON_do_classify, .whose = C_role_information_owner,
	 .look = look_for_old_classification},
	{.number = 3, .title = N_("Critical for society, without an exit plan"), .entity = E_system, .scope = RULE_SYSTEM,
	 .severity = C_severity_medium,
	 .help = N_("A system that must work even in a crisis can be left in good order, because somebody has written how."),
	 .reads = "system.phase system.essential system.exit_plan", .needs = "system.essential",
	 .cost = KR(40000), .next_step = REASON_do_write_exit_plan, .whose = C_role_system_owner,
	 .look = look_for_essential_exit},
	{.number = 4, .title = N_("Critical for society, without a tested continuity plan"), .entity = E_system,
	 .scope = RULE_SYSTEM, .severity = C_severity_high,
	 .help = N_("How the work goes on when the system stands still is written, and has been tried out in time. "
	            "Whether there is a plan, where that is not known, is asked for in the list of facts to fill in."),
	 .reads = "system.phase system.essential system.continuity_plan system.continuity_tested",
	 .needs = "system.essential", .thresholds = {{"months", 12, UNIT_months}},
	 .cost = KR(35000), .next_step = REASON_do_test_continuity, .whose = C_role_system_owner, .look = look_for_continuity},
	{.number = 5, .title = N_("Risk assessment missing or overdue"), .entity = E_system, .scope = RULE_SYSTEM,
	 .severity = C_severity_medium,
	 .help = N_("The risks were never assessed of a system with criticality 3 or more or that is critical for "
	            "society, or the day to assess them again has passed."),
	 .reads = "system.phase system.criticality system.essential system.risk_assessed system.risk_next",
	 .cost = KR(15000), .next_step = REASON_do_assess_risks, .whose = C_role_system_owner,
	 .look = look_for_risk_assessment},
	{.number = 6, .title = N_("Impact assessment not done"), .entity = E_system, .scope = RULE_SYSTEM,
	 .severity = C_severity_medium,
	 .help = N_("The effects on people whose data is handled must be assessed, and have not been. High where the data "
	            "is sensitive."),
	 .reads = "system.phase system.impact_assessment information.personal_data", .needs = "system.impact_assessment",
	 .cost = KR(30000), .next_step = REASON_do_assess_impact, .whose = C_role_information_owner,
	 .look = look_for_impact_assessment},
	{.number = 7, .title = N_("Personal data without a processing agreement"), .entity = E_system, .scope = RULE_SYSTEM,
	 .severity = C_severity_high,
	 .help = N_("Somebody else handles personal data for us, and a controller has no agreement about it. One finding "
	            "for each controller. What is not known is asked for in the list of facts to fill in."),
	 .reads = "system.phase system.hosting system.operated_by information.personal_data information.controller "
	          "contract_system.contract contract.kind contract.unit contract.processing_agreement contract.end "
	          "unit.parent", .needs = "information.controller",
	 .cost = KR(15000), .next_step = REASON_do_sign_agreement, .whose = C_role_information_owner,
	 .look = law_look_for_agreement},
	{.number = 8, .title = N_("Nobody is controller of the personal data"), .entity = E_system, .scope = RULE_SYSTEM,
	 .severity = C_severity_medium,
	 .help = N_("For every set of information with personal data somebody is controller, usually a committee."),
	 .reads = "system.phase information.personal_data information.controller", .needs = "information.personal_data",
	 .cost = KR(3000), .next_step = REASON_do_name_controller, .whose = C_role_information_owner,
	 .look = law_look_for_controller},
	{.number = 9, .title = N_("Personal data in a third country"), .entity = E_system, .scope = RULE_SYSTEM,
	 .severity = C_severity_medium,
	 .help = N_("Personal data is sent to, or can be reached from, a country outside the EU and EEA, and the impact "
	            "of it has not been assessed."),
	 .reads = "system.phase system.third_country system.impact_assessment", .needs = "system.third_country",
	 .cost = KR(25000), .next_step = REASON_do_assess_transfer, .whose = C_role_information_owner,
	 .look = law_look_for_third_country},
	{.number = 10, .title = N_("Accessibility in use has not been checked"), .entity = E_system, .scope = RULE_SYSTEM,
	 .severity = C_severity_medium,
	 .help = N_("The public, or all of the organisation, meets the system, and somebody has said how accessible it "
	            "is, but not when it was checked. Where nothing is said it is asked for in the list of facts to fill "
	            "in."),
	 .reads = "system.phase system.accessibility system.accessibility_checked support.service service.audience "
	          "service.to usage.unit usage.to unit.kind",
	 .cost = KR(20000), .next_step = REASON_do_check_accessibility, .whose = C_role_system_manager,
	 .look = law_look_for_accessibility},
	{.number = 11, .title = N_("AI without a purpose or human control"), .entity = E_system, .scope = RULE_SYSTEM,
	 .severity = C_severity_medium,
	 .help = N_("The system uses AI, and what it is for is not written down, or no person can question and change "
	            "what it decides."),
	 .reads = "system.phase system.uses_ai system.ai_purpose system.ai_human_control", .needs = "system.uses_ai",
	 .cost = KR(15000), .next_step = REASON_do_describe_ai, .whose = C_role_system_owner, .look = law_look_for_ai},
	{.number = 12, .title = N_("Retired without an archive decision and its steps"), .entity = E_system,
	 .scope = RULE_SYSTEM, .severity = C_severity_medium,
	 .help = N_("What the system held may be disposed of only by a decision, and the steps that were planned are done "
	            "by their days."),
	 .reads = "system.phase system.retired_on retirement_step.kind retirement_step.due retirement_step.done",
	 .cost = KR(30000), .next_step = REASON_do_archive, .whose = C_role_archivist, .look = look_for_archiving},
	{.number = 13, .title = N_("A significant incident has not been reported in time"), .entity = E_incident,
	 .scope = RULE_RECORD, .severity = C_severity_high,
	 .help = N_("The law wants an early warning within a day, a report within three and a final report a month after "
	            "that. What has been sent, late or not, is done."),
	 .reads = "incident.significant incident.opened incident.reported_early incident.reported incident.reported_final",
	 .needs = "incident.significant",
	 .thresholds = {{"early_days", 1, UNIT_days}, {"report_days", 3, UNIT_days}, {"final_months", 1, UNIT_months}},
	 .cost = KR(8000), .next_step = REASON_do_report_incident, .whose = WHOSE_SECURITY, .look = look_for_reports},
};

const struct rule_group rule_group_law = {"LAW", N_("Duties"), rules, COUNT_OF(rules)};
