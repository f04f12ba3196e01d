#include "model/record.h"

#include <string.h>

#include "base/lang.h"
#include "model/hash.h"
#include "model/model_private.h"
#include "model/reason.h"

/* Offsets of the header: see model/record.h. The store runs on little-endian machines only: a static check below. */
enum { AT_FORMAT = 0, AT_ENTITY = 1, AT_COUNT = 2, AT_REVISION = 4, AT_CHECKSUM = 8, AT_CREATED = 16, AT_CHANGED = 24,
       AT_CREATED_BY = 32, AT_CHANGED_BY = 36 };
_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "records are little-endian");

/* The widths that numbers have, each with a load of its own; of a slot of another width no more than its bytes. */
static inline uint64_t load(const uint8_t *at, size_t width)
{
	uint64_t value = 0;
	switch (width) {
	case 1: return *at;
	case 2: memcpy(&value, at, 2); return value;
	case 3: return at[0] | (uint64_t)at[1] << 8 | (uint64_t)at[2] << 16;
	case 4: memcpy(&value, at, 4); return value;
	case 8: memcpy(&value, at, 8); return value;
	default: memcpy(&value, at, width); return value;
	}
}

static inline int64_t load_signed(const uint8_t *at, size_t width)
{
	unsigned shift = (unsigned)(64 - 8 * width);
	return (int64_t)(load(at, width) << shift) >> shift;
}

static uint8_t stored_fields(const struct record *record)
{
	return record->bytes[AT_COUNT];
}

bool record_open(struct record *record, const void *bytes, size_t size)
{
	const uint8_t *data = bytes;
	const struct entity *entity = size > AT_ENTITY ? schema_entity(data[AT_ENTITY]) : NULL;
	return entity != NULL && record_open_as(record, entity, bytes, size);
}

uint64_t record_compute_checksum(const uint8_t *bytes, size_t size)
{
	return hash_64(bytes + AT_CREATED, size - AT_CREATED, load(bytes, AT_CHECKSUM));
}

void record_stamp_bytes(uint8_t *bytes, size_t size, const struct record_stamp *stamp)
{
	memcpy(bytes + AT_REVISION, &stamp->revision, 4);
	memcpy(bytes + AT_CREATED, &stamp->created, 8);
	memcpy(bytes + AT_CHANGED, &stamp->changed, 8);
	memcpy(bytes + AT_CREATED_BY, &stamp->created_by, 4);
	memcpy(bytes + AT_CHANGED_BY, &stamp->changed_by, 4);
	uint64_t checksum = record_compute_checksum(bytes, size);
	memcpy(bytes + AT_CHECKSUM, &checksum, sizeof checksum);
}

bool record_checksum_is_right(const struct record *record)
{
	return load(record->bytes + AT_CHECKSUM, 8) == record_compute_checksum(record->bytes, record->size);
}

uint32_t record_revision(const struct record *record)
{
	return (uint32_t)load(record->bytes + AT_REVISION, 4);
}

moment_t record_created(const struct record *record)
{
	return load_signed(record->bytes + AT_CREATED, 8);
}

moment_t record_changed(const struct record *record)
{
	return load_signed(record->bytes + AT_CHANGED, 8);
}

uint32_t record_created_by(const struct record *record)
{
	return (uint32_t)load(record->bytes + AT_CREATED_BY, 4);
}

uint32_t record_changed_by(const struct record *record)
{
	return (uint32_t)load(record->bytes + AT_CHANGED_BY, 4);
}

static int64_t header_number(const struct record *record, uint8_t field)
{
	switch (field) {
	case F_revision: return record_revision(record);
	case F_created: return record_created(record);
	case F_changed: return record_changed(record);
	default: return NUMBER_UNSET;
	}
}

static size_t width_of(const struct record *record, uint8_t field)
{
	return record->entity->slot_widths[(field - 1) / 8][1u << (field - 1) % 8];
}

int64_t record_number(const struct record *record, uint8_t field)
{
	const uint8_t *at = record_slot(record, field);
	if (at == NULL)
		return header_number(record, field);
	size_t width = width_of(record, field);
	switch (record->entity->fields[field - 1].type) {
	case TYPE_DATE: return (int64_t)load(at, 3) + DAY_FIRST;
	case TYPE_CHOICE:
	case TYPE_CHOICES:
	case TYPE_YESNO:
	case TYPE_ANSWER:
	case TYPE_QUARTER: return (int64_t)load(at, width);
	default: return load_signed(at, width);
	}
}

/* False where the offset or the length points outside the record. */
static bool text_at(const struct record *record, size_t offset, struct slice *text)
{
	if (offset >= record->size)
		return false;
	size_t length = record->bytes[offset++];
	if (length & 0x80) {
		if (offset + 2 > record->size)
			return false;
		length = (length & 0x7f) << 16 | load(record->bytes + offset, 2);
		offset += 2;
	}
	if (length > record->size - offset)
		return false;
	*text = (struct slice){(const char *)record->bytes + offset, length};
	return true;
}

struct slice record_text(const struct record *record, uint8_t field)
{
	struct slice text = {"", 0};
	const uint8_t *at = record_slot(record, field);
	if (at != NULL)
		text_at(record, load(at, 3), &text);
	return text;
}

