/* Values of every type: from text and back, what is refused, how they are shown and ordered. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/lang.h"
#include "base/memory.h"
#include "model/value.h"

/* Fields of the kinds that the cases name. */
static const struct field text_field = {.type = TYPE_TEXT, .name = "text"};
static const struct field note_field = {.type = TYPE_NOTE, .name = "note"};
static const struct field choice_field = {.type = TYPE_CHOICE, .name = "choice", .choices = CHOICES_phase};
static const struct field choices_field = {.type = TYPE_CHOICES, .name = "choices", .choices = CHOICES_access};
static const struct field yesno_field = {.type = TYPE_YESNO, .name = "yesno"};
static const struct field answer_field = {.type = TYPE_ANSWER, .name = "answer"};
static const struct field date_field = {.type = TYPE_DATE, .name = "date"};
static const struct field moment_field = {.type = TYPE_MOMENT, .name = "moment"};
static const struct field money_field = {.type = TYPE_MONEY, .name = "money"};
static const struct field positive_field = {.type = TYPE_MONEY, .name = "positive", .min = 0, .max = INT64_MAX};
static const struct field number_field = {.type = TYPE_NUMBER, .name = "number"};
static const struct field byte_field = {.type = TYPE_NUMBER, .name = "byte", .bytes = 1};
static const struct field short_field = {.type = TYPE_NUMBER, .name = "short", .bytes = 2};
static const struct field level_field = {.type = TYPE_NUMBER, .name = "level", .bytes = 1, .min = 1, .max = 4};
static const struct field decimal_field = {.type = TYPE_DECIMAL, .name = "decimal"};
static const struct field hours_field = {.type = TYPE_DECIMAL, .name = "hours", .min = 0, .max = 4000};
static const struct field percent_field = {.type = TYPE_PERCENT, .name = "percent"};
static const struct field share_field = {.type = TYPE_PERCENT, .name = "share", .min = 0, .max = 10000};
static const struct field quarter_field = {.type = TYPE_QUARTER, .name = "quarter"};
static const struct field numbers_field = {.type = TYPE_NUMBERS, .name = "numbers", .min = 1, .max = 600};
static const struct field texts_field = {.type = TYPE_TEXTS, .name = "texts"};
static const struct field refs_field = {.type = TYPE_REFS, .name = "refs"};
static const struct field ref_field = {.type = TYPE_REF, .name = "ref", .target = E_system};
static const struct field any_field = {.type = TYPE_ANY, .name = "any"};

/* Knows SYS-1 to SYS-9 and UNI-1 to UNI-9. */
static bool resolve(void *context, uint8_t target, struct slice text, struct ref *ref, struct error *error)
{
	(void)context;
	const struct entity *entity = text.size == 5 ? schema_find_prefix((struct slice){text.data, 3}) : NULL;
	if (entity == NULL || (target != 0 && entity->number != target))
		return error_set(error, ERROR_NOT_FOUND, "no such record");
	*ref = (struct ref){entity->number, (record_id)(text.data[4] - '0')};
	return true;
}

static void write_code(void *context, struct ref ref, struct text *out)
{
	(void)context;
	text_printf(out, "%s-%u", schema_entity(ref.entity)->prefix, ref.id);
}

static struct value_reader reader = {.resolve = resolve, .decimal = ','};
static const struct value_writer writer = {.code = write_code};

