/* What lies below a record, or names it as its own, for rules that walk through records: read once for all of them, and
 * in the order of the walk without a search. */
#include "audit/world_lists.h"

#include <stdlib.h>

#include "audit/audit_private.h"
#include "base/memory.h"
#include "register/costs.h"
#include "register/opportunities.h"

struct below {
	struct records *records;
	struct record_list list;
	record_id parent; /* of the list; 0: none has been read */
};

/* Cost rows that name a service, an object or a contract. */
static const struct {
	uint8_t entity, field;
} owners[] = {{E_service, F_cost_service}, {E_object, F_cost_object}, {E_contract, F_cost_contract}};

struct world_lists {
	struct below below[ENTITY_LIMIT];
	struct index *costs[COUNT_OF(owners)];
	bool no_costs[COUNT_OF(owners)]; /* no row names any */
	bool opened[COUNT_OF(owners)];
	struct records *cost_records;
	struct record_list owned;
	struct ref owner; /* whose `owned` are */
	struct cost_row *rows; /* being summed */
	size_t row_capacity;
	struct cost_reader *reader;
	struct system_cost cost;
	record_id cost_of; /* the system whose cost stands there */
	size_t cost_rows;
	bool cost_fits;
	struct opportunity_reader *opportunities;
	struct gate gate; /* of the decision about `gate_of` */
	record_id gate_of;
	struct release_calendar releases;
	bool releases_read;
	struct incident_patterns patterns;
	struct licence_reader *licences;
	const struct licence_standing *licence; /* of `licence_of`; NULL: another leads it */
	record_id licence_of;
};

static struct world_lists *lists_of(const struct audit_world *world)
{
	if (world->state->lists == NULL)
		world->state->lists = memory_new(sizeof *world->state->lists);
	return world->state->lists;
}

static void add_record(struct record_list *list, const struct record *record)
{
	memory_grow(&list->items, &list->capacity, list->count, sizeof *list->items);
	list->items[list->count++] = *record;
}

const struct record_list *records_below(const struct audit_world *world, uint8_t entity, record_id parent)
{
	struct below *below = &lists_of(world)->below[entity];
	struct record record;
	bool on = false;
	if (below->parent == parent)
		return &below->list;
	if (below->records == NULL)
		below->records = records_new(world->view, entity);
	below->parent = parent;
	below->list.count = 0;
	while (records_child(below->records, parent, &on, &record))
		add_record(&below->list, &record);
	return &below->list;
}

static struct index *costs_naming(const struct audit_world *world, uint8_t entity)
{
	struct world_lists *lists = lists_of(world);
	struct index_hit hit;
	size_t i = 0;
	while (i < COUNT_OF(owners) && owners[i].entity != entity)
		i++;
	if (i == COUNT_OF(owners))
		return NULL;
	if (!lists->opened[i]) {
		lists->costs[i] = index_new(world->view, schema_field(schema_entity(E_cost), owners[i].field), E_cost);
		lists->no_costs[i] = !index_first(lists->costs[i], &hit);
		lists->opened[i] = true;
	}
	return lists->no_costs[i] ? NULL : lists->costs[i];
}

const struct record_list *costs_of(const struct audit_world *world, struct ref owner)
{
	struct world_lists *lists = lists_of(world);
	const struct value value = {.set = true, .ref = owner};
	struct index_hit hit;
	struct record cost;
	if (owner.entity == E_system)
		return records_below(world, E_cost, owner.id);
	if (ref_equal(lists->owner, owner))
		return &lists->owned;
	lists->owner = owner;
	lists->owned.count = 0;
	struct index *index = costs_naming(world, owner.entity);
	if (index == NULL)
		return &lists->owned;
	if (lists->cost_records == NULL)
		lists->cost_records = records_new(world->view, E_cost);
	for (bool there = index_seek(index, &value, &hit); there; there = index_next_same(index, &hit))
		if (records_get(lists->cost_records, 0, hit.id, &cost))
			add_record(&lists->owned, &cost);
	return &lists->owned;
}

money_t costs_sum(const struct audit_world *world, const struct record_list *costs, int64_t year, bool carried,
                  cost_test *passes, record_id payer)
{
	struct world_lists *lists = lists_of(world);
	struct cost_year found;
	size_t count = 0;
	memory_grow(&lists->rows, &lists->row_capacity, costs->count, sizeof *lists->rows);
	for (size_t i = 0; i < costs->count; i++) {
		const struct record *cost = &costs->items[i];
		if ((carried || record_number(cost, F_cost_year) == year) && passes(cost, payer))
			lists->rows[count++] = facts_cost_row(cost);
	}
	return cost_year_find(lists->rows, count, (int16_t)year, &found) ? found.sum : NUMBER_UNSET;
}

