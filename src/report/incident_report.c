#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "report/change_report.h"
#include "report/telling.h"

#define YEAR_MONTHS 12

static bool may_see(void *context, const struct record *system)
{
	return told_may_see(context, system);
}

static void *context_of(const struct teller *teller)
{
	union {
		const struct teller *read_only;
		void *context;
	} as = {.read_only = teller};
	return as.context;
}

void report_read_patterns(struct incident_patterns *patterns, const struct teller *teller)
{
	const struct session *session = teller->session;
	incident_patterns_read(patterns, teller->view, pattern_limits(session->conf, session->today), may_see,
	                       context_of(teller));
}

/* Twelve months to today, and the twelve before. */
void report_read_periods(struct incident_period periods[INCIDENT_PERIODS], const struct teller *teller)
{
	day_t today = teller->session->today;
	for (int i = 0; i < INCIDENT_PERIODS; i++)
		periods[i] = (struct incident_period){.from = day_add_months(today, -YEAR_MONTHS * (i + 1)) + 1,
		                                      .to = day_add_months(today, -YEAR_MONTHS * i)};
	incident_periods_read(periods, INCIDENT_PERIODS, teller->view, may_see, context_of(teller));
}

/* ---- F19: each share with what it is a share of ---- */

struct share_row {
	const char *name, *label, *whole_label;
	int64_t (*share)(const struct change_counts *counts);
	size_t part, whole; /* offsets in the counts */
};

#define AT(field) offsetof(struct change_counts, field)

static const struct share_row shares[] = {
	{"change_caused", N_("Caused by our own changes"), N_("incidents whose cause is known"), change_caused_share,
	 AT(own_change), AT(known)},
	{"unknown_cause", N_("Cause unknown"), N_("incidents"), change_unknown_share, SIZE_MAX, AT(incidents)},
	{"change_failure", N_("Releases that failed or caused incidents"), N_("releases made"), change_failure_rate,
	 AT(failed), AT(made)},
	{"emergency", N_("Emergency changes"), N_("releases made whose kind of change is stated"), change_urgent_share,
	 AT(urgent), AT(kind_stated)},
	{"unplanned", N_("Not planned ahead"), N_("releases made of which it is stated"), change_unplanned_share,
	 AT(not_ahead), AT(ahead_stated)},
};

static int64_t count_at(const struct change_counts *counts, size_t offset)
{
	if (offset == SIZE_MAX) /* what is not known */
		return (int64_t)(counts->incidents - counts->known);
	return (int64_t) * (const size_t *)((const char *)counts + offset);
}

static void tell_shares(struct page *page, const struct incident_period periods[INCIDENT_PERIODS])
{
	const struct page_column columns[] = {
		{"name", _("Name"), PAGE_WORDS, PAGE_DATA}, {"figure", _("Share"), PAGE_WORDS}, {"share", _("Twelve months"),
			PAGE_PERCENT},
		{"part", _("Number"), PAGE_NUMBER}, {"whole", _("Of"), PAGE_NUMBER}, {"before", _("Year before"), PAGE_PERCENT},
		{"before_whole", _("Of"), PAGE_NUMBER}, {"denominator", _("Share of"), PAGE_WORDS, PAGE_BELOW}};
	page_heading(page, _("What lies behind incidents"));
	page_table(page, "shares", columns, COUNT_OF(columns), true);
	for (size_t i = 0; i < COUNT_OF(shares); i++) {
		const struct share_row *row = &shares[i];
		const struct change_counts *now = &periods[0].counts, *before = &periods[1].counts;
		page_row(page, (struct page_cell[]){
			page_words(row->name), page_words(_(row->label)), page_or_unknown(page_percent(row->share(now))),
			page_number(count_at(now, row->part)), page_number(count_at(now, row->whole)),
			page_or_unknown(page_percent(row->share(before))), page_number(count_at(before, row->whole)),
			page_words(_(row->whole_label))});
	}
	page_paragraph(page, _("What is measured here, never a figure from elsewhere. Where the cause of many is unknown the "
	                       "first share says little."));
}

