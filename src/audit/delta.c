#include "audit/delta.h"

#include <stdlib.h>
#include <string.h>

#include "audit/audit_private.h"
#include "base/memory.h"

/* More than so many changed records are sooner read with all the others. */
#define CHANGES_MOST 20000

struct change {
	struct ref ref;
	uint32_t revision; /* the first one after the point */
};

struct change_list {
	struct change *items;
	size_t count, capacity;
};

static void add_ref(struct ref_list *list, struct ref ref)
{
	if (!ref_is_set(ref))
		return;
	memory_grow(&list->items, &list->capacity, list->count, sizeof *list->items);
	list->items[list->count++] = ref;
}

static int compare_refs(const void *a, const void *b)
{
	const struct ref *x = a, *y = b;
	if (x->entity != y->entity)
		return x->entity - y->entity;
	return (x->id > y->id) - (x->id < y->id);
}

static void sort_refs(struct ref_list *list)
{
	size_t kept = 0;
	if (list->count > 0)
		qsort(list->items, list->count, sizeof *list->items, compare_refs);
	for (size_t i = 0; i < list->count; i++)
		if (kept == 0 || !ref_equal(list->items[kept - 1], list->items[i]))
			list->items[kept++] = list->items[i];
	list->count = kept;
}

static void add_system(struct delta *delta, record_id system)
{
	add_ref(&delta->systems, (struct ref){E_system, system});
}

/* ---- which records ---- */

static int compare_changes(const void *a, const void *b)
{
	const struct change *x = a, *y = b;
	int order = compare_refs(&x->ref, &y->ref);
	return order != 0 ? order : (x->revision > y->revision) - (x->revision < y->revision);
}

static void read_entry(struct delta *delta, const struct entry *entry, struct change_list *list)
{
	struct entry_change change;
	uint32_t at = 0;
	while (list->count <= CHANGES_MOST && entry_next(entry, &at, &change)) {
		if (change.ref.id == 0)
			continue; /* what the audit itself worked out */
		/* Who says something of a finding says it in the counts too; who takes that back does not. */
		delta->wide = delta->wide || (change.ref.entity == E_finding && entry->kind == ENTRY_UNDO);
		memory_grow(&list->items, &list->capacity, list->count, sizeof *list->items);
		list->items[list->count++] = (struct change){change.ref, change.revision};
	}
}

/* Of each record the first change; false where there are too many. */
static bool read_journal(struct delta *delta, const struct view *view, uint64_t sequence, struct change_list *list)
{
	struct journal *journal = journal_new(view);
	struct entry entry;
	bool there = journal_seek(journal, sequence + 1, &entry);
	for (; there && list->count <= CHANGES_MOST; there = journal_next(journal, &entry))
		read_entry(delta, &entry, list);
	journal_free(&journal);
	if (list->count > 0)
		qsort(list->items, list->count, sizeof *list->items, compare_changes);
	return list->count <= CHANGES_MOST;
}

static void mark(struct delta *delta, uint8_t entity, uint8_t field)
{
	delta->fields[entity][field / 64] |= UINT64_C(1) << field % 64;
}

static void mark_fields(struct delta *delta, const struct record *before, const struct record *after)
{
	const struct record *any = before != NULL ? before : after;
	uint8_t fields[255];
	uint8_t entity = any->entity->number;
	mark(delta, entity, F_changed);
	mark(delta, entity, F_revision);
	if (before != NULL && after != NULL && before->parent == after->parent) {
		size_t count = record_differences(before, after, fields);
		for (size_t i = 0; i < count; i++)
			mark(delta, entity, fields[i]);
		return;
	}
	/* A record that is new, gone, or lies elsewhere: all its fields, set or not. */
	for (unsigned field = 1; field <= any->entity->field_count; field++)
		mark(delta, entity, (uint8_t)field);
}

/* ---- what depends on them ---- */

static void add_systems_of_contract(struct delta *delta, const struct view *view, struct ref contract)
{
	const struct field *field = schema_field(schema_entity(E_contract_system), F_contract_system_contract);
	struct index *index = index_new(view, field, E_contract_system);
	const struct value value = {.set = true, .ref = contract};
	struct index_hit hit;
	for (bool there = index_seek(index, &value, &hit); there; there = index_next_same(index, &hit))
		add_system(delta, (record_id)payload_number(field, E_contract_system, &hit, 0));
	index_free(&index);
}

