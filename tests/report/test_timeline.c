/* The picture of a timeline: which column a day has, what is seen of what meets, how it is zoomed and moved. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/memory.h"
#include "report/timeline.h"

#define NEVER DAY_UNSET

static day_t on(int year, int month, int day)
{
	return day_from_civil(year, month, day);
}

/* A year. */
static struct timeline_window a_year(int columns)
{
	return (struct timeline_window){.first = on(2026, 1, 1), .today = on(2026, 11, 22), .months = 12,
	                                .columns = columns};
}

static void check(const struct text *out, const char *expected)
{
	assert_string_equal(out->size > 0 ? out->data : "", expected);
}

static void a_day_has_a_column(void **state)
{
	static const struct {
		int year, month, day, column;
	} cases[] = {
		{2025, 12, 31, -1}, {2026, 1, 1, 0}, {2026, 1, 15, 0}, {2026, 1, 17, 1}, {2026, 2, 14, 2}, {2026, 2, 15, 3},
		{2026, 7, 1, 12}, {2026, 12, 31, 23}, {2027, 1, 1, 24}, {2199, 12, 31, 24}, {1900, 1, 1, -1},
	};
	const struct timeline_window window = a_year(24); /* half a month each */
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_int_equal(timeline_column(&window, on(cases[i].year, cases[i].month, cases[i].day)), cases[i].column);
	assert_int_equal(timeline_last(&window), on(2026, 12, 31));
}

static void the_axis_has_as_many_ticks_as_have_room(void **state)
{
	static const struct {
		int months, columns;
		const char *axis;
	} cases[] = {
		{12, 48, "2026-01     2026-04     2026-07     2026-10     "},
		{12, 20, "2026-01   2026-07   "},
		{60, 50, "2026      2027      2028      2029      2030      "},
		{120, 50, "2026 2027 2028 2029 2030 2031 2032 2033 2034 2035 "},
		{240, 50, "2026 2028 2030 2032 2034 2036 2038 2040 2042 2044 "},
		{120, 12, "    2030    "},
		{240, 3, "   "},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const struct timeline_window window = {.first = on(2026, 1, 1), .months = cases[i].months,
		                                       .columns = cases[i].columns};
		struct text out = {0};
		timeline_axis(&out, &window);
		assert_int_equal(text_width(text_slice(&out)), cases[i].columns);
		for (struct slice rest = text_slice(&out), year; slice_next(&rest, ' ', &year);)
			assert_true(year.size == 0 || year.size == 4 || year.size == 7); /* no label is cut */
		check(&out, cases[i].axis);
		text_free(&out);
	}
}

struct drawn {
	struct timeline_span spans[3];
	struct timeline_event events[4];
	const char *blocks, *ascii;
};

static void draw(const struct drawn *drawn, enum chart_style style, struct text *out)
{
	const struct timeline_window window = a_year(24);
	struct timeline_lane lane = {0};
	for (size_t i = 0; i < COUNT_OF(drawn->spans); i++)
		if (drawn->spans[i].from != 0)
			timeline_add_span(&lane, drawn->spans[i].kind, drawn->spans[i].from, drawn->spans[i].to);
	for (size_t i = 0; i < COUNT_OF(drawn->events); i++)
		if (drawn->events[i].day != 0)
			timeline_add_event(&lane, drawn->events[i].kind, drawn->events[i].day);
	timeline_draw(out, &lane, &window, style);
	assert_int_equal(text_width(text_slice(out)), 24);
}

static void a_lane_shows_spans_and_marks(void **state)
{
	const struct drawn cases[] = {
		{.blocks = "                     │  ", .ascii = "                     |  "},
		{.spans = {{NEVER, NEVER, SPAN_LIFE}}, .blocks = "─────────────────────│──", .ascii = "---------------------|--"},
		/* today is seen over a span, a contract over a life */
		{.spans = {{on(2026, 2, 1), on(2026, 4, 30), SPAN_HOLDS}, {on(2026, 1, 1), NEVER, SPAN_LIFE}},
	     .blocks = "──══════─────────────│──", .ascii = "--======-------------|--"},
		{.spans = {{NEVER, on(2026, 3, 31), SPAN_HOLDS}, {on(2026, 4, 1), on(2026, 6, 30), SPAN_OPTION},
	               {on(2026, 7, 1), NEVER, SPAN_AFTER}},
	     .blocks = "══════░░░░░░·········│··", .ascii = "======::::::.........|.."},
		/* before and after what is in sight */
		{.spans = {{on(2020, 1, 1), on(2025, 12, 31), SPAN_HOLDS}, {on(2027, 1, 1), on(2028, 1, 1), SPAN_WORK}},
	     .events = {{on(2025, 12, 31), EVENT_ENDS}, {on(2027, 1, 1), EVENT_DECIDE_BY}},
	     .blocks = "                     │  ", .ascii = "                     |  "},
		{.events = {{on(2025, 12, 31), EVENT_DECIDE_BY}}, .blocks = "‹                    │  ",
	     .ascii = "<                    |  "},
		{.events = {{on(2025, 12, 31), EVENT_DECIDE_BY}, {on(2026, 1, 2), EVENT_ENDS}},
	     .blocks = "×                    │  ", .ascii = "x                    |  "},
		/* of marks that meet the most urgent is seen, and any mark over today */
		{.events = {{on(2026, 6, 1), EVENT_RELEASE_STARTS}, {on(2026, 6, 1), EVENT_DECIDE_BY},
	                {on(2026, 6, 2), EVENT_TERM_ENDS}, {on(2026, 11, 22), EVENT_NOTICE_BY}},
	     .blocks = "          ◆          ▼  ", .ascii = "          !          v  "},
		{.events = {{on(2026, 1, 1), EVENT_SUPPORT_ENDS}, {on(2026, 3, 1), EVENT_ACT_BY},
	                {on(2026, 5, 1), EVENT_UNKNOWN}, {on(2026, 7, 1), EVENT_BEGINS}},
	     .blocks = "■   ◇   ?            │  ", .ascii = "s   a   ?            |  "},
		/* what ends before it begins is nothing */
		{.spans = {{on(2026, 5, 1), on(2026, 4, 30), SPAN_HOLDS}}, .blocks = "                     │  ",
	     .ascii = "                     |  "},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct text out = {0};
		draw(&cases[i], CHART_BLOCKS, &out);
		check(&out, cases[i].blocks);
		text_clear(&out);
		draw(&cases[i], CHART_ASCII, &out);
		check(&out, cases[i].ascii);
		text_free(&out);
	}
}

