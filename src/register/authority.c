/* The table of access roles. A role's row says which entities it may change and where; what is in no row is refused. */
#include "register/authority.h"

#include <string.h>

#include "register/masking.h"
#include "register/register_private.h"
#include "store/past.h"
#include "model/schema.h"

enum scope {
	SCOPE_ALL,
	SCOPE_OWN,       /* below a system, service, contract or object where the person is owner or leader, or deputises */
	SCOPE_TECHNICAL, /* below a system where the person is technical manager */
	SCOPE_FIELDS,    /* everywhere, what is there already */
	SCOPE_NEED,      /* may be added as a need that somebody has, not changed */
	SCOPE_DELEGATED, /* may be added as their own decision, by delegation, about what they are steward of */
	SCOPE_ASKED,     /* may be answered by whoever is asked */
};

#define STEPS_UP 8 /* more than anything lies deep, fewer than records about one another could keep it busy */

struct grant {
	uint8_t role, scope;
	const uint8_t *entities; /* 0 ends */
	const uint8_t *fields;   /* only these, 0 ends; NULL: all */
};

#define ENTITIES(...) (const uint8_t[]){__VA_ARGS__, 0}

/* Classification, risk and the fields of the LAW rules. */
static const uint8_t security_fields[] = {
	F_secrecy_ground, F_secrecy_until, F_system_essential, F_system_continuity_plan, F_system_continuity_tested,
	F_system_confidentiality, F_system_integrity, F_system_availability, F_system_traceability,
	F_system_classification_scale, F_system_handled_elsewhere, F_system_classified, F_system_classified_by,
	F_system_classify_next, F_system_risk_assessed, F_system_risk_level, F_system_risk_next,
	F_system_impact_assessment, F_system_third_country, F_system_data_location, F_system_uses_ai, F_system_ai_purpose,
	F_system_ai_human_control, F_system_accessibility, F_system_accessibility_checked, 0,
};

/* What whoever is asked in a review says. */
static const uint8_t answer_fields[] = {
	F_review_item_decision, F_review_item_reduce_to, F_review_item_suspend_until, F_review_item_passed_to,
	F_review_item_decided, F_review_item_decided_by, F_review_item_note, F_review_item_carried_out, 0,
};

static const struct grant grants[] = {
	{C_access_reader, SCOPE_NEED, ENTITIES(E_opportunity)},
	{C_access_steward, SCOPE_OWN,
     ENTITIES(E_system, E_service, E_contract, E_object, E_assignment, E_plan, E_volume, E_valuation, E_information,
              E_retirement_step, E_usage, E_system_capability, E_support, E_integration, E_component, E_reference,
              E_contract_system, E_commitment, E_contract_change, E_licence, E_licence_use, E_permission, E_cost,
              E_release_plan, E_incident, E_problem, E_risk, E_activity)},
	{C_access_steward, SCOPE_DELEGATED, ENTITIES(E_decision)},
	{C_access_steward, SCOPE_TECHNICAL, ENTITIES(E_component, E_integration, E_release_plan, E_incident, E_problem)},
	{C_access_licence_manager, SCOPE_ALL, ENTITIES(E_licence, E_licence_use, E_review, E_review_item)},
	{C_access_permission_manager, SCOPE_ALL, ENTITIES(E_permission, E_conflict, E_review, E_review_item)},
	{C_access_portfolio_manager, SCOPE_ALL,
     ENTITIES(E_opportunity, E_opportunity_trigger, E_opportunity_system, E_alternative, E_goal, E_opportunity_goal,
              E_benefit, E_measurement, E_requirement, E_offer, E_score, E_milestone, E_allocation, E_capacity,
              E_forum, E_member, E_agenda_item, E_decision, E_lesson, E_activity, E_event)},
	{C_access_security, SCOPE_FIELDS, ENTITIES(E_system), security_fields},
	{C_access_security, SCOPE_ALL, ENTITIES(E_information, E_risk)},
	{C_access_reader, SCOPE_ASKED, ENTITIES(E_review_item), answer_fields},
};

/* What whoever has a need can say of it. The rest is said by those who answer. */
static const uint8_t need_fields[] = {
	F_code, F_opportunity_title, F_opportunity_service, F_opportunity_object, F_opportunity_unit, F_opportunity_stage,
	F_opportunity_urgent, F_opportunity_need, F_opportunity_acceptance, F_opportunity_asked_by,
	F_opportunity_help_wanted, F_opportunity_new_way_of_working, F_opportunity_flows, F_opportunity_roles_changed,
	F_opportunity_target_people, F_opportunity_target_process, F_opportunity_target_technology,
	F_opportunity_next_technology_needs, F_opportunity_notes, 0,
};

