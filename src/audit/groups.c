/* The groups of rules, in the order of DOMAIN 4. */
#include "audit/rule.h"
#include "base/memory.h"

extern const struct rule_group rule_group_own, rule_group_obs, rule_group_dec, rule_group_con, rule_group_exi,
	rule_group_kno, rule_group_law, rule_group_lic, rule_group_per, rule_group_cos, rule_group_rel, rule_group_inc,
	rule_group_opp, rule_group_reg;

static const struct rule_group *const groups[] = {
	&rule_group_own,
	&rule_group_obs,
	&rule_group_dec,
	&rule_group_con,
	&rule_group_exi,
	&rule_group_kno,
	&rule_group_law,
	&rule_group_lic,
	&rule_group_per,
	&rule_group_cos,
	&rule_group_rel,
	&rule_group_inc,
	&rule_group_opp,
	&rule_group_reg,
};

const struct rule_group *rule_group_at(size_t index)
{
	return index < COUNT_OF(groups) ? groups[index] : NULL;
}
