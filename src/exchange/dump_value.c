/* Values of fields in a dump: read by eye as in other JSON of the program, but exact, and references never by a code
 * that people can change. */
#include <sodium.h>

#include "base/lang.h"
#include "exchange/dump_private.h"
#include "model/code.h"
#include "model/value_json.h"

void dump_append_hex(struct text *out, struct slice bytes)
{
	static const char digits[] = "0123456789abcdef";
	for (size_t i = 0; i < bytes.size; i++) {
		text_append_char(out, digits[(unsigned char)bytes.data[i] >> 4]);
		text_append_char(out, digits[(unsigned char)bytes.data[i] & 15]);
	}
}

bool dump_parse_hex(struct slice hex, struct text *bytes, struct error *error)
{
	unsigned char piece[256];
	text_clear(bytes);
	bool ok = hex.size % 2 == 0;
	while (ok && hex.size > 0) {
		size_t size = hex.size < 2 * sizeof piece ? hex.size : 2 * sizeof piece, made;
		ok = sodium_hex2bin(piece, sizeof piece, hex.data, size, NULL, &made, NULL) == 0 && made == size / 2;
		if (ok)
			text_append_bytes(bytes, piece, made);
		hex = (struct slice){hex.data + size, hex.size - size};
	}
	return ok || error_set(error, ERROR_INPUT, _("these are no bytes in hexadecimal"));
}

static void write_default_code(void *context, struct ref ref, struct text *out)
{
	(void)context;
	code_append_default(out, ref.entity, ref.id);
}

void dump_write_value(struct json_writer *json, const struct field *field, const struct value *value)
{
	const struct value_writer writer = {.code = write_default_code};
	struct text hex = {0};
	if (field->type != TYPE_REASONS) {
		value_write_json(json, field, value, &writer);
		return;
	}
	dump_append_hex(&hex, value->text);
	json_write_text(json, text_slice(&hex));
	text_free(&hex);
}

bool dump_parse_code(struct slice text, uint8_t target, struct ref *ref, struct error *error)
{
	if (code_parse_default(text, ref) && (target == 0 || ref->entity == target))
		return true;
	return error_set(error, ERROR_INPUT, _("\"%.*s\" names no such record"), (int)(text.size < 60 ? text.size : 60),
	                 text.data);
}

static bool parse_choice(uint8_t set_id, struct slice name, int64_t *number, struct error *error)
{
	const struct choice *choice = schema_find_choice(schema_choices(set_id), name);
	if (choice == NULL)
		return error_set(error, ERROR_INPUT, _("\"%.*s\" is no choice here"), (int)(name.size < 60 ? name.size : 60),
		                 name.data);
	*number = choice->number;
	return true;
}

static bool parse_number(const struct field *field, struct slice text, int64_t *number, struct error *error)
{
	day_t day;
	int32_t quarter;
	bool ok;
	switch (field->type) {
	case TYPE_CHOICE: return parse_choice(field->choices, text, number, error);
	case TYPE_YESNO: return parse_choice(CHOICES_yesno, text, number, error);
	case TYPE_ANSWER: return parse_choice(CHOICES_answer, text, number, error);
	case TYPE_DATE:
		ok = day_parse(text, &day, error);
		*number = ok ? day : 0;
		return ok;
	case TYPE_QUARTER:
		ok = quarter_parse(text, &quarter, error);
		*number = ok ? quarter : 0;
		return ok;
	case TYPE_MOMENT: return moment_parse(text, number, error);
	case TYPE_MONEY: return money_parse(text, number, error);
	case TYPE_DECIMAL: case TYPE_PERCENT: return decimal_parse(text, number, error);
	default: return number_parse(text, number, error);
	}
}

static bool take_text(struct dump_line *line, const struct field *field, struct slice text, struct error *error)
{
	struct value parsed = {.set = true};
	bool ok = true;
	if (field->type == TYPE_TEXT || field->type == TYPE_NOTE)
		parsed.text = text;
	else if (field->type == TYPE_REASONS) {
		ok = dump_parse_hex(text, &line->scratch, error);
		parsed.text = text_slice(&line->scratch);
	} else if (field_holds_ref(field))
		ok = dump_parse_code(text, field->target, &parsed.ref, error);
	else
		ok = parse_number(field, text, &parsed.number, error);
	if (ok)
		draft_set(&line->draft, field->number, &parsed);
	return ok;
}

static bool is_list(const struct field *field)
{
	switch (field->type) {
	case TYPE_CHOICES: case TYPE_NUMBERS: case TYPE_TEXTS: case TYPE_REFS: return true;
	default: return false;
	}
}

static void end_list(struct dump_line *line)
{
	const struct field *field = line->field;
	if (field->type == TYPE_CHOICES)
		draft_set(&line->draft, field->number, &(struct value){.set = line->bits != 0, .number = line->bits});
	else
		draft_set_text(&line->draft, field->number, text_slice(&line->list));
	line->field = NULL;
}

bool dump_take_value(struct dump_line *line, const struct field *field, const struct json_value *value,
                     struct error *error)
{
	if (is_list(field) && value->kind == JSON_ARRAY) {
		line->field = field;
		line->bits = 0;
		text_clear(&line->list);
		return true;
	}
	if (value->kind == JSON_ARRAY_END) {
		end_list(line);
		return true;
	}
	if (!is_list(field) && (value->kind == JSON_TEXT || value->kind == JSON_NUMBER))
		return take_text(line, field, value->text, error);
	return error_set(error, ERROR_INPUT, _("%s cannot stand here"), json_kind_name(value->kind));
}

bool dump_take_item(struct dump_line *line, const struct json_value *value, struct error *error)
{
	int64_t number;
	struct ref ref;
	bool scalar = value->kind == JSON_TEXT || value->kind == JSON_NUMBER, ok = false;
	if (!scalar || line->field == NULL)
		return error_set(error, ERROR_INPUT, _("%s cannot stand here"), json_kind_name(value->kind));
	switch (line->field->type) {
	case TYPE_CHOICES:
		ok = parse_choice(line->field->choices, value->text, &number, error);
		line->bits |= ok ? INT64_C(1) << (number - 1) : 0;
		return ok;
	case TYPE_NUMBERS:
		ok = number_parse(value->text, &number, error);
		if (ok)
			value_list_add_number(&line->list, number);
		return ok;
	case TYPE_REFS:
		ok = dump_parse_code(value->text, 0, &ref, error);
		if (ok)
			value_list_add_ref(&line->list, ref);
		return ok;
	default: value_list_add_text(&line->list, value->text); return true;
	}
}
