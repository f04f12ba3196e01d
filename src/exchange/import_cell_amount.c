/* Amounts in other currencies and spellings, turned into the register's own at the rate that the mapping states. */
#include <stdint.h>
#include <string.h>

#include "base/money.h"
#include "exchange/import_private.h"

#define DIGITS_MOST 18
#define EXPONENT_MOST 18
#define MONEY_MOST INT64_MAX

static bool is_at_start(struct slice text, const char *start)
{
	return text.size >= strlen(start) && memcmp(text.data, start, strlen(start)) == 0;
}

static struct slice without_currency(struct slice text, const char *currency)
{
	size_t size = currency == NULL ? 0 : strlen(currency);
	if (size == 0)
		return text;
	if (is_at_start(text, currency))
		return slice_trim((struct slice){text.data + size, text.size - size});
	if (text.size > size && memcmp(text.data + text.size - size, currency, size) == 0)
		return slice_trim((struct slice){text.data, text.size - size});
	return text;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* 6,279,429: groups of three. False where they are not: what is meant is then for a person to say. */
static bool append_without_thousands(struct slice text, char thousands, char decimal, struct text *out)
{
	size_t group = 0, groups = 0, at = 0;
	for (; at < text.size && (is_digit(text.data[at]) || text.data[at] == thousands); at++) {
		if (is_digit(text.data[at])) {
			text_append_char(out, text.data[at]);
			group++;
			continue;
		}
		if (group == 0 || group > 3 || (groups > 0 && group != 3))
			return false;
		groups++;
		group = 0;
	}
	if (groups > 0 && group != 3)
		return false;
	if (at < text.size && text.data[at] != decimal)
		return false;
	text_append(out, (struct slice){text.data + at, text.size - at});
	return true;
}

/* A number as it is written: digits, and how many of them stand behind the point. Also 6.96E-4, as programs write small
 * numbers. */
struct decimal_number {
	int64_t digits;
	int decimals;
};

static bool take_digits(struct slice *rest, char decimal, struct decimal_number *number)
{
	size_t count = 0, at = 0;
	bool behind = false;
	*number = (struct decimal_number){0, 0};
	for (; at < rest->size && (is_digit(rest->data[at]) || (rest->data[at] == decimal && !behind && count > 0)); at++) {
		if (!is_digit(rest->data[at])) {
			behind = true;
			continue;
		}
		if (++count > DIGITS_MOST)
			return false;
		number->digits = number->digits * 10 + (rest->data[at] - '0');
		number->decimals += behind;
	}
	bool ended = count > 0 && rest->data[at - 1] != decimal;
	*rest = (struct slice){rest->data + at, rest->size - at};
	return ended;
}

static bool take_number(struct slice text, char decimal, struct decimal_number *number)
{
	int64_t exponent = 0;
	if (!take_digits(&text, decimal, number))
		return false;
	if (text.size > 1 && (*text.data == 'E' || *text.data == 'e')) {
		if (!number_parse((struct slice){text.data + 1, text.size - 1}, &exponent, NULL) || exponent < -EXPONENT_MOST ||
		    exponent > EXPONENT_MOST)
			return false;
		text.size = 0;
	}
	number->decimals -= (int)exponent;
	return text.size == 0;
}

/* Both numbers have at most 18 digits: their product fits. Half an öre is rounded away from zero. */
static bool multiply(const struct decimal_number *a, const struct decimal_number *b, money_t *money)
{
	__int128 product = (__int128)a->digits * b->digits;
	int decimals = a->decimals + b->decimals - 2;
	for (; decimals < 0 && product <= MONEY_MOST; decimals++)
		product *= 10;
	bool half = false;
	for (; decimals > 0; decimals--) {
		half = product % 10 >= 5;
		product /= 10;
	}
	product += half;
	*money = (money_t)product;
	return decimals == 0 && product <= MONEY_MOST;
}

static bool convert(const struct plan_cell *cell, struct slice text, bool negative, struct text *out)
{
	struct decimal_number value, rate;
	money_t money;
	char amount[NUMBER_TEXT_SIZE];
	if (!take_number(text, cell->decimal, &value) || !take_number(slice_of(cell->rate), '.', &rate) ||
	    !multiply(&value, &rate, &money))
		return false;
	money_text(negative ? -money : money, amount);
	for (char *at = amount; *at != '\0'; at++)
		text_append_char(out, *at == '.' ? cell->decimal : *at);
	return true;
}

void cell_append_amount(const struct plan_cell *cell, struct slice value, struct text *out)
{
	struct text plain = {0};
	struct slice text = without_currency(value, cell->currency);
	bool negative = is_at_start(text, "-"), ok = true;
	if (cell->thousands == NULL && cell->currency == NULL && cell->rate == NULL) {
		text_append(out, value);
		return;
	}
	if (negative)
		text = without_currency(slice_trim((struct slice){text.data + 1, text.size - 1}), cell->currency);
	if (cell->thousands == NULL)
		text_append(&plain, text);
	else
		ok = append_without_thousands(text, *cell->thousands, cell->decimal, &plain);
	size_t start = out->size;
	if (ok && cell->rate != NULL)
		ok = convert(cell, text_slice(&plain), negative, out);
	else if (ok)
		text_printf(out, "%s%s", negative ? "-" : "", plain.data == NULL ? "" : plain.data);
	if (!ok) { /* never taken for an amount in the register's own currency */
		out->size = start;
		text_append_text(out, "? ");
		text_append(out, value);
	}
	text_free(&plain);
}
