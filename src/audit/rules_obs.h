/* OBS: the rules of rules_obs_around.c. */
#ifndef AUDIT_RULES_OBS_H
#define AUDIT_RULES_OBS_H

#include "audit/rule_help.h"

rule_function obs_look_for_unknown_product, obs_look_for_active_end, obs_look_for_standing, obs_look_for_exposed,
	obs_look_for_undated;
rule_settle_function obs_settle_unknown_product, obs_settle_active_end, obs_settle_standing, obs_settle_undated;

#endif
