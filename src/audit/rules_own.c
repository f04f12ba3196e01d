/* OWN: somebody answers for it. */
#include "audit/rule_help.h"
#include "base/lang.h"
#include "base/memory.h"

static void tell_nobody(struct found *found, uint8_t role)
{
	reasons_add(&found->reasons, REASON_nobody_named, (int64_t)(CHOICES_role * 256 + role));
}

static void look_for_owner(const struct rule_case *at)
{
	if (system_is_used(at->record) && scope_assignment(at, C_role_system_owner) == NULL)
		tell_nobody(finding_add(at), C_role_system_owner);
}

static void look_for_manager(const struct rule_case *at)
{
	if (system_is_used(at->record) && scope_assignment(at, C_role_system_manager) == NULL)
		tell_nobody(finding_add(at), C_role_system_manager);
}

/* ---- by person: one deed settles everything the person holds ---- */

static struct ref target_of(const struct record *assignment)
{
	static const uint8_t fields[] = {F_assignment_system, F_assignment_service, F_assignment_object,
	                                 F_assignment_contract};
	for (size_t i = 0; i < sizeof fields; i++)
		if (record_is_set(assignment, fields[i]))
			return record_ref(assignment, fields[i]);
	return (struct ref){0, 0};
}

static bool is_owner(uint8_t role)
{
	return role == C_role_system_owner || role == C_role_information_owner || role == C_role_contract_owner;
}

static void look_for_owner_left(const struct rule_case *at)
{
	record_id person = record_ref_id(at->record, F_assignment_person);
	if (!is_owner(record_choice(at->record, F_assignment_role)) || !person_has_left(at->world, person) ||
	    !days_hold(at->record, F_assignment_from, F_assignment_to, at->world->today))
		return;
	struct ref target = target_of(at->record);
	if (ref_is_set(target) && target_is_used(at->world, target))
		tally_add(at, (struct ref){E_person, person}, SLICE(""), target);
}

static void settle_owner_left(const struct rule_case *at, const struct tally *tally)
{
	const struct person_facts *person = person_facts(at->world, tally->about.id);
	struct found *found = tally_finding(at, tally);
	if (person != NULL)
		reasons_add(&found->reasons, REASON_person_left, tally->about, (int64_t)person->active_to);
	found_add_tally(found, tally, REASON_owns_one, REASON_owns_many);
	found_add_people(found, at->world);
	found->due = person != NULL ? person->active_to : DAY_UNSET;
}

/* An owner who has left is OWN-03's business. */
static void look_for_deputy(const struct rule_case *at)
{
	const struct record *owner = system_is_used(at->record) ? scope_assignment(at, C_role_system_owner) : NULL;
	if (owner == NULL || person_has_left(at->world, record_ref_id(owner, F_assignment_person)))
		return;
	record_id deputy = record_ref_id(owner, F_assignment_deputy);
	if (deputy == 0 || person_has_left(at->world, deputy))
		tally_add(at, record_ref(owner, F_assignment_person), SLICE(""), record_self(at->record));
}

static void settle_deputy(const struct rule_case *at, const struct tally *tally)
{
	found_add_tally(tally_finding(at, tally), tally, REASON_owns_alone_one, REASON_owns_alone_many);
}

static void look_for_many_managed(const struct rule_case *at)
{
	const struct record *manager = system_is_used(at->record) ? scope_assignment(at, C_role_system_manager) : NULL;
	if (manager != NULL)
		tally_add(at, record_ref(manager, F_assignment_person), SLICE(""), record_self(at->record));
}

static void settle_many_managed(const struct rule_case *at, const struct tally *tally)
{
	if (tally->count <= at->thresholds[0] || person_has_left(at->world, tally->about.id))
		return;
	struct found *found = tally_finding(at, tally);
	reasons_add(&found->reasons, REASON_manages_many, (int64_t)tally->count, tally->first);
	reasons_add(&found->reasons, REASON_at_most, at->thresholds[0]);
}

/* ---- business developers: named for the object or the unit they serve all of its systems ---- */

static void look_for_developer(const struct rule_case *at)
{
	if (!system_is_used(at->record) || scope_assignment(at, C_role_business_developer) != NULL)
		return;
	struct ref about = record_ref(at->record, F_system_object);
	if (!ref_is_set(about))
		about = record_ref(at->record, F_system_unit);
	if (ref_is_set(about))
		tally_add(at, about, SLICE(""), record_self(at->record));
}

