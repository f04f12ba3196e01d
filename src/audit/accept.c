/* Accepting the risk: who may, and for how long, follows from how serious it is. DOMAIN 4. */
#include <string.h>

#include "audit/audit_private.h"
#include "base/lang.h"
#include "conf/conf.h"
#include "register/authority.h"

/* How a finding may be accepted. */
enum acceptor { BY_STEWARD, BY_OWNER, BY_DECISION };

struct terms {
	enum acceptor acceptor;
	int months;
};

static bool holds_sensitive_data(const struct view *view, record_id system)
{
	struct records *records = records_new(view, E_information);
	struct record information;
	bool on = false, sensitive = false;
	while (system != 0 && records_child(records, system, &on, &information))
		sensitive = sensitive || record_choice(&information, F_information_personal_data) == C_personal_data_sensitive;
	records_free(&records);
	return sensitive;
}

static bool reads_personal_data(struct slice id)
{
	const struct rule_group *group;
	for (size_t i = 0; (group = rule_group_at(i)) != NULL; i++)
		for (size_t r = 0; r < group->count; r++) {
			char own[RULE_ID_SIZE];
			snprintf(own, sizeof own, "%s-%02u", group->name, group->rules[r].number);
			if (slice_equal_text(id, own))
				return strstr(group->rules[r].reads, "information.personal_data") != NULL;
		}
	return false;
}

/* On sensitive personal data: the rule looks at personal data, or it is serious, and the system holds sensitive
 * ones. */
static bool is_on_sensitive_data(const struct view *view, const struct record *finding)
{
	return (finding_severity(finding) >= C_severity_high ||
	        reads_personal_data(record_text(finding, F_finding_rule))) &&
	       holds_sensitive_data(view, finding->parent);
}

static struct terms terms_of(const struct session *session, const struct view *view, const struct record *finding)
{
	static const int standard[SEVERITIES] = {12, 12, 12, 12, 6, 3};
	uint8_t severity = finding_severity(finding);
	bool decision = severity == C_severity_critical || is_on_sensitive_data(view, finding);
	uint8_t row = decision ? C_severity_critical : severity == 0 ? C_severity_medium : severity;
	enum conf_option option = CONF_acceptance_months_info + row - 1;
	return (struct terms){decision ? BY_DECISION : severity == C_severity_high ? BY_OWNER : BY_STEWARD,
	                      session->conf == NULL ? standard[row]
	                                            : (int)conf_number(session->conf, option, session->today)};
}

/* What decides who may: the system the finding lies under, else what it is about. */
static bool read_subject(const struct view *view, const struct record *finding, struct record *subject)
{
	struct ref about = record_ref(finding, F_finding_about);
	struct ref ref = finding->parent != 0 ? (struct ref){E_system, finding->parent} : about;
	return view_record(view, ref, subject);
}

bool finding_is_stewarded(const struct session *session, const struct view *view, const struct record *finding)
{
	struct record subject, about;
	if (session_has(session, C_access_administrator) ||
	    (session->known && record_ref_id(finding, F_finding_person) == session->actor))
		return true;
	return (read_subject(view, finding, &subject) &&
	        authority_allows(session, view, DEED_CHANGE, subject.entity->number, &subject)) ||
	       (view_record(view, record_ref(finding, F_finding_about), &about) &&
	        authority_allows(session, view, DEED_CHANGE, about.entity->number, &about));
}

static uint8_t field_naming(uint8_t entity)
{
	switch (entity) {
	case E_system: return F_assignment_system;
	case E_service: return F_assignment_service;
	case E_object: return F_assignment_object;
	case E_contract: return F_assignment_contract;
	default: return 0;
	}
}

static bool owns(const struct session *session, const struct record *assignment)
{
	uint8_t role = record_choice(assignment, F_assignment_role);
	bool mine = record_ref_id(assignment, F_assignment_person) == session->actor ||
	            record_ref_id(assignment, F_assignment_deputy) == session->actor;
	return mine && (role == C_role_system_owner || role == C_role_contract_owner) &&
	       days_hold(assignment, F_assignment_from, F_assignment_to, session->today);
}

