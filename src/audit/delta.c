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

void ref_list_add(struct ref_list *list, struct ref ref)
{
	if (!ref_is_set(ref))
		return;
	memory_grow(&list->items, &list->capacity, list->count, sizeof *list->items);
	list->items[list->count++] = ref;
}

static int compare_refs(const void *a, const void *b)
{
	return ref_compare(*(const struct ref *)a, *(const struct ref *)b);
}

void ref_list_sort(struct ref_list *list)
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
	ref_list_add(&delta->systems, (struct ref){E_system, system});
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

/* A record that is new, gone, or lies elsewhere: all its fields, set or not. */
static void mark_all(struct delta *delta, const struct entity *entity)
{
	for (unsigned field = 1; field <= entity->field_count; field++)
		mark(delta, entity->number, (uint8_t)field);
}

static void mark_differences(struct delta *delta, const struct record *before, const struct record *after)
{
	uint8_t fields[255];
	size_t count = record_differences(before, after, fields);
	for (size_t i = 0; i < count; i++)
		mark(delta, after->entity->number, fields[i]);
}

static void mark_change(struct delta *delta, const struct record *before, const struct record *after, bool both)
{
	mark(delta, after->entity->number, F_changed);
	mark(delta, after->entity->number, F_revision);
	if (both && before->parent == after->parent)
		mark_differences(delta, before, after);
	else
		mark_all(delta, after->entity);
}

/* ---- what depends on them ---- */

/* The parents of the records of `entity` that name `ref` in an indexed field. */
static void add_systems_naming(struct delta *delta, const struct view *view, uint8_t entity, uint8_t field,
                               struct ref ref)
{
	struct naming *naming = naming_new(view, entity, field, ref);
	struct record record;
	while (naming_next(naming, &record))
		add_system(delta, record.parent);
	naming_free(&naming);
}

static void add_systems_of_contract(struct delta *delta, const struct view *view, struct ref contract)
{
	add_systems_naming(delta, view, E_contract_system, F_contract_system_contract, contract);
}

/* What stands behind something that an opportunity, decision or activity is about. */
static void add_behind(struct delta *delta, const struct view *view, struct ref about)
{
	struct record record;
	ref_list_add(&delta->records, about);
	if (about.entity == E_system)
		add_system(delta, about.id);
	else if (about.entity == E_contract)
		add_systems_of_contract(delta, view, about);
	else if (view_record(view, about, &record) && entity_lies_below(record.entity, E_system))
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

/* Opportunities for which a decision makes an exception: there are not many. */
static void add_excepted(struct delta *delta, const struct view *view, struct ref decision)
{
	struct records *opportunities = records_new(view, E_opportunity);
	struct record record;
	for (bool there = records_first(opportunities, &record); there; there = records_next(opportunities, &record))
		if (record_ref_id(&record, F_opportunity_exception_decision) == decision.id)
			ref_list_add(&delta->records, record_self(&record));
	records_free(&opportunities);
}

static void add_opportunity_of_benefit(struct delta *delta, const struct view *view, record_id benefit)
{
	struct record record;
	if (view_record(view, (struct ref){E_benefit, benefit}, &record))
		ref_list_add(&delta->records, (struct ref){E_opportunity, record.parent});
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

void delta_add_pool(struct delta *delta, const struct view *view, const struct record *licence)
{
	const struct field *field = schema_field(schema_entity(E_licence), F_licence_pool);
	const struct value value = record_value(licence, field);
	struct index *index = index_new(view, field, E_licence);
	struct index_hit hit;
	for (bool there = value.set && index_seek(index, &value, &hit); there; there = index_next_same(index, &hit))
		ref_list_add(&delta->records, (struct ref){E_licence, hit.id});
	index_free(&index);
}

static void add_refs(struct delta *delta, const struct record *record)
{
	for (unsigned i = 0; i < record->entity->field_count; i++) {
		const struct field *field = &record->entity->fields[i];
		struct slice rest = field->type == TYPE_REFS ? record_text(record, field->number) : (struct slice){0};
		struct ref ref;
		if (field_holds_ref(field))
			ref_list_add(&delta->records, record_ref(record, field->number));
		while (value_list_next_ref(&rest, &ref))
			ref_list_add(&delta->records, ref);
	}
}

/* Than to what it lies below and names. */
static bool reaches_no_farther(uint8_t entity)
{
	static const uint8_t entities[] = {
		E_valuation, E_information, E_retirement_step, E_usage, E_support, E_component, E_licence_use,
		E_permission, E_release_plan, E_incident, E_problem, E_commitment, E_contract_change,
		E_opportunity_system, E_opportunity_goal, E_alternative, E_benefit, E_milestone, E_requirement, E_offer, E_score,
		E_allocation, E_reference, E_risk, E_lesson, E_volume};
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
	case E_cost:
		if (record_is_set(record, F_cost_contract))
			add_systems_of_contract(delta, view, record_ref(record, F_cost_contract));
		return true;
	case E_contract_system:
		add_systems_of_contract(delta, view, record_ref(record, F_contract_system_contract));
		return true;
	case E_service:
		add_systems_naming(delta, view, E_support, F_support_service, record_self(record));
		return true;
	case E_licence:
		delta_add_pool(delta, view, record);
		return true;
	case E_measurement:
		add_opportunity_of_benefit(delta, view, record->parent);
		return true;
	case E_opportunity:
		add_behind_opportunity(delta, view, record->id);
		return true;
	case E_opportunity_trigger:
		add_behind(delta, view, record_ref(record, F_opportunity_trigger_about));
		return true;
	case E_decision:
		add_excepted(delta, view, record_self(record));
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
	if (entity_lies_below(entity, E_system))
		add_system(delta, record->parent);
	else if (entity->parent_field != 0)
		ref_list_add(&delta->records, (struct ref){entity->fields[entity->parent_field - 1].target, record->parent});
	add_refs(delta, record);
	return follow_by_kind(delta, view, record);
}

/* What is connected with a system has to be rebuilt when that ends or loses support. */
static void note_end(struct delta *delta, const struct record *before, const struct record *after, bool both)
{
	uint8_t entity = after->entity->number;
	if (entity == E_component) {
		ref_list_add(&delta->ends, (struct ref){E_system, before->parent});
		ref_list_add(&delta->ends, (struct ref){E_system, after->parent});
	} else if (entity == E_system &&
	           (!both || record_day(before, F_system_retired_on) != record_day(after, F_system_retired_on) ||
	            record_day(before, F_system_planned_retirement) != record_day(after, F_system_planned_retirement))) {
		ref_list_add(&delta->ends, record_self(after));
	}
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
	for (uint8_t field = 1; field <= schema_entity(E_finding)->field_count; field++)
		mark(delta, E_finding, field);
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
	ref_list_add(&delta->records, change->ref);
	if (!was && !is)
		return;
	note_end(delta, was ? &before : &after, is ? &after : &before, was && is);
	mark_change(delta, was ? &before : &after, is ? &after : &before, was && is);
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
	ref_list_sort(&delta->systems);
	ref_list_sort(&delta->records);
}

void delta_free(struct delta *delta)
{
	free(delta->systems.items);
	free(delta->ends.items);
	free(delta->records.items);
	free(delta->gone.items);
	*delta = (struct delta){0};
}
