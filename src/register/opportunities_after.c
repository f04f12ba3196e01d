/* Opportunities as hand-over takes them. */
#include "base/memory.h"
#include "conf/conf.h"
#include "register/opportunities_private.h"

day_t opportunity_gate_due(const struct record *opportunity, const struct conf *conf)
{
	day_t decided = record_day(opportunity, F_opportunity_decided);
	if (decided == DAY_UNSET || !record_is_set(opportunity, F_opportunity_urgent) || conf == NULL)
		return DAY_UNSET;
	return decided + (day_t)conf_number(conf, CONF_urgent_days, decided);
}

static bool is_about(const struct record *decision, struct ref wanted)
{
	struct slice about = record_text(decision, F_decision_about);
	struct ref ref;
	while (value_list_next_ref(&about, &ref))
		if (ref_equal(ref, wanted))
			return true;
	return false;
}

struct ref opportunity_decision(struct opportunity_reader *reader, const struct record *opportunity)
{
	money_t sum = opportunity_sum(reader, opportunity);
	struct records *decisions = records_new(reader->view, E_decision);
	struct record decision;
	struct ref found = {0, 0};
	for (bool there = records_first(decisions, &decision); there && found.id == 0;
	     there = records_next(decisions, &decision)) {
		struct gate_exception exception;
		struct reason why;
		if (!is_about(&decision, record_self(opportunity)) || record_day(&decision, F_decision_date) > reader->today)
			continue;
		read_mandate(reader->view, record_self(&decision), sum, reader->today, &exception);
		if (gate_exception_holds(&exception, reader->today, &why))
			found = record_self(&decision);
	}
	records_free(&decisions);
	return found;
}

bool has_lesson(const struct view *view, struct ref about)
{
	struct naming *lessons = naming_new(view, E_lesson, F_lesson_about, about);
	struct record lesson;
	bool found = naming_next(lessons, &lesson);
	naming_free(&lessons);
	return found;
}

/* ---- what is handed over ---- */

static bool holds_on(const struct record *row, uint8_t from, uint8_t to, day_t today)
{
	day_t first = record_day(row, from), last = record_day(row, to);
	return (first == DAY_UNSET || first <= today) && (last == DAY_UNSET || last >= today);
}

struct roles_held {
	bool owner, manager, trained;
};

/* Somebody who holds the role and is here. */
static void read_roles(const struct opportunity_reader *reader, uint8_t field, struct ref about,
                       struct roles_held *held)
{
	struct naming *assignments = naming_new(reader->view, E_assignment, field, about);
	struct record assignment, person;
	while (ref_is_set(about) && naming_next(assignments, &assignment)) {
		uint8_t role = record_choice(&assignment, F_assignment_role);
		bool here = view_record(reader->view, record_ref(&assignment, F_assignment_person), &person) &&
		            holds_on(&person, F_person_active_from, F_person_active_to, reader->today) &&
		            holds_on(&assignment, F_assignment_from, F_assignment_to, reader->today);
		day_t trained = record_day(&assignment, F_assignment_trained);
		held->owner = held->owner || (here && role == C_role_system_owner);
		held->manager = held->manager || (here && role == C_role_system_manager);
		held->trained = held->trained || (here && trained != DAY_UNSET && trained <= reader->today);
	}
	naming_free(&assignments);
}

struct gathering {
	const struct opportunity_reader *reader;
	struct gate_handed_over *system;
	int year;
};

static bool take_plan(void *context, const struct record *row)
{
	struct gathering *gathering = context;
	gathering->system->plan = gathering->system->plan || record_number(row, F_plan_year) >= gathering->year;
	return true;
}

static bool pays_after(const struct gathering *gathering, const struct record *cost)
{
	return record_number(cost, F_cost_year) > gathering->year;
}

static bool take_cost(void *context, const struct record *row)
{
	struct gathering *gathering = context;
	gathering->system->budgeted = gathering->system->budgeted || pays_after(gathering, row);
	return true;
}

static bool contract_pays_after(const struct gathering *gathering, const struct record *contract)
{
	struct naming *costs = naming_new(gathering->reader->view, E_cost, F_cost_contract, record_self(contract));
	struct record cost;
	bool pays = record_is_set(contract, F_contract_yearly_cost);
	while (!pays && naming_next(costs, &cost))
		pays = pays_after(gathering, &cost);
	naming_free(&costs);
	return pays;
}

/* One that has been given notice carries nothing new. */
static bool take_contract(void *context, const struct record *row)
{
	struct gathering *gathering = context;
	struct record contract;
	struct contract_reading reading;
	struct contract_clock clock;
	if (!view_record(gathering->reader->view, record_ref(row, F_contract_system_contract), &contract))
		return true;
	facts_contract(&contract, &reading);
	contract_clock(&reading.terms, gathering->reader->today, &clock);
	if (clock.state == CONTRACT_ENDED || record_is_set(&contract, F_contract_terminated))
		return true;
	gathering->system->covered = gathering->system->licensed = true;
	gathering->system->budgeted = gathering->system->budgeted || contract_pays_after(gathering, &contract);
	return true;
}

static bool take_licence(void *context, const struct record *row)
{
	struct gathering *gathering = context;
	gathering->system->licensed =
		gathering->system->licensed || facts_licence_state(row, gathering->reader->today) != CONTRACT_ENDED;
	return true;
}

bool permission_is_given(const struct record *permission, day_t today)
{
	day_t to = record_day(permission, F_permission_to);
	return !record_is_set(permission, F_permission_removed) && (to == DAY_UNSET || to >= today);
}

static bool take_permission(void *context, const struct record *row)
{
	struct gathering *gathering = context;
	gathering->system->permitted = permission_is_given(row, gathering->reader->today);
	return !gathering->system->permitted;
}

