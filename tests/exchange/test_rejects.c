#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/memory.h"
#include "exchange/rejects.h"

static char directory[] = "/tmp/forvalta-rejects-XXXXXX";
static char path[64], part_path[64];

static int set_up(void **state)
{
	(void)state;
	if (!mkdtemp(directory)) {
		return -1;
	}
	snprintf(path, sizeof path, "%s/out.csv", directory);
	snprintf(part_path, sizeof part_path, "%s/out.csv.part", directory);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	unlink(path);
	return rmdir(directory);
}

static char *file_text(const char *name)
{
	struct error error = {0};
	struct text out = {0};
	struct slice piece;
	struct input *input = input_open(name, ENCODING_UTF8, &error);
	assert_non_null(input);
	do {
		assert_true(input_read(input, &piece, &error));
		text_append(&out, piece);
	} while (piece.size);
	input_free(&input);
	return text_take(&out);
}

struct source {
	struct input *input;
	struct csv *csv;
};

static struct source source_open(const char *file)
{
	struct error error = {0};
	struct source source = {.input = input_open_bytes("in.csv", slice_of(file), ENCODING_DETECT)};
	source.csv = csv_new(source.input, NULL, &error);
	assert_non_null(source.csv);
	return source;
}

static void source_close(struct source *source)
{
	csv_free(&source->csv);
	input_free(&source->input);
}

/* Rejects every row: faulty ones for their fault, the others for their first field and one thing more. */
static void reject_all(const char *file)
{
	struct error error = {0};
	struct csv_row row;
	struct source source = source_open(file);
	struct rejects *rejects = rejects_open(path, source.csv, &error);
	assert_non_null(rejects);
	for (;;) {
		enum csv_outcome outcome = csv_next(source.csv, &row, &error);
		if (outcome == CSV_END) {
			break;
		}
		struct reject reasons[] = {
			{row.line, 1, csv_column(source.csv, 0), row.fields[0].text, "not so"},
			{row.line, 0, csv_column(source.csv, 1), {"", 0}, "nor this"},
		};
		assert_true(
			rejects_add(rejects, &row, outcome == CSV_FAULT ? NULL : reasons, outcome == CSV_FAULT ? 0 : 2, &error));
	}
	assert_int_equal(access(path, F_OK), -1);
	assert_true(rejects_finish(&rejects, &error));
	source_close(&source);
}

static const struct {
	const char *file, *expected;
} files[] = {
	{"code,name\n", "_line,_column,_field,_value,_reason,code,name\n"},
	{"code,name\nA,\n\"B,b\",\"\"\n",
		"_line,_column,_field,_value,_reason,code,name\n"
		"2,1,code,A,not so; name: nor this,A,\n"
		"3,1,code,\"B,b\",not so; name: nor this,\"B,b\",\"\"\n"},
	{"code;name\nå;1,5\n",
		"_line;_column;_field;_value;_reason;code;name\n"
		"2;1;code;å;\"not so; name: nor this\";å;1,5\n"},
	{"code,name\n1\n1,2,3\n\"x\"y,2\n",
		"_line,_column,_field,_value,_reason,code,name\n"
		"2,1,,,1 field where the header has 2; is a separator or a quote missing?,1\n"
		"3,1,,,3 fields where the header has 2; is a separator or a quote missing?,1,2,3\n"
		"4,4,,,text after the closing quote; a quote inside quotes is written twice,\"\"\"x\"\"y\",2\n"},
	{"_line,_column,_field,_value,_reason,code,name\n9,9,x,y,z,C,c\n",
		"_line,_column,_field,_value,_reason,code,name\n2,1,_line,9,not so; _column: nor this,C,c\n"},
	{"code,name\n=1+1,\033[2J\n",
		"_line,_column,_field,_value,_reason,code,name\n2,1,code,'=1+1,not so; name: nor this,=1+1,\033[2J\n"},
};

static void test_files(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(files); i++) {
		unlink(path);
		reject_all(files[i].file);
		char *got = file_text(path);
		assert_string_equal(got, files[i].expected);
		free(got);
		assert_int_equal(access(part_path, F_OK), -1);
	}
}

/* Given up half way: what stood there before still does, and nothing else. */
static void test_given_up(void **state)
{
	(void)state;
	struct error error = {0};
	unlink(path);
	reject_all("code,name\nA,a\n");
	struct source source = source_open("x,y\n1,2\n");
	struct rejects *rejects = rejects_open(path, source.csv, &error);
	assert_non_null(rejects);
	rejects_free(&rejects);
	rejects_free(&rejects);
	source_close(&source);
	char *got = file_text(path);
	assert_non_null(strstr(got, "code,name"));
	free(got);
	assert_int_equal(access(part_path, F_OK), -1);
}

static void test_left_over_part(void **state)
{
	(void)state;
	unlink(path);
	assert_int_equal(symlink("/etc/passwd", part_path), 0);
	reject_all("code,name\nA,a\n");
	char *got = file_text(path);
	assert_non_null(strstr(got, "code,name"));
	free(got);
}

static void test_refused_paths(void **state)
{
	(void)state;
	struct error error = {0};
	struct source source = source_open("x,y\n1,2\n");
	assert_null(rejects_open("/nowhere/out.csv", source.csv, &error));
	assert_string_equal(error.text, "cannot write /nowhere/out.csv: No such file or directory");
	source_close(&source);
	unlink(path);
	reject_all("code,name\nA,a\n");
	source.input = input_open(path, ENCODING_DETECT, &error);
	source.csv = csv_new(source.input, NULL, &error);
	assert_non_null(source.csv);
	assert_null(rejects_open(path, source.csv, &error));
	assert_non_null(strstr(error.text, "is the file being read; give the rejects another file"));
	source_close(&source);
}

static void test_full_disk(void **state)
{
	(void)state;
	struct error error = {0};
	struct source source = source_open("x,y\n1,2\n");
	struct rejects *rejects = rejects_open("/dev/full", source.csv, &error);
	assert_non_null(rejects);
	assert_false(rejects_finish(&rejects, &error));
	assert_null(rejects);
	assert_non_null(strstr(error.text, "cannot write /dev/full: No space left on device; "));
	source_close(&source);
}

static void test_note_columns(void **state)
{
	(void)state;
	assert_true(rejects_is_note(SLICE("_line")));
	assert_true(rejects_is_note(SLICE("_reason")));
	assert_false(rejects_is_note(SLICE("line")));
	assert_false(rejects_is_note(SLICE("_lines")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_files),
		cmocka_unit_test(test_given_up),
		cmocka_unit_test(test_left_over_part),
		cmocka_unit_test(test_refused_paths),
		cmocka_unit_test(test_full_disk),
		cmocka_unit_test(test_note_columns),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
