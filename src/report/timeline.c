/* The picture of a timeline: days to columns, spans and marks to signs. */
#include "report/timeline.h"

#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "base/money.h"

static const struct {
	const char *signs[2], *label;
} spans[TIMELINE_SPAN_KINDS] = {
#define TIMELINE_SPAN(identifier, sign, ascii, colour, height, label_) [SPAN_##identifier] = {{ascii, sign}, label_},
#include "report/timeline_spans.def"
#undef TIMELINE_SPAN
}, marks[TIMELINE_MARKS] = {
#define TIMELINE_MARK(identifier, sign, ascii, label_) [MARK_##identifier] = {{ascii, sign}, label_},
#include "report/timeline_marks.def"
#undef TIMELINE_MARK
};

static const struct {
	const char *name, *label;
	enum timeline_mark mark;
} events[TIMELINE_EVENT_KINDS] = {
#define TIMELINE_EVENT(identifier, name_, mark_, label_) [EVENT_##identifier] = {name_, label_, MARK_##mark_},
#include "report/timeline_events.def"
#undef TIMELINE_EVENT
};

/* ---- lanes ---- */

void timeline_add_span(struct timeline_lane *lane, enum timeline_span_kind kind, day_t from, day_t to)
{
	bool empty = to != DAY_UNSET && from != DAY_UNSET && to < from;
	if (!empty && lane->span_count < LANE_SPANS)
		lane->spans[lane->span_count++] = (struct timeline_span){from, to, (uint8_t)kind};
}

void timeline_add_event(struct timeline_lane *lane, enum timeline_event_kind kind, day_t day)
{
	if (day != DAY_UNSET && lane->event_count < LANE_EVENTS)
		lane->events[lane->event_count++] = (struct timeline_event){day, (uint8_t)kind};
}

const char *timeline_event_name(uint8_t kind)
{
	return events[kind].name;
}

const char *timeline_event_label(uint8_t kind)
{
	return _(events[kind].label);
}

enum timeline_mark timeline_event_mark(uint8_t kind)
{
	return events[kind].mark;
}

const char *timeline_span_sign(enum chart_style style, uint8_t kind)
{
	return spans[kind].signs[style];
}

const char *timeline_mark_sign(enum chart_style style, enum timeline_mark mark)
{
	return marks[mark].signs[style];
}

/* ---- the window ---- */

/* How much is in sight, and how far one step to the side goes: a window begins at a multiple of it. */
static const struct {
	int months, step;
} zooms[] = {{12, 3}, {24, 6}, {36, 12}, {60, 12}, {120, 24}, {240, 60}};

#define FIRST_YEAR 1900
#define LAST_YEAR 2200

static int64_t month_number(day_t day)
{
	struct civil_day civil = day_to_civil(day);
	return (int64_t)civil.year * 12 + civil.month - 1;
}

static day_t month_day(int64_t number)
{
	return day_from_civil((int)(number / 12), (int)(number % 12) + 1, 1);
}

static size_t zoom_of(int months)
{
	size_t at = 0;
	while (at + 1 < COUNT_OF(zooms) && zooms[at].months < months)
		at++;
	return at;
}

/* Begins at the last multiple of the step that is not after the month; false where the calendar ends. */
static bool begin_at(struct timeline_window *window, int64_t month)
{
	const int step = zooms[zoom_of(window->months)].step;
	month -= month % step;
	if (month < FIRST_YEAR * 12 || month + window->months > LAST_YEAR * 12)
		return false;
	window->first = month_day(month);
	return true;
}

/* So much is shown of what came before that which the eye is kept on. */
static int64_t before(int months)
{
	return months / 8;
}

struct timeline_window timeline_window_about(day_t today, int months, int columns)
{
	struct timeline_window window = {.first = today, .today = today, .months = months, .columns = columns};
	begin_at(&window, month_number(today) - before(months));
	return window;
}

bool timeline_zoom(struct timeline_window *window, int closer)
{
	size_t at = zoom_of(window->months);
	int today = timeline_column(window, window->today);
	bool in_sight = today >= 0 && today < window->columns;
	int64_t kept = in_sight ? month_number(window->today) : month_number(window->first) + before(window->months);
	struct timeline_window zoomed = *window;
	if ((closer > 0 && at == 0) || (closer < 0 && at + 1 == COUNT_OF(zooms)))
		return false;
	zoomed.months = zooms[closer > 0 ? at - 1 : at + 1].months;
	if (!begin_at(&zoomed, kept - before(zoomed.months)))
		return false;
	*window = zoomed;
	return true;
}

bool timeline_shift(struct timeline_window *window, int steps)
{
	int64_t month = month_number(window->first) + (int64_t)steps * zooms[zoom_of(window->months)].step;
	return begin_at(window, month);
}

day_t timeline_last(const struct timeline_window *window)
{
	return day_add_months(window->first, window->months) - 1;
}

