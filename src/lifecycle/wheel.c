#include "lifecycle/wheel.h"

#include "base/money.h"
#include "model/schema.h"

#define YEAR_MONTHS 12

/* How many months lie between two times; 0: there is only one. */
static int step_of(const struct wheel_facts *facts)
{
	switch (facts->recurs) {
	case C_recurrence_once: return 0;
	case C_recurrence_monthly: return 1;
	case C_recurrence_quarterly: return 3;
	case C_recurrence_yearly: return YEAR_MONTHS;
	default: return facts->year != NUMBER_UNSET ? 0 : YEAR_MONTHS;
	}
}

bool wheel_is_placed(const struct wheel_facts *facts)
{
	int step = step_of(facts);
	return (step == 1 || facts->month != NUMBER_UNSET) && (step != 0 || facts->year != NUMBER_UNSET);
}

/* The time that begins in a month, counted from year 0. */
static bool time_in(const struct wheel_facts *facts, int month, struct wheel_days *days)
{
	int year = month / YEAR_MONTHS, length = month_length(year, month % YEAR_MONTHS + 1);
	int day = facts->day == NUMBER_UNSET ? 1 : facts->day < length ? (int)facts->day : length;
	days->from = day_from_civil(year, month % YEAR_MONTHS + 1, day);
	if (facts->length_days != NUMBER_UNSET)
		days->to = days->from + (day_t)facts->length_days - 1;
	else
		days->to = facts->day == NUMBER_UNSET ? days->from + length - 1 : days->from;
	return days->from != DAY_UNSET && days->from >= DAY_FIRST && days->from <= DAY_LAST;
}

bool wheel_next(const struct wheel_facts *facts, day_t day, struct wheel_days *days)
{
	int step = step_of(facts);
	if (!wheel_is_placed(facts) || day > DAY_LAST)
		return false;
	if (step == 0)
		return time_in(facts, (int)facts->year * YEAR_MONTHS + (int)facts->month - 1, days) && days->from >= day;
	struct civil_day civil = day_to_civil(day < DAY_FIRST ? DAY_FIRST : day);
	int month = civil.year * YEAR_MONTHS + civil.month - 1;
	int wanted = facts->month == NUMBER_UNSET ? 0 : (int)facts->month - 1;
	while (month % step != wanted % step)
		month++;
	for (; time_in(facts, month, days); month += step)
		if (days->from >= day)
			return true;
	return false;
}

bool wheel_first(const struct wheel_facts *facts, day_t day, struct wheel_days *days)
{
	const day_t longest = 366;
	bool there = wheel_next(facts, day - longest, days);
	while (there && days->to < day)
		there = wheel_next(facts, days->from + 1, days);
	return there;
}
