#include "model/value_json.h"

static void write_plain(struct json_writer *json, const struct field *field, const struct value *value,
                        const struct value_writer *writer, bool number)
{
	struct text text = {0};
	const struct value_writer stable = {writer->code, writer->context, false};
	value_append(&text, field, value, &stable);
	if (number)
		json_write_number_text(json, text_slice(&text));
	else
		json_write_text(json, text_slice(&text));
	text_free(&text);
}

static void write_ref(struct json_writer *json, struct ref ref, const struct value_writer *writer)
{
	struct text text = {0};
	if (writer->code != NULL)
		writer->code(writer->context, ref, &text);
	json_write_text(json, text_slice(&text));
	text_free(&text);
}

static void write_choices(struct json_writer *json, const struct field *field, int64_t bits)
{
	json_write_array(json);
	for (uint8_t number = 1; number <= 32; number++) {
		const struct choice *choice =
			(bits >> (number - 1) & 1) != 0 ? schema_choice(schema_choices(field->choices), number) : NULL;
		if (choice != NULL)
			json_write_text(json, slice_of(choice->name));
	}
	json_write_array_end(json);
}

static void write_list(struct json_writer *json, const struct field *field, struct slice rest,
                       const struct value_writer *writer)
{
	int64_t number;
	struct slice text;
	struct ref ref;
	json_write_array(json);
	while (rest.size > 0) {
		if (field->type == TYPE_NUMBERS && value_list_next_number(&rest, &number))
			json_write_number(json, number);
		else if (field->type == TYPE_TEXTS && value_list_next_text(&rest, &text))
			json_write_text(json, text);
		else if (field->type == TYPE_REFS && value_list_next_ref(&rest, &ref))
			write_ref(json, ref, writer);
		else
			break;
	}
	json_write_array_end(json);
}

static void write_argument(struct json_writer *json, char type, const struct reason_argument *argument,
                           const struct value_writer *writer)
{
	char buffer[NUMBER_TEXT_SIZE];
	switch (type) {
	case REASON_DAY: json_write_text(json, slice_of(day_text((day_t)argument->number, buffer))); break;
	case REASON_MONEY: json_write_text(json, slice_of(money_text(argument->number, buffer))); break;
	case REASON_PERCENT: json_write_number_text(json, slice_of(percent_text(argument->number, buffer))); break;
	case REASON_SCORE: json_write_number_text(json, slice_of(decimal_text(argument->number, buffer))); break;
	case REASON_REF: write_ref(json, argument->ref, writer); break;
	case REASON_TEXT: json_write_text(json, argument->text); break;
	case REASON_CHOICE: {
		const struct choice *choice =
			schema_choice(schema_choices((uint8_t)(argument->number / 256)), (uint8_t)(argument->number % 256));
		json_write_text(json, slice_of(choice == NULL ? "" : choice->name));
		break;
	}
	case REASON_FIELD: {
		const struct entity *entity = schema_entity((uint8_t)(argument->number / 256));
		const struct field *field = entity == NULL ? NULL : schema_field(entity, (uint8_t)(argument->number % 256));
		json_write_text(json, slice_of(field == NULL ? "" : field->name));
		break;
	}
	default: json_write_number(json, argument->number); break;
	}
}

void reasons_write_json(struct json_writer *json, const struct reasons *chain, const struct value_writer *writer)
{
	json_write_array(json);
	for (size_t i = 0; i < chain->count; i++) {
		const struct reason *reason = &chain->items[i];
		const char *types = reason_types(reason->id);
		json_write_object(json);
		json_write_member(json, "reason", slice_of(reason_name(reason->id)));
		json_write_name(json, "arguments");
		json_write_array(json);
		for (size_t a = 0; a < REASON_ARGUMENTS && types[a] != '\0'; a++)
			write_argument(json, types[a], &reason->arguments[a], writer);
		json_write_array_end(json);
		json_write_object_end(json);
	}
	json_write_array_end(json);
}

void value_write_json(struct json_writer *json, const struct field *field, const struct value *value,
                      const struct value_writer *writer)
{
	struct reasons chain;
	if (!value->set) {
		json_write_null(json);
		return;
	}
	switch (field->type) {
	case TYPE_NUMBER: case TYPE_DECIMAL: case TYPE_PERCENT: write_plain(json, field, value, writer, true); break;
	case TYPE_CHOICES: write_choices(json, field, value->number); break;
	case TYPE_NUMBERS: case TYPE_TEXTS: case TYPE_REFS: write_list(json, field, value->text, writer); break;
	case TYPE_REASONS:
		if (!reasons_unpack(value->text, &chain))
			chain = (struct reasons){0};
		reasons_write_json(json, &chain, writer);
		break;
	default: write_plain(json, field, value, writer, false); break;
	}
}
