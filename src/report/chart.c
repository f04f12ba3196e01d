#include "report/chart.h"

#include "base/memory.h"
#include "base/money.h"

#define FILLS 8
#define LEVELS 8
#define EIGHTHS 8

const char *chart_fill(enum chart_style style, size_t part)
{
	static const char *const fills[][FILLS] = {
		[CHART_ASCII] = {"#", "=", "+", ":", ".", "o", "*", "%"},
		[CHART_BLOCKS] = {"█", "░", "▓", "□", "▒", "■", "○", "●"},
	};
	return fills[style][part % FILLS];
}

static void append_times(struct text *out, const char *sign, int64_t times)
{
	for (int64_t i = 0; i < times; i++)
		text_append_text(out, sign);
}

static int64_t columns_of(int64_t amount, int64_t largest, int64_t columns)
{
	if (amount <= 0 || largest <= 0 || columns <= 0)
		return 0;
	return amount >= largest ? columns : scaled(amount, columns, largest);
}

int chart_bar(struct text *out, enum chart_style style, int64_t amount, int64_t largest, int columns)
{
	static const char *const ends[EIGHTHS] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
	if (style == CHART_ASCII)
		return chart_stack(out, style, &amount, 1, largest, columns);
	int64_t eighths = columns_of(amount, largest, (int64_t)columns * EIGHTHS);
	append_times(out, chart_fill(style, 0), eighths / EIGHTHS);
	text_append_text(out, ends[eighths % EIGHTHS]);
	return (int)((eighths + EIGHTHS - 1) / EIGHTHS);
}

int chart_stack(struct text *out, enum chart_style style, const int64_t parts[], size_t count, int64_t largest,
                int columns)
{
	int64_t sum = 0, drawn = 0;
	for (size_t part = 0; part < count; part++) {
		if (parts[part] > 0 && !money_add(sum, parts[part], &sum))
			sum = largest;
		int64_t until = columns_of(sum, largest, columns);
		append_times(out, chart_fill(style, part), until - drawn);
		drawn = until;
	}
	return (int)drawn;
}

static int64_t largest_of(const int64_t amounts[], size_t count)
{
	int64_t largest = 0;
	for (size_t i = 0; i < count; i++)
		largest = amounts[i] > largest ? amounts[i] : largest;
	return largest;
}

void chart_sparkline(struct text *out, enum chart_style style, const int64_t amounts[], size_t count)
{
	static const char *const levels[][LEVELS] = {
		[CHART_ASCII] = {"_", ".", "-", ":", "=", "+", "*", "#"},
		[CHART_BLOCKS] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"},
	};
	int64_t largest = largest_of(amounts, count);
	for (size_t i = 0; i < count; i++)
		text_append_text(out, amounts[i] == NUMBER_UNSET ? " " : levels[style][columns_of(amounts[i], largest, LEVELS - 1)]);
}

static int64_t tick_step(int64_t range, int ticks)
{
	static const int64_t steps[] = {1, 2, 5};
	for (int64_t power = 100;; power *= 10)
		for (size_t i = 0; i < COUNT_OF(steps); i++)
			if (range / (steps[i] * power) <= ticks || power > INT64_MAX / 100)
				return steps[i] * power;
}

struct chart_scale chart_scale_over(int64_t least, int64_t most, int ticks)
{
	int64_t step = tick_step(most - least, ticks);
	int64_t below = least / step - (least % step < 0), above = most / step + (most % step > 0);
	return (struct chart_scale){.least = below * step, .most = above * step, .step = step};
}
