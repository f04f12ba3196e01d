/* The calendar of releases: what is overdue, what comes month by month, each with what stands in its way, and what was
 * made lately. */
#include "base/lang.h"
#include "report/change_report.h"
#include "report/telling.h"
#include "tui/plan_screen.h"
#include "tui/words.h"

static void append_days(struct text *out, day_t from, day_t to)
{
	char first[DAY_TEXT_SIZE], last[DAY_TEXT_SIZE];
	text_append_text(out, day_text(from, first));
	if (to != from)
		text_printf(out, "–%s", day_text(to, last) + (day_year(from) == day_year(to) ? 5 : 0));
}

/* Every conflict in a line of its own. */
static size_t append_conflicts(struct text *out, const struct teller *teller, const struct release_calendar *calendar,
	size_t place)
{
	size_t count = 0, other;
	for (size_t i = 0; i < calendar->conflict_count; i++) {
		if (!release_conflict_has(&calendar->conflicts[i], place, &other))
			continue;
		text_append_text(out, count++ == 0 ? "" : " · ");
		report_conflict_words(out, teller, calendar, &calendar->conflicts[i], place);
	}
	return count;
}

static void add_release(struct plan_screen *plan, const struct teller *teller, const struct release_calendar *calendar,
	size_t place)
{
	const struct release_row *row = &calendar->rows[place];
	struct text name = {0}, days = {0}, person = {0}, why = {0};
	const char *state = told_choice(CHOICES_release_plan_state, row->state).label;
	bool overdue = row->ahead && row->end < plan->app->session->today;
	report_release_name(&name, teller, row->ref);
	append_days(&days, row->start, row->end);
	if (ref_is_set(row->responsible))
		teller_name(&person, teller, row->responsible);
	size_t conflicts = append_conflicts(&why, teller, calendar, place);
	const char *const cells[SECTION_CELLS] = {name.data, days.data, state == NULL ? "" : state, person.data};
	struct section_row *item =
		sections_item(&plan->sections, (uint64_t)row->ref.entity << 40 | row->ref.id, row->ref, cells, why.data);
	item->signed_row = overdue || conflicts > 0;
	item->sign = overdue ? SYMBOL_RISING : SYMBOL_ALERT;
	item->role = overdue ? ROLE_DANGER : conflicts > 0 ? ROLE_WARNING : ROLE_NORMAL;
	text_free(&name);
	text_free(&days);
	text_free(&person);
	text_free(&why);
}

static void add_month(struct plan_screen *plan, day_t day)
{
	char month[DAY_TEXT_SIZE];
	day_text(day, month);
	month[7] = '\0';
	sections_heading(&plan->sections, month);
}

enum part { PART_OVERDUE, PART_AHEAD, PART_MADE };

static enum part part_of(const struct release_row *row, day_t today)
{
	return !row->ahead ? PART_MADE : row->end < today ? PART_OVERDUE : PART_AHEAD;
}

static void add_part(struct plan_screen *plan, const struct teller *teller, const struct release_calendar *calendar,
	enum part part)
{
	int month = -1;
	if (part == PART_OVERDUE)
		sections_heading(&plan->sections, _("Their day has passed"));
	if (part == PART_MADE)
		sections_heading(&plan->sections, _("Made or called off lately"));
	for (size_t i = 0; i < calendar->count; i++) {
		const struct release_row *row = &calendar->rows[i];
		struct civil_day civil = day_to_civil(row->start);
		if (part_of(row, plan->app->session->today) != part)
			continue;
		if (part == PART_AHEAD && civil.year * 12 + civil.month != month)
			add_month(plan, row->start);
		month = civil.year * 12 + civil.month;
		add_release(plan, teller, calendar, i);
	}
}

static void read_releases(struct plan_screen *plan, struct glance *glance)
{
	const struct teller teller = words_teller(glance);
	struct release_calendar calendar;
	report_read_releases(&calendar, &teller);
	add_part(plan, &teller, &calendar, PART_OVERDUE);
	add_part(plan, &teller, &calendar, PART_AHEAD);
	add_part(plan, &teller, &calendar, PART_MADE);
	text_printf(&plan->status, _("conflicts %zu"), calendar.conflict_count);
	if (calendar.unplaced > 0)
		text_printf(&plan->status, _(" · freezes without days %zu"), calendar.unplaced);
	release_calendar_free(&calendar);
}

const struct plan release_plan_screen = {
	.title = N_("Calendar of releases"),
	.empty = N_("No release is planned; n plans one."),
	.help = N_("The releases that come, month by month. Below each stands what is in its way on the same days: another "
		   "release of a system that it has something in common with, or a freeze of the annual wheel. ! marks these, "
		   "and a triangle those whose day has passed though nobody has said that they were made."),
	.columns = {"", "", "", ""},
	.least = {16, 16, 8, 12}, .most = {40, 21, 14, 24}, .priority = {0, 1, 2, 3},
	.entity = E_release_plan,
	.read = read_releases,
};
