/* OPP: looks that stand in files of their own. */
#ifndef AUDIT_RULES_OPP_H
#define AUDIT_RULES_OPP_H

#include "audit/rule.h"

/* rules_opp_signs.c: signs that it is on its way out of hand */
void opp_look_for_signs(const struct rule_case *at);
/* Benefits that were to be reached by now, and of which nobody has said what became of them. */
bool opp_benefit_is_unmeasured(const struct rule_case *at, const struct record *benefit);

/* rules_opp_gate.c: what the gate of the decision asks */
void opp_look_for_like(const struct rule_case *at);
void opp_look_for_musts(const struct rule_case *at);
void opp_look_for_urgent(const struct rule_case *at);

#endif
