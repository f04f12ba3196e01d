#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"

static void slices_compare_and_trim(void **state)
{
	(void)state;
	assert_true(slice_equal_text(SLICE("abc"), "abc"));
	assert_false(slice_equal_text(SLICE("abc"), "abd"));
	assert_false(slice_equal(SLICE("abc"), SLICE("ab")));
	assert_true(slice_equal(slice_of(NULL), SLICE("")));
	assert_true(slice_equal_text(slice_trim(SLICE(" \t a b\t ")), "a b"));
	assert_int_equal(slice_trim(SLICE(" \t ")).size, 0);
}

static void slices_are_taken_piece_by_piece(void **state)
{
	(void)state;
	static const struct {
		const char *list, *pieces; /* each piece in brackets */
	} cases[] = {{"24;12;12", "[24][12][12]"}, {"", ""}, {"a", "[a]"}, {";a;;b", "[][a][][b]"}, {"a;", "[a]"}};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct slice rest = slice_of(cases[i].list), piece;
		struct text seen = {0};
		text_append_text(&seen, "");
		while (slice_next(&rest, ';', &piece))
			text_printf(&seen, "[%.*s]", (int)piece.size, piece.data);
		assert_string_equal(seen.data, cases[i].pieces);
		text_free(&seen);
	}
}

static void a_buffer_grows_and_stays_terminated(void **state)
{
	(void)state;
	struct text text = {0};

	for (int i = 0; i < 1000; i++) {
		text_append_char(&text, 'x');
		text_append(&text, SLICE("yz"));
		assert_int_equal(text.size, (size_t)i * 3 + 3);
		assert_int_equal(strlen(text.data), text.size);
	}
	text_clear(&text);
	assert_string_equal(text.data, "");
	text_printf(&text, "%0500d|%s", 7, "end");
	assert_int_equal(text.size, 504);
	assert_string_equal(text.data + 498, "07|end");
	char *taken = text_take(&text);
	assert_int_equal(strlen(taken), 504);
	free(taken);
	assert_null(text.data);
	taken = text_take(&text);
	assert_string_equal(taken, "");
	free(taken);
	text_free(&text);
}

/* Offsets are tried at every place in and around a run of eight bytes, where the quick path ends. */
static void invalid_bytes_are_found_wherever_they_stand(void **state)
{
	(void)state;
	static const char *const bad[] = {"\xff", "\xc3", "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\x80",
		"\xe2\x82"};
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		for (size_t before = 0; before < 20; before++) {
			struct text text = {0};
			for (size_t j = 0; j < before; j++)
				text_append_char(&text, 'a');
			assert_int_equal(text_first_invalid(text_slice(&text)), SIZE_MAX);
			text_append_text(&text, bad[i]);
			assert_int_equal(text_first_invalid(text_slice(&text)), before);
			text_append_text(&text, " and more");
			assert_int_equal(text_first_invalid(text_slice(&text)), before);
			text_free(&text);
		}
	assert_int_equal(text_first_invalid(SLICE("å日本🙂")), SIZE_MAX);
}

static void forbidden_characters_are_found(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		bool lines;
		size_t at;
		unsigned character;
	} cases[] = {
		{"plain åäö 日本 🙂 \u00a0 \u00ad", false, SIZE_MAX, 0}, {"a\nb", true, SIZE_MAX, 0}, {"a\nb", false, 1, '\n'},
		{"a\tb", true, 1, '\t'}, {"\033]0;x\007", true, 0, 0x1b}, {"12345678\x7f", false, 8, 0x7f},
		{"å\xc2\x9b", true, 2, 0x9b},
		{"\xc2\x80", false, 0, 0x80}, {"x\u202ey", false, 1, 0x202e}, {"\u2066", false, 0, 0x2066},
		{"\u2069", false, 0, 0x2069},
		{"\u061c", false, 0, 0x61c}, {"\u200e", false, 0, 0x200e}, {"\u200f", false, 0, 0x200f},
		{"\u202a", false, 0, 0x202a},
		{"\u2028", true, 0, 0x2028}, {"\u2029", true, 0, 0x2029}, {"\ufeffname", false, 0, 0xfeff},
		{"\uffff", false, 0, 0xffff},
		{"\ufffe", false, 0, 0xfffe}, {"\u200d\u2060", false, SIZE_MAX, 0}, {"ab\xff", false, 2, 0xfffd},
		{"\r\n", true, 0, '\r'},
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		unsigned character = 0;
		assert_int_equal(text_first_forbidden(slice_of(cases[i].text), cases[i].lines, &character), cases[i].at);
		assert_int_equal(character, cases[i].character);
	}
}

