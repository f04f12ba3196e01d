/* On which days the annual wheel turns: cases, and every day of some years beside what the calendar says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "base/money.h"
#include "lifecycle/wheel.h"
#include "model/schema.h"

#define NO NUMBER_UNSET

static const struct {
	const char *name;
	struct wheel_facts facts;
	const char *from, *times; /* the first three whose last day is `from` or later */
} cases[] = {
	{"yearly over the turn of the year", {C_recurrence_yearly, NO, 12, 15, 24}, "2027-01-03",
	 "2026-12-15..2027-01-07 2027-12-15..2028-01-07 2028-12-15..2029-01-07"},
	{"the month's last day where it is shorter", {C_recurrence_monthly, NO, NO, 31, NO}, "2027-01-31",
	 "2027-01-31..2027-01-31 2027-02-28..2027-02-28 2027-03-31..2027-03-31"},
	{"a leap day is the 28th in other years", {C_recurrence_yearly, NO, 2, 29, 1}, "2027-03-01",
	 "2028-02-29..2028-02-29 2029-02-28..2029-02-28 2030-02-28..2030-02-28"},
	{"without a day it is the whole month", {C_recurrence_yearly, NO, 2, NO, NO}, "2027-02-14",
	 "2027-02-01..2027-02-28 2028-02-01..2028-02-29 2029-02-01..2029-02-28"},
	{"a length without a day begins on the 1st", {C_recurrence_yearly, NO, 3, NO, 5}, "2027-03-05",
	 "2027-03-01..2027-03-05 2028-03-01..2028-03-05 2029-03-01..2029-03-05"},
	{"quarterly, by any of its months", {C_recurrence_quarterly, NO, 11, 10, NO}, "2027-02-11",
	 "2027-05-10..2027-05-10 2027-08-10..2027-08-10 2027-11-10..2027-11-10"},
	{"longer than the time to the next", {C_recurrence_monthly, NO, NO, 1, 45}, "2027-03-10",
	 "2027-02-01..2027-03-17 2027-03-01..2027-04-14 2027-04-01..2027-05-15"},
	{"once", {C_recurrence_once, 2027, 6, 1, 10}, "2027-06-10", "2027-06-01..2027-06-10"},
	{"once, and it is over", {C_recurrence_once, 2027, 6, 1, 10}, "2027-06-11", ""},
	{"a year and no word of how often is once", {0, 2027, 6, 1, NO}, "2027-01-01", "2027-06-01..2027-06-01"},
	{"neither is yearly", {0, NO, 6, 1, NO}, "2027-01-01",
	 "2027-06-01..2027-06-01 2028-06-01..2028-06-01 2029-06-01..2029-06-01"},
	{"yearly without a month has no place", {C_recurrence_yearly, NO, NO, 3, 1}, "2027-01-01", ""},
	{"once without a year has none", {C_recurrence_once, NO, 4, 3, 1}, "2027-01-01", ""},
	{"to the end of what can be stored", {C_recurrence_yearly, NO, 12, 31, 1}, "2199-06-01", "2199-12-31..2199-12-31"},
};

static void times_come_again(void **state)
{
	(void)state;
	for (size_t c = 0; c < COUNT_OF(cases); c++) {
		struct text found = {0};
		struct wheel_days days;
		day_t from;
		char first[DAY_TEXT_SIZE], last[DAY_TEXT_SIZE];
		assert_true(day_parse(slice_of(cases[c].from), &from, NULL));
		bool there = wheel_first(&cases[c].facts, from, &days);
		for (int i = 0; i < 3 && there; i++) {
			text_printf(&found, "%s%s..%s", i == 0 ? "" : " ", day_text(days.from, first), day_text(days.to, last));
			there = wheel_next(&cases[c].facts, days.from + 1, &days);
		}
		if (strcmp(found.data == NULL ? "" : found.data, cases[c].times) != 0)
			fail_msg("%s: %s", cases[c].name, found.data == NULL ? "" : found.data);
		text_free(&found);
	}
}

/* ---- day by day ---- */

static uint64_t seed = 11;

static int chance(int of)
{
	seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (int)((seed >> 33) % (unsigned)of);
}

/* Said anew, from the day's side: does it begin on this one? */
static bool begins_on(const struct wheel_facts *facts, day_t day)
{
	struct civil_day civil = day_to_civil(day);
	int length = month_length(civil.year, civil.month);
	int wanted = facts->day == NO ? 1 : facts->day > length ? length : (int)facts->day;
	uint8_t recurs = facts->recurs != 0 ? facts->recurs : facts->year != NO ? C_recurrence_once : C_recurrence_yearly;
	if (civil.day != wanted)
		return false;
	if (recurs == C_recurrence_monthly)
		return true;
	if (facts->month == NO)
		return false;
	if (recurs == C_recurrence_quarterly)
		return (civil.month + 12 - facts->month) % 3 == 0;
	return civil.month == facts->month && (recurs == C_recurrence_yearly || civil.year == facts->year);
}

static void every_day_is_as_the_calendar_says(void **state)
{
	(void)state;
	const day_t start = day_from_civil(2026, 11, 1), end = day_from_civil(2029, 3, 1);
	for (int round = 0; round < 400; round++) {
		struct wheel_facts facts = {(uint8_t)chance(5), chance(3) != 0 ? NO : 2026 + chance(3), chance(5) == 0 ? NO : 1
			+ chance(12),
		                            chance(4) == 0 ? NO : 1 + chance(31), chance(3) == 0 ? NO : 1 + chance(100)};
		struct wheel_days days;
		day_t day = start;
		while (wheel_next(&facts, day, &days) && days.from < end) {
			for (; day < days.from; day++)
				assert_false(begins_on(&facts, day));
			assert_true(begins_on(&facts, day));
			assert_int_equal(days.to - days.from + 1, facts.length_days != NO ? facts.length_days : facts.day != NO ? 1 :
				month_length(day_to_civil(day).year, day_to_civil(day).month));
			day++;
		}
		for (; day < end; day++)
			assert_false(begins_on(&facts, day));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(times_come_again),
	                                   cmocka_unit_test(every_day_is_as_the_calendar_says)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
