/* Packed records: what is put in comes out, for every field there is; damaged ones are never read beyond their end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "model/code.h"
#include "model/record.h"

static uint32_t random_state = 7;

static uint32_t random_below(uint32_t limit)
{
	random_state = random_state * 1664525u + 1013904223u;
	return (uint32_t)(((uint64_t)random_state * limit) >> 32);
}

static int64_t random_number(size_t width)
{
	int64_t highest = width == 8 ? INT64_MAX : (INT64_C(1) << (8 * width - 1)) - 1;
	switch (random_below(4)) {
	case 0: return highest;
	case 1: return -highest;
	case 2: return 0;
	default: return (int64_t)random_below(127) * (random_below(2) ? 1 : -1);
	}
}

static uint8_t random_choice(uint8_t choices)
{
	const struct choice_set *set = schema_choices(choices);
	return set->choices[random_below((uint32_t)set->count)].number;
}

/* Some are shorter, some longer than the one byte that a short length takes. */
static void append_random_text(struct text *out)
{
	static const uint32_t sizes[] = {1, 2, 126, 127, 128, 129, 300, 40000};
	size_t size = sizes[random_below(COUNT_OF(sizes))];
	for (size_t i = 0; i < size; i += 2)
		text_append_text(out, i + 1 == size ? "x" : "å");
}

static struct value random_value(const struct field *field, struct text *scratch)
{
	struct value value = {.set = true};
	text_clear(scratch);
	switch (field->type) {
	case TYPE_TEXT: case TYPE_NOTE: append_random_text(scratch); break;
	case TYPE_CHOICE: value.number = random_choice(field->choices); return value;
	case TYPE_CHOICES: value.number = INT64_C(1) << (random_choice(field->choices) - 1); return value;
	case TYPE_YESNO: value.number = 1 + random_below(2); return value;
	case TYPE_ANSWER: value.number = 1 + random_below(4); return value;
	case TYPE_DATE: value.number = DAY_FIRST + (int64_t)random_below(DAY_LAST - DAY_FIRST + 1); return value;
	case TYPE_QUARTER: value.number = 1900 * 4 + random_below(1200); return value;
	case TYPE_NUMBERS: value_list_add_number(scratch, random_number(8)); value_list_add_number(scratch, 12); break;
	case TYPE_TEXTS: value_list_add_text(scratch, SLICE("PC")); value_list_add_text(scratch, SLICE("ÅÄÖ")); break;
	case TYPE_REFS: value_list_add_ref(scratch, (struct ref){E_unit, UINT32_MAX}); break;
	case TYPE_REF: value.ref = (struct ref){field->target, 1 + random_below(UINT32_MAX)}; return value;
	case TYPE_ANY: value.ref = (struct ref){E_system, 1 + random_below(UINT32_MAX)}; return value;
	default: value.number = random_number(schema_slot_width(field)); return value;
	}
	value.text = text_slice(scratch);
	return value;
}

static const struct record_stamp stamp = {
	.revision = 4711, .created = 1700000000000000, .changed = -5, .created_by = RECORD_BY_IMPORT, .changed_by = 17};

static void fill(struct draft *draft, const struct entity *entity, uint32_t one_in)
{
	struct text scratch = {0};
	draft_clear(draft, entity);
	for (unsigned i = 0; i < entity->field_count; i++) {
		if (random_below(one_in) != 0)
			continue;
		struct value value = random_value(&entity->fields[i], &scratch);
		draft_set(draft, (uint8_t)(i + 1), &value);
	}
	text_free(&scratch);
}

static void check_typed_access(const struct record *record, const struct field *field, const struct value *value)
{
	if (field_holds_text(field))
		assert_true(slice_equal(record_text(record, field->number), value->text));
	else if (field_holds_ref(field))
		assert_true(ref_equal(record_ref(record, field->number), value->ref));
	else
		assert_int_equal(record_number(record, field->number), value->number);
	if (field_holds_ref(field))
		assert_int_equal(record_ref_id(record, field->number), value->ref.id);
	if (field->type == TYPE_DATE)
		assert_int_equal(record_day(record, field->number), value->number);
	if (field->type == TYPE_CHOICE || field->type == TYPE_YESNO || field->type == TYPE_ANSWER)
		assert_int_equal(record_choice(record, field->number), value->number);
	if (field->type == TYPE_YESNO)
		assert_int_equal(record_yes(record, field->number), value->number == C_yesno_yes);
}

