/* What is read once for all rules: people and units by id, opportunities under way, how fresh the sources are. */
#include <stdlib.h>
#include <string.h>

#include "audit/audit_private.h"
#include "base/memory.h"

/* What stands by id reaches to the counter of ids: a record beyond it, which only damage or ill will makes, is passed
 * over, and verify names it. */
static void read_person(struct people *people, const struct record *record)
{
	int64_t access = record_number(record, F_person_access);
	if (record->id >= people->end)
		return;
	people->items[record->id] = (struct person_facts){
		.there = true, .kind = record_choice(record, F_person_kind),
		.active_from = record_day(record, F_person_active_from), .active_to = record_day(record, F_person_active_to),
		.absent_from = record_day(record, F_person_absent_from), .absent_to = record_day(record, F_person_absent_to),
		.unit = record_ref_id(record, F_person_unit), .manager = record_ref_id(record, F_person_manager),
		.owner = record_ref_id(record, F_person_owner), .supplier = record_ref_id(record, F_person_supplier),
		.access = access == NUMBER_UNSET ? 0 : (uint32_t)access,
	};
}

static void note_holder(const struct audit_world *world, struct people *people, record_id id)
{
	if (!person_is_active(world, id))
		return;
	for (size_t access = 1; access < COUNT_OF(people->holders); access++)
		if ((people->items[id].access >> (access - 1) & 1) != 0 && people->holders[access] == 0)
			people->holders[access] = id;
}

void world_read_people(const struct audit_world *world)
{
	struct people *people = &world->state->people;
	if (people->whole)
		return;
	struct records *records = records_new(world->view, E_person);
	struct record record;
	for (bool there = records_first(records, &record); there; there = records_next(records, &record))
		read_person(people, &record);
	records_free(&records);
	people->whole = true;
	memset(people->holders, 0, sizeof people->holders);
	for (record_id id = 1; id < people->end; id++)
		note_holder(world, people, id);
}

/* One of them, where not all were needed. */
static void look_up_person(const struct audit_world *world, record_id id)
{
	struct people *people = &world->state->people;
	struct record record;
	if (view_record(world->view, (struct ref){E_person, id}, &record))
		read_person(people, &record);
	people->items[id].looked_up = true;
}

static void read_units(struct people *people, const struct view *view)
{
	struct records *records = records_new(view, E_unit);
	struct record record;
	people->unit_count = view_next_id(view, E_unit);
	people->units = memory_new_array(people->unit_count, sizeof *people->units);
	for (bool there = records_first(records, &record); there; there = records_next(records, &record))
		if (record.id < people->unit_count)
			people->units[record.id] =
				(struct unit_facts){record_ref_id(&record, F_unit_parent), record_ref_id(&record, F_unit_manager)};
	records_free(&records);
}

static int compare_under_way(const void *a, const void *b)
{
	const struct trigger_under_way *x = a, *y = b;
	if (x->about.entity != y->about.entity)
		return x->about.entity < y->about.entity ? -1 : 1;
	return (x->about.id > y->about.id) - (x->about.id < y->about.id);
}

static bool is_under_way(const struct view *view, record_id opportunity)
{
	struct record record;
	if (!view_record(view, (struct ref){E_opportunity, opportunity}, &record))
		return false;
	uint8_t stage = record_choice(&record, F_opportunity_stage);
	return stage >= C_stage_received && stage <= C_stage_delivered;
}

static void read_under_way(struct world_state *state, const struct view *view)
{
	struct records *triggers = records_new(view, E_opportunity_trigger);
	struct record trigger;
	for (bool there = records_first(triggers, &trigger); there; there = records_next(triggers, &trigger)) {
		if (!is_under_way(view, trigger.parent))
			continue;
		memory_grow(&state->under_way, &state->under_way_capacity, state->under_way_count, sizeof *state->under_way);
		state->under_way[state->under_way_count++] = (struct trigger_under_way){
			record_ref(&trigger, F_opportunity_trigger_about), record_choice(&trigger, F_opportunity_trigger_kind)};
	}
	records_free(&triggers);
	if (state->under_way_count > 0)
		qsort(state->under_way, state->under_way_count, sizeof *state->under_way, compare_under_way);
}

