/* PER: permissions. */
#include "audit/rule_help.h"
#include "base/lang.h"
#include "base/memory.h"

static bool stands(const struct record *permission, day_t today)
{
	return !record_is_set(permission, F_permission_removed) &&
	       days_hold(permission, F_permission_from, F_permission_to, today);
}

/* Few of the people have left, and the index leads from each to what they hold. */
static void look_for_holders_left(const struct rule_case *at)
{
	const struct field *field = schema_field(schema_entity(E_permission), F_permission_person);
	const struct view *view = at->world->view;
	struct index *index = index_new(view, field, E_permission);
	struct records *records = records_new(view, E_permission);
	struct value person = {.set = true, .ref = {E_person, 0}};
	struct index_hit hit;
	struct record permission;
	for (record_id id = 1; id < people_end(at->world); id++) {
		person.ref.id = id;
		bool there = person_has_left(at->world, id) && index_seek(index, &person, &hit);
		for (; there; there = index_next_same(index, &hit)) {
			record_id system = (record_id)payload_number(field, E_permission, &hit, 0);
			if (records_get(records, system, hit.id, &permission) && stands(&permission, at->world->today))
				tally_add(at, person.ref, SLICE(""), (struct ref){E_system, system});
		}
	}
	records_free(&records);
	index_free(&index);
}

static void settle_holder_left(const struct rule_case *at, const struct tally *tally)
{
	const struct person_facts *person = person_facts(at->world, tally->about.id);
	struct found *found = tally_finding(at, tally);
	if (person != NULL)
		reasons_add(&found->reasons, REASON_person_left, tally->about, (int64_t)person->active_to);
	found_add_tally(found, tally, REASON_permission_stands, REASON_permissions_stand);
	found_add_people(found, at->world);
	found->due = person != NULL ? person->active_to : DAY_UNSET;
}

static const struct rule rules[] = {
	{.number = 2, .title = N_("Permissions of somebody who has left"), .entity = E_permission, .scope = RULE_REGISTER,
	 .severity = C_severity_high, .start = true,
	 .help = N_("The permission still stands after its holder's last day. One finding for each person: all are taken "
	            "away at once."),
	 .reads = "permission.person permission.system permission.from permission.to permission.removed person.active_to",
	 .needs = "permission.person",
	 .cost = KR(1500), .next_step = REASON_do_remove_permissions, .whose = WHOSE_PERMISSIONS,
	 .look = look_for_holders_left, .settle = settle_holder_left},
};

const struct rule_group rule_group_per = {"PER", N_("Permissions"), rules, COUNT_OF(rules)};
