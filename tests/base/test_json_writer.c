#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/json_writer.h"
#include "base/memory.h"

static const struct {
	struct slice text;
	const char *written;
} texts[] = {
	{{"", 0}, "\"\""},
	{{"åäö 語 😀", 15}, "\"åäö 語 😀\""},
	{{"a\"b\\c/", 6}, "\"a\\\"b\\\\c/\""},
	{{"\b\f\n\r\t", 5}, "\"\\b\\f\\n\\r\\t\""},
	{{"\0\033\177", 3}, "\"\\u0000\\u001b\\u007f\""},
	{{"\xc2\x85", 2}, "\"\\u0085\""},
	{{"\xe2\x80\xae\xe2\x80\xa8", 6}, "\"\\u202e\\u2028\""},
	{{"a\xff" "b\xc3", 4}, "\"a\xef\xbf\xbd" "b\xef\xbf\xbd\""},
	{{"\xed\xa0\x80", 3}, "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\""},
};

static void test_texts(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		struct text out = {0};
		json_append_text(&out, texts[i].text);
		assert_string_equal(out.data, texts[i].written);
		text_free(&out);
	}
}

static void write_document(struct json_writer *writer)
{
	json_write_object(writer);
	json_write_member(writer, "name", SLICE("x"));
	json_write_member_number(writer, "count", -3);
	json_write_member_bool(writer, "open", true);
	json_write_name(writer, "none");
	json_write_array(writer);
	json_write_array_end(writer);
	json_write_name(writer, "list");
	json_write_array(writer);
	json_write_null(writer);
	json_write_number_text(writer, SLICE("3.50"));
	json_write_object(writer);
	json_write_object_end(writer);
	json_write_object(writer);
	json_write_member_bool(writer, "a", false);
	json_write_object_end(writer);
	json_write_array_end(writer);
	json_write_object_end(writer);
	json_write_line_end(writer);
}

static void test_compact(void **state)
{
	(void)state;
	struct text out = {0};
	struct json_writer writer = {.out = &out};
	write_document(&writer);
	json_write_text(&writer, SLICE("next"));
	json_write_line_end(&writer);
	assert_string_equal(out.data, "{\"name\":\"x\",\"count\":-3,\"open\":true,\"none\":[],\"list\":[null,3.50,{},"
				      "{\"a\":false}]}\n\"next\"\n");
	text_free(&out);
}

static void test_pretty(void **state)
{
	(void)state;
	struct text out = {0};
	struct json_writer writer = {.out = &out, .pretty = true};
	write_document(&writer);
	assert_string_equal(out.data, "{\n  \"name\": \"x\",\n  \"count\": -3,\n  \"open\": true,\n  \"none\": [],\n"
				      "  \"list\": [\n    null,\n    3.50,\n    {},\n    {\n      \"a\": false\n    }\n"
				      "  ]\n}\n");
	text_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_compact),
		cmocka_unit_test(test_pretty),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
