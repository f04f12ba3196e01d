#include "exchange/csv.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "exchange/csv_private.h"

static struct place place_of(struct slice raw, size_t line, size_t at)
{
	struct place place = {line, 1};
	place_advance(&place, (struct slice){raw.data, at < raw.size ? at : raw.size});
	return place;
}

static struct slice raw_of(const struct csv *csv, size_t size)
{
	return (struct slice){csv->buffer + csv->row_start, size};
}

static const char *const fault_words[] = {
	[CSV_TEXT_AFTER_QUOTE] = N_("text after the closing quote; a quote inside quotes is written twice"),
	[CSV_QUOTE_IN_FIELD] =
		N_("a quote inside a field without quotes; put the field in quotes and write the quote twice"),
	[CSV_LONE_RETURN] = N_("a carriage return that is no line end; lines end in LF or CRLF"),
	[CSV_FIELD_TOO_LONG] =
		N_("the field that begins here is too long; is a closing quote missing, or is this no CSV file?"),
	[CSV_ROW_TOO_LONG] = N_("the row that begins here is too long; is this a CSV file?"),
	[CSV_TOO_MANY_FIELDS] = N_("too many fields in one row; is this a CSV file?"),
	[CSV_QUOTE_OPEN] = N_("the quote that begins here is never closed; is the file cut off?"),
};

void csv_explain_fault(struct csv *csv, struct error *error)
{
	if (csv->fault == CSV_READ_FAILED) {
		return;
	}
	text_clear(&csv->words);
	if (csv->fault == CSV_SOUND) {
		text_printf(&csv->words,
			ngettext("%zu field where the header has %zu; is a separator or a quote missing?",
				"%zu fields where the header has %zu; is a separator or a quote missing?", (unsigned long)csv->count),
			csv->count, csv->column_count);
	} else {
		text_append_text(&csv->words, _(fault_words[csv->fault]));
	}
	csv->fault_place = place_of(raw_of(csv, csv->filled - csv->row_start), csv->line, csv->fault_at);
	error_set(error, ERROR_INPUT, "%s:%zu:%zu: %s", input_name(csv->input), csv->fault_place.line,
		csv->fault_place.column, csv->words.data);
}

/* "" becomes one quote, CRLF a line feed. */
static void append_rewritten(struct text *out, struct slice raw)
{
	for (size_t at = 0; at < raw.size; at++) {
		char c = raw.data[at];
		if (c == '\r' && at + 1 < raw.size && raw.data[at + 1] == '\n') {
			continue;
		}
		text_append_char(out, c);
		at += c == '"';
	}
}

static void rewrite_fields(struct csv *csv)
{
	text_clear(&csv->rewritten);
	for (size_t i = 0; i < csv->count; i++) {
		if (csv->spans[i].rewritten) {
			size_t before = csv->rewritten.size;
			append_rewritten(&csv->rewritten, csv->fields[i].text);
			csv->fields[i].text.size = csv->rewritten.size - before;
		}
	}
	/* Only now does the text stay where it is. */
	const char *at = csv->rewritten.data;
	for (size_t i = 0; i < csv->count; i++) {
		if (csv->spans[i].rewritten) {
			csv->fields[i].text.data = at;
			at += csv->fields[i].text.size;
		}
	}
}

static void grow_fields(struct csv *csv)
{
	if (csv->field_capacity < csv->count) {
		csv->field_capacity = csv->span_capacity;
		csv->fields = memory_resize(csv->fields, csv->field_capacity, sizeof *csv->fields);
	}
}

static void make_fields(struct csv *csv)
{
	const char *row = csv->buffer + csv->row_start;
	bool any_rewritten = false;
	grow_fields(csv);
	for (size_t i = 0; i < csv->count; i++) {
		const struct csv_span *span = &csv->spans[i];
		struct slice raw = {row + span->start, span->end - span->start};
		csv->fields[i] = (struct csv_field){raw, span->quoted, span->offset};
		any_rewritten |= span->rewritten;
	}
	if (any_rewritten) {
		rewrite_fields(csv);
	}
}

static void give_row(const struct csv *csv, struct csv_row *row)
{
	*row = (struct csv_row){
		.fields = csv->fields, .count = csv->count, .line = csv->line, .raw = raw_of(csv, csv->row_size)};
}

/* Past the row given last. */
static void leave_row(struct csv *csv)
{
	csv->row_start += csv->row_taken;
	csv->line += csv->row_lines;
	csv->row_size = csv->row_taken = csv->row_lines = 0;
}

/* To the next row that is no blank line. */
enum csv_outcome csv_find_row(struct csv *csv, struct error *error)
{
	for (;;) {
		leave_row(csv);
		csv->fault = CSV_SOUND;
		if (csv->row_start == csv->filled && !csv_more(csv, error)) {
			return csv->fault == CSV_SOUND ? CSV_END : CSV_FAILED;
		}
		if (!csv_scan(csv, error)) {
			return CSV_FAILED;
		}
		if (csv->row_size > 0) {
			if (!csv->plain) {
				make_fields(csv);
			}
			return CSV_ROW;
		}
		csv->blanks++;
	}
}

enum csv_outcome csv_next(struct csv *csv, struct csv_row *row, struct error *error)
{
	enum csv_outcome outcome = csv_find_row(csv, error);
	if (outcome == CSV_FAILED) {
		csv_explain_fault(csv, error);
	}
	if (outcome != CSV_ROW) {
		return outcome;
	}
	csv->rows++;
	give_row(csv, row);
	if (csv->fault == CSV_SOUND && csv->count == csv->column_count) {
		return CSV_ROW;
	}
	csv_explain_fault(csv, error);
	row->fault = csv->words.data;
	row->fault_line = csv->fault_place.line;
	row->fault_column = csv->fault_place.column;
	return CSV_FAULT;
}

bool csv_field_is_set(const struct csv_field *field)
{
	return field->text.size > 0 || field->quoted;
}

void csv_place(const struct csv_row *row, size_t index, size_t *line, size_t *column)
{
	size_t at = index < row->count ? row->fields[index].offset : row->raw.size;
	struct place place = place_of(row->raw, row->line, at);
	*line = place.line;
	*column = place.column;
}

char csv_separator(const struct csv *csv)
{
	return csv->separator;
}

size_t csv_column_count(const struct csv *csv)
{
	return csv->column_count;
}

struct slice csv_column(const struct csv *csv, size_t index)
{
	return csv->columns[index];
}

size_t csv_column_find(const struct csv *csv, struct slice name)
{
	for (size_t i = 0; i < csv->column_count; i++) {
		if (slice_equal(csv->columns[i], name)) {
			return i;
		}
	}
	return SIZE_MAX;
}

size_t csv_row_count(const struct csv *csv)
{
	return csv->rows;
}

size_t csv_blank_count(const struct csv *csv)
{
	return csv->blanks;
}

const struct input *csv_input(const struct csv *csv)
{
	return csv->input;
}

const char *csv_name(const struct csv *csv)
{
	return input_name(csv->input);
}
