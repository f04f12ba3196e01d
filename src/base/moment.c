/* Moments: microseconds in UTC, shown in the register's time zone by the system's own time zone data. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/base_private.h"
#include "base/date.h"
#include "base/lang.h"

#define DAY_SECONDS 86400LL
#define ZONES "/usr/share/zoneinfo/"

moment_t moment_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return (moment_t)now.tv_sec * MICROSECONDS + now.tv_nsec / 1000;
}

/* Seconds since 1970, rounded down also before it. */
static int64_t whole_seconds(moment_t moment)
{
	int64_t seconds = moment / MICROSECONDS;

	return moment % MICROSECONDS < 0 ? seconds - 1 : seconds;
}

static bool parse_clock(const char *data, int64_t *seconds)
{
	int hour = digits_at(data, 2), minute = digits_at(data + 3, 2), second = digits_at(data + 6, 2);

	if (data[2] != ':' || data[5] != ':' || hour < 0 || minute < 0 || second < 0)
		return false;
	if (hour > 23 || minute > 59 || second > 59)
		return false;
	*seconds = hour * 3600 + minute * 60 + second;
	return true;
}

/* "" or ".", then one to six digits. */
static bool parse_fraction(struct slice text, int *microseconds)
{
	int value = 0;

	if (text.size && (text.data[0] != '.' || text.size < 2 || text.size > 7))
		return false;
	if (text.size)
		value = digits_at(text.data + 1, text.size - 1);
	if (value < 0)
		return false;
	for (size_t i = text.size ? text.size : 7; i < 7; i++)
		value *= 10;
	*microseconds = value;
	return true;
}

bool moment_parse(struct slice text, moment_t *moment, struct error *error)
{
	day_t day;
	int64_t seconds;
	int microseconds;

	if (text.size < 20 || text.data[10] != 'T' || text.data[text.size - 1] != 'Z' ||
	    !parse_clock(text.data + 11, &seconds) ||
	    !parse_fraction((struct slice){text.data + 19, text.size - 20}, &microseconds))
		return error_set(error, ERROR_INPUT, _("\"%.*s\" is not a moment; write it in UTC as 2026-11-22T01:10:00Z"),
			QUOTED(text));
	if (!day_parse((struct slice){text.data, 10}, &day, error))
		return false;
	*moment = (day * DAY_SECONDS + seconds) * MICROSECONDS + microseconds;
	return true;
}

const char *moment_text(moment_t moment, char buffer[MOMENT_TEXT_SIZE])
{
	char day[DAY_TEXT_SIZE];
	int64_t seconds = whole_seconds(moment);
	int64_t of_day = (seconds % DAY_SECONDS + DAY_SECONDS) % DAY_SECONDS;

	day_text((day_t)((seconds - of_day) / DAY_SECONDS), day);
	snprintf(buffer, MOMENT_TEXT_SIZE, "%sT%02d:%02d:%02d.%06dZ", day, (int)(of_day / 3600), (int)(of_day / 60 % 60),
		(int)(of_day % 60), (int)((moment % MICROSECONDS + MICROSECONDS) % MICROSECONDS));
	return buffer;
}

static struct tm local_time(moment_t moment)
{
	time_t seconds = (time_t)whole_seconds(moment);
	struct tm local = {0};

	localtime_r(&seconds, &local);
	return local;
}

static day_t local_day(const struct tm *local)
{
	return day_from_civil(local->tm_year + 1900, local->tm_mon + 1, local->tm_mday);
}

/* The clock of the register's time zone as a moment; `minutes` may be those of the days after. */
static moment_t local_moment(day_t day, int minutes)
{
	struct civil_day civil = day_to_civil(day);
	struct tm local = {.tm_year = civil.year - 1900, .tm_mon = civil.month - 1, .tm_mday = civil.day, .tm_min = minutes,
	                   .tm_isdst = -1};
	return (moment_t)mktime(&local) * MICROSECONDS;
}

/* "14:05" in minutes; −1: it is no time of day. */
static int minutes_of(struct slice text)
{
	int hour = text.size == 5 && text.data[2] == ':' ? digits_at(text.data, 2) : -1;
	int minute = hour >= 0 ? digits_at(text.data + 3, 2) : -1;

	return hour > 23 || minute < 0 || minute > 59 ? -1 : hour * 60 + minute;
}

bool moment_parse_typed(struct slice text, moment_t *last, struct error *error)
{
	struct slice day_part = {text.data, text.size < 10 ? text.size : 10};
	day_t day;
	int minutes;

	if (text.size > 16) {
		bool ok = moment_parse(text, last, error);
		if (ok && !memchr(text.data, '.', text.size))
			*last += MICROSECONDS - 1;
		return ok;
	}
	if (!day_parse(day_part, &day, error))
		return false;
	minutes = text.size == 10 ? 24 * 60 - 1 : minutes_of((struct slice){text.data + 11, text.size - 11});
	if (minutes < 0 || (text.size > 10 && text.data[10] != ' ' && text.data[10] != 'T'))
		return error_set(error, ERROR_INPUT,
		                 _("\"%.*s\" is no moment; write a day, or a day and a time such as 2026-11-22 14:05"),
		                 (int)text.size, text.data);
	*last = local_moment(day, minutes + 1) - 1;
	return true;
}

const char *moment_local_text(moment_t moment, char buffer[MOMENT_TEXT_SIZE])
{
	char day[DAY_TEXT_SIZE];
	struct tm local = local_time(moment);

	snprintf(buffer, MOMENT_TEXT_SIZE, "%s %02d:%02d", day_text(local_day(&local), day), local.tm_hour, local.tm_min);
	return buffer;
}

day_t moment_day(moment_t moment)
{
	struct tm local = local_time(moment);

	return local_day(&local);
}

day_t day_today(void)
{
	return moment_day(moment_now());
}

static bool is_zone_name(const char *name)
{
	static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/";

	return *name && *name != '/' && name[strspn(name, allowed)] == '\0';
}

static bool is_zone_file(const char *name)
{
	struct text path = {0};
	char magic[4] = {0};

	text_printf(&path, ZONES "%s", name);
	FILE *file = fopen(path.data, "re");
	bool found = file && fread(magic, 1, sizeof(magic), file) == sizeof(magic) && memcmp(magic, "TZif", 4) == 0;
	if (file)
		fclose(file);
	text_free(&path);
	return found;
}

bool time_zone_set(const char *name, struct error *error)
{
	bool is_utc = strcmp(name, "UTC") == 0;

	if (!is_utc && (!is_zone_name(name) || !is_zone_file(name)))
		return error_set(error, ERROR_INPUT, _("the system does not know the time zone \"%.*s\"; "
			"write a name such as Europe/Stockholm or UTC, and see that tzdata is installed"), QUOTED(slice_of(name)));
	setenv("TZ", is_utc ? "UTC0" : name, 1);
	tzset();
	return true;
}
