#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/memory.h"
#include "base/lang.h"
#include "base/money.h"

static void exact_amounts_come_back(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		money_t money;
		const char *canonical;
	} cases[] = {
		{"1250000.00", 125000000, "1250000.00"}, {"-12.5", -1250, "-12.50"}, {"12", 1200, "12.00"},
		{"0", 0, "0.00"}, {"-0.01", -1, "-0.01"}, {"0.10", 10, "0.10"}, {"007", 700, "7.00"},
		{"92233720368547758.07", INT64_MAX, "92233720368547758.07"},
		{"-92233720368547758.07", -INT64_MAX, "-92233720368547758.07"},
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char text[NUMBER_TEXT_SIZE];
		money_t money;
		assert_true(money_parse(slice_of(cases[i].text), &money, NULL));
		assert_int_equal(money, cases[i].money);
		assert_string_equal(money_text(money, text), cases[i].canonical);
	}
}

static void what_is_no_exact_amount_is_refused(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"", "-", ".", "1.", ".5", "1,5", "1 000", "1.234", "+1", "--1", "1e3", "12kr", " 1", "1 ", "0x10",
		"92233720368547758.08", "-92233720368547758.08", "99999999999999999999", "1.2.3",
	};
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		struct error error = {0};
		money_t money = 77;
		if (money_parse(slice_of(texts[i]), &money, &error))
			fail_msg("\"%s\" is taken for an amount", texts[i]);
		assert_int_equal(error.kind, ERROR_INPUT);
		assert_non_null(strchr(error.text, '"'));
		assert_int_equal(money, 77);
	}
}

static void amounts_as_people_type_them(void **state)
{
	(void)state;
	static const struct {
		const char *typed;
		char decimal;
		const char *money;
	} cases[] = {
		{"1 250 000,50", ',', "1250000.50"}, {"1250000,5", ',', "1250000.50"},
		{"1\u00a0250\u00a0000 kr", ',', "1250000.00"},
		{"1\u202f250\u2009000", ',', "1250000.00"}, {"  12 ", ',', "12.00"}, {"12\u00a0", ',', "12.00"},
		{"412 tkr", ',', "412000.00"},
		{"1,5 Mkr", ',', "1500000.00"}, {"1.5 Mkr", '.', "1500000.00"}, {"1,23456789 mkr", ',', "1234567.89"},
		{"SEK 100", ',', "100.00"}, {"100 sek", ',', "100.00"}, {"-12", ',', "-12.00"},
		{"\u221212,50 kr", ',', "-12.50"},
		{"\u2212 12 tkr", ',', "-12000.00"}, {"2 mnkr", ',', "2000000.00"}, {"0", ',', "0.00"}, {"0,05", ',', "0.05"},
		{"92 233 720 368 547 758,07", ',', "92233720368547758.07"},
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct error error = {0};
		char text[NUMBER_TEXT_SIZE];
		money_t money;
		if (!money_parse_typed(slice_of(cases[i].typed), cases[i].decimal, &money, &error))
			fail_msg("%s", error.text);
		assert_string_equal(money_text(money, text), cases[i].money);
	}
}

static void what_could_be_two_amounts_is_refused(void **state)
{
	(void)state;
	static const struct {
		const char *typed;
		char decimal;
		const char *why;
	} cases[] = {
		{"1.250.000", ',', "two amounts; write a comma"}, {"1.250", ',', "two amounts"},
		{"1.5 Mkr", ',', "two amounts"},
		{"1,250", '.', "two amounts; write a point"}, {"1 250,50", '.', "two amounts"},
		{"12 50", ',', "groups of three"},
		{"1 2500", ',', "groups of three"}, {"1000 000", ',', "groups of three"}, {"1  000", ',', "groups of three"},
		{"1,234", ',', "finer than an öre"}, {"1,2345678901 mkr", ',', "finer than an öre"}, {"", ',', "not an amount"},
		{"kr", ',', "not an amount"}, {"-", ',', "not an amount"}, {"--1", ',', "not an amount"},
		{"12 dollar", ',', "not an amount"},
		{"tkr 12", ',', "not an amount"}, {"12,", ',', "not an amount"}, {",5", ',', "not an amount"},
		{"1,2,3", ',', "not an amount"},
		{"12 kr kr", ',', "not an amount"}, {"12'000", ',', "not an amount"}, {"1\xff", ',', "not an amount"},
		{"92233720368547758,08", ',', "too large"}, {"92233720368547759 tkr", ',', "too large"},
		{"99999999999999999999", ',', "too large"},
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct error error = {0};
		money_t money = 77;
		if (money_parse_typed(slice_of(cases[i].typed), cases[i].decimal, &money, &error))
			fail_msg("\"%s\" is taken for an amount", cases[i].typed);
		if (!strstr(error.text, cases[i].why))
			fail_msg("%s", error.text);
		assert_int_equal(money, 77);
	}
}

