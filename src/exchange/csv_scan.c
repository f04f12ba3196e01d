#include <string.h>

#include "base/memory.h"
#include "exchange/csv_private.h"
#include "exchange/words_private.h"

#define END_OF_INPUT (-1)

/* A fault that ends the reading stands before one that does not. */
static void note_fault(struct csv *csv, enum csv_fault fault, size_t at)
{
	if (csv->fault == CSV_SOUND || (csv->fault < CSV_FIELD_TOO_LONG && fault >= CSV_FIELD_TOO_LONG)) {
		csv->fault = fault;
		csv->fault_at = at;
	}
}

bool csv_more(struct csv *csv, struct error *error)
{
	struct slice piece;
	if (csv->ended) {
		return false;
	}
	if (csv->filled - csv->row_start > csv->row_limit) {
		note_fault(csv, CSV_ROW_TOO_LONG, 0);
		return false;
	}
	if (!input_read(csv->input, &piece, error)) {
		note_fault(csv, CSV_READ_FAILED, 0);
		return false;
	}
	if (csv->row_start) {
		memmove(csv->buffer, csv->buffer + csv->row_start, csv->filled - csv->row_start);
		csv->filled -= csv->row_start;
		csv->row_start = 0;
	}
	memory_grow(&csv->buffer, &csv->capacity, csv->filled + piece.size, 1);
	memcpy(csv->buffer + csv->filled, piece.data, piece.size);
	csv->filled += piece.size;
	csv->ended = piece.size == 0;
	return !csv->ended;
}

void csv_set_separator(struct csv *csv, char separator)
{
	memset(csv->stops, 0, sizeof csv->stops);
	csv->separator = separator;
	csv->stops[(unsigned char)separator] = 1;
	csv->stops['\n'] = csv->stops['\r'] = csv->stops['"'] = 1;
}

static bool is_over(const struct csv *csv)
{
	return csv->fault >= CSV_FIELD_TOO_LONG;
}

static const char *row_text(const struct csv *csv)
{
	return csv->buffer + csv->row_start;
}

static size_t available(const struct csv *csv)
{
	return csv->filled - csv->row_start;
}

/* The byte at `at` of the row, reading on where needed; END_OF_INPUT also when a fault ended the reading. */
static int byte_at(struct csv *csv, size_t at, struct error *error)
{
	while (at >= available(csv)) {
		if (!csv_more(csv, error)) {
			return END_OF_INPUT;
		}
	}
	return (unsigned char)row_text(csv)[at];
}

static bool add_span(struct csv *csv, struct csv_span span)
{
	if (span.end - span.start > csv->field_limit) {
		note_fault(csv, CSV_FIELD_TOO_LONG, span.offset);
		return false;
	}
	if (csv->count == CSV_COLUMN_LIMIT) {
		note_fault(csv, CSV_TOO_MANY_FIELDS, span.offset);
		return false;
	}
	if (csv->count == csv->span_capacity) {
		memory_grow(&csv->spans, &csv->span_capacity, csv->count, sizeof *csv->spans);
	}
	csv->spans[csv->count++] = span;
	return true;
}

static struct csv_span bare_span(size_t start, size_t end)
{
	return (struct csv_span){.offset = start, .start = start, .end = end};
}

static void end_row(struct csv *csv, size_t size, size_t line_end)
{
	csv->row_size = size;
	csv->row_taken = size + line_end;
}

static bool add_plain_field(struct csv *csv, const char *row, size_t start, size_t end)
{
	if (csv->count == csv->field_capacity || end - start > csv->field_limit) {
		return false;
	}
	csv->fields[csv->count++] = (struct csv_field){.text = {row + start, end - start}, .offset = start};
	return true;
}

static bool end_plain_row(struct csv *csv, const char *row, size_t start, size_t stop)
{
	size_t line_end = row[stop] == '\n' ? 1 : row[stop] == '\r' && row[stop + 1] == '\n' ? 2 : 0;
	if (!line_end || !add_plain_field(csv, row, start, stop)) {
		return false;
	}
	end_row(csv, stop, line_end);
	csv->row_lines = 1;
	return true;
}

/* Most rows: whole in the buffer, without quotes and stray carriage returns, no longer than those before. The others,
 * and the end of the buffer, are left to scan_fields, which knows all the rest. */
static bool scan_plain(struct csv *csv)
{
	const char *row = row_text(csv);
	size_t size = available(csv);
	size_t start = 0;
	for (size_t at = 0; at + 8 < size; at += 8) {
		uint64_t word = word_at(row + at);
		uint64_t stops = word_marks(word, '\n') | word_marks(word, '\r') | word_marks(word, '"')
			| word_marks(word, (unsigned char)csv->separator);
		for (; stops; stops &= stops - 1) {
			size_t stop = at + (size_t)__builtin_ctzll(stops) / 8;
			if (row[stop] != csv->separator) {
				return end_plain_row(csv, row, start, stop);
			}
			if (!add_plain_field(csv, row, start, stop)) {
				return false;
			}
			start = stop + 1;
		}
	}
	return false;
}

