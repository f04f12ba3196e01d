/* Text to value, one function per type. */
#include <string.h>

#include "base/lang.h"
#include "model/value.h"

struct reading {
	const struct field *field;
	const struct value_reader *reader;
	struct text *scratch;
};

typedef bool parse_function(const struct reading *reading, struct slice text, struct value *value, struct error *error);

static bool refuse_text(struct slice text, size_t at, unsigned character, struct error *error)
{
	if (character == 0)
		return error_set(error, ERROR_INPUT, _("byte %zu is not UTF-8"), at + 1);
	(void)text;
	return error_set(error, ERROR_INPUT, _("holds the control character U+%04X, which is not allowed"), character);
}

static size_t count_characters(struct slice text)
{
	size_t count = 0;
	for (size_t i = 0; i < text.size; i++)
		count += ((unsigned char)text.data[i] & 0xc0) != 0x80;
	return count;
}

/* Checked, and composed into the scratch. */
static bool compose_text(const struct reading *reading, struct slice text, struct error *error)
{
	unsigned character = 0;
	size_t at = text_first_invalid(text);
	if (at != SIZE_MAX)
		return refuse_text(text, at, 0, error);
	at = text_first_forbidden(text, reading->field->type == TYPE_NOTE, &character);
	if (at != SIZE_MAX)
		return refuse_text(text, at, character, error);
	text_append_nfc(reading->scratch, text);
	return true;
}

static bool parse_any_text(const struct reading *reading, struct slice text, struct value *value, struct error *error)
{
	bool note = reading->field->type == TYPE_NOTE;
	text_clear(reading->scratch);
	if (text_is_simple(text))
		text_append(reading->scratch, text);
	else if (!compose_text(reading, text, error))
		return false;
	value->text = text_slice(reading->scratch);
	if (!note && value->text.size > TEXT_CHARACTERS_MAX && count_characters(value->text) > TEXT_CHARACTERS_MAX)
		return error_set(error, ERROR_INPUT, _("is %zu characters long; at most %d fit"), count_characters(value->text),
		                 TEXT_CHARACTERS_MAX);
	if (value->text.size > 65535)
		return error_set(error, ERROR_INPUT, _("is %zu bytes long; at most 65535 fit"), value->text.size);
	return true;
}

static void append_choice_names(struct text *out, const struct choice_set *set)
{
	for (size_t i = 0; i < set->count; i++)
		text_printf(out, "%s%s", i == 0 ? "" : ", ", set->choices[i].name);
}

static bool find_choice(uint8_t set_id, struct slice text, uint8_t *number, struct error *error)
{
	const struct choice_set *set = schema_choices(set_id);
	const struct choice *choice = schema_find_choice(set, text);
	if (choice != NULL) {
		*number = choice->number;
		return true;
	}
	struct text names = {0}, shown = {0};
	append_choice_names(&names, set);
	text_append_harmless(&shown, text, false);
	error_set(error, ERROR_INPUT, _("\"%.60s\" is none of: %s"), shown.data == NULL ? "" : shown.data, names.data);
	text_free(&names);
	text_free(&shown);
	return false;
}

static uint8_t choice_set_of(const struct field *field)
{
	if (field->type == TYPE_YESNO)
		return CHOICES_yesno;
	return field->type == TYPE_ANSWER ? (uint8_t)CHOICES_answer : field->choices;
}

static bool parse_choice(const struct reading *reading, struct slice text, struct value *value, struct error *error)
{
	uint8_t number;
	if (!find_choice(choice_set_of(reading->field), text, &number, error))
		return false;
	value->number = number;
	return true;
}

static bool parse_choices(const struct reading *reading, struct slice text, struct value *value, struct error *error)
{
	struct slice piece;
	int64_t bits = 0;
	while (slice_next(&text, ';', &piece)) {
		uint8_t number;
		piece = slice_trim(piece);
		if (piece.size == 0)
			continue;
		if (!find_choice(reading->field->choices, piece, &number, error))
			return false;
		bits |= INT64_C(1) << (number - 1);
	}
	value->number = bits;
	value->set = bits != 0;
	return true;
}