static void check_unset(const struct record *record, const struct field *field)
{
	assert_false(record_is_set(record, field->number));
	assert_int_equal(record_number(record, field->number), NUMBER_UNSET);
	assert_int_equal(record_choice(record, field->number), 0);
	assert_int_equal(record_day(record, field->number), DAY_UNSET);
	assert_false(record_yes(record, field->number));
	assert_int_equal(record_text(record, field->number).size, 0);
	assert_int_equal(record_ref(record, field->number).id, 0);
	assert_int_equal(record_ref_id(record, field->number), 0);
}

static void check_record(const struct record *record, const struct draft *draft)
{
	for (unsigned i = 0; i < draft->entity->field_count; i++) {
		const struct field *field = &draft->entity->fields[i];
		struct value expected = draft_value(draft, field->number), found = record_value(record, field);
		assert_true(value_equal(field, &expected, &found));
		if (expected.set)
			check_typed_access(record, field, &expected);
		else
			check_unset(record, field);
	}
}

static void check_header(const struct record *record)
{
	assert_int_equal(record_revision(record), stamp.revision);
	assert_int_equal(record_created(record), stamp.created);
	assert_int_equal(record_changed(record), stamp.changed);
	assert_int_equal(record_created_by(record), stamp.created_by);
	assert_int_equal(record_changed_by(record), stamp.changed_by);
	assert_int_equal(record_number(record, F_revision), stamp.revision);
	assert_int_equal(record_number(record, F_created), stamp.created);
	assert_int_equal(record_number(record, F_changed), stamp.changed);
	assert_true(ref_equal(record_ref(record, F_created_by), (struct ref){E_person, stamp.created_by}));
	assert_true(ref_equal(record_ref(record, F_changed_by), (struct ref){E_person, stamp.changed_by}));
	assert_true(record_is_set(record, F_revision) && record_is_set(record, F_changed_by));
	assert_false(record_is_set(record, 0) || record_is_set(record, 200) || record_is_set(record, 246));
}

static void test_every_field_comes_back(void **state)
{
	(void)state;
	const struct entity *entity;
	struct draft draft, copy;
	struct text packed = {0}, again = {0};
	draft_init(&draft, schema_entity(E_system));
	draft_init(&copy, schema_entity(E_system));
	for (size_t e = 0; (entity = schema_entity_at(e)) != NULL; e++)
		for (uint32_t one_in = 0; one_in < 12; one_in++) {
			struct record record;
			struct error error = {0};
			fill(&draft, entity, one_in == 0 ? UINT32_MAX : one_in);
			draft_pack(&draft, &stamp, &packed);
			assert_true(record_open(&record, packed.data, packed.size));
			assert_ptr_equal(record.entity, entity);
			if (!record_check(&record, &error))
				fail_msg("%s", error.text);
			check_header(&record);
			check_record(&record, &draft);
			draft_copy_record(&copy, &record);
			draft_pack(&copy, &stamp, &again);
			assert_true(slice_equal(text_slice(&packed), text_slice(&again)));
		}
	draft_free(&draft);
	draft_free(&copy);
	text_free(&packed);
	text_free(&again);
}

/* Reads whatever can be read. Under the sanitizers a byte too far ends the test. */
static void read_everything(const struct record *record)
{
	struct text out = {0};
	const struct value_writer writer = {0};
	for (unsigned number = record->entity->field_count + 1u; number <= 256; number++) {
		record_number(record, (uint8_t)number);
		record_choice(record, (uint8_t)number);
		record_day(record, (uint8_t)number);
		record_text(record, (uint8_t)number);
		record_ref_id(record, (uint8_t)number);
	}
	for (unsigned i = 0; i < record->entity->field_count; i++) {
		struct value value = record_value(record, &record->entity->fields[i]);
		text_clear(&out);
		value_append(&out, &record->entity->fields[i], &value, &writer);
		struct slice text =
			field_holds_text(&record->entity->fields[i]) ? record_text(record, (uint8_t)(i + 1)) : (struct slice){"", 0};
		assert_true(text.size == 0 || (text.data >= (const char *)record->bytes &&
		                               text.data + text.size <= (const char *)record->bytes + record->size));
	}
	text_free(&out);
	struct error error;
	record_check(record, &error);
}

static void open_copy(const uint8_t *bytes, size_t size, bool may_be_right)
{
	uint8_t *exact = malloc(size == 0 ? 1 : size);
	struct record record;
	memcpy(exact, bytes, size);
	if (record_open(&record, exact, size)) {
		read_everything(&record);
		assert_true(may_be_right || !record_check(&record, NULL));
	}
	free(exact);
}

