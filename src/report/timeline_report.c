#include "report/timeline_report.h"

#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "model/code.h"
#include "report/telling.h"
#include "report/timeline_lanes.h"

struct making {
	const struct teller *teller;
	struct timeline_reader *reader;
	struct page *page;
	struct timeline_window window;
	struct timeline_lane *lanes;
	char **names;
	size_t count, lanes_capacity, names_capacity;
};

/* ---- the lanes ---- */

static void add_lane(struct making *making, const struct timeline_lane *lane)
{
	struct text name = {0};
	teller_name(&name, making->teller, lane->about);
	memory_grow(&making->lanes, &making->lanes_capacity, making->count, sizeof *making->lanes);
	memory_grow(&making->names, &making->names_capacity, making->count, sizeof *making->names);
	making->lanes[making->count] = *lane;
	making->names[making->count++] = text_take(&name);
}

static void forget_lanes(struct making *making)
{
	for (size_t i = 0; i < making->count; i++)
		free(making->names[i]);
	making->count = 0;
}

static void add_systems(struct making *making)
{
	struct records *systems = records_new(making->teller->view, E_system);
	struct timeline_lane lane;
	struct record system;
	for (bool there = records_first(systems, &system); there; there = records_next(systems, &system))
		if (told_may_see(making->teller, &system) && timeline_lane_read(making->reader, record_self(&system), &lane))
			add_lane(making, &lane);
	records_free(&systems);
}

/* ---- the days ---- */

/* Of the whole register they are too many to be read. */
static void begin_days(struct page *page, bool for_people)
{
	enum page_place place = for_people ? PAGE_BESIDE : PAGE_DATA;
	const struct page_column columns[] = {
		{"day", _("Day"), PAGE_DAY, place}, {"event", _("What"), PAGE_NAME, place},
		{"name", _("Name"), PAGE_WORDS, place}, {"code", _("Code"), PAGE_CODE, place},
		{"entity", _("Kind"), PAGE_NAME, PAGE_DATA}};
	if (for_people)
		page_heading(page, _("The days"));
	page_table(page, "days", columns, COUNT_OF(columns), true);
	page_table_none(page, _("No day is known."));
}

struct day_row {
	struct timeline_event event;
	size_t lane;
};

static int compare_days(const void *a, const void *b)
{
	const struct day_row *x = a, *y = b;
	if (x->event.day != y->event.day)
		return x->event.day < y->event.day ? -1 : 1;
	return (x->lane > y->lane) - (x->lane < y->lane);
}

static void tell_day(const struct making *making, const struct day_row *row)
{
	struct ref about = making->lanes[row->lane].about;
	const struct entity *entity = schema_entity(about.entity);
	struct text code = {0};
	struct record record;
	if (view_record(making->teller->view, about, &record))
		code_append(&code, &record);
	page_row(making->page, (struct page_cell[]){
		page_day(row->event.day), page_name(timeline_event_name(row->event.kind), timeline_event_label(row->event.kind)),
		page_words(making->names[row->lane]), page_code(code.data), page_name(entity->name, _(entity->label))});
	text_free(&code);
}

/* All of them, in sight or not, in the order of the days. */
static void tell_days(const struct making *making, bool for_people)
{
	size_t count = 0, at = 0;
	for (size_t i = 0; i < making->count; i++)
		count += making->lanes[i].event_count;
	struct day_row *rows = memory_new_array(count + 1, sizeof *rows);
	for (size_t i = 0; i < making->count; i++)
		for (size_t e = 0; e < making->lanes[i].event_count; e++)
			rows[at++] = (struct day_row){making->lanes[i].events[e], i};
	qsort(rows, count, sizeof *rows, compare_days);
	begin_days(making->page, for_people);
	for (size_t i = 0; i < count; i++)
		tell_day(making, &rows[i]);
	free(rows);
}

/* ---- all of it ---- */

/* Those from `first` on, as one picture. */
static void tell_lanes(const struct making *making, size_t first)
{
	if (making->count > first)
		page_timeline(making->page, _("Timeline"), &making->window, (const char *const *)making->names + first,
		              making->lanes + first, making->count - first);
}

static bool tell_record(struct making *making, struct ref about, bool single, struct error *error)
{
	struct timeline_lanes lanes = {0};
	struct text name = {0};
	size_t first = making->count;
	if (!timeline_can(about.entity))
		return error_set(error, ERROR_INPUT,
		                 _("%s have no timeline; systems, services, contracts, suppliers and units do"),
		                 _(schema_entity(about.entity)->plural));
	timeline_lanes_read(making->reader, about, &lanes);
	for (size_t i = 0; i < lanes.count; i++)
		add_lane(making, &lanes.items[i]);
	teller_name(&name, making->teller, about);
	if (!single)
		page_heading(making->page, name.data);
	tell_lanes(making, first);
	free(lanes.items);
	text_free(&name);
	return true;
}

static bool tell(struct making *making, const struct timeline_asking *asking, struct error *error)
{
	for (size_t i = 0; i < asking->count; i++)
		if (!tell_record(making, asking->about[i], asking->count == 1, error))
			return false;
	if (asking->count == 0) {
		add_systems(making);
		tell_lanes(making, 0);
	}
	tell_days(making, asking->count > 0);
	return true;
}

static void append_title(struct text *out, const struct teller *teller, const struct timeline_asking *asking)
{
	struct text name = {0};
	if (asking->count == 1)
		teller_name(&name, teller, asking->about[0]);
	if (name.size > 0)
		text_printf(out, _("Timeline: %s"), name.data);
	else
		text_append_text(out, _("Timeline"));
	text_free(&name);
}

struct page *timeline_report(const struct teller *teller, const struct timeline_asking *asking, struct error *error)
{
	day_t today = teller->session->today;
	int months = asking->years == NUMBER_UNSET ? TIMELINE_MONTHS : (int)asking->years * 12;
	struct making making = {.teller = teller, .reader = timeline_reader_new(teller)};
	struct text title = {0};
	append_title(&title, teller, asking);
	making.page = page_new("timeline", title.data, teller->session->conf);
	making.window = timeline_window_about(asking->from == DAY_UNSET ? today : asking->from, months, 0);
	making.window.today = today;
	if (!tell(&making, asking, error))
		page_free(&making.page);
	forget_lanes(&making);
	free(making.lanes);
	free(making.names);
	timeline_reader_free(&making.reader);
	text_free(&title);
	return making.page;
}
