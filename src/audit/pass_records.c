/* After the systems: the other records, what is settled over all of them, and the register itself. */
#include <stdlib.h>
#include <string.h>

#include "audit/pass_private.h"
#include "base/memory.h"
#include "conf/conf.h"

/* Under which system a contract's findings lie: its main one, where there is only one. */
static record_id only_system_of_contract(struct pass *pass, const struct record *contract)
{
	const struct field *field = schema_field(schema_entity(E_contract_system), F_contract_system_contract);
	const struct value value = {.set = true, .ref = record_self(contract)};
	struct index_hit hit;
	record_id system = 0;
	unsigned count = 0;
	if (pass->contract_systems == NULL)
		pass->contract_systems = index_new(pass->view, field, E_contract_system);
	bool there = index_seek(pass->contract_systems, &value, &hit);
	for (; there; there = index_next_same(pass->contract_systems, &hit)) {
		int64_t part = payload_number(field, E_contract_system, &hit, 1);
		if (part != C_contract_part_main)
			continue;
		system = (record_id)payload_number(field, E_contract_system, &hit, 0);
		count++;
	}
	return count == 1 ? system : 0;
}

/* Under which system a finding about the record lies. */
static record_id system_above(struct pass *pass, const struct record *record)
{
	const struct entity *entity = record->entity;
	if (entity->number == E_system)
		return record->id;
	if (entity->number == E_contract)
		return only_system_of_contract(pass, record);
	return entity_lies_below(entity, E_system) ? record->parent : 0;
}

static void finish_with_system(struct pass *pass, struct found_item *item, const struct record *record,
                               record_id *above)
{
	if (*above == 0 && record != NULL && item->found.system == 0)
		*above = system_above(pass, record);
	if (item->found.system == 0)
		item->found.system = *above;
	finish_found(pass, &pass->settings.items[item->rule], &item->found, record, NULL);
}

static void tell(struct walk *walk, const struct found_item *item, const struct record *stored)
{
	struct pass *pass = walk->pass;
	struct verdict verdict;
	match_found(&pass->matcher, stored, &pass->settings.items[item->rule], &item->found, &verdict);
	count_finding(pass, stored, &verdict);
	note_change(walk, stored, &verdict);
}

static void tell_gone(struct walk *walk, const struct record *stored)
{
	struct verdict verdict;
	match_gone(&walk->pass->matcher, stored, &verdict);
	count_finding(walk->pass, stored, &verdict);
	note_change(walk, stored, &verdict);
}

static void match_collected(struct walk *walk, const struct record *record)
{
	struct pass *pass = walk->pass;
	record_id above = 0;
	for (size_t i = 0; i < pass->collector.count; i++) {
		struct found_item *item = &pass->collector.items[i];
		struct record stored;
		finish_with_system(pass, item, record, &above);
		bool there = elsewhere_find(&pass->elsewhere, pass->view, &pass->settings.items[item->rule], &item->found, &stored);
		tell(walk, item, there ? &stored : NULL);
	}
	collector_clear(&pass->collector);
}

static void read_contract(struct scope_contract *contract, const struct record *record, day_t today)
{
	contract->there = contract->main = true;
	facts_contract(record, &contract->reading);
	contract_clock(&contract->reading.terms, today, &contract->clock);
}

static void look_at_record(struct pass *pass, const struct record *record)
{
	struct scope_contract contract;
	bool is_contract = record->entity->number == E_contract;
	if (is_contract)
		read_contract(&contract, record, pass->world.today);
	for (size_t i = 0; i < pass->walk_count; i++) {
		struct rule_case *at = &pass->cases[pass->walks[i]];
		at->record = record;
		at->contract = is_contract ? &contract : NULL;
		at->rule->look(at);
	}
}

static bool pass_entity(struct walk *walk, uint8_t entity, struct error *error)
{
	struct pass *pass = walk->pass;
	struct records *records = records_new(pass->view, entity);
	struct record record;
	bool ok = true;
	choose_walk(pass, RULE_RECORD, entity);
	for (bool there = records_first(records, &record); there && ok; there = records_next(records, &record)) {
		look_at_record(pass, &record);
		if (pass->collector.count == 0)
			continue;
		match_collected(walk, &record);
		ok = outbox_flush(&pass->outbox, false, error);
	}
	pass->facts.records += view_count(pass->view, entity);
	records_free(&records);
	return ok;
}

static bool is_walked(const struct rule_settings *settings, uint8_t entity)
{
	for (size_t i = 0; i < settings->count; i++)
		if (settings->items[i].looked && rule_walks(settings->items[i].rule, entity))
			return true;
	return false;
}

