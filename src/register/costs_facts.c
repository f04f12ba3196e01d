/* Records around a system as the facts that its cost is worked out from. */
#include <stdlib.h>

#include "base/memory.h"
#include "register/costs_private.h"

/* ---- the ledger ---- */

static bool is_estimated(const struct record *cost)
{
	uint8_t certainty = record_choice(cost, F_cost_certainty);
	return certainty == C_certainty_estimated || certainty == C_certainty_unknown;
}

struct cost_row facts_cost_row(const struct record *cost)
{
	return (struct cost_row){
		.ref = record_self(cost),
		.year = (int16_t)record_number(cost, F_cost_year),
		.kind = record_choice(cost, F_cost_kind),
		.basis = record_choice(cost, F_cost_basis),
		.amount = record_number(cost, F_cost_amount),
		.estimated = is_estimated(cost),
	};
}

/* The year in which notice ends the contract that it is paid under; 0: none has been given. */
static int16_t ends_by_notice(const struct cost_reader *reader, const struct record *cost)
{
	struct ref own = record_ref(cost, F_cost_contract), under = record_ref(cost, F_cost_paid_under);
	struct contract_reading reading;
	struct contract_clock clock;
	struct record contract;
	if (!ref_is_set(own) && !ref_is_set(under))
		return 0;
	if (!view_record(reader->view, ref_is_set(own) ? own : under, &contract) ||
	    !record_is_set(&contract, F_contract_terminated))
		return 0;
	facts_contract(&contract, &reading);
	contract_clock(&reading.terms, reader->today, &clock);
	return clock.ends_by_termination == DAY_UNSET ? 0 : (int16_t)day_year(clock.ends_by_termination);
}

static void add_row(struct cost_reader *reader, const struct cost_row *row)
{
	memory_grow(&reader->rows, &reader->row_capacity, reader->facts.row_count, sizeof *reader->rows);
	reader->rows[reader->facts.row_count++] = *row;
	reader->facts.rows = reader->rows;
}

void costs_add_owned(struct cost_reader *reader, uint8_t field, struct ref owner, const struct cost_weight *weight)
{
	struct naming *costs = naming_new(reader->view, E_cost, field, owner);
	struct record cost;
	while (naming_next(costs, &cost)) {
		struct cost_row row = facts_cost_row(&cost);
		row.ends = ends_by_notice(reader, &cost);
		if (weight != NULL)
			row.amount = cost_part(row.amount, weight->before, weight->own, weight->whole);
		add_row(reader, &row);
	}
	naming_free(&costs);
}

/* What those that are stated leave of the whole, to those that are not. */
static int64_t left_over(const struct record_list *sharing, uint8_t share, int64_t *unstated)
{
	int64_t left = COST_SHARED_WHOLE;
	*unstated = 0;
	for (size_t i = 0; i < sharing->count; i++) {
		int64_t one = record_number(&sharing->items[i], share);
		*unstated += one == NUMBER_UNSET;
		left -= one == NUMBER_UNSET ? 0 : one;
	}
	return left > 0 ? left : 0;
}

struct cost_weight costs_weigh(const struct record_list *sharing, uint8_t share, record_id own)
{
	struct cost_weight weight = {0};
	int64_t unstated, at = 0, left = left_over(sharing, share, &unstated);
	for (size_t i = 0; i < sharing->count; i++) {
		int64_t one = record_number(&sharing->items[i], share);
		if (one == NUMBER_UNSET) {
			one = (at + 1) * left / unstated - at * left / unstated;
			at++;
		}
		if (sharing->items[i].id == own) {
			weight.before = weight.whole;
			weight.own = one;
		}
		weight.whole += one;
	}
	return weight;
}

void costs_list(struct record_list *list, const struct record *record)
{
	memory_grow(&list->items, &list->capacity, list->count, sizeof *list->items);
	list->items[list->count++] = *record;
}

static void add_contract(struct cost_reader *reader, const struct record *row)
{
	struct ref contract = record_ref(row, F_contract_system_contract);
	struct naming *covers = naming_new(reader->view, E_contract_system, F_contract_system_contract, contract);
	struct record_list *sharing = &reader->sharing;
	struct record cover;
	sharing->count = 0;
	while (naming_next(covers, &cover))
		costs_list(sharing, &cover);
	naming_free(&covers);
	const struct cost_weight weight = costs_weigh(sharing, F_contract_system_share, row->id);
	costs_add_owned(reader, F_cost_contract, contract, &weight);
}

static void add_ledger(struct cost_reader *reader, const struct system_scope *scope)
{
	const struct record_list *costs = &scope->lists[E_cost], *covers = &scope->lists[E_contract_system];
	for (size_t i = 0; i < costs->count; i++) {
		struct cost_row row = facts_cost_row(&costs->items[i]);
		row.ends = ends_by_notice(reader, &costs->items[i]);
		add_row(reader, &row);
	}
	for (size_t i = 0; reader->contracts_cost && i < covers->count; i++)
		add_contract(reader, &covers->items[i]);
}