/* The parents of the records of `entity` that name `ref` in an indexed field. */
static void add_systems_naming(struct delta *delta, const struct view *view, uint8_t entity, uint8_t field,
                               struct ref ref)
{
	struct index *index = index_new(view, schema_field(schema_entity(entity), field), entity);
	const struct value value = {.set = true, .ref = ref};
	struct index_hit hit;
	struct record record;
	for (bool there = index_seek(index, &value, &hit); there; there = index_next_same(index, &hit))
		if (view_record(view, (struct ref){entity, hit.id}, &record))
			add_system(delta, record.parent);
	index_free(&index);
}

static bool lies_below(const struct entity *entity, uint8_t parent)
{
	return entity->parent_field != 0 && entity->fields[entity->parent_field - 1].target == parent;
}

/* What stands behind something that an opportunity, decision or activity is about. */
static void add_behind(struct delta *delta, const struct view *view, struct ref about)
{
	struct record record;
	add_ref(&delta->records, about);
	if (about.entity == E_system)
		add_system(delta, about.id);
	else if (about.entity == E_contract)
		add_systems_of_contract(delta, view, about);
	else if (view_record(view, about, &record) && lies_below(record.entity, E_system))
		add_system(delta, record.parent);
}

static void add_behind_opportunity(struct delta *delta, const struct view *view, record_id opportunity)
{
	struct records *triggers = records_new(view, E_opportunity_trigger);
	struct record trigger;
	bool on = false;
	while (records_child(triggers, opportunity, &on, &trigger))
		add_behind(delta, view, record_ref(&trigger, F_opportunity_trigger_about));
	records_free(&triggers);
}

/* Systems that share a task are each other's way out. */
static void add_same_capability(struct delta *delta, const struct view *view, record_id system)
{
	struct records *records = records_new(view, E_system_capability);
	struct record row;
	bool on = false;
	while (records_child(records, system, &on, &row))
		add_systems_naming(delta, view, E_system_capability, F_system_capability_capability,
		                   record_ref(&row, F_system_capability_capability));
	records_free(&records);
}

static void add_refs(struct delta *delta, const struct record *record)
{
	for (unsigned i = 0; i < record->entity->field_count; i++) {
		const struct field *field = &record->entity->fields[i];
		struct slice rest = field->type == TYPE_REFS ? record_text(record, field->number) : (struct slice){0};
		struct ref ref;
		if (field_holds_ref(field))
			add_ref(&delta->records, record_ref(record, field->number));
		while (value_list_next_ref(&rest, &ref))
			add_ref(&delta->records, ref);
	}
}

/* Than to what it lies below and names. */
static bool reaches_no_farther(uint8_t entity)
{
	static const uint8_t entities[] = {
		E_valuation, E_information, E_retirement_step, E_usage, E_support, E_component, E_licence, E_licence_use,
		E_permission, E_cost, E_release_plan, E_incident, E_problem, E_commitment, E_contract_change,
		E_opportunity_system, E_alternative, E_benefit, E_milestone, E_requirement, E_reference, E_risk, E_lesson,
		E_volume};
	return memchr(entities, entity, sizeof entities) != NULL;
}

/* False for what cannot be followed here: people, units, the catalogue … */
static bool follow_by_kind(struct delta *delta, const struct view *view, const struct record *record)
{
	struct slice rest;
	struct ref ref;
	switch (record->entity->number) {
	case E_system:
		add_system(delta, record->id);
		add_same_capability(delta, view, record->id);
		return true;
	case E_system_capability:
		add_systems_naming(delta, view, E_system_capability, F_system_capability_capability,
		                   record_ref(record, F_system_capability_capability));
		return true;
	case E_integration:
		add_system(delta, record_ref_id(record, F_integration_to_system));
		return true;
	case E_assignment:
		add_system(delta, record_ref_id(record, F_assignment_system));
		return !record_is_set(record, F_assignment_unit) && !record_is_set(record, F_assignment_object);
	case E_contract:
		add_systems_of_contract(delta, view, record_self(record));
		return true;
	case E_contract_system:
		add_systems_of_contract(delta, view, record_ref(record, F_contract_system_contract));
		return true;
	case E_service:
		add_systems_naming(delta, view, E_support, F_support_service, record_self(record));
		return true;
	case E_opportunity:
		add_behind_opportunity(delta, view, record->id);
		return true;
	case E_opportunity_trigger:
		add_behind(delta, view, record_ref(record, F_opportunity_trigger_about));
		return true;
	case E_decision:
		rest = record_text(record, F_decision_about);
		while (value_list_next_ref(&rest, &ref))
			add_behind(delta, view, ref);
		return true;
	case E_activity:
		add_behind(delta, view, record_ref(record, F_activity_about));
		return true;
	default:
		return reaches_no_farther(record->entity->number);
	}
}