static void amounts_for_the_reader(void **state)
{
	(void)state;
	static const struct {
		money_t money;
		const char *english;
	} cases[] = {
		{125000000, "1,250,000.00"}, {0, "0.00"}, {-5, "-0.05"}, {99999, "999.99"}, {-100000, "-1,000.00"},
		{INT64_MAX, "92,233,720,368,547,758.07"}, {NUMBER_UNSET, ""},
	};
	char text[NUMBER_TEXT_SIZE];
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_string_equal(money_local_text(cases[i].money, text), cases[i].english);
}

static void whole_numbers_and_decimals(void **state)
{
	(void)state;
	char text[NUMBER_TEXT_SIZE];
	int64_t number = 77;

	assert_true(number_parse(SLICE("-9223372036854775807"), &number, NULL));
	assert_int_equal(number, -INT64_MAX);
	assert_string_equal(number_text(number, text), "-9223372036854775807");
	assert_false(number_parse(SLICE("9223372036854775808"), &number, NULL));
	assert_false(number_parse(SLICE("1.0"), &number, NULL));
	assert_false(number_parse(SLICE(""), &number, NULL));
	assert_true(decimal_parse(SLICE("3.50"), &number, NULL));
	assert_int_equal(number, 350);
	assert_true(decimal_parse(SLICE("15"), &number, NULL));
	assert_string_equal(percent_text(number, text), "15");
	assert_string_equal(percent_text(1250, text), "12.50");
	assert_string_equal(percent_text(-50, text), "-0.50");
	assert_string_equal(decimal_text(350, text), "3.50");
	assert_string_equal(number_text(0, text), "0");
	assert_string_equal(number_text(1234567, text), "1234567");
	assert_string_equal(percent_text(NUMBER_UNSET, text), "");
	lang_look_in(BUILD_DIR "/locale");
	assert_true(lang_set("sv"));
	assert_string_equal(decimal_local_text(350, text), "3,50");
	assert_string_equal(percent_local_text(-50, text), "-0,50");
	assert_string_equal(percent_local_text(1500, text), "15");
	assert_string_equal(percent_local_text(NUMBER_UNSET, text), "");
	lang_set("en");
	assert_string_equal(decimal_local_text(350, text), "3.50");
}

static void sums_are_checked(void **state)
{
	(void)state;
	money_t sum = 77;

	assert_true(money_add(1, -2, &sum));
	assert_int_equal(sum, -1);
	assert_true(money_add(INT64_MAX - 1, 1, &sum));
	assert_int_equal(sum, INT64_MAX);
	assert_false(money_add(INT64_MAX, 1, &sum));
	assert_false(money_add(-INT64_MAX, -1, &sum));
	assert_false(money_add(NUMBER_UNSET, 1, &sum));
	assert_int_equal(sum, INT64_MAX);
}

static void scaling_rounds_half_away_from_zero(void **state)
{
	(void)state;
	static const struct {
		int64_t value, numerator, denominator, result;
	} cases[] = {
		{100, 3, 2, 150}, {1, 1, 2, 1}, {-1, 1, 2, -1}, {1, 1, 3, 0}, {2, 1, 3, 1}, {5, 1, 10, 1}, {4, 1, 10, 0},
		{-5, 1, 10, -1}, {5, -1, 10, -1}, {5, 1, -10, -1}, {-5, 1, -10, 1}, {0, 5, 7, 0},
		{INT64_MAX, INT64_MAX, INT64_MAX, INT64_MAX}, {INT64_MAX, 2, 1, NUMBER_UNSET},
		{INT64_MAX, 3, 6, 4611686018427387904},
		{1, 1, 0, NUMBER_UNSET}, {NUMBER_UNSET, 1, 1, NUMBER_UNSET},
		{1, NUMBER_UNSET, 1, NUMBER_UNSET}, {1, 1, NUMBER_UNSET, NUMBER_UNSET}, {-INT64_MAX, 1, 1, -INT64_MAX},
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_int_equal(scaled(cases[i].value, cases[i].numerator, cases[i].denominator), cases[i].result);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(exact_amounts_come_back),
		cmocka_unit_test(what_is_no_exact_amount_is_refused),
		cmocka_unit_test(amounts_as_people_type_them),
		cmocka_unit_test(what_could_be_two_amounts_is_refused),
		cmocka_unit_test(amounts_for_the_reader),
		cmocka_unit_test(whole_numbers_and_decimals),
		cmocka_unit_test(sums_are_checked),
		cmocka_unit_test(scaling_rounds_half_away_from_zero),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
