#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "model/model_private.h"

void draft_init(struct draft *draft, const struct entity *entity)
{
	*draft = (struct draft){.entity = entity};
	draft->values = memory_new_array(255, sizeof *draft->values);
}

void draft_free(struct draft *draft)
{
	free(draft->values);
	text_free(&draft->texts);
	*draft = (struct draft){0};
}

void draft_clear(struct draft *draft, const struct entity *entity)
{
	draft->entity = entity;
	memset(draft->values, 0, entity->field_count * sizeof *draft->values);
	text_clear(&draft->texts);
}

static bool is_within(const struct text *texts, const char *at)
{
	return texts->data != NULL && at >= texts->data && at <= texts->data + texts->size;
}

/* Appends to the draft's own texts. Where they move, every value's text moves along, and so does the text to be kept:
 * it may be the draft's own. */
static struct slice keep_text(struct draft *draft, struct slice text)
{
	struct text *texts = &draft->texts;
	const char *before = texts->data;
	size_t start = texts->size;
	bool own = is_within(texts, text.data);
	ptrdiff_t offset = own ? text.data - before : 0;
	memory_grow(&texts->data, &texts->capacity, texts->size + text.size, 1);
	for (unsigned i = 0; before != NULL && before != texts->data && i < draft->entity->field_count; i++)
		if (draft->values[i].set && field_holds_text(&draft->entity->fields[i]))
			draft->values[i].text.data = texts->data + (draft->values[i].text.data - before);
	text_append(texts, own ? (struct slice){texts->data + offset, text.size} : text);
	return (struct slice){texts->data + start, text.size};
}

void draft_set(struct draft *draft, uint8_t field, const struct value *value)
{
	struct value kept = *value;
	if (field == 0 || field > draft->entity->field_count)
		return;
	if (kept.set && field_holds_text(&draft->entity->fields[field - 1])) {
		kept.set = kept.text.size > 0;
		kept.text = keep_text(draft, kept.text);
	}
	draft->values[field - 1] = kept;
}

void draft_set_number(struct draft *draft, uint8_t field, int64_t number)
{
	draft_set(draft, field, &(struct value){.set = number != NUMBER_UNSET, .number = number});
}

void draft_set_day(struct draft *draft, uint8_t field, day_t day)
{
	draft_set(draft, field, &(struct value){.set = day != DAY_UNSET, .number = day});
}

void draft_set_text(struct draft *draft, uint8_t field, struct slice text)
{
	draft_set(draft, field, &(struct value){.set = true, .text = text});
}

void draft_set_ref(struct draft *draft, uint8_t field, struct ref ref)
{
	draft_set(draft, field, &(struct value){.set = ref_is_set(ref), .ref = ref});
}

void draft_unset(struct draft *draft, uint8_t field)
{
	draft_set(draft, field, &VALUE_UNSET);
}

void draft_copy_record(struct draft *draft, const struct record *record)
{
	draft_clear(draft, record->entity);
	for (unsigned i = 0; i < record->entity->field_count; i++) {
		if (!record_holds(record, (uint8_t)(i + 1)))
			continue;
		struct value value = record_value(record, &record->entity->fields[i]);
		draft_set(draft, (uint8_t)(i + 1), &value);
	}
}

bool draft_parse(struct draft *draft, const struct field *field, struct slice text, const struct value_reader *reader,
                 struct error *error)
{
	struct text scratch = {0};
	struct value value;
	bool ok = value_parse(field, text, reader, &scratch, &value, error);
	if (ok)
		draft_set(draft, field->number, &value);
	else
		error_prefix(error, "%s", field->name);
	text_free(&scratch);
	return ok;
}

static bool refuse_name(const struct entity *entity, struct slice name, struct error *error)
{
	const char *near = schema_nearest_field(entity, name);
	return error_set(error, ERROR_INPUT,
	                 near == NULL ? _("%s has no field \"%.*s\"") : _("%s has no field \"%.*s\"; did you mean %s?"),
	                 entity->name, (int)name.size, name.data, near);
}

