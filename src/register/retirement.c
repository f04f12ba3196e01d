/* Systems as the gate before their retirement takes them. */
#include "register/opportunities_private.h"

static void count(struct gate_left *left, const struct record *row, bool stands)
{
	left->all++;
	if (stands && left->left++ == 0)
		left->first = record_self(row);
}

struct retiring {
	const struct view *view;
	struct retirement_facts *facts;
	struct ref system;
	day_t today;
};

static bool take_step(void *context, const struct record *row)
{
	struct retiring *retiring = context;
	bool done = record_is_set(row, F_retirement_step_done);
	count(&retiring->facts->steps, row, !done);
	if (done && record_choice(row, F_retirement_step_kind) == C_retirement_kind_archive_decision)
		retiring->facts->archive_decided = true;
	return true;
}

/* A contract that others rest on runs on for them. */
static bool others_rest_on(const struct retiring *retiring, struct ref contract)
{
	struct naming *rows = naming_new(retiring->view, E_contract_system, F_contract_system_contract, contract);
	struct record row, system;
	bool others = false;
	while (!others && naming_next(rows, &row))
		others = row.parent != retiring->system.id &&
		         view_record(retiring->view, (struct ref){E_system, row.parent}, &system) &&
		         record_choice(&system, F_system_phase) != C_phase_retired;
	naming_free(&rows);
	return others;
}

static bool take_retiring_contract(void *context, const struct record *row)
{
	struct retiring *retiring = context;
	struct record contract;
	struct contract_reading reading;
	struct contract_clock clock;
	if (!view_record(retiring->view, record_ref(row, F_contract_system_contract), &contract))
		return true;
	facts_contract(&contract, &reading);
	contract_clock(&reading.terms, retiring->today, &clock);
	bool ends = clock.state == CONTRACT_ENDED || clock.ends_by_termination != DAY_UNSET ||
	            record_is_set(&contract, F_contract_terminated);
	count(&retiring->facts->contracts, &contract, !ends && !others_rest_on(retiring, record_self(&contract)));
	return true;
}

static bool take_retiring_permission(void *context, const struct record *row)
{
	struct retiring *retiring = context;
	count(&retiring->facts->permissions, row, permission_is_given(row, retiring->today));
	return true;
}

static bool take_seat(void *context, const struct record *row)
{
	struct retiring *retiring = context;
	day_t to = record_day(row, F_licence_use_to);
	count(&retiring->facts->licences, row, to == DAY_UNSET || to >= retiring->today);
	return true;
}

/* One that was bought for good costs nothing more: it is released when nobody holds it. */
static bool take_retiring_licence(void *context, const struct record *row)
{
	struct retiring *retiring = context;
	bool paid = record_choice(row, F_licence_period) != C_period_once;
	bool ended = facts_licence_state(row, retiring->today) == CONTRACT_ENDED;
	count(&retiring->facts->licences, row, paid && !ended);
	each_child(retiring->view, E_licence_use, row->id, take_seat, retiring);
	return true;
}

static bool take_retiring_integration(void *context, const struct record *row)
{
	struct retiring *retiring = context;
	count(&retiring->facts->integrations, row, record_choice(row, F_integration_state) != C_integration_state_closed);
	return true;
}

void system_retirement_facts(const struct view *view, const struct record *system, day_t today,
                             struct retirement_facts *facts)
{
	struct record before, row;
	struct retiring retiring = {view, facts, record_self(system), today};
	uint8_t phase = view_record(view, record_self(system), &before) ? record_choice(&before, F_system_phase) : 0;
	*facts = (struct retirement_facts){.self = record_self(system),
	                                   .never_used = phase == C_phase_idea || phase == C_phase_procurement};
	each_child(view, E_retirement_step, system->id, take_step, &retiring);
	each_child(view, E_contract_system, system->id, take_retiring_contract, &retiring);
	each_child(view, E_permission, system->id, take_retiring_permission, &retiring);
	each_child(view, E_licence, system->id, take_retiring_licence, &retiring);
	each_child(view, E_integration, system->id, take_retiring_integration, &retiring);
	struct naming *leading_here = naming_new(view, E_integration, F_integration_to_system, record_self(system));
	while (naming_next(leading_here, &row))
		take_retiring_integration(&retiring, &row);
	naming_free(&leading_here);
}
