/* LAW: duties about personal data, accessibility and AI. */
#include "audit/rules_law.h"

/* ---- processing agreements, one for each controller ---- */

static bool is_personal(const struct record *information)
{
	return record_choice(information, F_information_personal_data) >= C_personal_data_ordinary;
}

/* Somebody else runs it: own operation with a supplier's product is not that. */
static bool has_processor(const struct record *system)
{
	uint8_t hosting = record_choice(system, F_system_hosting);
	return hosting == C_hosting_hosted || hosting == C_hosting_saas || hosting == C_hosting_shared ||
	       record_is_set(system, F_system_operated_by);
}

/* A contract without a unit, or of a unit above or below, is that controller's too. */
static bool covers(const struct rule_case *at, const struct record *contract, record_id controller)
{
	record_id unit = record_ref_id(contract, F_contract_unit);
	return unit == 0 || unit_is_within(at->world, unit, controller) || unit_is_within(at->world, controller, unit);
}

static uint8_t agreement_in(const struct record *contract)
{
	if (record_choice(contract, F_contract_kind) == C_contract_kind_data_processing)
		return C_answer_yes;
	uint8_t answer = record_choice(contract, F_contract_processing_agreement);
	return answer == 0 ? C_answer_unknown : answer;
}

enum agreement {
	AGREEMENT_THERE,
	AGREEMENT_REFUSED,   /* a contract of the controller says no, or partly */
	AGREEMENT_OF_OTHERS, /* there is one, but for another controller */
	AGREEMENT_NO_CONTRACT,
	AGREEMENT_UNKNOWN,
};

/* `unknown`: a contract that has not been asked. */
static enum agreement find_agreement(const struct rule_case *at, record_id controller, struct ref *unknown)
{
	enum agreement found = AGREEMENT_NO_CONTRACT;
	for (size_t i = 0; i < at->scope->lists[E_contract].count; i++) {
		const struct record *contract = &at->scope->lists[E_contract].items[i];
		if (!at->scope->contracts[i].there || at->scope->contracts[i].clock.state == CONTRACT_ENDED)
			continue;
		uint8_t answer = agreement_in(contract);
		bool own = covers(at, contract, controller);
		if (own && answer == C_answer_yes)
			return AGREEMENT_THERE;
		if (answer == C_answer_unknown && found != AGREEMENT_REFUSED) {
			found = AGREEMENT_UNKNOWN;
			*unknown = record_self(contract);
		} else if (own && answer != C_answer_unknown) {
			found = AGREEMENT_REFUSED;
		} else if (found == AGREEMENT_NO_CONTRACT) {
			found = AGREEMENT_OF_OTHERS;
		}
	}
	return found;
}

static void tell_of_agreement(const struct rule_case *at, const struct record *information, enum agreement agreement)
{
	static const enum reason_id reasons[] = {
		[AGREEMENT_REFUSED] = REASON_agreement_refused, [AGREEMENT_OF_OTHERS] = REASON_agreement_of_others,
		[AGREEMENT_NO_CONTRACT] = REASON_agreement_no_contract,
	};
	struct ref controller = record_ref(information, F_information_controller);
	struct found *found = finding_add(at);
	found->detail_of = controller;
	reasons_add(&found->reasons, reasons[agreement], controller);
	reasons_add(&found->reasons, REASON_holds_personal, record_self(information));
}

static bool is_first_of_controller(const struct record_list *sets, size_t place)
{
	record_id controller = record_ref_id(&sets->items[place], F_information_controller);
	for (size_t i = 0; i < place; i++)
		if (is_personal(&sets->items[i]) && record_ref_id(&sets->items[i], F_information_controller) == controller)
			return false;
	return controller != 0;
}

void law_look_for_agreement(const struct rule_case *at)
{
	const struct record_list *sets = &at->scope->lists[E_information];
	if (!system_is_used(at->record) || !has_processor(at->record))
		return;
	for (size_t i = 0; i < sets->count; i++) {
		struct ref unknown = {0, 0};
		if (!is_personal(&sets->items[i]) || !is_first_of_controller(sets, i))
			continue;
		enum agreement agreement = find_agreement(at, record_ref_id(&sets->items[i], F_information_controller), &unknown);
		if (agreement == AGREEMENT_UNKNOWN)
			fill_in(at, unknown, F_contract_processing_agreement);
		else if (agreement != AGREEMENT_THERE)
			tell_of_agreement(at, &sets->items[i], agreement);
	}
}

