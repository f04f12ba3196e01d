/* Any bytes as a line of a whole export: its members, and the record that its values make, which is then sound. */
#include "exchange/dump_private.h"
#include "fuzz/fuzz.h"

static void make_record(struct dump_line *line, struct ref ref)
{
	struct record record;
	struct error error = {0};
	if (!dump_record(line, ref, 1, &record, &error)) {
		REQUIRE(error.text[0] != '\0');
		return;
	}
	REQUIRE(record_checksum_is_right(&record) && record_revision(&record) == 1);
	for (unsigned i = 0; i < record.entity->field_count; i++) {
		struct value value = record_value(&record, &record.entity->fields[i]);
		struct text words = {0};
		value_append(&words, &record.entity->fields[i], &value, &(struct value_writer){0});
		text_free(&words);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct dump_line line;
	struct error error = {0};
	struct ref ref;
	struct slice text;
	uint8_t digest[DIGEST_SIZE];
	uint32_t actor;
	moment_t moment;
	dump_line_init(&line);
	if (dump_line_read(&line, "f", 1, (struct slice){(const char *)bytes, size}, &error)) {
		if (dump_ref(&line, MEMBER_of, &ref, &error)) {
			REQUIRE(ref.id != 0 && schema_entity(ref.entity) != NULL);
			make_record(&line, ref);
		}
		dump_bytes(&line, MEMBER_digest, digest, sizeof digest, &error);
		dump_text_or_bytes(&line, MEMBER_text, MEMBER_bytes, &text, &error);
		dump_actor(&line, MEMBER_actor, &actor, &error);
		dump_moment(&line, MEMBER_moment, &moment, &error);
	} else {
		REQUIRE(error.text[0] != '\0');
	}
	dump_line_free(&line);
	return 0;
}
