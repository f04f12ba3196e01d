/* CON: the rules of rules_con_terms.c. */
#ifndef AUDIT_RULES_CON_H
#define AUDIT_RULES_CON_H

#include "audit/rule_help.h"

/* A finding about the contract of the tally; it lies under the system where there is only one. */
struct found *con_tally_finding(const struct rule_case *at, const struct tally *tally);

rule_function con_look_for_exit_terms, con_look_for_data_return, con_look_for_index, con_look_for_ceiling,
	con_look_for_changes, con_look_for_awards, con_look_for_shares;
rule_settle_function con_settle_exit_terms, con_settle_changes, con_settle_awards, con_settle_shares;

#endif
