/* LAW: the rules of rules_law_data.c. */
#ifndef AUDIT_RULES_LAW_H
#define AUDIT_RULES_LAW_H

#include "audit/rule_help.h"

rule_function law_look_for_agreement, law_look_for_controller, law_look_for_third_country,
	law_look_for_accessibility, law_look_for_ai;

#endif
