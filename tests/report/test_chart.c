/* Pictures in letters: that they say what the numbers say, in blocks and in ASCII, at any width. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/memory.h"
#include "base/money.h"
#include "report/chart.h"

#define ANY NUMBER_UNSET

static void check(const struct text *out, const char *expected)
{
	assert_string_equal(out->size > 0 ? out->data : "", expected);
}

static void a_bar_is_as_long_as_its_amount(void **state)
{
	static const struct {
		int64_t amount, largest;
		int columns;
		const char *blocks, *ascii;
	} cases[] = {
		{100, 100, 4, "████", "####"},
		{50, 100, 4, "██", "##"},
		{33, 100, 4, "█▍", "#"}, /* 1.32 columns: ten eighths and a half, rounded */
		{1, 100, 4, "", ""},
		{2, 100, 4, "▏", ""},
		{0, 100, 4, "", ""},
		{-5, 100, 4, "", ""},
		{ANY, 100, 4, "", ""},
		{500, 100, 4, "████", "####"},
		{5, 0, 4, "", ""},
		{5, 5, 0, "", ""},
		{5, 5, -3, "", ""},
		{INT64_MAX, INT64_MAX, 3, "███", "###"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct text out = {0};
		int used = chart_bar(&out, CHART_BLOCKS, cases[i].amount, cases[i].largest, cases[i].columns);
		check(&out, cases[i].blocks);
		assert_int_equal(used, (int)text_width(text_slice(&out)));
		text_clear(&out);
		assert_int_equal(chart_bar(&out, CHART_ASCII, cases[i].amount, cases[i].largest, cases[i].columns),
		                 (int)strlen(cases[i].ascii));
		check(&out, cases[i].ascii);
		text_free(&out);
	}
}

