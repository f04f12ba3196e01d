/* PER: permissions. */
#include "audit/rule_help.h"
#include "base/lang.h"
#include "base/memory.h"

static void look_for_holder_left(const struct rule_case *at)
{
	record_id person = record_ref_id(at->record, F_permission_person);
	if (person != 0 && person_has_left(at->world, person) && !record_is_set(at->record, F_permission_removed) &&
	    days_hold(at->record, F_permission_from, F_permission_to, at->world->today))
		tally_add(at, (struct ref){E_person, person}, SLICE(""), (struct ref){E_system, at->record->parent});
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
	{.number = 2, .title = N_("Permissions of somebody who has left"), .entity = E_permission, .scope = RULE_RECORD,
	 .severity = C_severity_high, .start = true,
	 .help = N_("The permission still stands after its holder's last day. One finding for each person: all are taken "
	            "away at once."),
	 .reads = "permission.person permission.system permission.from permission.to permission.removed person.active_to",
	 .needs = "permission.person",
	 .cost = KR(1500), .next_step = REASON_do_remove_permissions, .whose = WHOSE_PERMISSIONS,
	 .look = look_for_holder_left, .settle = settle_holder_left},
};

const struct rule_group rule_group_per = {"PER", N_("Permissions"), rules, COUNT_OF(rules)};