bool pass_records(struct walk *walk, struct error *error)
{
	for (uint8_t entity = 1; entity < ENTITY_LIMIT; entity++)
		if (is_walked(&walk->pass->settings, entity) && view_count(walk->pass->view, entity) > 0 &&
		    !pass_entity(walk, entity, error))
			return false;
	return true;
}

static void match_settled(void *context)
{
	match_collected(context, NULL);
}

bool pass_register(struct walk *walk, struct error *error)
{
	struct pass *pass = walk->pass;
	int64_t least = conf_number(pass->session->conf, CONF_share_denominator, pass->world.today);
	for (size_t i = 0; i < pass->settings.count; i++) {
		struct rule_case *at = &pass->cases[i];
		at->scope = NULL;
		at->record = NULL;
		at->contract = NULL;
		if (at->active->looked && at->rule->scope == RULE_REGISTER && at->rule->look != NULL)
			at->rule->look(at);
		if (at->active->looked && at->rule->settle != NULL)
			collector_settle(at, least, match_settled, walk);
		match_collected(walk, NULL);
		if (!outbox_flush(&pass->outbox, false, error))
			return false;
	}
	return true;
}

/* What stood and was not found again. */
bool resolve_elsewhere(struct walk *walk, struct error *error)
{
	struct pass *pass = walk->pass;
	struct record stored;
	size_t at = 0;
	while (elsewhere_next_unmatched(&pass->elsewhere, pass->view, &at, &stored)) {
		tell_gone(walk, &stored);
		if (!outbox_flush(&pass->outbox, false, error))
			return false;
	}
	return true;
}

/* ---- only what has changed ---- */

/* The stored findings about the record, of rules that look at it now. */
static void read_about(struct walk *walk, struct ref about)
{
	struct pass *pass = walk->pass;
	const struct value value = {.set = true, .ref = about};
	struct index_hit hit;
	struct record stored;
	walk->below.count = 0;
	for (bool there = index_seek(walk->by_about, &value, &hit); there; there = index_next_same(walk->by_about, &hit)) {
		if (!view_record(pass->view, (struct ref){E_finding, hit.id}, &stored))
			continue;
		uint16_t place = rule_settings_find(&pass->settings, record_text(&stored, F_finding_rule));
		if (place == RULE_NONE || !pass->settings.items[place].looked ||
		    !rule_walks(pass->settings.items[place].rule, about.entity))
			continue;
		memory_grow(&walk->below.items, &walk->below.capacity, walk->below.count, sizeof stored);
		walk->below.items[walk->below.count++] = stored;
	}
	clear_matched(walk);
}

static void do_changed_record(struct walk *walk, struct ref ref)
{
	struct pass *pass = walk->pass;
	struct record record;
	record_id above = 0;
	bool there = view_record(pass->view, ref, &record);
	collector_clear(&pass->collector);
	read_about(walk, ref);
	if (there)
		look_at_record(pass, &record);
	for (size_t i = 0; i < pass->collector.count; i++) {
		struct found_item *item = &pass->collector.items[i];
		finish_with_system(pass, item, &record, &above);
		tell(walk, item, find_below(walk, &pass->settings.items[item->rule], &item->found));
	}
	for (size_t i = 0; i < walk->below.count; i++)
		if (!walk->matched[i])
			tell_gone(walk, &walk->below.items[i]);
	pass->facts.records++;
}

bool pass_changed_records(struct walk *walk, const struct ref_list *changed, struct error *error)
{
	struct pass *pass = walk->pass;
	uint8_t entity = 0;
	walk->by_about = index_new(pass->view, schema_field(schema_entity(E_finding), F_finding_about), E_finding);
	for (size_t i = 0; i < changed->count; i++) {
		if (changed->items[i].entity != entity) {
			entity = changed->items[i].entity;
			choose_walk(pass, RULE_RECORD, entity);
		}
		if (pass->walk_count > 0)
			do_changed_record(walk, changed->items[i]);
		if (!outbox_flush(&pass->outbox, false, error))
			return false;
	}
	collector_clear(&pass->collector);
	return true;
}

void read_stored_of_rules(struct walk *walk)
{
	struct pass *pass = walk->pass;
	struct index *index = index_new(pass->view, schema_field(schema_entity(E_finding), F_finding_rule), E_finding);
	struct index_hit hit;
	struct record stored;
	for (size_t i = 0; i < pass->settings.count; i++) {
		const struct value value = {.set = true, .text = slice_of(pass->settings.items[i].id)};
		if (!pass->settings.items[i].looked)
			continue;
		for (bool there = index_seek(index, &value, &hit); there; there = index_next_same(index, &hit))
			if (view_record(pass->view, (struct ref){E_finding, hit.id}, &stored))
				elsewhere_add(&pass->elsewhere, (uint16_t)i, &stored);
	}
	index_free(&index);
}
