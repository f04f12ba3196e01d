#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "exchange/csv.h"
#include "support/chance.h"

static const struct {
	const char *value; /* NULL is not set */
	const char *written;
	struct csv_format format;
} values[] = {
	{NULL, "", {0}},
	{"", "\"\"", {0}},
	{"x", "x", {0}},
	{" x ", " x ", {0}},
	{"x,y", "\"x,y\"", {0}},
	{"x,y", "x,y", {.separator = ';'}},
	{"x;y", "\"x;y\"", {.separator = ';'}},
	{"x\ty", "x\\x09y", {0}},
	{"x\ty", "\"x\ty\"", {.separator = '\t', .raw = true}},
	{"say \"hej\"", "\"say \"\"hej\"\"\"", {0}},
	{"\"", "\"\"\"\"", {0}},
	{"x\ny", "\"x\ny\"", {0}},
	{"x\ry", "\"x\ry\"", {.raw = true}},
	{"\033]0;x\007", "\\x1b]0;x\\x07", {0}},
	{"\033]0;x\007", "\033]0;x\007", {.raw = true}},
	{"åäö", "åäö", {0}},
	{"=1+1", "=1+1", {0}},
	{"=1+1", "'=1+1", {.defuse = true}},
	{"=\"a\",b", "\"'=\"\"a\"\",b\"", {.defuse = true}},
	{"+46 8 123", "+46 8 123", {.defuse = true}},
	{"-12.50", "-12.50", {.defuse = true}},
	{"-1+1", "'-1+1", {.defuse = true}},
	{"-", "'-", {.defuse = true}},
	{"@SUM(A1)", "'@SUM(A1)", {.defuse = true}},
	{"＝1", "'＝1", {.defuse = true}},
	{"'=1", "''=1", {.defuse = true}},
	{"'-12", "''-12", {.defuse = true}},
	{"'x", "'x", {.defuse = true}},
	{"x=1", "x=1", {.defuse = true}},
};

static void write_value(struct csv_writer *writer, const char *value)
{
	if (value) {
		csv_write_field(writer, slice_of(value));
	} else {
		csv_write_unset(writer);
	}
}

static void test_values(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(values); i++) {
		struct text out = {0};
		struct text expected = {0};
		struct csv_writer writer = {.out = &out, .format = values[i].format};
		char separator = writer.format.separator ? writer.format.separator : ',';
		write_value(&writer, values[i].value);
		csv_write_field(&writer, SLICE("e"));
		write_value(&writer, values[i].value);
		csv_write_end(&writer);
		text_printf(&expected, "%s%ce%c%s\n", values[i].written, separator, separator, values[i].written);
		assert_string_equal(out.data, expected.data);
		text_free(&out);
		text_free(&expected);
	}
}

static void test_row_ends(void **state)
{
	(void)state;
	struct text out = {0};
	struct csv_writer writer = {.out = &out, .format = {.crlf = true}};
	csv_write_unset(&writer);
	csv_write_end(&writer);
	csv_write_unset(&writer);
	csv_write_unset(&writer);
	csv_write_end(&writer);
	csv_write_field(&writer, SLICE("x"));
	csv_write_end(&writer);
	assert_string_equal(out.data, "\"\"\r\n,\r\nx\r\n");
	text_free(&out);
}

static void test_restored(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"", "'", "''", "'x", "=1", "'=1", "''=1", "-12", "'-12", "-x", "@", "'@", "＋1", "a'=1"};
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		struct text out = {0};
		struct csv_writer writer = {.out = &out, .format = {.defuse = true, .raw = true}};
		csv_write_field(&writer, slice_of(texts[i]));
		struct slice written = out.size == 2 && texts[i][0] == '\0' ? (struct slice){"", 0} : text_slice(&out);
		assert_true(slice_equal_text(csv_restored(written), texts[i]));
		text_free(&out);
	}
}

/* ---- random tables: written, read, equal ---- */

#define ROWS 40
#define COLUMNS 7

static void random_value(struct text *value)
{
	static const char *const parts[] = {
		"a", "\"", ",", ";", "\n", "ö", " ", "=", "'", "-", "1", "語", "\t", "@", "\"\"", "x"};
	for (unsigned left = chance(4) ? chance(9) : 0; left; left--) {
		text_append_text(value, parts[chance(COUNT_OF(parts))]);
	}
}

static void random_table(struct text values_out[ROWS][COLUMNS], bool unset[ROWS][COLUMNS], size_t columns)
{
	for (size_t r = 0; r < ROWS; r++) {
		for (size_t c = 0; c < columns; c++) {
			unset[r][c] = chance(4) == 0 && columns > 1;
			if (!unset[r][c]) {
				random_value(&values_out[r][c]);
			}
		}
	}
}

static void write_table(
	struct csv_writer *writer, struct text table[ROWS][COLUMNS], bool unset[ROWS][COLUMNS], size_t columns)
{
	for (size_t c = 0; c < columns; c++) {
		csv_write_field(writer, (struct slice){"abcdefgh" + c, 1});
	}
	csv_write_end(writer);
	for (size_t r = 0; r < ROWS; r++) {
		for (size_t c = 0; c < columns; c++) {
			if (unset[r][c]) {
				csv_write_unset(writer);
			} else {
				csv_write_field(writer, text_slice(&table[r][c]));
			}
		}
		csv_write_end(writer);
	}
}

static void check_table(struct slice file, const struct csv_format *format, struct text table[ROWS][COLUMNS],
	bool unset[ROWS][COLUMNS], size_t columns)
{
	struct error error = {0};
	struct csv_row row;
	struct input *input = input_open_bytes("f", file, ENCODING_UTF8);
	struct csv *csv = csv_new(input, &(struct csv_options){.separator = format->separator}, &error);
	assert_non_null(csv);
	for (size_t r = 0; r < ROWS; r++) {
		assert_int_equal(csv_next(csv, &row, &error), CSV_ROW);
		assert_int_equal(row.count, columns);
		for (size_t c = 0; c < columns; c++) {
			assert_int_equal(csv_field_is_set(&row.fields[c]), !unset[r][c]);
			struct slice text = format->defuse ? csv_restored(row.fields[c].text) : row.fields[c].text;
			assert_true(slice_equal(text, text_slice(&table[r][c])));
		}
	}
	assert_int_equal(csv_next(csv, &row, &error), CSV_END);
	csv_free(&csv);
	input_free(&input);
}

static void free_table(struct text table[ROWS][COLUMNS])
{
	for (size_t r = 0; r < ROWS; r++) {
		for (size_t c = 0; c < COLUMNS; c++) {
			text_free(&table[r][c]);
		}
	}
}

static void test_round_trip(void **state)
{
	(void)state;
	for (unsigned seed = 1; seed <= 300; seed++) {
		chance_seed = seed;
		struct text table[ROWS][COLUMNS] = {0};
		bool unset[ROWS][COLUMNS] = {0};
		struct text out = {0};
		size_t columns = 1 + seed % COLUMNS;
		struct csv_writer writer = {.out = &out, .format = {",;\t"[chance(3)], chance(2), chance(2), true}};
		random_table(table, unset, columns);
		write_table(&writer, table, unset, columns);
		check_table(text_slice(&out), &writer.format, table, unset, columns);
		text_free(&out);
		free_table(table);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_row_ends),
		cmocka_unit_test(test_restored),
		cmocka_unit_test(test_round_trip),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
