/* Which rules what has changed touches, and what they must look at again. */
#include <string.h>

#include "audit/audit_private.h"
#include "audit/delta.h"
#include "base/memory.h"

static bool has_changed(const struct delta *delta, uint8_t entity)
{
	for (size_t word = 0; word < COUNT_OF(delta->fields[0]); word++)
		if (delta->fields[entity][word] != 0)
			return true;
	return false;
}

/* A figure of a component or a contract follows from that alone, and from so many of its fields that any of them
 * touches it; one of a system or service from whatever stands around it. */
static bool path_is_touched(const struct delta *delta, struct slice path)
{
	struct slice name;
	slice_next(&path, '.', &name);
	const struct entity *entity = schema_find_entity(name);
	const struct field *field = entity == NULL ? NULL : schema_find_field(entity, path);
	if (field == NULL && entity != NULL && (entity->number == E_component || entity->number == E_contract))
		return has_changed(delta, entity->number);
	if (field == NULL)
		return true;
	return (delta->fields[entity->number][field->number / 64] >> field->number % 64 & 1) != 0;
}

/* Whose the next step is depends on these, whatever the rule reads. */
static bool persons_are_touched(const struct delta *delta)
{
	static const struct {
		uint8_t entity, field;
	} units[] = {{E_system, F_system_unit}, {E_service, F_service_unit}, {E_contract, F_contract_unit},
	             {E_opportunity, F_opportunity_unit}};
	if (has_changed(delta, E_assignment))
		return true;
	for (size_t i = 0; i < COUNT_OF(units); i++)
		if ((delta->fields[units[i].entity][units[i].field / 64] >> units[i].field % 64 & 1) != 0)
			return true;
	return false;
}

static bool one_is_touched(const struct delta *delta, const char *paths)
{
	struct slice rest = slice_of(paths), path;
	while (slice_next(&rest, ' ', &path))
		if (path_is_touched(delta, path))
			return true;
	return false;
}

static bool is_touched(const struct delta *delta, const struct rule *rule)
{
	return persons_are_touched(delta) || one_is_touched(delta, rule->reads);
}

bool delta_touches_overlap(const struct delta *delta)
{
	return one_is_touched(delta, "system.phase system_capability.capability system_capability.system " COST_FIELDS);
}

static enum rule_part part_of(const struct delta *delta, const struct active_rule *active)
{
	const struct rule *rule = active->rule;
	bool plain = rule->settle == NULL && active->own == NULL;
	if (plain && rule->scope != RULE_REGISTER)
		return PART_CHANGED;
	return active->own != NULL || is_touched(delta, rule) ? PART_WHOLE : PART_LEFT;
}

static void add_children(struct delta *delta, struct records *records, record_id system)
{
	struct record record;
	bool on = false;
	while (records_child(records, system, &on, &record))
		ref_list_add(&delta->records, record_self(&record));
}

/* Rules that look at records may ask about the systems around them; where nothing that such a rule reads has changed it
 * finds there what it found before. */
static bool asks_about_systems(const struct delta *delta, const struct active_rule *active)
{
	return active->part == PART_CHANGED && active->rule->scope == RULE_RECORD && is_touched(delta, active->rule);
}

static void follow_systems_to(struct delta *delta, const struct view *view, uint8_t entity)
{
	const struct field *to = schema_field(schema_entity(E_integration), F_integration_to_system);
	uint8_t rows = entity == E_contract ? E_contract_system : entity == E_service ? E_support : entity;
	struct records *records = records_new(view, rows);
	struct index *index = index_new(view, to, E_integration);
	struct index_hit hit;
	struct record row;
	for (size_t i = 0; i < delta->systems.count; i++) {
		const struct value value = {.set = true, .ref = delta->systems.items[i]};
		bool on = false;
		if (entity == E_contract || entity == E_service)
			while (records_child(records, value.ref.id, &on, &row))
				ref_list_add(&delta->records,
				        record_ref(&row, entity == E_contract ? F_contract_system_contract : F_support_service));
		else
			add_children(delta, records, value.ref.id);
		bool there = entity == E_integration && index_seek(index, &value, &hit);
		for (; there; there = index_next_same(index, &hit))
			ref_list_add(&delta->records, (struct ref){E_integration, hit.id});
	}
	index_free(&index);
	records_free(&records);
}

