#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "exchange/csv.h"

/* What a file reads as: the header, then a line per row: its number, its fields between bars, ~ for not set and "" for
 * an empty text; a fault with its message before it. */
static void append_field(struct text *out, const struct csv_field *field)
{
	if (!csv_field_is_set(field)) {
		text_append_char(out, '~');
	} else if (field->text.size == 0) {
		text_append_text(out, "\"\"");
	} else {
		text_append(out, field->text);
	}
	text_append_char(out, '|');
}

static void append_row(struct text *out, const struct csv_row *row)
{
	text_printf(out, "%zu:|", row->line);
	for (size_t i = 0; i < row->count; i++) {
		append_field(out, &row->fields[i]);
	}
	text_append_char(out, '\n');
}

static void append_rows(struct text *out, struct csv *csv)
{
	struct csv_row row;
	struct error error = {0};
	enum csv_outcome outcome;
	for (size_t i = 0; i < csv_column_count(csv); i++) {
		text_append(out, csv_column(csv, i));
		text_append_char(out, '|');
	}
	text_append_char(out, '\n');
	while ((outcome = csv_next(csv, &row, &error)) != CSV_END) {
		if (outcome != CSV_ROW) {
			text_printf(out, "%s\n", error.text);
		}
		if (outcome == CSV_FAILED) {
			return;
		}
		append_row(out, &row);
	}
}

static char *trace_with(struct slice bytes, const struct csv_options *options)
{
	struct text out = {0};
	struct error error = {0};
	struct input *input = input_open_bytes("f", bytes, ENCODING_DETECT);
	struct csv *csv = csv_new(input, options, &error);
	if (csv) {
		append_rows(&out, csv);
	} else {
		text_append_text(&out, error.text);
	}
	csv_free(&csv);
	input_free(&input);
	return text_take(&out);
}

struct reading {
	const char *file, *expected;
};

static const struct reading sound[] = {
	{"a,b\n1,2\n", "a|b|\n2:|1|2|\n"},
	{"a,b\r\n1,2\r\n", "a|b|\n2:|1|2|\n"},
	{"a,b\n1,2", "a|b|\n2:|1|2|\n"},
	{"a,b", "a|b|\n"},
	{"a,b\n,\n", "a|b|\n2:|~|~|\n"},
	{"a,b\n,", "a|b|\n2:|~|~|\n"},
	{"a,b\n\"\",x\n", "a|b|\n2:|\"\"|x|\n"},
	{"a,b\nx,\"\"", "a|b|\n2:|x|\"\"|\n"},
	{"a,b\n x , y \n", "a|b|\n2:| x | y |\n"},
	{"a,b\n\"x,y\",\"z\"\"z\"\n", "a|b|\n2:|x,y|z\"z|\n"},
	{"a,b\n\"\"\"\",\"\"\"x\"\"\"\n", "a|b|\n2:|\"|\"x\"|\n"},
	{"a,b\n\"x\ny\",1\n2,3\n", "a|b|\n2:|x\ny|1|\n4:|2|3|\n"},
	{"a,b\r\n\"x\r\ny\",1\r\n2,3\r\n", "a|b|\n2:|x\ny|1|\n4:|2|3|\n"},
	{"a,b\n\n\r\n1,2\n\n", "a|b|\n4:|1|2|\n"},
	{"\n\na,b\n1,2\n", "a|b|\n4:|1|2|\n"},
	{"a\n\"\"\nx\n\n", "a|\n2:|\"\"|\n3:|x|\n"},
	{"a;b\n1;2,5\n", "a|b|\n2:|1|2,5|\n"},
	{"a\tb\n1\t\n", "a|b|\n2:|1|~|\n"},
	{"\"a;x\",b;c,d\n1,2;3,4\n", "a;x|b;c|d|\n2:|1|2;3|4|\n"},
	{"\xef\xbb\xbf" "a,b\n1,2\n", "a|b|\n2:|1|2|\n"},
	{"\"a\nb\",c\n1,2\n", "a\nb|c|\n3:|1|2|\n"},
	{"åäö,b\nÅ,é\n", "åäö|b|\n2:|Å|é|\n"},
};