static bool holds(const uint8_t *list, uint8_t wanted)
{
	while (*list != 0)
		if (*list++ == wanted)
			return true;
	return false;
}

/* A role's level decides what it opens: owners and leaders their own, technical managers the technical. */
static bool role_opens(uint8_t role, bool technical)
{
	switch (role) {
	case C_role_system_owner:
	case C_role_information_owner:
	case C_role_contract_owner:
	case C_role_system_manager:
	case C_role_contract_manager: return true;
	case C_role_technical_manager:
		return technical;
	default:
		return false;
	}
}

static bool in_force(const struct record *assignment, day_t today)
{
	day_t from = record_day(assignment, F_assignment_from), to = record_day(assignment, F_assignment_to);
	return (from == DAY_UNSET || from <= today) && (to == DAY_UNSET || to >= today);
}

static bool is_about(const struct record *assignment, struct ref target)
{
	static const uint8_t fields[] = {F_assignment_system, F_assignment_service, F_assignment_object, F_assignment_unit,
	                                 F_assignment_contract};
	for (size_t i = 0; i < sizeof fields; i++)
		if (ref_equal(record_ref(assignment, fields[i]), target))
			return true;
	return false;
}

/* Does the person hold such a role about `target`, through the assignment's field `as` (person or deputy)? */
static bool assigned_as(const struct session *session, const struct view *view, uint8_t as, struct ref target,
                        bool technical)
{
	struct naming *assignments = naming_new(view_present(view), E_assignment, as, (struct ref){E_person, session->actor});
	struct record assignment;
	bool found = false;
	while (!found && naming_next(assignments, &assignment))
		found = in_force(&assignment, session_rights_day(session)) && is_about(&assignment, target) &&
		        role_opens(record_choice(&assignment, F_assignment_role), technical);
	naming_free(&assignments);
	return found;
}

static bool is_assigned(const struct session *session, const struct view *view, struct ref target, bool technical)
{
	return ref_is_set(target) && (assigned_as(session, view, F_assignment_person, target, technical) ||
	                              assigned_as(session, view, F_assignment_deputy, target, technical));
}

static bool is_roof(uint8_t entity)
{
	return entity == E_system || entity == E_service || entity == E_contract || entity == E_object;
}

struct ref authority_lies_under(const struct record *record)
{
	struct ref named = {0}, about = {0};
	if (record->entity->parent_field != 0 && record_is_set(record, record->entity->parent_field))
		return record_ref(record, record->entity->parent_field);
	for (unsigned i = 0; i < record->entity->field_count; i++) {
		const struct field *field = &record->entity->fields[i];
		if (field->type == TYPE_REF && field->one_of != 0 && is_roof(field->target) && !ref_is_set(named))
			named = record_ref(record, field->number);
		if (field->type == TYPE_ANY && !ref_is_set(about))
			about = record_ref(record, field->number);
	}
	return ref_is_set(named) ? named : about;
}

struct ref authority_roof(const struct view *view, const struct record *record)
{
	struct record at = *record;
	struct ref above = record_self(record);
	for (unsigned step = 0; step < STEPS_UP && !is_roof(above.entity); step++) {
		above = authority_lies_under(&at);
		if (!ref_is_set(above) || (!is_roof(above.entity) && !view_record(view, above, &at)))
			return (struct ref){0};
	}
	return is_roof(above.entity) ? above : (struct ref){0};
}

static bool stewards(const struct session *session, const struct view *view, const struct record *record,
                     bool technical)
{
	struct ref roof = authority_roof(view, record);
	return ref_is_set(roof) && is_assigned(session, view, roof, technical);
}

/* Whether a system that the contract is for is theirs. */
static bool stewards_a_system(const struct session *session, const struct view *view, struct ref contract)
{
	struct naming *covers = naming_new(view, E_contract_system, F_contract_system_contract, contract);
	struct record cover;
	bool found = false;
	while (!found && naming_next(covers, &cover))
		found = stewards(session, view, &cover, false);
	naming_free(&covers);
	return found;
}

/* What they may decide about: what they are steward of, and the contracts that are for a system of theirs. */
static bool decides_about(const struct session *session, const struct view *view, struct ref ref)
{
	struct record record;
	if (!view_record(view, ref, &record))
		return false;
	return stewards(session, view, &record, false) ||
	       (ref.entity == E_contract && stewards_a_system(session, view, ref));
}

