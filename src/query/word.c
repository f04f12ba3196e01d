/* The words of the language. Both languages are always understood: a condition is stored, mailed and typed by many. */
#include "query/query_private.h"

static const struct {
	uint8_t word;
	const char *text;
} words[] = {
	/* The first of each is the canonical one. */
	{WORD_AND, "and"},
	{WORD_AND, "och"},
	{WORD_OR, "or"},
	{WORD_OR, "eller"},
	{WORD_NOT, "not"},
	{WORD_NOT, "inte"},
	{WORD_NOT, "ej"},
	{WORD_IN, "in"},
	{WORD_IN, "i"},
	{WORD_CONTAINS, "contains"},
	{WORD_CONTAINS, "innehåller"},
	{WORD_MATCHES, "matches"},
	{WORD_MATCHES, "matchar"},
	{WORD_IS, "is"},
	{WORD_IS, "är"},
	{WORD_SET, "set"},
	{WORD_SET, "satt"},
	{WORD_SET, "ifylld"},
	{WORD_SET, "ifyllt"},
	{WORD_UNSET, "unset"},
	{WORD_UNSET, "osatt"},
	{WORD_UNSET, "tom"},
	{WORD_UNSET, "tomt"},
	{WORD_UNKNOWN, "unknown"},
	{WORD_UNKNOWN, "okänd"},
	{WORD_UNKNOWN, "okänt"},
	{WORD_WHERE, "where"},
	{WORD_WHERE, "där"},
	{WORD_VIA, "via"},
	{WORD_VIA, "genom"},
	{WORD_TODAY, "today"},
	{WORD_TODAY, "idag"},
	{WORD_COUNT, "count"},
	{WORD_COUNT, "antal"},
	{WORD_EXISTS, "exists"},
	{WORD_EXISTS, "finns"},
	{WORD_SUM, "sum"},
	{WORD_SUM, "summa"},
	{WORD_MIN, "min"},
	{WORD_MIN, "minsta"},
	{WORD_MAX, "max"},
	{WORD_MAX, "största"},
};

static const struct {
	char letter;
	const char *text;
} units[] = {
	{'d', "d"},     {'d', "day"},    {'d', "days"},  {'d', "dag"},   {'d', "dagar"},   {'w', "w"},
	{'w', "v"},     {'w', "week"},   {'w', "weeks"}, {'w', "vecka"}, {'w', "veckor"},  {'m', "m"},
	{'m', "month"}, {'m', "months"}, {'m', "mån"},   {'m', "månad"}, {'m', "månader"}, {'y', "y"},
	{'y', "year"},  {'y', "years"},  {'y', "å"},     {'y', "år"},
};

enum word word_find(struct slice text)
{
	struct text folded = {0};
	enum word found = WORD_none;
	if (text.size > 16)
		return WORD_none;
	text_append_folded(&folded, text);
	for (size_t i = 0; found == WORD_none && i < sizeof words / sizeof words[0]; i++)
		if (slice_equal_text(text_slice(&folded), words[i].text))
			found = words[i].word;
	text_free(&folded);
	return found;
}

const char *word_text(enum word word)
{
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (words[i].word == word)
			return words[i].text;
	return "";
}

char word_unit(struct slice text)
{
	for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
		if (slice_equal_text(text, units[i].text))
			return units[i].letter;
	return 0;
}

day_t shift_day(day_t day, struct shift shift)
{
	int64_t moved = day;
	if (day == DAY_UNSET)
		return DAY_UNSET;
	switch (shift.unit) {
	case 'd': moved += shift.count; break;
	case 'w': moved += (int64_t)shift.count * 7; break;
	case 'm': return day_add_months(day, shift.count);
	case 'y': return day_add_months(day, (int64_t)shift.count * 12);
	default: break;
	}
	return (day_t)moved;
}
