/* Any bytes as a packed record: whatever its offsets point at, every field is read within its bounds, and what passes
 * the full check is packed again to the same values. The first byte chooses whether the header is made to fit, so that
 * the slots are reached. */
#include <string.h>

#include "fuzz/fuzz.h"
#include "model/model_private.h"
#include "model/schema.h"

static void use(struct slice text, const struct record *record)
{
	const char *start = (const char *)record->bytes;
	REQUIRE(text.size == 0 || (text.data >= start && text.data + text.size <= start + record->size));
}

static void read_fields(const struct record *record, struct text *out)
{
	const struct value_writer writer = {0};
	for (unsigned number = 0; number < 256; number++) {
		record_number(record, (uint8_t)number);
		record_choice(record, (uint8_t)number);
	}
	for (unsigned i = 0; i < record->entity->field_count; i++) {
		const struct field *field = &record->entity->fields[i];
		struct value value = record_value(record, field);
		if (field_holds_text(field))
			use(record_text(record, field->number), record);
		text_clear(out);
		value_append(out, field, &value, &writer);
	}
}

static void pack_again(const struct record *record)
{
	struct draft draft;
	struct text packed = {0};
	struct record again;
	uint8_t fields[255];
	draft_init(&draft, record->entity);
	draft_copy_record(&draft, record);
	draft_pack(&draft, &(struct record_stamp){.revision = 1}, &packed);
	REQUIRE(record_open(&again, packed.data, packed.size));
	REQUIRE(record_check(&again, NULL));
	REQUIRE(record_differences(record, &again, fields) == 0);
	text_free(&packed);
	draft_free(&draft);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct text bytes = {0}, out = {0};
	struct record record;
	if (size < 1)
		return 0;
	text_append_bytes(&bytes, data + 1, size - 1);
	if (data[0] & 1 && bytes.size >= RECORD_HEADER_SIZE) {
		const struct entity *entity = schema_entity_at(data[0] >> 1 & 63);
		entity = entity == NULL ? schema_entity_at(0) : entity;
		const char head[3] = {RECORD_FORMAT, (char)entity->number, (char)entity->field_count};
		memcpy(bytes.data, head, sizeof head);
	}
	if (bytes.size > 0 && record_open(&record, bytes.data, bytes.size)) {
		read_fields(&record, &out);
		uint64_t checksum = record_compute_checksum(record.bytes, record.size);
		memcpy(bytes.data + 8, &checksum,
		       sizeof checksum); /* past the checksum, so that the fields' own checks are reached */
		if (record_check(&record, NULL))
			pack_again(&record);
	}
	text_free(&bytes);
	text_free(&out);
	return 0;
}