static day_t latest_seen(const struct view *view, uint8_t entity, uint8_t field)
{
	struct records *records = records_new(view, entity);
	struct record record;
	day_t latest = DAY_UNSET;
	for (bool there = records_first(records, &record); there; there = records_next(records, &record))
		latest = day_later(latest, record_day(&record, field));
	records_free(&records);
	return latest;
}

/* Imports note the day of the catalogue and of the list of people as a fact, 2026-11-19. */
void world_read(struct audit_world *world, const struct view *view, const struct session *session)
{
	*world = (struct audit_world){
		.view = view, .conf = session->conf, .today = session->today, .state = memory_new(sizeof *world->state)};
	world->people = &world->state->people;
	world->state->people.end = view_next_id(view, E_person);
	world->state->people.items = memory_new_array(world->state->people.end, sizeof(struct person_facts));
	read_units(&world->state->people, view);
	read_under_way(world->state, view);
	decided_terms_read(&world->state->decided, view, world->today);
	world->catalogue_seen = day_later(latest_seen(view, E_product, F_product_seen), view_fact_day(view, "catalogue_seen"));
	world->people_seen = view_fact_day(view, "people_seen");
}

static void free_assignments(struct world_assignments *assignments)
{
	for (size_t i = 0; i < COUNT_OF(assignments->indexes); i++)
		index_free(&assignments->indexes[i]);
	records_free(&assignments->records);
	free(assignments->list.items);
}

static const struct {
	uint8_t entity, field;
} named_by_assignments[] = {{E_system, F_assignment_system},
                            {E_service, F_assignment_service},
                            {E_object, F_assignment_object},
                            {E_unit, F_assignment_unit},
                            {E_contract, F_assignment_contract}};

static struct index *assignment_index(const struct audit_world *world, uint8_t entity)
{
	struct world_assignments *assignments = &world->state->assignments;
	for (size_t i = 0; i < COUNT_OF(named_by_assignments); i++) {
		if (named_by_assignments[i].entity != entity)
			continue;
		if (assignments->indexes[i] == NULL)
			assignments->indexes[i] = index_new(
				world->view, schema_field(schema_entity(E_assignment), named_by_assignments[i].field), E_assignment);
		return assignments->indexes[i];
	}
	return NULL;
}

static void read_assignments(const struct audit_world *world, struct index *index, struct ref about)
{
	struct world_assignments *assignments = &world->state->assignments;
	struct record_list *list = &assignments->list;
	const struct value value = {.set = true, .ref = about};
	struct index_hit hit;
	struct record record;
	if (assignments->records == NULL)
		assignments->records = records_new(world->view, E_assignment);
	for (bool there = index_seek(index, &value, &hit); there; there = index_next_same(index, &hit)) {
		if (!records_get(assignments->records, 0, hit.id, &record))
			continue;
		memory_grow(&list->items, &list->capacity, list->count, sizeof *list->items);
		list->items[list->count++] = record;
	}
}

const struct record_list *assignments_of(const struct audit_world *world, struct ref about)
{
	struct world_assignments *assignments = &world->state->assignments;
	struct index *index = assignment_index(world, about.entity);
	if (ref_equal(assignments->about, about))
		return &assignments->list;
	assignments->about = about;
	assignments->list.count = 0;
	if (index != NULL && ref_is_set(about))
		read_assignments(world, index, about);
	return &assignments->list;
}

void world_free(struct audit_world *world)
{
	if (world->state == NULL)
		return;
	free_assignments(&world->state->assignments);
	free(world->state->people.items);
	free(world->state->people.units);
	free(world->state->under_way);
	decided_terms_free(&world->state->decided);
	world_lists_free(&world->state->lists);
	free(world->state->ended);
	free(world->state->permissions);
	free(world->state);
	*world = (struct audit_world){0};
}

void world_note_support(struct audit_world *world, record_id system, day_t support_ends)
{
	struct world_state *state = world->state;
	if (support_ends == DAY_UNSET || support_ends >= world->today)
		return;
	if (state->ended == NULL) {
		state->ended_size = view_next_id(world->view, E_system) / 8 + 1;
		state->ended = memory_new_array(state->ended_size, 1);
	}
	if (system / 8 < state->ended_size)
		state->ended[system / 8] |= (uint8_t)(1u << system % 8);
}

