/* What must not be said anywhere in a masked copy: people write names in notes, titles and codes too. */
#include "report/disclosure_private.h"

static void add_text(struct copy *copy, const struct record *record, const struct field *field)
{
	struct slice rest = record_text(record, field->number), item;
	if (field->type == TYPE_TEXT)
		word_set_add(copy->words, rest);
	else if (field->type == TYPE_TEXTS)
		while (value_list_next_text(&rest, &item))
			word_set_add(copy->words, item);
}

/* What a person works as stands in too many texts to say who it is. */
static bool tells_who(const struct entity *entity, const struct field *field)
{
	return field->personal && !(entity->number == E_person && field->number == F_person_title);
}

/* Of what is marked secret itself, what it is called; of other records the personal texts. */
static void read_record(struct copy *copy, const struct record *record)
{
	struct mask whole = masking_of_record(&copy->outside, copy->request->view, record);
	bool secret = whole.ground == MASK_SECRECY && ref_equal(whole.of, record_self(record)), found = secret;
	for (unsigned i = 0; i < record->entity->field_count; i++) {
		const struct field *field = &record->entity->fields[i];
		bool personal = tells_who(record->entity, field) &&
		                masking_of_field(&copy->outside, record, field) == MASK_PERSONAL;
		if (personal || (secret && field->searched))
			add_text(copy, record, field);
		found = found || personal;
	}
	if (found)
		word_set_add(copy->words, record_text(record, F_code));
}

void copy_read_words(struct copy *copy)
{
	const struct entity *entity;
	struct record record;
	for (size_t i = 0; (entity = schema_entity_at(i)) != NULL; i++) {
		struct records *records = records_new(copy->request->view, entity->number);
		for (bool there = records_first(records, &record); there; there = records_next(records, &record))
			read_record(copy, &record);
		records_free(&records);
	}
}
