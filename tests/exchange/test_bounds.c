/* Files of any size in bounded memory, and a line of 1 GB refused at once. The files come through a pipe. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/memory.h"
#include "exchange/csv.h"
#include "exchange/json.h"

#define LINE "12345,\"say \"\"hej\"\"\",åäö\n"
#define GIGABYTE ((size_t)1 << 30)
#define MEMORY_LIMIT (96L * 1024) /* KiB: the row limit, doubled by growing, and a sanitizer's own */

struct stream {
	pid_t writer;
	struct input *input;
};

/* A child that writes `before`, then `piece` until `size` bytes are out or nobody reads. */
static struct stream stream_open(const char *before, const char *piece, size_t size)
{
	int ends[2];
	struct error error = {0};
	struct stream stream = {0};
	char path[32];
	assert_int_equal(pipe(ends), 0);
	stream.writer = fork();
	assert_true(stream.writer >= 0);
	if (stream.writer == 0) {
		close(ends[0]);
		FILE *out = fdopen(ends[1], "w");
		bool open = fputs(before, out) >= 0;
		for (size_t done = 0; open && done < size; done += strlen(piece)) {
			open = fputs(piece, out) >= 0;
		}
		fclose(out);
		_exit(0);
	}
	close(ends[1]);
	snprintf(path, sizeof path, "/dev/fd/%d", ends[0]);
	stream.input = input_open(path, ENCODING_DETECT, &error);
	assert_non_null(stream.input);
	close(ends[0]);
	return stream;
}

static void stream_close(struct stream *stream)
{
	input_free(&stream->input);
	waitpid(stream->writer, NULL, 0);
}

/* Under valgrind (TEST_SMALL) everything takes more room, and time. */
static void check_memory(void)
{
	struct rusage usage;
	getrusage(RUSAGE_SELF, &usage);
	assert_true(getenv("TEST_SMALL") || usage.ru_maxrss < MEMORY_LIMIT);
}

static const struct {
	const char *before, *piece, *message;
} endless[] = {
	{"a,b\n", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
		":2:1: the field that begins here is too long"},
	{"a,b\n1,\"", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n", ":2:3: the field that begins here is too long"},
	{"a,b\n1,\"", "xxxxxxxxxxxxxxxxxxxxxxxxxxxx\"\"xx", ":2:3: the field that begins here is too long"},
	{"a,b\n", "1,", ":2:8193: too many fields in one row"},
	{"a,b\n", "\"x\",", ":2:16385: too many fields in one row"},
	{"", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
		":1:1: the field that begins here is too long"},
	{"a,b\n", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\r",
		":2:1: the field that begins here is too long"},
};

static void test_endless_csv(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(endless); i++) {
		struct error error = {0};
		struct csv_row row;
		struct stream stream = stream_open(endless[i].before, endless[i].piece, GIGABYTE);
		struct csv *csv = csv_new(stream.input, NULL, &error);
		if (csv) {
			assert_int_equal(csv_next(csv, &row, &error), CSV_FAILED);
		}
		if (!strstr(error.text, endless[i].message)) {
			assert_string_equal(error.text, endless[i].message);
		}
		csv_free(&csv);
		stream_close(&stream);
	}
	check_memory();
}

/* Fields as long as they may be, until the row is too long. */
static void test_long_row(void **state)
{
	(void)state;
	struct error error = {0};
	struct csv_row row;
	char *piece = memory_new(CSV_FIELD_LIMIT + 2);
	memset(piece, 'x', CSV_FIELD_LIMIT);
	piece[CSV_FIELD_LIMIT] = ',';
	struct stream stream = stream_open("a,b\n", piece, GIGABYTE);
	struct csv *csv = csv_new(stream.input, NULL, &error);
	assert_non_null(csv);
	assert_int_equal(csv_next(csv, &row, &error), CSV_FAILED);
	assert_non_null(strstr(error.text, ":2:1: the row that begins here is too long"));
	csv_free(&csv);
	stream_close(&stream);
	free(piece);
	check_memory();
}

static void test_many_rows(void **state)
{
	(void)state;
	struct error error = {0};
	struct csv_row row;
	enum csv_outcome outcome;
	size_t rows = 0;
	size_t size = (size_t)(getenv("TEST_SMALL") ? 2 : 200) << 20;
	struct stream stream = stream_open("a,b,c\n", LINE, size);
	struct csv *csv = csv_new(stream.input, NULL, &error);
	assert_non_null(csv);
	while ((outcome = csv_next(csv, &row, &error)) == CSV_ROW) {
		rows++;
		assert_int_equal(row.fields[1].text.size, 9);
	}
	assert_int_equal(outcome, CSV_END);
	assert_int_equal(rows, (size + strlen(LINE) - 1) / strlen(LINE));
	csv_free(&csv);
	stream_close(&stream);
	check_memory();
}

static bool ignore_value(void *context, const struct json_value *value, struct error *error)
{
	(void)context;
	(void)value;
	(void)error;
	return true;
}

static const struct {
	const char *before, *piece, *message;
} endless_json[] = {
	{"[\"", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", ":1:2: a text, number or blank longer than"},
	{"[1,", "                                ", ":1:3: a text, number or blank longer than"},
	{"", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "nested deeper than 64"},
};

static void test_endless_json(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(endless_json); i++) {
		struct error error = {0};
		struct stream stream = stream_open(endless_json[i].before, endless_json[i].piece, GIGABYTE);
		assert_false(json_read(stream.input, ignore_value, NULL, &error));
		if (!strstr(error.text, endless_json[i].message)) {
			assert_string_equal(error.text, endless_json[i].message);
		}
		stream_close(&stream);
	}
	check_memory();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_endless_csv),
		cmocka_unit_test(test_long_row),
		cmocka_unit_test(test_many_rows),
		cmocka_unit_test(test_endless_json),
	};
	signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
