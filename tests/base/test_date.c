#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/date.h"
#include "base/memory.h"

static day_t day_of(const char *text)
{
	day_t day = DAY_UNSET;
	struct error error = {0};

	if (*text && !day_parse(slice_of(text), &day, &error))
		fail_msg("%s", error.text);
	return day;
}

static void assert_day(day_t day, const char *expected, const char *what)
{
	char text[DAY_TEXT_SIZE];

	if (strcmp(day_text(day, text), expected) != 0)
		fail_msg("%s is %s, not %s", what, text, expected);
}

static void every_day_comes_back(void **state)
{
	(void)state;
	struct civil_day before = {1799, 12, 31};
	char text[DAY_TEXT_SIZE];

	for (day_t day = day_from_civil(1800, 1, 1); day <= day_from_civil(2400, 12, 31); day++) {
		struct civil_day civil = day_to_civil(day);
		assert_int_equal(day_from_civil(civil.year, civil.month, civil.day), day);
		bool next_day = civil.year == before.year && civil.month == before.month && civil.day == before.day + 1;
		bool next_month = civil.day == 1 && before.day == month_length(before.year, before.month)
			&& civil.year * 12 + civil.month == before.year * 12 + before.month + 1;
		assert_true(next_day || next_month);
		before = civil;
	}
	for (day_t day = DAY_FIRST; day <= DAY_LAST; day++)
		assert_int_equal(day_of(day_text(day, text)), day);
}

static void the_ends_of_what_can_be_stored(void **state)
{
	(void)state;
	assert_int_equal(day_from_civil(1970, 1, 1), 0);
	assert_int_equal(day_from_civil(1900, 1, 1), DAY_FIRST);
	assert_int_equal(day_from_civil(2199, 12, 31), DAY_LAST);
	assert_int_equal(day_from_civil(1900, 2, 29), DAY_UNSET);
	assert_int_equal(day_from_civil(2000, 2, 29), 11016);
	assert_int_equal(day_from_civil(2026, 4, 31), DAY_UNSET);
	assert_int_equal(day_from_civil(2026, 0, 1), DAY_UNSET);
	assert_int_equal(day_from_civil(2026, 13, 1), DAY_UNSET);
	assert_int_equal(day_from_civil(1799, 12, 31), DAY_UNSET);
	assert_int_equal(day_from_civil(2401, 1, 1), DAY_UNSET);
	assert_int_equal(day_year(-719469), 0); /* 0000-02-29 */
	assert_int_equal(day_to_civil(-719469).day, 29);
	assert_int_equal(day_to_civil(-719529 - 305).month, 3); /* -001-03-01 */
	assert_int_equal(day_to_civil(-719529 - 306).month, 2);
	assert_int_equal(day_to_civil(-719468 - 146097).year, -400);
}

static void weekdays_run_on(void **state)
{
	(void)state;
	assert_int_equal(day_weekday(0), 4);
	assert_int_equal(day_weekday(day_of("2026-11-22")), 7);
	assert_int_equal(day_weekday(DAY_UNSET), 0);
	for (day_t day = DAY_FIRST; day < DAY_LAST; day++)
		assert_int_equal(day_weekday(day + 1), day_weekday(day) % 7 + 1);
}