#define LEVELS 12 /* of units above one another: more is a ring */

static bool unit_has_developer(const struct audit_world *world, struct ref unit)
{
	struct record record;
	for (unsigned level = 0; level < LEVELS && ref_is_set(unit); level++) {
		if (role_is_held(world, F_assignment_unit, unit, C_role_business_developer))
			return true;
		unit = view_record(world->view, unit, &record) ? record_ref(&record, F_unit_parent) : (struct ref){0, 0};
	}
	return false;
}

static void settle_developer(const struct rule_case *at, const struct tally *tally)
{
	struct ref unit = tally->about;
	struct record object;
	if (unit.entity == E_object) {
		if (role_is_held(at->world, F_assignment_object, unit, C_role_business_developer) ||
		    !view_record(at->world->view, unit, &object))
			return;
		unit = record_ref(&object, F_object_unit);
	}
	if (unit_has_developer(at->world, unit))
		return;
	struct found *found = tally_finding(at, tally);
	tell_nobody(found, C_role_business_developer);
	found_add_tally(found, tally, REASON_system_there, REASON_systems_there);
}

/* ---- what is no system ---- */

static void look_for_service_owner(const struct rule_case *at)
{
	if (!is_owned(at->world, record_self(at->record)) &&
	    days_hold(at->record, F_service_from, F_service_to, at->world->today))
		tell_nobody(finding_add(at), C_role_system_owner);
}

static void look_for_object_owner(const struct rule_case *at)
{
	if (!is_owned(at->world, record_self(at->record)) &&
	    days_hold(at->record, F_object_from, F_object_to, at->world->today))
		tell_nobody(finding_add(at), C_role_system_owner);
}

/* What hangs under another contract has that one's owner. */
static void look_for_contract_owner(const struct rule_case *at)
{
	if (at->contract->clock.state != CONTRACT_ENDED && !record_is_set(at->record, F_contract_parent) &&
	    !is_owned(at->world, record_self(at->record)))
		tell_nobody(finding_add(at), C_role_contract_owner);
}

/* ---- what is written is gone through ---- */

static void look_for_review(const struct rule_case *at)
{
	day_t reviewed = record_day(at->record, F_system_reviewed);
	int64_t months = record_number(at->record, F_system_review_months);
	if (months == NUMBER_UNSET)
		months = at->thresholds[0];
	if (!system_is_used(at->record) || !months_have_passed(reviewed, months, at->world->today))
		return;
	struct found *found = finding_add(at);
	reasons_add(&found->reasons, REASON_reviewed, (int64_t)reviewed, months);
	found->due = day_add_months(reviewed, months);
}

/* Whoever reviews a record changes it: one that has never been reviewed is judged by its last change. */
static void look_for_unchanged(const struct rule_case *at)
{
	if (!system_is_used(at->record) || record_is_set(at->record, F_system_reviewed))
		return;
	day_t changed = moment_day(record_changed(at->record));
	if (!months_have_passed(changed, at->thresholds[0], at->world->today))
		return;
	struct found *found = finding_add(at);
	reasons_add(&found->reasons, REASON_unchanged, (int64_t)changed);
}

#define ASSIGNED "assignment.role assignment.person assignment.from assignment.to "

