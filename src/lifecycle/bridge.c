#include "lifecycle/bridge.h"

struct finder {
	const struct system_facts *facts;
	const struct decision *decision;
	const struct decision_trigger *trigger;
	day_t today;
	struct bridge *bridges;
	size_t count;
};

static void offer(struct finder *finder, uint8_t kind, uint8_t who, struct ref about, day_t day, int32_t months)
{
	if (finder->count < BRIDGES)
		finder->bridges[finder->count++] = (struct bridge){kind, who, about, day, months};
}

static const struct component_facts *triggering_component(const struct finder *finder)
{
	const struct system_facts *facts = finder->facts;

	if (finder->trigger->kind != TRIGGER_SUPPORT_END && finder->trigger->kind != TRIGGER_OWN_END)
		return NULL;
	for (size_t i = 0; i < facts->component_count; i++)
		if (ref_equal(facts->components[i].ref, finder->trigger->about))
			return &facts->components[i];
	return NULL;
}

/* Extended support that is already held has been counted; it can be bought only where there is none. */
static void offer_extended_support(struct finder *finder)
{
	const struct component_facts *component = triggering_component(finder);

	if (component != NULL && finder->trigger->kind == TRIGGER_SUPPORT_END && component->extended_end == DAY_UNSET)
		offer(finder, BRIDGE_EXTENDED_SUPPORT, BRIDGE_WHO_SYSTEM_OWNER, component->ref, DAY_UNSET, 0);
}

static void offer_upgrade(struct finder *finder)
{
	const struct component_facts *component = triggering_component(finder);

	if (component != NULL && component->longer_supported)
		offer(finder, BRIDGE_UPGRADE, BRIDGE_WHO_TECHNICAL_MANAGER, component->ref, DAY_UNSET, 0);
}

static bool too_short(const struct finder *finder, const struct contract_facts *contract)
{
	return contract->terms->terminated == DAY_UNSET && contract->clock->state != CONTRACT_ENDED &&
	       contract->clock->current_end != DAY_UNSET && contract->clock->current_end < finder->decision->earliest;
}

static void offer_options(struct finder *finder)
{
	for (size_t i = 0; i < finder->facts->contract_count; i++) {
		const struct contract_facts *contract = &finder->facts->contracts[i];
		day_t call_by = contract->clock->option_notice_day;

		if (too_short(finder, contract) && contract->clock->options_left > 0 &&
		    (call_by == DAY_UNSET || call_by >= finder->today))
			offer(finder, BRIDGE_OPTION, BRIDGE_WHO_CONTRACT_OWNER, contract->terms->ref, call_by, 0);
	}
}

static void offer_terms(struct finder *finder)
{
	for (size_t i = 0; i < finder->facts->contract_count; i++) {
		const struct contract_facts *contract = &finder->facts->contracts[i];
		uint8_t renewal = contract->terms->renewal;

		if (too_short(finder, contract) && (renewal == RENEWAL_TACIT || renewal == RENEWAL_EXPRESS))
			offer(finder, BRIDGE_ONE_MORE_TERM, BRIDGE_WHO_CONTRACT_OWNER, contract->terms->ref,
			      contract_renewed_end(contract->terms, contract->clock->renewals + 1), 0);
	}
}

static void offer_merge(struct finder *finder)
{
	if (finder->facts->merge_candidates > 0)
		offer(finder, BRIDGE_MERGE, BRIDGE_WHO_SYSTEM_OWNER, (struct ref){0}, DAY_UNSET,
		      (int32_t)finder->facts->merge_candidates);
}

static void offer_shorter_procedure(struct finder *finder, const struct lead_parameters *parameters)
{
	money_t value = finder->facts->next_value, limit = parameters->direct_award_limit;
	int32_t saved = finder->decision->lead.procurement - parameters->procurement[PROCUREMENT_DIRECT];

	if (value == NUMBER_UNSET || limit == NUMBER_UNSET || value > limit || saved <= 0)
		return;
	offer(finder, BRIDGE_SHORTER_PROCEDURE, BRIDGE_WHO_BUDGET_HOLDER, (struct ref){0},
	      day_add_months(finder->trigger->day, saved - finder->decision->lead.months), saved);
}

size_t bridge_find(const struct system_facts *facts, const struct decision *decision,
                   const struct decision_trigger *trigger, day_t today, const struct lead_parameters *parameters,
                   struct bridge bridges[BRIDGES])
{
	struct finder finder = {facts, decision, trigger, today, bridges, 0};

	if (trigger->force != TRIGGER_MUST)
		return 0;
	offer_extended_support(&finder);
	offer_options(&finder);
	offer_terms(&finder);
	offer_upgrade(&finder);
	offer_merge(&finder);
	offer_shorter_procedure(&finder, parameters);
	offer(&finder, BRIDGE_ACCEPT_RISK, BRIDGE_WHO_SYSTEM_OWNER, (struct ref){0}, decision->earliest, 0);
	return finder.count;
}

void bridge_explain(const struct bridge *bridge, struct reasons *chain)
{
	switch (bridge->kind) {
	case BRIDGE_EXTENDED_SUPPORT:
		reasons_add(chain, REASON_bridge_extended_support, bridge->about);
		break;
	case BRIDGE_OPTION:
		if (bridge->day == DAY_UNSET)
			reasons_add(chain, REASON_bridge_option, bridge->about);
		else
			reasons_add(chain, REASON_bridge_option_by, bridge->about, (int64_t)bridge->day);
		break;
	case BRIDGE_ONE_MORE_TERM:
		if (bridge->day == DAY_UNSET)
			reasons_add(chain, REASON_bridge_term, bridge->about);
		else
			reasons_add(chain, REASON_bridge_term_to, bridge->about, (int64_t)bridge->day);
		break;
	case BRIDGE_UPGRADE:
		reasons_add(chain, REASON_bridge_upgrade, bridge->about);
		break;
	case BRIDGE_MERGE:
		if (bridge->months == 1)
			reasons_add(chain, REASON_bridge_merge_one);
		else
			reasons_add(chain, REASON_bridge_merge, (int64_t)bridge->months);
		break;
	case BRIDGE_SHORTER_PROCEDURE:
		reasons_add(chain, REASON_bridge_shorter_procedure, (int64_t)bridge->months, (int64_t)bridge->day);
		break;
	default:
		reasons_add(chain, REASON_bridge_accept_risk, (int64_t)bridge->day);
	}
}
