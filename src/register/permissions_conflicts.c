/* Conflicts of duties: who holds two permissions that nobody may hold together. */
#include "register/permissions_private.h"

#include <stdlib.h>

#include "base/memory.h"

/* ---- the rows ---- */

void duties_free(struct duties *duties)
{
	free(duties->items);
	text_free(&duties->roles);
}

static void read_duty(struct duties *duties, const struct record *conflict)
{
	memory_grow(&duties->items, &duties->capacity, duties->count, sizeof *duties->items);
	duties->items[duties->count++] = (struct duty){
		.conflict = *conflict,
		.sides = {{.system = record_ref_id(conflict, F_conflict_first_system)},
		          {.system = record_ref_id(conflict, F_conflict_second_system)}}};
	text_append_folded(&duties->roles, record_text(conflict, F_conflict_first_role));
	text_append_text(&duties->roles, "\n");
	text_append_folded(&duties->roles, record_text(conflict, F_conflict_second_role));
	text_append_text(&duties->roles, "\n");
}

/* Now that the text moves no more. */
static void take_roles(struct duties *duties)
{
	struct slice rest = text_slice(&duties->roles);
	for (size_t i = 0; i < duties->count * 2; i++) {
		struct duty_side *side = &duties->items[i / 2].sides[i % 2];
		slice_next(&rest, '\n', &side->role);
		side->names = side->system != 0 || side->role.size > 0;
	}
}

static const struct duties *duties_of(struct permissions *permissions)
{
	struct duties *duties = &permissions->duties;
	struct record conflict;
	if (duties->read)
		return duties;
	struct records *records = records_new(permissions->view, E_conflict);
	for (bool there = records_first(records, &conflict); there; there = records_next(records, &conflict))
		read_duty(duties, &conflict);
	records_free(&records);
	take_roles(duties);
	duties->read = true;
	return duties;
}

/* ---- one side ---- */

static bool has_role(struct permissions *permissions, const struct record *permission, struct slice role)
{
	if (role.size == 0)
		return true;
	text_clear(&permissions->scratch);
	text_append_folded(&permissions->scratch, record_text(permission, F_permission_role));
	return slice_equal(text_slice(&permissions->scratch), role);
}

static bool stands_on(struct permissions *permissions, const struct duty_side *side, const struct record *permission)
{
	return side->names && (side->system == 0 || side->system == permission->parent) &&
	       record_is_set(permission, F_permission_person) && has_role(permissions, permission, side->role) &&
	       permission_is_valid(permission, permissions->today);
}

/* ---- the other side, among what the same person holds ---- */

static const struct field *person_field(void)
{
	return schema_field(schema_entity(E_permission), F_permission_person);
}

static struct index *index_by_person(struct permissions *permissions)
{
	if (permissions->by_person == NULL)
		permissions->by_person = index_new(permissions->view, person_field(), E_permission);
	return permissions->by_person;
}

/* What the index carries says of most that they are not what is looked for: their records are not read. */
static bool may_stand_on(const struct permissions *permissions, const struct duty_side *side,
                         const struct index_hit *hit, record_id *system)
{
	const struct field *field = person_field();
	int64_t from = payload_number(field, E_permission, hit, 2), to = payload_number(field, E_permission, hit, 3);
	*system = (record_id)payload_number(field, E_permission, hit, 0);
	return (side->system == 0 || side->system == *system) && (from == NUMBER_UNSET || from <= permissions->today) &&
	       (to == NUMBER_UNSET || to >= permissions->today);
}

static bool find_other(struct permissions *permissions, const struct duty_side *side, const struct record *permission,
                       struct record *other)
{
	const struct value person = {.set = true, .ref = record_ref(permission, F_permission_person)};
	struct index *index = index_by_person(permissions);
	struct index_hit hit;
	record_id system;
	for (bool there = index_seek(index, &person, &hit); there; there = index_next_same(index, &hit))
		if (hit.id != permission->id && may_stand_on(permissions, side, &hit, &system) &&
		    records_get(permissions->records, system, hit.id, other) && stands_on(permissions, side, other))
			return true;
	return false;
}

void permissions_of_person(struct permissions *permissions, record_id person,
                           bool (*take)(void *context, const struct record *permission), void *context)
{
	const struct value value = {.set = true, .ref = {E_person, person}};
	struct index *index = index_by_person(permissions);
	struct index_hit hit;
	struct record record;
	for (bool there = index_seek(index, &value, &hit); there; there = index_next_same(index, &hit)) {
		record_id system = (record_id)payload_number(person_field(), E_permission, &hit, 0);
		if (records_get(permissions->records, system, hit.id, &record) && !take(context, &record))
			return;
	}
}

/* ---- both ---- */

static bool conflict_at(struct permissions *permissions, const struct duty *duty, unsigned side,
                        const struct record *permission, struct permission_conflict *found)
{
	struct record other;
	if (!stands_on(permissions, &duty->sides[side], permission) ||
	    !find_other(permissions, &duty->sides[1 - side], permission, &other))
		return false;
	*found = (struct permission_conflict){.conflict = duty->conflict,
	                                      .first = side == 0 ? *permission : other,
	                                      .second = side == 0 ? other : *permission,
	                                      .person = record_ref_id(permission, F_permission_person)};
	return true;
}

bool permissions_conflict_of(struct permissions *permissions, const struct record *permission,
                             struct permission_conflict *found)
{
	const struct duties *duties = duties_of(permissions);
	for (size_t i = 0; i < duties->count; i++)
		if (conflict_at(permissions, &duties->items[i], 0, permission, found) ||
		    conflict_at(permissions, &duties->items[i], 1, permission, found))
			return true;
	return false;
}

/* ---- all of them ---- */

struct telling {
	void (*tell)(void *context, const struct permission_conflict *found);
	void *context;
	uint8_t *told; /* a bit for each person */
};

static void tell_once(struct telling *telling, const struct permission_conflict *found)
{
	uint8_t bit = (uint8_t)(1u << found->person % 8), *byte = &telling->told[found->person / 8];
	if ((*byte & bit) == 0)
		telling->tell(telling->context, found);
	*byte |= bit;
}

static void tell_of_duty(struct permissions *permissions, const struct duty *duty, struct telling *telling)
{
	const struct duty_side *side = &duty->sides[0];
	struct records *records = records_new(permissions->view, E_permission);
	struct permission_conflict found;
	struct record record;
	bool there = records_seek(records, side->system, 0, &record);
	for (; there && (side->system == 0 || record.parent == side->system); there = records_next(records, &record))
		if (conflict_at(permissions, duty, 0, &record, &found))
			tell_once(telling, &found);
	records_free(&records);
}

void permissions_each_conflict(struct permissions *permissions,
                               void (*tell)(void *context, const struct permission_conflict *found), void *context)
{
	const struct duties *duties = duties_of(permissions);
	size_t size = view_next_id(permissions->view, E_person) / 8 + 1;
	for (size_t i = 0; i < duties->count; i++) {
		struct telling telling = {tell, context, memory_new_array(size, 1)};
		if (duties->items[i].sides[0].names && duties->items[i].sides[1].names)
			tell_of_duty(permissions, &duties->items[i], &telling);
		free(telling.told);
	}
}
