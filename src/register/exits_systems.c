/* Which systems a contract or a supplier touches. */
#include <stdlib.h>

#include "base/memory.h"
#include "register/exits.h"

/* ---- lists of ids ---- */

static size_t place_of(const struct system_list *list, record_id id)
{
	size_t low = 0, high = list->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (list->ids[middle] < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool system_list_has(const struct system_list *list, record_id id)
{
	size_t at = place_of(list, id);
	return at < list->count && list->ids[at] == id;
}

void system_list_add(struct system_list *list, record_id id)
{
	size_t at = place_of(list, id);
	if (at < list->count && list->ids[at] == id)
		return;
	memory_grow(&list->ids, &list->capacity, list->count, sizeof *list->ids);
	for (size_t i = list->count++; i > at; i--)
		list->ids[i] = list->ids[i - 1];
	list->ids[at] = id;
}

void system_list_free(struct system_list *list)
{
	free(list->ids);
	*list = (struct system_list){0};
}

/* ---- contracts ---- */

static bool is_retired(const struct view *view, record_id system)
{
	struct record record;
	return !view_record(view, (struct ref){E_system, system}, &record) ||
	       record_choice(&record, F_system_phase) == C_phase_retired;
}

static void add_system(const struct view *view, struct system_list *systems, record_id system)
{
	if (system != 0 && !system_list_has(systems, system) && !is_retired(view, system))
		system_list_add(systems, system);
}

static void add_covered(const struct view *view, struct ref contract, struct system_list *systems)
{
	struct naming *covers = naming_new(view, E_contract_system, F_contract_system_contract, contract);
	struct record cover;
	while (naming_next(covers, &cover))
		add_system(view, systems, cover.parent);
	naming_free(&covers);
}

static bool has_ended(const struct record *contract, day_t today)
{
	struct contract_reading reading;
	struct contract_clock clock;
	facts_contract(contract, &reading);
	contract_clock(&reading.terms, today, &clock);
	return clock.state == CONTRACT_ENDED;
}

static void add_contracts(const struct view *view, struct ref supplier, day_t today, struct system_list *systems)
{
	struct naming *contracts = naming_new(view, E_contract, F_contract_supplier, supplier);
	struct record contract;
	while (naming_next(contracts, &contract))
		if (!has_ended(&contract, today))
			add_covered(view, record_self(&contract), systems);
	naming_free(&contracts);
}

static void add_licences(const struct view *view, struct ref supplier, struct system_list *systems)
{
	struct naming *licences = naming_new(view, E_licence, F_licence_supplier, supplier);
	struct record licence;
	while (naming_next(licences, &licence))
		add_system(view, systems, licence.parent);
	naming_free(&licences);
}

/* ---- suppliers ---- */

/* A supplier that is part of itself by a damaged record is there already. */
void supplier_family(const struct view *view, record_id supplier, struct system_list *suppliers)
{
	struct naming *parts = naming_new(view, E_supplier, F_supplier_part_of, (struct ref){E_supplier, supplier});
	struct record part;
	system_list_add(suppliers, supplier);
	while (naming_next(parts, &part))
		if (!system_list_has(suppliers, part.id))
			supplier_family(view, part.id, suppliers);
	naming_free(&parts);
}

static bool is_by(const struct record *system, const struct system_list *family)
{
	static const uint8_t fields[] = {F_system_supplier, F_system_operated_by, F_system_maintained_by};
	for (size_t i = 0; i < COUNT_OF(fields); i++)
		if (system_list_has(family, record_ref(system, fields[i]).id))
			return true;
	return false;
}

/* Not every one of the three fields has an index: one walk over the systems finds them all. */
static void add_delivered(const struct view *view, const struct system_list *family, struct system_list *systems)
{
	struct records *records = records_new(view, E_system);
	struct record system;
	for (bool there = records_first(records, &system); there; there = records_next(records, &system))
		if (is_by(&system, family))
			add_system(view, systems, system.id);
	records_free(&records);
}

static void add_resting(const struct view *view, record_id supplier, day_t today, struct system_list *systems)
{
	struct system_list family = {0};
	supplier_family(view, supplier, &family);
	add_delivered(view, &family, systems);
	for (size_t i = 0; i < family.count; i++) {
		add_contracts(view, (struct ref){E_supplier, family.ids[i]}, today, systems);
		add_licences(view, (struct ref){E_supplier, family.ids[i]}, systems);
	}
	system_list_free(&family);
}

void exits_systems(const struct view *view, struct ref about, day_t today, struct system_list *systems)
{
	if (about.entity == E_system)
		system_list_add(systems, about.id);
	else if (about.entity == E_contract)
		add_covered(view, about, systems);
	else
		add_resting(view, about.id, today, systems);
}
