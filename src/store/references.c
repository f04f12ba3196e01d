/* Where a record is referred to. */
#include "store/store_private.h"

static bool may_point_at(const struct field *field, uint8_t entity)
{
	if (field->type == TYPE_REF)
		return field->target == entity;
	return field->type == TYPE_ANY || field->type == TYPE_REFS;
}

static bool points_at(const struct record *record, const struct field *field, struct ref ref)
{
	if (field->type != TYPE_REFS)
		return ref_equal(record_ref(record, field->number), ref);
	struct slice rest = record_text(record, field->number);
	struct ref item;
	while (value_list_next_ref(&rest, &item))
		if (ref_equal(item, ref))
			return true;
	return false;
}

typedef bool found_function(void *context, const struct record *record, const struct field *field);

static bool look_up(const struct view *view, const struct entity *entity, const struct field *field, struct ref ref,
                    found_function *found, void *context)
{
	struct naming *naming = naming_new(view, entity->number, field->number, ref);
	struct record record;
	bool going = true;
	while (going && naming_next(naming, &record))
		going = found(context, &record, field);
	naming_free(&naming);
	return going;
}

static bool look_below(const struct view *view, const struct entity *entity, const struct field *field, struct ref ref,
                       found_function *found, void *context)
{
	struct records *records = records_new(view, entity->number);
	struct record record;
	bool on = false, going = true;
	while (going && records_child(records, ref.id, &on, &record))
		going = found(context, &record, field);
	records_free(&records);
	return going;
}

static bool walk(const struct view *view, const struct entity *entity, const bool wanted[256], struct ref ref,
                 found_function *found, void *context)
{
	struct records *records = records_new(view, entity->number);
	struct record record;
	bool going = true;
	for (bool there = records_first(records, &record); there && going; there = records_next(records, &record))
		for (unsigned i = 0; going && i < entity->field_count; i++)
			if (wanted[i] && points_at(&record, &entity->fields[i], ref))
				going = found(context, &record, &entity->fields[i]);
	records_free(&records);
	return going;
}

void view_references(const struct view *view, struct ref ref, found_function *found, void *context)
{
	const struct entity *entity;
	bool going = true;
	for (size_t e = 0; going && (entity = schema_entity_at(e)) != NULL; e++) {
		bool wanted[256] = {false}, any = false;
		for (unsigned i = 0; going && i < entity->field_count; i++) {
			const struct field *field = &entity->fields[i];
			if (!may_point_at(field, ref.entity))
				continue;
			if (field->parent)
				going = look_below(view, entity, field, ref, found, context);
			else if (field_is_indexed(entity, field) && field->type != TYPE_REFS)
				going = look_up(view, entity, field, ref, found, context);
			else
				any = wanted[i] = true;
		}
		if (going && any)
			going = walk(view, entity, wanted, ref, found, context);
	}
}
