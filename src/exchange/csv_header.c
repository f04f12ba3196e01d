/* The header row: which separator, which columns. */
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "exchange/csv_private.h"

static const char separators[] = ",;\t";

static const char *separator_name(size_t index)
{
	static const char *const names[] = {"\",\"", "\";\"", N_("tab")};
	return index == 2 ? _(names[2]) : names[index];
}

/* Enough of the file to hold its first line, or as much as a field may be. */
static bool read_first_line(struct csv *csv, struct error *error)
{
	while (csv->filled <= csv->field_limit && !(csv->filled && memchr(csv->buffer, '\n', csv->filled))) {
		if (!csv_more(csv, error)) {
			return csv->fault == CSV_SOUND;
		}
	}
	return true;
}

static void count_separators(const struct csv *csv, size_t counts[3])
{
	bool quoted = false;
	bool begun = false;
	for (size_t at = 0; at < csv->filled; at++) {
		char c = csv->buffer[at];
		if (c == '\n' && begun && !quoted) {
			break;
		}
		begun |= c != '\n' && c != '\r';
		quoted ^= c == '"';
		const char *which = c && !quoted ? strchr(separators, c) : NULL;
		if (which) {
			counts[which - separators]++;
		}
	}
}

static bool find_separator(struct csv *csv, struct error *error)
{
	size_t counts[3] = {0};
	if (!read_first_line(csv, error)) {
		return false;
	}
	count_separators(csv, counts);
	size_t best = 0;
	for (size_t i = 1; i < 3; i++) {
		best = counts[i] > counts[best] ? i : best;
	}
	for (size_t i = 0; i < 3; i++) {
		if (i != best && counts[best] && counts[i] == counts[best]) {
			return error_set(error, ERROR_INPUT,
				_("%s:1: the header has as many %s as %s; state which one separates the columns"),
				input_name(csv->input), separator_name(best), separator_name(i));
		}
	}
	csv_set_separator(csv, separators[best]);
	return true;
}

static bool check_columns(const struct csv *csv, struct error *error)
{
	for (size_t i = 0; i < csv->column_count; i++) {
		if (slice_trim(csv->columns[i]).size == 0) {
			return error_set(error, ERROR_INPUT, _("%s:%zu: column %zu of the header has no name; give it one"),
				input_name(csv->input), csv->line, i + 1);
		}
		size_t first = csv_column_find(csv, csv->columns[i]);
		if (first < i) {
			return error_set(error, ERROR_INPUT, _("%s:%zu: columns %zu and %zu of the header are both named \"%.*s\""),
				input_name(csv->input), csv->line, first + 1, i + 1, (int)csv->columns[i].size,
				csv->columns[i].data);
		}
	}
	return true;
}

static void keep_columns(struct csv *csv)
{
	csv->column_count = csv->count;
	csv->columns = memory_new_array(csv->count, sizeof *csv->columns);
	for (size_t i = 0; i < csv->count; i++) {
		text_append(&csv->header, csv->fields[i].text);
	}
	const char *at = csv->header.data ? csv->header.data : "";
	for (size_t i = 0; i < csv->count; i++) {
		csv->columns[i] = (struct slice){at, csv->fields[i].text.size};
		at += csv->columns[i].size;
	}
}

static bool read_header(struct csv *csv, char separator, struct error *error)
{
	if (separator) {
		csv_set_separator(csv, separator);
	} else if (!find_separator(csv, error)) {
		return false;
	}
	enum csv_outcome outcome = csv_find_row(csv, error);
	if (outcome == CSV_END) {
		return error_set(error, ERROR_INPUT, _("%s is empty; its first line must name the columns"),
			input_name(csv->input));
	}
	if (outcome != CSV_ROW || csv->fault != CSV_SOUND) {
		csv_explain_fault(csv, error);
		return false;
	}
	keep_columns(csv);
	return check_columns(csv, error);
}

struct csv *csv_new(struct input *input, const struct csv_options *options, struct error *error)
{
	struct csv *csv = memory_new(sizeof *csv);
	csv->input = input;
	csv->line = 1;
	csv->field_limit = options && options->field_limit ? options->field_limit : CSV_FIELD_LIMIT;
	csv->row_limit = options && options->row_limit ? options->row_limit : CSV_ROW_LIMIT;
	if (!read_header(csv, options ? options->separator : 0, error)) {
		csv_free(&csv);
	}
	return csv;
}

void csv_free(struct csv **address)
{
	struct csv *csv = *address;
	if (!csv) {
		return;
	}
	free(csv->buffer);
	free(csv->spans);
	free(csv->fields);
	free(csv->columns);
	text_free(&csv->rewritten);
	text_free(&csv->header);
	text_free(&csv->words);
	free(csv);
	*address = NULL;
}
