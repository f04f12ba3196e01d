/* The bytes by which records sort: of each field, whether it is set, then its value so that memcmp gives the order. */
#include "query/list_private.h"

static void append_big_endian(struct text *out, uint64_t number, size_t width)
{
	for (size_t i = width; i-- > 0;)
		text_append_char(out, (char)(number >> (8 * i)));
}

/* A text ends with a zero byte, less than any byte of a sort key. */
static void append_text(struct text *out, struct slice text)
{
	text_append_sort_key(out, text);
	text_append_char(out, '\0');
}

static void append_reference(struct text *out, struct reading *reading, struct ref ref)
{
	struct record record;
	struct value name = VALUE_UNSET;
	if (reading_record(reading, ref, &record)) {
		name = reading_field(
			reading, &record, schema_field(record.entity, record.entity->name_field != 0 ? record.entity->name_field : F_code));
		if (!name.set)
			name = reading_field(reading, &record, schema_field(record.entity, F_code));
	}
	append_text(out, name.set ? name.text : (struct slice){"", 0});
	append_big_endian(out, ref.entity, 1);
	append_big_endian(out, ref.id, 4);
}

static void append_number(struct text *out, const struct field *field, int64_t number)
{
	size_t width = 8;
	uint8_t choices = choices_of(field);
	if (choices != 0 && field->type != TYPE_CHOICES) {
		number = (int64_t)choice_rank(choices, number);
		width = 1;
	} else if (field->type == TYPE_DATE || field->type == TYPE_PERCENT) {
		number += INT64_C(1) << 31;
		width = 4;
	} else if (field->type == TYPE_NUMBER && field->bytes != 0 && field->bytes < 8) {
		width = field->bytes;
		number += INT64_C(1) << (8 * width - 1);
	} else {
		append_big_endian(out, (uint64_t)number ^ UINT64_C(1) << 63, 8);
		return;
	}
	append_big_endian(out, (uint64_t)number, width);
}

static void append_value(struct text *out, struct reading *reading, const struct field *field,
                         const struct value *value)
{
	if (field_holds_ref(field))
		append_reference(out, reading, value->ref);
	else if (field->type == TYPE_TEXT || field->type == TYPE_NOTE)
		append_text(out, value->text);
	else if (field_holds_text(field))
		append_big_endian(out, value->text.size, 4); /* lists: the longer after the shorter */
	else
		append_number(out, field, value->number);
}

void sort_key_append_one(struct text *out, const struct list_plan *plan, size_t sort, struct reading *reading,
                         const struct record *record)
{
	const struct list_sort *by = &plan->sorts[sort];
	struct value value = reading_value(reading, record, &by->path);
	text_append_char(out, value.set ? 0 : 1); /* last, either way */
	size_t start = out->size;
	if (value.set)
		append_value(out, reading, path_field(&by->path), &value);
	for (size_t at = start; by->descending && at < out->size; at++)
		out->data[at] = (char)~out->data[at];
}

void sort_key_append(struct text *out, const struct list_plan *plan, struct reading *reading,
                     const struct record *record)
{
	for (size_t i = 0; i < plan->sort_count; i++)
		sort_key_append_one(out, plan, i, reading, record);
}

uint64_t sort_key_bytes(struct slice key, size_t skip)
{
	uint64_t number = 0;
	for (size_t i = skip; i < skip + 8; i++)
		number = number << 8 | (i < key.size ? (uint8_t)key.data[i] : 0);
	return number;
}