static bool is_owner(const struct session *session, const struct view *view, const struct record *finding)
{
	struct record subject, assignment;
	if (session_has(session, C_access_administrator))
		return true;
	uint8_t field = read_subject(view, finding, &subject) ? field_naming(subject.entity->number) : 0;
	if (field == 0)
		return false;
	struct naming *assignments = naming_new(view, E_assignment, field, record_self(&subject));
	bool found = false;
	while (!found && naming_next(assignments, &assignment))
		found = owns(session, &assignment);
	naming_free(&assignments);
	return found;
}

/* Approved, and about the finding's record or its system. */
static bool decision_stands(const struct view *view, const struct record *finding, struct ref decision)
{
	struct record record;
	struct ref ref, about = record_ref(finding, F_finding_about), system = {E_system, finding->parent};
	if (!view_record(view, decision, &record) || decision.entity != E_decision ||
	    record_choice(&record, F_decision_outcome) != C_decision_outcome_approved)
		return false;
	struct slice rest = record_text(&record, F_decision_about);
	while (value_list_next_ref(&rest, &ref))
		if (ref_equal(ref, about) || ref_equal(ref, system) || ref_equal(ref, record_self(finding)))
			return true;
	return false;
}

static bool check_who(const struct session *session, const struct view *view, const struct record *finding,
                      const struct terms *terms, const struct acceptance *acceptance, struct error *error)
{
	switch (terms->acceptor) {
	case BY_STEWARD:
		return finding_is_stewarded(session, view, finding) ||
		       error_set(error, ERROR_DENIED,
		                 _("it is accepted by whoever manages the system or the record it is about"));
	case BY_OWNER:
		if (!is_owner(session, view, finding))
			return error_set(error, ERROR_DENIED,
			                 _("it is high: only the owner accepts it, with the security officer's opinion"));
		return record_is_set(finding, F_finding_opinion) ||
		       error_set(error, ERROR_DENIED, _("it is high: the security officer gives an opinion first"));
	default:
		if (!is_owner(session, view, finding) && !finding_is_stewarded(session, view, finding) &&
		    !session_has(session, C_access_portfolio_manager))
			return error_set(error, ERROR_DENIED,
			                 _("it is accepted by the owner or the manager, on the ground of a decision"));
		return decision_stands(view, finding, acceptance->decision) ||
		       error_set(error, ERROR_DENIED,
		                 _("it is critical or concerns sensitive personal data: name a decision that approves it and "
		                   "is about this record"));
	}
}

bool acceptance_check(const struct session *session, const struct view *view, const struct record *finding,
                      const struct acceptance *acceptance, struct error *error)
{
	const struct terms terms = terms_of(session, view, finding);
	day_t latest = day_add_months(session->today, terms.months);
	char day[DAY_TEXT_SIZE], cost[NUMBER_TEXT_SIZE];
	if (slice_trim(acceptance->why).size == 0)
		return error_set(error, ERROR_INPUT, _("say why the risk is accepted"));
	if (acceptance->until == DAY_UNSET || acceptance->until <= session->today)
		return error_set(error, ERROR_INPUT, _("state a day to come until which it is accepted"));
	if (acceptance->cost_ceiling != NUMBER_UNSET && record_number(finding, F_finding_cost) > acceptance->cost_ceiling)
		return error_set(error, ERROR_INPUT, _("it costs more than that already: %s"),
		                 money_local_text(record_number(finding, F_finding_cost), cost));
	if (acceptance->until > latest)
		return error_set(error, ERROR_DENIED, ngettext("it may be accepted for %d month: to %s at the latest",
		                                                "it may be accepted for %d months: to %s at the latest",
		                                                (unsigned long)terms.months),
		                 terms.months,
		                 day_text(latest, day));
	return check_who(session, view, finding, &terms, acceptance, error);
}

void audit_append_acceptance_rule(struct text *out, const struct session *session, const struct view *view,
                                  const struct record *finding)
{
	const struct terms terms = terms_of(session, view, finding);
	char day[DAY_TEXT_SIZE];
	day_text(day_add_months(session->today, terms.months), day);
	switch (terms.acceptor) {
	case BY_STEWARD: text_printf(out, _("accepted by whoever manages the record, to %s at the latest"), day); break;
	case BY_OWNER:
		text_printf(out, _("accepted by the owner with the security officer's opinion, to %s at the latest"), day);
		break;
	default: text_printf(out, _("accepted on the ground of a decision, to %s at the latest"), day); break;
	}
}