static void more_than_has_room_is_left_out(void **state)
{
	struct timeline_lane lane = {0};
	(void)state;
	for (int i = 0; i < 100; i++) {
		timeline_add_span(&lane, SPAN_HOLDS, on(2026, 1, 1), NEVER);
		timeline_add_event(&lane, EVENT_ENDS, on(2026, 1, 1));
		timeline_add_event(&lane, EVENT_ENDS, NEVER);
	}
	assert_int_equal(lane.span_count, LANE_SPANS);
	assert_int_equal(lane.event_count, LANE_EVENTS);
}

static void zoom_goes_from_a_year_to_two_decades_and_back(void **state)
{
	static const int wider[] = {24, 36, 60, 120, 240};
	struct timeline_window window = timeline_window_about(on(2026, 11, 22), 12, 50);
	(void)state;
	assert_int_equal(window.first, on(2026, 10, 1));
	assert_false(timeline_zoom(&window, 1));
	for (size_t i = 0; i < COUNT_OF(wider); i++) {
		assert_true(timeline_zoom(&window, -1));
		assert_int_equal(window.months, wider[i]);
		int today = timeline_column(&window, on(2026, 11, 22));
		assert_in_range(today, 0, window.columns - 1); /* what stood there stays in sight */
	}
	assert_false(timeline_zoom(&window, -1));
	for (size_t i = COUNT_OF(wider); i-- > 0;)
		assert_true(timeline_zoom(&window, 1));
	assert_int_equal(window.months, 12);
	assert_in_range(timeline_column(&window, on(2026, 11, 22)), 0, window.columns - 1);
}

static void it_is_moved_by_whole_steps_as_far_as_the_calendar_goes(void **state)
{
	struct timeline_window window = timeline_window_about(on(2026, 11, 22), TIMELINE_MONTHS, 50);
	int steps = 0;
	(void)state;
	assert_int_equal(window.first, on(2026, 1, 1));
	assert_true(timeline_shift(&window, 2));
	assert_int_equal(window.first, on(2028, 1, 1));
	assert_true(timeline_shift(&window, -1));
	assert_int_equal(window.first, on(2027, 1, 1));
	assert_int_equal(window.today, on(2026, 11, 22));
	while (timeline_shift(&window, 1))
		assert_in_range(++steps, 1, 300);
	assert_int_equal(timeline_last(&window), on(2199, 12, 31));
	while (timeline_shift(&window, -1))
		assert_in_range(++steps, 1, 600);
	assert_int_equal(window.first, on(1900, 1, 1));
}

static void the_legend_keeps_to_its_lines(void **state)
{
	(void)state;
	for (int columns = 24; columns < 200; columns += 7) {
		struct text out = {0};
		timeline_legend(&out, CHART_BLOCKS, columns);
		struct slice rest = text_slice(&out), line;
		int items = 0;
		while (slice_next(&rest, '\n', &line)) {
			assert_in_range(text_width(line), 1, columns);
			for (size_t i = 0; i + 1 < line.size; i++)
				items += line.data[i] == ' ' && line.data[i + 1] == ' ';
			items++;
		}
		assert_int_equal(items, TIMELINE_MARKS + TIMELINE_SPAN_KINDS);
		text_free(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_day_has_a_column),
		cmocka_unit_test(the_axis_has_as_many_ticks_as_have_room),
		cmocka_unit_test(a_lane_shows_spans_and_marks),
		cmocka_unit_test(more_than_has_room_is_left_out),
		cmocka_unit_test(zoom_goes_from_a_year_to_two_decades_and_back),
		cmocka_unit_test(it_is_moved_by_whole_steps_as_far_as_the_calendar_goes),
		cmocka_unit_test(the_legend_keeps_to_its_lines),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
