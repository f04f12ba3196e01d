#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <locale.h>
#include <string.h>
#include <wchar.h>

#include "base/memory.h"
#include "base/text.h"

static void widths_are_columns(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		size_t width;
	} cases[] = {
		{"", 0}, {"plain", 5}, {"åäö", 3}, {"日本", 4}, {"e\u0301", 1}, {"a\u200db", 2}, {"🙂", 2}, {"\u1100", 2},
		{"ab\xff", 3}, {"…–", 2}, {"\u0301", 0}, {"plain och 日", 12},
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_int_equal(text_width(slice_of(cases[i].text)), cases[i].width);
}

/* What ncurses counts by, asked in the locale that the program runs in; what it does not know is drawn as one sign. */
static void widths_are_those_of_the_c_library(void **state)
{
	(void)state;
	if (!setlocale(LC_CTYPE, "C.UTF-8")) {
		print_message("skipped: this system has no C.UTF-8\n");
		skip();
	}
	for (wchar_t c = 0xa0; c < 0x20000; c++) {
		char bytes[8] = {0};
		mbstate_t shift = {0};
		size_t size = wcrtomb(bytes, c, &shift);
		if (size == (size_t)-1)
			continue;
		int width = wcwidth(c);
		assert_int_equal(text_width((struct slice){bytes, size}), width >= 0 ? width : 1);
	}
	setlocale(LC_CTYPE, "C");
	assert_int_equal(text_width(SLICE("日")), 2);
}

static void whole_graphemes_fit(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		size_t columns, bytes;
	} cases[] = {
		{"plain", 3, 3}, {"plain", 5, 5}, {"plain", 9, 5}, {"", 3, 0}, {"plain", 0, 0}, {"åäö", 2, 4}, {"日本", 3, 3},
		{"日本", 1, 0}, {"ae\u0301b", 2, 4}, {"abce\u0301", 3, 3}, {"abce\u0301x", 4, 6}, {"e\u0301", 0, 0},
		{"abcdefgh日", 9, 8}, {"abcdefgh日", 10, 11}, {"🇸🇪x", 1, 0}, {"🇸🇪x", 2, 8}, {"ab\xffz", 3, 3},
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_int_equal(text_fit(slice_of(cases[i].text), cases[i].columns), cases[i].bytes);
}

static void graphemes_at_both_ends(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		size_t first, last;
	} cases[] = {
		{"", 0, 0}, {"a", 1, 1}, {"ab", 1, 1}, {"åb", 2, 1}, {"bå", 1, 2}, {"e\u0301b", 3, 1}, {"be\u0301", 1, 3},
		{"\r\n", 2, 2},
		{"🇸🇪🇳🇴", 8, 8}, {"👨\u200d👩\u200d👧", 18, 18}, {"a\xff", 1, 1},
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		assert_int_equal(text_grapheme(slice_of(cases[i].text)), cases[i].first);
		assert_int_equal(text_grapheme_before(slice_of(cases[i].text)), cases[i].last);
	}
}

static void a_letter_under_a_heap_of_marks_is_cut_at_a_character(void **state)
{
	(void)state;
	struct text text = {0};

	text_append_char(&text, 'a');
	for (int i = 0; i < 1000; i++) {
		if (i == 100) {
			text_append_char(&text, 'b');
			assert_int_equal(text_grapheme(text_slice(&text)), 201);
			assert_int_equal(text_grapheme_before((struct slice){text.data, 201}), 201);
			text.size--;
		}
		text_append_text(&text, "\u0301");
	}
	for (size_t at = 0; at < text.size;) {
		size_t step = text_grapheme((struct slice){text.data + at, text.size - at});
		assert_in_range(step, 1, 256);
		assert_int_equal(text_first_invalid((struct slice){text.data + at, step}), SIZE_MAX);
		at += step;
	}
	for (size_t at = text.size; at;) {
		size_t step = text_grapheme_before((struct slice){text.data, at});
		assert_in_range(step, 1, 256);
		assert_int_equal(text_first_invalid((struct slice){text.data + at - step, step}), SIZE_MAX);
		at -= step;
	}
	text_free(&text);
}

static void walking_both_ways_meets_the_same_graphemes(void **state)
{
	(void)state;
	static const char text[] = "Försörjning e\u0301 日本 👨\u200d👩\u200d👧 🇸🇪\r\nslut";
	size_t starts[64], count = 0, at = 0;

	for (; at < sizeof(text) - 1; at += text_grapheme((struct slice){text + at, sizeof(text) - 1 - at}))
		starts[count++] = at;
	assert_int_equal(at, sizeof(text) - 1);
	while (at) {
		at -= text_grapheme_before((struct slice){text, at});
		assert_int_equal(at, starts[--count]);
	}
	assert_int_equal(count, 0);
}

static void cells_take_exactly_their_columns(void **state)
{
	(void)state;
	static const struct {
		const char *in;
		size_t columns;
		bool right, ascii;
		const char *cell;
	} cases[] = {
		{"plain", 8, false, false, "plain   "}, {"plain", 8, true, false, "   plain"},
		{"plain", 5, false, false, "plain"},
		{"plain text", 5, false, false, "plai…"}, {"plain text", 5, true, true, "plai~"},
		{"plain", 1, false, false, "…"},
		{"plain", 0, false, false, ""}, {"", 3, false, false, "   "}, {"日本語", 5, false, false, "日本…"},
		{"日本語", 4, false, false, "日… "}, {"日本語", 4, true, false, " 日…"}, {"日本", 1, false, false, "…"},
		{"e\u0301e\u0301e\u0301", 2, false, false, "e\u0301…"}, {"a\033b", 8, false, false, "a\\x1bb  "},
		{"a\033b", 4, false, false, "a\\x…"}, {"rad\nrad", 12, false, false, "rad\\x0arad  "},
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct text out = {0};
		text_append_cell(&out, slice_of(cases[i].in), cases[i].columns, cases[i].right, cases[i].ascii);
		assert_string_equal(out.data, cases[i].cell);
		assert_int_equal(text_width(text_slice(&out)), cases[i].columns);
		text_free(&out);
	}
}

static void a_wide_cell_is_filled(void **state)
{
	(void)state;
	for (size_t columns = 0; columns < 200; columns++) {
		struct text out = {0};
		text_append_cell(&out, SLICE("Försörjningsstöd"), columns, columns % 2, false);
		assert_int_equal(text_width(text_slice(&out)), columns);
		text_free(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(widths_are_columns),
		cmocka_unit_test(widths_are_those_of_the_c_library),
		cmocka_unit_test(whole_graphemes_fit),
		cmocka_unit_test(graphemes_at_both_ends),
		cmocka_unit_test(a_letter_under_a_heap_of_marks_is_cut_at_a_character),
		cmocka_unit_test(walking_both_ways_meets_the_same_graphemes),
		cmocka_unit_test(cells_take_exactly_their_columns),
		cmocka_unit_test(a_wide_cell_is_filled),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