static const struct reading malformed[] = {
	{"", "f is empty; its first line must name the columns"},
	{"\n\r\n", "f is empty; its first line must name the columns"},
	{"a,,b\n", "f:1: column 2 of the header has no name; give it one"},
	{"a, ,b\n", "f:1: column 2 of the header has no name; give it one"},
	{"a,b,a\n", "f:1: columns 1 and 3 of the header are both named \"a\""},
	{"a,b;c\n", "f:1: the header has as many \",\" as \";\"; state which one separates the columns"},
	{"a;b\tc\n", "f:1: the header has as many \";\" as tab; state which one separates the columns"},
	{"\"a,b\n", "f:1:1: the quote that begins here is never closed; is the file cut off?"},
	{"a,b\rc\n", "f:1:4: a carriage return that is no line end; lines end in LF or CRLF"},
	{"a,b\n1\n", "a|b|\nf:2:1: 1 field where the header has 2; is a separator or a quote missing?\n2:|1|\n"},
	{"a,b\n1,2,3\n4,5\n",
		"a|b|\nf:2:1: 3 fields where the header has 2; is a separator or a quote missing?\n2:|1|2|3|\n3:|4|5|\n"},
	{"a,b\n\"x\"y,1\n2,3\n",
		"a|b|\nf:2:4: text after the closing quote; a quote inside quotes is written twice\n"
		"2:|\"x\"y|1|\n3:|2|3|\n"},
	{"a,b\n\"x\" ,1\n",
		"a|b|\nf:2:4: text after the closing quote; a quote inside quotes is written twice\n"
		"2:|\"x\" |1|\n"},
	{"a,b\nx\"y,1\n2,3\n",
		"a|b|\nf:2:2: a quote inside a field without quotes; put the field in quotes and write the "
		"quote twice\n2:|x\"y|1|\n3:|2|3|\n"},
	{"a,b\nå, \"y\"\n",
		"a|b|\nf:2:4: a quote inside a field without quotes; put the field in quotes and write the "
		"quote twice\n2:|å| \"y\"|\n"},
	{"a,b\nx\ry,1\n2,3\n",
		"a|b|\nf:2:2: a carriage return that is no line end; lines end in LF or CRLF\n2:|x\ry|1|\n3:|2|3|\n"},
	{"a,b\n\"x\ry\",1\n", "a|b|\nf:2:3: a carriage return that is no line end; lines end in LF or CRLF\n2:|x\ry|1|\n"},
	{"a,b\nx,1\r", "a|b|\nf:2:4: a carriage return that is no line end; lines end in LF or CRLF\n2:|x|1\r|\n"},
	{"a,b\n1,2\n\"x\ny,\"\"\nz",
		"a|b|\n2:|1|2|\nf:3:1: the quote that begins here is never closed; is the file cut "
		"off?\n"},
	{"a,b\n1,\"2\n", "a|b|\nf:2:3: the quote that begins here is never closed; is the file cut off?\n"},
	{"a,b\n\"1\n1\",\"2\n", "a|b|\nf:3:4: the quote that begins here is never closed; is the file cut off?\n"},
	{"a,b\n1,\xc3\xa5\nx,\xff\xc3\xa4\n",
		"a|b|\nf:3:3: the byte 0xff is not UTF-8 here; mend the file or state its encoding\n"},
};

static void check_readings(const struct reading *readings, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		char *got = trace_with(slice_of(readings[i].file), NULL);
		assert_string_equal(got, readings[i].expected);
		free(got);
	}
}

static void test_sound_files(void **state)
{
	(void)state;
	check_readings(sound, COUNT_OF(sound));
}

static void test_malformed_files(void **state)
{
	(void)state;
	check_readings(malformed, COUNT_OF(malformed));
}

/* A separator that is stated is not looked for. */
static void test_stated_separator(void **state)
{
	(void)state;
	char *got = trace_with(slice_of("a,b;c\n1;2\n"), &(struct csv_options){.separator = ';'});
	assert_string_equal(got, "a,b|c|\n2:|1|2|\n");
	free(got);
}

