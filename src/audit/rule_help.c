#include "audit/rule_help.h"
#include "conf/conf.h"

bool scope_is_critical(const struct rule_case *at)
{
	int64_t criticality = at->scope->facts.criticality;
	return criticality != NUMBER_UNSET && criticality >= 3;
}

void found_add_criticality(struct found *found, const struct rule_case *at)
{
	if (at->scope->facts.criticality != NUMBER_UNSET)
		reasons_add(&found->reasons, REASON_criticality, at->scope->facts.criticality);
}

bool months_have_passed(day_t day, int64_t months, day_t today)
{
	return day != DAY_UNSET && day_add_months(day, months) < today;
}

bool day_is_within(day_t day, int64_t days, day_t today)
{
	return day != DAY_UNSET && day >= today && day - today <= days;
}

void reasons_leave_out(struct reasons *chain, enum reason_id id)
{
	uint8_t kept = 0;
	for (uint8_t i = 0; i < chain->count; i++)
		if (chain->items[i].id != id)
			chain->items[kept++] = chain->items[i];
	chain->count = kept;
}

void found_add_answer(struct found *found, const struct record *record, uint8_t field)
{
	reasons_add(&found->reasons, REASON_answer_is, (int64_t)(record->entity->number * 256 + field),
	            (int64_t)(CHOICES_answer * 256 + record_choice(record, field)));
}

void found_add_tally(struct found *found, const struct tally *tally, enum reason_id one, enum reason_id many)
{
	if (tally->count == 1)
		reasons_add(&found->reasons, one, tally->first);
	else
		reasons_add(&found->reasons, many, (int64_t)tally->count, tally->first);
}

static bool is_stale(const struct audit_world *world, day_t seen, enum conf_option days)
{
	return seen != DAY_UNSET && world->today - seen > conf_number(world->conf, days, world->today);
}

bool catalogue_is_stale(const struct audit_world *world)
{
	return is_stale(world, world->catalogue_seen, CONF_freshness_catalogue);
}

bool people_are_stale(const struct audit_world *world)
{
	return is_stale(world, world->people_seen, CONF_freshness_people);
}

void found_add_catalogue(struct found *found, const struct audit_world *world)
{
	if (catalogue_is_stale(world))
		reasons_add(&found->reasons, REASON_according_to_catalogue, (int64_t)world->catalogue_seen);
}

void found_add_people(struct found *found, const struct audit_world *world)
{
	if (people_are_stale(world))
		reasons_add(&found->reasons, REASON_according_to_people, (int64_t)world->people_seen);
}

bool opportunity_is_in_hand(const struct record *opportunity)
{
	uint8_t stage = record_choice(opportunity, F_opportunity_stage);
	return stage >= C_stage_received && stage <= C_stage_delivered;
}

void found_ask_leader(struct found *found, const struct rule_case *at)
{
	record_id sponsor = record_ref_id(at->record, F_opportunity_sponsor);
	record_id lead = record_ref_id(at->record, F_opportunity_it_lead);
	found->person = person_is_active(at->world, sponsor) ? sponsor : person_is_active(at->world, lead) ? lead : 0;
}

int64_t world_answer_days(const struct audit_world *world)
{
	return conf_number(world->conf, CONF_answer_days, world->today);
}

static bool contract_holds(const struct record *contract, day_t today)
{
	struct contract_reading reading;
	struct contract_clock clock;
	facts_contract(contract, &reading);
	contract_clock(&reading.terms, today, &clock);
	return clock.state != CONTRACT_ENDED;
}

bool target_is_used(const struct audit_world *world, struct ref ref)
{
	struct record record;
	if (!view_record(world->view, ref, &record))
		return false;
	switch (ref.entity) {
	case E_system: return system_is_used(&record);
	case E_service: return days_hold(&record, F_service_from, F_service_to, world->today);
	case E_object: return days_hold(&record, F_object_from, F_object_to, world->today);
	case E_contract: return contract_holds(&record, world->today);
	default: return true;
	}
}

bool role_is_held(const struct audit_world *world, uint8_t field, struct ref about, uint8_t role)
{
	const struct record_list *list = assignments_of(world, about);
	(void)field;
	for (size_t i = 0; i < list->count; i++)
		if (record_choice(&list->items[i], F_assignment_role) == role &&
		    days_hold(&list->items[i], F_assignment_from, F_assignment_to, world->today))
			return true;
	return false;
}