static void nothing_appended_can_steer_a_terminal(void **state)
{
	(void)state;
	static const struct {
		const char *in;
		bool lines;
		const char *out;
	} cases[] = {
		{"", false, ""}, {"plain text of some length", false, "plain text of some length"}, {"å 日本 🙂", false, "å 日本 🙂"},
		{"\033]0;x\007", false, "\\x1b]0;x\\x07"}, {"a\nb", true, "a\nb"}, {"a\nb", false, "a\\x0ab"},
		{"a\rb", true, "a\\x0db"},
		{"x\u202ey", true, "x\\u202ey"}, {"å\xc2\x9b" "31m", false, "å\\u009b31m"},
		{"ab\xff\xc3", false, "ab\\xff\\xc3"},
		{"12345678\x7f", false, "12345678\\x7f"}, {"\ufeffx", false, "\\ufeffx"}, {"\x9b", false, "\\x9b"},
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct text out = {0};
		text_append_harmless(&out, slice_of(cases[i].in), cases[i].lines);
		assert_string_equal(out.data, cases[i].out);
		text_free(&out);
	}
}

static void every_byte_and_pair_is_made_harmless(void **state)
{
	(void)state;
	for (unsigned pair = 0; pair < 0x10000; pair++) {
		const char bytes[] = {(char)(pair >> 8), (char)pair};
		struct text out = {0};
		unsigned character;
		text_append_harmless(&out, (struct slice){bytes, 2}, false);
		assert_int_equal(text_first_invalid(text_slice(&out)), SIZE_MAX);
		assert_int_equal(text_first_forbidden(text_slice(&out), false, &character), SIZE_MAX);
		text_free(&out);
	}
}

typedef void append_function(struct text *out, struct slice in);

static void assert_appended(append_function *append, const char *in, const char *expected)
{
	struct text out = {0};

	text_append_text(&out, "before ");
	append(&out, slice_of(in));
	if (strcmp(out.data + 7, expected) != 0)
		fail_msg("\"%s\" gives \"%s\", not \"%s\"", in, out.data + 7, expected);
	assert_memory_equal(out.data, "before ", 7);
	text_free(&out);
}

