#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>
#include <unistd.h>

#include "base/date.h"
#include "base/memory.h"

static void moments_come_back(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"2026-11-22T01:10:00.000000Z", "1970-01-01T00:00:00.000001Z", "1969-12-31T23:59:59.999999Z",
		"1900-01-01T00:00:00.000000Z", "2199-12-31T23:59:59.999999Z", "2028-02-29T12:34:56.789012Z",
	};
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		struct error error = {0};
		char text[MOMENT_TEXT_SIZE];
		moment_t moment;
		assert_true(moment_parse(slice_of(texts[i]), &moment, &error));
		assert_string_equal(moment_text(moment, text), texts[i]);
	}
}

static void fractions_are_optional(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		moment_t moment;
	} cases[] = {
		{"1970-01-01T00:00:01Z", MICROSECONDS}, {"1970-01-01T00:00:01.5Z", MICROSECONDS * 3 / 2},
		{"1970-01-01T00:00:00.000007Z", 7}, {"1970-01-02T01:02:03.25Z", (86400 + 3723) * MICROSECONDS + 250000},
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		moment_t moment;
		assert_true(moment_parse(slice_of(cases[i].text), &moment, NULL));
		assert_int_equal(moment, cases[i].moment);
	}
}

static void what_is_no_moment_is_refused(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"", "2026-11-22", "2026-11-22T01:10Z", "2026-11-22T01:10:00", "2026-11-22T01:10:00+01:00",
		"2026-11-22 01:10:00Z",
		"2026-11-22T24:00:00Z", "2026-11-22T01:60:00Z", "2026-11-22T01:10:60Z", "2026-11-22T01:10:00.Z",
		"2026-11-22T01:10:00.0000000Z", "2026-11-22T01:10:00.88888888888888888888Z",
		"2026-11-22T01:10:00.00x000Z", "2026-02-30T01:10:00Z", "0007-05-25T01:10:00Z",
		"2026-11-22T01-10-00Z", "2026-11-22T01:10-00Z", "2026-11-22T01-10:00Z", "2026-11-22T01:10:00,5Z",
	};
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		struct error error = {0};
		moment_t moment = 7;
		if (moment_parse(slice_of(texts[i]), &moment, &error))
			fail_msg("\"%s\" is taken for a moment", texts[i]);
		assert_int_equal(error.kind, ERROR_INPUT);
		assert_int_equal(moment, 7);
	}
}

static void local_time_follows_the_register(void **state)
{
	(void)state;
	static const struct {
		const char *zone, *moment, *local;
	} cases[] = {
		{"Europe/Stockholm", "2026-11-22T01:10:00Z", "2026-11-22 02:10"},
		{"Europe/Stockholm", "2026-06-30T22:30:00Z", "2026-07-01 00:30"},
		{"Europe/Stockholm", "2026-12-31T23:00:00Z", "2027-01-01 00:00"},
		{"Europe/Stockholm", "2026-03-29T00:59:59.999999Z", "2026-03-29 01:59"},
		{"Europe/Stockholm", "2026-03-29T01:00:00Z", "2026-03-29 03:00"},
		{"America/New_York", "2026-11-22T01:10:00Z", "2026-11-21 20:10"},
		{"UTC", "2026-11-22T01:10:00Z", "2026-11-22 01:10"},
	};
	if (access("/usr/share/zoneinfo/Europe/Stockholm", R_OK) != 0) {
		print_message("skipped: this system has no tzdata\n");
		skip();
	}
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct error error = {0};
		char text[MOMENT_TEXT_SIZE], day[DAY_TEXT_SIZE];
		moment_t moment;
		assert_true(time_zone_set(cases[i].zone, &error));
		assert_true(moment_parse(slice_of(cases[i].moment), &moment, &error));
		assert_string_equal(moment_local_text(moment, text), cases[i].local);
		assert_memory_equal(day_text(moment_day(moment), day), cases[i].local, 10);
	}
}

static void unknown_time_zones_are_refused(void **state)
{
	(void)state;
	static const char *const names[] = {"", "Europe/Stockolm", "../etc/passwd", "/etc/localtime", "Europe",
		"tzdata.zi", ":UTC", "Europe/\033[0m"};
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		struct error error = {0};
		assert_false(time_zone_set(names[i], &error));
		assert_non_null(strstr(error.text, "time zone"));
		assert_null(strchr(error.text, '\033'));
	}
}

static void now_moves_on(void **state)
{
	(void)state;
	moment_t first = moment_now();
	day_t today = day_today();

	usleep(2000);
	assert_true(moment_now() > first);
	assert_in_range(today - moment_day(first), 0, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(moments_come_back),
		cmocka_unit_test(fractions_are_optional),
		cmocka_unit_test(what_is_no_moment_is_refused),
		cmocka_unit_test(local_time_follows_the_register),
		cmocka_unit_test(unknown_time_zones_are_refused),
		cmocka_unit_test(now_moves_on),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
