/* CON: what contracts say and cost. */
#include <stdio.h>

#include "audit/rules_con.h"
#include "conf/conf.h"
#include "lifecycle/procurement.h"

struct found *con_tally_finding(const struct rule_case *at, const struct tally *tally)
{
	struct found *found = tally_finding(at, tally);
	if (tally->count == 1 && tally->first.entity == E_system)
		found->system = tally->first.id;
	return found;
}

static bool has_ended(const struct rule_case *at)
{
	return at->contract->clock.state == CONTRACT_ENDED;
}

/* A contract's clock in a settling, where none is at hand. */
static bool read_contract(const struct rule_case *at, struct ref ref, struct record *contract,
                          struct contract_reading *reading, struct contract_clock *clock)
{
	if (!view_record(at->world->view, ref, contract))
		return false;
	facts_contract(contract, reading);
	contract_clock(&reading->terms, at->world->today, clock);
	return true;
}

/* ---- leaving ---- */

void con_look_for_exit_terms(const struct rule_case *at)
{
	if (!system_is_used(at->record) || !scope_is_critical(at))
		return;
	for (size_t i = 0; i < at->scope->lists[E_contract].count; i++) {
		const struct scope_contract *contract = &at->scope->contracts[i];
		const struct record *record = &at->scope->lists[E_contract].items[i];
		if (contract->there && contract->main && contract->clock.state != CONTRACT_ENDED &&
		    !record_is_set(record, F_contract_exit_terms))
			tally_add(at, record_self(record), SLICE(""), record_self(at->record));
	}
}

void con_settle_exit_terms(const struct rule_case *at, const struct tally *tally)
{
	struct found *found = con_tally_finding(at, tally);
	reasons_add(&found->reasons, REASON_no_exit_terms);
	found_add_tally(found, tally, REASON_system_there, REASON_systems_there);
}

void con_look_for_data_return(const struct rule_case *at)
{
	uint8_t answer = record_choice(at->record, F_contract_data_return);
	bool refused = answer == C_answer_no || answer == C_answer_partly;
	if (refused && !has_ended(at) && !record_is_set(at->record, F_contract_parent))
		found_add_answer(finding_add(at), at->record, F_contract_data_return);
}

/* ---- money ---- */

void con_look_for_index(const struct rule_case *at)
{
	int64_t percent = record_number(at->record, F_contract_index_percent);
	if (percent == NUMBER_UNSET || percent <= 100 * at->thresholds[0] || has_ended(at))
		return;
	struct found *found = finding_add(at);
	reasons_add(&found->reasons, REASON_index, percent, 100 * at->thresholds[0]);
	if (record_is_set(at->record, F_contract_yearly_cost))
		reasons_add(&found->reasons, REASON_yearly_cost, record_number(at->record, F_contract_yearly_cost));
}

void con_look_for_ceiling(const struct rule_case *at)
{
	money_t ceiling = record_number(at->record, F_contract_ceiling);
	money_t called_off = record_number(at->record, F_contract_called_off);
	if (ceiling == NUMBER_UNSET || called_off == NUMBER_UNSET || ceiling <= 0 || has_ended(at) ||
	    called_off <= scaled(ceiling, at->thresholds[0], 100))
		return;
	const struct procurement_share use = procurement_ceiling_use(called_off, ceiling);
	struct found *found = finding_add(at);
	reasons_add(&found->reasons, REASON_ceiling_use, called_off, ceiling, use.basis_points);
	if (called_off >= ceiling)
		found->severity = C_severity_high;
}

/* ---- changes ---- */

void con_look_for_changes(const struct rule_case *at)
{
	if (record_is_set(at->record, F_contract_change_amount))
		tally_add(at, record_ref(at->record, F_contract_change_contract), SLICE(""), record_self(at->record));
}

static bool sum_changes(const struct audit_world *world, record_id contract, money_t *sum)
{
	struct records *changes = records_new(world->view, E_contract_change);
	struct record change;
	bool on = false, fits = true;
	*sum = 0;
	while (fits && records_child(changes, contract, &on, &change)) {
		money_t amount = record_number(&change, F_contract_change_amount);
		fits = amount == NUMBER_UNSET || money_add(*sum, amount, sum);
	}
	records_free(&changes);
	return fits;
}

static money_t value_of(const struct record *contract, const struct contract_terms *terms)
{
	return procurement_value(terms, record_number(contract, F_contract_total_value),
	                         record_number(contract, F_contract_yearly_cost));
}

static money_t indexed_value(const struct record *contract, const struct contract_terms *terms, day_t today)
{
	money_t value = value_of(contract, terms);
	int64_t index = record_number(contract, F_contract_index_percent);
	int32_t years = terms->start != DAY_UNSET && terms->start < today ? day_year(today) - day_year(terms->start) : 0;
	return index == NUMBER_UNSET ? value : procurement_indexed_value(value, index, years);
}