static void test_damaged_records(void **state)
{
	(void)state;
	static const uint8_t entities[] = {E_system, E_contract, E_decision, E_person, E_cost, E_risk};
	struct draft draft;
	struct text packed = {0};
	draft_init(&draft, schema_entity(E_system));
	for (size_t e = 0; e < COUNT_OF(entities); e++) {
		const struct entity *entity = schema_entity(entities[e]);
		do {
			fill(&draft, entity, 2);
			draft_pack(&draft, &stamp, &packed);
		} while (packed.size > 4000);
		for (size_t size = 0; size < packed.size; size++)
			open_copy((uint8_t *)packed.data, size, false);
		for (size_t at = 0; at < packed.size; at++)
			for (unsigned bit = 0; bit < 8; bit++) {
				packed.data[at] = (char)(packed.data[at] ^ 1 << bit);
				open_copy((uint8_t *)packed.data, packed.size, false);
				packed.data[at] = (char)(packed.data[at] ^ 1 << bit);
			}
		open_copy((uint8_t *)packed.data, packed.size, true);
	}
	draft_free(&draft);
	text_free(&packed);
}

static void test_noise(void **state)
{
	(void)state;
	uint8_t bytes[600];
	int rounds = getenv("TEST_SMALL") != NULL ? 300 : 20000;
	for (int round = 0; round < rounds; round++) {
		size_t size = random_below(sizeof bytes);
		for (size_t i = 0; i < size; i++)
			bytes[i] = (uint8_t)random_below(random_below(2) ? 256 : 3);
		if (size > 3 && round % 4 > 0) {
			bytes[0] = RECORD_FORMAT;
			bytes[1] = (uint8_t)(1 + random_below(59));
			bytes[2] = (uint8_t)(1 + random_below(30));
		}
		open_copy(bytes, size, false);
	}
}

/* As a program wrote it that knew fewer fields. */
static void test_older_records(void **state)
{
	(void)state;
	const struct entity *now = schema_entity(E_system);
	struct entity older = *now;
	struct draft draft;
	struct text packed = {0};
	draft_init(&draft, now);
	for (unsigned count = 1; count <= now->field_count; count++) {
		struct record record;
		older.field_count = (uint8_t)count;
		fill(&draft, &older, 2);
		draft_pack(&draft, &stamp, &packed);
		assert_true(record_open(&record, packed.data, packed.size));
		assert_ptr_equal(record.entity, now);
		assert_true(record_check(&record, NULL));
		check_header(&record);
		check_record(&record, &draft);
		for (unsigned i = count; i < now->field_count; i++)
			check_unset(&record, &now->fields[i]);
	}
	draft_free(&draft);
	text_free(&packed);
}

/* A record with a right checksum whose value no writer of ours would write. */
static void test_values_that_cannot_be(void **state)
{
	(void)state;
	static const struct {
		uint8_t entity, field;
		struct value value;
	} cases[] = {
		{E_system, F_system_phase, {.set = true, .number = 99}},
		{E_system, F_system_phase, {.set = true, .number = 0}},
		{E_system, F_system_handled_elsewhere, {.set = true, .number = 3}},
		{E_system, F_system_essential, {.set = true, .number = 5}},
		{E_system, F_system_in_use_from, {.set = true, .number = DAY_LAST + 1}},
		{E_system, F_system_unit, {.set = true, .ref = {E_unit, 0}}},
		{E_system, F_system_name, {.set = true, .text = {"\xff", 1}}},
		{E_system, F_system_aliases, {.set = true, .text = {"\x05\x00x", 3}}},
		{E_system, F_system_aliases, {.set = true, .text = {"\x01\x00\xff", 3}}},
		{E_person, F_person_access, {.set = true, .number = INT64_C(1) << 31}},
		{E_contract, F_contract_option_months, {.set = true, .text = {"1234567", 7}}},
		{E_decision, F_decision_about, {.set = true, .text = {"\x08\x01", 2}}},
		{E_risk, F_risk_about, {.set = true, .ref = {63, 1}}},
	};
	struct draft draft;
	struct text packed = {0};
	draft_init(&draft, schema_entity(E_system));
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct record record;
		struct error error = {0};
		draft_clear(&draft, schema_entity(cases[i].entity));
		draft_set(&draft, cases[i].field, &cases[i].value);
		draft_pack(&draft, &stamp, &packed);
		assert_true(record_open(&record, packed.data, packed.size));
		if (record_check(&record, &error))
			fail_msg("case %zu passes", i);
		assert_non_null(strstr(error.text, draft.entity->fields[cases[i].field - 1].name));
	}
	draft_free(&draft);
	text_free(&packed);
}

