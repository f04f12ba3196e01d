/* For monitoring: OpenMetrics 1.0. Here, and on stderr, stand the moments, the run's number and the head of the
 * chain. */
#include "audit/print_private.h"
#include "base/openmetrics.h"

static void append_severities(struct text *out, const char *name, const char *help, const uint32_t counts[SEVERITIES])
{
	openmetrics_family(out, name, "gauge", NULL, help);
	for (size_t severity = SEVERITIES - 1; severity > 0; severity--)
		text_printf(out, "%s{severity=\"%s\"} %u\n", name,
		            schema_choice(schema_choices(CHOICES_severity), (uint8_t)severity)->name, counts[severity]);
}

void print_openmetrics(struct printer *printer)
{
	const struct audit_counts *counts = &printer->audit->pass.counts;
	const struct audit_facts *facts = &printer->audit->pass.facts;
	struct text *out = &printer->text;
	append_severities(out, "forvalta_findings", "Findings that stand open.", counts->open);
	append_severities(out, "forvalta_findings_new", "Of these, new since the audit of an earlier day.", counts->fresh);
	append_severities(out, "forvalta_findings_known_at_start", "Of these, there the first night their rule was on.",
	                  counts->known);
	openmetrics_gauge(out, "forvalta_findings_accepted", "Findings whose risk is accepted.", counts->accepted);
	openmetrics_gauge(out, "forvalta_findings_resolved",
	                  "Findings that the audit of an earlier day had and this one has not.", counts->resolved);
	openmetrics_gauge(out, "forvalta_proposals_raised", "Development opportunities proposed by this audit.",
	                  counts->raised);
	openmetrics_gauge(out, "forvalta_audit_run", "Number of the audit.", facts->number);
	openmetrics_gauge(out, "forvalta_audit_records", "Records read.", (int64_t)facts->records);
	openmetrics_seconds(out, "forvalta_audit_started_seconds", "When the audit began.", facts->started);
	if (facts->ended != 0)
		openmetrics_seconds(out, "forvalta_audit_ended_seconds", "When the audit was finished.", facts->ended);
	openmetrics_day(out, "forvalta_audit_day_seconds", "The day that the audit was made for.",
	                printer->audit->session.today);
	openmetrics_day(out, "forvalta_catalogue_seen_seconds", "The day of the product catalogue.", facts->catalogue_seen);
	openmetrics_day(out, "forvalta_people_seen_seconds", "The day of the list of people.", facts->people_seen);
	openmetrics_gauge(out, "forvalta_journal_entries", "Entries in the change log.", (int64_t)facts->journal);
	openmetrics_family(out, "forvalta_journal_head", "info", NULL, "Digest of the last entry in the change log.");
	text_printf(out, "forvalta_journal_head_info{blake2b=\"%s\"} 1\n", facts->head);
	openmetrics_end(out);
}
