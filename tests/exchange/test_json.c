#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "exchange/json.h"
#include "exchange/json_private.h"

/* A line per value: its path, what it is. */
static bool append_value(void *context, const struct json_value *value, struct error *error)
{
	struct text *out = context;
	static const char *const signs[] = {
		[JSON_OBJECT] = "{", [JSON_OBJECT_END] = "}", [JSON_ARRAY] = "[", [JSON_ARRAY_END] = "]", [JSON_NULL] = "null",
		[JSON_TEXT] = "\"", [JSON_NUMBER] = "#",
	};
	if (value->kind == JSON_TEXT && slice_equal_text(value->text, "refuse me")) {
		return error_set(error, ERROR_INPUT, "refused");
	}
	text_append(out, value->path);
	text_printf(out, " %s", value->kind == JSON_BOOL ? (value->truth ? "true" : "false") : signs[value->kind]);
	text_append(out, value->text);
	text_append_char(out, '\n');
	return true;
}

static char *trace(struct slice document)
{
	struct text out = {0};
	struct error error = {0};
	struct input *input = input_open_bytes("f", document, ENCODING_UTF8);
	if (!json_read(input, append_value, &out, &error)) {
		text_append_text(&out, error.text);
	}
	input_free(&input);
	return text_take(&out);
}

static const struct {
	const char *document, *expected;
} documents[] = {
	{"null", " null\n"},
	{" \"x\" ", " \"x\n"},
	{"12", " #12\n"},
	{"-1.50e3", " #-1.50e3\n"},
	{"123456789012345678901234567890", " #123456789012345678901234567890\n"},
	{"1e999999", " #1e999999\n"},
	{"{}", " {\n }\n"},
	{"[]", " [\n ]\n"},
	{"[true,false,null]", " [\n[] true\n[] false\n[] null\n ]\n"},
	{"{\"a\":1,\"b\":{\"c\":[{\"d\":\"x\"},[2]]},\"e\":\"\"}",
		" {\na #1\nb {\nb.c [\nb.c[] {\nb.c[].d \"x\nb.c[] }\nb.c[] [\nb.c[][] #2\nb.c[] ]\nb.c ]\nb }\ne \"\n }\n"},
	{"{\"a.b\":1,\"c[]\":2,\"\\\\\":3,\"\":4}", " {\na\\.b #1\nc\\[\\] #2\n\\\\ #3\n #4\n }\n"},
	{"[{\"a\":1},{\"a\":1}]", " [\n[] {\n[].a #1\n[] }\n[] {\n[].a #1\n[] }\n ]\n"},
	{"\"\\u00e5\\ud83d\\ude00 \\n\\\\\"", " \"å😀 \n\\\n"},
	{"\"\\uD83D\\uDE00\\uD83D\\uDE00\"", " \"😀😀\n"},
};

static const struct {
	const char *document, *message;
} faults[] = {
	{"", "f:1:1: the document ends too early; is the file cut off?"},
	{"  \n ", "f:2:2: the document ends too early; is the file cut off?"},
	{"{\"a\":", "f:1:6: the document ends too early; is the file cut off?"},
	{"[1,\n\"x", "f:2:3: the document ends too early; is the file cut off?"},
	{"[1,]", "f:1:4: this cannot stand here"},
	{"[1 2]", "f:1:4: a comma or \"]\" is missing"},
	{"{\"a\" 1}", "f:1:6: a colon is missing between a name and its value"},
	{"{\"a\":1 \"b\":2}", "f:1:8: a comma or \"}\" is missing"},
	{"{a:1}", "f:1:2: this is not JSON"},
	{"{1:1}", "f:1:2: a member's name must be a text in quotes"},
	{"{} {}", "f:1:4: something stands behind the end of the document"},
	{"[01]", "f:1:2: a comma or \"]\" is missing"},
	{"[1.]", "f:1:4: a malformed number"},
	{"[-]", "f:1:3: a malformed number"},
	{"[NaN]", "f:1:2: this is not JSON"},
	{"[nul]", "f:1:2: this is not JSON"},
	{"// x\n1", "f:1:1: JSON has no comments"},
	{"[\"a\tb\"]", "f:1:4: a control character in a text must be written as \\u and four digits"},
	{"[\"\\x\"]", "f:1:4: a backslash before a character that needs none"},
	{"[\"\\u12g4\"]", "f:1:7: \\u must be followed by four hexadecimal digits"},
	{"{\"b\":{\"a\":1,\n \"c\":2, \"a\":3}}", "f:2:9: b.a: stands twice in the same object"},
	{"{\"a\":1,\"b\":{\"c\":1,\"d\":2},\"a\":3}", "f:1:26: a: stands twice in the same object"},
	{"{\"a\":[1,{\"b\":[\"x\", \"refuse me\"]}]}", "f:1:20: a[1].b[1]: refused"},
	{"{\"å\":\"refuse me\"}", "f:1:6: å: refused"},
	{"\"refuse me\"", "f:1:1: refused"},
	{"[\"\\\\\", \"refuse\\u0020me\"]", "f:1:8: [1]: refused"},
	{"{\"a\":\"x\\u0000y\"}", "f:1:6: a: a NUL character in a text"},
	{"{\"\\u0000\":1}", "f:1:2: a NUL character in a text"},
	{"[\"\\ud83d\"]", "f:1:9: half of a surrogate pair: a \\u escape between d800 and dfff stands alone"},
	{"[\"\\ud83dx\"]", "f:1:9: half of a surrogate pair: a \\u escape between d800 and dfff stands alone"},
	{"[\"\\ud83d\\n\"]", "f:1:10: half of a surrogate pair: a \\u escape between d800 and dfff stands alone"},
	{"[\"\\ud83d\\u0041\"]", "f:1:14: half of a surrogate pair: a \\u escape between d800 and dfff stands alone"},
	{"[\"\\ude00\"]", "f:1:8: half of a surrogate pair: a \\u escape between d800 and dfff stands alone"},
	{"[\"a\xff\"]", "f:1:4: the byte 0xff is not UTF-8 here; mend the file or state its encoding"},
};

