#include "tui/record_related.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static bool has(const struct related *related, record_id id)
{
	for (size_t i = 0; i < related->count; i++)
		if (related->rows[i].id == id)
			return true;
	return false;
}

static bool counts(const struct record *record)
{
	return record->entity->number != E_finding ||
	       record_choice(record, F_finding_state) != C_finding_state_resolved;
}

/* `again`: another field may have led to the same record. False when there is no room for more. */
static bool add(struct related *related, record_id parent, record_id id, bool again)
{
	if (related->count == RELATED_MOST) {
		related->more = true;
		return false;
	}
	if (again && has(related, id))
		return true;
	memory_grow(&related->rows, &related->capacity, related->count, sizeof(*related->rows));
	related->rows[related->count++] = (struct row){parent, id};
	return true;
}

static void add_children(struct related *related, const struct view *view, struct ref ref)
{
	struct records *records = records_new(view, related->entity->number);
	struct record record;
	bool found = false, room = true;
	while (room && records_child(records, ref.id, &found, &record))
		room = !counts(&record) || add(related, record.parent, record.id, false);
	records_free(&records);
}

static void add_by_index(struct related *related, const struct view *view, const struct field *field, struct ref ref)
{
	struct index *index = index_new(view, field, related->entity->number);
	const struct value value = {.set = true, .ref = ref};
	struct index_hit hit = {0};
	struct record record;
	bool again = related->count > 0, room = true;
	for (bool there = index_seek(index, &value, &hit); there && room; there = index_next_same(index, &hit)) {
		bool wanted = related->entity->number != E_finding ||
			(view_record(view, (struct ref){E_finding, hit.id}, &record) && counts(&record));
		room = !wanted || add(related, 0, hit.id, again);
	}
	index_free(&index);
}

bool related_by(const struct entity *entity, const struct field *field, struct ref ref)
{
	bool leads = (field->type == TYPE_REF && field->target == ref.entity) || field->type == TYPE_ANY;
	return leads && (field->parent || (!field->secret && field_is_indexed(entity, field)));
}

static void read_field(struct related *related, const struct view *view, const struct field *field, struct ref ref)
{
	size_t before = related->count;
	if (!related_by(related->entity, field, ref))
		return;
	if (field->parent)
		add_children(related, view, ref);
	else
		add_by_index(related, view, field, ref);
	if (related->field == NULL && related->count > before)
		related->field = field;
}

/* Children first: they are each once, and what another field leads to may be one of them. */
static void read_entity(struct related *related, const struct view *view, struct ref ref)
{
	const struct entity *entity = related->entity;
	if (view_count(view, entity->number) == 0)
		return;
	for (int parents = 1; parents >= 0; parents--)
		for (size_t i = 0; i < entity->field_count; i++)
			if (entity->fields[i].parent == (parents == 1))
				read_field(related, view, &entity->fields[i], ref);
}

void related_read(struct related_list *list, const struct view *view, struct ref ref)
{
	const struct entity *entity;
	for (size_t i = 0; (entity = schema_entity_at(i)) != NULL; i++) {
		struct related related = {.entity = entity};
		read_entity(&related, view, ref);
		if (related.count == 0)
			continue;
		memory_grow(&list->items, &list->capacity, list->count, sizeof(*list->items));
		list->items[list->count++] = related;
	}
}

const struct field *related_other(const struct related *related)
{
	static const uint8_t joining[] = {E_support, E_contract_system, E_system_capability, E_opportunity_system,
		E_opportunity_goal};
	const struct entity *entity = related->entity;
	if (memchr(joining, entity->number, sizeof joining) == NULL)
		return NULL;
	for (size_t i = F_first_own - 1; i < entity->field_count; i++)
		if (entity->fields[i].type == TYPE_REF && entity->fields[i].required && &entity->fields[i] != related->field)
			return &entity->fields[i];
	return NULL;
}

void related_free(struct related_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		free(list->items[i].rows);
	free(list->items);
	*list = (struct related_list){0};
}
