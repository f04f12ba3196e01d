/* Numbers as a person sees them in a cell: days, percentages, times, 15 digits of anything else. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exchange/workbook_private.h"

#define DAY_SECONDS 86400
#define LEAP_DAY_OF_1900 60 /* there was none: the first spreadsheets thought so, and the others followed */
#define DAYS_MOST 1e6

/* Without an exponent; zeros at the end of a fraction say nothing. */
static void append_plain(struct text *out, double number)
{
	char digits[32], plain[400];
	snprintf(digits, sizeof digits, "%.14e", number); /* 15 digits, as spreadsheets count */
	int exponent = atoi(strchr(digits, 'e') + 1);
	if (exponent > 30 || exponent < -30) {
		text_printf(out, "%.15g", number); /* no field takes it, and its words show it */
		return;
	}
	snprintf(plain, sizeof plain, "%.*f", exponent >= 14 ? 0 : 14 - exponent, strtod(digits, NULL));
	size_t size = strlen(plain);
	while (strchr(plain, '.') != NULL && (plain[size - 1] == '0' || plain[size - 1] == '.')) {
		bool point = plain[size - 1] == '.';
		plain[--size] = '\0';
		if (point)
			break;
	}
	text_append_text(out, strcmp(plain, "-0") == 0 ? "0" : plain);
}

static void append_clock(struct text *out, long seconds)
{
	text_printf(out, "%02ld:%02ld", seconds / 3600, seconds / 60 % 60);
	if (seconds % 60 != 0)
		text_printf(out, ":%02ld", seconds % 60);
}

/* False where the calendar has no such day. */
static bool find_day(long serial, bool from_1904, day_t *day)
{
	if (from_1904) {
		*day = day_from_civil(1904, 1, 1) + (day_t)serial;
		return serial >= 0;
	}
	*day = day_from_civil(1899, 12, serial < LEAP_DAY_OF_1900 ? 31 : 30) + (day_t)serial;
	return serial >= 1 && serial != LEAP_DAY_OF_1900;
}

static void append_day(struct text *out, double number, bool from_1904)
{
	char buffer[DAY_TEXT_SIZE];
	day_t day;
	double whole = floor(number);
	long seconds = lround((number - whole) * DAY_SECONDS);
	if (seconds == DAY_SECONDS) {
		seconds = 0;
		whole++;
	}
	if (whole < 0 || whole > DAYS_MOST || !find_day((long)whole, from_1904, &day) || day > DAY_LAST) {
		append_plain(out, number);
		return;
	}
	text_append_text(out, day_text(day, buffer));
	if (seconds != 0) {
		text_append_char(out, ' ');
		append_clock(out, seconds);
	}
}

void cell_append_number(struct text *out, const char *digits, enum cell_look look, bool from_1904)
{
	char *end;
	double number = strtod(digits, &end);
	if (end == digits || *end != '\0' || !isfinite(number)) {
		text_append_text(out, digits);
		return;
	}
	if (look == LOOK_DAY)
		append_day(out, number, from_1904);
	else if (look == LOOK_LENGTH_OF_TIME && number >= 0 && number < 1000)
		append_clock(out, lround(number * DAY_SECONDS));
	else
		append_plain(out, look == LOOK_PERCENT ? number * 100 : number);
}