static const struct {
	const struct field *field;
	const char *text, *written; /* NULL: as it was */
} accepted[] = {
	{&text_field, "Åäö", NULL},
	{&text_field, "  x ", "x"},
	{&text_field, "a\xcc\x8a", "å"},
	{&text_field, "", NULL},
	{&text_field, " \t", ""},
	{&note_field, "a\nb", NULL},
	{&note_field, " a\n", NULL},
	{&note_field, "", NULL},
	{&choice_field, "in_use", NULL},
	{&choice_field, "In use", "in_use"},
	{&choice_field, "phase-out", "phase_out"},
	{&choice_field, "", NULL},
	{&choices_field, "reader;steward", NULL},
	{&choices_field, "steward; reader ;", "reader;steward"},
	{&choices_field, ";;", ""},
	{&yesno_field, "yes", NULL},
	{&yesno_field, "no", NULL},
	{&yesno_field, "YES", "yes"},
	{&answer_field, "unknown", NULL},
	{&answer_field, "partly", NULL},
	{&date_field, "2027-03-31", NULL},
	{&date_field, "1900-01-01", NULL},
	{&date_field, "2199-12-31", NULL},
	{&date_field, "2028-02-29", NULL},
	{&moment_field, "2026-11-22T10:11:12Z", "2026-11-22T10:11:12.000000Z"},
	{&moment_field, "1999-12-31T23:59:59.123456Z", NULL},
	{&money_field, "1250000.00", NULL},
	{&money_field, "-12.5", "-12.50"},
	{&money_field, "0", "0.00"},
	{&money_field, "92233720368547758.07", NULL},
	{&money_field, "-92233720368547758.07", NULL},
	{&positive_field, "0", "0.00"},
	{&number_field, "9223372036854775807", NULL},
	{&number_field, "-9223372036854775807", NULL},
	{&byte_field, "127", NULL},
	{&byte_field, "-127", NULL},
	{&short_field, "32767", NULL},
	{&level_field, "1", NULL},
	{&level_field, "4", NULL},
	{&decimal_field, "3.5", "3.50"},
	{&decimal_field, "-0.01", NULL},
	{&hours_field, "40", "40.00"},
	{&hours_field, "0", "0.00"},
	{&percent_field, "15", NULL},
	{&percent_field, "12.5", "12.50"},
	{&percent_field, "-3", NULL},
	{&share_field, "100", NULL},
	{&share_field, "0", NULL},
	{&share_field, "99.99", NULL},
	{&quarter_field, "2027-Q1", NULL},
	{&quarter_field, "1900-Q4", NULL},
	{&numbers_field, "24;12;12", NULL},
	{&numbers_field, "24; 12", "24;12"},
	{&numbers_field, ";", ""},
	{&texts_field, "ProCap;PC", NULL},
	{&texts_field, " a ;; b", "a;b"},
	{&ref_field, "SYS-1", NULL},
	{&any_field, "UNI-9", NULL},
	{&refs_field, "SYS-1;UNI-2", NULL},
};

static void test_round_trips(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(accepted); i++) {
		const char *expected = accepted[i].written == NULL ? accepted[i].text : accepted[i].written;
		struct text scratch = {0}, again_scratch = {0}, written = {0};
		struct value value, again;
		struct error error = {0};
		if (!value_parse(accepted[i].field, slice_of(accepted[i].text), &reader, &scratch, &value, &error))
			fail_msg("%s: %s", accepted[i].text, error.text);
		assert_int_equal(value.set, *expected != '\0');
		value_append(&written, accepted[i].field, &value, &writer);
		assert_string_equal(written.data == NULL ? "" : written.data, expected);
		assert_true(value_parse(accepted[i].field, text_slice(&written), &reader, &again_scratch, &again, &error));
		assert_true(value_equal(accepted[i].field, &value, &again));
		assert_int_equal(value_compare(accepted[i].field, &value, &again), 0);
		text_free(&scratch);
		text_free(&again_scratch);
		text_free(&written);
	}
}

static const struct {
	const struct field *field;
	const char *text, *error;
} refused[] = {
	{&text_field, "a\nb", "holds the control character U+000A, which is not allowed"},
	{&text_field, "a\x1b[31m", "holds the control character U+001B, which is not allowed"},
	{&text_field, "\xe2\x80\xae", "holds the control character U+202E, which is not allowed"},
	{&text_field, "ab\xff", "byte 3 is not UTF-8"},
	{&note_field, "a\x07", "holds the control character U+0007, which is not allowed"},
	{&choice_field, "active", "\"active\" is none of: idea, procurement, introduction, pilot, in_use, phase_out, retired"},
	{&yesno_field, "unknown", "\"unknown\" is none of: yes, no"},
	{&yesno_field, "1", "\"1\" is none of: yes, no"},
	{&answer_field, "maybe", "\"maybe\" is none of: yes, no, partly, unknown"},
	{&date_field, "2026-02-30", "\"2026-02-30\" is not a day; February 2026 has 28"},
	{&date_field, "0007-05-25", "\"0007-05-25\" cannot be kept: the year must be 1900–2199"},
	{&date_field, "2200-01-01", "\"2200-01-01\" cannot be kept: the year must be 1900–2199"},
	{&date_field, "today", "\"today\" is not a day; write year-month-day, such as 2027-03-31"},
	{&date_field, "03/04/2026",
  "\"03/04/2026\" can be read as more than one day; write year-month-day (ISO 8601), such as 2027-03-31"},
	{&money_field, "1 000",
  "\"1 000\" is not an amount; write digits, a point and at most two decimals, such as 1250000.00"},
	{&money_field, "1,5", "\"1,5\" is not an amount; write digits, a point and at most two decimals, such as 1250000.00"},
	{&money_field, "1.234",
  "\"1.234\" is not an amount; write digits, a point and at most two decimals, such as 1250000.00"},
	{&money_field, "92233720368547758.08",
  "\"92233720368547758.08\" is too large; the largest amount is 92 233 720 368 547 758.07"},
	{&positive_field, "-0.01", "-0.01 is too small; the least is 0.00"},
	{&number_field, "1.5", "\"1.5\" is not a whole number; write digits only, such as 1200"},
	{&number_field, "9223372036854775808", "\"9223372036854775808\" is too large a number"},
	{&byte_field, "128", "128 is outside -127 to 127"},
	{&byte_field, "-128", "-128 is outside -127 to 127"},
	{&short_field, "32768", "32768 is outside -32767 to 32767"},
	{&level_field, "0", "0 is outside 1 to 4"},
	{&level_field, "5", "5 is outside 1 to 4"},
	{&hours_field, "-0.01", "-0.01 is outside 0 to 40"},
	{&hours_field, "40.01", "40.01 is outside 0 to 40"},
	{&share_field, "100.01", "100.01 is outside 0 to 100"},
	{&share_field, "-0.5", "-0.50 is outside 0 to 100"},
	{&percent_field, "21474836.48", "21474836.48 is outside -21474836.47 to 21474836.47"},
	{&quarter_field, "2027-Q5", "\"2027-Q5\" is not a quarter; write year-Q1 to year-Q4, such as 2027-Q1"},
	{&numbers_field, "24;x", "\"x\" is not a whole number; write digits only, such as 1200"},
	{&numbers_field, "24;0", "0 is outside 1 to 600"},
	{&texts_field, "a;\x01", "holds the control character U+0001, which is not allowed"},
	{&ref_field, "UNI-1", "no such record"},
	{&refs_field, "SYS-1;nothing", "no such record"},
};

