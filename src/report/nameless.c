/* What a record is called whose kind has no name: the first of the facts that it cannot be without, and of what it
 * refers to. "Anna Berg, system manager, Home care planning". */
#include "report/nameless.h"

#define TOLD_MOST 3

/* Of two that have no name neither is called by the other. */
static void append_reference(void *context, struct ref ref, struct text *out)
{
	const struct teller *teller = context;
	const struct entity *entity = schema_entity(ref.entity);
	if (entity != NULL && entity->name_field != 0)
		teller_name(out, teller, ref);
	else
		view_append_code(teller->view, ref, out);
}

static bool tells(const struct field *field)
{
	switch (field->type) {
	case TYPE_REF:
	case TYPE_ANY: return true;
	case TYPE_TEXT:
	case TYPE_CHOICE:
	case TYPE_DATE:
	case TYPE_QUARTER:
	case TYPE_NUMBER: return field->required;
	default: return false;
	}
}

bool nameless_append(struct text *out, const struct teller *teller, const struct record *record, struct ref but)
{
	struct teller told_by = *teller;
	const struct value_writer writer = {.code = append_reference, .context = &told_by, .shown = true};
	size_t told = 0;
	for (uint8_t i = F_first_own - 1; i < record->entity->field_count && told < TOLD_MOST; i++) {
		const struct field *field = &record->entity->fields[i];
		struct value value = tells(field) ? reading_field(teller->reading, record, field) : VALUE_UNSET;
		if (!value.set || (ref_is_set(but) && ref_equal(value.ref, but) && field->type == TYPE_REF))
			continue;
		text_append_text(out, told++ > 0 ? ", " : "");
		value_append(out, field, &value, &writer);
	}
	return told > 0;
}
