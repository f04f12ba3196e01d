#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "exchange/foreign_private.h"

void foreign_begin(struct foreign *foreign)
{
	*foreign = (struct foreign){.next = 1};
	foreign->writer = (struct csv_writer){.out = &foreign->csv, .format = {.raw = true}};
}

void foreign_free(struct foreign *foreign)
{
	text_free(&foreign->csv);
	free(foreign->lines);
	foreign->lines = NULL;
}

void foreign_add(struct foreign *foreign, struct slice value)
{
	if (value.size == 0)
		csv_write_unset(&foreign->writer);
	else
		csv_write_field(&foreign->writer, value);
}

void foreign_end_row(struct foreign *foreign, size_t line)
{
	csv_write_end(&foreign->writer);
	if (line > 0) {
		memory_grow(&foreign->lines, &foreign->line_capacity, foreign->line_count, sizeof *foreign->lines);
		foreign->lines[foreign->line_count++] = (struct foreign_line){foreign->next, (uint32_t)line};
	}
	for (size_t i = foreign->row_start; i < foreign->csv.size; i++)
		foreign->next += foreign->csv.data[i] == '\n';
	foreign->row_start = foreign->csv.size;
}

static int compare_row(const void *key, const void *item)
{
	uint32_t row = *(const uint32_t *)key, other = ((const struct foreign_line *)item)->row;
	return (row > other) - (row < other);
}

uint32_t foreign_line_of(const struct foreign_line *lines, size_t count, uint32_t row)
{
	const struct foreign_line *found = count == 0 ? NULL : bsearch(&row, lines, count, sizeof *lines, compare_row);
	return found == NULL ? row : found->line;
}

/* ---- lines: fields with a sign between them, and nothing that quotes ---- */

static void add_line(struct foreign *foreign, struct slice line, char separator, size_t number)
{
	struct slice field;
	const char *end;
	if (line.size > 0 && line.data[line.size - 1] == '\r')
		line.size--;
	if (line.size == 0)
		return;
	while ((end = memchr(line.data, separator, line.size)) != NULL) {
		field = (struct slice){line.data, (size_t)(end - line.data)};
		foreign_add(foreign, field);
		line = (struct slice){end + 1, line.size - field.size - 1};
	}
	foreign_add(foreign, line);
	foreign_end_row(foreign, number);
}

static bool is_within(const struct foreign *foreign, const struct text *rest, const struct input *input,
                      struct error *error)
{
	if (rest->size > CSV_ROW_LIMIT)
		return error_set(error, ERROR_INPUT, _("%s: a line longer than %zu bytes"), input_name(input), CSV_ROW_LIMIT);
	return foreign->csv.size <= FOREIGN_LIMIT ||
	       error_set(error, ERROR_INPUT, _("%s: more than can be read here; divide it"), input_name(input));
}

static bool read_lines(struct foreign *foreign, struct input *input, const struct import_plan *plan,
                       struct error *error)
{
	struct text rest = {0};
	struct slice piece;
	size_t number = 0;
	bool ok;
	for (size_t i = 0; i < plan->column_count; i++)
		foreign_add(foreign, slice_of(plan->columns[i]));
	foreign_end_row(foreign, 0);
	while ((ok = input_read(input, &piece, error)) && piece.size > 0 && (ok = is_within(foreign, &rest, input, error)))
		for (const char *end = piece.data; end != NULL;) {
			end = memchr(piece.data, '\n', piece.size);
			size_t size = end == NULL ? piece.size : (size_t)(end - piece.data);
			text_append(&rest, (struct slice){piece.data, size});
			piece = (struct slice){piece.data + size + (end != NULL), piece.size - size - (end != NULL)};
			if (end != NULL) {
				add_line(foreign, text_slice(&rest), plan->separator, ++number);
				text_clear(&rest);
			}
			if (piece.size == 0)
				end = NULL;
		}
	if (ok && rest.size > 0)
		add_line(foreign, text_slice(&rest), plan->separator, ++number);
	text_free(&rest);
	return ok;
}

bool foreign_read(struct foreign *foreign, struct input *input, const struct import_plan *plan,
                const struct foreign_notices *notices, struct error *error)
{
	foreign_begin(foreign);
	if (plan->format == FORMAT_LINES)
		return read_lines(foreign, input, plan, error);
	struct loose *loose = loose_new(plan, plan->format == FORMAT_LDIF);
	bool ok = (plan->format == FORMAT_LDIF ? foreign_read_ldif(loose, input, error)
	                                       : foreign_read_json(loose, input, plan->items, error)) &&
	          loose_write(loose, foreign, notices, error);
	loose_free(&loose);
	if (!ok && error != NULL && strncmp(error->text, input_name(input), strlen(input_name(input))) != 0)
		error_prefix(error, "%s", input_name(input));
	return ok;
}