bool system_support_has_ended(const struct audit_world *world, record_id system)
{
	const struct world_state *state = world->state;
	struct summary summary;
	if (state->all_systems_seen)
		return system / 8 < state->ended_size && (state->ended[system / 8] >> system % 8 & 1) != 0;
	return summary_read(world->view, (struct ref){E_system, system}, &summary) && summary.support_ends != DAY_UNSET &&
	       summary.support_ends < world->today;
}

const struct person_facts *person_facts(const struct audit_world *world, record_id id)
{
	const struct people *people = world->people;
	if (id == 0 || id >= people->end)
		return NULL;
	if (!people->whole && !people->items[id].looked_up)
		look_up_person(world, id);
	return people->items[id].there ? &people->items[id] : NULL;
}

record_id people_end(const struct audit_world *world)
{
	world_read_people(world);
	return world->people->end;
}

bool person_has_left(const struct audit_world *world, record_id id)
{
	const struct person_facts *person = person_facts(world, id);
	return person == NULL || (person->active_to != DAY_UNSET && person->active_to < world->today);
}

bool person_is_active(const struct audit_world *world, record_id id)
{
	const struct person_facts *person = person_facts(world, id);
	return person != NULL && !person_has_left(world, id) &&
	       (person->active_from == DAY_UNSET || person->active_from <= world->today);
}

bool person_is_absent(const struct audit_world *world, record_id id)
{
	const struct person_facts *person = person_facts(world, id);
	return person != NULL && person->absent_from != DAY_UNSET && person->absent_from <= world->today &&
	       (person->absent_to == DAY_UNSET || person->absent_to >= world->today);
}

bool is_owned(const struct audit_world *world, struct ref ref)
{
	const struct record_list *list = assignments_of(world, ref);
	uint8_t role = ref.entity == E_contract ? C_role_contract_owner : C_role_system_owner;
	for (size_t i = 0; i < list->count; i++)
		if (record_choice(&list->items[i], F_assignment_role) == role &&
		    days_hold(&list->items[i], F_assignment_from, F_assignment_to, world->today))
			return true;
	return false;
}

bool contract_term_is_decided(const struct audit_world *world, record_id contract, day_t term_end)
{
	return decided_terms_have(&world->state->decided, contract, term_end);
}

#define UNIT_LEVELS 12 /* of units above one another: more is a ring */

bool unit_is_within(const struct audit_world *world, record_id unit, record_id above)
{
	for (unsigned level = 0; level < UNIT_LEVELS && unit != 0; level++) {
		if (unit == above)
			return true;
		unit = unit < world->people->unit_count ? world->people->units[unit].parent : 0;
	}
	return false;
}

bool days_hold(const struct record *record, uint8_t from, uint8_t to, day_t today)
{
	day_t first = record_day(record, from), last = record_day(record, to);
	return (first == DAY_UNSET || first <= today) && (last == DAY_UNSET || last >= today);
}

bool system_is_used(const struct record *system)
{
	uint8_t phase = record_choice(system, F_system_phase);
	return phase == 0 || (phase >= C_phase_introduction && phase <= C_phase_phase_out);
}

bool opportunity_is_under_way(const struct audit_world *world, uint8_t kind, struct ref about)
{
	const struct world_state *state = world->state;
	const struct trigger_under_way wanted = {.about = about};
	size_t low = 0, high = state->under_way_count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (compare_under_way(&state->under_way[middle], &wanted) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < state->under_way_count && ref_equal(state->under_way[low].about, about); low++)
		if (kind == 0 || state->under_way[low].kind == kind)
			return true;
	return false;
}

uint32_t count_referring(const struct audit_world *world, uint8_t entity, uint8_t field, struct ref ref)
{
	struct index *index = index_new(world->view, schema_field(schema_entity(entity), field), entity);
	const struct value value = {.set = true, .ref = ref};
	struct index_hit hit;
	uint32_t count = 0;
	for (bool there = index_seek(index, &value, &hit); there; there = index_next_same(index, &hit))
		count++;
	index_free(&index);
	return count;
}

const struct record *scope_assignment(const struct rule_case *at, uint8_t role)
{
	const struct record_list *list = &at->scope->lists[E_assignment];
	for (size_t i = 0; i < list->count; i++)
		if (record_choice(&list->items[i], F_assignment_role) == role &&
		    days_hold(&list->items[i], F_assignment_from, F_assignment_to, at->world->today))
			return &list->items[i];
	return NULL;
}
