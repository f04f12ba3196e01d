#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "tui/layout.h"

static void areas_stay_inside(void **state)
{
	(void)state;
	struct area screen = {0, 0, 24, 80};
	static const struct {
		int row, column, rows, columns;
		struct area part;
	} cases[] = {
		{0, 0, 24, 80, {0, 0, 24, 80}}, {1, 2, 3, 4, {1, 2, 3, 4}}, {20, 70, 24, 80, {20, 70, 4, 10}},
		{30, 90, 1, 1, {24, 80, 0, 0}}, {-1, -1, -1, -1, {0, 0, 0, 0}},
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct area part = area_part(screen, cases[i].row, cases[i].column, cases[i].rows, cases[i].columns);
		assert_memory_equal(&part, &cases[i].part, sizeof(part));
	}
	struct area center = area_center(screen, 10, 100), inside = area_inside(center, 1, 2),
		    none = area_inside(center, 9, 90);
	assert_memory_equal(&center, &((struct area){7, 0, 10, 80}), sizeof(center));
	assert_memory_equal(&inside, &((struct area){8, 2, 8, 76}), sizeof(inside));
	assert_int_equal(none.rows + none.columns, 0);
}

static void columns_share_what_there_is(void **state)
{
	(void)state;
	static const struct column_need needs[] = {{10, 30, 0}, {6, 8, 2}, {5, 12, 1}, {8, 8, 3}};
	static const struct {
		int available, widths[4];
	} cases[] = {
		{100, {30, 8, 12, 8}},
		{64, {30, 8, 12, 8}}, /* exactly what is wanted */
		{63, {30, 7, 12, 8}}, /* the least important one gives way first */
		{40, {15, 6, 5, 8}},
		{35, {10, 6, 5, 8}},
		{34, {19, 6, 5, 0}},
		{25, {10, 6, 5, 0}},
		{24, {17, 0, 5, 0}},
		{17, {10, 0, 5, 0}},
		{16, {16, 0, 0, 0}},
		{7, {7, 0, 0, 0}},
		{0, {0, 0, 0, 0}},
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		int widths[4];
		layout_columns(needs, 4, cases[i].available, 2, widths);
		for (size_t column = 0; column < 4; column++) {
			if (widths[column] != cases[i].widths[column])
				fail_msg("%d columns: column %zu is %d", cases[i].available, column, widths[column]);
		}
	}
}

/* Whatever is asked for, the columns and their gaps fit, and none is wider than it wants. */
static void columns_always_fit(void **state)
{
	(void)state;
	srand(11);
	for (int round = 0; round < 20000; round++) {
		struct column_need needs[8];
		int widths[8], count = 1 + rand() % 8, available = rand() % 220, taken = 0;
		for (int i = 0; i < count; i++) {
			needs[i] = (struct column_need){.least = 1 + rand() % 20, .priority = rand() % 5};
			needs[i].wanted = needs[i].least + rand() % 40;
		}
		layout_columns(needs, (size_t)count, available, 2, widths);
		for (int i = 0; i < count; i++) {
			assert_in_range(widths[i], 0, needs[i].wanted);
			taken += widths[i] > 0 ? widths[i] + 2 : 0;
		}
		assert_true(taken == 0 || taken - 2 <= available);
	}
}

static void pairs_stand_side_by_side_or_above_each_other(void **state)
{
	(void)state;
	static const struct {
		int label, available;
		struct pair_layout pair;
	} cases[] = {
		{12, 80, {12, 14, 66, false}}, {60, 80, {28, 30, 50, false}}, {28, 54, {28, 30, 24, false}},
		{28, 53, {53, 2, 51, true}}, {5, 1, {1, 1, 0, true}}, {0, 40, {0, 2, 38, false}},
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct pair_layout pair = layout_pairs(cases[i].label, cases[i].available);
		assert_int_equal(pair.label_columns, cases[i].pair.label_columns);
		assert_int_equal(pair.value_column, cases[i].pair.value_column);
		assert_int_equal(pair.value_columns, cases[i].pair.value_columns);
		assert_int_equal(pair.stacked, cases[i].pair.stacked);
	}
}