bool draft_parse_assignment(struct draft *draft, struct slice words, const struct value_reader *reader,
                            const struct field **found, struct error *error)
{
	const char *equals = words.size == 0 ? NULL : memchr(words.data, '=', words.size);
	if (equals == NULL)
		return error_set(error, ERROR_USAGE, _("\"%.*s\": write field=value"), (int)words.size, words.data);
	struct slice name = {words.data, (size_t)(equals - words.data)};
	struct slice text = {equals + 1, words.size - name.size - 1};
	const struct field *field = schema_find_field(draft->entity, name);
	if (field == NULL)
		return refuse_name(draft->entity, name, error);
	if (field->internal)
		return error_set(error, ERROR_INPUT, _("%s is set by the program only"), field->name);
	if (found != NULL)
		*found = field;
	return draft_parse(draft, field, text, reader, error);
}

struct value draft_value(const struct draft *draft, uint8_t field)
{
	return field >= 1 && field <= draft->entity->field_count ? draft->values[field - 1] : VALUE_UNSET;
}

record_id draft_parent(const struct draft *draft)
{
	struct value parent = draft_value(draft, draft->entity->parent_field);
	return parent.set ? parent.ref.id : 0;
}

static void pack_text(struct text *out, size_t slot, struct slice text)
{
	uint32_t offset = (uint32_t)out->size;
	if (text.size < 0x80) {
		text_append_char(out, (char)text.size);
	} else {
		const uint8_t head[3] = {(uint8_t)(0x80 | text.size >> 16), (uint8_t)text.size, (uint8_t)(text.size >> 8)};
		text_append_bytes(out, head, sizeof head);
	}
	text_append(out, text);
	memcpy(out->data + slot, &offset, 3);
}

static void pack_value(struct text *out, size_t slot, const struct field *field, const struct value *value)
{
	if (field_holds_text(field)) {
		pack_text(out, slot, value->text);
	} else if (field->type == TYPE_ANY) {
		out->data[slot] = (char)value->ref.entity;
		memcpy(out->data + slot + 1, &value->ref.id, sizeof value->ref.id);
	} else if (field->type == TYPE_REF) {
		memcpy(out->data + slot, &value->ref.id, sizeof value->ref.id);
	} else {
		int64_t number = field->type == TYPE_DATE ? value->number - DAY_FIRST : value->number;
		memcpy(out->data + slot, &number, schema_slot_width(field));
	}
}

static void pack_header(struct text *out, const struct entity *entity, uint8_t fields, const struct record_stamp *stamp)
{
	const uint8_t head[4] = {RECORD_FORMAT, entity->number, fields, 0};
	const uint64_t checksum = 0;
	text_append_bytes(out, head, sizeof head);
	text_append_bytes(out, &stamp->revision, 4);
	text_append_bytes(out, &checksum, 8);
	text_append_bytes(out, &stamp->created, 8);
	text_append_bytes(out, &stamp->changed, 8);
	text_append_bytes(out, &stamp->created_by, 4);
	text_append_bytes(out, &stamp->changed_by, 4);
}

/* Room for the bitmap and the slots, the bitmap filled in. Returns where the slots begin. */
static size_t pack_bitmap(const struct draft *draft, uint8_t fields, struct text *out)
{
	static const uint8_t zeros[UINT8_MAX * 8];
	uint8_t bitmap[UINT8_MAX / 8 + 1] = {0};
	size_t bytes = (fields + 7u) / 8, slots = 0;
	for (unsigned i = 0; i < fields; i++)
		bitmap[i / 8] = (uint8_t)(bitmap[i / 8] | draft->values[i].set << i % 8);
	for (size_t i = 0; i < bytes; i++)
		slots += draft->entity->slot_widths[i][bitmap[i]];
	text_append_bytes(out, bitmap, bytes);
	text_append_bytes(out, zeros, slots);
	return out->size - slots;
}

void draft_pack(const struct draft *draft, const struct record_stamp *stamp, struct text *out)
{
	draft_pack_first(draft, draft->entity->field_count, stamp, out);
}

void draft_pack_first(const struct draft *draft, uint8_t fields, const struct record_stamp *stamp, struct text *out)
{
	const struct entity *entity = draft->entity;
	text_clear(out);
	pack_header(out, entity, fields, stamp);
	size_t slot = pack_bitmap(draft, fields, out);
	for (unsigned i = 0; i < fields; i++) {
		if (!draft->values[i].set)
			continue;
		pack_value(out, slot, &entity->fields[i], &draft->values[i]);
		slot += schema_slot_width(&entity->fields[i]);
	}
	uint64_t checksum = record_compute_checksum((const uint8_t *)out->data, out->size);
	memcpy(out->data + 8, &checksum, sizeof checksum);
}
