#include "lifecycle/lead.h"

#include "lifecycle/contract.h"

const struct lead_parameters lead_parameters_default = {
	.procurement = {12, [PROCUREMENT_OPEN] = 12, [PROCUREMENT_FRAMEWORK] = 6, [PROCUREMENT_DIRECT] = 2,
		[PROCUREMENT_IN_HOUSE] = 1, [PROCUREMENT_OTHER] = 12},
	.introduction = {9, 3, 6, 9, 12},
	.needs = 6,
	.upgrade = {6, [LAYER_APPLICATION] = 6, [LAYER_RUNTIME] = 3, [LAYER_DATABASE] = 3, [LAYER_OPERATING_SYSTEM] = 3,
		[LAYER_HARDWARE] = 12, [LAYER_LIBRARY] = 3, [LAYER_NETWORK] = 6, [LAYER_ROBOT] = 6, [LAYER_REPORT] = 6},
	.now_months = 3,
	.soon_months = 12,
	.door_days = 90,
	.direct_award_limit = NUMBER_UNSET,
};

static int32_t procurement_months(uint8_t procedure, const struct lead_parameters *parameters)
{
	return parameters->procurement[procedure < PROCUREMENTS ? procedure : 0];
}

uint8_t lead_longer_procedure(uint8_t a, uint8_t b, const struct lead_parameters *parameters)
{
	int32_t months_a = procurement_months(a, parameters), months_b = procurement_months(b, parameters);

	if (months_a == months_b)
		return a != 0 ? a : b;
	return months_a > months_b ? a : b;
}

void lead_find(uint8_t procedure, int64_t introduction_months, int64_t criticality,
               const struct lead_parameters *parameters, struct lead *lead)
{
	*lead = (struct lead){.needs = parameters->needs, .needs_zero = parameters->needs == 0};
	lead->procedure = procedure < PROCUREMENTS ? procedure : 0;
	lead->procurement = procurement_months(procedure, parameters);
	lead->introduction_stated = introduction_months != NUMBER_UNSET && introduction_months >= 0;
	lead->criticality = criticality >= 1 && criticality < CRITICALITIES ? (uint8_t)criticality : 0;
	lead->introduction = lead->introduction_stated ? (int32_t)contract_months(introduction_months)
	                                               : parameters->introduction[lead->criticality];
	lead->months = lead->procurement + lead->introduction + lead->needs;
	if (lead->months > LEAD_LONGEST)
		lead->months = LEAD_LONGEST;
}

int32_t lead_upgrade_months(int64_t stated, uint8_t layer, const struct lead_parameters *parameters)
{
	if (stated != NUMBER_UNSET && stated >= 0)
		return (int32_t)contract_months(stated);
	return parameters->upgrade[layer < LAYERS ? layer : 0];
}