/* Whatever is rounded off, the whole bar is as long as the sum says. */
static void the_parts_of_a_bar_add_up(void **state)
{
	static const struct {
		int64_t parts[4];
		int64_t largest;
		int columns;
		const char *blocks, *ascii;
	} cases[] = {
		{{25, 25, 25, 25}, 100, 8, "██░░▓▓□□", "##==++::"},
		{{1, 1, 1, 0}, 3, 10, "███░░░░▓▓▓", "###====+++"},
		{{50, -20, ANY, 50}, 100, 4, "██□□", "##::"},
		{{50, 0, 0, 0}, 200, 8, "██", "##"},
		{{INT64_MAX, INT64_MAX, 0, 0}, INT64_MAX, 3, "███", "###"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct text out = {0};
		int used = chart_stack(&out, CHART_BLOCKS, cases[i].parts, 4, cases[i].largest, cases[i].columns);
		check(&out, cases[i].blocks);
		assert_int_equal(used, (int)text_width(text_slice(&out)));
		text_clear(&out);
		chart_stack(&out, CHART_ASCII, cases[i].parts, 4, cases[i].largest, cases[i].columns);
		check(&out, cases[i].ascii);
		text_free(&out);
	}
}

static void fills_and_letters_are_one_column_wide_and_differ(void **state)
{
	(void)state;
	for (enum chart_style style = CHART_ASCII; style <= CHART_BLOCKS; style++)
		for (size_t i = 0; i < 8; i++) {
			assert_int_equal(text_width(slice_of(chart_fill(style, i))), 1);
			for (size_t j = 0; j < i; j++)
				assert_string_not_equal(chart_fill(style, i), chart_fill(style, j));
			assert_string_equal(chart_fill(style, i), chart_fill(style, i + 8));
		}
}

static void a_sparkline_has_a_sign_for_each_amount(void **state)
{
	static const int64_t amounts[] = {0, 10, 40, 70, ANY, -3, 35};
	static const int64_t nothing[] = {0, 0};
	struct text out = {0};
	(void)state;
	chart_sparkline(&out, CHART_BLOCKS, amounts, COUNT_OF(amounts));
	check(&out, "▁▂▅█ ▁▅");
	text_clear(&out);
	chart_sparkline(&out, CHART_ASCII, amounts, COUNT_OF(amounts));
	check(&out, "_.=# _=");
	text_clear(&out);
	chart_sparkline(&out, CHART_ASCII, nothing, COUNT_OF(nothing));
	check(&out, "__");
	text_free(&out);
}

static void a_scale_has_round_steps(void **state)
{
	static const struct {
		int64_t least, most;
		int ticks;
		struct chart_scale scale;
	} cases[] = {
		{0, 1000, 5, {0, 1000, 200}},
		{0, 1001, 5, {0, 1200, 200}},
		{-150, 950, 5, {-200, 1000, 200}},
		{0, 123456789, 5, {0, 150000000, 50000000}},
		{0, 1, 5, {0, 100, 100}}, /* never finer than a whole one */
		{0, 800, 2, {0, 1000, 500}},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct chart_scale scale = chart_scale_over(cases[i].least, cases[i].most, cases[i].ticks);
		assert_int_equal(scale.least, cases[i].scale.least);
		assert_int_equal(scale.most, cases[i].scale.most);
		assert_int_equal(scale.step, cases[i].scale.step);
	}
}

static void draw(const struct chart_plot *plot, struct text *out)
{
	struct chart_grid *grid = chart_curves(plot);
	for (int row = 0; row < plot->rows; row++) {
		chart_grid_row(grid, row, out);
		text_append_char(out, '\n');
	}
	chart_grid_free(&grid);
	assert_null(grid);
}

static void curves_go_through_their_points(void **state)
{
	static const int64_t rising[] = {0, 100, 200, 300}, falling[] = {300, 200, 100, 0}, part[] = {ANY, 0, 0, ANY};
	static const int64_t *const curves[] = {rising, falling, part};
	struct chart_plot plot = {.curves = curves, .curve_count = 2, .points = 4, .scale = {0, 300, 100}, .rows = 4,
	                          .columns = 7, .letters = "AB", .joined = false, .style = CHART_ASCII};
	struct text out = {0};
	(void)state;
	draw(&plot, &out);
	check(&out, "B     A\n  B A\n  A B\nA     B\n");

	text_clear(&out);
	plot.columns = 10;
	plot.joined = true;
	plot.curve_count = 1;
	draw(&plot, &out);
	check(&out, "       ..A\n    ..A.\n ..A.\nA.\n");

	text_clear(&out);
	plot.style = CHART_BLOCKS;
	draw(&plot, &out);
	check(&out, "       ⢀⠤A\n    ⢀⠤A⠁\n ⢀⠤A⠁\nA⠁\n");

	text_clear(&out);
	plot.curves = curves + 2;
	plot.style = CHART_ASCII;
	draw(&plot, &out);
	check(&out, "\n\n\n   A..A\n");
	text_free(&out);
}

static void where_curves_meet_the_first_is_seen(void **state)
{
	static const int64_t one[] = {100, 0}, two[] = {100, 100};
	static const int64_t *const curves[] = {one, two};
	struct text out = {0};
	(void)state;
	draw(&(struct chart_plot){.curves = curves, .curve_count = 2, .points = 2, .scale = {0, 100, 100}, .rows = 2,
	                          .columns = 3, .letters = "AB", .style = CHART_ASCII}, &out);
	check(&out, "A B\n  A\n");
	text_free(&out);
}

static void an_amount_stands_on_the_row_of_its_tick(void **state)
{
	const struct chart_plot plot = {.points = 11, .scale = {-100, 300, 100}, .rows = 13, .columns = 61};
	(void)state;
	assert_int_equal(chart_plot_row(&plot, 300), 0);
	assert_int_equal(chart_plot_row(&plot, 200), 3);
	assert_int_equal(chart_plot_row(&plot, 0), 9);
	assert_int_equal(chart_plot_row(&plot, -100), 12);
	assert_int_equal(chart_plot_column(&plot, 0), 0);
	assert_int_equal(chart_plot_column(&plot, 5), 30);
	assert_int_equal(chart_plot_column(&plot, 10), 60);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_bar_is_as_long_as_its_amount),
		cmocka_unit_test(the_parts_of_a_bar_add_up),
		cmocka_unit_test(fills_and_letters_are_one_column_wide_and_differ),
		cmocka_unit_test(a_sparkline_has_a_sign_for_each_amount),
		cmocka_unit_test(a_scale_has_round_steps),
		cmocka_unit_test(curves_go_through_their_points),
		cmocka_unit_test(where_curves_meet_the_first_is_seen),
		cmocka_unit_test(an_amount_stands_on_the_row_of_its_tick),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
