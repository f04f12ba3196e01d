/* The configuration's say in what the register computes. Without one (conf NULL) the defaults hold. */
#include "conf/conf.h"
#include "model/hash.h"
#include "model/schema.h"
#include "register/costs.h"
#include "register/permissions.h"
#include "register/register_private.h"

static uint16_t months(const struct conf *conf, enum conf_option option, day_t today)
{
	return (uint16_t)conf_number(conf, option, today);
}

struct lead_parameters facts_lead_parameters(const struct conf *conf, day_t today)
{
	struct lead_parameters parameters = lead_parameters_default;
	if (conf == NULL)
		return parameters;
	/* The options of a group stand in the order of the model's choices. */
	for (unsigned i = 1; i < PROCUREMENTS; i++)
		parameters.procurement[i] = months(conf, CONF_procurement_months_open + i - 1, today);
	parameters.procurement[0] = parameters.procurement[PROCUREMENT_OPEN];
	for (unsigned i = 0; i < CRITICALITIES; i++)
		parameters.introduction[i] = months(conf, CONF_introduction_months_unset + i, today);
	for (unsigned i = 1; i < LAYERS; i++)
		parameters.upgrade[i] = months(conf, CONF_upgrade_months_application + i - 1, today);
	parameters.upgrade[0] = parameters.upgrade[LAYER_APPLICATION];
	parameters.needs = months(conf, CONF_needs_months, today);
	parameters.now_months = months(conf, CONF_decide_now_months, today);
	parameters.soon_months = months(conf, CONF_decide_soon_months, today);
	parameters.door_days = (uint16_t)conf_number(conf, CONF_door_soon_days, today);
	parameters.direct_award_limit = conf_number(conf, CONF_direct_award_limit, today);
	return parameters;
}

static void read_adaptation(const struct conf *conf, enum conf_option first, day_t today, money_t adaptation[])
{
	for (unsigned kind = 1; kind < INTEGRATION_KINDS; kind++)
		adaptation[kind] = conf_number(conf, first + kind - 1, today);
	adaptation[0] = adaptation[1];
}

struct cost_parameters facts_cost_parameters(const struct conf *conf, day_t today)
{
	struct cost_parameters parameters = {
		.years = (uint16_t)conf_number(conf, CONF_horizon_years, today),
		.rate = cost_real_rate(conf_number(conf, CONF_discount_rate, today), conf_number(conf, CONF_inflation, today)),
		.development_growth = conf_number(conf, CONF_development_growth, today),
		.exit_share = conf_number(conf, CONF_exit_share, today),
		.downtime_share = conf_number(conf, CONF_downtime_share, today),
		.hour_cost = scaled(conf_number(conf, CONF_full_time_cost, today), 1,
		                    conf_number(conf, CONF_full_time_hours, today)),
	};
	for (unsigned kind = 1; kind < COST_KINDS; kind++)
		parameters.index[kind] = conf_number(conf, CONF_index_acquisition + kind - 1, today);
	read_adaptation(conf, CONF_adaptation_open_api, today, parameters.adaptation_open);
	read_adaptation(conf, CONF_adaptation_proprietary_api, today, parameters.adaptation_proprietary);
	return parameters;
}

bool session_reads_unknown(const struct conf *conf)
{
	return conf == NULL || conf_is(conf, CONF_unknown_user, "read");
}

size_t session_map_size(const struct conf *conf)
{
	return conf == NULL ? 0 : (size_t)conf_number(conf, CONF_map_size, DAY_UNSET) << 30;
}

uint32_t facts_parameters_mark(const struct lead_parameters *parameters)
{
	uint64_t mark = hash_64(parameters->procurement, sizeof parameters->procurement, 0);
	mark = hash_64(parameters->introduction, sizeof parameters->introduction, mark);
	mark = hash_64(parameters->upgrade, sizeof parameters->upgrade, mark);
	mark = hash_64(&parameters->needs, sizeof parameters->needs, mark);
	const uint16_t states[] = {parameters->now_months, parameters->soon_months, parameters->door_days};
	mark = hash_64(states, sizeof states, mark);
	return (uint32_t)hash_64(&parameters->direct_award_limit, sizeof parameters->direct_award_limit, mark);
}

struct permission_parameters facts_permission_parameters(const struct conf *conf, day_t today)
{
	return conf == NULL ? permission_parameters_default
	                    : (struct permission_parameters){conf_number(conf, CONF_review_months_high, today),
	                                                     conf_number(conf, CONF_review_months_medium, today),
	                                                     conf_number(conf, CONF_review_months_low, today),
	                                                     conf_number(conf, CONF_dormant_days, today)};
}
