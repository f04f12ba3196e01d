/* Records of every entity, for targets that ask questions of a register. */
#ifndef ONE_OF_EACH_H
#define ONE_OF_EACH_H

#include "fuzz/fuzz.h"
#include "store/changes.h"

static inline void fill_field(struct draft *draft, const struct field *field)
{
	const struct value_reader reader = {0};
	const char *text = field->type == TYPE_DATE         ? "2026-11-22"
	                   : field->type == TYPE_MOMENT     ? "2026-11-22T10:00:00Z"
	                    : field->type == TYPE_QUARTER   ? "2026-Q4"
	                     : field->type == TYPE_TEXTS    ? "a;Å"
	                      : field->type == TYPE_NUMBERS ? "1;2"
	                                                    : "2";
	if (field->type == TYPE_REF)
		draft_set_ref(draft, field->number, (struct ref){field->target, 1});
	else if (field->type == TYPE_ANY)
		draft_set_ref(draft, field->number, (struct ref){E_system, 1});
	else if (field->type == TYPE_CHOICE || field->type == TYPE_CHOICES || field->type == TYPE_YESNO ||
	         field->type == TYPE_ANSWER)
		draft_set_number(draft, field->number, 1);
	else if (field->type != TYPE_REFS)
		draft_parse(draft, field, slice_of(text), &reader, NULL);
}

/* One with something in every field, then one with nothing but its number. */
static inline void put_one_of_each(struct changes *changes)
{
	const struct entity *entity;
	for (size_t e = 0; (entity = schema_entity_at(e)) != NULL; e++) {
		struct draft draft;
		draft_init(&draft, entity);
		for (unsigned i = F_code; i < entity->field_count; i++)
			fill_field(&draft, &entity->fields[i]);
		REQUIRE(changes_put(changes, &draft, changes_new_id(changes, entity->number), 0, NULL));
		draft_clear(&draft, entity);
		REQUIRE(changes_put(changes, &draft, changes_new_id(changes, entity->number), 0, NULL));
		draft_free(&draft);
	}
}

#endif
