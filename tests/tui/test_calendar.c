/* The days of the calendar's window, as arithmetic. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/memory.h"
#include "tui/calendar.h"

static day_t day_of(const char *text)
{
	struct error error = {0};
	day_t day = DAY_UNSET;
	assert_true(day_parse(slice_of(text), &day, &error));
	return day;
}

static void each_key_leads_to_its_day(void **state)
{
	static const struct {
		const char *from;
		enum action_id action;
		const char *to;
	} cases[] = {
		{"2026-11-22", ACTION_DAY_BEFORE, "2026-11-21"},
		{"2026-11-30", ACTION_DAY_AFTER, "2026-12-01"},
		{"2026-11-03", ACTION_WEEK_BEFORE, "2026-10-27"},
		{"2026-12-28", ACTION_WEEK_AFTER, "2027-01-04"},
		{"2027-03-31", ACTION_MONTH_BEFORE, "2027-02-28"},
		{"2027-01-31", ACTION_MONTH_AFTER, "2027-02-28"},
		{"2028-02-29", ACTION_YEAR_BEFORE, "2027-02-28"},
		{"2026-11-22", ACTION_YEAR_AFTER, "2027-11-22"},
		{"2026-11-22", ACTION_MONTH_FIRST, "2026-11-01"},
		{"2028-02-10", ACTION_MONTH_LAST, "2028-02-29"},
		{"2031-05-05", ACTION_TO_TODAY, "2026-11-22"},
		{"2026-11-22", ACTION_SAVE, "2026-11-22"},
		{"1900-01-01", ACTION_DAY_BEFORE, "1900-01-01"}, /* no further than can be stored */
		{"1900-01-05", ACTION_YEAR_BEFORE, "1900-01-01"},
		{"2199-12-31", ACTION_MONTH_AFTER, "2199-12-31"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_int_equal(calendar_moved(day_of(cases[i].from), day_of("2026-11-22"), cases[i].action),
			day_of(cases[i].to));
}

static void six_weeks_hold_every_month(void **state)
{
	(void)state;
	assert_int_equal(calendar_first(day_of("2026-11-22")), day_of("2026-10-26"));
	assert_int_equal(calendar_first(day_of("2027-02-01")), day_of("2027-02-01"));
	for (day_t day = DAY_FIRST; day <= DAY_LAST; day += 13) {
		day_t first = calendar_first(day);
		assert_int_equal(day_weekday(first), 1);
		assert_true(day_to_civil(first).day == 1 || first < day);
		assert_true(day_month_end(day) < first + 42);
		assert_true(day - day_to_civil(day).day + 1 >= first);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_key_leads_to_its_day),
		cmocka_unit_test(six_weeks_hold_every_month),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
