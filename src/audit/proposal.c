#include "audit/proposal.h"

#include "base/memory.h"
#include "lifecycle/bridge.h"
#include "register/together.h"

bool reasons_have_ref(const struct reasons *chain, struct ref ref)
{
	for (size_t i = 0; i < chain->count; i++)
		if (*reason_types(chain->items[i].id) == REASON_REF && ref_equal(chain->items[i].arguments[0].ref, ref))
			return true;
	return false;
}

/* ---- what can still be done ---- */

static void add_bridge(struct reasons *chain, const struct bridge *bridge)
{
	/* When a successor could be in place is another day tomorrow. */
	if (bridge->kind != BRIDGE_ACCEPT_RISK && !(ref_is_set(bridge->about) && reasons_have_ref(chain, bridge->about)))
		bridge_explain(bridge, chain);
}

static void add_bridges(struct proposal *proposal, const struct system_scope *scope)
{
	const struct session *session = proposal->session;
	const struct lead_parameters parameters = facts_lead_parameters(session->conf, session->today);
	struct bridge bridges[BRIDGES];
	size_t count = bridge_find(&scope->facts, &scope->decision, &scope->decision.first, session->today, &parameters,
	                           bridges);
	if (count > 1 && proposal->subject.count > 1)
		reasons_add(&proposal->bridges, REASON_proposal_of, scope->facts.ref);
	for (size_t i = 0; i < count; i++)
		add_bridge(&proposal->bridges, &bridges[i]);
}

/* ---- whom it affects ---- */

static void add_service(struct proposal *proposal, struct ref ref)
{
	struct record service;
	if (reasons_have_ref(&proposal->affected, ref) || !view_record(proposal->view, ref, &service) ||
	    !days_hold(&service, F_service_from, F_service_to, proposal->session->today))
		return;
	if (record_is_set(&service, F_service_users))
		reasons_add(&proposal->affected, REASON_proposal_service_users, ref, record_number(&service, F_service_users));
	else
		reasons_add(&proposal->affected, REASON_proposal_service_users_unknown, ref);
}

static void add_services(struct proposal *proposal)
{
	struct records *supports = records_new(proposal->view, E_support);
	struct record support;
	for (size_t i = 0; i < proposal->subject.count; i++) {
		bool on = false;
		while (records_child(supports, proposal->subject.systems[i], &on, &support))
			add_service(proposal, record_ref(&support, F_support_service));
	}
	records_free(&supports);
}

struct usage_sum {
	int64_t units, stated, users;
};

static struct usage_sum sum_usage(const struct record_list *usage, day_t today)
{
	struct usage_sum sum = {0};
	for (size_t i = 0; i < usage->count; i++) {
		int64_t users = record_number(&usage->items[i], F_usage_users);
		if (!days_hold(&usage->items[i], F_usage_from, F_usage_to, today))
			continue;
		sum.units++;
		sum.stated += users != NUMBER_UNSET;
		sum.users += users != NUMBER_UNSET ? users : 0;
	}
	return sum;
}

static void add_users(struct proposal *proposal, const struct system_scope *scope)
{
	struct usage_sum usage = sum_usage(&scope->lists[E_usage], proposal->session->today);
	int64_t users = record_number(&scope->system, F_system_users);
	if (users != NUMBER_UNSET)
		reasons_add(&proposal->affected, REASON_proposal_users, scope->facts.ref, users);
	else if (usage.stated > 0)
		reasons_add(&proposal->affected, REASON_proposal_users_by_unit, scope->facts.ref, usage.users, usage.stated);
	if (usage.units > 0)
		reasons_add(&proposal->affected, REASON_proposal_units, scope->facts.ref, usage.units);
}

static void add_integrations(struct proposal *proposal, const struct system_scope *scope)
{
	const struct record_list *list = &scope->lists[E_integration];
	int64_t critical = 0;
	for (size_t i = 0; i < list->count; i++)
		critical += record_yes(&list->items[i], F_integration_critical);
	if (list->count > 0)
		reasons_add(&proposal->affected, REASON_proposal_integrations, scope->facts.ref, (int64_t)list->count, critical);
}

/* ---- what the audit has found ---- */

static void add_findings(struct proposal *proposal, const struct system_scope *scope)
{
	struct summary counted;
	summary_count_findings(proposal->view, scope->system.id, proposal->session->today, &counted);
	int64_t critical = counted.findings[C_severity_critical], high = counted.findings[C_severity_high],
			medium = counted.findings[C_severity_medium], low = counted.findings[C_severity_low];
	if (critical + high + medium + low > 0)
		reasons_add(&proposal->findings, REASON_proposal_findings, scope->facts.ref, critical, high, medium, low);
	if (counted.debt > 0)
		reasons_add(&proposal->findings, REASON_proposal_overdue, scope->facts.ref, counted.debt);
}

