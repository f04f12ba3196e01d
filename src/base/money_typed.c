/* Amounts as people type them. What could mean two amounts is refused, never guessed. */
#include <string.h>
#include <strings.h>

#include "base/base_private.h"
#include "base/lang.h"
#include "base/memory.h"
#include "base/money.h"

/* Powers of ten that a unit multiplies by; öre are two more. */
static const struct money_unit {
	const char *name;
	int power;
} units[] = {
	{"kr", 0}, {"SEK", 0}, {"kronor", 0}, {"tkr", 3}, {"tSEK", 3}, {"Mkr", 6}, {"MSEK", 6}, {"mnkr", 6},
};

/* Plain spaces for no-break, narrow no-break and thin ones, '-' for U+2212. */
static void append_plain(struct text *plain, struct slice in)
{
	static const struct {
		const char *from;
		char to;
	} replaced[] = {{"\u00a0", ' '}, {"\u202f", ' '}, {"\u2009", ' '}, {"\u2212", '-'}};

	for (size_t at = 0; at < in.size;) {
		size_t size = 1;
		char c = in.data[at];
		for (size_t i = 0; i < COUNT_OF(replaced); i++) {
			size_t length = strlen(replaced[i].from);
			if (in.size - at >= length && memcmp(in.data + at, replaced[i].from, length) == 0) {
				c = replaced[i].to;
				size = length;
			}
		}
		text_append_char(plain, c);
		at += size;
	}
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool find_unit(struct slice word, int *power)
{
	for (size_t i = 0; i < COUNT_OF(units); i++)
		if (word.size == strlen(units[i].name) && strncasecmp(word.data, units[i].name, word.size) == 0) {
			*power = units[i].power;
			return true;
		}
	return false;
}

/* Takes the unit off the end, or a currency off the start; false where there is a word that is no unit. */
static bool take_unit(struct slice *rest, int *power)
{
	size_t start = 0, size = 0;

	while (start < rest->size && is_letter(rest->data[start]))
		start++;
	if (start) {
		if (!find_unit((struct slice){rest->data, start}, power) || *power)
			return false;
		*rest = slice_trim((struct slice){rest->data + start, rest->size - start});
		return true;
	}
	while (size < rest->size && is_letter(rest->data[rest->size - 1 - size]))
		size++;
	if (!size)
		return true;
	bool known = find_unit((struct slice){rest->data + rest->size - size, size}, power);
	*rest = slice_trim((struct slice){rest->data, rest->size - size});
	return known;
}

/* What is wrong with how the number is written; the reader is told in these terms. */
enum fault { FAULT_NONE, FAULT_SHAPE, FAULT_SIGN, FAULT_GROUPS, FAULT_FINE, FAULT_SIZE };

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Digits with single spaces between groups of three: "1 250 000", "12", never "12 50". */
static enum fault take_whole(struct slice *rest, int64_t *value)
{
	size_t group = 0, groups = 0;

	for (; rest->size; rest->data++, rest->size--) {
		char c = *rest->data;
		if (c == ' ') {
			if (!group || group > 3 || (groups && group != 3))
				return FAULT_GROUPS;
			groups++;
			group = 0;
		} else if (!is_digit(c)) {
			break;
		} else if (group++, !decimal_accumulate(value, c)) {
			return FAULT_SIZE;
		}
	}
	if (groups && group != 3)
		return FAULT_GROUPS;
	return group ? FAULT_NONE : FAULT_SHAPE;
}

/* The decimals, as far as they make whole öre: two, and `power` more with a unit of thousands or millions. */
static enum fault take_decimals(struct slice rest, size_t most, int64_t *value)
{
	size_t count = 0;

	for (; count < rest.size; count++) {
		if (!is_digit(rest.data[count]))
			return FAULT_SHAPE;
		if (count >= most)
			return FAULT_FINE;
		if (!decimal_accumulate(value, rest.data[count]))
			return FAULT_SIZE;
	}
	for (; count < most; count++)
		if (!decimal_accumulate(value, '0'))
			return FAULT_SIZE;
	return FAULT_NONE;
}

static enum fault parse_amount(struct slice rest, char decimal, int power, int64_t *value)
{
	char other = decimal == ',' ? '.' : ',';
	enum fault fault = take_whole(&rest, value);

	if (fault != FAULT_NONE)
		return fault;
	if (rest.size && *rest.data == other)
		return FAULT_SIGN;
	if (rest.size && (*rest.data != decimal || rest.size == 1))
		return FAULT_SHAPE;
	if (rest.size)
		rest = (struct slice){rest.data + 1, rest.size - 1};
	return take_decimals(rest, 2 + (size_t)power, value);
}

static bool refuse(enum fault fault, struct slice typed, char decimal, struct error *error)
{
	switch (fault) {
	case FAULT_SIGN:
		return error_set(error, ERROR_INPUT, decimal == ','
			? _("\"%.*s\" can be read as two amounts; write a comma before decimals and spaces between thousands")
			: _("\"%.*s\" can be read as two amounts; write a point before decimals and spaces between thousands"),
			QUOTED(typed));
	case FAULT_GROUPS:
		return error_set(error, ERROR_INPUT, _("\"%.*s\" is not an amount; spaces stand between groups of three digits"),
			QUOTED(typed));
	case FAULT_FINE:
		return error_set(error, ERROR_INPUT, _("\"%.*s\" is finer than an öre; write at most two decimals"),
			QUOTED(typed));
	case FAULT_SIZE:
		return money_refuse_size(typed, error);
	default:
		return error_set(error, ERROR_INPUT, decimal == ','
			? _("\"%.*s\" is not an amount; write it as 1 250 000,50 or 1,5 Mkr")
			: _("\"%.*s\" is not an amount; write it as 1 250 000.50 or 1.5 Mkr"), QUOTED(typed));
	}
}

bool money_parse_typed(struct slice text, char decimal, money_t *money, struct error *error)
{
	struct text plain = {0};
	int power = 0;
	int64_t value = 0;
	enum fault fault = FAULT_SHAPE;

	append_plain(&plain, text);
	struct slice rest = slice_trim(text_slice(&plain));
	bool negative = rest.size && *rest.data == '-';
	if (negative)
		rest = slice_trim((struct slice){rest.data + 1, rest.size - 1});
	if (take_unit(&rest, &power))
		fault = parse_amount(rest, decimal, power, &value);
	text_free(&plain);
	if (fault != FAULT_NONE)
		return refuse(fault, slice_trim(text), decimal, error);
	*money = negative ? -value : value;
	return true;
}
