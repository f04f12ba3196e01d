#include "register/wheel.h"

#include <stdlib.h>

#include "base/memory.h"
#include "model/schema.h"
#include "register/releases.h"

static struct wheel_entry *add(struct wheel *wheel, const struct wheel_entry *entry)
{
	memory_grow(&wheel->entries, &wheel->capacity, wheel->count, sizeof *wheel->entries);
	wheel->entries[wheel->count] = *entry;
	return &wheel->entries[wheel->count++];
}

static void add_event(struct wheel *wheel, const struct record *event, day_t from, day_t to)
{
	struct wheel_entry entry = {.about = record_self(event), .sort = WHEEL_EVENT,
	                            .kind = record_choice(event, F_event_kind),
	                            .responsible = record_ref(event, F_event_responsible)};
	struct wheel_facts facts;
	struct wheel_days days;
	facts_event(event, &facts);
	wheel->unplaced += !wheel_is_placed(&facts);
	bool there = wheel_first(&facts, from, &days);
	for (; there && days.from <= to; there = wheel_next(&facts, days.from + 1, &days)) {
		entry.from = days.from;
		entry.to = days.to;
		add(wheel, &entry);
	}
}

static int compare_entries(const void *a, const void *b)
{
	const struct wheel_entry *x = a, *y = b;
	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return ref_compare(x->about, y->about);
}

static void add_day(struct wheel *wheel, struct wheel_entry entry, day_t from, day_t to)
{
	if (entry.from == DAY_UNSET || entry.from < from || entry.from > to)
		return;
	entry.to = entry.from;
	add(wheel, &entry);
}

/* Several items of one agenda are one meeting. */
static void join_meetings(struct wheel *wheel)
{
	size_t kept = 0;
	for (size_t i = 0; i < wheel->count; i++) {
		struct wheel_entry *last = kept == 0 ? NULL : &wheel->entries[kept - 1];
		const struct wheel_entry *entry = &wheel->entries[i];
		if (last != NULL && entry->sort == WHEEL_MEETING && last->sort == WHEEL_MEETING &&
		    compare_entries(last, entry) == 0)
			last->items++;
		else
			wheel->entries[kept++] = *entry;
	}
	wheel->count = kept;
}

static void read_entity(struct wheel *wheel, const struct view *view, uint8_t entity, day_t from, day_t to)
{
	struct records *records = records_new(view, entity);
	struct record record;
	for (bool there = records_first(records, &record); there; there = records_next(records, &record)) {
		if (entity == E_event)
			add_event(wheel, &record, from, to);
		else if (entity == E_agenda_item)
			add_day(wheel, (struct wheel_entry){.about = {E_forum, record.parent}, .sort = WHEEL_MEETING, .items = 1,
			                                    .from = record_day(&record, F_agenda_item_date)}, from, to);
		else if (!record_is_set(&record, F_review_closed))
			add_day(wheel, (struct wheel_entry){.about = record_self(&record), .sort = WHEEL_REVIEW,
			                                    .kind = record_choice(&record, F_review_kind),
			                                    .responsible = record_ref(&record, F_review_opened_by),
			                                    .from = record_day(&record, F_review_due)}, from, to);
	}
	records_free(&records);
}

void wheel_read(struct wheel *wheel, const struct view *view, day_t from, day_t to)
{
	*wheel = (struct wheel){0};
	read_entity(wheel, view, E_event, from, to);
	read_entity(wheel, view, E_agenda_item, from, to);
	read_entity(wheel, view, E_review, from, to);
	if (wheel->count > 0)
		qsort(wheel->entries, wheel->count, sizeof *wheel->entries, compare_entries);
	join_meetings(wheel);
}

void wheel_free(struct wheel *wheel)
{
	free(wheel->entries);
	*wheel = (struct wheel){0};
}
