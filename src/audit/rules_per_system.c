/* PER: the permissions of one system, read once for all rules. */
#include "audit/audit_private.h"
#include "audit/rules_per.h"
#include "base/memory.h"

static struct holder holder_from(const struct person_facts *person, const struct audit_world *world)
{
	if (person == NULL)
		return (struct holder){.left = true, .left_on = DAY_UNSET};
	return (struct holder){
		.there = true,
		.left = person->active_to != DAY_UNSET && person->active_to < world->today,
		.away = person->absent_from != DAY_UNSET && person->absent_from <= world->today &&
	            (person->absent_to == DAY_UNSET || person->absent_to >= world->today),
		.left_on = person->active_to,
	};
}

/* Of a contract with a supplier, an owner of a service account and conflicts other rules tell: they are not looked up
 * here. */
static void find_position(const struct audit_world *world, const struct record *permission,
                          const struct permission_limits *limits, struct permission_facts *facts,
                          struct permission_position *position)
{
	record_id person = record_ref_id(permission, F_permission_person);
	struct holder holder;
	if (person != 0)
		holder = holder_from(person_facts(world, person), world);
	facts_permission(permission, person == 0 ? NULL : &holder, facts);
	permission_position(facts, limits, world->today, position);
}

static day_t day_of(const struct permission_facts *facts, const struct permission_position *position, uint32_t mark)
{
	switch (mark) {
	case PERMISSION_OVERDUE: return position->review_due;
	case PERMISSION_PAST_END: return facts->to;
	case PERMISSION_DORMANT: return facts->last_used;
	default: return DAY_UNSET;
	}
}

static void note_marks(struct system_permissions *permissions, const struct record *permission,
                       const struct permission_facts *facts, const struct permission_position *position)
{
	for (size_t i = 0; i < PERMISSION_MARKS; i++) {
		struct marked *marked = &permissions->marked[i];
		if ((position->marks >> i & 1) == 0)
			continue;
		marked->first = marked->first == NULL ? permission : marked->first;
		marked->day = day_earlier(marked->day, day_of(facts, position, UINT32_C(1) << i));
	}
	permission_counts_add(&permissions->counts, position->marks);
}

static void read_permissions(struct system_permissions *permissions, const struct rule_case *at)
{
	const struct record_list *list = &at->scope->lists[E_permission];
	const struct permission_limits limits = {
		permission_review_months(&permissions->parameters, facts_highest_classification(at->record)),
		permissions->parameters.dormant_days};
	struct permission_facts facts;
	struct permission_position position;
	permissions->system = at->record->id;
	permissions->counts = (struct permission_counts){0};
	for (size_t i = 0; i < PERMISSION_MARKS; i++)
		permissions->marked[i] = (struct marked){NULL, DAY_UNSET};
	for (size_t i = 0; i < list->count; i++) {
		find_position(at->world, &list->items[i], &limits, &facts, &position);
		note_marks(permissions, &list->items[i], &facts, &position);
	}
}

const struct system_permissions *permissions_of_system(const struct rule_case *at)
{
	struct system_permissions **kept = &at->world->state->permissions;
	if (*kept == NULL) {
		*kept = memory_new(sizeof **kept);
		(*kept)->parameters = facts_permission_parameters(at->world->conf, at->world->today);
	}
	if ((*kept)->system != at->record->id)
		read_permissions(*kept, at);
	return *kept;
}

const struct marked *marked_first(const struct system_permissions *permissions, enum permission_mark mark)
{
	size_t at = 0;
	while (at + 1 < PERMISSION_MARKS && ((uint32_t)mark >> at & 1) == 0)
		at++;
	return &permissions->marked[at];
}
