/* Exact numbers: arithmetic and the exact, unlocalised form. What people type is in money_typed.c. */
#include "base/money.h"

#include <stdlib.h>
#include <string.h>

#include "base/base_private.h"
#include "base/lang.h"

bool decimal_accumulate(int64_t *value, char digit)
{
	return !__builtin_mul_overflow(*value, 10, value) && !__builtin_add_overflow(*value, digit - '0', value);
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

enum outcome { FINE, MALFORMED, TOO_LARGE };

static enum outcome take_digits(struct slice *rest, size_t limit, size_t *taken, int64_t *value)
{
	for (*taken = 0; rest->size && is_digit(*rest->data); (*taken)++) {
		if (*taken == limit)
			return MALFORMED;
		if (!decimal_accumulate(value, *rest->data))
			return TOO_LARGE;
		rest->data++;
		rest->size--;
	}
	return *taken ? FINE : MALFORMED;
}

/* [-]digits[.digits], with at most `places` after the point; the value is times 10^places. */
static enum outcome parse_exact(struct slice text, size_t places, int64_t *value)
{
	bool negative = text.size && *text.data == '-';
	struct slice rest = {text.data + negative, text.size - negative};
	size_t taken, decimals = 0;
	int64_t found = 0;
	enum outcome outcome = take_digits(&rest, SIZE_MAX, &taken, &found);

	if (outcome == FINE && places && rest.size && *rest.data == '.') {
		rest.data++;
		rest.size--;
		outcome = take_digits(&rest, places, &decimals, &found);
	}
	if (outcome == FINE && rest.size)
		outcome = MALFORMED;
	for (; outcome == FINE && decimals < places; decimals++)
		if (!decimal_accumulate(&found, '0'))
			outcome = TOO_LARGE;
	if (outcome == FINE)
		*value = negative ? -found : found;
	return outcome;
}

bool money_refuse_size(struct slice text, struct error *error)
{
	return error_set(error, ERROR_INPUT, _("\"%.*s\" is too large; the largest amount is 92 233 720 368 547 758.07"),
		QUOTED(text));
}

bool money_parse(struct slice text, money_t *money, struct error *error)
{
	enum outcome outcome = parse_exact(text, 2, money);

	if (outcome == TOO_LARGE)
		return money_refuse_size(text, error);
	if (outcome == MALFORMED)
		return error_set(error, ERROR_INPUT, _("\"%.*s\" is not an amount; write digits, a point and at most two decimals, "
			"such as 1250000.00"), QUOTED(text));
	return true;
}

bool number_parse(struct slice text, int64_t *number, struct error *error)
{
	enum outcome outcome = parse_exact(text, 0, number);

	if (outcome == TOO_LARGE)
		return error_set(error, ERROR_INPUT, _("\"%.*s\" is too large a number"), QUOTED(text));
	if (outcome == MALFORMED)
		return error_set(error, ERROR_INPUT, _("\"%.*s\" is not a whole number; write digits only, such as 1200"),
			QUOTED(text));
	return true;
}

bool decimal_parse(struct slice text, int64_t *hundredths, struct error *error)
{
	enum outcome outcome = parse_exact(text, 2, hundredths);

	if (outcome == TOO_LARGE)
		return error_set(error, ERROR_INPUT, _("\"%.*s\" is too large a number"), QUOTED(text));
	if (outcome == MALFORMED)
		return error_set(error, ERROR_INPUT, _("\"%.*s\" is not a number; write digits, a point and at most two decimals, "
			"such as 3.50"), QUOTED(text));
	return true;
}

static uint64_t magnitude(int64_t value)
{
	return value < 0 ? -(uint64_t)value : (uint64_t)value;
}

/* Writes from the end of a buffer of NUMBER_TEXT_SIZE backwards and moves the text to its start. */
static const char *write_number(int64_t value, size_t places, const char *separator, char point, char *buffer)
{
	char *end = &buffer[NUMBER_TEXT_SIZE - 1], *at = end;
	uint64_t rest = magnitude(value);

	*at = '\0';
	for (size_t digit = 0; rest || digit <= places; digit++, rest /= 10) {
		if (digit && digit == places)
			*--at = point;
		else if (digit > places && (digit - places) % 3 == 0)
			at = memcpy(at - strlen(separator), separator, strlen(separator));
		*--at = (char)('0' + rest % 10);
	}
	if (value < 0)
		*--at = '-';
	return memmove(buffer, at, (size_t)(end - at) + 1);
}

static const char *unset_text(char *buffer)
{
	*buffer = '\0';
	return buffer;
}

const char *money_text(money_t money, char buffer[NUMBER_TEXT_SIZE])
{
	return money == NUMBER_UNSET ? unset_text(buffer) : write_number(money, 2, "", '.', buffer);
}

const char *money_local_text(money_t money, char buffer[NUMBER_TEXT_SIZE])
{
	bool english = strcmp(lang_code(), "en") == 0;

	if (money == NUMBER_UNSET)
		return unset_text(buffer);
	/* U+00A0, so that an amount is never broken over two lines. */
	return write_number(money, 2, english ? "," : "\u00a0", english ? '.' : ',', buffer);
}

const char *number_text(int64_t number, char buffer[NUMBER_TEXT_SIZE])
{
	return number == NUMBER_UNSET ? unset_text(buffer) : write_number(number, 0, "", '.', buffer);
}

const char *decimal_text(int64_t hundredths, char buffer[NUMBER_TEXT_SIZE])
{
	return money_text(hundredths, buffer);
}

const char *percent_text(int64_t basis_points, char buffer[NUMBER_TEXT_SIZE])
{
	if (basis_points != NUMBER_UNSET && basis_points % 100 == 0)
		return number_text(basis_points / 100, buffer);
	return decimal_text(basis_points, buffer);
}

bool money_add(money_t a, money_t b, money_t *sum)
{
	money_t total;

	if (a == NUMBER_UNSET || b == NUMBER_UNSET || __builtin_add_overflow(a, b, &total) || total == NUMBER_UNSET)
		return false;
	*sum = total;
	return true;
}

int64_t scaled(int64_t value, int64_t numerator, int64_t denominator)
{
	if (value == NUMBER_UNSET || numerator == NUMBER_UNSET || denominator == NUMBER_UNSET || !denominator)
		return NUMBER_UNSET;
	__extension__ typedef __int128 wide_t;
	wide_t product = (wide_t)value * numerator;
	if (denominator < 0)
		product = -product;
	wide_t divisor = (wide_t)magnitude(denominator);
	wide_t half = product < 0 ? -(divisor / 2) : divisor / 2;
	wide_t result = (product + half) / divisor;
	return result > INT64_MAX || result < -(wide_t)INT64_MAX ? NUMBER_UNSET : (int64_t)result;
}

const char *decimal_local_text(int64_t hundredths, char buffer[NUMBER_TEXT_SIZE])
{
	return money_local_text(hundredths, buffer);
}

const char *percent_local_text(int64_t basis_points, char buffer[NUMBER_TEXT_SIZE])
{
	if (basis_points != NUMBER_UNSET && basis_points % 100 == 0)
		return number_text(basis_points / 100, buffer);
	return decimal_local_text(basis_points, buffer);
}