/* ---- integrations ---- */

static day_t retires_on(const struct record *system)
{
	day_t retired = record_day(system, F_system_retired_on);
	return retired != DAY_UNSET ? retired : record_day(system, F_system_planned_retirement);
}

static day_t own_retirement(const struct cost_reader *reader, const struct record *system)
{
	return reader->goes_on ? record_day(system, F_system_retired_on) : retires_on(system);
}

static day_t other_support_ends(struct cost_reader *reader, record_id system)
{
	struct system_support support = system_support_none;
	struct record component;
	bool on = false;
	while (records_child(reader->components, system, &on, &component)) {
		struct component_facts facts;
		struct component_clock clock;
		facts_component(&component, &facts);
		component_clock(&facts, &reader->leads, &clock);
		system_support_add(&support, facts.ref, clock.support_ends);
	}
	return support.support_ends;
}

/* The end that is not the system itself; a place outside has none. */
static void add_other_end(struct cost_reader *reader, const struct record *integration, record_id own,
                          struct integration_cost *cost)
{
	struct ref other = integration->parent == own ? record_ref(integration, F_integration_to_system)
	                                              : (struct ref){E_system, integration->parent};
	struct record system;
	if (!ref_is_set(other) || !view_record(reader->view, other, &system))
		return;
	cost->changes[2] = other_support_ends(reader, other.id);
	cost->changes[3] = retires_on(&system);
}

static void add_integrations(struct cost_reader *reader, const struct system_scope *scope)
{
	const struct record_list *list = &scope->lists[E_integration];
	memory_grow(&reader->integrations, &reader->integration_capacity, list->count, sizeof *reader->integrations);
	reader->facts.integrations = reader->integrations;
	for (size_t i = 0; i < list->count; i++) {
		const struct record *integration = &list->items[i];
		struct integration_cost *cost = &reader->integrations[reader->facts.integration_count];
		if (record_choice(integration, F_integration_state) == C_integration_state_closed)
			continue;
		*cost = (struct integration_cost){
			.ref = record_self(integration),
			.yearly = record_number(integration, F_integration_yearly_cost),
			.adaptation = record_number(integration, F_integration_adaptation_cost),
			.kind = record_choice(integration, F_integration_kind),
			.openness = record_choice(integration, F_integration_standard),
			.changes = {scope->support.support_ends, own_retirement(reader, &scope->system), DAY_UNSET, DAY_UNSET},
		};
		add_other_end(reader, integration, scope->system.id, cost);
		reader->facts.integration_count++;
	}
}

/* ---- incidents and leaving ---- */

static void add_incidents(struct cost_reader *reader, const struct system_scope *scope)
{
	const struct record_list *list = &scope->lists[E_incident];
	memory_grow(&reader->incidents, &reader->incident_capacity, list->count, sizeof *reader->incidents);
	reader->facts.incidents = reader->incidents;
	reader->facts.incident_count = list->count;
	for (size_t i = 0; i < list->count; i++)
		reader->incidents[i] = (struct incident_cost){
			.ref = record_self(&list->items[i]),
			.opened = record_day(&list->items[i], F_incident_opened),
			.cost = record_number(&list->items[i], F_incident_cost),
			.downtime = record_number(&list->items[i], F_incident_downtime_minutes),
		};
}

static void take_larger_exit(struct system_cost_facts *facts, money_t cost, struct ref ref)
{
	if (cost == NUMBER_UNSET || (facts->exit_cost != NUMBER_UNSET && facts->exit_cost >= cost))
		return;
	facts->exit_cost = cost;
	facts->exit_ref = ref;
}

/* The system's own, or a contract's that is still in force. */
static void add_exit(struct cost_reader *reader, const struct system_scope *scope)
{
	struct system_cost_facts *facts = &reader->facts;
	take_larger_exit(facts, record_number(&scope->system, F_system_exit_cost), record_self(&scope->system));
	for (size_t i = 0; i < scope->lists[E_contract].count; i++) {
		const struct record *contract = &scope->lists[E_contract].items[i];
		if (contract->bytes != NULL && scope->contracts[i].clock.state != C_contract_state_ended)
			take_larger_exit(facts, record_number(contract, F_contract_exit_cost), record_self(contract));
	}
}

void costs_begin(struct cost_reader *reader, struct ref about)
{
	reader->facts = (struct system_cost_facts){
		.ref = about, .support_ends = DAY_UNSET, .retires = DAY_UNSET, .exit_cost = NUMBER_UNSET, .users = NUMBER_UNSET};
}

const struct system_cost_facts *cost_reader_facts(struct cost_reader *reader, const struct system_scope *scope)
{
	costs_begin(reader, record_self(&scope->system));
	reader->facts.support_ends = scope->support.support_ends;
	reader->facts.retires = own_retirement(reader, &scope->system);
	reader->facts.users = record_number(&scope->system, F_system_users);
	add_ledger(reader, scope);
	add_integrations(reader, scope);
	add_incidents(reader, scope);
	add_exit(reader, scope);
	return &reader->facts;
}
