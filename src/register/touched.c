/* Which summary rows a change makes stale. */
#include <stdlib.h>

#include "base/memory.h"
#include "register/register_private.h"
#include "register/summary.h"

#define BIT(entity) (UINT64_C(1) << (entity))

/* What the rows are worked out from. */
#define BEHIND_ROWS                                                                                                    \
	(BIT(E_system) | BIT(E_service) | BIT(E_support) | BIT(E_component) | BIT(E_contract) | BIT(E_contract_system) |   \
	 BIT(E_licence) | BIT(E_integration) | BIT(E_system_capability) | BIT(E_valuation) | BIT(E_opportunity) |          \
	 BIT(E_opportunity_trigger) | BIT(E_decision) | BIT(E_finding))

bool touched_by(uint8_t entity)
{
	return (BEHIND_ROWS >> entity & 1) != 0;
}

struct touched_set *touched_new(void)
{
	return memory_new(sizeof(struct touched_set));
}

void touched_free(struct touched_set **touched)
{
	if (*touched == NULL)
		return;
	free((*touched)->items);
	free(*touched);
	*touched = NULL;
}

static void add_row(struct touched_set *touched, struct ref ref, bool findings)
{
	struct touched_row *last = touched->count == 0 ? NULL : &touched->items[touched->count - 1];
	if ((ref.entity != E_system && ref.entity != E_service) || ref.id == 0)
		return;
	if (last != NULL && ref_equal(last->ref, ref)) {
		last->findings = last->findings || findings;
		return;
	}
	memory_grow(&touched->items, &touched->capacity, touched->count, sizeof *touched->items);
	touched->items[touched->count++] = (struct touched_row){ref, findings};
}

void touched_add_ref(struct touched_set *touched, struct ref ref)
{
	add_row(touched, ref, false);
}

static void add_by_index(struct touched_set *touched, const struct view *view, uint8_t entity, uint8_t field,
                         struct ref ref)
{
	struct naming *naming = naming_new(view, entity, field, ref);
	struct record row;
	while (naming_next(naming, &row))
		touched_add_ref(touched, (struct ref){E_system, row.parent});
	naming_free(&naming);
}

/* The systems that stand behind a record: itself, what it lies below, those of a contract. */
static void add_behind(struct touched_set *touched, const struct view *view, struct ref ref)
{
	struct record record;
	touched_add_ref(touched, ref);
	if (ref.entity == E_contract)
		add_by_index(touched, view, E_contract_system, F_contract_system_contract, ref);
	else if (view_record(view, ref, &record) && entity_lies_below(record.entity, E_system))
		touched_add_ref(touched, (struct ref){E_system, record.parent});
}

static void add_opportunity(struct touched_set *touched, const struct view *view, record_id opportunity)
{
	struct records *triggers = records_new(view, E_opportunity_trigger);
	struct record trigger;
	bool on = false;
	while (records_child(triggers, opportunity, &on, &trigger))
		add_behind(touched, view, record_ref(&trigger, F_opportunity_trigger_about));
	records_free(&triggers);
}

static void add_decision(struct touched_set *touched, const struct view *view, const struct record *decision)
{
	struct slice about = record_text(decision, F_decision_about);
	struct ref ref;
	while (value_list_next_ref(&about, &ref))
		add_behind(touched, view, ref);
}

void touched_add(struct touched_set *touched, const struct view *view, const struct record *record)
{
	const struct entity *entity = record->entity;
	if (!touched_by(entity->number))
		return;
	touched_add_ref(touched, record_self(record));
	if (entity_lies_below(entity, E_system))
		add_row(touched, (struct ref){E_system, record->parent}, entity->number == E_finding);
	switch (entity->number) {
	case E_integration: touched_add_ref(touched, record_ref(record, F_integration_to_system)); break;
	case E_support: touched_add_ref(touched, record_ref(record, F_support_service)); break;
	case E_contract: add_behind(touched, view, record_self(record)); break;
	case E_opportunity: add_opportunity(touched, view, record->id); break;
	case E_opportunity_trigger: add_behind(touched, view, record_ref(record, F_opportunity_trigger_about)); break;
	case E_decision: add_decision(touched, view, record); break;
	default: break;
	}
}

static int compare_rows(const void *a, const void *b)
{
	struct ref x = ((const struct touched_row *)a)->ref, y = ((const struct touched_row *)b)->ref;
	if (x.entity != y.entity)
		return x.entity > y.entity ? -1 : 1; /* systems before services: a service reads its systems' rows */
	return (x.id > y.id) - (x.id < y.id);
}

static void sort_set(struct touched_set *touched)
{
	size_t kept = 0;
	if (touched->count > 0)
		qsort(touched->items, touched->count, sizeof *touched->items, compare_rows);
	for (size_t i = 0; i < touched->count; i++) {
		if (kept > 0 && ref_equal(touched->items[kept - 1].ref, touched->items[i].ref))
			touched->items[kept - 1].findings = touched->items[kept - 1].findings || touched->items[i].findings;
		else
			touched->items[kept++] = touched->items[i];
	}
	touched->count = kept;
}

static void add_services(struct touched_set *touched, const struct view *view)
{
	size_t systems = touched->count;
	struct records *supports = records_new(view, E_support);
	struct record support;
	for (size_t i = 0; i < systems; i++) {
		bool on = false;
		if (touched->items[i].ref.entity != E_system)
			continue;
		while (records_child(supports, touched->items[i].ref.id, &on, &support))
			touched_add_ref(touched, record_ref(&support, F_support_service));
	}
	records_free(&supports);
}

void touched_settle(struct touched_set *touched, const struct view *view)
{
	sort_set(touched);
	add_services(touched, view);
	sort_set(touched);
}

void touched_add_all(struct touched_set *touched, const struct view *view, uint8_t entity)
{
	struct records *records = records_new(view, entity);
	struct record record;
	for (bool there = records_first(records, &record); there; there = records_next(records, &record))
		touched_add_ref(touched, record_self(&record));
	records_free(&records);
}