static bool is_run_by_us(const struct record *system)
{
	uint8_t hosting = record_choice(system, F_system_hosting);
	return hosting == C_hosting_own && !record_is_set(system, F_system_supplier) &&
	       !record_is_set(system, F_system_operated_by) && !record_is_set(system, F_system_maintained_by);
}

/* It came with the opportunity: not in use yet, or only since it was decided. */
static bool is_new(const struct record *system, const struct record *opportunity)
{
	uint8_t phase = record_choice(system, F_system_phase);
	day_t from = record_day(system, F_system_in_use_from), decided = record_day(opportunity, F_opportunity_decided);
	return (phase >= C_phase_idea && phase <= C_phase_pilot) ||
	       (from != DAY_UNSET && decided != DAY_UNSET && from >= decided);
}

static void add_system(struct opportunity_reader *reader, const struct record *opportunity, struct ref ref)
{
	struct handover_facts *facts = &reader->handover;
	struct record system;
	for (size_t i = 0; i < facts->system_count; i++)
		if (ref_equal(reader->systems[i].self, ref))
			return;
	if (!view_record(reader->view, ref, &system))
		return;
	memory_grow(&reader->systems, &reader->system_capacity, facts->system_count, sizeof *reader->systems);
	struct gate_handed_over *handed = &reader->systems[facts->system_count++];
	struct gathering gathering = {reader, handed, day_year(reader->today)};
	struct roles_held held = {0};
	read_roles(reader, F_assignment_system, ref, &held);
	read_roles(reader, F_assignment_object, record_ref(&system, F_system_object), &held);
	*handed = (struct gate_handed_over){.self = ref,
	                                    .is_new = is_new(&system, opportunity),
	                                    .owner = held.owner,
	                                    .manager = held.manager,
	                                    .trained = held.trained,
	                                    .documentation = record_choice(&system, F_system_documentation),
	                                    .exit_plan = record_is_set(&system, F_system_exit_plan),
	                                    .run_by_us = is_run_by_us(&system)};
	each_child(reader->view, E_plan, record_ref_id(&system, F_system_object), take_plan, &gathering);
	each_child(reader->view, E_cost, ref.id, take_cost, &gathering);
	each_child(reader->view, E_contract_system, ref.id, take_contract, &gathering);
	each_child(reader->view, E_licence, ref.id, take_licence, &gathering);
	each_child(reader->view, E_permission, ref.id, take_permission, &gathering);
}

struct looking {
	struct opportunity_reader *reader;
	const struct record *opportunity;
	uint8_t role;
	bool successor; /* not the system itself, but what replaces it */
};

static bool take_involved(void *context, const struct record *row)
{
	struct looking *looking = context;
	struct ref ref = record_ref(row, F_opportunity_system_system);
	struct record system;
	if (record_choice(row, F_opportunity_system_role) != looking->role)
		return true;
	if (looking->successor)
		ref = view_record(looking->reader->view, ref, &system) ? record_ref(&system, F_system_replaced_by)
		                                                       : (struct ref){0, 0};
	if (ref_is_set(ref))
		add_system(looking->reader, looking->opportunity, ref);
	return true;
}

static bool take_merged_into(void *context, const struct record *row)
{
	struct looking *looking = context;
	struct ref into = record_ref(row, F_alternative_merge_into);
	if (record_yes(row, F_alternative_chosen) && ref_is_set(into))
		add_system(looking->reader, looking->opportunity, into);
	return true;
}

static bool take_replacing(void *context, const struct record *row)
{
	bool *replacing = context;
	*replacing = record_yes(row, F_alternative_chosen) &&
	             record_choice(row, F_alternative_kind) == C_alternative_kind_replace;
	return !*replacing;
}

/* What is used from now on: what is named as used instead or merged into; else the successors of what is replaced. A
 * way that replaces nothing leaves the systems it is about in use. */
static void find_systems(struct opportunity_reader *reader, const struct record *opportunity)
{
	struct looking looking = {reader, opportunity, C_involvement_used_instead, false};
	record_id id = opportunity->id;
	bool replacing = false;
	each_child(reader->view, E_opportunity_system, id, take_involved, &looking);
	each_child(reader->view, E_alternative, id, take_merged_into, &looking);
	each_child(reader->view, E_alternative, id, take_replacing, &replacing);
	looking.role = C_involvement_replaced;
	looking.successor = true;
	if (reader->handover.system_count == 0)
		each_child(reader->view, E_opportunity_system, id, take_involved, &looking);
	looking.successor = false;
	if (reader->handover.system_count == 0 && !replacing)
		each_child(reader->view, E_opportunity_system, id, take_involved, &looking);
	looking.role = C_involvement_touched;
	if (reader->handover.system_count == 0 && !replacing)
		each_child(reader->view, E_opportunity_system, id, take_involved, &looking);
}

const struct handover_facts *opportunity_handover_facts(struct opportunity_reader *reader,
                                                        const struct record *opportunity)
{
	struct gate decided;
	reader->handover = (struct handover_facts){
		.self = record_self(opportunity),
		.today = reader->today,
		.track = record_choice(opportunity, F_opportunity_track),
		.size = record_choice(opportunity, F_opportunity_size),
		.urgent = record_is_set(opportunity, F_opportunity_urgent),
		.left_open_due = opportunity_gate_due(opportunity, reader->conf)};
	if (reader->handover.urgent) {
		gate_decided(opportunity_gate_facts(reader, opportunity), &decided);
		reader->handover.left_open = decided.missing;
	}
	find_systems(reader, opportunity);
	reader->handover.systems = reader->systems;
	return &reader->handover;
}