static void test_refusals(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(refused); i++) {
		struct text scratch = {0};
		struct value value = {.set = true, .number = 4711};
		struct error error = {0};
		if (value_parse(refused[i].field, slice_of(refused[i].text), &reader, &scratch, &value, &error))
			fail_msg("accepted: %s %s", refused[i].field->name, refused[i].text);
		if (refused[i].error != NULL)
			assert_string_equal(error.text, refused[i].error);
		assert_int_equal(error.kind,
		                 refused[i].field == &ref_field || refused[i].text[0] == 'S' ? ERROR_NOT_FOUND : ERROR_INPUT);
		assert_int_equal(value.number, 4711);
		text_free(&scratch);
	}
}

static bool is_long_enough(const struct field *field, const char *piece, size_t times)
{
	struct text text = {0}, scratch = {0};
	struct value value;
	for (size_t i = 0; i < times; i++)
		text_append_text(&text, piece);
	bool accepted_it = value_parse(field, text_slice(&text), &reader, &scratch, &value, NULL);
	text_free(&text);
	text_free(&scratch);
	return accepted_it;
}

/* Counted in characters, after they have been composed. */
static void test_lengths(void **state)
{
	(void)state;
	assert_true(is_long_enough(&text_field, "x", 200));
	assert_false(is_long_enough(&text_field, "x", 201));
	assert_true(is_long_enough(&text_field, "å", 200));
	assert_true(is_long_enough(&text_field, "a\xcc\x8a", 200));
	assert_false(is_long_enough(&text_field, "å", 201));
	assert_true(is_long_enough(&note_field, "x", 65535));
	assert_false(is_long_enough(&note_field, "x", 65536));
	assert_true(is_long_enough(&texts_field, "x;", 21845));
	assert_false(is_long_enough(&texts_field, "x;", 21846));
	assert_true(is_long_enough(&numbers_field, "1;", 8191));
	assert_false(is_long_enough(&numbers_field, "1;", 8192));
}

static void test_typed(void **state)
{
	(void)state;
	static const struct {
		const struct field *field;
		const char *text, *written;
	} cases[] = {
		{&date_field, "+18m", "2028-05-22"},       {&date_field, "today", "2026-11-22"},
		{&date_field, "2027-01-01", "2027-01-01"}, {&money_field, "1 250 000,50 kr", "1250000.50"},
		{&money_field, "2 Mkr", "2000000.00"},     {&percent_field, "12,5 %", "12.50"},
		{&decimal_field, "3,5", "3.50"},           {&number_field, "12", "12"},
		{&choice_field, "i drift", "in_use"},      {&yesno_field, "ja", "yes"},
	};
	struct value_reader typed = reader;
	typed.typed = true;
	typed.today = day_from_civil(2026, 11, 22);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct text scratch = {0}, written = {0};
		struct value value;
		struct error error = {0};
		if (!value_parse(cases[i].field, slice_of(cases[i].text), &typed, &scratch, &value, &error))
			fail_msg("%s: %s", cases[i].text, error.text);
		value_append(&written, cases[i].field, &value, &writer);
		assert_string_equal(written.data, cases[i].written);
		text_free(&scratch);
		text_free(&written);
	}
}

