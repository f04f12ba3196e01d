/* Reads what stands around a system and works it out. */
#include "register/scope.h"

#include <stdlib.h>

#include "base/memory.h"
#include "register/answers.h"

/* What the clocks need, always read. */
#define CLOCK_CHILDREN                                                                                                 \
	(UINT64_C(1) << E_component | UINT64_C(1) << E_contract_system | UINT64_C(1) << E_licence |                        \
	 UINT64_C(1) << E_integration | UINT64_C(1) << E_system_capability)

/* Records that name the system in an indexed field instead of lying below it. */
struct join {
	uint8_t entity, field;
	struct index *index; /* NULL where the entity has no records */
};

/* Entities stored under no parent that rows around a system point at: each has a cursor of its own, for what stands
 * near is found fast. */
static const uint8_t followed_entities[] = {E_contract, E_service, E_assignment};

struct scope_reader {
	const struct view *view;
	day_t today;
	struct lead_parameters parameters;
	uint64_t wanted;
	bool with_clocks; /* the system's own are worked out */
	struct records *children[ENTITY_LIMIT]; /* NULL: not read, or the entity has no records */
	struct join joins[2];
	struct records *followed[COUNT_OF(followed_entities)];
	struct index *capabilities; /* system_capability by capability; made when first needed */
	struct answers *answers;
	struct system_scope scope;
	/* How much room the scope's arrays have. */
	size_t components, clocks, contracts, mains, licence_terms, licences, integrations, opportunities, decisions;
};

static void open_children(struct scope_reader *reader)
{
	for (unsigned number = 1; number < ENTITY_LIMIT; number++) {
		const struct entity *entity = schema_entity((uint8_t)number);
		bool below =
			entity != NULL && entity->parent_field != 0 && entity->fields[entity->parent_field - 1].target == E_system;
		if (below && (reader->wanted >> number & 1) != 0 && view_count(reader->view, entity->number) > 0)
			reader->children[number] = records_new(reader->view, entity->number);
	}
}

static void open_join(struct scope_reader *reader, struct join *join, uint8_t entity, uint8_t field)
{
	*join = (struct join){entity, field, NULL};
	if ((reader->wanted >> entity & 1) != 0 && view_count(reader->view, entity) > 0)
		join->index = index_new(reader->view, schema_field(schema_entity(entity), field), entity);
}

static struct records **followed_place(struct scope_reader *reader, uint8_t entity)
{
	for (size_t i = 0; i < COUNT_OF(followed_entities); i++)
		if (followed_entities[i] == entity)
			return &reader->followed[i];
	return NULL;
}

static bool read_followed(struct scope_reader *reader, struct ref ref, struct record *record)
{
	struct records **place = followed_place(reader, ref.entity);
	if (place == NULL || ref.id == 0)
		return view_record(reader->view, ref, record);
	if (*place == NULL)
		*place = records_new(reader->view, ref.entity);
	return records_get(*place, 0, ref.id, record);
}

static struct scope_reader *new_reader(const struct view *view, const struct conf *conf, day_t today, uint64_t wanted)
{
	struct scope_reader *reader = memory_new(sizeof *reader);
	reader->view = view;
	reader->today = today;
	reader->parameters = facts_lead_parameters(conf, today);
	reader->scope.parameters = facts_parameters_mark(&reader->parameters);
	reader->wanted = wanted;
	open_children(reader);
	open_join(reader, &reader->joins[0], E_assignment, F_assignment_system);
	open_join(reader, &reader->joins[1], E_integration, F_integration_to_system);
	return reader;
}

struct scope_reader *scope_reader_new(const struct view *view, const struct conf *conf, day_t today, uint64_t wanted)
{
	struct scope_reader *reader = new_reader(view, conf, today, wanted | CLOCK_CHILDREN);
	reader->with_clocks = true;
	reader->answers = answers_read(view);
	return reader;
}

struct scope_reader *scope_reader_new_bare(const struct view *view, const struct conf *conf, day_t today,
                                           uint64_t wanted)
{
	return new_reader(view, conf, today, wanted);
}

