/* Permissions counted: of the whole register, a system or a person, by what they are grouped by. */
#include <stdlib.h>

#include "base/memory.h"
#include "register/permissions_private.h"

struct summing {
	struct permissions *permissions;
	const struct permission_request *request;
	struct permission_sums *sums;
	uint32_t *places; /* by the group's id: its place + 1; 0: none yet */
};

static const uint8_t group_entities[] = {E_system, E_person, E_unit, E_supplier};

static record_id group_of(const struct summing *summing, const struct record *permission)
{
	record_id person = record_ref_id(permission, F_permission_person);
	switch (summing->request->by) {
	case PERMISSIONS_BY_SYSTEM: return permission->parent;
	case PERMISSIONS_BY_PERSON: return person;
	case PERMISSIONS_BY_UNIT: return person == 0 ? 0 : holder_of(summing->permissions->holders, person)->unit;
	default: return person == 0 ? 0 : holder_of(summing->permissions->holders, person)->supplier;
	}
}

/* What damage has put beyond the counter of ids is of nobody. */
static struct permission_group *find_group(struct summing *summing, record_id id)
{
	struct permission_sums *sums = summing->sums;
	if (id >= view_next_id(summing->permissions->view, group_entities[summing->request->by]))
		id = 0;
	if (summing->places[id] == 0) {
		memory_grow(&sums->groups, &sums->group_capacity, sums->group_count, sizeof *sums->groups);
		sums->groups[sums->group_count++] = (struct permission_group){.id = id};
		summing->places[id] = (uint32_t)sums->group_count;
	}
	return &sums->groups[summing->places[id] - 1];
}

static bool add_one(void *context, const struct record *permission)
{
	struct summing *summing = context;
	const struct permission_request *request = summing->request;
	struct permission_position position;
	if (request->see != NULL && !request->see(request->context, permission)) {
		summing->sums->hidden++;
		return true;
	}
	permissions_position(summing->permissions, permission, &position);
	if (position.marks == 0) {
		summing->sums->over++;
		return true;
	}
	permission_counts_add(&summing->sums->whole, position.marks);
	permission_counts_add(&find_group(summing, group_of(summing, permission))->counts, position.marks);
	if (request->tell != NULL)
		request->tell(request->context, permission, &position);
	return true;
}

static bool add_of_system(void *context, const struct record *permission)
{
	const struct summing *summing = context;
	return permission->parent != summing->request->system || add_one(context, permission);
}

static void add_all(struct summing *summing)
{
	record_id system = summing->request->system;
	struct records *records = records_new(summing->permissions->view, E_permission);
	struct record record;
	bool there = records_seek(records, system, 0, &record);
	for (; there && (system == 0 || record.parent == system); there = records_next(records, &record))
		add_one(summing, &record);
	records_free(&records);
}

/* Most questions first, then the most of them; of no group last. */
static int compare_groups(const void *a, const void *b)
{
	const struct permission_group *x = a, *y = b;
	if ((x->id == 0) != (y->id == 0))
		return x->id == 0 ? 1 : -1;
	if (x->counts.questioned != y->counts.questioned)
		return x->counts.questioned < y->counts.questioned ? 1 : -1;
	if (x->counts.standing != y->counts.standing)
		return x->counts.standing < y->counts.standing ? 1 : -1;
	return (x->id > y->id) - (x->id < y->id);
}

void permissions_read(struct permissions *permissions, const struct permission_request *request,
                      struct permission_sums *sums)
{
	*sums = (struct permission_sums){0};
	struct summing summing = {permissions, request, sums, NULL};
	summing.places = memory_new_array((size_t)view_next_id(permissions->view, group_entities[request->by]) + 1,
	                                  sizeof *summing.places);
	if (request->person != 0)
		permissions_of_person(permissions, request->person, request->system != 0 ? add_of_system : add_one, &summing);
	else
		add_all(&summing);
	if (sums->group_count > 0)
		qsort(sums->groups, sums->group_count, sizeof *sums->groups, compare_groups);
	free(summing.places);
}

void permission_sums_free(struct permission_sums *sums)
{
	free(sums->groups);
	*sums = (struct permission_sums){0};
}