static void test_shown(void **state)
{
	(void)state;
	static const struct {
		const struct field *field;
		const char *text, *english, *swedish;
	} cases[] = {
		{&choice_field, "in_use", "in use", "i drift"},
		{&yesno_field, "yes", "yes", "ja"},
		{&texts_field, "a;b", "a, b", "a, b"},
		{&money_field, "1250000.50", "1,250,000.50",
	  "1\xc2\xa0"
	  "250\xc2\xa0"
	  "000,50"},
		{&date_field, "2027-03-31", "2027-03-31", "2027-03-31"},
		{&moment_field, "2026-11-22T23:30:00Z", "2026-11-23 00:30", "2026-11-23 00:30"},
		{&refs_field, "SYS-1;UNI-2", "SYS-1, UNI-2", "SYS-1, UNI-2"},
	};
	struct value_writer shown = writer;
	shown.shown = true;
	time_zone_set("Europe/Stockholm", NULL);
	for (size_t i = 0; i < 2 * COUNT_OF(cases); i++) {
		struct text scratch = {0}, written = {0};
		struct value value;
		lang_set(i % 2 ? "sv" : "en");
		assert_true(value_parse(cases[i / 2].field, slice_of(cases[i / 2].text), &reader, &scratch, &value, NULL));
		value_append(&written, cases[i / 2].field, &value, &shown);
		assert_string_equal(written.data, i % 2 ? cases[i / 2].swedish : cases[i / 2].english);
		text_free(&scratch);
		text_free(&written);
	}
	lang_set("en");
}

static int order_of(const struct field *field, const char *a, const char *b)
{
	struct text scratch_a = {0}, scratch_b = {0};
	struct value x, y;
	assert_true(value_parse(field, slice_of(a), &reader, &scratch_a, &x, NULL));
	assert_true(value_parse(field, slice_of(b), &reader, &scratch_b, &y, NULL));
	int order = value_compare(field, &x, &y);
	text_free(&scratch_a);
	text_free(&scratch_b);
	return (order > 0) - (order < 0);
}

/* Each list in rising order; what is not set comes last. */
static void test_order(void **state)
{
	(void)state;
	static const struct {
		const struct field *field;
		const char *texts[6];
	} cases[] = {
		{&text_field, {"1", "a", "Z", "å", "ä", ""}},
		{&number_field, {"-5", "0", "9", "10", "100", ""}},
		{&money_field, {"-1", "0", "0.01", "1", "20", ""}},
		{&date_field, {"1900-01-01", "1999-12-31", "2000-01-01", "2027-01-01", "2199-12-31", ""}},
		{&quarter_field, {"2026-Q4", "2027-Q1", "2027-Q2", "2027-Q3", "2028-Q1", ""}},
		{&moment_field,
	  {"1960-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "2000-01-01T00:00:00Z", "2000-01-01T00:00:01Z",
	   "2100-01-01T00:00:00Z", ""}},
		{&ref_field, {"SYS-1", "SYS-2", "SYS-3", "SYS-4", "SYS-5", ""}},
		{&any_field, {"UNI-1", "UNI-2", "SYS-1", "SYS-2", "SYS-3", ""}},
		{&choice_field, {"idea", "procurement", "introduction", "pilot", "in_use", ""}},
	};
	for (size_t c = 0; c < COUNT_OF(cases); c++)
		for (int a = 0; a < 6; a++)
			for (int b = 0; b < 6; b++)
				assert_int_equal(order_of(cases[c].field, cases[c].texts[a], cases[c].texts[b]), (a > b) - (a < b));
}

static void test_damaged_lists(void **state)
{
	(void)state;
	struct text list = {0};
	struct slice rest, text;
	struct ref ref;
	int64_t number;
	value_list_add_text(&list, SLICE("abc"));
	value_list_add_text(&list, SLICE(""));
	for (size_t size = 0; size < list.size; size++) {
		char *exact = memory_copy(list.data, size == 0 ? 1 : size); /* read beyond it and the sanitizer says so */
		rest = (struct slice){exact, size};
		while (value_list_next_text(&rest, &text))
			assert_true(text.data + text.size <= exact + size);
		rest = (struct slice){exact, size};
		while (value_list_next_number(&rest, &number))
			;
		assert_true(rest.size < sizeof number);
		rest = (struct slice){exact, size};
		while (value_list_next_ref(&rest, &ref))
			;
		struct value value = {.set = true, .text = {exact, size}};
		struct text written = {0};
		value_append(&written, &texts_field, &value, &writer);
		value_append(&written, &numbers_field, &value, &writer);
		text_free(&written);
		free(exact);
	}
	text_free(&list);
}

int main(void)
{
	lang_look_in(BUILD_DIR "/locale");
	lang_start("en");
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_trips),   cmocka_unit_test(test_refusals), cmocka_unit_test(test_lengths),
		cmocka_unit_test(test_typed),         cmocka_unit_test(test_shown),    cmocka_unit_test(test_order),
		cmocka_unit_test(test_damaged_lists),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