static void tell_sums(struct page *page, const struct incident_period *year)
{
	page_fact(page, "from", _("From"), page_day(year->from));
	page_fact(page, "to", _("To"), page_day(year->to));
	page_fact(page, "incidents", _("Incidents"), page_number((int64_t)year->counts.incidents));
	page_fact(page, "open", _("Of these, still open"), page_number((int64_t)year->open));
	page_fact(page, "without_problem", _("Of these, no problem stands behind"),
		page_number((int64_t)year->without_problem));
	page_fact(page, "downtime_minutes", _("Downtime, minutes"),
	          year->downtime_stated == 0 ? page_or_unknown(page_number(NUMBER_UNSET)) :
	          	page_number(year->downtime_minutes));
	page_fact(page, "downtime_stated", _("stated for so many"), page_number((int64_t)year->downtime_stated));
	page_fact(page, "cost", _("Cost"),
	          page_or_unknown(page_money(year->cost_stated == 0 ? NUMBER_UNSET : year->cost)));
	page_fact(page, "cost_stated", _("stated for so many"), page_number((int64_t)year->cost_stated));
}

/* ---- what comes again ---- */

static void tell_pattern(struct page *page, const struct teller *teller, const struct incident_patterns *patterns,
                         const struct incident_pattern *pattern)
{
	struct text system = {0}, component = {0}, category = {0}, codes = {0}, problem = {0};
	teller_name(&system, teller, pattern->system);
	if (ref_is_set(pattern->component))
		teller_name(&component, teller, pattern->component);
	text_append(&category, pattern->category);
	for (size_t i = 0; i < pattern->count; i++) {
		text_append_text(&codes, i == 0 ? "" : " ");
		view_append_code(teller->view, patterns->incidents[pattern->from + i], &codes);
	}
	if (ref_is_set(pattern->problem))
		view_append_code(teller->view, pattern->problem, &problem);
	page_row(page, (struct page_cell[]){
		page_words(system.data), page_words(component.data), page_words(category.data), page_number((int64_t)pattern->count),
		page_day(pattern->first), page_day(pattern->last), page_words(problem.data), page_words(codes.data)});
	text_free(&system);
	text_free(&component);
	text_free(&category);
	text_free(&codes);
	text_free(&problem);
}

static void tell_patterns(struct page *page, const struct teller *teller)
{
	const struct page_column columns[] = {
		{"system", _("System"), PAGE_WORDS}, {"component", _("Component"), PAGE_WORDS}, {"category", _("Category"),
			PAGE_WORDS},
		{"incidents", _("Number"), PAGE_NUMBER}, {"first", _("First"), PAGE_DAY}, {"last", _("Last"), PAGE_DAY},
		{"problem", _("Open problem"), PAGE_WORDS}, {"codes", _("Incidents"), PAGE_WORDS, PAGE_BELOW}};
	struct incident_patterns patterns = {0};
	report_read_patterns(&patterns, teller);
	page_heading(page, _("What comes again without a problem behind it"));
	page_table(page, "recurring", columns, COUNT_OF(columns), false);
	for (size_t i = 0; i < patterns.count; i++)
		tell_pattern(page, teller, &patterns, &patterns.items[i]);
	if (patterns.count > 0)
		page_paragraph(page, _("forvalta problem INCIDENT gathers those of a row in a problem."));
	if (patterns.hidden > 0)
		page_fact(page, "hidden", _("Incidents that are not shown to you"), page_number((int64_t)patterns.hidden));
	incident_patterns_free(&patterns);
}

/* ---- by component: the few that most come from ---- */

struct part {
	struct ref about; /* a component, else a system */
	size_t count;
	int64_t minutes;
};
struct parts {
	struct part *items;
	size_t count, capacity, all;
};

static int compare_about(const void *a, const void *b)
{
	return ref_compare(((const struct part *)a)->about, ((const struct part *)b)->about);
}

