/* For people: calm, by system, with the reasons, one next step and one person. */
#include <string.h>

#include "audit/print_private.h"
#include "base/lang.h"
#include "base/memory.h"

static const char *choice_label(uint8_t set, uint8_t number)
{
	const struct choice *choice = schema_choice(schema_choices(set), number);
	return choice == NULL ? "" : _(choice->label);
}

static void append_head(struct printer *printer)
{
	const struct audit *audit = printer->audit;
	char day[DAY_TEXT_SIZE];
	struct text *out = &printer->text;
	text_printf(out, _("Night audit %s, rules: %s"), day_text(audit->session.today, day),
	            choice_label(CHOICES_profile, audit->pass.settings.profile));
	if (audit->pass.facts.catalogue_seen != DAY_UNSET)
		text_printf(out, _(", catalogue of %s"), day_text(audit->pass.facts.catalogue_seen, day));
	if (audit->pass.facts.people_seen != DAY_UNSET)
		text_printf(out, _(", people of %s"), day_text(audit->pass.facts.people_seen, day));
	text_append_char(out, '\n');
}

static void append_counts(struct printer *printer)
{
	const struct audit_counts *counts = &printer->audit->pass.counts;
	struct text *out = &printer->text;
	uint32_t open = counts_sum(counts->open);
	if (open == 0) {
		text_append_text(out, _("Nothing to put right."));
		text_append_char(out, '\n');
		return;
	}
	text_printf(out, ngettext("%u finding", "%u findings", open), open);
	const char *between = ": ";
	for (size_t severity = SEVERITIES - 1; severity > 0; severity--) {
		if (counts->open[severity] == 0)
			continue;
		text_printf(out, "%s%u %s", between, counts->open[severity], choice_label(CHOICES_severity, (uint8_t)severity));
		between = ", ";
	}
	text_printf(out, _("; new: %u, known at start: %u, accepted: %u, resolved: %u"), counts_sum(counts->fresh),
	            counts_sum(counts->known), counts->accepted, counts->resolved);
	text_append_char(out, '\n');
}

static void append_severity(struct printer *printer, uint8_t severity)
{
	struct text upper = {0};
	text_append_text(&upper, choice_label(CHOICES_severity, severity));
	text_printf(&printer->text, "\n== %s ==\n", upper.data);
	text_free(&upper);
}

/* Heading: the system, or what the finding is about where it lies under none. */
static void append_place(struct printer *printer, const struct shown *shown)
{
	struct ref ref =
		shown->system != 0 ? (struct ref){E_system, shown->system} : (struct ref){shown->about_entity, shown->about};
	struct text *out = &printer->text;
	text_append_char(out, '\n');
	if (!ref_is_set(ref)) {
		text_append_text(out, _("The register"));
	} else {
		size_t start = out->size;
		printer_append_name(printer, ref, out);
		struct text code = {0};
		printer_append_code(printer, ref, &code);
		if (out->size - start != code.size || memcmp(out->data + start, code.data, code.size) != 0)
			text_printf(out, " (%s)", code.data);
		text_free(&code);
	}
	text_append_char(out, '\n');
}

static void append_about(struct printer *printer, const struct shown *shown, struct slice detail)
{
	struct text *out = &printer->text;
	if (shown->system != 0 && !(shown->about_entity == E_system && shown->about == shown->system)) {
		text_append_text(out, ": ");
		printer_append_name(printer, (struct ref){shown->about_entity, shown->about}, out);
	}
	if (detail.size > 0) {
		text_append_text(out, ": ");
		text_append_harmless(out, detail, false);
	}
}

static void append_marks(struct printer *printer, const struct record *record, const struct finding_standing *standing)
{
	struct text *out = &printer->text;
	if (standing->fresh)
		text_printf(out, " [%s]", _("new"));
	if (record_choice(record, F_finding_state) == C_finding_state_acknowledged)
		text_printf(out, " [%s]", choice_label(CHOICES_finding_state, C_finding_state_acknowledged));
	text_append_char(out, '\n');
}

static void append_next_step(struct printer *printer, const struct record *record)
{
	struct text *out = &printer->text;
	char day[DAY_TEXT_SIZE];
	text_printf(out, "    %s ", _("Next:"));
	printer_append_reasons(printer, record_text(record, F_finding_next_step), "; ", out);
	if (record_is_set(record, F_finding_person)) {
		text_append_text(out, " — ");
		printer_append_name(printer, record_ref(record, F_finding_person), out);
	}
	if (record_is_set(record, F_finding_due))
		text_printf(out, _(", by %s"), day_text(record_day(record, F_finding_due), day));
	text_append_char(out, '\n');
}

static void append_finding(struct printer *printer, const struct shown *shown)
{
	struct text *out = &printer->text;
	struct record record;
	struct finding_standing standing;
	if (!printer_record(printer, shown, &record, &standing))
		return;
	text_printf(out, "  %s", printer_title(printer, shown, &record));
	append_about(printer, shown, record_text(&record, F_finding_detail));
	append_marks(printer, &record, &standing);
	text_append_text(out, "    ");
	printer_append_reasons(printer, record_text(&record, F_finding_reasons), "\n    ", out);
	text_append_char(out, '\n');
	append_next_step(printer, &record);
	text_append_text(out, "    ");
	text_append_harmless(out, record_text(&record, F_finding_id), false);
	text_append_char(out, '\n');
}

static bool same_place(const struct shown *a, const struct shown *b)
{
	return a->system == b->system && (a->system != 0 || (a->about_entity == b->about_entity && a->about == b->about));
}

void print_text(struct printer *printer)
{
	append_head(printer);
	append_counts(printer);
	for (size_t i = 0; i < printer->count; i++) {
		const struct shown *shown = &printer->items[i];
		bool section = i == 0 || printer->items[i - 1].severity != shown->severity;
		if (section)
			append_severity(printer, shown->severity);
		if (section || !same_place(&printer->items[i - 1], shown))
			append_place(printer, shown);
		append_finding(printer, shown);
		printer_flush(printer, false);
	}
}