void con_settle_changes(const struct rule_case *at, const struct tally *tally)
{
	struct contract_reading reading;
	struct contract_clock clock;
	struct record contract;
	money_t sum;
	if (!read_contract(at, tally->about, &contract, &reading, &clock) || clock.state == CONTRACT_ENDED ||
	    !sum_changes(at->world, contract.id, &sum))
		return;
	money_t value = indexed_value(&contract, &reading.terms, at->world->today);
	int64_t share = conf_number(at->world->conf, CONF_change_share, at->world->today);
	money_t threshold = conf_number(at->world->conf, CONF_change_threshold, at->world->today);
	money_t room = value == NUMBER_UNSET ? NUMBER_UNSET : procurement_change_room(value, share, threshold, sum);
	if (room == NUMBER_UNSET || room >= 0)
		return;
	struct found *found = tally_finding(at, tally);
	reasons_add(&found->reasons, REASON_changes_above, sum, room + sum);
	reasons_add(&found->reasons, REASON_indexed_value, value);
}

/* ---- direct awards: by supplier and year ---- */

/* A processing agreement is bought with what it belongs to, and so is what hangs under another contract. */
static bool is_award(const struct record *contract)
{
	uint8_t kind = record_choice(contract, F_contract_kind);
	return record_choice(contract, F_contract_procurement) == C_procurement_direct &&
	       kind != C_contract_kind_data_processing && !record_is_set(contract, F_contract_parent) &&
	       record_is_set(contract, F_contract_start);
}

/* What was bought in earlier years can no longer be put right. */
void con_look_for_awards(const struct rule_case *at)
{
	char detail[16];
	if (!is_award(at->record))
		return;
	int year = day_year(record_day(at->record, F_contract_start));
	int length = snprintf(detail, sizeof detail, "%d", year);
	if (year >= day_year(at->world->today))
		tally_add(at, record_ref(at->record, F_contract_supplier), (struct slice){detail, (size_t)length},
		          record_self(at->record));
}

static bool add_award(const struct record *contract, int year, money_t *sum)
{
	struct contract_reading reading;
	if (!is_award(contract) || day_year(record_day(contract, F_contract_start)) != year)
		return true;
	facts_contract(contract, &reading);
	money_t value = value_of(contract, &reading.terms);
	return value == NUMBER_UNSET || money_add(*sum, value, sum);
}

static bool sum_awards(const struct audit_world *world, struct ref supplier, int year, money_t *sum)
{
	struct naming *contracts = naming_new(world->view, E_contract, F_contract_supplier, supplier);
	struct record contract;
	bool fits = true;
	*sum = 0;
	while (fits && naming_next(contracts, &contract))
		fits = add_award(&contract, year, sum);
	naming_free(&contracts);
	return fits;
}

void con_settle_awards(const struct rule_case *at, const struct tally *tally)
{
	struct record first;
	money_t sum;
	if (!view_record(at->world->view, tally->first, &first))
		return;
	int year = day_year(record_day(&first, F_contract_start));
	money_t limit = conf_number(at->world->conf, CONF_direct_award_limit, day_from_civil(year, 12, 31));
	int64_t warning = conf_number(at->world->conf, CONF_direct_award_warning, at->world->today);
	if (!sum_awards(at->world, tally->about, year, &sum) || sum < scaled(limit, warning, 10000) || sum == 0)
		return;
	struct found *found = tally_finding(at, tally);
	if (sum <= limit)
		found->severity = C_severity_low;
	reasons_add(&found->reasons, REASON_direct_awards, (int64_t)year, sum, limit);
	found_add_tally(found, tally, REASON_contract_there, REASON_contracts_there);
}

/* ---- shares ---- */

void con_look_for_shares(const struct rule_case *at)
{
	const struct record_list *rows = &at->scope->lists[E_contract_system];
	for (size_t i = 0; i < rows->count; i++)
		if (record_is_set(&rows->items[i], F_contract_system_share))
			tally_add(at, record_ref(&rows->items[i], F_contract_system_contract), SLICE(""), record_self(at->record));
}

static int64_t sum_shares(const struct audit_world *world, struct ref contract)
{
	struct naming *rows = naming_new(world->view, E_contract_system, F_contract_system_contract, contract);
	struct record row;
	int64_t sum = 0;
	while (naming_next(rows, &row))
		if (record_is_set(&row, F_contract_system_share))
			sum += record_number(&row, F_contract_system_share);
	naming_free(&rows);
	return sum;
}

void con_settle_shares(const struct rule_case *at, const struct tally *tally)
{
	struct contract_reading reading;
	struct contract_clock clock;
	struct record contract;
	int64_t sum = sum_shares(at->world, tally->about);
	if (sum == 10000 || !read_contract(at, tally->about, &contract, &reading, &clock) || clock.state == CONTRACT_ENDED)
		return;
	struct found *found = con_tally_finding(at, tally);
	reasons_add(&found->reasons, REASON_shares_sum, sum);
	found_add_tally(found, tally, REASON_system_there, REASON_systems_there);
}
