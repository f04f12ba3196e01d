/* For spreadsheets: one row for each finding. */
#include <string.h>

#include "audit/print_private.h"
#include "base/memory.h"

static const char *const columns[] = {
	"id",     "rule",        "title",  "severity",    "state",      "new",       "known_at_start",
	"about",  "about_name",  "system", "system_name", "detail",     "reasons",   "next_step",
	"person", "person_name", "due",    "cost",        "first_seen", "last_seen", "times_seen"};

/* A value that is not set is an empty field; quotes where they are needed (RFC 4180). A text that a spreadsheet would
 * calculate gets an apostrophe before it. */
static void append_cell(struct text *out, struct slice cell)
{
	bool formula = cell.size > 0 && memchr("=+-@\t", cell.data[0], 5) != NULL;
	bool quotes = formula;
	for (size_t i = 0; i < cell.size; i++)
		quotes = quotes || strchr(",\"\r\n", cell.data[i]) != NULL;
	if (quotes)
		text_append_text(out, formula ? "\"'" : "\"");
	for (size_t i = 0; i < cell.size; i++) {
		if (cell.data[i] == '"')
			text_append_char(out, '"');
		text_append_char(out, cell.data[i]);
	}
	if (quotes)
		text_append_char(out, '"');
}

static void next_cell(struct text *out, struct slice cell)
{
	text_append_char(out, ',');
	append_cell(out, cell);
}

static const char *choice_name(uint8_t set, uint8_t number)
{
	const struct choice *choice = schema_choice(schema_choices(set), number);
	return choice == NULL ? "" : choice->name;
}

static void next_ref(struct printer *printer, struct ref ref)
{
	struct text words = {0};
	printer_append_code(printer, ref, &words);
	next_cell(&printer->text, text_slice(&words));
	text_clear(&words);
	printer_append_name(printer, ref, &words);
	next_cell(&printer->text, text_slice(&words));
	text_free(&words);
}

static void next_reasons(struct printer *printer, struct slice packed)
{
	struct text words = {0};
	printer_append_reasons(printer, packed, "; ", &words);
	next_cell(&printer->text, text_slice(&words));
	text_free(&words);
}

static void next_day(struct text *out, day_t day)
{
	char buffer[DAY_TEXT_SIZE];
	next_cell(out, slice_of(day_text(day, buffer)));
}

static void append_row(struct printer *printer, const struct shown *shown)
{
	struct text *out = &printer->text;
	struct record record;
	struct finding_standing standing;
	char buffer[NUMBER_TEXT_SIZE];
	if (!printer_record(printer, shown, &record, &standing))
		return;
	money_t cost = record_number(&record, F_finding_cost);
	append_cell(out, record_text(&record, F_finding_id));
	next_cell(out, record_text(&record, F_finding_rule));
	next_cell(out, slice_of(printer_title(printer, shown, &record)));
	next_cell(out, slice_of(choice_name(CHOICES_severity, shown->severity)));
	next_cell(out, slice_of(choice_name(CHOICES_finding_state, record_choice(&record, F_finding_state))));
	next_cell(out, slice_of(standing.fresh ? "yes" : "no"));
	next_cell(out, slice_of(record_yes(&record, F_finding_known_at_start) ? "yes" : "no"));
	next_ref(printer, record_ref(&record, F_finding_about));
	next_ref(printer, (struct ref){E_system, shown->system});
	next_cell(out, record_text(&record, F_finding_detail));
	next_reasons(printer, record_text(&record, F_finding_reasons));
	next_reasons(printer, record_text(&record, F_finding_next_step));
	next_ref(printer, record_ref(&record, F_finding_person));
	next_day(out, record_day(&record, F_finding_due));
	next_cell(out, slice_of(cost == NUMBER_UNSET ? "" : money_text(cost, buffer)));
	next_day(out, record_day(&record, F_finding_first_seen));
	next_day(out, standing.last_seen);
	text_printf(out, ",%u\n", standing.times_seen);
}

void print_csv(struct printer *printer)
{
	for (size_t i = 0; i < COUNT_OF(columns); i++)
		text_printf(&printer->text, "%s%s", i == 0 ? "" : ",", columns[i]);
	text_append_char(&printer->text, '\n');
	for (size_t i = 0; i < printer->count; i++) {
		append_row(printer, &printer->items[i]);
		printer_flush(printer, false);
	}
}