static bool parse_date(const struct reading *reading, struct slice text, struct value *value, struct error *error)
{
	day_t day;
	bool ok = reading->reader->typed ? day_parse_typed(text, reading->reader->today, &day, error)
	                                 : day_parse(text, &day, error);
	if (ok)
		value->number = day;
	return ok;
}

static bool parse_moment(const struct reading *reading, struct slice text, struct value *value, struct error *error)
{
	(void)reading;
	moment_t moment;
	if (!moment_parse(text, &moment, error))
		return false;
	value->number = moment;
	return true;
}

/* A number as its field writes it. */
static const char *number_words(const struct field *field, int64_t number, char buffer[NUMBER_TEXT_SIZE])
{
	switch (field->type) {
	case TYPE_MONEY: return money_text(number, buffer);
	case TYPE_DECIMAL: case TYPE_PERCENT: return percent_text(number, buffer);
	default: return number_text(number, buffer);
	}
}

/* `lowest` and `highest` are what the type can hold; the field's own limits, in stored units, go before them. */
static bool within(const struct field *field, int64_t number, int64_t lowest, int64_t highest, struct error *error)
{
	char words[NUMBER_TEXT_SIZE], least[NUMBER_TEXT_SIZE], most[NUMBER_TEXT_SIZE];
	if (field->min != 0 || field->max != 0) {
		lowest = field->min;
		highest = field->max != 0 && field->max < highest ? field->max : highest;
	}
	if (number >= lowest && number <= highest)
		return true;
	number_words(field, number, words);
	number_words(field, lowest, least);
	if (number < lowest && highest == INT64_MAX)
		return error_set(error, ERROR_INPUT, _("%s is too small; the least is %s"), words, least);
	return error_set(error, ERROR_INPUT, _("%s is outside %s to %s"), words, least, number_words(field, highest, most));
}

static bool parse_money(const struct reading *reading, struct slice text, struct value *value, struct error *error)
{
	money_t money;
	bool ok = reading->reader->typed ? money_parse_typed(text, reading->reader->decimal, &money, error)
	                                 : money_parse(text, &money, error);
	if (!ok || !within(reading->field, money, -INT64_MAX, INT64_MAX, error))
		return false;
	value->number = money;
	return true;
}

static bool parse_number(const struct reading *reading, struct slice text, struct value *value, struct error *error)
{
	int64_t number;
	size_t bits = 8 * schema_slot_width(reading->field);
	int64_t highest = bits == 64 ? INT64_MAX : (INT64_C(1) << (bits - 1)) - 1;
	if (!number_parse(text, &number, error) || !within(reading->field, number, -highest, highest, error))
		return false;
	value->number = number;
	return true;
}

static bool parse_decimal(const struct reading *reading, struct slice text, struct value *value, struct error *error)
{
	bool percent = reading->field->type == TYPE_PERCENT;
	int64_t hundredths, highest = percent ? INT32_MAX : INT64_MAX;
	text_clear(reading->scratch);
	text_append(reading->scratch, text);
	if (reading->reader->typed && percent && text.size > 0 && text.data[text.size - 1] == '%')
		reading->scratch->size--;
	for (size_t i = 0; reading->reader->typed && i < reading->scratch->size; i++)
		if (reading->scratch->data[i] == ',' && reading->reader->decimal == ',')
			reading->scratch->data[i] = '.';
	if (!decimal_parse(slice_trim(text_slice(reading->scratch)), &hundredths, error))
		return false;
	if (!within(reading->field, hundredths, -highest, highest, error))
		return false;
	value->number = hundredths;
	return true;
}

