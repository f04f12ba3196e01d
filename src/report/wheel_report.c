#include "base/lang.h"
#include "base/memory.h"
#include "report/change_report.h"
#include "report/telling.h"

#define YEAR_MONTHS 12

static const char *choice_label(uint8_t set, uint8_t number)
{
	const struct choice *choice = schema_choice(schema_choices(set), number);
	return choice == NULL ? NULL : _(choice->label);
}

const char *report_wheel_kind(const struct wheel_entry *entry)
{
	const char *label = NULL;
	if (entry->sort == WHEEL_MEETING)
		return choice_label(CHOICES_event_kind, C_event_kind_meeting);
	if (entry->sort == WHEEL_EVENT)
		label = choice_label(CHOICES_event_kind, entry->kind);
	if (entry->sort == WHEEL_REVIEW)
		return _("review");
	return label == NULL ? _("event") : label;
}

/* "2027-03". */
static void begin_month(struct page *page, day_t day)
{
	char words[DAY_TEXT_SIZE];
	day_text(day, words);
	words[7] = '\0';
	page_group(page, words);
}

static void tell_entry(struct page *page, const struct teller *teller, const struct wheel_entry *entry)
{
	struct text code = {0}, name = {0}, person = {0};
	view_append_code(teller->view, entry->about, &code);
	teller_name(&name, teller, entry->about);
	if (ref_is_set(entry->responsible))
		teller_name(&person, teller, entry->responsible);
	page_row(page, (struct page_cell[]){page_day(entry->from), page_day(entry->to), page_code(code.data),
	                                    page_words(report_wheel_kind(entry)), page_words(name.data),
	                                    page_words(person.data),
	                                    page_number(entry->items == 0 ? NUMBER_UNSET : (int64_t)entry->items)});
	text_free(&code);
	text_free(&name);
	text_free(&person);
}

struct page *report_wheel(const struct teller *teller, const struct report_request *request, struct error *error)
{
	const struct page_column columns[] = {{"from", _("From"), PAGE_DAY}, {"to", _("To"), PAGE_DAY},
	                                      {"code", _("Code"), PAGE_CODE, PAGE_DATA}, {"kind", _("Kind"), PAGE_WORDS},
	                                      {"what", _("What"), PAGE_WORDS}, {"responsible", _("Responsible"), PAGE_WORDS},
	                                      {"items", _("On the agenda"), PAGE_NUMBER}};
	struct civil_day today = day_to_civil(teller->session->today);
	day_t from = day_from_civil(today.year, today.month, 1), to = day_add_months(from, YEAR_MONTHS) - 1;
	struct page *page = page_new("wheel", _("Annual wheel"), teller->session->conf);
	struct wheel wheel;
	int month = -1;
	(void)request;
	(void)error;
	wheel_read(&wheel, teller->view, from, to);
	page_fact(page, "from", _("From"), page_day(from));
	page_fact(page, "to", _("To"), page_day(to));
	if (wheel.unplaced > 0)
		page_fact(page, "unplaced", _("Events whose days cannot be told"), page_number((int64_t)wheel.unplaced));
	page_table(page, "wheel", columns, COUNT_OF(columns), true);
	for (size_t i = 0; i < wheel.count; i++) {
		day_t first = wheel.entries[i].from < from ? from : wheel.entries[i].from;
		if (day_to_civil(first).month != month)
			begin_month(page, first);
		month = day_to_civil(first).month;
		tell_entry(page, teller, &wheel.entries[i]);
	}
	wheel_free(&wheel);
	return page;
}