static const struct rule rules[] = {
	{.number = 1, .title = N_("System without an owner"), .entity = E_system, .scope = RULE_SYSTEM,
	 .severity = C_severity_high, .start = true,
	 .help = N_("A system in use has somebody who decides about it and answers for its money. Without an owner "
	            "nothing is decided in time."),
	 .reads = ASSIGNED "system.phase assignment.system",
	 .cost = KR(4000), .next_step = REASON_do_name_owner, .whose = WHOSE_MANAGER, .look = look_for_owner},
	{.number = 2, .title = N_("System without a manager"), .entity = E_system, .scope = RULE_SYSTEM,
	 .severity = C_severity_medium, .start = true,
	 .help = N_("Somebody leads the upkeep of a system in use from day to day, and is the one others turn to."),
	 .reads = ASSIGNED "system.phase assignment.system",
	 .cost = KR(4000), .next_step = REASON_do_name_manager, .whose = C_role_system_owner, .look = look_for_manager},
	{.number = 3, .title = N_("The owner has left"), .entity = E_assignment, .scope = RULE_RECORD,
	 .severity = C_severity_high,
	 .help = N_("The person still stands as owner of systems, information, services, objects or contracts in use. One "
	            "hand-over settles all."),
	 .reads = ASSIGNED "assignment.system assignment.service assignment.object assignment.contract person.active_to "
	                   "system.phase service.to object.to contract.end", .needs = "assignment.person",
	 .cost = KR(6000), .next_step = REASON_do_hand_over, .look = look_for_owner_left, .settle = settle_owner_left},
	{.number = 4, .title = N_("Owner without a deputy"), .entity = E_system, .scope = RULE_SYSTEM,
	 .severity = C_severity_low,
	 .help = N_("When the owner is away somebody else must be able to decide. A deputy who has left counts as none."),
	 .reads = ASSIGNED "system.phase assignment.deputy person.active_to",
	 .cost = KR(1000), .next_step = REASON_do_name_deputy, .whose = WHOSE_PERSON, .look = look_for_deputy,
	 .settle = settle_deputy},
	{.number = 5, .title = N_("Too many systems for one manager"), .entity = E_system, .scope = RULE_SYSTEM,
	 .severity = C_severity_low,
	 .help = N_("Whoever manages very many systems in use has time for none of them."),
	 .reads = ASSIGNED "system.phase person.active_to", .thresholds = {{"systems", 10, UNIT_pieces}},
	 .cost = KR(20000), .next_step = REASON_do_share_systems, .look = look_for_many_managed,
	 .settle = settle_many_managed},
	{.number = 6, .title = N_("No business developer named"), .entity = E_system, .scope = RULE_SYSTEM,
	 .severity = C_severity_low,
	 .help = N_("Somebody in the business thinks ahead about how work could change. Named for the object or the unit "
	            "is enough for all its systems."),
	 .reads = ASSIGNED "system.phase system.object system.unit assignment.object assignment.unit object.unit "
	                   "unit.parent",
	 .cost = KR(4000), .next_step = REASON_do_name_developer, .whose = WHOSE_MANAGER, .look = look_for_developer,
	 .settle = settle_developer},
	{.number = 7, .title = N_("Service without an owner"), .entity = E_service, .scope = RULE_RECORD,
	 .severity = C_severity_medium,
	 .help = N_("A service that is offered has somebody who decides about it."),
	 .reads = ASSIGNED "assignment.service service.from service.to",
	 .cost = KR(4000), .next_step = REASON_do_name_service_owner, .whose = WHOSE_MANAGER,
	 .look = look_for_service_owner},
	{.number = 8, .title = N_("Maintenance object without an owner"), .entity = E_object, .scope = RULE_RECORD,
	 .severity = C_severity_medium,
	 .help = N_("Budget and goals hang on the object: somebody answers for them."),
	 .reads = ASSIGNED "assignment.object object.from object.to",
	 .cost = KR(4000), .next_step = REASON_do_name_object_owner, .whose = WHOSE_MANAGER, .look = look_for_object_owner},
	{.number = 9, .title = N_("Contract without an owner"), .entity = E_contract, .scope = RULE_RECORD,
	 .severity = C_severity_medium,
	 .help = N_("Somebody decides whether a contract that has not ended is to run on. What hangs under another "
	            "contract has that one's owner."),
	 .reads = ASSIGNED "assignment.contract contract.end contract.parent contract.renewal contract.terminated",
	 .cost = KR(2000), .next_step = REASON_do_name_contract_owner, .whose = WHOSE_MANAGER,
	 .look = look_for_contract_owner},
	{.number = 10, .title = N_("Review of the record is overdue"), .entity = E_system, .scope = RULE_SYSTEM,
	 .severity = C_severity_low,
	 .help = N_("What is written about a system in use is gone through at the interval that is stated for it, else at "
	            "the one given here."),
	 .reads = "system.phase system.reviewed system.review_months", .needs = "system.reviewed",
	 .thresholds = {{"months", 12, UNIT_months}},
	 .cost = KR(2000), .next_step = REASON_do_review, .whose = C_role_system_manager, .look = look_for_review},
	{.number = 11, .title = N_("Record not changed for a long time"), .entity = E_system, .scope = RULE_SYSTEM,
	 .severity = C_severity_info,
	 .help = N_("Nobody has changed or reviewed what is written about a system in use: it is hardly all true any more."),
	 .reads = "system.phase system.reviewed system.changed", .thresholds = {{"months", 18, UNIT_months}},
	 .cost = KR(2000), .next_step = REASON_do_review, .whose = C_role_system_manager, .look = look_for_unchanged},
};

const struct rule_group rule_group_own = {"OWN", N_("Ownership"), rules, COUNT_OF(rules)};
