#include "register/holders.h"

#include <stdlib.h>

#include "base/memory.h"
#include "model/schema.h"

struct holders {
	const struct view *view;
	day_t today;
	struct records *people;
	struct holder *items; /* by id */
	uint8_t *seen;        /* the same: has been looked up */
	record_id end;
};

/* Of somebody who is gone nothing is known but that. */
static const struct holder gone = {.left = true, .left_on = DAY_UNSET};

struct holders *holders_new(const struct view *view, day_t today)
{
	struct holders *holders = memory_new(sizeof *holders);
	*holders = (struct holders){.view = view, .today = today, .end = view_next_id(view, E_person)};
	holders->people = records_new(view, E_person);
	holders->items = memory_new_array(holders->end, sizeof *holders->items);
	holders->seen = memory_new_array(holders->end, 1);
	return holders;
}

void holders_free(struct holders **holders)
{
	if (*holders == NULL)
		return;
	records_free(&(*holders)->people);
	free((*holders)->items);
	free((*holders)->seen);
	free(*holders);
	*holders = NULL;
}

static struct holder read_holder(const struct record *person, day_t today)
{
	day_t last = record_day(person, F_person_active_to);
	return (struct holder){
		.there = true,
		.left = last != DAY_UNSET && last < today,
		.away = person_is_away_on(person, today),
		.kind = record_choice(person, F_person_kind),
		.left_on = last,
		.unit = record_ref_id(person, F_person_unit),
		.manager = record_ref_id(person, F_person_manager),
		.owner = record_ref_id(person, F_person_owner),
		.supplier = record_ref_id(person, F_person_supplier),
	};
}

const struct holder *holder_of(struct holders *holders, record_id person)
{
	struct record record;
	if (person == 0 || person >= holders->end)
		return &gone;
	struct holder *holder = &holders->items[person];
	if (!holders->seen[person])
		*holder = records_get(holders->people, 0, person, &record) ? read_holder(&record, holders->today) : gone;
	holders->seen[person] = 1;
	return holder;
}