/* Every file must read the same when a block of bytes ends anywhere in it: a long first row moves it about. */
static void test_blocks_end_anywhere(void **state)
{
	(void)state;
	static const char tail[] = "\"x\r\n\"\"y\"\"\",å,\r\n,\"\",\"z\"\n";
	static const char expected[] = "a|b|c|\n3:|x\n\"y\"|å|~|\n5:|~|\"\"|z|\n";
	for (size_t shift = 0; shift < sizeof tail + 4; shift++) {
		struct text file = {0};
		text_append_text(&file, "a,b,c\n");
		size_t filler = 131072 - file.size - shift;
		for (size_t i = 0; i < filler - 3; i++) {
			text_append_char(&file, 'x');
		}
		text_append_text(&file, ",,\n");
		text_append_text(&file, tail);
		char *got = trace_with(text_slice(&file), NULL);
		char *rest = strchr(strchr(got, '\n') + 1, '\n') + 1;
		assert_string_equal(rest, strchr(expected, '\n') + 1);
		free(got);
		text_free(&file);
	}
}

static void test_places(void **state)
{
	(void)state;
	struct error error = {0};
	struct csv_row row;
	struct input *input = input_open_bytes("f", slice_of("a,b,c,d\n\nå,\"ä\n\"\"öö\",\"x\",y\n"), ENCODING_DETECT);
	struct csv *csv = csv_new(input, NULL, &error);
	static const size_t places[][2] = {{3, 1}, {3, 3}, {4, 7}, {4, 11}, {4, 12}};
	assert_non_null(csv);
	assert_int_equal(csv_next(csv, &row, &error), CSV_ROW);
	for (size_t i = 0; i < COUNT_OF(places); i++) {
		size_t line = 0, column = 0;
		csv_place(&row, i, &line, &column);
		assert_int_equal(line, places[i][0]);
		assert_int_equal(column, places[i][1]);
	}
	assert_int_equal(row.raw.size, strlen("å,\"ä\n\"\"öö\",\"x\",y"));
	assert_int_equal(csv_blank_count(csv), 1);
	assert_int_equal(csv_row_count(csv), 1);
	assert_int_equal(csv_column_find(csv, SLICE("c")), 2);
	assert_int_equal(csv_column_find(csv, SLICE("C")), SIZE_MAX);
	csv_free(&csv);
	input_free(&input);
}

static const struct {
	const char *file, *expected;
} limited[] = {
	{"a,b\n123456789,1\n",
		"a|b|\nf:2:1: the field that begins here is too long; is a closing quote missing, or is this no "
		"CSV file?\n"},
	{"a,b\n1,2\n123456789,1\n1234567,1\n1234567,1\n",
		"a|b|\n2:|1|2|\nf:3:1: the field that begins here is too long; is a closing quote missing, or is this no CSV "
		"file?\n"},
	{"a,b\n12345678,1\n", "a|b|\n2:|12345678|1|\n"},
	{"a,b\n1,\"123456789\"\n",
		"a|b|\nf:2:3: the field that begins here is too long; is a closing quote missing, or is "
		"this no CSV file?\n"},
	{"a,b\n\"12345678\",1\n", "a|b|\n2:|12345678|1|\n"},
	{"a,b\n1,\"1234\n6789\"\n",
		"a|b|\nf:2:3: the field that begins here is too long; is a closing quote missing, or is "
		"this no CSV file?\n"},
	{"a,b\n1,1,1,1,1,1,1,1,1,1,1\n", "a|b|\nf:2:1: the row that begins here is too long; is this a CSV file?\n"},
	{"a,b\n\"\",1,1,1,1,1,1,1,1,1,1,1\n", "a|b|\nf:2:1: the row that begins here is too long; is this a CSV file?\n"},
};

static void test_limits(void **state)
{
	(void)state;
	static const struct csv_options options = {.field_limit = 8, .row_limit = 20};
	for (size_t i = 0; i < COUNT_OF(limited); i++) {
		char *got = trace_with(slice_of(limited[i].file), &options);
		assert_string_equal(got, limited[i].expected);
		free(got);
	}
}

static void test_too_many_fields(void **state)
{
	(void)state;
	struct text file = {0};
	text_append_text(&file, "a,b\n");
	for (size_t i = 0; i < CSV_COLUMN_LIMIT; i++) {
		text_append_char(&file, ',');
	}
	char *got = trace_with(text_slice(&file), NULL);
	assert_string_equal(got, "a|b|\nf:2:4097: too many fields in one row; is this a CSV file?\n");
	free(got);
	text_free(&file);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sound_files),
		cmocka_unit_test(test_malformed_files),
		cmocka_unit_test(test_stated_separator),
		cmocka_unit_test(test_blocks_end_anywhere),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_too_many_fields),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
