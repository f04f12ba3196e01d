/* Any bytes as a CSV file: rows that are read, written and read again are the same rows. The first byte chooses
 * separator, encoding and limits; the rest is the file. */
#include <string.h>

#include "exchange/csv.h"
#include "fuzz/fuzz.h"

#define ROWS_MAX 200

static void check_places(const struct csv_row *row)
{
	size_t last_line = row->line, last_column = 0;
	for (size_t i = 0; i < row->count; i++) {
		size_t line = 0, column = 0;
		csv_place(row, i, &line, &column);
		REQUIRE(line > last_line || (line == last_line && column > last_column));
		REQUIRE(row->fields[i].offset <= row->raw.size);
		last_line = line;
		last_column = column;
	}
}

static void check_text(struct slice text)
{
	REQUIRE(text_first_invalid(text) == SIZE_MAX);
	REQUIRE(!text.size || !memchr(text.data, '\0', text.size));
}

static void write_row(struct csv_writer *writer, const struct csv_row *row)
{
	for (size_t i = 0; i < row->count; i++) {
		check_text(row->fields[i].text);
		if (csv_field_is_set(&row->fields[i])) {
			csv_write_field(writer, row->fields[i].text);
		} else {
			csv_write_unset(writer);
		}
	}
	csv_write_end(writer);
}

/* Writes the header and the sound rows; their number. */
static size_t copy_rows(struct csv *csv, struct csv_writer *writer)
{
	struct error error = {0};
	struct csv_row row;
	enum csv_outcome outcome;
	size_t rows = 0;
	/* A name may begin with the character of the mark: the mark itself keeps it from being taken for one. */
	text_append_text(writer->out, CSV_BYTE_ORDER_MARK);
	for (size_t i = 0; i < csv_column_count(csv); i++) {
		csv_write_field(writer, csv_column(csv, i));
	}
	csv_write_end(writer);
	while ((outcome = csv_next(csv, &row, &error)) < CSV_END && rows < ROWS_MAX) {
		check_places(&row);
		REQUIRE((outcome == CSV_FAULT) == (row.fault != NULL));
		if (outcome == CSV_ROW) {
			REQUIRE(row.count == csv_column_count(csv));
			write_row(writer, &row);
			rows++;
		}
	}
	return rows;
}

static size_t read_and_write(struct slice file, enum input_encoding encoding, const struct csv_options *options,
	struct csv_writer *writer)
{
	struct error error = {0};
	size_t rows = SIZE_MAX;
	struct input *input = input_open_bytes("f", file, encoding);
	struct csv *csv = csv_new(input, options, &error);
	if (csv) {
		writer->format.separator = csv_separator(csv);
		rows = copy_rows(csv, writer);
	} else {
		REQUIRE(error.text[0]);
	}
	csv_free(&csv);
	input_free(&input);
	return rows;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	if (size == 0) {
		return 0;
	}
	struct csv_options options = {.separator = "\0,;\t"[bytes[0] & 3]};
	if (bytes[0] & 0x80) {
		options.field_limit = 16;
		options.row_limit = 64;
	}
	struct slice file = {(const char *)bytes + 1, size - 1};
	struct text once = {0}, twice = {0};
	struct csv_writer first = {.out = &once, .format = {.raw = true, .crlf = bytes[0] & 0x40}};
	struct csv_writer second = {.out = &twice, .format = first.format};
	size_t rows = read_and_write(file, (enum input_encoding)(bytes[0] >> 2 & 7) % 5, &options, &first);
	if (rows != SIZE_MAX) {
		struct csv_options again = {.separator = first.format.separator};
		REQUIRE(read_and_write(text_slice(&once), ENCODING_UTF8, &again, &second) == rows);
		REQUIRE(slice_equal(text_slice(&once), text_slice(&twice)));
	}
	text_free(&once);
	text_free(&twice);
	return 0;
}
