/* KNO: somebody knows how. */
#include "audit/rule_help.h"
#include "base/lang.h"
#include "base/memory.h"

static const struct person_facts *key_person(const struct rule_case *at)
{
	record_id person = record_ref_id(at->record, F_system_key_person);
	return system_is_used(at->record) && person != 0 ? person_facts(at->world, person) : NULL;
}

/* The threshold is KNO-02's: what that rule tells is not told twice. */
#define LEAVES_DAYS 180

static bool leaves_within(const struct person_facts *person, int64_t days, day_t today)
{
	return person->active_to != DAY_UNSET && person->active_to - today <= days;
}

static void look_for_one_person(const struct rule_case *at)
{
	const struct person_facts *person = key_person(at);
	if (person == NULL || leaves_within(person, at->thresholds[0], at->world->today))
		return;
	struct found *found = finding_add(at);
	reasons_add(&found->reasons, REASON_rests_on, record_ref(at->record, F_system_key_person));
	found_add_criticality(found, at);
	if (scope_is_critical(at))
		found->severity = C_severity_medium;
}

static void look_for_leaving(const struct rule_case *at)
{
	const struct person_facts *person = key_person(at);
	if (person == NULL || !leaves_within(person, at->thresholds[0], at->world->today))
		return;
	struct ref ref = record_ref(at->record, F_system_key_person);
	struct found *found = finding_add(at);
	reasons_add(&found->reasons, person->active_to < at->world->today ? REASON_person_left : REASON_person_leaves, ref,
	            (int64_t)person->active_to);
	reasons_add(&found->reasons, REASON_rests_on, ref);
	found_add_criticality(found, at);
	found->due = person->active_to;
	if (person->active_to < at->world->today)
		reasons_add(&found->next_step, REASON_do_recover_knowledge, record_self(at->record));
}

static void look_for_documentation(const struct rule_case *at)
{
	uint8_t answer = record_choice(at->record, F_system_documentation);
	day_t documented = record_day(at->record, F_system_documented);
	bool old = months_have_passed(documented, at->thresholds[0], at->world->today);
	if (!system_is_used(at->record) || (answer != C_answer_no && !old))
		return;
	struct found *found = finding_add(at);
	if (answer == C_answer_no)
		found_add_answer(found, at->record, F_system_documentation);
	else
		reasons_add(&found->reasons, REASON_documented_on, (int64_t)documented);
	found_add_criticality(found, at);
	if (answer == C_answer_no)
		found->severity = C_severity_medium;
}

static void look_for_skills(const struct rule_case *at)
{
	uint8_t skills = record_choice(at->record, F_system_skills);
	if (!system_is_used(at->record) || !scope_is_critical(at) || (skills != C_skills_few && skills != C_skills_none))
		return;
	struct found *found = finding_add(at);
	reasons_add(&found->reasons, REASON_choice_is, (int64_t)(E_system * 256 + F_system_skills),
	            (int64_t)(CHOICES_skills * 256 + skills));
	found_add_criticality(found, at);
}

/* Of a product that is sold to many the code is never ours. */
static void look_for_rights(const struct rule_case *at)
{
	uint8_t origin = record_choice(at->record, F_system_origin);
	if (!system_is_used(at->record) || record_choice(at->record, F_system_rights_to_code) != C_answer_no ||
	    origin == C_origin_standard)
		return;
	struct found *found = finding_add(at);
	found_add_answer(found, at->record, F_system_rights_to_code);
	found_add_criticality(found, at);
}

static const struct rule rules[] = {
	{.number = 1, .title = N_("Rests on one person"), .entity = E_system, .scope = RULE_SYSTEM,
	 .severity = C_severity_low,
	 .help = N_("Only one person can do something that the system needs. Medium where the criticality is 3 or more; "
	            "when that person is about to leave, KNO-02 says so."),
	 .reads = "system.phase system.criticality system.key_person person.active_to", .needs = "system.key_person",
	 .thresholds = {{"leaves_days", LEAVES_DAYS, UNIT_days}},
	 .cost = KR(30000), .next_step = REASON_do_teach_another, .whose = C_role_system_manager, .look = look_for_one_person},
	{.number = 2, .title = N_("The one it rests on leaves"), .entity = E_system, .scope = RULE_SYSTEM,
	 .severity = C_severity_high,
	 .help = N_("The only person who can do something that the system needs has left, or leaves soon."),
	 .reads = "system.phase system.criticality system.key_person person.active_to", .needs = "system.key_person",
	 .thresholds = {{"days", LEAVES_DAYS, UNIT_days}},
	 .cost = KR(60000), .next_step = REASON_do_hand_over_knowledge, .whose = C_role_system_owner,
	 .look = look_for_leaving},
	{.number = 3, .title = N_("Documentation missing or old"), .entity = E_system, .scope = RULE_SYSTEM,
	 .severity = C_severity_low,
	 .help = N_("Somebody new could not look after the system from what is written. Medium where there is nothing at "
	            "all."),
	 .reads = "system.phase system.criticality system.documentation system.documented", .needs = "system.documentation",
	 .thresholds = {{"months", 12, UNIT_months}},
	 .cost = KR(20000), .next_step = REASON_do_document, .whose = C_role_technical_manager,
	 .look = look_for_documentation},
	{.number = 4, .title = N_("Few can look after a critical system"), .entity = E_system, .scope = RULE_SYSTEM,
	 .severity = C_severity_medium,
	 .help = N_("Few people on the market, or none, can look after a system with criticality 3 or more."),
	 .reads = "system.phase system.criticality system.skills", .needs = "system.skills",
	 .cost = KR(40000), .next_step = REASON_do_secure_skills, .whose = C_role_system_owner, .look = look_for_skills},
	{.number = 5, .title = N_("No rights to code or data"), .entity = E_system, .scope = RULE_SYSTEM,
	 .severity = C_severity_low,
	 .help = N_("We may not read, change or hand over the code that was made for us. Of a standard product it is not "
	            "asked."),
	 .reads = "system.phase system.criticality system.rights_to_code system.origin", .needs = "system.rights_to_code",
	 .cost = KR(30000), .next_step = REASON_do_agree_rights, .whose = C_role_system_owner, .look = look_for_rights},
};

const struct rule_group rule_group_kno = {"KNO", N_("Knowledge"), rules, COUNT_OF(rules)};