static void composed_form(void **state)
{
	(void)state;
	static const struct {
		const char *in, *out;
	} cases[] = {
		{"", ""}, {"plain", "plain"}, {"åäö", "åäö"}, {"a\u030aa\u0308o\u0308", "åäö"}, {"Å", "Å"}, {"\u212b", "Å"},
		{"e\u0301\u0323", "\u1eb9\u0301"}, {"\u1100\u1161", "\uac00"}, {"\u0340", "\u0300"}, {"x\xff", "x\xff"},
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_appended(text_append_nfc, cases[i].in, cases[i].out);
}

static void folded_form(void **state)
{
	(void)state;
	static const struct {
		const char *in, *out;
	} cases[] = {
		{"", ""},
		{"PLAIN text 09@[`{", "plain text 09@[`{"},
		{"ÅÄÖ É Ø Æ Þ À", "åäö é ø æ þ à"},
		{"×÷", "×÷"},
		{"Straße", "strasse"},
		{"STRASSE", "strasse"},
		{"A\u030a", "å"},
		{"ΣΊΣΥΦΟΣ", "σίσυφοσ"},
		{"ŁÓDŹ", "łódź"},
		{"\u00b5", "\u03bc"},
		{"日本", "日本"},
		{"X\xff", "x\xff"},
		{"\xc3"
	     "A",
	     "\xc3"
	     "A"},
		{"\u00c3\xc2\x83", "\u00e3\xc2\x83"},
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_appended(text_append_folded, cases[i].in, cases[i].out);
}

static void squeezed_form(void **state)
{
	(void)state;
	static const struct {
		const char *in, *out;
	} cases[] = {
		{"", ""}, {"Windows Server 2019", "windowsserver2019"}, {"Node.js", "nodejs"}, {"node_js", "nodejs"},
		{"ASP.NET-Core", "aspnetcore"}, {"C++ / Å", "c++/å"}, {" -_.", ""},
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_appended(text_append_squeezed, cases[i].in, cases[i].out);
}

static void sort_key(struct text *key, const char *in)
{
	text_clear(key);
	text_append_bytes(key, "", 0);
	text_append_sort_key(key, slice_of(in));
}

static int compare_keys(const struct text *a, const struct text *b)
{
	int order = memcmp(a->data, b->data, a->size < b->size ? a->size : b->size);

	return order ? order : (a->size > b->size) - (a->size < b->size);
}

static void texts_sort_in_swedish_order(void **state)
{
	(void)state;
	static const char *const ordered[] = {
		"", " ", "!", "(x)", "/", ":", "@", "[", "_", "{", "~", "0", "1a", "2", "9", "a", "A b", "aa", "Resume x",
			"résuméy", "t", "thord", "þorey",
		"v", "w", "x", "y",
		"Ü b", "yc", "z", "Zz", "å", "Ågren", "ä", "Æa", "äb", "ö", "Øa", "Öb", "α", "Ж", "日",
	};
	struct text before = {0}, after = {0};
	for (size_t i = 0; i + 1 < COUNT_OF(ordered); i++) {
		sort_key(&before, ordered[i]);
		sort_key(&after, ordered[i + 1]);
		if (compare_keys(&before, &after) >= 0)
			fail_msg("\"%s\" does not sort before \"%s\"", ordered[i], ordered[i + 1]);
	}
	text_free(&before);
	text_free(&after);
}

static void what_sorts_alike_has_one_key(void **state)
{
	(void)state;
	static const char *const alike[][2] = {
		{"Résumé", "resume"}, {"Ærø", "äRö"}, {"A\u030angstro\u0308m", "ÅNGSTRÖM"}, {"müller", "Myller"},
		{"Łódź", "lodz"},
		{"a b", "a\u00a0b"}, {"a b", "a\nb"}, {"ñandú", "nandu"}, {"Œ", "ö"}, {"Đorđe", "dorde"}, {"ð", "d"},
		{"ű", "y"}, {"ő", "Ö"}, {"ı", "i"}, {"Straße", "strasse"}, {"Ắ", "a"},
	};
	struct text first = {0}, second = {0};
	for (size_t i = 0; i < COUNT_OF(alike); i++) {
		sort_key(&first, alike[i][0]);
		sort_key(&second, alike[i][1]);
		if (compare_keys(&first, &second) != 0)
			fail_msg("\"%s\" and \"%s\" sort apart", alike[i][0], alike[i][1]);
	}
	text_free(&first);
	text_free(&second);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(slices_compare_and_trim),
		cmocka_unit_test(slices_are_taken_piece_by_piece),
		cmocka_unit_test(a_buffer_grows_and_stays_terminated),
		cmocka_unit_test(invalid_bytes_are_found_wherever_they_stand),
		cmocka_unit_test(forbidden_characters_are_found),
		cmocka_unit_test(nothing_appended_can_steer_a_terminal),
		cmocka_unit_test(every_byte_and_pair_is_made_harmless),
		cmocka_unit_test(composed_form),
		cmocka_unit_test(folded_form),
		cmocka_unit_test(squeezed_form),
		cmocka_unit_test(texts_sort_in_swedish_order),
		cmocka_unit_test(what_sorts_alike_has_one_key),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
