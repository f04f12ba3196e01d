/* For spreadsheets: one row for each finding. */
#include "audit/print_private.h"
#include "base/csv_writer.h"
#include "base/memory.h"

static const char *const columns[] = {
	"id",     "rule",        "title",  "severity",    "state",      "new",       "known_at_start",
	"about",  "about_name",  "system", "system_name", "detail",     "reasons",   "next_step",
	"person", "person_name", "due",    "cost",        "first_seen", "last_seen", "times_seen"};

static const char *choice_name(uint8_t set, uint8_t number)
{
	const struct choice *choice = schema_choice(schema_choices(set), number);
	return choice == NULL ? "" : choice->name;
}

static void next_cell(struct csv_writer *csv, struct slice cell)
{
	if (cell.size == 0)
		csv_write_unset(csv);
	else
		csv_write_field(csv, cell);
}

static void next_ref(struct csv_writer *csv, struct printer *printer, struct ref ref)
{
	struct text words = {0};
	printer_append_code(printer, ref, &words);
	next_cell(csv, text_slice(&words));
	text_clear(&words);
	printer_append_name(printer, ref, &words);
	next_cell(csv, text_slice(&words));
	text_free(&words);
}

static void next_reasons(struct csv_writer *csv, struct printer *printer, struct slice packed)
{
	struct text words = {0};
	printer_append_reasons(printer, packed, "; ", &words);
	next_cell(csv, text_slice(&words));
	text_free(&words);
}

static void next_day(struct csv_writer *csv, day_t day)
{
	char buffer[DAY_TEXT_SIZE];
	next_cell(csv, slice_of(day_text(day, buffer)));
}

static void append_row(struct printer *printer, const struct shown *shown)
{
	struct csv_writer csv = {.out = &printer->text, .format = {.defuse = true}};
	struct record record;
	struct finding_standing standing;
	char buffer[NUMBER_TEXT_SIZE];
	if (!printer_record(printer, shown, &record, &standing))
		return;
	money_t cost = record_number(&record, F_finding_cost);
	next_cell(&csv, record_text(&record, F_finding_id));
	next_cell(&csv, record_text(&record, F_finding_rule));
	next_cell(&csv, slice_of(printer_title(printer, shown, &record)));
	next_cell(&csv, slice_of(choice_name(CHOICES_severity, shown->severity)));
	next_cell(&csv, slice_of(choice_name(CHOICES_finding_state, record_choice(&record, F_finding_state))));
	next_cell(&csv, slice_of(standing.fresh ? "yes" : "no"));
	next_cell(&csv, slice_of(record_yes(&record, F_finding_known_at_start) ? "yes" : "no"));
	next_ref(&csv, printer, record_ref(&record, F_finding_about));
	next_ref(&csv, printer, (struct ref){E_system, shown->system});
	next_cell(&csv, record_text(&record, F_finding_detail));
	next_reasons(&csv, printer, record_text(&record, F_finding_reasons));
	next_reasons(&csv, printer, record_text(&record, F_finding_next_step));
	next_ref(&csv, printer, record_ref(&record, F_finding_person));
	next_day(&csv, record_day(&record, F_finding_due));
	next_cell(&csv, slice_of(cost == NUMBER_UNSET ? "" : money_text(cost, buffer)));
	next_day(&csv, record_day(&record, F_finding_first_seen));
	next_day(&csv, standing.last_seen);
	next_cell(&csv, slice_of(number_text(standing.times_seen, buffer)));
	csv_write_end(&csv);
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
