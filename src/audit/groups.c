/* The groups of rules, in the order of DOMAIN 4. */
#include "audit/rule.h"
#include "base/memory.h"

extern const struct rule_group rule_group_own, rule_group_obs, rule_group_dec;

static const struct rule_group *const groups[] = {
	&rule_group_own,
	&rule_group_obs,
	&rule_group_dec,
};

const struct rule_group *rule_group_at(size_t index)
{
	return index < COUNT_OF(groups) ? groups[index] : NULL;
}