struct ref record_ref(const struct record *record, uint8_t field)
{
	if (field == F_created_by || field == F_changed_by)
		return (struct ref){E_person, field == F_created_by ? record_created_by(record) : record_changed_by(record)};
	const uint8_t *at = record_slot(record, field);
	if (at == NULL)
		return (struct ref){0, 0};
	const struct field *row = &record->entity->fields[field - 1];
	if (row->type == TYPE_ANY) /* of no entity there is: damaged, and led nowhere */
		return schema_entity(at[0]) == NULL ? (struct ref){0, 0} : (struct ref){at[0], (record_id)load(at + 1, 4)};
	return (struct ref){row->target, (record_id)load(at, 4)};
}

record_id record_ref_id(const struct record *record, uint8_t field)
{
	const uint8_t *at = record_slot(record, field);
	if (at == NULL)
		return record_ref(record, field).id;
	/* a reference to any entity has that before the id */
	return (record_id)load(width_of(record, field) == 5 ? at + 1 : at, 4);
}

bool field_holds_text(const struct field *field)
{
	switch (field->type) {
	case TYPE_TEXT: case TYPE_NOTE: case TYPE_NUMBERS: case TYPE_TEXTS: case TYPE_REFS: case TYPE_REASONS: return true;
	default: return false;
	}
}

bool field_holds_ref(const struct field *field)
{
	return field->type == TYPE_REF || field->type == TYPE_ANY;
}

struct value record_value(const struct record *record, const struct field *field)
{
	struct value value = {.set = record_is_set(record, field->number)};
	if (!value.set)
		return value;
	if (field_holds_text(field))
		value.text = record_text(record, field->number);
	else if (field_holds_ref(field))
		value.ref = record_ref(record, field->number);
	else
		value.number = record_number(record, field->number);
	return value;
}

static bool is_reference(struct ref ref)
{
	return ref.id != 0 && schema_entity(ref.entity) != NULL;
}

/* Every item whole, and nothing left behind the last. */
static bool check_list(const struct field *field, struct slice rest)
{
	int64_t number;
	struct slice text;
	struct ref ref;
	while (rest.size > 0) {
		bool ok = field->type == TYPE_NUMBERS  ? value_list_next_number(&rest, &number)
		          : field->type == TYPE_TEXTS ? value_list_next_text(&rest, &text) && text_first_invalid(text) == SIZE_MAX
		                                      : value_list_next_ref(&rest, &ref) && is_reference(ref);
		if (!ok)
			return false;
	}
	return true;
}

static bool check_text(const struct record *record, const struct field *field, const uint8_t *at)
{
	struct slice text;
	if (!text_at(record, load(at, 3), &text) || text.size == 0) /* an empty text is not set */
		return false;
	struct reasons chain;
	if (field->type == TYPE_REASONS)
		return reasons_unpack(text, &chain);
	if (field->type == TYPE_TEXT || field->type == TYPE_NOTE)
		return text_first_invalid(text) == SIZE_MAX;
	return check_list(field, text);
}

static bool check_choices(const struct choice_set *set, uint64_t bits)
{
	if (bits == 0)
		return false; /* none is not set */
	for (size_t i = 0; i < set->count; i++)
		bits &= ~(UINT64_C(1) << (set->choices[i].number - 1));
	return bits == 0;
}

static bool check_field(const struct record *record, const struct field *field)
{
	const uint8_t *at = record_slot(record, field->number);
	if (at == NULL)
		return true;
	switch (field->type) {
	case TYPE_TEXT:
	case TYPE_NOTE:
	case TYPE_NUMBERS:
	case TYPE_TEXTS:
	case TYPE_REASONS:
	case TYPE_REFS: return check_text(record, field, at);
	case TYPE_CHOICE: return schema_choice(schema_choices(field->choices), *at) != NULL;
	case TYPE_CHOICES: return check_choices(schema_choices(field->choices), load(at, 4));
	case TYPE_YESNO: return *at == C_yesno_yes || *at == C_yesno_no;
	case TYPE_ANSWER: return *at >= C_answer_yes && *at <= C_answer_unknown;
	case TYPE_DATE: return load(at, 3) <= DAY_LAST - DAY_FIRST;
	case TYPE_REF: case TYPE_ANY: return is_reference(record_ref(record, field->number));
	default: return true;
	}
}

bool record_check(const struct record *record, struct error *error)
{
	if (!record_checksum_is_right(record))
		return error_set(error, ERROR_STORE, _("%s-%04u: the stored bytes have changed since they were written (checksum)"),
		                 record->entity->prefix, record->id);
	for (unsigned number = 1; number <= stored_fields(record); number++)
		if (!check_field(record, &record->entity->fields[number - 1]))
			return error_set(error, ERROR_STORE, _("%s-%04u: the stored value of %s is damaged"), record->entity->prefix,
			                 record->id, record->entity->fields[number - 1].name);
	return true;
}

size_t record_differences(const struct record *a, const struct record *b, uint8_t fields[255])
{
	size_t count = 0;
	for (unsigned number = 1; number <= a->entity->field_count; number++) {
		const struct field *field = &a->entity->fields[number - 1];
		struct value before = record_value(a, field), after = record_value(b, field);
		if (!value_equal(field, &before, &after))
			fields[count++] = (uint8_t)number;
	}
	return count;
}