/* A use or a system leads to a licence; the pool is what it changes. */
static void follow_pools(struct delta *delta, const struct view *view)
{
	struct record licence;
	for (size_t i = 0, count = delta->records.count; i < count; i++)
		if (delta->records.items[i].entity == E_licence && view_record(view, delta->records.items[i], &licence))
			delta_add_pool(delta, view, &licence);
}

/* Whose the next step is follows from the system: what findings below it are about is looked at again. */
static void follow_findings(struct delta *delta, const struct view *view, const struct rule_settings *settings)
{
	struct records *findings = records_new(view, E_finding);
	struct record finding;
	for (size_t i = 0, systems = delta->systems.count; i < systems; i++) {
		bool on = false;
		while (records_child(findings, delta->systems.items[i].id, &on, &finding)) {
			uint16_t place = rule_settings_find(settings, record_text(&finding, F_finding_rule));
			const struct active_rule *active = place == RULE_NONE ? NULL : &settings->items[place];
			if (active != NULL && active->part == PART_CHANGED && active->rule->scope == RULE_RECORD)
				ref_list_add(&delta->records, record_ref(&finding, F_finding_about));
		}
	}
	records_free(&findings);
}

/* What a system costs follows also from what it is connected with. */
static bool looks_at_cost(const struct active_rule *active)
{
	return active->on && strstr(active->rule->reads, "system.lcc") != NULL;
}

static void follow_connections(struct delta *delta, const struct view *view)
{
	struct records *integrations = records_new(view, E_integration);
	struct record integration;
	for (size_t i = 0; i < delta->ends.count; i++) {
		struct naming *leading = naming_new(view, E_integration, F_integration_to_system, delta->ends.items[i]);
		bool on = false;
		while (records_child(integrations, delta->ends.items[i].id, &on, &integration))
			ref_list_add(&delta->systems, record_ref(&integration, F_integration_to_system));
		while (naming_next(leading, &integration))
			ref_list_add(&delta->systems, (struct ref){E_system, integration.parent});
		naming_free(&leading);
	}
	records_free(&integrations);
	ref_list_sort(&delta->systems);
}

/* An opportunity looks at how it is with the systems that it is about. */
static void follow_opportunities(struct delta *delta, const struct view *view)
{
	const struct field *field = schema_field(schema_entity(E_opportunity_system), F_opportunity_system_system);
	struct index *index = index_new(view, field, E_opportunity_system);
	struct index_hit hit;
	struct record row;
	for (size_t i = 0; i < delta->systems.count; i++) {
		const struct value value = {.set = true, .ref = delta->systems.items[i]};
		for (bool there = index_seek(index, &value, &hit); there; there = index_next_same(index, &hit))
			if (view_record(view, (struct ref){E_opportunity_system, hit.id}, &row))
				ref_list_add(&delta->records, (struct ref){E_opportunity, row.parent});
	}
	index_free(&index);
}

static bool stands_around_systems(uint8_t entity)
{
	return entity == E_contract || entity == E_service || entity_lies_below(schema_entity(entity), E_system);
}

void delta_divide(struct delta *delta, const struct view *view, struct rule_settings *settings)
{
	uint64_t entities = 0;
	for (size_t i = 0; i < settings->count; i++)
		if (looks_at_cost(&settings->items[i])) {
			follow_connections(delta, view);
			break;
		}
	for (size_t i = 0; i < settings->count; i++) {
		struct active_rule *active = &settings->items[i];
		active->part = active->on ? part_of(delta, active) : PART_LEFT;
		if (asks_about_systems(delta, active))
			entities |= UINT64_C(1) << active->rule->entity;
	}
	for (uint8_t entity = 1; entity < ENTITY_LIMIT; entity++)
		if ((entities >> entity & 1) != 0 && stands_around_systems(entity))
			follow_systems_to(delta, view, entity);
	follow_pools(delta, view);
	follow_opportunities(delta, view);
	follow_findings(delta, view, settings);
	ref_list_sort(&delta->records);
}
