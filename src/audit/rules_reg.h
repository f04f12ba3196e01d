/* REG: the rules of the other files of the group. */
#ifndef AUDIT_RULES_REG_H
#define AUDIT_RULES_REG_H

#include "audit/rule_help.h"

/* What is wanted of a system in use and what lies below it: the schema's marks. A test holds the two together. */
#define REG_FACTS \
	"system.phase system.purpose system.unit system.users system.in_use_from system.introduction_months " \
	"system.replacement_value system.hosting system.supplier system.criticality system.essential " \
	"system.confidentiality system.data_owned system.open_api system.data_export system.exit_plan " \
	"system.documentation component.version component.layer component.remedy integration.critical " \
	"integration.adaptation_cost licence.renewal contract.end contract.renewal contract.notice_months " \
	"contract.yearly_cost contract.termination_right contract.data_return contract.transition_help " \
	"contract.next_procurement contract.running contract_system.part "

rule_function reg_look_for_completeness, reg_look_for_unknown; /* rules_reg_facts.c */
rule_function reg_look_for_duplicates;                         /* rules_reg_duplicates.c */
#define REG_UNHEEDED "REG-07"
rule_function reg_look_for_unheeded;                           /* rules_reg_unheeded.c */

#endif