void law_look_for_controller(const struct rule_case *at)
{
	const struct record_list *sets = &at->scope->lists[E_information];
	const struct record *first = NULL;
	int64_t count = 0;
	for (size_t i = 0; system_is_used(at->record) && i < sets->count; i++) {
		if (!is_personal(&sets->items[i]) || record_is_set(&sets->items[i], F_information_controller))
			continue;
		first = first == NULL ? &sets->items[i] : first;
		count++;
	}
	if (count == 0)
		return;
	struct found *found = finding_add(at);
	if (count == 1)
		reasons_add(&found->reasons, REASON_no_controller_one, record_self(first));
	else
		reasons_add(&found->reasons, REASON_no_controller_many, count, record_self(first));
}

void law_look_for_third_country(const struct rule_case *at)
{
	uint8_t answer = record_choice(at->record, F_system_third_country);
	if (!system_is_used(at->record) || (answer != C_answer_yes && answer != C_answer_partly) ||
	    record_choice(at->record, F_system_impact_assessment) == C_assessment_need_done)
		return;
	found_add_answer(finding_add(at), at->record, F_system_third_country);
}

/* ---- who meets it ---- */

static const struct record *external_service(const struct rule_case *at)
{
	const struct record_list *services = &at->scope->lists[E_service];
	for (size_t i = 0; i < services->count; i++)
		if (services->items[i].bytes != NULL &&
		    record_choice(&services->items[i], F_service_audience) == C_audience_external &&
		    days_hold(&services->items[i], F_service_from, F_service_to, at->world->today))
			return &services->items[i];
	return NULL;
}

static const struct record *use_by_all(const struct rule_case *at)
{
	const struct record_list *usage = &at->scope->lists[E_usage];
	struct record unit;
	for (size_t i = 0; i < usage->count; i++)
		if (days_hold(&usage->items[i], F_usage_from, F_usage_to, at->world->today) &&
		    view_record(at->world->view, record_ref(&usage->items[i], F_usage_unit), &unit) &&
		    record_choice(&unit, F_unit_kind) == C_unit_kind_organisation)
			return &usage->items[i];
	return NULL;
}

void law_look_for_accessibility(const struct rule_case *at)
{
	if (!system_is_used(at->record) || record_is_set(at->record, F_system_accessibility_checked))
		return;
	const struct record *service = external_service(at), *usage = service == NULL ? use_by_all(at) : NULL;
	if (service == NULL && usage == NULL)
		return;
	uint8_t answer = record_choice(at->record, F_system_accessibility);
	if (answer == 0 || answer == C_answer_unknown) {
		fill_in(at, record_self(at->record), F_system_accessibility);
		return;
	}
	struct found *found = finding_add(at);
	if (service != NULL)
		reasons_add(&found->reasons, REASON_met_by_public, record_self(service));
	else
		reasons_add(&found->reasons, REASON_met_by_all, record_ref(usage, F_usage_unit));
	found_add_answer(found, at->record, F_system_accessibility);
}

/* ---- AI ---- */

void law_look_for_ai(const struct rule_case *at)
{
	uint8_t uses = record_choice(at->record, F_system_uses_ai);
	uint8_t control = record_choice(at->record, F_system_ai_human_control);
	if (!system_is_used(at->record) || (uses != C_answer_yes && uses != C_answer_partly))
		return;
	if (control == 0 || control == C_answer_unknown)
		fill_in(at, record_self(at->record), F_system_ai_human_control);
	bool refused = control == C_answer_no || control == C_answer_partly;
	bool stated = record_is_set(at->record, F_system_ai_purpose);
	if (!refused && stated)
		return;
	struct found *found = finding_add(at);
	if (!stated)
		reasons_add(&found->reasons, REASON_ai_purpose_missing);
	if (refused)
		found_add_answer(found, at->record, F_system_ai_human_control);
	if (control == C_answer_no)
		found->severity = C_severity_high;
}
