/* Days, months, moments. The only place that knows the calendar. Source of the month arithmetic: DOMAIN,
 * "Month arithmetic". Days are proleptic Gregorian, 1900-01-01 to 2199-12-31 where they are stored. */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/text.h"

typedef int32_t day_t;    /* days since 1970-01-01 */
typedef int64_t moment_t; /* microseconds since 1970-01-01 00:00 UTC */

#define DAY_UNSET INT32_MIN /* not set: distinct from every day; arithmetic on it gives DAY_UNSET */
#define DAY_FIRST (-25567)  /* 1900-01-01 */
#define DAY_LAST 84005      /* 2199-12-31 */
#define DAY_TEXT_SIZE 16
#define MOMENT_TEXT_SIZE 40
#define MICROSECONDS 1000000LL

struct civil_day {
	int year, month, day; /* month 1–12, day 1–31 */
};

/* Years 1800–2400; DAY_UNSET where there is no such day. */
day_t day_from_civil(int year, int month, int day);
struct civil_day day_to_civil(day_t day); /* all 0 for DAY_UNSET */
int day_year(day_t day);
int day_weekday(day_t day); /* 1 Monday … 7 Sunday */
int month_length(int year, int month);
int day_week(day_t day); /* 1–53, as ISO 8601 counts weeks; 0 for DAY_UNSET */
const char *month_name(int month); /* "January", untranslated; month 1–12 */

/* Same day of the month `months` later (or earlier), clamped to the month's last day:
 * 2025-08-31 + 6 = 2026-02-28. Saturates to DAY_UNSET outside years 1800–2400. */
day_t day_add_months(day_t day, int64_t months);
/* The end of a term of `months` that starts on `start`: start + months − 1 day. */
day_t day_term_end(day_t start, int64_t months);
/* Whole months from `from` to `to`, rounded up: the smallest n ≥ 0 with from + n months ≥ to. 0 where to ≤ from
 * or one of them is DAY_UNSET. */
int64_t day_months_up(day_t from, day_t to);
/* So many working days later: Saturdays and Sundays are none. Public holidays count: what falls due early frightens
 * nobody. */
day_t day_add_working(day_t day, int64_t days);
day_t day_month_end(day_t day);   /* the last day of its month, quarter, year */
day_t day_quarter_end(day_t day);
day_t day_year_end(day_t day);
day_t day_earlier(day_t a, day_t b); /* DAY_UNSET counts as none: the other is returned */
day_t day_later(day_t a, day_t b);

/* ISO 8601 only: "2027-03-31". The error says what is wrong: «"2026-02-30" is not a day; February 2026 has 28». */
bool day_parse(struct slice text, day_t *day, struct error *error);
/* As people type it in forms and filters: ISO, "today", "+18m", "-3m", "+2y", "+10d", "today + 12m"; also
 * weeks, the Swedish letters (v, å) and today's name in Swedish, in one word or two. */
bool day_parse_typed(struct slice text, day_t today, day_t *day, struct error *error);
/* Writes "2027-03-31" (empty for DAY_UNSET) and returns `buffer`. */
const char *day_text(day_t day, char buffer[DAY_TEXT_SIZE]);

/* Quarters are year * 4 + (quarter − 1). "2027-Q1". */
bool quarter_parse(struct slice text, int32_t *quarter, struct error *error);
const char *quarter_text(int32_t quarter, char buffer[DAY_TEXT_SIZE]);

moment_t moment_now(void);
/* ISO 8601 in UTC: "2026-11-22T01:10:00.000000Z"; parse takes seconds with or without a fraction. */
bool moment_parse(struct slice text, moment_t *moment, struct error *error);
/* As people type one: "2026-11-22" or "2026-11-22 14:05" in the register's time zone, or as moment_parse. Gives the
 * last microsecond of what was said: of the day, the minute, the second. */
bool moment_parse_typed(struct slice text, moment_t *last, struct error *error);
const char *moment_text(moment_t moment, char buffer[MOMENT_TEXT_SIZE]);
/* In the register's time zone, for people: "2026-11-22 02:10". */
const char *moment_local_text(moment_t moment, char buffer[MOMENT_TEXT_SIZE]);
day_t moment_day(moment_t moment); /* the day in the register's time zone */
day_t day_today(void);

/* Name of the register's time zone, e.g. "Europe/Stockholm"; false where the system does not know it. */
bool time_zone_set(const char *name, struct error *error);

#endif