static bool is_own_decision(const struct session *session, const struct view *view, const struct record *record)
{
	struct slice about = record_text(record, F_decision_about);
	struct ref ref;
	bool own = about.size > 0 && record_choice(record, F_decision_kind) == C_decision_kind_delegated &&
	           record_ref_id(record, F_decision_decided_by) == session->actor;
	while (own && value_list_next_ref(&about, &ref))
		own = decides_about(session, view, ref);
	return own;
}

static bool is_need(const struct record *record)
{
	uint8_t stage = record_choice(record, F_opportunity_stage);
	for (unsigned i = 0; i < record->entity->field_count; i++)
		if (record_is_set(record, (uint8_t)(i + 1)) && !holds(need_fields, (uint8_t)(i + 1)))
			return false;
	return stage == 0 || stage == C_stage_raised;
}

static bool is_asked(const struct session *session, const struct record *item)
{
	return record_ref_id(item, F_review_item_reviewer) == session->actor;
}

static bool grant_is_held(const struct grant *grant, const struct session *session, uint8_t entity)
{
	return (session->access >> (grant->role - 1) & 1) != 0 && holds(grant->entities, entity);
}

static bool grant_allows(const struct grant *grant, const struct session *session, const struct view *view,
                         enum deed deed, const struct record *record)
{
	switch (grant->scope) {
	case SCOPE_NEED: return deed == DEED_ADD && (record == NULL || is_need(record));
	case SCOPE_DELEGATED: return deed == DEED_ADD && (record == NULL || is_own_decision(session, view, record));
	case SCOPE_FIELDS: return deed == DEED_CHANGE;
	case SCOPE_ASKED: return deed == DEED_CHANGE && (record == NULL || is_asked(session, record));
	case SCOPE_OWN: return record == NULL || stewards(session, view, record, false);
	case SCOPE_TECHNICAL: return record == NULL || stewards(session, view, record, true);
	default: return true;
	}
}

static bool is_system(const struct session *session)
{
	return session->actor >= RECORD_BY_AUDIT;
}

bool session_has(const struct session *session, uint8_t access)
{
	uint32_t administrator = UINT32_C(1) << (C_access_administrator - 1);
	return is_system(session) || (session->access & administrator) != 0 || (session->access >> (access - 1) & 1) != 0;
}

bool authority_is_bid(uint8_t entity)
{
	return entity == E_offer || entity == E_score;
}

static bool find_opportunity(const struct view *view, const struct record *bid, struct record *at)
{
	*at = *bid;
	while (at->entity->number != E_opportunity)
		if (!view_record(view, authority_lies_under(at), at))
			return false;
	return true;
}

static bool is_published(const struct session *session, const struct record *opportunity)
{
	day_t published = record_day(opportunity, F_opportunity_award_published);
	return published != DAY_UNSET && published <= session_rights_day(session);
}

bool authority_bid_is_published(const struct session *session, const struct view *view, const struct record *bid)
{
	struct record at;
	return find_opportunity(view, bid, &at) && is_published(session, &at);
}

/* Offers and scores are for those named on the opportunity until the award has been published. */
bool authority_reads_offers(const struct session *session, const struct record *opportunity)
{
	static const uint8_t named[] = {F_opportunity_asked_by, F_opportunity_received_by, F_opportunity_sponsor,
	                                F_opportunity_it_lead, F_opportunity_reviewed_by};
	bool mine = is_published(session, opportunity);
	for (size_t i = 0; i < sizeof named && session->known; i++)
		mine = mine || record_ref_id(opportunity, named[i]) == session->actor;
	return mine || session_has(session, C_access_auditor);
}

static bool reads_bid(const struct session *session, const struct view *view, const struct record *record)
{
	struct record at;
	return find_opportunity(view, record, &at) && authority_reads_offers(session, &at);
}

bool authority_is_secret(const struct session *session, const struct record *record)
{
	day_t until = record_day(record, F_secrecy_until);
	return record_is_set(record, F_secrecy_ground) && (until == DAY_UNSET || until >= session_rights_day(session));
}

/* What a finding of obsolescence or law says of the system's weak points; its rule, state and severity do not. */
bool authority_tells_weakness(const struct record *finding, const struct field *field)
{
	static const uint8_t fields[] = {F_finding_detail, F_finding_reasons, F_finding_next_step, F_finding_cost,
	                                 F_finding_accepted_why, F_finding_cost_ceiling, F_finding_opinion, 0};
	struct slice rule = record_text(finding, F_finding_rule);
	return rule.size > 3 && (memcmp(rule.data, "OBS", 3) == 0 || memcmp(rule.data, "LAW", 3) == 0) &&
	       holds(fields, field->number);
}