static void a_page_moves_as_little_as_can_be(void **state)
{
	(void)state;
	static const struct {
		size_t top, selected, page, count, moved;
	} cases[] = {
		{0, 0, 10, 100, 0},
		{0, 9, 10, 100, 0},
		{0, 10, 10, 100, 1},
		{50, 49, 10, 100, 49},
		{0, 99, 10, 100, 90},
		{95, 99, 10, 100, 90},
		{5, 3, 10, 8, 0},
		{0, 0, 0, 100, 0},
		{7, 0, 10, 0, 0},
		{0, 999999, 17, 1000000, 999983},
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_int_equal(
			layout_scroll(cases[i].top, cases[i].selected, cases[i].page, cases[i].count), cases[i].moved);
}

static void the_last_hint_is_never_left_out(void **state)
{
	(void)state;
	static const int widths[] = {10, 8, 6, 5};
	static const struct {
		int available, used;
		bool shown[4];
	} cases[] = {
		{35, 35, {true, true, true, true}},
		{34, 27, {true, true, false, true}},
		{17, 17, {true, false, false, true}},
		{16, 5, {false, false, false, true}},
		{5, 5, {false, false, false, true}},
		{4, 0, {false, false, false, false}},
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		bool shown[4];
		assert_int_equal(layout_pieces(widths, 4, cases[i].available, 2, shown), cases[i].used);
		assert_memory_equal(shown, cases[i].shown, sizeof(shown));
	}
}

static void text_is_wrapped_at_words(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int columns;
		const char *lines;
	} cases[] = {
		{"one two three", 8, "one two|three|"},
		{"one two three", 7, "one two|three|"},
		{"one two", 100, "one two|"},
		{"abcdefgh ij", 3, "abc|def|gh|ij|"},
		{"a\n\nb", 10, "a||b|"},
		{"åäö åäö", 3, "åäö|åäö|"},
		{"漢字漢字", 5, "漢字|漢字|"},
		{"", 10, ""},
		{"a  b", 1, "a|b|"},
		{"x\n", 5, "x|"},
		{"漢", 1, "漢|"},
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct slice rest = slice_of(cases[i].text), line;
		struct text lines = {0};
		while (layout_wrap(&rest, cases[i].columns, &line)) {
			text_append(&lines, line);
			text_append_char(&lines, '|');
		}
		assert_string_equal(lines.data ? lines.data : "", cases[i].lines);
		text_free(&lines);
	}
	assert_int_equal(layout_wrapped_rows(SLICE(""), 10), 1);
	assert_int_equal(layout_wrapped_rows(SLICE("one two three"), 7), 2);
}

static void a_grid_has_every_piece_and_stays_inside(void **state)
{
	(void)state;
	static const struct {
		size_t count;
		int widest, available, most_rows, rows, across, columns;
	} cases[] = {
		{16, 22, 78, 20, 6, 3, 22},
		{16, 22, 198, 20, 2, 8, 22},
		{16, 22, 38, 9, 8, 2, 18}, /* cut, since sixteen rows are too many */
		{16, 22, 38, 20, 16, 1, 22},
		{1, 22, 78, 20, 1, 1, 22},
		{0, 0, 78, 20, 1, 1, 1},
		{3, 60, 38, 20, 3, 1, 38},
		{16, 22, 10, 0, 1, 16, 1},
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct grid grid = layout_grid(cases[i].count, cases[i].widest, 2, cases[i].available, cases[i].most_rows);
		assert_int_equal(grid.rows, cases[i].rows);
		assert_int_equal(grid.across, cases[i].across);
		assert_int_equal(grid.columns, cases[i].columns);
		assert_true((size_t)(grid.rows * grid.across) >= cases[i].count);
	}
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(a_grid_has_every_piece_and_stays_inside),
	cmocka_unit_test(areas_stay_inside),
	cmocka_unit_test(columns_share_what_there_is),
	cmocka_unit_test(columns_always_fit),
	cmocka_unit_test(pairs_stand_side_by_side_or_above_each_other),
	cmocka_unit_test(a_page_moves_as_little_as_can_be),
	cmocka_unit_test(the_last_hint_is_never_left_out),
	cmocka_unit_test(text_is_wrapped_at_words),
};

int main(void)
{
	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
