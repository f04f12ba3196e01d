/* EXI: could we leave? Answers that are not known are asked for in the list of facts to fill in (REG). */
#include "audit/rule_help.h"
#include "base/lang.h"
#include "base/memory.h"

/* An essential system without one is LAW's business. */
static void look_for_plan(const struct rule_case *at)
{
	if (!system_is_used(at->record) || !scope_is_critical(at) || record_is_set(at->record, F_system_exit_plan) ||
	    record_choice(at->record, F_system_essential) == C_answer_yes)
		return;
	struct found *found = finding_add(at);
	reasons_add(&found->reasons, REASON_exit_plan);
	found_add_criticality(found, at);
}

/* `field` tells the day of the last test. One that was never made is told where the system is critical. */
static void look_for_test(const struct rule_case *at, uint8_t field, enum reason_id tested_on, enum reason_id never)
{
	day_t tested = record_day(at->record, field);
	if (tested == DAY_UNSET && scope_is_critical(at))
		reasons_add(&finding_add(at)->reasons, never);
	if (!months_have_passed(tested, at->thresholds[0], at->world->today))
		return;
	struct found *found = finding_add(at);
	reasons_add(&found->reasons, tested_on, (int64_t)tested);
	found->due = day_add_months(tested, at->thresholds[0]);
}

static void look_for_plan_test(const struct rule_case *at)
{
	if (system_is_used(at->record) && record_is_set(at->record, F_system_exit_plan))
		look_for_test(at, F_system_exit_tested, REASON_exit_tested_on, REASON_exit_plan_tested);
}

static void look_for_export_test(const struct rule_case *at)
{
	if (system_is_used(at->record) && record_choice(at->record, F_system_data_export) == C_answer_yes)
		look_for_test(at, F_system_export_tested, REASON_export_tested_on, REASON_export_never_tested);
}

/* No, or only partly. */
static void look_for_answer(const struct rule_case *at, uint8_t field, bool partly_too)
{
	uint8_t answer = record_choice(at->record, field);
	if (!system_is_used(at->record) || (answer != C_answer_no && !(partly_too && answer == C_answer_partly)))
		return;
	struct found *found = finding_add(at);
	found_add_answer(found, at->record, field);
	found_add_criticality(found, at);
	if (answer == C_answer_partly)
		found->severity = C_severity_low;
}

static void look_for_data_owned(const struct rule_case *at)
{
	look_for_answer(at, F_system_data_owned, true);
}

static void look_for_open_standards(const struct rule_case *at)
{
	look_for_answer(at, F_system_open_standards, false);
}

static void look_for_open_api(const struct rule_case *at)
{
	look_for_answer(at, F_system_open_api, false);
}

static void look_for_data_export(const struct rule_case *at)
{
	look_for_answer(at, F_system_data_export, false);
}

static void look_for_dependence(const struct rule_case *at)
{
	struct ref supplier = record_ref(at->record, F_system_supplier);
	if (system_is_used(at->record) && scope_is_critical(at) && ref_is_set(supplier))
		tally_add(at, supplier, SLICE(""), record_self(at->record));
}

static void settle_dependence(const struct rule_case *at, const struct tally *tally)
{
	if (tally->count <= at->thresholds[0])
		return;
	struct found *found = tally_finding(at, tally);
	reasons_add(&found->reasons, REASON_supplies_many, (int64_t)tally->count, tally->first);
	reasons_add(&found->reasons, REASON_at_most, at->thresholds[0]);
}