static void months_are_added_and_clamped(void **state)
{
	(void)state;
	static const struct {
		const char *from;
		int months;
		const char *to;
	} cases[] = {
		{"2025-08-31", 6, "2026-02-28"}, {"2027-08-31", 6, "2028-02-29"}, {"2026-01-31", 1, "2026-02-28"},
		{"2026-01-31", 2, "2026-03-31"}, {"2026-03-31", -1, "2026-02-28"}, {"2024-02-29", 12, "2025-02-28"},
		{"2024-02-29", -48, "2020-02-29"}, {"2026-12-15", 1, "2027-01-15"}, {"2026-01-15", -1, "2025-12-15"},
		{"2026-05-31", -3, "2026-02-28"}, {"2026-08-28", -2, "2026-06-28"}, {"2024-07-31", -3, "2024-04-30"},
		{"2026-08-31", 0, "2026-08-31"}, {"1900-01-01", -1, "1899-12-01"}, {"2199-12-31", 2, "2200-02-28"},
		{"2199-12-31", 12 * 201, "2400-12-31"}, {"1900-01-01", -12 * 100, "1800-01-01"},
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_day(day_add_months(day_of(cases[i].from), cases[i].months), cases[i].to, cases[i].from);
	assert_int_equal(day_add_months(DAY_UNSET, 1), DAY_UNSET);
	assert_int_equal(day_add_months(0, INT64_MAX), DAY_UNSET);
	assert_int_equal(day_add_months(0, INT64_MIN), DAY_UNSET);
	assert_int_equal(day_add_months(day_of("2199-12-31"), 12 * 201 + 1), DAY_UNSET);
	assert_int_equal(day_add_months(day_of("1900-01-01"), -12 * 100 - 1), DAY_UNSET);
}

static void terms_end_the_day_before(void **state)
{
	(void)state;
	static const struct {
		const char *start;
		int months;
		const char *end;
	} cases[] = {
		{"2020-08-01", 36, "2023-07-31"}, {"2023-08-01", 12, "2024-07-31"}, {"2026-01-01", 12, "2026-12-31"},
		{"2026-01-31", 1, "2026-02-27"}, {"2024-02-29", 12, "2025-02-27"}, {"2025-08-29", 12, "2026-08-28"},
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_day(day_term_end(day_of(cases[i].start), cases[i].months), cases[i].end, cases[i].start);
	assert_int_equal(day_term_end(DAY_UNSET, 12), DAY_UNSET);
}

/* The k-th renewed end is (end + 1) + k periods − 1, always from the first end: DOMAIN, "Month arithmetic". */
static void renewals_count_from_the_first_end(void **state)
{
	(void)state;
	static const struct {
		const char *end;
		int period, k;
		const char *renewed;
	} cases[] = {
		{"2026-06-30", 6, 1, "2026-12-31"}, {"2026-01-31", 1, 1, "2026-02-28"}, {"2026-01-31", 1, 2, "2026-03-31"},
		{"2025-08-28", 12, 1, "2026-08-28"}, {"2023-07-31", 12, 1, "2024-07-31"}, {"2024-02-29", 12, 4, "2028-02-29"},
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_day(day_term_end(day_of(cases[i].end) + 1, cases[i].k * cases[i].period), cases[i].renewed,
			cases[i].end);
}

static void months_up_is_the_smallest_that_reaches(void **state)
{
	(void)state;
	static const struct {
		const char *from, *to;
		int months;
	} cases[] = {
		{"2026-01-31", "2026-02-28", 1}, {"2026-01-31", "2026-03-01", 2}, {"2026-01-15", "2026-01-16", 1},
		{"2026-01-15", "2026-02-15", 1}, {"2026-01-15", "2026-02-16", 2}, {"2026-01-15", "2026-01-15", 0},
		{"2026-01-15", "2025-01-15", 0}, {"", "2026-01-15", 0}, {"2026-01-15", "", 0},
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_int_equal(day_months_up(day_of(cases[i].from), day_of(cases[i].to)), cases[i].months);
	for (day_t from = DAY_FIRST; from < DAY_LAST - 4000; from += 17)
		for (int distance = 1; distance < 4000; distance += 29) {
			int64_t months = day_months_up(from, from + distance);
			assert_true(day_add_months(from, months) >= from + distance);
			assert_true(day_add_months(from, months - 1) < from + distance);
		}
}

static void adding_months_is_monotone_and_clamps_only_down(void **state)
{
	(void)state;
	static const int months[] = {-25, -12, -3, -1, 0, 1, 3, 6, 12, 36};
	for (size_t i = 0; i < COUNT_OF(months); i++)
		for (day_t day = DAY_FIRST; day < DAY_LAST; day++) {
			day_t later = day_add_months(day, months[i]);
			struct civil_day from = day_to_civil(day), to = day_to_civil(later);
			assert_true(later <= day_add_months(day + 1, months[i]));
			assert_int_equal(to.year * 12 + to.month, from.year * 12 + from.month + months[i]);
			int length = month_length(to.year, to.month);
			assert_int_equal(to.day, from.day < length ? from.day : length);
		}
}

static void ends_of_periods(void **state)
{
	(void)state;
	static const struct {
		const char *day, *month, *quarter, *year;
	} cases[] = {
		{"2026-02-10", "2026-02-28", "2026-03-31", "2026-12-31"},
		{"2028-02-29", "2028-02-29", "2028-03-31", "2028-12-31"},
		{"2026-04-01", "2026-04-30", "2026-06-30", "2026-12-31"},
		{"2026-12-31", "2026-12-31", "2026-12-31", "2026-12-31"},
		{"2026-07-31", "2026-07-31", "2026-09-30", "2026-12-31"},
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		assert_day(day_month_end(day_of(cases[i].day)), cases[i].month, cases[i].day);
		assert_day(day_quarter_end(day_of(cases[i].day)), cases[i].quarter, cases[i].day);
		assert_day(day_year_end(day_of(cases[i].day)), cases[i].year, cases[i].day);
	}
	assert_int_equal(day_month_end(DAY_UNSET), DAY_UNSET);
	assert_int_equal(day_quarter_end(DAY_UNSET), DAY_UNSET);
	assert_int_equal(day_year_end(DAY_UNSET), DAY_UNSET);
}

static void an_unset_day_gives_way(void **state)
{
	(void)state;
	assert_int_equal(day_earlier(3, 5), 3);
	assert_int_equal(day_earlier(DAY_UNSET, 5), 5);
	assert_int_equal(day_earlier(5, DAY_UNSET), 5);
	assert_int_equal(day_later(3, 5), 5);
	assert_int_equal(day_later(DAY_UNSET, -5), -5);
	assert_int_equal(day_later(DAY_UNSET, DAY_UNSET), DAY_UNSET);
}

static void what_is_no_day_is_refused_in_words(void **state)
{
	(void)state;
	static const struct {
		const char *text, *words;
	} cases[] = {
		{"2026-02-30", "\"2026-02-30\" is not a day; February 2026 has 28"},
		{"2028-02-30", "\"2028-02-30\" is not a day; February 2028 has 29"},
		{"2026-04-00", "\"2026-04-00\" is not a day; April 2026 has 30"},
		{"2026-13-01", "\"2026-13-01\" is not a day; months are 01–12"},
		{"2026-00-01", "\"2026-00-01\" is not a day; months are 01–12"},
		{"0007-05-25", "\"0007-05-25\" cannot be kept: the year must be 1900–2199"},
		{"1899-12-31", "\"1899-12-31\" cannot be kept: the year must be 1900–2199"},
		{"2200-01-01", "\"2200-01-01\" cannot be kept: the year must be 1900–2199"},
		{"9999-12-31", "\"9999-12-31\" cannot be kept: the year must be 1900–2199"},
		{"03/04/2026", "\"03/04/2026\" can be read as more than one day; write year-month-day (ISO 8601), "
			"such as 2027-03-31"},
		{"3.4.26", "\"3.4.26\" can be read as more than one day; write year-month-day (ISO 8601), such as 2027-03-31"},
		{"03-04-2026", "\"03-04-2026\" can be read as more than one day; write year-month-day (ISO 8601), "
			"such as 2027-03-31"},
		{"", "a day is missing; write it as year-month-day, such as 2027-03-31"},
		{"2026-1a-01", "\"2026-1a-01\" is not a day; write year-month-day, such as 2027-03-31"},
		{"2026-11-22T", "\"2026-11-22T\" is not a day; write year-month-day, such as 2027-03-31"},
		{" 2026-11-2", "\" 2026-11-2\" is not a day; write year-month-day, such as 2027-03-31"},
		{"+026-11-02", "\"+026-11-02\" is not a day; write year-month-day, such as 2027-03-31"},
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct error error = {0};
		day_t day = 77;
		assert_false(day_parse(slice_of(cases[i].text), &day, &error));
		assert_string_equal(error.text, cases[i].words);
		assert_int_equal(error.kind, ERROR_INPUT);
		assert_int_equal(day, 77);
	}
}

static void days_as_people_type_them(void **state)
{
	(void)state;
	static const struct {
		const char *typed, *day; /* "" where refused */
	} cases[] = {
		{"2027-03-31", "2027-03-31"}, {" 2027-03-31 ", "2027-03-31"}, {"today", "2026-08-31"},
		{"today + 12m", "2027-08-31"}, {"today-1d", "2026-08-30"}, {"+18m", "2028-02-29"}, {"-3m", "2026-05-31"},
		{"+ 3 m", "2026-11-30"}, {"+2y", "2028-08-31"}, {"+2å", "2028-08-31"}, {"+10d", "2026-09-10"},
		{"+1w", "2026-09-07"}, {"+63309d", "2199-12-31"}, {"+63310d", ""},
		{"-46263d", "1900-01-01"}, {"-46264d", ""}, {"-1v", "2026-08-24"}, {"", ""}, {"+", ""}, {"+m", ""},
		{"+3", ""}, {"3m", ""},
		{"todayx", ""}, {"today 3m", ""}, {"tomorrow", ""}, {"+99999y", ""}, {"+999999999d", ""}, {"-1000y", ""},
		{"+3mm", ""}, {"+-3m", ""}, {"2026-02-30", ""},
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct error error = {0};
		day_t day = DAY_UNSET;
		bool fine = day_parse_typed(slice_of(cases[i].typed), day_of("2026-08-31"), &day, &error);
		assert_int_equal(fine, *cases[i].day != '\0');
		assert_day(day, cases[i].day, cases[i].typed);
		assert_int_equal(*error.text == '\0', fine);
	}
}

static void quarters(void **state)
{
	(void)state;
	static const char *const refused[] = {"", "2027", "2027-Q0", "2027-Q5", "2027Q1", "1899-Q4", "2200-Q1",
		"2027-Q11", "x027-Q1"};
	struct error error = {0};
	char text[DAY_TEXT_SIZE];
	int32_t quarter;

	assert_true(quarter_parse(SLICE("2027-Q3"), &quarter, &error));
	assert_int_equal(quarter, 2027 * 4 + 2);
	for (int32_t each = 1900 * 4; each < 2200 * 4; each++) {
		assert_true(quarter_parse(slice_of(quarter_text(each, text)), &quarter, &error));
		assert_int_equal(quarter, each);
	}
	for (size_t i = 0; i < COUNT_OF(refused); i++)
		assert_false(quarter_parse(slice_of(refused[i]), &quarter, &error));
}

static void working_days_pass_over_the_end_of_the_week(void **state)
{
	static const struct {
		const char *from;
		int days;
		const char *to;
	} cases[] = {{"2026-11-20", 1, "2026-11-23"}, {"2026-11-21", 1, "2026-11-23"}, {"2026-11-22", 10, "2026-12-04"},
	             {"2026-11-23", 5, "2026-11-30"}, {"2026-11-23", 0, "2026-11-23"}};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		day_t from, to;
		assert_true(day_parse(slice_of(cases[i].from), &from, NULL) && day_parse(slice_of(cases[i].to), &to, NULL));
		assert_int_equal(day_add_working(from, cases[i].days), to);
	}
}

static void weeks_are_counted_as_in_iso_8601(void **state)
{
	static const struct {
		const char *day;
		int week;
	} cases[] = {
		{"2026-01-01", 1}, {"2026-11-22", 47}, {"2026-11-23", 48}, {"2026-12-31", 53}, {"2027-01-03", 53},
		{"2027-01-04", 1}, {"2024-12-29", 52}, {"2024-12-30", 1}, {"2021-01-03", 53}, {"2023-01-01", 52},
		{"1900-01-01", 1},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_int_equal(day_week(day_of(cases[i].day)), cases[i].week);
	assert_int_equal(day_week(DAY_UNSET), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(working_days_pass_over_the_end_of_the_week),
		cmocka_unit_test(every_day_comes_back),
		cmocka_unit_test(the_ends_of_what_can_be_stored),
		cmocka_unit_test(weekdays_run_on),
		cmocka_unit_test(weeks_are_counted_as_in_iso_8601),
		cmocka_unit_test(months_are_added_and_clamped),
		cmocka_unit_test(terms_end_the_day_before),
		cmocka_unit_test(renewals_count_from_the_first_end),
		cmocka_unit_test(months_up_is_the_smallest_that_reaches),
		cmocka_unit_test(adding_months_is_monotone_and_clamps_only_down),
		cmocka_unit_test(ends_of_periods),
		cmocka_unit_test(an_unset_day_gives_way),
		cmocka_unit_test(what_is_no_day_is_refused_in_words),
		cmocka_unit_test(days_as_people_type_them),
		cmocka_unit_test(quarters),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
