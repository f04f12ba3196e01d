#include "lifecycle/support.h"

const struct component_facts component_facts_unset = {
	.vendor_end = DAY_UNSET,
	.extended_end = DAY_UNSET,
	.own_end = DAY_UNSET,
	.upgrade_months = NUMBER_UNSET,
};

const struct system_support system_support_none = {.support_ends = DAY_UNSET};

day_t support_vendor_end(day_t security_end, uint8_t state, day_t state_since, day_t typed)
{
	if (security_end != DAY_UNSET)
		return security_end;
	if (state == RELEASE_ENDED_UNKNOWN && state_since != DAY_UNSET)
		return day_earlier(typed, state_since - 1);
	return typed;
}

bool support_is_longer(const struct release_support *other, day_t held)
{
	if (other->security_end != DAY_UNSET)
		return other->security_end > held; /* DAY_UNSET is the lowest number */
	return other->state == RELEASE_SUPPORTED_UNKNOWN && (held == DAY_UNSET || other->seen > held);
}

static uint8_t source_of(const struct component_facts *facts)
{
	if (facts->extended_end != DAY_UNSET)
		return SUPPORT_EXTENDED;
	if (facts->vendor_end != DAY_UNSET)
		return facts->vendor_state == RELEASE_ENDED_UNKNOWN ? SUPPORT_ENDED_UNDATED : SUPPORT_VENDOR;
	return facts->vendor_state == RELEASE_SUPPORTED_UNKNOWN ? SUPPORT_STATED_UNDATED : SUPPORT_NOT_KNOWN;
}

void component_clock(const struct component_facts *facts, const struct lead_parameters *parameters,
                     struct component_clock *clock)
{
	bool stated = facts->remedy != 0 && facts->remedy != REMEDY_UNKNOWN;
	uint8_t assumed = facts->longer_supported ? REMEDY_UPGRADE : REMEDY_REPLACE_SYSTEM;

	*clock = (struct component_clock){
		.support_ends = facts->extended_end != DAY_UNSET ? facts->extended_end : facts->vendor_end,
		.act_by = DAY_UNSET,
		.upgrade_months = lead_upgrade_months(facts->upgrade_months, facts->layer, parameters),
		.source = source_of(facts),
		.remedy = stated ? facts->remedy : assumed,
		.assumed = !stated,
	};
	if (clock->remedy != REMEDY_REPLACE_SYSTEM)
		clock->act_by = day_add_months(day_earlier(clock->support_ends, facts->own_end), -clock->upgrade_months);
}

static void explain_support(const struct component_facts *facts, const struct component_clock *clock,
                            struct reasons *chain)
{
	static const enum reason_id by_source[] = {
		[SUPPORT_NOT_KNOWN] = REASON_support_not_known,
		[SUPPORT_EXTENDED] = REASON_support_extended,
		[SUPPORT_VENDOR] = REASON_support_vendor,
		[SUPPORT_ENDED_UNDATED] = REASON_support_ended_undated,
		[SUPPORT_STATED_UNDATED] = REASON_support_stated_undated,
	};

	/* the two without a day take no argument and look at none */
	reasons_add(chain, by_source[clock->source], (int64_t)clock->support_ends);
	if (clock->source == SUPPORT_EXTENDED && facts->vendor_end != DAY_UNSET)
		reasons_add(chain, REASON_support_vendor, (int64_t)facts->vendor_end);
	if (facts->own_end != DAY_UNSET)
		reasons_add(chain, REASON_support_own_end, (int64_t)facts->own_end);
}

void component_explain(const struct component_facts *facts, const struct component_clock *clock, struct reasons *chain)
{
	if (clock->act_by != DAY_UNSET)
		reasons_add(chain, REASON_act_by, (int64_t)clock->act_by,
		            (int64_t)day_earlier(clock->support_ends, facts->own_end), (int64_t)clock->upgrade_months);
	explain_support(facts, clock, chain);
	if (clock->assumed)
		reasons_add(chain, clock->remedy == REMEDY_UPGRADE ? REASON_remedy_counts_as_upgrade
		                                                   : REASON_remedy_counts_as_replace);
	else if (clock->remedy == REMEDY_REPLACE_SYSTEM)
		reasons_add(chain, REASON_remedy_replace);
}

void system_support_add(struct system_support *support, struct ref component, day_t support_ends)
{
	if (support_ends == DAY_UNSET) {
		support->unknown++;
		return;
	}
	support->known++;
	if (support->support_ends == DAY_UNSET || support_ends < support->support_ends) {
		support->support_ends = support_ends;
		support->worst = component;
	}
}

void system_support_merge(struct system_support *service, const struct system_support *system)
{
	uint32_t known = service->known + system->known, unknown = service->unknown + system->unknown;

	if (system->support_ends != DAY_UNSET)
		system_support_add(service, system->worst, system->support_ends);
	service->known = known;
	service->unknown = unknown;
}
