/* Whose figures a change can move: what summary rows depend on, and what costs do beside that. */
#include "register/register_private.h"
#include "register/summary.h"
#include "register/trial_private.h"

/* Every system that shares what the contract costs. */
static void add_contract(struct touched_set *touched, const struct view *view, struct ref contract)
{
	struct record record;
	if (ref_is_set(contract) && view_record(view, contract, &record))
		touched_add(touched, view, &record);
}

/* What costs are worked out from, and summary rows are not. */
static void add_cost(struct touched_set *touched, const struct view *view, const struct record *cost)
{
	touched_add_ref(touched, record_ref(cost, F_cost_system));
	touched_add_ref(touched, record_ref(cost, F_cost_service));
	add_contract(touched, view, record_ref(cost, F_cost_contract));
}

/* An integration is rebuilt when its other end changes. */
static void add_other_ends(struct touched_set *touched, const struct view *view, record_id system)
{
	struct records *integrations = records_new(view, E_integration);
	struct naming *leading = naming_new(view, E_integration, F_integration_to_system, (struct ref){E_system, system});
	struct record integration;
	bool on = false;
	while (records_child(integrations, system, &on, &integration))
		touched_add_ref(touched, record_ref(&integration, F_integration_to_system));
	while (naming_next(leading, &integration))
		touched_add_ref(touched, (struct ref){E_system, integration.parent});
	records_free(&integrations);
	naming_free(&leading);
}

static void add_changed(struct touched_set *touched, const struct view *view, struct ref ref)
{
	struct record record;
	if (!view_record(view, ref, &record))
		return;
	touched_add(touched, view, &record);
	if (ref.entity == E_cost)
		add_cost(touched, view, &record);
	if (ref.entity == E_contract_system)
		add_contract(touched, view, record_ref(&record, F_contract_system_contract));
	if (entity_lies_below(record.entity, E_system))
		touched_add_ref(touched, (struct ref){E_system, record.parent});
	if (ref.entity == E_system || ref.entity == E_component)
		add_other_ends(touched, view, ref.entity == E_system ? ref.id : record.parent);
}

void trial_find_touched(const struct view *view, const struct trial_records *changed, struct trial_records *touched)
{
	struct touched_set *set = touched_new();
	for (size_t i = 0; i < changed->count; i++)
		add_changed(set, view, changed->items[i]);
	touched_settle(set, view);
	for (size_t i = 0; i < set->count; i++)
		trial_list_add(touched, set->items[i].ref);
	touched_free(&set);
}
