#include "model/value.h"

#include <string.h>

#include "base/lang.h"
#include "model/reason.h"

static void append_label(struct text *out, uint8_t set, int64_t number, bool shown)
{
	const struct choice *choice = schema_choice(schema_choices(set), (uint8_t)number);
	if (choice == NULL)
		text_printf(out, "%lld", (long long)number);
	else
		text_append_text(out, shown ? _(choice->label) : choice->name);
}

static void append_ref(struct text *out, struct ref ref, const struct value_writer *writer)
{
	if (writer->code != NULL)
		writer->code(writer->context, ref, out);
	else
		text_printf(out, "%u:%u", ref.entity, ref.id);
}

static void append_separator(struct text *out, size_t start, bool shown)
{
	if (out->size > start)
		text_append_text(out, shown ? ", " : ";");
}

static void append_choices(struct text *out, const struct field *field, int64_t bits, bool shown)
{
	size_t start = out->size;
	for (uint8_t number = 1; number <= 32; number++)
		if (bits >> (number - 1) & 1) {
			append_separator(out, start, shown);
			append_label(out, field->choices, number, shown);
		}
}

static void append_list(struct text *out, const struct field *field, struct slice rest,
                        const struct value_writer *writer)
{
	size_t start = out->size;
	int64_t number;
	struct slice text;
	struct ref ref;
	while (rest.size > 0) {
		append_separator(out, start, writer->shown);
		if (field->type == TYPE_NUMBERS && value_list_next_number(&rest, &number))
			text_printf(out, "%lld", (long long)number);
		else if (field->type == TYPE_TEXTS && value_list_next_text(&rest, &text))
			text_append(out, text);
		else if (field->type == TYPE_REFS && value_list_next_ref(&rest, &ref))
			append_ref(out, ref, writer);
		else
			return;
	}
}

static void append_number(struct text *out, const struct field *field, int64_t number, bool shown)
{
	char buffer[NUMBER_TEXT_SIZE];
	switch (field->type) {
	case TYPE_DATE: text_append_text(out, day_text((day_t)number, buffer)); break;
	case TYPE_MOMENT:
		text_append_text(out, shown ? moment_local_text(number, buffer) : moment_text(number, buffer));
		break;
	case TYPE_MONEY: text_append_text(out, shown ? money_local_text(number, buffer) : money_text(number, buffer)); break;
	case TYPE_DECIMAL:
		text_append_text(out, shown ? decimal_local_text(number, buffer) : decimal_text(number, buffer));
		break;
	case TYPE_PERCENT:
		text_append_text(out, shown ? percent_local_text(number, buffer) : percent_text(number, buffer));
		break;
	case TYPE_QUARTER: text_append_text(out, quarter_text((int32_t)number, buffer)); break;
	default: text_append_text(out, number_text(number, buffer)); break;
	}
}

static void append_reasons(struct text *out, struct slice packed, const struct value_writer *writer)
{
	const struct reason_words words = {writer->code, writer->context};
	struct reasons chain;
	if (!reasons_unpack(packed, &chain))
		return;
	for (size_t i = 0; i < chain.count; i++) {
		text_append_text(out, i == 0 ? "" : "; ");
		reason_append_words(out, &chain.items[i], &words);
	}
}

void value_append(struct text *out, const struct field *field, const struct value *value,
                  const struct value_writer *writer)
{
	if (!value->set)
		return;
	switch (field->type) {
	case TYPE_TEXT: case TYPE_NOTE: text_append(out, value->text); break;
	case TYPE_CHOICE: append_label(out, field->choices, value->number, writer->shown); break;
	case TYPE_YESNO: append_label(out, CHOICES_yesno, value->number, writer->shown); break;
	case TYPE_ANSWER: append_label(out, CHOICES_answer, value->number, writer->shown); break;
	case TYPE_CHOICES: append_choices(out, field, value->number, writer->shown); break;
	case TYPE_NUMBERS: case TYPE_TEXTS: case TYPE_REFS: append_list(out, field, value->text, writer); break;
	case TYPE_REF: case TYPE_ANY: append_ref(out, value->ref, writer); break;
	case TYPE_REASONS: append_reasons(out, value->text, writer); break;
	default: append_number(out, field, value->number, writer->shown); break;
	}
}

bool value_equal(const struct field *field, const struct value *a, const struct value *b)
{
	if (a->set != b->set || !a->set)
		return a->set == b->set;
	if (field_holds_text(field))
		return slice_equal(a->text, b->text);
	return field_holds_ref(field) ? ref_equal(a->ref, b->ref) : a->number == b->number;
}

static int compare_texts(struct slice a, struct slice b)
{
	struct text key_a = {0}, key_b = {0};
	text_append_sort_key(&key_a, a);
	text_append_sort_key(&key_b, b);
	int order = slice_compare(text_slice(&key_a), text_slice(&key_b));
	text_free(&key_a);
	text_free(&key_b);
	return order;
}

int value_compare(const struct field *field, const struct value *a, const struct value *b)
{
	if (!a->set || !b->set)
		return (int)b->set - (int)a->set;
	if (field_holds_text(field))
		return compare_texts(a->text, b->text);
	if (field_holds_ref(field)) {
		int order = (a->ref.entity > b->ref.entity) - (a->ref.entity < b->ref.entity);
		return order != 0 ? order : (a->ref.id > b->ref.id) - (a->ref.id < b->ref.id);
	}
	return (a->number > b->number) - (a->number < b->number);
}

void value_list_add_number(struct text *list, int64_t number)
{
	text_append_bytes(list, &number, sizeof number);
}

void value_list_add_text(struct text *list, struct slice text)
{
	uint16_t size = (uint16_t)text.size;
	text_append_bytes(list, &size, sizeof size);
	text_append(list, (struct slice){text.data, size});
}

void value_list_add_ref(struct text *list, struct ref ref)
{
	text_append_char(list, (char)ref.entity);
	text_append_bytes(list, &ref.id, sizeof ref.id);
}

static bool take(struct slice *rest, void *bytes, size_t size)
{
	if (rest->size < size)
		return false;
	memcpy(bytes, rest->data, size);
	rest->data += size;
	rest->size -= size;
	return true;
}

bool value_list_next_number(struct slice *rest, int64_t *number)
{
	return take(rest, number, sizeof *number);
}

bool value_list_next_text(struct slice *rest, struct slice *text)
{
	uint16_t size;
	if (!take(rest, &size, sizeof size) || rest->size < size)
		return false;
	*text = (struct slice){rest->data, size};
	rest->data += size;
	rest->size -= size;
	return true;
}

bool value_list_next_ref(struct slice *rest, struct ref *ref)
{
	return take(rest, &ref->entity, 1) && take(rest, &ref->id, sizeof ref->id) && schema_entity(ref->entity) != NULL;
}
