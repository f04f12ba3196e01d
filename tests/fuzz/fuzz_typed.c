/* Any bytes as the value of any field, as people type it or as our own files have it: refused in words, or a value
 * whose text gives the same value again. The first two bytes choose the field, the third how it is typed. */
#include "fuzz/fuzz.h"
#include "model/value.h"

static const struct field *choose(unsigned number)
{
	const struct entity *entity;
	for (size_t e = 0; (entity = schema_entity_at(e)) != NULL; e++) {
		if (number < entity->field_count)
			return &entity->fields[number];
		number -= entity->field_count;
	}
	return &schema_entity_at(0)->fields[0];
}

static bool resolve(void *context, uint8_t target, struct slice text, struct ref *ref, struct error *error)
{
	(void)context;
	*ref = (struct ref){target == 0 ? E_system : target, (record_id)text.size};
	return (text.size > 0 && text.data[0] != '?') || error_set(error, ERROR_INPUT, "none");
}

static void read_again(const struct field *field, const struct value *value)
{
	struct value again;
	struct text words = {0}, shown = {0}, scratch = {0};
	struct error error = {0};
	value_append(&shown, field, value, &(struct value_writer){.shown = true});
	value_append(&words, field, value, &(struct value_writer){0});
	if (!field_holds_ref(field) && field->type != TYPE_REFS) {
		REQUIRE(value_parse(field, text_slice(&words), &(struct value_reader){0}, &scratch, &again, &error));
		REQUIRE(value_equal(field, value, &again) && value_compare(field, value, &again) == 0);
	}
	text_free(&words);
	text_free(&shown);
	text_free(&scratch);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct text scratch = {0};
	struct value value;
	struct error error = {0};
	if (size < 3)
		return 0;
	const struct field *field = choose((unsigned)bytes[0] << 8 | bytes[1]);
	const struct value_reader reader = {.resolve = resolve, .today = 20779, .typed = bytes[2] & 1,
	                                    .decimal = bytes[2] & 2 ? ',' : '.'};
	struct slice text = {(const char *)bytes + 3, size - 3};
	if (value_parse(field, text, &reader, &scratch, &value, &error))
		read_again(field, &value);
	else
		REQUIRE(error.text[0] != '\0');
	text_free(&scratch);
	return 0;
}
