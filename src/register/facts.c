#include "register/facts.h"

static void read_options(const struct record *contract, struct contract_reading *reading)
{
	struct slice rest = record_text(contract, F_contract_option_months);
	int64_t months;
	reading->terms.option_count = 0;
	while (reading->terms.option_count < OPTIONS_MAX && value_list_next_number(&rest, &months))
		reading->options[reading->terms.option_count++] = months;
	reading->terms.option_months = reading->options;
}

void facts_contract(const struct record *contract, struct contract_reading *reading)
{
	reading->terms = contract_terms_unset;
	struct contract_terms *terms = &reading->terms;
	terms->ref = record_self(contract);
	terms->signed_on = record_day(contract, F_contract_signed);
	terms->start = record_day(contract, F_contract_start);
	terms->end = record_day(contract, F_contract_end);
	terms->irrevocable_until = record_day(contract, F_contract_irrevocable_until);
	terms->terminated = record_day(contract, F_contract_terminated);
	terms->renewal_months = record_number(contract, F_contract_renewal_months);
	terms->notice_months = record_number(contract, F_contract_notice_months);
	terms->option_notice_months = record_number(contract, F_contract_option_notice_months);
	terms->options_used = record_number(contract, F_contract_options_used);
	terms->renewal = record_choice(contract, F_contract_renewal);
	terms->notice_to = record_choice(contract, F_contract_notice_to);
	terms->running = record_yes(contract, F_contract_running);
	read_options(contract, reading);
}

void facts_licence(const struct record *licence, struct contract_terms *terms)
{
	*terms = contract_terms_unset;
	terms->ref = record_self(licence);
	terms->start = record_day(licence, F_licence_start);
	terms->end = record_day(licence, F_licence_end);
	terms->renewal = record_choice(licence, F_licence_renewal);
	terms->renewal_months = record_number(licence, F_licence_renewal_months);
	terms->notice_months = record_number(licence, F_licence_notice_months);
}

uint8_t facts_licence_state(const struct record *licence, day_t day)
{
	struct contract_terms terms;
	struct contract_clock clock;
	facts_licence(licence, &terms);
	contract_clock(&terms, day, &clock);
	return clock.state;
}

void facts_licence_lot(const struct record *licence, struct contract_terms *terms, struct licence_lot *lot)
{
	facts_licence(licence, terms);
	*lot = (struct licence_lot){
		.terms = terms,
		.quantity = record_number(licence, F_licence_quantity),
		.pack_size = record_number(licence, F_licence_pack_size),
		.unit_cost = record_number(licence, F_licence_unit_cost),
		.period = record_choice(licence, F_licence_period),
		.measured_use = record_number(licence, F_licence_measured_use),
		.measured_on = record_day(licence, F_licence_measured_on),
	};
}

bool facts_use_holds(const struct record *licence_use, day_t day)
{
	day_t from = record_day(licence_use, F_licence_use_from), to = record_day(licence_use, F_licence_use_to);
	return (from == DAY_UNSET || from <= day) && (to == DAY_UNSET || to >= day);
}

void facts_component(const struct record *component, struct component_facts *facts)
{
	*facts = component_facts_unset;
	facts->ref = record_self(component);
	facts->vendor_end = record_day(component, F_component_vendor_end);
	facts->extended_end = record_day(component, F_component_extended_end);
	facts->own_end = record_day(component, F_component_own_end);
	facts->upgrade_months = record_number(component, F_component_upgrade_months);
	facts->layer = record_choice(component, F_component_layer);
	facts->remedy = record_choice(component, F_component_remedy);
	facts->vendor_state = record_choice(component, F_component_vendor_state);
	facts->longer_supported = record_yes(component, F_component_longer_supported);
}

void facts_integration(const struct record *integration, struct integration_facts *facts)
{
	*facts = (struct integration_facts){
		.ref = record_self(integration),
		.support_end = record_day(integration, F_integration_support_end),
		.critical = record_yes(integration, F_integration_critical),
	};
}
