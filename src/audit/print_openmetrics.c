/* For monitoring: OpenMetrics 1.0. Here, and on stderr, stand the moments, the run's number and the head of the
 * chain. */
#include <inttypes.h>

#include "audit/print_private.h"

static void append_family(struct text *out, const char *name, const char *type, const char *unit, const char *help)
{
	text_printf(out, "# TYPE %s %s\n", name, type);
	if (unit != NULL)
		text_printf(out, "# UNIT %s %s\n", name, unit);
	text_printf(out, "# HELP %s %s\n", name, help);
}

static void append_severities(struct text *out, const char *name, const char *help, const uint32_t counts[SEVERITIES])
{
	append_family(out, name, "gauge", NULL, help);
	for (size_t severity = SEVERITIES - 1; severity > 0; severity--)
		text_printf(out, "%s{severity=\"%s\"} %u\n", name,
		            schema_choice(schema_choices(CHOICES_severity), (uint8_t)severity)->name, counts[severity]);
}

static void append_gauge(struct text *out, const char *name, const char *help, int64_t value)
{
	append_family(out, name, "gauge", NULL, help);
	text_printf(out, "%s %" PRId64 "\n", name, value);
}

static void append_seconds(struct text *out, const char *name, const char *help, moment_t value)
{
	append_family(out, name, "gauge", "seconds", help);
	text_printf(out, "%s %" PRId64 ".%06" PRId64 "\n", name, (int64_t)(value / MICROSECONDS),
	            (int64_t)(value % MICROSECONDS));
}

static moment_t day_moment(day_t day)
{
	return (moment_t)day * 86400 * MICROSECONDS;
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
	append_gauge(out, "forvalta_findings_accepted", "Findings whose risk is accepted.", counts->accepted);
	append_gauge(out, "forvalta_findings_resolved",
	             "Findings that the audit of an earlier day had and this one has not.", counts->resolved);
	append_gauge(out, "forvalta_proposals_raised", "Development opportunities proposed by this audit.", counts->raised);
	append_gauge(out, "forvalta_audit_run", "Number of the audit.", facts->number);
	append_gauge(out, "forvalta_audit_records", "Records read.", (int64_t)facts->records);
	append_seconds(out, "forvalta_audit_started_seconds", "When the audit began.", facts->started);
	if (facts->ended != 0)
		append_seconds(out, "forvalta_audit_ended_seconds", "When the audit was finished.", facts->ended);
	append_seconds(out, "forvalta_audit_day_seconds", "The day that the audit was made for.",
	               day_moment(printer->audit->session.today));
	if (facts->catalogue_seen != DAY_UNSET)
		append_seconds(out, "forvalta_catalogue_seen_seconds", "The day of the product catalogue.",
		               day_moment(facts->catalogue_seen));
	if (facts->people_seen != DAY_UNSET)
		append_seconds(out, "forvalta_people_seen_seconds", "The day of the list of people.", day_moment(facts->people_seen));
	append_gauge(out, "forvalta_journal_entries", "Entries in the change log.", (int64_t)facts->journal);
	append_family(out, "forvalta_journal_head", "info", NULL, "Digest of the last entry in the change log.");
	text_printf(out, "forvalta_journal_head_info{blake2b=\"%s\"} 1\n# EOF\n", facts->head);
}
