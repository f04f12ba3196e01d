#include "lifecycle/lifecycle_private.h"

static const struct contract_facts *contract_of(const struct system_facts *facts, struct ref ref)
{
	for (size_t i = 0; i < facts->contract_count; i++)
		if (ref_equal(facts->contracts[i].terms->ref, ref))
			return &facts->contracts[i];
	return NULL;
}

static const struct contract_terms *terms_of(const struct system_facts *facts, const struct decision_trigger *trigger)
{
	const struct contract_facts *contract = contract_of(facts, trigger->about);

	if (trigger->kind == TRIGGER_CONTRACT_END)
		return contract == NULL ? NULL : contract->terms;
	for (size_t i = 0; i < facts->licence_count; i++)
		if (ref_equal(facts->licences[i].terms->ref, trigger->about))
			return facts->licences[i].terms;
	return NULL;
}

static void explain_contract_end(const struct system_facts *facts, const struct decision_trigger *trigger,
                                 struct reasons *chain)
{
	const struct contract_facts *contract = contract_of(facts, trigger->about);

	if (contract != NULL && contract->terms->terminated != DAY_UNSET)
		reasons_add(chain, REASON_trigger_contract_terminated, trigger->about, (int64_t)trigger->day);
	else if (contract != NULL && contract->clock->current_end != trigger->day)
		reasons_add(chain, REASON_trigger_contract_options, trigger->about, (int64_t)trigger->day,
		            (int64_t)contract->clock->current_end);
	else
		reasons_add(chain, REASON_trigger_contract_end, trigger->about, (int64_t)trigger->day);
	if (trigger->assumed)
		reasons_add(chain, REASON_contract_renewal_not_set);
}

static void explain_component(const struct system_facts *facts, const struct decision_trigger *trigger,
                              struct reasons *chain)
{
	reasons_add(chain, trigger->kind == TRIGGER_SUPPORT_END ? REASON_trigger_support_end : REASON_trigger_own_end,
	            trigger->about, (int64_t)trigger->day);
	for (size_t i = 0; i < facts->component_count; i++)
		if (ref_equal(facts->components[i].ref, trigger->about) &&
		    facts->component_clocks[i].source == SUPPORT_ENDED_UNDATED && trigger->kind == TRIGGER_SUPPORT_END)
			reasons_add(chain, REASON_support_ended_undated, (int64_t)trigger->day);
	reasons_add(chain, trigger->assumed ? REASON_remedy_counts_as_replace : REASON_remedy_replace);
}

static void explain_must(const struct system_facts *facts, const struct decision_trigger *trigger,
                         struct reasons *chain)
{
	switch (trigger->kind) {
	case TRIGGER_CONTRACT_END:
		explain_contract_end(facts, trigger, chain);
		break;
	case TRIGGER_LICENCE_END:
		reasons_add(chain, REASON_trigger_licence_end, trigger->about, (int64_t)trigger->day);
		break;
	case TRIGGER_INTEGRATION_END:
		reasons_add(chain, REASON_trigger_integration_end, trigger->about, (int64_t)trigger->day);
		break;
	case TRIGGER_PLANNED_RETIREMENT:
		reasons_add(chain, REASON_trigger_planned_retirement, (int64_t)trigger->day);
		break;
	default:
		explain_component(facts, trigger, chain);
	}
}

static void explain_door(const struct system_facts *facts, const struct decision_trigger *trigger,
                         struct reasons *chain)
{
	const struct contract_terms *terms = terms_of(facts, trigger);

	if (trigger->leave_from != DAY_UNSET)
		reasons_add(chain, REASON_door_running, trigger->about, (int64_t)trigger->leave_from);
	else if (trigger->day == DAY_UNSET)
		reasons_add(chain, REASON_door_not_known, trigger->about);
	else
		reasons_add(chain, REASON_door, trigger->about, (int64_t)trigger->day);
	if (trigger->locked > 0)
		reasons_add(chain, REASON_door_locked, (int64_t)trigger->locked, (int64_t)trigger->first_locked);
	if (terms != NULL && terms->notice_months != NUMBER_UNSET && trigger->day != DAY_UNSET)
		reasons_add(chain, REASON_door_notice, contract_months(terms->notice_months),
		            (int64_t)day_add_months(trigger->day, -contract_months(terms->notice_months)));
	else if (terms != NULL && terms->notice_months == NUMBER_UNSET)
		reasons_add(chain, REASON_door_notice_not_set);
	if (terms != NULL && terms->irrevocable_until != DAY_UNSET)
		reasons_add(chain, REASON_contract_irrevocable, (int64_t)terms->irrevocable_until);
}

static void explain_lead(const struct lead *lead, struct reasons *chain)
{
	static const enum reason_id by_procedure[PROCUREMENTS] = {
		REASON_lead_procurement_not_known,
		[PROCUREMENT_OPEN] = REASON_lead_procurement_open,
		[PROCUREMENT_FRAMEWORK] = REASON_lead_procurement_framework,
		[PROCUREMENT_DIRECT] = REASON_lead_procurement_direct,
		[PROCUREMENT_IN_HOUSE] = REASON_lead_procurement_in_house,
		[PROCUREMENT_OTHER] = REASON_lead_procurement_other,
	};

	reasons_add(chain, REASON_lead, (int64_t)lead->months, (int64_t)lead->needs, (int64_t)lead->procurement,
	            (int64_t)lead->introduction);
	reasons_add(chain, by_procedure[lead->procedure], (int64_t)lead->procurement);
	if (lead->introduction_stated)
		reasons_add(chain, REASON_lead_introduction_stated, (int64_t)lead->introduction);
	else if (lead->criticality != 0)
		reasons_add(chain, REASON_lead_introduction, (int64_t)lead->introduction, (int64_t)lead->criticality);
	else
		reasons_add(chain, REASON_lead_introduction_default, (int64_t)lead->introduction);
	if (lead->needs_zero)
		reasons_add(chain, REASON_lead_needs_zero);
}

static void explain_outcome(const struct decision *decision, const struct decision_trigger *trigger,
                            struct reasons *chain)
{
	static const enum reason_id by_answer[] = {
		[ANSWERED_BY_OPPORTUNITY] = REASON_answered_by_opportunity,
		[ANSWERED_BY_PROCUREMENT] = REASON_answered_by_procurement,
		[ANSWERED_BY_DECISION] = REASON_answered_by_decision,
	};

	if (trigger->answer != ANSWERED_BY_NOTHING)
		reasons_add(chain, by_answer[trigger->answer], trigger->answered_by);
	else if (trigger->state == DECISION_PASSED)
		reasons_add(chain, REASON_decision_passed, (int64_t)decision->earliest,
		            (int64_t)decision_gap(trigger, decision));
}

void decision_explain(const struct system_facts *facts, const struct decision *decision,
                      const struct decision_trigger *trigger, struct reasons *chain)
{
	if (trigger == NULL)
		trigger = &decision->first;
	if (!decision->runs || trigger->kind == 0) {
		reasons_add(chain, decision->runs ? REASON_decision_no_trigger : REASON_decision_phase);
		return;
	}
	if (trigger->decide_by != DAY_UNSET)
		reasons_add(chain, REASON_decide_by, (int64_t)trigger->decide_by);
	if (trigger->force == TRIGGER_MUST)
		explain_must(facts, trigger, chain);
	else
		explain_door(facts, trigger, chain);
	explain_outcome(decision, trigger, chain);
	explain_lead(&decision->lead, chain);
}