static void free_scope(struct system_scope *scope)
{
	for (unsigned entity = 0; entity < ENTITY_LIMIT; entity++)
		free(scope->lists[entity].items);
	free(scope->components);
	free(scope->component_clocks);
	free(scope->contracts);
	free(scope->main_facts);
	free(scope->licence_terms);
	free(scope->licences);
	free(scope->integrations);
	free(scope->opportunities);
	free(scope->decisions);
}

void scope_reader_free(struct scope_reader **reader)
{
	if (*reader == NULL)
		return;
	for (unsigned entity = 0; entity < ENTITY_LIMIT; entity++)
		records_free(&(*reader)->children[entity]);
	for (size_t i = 0; i < COUNT_OF((*reader)->joins); i++)
		index_free(&(*reader)->joins[i].index);
	for (size_t i = 0; i < COUNT_OF(followed_entities); i++)
		records_free(&(*reader)->followed[i]);
	index_free(&(*reader)->capabilities);
	answers_free(&(*reader)->answers);
	free_scope(&(*reader)->scope);
	free(*reader);
	*reader = NULL;
}

static void add_record(struct record_list *list, const struct record *record)
{
	memory_grow(&list->items, &list->capacity, list->count, sizeof *list->items);
	list->items[list->count++] = *record;
}

static void read_children(struct scope_reader *reader, uint8_t entity)
{
	struct record_list *list = &reader->scope.lists[entity];
	struct record record;
	bool on = false;
	while (records_child(reader->children[entity], reader->scope.system.id, &on, &record))
		add_record(list, &record);
}

static void read_join(struct scope_reader *reader, const struct join *join)
{
	struct record_list *list = &reader->scope.lists[join->entity];
	const struct value value = {.set = true, .ref = record_self(&reader->scope.system)};
	struct index_hit hit;
	struct record record;
	for (bool there = index_seek(join->index, &value, &hit); there; there = index_next_same(join->index, &hit))
		if (read_followed(reader, (struct ref){join->entity, hit.id}, &record) && record.parent != reader->scope.system.id)
			add_record(list, &record);
}

static void read_lists(struct scope_reader *reader)
{
	for (unsigned entity = 0; entity < ENTITY_LIMIT; entity++) {
		reader->scope.lists[entity].count = 0;
		if (reader->children[entity] != NULL)
			read_children(reader, (uint8_t)entity);
	}
	for (size_t i = 0; i < COUNT_OF(reader->joins); i++)
		if (reader->joins[i].index != NULL)
			read_join(reader, &reader->joins[i]);
}

/* The records that the rows of `from` point at, in their order; bytes NULL where one is gone. */
static void follow(struct scope_reader *reader, uint8_t from, uint8_t field, uint8_t to)
{
	const struct record_list *rows = &reader->scope.lists[from];
	for (size_t i = 0; i < rows->count; i++) {
		struct record record = {0};
		if (!read_followed(reader, record_ref(&rows->items[i], field), &record))
			record = (struct record){0};
		add_record(&reader->scope.lists[to], &record);
	}
}

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
	follow(reader, E_contract_system, F_contract_system_contract, E_contract);
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

static void work_out_clocks(struct scope_reader *reader)
{
	struct system_scope *scope = &reader->scope;
	read_answers(reader);
	scope->facts.merge_candidates = count_merge_candidates(reader);
	decision_find(&scope->facts, reader->today, &reader->parameters, scope->triggers, SCOPE_TRIGGERS, &scope->decision);
	read_obsolescence(reader);
}

struct system_scope *scope_read(struct scope_reader *reader, const struct record *system)
{
	struct system_scope *scope = &reader->scope;
	scope->system = *system;
	scope->facts = system_facts_unset;
	scope->facts.ref = record_self(system);
	scope->facts.phase = record_choice(system, F_system_phase);
	scope->facts.criticality = record_number(system, F_system_criticality);
	scope->facts.introduction_months = record_number(system, F_system_introduction_months);
	scope->facts.planned_retirement = record_day(system, F_system_planned_retirement);
	read_lists(reader);
	read_components(reader);
	read_contracts(reader);
	read_licences(reader);
	read_integrations(reader);
	if (reader->wanted >> E_service & 1)
		follow(reader, E_support, F_support_service, E_service);
	if (reader->with_clocks)
		work_out_clocks(reader);
	return scope;
}
