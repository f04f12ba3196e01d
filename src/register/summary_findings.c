/* What a summary row says of findings. The audit counts them as it reads; here they are counted anew where somebody has
 * done something to one. */
#include "register/summary.h"

#include <string.h>

uint8_t finding_severity(const struct record *finding)
{
	uint8_t severity = record_choice(finding, F_finding_severity);
	return severity <= C_severity_critical ? severity : 0;
}

bool finding_state_is_open(uint8_t state)
{
	return state == C_finding_state_open || state == C_finding_state_acknowledged || state == C_finding_state_reopened;
}

static money_t debt_of(const struct record *finding, day_t today)
{
	day_t due = record_day(finding, F_finding_due);
	money_t cost = record_number(finding, F_finding_cost);
	return due == DAY_UNSET || due >= today || cost == NUMBER_UNSET ? 0 : cost;
}

void summary_count_findings(const struct view *view, record_id system, day_t today, struct summary *summary)
{
	struct records *records = records_new(view, E_finding);
	struct record finding;
	bool on = false;
	memset(summary->findings, 0, sizeof summary->findings);
	summary->debt = 0;
	while (records_child(records, system, &on, &finding)) {
		if (!finding_state_is_open(record_choice(&finding, F_finding_state)))
			continue;
		summary->findings[finding_severity(&finding)]++;
		summary->debt += debt_of(&finding, today);
	}
	records_free(&records);
}