static struct cost_reader *reader_of(const struct audit_world *world)
{
	struct world_lists *lists = lists_of(world);
	if (lists->reader == NULL)
		lists->reader = cost_reader_new(world->view, world->conf, world->today);
	return lists->reader;
}

int64_t world_cost_rate(const struct audit_world *world)
{
	return cost_reader_parameters(reader_of(world))->rate;
}

const struct system_cost *scope_cost(const struct rule_case *at, size_t *rows)
{
	struct world_lists *lists = lists_of(at->world);
	if (lists->cost_of != at->scope->system.id) {
		struct cost_reader *reader = reader_of(at->world);
		const struct system_cost_facts *facts = cost_reader_facts(reader, at->scope);
		lists->cost_of = at->scope->system.id;
		lists->cost_rows = facts->row_count;
		lists->cost_fits = facts->row_count > 0 && system_cost_find(facts, cost_reader_parameters(reader), at->world->today,
		                                                            &lists->cost);
	}
	*rows = lists->cost_rows;
	return lists->cost_fits ? &lists->cost : NULL;
}

bool scope_keeping(const struct rule_case *at, struct system_keeping *keeping)
{
	struct cost_reader *reader = reader_of(at->world);
	const struct system_cost *cost;
	struct system_cost kept;
	size_t rows;
	if (!record_is_set(&at->scope->system, F_system_planned_retirement)) {
		cost = scope_cost(at, &rows);
		return cost != NULL && system_cost_keep(cost, world_cost_rate(at->world), keeping);
	}
	cost_reader_go_on(reader, true);
	bool ok = system_cost_find(cost_reader_facts(reader, at->scope), cost_reader_parameters(reader), at->world->today,
	                           &kept);
	cost_reader_go_on(reader, false);
	return ok && system_cost_keep(&kept, world_cost_rate(at->world), keeping);
}

const struct gate *decision_gate(const struct rule_case *at)
{
	struct world_lists *lists = lists_of(at->world);
	if (lists->opportunities == NULL)
		lists->opportunities = opportunity_reader_new(at->world->view, at->world->conf, at->world->today);
	if (lists->gate_of != at->record->id)
		opportunity_gate(lists->opportunities, at->record, GATE_DECIDED, &lists->gate);
	lists->gate_of = at->record->id;
	return &lists->gate;
}

const struct release_calendar *world_releases(const struct audit_world *world)
{
	struct world_lists *lists = lists_of(world);
	if (!lists->releases_read)
		release_calendar_read(&lists->releases, world->view, world->today, world->today, NULL, NULL);
	lists->releases_read = true;
	return &lists->releases;
}

const struct incident_patterns *scope_patterns(const struct rule_case *at)
{
	struct incident_patterns *patterns = &lists_of(at->world)->patterns;
	incident_patterns_clear(patterns);
	incident_patterns_add(patterns, &at->scope->lists[E_incident], &at->scope->lists[E_problem],
	                      pattern_limits(at->world->conf, at->world->today));
	return patterns;
}

static struct licence_reader *licences_of(const struct audit_world *world)
{
	struct world_lists *lists = lists_of(world);
	if (lists->licences == NULL)
		lists->licences = licence_reader_new(world->view, world->conf, world->today);
	return lists->licences;
}

const struct licence_standing *world_licence(const struct audit_world *world, const struct record *licence)
{
	struct world_lists *lists = lists_of(world);
	struct licence_reader *reader = licences_of(world);
	if (lists->licence_of == licence->id)
		return lists->licence;
	lists->licence_of = licence->id;
	lists->licence = licence_leads(reader, licence, 0) ? licence_standing_of(reader, licence) : NULL;
	return lists->licence;
}

int64_t world_idle_days(const struct audit_world *world)
{
	return licence_idle_days(licences_of(world));
}

void world_lists_free(struct world_lists **lists)
{
	if (*lists == NULL)
		return;
	for (size_t entity = 0; entity < ENTITY_LIMIT; entity++) {
		records_free(&(*lists)->below[entity].records);
		free((*lists)->below[entity].list.items);
	}
	for (size_t i = 0; i < COUNT_OF(owners); i++)
		index_free(&(*lists)->costs[i]);
	records_free(&(*lists)->cost_records);
	free((*lists)->owned.items);
	free((*lists)->rows);
	cost_reader_free(&(*lists)->reader);
	opportunity_reader_free(&(*lists)->opportunities);
	release_calendar_free(&(*lists)->releases);
	incident_patterns_free(&(*lists)->patterns);
	licence_reader_free(&(*lists)->licences);
	free(*lists);
	*lists = NULL;
}
