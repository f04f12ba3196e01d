#include "register/incidents.h"

#include <stdlib.h>

#include "base/memory.h"
#include "model/schema.h"
#include "register/releases.h"

/* ---- what comes again, over the whole register ---- */

static void add_record(struct record_list *list, const struct record *record)
{
	memory_grow(&list->items, &list->capacity, list->count, sizeof *list->items);
	list->items[list->count++] = *record;
}

static bool is_seen(const struct view *view, record_id id, bool (*see)(void *context, const struct record *system),
                    void *context)
{
	struct record system;
	return see == NULL || !view_record(view, (struct ref){E_system, id}, &system) || see(context, &system);
}

static int compare_patterns(const void *a, const void *b)
{
	const struct incident_pattern *x = a, *y = b;
	if (x->last != y->last)
		return x->last > y->last ? -1 : 1;
	return (x->from > y->from) - (x->from < y->from);
}

void incident_patterns_read(struct incident_patterns *patterns, const struct view *view, struct pattern_limits limits,
                            bool (*see)(void *context, const struct record *system), void *context)
{
	struct records *incidents = records_new(view, E_incident), *problems = records_new(view, E_problem);
	struct record_list of_system = {0}, behind = {0};
	struct record record;
	bool there = records_first(incidents, &record);
	while (there) {
		record_id system = record.parent;
		bool on = false;
		of_system.count = behind.count = 0;
		for (; there && record.parent == system; there = records_next(incidents, &record))
			add_record(&of_system, &record);
		struct record problem;
		while (records_child(problems, system, &on, &problem))
			add_record(&behind, &problem);
		if (is_seen(view, system, see, context))
			incident_patterns_add(patterns, &of_system, &behind, limits);
		else
			patterns->hidden += of_system.count;
	}
	if (patterns->count > 0)
		qsort(patterns->items, patterns->count, sizeof *patterns->items, compare_patterns);
	free(of_system.items);
	free(behind.items);
	records_free(&incidents);
	records_free(&problems);
}

/* ---- the shares of a period ---- */

static void add_incident(struct incident_period *period, const struct record *incident)
{
	int64_t minutes = record_number(incident, F_incident_downtime_minutes);
	money_t cost = record_number(incident, F_incident_cost);
	change_add_incident(&period->counts, incident_origin(record_choice(incident, F_incident_cause),
	                                                     record_is_set(incident, F_incident_caused_by)));
	period->open += !record_is_set(incident, F_incident_closed);
	period->without_problem += !record_is_set(incident, F_incident_problem);
	period->downtime_stated += minutes != NUMBER_UNSET;
	period->downtime_minutes += minutes == NUMBER_UNSET ? 0 : minutes;
	if (cost == NUMBER_UNSET)
		return;
	period->cost_stated++;
	if (period->cost == NUMBER_UNSET || !money_add(period->cost, cost, &period->cost))
		period->cost = NUMBER_UNSET;
}

/* Releases that an incident names as its cause, unless another cause is stated. */
struct blamed {
	record_id *items;
	size_t count, capacity;
};

static void note_blamed(struct blamed *blamed, const struct record *incident)
{
	record_id release = record_ref_id(incident, F_incident_caused_by);
	if (release == 0 || incident_origin(record_choice(incident, F_incident_cause), true) != ORIGIN_OWN_CHANGE)
		return;
	memory_grow(&blamed->items, &blamed->capacity, blamed->count, sizeof *blamed->items);
	blamed->items[blamed->count++] = release;
}

static int compare_ids(const void *a, const void *b)
{
	const record_id *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

static bool is_blamed(const struct blamed *blamed, record_id release)
{
	return blamed->count > 0 &&
	       bsearch(&release, blamed->items, blamed->count, sizeof *blamed->items, compare_ids) != NULL;
}

static void add_release(struct incident_period *period, const struct record *release, bool has_caused)
{
	const struct release_made made = {
		.state = record_choice(release, F_release_plan_state),
		.change = record_choice(release, F_release_plan_change),
		.ahead_stated = record_is_set(release, F_release_plan_planned_ahead),
		.planned_ahead = record_yes(release, F_release_plan_planned_ahead),
		.has_caused = has_caused,
	};
	change_add_release(&period->counts, &made);
}

static bool is_within(const struct incident_period *period, day_t day)
{
	return day != DAY_UNSET && day >= period->from && day <= period->to;
}

static void read_incidents(struct incident_period periods[], size_t count, const struct view *view,
                           struct blamed *blamed, bool (*see)(void *context, const struct record *system),
                           void *context)
{
	struct records *incidents = records_new(view, E_incident);
	struct record record;
	for (bool there = records_first(incidents, &record); there; there = records_next(incidents, &record)) {
		if (!is_seen(view, record.parent, see, context))
			continue;
		note_blamed(blamed, &record);
		for (size_t i = 0; i < count; i++)
			if (is_within(&periods[i], record_day(&record, F_incident_opened)))
				add_incident(&periods[i], &record);
	}
	records_free(&incidents);
	if (blamed->count > 0)
		qsort(blamed->items, blamed->count, sizeof *blamed->items, compare_ids);
}

void incident_periods_read(struct incident_period periods[], size_t count, const struct view *view,
                           bool (*see)(void *context, const struct record *system), void *context)
{
	struct records *releases = records_new(view, E_release_plan);
	struct blamed blamed = {0};
	struct release_row row;
	struct record record;
	for (size_t i = 0; i < count; i++)
		periods[i] = (struct incident_period){.from = periods[i].from, .to = periods[i].to};
	read_incidents(periods, count, view, &blamed, see, context);
	for (bool there = records_first(releases, &record); there; there = records_next(releases, &record)) {
		facts_release(&record, &row);
		for (size_t i = 0; i < count && is_seen(view, record.parent, see, context); i++)
			if (is_within(&periods[i], row.end))
				add_release(&periods[i], &record, is_blamed(&blamed, record.id));
	}
	records_free(&releases);
	free(blamed.items);
}
