/* The report to the committee: what its files share. */
#ifndef REPORT_DECISION_PRIVATE_H
#define REPORT_DECISION_PRIVATE_H

#include "report/opportunity_parts.h"

struct statement {
	const struct teller *teller;
	struct page *page;
	struct record record;   /* an opportunity, a contract or a system */
	struct text committee;  /* its name; empty where none is above the unit */
	struct ref *about;      /* of an opportunity its systems, and the record itself */
	size_t about_count;
	bool all_seen;          /* each of them may be seen */
	struct cost_reader *costs;
	struct comparison comparison; /* of an opportunity */
};

/* decision_opportunity.c, decision_contract.c, decision_system.c: one for each heading that differs. */
void statement_opportunity_proposal(const struct statement *statement);
void statement_opportunity_summary(const struct statement *statement);
void statement_opportunity_background(const struct statement *statement);
void statement_opportunity_alternatives(const struct statement *statement);
void statement_opportunity_money(const struct statement *statement);
void statement_opportunity_staff(const struct statement *statement);
void statement_contract_summary(const struct statement *statement);
void statement_contract_background(const struct statement *statement);
void statement_contract_alternatives(const struct statement *statement);
void statement_contract_money(const struct statement *statement);
void statement_system_summary(const struct statement *statement);
void statement_system_background(const struct statement *statement);
void statement_system_alternatives(const struct statement *statement);
void statement_system_money(const struct statement *statement);

#endif
