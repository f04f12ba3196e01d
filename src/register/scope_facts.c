/* The facts around a system and what the clocks make of them. */
#include "base/memory.h"
#include "register/scope_private.h"

static void read_components(struct scope_reader *reader)
{
	struct system_scope *scope = &reader->scope;
	const struct record_list *list = &scope->lists[E_component];
	memory_grow(&scope->components, &reader->components, list->count, sizeof *scope->components);
	memory_grow(&scope->component_clocks, &reader->clocks, list->count, sizeof *scope->component_clocks);
	scope->support = system_support_none;
	for (size_t i = 0; i < list->count; i++) {
		facts_component(&list->items[i], &scope->components[i]);
		component_clock(&scope->components[i], &reader->parameters, &scope->component_clocks[i]);
		system_support_add(&scope->support, scope->components[i].ref, scope->component_clocks[i].support_ends);
	}
	scope->facts.components = scope->components;
	scope->facts.component_clocks = scope->component_clocks;
	scope->facts.component_count = list->count;
}

static void read_contract(struct scope_reader *reader, const struct record *row, const struct record *contract,
                          struct scope_contract *out)
{
	uint8_t part = record_choice(row, F_contract_system_part);
	out->there = contract->bytes != NULL;
	out->main = part == C_contract_part_main; /* not stated is not known, and asked for */
	if (!out->there)
		return;
	facts_contract(contract, &out->reading);
	contract_clock(&out->reading.terms, reader->today, &out->clock);
}

static void read_contracts(struct scope_reader *reader)
{
	struct system_scope *scope = &reader->scope;
	const struct record_list *rows = &scope->lists[E_contract_system], *list = &scope->lists[E_contract];
	memory_grow(&scope->contracts, &reader->contracts, list->count, sizeof *scope->contracts);
	memory_grow(&scope->main_facts, &reader->mains, list->count, sizeof *scope->main_facts);
	scope->facts.contracts = scope->main_facts;
	scope->facts.contract_count = 0;
	for (size_t i = 0; i < list->count; i++) {
		struct scope_contract *contract = &scope->contracts[i];
		read_contract(reader, &rows->items[i], &list->items[i], contract);
		if (!contract->there || !contract->main)
			continue;
		scope->main_facts[scope->facts.contract_count++] = (struct contract_facts){
			.terms = &contract->reading.terms, .clock = &contract->clock,
			.next_procurement = record_choice(&list->items[i], F_contract_next_procurement),
			.procurement_started = record_is_set(&list->items[i], F_contract_procurement_started),
		};
		money_t value = record_number(&list->items[i], F_contract_total_value);
		if (value != NUMBER_UNSET && (scope->facts.next_value == NUMBER_UNSET || value > scope->facts.next_value))
			scope->facts.next_value = value;
	}
}

/* Lots of one product share a pool: the same text, the same pool. */
static uint64_t pool_number(const struct record *licence)
{
	struct slice pool = record_text(licence, F_licence_pool);
	uint64_t number = UINT64_C(14695981039346656037);
	for (size_t i = 0; i < pool.size; i++)
		number = (number ^ (unsigned char)pool.data[i]) * UINT64_C(1099511628211);
	return pool.size == 0 ? 0 : number | 1;
}

static void read_licences(struct scope_reader *reader)
{
	struct system_scope *scope = &reader->scope;
	const struct record_list *list = &scope->lists[E_licence];
	memory_grow(&scope->licence_terms, &reader->licence_terms, list->count, sizeof *scope->licence_terms);
	memory_grow(&scope->licences, &reader->licences, list->count, sizeof *scope->licences);
	for (size_t i = 0; i < list->count; i++) {
		facts_licence(&list->items[i], &scope->licence_terms[i]);
		scope->licences[i] = (struct licence_facts){&scope->licence_terms[i], pool_number(&list->items[i])};
	}
	scope->facts.licences = scope->licences;
	scope->facts.licence_count = list->count;
}