/* Months are equally wide, so that the years are. */
int timeline_column(const struct timeline_window *window, day_t day)
{
	struct civil_day civil = day_to_civil(day);
	int64_t months = month_number(day) - month_number(window->first);
	if (months < 0)
		return -1;
	if (months >= window->months)
		return window->columns;
	int64_t days = month_length(civil.year, civil.month);
	return (int)((months * days + civil.day - 1) * window->columns / (window->months * days));
}

/* ---- the axis ---- */

#define YEAR_ROOM 5 /* "2027 " */
#define MONTH_ROOM 9

/* Months between the ticks: as few as leave room for what is written at each. */
static int tick_months(const struct timeline_window *window)
{
	static const int steps[] = {1, 3, 6, 12, 24, 60, 120};
	for (size_t i = 0; i < COUNT_OF(steps); i++)
		if (steps[i] * window->columns / window->months >= (steps[i] < 12 ? MONTH_ROOM : YEAR_ROOM))
			return steps[i];
	return steps[COUNT_OF(steps) - 1];
}

static void append_spaces(struct text *out, int count)
{
	for (int i = 0; i < count; i++)
		text_append_char(out, ' ');
}

void timeline_axis(struct text *out, const struct timeline_window *window)
{
	int step = tick_months(window), used = 0;
	int64_t first = month_number(window->first), month = first + (step - first % step) % step;
	for (; month < first + window->months; month += step) {
		struct text label = {0};
		text_printf(&label, step < 12 ? "%04d-%02d" : "%04d", (int)(month / 12), (int)(month % 12) + 1);
		int column = timeline_column(window, month_day(month));
		if (column >= used && column + (int)label.size <= window->columns) {
			append_spaces(out, column - used);
			text_append(out, text_slice(&label));
			used = column + (int)label.size;
		}
		text_free(&label);
	}
	append_spaces(out, window->columns - used);
}

/* ---- a lane ---- */

static void put_span(const char **cells, const struct timeline_span *span, const struct timeline_window *window,
                     enum chart_style style)
{
	int from = span->from == DAY_UNSET ? 0 : timeline_column(window, span->from);
	int to = span->to == DAY_UNSET ? window->columns - 1 : timeline_column(window, span->to);
	for (int column = from < 0 ? 0 : from; column <= to && column < window->columns; column++)
		cells[column] = spans[span->kind].signs[style];
}

static void put_mark(const char **cells, enum timeline_mark mark, day_t day, const struct timeline_window *window,
                     enum chart_style style)
{
	int column = timeline_column(window, day);
	if (column >= 0 && column < window->columns)
		cells[column] = marks[mark].signs[style];
}

/* A day to decide that has passed is told even where it lies before what is in sight. */
static void put_earlier(const char **cells, const struct timeline_lane *lane, const struct timeline_window *window,
                        enum chart_style style)
{
	for (size_t i = 0; i < lane->event_count; i++)
		if (lane->events[i].kind == EVENT_DECIDE_BY && lane->events[i].day < window->first)
			cells[0] = marks[MARK_EARLIER].signs[style];
}

static void put_all(const char **cells, const struct timeline_lane *lane, const struct timeline_window *window,
                    enum chart_style style)
{
	for (uint8_t kind = 0; kind < TIMELINE_SPAN_KINDS; kind++)
		for (size_t i = 0; i < lane->span_count; i++)
			if (lane->spans[i].kind == kind)
				put_span(cells, &lane->spans[i], window, style);
	put_mark(cells, MARK_TODAY, window->today, window, style);
	put_earlier(cells, lane, window, style);
	for (int mark = MARK_NONE; mark-- > 0;)
		for (size_t i = 0; i < lane->event_count; i++)
			if ((int)events[lane->events[i].kind].mark == mark)
				put_mark(cells, (enum timeline_mark)mark, lane->events[i].day, window, style);
}

void timeline_draw(struct text *out, const struct timeline_lane *lane, const struct timeline_window *window,
                   enum chart_style style)
{
	if (window->columns <= 0)
		return;
	const char **cells = memory_new_array((size_t)window->columns, sizeof *cells);
	for (int i = 0; i < window->columns; i++)
		cells[i] = " ";
	put_all(cells, lane, window, style);
	for (int i = 0; i < window->columns; i++)
		text_append_text(out, cells[i]);
	free(cells);
}

static void append_legend(struct text *out, const char *sign, const char *label, int columns, int *used)
{
	int width = 2 + (int)text_width(slice_of(label));
	bool breaks = *used > 0 && *used + 2 + width > columns;
	text_append_text(out, *used == 0 ? "" : breaks ? "\n" : "  ");
	text_printf(out, "%s %s", sign, label);
	*used = breaks || *used == 0 ? width : *used + 2 + width;
}

void timeline_legend(struct text *out, enum chart_style style, int columns)
{
	int used = 0;
	for (size_t i = 0; i < COUNT_OF(marks); i++)
		append_legend(out, marks[i].signs[style], _(marks[i].label), columns, &used);
	for (size_t i = 0; i < COUNT_OF(spans); i++)
		append_legend(out, spans[i].signs[style], _(spans[i].label), columns, &used);
}
