/* Comma-separated values, strictly after RFC 4180, read as a stream.
 *
 * Why not libcsv: it trims fields, drops blank rows, splits at a lone carriage return and knows no line numbers.
 *
 * The first row is the header. A separator of ',' ';' or tab, stated or found in the header. Lines end in LF or CRLF; a
 * field in quotes may hold line breaks (CRLF there is read as LF: the line break belongs to the file, not to the
 * value). An empty field without quotes means not set; "" is an empty text. A wholly blank line is no row: skipped
 * and counted. Memory is bounded by the limits, whatever the size of the file. */
#ifndef EXCHANGE_CSV_H
#define EXCHANGE_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "base/csv_writer.h"
#include "base/error.h"
#include "base/text.h"
#include "exchange/input.h"

#define CSV_FIELD_LIMIT ((size_t)1 << 20) /* bytes of one field */
#define CSV_ROW_LIMIT ((size_t)16 << 20)  /* bytes of one row */
#define CSV_COLUMN_LIMIT 4096             /* fields of one row */

struct csv_options {
	char separator;                 /* 0: find it in the header line */
	size_t field_limit, row_limit;  /* 0: the limits above */
};

struct csv_field {
	struct slice text; /* unquoted, "" made one quote */
	bool quoted;
	size_t offset; /* of its first byte (the opening quote) in the row's raw text */
};

/* All of it is valid until the next csv_next. */
struct csv_row {
	const struct csv_field *fields;
	size_t count;
	size_t line;      /* of the file, from 1: where the row starts */
	struct slice raw; /* as it stood, without the line end */
	const char *fault; /* of a CSV_FAULT: what is wrong, without the place that `error` has before it; else NULL */
	size_t fault_line, fault_column;
};

enum csv_outcome {
	CSV_ROW,
	CSV_FAULT,  /* a row that is not as it should be; `error` says what and where. Reading can go on */
	CSV_END,
	CSV_FAILED, /* the file cannot be read further; `error` says why */
};

struct csv;

/* Reads the header. The input stays the caller's and must outlive the reader. NULL, with `error` filled, where there
 * is no header, a column has no name or one name stands twice, or the separator cannot be told. */
struct csv *csv_new(struct input *input, const struct csv_options *options, struct error *error);
void csv_free(struct csv **csv);

/* The next row. A CSV_FAULT is a row with another number of fields than the header, text after a closing quote, a
 * quote inside a field without quotes, or a carriage return that is no line end: `row` is filled then too, as well as
 * it could be understood. */
enum csv_outcome csv_next(struct csv *csv, struct csv_row *row, struct error *error);

bool csv_field_is_set(const struct csv_field *field); /* not: empty without quotes */
/* Where the field begins: line of the file and character in that line, both from 1. */
void csv_place(const struct csv_row *row, size_t index, size_t *line, size_t *column);

char csv_separator(const struct csv *csv);
size_t csv_column_count(const struct csv *csv);
struct slice csv_column(const struct csv *csv, size_t index); /* the name as it stands in the header */
/* The column of exactly that name; SIZE_MAX where there is none. */
size_t csv_column_find(const struct csv *csv, struct slice name);
size_t csv_row_count(const struct csv *csv);   /* rows given so far, faulty ones too */
size_t csv_blank_count(const struct csv *csv); /* blank lines skipped so far */
const struct input *csv_input(const struct csv *csv);

const char *csv_name(const struct csv *csv);   /* of the input, for messages */

#endif
