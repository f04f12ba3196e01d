/* Values in JSON: one case for every type, and for every type of a reason's argument. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/lang.h"
#include "base/memory.h"
#include "model/value_json.h"

static void write_code(void *context, struct ref ref, struct text *out)
{
	(void)context;
	text_printf(out, "%s-%u", schema_entity(ref.entity)->prefix, ref.id);
}

static bool resolve(void *context, uint8_t target, struct slice text, struct ref *ref, struct error *error)
{
	(void)context;
	(void)target;
	(void)error;
	*ref = (struct ref){E_system, (record_id)(text.data[text.size - 1] - '0')};
	return true;
}

static const struct value_reader reader = {.resolve = resolve};
/* Shown or not, the names are the stable ones. */
static const struct value_writer writer = {.code = write_code, .shown = true};

static const struct {
	struct field field;
	const char *text, *json;
} values[] = {
	{{.type = TYPE_TEXT}, "A \"b\"", "\"A \\\"b\\\"\""},
	{{.type = TYPE_TEXT}, "", "null"},
	{{.type = TYPE_NOTE}, "a\nb", "\"a\\nb\""},
	{{.type = TYPE_CHOICE, .choices = CHOICES_phase}, "in_use", "\"in_use\""},
	{{.type = TYPE_CHOICES, .choices = CHOICES_access}, "steward;reader", "[\"reader\",\"steward\"]"},
	{{.type = TYPE_YESNO}, "no", "\"no\""},
	{{.type = TYPE_ANSWER}, "unknown", "\"unknown\""},
	{{.type = TYPE_DATE}, "2027-03-31", "\"2027-03-31\""},
	{{.type = TYPE_MOMENT}, "2026-11-22T10:11:12Z", "\"2026-11-22T10:11:12.000000Z\""},
	{{.type = TYPE_MONEY}, "1250000", "\"1250000.00\""},
	{{.type = TYPE_MONEY}, "-0.05", "\"-0.05\""},
	{{.type = TYPE_NUMBER}, "-12", "-12"},
	{{.type = TYPE_DECIMAL}, "3.5", "3.50"},
	{{.type = TYPE_PERCENT}, "15", "15"},
	{{.type = TYPE_PERCENT}, "12.5", "12.50"},
	{{.type = TYPE_QUARTER}, "2027-Q1", "\"2027-Q1\""},
	{{.type = TYPE_NUMBERS}, "24;12;12", "[24,12,12]"},
	{{.type = TYPE_TEXTS}, "a;b", "[\"a\",\"b\"]"},
	{{.type = TYPE_REFS}, "SYS-1;SYS-2", "[\"SYS-1\",\"SYS-2\"]"},
	{{.type = TYPE_REF, .target = E_system}, "SYS-7", "\"SYS-7\""},
	{{.type = TYPE_ANY}, "SYS-7", "\"SYS-7\""},
};

static void test_values(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(values); i++) {
		struct text out = {0}, scratch = {0};
		struct json_writer json = {.out = &out};
		struct value value = {0};
		assert_true(value_parse(&values[i].field, slice_of(values[i].text), &reader, &scratch, &value, NULL));
		value_write_json(&json, &values[i].field, &value, &writer);
		assert_string_equal(out.data, values[i].json);
		text_free(&scratch);
		text_free(&out);
	}
}

static void test_reference_without_a_name(void **state)
{
	(void)state;
	static const struct value_writer nameless = {0};
	static const struct field field = {.type = TYPE_REASONS};
	struct text out = {0};
	struct json_writer json = {.out = &out};
	const struct value damaged = {.set = true, .text = SLICE("\x7f")};
	struct reasons chain = {0};
	reasons_add(&chain, REASON_do_classify, (struct ref){E_system, 1});
	reasons_write_json(&json, &chain, &nameless);
	value_write_json(&(struct json_writer){.out = &out}, &field, &damaged, &nameless);
	assert_string_equal(out.data, "[{\"reason\":\"do_classify\",\"arguments\":[\"\"]}][]");
	text_free(&out);
}

/* A row of each type of argument; the numbers are as stored. */
static void test_reasons(void **state)
{
	(void)state;
	struct reasons chain = {0};
	struct text out = {0}, packed = {0};
	struct json_writer json = {.out = &out};
	static const struct field field = {.type = TYPE_REASONS};
	reasons_add(&chain, REASON_contract_in_force, (int64_t)day_from_civil(2026, 12, 31));
	reasons_add(&chain, REASON_obsolescence, INT64_C(9683), (struct ref){E_system, 1});
	reasons_add(&chain, REASON_one_more_term, INT64_C(12), INT64_C(15000050));
	reasons_add(&chain, REASON_index, INT64_C(600), INT64_C(550));
	reasons_add(&chain, REASON_nobody_named, (int64_t)(CHOICES_role * 256 + C_role_system_owner));
	reasons_add(&chain, REASON_nobody_named, (int64_t)(CHOICES_role * 256 + 255));
	reasons_add(&chain, REASON_fill_in, (int64_t)(E_system * 256 + F_system_criticality));
	reasons_add(&chain, REASON_fill_in, (int64_t)(255 * 256 + 1));
	reasons_add(&chain, REASON_own_condition, SLICE("a = \"b\""));
	reasons_pack(&packed, &chain);
	const struct value value = {.set = true, .text = text_slice(&packed)};
	value_write_json(&json, &field, &value, &writer);
	assert_string_equal(out.data,
		"[{\"reason\":\"contract_in_force\",\"arguments\":[\"2026-12-31\"]},"
		"{\"reason\":\"obsolescence\",\"arguments\":[96.83,\"SYS-1\"]},"
		"{\"reason\":\"one_more_term\",\"arguments\":[12,\"150000.50\"]},"
		"{\"reason\":\"index\",\"arguments\":[6,5.50]},"
		"{\"reason\":\"nobody_named\",\"arguments\":[\"system_owner\"]},"
		"{\"reason\":\"nobody_named\",\"arguments\":[\"\"]},"
		"{\"reason\":\"fill_in\",\"arguments\":[\"criticality\"]},"
		"{\"reason\":\"fill_in\",\"arguments\":[\"\"]},"
		"{\"reason\":\"own_condition\",\"arguments\":[\"a = \\\"b\\\"\"]}]");
	text_free(&packed);
	text_free(&out);
}

int main(void)
{
	lang_look_in(BUILD_DIR "/locale");
	lang_start("sv");
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_reasons),
		cmocka_unit_test(test_reference_without_a_name),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
