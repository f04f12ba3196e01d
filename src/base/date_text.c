/* Days, quarters and typed days from text and back. */
#include "base/date.h"

#include <stdio.h>
#include <string.h>

#include "base/base_private.h"
#include "base/lang.h"
#include "base/memory.h"

#define STORED_FIRST_YEAR 1900
#define STORED_LAST_YEAR 2199

static const char *const month_names[] = {
	N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July"), N_("August"),
	N_("September"), N_("October"), N_("November"), N_("December"),
};

const char *month_name(int month)
{
	return month_names[month - 1];
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

int digits_at(const char *data, size_t count)
{
	int value = 0;

	for (size_t i = 0; i < count; i++) {
		if (!is_digit(data[i]))
			return -1;
		value = value * 10 + (data[i] - '0');
	}
	return value;
}

/* "03/04/2026", "3.4.26": digits and separators, but not ISO. */
static bool looks_ambiguous(struct slice text)
{
	size_t digits = 0, separators = 0;

	for (size_t i = 0; i < text.size; i++) {
		digits += is_digit(text.data[i]);
		separators += text.data[i] == '/' || text.data[i] == '.' || text.data[i] == '-';
	}
	return separators == 2 && digits >= 3 && digits + separators == text.size;
}

static bool refuse_shape(struct slice text, struct error *error)
{
	if (!text.size)
		return error_set(error, ERROR_INPUT, _("a day is missing; write it as year-month-day, such as 2027-03-31"));
	if (looks_ambiguous(text))
		return error_set(error, ERROR_INPUT, _("\"%.*s\" can be read as more than one day; "
			"write year-month-day (ISO 8601), such as 2027-03-31"), QUOTED(text));
	return error_set(error, ERROR_INPUT, _("\"%.*s\" is not a day; write year-month-day, such as 2027-03-31"),
		QUOTED(text));
}

static bool check_year(struct slice text, int year, struct error *error)
{
	if (year >= STORED_FIRST_YEAR && year <= STORED_LAST_YEAR)
		return true;
	return error_set(error, ERROR_INPUT, _("\"%.*s\" cannot be kept: the year must be 1900–2199"), QUOTED(text));
}

bool day_parse(struct slice text, day_t *day, struct error *error)
{
	if (text.size != 10 || text.data[4] != '-' || text.data[7] != '-')
		return refuse_shape(text, error);
	int year = digits_at(text.data, 4), month = digits_at(text.data + 5, 2), date = digits_at(text.data + 8, 2);
	if (year < 0 || month < 0 || date < 0)
		return refuse_shape(text, error);
	if (!check_year(text, year, error))
		return false;
	if (month < 1 || month > 12)
		return error_set(error, ERROR_INPUT, _("\"%.*s\" is not a day; months are 01–12"), QUOTED(text));
	if (date < 1 || date > month_length(year, month))
		return error_set(error, ERROR_INPUT, _("\"%.*s\" is not a day; %s %d has %d"), QUOTED(text),
			_(month_names[month - 1]), year, month_length(year, month));
	*day = day_from_civil(year, month, date);
	return true;
}

static bool take(struct slice *rest, const char *word)
{
	size_t size = strlen(word);

	if (!size || rest->size < size || memcmp(rest->data, word, size) != 0)
		return false;
	*rest = slice_trim((struct slice){rest->data + size, rest->size - size});
	return true;
}

static bool take_today(struct slice *rest)
{
	return take(rest, lang_translate("sv", N_("today"))) || take(rest, "idag") || take(rest, "today");
}

enum unit { UNIT_DAY, UNIT_WEEK, UNIT_MONTH, UNIT_YEAR };

/* The unit's letter, in English or Swedish; false for any other word. */
static bool take_unit(struct slice word, enum unit *unit)
{
	static const struct {
		const char *letter;
		enum unit unit;
	} letters[] = {{"d", UNIT_DAY}, {"w", UNIT_WEEK}, {"v", UNIT_WEEK}, {"m", UNIT_MONTH}, {"y", UNIT_YEAR},
		{"å", UNIT_YEAR}};

	for (size_t i = 0; i < COUNT_OF(letters); i++)
		if (slice_equal_text(word, letters[i].letter)) {
			*unit = letters[i].unit;
			return true;
		}
	return false;
}

static day_t day_add(day_t day, enum unit unit, int count)
{
	switch (unit) {
	case UNIT_DAY:
		return day + count;
	case UNIT_WEEK:
		return day + count * 7;
	case UNIT_MONTH:
		return day_add_months(day, count);
	case UNIT_YEAR:
		return day_add_months(day, (int64_t)count * 12);
	}
	return DAY_UNSET;
}

/* `rest` is "+18m" or "- 3 m": at most five digits, so that no sum can overflow. */
static bool parse_step(struct slice rest, int *count, enum unit *unit)
{
	size_t digits = 0;
	int sign = rest.data[0] == '-' ? -1 : 1;

	if (rest.data[0] != '+' && rest.data[0] != '-')
		return false;
	rest = slice_trim((struct slice){rest.data + 1, rest.size - 1});
	while (digits < rest.size && is_digit(rest.data[digits]))
		digits++;
	if (!digits || digits > 5)
		return false;
	*count = sign * digits_at(rest.data, digits);
	return take_unit(slice_trim((struct slice){rest.data + digits, rest.size - digits}), unit);
}

bool day_parse_typed(struct slice text, day_t today, day_t *day, struct error *error)
{
	struct slice typed = slice_trim(text), rest = typed;
	enum unit unit = UNIT_DAY;
	int count = 0;
	bool from_today = take_today(&rest);

	if (!from_today && (!typed.size || is_digit(typed.data[0])))
		return day_parse(typed, day, error);
	if ((rest.size || !from_today) && !parse_step(rest, &count, &unit))
		return error_set(error, ERROR_INPUT, _("\"%.*s\" is not a day; write 2027-03-31, today, +18m, -10d or +2y"),
			QUOTED(typed));
	day_t found = day_add(today, unit, count);
	if (found == DAY_UNSET || found < DAY_FIRST || found > DAY_LAST)
		return error_set(error, ERROR_INPUT, _("\"%.*s\" cannot be kept: the year must be 1900–2199"), QUOTED(typed));
	*day = found;
	return true;
}

char *digits_write(char *at, int value, int count)
{
	for (int i = count - 1; i >= 0; i--, value /= 10)
		at[i] = (char)('0' + value % 10);
	return at + count;
}

const char *day_text(day_t day, char buffer[DAY_TEXT_SIZE])
{
	char *at = buffer;

	if (day != DAY_UNSET) {
		struct civil_day civil = day_to_civil(day);
		at = digits_write(at, civil.year, 4);
		*at++ = '-';
		at = digits_write(at, civil.month, 2);
		*at++ = '-';
		at = digits_write(at, civil.day, 2);
	}
	*at = '\0';
	return buffer;
}

bool quarter_parse(struct slice text, int32_t *quarter, struct error *error)
{
	bool shaped = text.size == 7 && text.data[4] == '-' && (text.data[5] == 'Q' || text.data[5] == 'q');
	int year = shaped ? digits_at(text.data, 4) : -1;

	if (year < 0 || text.data[6] < '1' || text.data[6] > '4')
		return error_set(error, ERROR_INPUT, _("\"%.*s\" is not a quarter; write year-Q1 to year-Q4, such as 2027-Q1"),
			QUOTED(text));
	if (!check_year(text, year, error))
		return false;
	*quarter = year * 4 + (text.data[6] - '1');
	return true;
}

const char *quarter_text(int32_t quarter, char buffer[DAY_TEXT_SIZE])
{
	if (quarter < 0)
		*buffer = '\0';
	else
		snprintf(buffer, DAY_TEXT_SIZE, "%04d-Q%d", quarter / 4, quarter % 4 + 1);
	return buffer;
}
