#include "base/lang.h"
#include "base/memory.h"
#include "report/change_report.h"
#include "report/telling.h"

static bool may_see(void *context, const struct record *system)
{
	return told_may_see(context, system);
}

#define LATELY_MONTHS 1

void report_read_releases(struct release_calendar *calendar, const struct teller *teller)
{
	day_t today = teller->session->today;
	union {
		const struct teller *read_only;
		void *context;
	} as = {.read_only = teller};
	release_calendar_read(calendar, teller->view, today, day_add_months(today, -LATELY_MONTHS), may_see, as.context);
}

void report_release_name(struct text *out, const struct teller *teller, struct ref release)
{
	struct record record;
	if (!view_record(teller->view, release, &record))
		return;
	teller_name(out, teller, (struct ref){E_system, record.parent});
	text_append_char(out, ' ');
	teller_title(out, teller, &record);
}

void report_conflict_words(struct text *out, const struct teller *teller, const struct release_calendar *calendar,
                           const struct release_conflict *conflict, size_t row)
{
	struct reasons chain = {0};
	release_conflict_explain(calendar, conflict, row, &chain);
	for (size_t i = 0; i < chain.count; i++) {
		text_append_text(out, i == 0 ? "" : "; ");
		teller_reason(out, teller, &chain.items[i]);
	}
}

struct making {
	const struct teller *teller;
	struct page *page;
	struct release_calendar calendar;
	struct text code, name, other, other_name, words;
};

static void clear(struct making *making)
{
	text_clear(&making->code);
	text_clear(&making->name);
	text_clear(&making->other);
	text_clear(&making->other_name);
	text_clear(&making->words);
}

static void tell_conflict(struct making *making, const struct release_conflict *conflict)
{
	const struct view *view = making->teller->view;
	const struct release_row *rows = making->calendar.rows;
	bool freeze = ref_is_set(conflict->event);
	struct ref other = freeze ? conflict->event : rows[conflict->second].ref;
	clear(making);
	view_append_code(view, rows[conflict->first].ref, &making->code);
	report_release_name(&making->name, making->teller, rows[conflict->first].ref);
	view_append_code(view, other, &making->other);
	if (freeze)
		teller_name(&making->other_name, making->teller, other);
	else
		report_release_name(&making->other_name, making->teller, other);
	report_conflict_words(&making->words, making->teller, &making->calendar, conflict, conflict->first);
	page_row(making->page, (struct page_cell[]){
		page_day(conflict->from), page_day(conflict->to), page_code(making->code.data), page_words(making->name.data),
		page_code(making->other.data), page_words(making->other_name.data), page_words(making->words.data)});
}

static void tell_conflicts(struct making *making, bool main)
{
	const struct page_column columns[] = {
		{"from", _("From"), PAGE_DAY}, {"to", _("To"), PAGE_DAY}, {"release", _("Code"), PAGE_CODE, PAGE_DATA},
		{"release_name", _("Release"), PAGE_WORDS}, {"other", _("Code"), PAGE_CODE, PAGE_DATA},
		{"other_name", _("In the way"), PAGE_WORDS}, {"why", _("Why"), PAGE_WORDS, PAGE_BELOW}};
	page_heading(making->page, _("Conflicts"));
	page_table(making->page, "conflicts", columns, COUNT_OF(columns), main);
	page_table_none(making->page, _("No release stands in the way of another, and none falls in a freeze."));
	for (size_t i = 0; i < making->calendar.conflict_count; i++)
		tell_conflict(making, &making->calendar.conflicts[i]);
}

static int64_t count_conflicts(const struct release_calendar *calendar, size_t row)
{
	int64_t count = 0;
	size_t other;
	for (size_t i = 0; i < calendar->conflict_count; i++)
		count += release_conflict_has(&calendar->conflicts[i], row, &other);
	return count;
}

static void tell_release(struct making *making, size_t place)
{
	const struct release_row *row = &making->calendar.rows[place];
	clear(making);
	view_append_code(making->teller->view, row->ref, &making->code);
	report_release_name(&making->name, making->teller, row->ref);
	if (ref_is_set(row->responsible))
		teller_name(&making->other, making->teller, row->responsible);
	page_row(making->page, (struct page_cell[]){
		page_day(row->start), page_day(row->end), page_code(making->code.data), page_words(making->name.data),
		told_choice(CHOICES_release_plan_state, row->state), told_choice(CHOICES_change_kind, row->change),
		page_words(making->other.data), page_number(count_conflicts(&making->calendar, place))});
}

static void tell_releases(struct making *making, bool main)
{
	const struct page_column columns[] = {
		{"start", _("From"), PAGE_DAY}, {"end", _("To"), PAGE_DAY}, {"code", _("Code"), PAGE_CODE, PAGE_DATA},
		{"release", _("Release"), PAGE_WORDS}, {"state", _("State"), PAGE_NAME}, {"change", _("Kind of change"),
			PAGE_NAME, PAGE_DATA},
		{"responsible", _("Responsible"), PAGE_WORDS}, {"conflicts", _("Conflicts"), PAGE_NUMBER}};
	page_heading(making->page, _("Releases"));
	page_table(making->page, "releases", columns, COUNT_OF(columns), main);
	for (size_t i = 0; i < making->calendar.count; i++)
		tell_release(making, i);
}

static void tell_head(const struct making *making)
{
	const struct release_calendar *calendar = &making->calendar;
	size_t ahead = 0;
	for (size_t i = 0; i < calendar->count; i++)
		ahead += calendar->rows[i].ahead;
	page_fact(making->page, "ahead", _("Releases to come"), page_number((int64_t)ahead));
	page_fact(making->page, "conflicts", _("Conflicts"), page_number((int64_t)calendar->conflict_count));
	if (calendar->unplaced > 0)
		page_fact(making->page, "unplaced", _("Freezes whose days cannot be told"),
		          page_number((int64_t)calendar->unplaced));
	if (calendar->hidden > 0)
		page_fact(making->page, "hidden", _("Releases that are not shown to you"), page_number((int64_t)calendar->hidden));
}

struct page *release_report(const struct teller *teller, bool conflicts, struct error *error)
{
	struct making making = {.teller = teller};
	(void)error;
	report_read_releases(&making.calendar, teller);
	making.page = page_new("releases", _("Calendar of releases"), teller->session->conf);
	tell_head(&making);
	tell_conflicts(&making, conflicts);
	if (!conflicts)
		tell_releases(&making, true);
	release_calendar_free(&making.calendar);
	text_free(&making.code);
	text_free(&making.name);
	text_free(&making.other);
	text_free(&making.other_name);
	text_free(&making.words);
	return making.page;
}

struct page *report_releases(const struct teller *teller, const struct report_request *request, struct error *error)
{
	(void)request;
	return release_report(teller, false, error);
}
