/* Whose the next step is: one person. A role is answered by who holds it, the deputy where that person is away or has
 * left, then by those who stand nearest: owner, manager, the unit's manager and so upwards. */
#include "audit/audit_private.h"

static record_id present(const struct audit_world *world, record_id id)
{
	return id != 0 && person_is_active(world, id) && !person_is_absent(world, id) ? id : 0;
}

static record_id holder(const struct audit_world *world, const struct record *assignment, uint8_t role)
{
	if (record_choice(assignment, F_assignment_role) != role ||
	    !days_hold(assignment, F_assignment_from, F_assignment_to, world->today))
		return 0;
	record_id person = present(world, record_ref_id(assignment, F_assignment_person));
	return person != 0 ? person : present(world, record_ref_id(assignment, F_assignment_deputy));
}

static record_id in_list(const struct audit_world *world, const struct record_list *assignments, uint8_t role)
{
	record_id person = 0;
	for (size_t i = 0; person == 0 && i < assignments->count; i++)
		person = holder(world, &assignments->items[i], role);
	return person;
}

#define LEVELS 12 /* of units above one another: more is a ring */

static record_id unit_manager(const struct audit_world *world, record_id unit)
{
	const struct people *people = world->people;
	for (unsigned level = 0; level < LEVELS && unit != 0 && unit < people->unit_count; level++) {
		record_id person = present(world, people->units[unit].manager);
		if (person != 0)
			return person;
		unit = people->units[unit].parent;
	}
	return 0;
}

static record_id person_manager(const struct audit_world *world, record_id id)
{
	const struct person_facts *person = person_facts(world, id);
	if (person == NULL)
		return 0;
	record_id manager = present(world, person->manager);
	return manager != 0 ? manager : unit_manager(world, person->unit);
}

/* By whom a record of the entity is looked after. */
struct roof {
	uint8_t entity, unit; /* the field of the record's unit */
	uint8_t roles[2];                 /* asked after the role wanted */
};

static const struct roof roofs[] = {
	{E_system, F_system_unit, {C_role_system_manager, C_role_system_owner}},
	{E_service, F_service_unit, {C_role_system_manager, C_role_system_owner}},
	{E_object, F_object_unit, {C_role_system_manager, C_role_system_owner}},
	{E_contract, F_contract_unit, {C_role_contract_manager, C_role_contract_owner}},
	{E_opportunity, F_opportunity_unit, {0}},
};

static const struct roof *roof_of(uint8_t entity)
{
	for (size_t i = 0; i < sizeof roofs / sizeof roofs[0]; i++)
		if (roofs[i].entity == entity)
			return &roofs[i];
	return NULL;
}

static record_id by_role(const struct audit_world *world, struct ref about, uint8_t role,
                         const struct record_list *assignments)
{
	if (role == 0 || role >= WHOSE_MANAGER)
		return 0;
	return in_list(world, assignments != NULL ? assignments : assignments_of(world, about), role);
}

static record_id under_roof(const struct audit_world *world, const struct roof *roof, const struct record *record,
                            uint8_t role, const struct record_list *assignments)
{
	struct ref about = record_self(record);
	record_id person = by_role(world, about, role, assignments);
	if (role == WHOSE_MANAGER)
		person = unit_manager(world, record_ref_id(record, roof->unit));
	for (size_t i = 0; person == 0 && i < sizeof roof->roles; i++)
		person = by_role(world, about, roof->roles[i], assignments);
	return person != 0 ? person : unit_manager(world, record_ref_id(record, roof->unit));
}

static record_id by_access(const struct audit_world *world, uint8_t whose)
{
	switch (whose) {
	case WHOSE_SECURITY: return world->people->holders[C_access_security];
	case WHOSE_PORTFOLIO: return world->people->holders[C_access_portfolio_manager];
	case WHOSE_LICENCES: return world->people->holders[C_access_licence_manager];
	case WHOSE_PERMISSIONS: return world->people->holders[C_access_permission_manager];
	default: return 0;
	}
}

/* The record that stands for whom to ask: the system it lies under, else itself. */
static bool read_roof(const struct audit_world *world, const struct found *found, const struct record *record,
                      struct record *out)
{
	struct ref ref = found->system != 0 && roof_of(found->about.entity) == NULL ? (struct ref){E_system, found->system}
	                                                                            : found->about;
	if (record != NULL && ref_equal(record_self(record), ref)) {
		*out = *record;
		return true;
	}
	return view_record(world->view, ref, out);
}

record_id find_whose(const struct audit_world *world, const struct found *found, const struct record *record,
                     const struct record_list *assignments)
{
	struct record roof_record;
	record_id person = found->person;
	if (person == 0)
		person = by_access(world, found->whose);
	if (person == 0 && found->about.entity == E_person)
		person = found->whose == WHOSE_PERSON ? present(world, found->about.id) : person_manager(world, found->about.id);
	if (person == 0 && found->about.entity == E_unit)
		person = unit_manager(world, found->about.id);
	if (person == 0 && read_roof(world, found, record, &roof_record)) {
		const struct roof *roof = roof_of(roof_record.entity->number);
		bool given = assignments != NULL && roof_record.entity->number == E_system && record != NULL &&
		             record->id == roof_record.id;
		if (roof != NULL)
			person = under_roof(world, roof, &roof_record, found->whose, given ? assignments : NULL);
	}
	return person != 0 ? person : world->people->holders[C_access_administrator];
}