static bool parse_quarter(const struct reading *reading, struct slice text, struct value *value, struct error *error)
{
	(void)reading;
	int32_t quarter;
	if (!quarter_parse(text, &quarter, error))
		return false;
	value->number = quarter;
	return true;
}

static bool resolve(const struct reading *reading, uint8_t target, struct slice text, struct ref *ref,
                    struct error *error)
{
	if (reading->reader->resolve == NULL)
		return error_set(error, ERROR_INPUT, _("a reference cannot be looked up here"));
	return reading->reader->resolve(reading->reader->context, target, text, ref, error);
}

static bool parse_ref(const struct reading *reading, struct slice text, struct value *value, struct error *error)
{
	struct ref ref;
	if (!resolve(reading, reading->field->target, text, &ref, error))
		return false;
	value->ref = ref;
	return true;
}

static bool refuse_reasons(const struct reading *reading, struct slice text, struct value *value, struct error *error)
{
	(void)reading;
	(void)text;
	(void)value;
	return error_set(error, ERROR_INPUT, _("is worked out by the program and cannot be given"));
}

static bool add_item(const struct reading *reading, struct slice piece, struct text *list, struct error *error)
{
	int64_t number;
	struct ref ref;
	switch (reading->field->type) {
	case TYPE_NUMBERS:
		if (!number_parse(piece, &number, error) || !within(reading->field, number, -INT64_MAX, INT64_MAX, error))
			return false;
		value_list_add_number(list, number);
		return true;
	case TYPE_REFS:
		if (!resolve(reading, reading->field->target, piece, &ref, error))
			return false;
		value_list_add_ref(list, ref);
		return true;
	default: {
		struct value item = {0};
		struct text one = {0};
		struct reading text_reading = {reading->field, reading->reader, &one};
		bool ok = parse_any_text(&text_reading, piece, &item, error);
		if (ok)
			value_list_add_text(list, item.text);
		text_free(&one);
		return ok;
	}
	}
}

static bool parse_list(const struct reading *reading, struct slice text, struct value *value, struct error *error)
{
	struct slice piece;
	text_clear(reading->scratch);
	while (slice_next(&text, ';', &piece)) {
		piece = slice_trim(piece);
		if (piece.size > 0 && !add_item(reading, piece, reading->scratch, error))
			return false;
	}
	value->text = text_slice(reading->scratch);
	value->set = value->text.size > 0;
	if (value->text.size > 65535)
		return error_set(error, ERROR_INPUT, _("the list is too long"));
	return true;
}

bool value_parse(const struct field *field, struct slice text, const struct value_reader *reader, struct text *scratch,
                 struct value *value, struct error *error)
{
	static parse_function *const parsers[TYPES] = {
		[TYPE_TEXT] = parse_any_text,    [TYPE_NOTE] = parse_any_text,   [TYPE_CHOICE] = parse_choice,
		[TYPE_CHOICES] = parse_choices,  [TYPE_YESNO] = parse_choice,    [TYPE_ANSWER] = parse_choice,
		[TYPE_DATE] = parse_date,        [TYPE_MOMENT] = parse_moment,   [TYPE_MONEY] = parse_money,
		[TYPE_NUMBER] = parse_number,    [TYPE_DECIMAL] = parse_decimal, [TYPE_PERCENT] = parse_decimal,
		[TYPE_QUARTER] = parse_quarter,  [TYPE_NUMBERS] = parse_list,    [TYPE_TEXTS] = parse_list,
		[TYPE_REFS] = parse_list,        [TYPE_REF] = parse_ref,         [TYPE_ANY] = parse_ref,
		[TYPE_REASONS] = refuse_reasons,
	};
	const struct reading reading = {field, reader, scratch};
	if (field->type != TYPE_NOTE)
		text = slice_trim(text);
	struct value result = {.set = text.size > 0};
	if (result.set && !parsers[field->type](&reading, text, &result, error))
		return false;
	*value = result;
	return true;
}
