/* Findings in the order in which they are read: the most severe first, then by system, rule and record. */
#include <stdlib.h>
#include <string.h>

#include "audit/print_private.h"
#include "base/lang.h"
#include "base/memory.h"

static void add_shown(struct printer *printer, const struct record *record, uint32_t kept)
{
	const struct rule_settings *settings = &printer->audit->pass.settings;
	struct ref about = record_ref(record, F_finding_about);
	struct finding_standing standing;
	uint16_t rule = rule_settings_find(settings, record_text(record, F_finding_rule));
	runs_stand(&printer->runs, record, &standing);
	if (!finding_state_is_open(record_choice(record, F_finding_state)) || (printer->only_new && !standing.fresh) ||
	    (printer->audit->chosen && (rule == RULE_NONE || !settings->items[rule].looked)))
		return;
	memory_grow(&printer->items, &printer->capacity, printer->count, sizeof *printer->items);
	printer->items[printer->count++] = (struct shown){
		finding_severity(record), about.entity, rule, record->parent, about.id, record->id, kept};
}

static int compare_ids(const void *a, const void *b)
{
	const record_id *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

/* Rows that a run which wrote nothing would have changed, by id. */
static record_id *kept_ids(const struct outbox *outbox, size_t *count)
{
	record_id *ids = memory_new_array(outbox->count + 1, sizeof *ids);
	*count = 0;
	for (size_t i = 0; outbox->keep && i < outbox->count; i++)
		if (outbox->items[i].ref.id != 0)
			ids[(*count)++] = outbox->items[i].ref.id;
	if (*count > 0)
		qsort(ids, *count, sizeof *ids, compare_ids);
	return ids;
}

static void collect(struct printer *printer)
{
	const struct outbox *outbox = &printer->audit->pass.outbox;
	struct records *records = records_new(printer->view, E_finding);
	struct record record;
	size_t count;
	record_id *kept = kept_ids(outbox, &count);
	for (bool there = records_first(records, &record); there; there = records_next(records, &record))
		if (count == 0 || bsearch(&record.id, kept, count, sizeof *kept, compare_ids) == NULL)
			add_shown(printer, &record, 0);
	for (size_t i = 0; outbox->keep && i < outbox->count; i++) {
		record = outbox_record(outbox, i);
		add_shown(printer, &record, (uint32_t)i + 1);
	}
	free(kept);
	records_free(&records);
}

static int compare_shown(const void *a, const void *b)
{
	const struct shown *x = a, *y = b;
	if (x->severity != y->severity)
		return y->severity - x->severity;
	if (x->system != y->system)
		return x->system < y->system ? -1 : 1;
	if (x->rule != y->rule)
		return x->rule - y->rule;
	if (x->about_entity != y->about_entity)
		return x->about_entity - y->about_entity;
	if (x->about != y->about)
		return x->about < y->about ? -1 : 1;
	if (x->id != y->id)
		return x->id < y->id ? -1 : 1;
	return (x->kept > y->kept) - (x->kept < y->kept);
}

bool printer_record(const struct printer *printer, const struct shown *shown, struct record *record,
                    struct finding_standing *standing)
{
	if (shown->kept != 0)
		*record = outbox_record(&printer->audit->pass.outbox, shown->kept - 1);
	else if (!view_record(printer->view, (struct ref){E_finding, shown->id}, record))
		return false;
	runs_stand(&printer->runs, record, standing);
	return true;
}

const char *printer_title(const struct printer *printer, const struct shown *shown, const struct record *record)
{
	(void)record;
	return shown->rule == RULE_NONE ? "" : active_rule_title(&printer->audit->pass.settings.items[shown->rule]);
}

void printer_append_name(const struct printer *printer, struct ref ref, struct text *out)
{
	if (ref_is_set(ref))
		view_append_name(printer->view, ref, out);
}

void printer_append_code(const struct printer *printer, struct ref ref, struct text *out)
{
	if (ref_is_set(ref))
		view_append_code(printer->view, ref, out);
}

static void append_name(void *context, struct ref ref, struct text *out)
{
	const struct view *view = context;
	view_append_name(view, ref, out);
}

void printer_append_reasons(const struct printer *printer, struct slice packed, const char *between, struct text *out)
{
	union {
		const struct view *read_only;
		void *context;
	} pass = {.read_only = printer->view};
	const struct reason_words words = {.name = append_name, .context = pass.context};
	struct reasons chain;
	if (!reasons_unpack(packed, &chain))
		return;
	for (size_t i = 0; i < chain.count; i++) {
		if (i > 0)
			text_append_text(out, between);
		reason_append_words(out, &chain.items[i], &words);
	}
	if (chain.more > 0) {
		text_append_text(out, between);
		text_printf(out, ngettext("and %u more", "and %u more", chain.more), chain.more);
	}
}

#define MUCH ((size_t)1 << 16)

void printer_flush(struct printer *printer, bool all)
{
	if (!all && printer->text.size < MUCH)
		return;
	struct text harmless = {0};
	if (printer->shown_to_people)
		text_append_harmless(&harmless, text_slice(&printer->text), true);
	const struct text *text = printer->shown_to_people ? &harmless : &printer->text;
	if (text->size > 0)
		fwrite(text->data, 1, text->size, printer->out);
	text_free(&harmless);
	text_clear(&printer->text);
}

uint32_t counts_sum(const uint32_t counts[SEVERITIES])
{
	uint32_t sum = 0;
	for (size_t severity = 1; severity < SEVERITIES; severity++)
		sum += counts[severity];
	return sum;
}

bool audit_format_parse(struct slice text, enum audit_format *format, struct error *error)
{
	static const char *const names[] = {"text", "json", "jsonl", "csv", "openmetrics"};
	for (size_t i = 0; i < COUNT_OF(names); i++)
		if (slice_equal_text(text, names[i])) {
			*format = (enum audit_format)i;
			return true;
		}
	return error_set(error, ERROR_USAGE, _("\"%.*s\" is no format of the audit: text, json, jsonl, csv or openmetrics"),
	                 (int)text.size, text.data);
}

/* Everything that is to be shown, in its order; the view is the printer's own where the audit has none any more. */
static bool gather(struct printer *printer, struct view **own, struct error *error)
{
	const struct audit *audit = printer->audit;
	*own = audit->view == NULL ? view_open(audit->session.store, error) : NULL;
	printer->view = audit->view == NULL ? *own : audit->view;
	if (printer->view == NULL)
		return false;
	runs_read(&printer->runs, printer->view, audit->session.today);
	if (audit->view != NULL) {
		printer->runs.number = audit->pass.runs.number;
		runs_join(&printer->runs);
	}
	return true;
}

static void sort(struct printer *printer)
{
	collect(printer);
	if (printer->count > 0)
		qsort(printer->items, printer->count, sizeof *printer->items, compare_shown);
}

static void end_printing(struct printer *printer, struct view **own)
{
	free(printer->items);
	text_free(&printer->text);
	runs_free(&printer->runs);
	view_close(own);
}

bool audit_each_open(const struct audit *audit, bool (*take)(void *context, const struct record *finding),
                     void *context, struct error *error)
{
	struct printer printer = {.audit = audit};
	struct finding_standing standing;
	struct record record;
	struct view *own;
	if (!gather(&printer, &own, error))
		return false;
	sort(&printer);
	for (size_t i = 0; i < printer.count; i++)
		if (printer_record(&printer, &printer.items[i], &record, &standing) && !take(context, &record))
			break;
	end_printing(&printer, &own);
	return true;
}

bool audit_print(const struct audit *audit, enum audit_format format, bool only_new, FILE *out, struct error *error)
{
	static const struct {
		void (*print)(struct printer *);
		bool counts_only; /* no finding of its own is told */
	} formats[] = {{print_text, false}, {print_json, false}, {print_jsonl, false}, {print_csv, false},
	               {print_openmetrics, true}};
	struct printer printer = {
		.audit = audit, .out = out, .only_new = only_new, .shown_to_people = format == AUDIT_TEXT};
	struct view *own;
	if (!gather(&printer, &own, error))
		return false;
	if (!formats[format].counts_only)
		sort(&printer);
	formats[format].print(&printer);
	printer_flush(&printer, true);
	end_printing(&printer, &own);
	return (fflush(out) == 0 && !ferror(out)) || error_set_errno(error, "%s", _("the findings could not be written"));
}
