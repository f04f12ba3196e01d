/* Days as foreign files write them, in the order or form that the mapping states, as ISO. What does not look so is left
 * for the reader of values to judge. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/memory.h"
#include "base/money.h"
#include "exchange/import_private.h"

/* At most `most` digits; −1 where there is none. */
static int take_digits(struct slice *rest, size_t least, size_t most)
{
	int number = 0;
	size_t count = 0;
	while (count < most && count < rest->size && rest->data[count] >= '0' && rest->data[count] <= '9')
		number = number * 10 + (rest->data[count++] - '0');
	*rest = (struct slice){rest->data + count, rest->size - count};
	return count < least ? -1 : number;
}

static bool take_separator(struct slice *rest)
{
	if (rest->size == 0 || strchr("-/.", *rest->data) == NULL)
		return false;
	*rest = (struct slice){rest->data + 1, rest->size - 1};
	return true;
}

bool cell_date_parts(struct slice text, int parts[3])
{
	for (int i = 0; i < 3; i++) {
		if ((i > 0 && !take_separator(&text)) || (parts[i] = take_digits(&text, i == 2 ? 4 : 1, i == 2 ? 4 : 2)) < 0)
			return false;
	}
	return text.size == 0;
}

/* Midnight after a date, as databases write days, says nothing and is passed over. */
static struct slice without_midnight(struct slice text)
{
	static const char *const midnights[] = {" 00:00",        " 00:00:00",      "T00:00:00",     "T00:00:00Z",
	                                        "T00:00:00.000", "T00:00:00.000Z", " 00:00:00.000", " 12:00:00 AM"};
	for (size_t i = 0; i < sizeof midnights / sizeof midnights[0]; i++) {
		size_t size = strlen(midnights[i]);
		if (text.size > size && memcmp(text.data + text.size - size, midnights[i], size) == 0)
			return (struct slice){text.data, text.size - size};
	}
	return text;
}

/* Of January and so on, at the start; 0 where there is none. */
static int take_month(struct slice *rest)
{
	static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
	                                     "July",    "August",   "September", "October", "November", "December"};
	for (int i = 0; i < 12; i++) {
		size_t size = strlen(months[i]);
		if (rest->size > size && strncasecmp(rest->data, months[i], size) == 0 && rest->data[size] == ' ') {
			*rest = (struct slice){rest->data + size + 1, rest->size - size - 1};
			return i + 1;
		}
	}
	return 0;
}

/* March 31, 2024 */
static bool take_english(struct slice text, int parts[3])
{
	parts[1] = take_month(&text);
	parts[2] = parts[1] == 0 ? -1 : take_digits(&text, 1, 2);
	if (parts[2] < 0 || text.size < 2 || memcmp(text.data, ", ", 2) != 0)
		return false;
	text = (struct slice){text.data + 2, text.size - 2};
	parts[0] = take_digits(&text, 4, 4);
	return parts[0] >= 0 && text.size == 0;
}

/* 03/04/2026 */
static bool take_ordered(const struct plan_cell *cell, struct slice text, int parts[3])
{
	int read[3];
	if (!cell_date_parts(text, read))
		return false;
	bool day_first = cell->dates == DATE_DAY_MONTH_YEAR;
	parts[0] = read[2];
	parts[1] = read[day_first ? 1 : 0];
	parts[2] = read[day_first ? 0 : 1];
	return true;
}

/* ---- instants at which something ends: the day before them is the last ---- */

#define FILETIME_NEVER INT64_MAX
#define FILETIME_A_SECOND 10000000
#define FILETIME_TO_1970 11644473600LL /* seconds from 1601 */

bool cell_is_never(struct slice text)
{
	int64_t number;
	return number_parse(slice_trim(text), &number, NULL) && (number == 0 || number == FILETIME_NEVER);
}

static bool take_filetime(struct slice text, day_t *day)
{
	int64_t number;
	if (!number_parse(text, &number, NULL) || number <= 0)
		return false;
	*day = moment_day((number / FILETIME_A_SECOND - FILETIME_TO_1970) * MICROSECONDS - 1);
	return true;
}

/* 20270101000000Z, with or without a fraction of a second (RFC 4517). */
static bool take_generalized(struct slice text, day_t *day)
{
	moment_t moment;
	char iso[MOMENT_TEXT_SIZE];
	struct slice digits = text;
	if (text.size < 15 || take_digits(&digits, 4, 4) < 0 || text.data[text.size - 1] != 'Z')
		return false;
	for (int i = 0; i < 5; i++)
		if (take_digits(&digits, 2, 2) < 0)
			return false;
	snprintf(iso, sizeof iso, "%.4s-%.2s-%.2sT%.2s:%.2s:%.2sZ", text.data, text.data + 4, text.data + 6, text.data + 8,
	         text.data + 10, text.data + 12);
	if (!moment_parse(slice_of(iso), &moment, NULL))
		return false;
	*day = moment_day(moment - 1);
	return true;
}

/* 2015-08-05T08:29:58.328468, 2015-08-05 08:29 */
static bool take_timestamp(struct slice text, day_t *day)
{
	bool timed = text.size > 10 && (text.data[10] == 'T' || text.data[10] == ' ');
	return timed && day_parse((struct slice){text.data, 10}, day, NULL);
}

static bool take_day(const struct plan_cell *cell, struct slice text, day_t *day)
{
	if (cell->dates == DATE_FILETIME)
		return take_filetime(text, day);
	if (cell->dates == DATE_GENERALIZED)
		return take_generalized(text, day);
	return (cell->dates == DATE_TIMESTAMP && take_timestamp(text, day)) || day_parse(text, day, NULL);
}

void cell_append_date(const struct plan_cell *cell, struct slice value, struct text *out)
{
	struct text made = {0};
	char iso[DAY_TEXT_SIZE];
	int parts[3];
	day_t day;
	value = without_midnight(slice_trim(value));
	bool ordered = cell->dates == DATE_DAY_MONTH_YEAR || cell->dates == DATE_MONTH_DAY_YEAR;
	if ((ordered && take_ordered(cell, value, parts)) || (cell->dates == DATE_ENGLISH && take_english(value, parts))) {
		text_printf(&made, "%04d-%02d-%02d", parts[0], parts[1], parts[2]);
		value = text_slice(&made);
	}
	if (take_day(cell, value, &day))
		text_append_text(out, day_text(cell->exclusive ? day - 1 : day, iso));
	else
		text_append(out, value);
	text_free(&made);
}
