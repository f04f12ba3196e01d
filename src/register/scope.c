/* Reads what stands around a system. What follows from it: scope_facts.c. */
#include "register/scope_private.h"

#include <stdlib.h>

#include "base/memory.h"

/* What the clocks need, always read. */
#define CLOCK_CHILDREN                                                                                                 \
	(UINT64_C(1) << E_component | UINT64_C(1) << E_contract_system | UINT64_C(1) << E_licence |                        \
	 UINT64_C(1) << E_integration | UINT64_C(1) << E_system_capability)

static const uint8_t followed_entities[FOLLOWED] = {E_contract, E_service, E_assignment};

static void open_children(struct scope_reader *reader)
{
	for (unsigned number = 1; number < ENTITY_LIMIT; number++) {
		const struct entity *entity = schema_entity((uint8_t)number);
		bool below = entity != NULL && entity_lies_below(entity, E_system);
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
	follow(reader, E_contract_system, F_contract_system_contract, E_contract);
	scope_read_facts(reader);
	if (reader->wanted >> E_service & 1)
		follow(reader, E_support, F_support_service, E_service);
	if (reader->with_clocks)
		scope_work_out_clocks(reader);
	return scope;
}
