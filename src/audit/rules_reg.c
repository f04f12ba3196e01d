/* REG: what the register itself is worth: dates, phases and sources. What is not known: rules_reg_facts.c; the same
 * thing twice: rules_reg_duplicates.c. */
#include "audit/rules_reg.h"
#include "base/lang.h"
#include "base/memory.h"
#include "conf/conf.h"

/* ---- dates in the wrong order: every pair that the schema knows ---- */

#define PAIRS 16

struct date_pairs {
	bool read;
	uint8_t count;
	struct date_pair {
		uint8_t first, second;
	} items[PAIRS];
};

/* The schema's marks, read once. */
static const struct date_pairs *date_pairs_of(const struct entity *entity)
{
	static struct date_pairs table[ENTITY_LIMIT];
	struct date_pairs *pairs = &table[entity->number];
	if (pairs->read)
		return pairs;
	for (size_t i = 0; i < entity->field_count && pairs->count < PAIRS; i++) {
		const struct field *second = &entity->fields[i];
		const struct field *first =
			second->not_before == NULL ? NULL : schema_find_field(entity, slice_of(second->not_before));
		if (first != NULL)
			pairs->items[pairs->count++] = (struct date_pair){first->number, second->number};
	}
	pairs->read = true;
	return pairs;
}

static bool has_date_pairs(const struct entity *entity)
{
	return date_pairs_of(entity)->count > 0;
}

static void compare_dates(const struct rule_case *at, const struct date_pair *pair)
{
	const struct entity *entity = at->record->entity;
	day_t first = record_day(at->record, pair->first), second = record_day(at->record, pair->second);
	int64_t fields = entity->number * 256;
	if (second >= first)
		return;
	struct found *found = finding_add(at);
	found->detail = slice_of(schema_field(entity, pair->second)->name);
	reasons_add(&found->reasons, REASON_dates_crossed, fields + pair->second, (int64_t)second, fields + pair->first,
	            (int64_t)first);
}

static void look_for_crossed_dates(const struct rule_case *at)
{
	const struct date_pairs *pairs = date_pairs_of(at->record->entity);
	for (size_t i = 0; i < pairs->count; i++)
		if (record_holds(at->record, pairs->items[i].second) && record_holds(at->record, pairs->items[i].first))
			compare_dates(at, &pairs->items[i]);
}

/* ---- the phase says one thing, a date another ---- */

/* The field that contradicts the phase; 0: none does. */
static uint8_t contradiction(const struct record *system, day_t today)
{
	uint8_t phase = record_choice(system, F_system_phase);
	day_t from = record_day(system, F_system_in_use_from), retired = record_day(system, F_system_retired_on);
	day_t pilot = record_day(system, F_system_pilot_until);
	if (phase == 0)
		return 0;
	if (retired != DAY_UNSET && (phase == C_phase_retired ? retired > today : retired < today))
		return F_system_retired_on;
	if (phase == C_phase_pilot && pilot != DAY_UNSET && pilot < today)
		return F_system_pilot_until;
	bool before = phase == C_phase_idea || phase == C_phase_procurement;
	bool after = phase == C_phase_in_use || phase == C_phase_phase_out || phase == C_phase_retired;
	if (from != DAY_UNSET && ((before && from <= today) || (after && from > today)))
		return F_system_in_use_from;
	return 0;
}

static void look_for_contradiction(const struct rule_case *at)
{
	uint8_t field = contradiction(at->record, at->world->today);
	if (field == 0)
		return;
	struct found *found = finding_add(at);
	reasons_add(&found->reasons, REASON_phase_is, (int64_t)(CHOICES_phase * 256 + at->scope->facts.phase));
	reasons_add(&found->reasons, REASON_day_is, (int64_t)(E_system * 256 + field), (int64_t)record_day(at->record, field));
}

/* ---- sources ---- */

static void look_at_catalogue(const struct rule_case *at)
{
	day_t seen = at->world->catalogue_seen;
	bool never = seen == DAY_UNSET && view_count(at->world->view, E_component) > 0;
	if (!never && !catalogue_is_stale(at->world))
		return;
	struct found *found = finding_add(at);
	found->detail = SLICE("catalogue");
	if (never)
		reasons_add(&found->reasons, REASON_catalogue_never);
	else
		reasons_add(&found->reasons, REASON_catalogue_of, (int64_t)seen,
		            conf_number(at->world->conf, CONF_freshness_catalogue, at->world->today));
	reasons_add(&found->next_step, REASON_do_import_catalogue);
}

/* A register without a feed of people is kept by hand. */
static void look_at_people(const struct rule_case *at)
{
	if (!people_are_stale(at->world))
		return;
	struct found *found = finding_add(at);
	found->detail = SLICE("people");
	reasons_add(&found->reasons, REASON_people_of, (int64_t)at->world->people_seen,
	            conf_number(at->world->conf, CONF_freshness_people, at->world->today));
	reasons_add(&found->next_step, REASON_do_import_people);
}

