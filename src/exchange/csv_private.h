/* The CSV reader's parts: csv.c reads the header and gives rows, csv_scan.c finds where fields begin and end. */
#ifndef EXCHANGE_CSV_PRIVATE_H
#define EXCHANGE_CSV_PRIVATE_H

#include "exchange/csv.h"
#include "exchange/exchange_private.h"

enum csv_fault {
	CSV_SOUND,
	CSV_TEXT_AFTER_QUOTE,
	CSV_QUOTE_IN_FIELD,
	CSV_LONE_RETURN,
	CSV_FIELD_TOO_LONG, /* this and the following end the reading */
	CSV_ROW_TOO_LONG,
	CSV_TOO_MANY_FIELDS,
	CSV_QUOTE_OPEN,
	CSV_READ_FAILED, /* the error is filled */
};

/* Offsets from the start of the row: they outlast a move of the buffer. */
struct csv_span {
	size_t offset;     /* of the field with its quotes */
	size_t start, end; /* of the value, inside its quotes */
	bool quoted;
	bool rewritten; /* holds "" or CRLF: the value is not the raw bytes */
};

struct csv {
	struct input *input;
	size_t field_limit, row_limit;
	char separator;
	unsigned char stops[256]; /* 1 for what ends or spoils a field without quotes */
	char *buffer;
	size_t capacity, filled;
	size_t row_start; /* in the buffer */
	bool ended;
	size_t line;     /* where the row starts */
	size_t row_size; /* raw bytes of the row, without and with its line end */
	size_t row_taken, row_lines;
	bool plain; /* the fields are made, there are no spans */
	struct csv_span *spans;
	size_t span_capacity;
	struct csv_field *fields;
	size_t field_capacity;
	size_t count;
	enum csv_fault fault; /* the row's first, and where in the row */
	size_t fault_at;
	struct place fault_place;
	struct text words; /* what the fault is */
	struct text rewritten;
	struct text header;
	struct slice *columns;
	size_t column_count;
	size_t rows, blanks;
};

/* Reads one more piece behind what is there. False: the end, or a fault is set. */
bool csv_more(struct csv *csv, struct error *error);
void csv_set_separator(struct csv *csv, char separator);
/* Finds the row at row_start: spans, count, row_size, row_taken, fault. False for a fault that ends the reading. */
bool csv_scan(struct csv *csv, struct error *error);

/* To the next row that is no blank line: CSV_ROW, CSV_END or CSV_FAILED, with `fault` telling. Its fields are made. */
enum csv_outcome csv_find_row(struct csv *csv, struct error *error);
/* Says what `fault` is and where (none: a wrong number of fields); leaves the error of the input alone. */
void csv_explain_fault(struct csv *csv, struct error *error);

#endif
