/* PER: rules about the people who hold permissions. They go from people, of whom few are asked about, to what they hold
 * by the index, which carries enough to pass most by. */
#include "audit/rules_per.h"

struct holdings {
	const struct field *field;
	struct index *index;
	struct records *records;
};

static struct holdings holdings_open(const struct view *view)
{
	const struct field *field = schema_field(schema_entity(E_permission), F_permission_person);
	return (struct holdings){field, index_new(view, field, E_permission), records_new(view, E_permission)};
}

static void holdings_close(struct holdings *holdings)
{
	records_free(&holdings->records);
	index_free(&holdings->index);
}

/* Each system in which the person has a permission that stands goes to the tally of `about`. */
static void tally_holdings(const struct rule_case *at, const struct holdings *holdings, record_id person,
                           struct ref about)
{
	const struct value value = {.set = true, .ref = {E_person, person}};
	struct index_hit hit;
	struct record permission;
	bool there = index_seek(holdings->index, &value, &hit);
	for (; there; there = index_next_same(holdings->index, &hit)) {
		record_id system = (record_id)payload_number(holdings->field, E_permission, &hit, 0);
		if (records_get(holdings->records, system, hit.id, &permission) &&
		    permission_is_valid(&permission, at->world->today))
			tally_add(at, about, SLICE(""), (struct ref){E_system, system});
	}
}

/* ---- who has left ---- */

void per_look_for_holders_left(const struct rule_case *at)
{
	struct holdings holdings = holdings_open(at->world->view);
	for (record_id id = 1; id < people_end(at->world); id++)
		if (person_has_left(at->world, id))
			tally_holdings(at, &holdings, id, (struct ref){E_person, id});
	holdings_close(&holdings);
}

void per_settle_holder_left(const struct rule_case *at, const struct tally *tally)
{
	const struct person_facts *person = person_facts(at->world, tally->about.id);
	struct found *found = tally_finding(at, tally);
	if (person != NULL)
		reasons_add(&found->reasons, REASON_person_left, tally->about, (int64_t)person->active_to);
	found_add_tally(found, tally, REASON_permission_stands, REASON_permissions_stand);
	found_add_people(found, at->world);
	found->due = person != NULL ? person->active_to : DAY_UNSET;
}

/* ---- conflicts of duties ---- */

struct conflict_telling {
	const struct rule_case *at;
};

static void tell_conflict(void *context, const struct permission_conflict *conflict)
{
	const struct rule_case *at = ((const struct conflict_telling *)context)->at;
	struct found *found = finding_add_about(at, (struct ref){E_person, conflict->person});
	uint8_t severity = record_choice(&conflict->conflict, F_conflict_severity);
	found->detail_of = record_self(&conflict->conflict);
	found->severity = severity != 0 ? severity : found->severity;
	permission_conflict_explain(conflict, &found->reasons);
}

void per_look_for_conflicts(const struct rule_case *at)
{
	struct permissions *permissions = permissions_new(at->world->view, at->world->conf, at->world->today);
	struct conflict_telling telling = {at};
	permissions_each_conflict(permissions, tell_conflict, &telling);
	permissions_free(&permissions);
}

/* ---- suppliers' people ---- */

static bool comes_from_supplier(const struct person_facts *person)
{
	const struct holder holder = {.there = true, .kind = person->kind, .supplier = person->supplier};
	return holder_is_of_supplier(&holder);
}

/* One finding for each supplier, for one deed settles it; for a person whose supplier nobody has stated, their own. */
void per_look_for_suppliers(const struct rule_case *at)
{
	struct permissions *permissions = permissions_new(at->world->view, at->world->conf, at->world->today);
	struct holdings holdings = holdings_open(at->world->view);
	for (record_id id = 1; id < people_end(at->world); id++) {
		const struct person_facts *person = person_facts(at->world, id);
		if (person == NULL || !comes_from_supplier(person) || person_has_left(at->world, id) ||
		    permissions_contract_with(permissions, person->supplier) != 0)
			continue;
		tally_holdings(at, &holdings, id,
		               person->supplier != 0 ? (struct ref){E_supplier, person->supplier} : (struct ref){E_person, id});
	}
	holdings_close(&holdings);
	permissions_free(&permissions);
}

void per_settle_supplier(const struct rule_case *at, const struct tally *tally)
{
	struct found *found = tally_finding(at, tally);
	reasons_add(&found->reasons,
	            tally->about.entity == E_supplier ? REASON_permission_no_contract : REASON_permission_supplier_unstated,
	            tally->about);
	found_add_tally(found, tally, REASON_permission_stands, REASON_permissions_stand);
}

/* ---- service accounts ---- */

void per_look_for_service_accounts(const struct rule_case *at)
{
	for (record_id id = 1; id < people_end(at->world); id++) {
		const struct person_facts *person = person_facts(at->world, id);
		if (person == NULL || person->kind != C_person_kind_service_account || person_has_left(at->world, id) ||
		    (person->owner != 0 && !person_has_left(at->world, person->owner)))
			continue;
		struct ref account = {E_person, id};
		struct found *found = finding_add_about(at, account);
		reasons_add(&found->reasons, REASON_permission_unowned, account);
		if (person->owner != 0)
			reasons_add(&found->reasons, REASON_permission_owner_left, ((struct ref){E_person, person->owner}));
	}
}