/* ---- contracts that could end together ---- */

static bool is_together(const struct proposal *proposal, day_t end)
{
	day_t due = proposal->subject.due;
	int64_t months = together_months(proposal->session->conf);
	return end != DAY_UNSET && due != DAY_UNSET && end >= day_add_months(due, -months) &&
	       end <= day_add_months(due, months);
}

static void add_running(struct reasons *chain, const struct contract_terms *terms)
{
	if (terms->notice_months == NUMBER_UNSET)
		reasons_add(chain, REASON_proposal_contract_running_notice_not_set, terms->ref);
	else
		reasons_add(chain, REASON_proposal_contract_running, terms->ref, contract_months(terms->notice_months));
}

static void add_contract(struct proposal *proposal, const struct scope_contract *contract)
{
	const struct contract_terms *terms = &contract->reading.terms;
	const struct contract_clock *clock = &contract->clock;
	struct reasons *chain = &proposal->contracts;
	day_t due = proposal->subject.due;
	if (clock->state == CONTRACT_ENDED || due == DAY_UNSET || reasons_have_ref(chain, terms->ref))
		return;
	if ((clock->remarks & (CONTRACT_RUNNING | CONTRACT_TERMINATED)) == CONTRACT_RUNNING) {
		add_running(chain, terms);
	} else if (contract_renews_tacitly(terms) && (clock->remarks & CONTRACT_TERMINATED) == 0) {
		int64_t renewals = contract_renewals_until(terms, due);
		day_t end = renewals < 0 ? DAY_UNSET : contract_renewed_end(terms, renewals);
		if (is_together(proposal, end))
			reasons_add(chain, REASON_proposal_contract_door, terms->ref, (int64_t)end);
	} else if (is_together(proposal, clock->current_end)) {
		reasons_add(chain, REASON_proposal_contract_ends, terms->ref, (int64_t)clock->current_end);
	} else if (clock->options_left > 0 && is_together(proposal, clock->final_end)) {
		reasons_add(chain, REASON_proposal_contract_ends, terms->ref, (int64_t)clock->final_end);
	}
}

static void add_contracts(struct proposal *proposal, const struct system_scope *scope)
{
	for (size_t i = 0; i < scope->lists[E_contract].count; i++)
		if (scope->contracts[i].there)
			add_contract(proposal, &scope->contracts[i]);
}

/* ---- */

static void add_system(struct proposal *proposal, record_id id, struct cost_total *total)
{
	struct record system;
	if (!view_record(proposal->view, (struct ref){E_system, id}, &system))
		return;
	const struct system_scope *scope = scope_read(proposal->scopes, &system);
	add_bridges(proposal, scope);
	add_users(proposal, scope);
	add_integrations(proposal, scope);
	proposal_add_cost(proposal, scope, total);
	add_findings(proposal, scope);
	add_contracts(proposal, scope);
}

void proposal_gather(struct proposal *proposal)
{
	struct cost_total total = {0};
	add_services(proposal);
	for (size_t i = 0; i < proposal->subject.count; i++)
		add_system(proposal, proposal->subject.systems[i], &total);
	proposal_add_total(proposal, &total);
	/* One alone ends with nothing. */
	if (proposal->contracts.count < 2)
		proposal->contracts = (struct reasons){0};
	proposal_find_together(proposal);
	proposal_find_alike(proposal);
}

static void set_chain(struct draft *draft, uint8_t field, const struct reasons *chain)
{
	struct text packed = {0};
	if (chain->count == 0) {
		draft_unset(draft, field);
		return;
	}
	reasons_pack(&packed, chain);
	draft_set_text(draft, field, text_slice(&packed));
	text_free(&packed);
}

void proposal_set(const struct proposal *proposal, struct draft *opportunity)
{
	set_chain(opportunity, F_opportunity_known_bridges, &proposal->bridges);
	set_chain(opportunity, F_opportunity_known_affected, &proposal->affected);
	set_chain(opportunity, F_opportunity_known_costs, &proposal->costs);
	set_chain(opportunity, F_opportunity_known_findings, &proposal->findings);
	set_chain(opportunity, F_opportunity_known_contracts, &proposal->contracts);
	set_chain(opportunity, F_opportunity_known_alike, &proposal->alike);
}