static void test_drafts(void **state)
{
	(void)state;
	struct draft draft;
	struct value value;
	draft_init(&draft, schema_entity(E_component));
	assert_int_equal(draft_parent(&draft), 0);
	draft_set_ref(&draft, F_component_system, (struct ref){E_system, 7});
	assert_int_equal(draft_parent(&draft), 7);
	draft_set_text(&draft, F_component_product, SLICE("PostgreSQL"));
	/* A text of the draft's own, while the buffer grows. */
	for (int i = 0; i < 1000; i++) {
		value = draft_value(&draft, F_component_product);
		draft_set(&draft, F_component_version, &value);
		value = draft_value(&draft, F_component_version);
		draft_set(&draft, F_component_product, &value);
	}
	assert_true(slice_equal_text(draft_value(&draft, F_component_version).text, "PostgreSQL"));
	assert_true(slice_equal_text(draft_value(&draft, F_component_product).text, "PostgreSQL"));
	draft_set_text(&draft, F_component_version, SLICE(""));
	assert_false(draft_value(&draft, F_component_version).set);
	draft_set_day(&draft, F_component_vendor_end, DAY_UNSET);
	assert_false(draft_value(&draft, F_component_vendor_end).set);
	draft_set_number(&draft, F_component_upgrade_months, NUMBER_UNSET);
	assert_false(draft_value(&draft, F_component_upgrade_months).set);
	draft_unset(&draft, F_component_system);
	assert_int_equal(draft_parent(&draft), 0);
	draft_set_number(&draft, 0, 1);
	draft_set_number(&draft, 255, 1);
	assert_false(draft_value(&draft, 0).set || draft_value(&draft, 255).set);
	draft_free(&draft);
}

static void test_differences(void **state)
{
	(void)state;
	struct draft draft;
	struct text first = {0}, second = {0};
	struct record a, b;
	uint8_t fields[255];
	draft_init(&draft, schema_entity(E_system));
	draft_set_text(&draft, F_system_name, SLICE("A"));
	draft_set_number(&draft, F_system_criticality, 1);
	draft_pack(&draft, &stamp, &first);
	draft_pack(&draft, &(struct record_stamp){0}, &second);
	assert_true(record_open(&a, first.data, first.size) && record_open(&b, second.data, second.size));
	assert_int_equal(record_differences(&a, &b, fields), 0);
	draft_set_text(&draft, F_system_name, SLICE("B"));
	draft_unset(&draft, F_system_criticality);
	draft_set_day(&draft, F_system_retired_on, 0);
	draft_pack(&draft, &stamp, &second);
	assert_true(record_open(&b, second.data, second.size));
	assert_int_equal(record_differences(&a, &b, fields), 3);
	assert_int_equal(fields[0], F_system_name);
	assert_int_equal(fields[1], F_system_retired_on);
	assert_int_equal(fields[2], F_system_criticality);
	draft_free(&draft);
	text_free(&first);
	text_free(&second);
}

static void test_codes(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		struct ref ref;
	} cases[] = {
		{"SYS-0001", {E_system, 1}},
		{"sys-42", {E_system, 42}},
		{"SYS-12345", {E_system, 12345}},
		{"UNI-4294967295", {E_unit, UINT32_MAX}},
		{"SYS-4294967296", {0, 0}},
		{"SYS-0", {0, 0}},
		{"SYS-", {0, 0}},
		{"SYS", {0, 0}},
		{"-1", {0, 0}},
		{"XYZ-1", {0, 0}},
		{"SYS-1x", {0, 0}},
		{"SYS--1", {0, 0}},
		{"", {0, 0}},
		{"SYS-99999999999", {0, 0}},
		{"SYS 1", {0, 0}},
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct ref ref = {0, 0};
		assert_int_equal(code_parse_default(slice_of(cases[i].text), &ref), cases[i].ref.id != 0);
		assert_true(ref_equal(ref, cases[i].ref));
	}
	static const record_id ids[] = {1, 42, 9999, 10000, 123456, UINT32_MAX};
	for (size_t i = 0; i < COUNT_OF(ids); i++) {
		struct text code = {0}, expected = {0};
		struct ref ref;
		code_append_default(&code, E_system, ids[i]);
		text_printf(&expected, "SYS-%04u", ids[i]);
		assert_string_equal(code.data, expected.data);
		assert_true(code_parse_default(text_slice(&code), &ref) && ref.id == ids[i]);
		text_free(&code);
		text_free(&expected);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_field_comes_back), cmocka_unit_test(test_damaged_records), cmocka_unit_test(test_noise),
		cmocka_unit_test(test_older_records), cmocka_unit_test(test_values_that_cannot_be), cmocka_unit_test(test_drafts),
		cmocka_unit_test(test_differences), cmocka_unit_test(test_codes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