static void read_integrations(struct scope_reader *reader)
{
	struct system_scope *scope = &reader->scope;
	const struct record_list *list = &scope->lists[E_integration];
	memory_grow(&scope->integrations, &reader->integrations, list->count, sizeof *scope->integrations);
	for (size_t i = 0; i < list->count; i++)
		facts_integration(&list->items[i], &scope->integrations[i]);
	scope->facts.integrations = scope->integrations;
	scope->facts.integration_count = list->count;
}

void scope_read_facts(struct scope_reader *reader)
{
	read_components(reader);
	read_contracts(reader);
	read_licences(reader);
	read_integrations(reader);
}

static void add_answers(struct scope_reader *reader, struct ref about)
{
	struct system_scope *scope = &reader->scope;
	struct opportunity_facts found;
	for (size_t at = 0; answers_opportunity(reader->answers, about, &at, &found);) {
		memory_grow(&scope->opportunities, &reader->opportunities, scope->facts.opportunity_count,
		            sizeof *scope->opportunities);
		scope->opportunities[scope->facts.opportunity_count++] = found;
	}
}

static void read_answers(struct scope_reader *reader)
{
	static const uint8_t entities[] = {E_component, E_contract, E_licence, E_integration};
	struct system_scope *scope = &reader->scope;
	struct decision_facts found;
	if (answers_are_none(reader->answers))
		return;
	add_answers(reader, record_self(&scope->system));
	for (size_t e = 0; e < COUNT_OF(entities); e++)
		for (size_t i = 0; i < scope->lists[entities[e]].count; i++)
			if (scope->lists[entities[e]].items[i].bytes != NULL)
				add_answers(reader, record_self(&scope->lists[entities[e]].items[i]));
	for (size_t at = 0; answers_decision(reader->answers, record_self(&scope->system), &at, &found);) {
		memory_grow(&scope->decisions, &reader->decisions, scope->facts.decision_count, sizeof *scope->decisions);
		scope->decisions[scope->facts.decision_count++] = found;
	}
	scope->facts.opportunities = scope->opportunities;
	scope->facts.decisions = scope->decisions;
}

static bool is_used(const struct record *system)
{
	uint8_t phase = record_choice(system, F_system_phase);
	return phase == 0 || (phase >= C_phase_introduction && phase <= C_phase_phase_out);
}

/* Other systems in use that give a capability this one gives. */
static uint32_t count_merge_candidates(struct scope_reader *reader)
{
	const struct record_list *rows = &reader->scope.lists[E_system_capability];
	const struct field *field = schema_field(schema_entity(E_system_capability), F_system_capability_capability);
	uint32_t count = 0;
	if (rows->count > 0 && reader->capabilities == NULL)
		reader->capabilities = index_new(reader->view, field, E_system_capability);
	for (size_t i = 0; i < rows->count; i++) {
		struct index *index = reader->capabilities;
		const struct value value = record_value(&rows->items[i], field);
		struct index_hit hit;
		struct record row, system;
		for (bool there = index_seek(index, &value, &hit); there; there = index_next_same(index, &hit))
			count += view_record(reader->view, (struct ref){E_system_capability, hit.id}, &row) &&
			         row.parent != reader->scope.system.id &&
			         view_record(reader->view, (struct ref){E_system, row.parent}, &system) && is_used(&system);
	}
	return count;
}

/* L of F5 is measured to the day to act: the component's own, or the decide_by that replacing the system would have. */
static void read_obsolescence(struct scope_reader *reader)
{
	struct system_scope *scope = &reader->scope;
	scope->obsolescence = system_obsolescence_none;
	for (size_t i = 0; i < scope->facts.component_count; i++) {
		const struct component_clock *clock = &scope->component_clocks[i];
		day_t act_by = clock->act_by != DAY_UNSET ? clock->act_by
		                                          : day_add_months(clock->support_ends, -scope->decision.lead.months);
		system_obsolescence_add(&scope->obsolescence, scope->components[i].ref, clock->support_ends, act_by, reader->today);
	}
}

void scope_work_out_clocks(struct scope_reader *reader)
{
	struct system_scope *scope = &reader->scope;
	read_answers(reader);
	scope->facts.merge_candidates = count_merge_candidates(reader);
	decision_find(&scope->facts, reader->today, &reader->parameters, scope->triggers, SCOPE_TRIGGERS, &scope->decision);
	read_obsolescence(reader);
}