static const struct rule rules[] = {
	{.number = 1, .title = N_("No exit plan"), .entity = E_system, .scope = RULE_SYSTEM, .severity = C_severity_low,
	 .help = N_("Nobody has written how a system with criticality 3 or more would be left. One that is critical for "
	            "society is a duty's business (LAW)."),
	 .reads = "system.phase system.criticality system.exit_plan system.essential", .needs = "system.criticality",
	 .cost = KR(25000), .next_step = REASON_do_write_exit_plan, .whose = C_role_system_manager, .look = look_for_plan},
	{.number = 2, .title = N_("The exit plan has not been tested"), .entity = E_system, .scope = RULE_SYSTEM,
	 .severity = C_severity_low,
	 .help = N_("A plan that nobody has tried out or walked through for long is a hope. Never tested counts where the "
	            "criticality is 3 or more."),
	 .reads = "system.phase system.criticality system.exit_plan system.exit_tested", .needs = "system.exit_plan",
	 .thresholds = {{"months", 12, UNIT_months}},
	 .cost = KR(15000), .next_step = REASON_do_test_exit_plan, .whose = C_role_system_manager, .look = look_for_plan_test},
	{.number = 3, .title = N_("Taking the data out has not been tested"), .entity = E_system, .scope = RULE_SYSTEM,
	 .severity = C_severity_low,
	 .help = N_("An export is known to work when all of it has been made and read back. Never tested counts where the "
	            "criticality is 3 or more."),
	 .reads = "system.phase system.criticality system.data_export system.export_tested", .needs = "system.data_export",
	 .thresholds = {{"months", 24, UNIT_months}},
	 .cost = KR(12000), .next_step = REASON_do_test_export, .whose = C_role_technical_manager,
	 .look = look_for_export_test},
	{.number = 4, .title = N_("The data is not ours"), .entity = E_system, .scope = RULE_SYSTEM,
	 .severity = C_severity_medium,
	 .help = N_("The contract does not say, or says only partly, that all data is ours and may be used as we wish."),
	 .reads = "system.phase system.criticality system.data_owned", .needs = "system.data_owned",
	 .cost = KR(20000), .next_step = REASON_do_require_data, .whose = C_role_system_owner, .look = look_for_data_owned},
	{.number = 5, .title = N_("No open standards"), .entity = E_system, .scope = RULE_SYSTEM,
	 .severity = C_severity_info,
	 .help = N_("The system stores and exchanges information in closed formats: every change of it costs more around "
	            "it."),
	 .reads = "system.phase system.criticality system.open_standards", .needs = "system.open_standards",
	 .cost = KR(20000), .next_step = REASON_do_require_openness, .whose = C_role_system_owner,
	 .look = look_for_open_standards},
	{.number = 6, .title = N_("No open interface"), .entity = E_system, .scope = RULE_SYSTEM, .severity = C_severity_low,
	 .help = N_("There is no documented programming interface that we may use: new services cannot be built on the "
	            "system."),
	 .reads = "system.phase system.criticality system.open_api", .needs = "system.open_api",
	 .cost = KR(40000), .next_step = REASON_do_require_openness, .whose = C_role_system_owner,
	 .look = look_for_open_api},
	{.number = 7, .title = N_("The data cannot be taken out"), .entity = E_system, .scope = RULE_SYSTEM,
	 .severity = C_severity_medium,
	 .help = N_("We cannot take out all our data ourselves in a form that another system can read."),
	 .reads = "system.phase system.criticality system.data_export", .needs = "system.data_export",
	 .cost = KR(40000), .next_step = REASON_do_require_export, .whose = C_role_system_owner,
	 .look = look_for_data_export},
	{.number = 8, .title = N_("Many critical systems from one supplier"), .entity = E_system, .scope = RULE_SYSTEM,
	 .severity = C_severity_info,
	 .help = N_("If the supplier falls, is sold or raises its prices, much of what must work is hit at once. Counts "
	            "systems in use with criticality 3 or more."),
	 .reads = "system.phase system.criticality system.supplier", .needs = "system.supplier",
	 .thresholds = {{"systems", 5, UNIT_pieces}},
	 .cost = KR(30000), .next_step = REASON_do_spread_risk, .whose = WHOSE_PORTFOLIO, .look = look_for_dependence,
	 .settle = settle_dependence},
};

const struct rule_group rule_group_exi = {"EXI", N_("Exit and openness"), rules, COUNT_OF(rules)};
