#include "register/releases.h"

#include <stdlib.h>

#include "base/memory.h"
#include "model/schema.h"
#include "register/releases_private.h"

void facts_release(const struct record *release, struct release_row *row)
{
	day_t start = record_day(release, F_release_plan_start), end = record_day(release, F_release_plan_end);
	*row = (struct release_row){.ref = record_self(release),
	                            .system = {E_system, release->parent},
	                            .responsible = record_ref(release, F_release_plan_responsible),
	                            .start = start,
	                            .end = end == DAY_UNSET || end < start ? start : end,
	                            .state = record_choice(release, F_release_plan_state),
	                            .change = record_choice(release, F_release_plan_change)};
	row->ahead = release_is_ahead(row->state);
}

void facts_event(const struct record *event, struct wheel_facts *facts)
{
	*facts = (struct wheel_facts){.recurs = record_choice(event, F_event_recurs),
	                              .year = record_number(event, F_event_year),
	                              .month = record_number(event, F_event_month),
	                              .day = record_number(event, F_event_day),
	                              .length_days = record_number(event, F_event_length_days)};
}

/* ---- the releases ---- */

static int compare_rows(const void *a, const void *b)
{
	const struct release_row *x = a, *y = b;
	return x->start != y->start ? (x->start < y->start ? -1 : 1) : ref_compare(x->ref, y->ref);
}

static void read_rows(struct release_calendar *calendar, const struct view *view, day_t since,
                      bool (*see)(void *context, const struct record *system), void *context)
{
	struct records *releases = records_new(view, E_release_plan);
	struct record release, system;
	for (bool there = records_first(releases, &release); there; there = records_next(releases, &release)) {
		struct release_row row;
		facts_release(&release, &row);
		if (row.start == DAY_UNSET || (!row.ahead && row.end < since))
			continue;
		if (see != NULL && view_record(view, row.system, &system) && !see(context, &system)) {
			calendar->hidden++;
			continue;
		}
		memory_grow(&calendar->rows, &calendar->capacity, calendar->count, sizeof *calendar->rows);
		calendar->rows[calendar->count++] = row;
	}
	records_free(&releases);
	if (calendar->count > 0)
		qsort(calendar->rows, calendar->count, sizeof *calendar->rows, compare_rows);
}

/* ---- what stands in their way ---- */

struct meetings {
	struct release_meeting *items;
	size_t count, capacity;
};

static void take_meeting(void *context, const struct release_meeting *meeting)
{
	struct meetings *meetings = context;
	memory_grow(&meetings->items, &meetings->capacity, meetings->count, sizeof *meetings->items);
	meetings->items[meetings->count++] = *meeting;
}

static int compare_meetings(const void *a, const void *b)
{
	const struct release_meeting *x = a, *y = b;
	if (x->first != y->first)
		return x->first < y->first ? -1 : 1;
	if (x->second != y->second)
		return x->second < y->second ? -1 : 1;
	if (x->bond != y->bond)
		return x->bond < y->bond ? -1 : 1;
	return (x->what > y->what) - (x->what < y->what);
}

static struct release_conflict *conflict_of(struct release_calendar *calendar, const struct release_meeting *meeting)
{
	struct release_conflict *last = calendar->conflicts + calendar->conflict_count;
	if (calendar->conflict_count > 0 && last[-1].first == meeting->first && last[-1].second == meeting->second)
		return last - 1;
	memory_grow(&calendar->conflicts, &calendar->conflict_capacity, calendar->conflict_count,
	            sizeof *calendar->conflicts);
	last = &calendar->conflicts[calendar->conflict_count++];
	*last = (struct release_conflict){meeting->first, meeting->second, {0, 0}, meeting->from, meeting->to, {{0, 0}}};
	return last;
}

static void gather_conflicts(struct release_calendar *calendar, const struct touching *touching,
                             struct meetings *meetings)
{
	if (meetings->count > 0)
		qsort(meetings->items, meetings->count, sizeof *meetings->items, compare_meetings);
	for (size_t i = 0; i < meetings->count; i++) {
		const struct release_meeting *meeting = &meetings->items[i];
		struct release_conflict *conflict = conflict_of(calendar, meeting);
		bool follows = ref_is_set(conflict->shared[RELEASE_SYSTEM]) && meeting->bond != RELEASE_PERSON;
		if (!ref_is_set(conflict->shared[meeting->bond]) && !follows)
			conflict->shared[meeting->bond] = touching_thing(touching, meeting->bond, meeting->what);
	}
}

static int compare_conflicts(const void *a, const void *b)
{
	const struct release_conflict *x = a, *y = b;
	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	if (x->first != y->first)
		return x->first < y->first ? -1 : 1;
	if (x->second != y->second)
		return x->second < y->second ? -1 : 1;
	return ref_compare(x->event, y->event);
}

void release_calendar_read(struct release_calendar *calendar, const struct view *view, day_t today, day_t since,
                           bool (*see)(void *context, const struct record *system), void *context)
{
	struct touching touching;
	struct meetings meetings = {0};
	*calendar = (struct release_calendar){0};
	read_rows(calendar, view, since, see, context);
	touching_read(&touching, view, calendar);
	release_find_meetings(touching.touches, touching.count, today, take_meeting, &meetings);
	gather_conflicts(calendar, &touching, &meetings);
	freezes_read(calendar, view, today);
	if (calendar->conflict_count > 0)
		qsort(calendar->conflicts, calendar->conflict_count, sizeof *calendar->conflicts, compare_conflicts);
	touching_free(&touching);
	free(meetings.items);
}

void release_calendar_free(struct release_calendar *calendar)
{
	free(calendar->rows);
	free(calendar->conflicts);
	*calendar = (struct release_calendar){0};
}

bool release_conflict_has(const struct release_conflict *conflict, size_t row, size_t *other)
{
	*other = conflict->first == row ? conflict->second : conflict->first;
	return conflict->first == row || conflict->second == row;
}

void release_conflict_explain(const struct release_calendar *calendar, const struct release_conflict *conflict,
                              size_t row, struct reasons *chain)
{
	static const enum reason_id bonds[RELEASE_BONDS] = {[RELEASE_SYSTEM] = REASON_both_of_system,
	                                                    [RELEASE_INTEGRATION] = REASON_both_joined,
	                                                    [RELEASE_SERVICE] = REASON_both_serve,
	                                                    [RELEASE_PRODUCT] = REASON_both_have,
	                                                    [RELEASE_PERSON] = REASON_both_answered_by};
	size_t other;
	release_conflict_has(conflict, row, &other);
	if (ref_is_set(conflict->event) && conflict->from == conflict->to)
		reasons_add(chain, REASON_in_freeze_day, conflict->event, (int64_t)conflict->from);
	else if (ref_is_set(conflict->event))
		reasons_add(chain, REASON_in_freeze, conflict->event, (int64_t)conflict->from, (int64_t)conflict->to);
	else
		reasons_add(chain, REASON_release_meets, calendar->rows[other].ref, calendar->rows[other].system,
		            (int64_t)conflict->from, (int64_t)conflict->to);
	for (int bond = 1; bond < RELEASE_BONDS; bond++)
		if (ref_is_set(conflict->shared[bond]))
			reasons_add(chain, bonds[bond], conflict->shared[bond]);
}
