/* The calendar. Civil conversions count whole 400-year periods of 146,097 days from 1 March 0000, so that the
 * leap day is a year's last and months have a closed form. The way back multiplies where it can instead of dividing
 * (C. Neri and L. Schneider, Euclidean affine functions and their application to calendar algorithms, 2022): the night
 * audit asks it some ten million times. */
#include "base/date.h"

#include "base/base_private.h"

#define FIRST_YEAR 1800 /* of what can be computed; what can be stored is narrower */
#define LAST_YEAR 2400
#define PERIOD_DAYS 146097
#define EPOCH_FROM_MARCH_0000 719468 /* days from 0000-03-01 to 1970-01-01 */
#define PERIODS_BEFORE 14700 /* so many periods earlier every day_t is counted from 0 up: no signs to mind */

static bool is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int month_length(int year, int month)
{
	static const signed char lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	if (month < 1 || month > 12)
		return 0;
	return lengths[month - 1] + (month == 2 && is_leap(year));
}

static day_t day_that_exists(int year, int month, int day)
{
	int march_year = year - (month <= 2);
	int period = march_year / 400;
	int year_of_period = march_year % 400;
	int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
	int day_of_period = year_of_period * 365 + year_of_period / 4 - year_of_period / 100 + day_of_year;
	return period * PERIOD_DAYS + day_of_period - EPOCH_FROM_MARCH_0000;
}

day_t day_from_civil(int year, int month, int day)
{
	if (year < FIRST_YEAR || year > LAST_YEAR || day < 1 || day > month_length(year, month))
		return DAY_UNSET;
	return day_that_exists(year, month, day);
}

struct civil_day day_to_civil(day_t day)
{
	if (day == DAY_UNSET)
		return (struct civil_day){0};
	uint64_t since = (uint64_t)((int64_t)day + EPOCH_FROM_MARCH_0000 + (int64_t)PERIODS_BEFORE * PERIOD_DAYS);
	uint64_t century = (4 * since + 3) / PERIOD_DAYS;
	uint32_t day_of_century = (uint32_t)((4 * since + 3) % PERIOD_DAYS / 4);
	/* 2939745 / 2^32 is 1 / 1461 for so few days: the whole part is the year, what is left of it the day */
	uint64_t years = 2939745 * (uint64_t)(4 * day_of_century + 3);
	uint32_t day_of_year = (uint32_t)years / 2939745 / 4;
	/* the same with 2141 / 2^16 for the months' 30.6 days, counted from March as 3 to 14 */
	uint32_t months = 2141 * day_of_year + 197913;
	bool next_year = day_of_year >= 306;
	return (struct civil_day){
		.year = (int)(100 * (int64_t)century - 400LL * PERIODS_BEFORE + (int64_t)(years >> 32)) + next_year,
		.month = (int)(months >> 16) - (next_year ? 12 : 0),
		.day = (int)((months & 0xffff) / 2141) + 1,
	};
}

int day_year(day_t day)
{
	return day_to_civil(day).year;
}

int day_weekday(day_t day)
{
	/* 1970-01-01 was a Thursday. */
	int weekday = (int)(((int64_t)day + 3) % 7);

	return day == DAY_UNSET ? 0 : (weekday < 0 ? weekday + 7 : weekday) + 1;
}

/* A week belongs to the year that its Thursday is in. */
int day_week(day_t day)
{
	if (day == DAY_UNSET)
		return 0;
	day_t thursday = day + 4 - day_weekday(day);
	return (thursday - day_from_civil(day_year(thursday), 1, 1)) / 7 + 1;
}

day_t day_add_months(day_t day, int64_t months)
{
	const int64_t most = (LAST_YEAR - FIRST_YEAR + 1) * 12;

	if (day == DAY_UNSET || months > most || months < -most)
		return DAY_UNSET;
	struct civil_day civil = day_to_civil(day);
	int64_t month = (int64_t)civil.year * 12 + (civil.month - 1) + months;
	if (month < FIRST_YEAR * 12 || month >= (LAST_YEAR + 1) * 12)
		return DAY_UNSET;
	int new_year = (int)(month / 12), new_month = (int)(month % 12) + 1;
	int length = month_length(new_year, new_month);
	return day_that_exists(new_year, new_month, civil.day < length ? civil.day : length);
}

day_t day_term_end(day_t start, int64_t months)
{
	day_t next = day_add_months(start, months);

	return next == DAY_UNSET ? DAY_UNSET : next - 1;
}

int64_t day_months_up(day_t from, day_t to)
{
	if (from == DAY_UNSET || to == DAY_UNSET || to <= from)
		return 0;
	struct civil_day first = day_to_civil(from), last = day_to_civil(to);
	int64_t months = (int64_t)(last.year - first.year) * 12 + (last.month - first.month);
	/* The same day of that month, clamped, may still be before `to`. */
	int reached = first.day < month_length(last.year, last.month) ? first.day : month_length(last.year, last.month);
	return reached < last.day ? months + 1 : months;
}

static day_t end_of_month(int year, int month)
{
	return day_from_civil(year, month, month_length(year, month));
}

day_t day_add_working(day_t day, int64_t days)
{
	while (days > 0 && day != DAY_UNSET) {
		day++;
		days -= day_weekday(day) <= 5;
	}
	return day;
}

day_t day_month_end(day_t day)
{
	struct civil_day civil = day_to_civil(day);

	return end_of_month(civil.year, civil.month);
}

day_t day_quarter_end(day_t day)
{
	struct civil_day civil = day_to_civil(day);

	return end_of_month(civil.year, (civil.month + 2) / 3 * 3);
}

day_t day_year_end(day_t day)
{
	return end_of_month(day_to_civil(day).year, 12);
}

day_t day_earlier(day_t a, day_t b)
{
	if (a == DAY_UNSET || b == DAY_UNSET)
		return a == DAY_UNSET ? b : a;
	return a < b ? a : b;
}

day_t day_later(day_t a, day_t b)
{
	/* DAY_UNSET is the lowest number. */
	return a > b ? a : b;
}
