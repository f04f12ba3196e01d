/* The faults of the schema's own tables; `make check` wants none. */
#include <string.h>

#include "model/schema.h"

static void check_field(const struct entity *entity, const struct field *field, struct text *faults)
{
	const char *fault = NULL;
	bool reference = field->type == TYPE_REF;
	bool choice = field->type == TYPE_CHOICE || field->type == TYPE_CHOICES;
	if (field->label == NULL || field->help == NULL || *field->label == '\0' || *field->help == '\0')
		fault = "has no label or help";
	else if (field->type == TYPE_none || field->type >= TYPES)
		fault = "has no type";
	else if (choice != (field->choices != CHOICES_none))
		fault = "a choice needs its list, nothing else has one";
	else if (field->type == TYPE_CHOICES && schema_choices(field->choices)->count > 32)
		fault = "has more than 32 choices";
	else if (reference != (field->target != 0) || (reference && schema_entity(field->target) == NULL))
		fault = "a reference needs a target, nothing else has one";
	else if (field->parent && !reference)
		fault = "is a parent and no reference";
	else if (field->min > field->max)
		fault = "has a minimum above its maximum";
	else if (field->bytes != 0 && field->type != TYPE_NUMBER)
		fault = "has a width and is no number";
	else if (field->not_before != NULL && schema_find_field(entity, slice_of(field->not_before)) == NULL)
		fault = "names a field that is not there in not_before";
	if (fault != NULL)
		text_printf(faults, "%s.%s %s\n", entity->name, field->name, fault);
}

static void check_names(const struct entity *entity, struct text *faults)
{
	unsigned parents = 0;
	for (unsigned i = 0; i < entity->field_count; i++) {
		const struct field *field = &entity->fields[i];
		parents += field->parent;
		if (field->number != i + 1)
			text_printf(faults, "%s.%s has number %u in place %u\n", entity->name, field->name, field->number, i + 1);
		for (unsigned j = 0; j < i; j++)
			if (strcmp(entity->fields[j].name, field->name) == 0)
				text_printf(faults, "%s.%s is there twice\n", entity->name, field->name);
		check_field(entity, field, faults);
	}
	if (parents > 1)
		text_printf(faults, "%s has %u parents\n", entity->name, parents);
}

static void check_choices(struct text *faults)
{
	for (uint8_t s = 1; s < CHOICE_SETS; s++) {
		const struct choice_set *set = schema_choices(s);
		for (size_t i = 0; i < set->count; i++)
			for (size_t j = 0; j < i; j++)
				if (set->choices[i].number == set->choices[j].number || strcmp(set->choices[i].name, set->choices[j].name) == 0)
					text_printf(faults, "choice %s.%s is there twice\n", set->name, set->choices[i].name);
		if (set->count == 0)
			text_printf(faults, "choices %s are empty\n", set->name);
	}
}

void schema_check(struct text *faults)
{
	const struct entity *entity;
	for (size_t i = 0; (entity = schema_entity_at(i)) != NULL; i++) {
		if (schema_entity(entity->number) != entity)
			text_printf(faults, "%s: number %u is used twice\n", entity->name, entity->number);
		if (schema_find_prefix(slice_of(entity->prefix)) != entity)
			text_printf(faults, "%s: prefix %s is used twice\n", entity->name, entity->prefix);
		if (entity->help == NULL || *entity->help == '\0')
			text_printf(faults, "%s has no help\n", entity->name);
		check_names(entity, faults);
	}
	check_choices(faults);
}