/* The length of the line end at `at`: 1, 2, or 0 where there is none. */
static size_t line_end_at(struct csv *csv, size_t at, struct error *error)
{
	int byte = byte_at(csv, at, error);
	if (byte == '\n') {
		return 1;
	}
	return byte == '\r' && byte_at(csv, at + 1, error) == '\n' ? 2 : 0;
}

/* From `at` to the separator or the end of the row; gives where that is, with the line end's length. */
static size_t scan_open_field(struct csv *csv, size_t start, size_t at, size_t *line_end, struct error *error)
{
	*line_end = 0;
	for (;;) {
		const char *row = row_text(csv);
		size_t size = available(csv);
		while (at < size && !csv->stops[(unsigned char)row[at]]) {
			at++;
		}
		if (at - start > csv->field_limit) {
			note_fault(csv, CSV_FIELD_TOO_LONG, start);
			return at;
		}
		if (at == size) {
			if (!csv_more(csv, error)) {
				return at;
			}
			continue;
		}
		char stop = row[at];
		if (stop == csv->separator || (*line_end = line_end_at(csv, at, error))) {
			return at;
		}
		note_fault(csv, stop == '"' ? CSV_QUOTE_IN_FIELD : CSV_LONE_RETURN, at);
		at++;
	}
}

/* The closing quote of the field whose opening one stands at `start`. False: there is none. */
static bool find_closing_quote(struct csv *csv, size_t start, size_t *closing, bool *rewritten, struct error *error)
{
	size_t at = start + 1;
	for (;;) {
		const char *quote = at < available(csv) ? memchr(row_text(csv) + at, '"', available(csv) - at) : NULL;
		size_t reached = quote ? (size_t)(quote - row_text(csv)) : available(csv);
		if (reached - start > csv->field_limit + 1) {
			note_fault(csv, CSV_FIELD_TOO_LONG, start);
			return false;
		}
		if (!quote) {
			at = reached;
			if (!csv_more(csv, error)) {
				note_fault(csv, CSV_QUOTE_OPEN, start);
				return false;
			}
		} else if (byte_at(csv, reached + 1, error) == '"') {
			*rewritten = true;
			at = reached + 2;
		} else {
			*closing = reached;
			return !is_over(csv);
		}
	}
}

/* Inside quotes CRLF is a line break; a carriage return alone is a fault. */
static bool holds_return(struct csv *csv, size_t start, size_t end)
{
	const char *row = row_text(csv);
	const char *back = memchr(row + start, '\r', end - start);
	bool any = back;
	for (; back; back = memchr(back + 1, '\r', (size_t)(row + end - back - 1))) {
		if (back + 1 == row + end || back[1] != '\n') {
			note_fault(csv, CSV_LONE_RETURN, (size_t)(back - row));
			break;
		}
	}
	return any;
}

static size_t scan_quoted_field(struct csv *csv, size_t start, size_t *line_end, struct error *error)
{
	size_t closing = 0;
	struct csv_span span = {.offset = start, .start = start + 1, .quoted = true};
	if (!find_closing_quote(csv, start, &closing, &span.rewritten, error)) {
		return start;
	}
	span.end = closing;
	span.rewritten |= holds_return(csv, span.start, span.end);
	int byte = byte_at(csv, closing + 1, error);
	*line_end = 0;
	if (byte != END_OF_INPUT && byte != csv->separator && !(*line_end = line_end_at(csv, closing + 1, error))) {
		note_fault(csv, CSV_TEXT_AFTER_QUOTE, closing + 1);
		size_t end = scan_open_field(csv, start, closing + 1, line_end, error);
		add_span(csv, (struct csv_span){.offset = start, .start = start, .end = end, .quoted = true});
		return end;
	}
	add_span(csv, span);
	return closing + 1;
}

static size_t scan_bare_field(struct csv *csv, size_t start, size_t *line_end, struct error *error)
{
	size_t end = scan_open_field(csv, start, start, line_end, error);
	add_span(csv, bare_span(start, end));
	return end;
}

static bool scan_fields(struct csv *csv, struct error *error)
{
	size_t at = 0;
	for (;;) {
		size_t line_end = 0;
		bool quoted = byte_at(csv, at, error) == '"';
		at = (quoted ? scan_quoted_field : scan_bare_field)(csv, at, &line_end, error);
		if (is_over(csv)) {
			return false;
		}
		if (line_end || at >= available(csv)) {
			end_row(csv, at, line_end);
			return true;
		}
		at++;
	}
}

static size_t count_lines(struct slice row)
{
	struct place place = {0};
	place_advance(&place, row);
	return place.line;
}

bool csv_scan(struct csv *csv, struct error *error)
{
	csv->count = 0;
	csv->fault = CSV_SOUND;
	csv->fault_at = 0;
	csv->plain = scan_plain(csv);
	if (!csv->plain) {
		csv->count = 0;
		if (!scan_fields(csv, error)) {
			return false;
		}
		csv->row_lines = count_lines((struct slice){row_text(csv), csv->row_taken});
	}
	if (csv->row_size > csv->row_limit) {
		note_fault(csv, CSV_ROW_TOO_LONG, 0);
	}
	return !is_over(csv);
}