static int compare_count(const void *a, const void *b)
{
	const struct part *x = a, *y = b;
	if (x->count != y->count)
		return x->count > y->count ? -1 : 1;
	return ref_compare(x->about, y->about);
}

static void join_parts(struct parts *parts)
{
	size_t kept = 0;
	if (parts->count == 0)
		return;
	qsort(parts->items, parts->count, sizeof *parts->items, compare_about);
	for (size_t i = 1; i < parts->count; i++) {
		if (ref_equal(parts->items[kept].about, parts->items[i].about)) {
			parts->items[kept].count++;
			parts->items[kept].minutes += parts->items[i].minutes;
		} else {
			parts->items[++kept] = parts->items[i];
		}
	}
	parts->count = kept + 1;
	qsort(parts->items, parts->count, sizeof *parts->items, compare_count);
}

static void read_parts(struct parts *parts, const struct teller *teller, const struct incident_period *year)
{
	struct records *incidents = records_new(teller->view, E_incident);
	struct record incident, system;
	for (bool there = records_first(incidents, &incident); there; there = records_next(incidents, &incident)) {
		day_t opened = record_day(&incident, F_incident_opened);
		int64_t minutes = record_number(&incident, F_incident_downtime_minutes);
		struct ref above = {E_system, incident.parent}, component = record_ref(&incident, F_incident_component);
		if (opened == DAY_UNSET || opened < year->from || opened > year->to ||
		    (view_record(teller->view, above, &system) && !told_may_see(teller, &system)))
			continue;
		memory_grow(&parts->items, &parts->capacity, parts->count, sizeof *parts->items);
		parts->items[parts->count++] =
			(struct part){ref_is_set(component) ? component : above, 1, minutes == NUMBER_UNSET ? 0 : minutes};
	}
	parts->all = parts->count;
	records_free(&incidents);
	join_parts(parts);
}

#define PARTS_TOLD 10

static void tell_parts(struct page *page, const struct teller *teller, const struct incident_period *year)
{
	const struct page_column columns[] = {
		{"code", _("Code"), PAGE_CODE}, {"component", _("Component"), PAGE_WORDS}, {"incidents", _("Number"), PAGE_NUMBER},
		{"share", _("Share"), PAGE_PERCENT}, {"together", _("With those above"), PAGE_PERCENT},
		{"downtime_minutes", _("Downtime, minutes"), PAGE_NUMBER}};
	struct parts parts = {0};
	size_t together = 0;
	read_parts(&parts, teller, year);
	page_heading(page, _("Where most come from"));
	page_table(page, "by_component", columns, COUNT_OF(columns), false);
	for (size_t i = 0; i < parts.count && i < PARTS_TOLD; i++) {
		const struct part *part = &parts.items[i];
		struct text code = {0}, name = {0};
		view_append_code(teller->view, part->about, &code);
		teller_name(&name, teller, part->about);
		if (part->about.entity == E_system)
			text_append_text(&name, _(", no component named"));
		together += part->count;
		page_row(page, (struct page_cell[]){
			page_code(code.data), page_words(name.data), page_number((int64_t)part->count),
			page_percent(scaled((int64_t)part->count, 10000, (int64_t)parts.all)),
			page_percent(scaled((int64_t)together, 10000, (int64_t)parts.all)), page_number(part->minutes)});
		text_free(&code);
		text_free(&name);
	}
	free(parts.items);
}

struct page *report_incidents(const struct teller *teller, const struct report_request *request, struct error *error)
{
	struct incident_period periods[INCIDENT_PERIODS];
	struct page *page = page_new("incidents", _("Incidents and changes"), teller->session->conf);
	(void)request;
	(void)error;
	report_read_periods(periods, teller);
	tell_sums(page, &periods[0]);
	tell_shares(page, periods);
	tell_patterns(page, teller);
	tell_parts(page, teller, &periods[0]);
	return page;
}
