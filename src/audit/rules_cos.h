/* COS: looks that stand in files of their own. */
#ifndef AUDIT_RULES_COS_H
#define AUDIT_RULES_COS_H

#include "audit/rule.h"

/* rules_cos_life.c: what a system costs over the years */
void cos_look_for_cost(const struct rule_case *at);
void cos_look_for_budget_share(const struct rule_case *at);
void cos_look_for_economic_life(const struct rule_case *at);

/* rules_cos_change.c: of opportunities too */
void cos_look_for_change_share(const struct rule_case *at);
void cos_settle_change_share(const struct rule_case *at, const struct tally *tally);
void cos_look_for_running(const struct rule_case *at);
void cos_look_for_payers(const struct rule_case *at);

#endif
