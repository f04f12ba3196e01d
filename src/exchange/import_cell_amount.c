/* Amounts in other currencies and spellings, turned into the register's own at the rate that the mapping states. */
#include <inttypes.h>
#include <string.h>

#include "base/money.h"
#include "exchange/import_private.h"

#define MILLION 1000000
#define DECIMALS 6

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

/* In millionths; at most six decimals. */
static bool take_millionths(struct slice text, char decimal, int64_t *value)
{
	size_t digits = 0, decimals = 0;
	bool behind = false;
	*value = 0;
	for (size_t i = 0; i < text.size; i++) {
		if (text.data[i] == decimal && !behind && digits > 0) {
			behind = true;
			continue;
		}
		if (!is_digit(text.data[i]) || ++digits > 18 || (decimals += behind) > DECIMALS)
			return false;
		*value = *value * 10 + (text.data[i] - '0');
	}
	for (; decimals < DECIMALS; decimals++)
		if (__builtin_mul_overflow(*value, 10, value))
			return false;
	return digits > 0 && text.data[text.size - 1] != decimal;
}

static bool convert(const struct plan_cell *cell, struct slice text, bool negative, struct text *out)
{
	int64_t value, rate;
	char amount[NUMBER_TEXT_SIZE];
	if (!take_millionths(text, cell->decimal, &value) || !take_millionths(slice_of(cell->rate), '.', &rate))
		return false;
	int64_t money = scaled(value, rate, (int64_t)MILLION * MILLION / 100);
	if (money == NUMBER_UNSET)
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