static bool may_read(const struct session *session, const struct view *view, enum deed deed,
                     const struct record *record)
{
	switch (deed) {
	case DEED_READ: return session->access != 0 || is_system(session);
	case DEED_READ_SECRET: return session_has(session, C_access_auditor);
	case DEED_READ_HISTORY:
		return session_has(session, C_access_auditor) || (record != NULL && stewards(session, view, record, false));
	default:
		return session_has(session, C_access_auditor) || session_has(session, C_access_security) ||
		       (record != NULL && stewards(session, view, record, true));
	}
}

/* The roles alone: whoever may do nothing is no person of the register, too. */
static bool is_granted(const struct session *session, const struct view *view, enum deed deed, uint8_t entity,
                       const struct record *record)
{
	for (size_t i = 0; session->known && i < sizeof grants / sizeof grants[0]; i++)
		if (grant_is_held(&grants[i], session, entity) && grant_allows(&grants[i], session, view, deed, record))
			return true;
	return false;
}

bool authority_allows(const struct session *session, const struct view *view, enum deed deed, uint8_t entity,
                      const struct record *record)
{
	if (deed <= DEED_READ_HISTORY)
		return may_read(session, view, deed, record);
	if (deed == DEED_AUDIT)
		return session_has(session, C_access_auditor);
	if (session_has(session, C_access_administrator))
		return true;
	if (authority_is_bid(entity) && deed != DEED_ADD && record != NULL && !reads_bid(session, view, record))
		return false;
	return is_granted(session, view, deed, entity, record);
}

bool authority_may_decide(const struct session *session, const struct view *view, struct ref about)
{
	return session_has(session, C_access_portfolio_manager) ||
	       (session->known && session_has(session, C_access_steward) && decides_about(session, view, about));
}

bool authority_may_read(const struct session *session, const struct view *view, const struct record *record,
                        const struct field *field)
{
	if (session->audience != AUDIENCE_SELF)
		return masking_lets_read(session, view, record, field);
	bool own = record != NULL && field->number > F_secrecy_until;
	bool secret_record = own && authority_is_secret(session, record) && field->number != record->entity->name_field;
	if (own && authority_is_bid(record->entity->number) && !reads_bid(session, view, record))
		return false;
	bool bid_field = own && authority_is_bid(record->entity->number) && !secret_record;
	if ((field->secret && !bid_field) || secret_record)
		return may_read(session, view, DEED_READ_SECRET, record) ||
		       (record != NULL && stewards(session, view, record, false));
	if (own && record->entity->number == E_finding && authority_tells_weakness(record, field))
		return may_read(session, view, DEED_READ_SENSITIVE, record) ||
		       (session->known && record_ref_id(record, F_finding_person) == session->actor);
	return !field->sensitive || may_read(session, view, DEED_READ_SENSITIVE, record);
}

bool authority_may_explain(const struct session *session, const struct view *view, const struct record *record)
{
	bool weak = record->entity->number == E_system || record->entity->number == E_component;
	bool secret = authority_is_secret(session, record);
	return session->audience == AUDIENCE_SELF && (!weak || may_read(session, view, DEED_READ_SENSITIVE, record)) &&
	       (!secret || may_read(session, view, DEED_READ_SECRET, record) || stewards(session, view, record, false));
}

bool authority_may_write(const struct session *session, const struct view *view, const struct record *record,
                         const struct field *field)
{
	if (field->internal && !is_system(session))
		return false;
	if (session_has(session, C_access_administrator))
		return true;
	if (!session->known || !authority_may_read(session, view, record, field))
		return false;
	uint8_t entity = record->entity->number;
	bool may = false;
	for (size_t i = 0; i < sizeof grants / sizeof grants[0] && !may; i++)
		may = grant_is_held(&grants[i], session, entity) &&
		      (grants[i].fields == NULL || holds(grants[i].fields, field->number)) &&
		      grant_allows(&grants[i], session, view, DEED_CHANGE, record);
	return may;
}

bool authority_may_save(const struct session *session, const struct view *view, const struct record *before,
                        const struct record *after, bool by_program, const struct field **field)
{
	uint8_t fields[255], entity = after->entity->number;
	*field = NULL;
	if (before == NULL)
		return authority_allows(session, view, DEED_ADD, entity, after);
	if (!authority_allows(session, view, DEED_CHANGE, entity, before) ||
	    !authority_allows(session, view, DEED_CHANGE, entity, after))
		return false;
	size_t count = record_differences(before, after, fields);
	for (size_t i = 0; i < count; i++) {
		const struct field *changed = schema_field(before->entity, fields[i]);
		if ((changed->internal && by_program) || authority_may_write(session, view, before, changed))
			continue;
		*field = changed;
		return false;
	}
	return true;
}
