/* The annual wheel: the year at a glance, a column for each month, and below it what happens month by month. */
#include "base/lang.h"
#include "base/memory.h"
#include "report/change_report.h"
#include "tui/canvas.h"
#include "tui/plan_screen.h"
#include "tui/words.h"

#define MONTHS 12
#define LABEL 14   /* columns */
#define MONTH 5
#define TALL 16    /* rows, below which the year is left out */

enum band { BAND_MEETINGS, BAND_REVIEWS, BAND_FREEZES, BAND_REST, BANDS };

struct year {
	day_t from;
	unsigned counts[BANDS][MONTHS];
};

static enum band band_of(const struct wheel_entry *entry)
{
	if (entry->sort == WHEEL_MEETING || (entry->sort == WHEEL_EVENT && entry->kind == C_event_kind_meeting))
		return BAND_MEETINGS;
	if (entry->sort == WHEEL_REVIEW || entry->kind == C_event_kind_licence_review ||
		entry->kind == C_event_kind_permission_review)
		return BAND_REVIEWS;
	return entry->kind == C_event_kind_freeze ? BAND_FREEZES : BAND_REST;
}

static const char *band_label(enum band band)
{
	switch (band) {
	case BAND_MEETINGS: return _("Meetings");
	case BAND_REVIEWS: return _("Reviews");
	case BAND_FREEZES: return _("Freezes");
	default: return _("Other");
	}
}

static int month_at(const struct year *year, day_t day)
{
	struct civil_day first = day_to_civil(year->from), civil = day_to_civil(day);
	return int_clamp((civil.year - first.year) * MONTHS + civil.month - first.month, 0, MONTHS - 1);
}

/* What lasts over several months stands in each of them. */
static void count_entry(struct year *year, const struct wheel_entry *entry)
{
	int last = month_at(year, entry->to);
	for (int month = month_at(year, entry->from); month <= last; month++)
		year->counts[band_of(entry)][month]++;
}

static void draw_heads(const struct year *year, struct area area)
{
	for (int month = 0; month < MONTHS; month++) {
		char day[DAY_TEXT_SIZE];
		day_text(day_add_months(year->from, month), day);
		bool begins = month == 0 || (day[5] == '0' && day[6] == '1');
		struct slice label = begins ? (struct slice){day, 4} : (struct slice){day + 5, 2};
		canvas_text_right(area.row, area.column + LABEL + month * MONTH, MONTH, ROLE_MUTED, label);
	}
}

static void draw_band(const struct year *year, struct area area, enum band band)
{
	int row = area.row + 1 + (int)band;
	canvas_text(row, area.column, LABEL, ROLE_LABEL, slice_of(band_label(band)));
	for (int month = 0; month < MONTHS; month++) {
		unsigned count = year->counts[band][month];
		struct text cell = {0};
		if (count > 0)
			text_printf(&cell, "%u", count);
		else
			text_append_text(&cell, canvas_sign(SYMBOL_DOT));
		canvas_text_right(row, area.column + LABEL + month * MONTH, MONTH,
			count == 0 ? ROLE_MUTED : band == BAND_FREEZES ? ROLE_WARNING : ROLE_NORMAL, text_slice(&cell));
		text_free(&cell);
	}
}

static int draw_year(struct plan_screen *plan, struct area area, bool draws)
{
	const struct year *year = plan->own;
	if (year == NULL || area.rows < TALL || area.columns < LABEL + MONTHS * MONTH)
		return 0;
	if (draws)
		draw_heads(year, area);
	for (enum band band = 0; draws && band < BANDS; band++)
		draw_band(year, area, band);
	return 1 + BANDS;
}

/* ---- rows ---- */

static void append_days(struct text *out, const struct wheel_entry *entry)
{
	char from[DAY_TEXT_SIZE], to[DAY_TEXT_SIZE];
	text_append_text(out, day_text(entry->from, from));
	if (entry->to != entry->from)
		text_printf(out, "–%s", day_text(entry->to, to) + (day_year(entry->from) == day_year(entry->to) ? 5 : 0));
}

static void add_entry(struct plan_screen *plan, const struct teller *teller, const struct wheel_entry *entry)
{
	struct text name = {0}, days = {0}, person = {0};
	teller_name(&name, teller, entry->about);
	append_days(&days, entry);
	if (ref_is_set(entry->responsible))
		teller_name(&person, teller, entry->responsible);
	if (entry->sort == WHEEL_MEETING)
		text_printf(&person, ngettext("%u item", "%u items", (unsigned)entry->items), (unsigned)entry->items);
	const char *const cells[SECTION_CELLS] = {name.data, days.data, report_wheel_kind(entry), person.data};
	/* What comes again stands in many months: the day tells one from the other. */
	uint64_t key = (uint64_t)(uint32_t)entry->from << 40 | (uint64_t)entry->about.entity << 32 | entry->about.id;
	struct section_row *item = sections_item(&plan->sections, key, entry->about, cells, NULL);
	bool freeze = band_of(entry) == BAND_FREEZES;
	item->signed_row = freeze;
	item->sign = SYMBOL_ALERT;
	item->role = freeze ? ROLE_WARNING : ROLE_NORMAL;
	text_free(&name);
	text_free(&days);
	text_free(&person);
}

static void add_months(struct plan_screen *plan, const struct teller *teller, const struct wheel *wheel,
	struct year *year)
{
	int month = -1;
	for (size_t i = 0; i < wheel->count; i++) {
		const struct wheel_entry *entry = &wheel->entries[i];
		day_t first = entry->from < year->from ? year->from : entry->from;
		char words[DAY_TEXT_SIZE];
		count_entry(year, entry);
		if (month_at(year, first) != month) {
			day_text(first, words);
			words[7] = '\0';
			sections_heading(&plan->sections, words);
		}
		month = month_at(year, first);
		add_entry(plan, teller, entry);
	}
}

static void read_wheel(struct plan_screen *plan, struct glance *glance)
{
	const struct teller teller = words_teller(glance);
	struct civil_day today = day_to_civil(plan->app->session->today);
	struct wheel wheel;
	struct year *year = plan->own = memory_new(sizeof(struct year));
	*year = (struct year){.from = day_from_civil(today.year, today.month, 1)};
	wheel_read(&wheel, glance->view, year->from, day_add_months(year->from, MONTHS) - 1);
	add_months(plan, &teller, &wheel, year);
	if (wheel.unplaced > 0)
		text_printf(&plan->status, _("events without days %zu"), wheel.unplaced);
	wheel_free(&wheel);
}

const struct plan wheel_plan_screen = {
	.title = N_("Annual wheel"),
	.empty = N_("Nothing stands in the annual wheel; n adds an event."),
	.help = N_("The year from this month on: how many meetings, reviews and freezes each month has, and below that what "
		   "they are. A freeze is marked: what is planned on its days is told of in the calendar of releases. A meeting "
		   "stands here when its forum has something on the agenda, a review on the day it is due."),
	.columns = {"", "", "", ""},
	.least = {16, 16, 8, 12}, .most = {44, 21, 20, 24}, .priority = {0, 1, 2, 3},
	.entity = E_event,
	.read = read_wheel,
	.above = draw_year,
};
