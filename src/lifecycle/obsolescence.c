#include "lifecycle/obsolescence.h"

#define FADES_OUT_DAYS 730

const struct system_obsolescence system_obsolescence_none = {.score = NUMBER_UNSET};

static int64_t lead_days(day_t support_ends, day_t act_by)
{
	int64_t days = act_by == DAY_UNSET ? 0 : (int64_t)support_ends - act_by;

	return days < 1 ? 1 : days;
}

int64_t obsolescence_score(day_t support_ends, day_t act_by, day_t today)
{
	int64_t left, lead;

	if (support_ends == DAY_UNSET)
		return NUMBER_UNSET;
	left = (int64_t)support_ends - today;
	lead = lead_days(support_ends, act_by);
	if (left < 0)
		return 10000;
	if (left <= lead)
		return 6000 + scaled(3900, lead - left, lead);
	return left - lead >= FADES_OUT_DAYS ? 0 : scaled(6000, FADES_OUT_DAYS - (left - lead), FADES_OUT_DAYS);
}

uint8_t obsolescence_class(day_t support_ends, day_t act_by, day_t today)
{
	if (support_ends == DAY_UNSET)
		return OBSOLESCENCE_UNKNOWN;
	if (support_ends < today)
		return OBSOLESCENCE_RED;
	return (int64_t)support_ends - today <= lead_days(support_ends, act_by) ? OBSOLESCENCE_YELLOW : OBSOLESCENCE_GREEN;
}

void system_obsolescence_add(struct system_obsolescence *system, struct ref component, day_t support_ends, day_t act_by,
                             day_t today)
{
	int64_t score = obsolescence_score(support_ends, act_by, today);
	uint8_t class = obsolescence_class(support_ends, act_by, today);

	system->red += class == OBSOLESCENCE_RED;
	system->yellow += class == OBSOLESCENCE_YELLOW;
	system->green += class == OBSOLESCENCE_GREEN;
	system->unknown += class == OBSOLESCENCE_UNKNOWN;
	if (score > system->score) { /* NUMBER_UNSET is the lowest number */
		system->score = score;
		system->worst = component;
	}
}

void obsolescence_explain(const struct system_obsolescence *system, struct reasons *chain)
{
	if (system->score == NUMBER_UNSET)
		reasons_add(chain, REASON_obsolescence_not_known);
	else
		reasons_add(chain, REASON_obsolescence, system->score, system->worst);
	reasons_add(chain, REASON_obsolescence_counts, (int64_t)system->red, (int64_t)system->yellow,
	            (int64_t)system->green, (int64_t)system->unknown);
}