static void look_at_parameters(const struct rule_case *at)
{
	struct reasons reasons = {0};
	for (unsigned option = 0; option < CONF_OPTION_COUNT; option++) {
		const struct conf_row *row = conf_row((enum conf_option)option);
		day_t due = row->renew == 0 ? DAY_UNSET : conf_renewal_due(at->world->conf, (enum conf_option)option);
		if (due != DAY_UNSET && due < at->world->today)
			reasons_add(&reasons, REASON_parameter_old, slice_of(row->path), (int64_t)due);
	}
	if (reasons.count == 0)
		return;
	struct found *found = finding_add(at);
	found->detail = SLICE("parameters");
	found->severity = C_severity_low;
	found_explain(found, &reasons);
	reasons_add(&found->next_step, REASON_do_renew_parameters);
}

static void look_for_stale_sources(const struct rule_case *at)
{
	look_at_catalogue(at);
	look_at_people(at);
	look_at_parameters(at);
}

static const struct rule rules[] = {
	{.number = 1, .title = N_("Facts to fill in"), .entity = E_system, .scope = RULE_SYSTEM, .severity = C_severity_info,
	 .gathers = true,
	 .help = N_("What is asked for about a system in use and what lies below it, in one list, the shortest answers "
	            "first, with what each gives. Low where less is known than the share; then all that is wanted is "
	            "listed, else only what other rules ask for."),
	 .reads = REG_FACTS, .thresholds = {{"percent", 80, UNIT_none}},
	 .cost = KR(300), .next_step = REASON_do_fill_in, .whose = C_role_system_manager, .look = reg_look_for_completeness},
	{.number = 2, .title = N_("Unknown for long"), .entity = E_system, .scope = RULE_SYSTEM,
	 .severity = C_severity_medium,
	 .help = N_("An answer about a system with criticality 3 or more has been unknown for long. An activity that "
	            "names the field and a day to come answers for it."),
	 .reads = "system.phase system.criticality system.changed system.essential system.continuity_plan "
	          "system.data_owned system.open_standards system.open_api system.data_export system.documentation "
	          "system.rights_to_code system.impact_assessment system.third_country system.uses_ai "
	          "system.ai_human_control system.accessibility activity.about activity.field activity.due activity.state",
	 .thresholds = {{"months", 6, UNIT_months}},
	 .cost = KR(4000), .next_step = REASON_do_find_out, .whose = C_role_system_manager, .look = reg_look_for_unknown},
	{.number = 3, .title = N_("Probably the same twice"), .scope = RULE_REGISTER, .severity = C_severity_low,
	 .help = N_("Two systems that are used, or two suppliers, have a name, another name or an organisation number in "
	            "common. Parts of one another, and a system and its successor, are left out."),
	 .reads = "system.name system.aliases system.phase system.parent system.replaced_by supplier.name supplier.aliases "
	          "supplier.organisation_number",
	 .cost = KR(2000), .next_step = REASON_do_merge, .whose = C_role_system_manager, .look = reg_look_for_duplicates},
	{.number = 4, .title = N_("Dates in the wrong order"), .walks = has_date_pairs, .scope = RULE_RECORD,
	 .severity = C_severity_low, .start = true,
	 .help = N_("A day that something ends lies before the day it began. Every pair of dates that belong together is "
	            "compared."),
	 .reads = "system.in_use_from system.planned_retirement system.retired_on contract.start contract.end",
	 .cost = KR(300), .next_step = REASON_do_correct_dates, .whose = C_role_system_manager,
	 .look = look_for_crossed_dates},
	{.number = 5, .title = N_("Phase and dates contradict each other"), .entity = E_system, .scope = RULE_SYSTEM,
	 .severity = C_severity_medium, .start = true,
	 .help = N_("The phase and a date cannot both be right, such as a pilot whose last day has passed. Clocks and "
	            "rules go by the phase."),
	 .reads = "system.phase system.in_use_from system.pilot_until system.retired_on", .needs = "system.phase",
	 .cost = KR(500), .next_step = REASON_do_correct_phase, .whose = C_role_system_manager,
	 .look = look_for_contradiction},
	{.number = 6, .title = N_("A source is old"), .scope = RULE_REGISTER, .severity = C_severity_medium, .start = true,
	 .help = N_("The product catalogue, the list of people or a dated parameter of the configuration has not been "
	            "renewed in time. What rests on it says so."),
	 .reads = "product.seen component.product person.active_to",
	 .cost = KR(1000), .next_step = REASON_do_import_catalogue, .whose = WHOSE_ADMINISTRATOR,
	 .look = look_for_stale_sources},
	{.number = 7, .title = N_("Nobody acts on a rule"), .scope = RULE_REGISTER, .severity = C_severity_low,
	 .help = N_("Findings of a rule have stood for as long, and nobody has acknowledged, accepted or put right any of "
	            "them: the rule is proposed for removal. It is turned off in the configuration, or somebody sees to it "
	            "that it is heeded."),
	 .reads = "finding.rule finding.state finding.first_seen finding.resolved finding.acknowledged_due "
	          "finding.accepted_until",
	 .thresholds = {{"months", 12, UNIT_months}},
	 .cost = KR(1000), .next_step = REASON_do_weigh_rule, .whose = WHOSE_ADMINISTRATOR, .look = reg_look_for_unheeded},
};

const struct rule_group rule_group_reg = {"REG", N_("Register quality"), rules, COUNT_OF(rules)};