static bool follow(struct delta *delta, const struct view *view, const struct record *record)
{
	const struct entity *entity = record->entity;
	if (lies_below(entity, E_system))
		add_system(delta, record->parent);
	else if (entity->parent_field != 0)
		add_ref(&delta->records, (struct ref){entity->fields[entity->parent_field - 1].target, record->parent});
	add_refs(delta, record);
	return follow_by_kind(delta, view, record);
}

/* As it was at the point; false where it was not, or that is not kept. */
static bool read_before(const struct view *view, const struct change *change, struct record *record)
{
	struct image image;
	if (change->revision <= 1 || !view_image(view, change->ref, change->revision - 1, &image) || !image.readable ||
	    image.state != IMAGE_FORMER)
		return false;
	*record = image.record;
	return true;
}

/* One that is gone is counted still. */
static void take_finding(struct delta *delta, const struct view *view, struct ref ref)
{
	struct record now;
	const struct change removal = {ref, view_last_revision(view, ref)};
	if (view_record(view, ref, &now))
		return;
	memory_grow(&delta->gone.items, &delta->gone.capacity, delta->gone.count, sizeof *delta->gone.items);
	if (read_before(view, &removal, &delta->gone.items[delta->gone.count]))
		delta->gone.count++;
	else
		delta->wide = true;
}

static void take_change(struct delta *delta, const struct view *view, const struct change *change)
{
	struct record before, after;
	if (change->ref.entity == E_run)
		return; /* the audit's own */
	if (change->ref.entity == E_finding) {
		take_finding(delta, view, change->ref);
		return;
	}
	bool was = read_before(view, change, &before), is = view_record(view, change->ref, &after);
	add_ref(&delta->records, change->ref);
	if (!was && !is)
		return;
	mark_fields(delta, was ? &before : NULL, is ? &after : NULL);
	if ((was && !follow(delta, view, &before)) || (is && !follow(delta, view, &after)))
		delta->wide = true;
}

void delta_read(struct delta *delta, const struct view *view, uint64_t sequence)
{
	struct change_list changes = {0};
	delta->wide = !read_journal(delta, view, sequence, &changes) || delta->wide;
	for (size_t i = 0; i < changes.count && !delta->wide; i++)
		if (i == 0 || !ref_equal(changes.items[i - 1].ref, changes.items[i].ref))
			take_change(delta, view, &changes.items[i]);
	free(changes.items);
	sort_refs(&delta->systems);
	sort_refs(&delta->records);
}

void delta_free(struct delta *delta)
{
	free(delta->systems.items);
	free(delta->records.items);
	free(delta->gone.items);
	*delta = (struct delta){0};
}

/* ---- which rules ---- */

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

static bool is_touched(const struct delta *delta, const struct rule *rule)
{
	struct slice rest = slice_of(rule->reads), path;
	if (persons_are_touched(delta))
		return true;
	while (slice_next(&rest, ' ', &path))
		if (path_is_touched(delta, path))
			return true;
	return false;
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
		add_ref(&delta->records, record_self(&record));
}

/* Rules that look at records may ask about the systems around them. */
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
				add_ref(&delta->records,
				        record_ref(&row, entity == E_contract ? F_contract_system_contract : F_support_service));
		else
			add_children(delta, records, value.ref.id);
		bool there = entity == E_integration && index_seek(index, &value, &hit);
		for (; there; there = index_next_same(index, &hit))
			add_ref(&delta->records, (struct ref){E_integration, hit.id});
	}
	index_free(&index);
	records_free(&records);
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
				add_ref(&delta->records, record_ref(&finding, F_finding_about));
		}
	}
	records_free(&findings);
}

static bool stands_around_systems(uint8_t entity)
{
	return entity == E_contract || entity == E_service || lies_below(schema_entity(entity), E_system);
}

void delta_divide(struct delta *delta, const struct view *view, struct rule_settings *settings)
{
	uint64_t entities = 0;
	for (size_t i = 0; i < settings->count; i++) {
		struct active_rule *active = &settings->items[i];
		active->part = active->on ? part_of(delta, active) : PART_LEFT;
		if (active->part == PART_CHANGED && active->rule->scope == RULE_RECORD)
			entities |= UINT64_C(1) << active->rule->entity;
	}
	for (uint8_t entity = 1; entity < ENTITY_LIMIT; entity++)
		if ((entities >> entity & 1) != 0 && stands_around_systems(entity))
			follow_systems_to(delta, view, entity);
	follow_findings(delta, view, settings);
	sort_refs(&delta->records);
}
