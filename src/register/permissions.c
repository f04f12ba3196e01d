/* How one permission stands, with what must be looked up around it. */
#include "register/permissions_private.h"

#include <stdlib.h>

#include "base/memory.h"
#include "register/facts.h"

#define GROUP_LEVELS 6 /* of companies that are part of one another: more is a ring */

/* ---- the record as facts ---- */

bool holder_is_of_supplier(const struct holder *holder)
{
	return holder->there && (holder->supplier != 0 || holder->kind == C_person_kind_supplier);
}

void facts_permission(const struct record *permission, const struct holder *holder, struct permission_facts *facts)
{
	*facts = (struct permission_facts){
		.from = record_day(permission, F_permission_from), .to = record_day(permission, F_permission_to),
		.suspended_from = record_day(permission, F_permission_suspended_from),
		.suspended_to = record_day(permission, F_permission_suspended_to),
		.last_used = record_day(permission, F_permission_last_used),
		.reviewed = record_day(permission, F_permission_reviewed),
		.removed = record_day(permission, F_permission_removed),
		.unlisted = record_day(permission, F_permission_unlisted),
		.seen_again = record_day(permission, F_permission_seen_again),
		.holder = record_ref_id(permission, F_permission_person),
		.approved_by = record_ref_id(permission, F_permission_approved_by),
		.implemented_by = record_ref_id(permission, F_permission_implemented_by),
		.reason_stated = record_is_set(permission, F_permission_reason),
		.level = record_choice(permission, F_permission_level),
	};
	if (holder == NULL)
		return;
	facts->holder_left = holder->left;
	facts->holder_away = holder->away;
	facts->supplier_account = holder_is_of_supplier(holder);
}

bool permission_is_valid(const struct record *permission, day_t today)
{
	day_t removed = record_day(permission, F_permission_removed), from = record_day(permission, F_permission_from),
		  to = record_day(permission, F_permission_to);
	return (removed == DAY_UNSET || removed > today) && (from == DAY_UNSET || from <= today) &&
	       (to == DAY_UNSET || to >= today);
}

int64_t facts_highest_classification(const struct record *system)
{
	static const uint8_t levels[] = {F_system_confidentiality, F_system_integrity, F_system_availability,
	                                 F_system_traceability};
	int64_t highest = record_yes(system, F_system_handled_elsewhere) ? 4 : 0;
	for (size_t i = 0; i < sizeof levels; i++) {
		int64_t level = record_number(system, levels[i]);
		highest = level != NUMBER_UNSET && level > highest ? level : highest;
	}
	return highest;
}

/* ---- the reader ---- */

struct permissions *permissions_new(const struct view *view, const struct conf *conf, day_t today)
{
	struct permissions *permissions = memory_new(sizeof *permissions);
	*permissions = (struct permissions){
		.view = view, .parameters = facts_permission_parameters(conf, today), .today = today,
		.supplier_end = view_next_id(view, E_supplier)};
	permissions->holders = holders_new(view, today);
	permissions->systems = records_new(view, E_system);
	permissions->records = records_new(view, E_permission);
	permissions->suppliers = memory_new_array(permissions->supplier_end, sizeof *permissions->suppliers);
	permissions->limits.dormant_days = permissions->parameters.dormant_days;
	return permissions;
}

void permissions_free(struct permissions **permissions)
{
	if (*permissions == NULL)
		return;
	holders_free(&(*permissions)->holders);
	records_free(&(*permissions)->systems);
	records_free(&(*permissions)->records);
	index_free(&(*permissions)->by_person);
	index_free(&(*permissions)->contracts);
	free((*permissions)->suppliers);
	duties_free(&(*permissions)->duties);
	text_free(&(*permissions)->scratch);
	free(*permissions);
	*permissions = NULL;
}

struct holders *permissions_holders(struct permissions *permissions)
{
	return permissions->holders;
}

/* ---- suppliers and their contracts ---- */

static bool is_in_force(const struct permissions *permissions, record_id id)
{
	struct contract_reading reading;
	struct contract_clock clock;
	struct record contract;
	if (!view_record(permissions->view, (struct ref){E_contract, id}, &contract))
		return false;
	facts_contract(&contract, &reading);
	contract_clock(&reading.terms, permissions->today, &clock);
	return clock.state == CONTRACT_IN_FORCE;
}

static record_id own_contract(struct permissions *permissions, record_id supplier)
{
	const struct value value = {.set = true, .ref = {E_supplier, supplier}};
	struct index_hit hit;
	if (permissions->contracts == NULL)
		permissions->contracts = index_new(permissions->view, schema_field(schema_entity(E_contract), F_contract_supplier),
		                                   E_contract);
	bool there = index_seek(permissions->contracts, &value, &hit);
	for (; there; there = index_next_same(permissions->contracts, &hit))
		if (is_in_force(permissions, hit.id))
			return hit.id;
	return 0;
}

static record_id find_contract(struct permissions *permissions, record_id supplier)
{
	struct record record;
	record_id contract = 0;
	for (unsigned level = 0; level < GROUP_LEVELS && supplier != 0 && contract == 0; level++) {
		contract = own_contract(permissions, supplier);
		supplier = view_record(permissions->view, (struct ref){E_supplier, supplier}, &record)
		                   ? record_ref_id(&record, F_supplier_part_of)
		                   : 0;
	}
	return contract;
}

record_id permissions_contract_with(struct permissions *permissions, record_id supplier)
{
	if (supplier == 0 || supplier >= permissions->supplier_end)
		return 0;
	struct supplier_contract *kept = &permissions->suppliers[supplier];
	if (!kept->seen)
		*kept = (struct supplier_contract){true, find_contract(permissions, supplier)};
	return kept->contract;
}

/* ---- how it stands ---- */

static void use_system(struct permissions *permissions, record_id system)
{
	struct record record;
	if (permissions->system == system && permissions->limits.review_months != 0)
		return;
	bool there = records_get(permissions->systems, 0, system, &record);
	permissions->limits.review_months =
		permission_review_months(&permissions->parameters, there ? facts_highest_classification(&record) : 0);
	permissions->system = system;
}

static bool is_unowned(struct permissions *permissions, const struct holder *holder)
{
	return holder->kind == C_person_kind_service_account &&
	       (holder->owner == 0 || holder_of(permissions->holders, holder->owner)->left);
}

void permissions_position(struct permissions *permissions, const struct record *permission,
                          struct permission_position *position)
{
	record_id person = record_ref_id(permission, F_permission_person);
	const struct holder *holder = person == 0 ? NULL : holder_of(permissions->holders, person);
	struct permission_facts facts;
	struct permission_conflict conflict;
	facts_permission(permission, holder, &facts);
	facts.contract_runs = facts.supplier_account && permissions_contract_with(permissions, holder->supplier) != 0;
	facts.owner_missing = holder != NULL && is_unowned(permissions, holder);
	use_system(permissions, record_ref_id(permission, F_permission_system));
	permission_position(&facts, &permissions->limits, permissions->today, position);
	if ((position->marks & PERMISSION_VALID) != 0 && permissions_conflict_of(permissions, permission, &conflict))
		position->marks |= PERMISSION_IN_CONFLICT;
}