static void test_documents(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(documents); i++) {
		char *got = trace(slice_of(documents[i].document));
		assert_string_equal(got, documents[i].expected);
		free(got);
	}
}

static void test_faults(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(faults); i++) {
		char *got = trace(slice_of(faults[i].document));
		const char *message = strstr(got, "f:");
		assert_string_equal(message ? message : got, faults[i].message);
		free(got);
	}
}

static char *nested(size_t depth)
{
	struct text document = {0};
	for (size_t i = 0; i < depth; i++) {
		text_append_text(&document, i % 2 ? "{\"a\":" : "[");
	}
	for (size_t i = depth; i-- > 0;) {
		text_append_text(&document, i % 2 ? "}" : i + 1 == depth ? "1]" : "]");
	}
	char *got = trace(text_slice(&document));
	text_free(&document);
	return got;
}

static void test_depth(void **state)
{
	(void)state;
	char *got = nested(JSON_DEPTH_LIMIT - 1);
	assert_null(strstr(got, "f:1:"));
	free(got);
	got = nested(JSON_DEPTH_LIMIT + 1);
	assert_non_null(strstr(got, "nested deeper than 64"));
	free(got);
	got = nested(100000);
	assert_non_null(strstr(got, "nested deeper than 64"));
	free(got);
}

/* `count` copies of `piece` between `before` and `after`. */
static char *repeated(const char *before, const char *piece, size_t count, const char *after)
{
	struct text document = {0};
	text_append_text(&document, before);
	for (size_t i = 0; i < count; i++) {
		text_append_text(&document, piece);
	}
	text_append_text(&document, after);
	char *got = trace(text_slice(&document));
	text_free(&document);
	return got;
}

static void test_lengths(void **state)
{
	(void)state;
	static const struct {
		const char *before, *piece;
		size_t count;
		const char *after;
		const char *message; /* NULL: all is well */
	} rows[] = {
		{"[\"", "x", JSON_TEXT_LIMIT - 10, "\"]", NULL},
		{"[\"", "x", JSON_TEXT_LIMIT + 1, "\"]", "longer than 1048576 bytes"},
		{"[\"", "x", 8 * JSON_TEXT_LIMIT, "\"]", "f:1:2: a text, number or blank longer than 1048576 bytes"},
		{"[", "1", 8 * JSON_TEXT_LIMIT, "]", "f:1:2: a text, number or blank longer than 1048576 bytes"},
		{"[1,", " ", 8 * JSON_TEXT_LIMIT, "2]", "longer than 1048576 bytes"},
		{"{\"", "k", 8 * JSON_TEXT_LIMIT, "\":1}", "longer than 1048576 bytes"},
		{"[1", ",1", 3 * JSON_TEXT_LIMIT, "]", NULL},
		{"[1,\"\\\\", "\\u00e5", 100000, "\"]", NULL},
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		if (getenv("TEST_SMALL") != NULL && rows[i].count > 2 * JSON_TEXT_LIMIT)
			continue; /* many pieces of the same, slow under valgrind */
		char *got = repeated(rows[i].before, rows[i].piece, rows[i].count, rows[i].after);
		const char *message = strstr(got, "f:1:");
		assert_true(rows[i].message ? message && strstr(message, rows[i].message) : !message);
		free(got);
	}
}

/* Texts that together are longer than one may be, each of them across pieces. */
static void test_long_texts_in_a_row(void **state)
{
	(void)state;
	struct text piece = {0};
	text_append_text(&piece, ",\"");
	for (size_t i = 0; i < 200000; i++) {
		text_append_char(&piece, 'x');
	}
	text_append_text(&piece, "\"");
	char *got = repeated("[1", piece.data, 40, "]");
	assert_null(strstr(got, "f:1:"));
	free(got);
	text_free(&piece);
}

static void test_many_members(void **state)
{
	(void)state;
	struct text document = {0};
	text_append_text(&document, "{");
	for (int i = 0; i <= JSON_MEMBER_LIMIT; i++) {
		text_printf(&document, "%s\"m%d\":1", i ? "," : "", i);
	}
	text_append_text(&document, "}");
	char *got = trace(text_slice(&document));
	assert_non_null(strstr(got, "m4096: more than 4096 members in one object"));
	free(got);
	text_free(&document);
}

/* The pairs of escapes, cut between any two bytes. */
static void test_escapes_across_pieces(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		bool fits;
	} rows[] = {{"a\\ud83d\\ude00b", true}, {"\\ud83d\\u0041", false}, {"\\ud83d\\\\", false}, {"\\\\ud83d", true},
		{"\\\\\\ude00", false}};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct slice text = slice_of(rows[i].text);
		for (size_t cut = 0; cut <= text.size; cut++) {
			struct json_escapes escapes = {0};
			size_t first = json_escapes_check(&escapes, (struct slice){text.data, cut});
			size_t second = first == SIZE_MAX
				? json_escapes_check(&escapes, (struct slice){text.data + cut, text.size - cut}) : 0;
			assert_int_equal(first == SIZE_MAX && second == SIZE_MAX, rows[i].fits);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_documents),
		cmocka_unit_test(test_faults),
		cmocka_unit_test(test_depth),
		cmocka_unit_test(test_lengths),
		cmocka_unit_test(test_long_texts_in_a_row),
		cmocka_unit_test(test_many_members),
		cmocka_unit_test(test_escapes_across_pieces),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
