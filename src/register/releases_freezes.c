/* Freezes of the annual wheel. One that concerns a unit concerns the systems that the unit answers for, uses or offers
 * a service with, and what lies below it likewise. */
#include <stdlib.h>

#include "base/memory.h"
#include "model/schema.h"
#include "register/committees.h"
#include "register/releases_private.h"

struct freeze {
	struct ref event, unit; /* unit not set: everybody */
	struct wheel_facts facts;
};

struct freezes {
	struct freeze *items;
	size_t count, capacity;
};

static void read_freezes(struct freezes *freezes, struct release_calendar *calendar, const struct view *view)
{
	struct records *events = records_new(view, E_event);
	struct record event;
	for (bool there = records_first(events, &event); there; there = records_next(events, &event)) {
		struct freeze freeze = {record_self(&event), record_ref(&event, F_event_unit), {0}};
		facts_event(&event, &freeze.facts);
		if (record_choice(&event, F_event_kind) != C_event_kind_freeze)
			continue;
		if (!wheel_is_placed(&freeze.facts)) {
			calendar->unplaced++;
			continue;
		}
		memory_grow(&freezes->items, &freezes->capacity, freezes->count, sizeof *freezes->items);
		freezes->items[freezes->count++] = freeze;
	}
	records_free(&events);
}

static bool uses(const struct view *view, const struct release_row *row, struct ref unit)
{
	struct records *rows = records_new(view, E_usage);
	struct record usage;
	bool on = false, found = false;
	while (!found && records_child(rows, row->system.id, &on, &usage)) {
		day_t from = record_day(&usage, F_usage_from), to = record_day(&usage, F_usage_to);
		found = (from == DAY_UNSET || from <= row->end) && (to == DAY_UNSET || to >= row->start) &&
		        lies_within(view, record_ref(&usage, F_usage_unit), unit);
	}
	records_free(&rows);
	return found;
}

static bool offers(const struct view *view, record_id system, struct ref unit)
{
	struct records *rows = records_new(view, E_support);
	struct record support, service;
	bool on = false, found = false;
	while (!found && records_child(rows, system, &on, &support))
		found = view_record(view, record_ref(&support, F_support_service), &service) &&
		        lies_within(view, record_ref(&service, F_service_unit), unit);
	records_free(&rows);
	return found;
}

static bool concerns(const struct view *view, const struct freeze *freeze, const struct release_row *row)
{
	struct record system;
	if (!ref_is_set(freeze->unit))
		return true;
	if (view_record(view, row->system, &system) && lies_within(view, record_ref(&system, F_system_unit), freeze->unit))
		return true;
	return uses(view, row, freeze->unit) || offers(view, row->system.id, freeze->unit);
}

/* The first time of the freeze that it falls in. */
static bool falls_in(const struct release_row *row, const struct freeze *freeze, day_t today, struct wheel_days *days)
{
	day_t from = row->start > today ? row->start : today;
	return wheel_first(&freeze->facts, from, days) && days->from <= row->end && row->end >= from;
}

void freezes_read(struct release_calendar *calendar, const struct view *view, day_t today)
{
	struct freezes freezes = {0};
	struct wheel_days days;
	read_freezes(&freezes, calendar, view);
	for (size_t r = 0; r < calendar->count; r++)
		for (size_t f = 0; f < freezes.count && calendar->rows[r].ahead; f++) {
			const struct release_row *row = &calendar->rows[r];
			if (!falls_in(row, &freezes.items[f], today, &days) || !concerns(view, &freezes.items[f], row))
				continue;
			memory_grow(&calendar->conflicts, &calendar->conflict_capacity, calendar->conflict_count,
			            sizeof *calendar->conflicts);
			calendar->conflicts[calendar->conflict_count++] =
				(struct release_conflict){.first = r, .second = r, .event = freezes.items[f].event,
			                              .from = days.from > row->start ? days.from : row->start,
			                              .to = days.to < row->end ? days.to : row->end};
		}
	free(freezes.items);
}
