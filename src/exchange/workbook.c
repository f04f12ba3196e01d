#include "exchange/workbook.h"

#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "exchange/exchange_private.h"
#include "exchange/workbook_private.h"

static const char zip_mark[] = {'P', 'K', 3, 4};
/* Compound files: the .xls of before 2007, and newer ones that have a password. */
static const char compound_mark[] = {(char)0xd0, (char)0xcf, 0x11, (char)0xe0,
                                     (char)0xa1, (char)0xb1, 0x1a, (char)0xe1};

static bool begins_with(struct slice bytes, const char *mark, size_t size)
{
	return bytes.size >= size && memcmp(bytes.data, mark, size) == 0;
}

bool workbook_begins(struct slice bytes)
{
	return begins_with(bytes, zip_mark, sizeof zip_mark) || begins_with(bytes, compound_mark, sizeof compound_mark);
}

static bool read_parts(struct workbook *workbook, struct archive *archive, const char *sheet, struct error *error)
{
	struct workbook_parts parts = {0};
	struct shared_texts texts = {0};
	struct cell_looks looks = {0};
	bool ok = workbook_parts_find(&parts, archive, sheet, error) &&
	          shared_texts_read(&texts, archive, parts.texts_part, error) &&
	          cell_looks_read(&looks, archive, parts.looks_part, error) &&
	          sheet_read(workbook, archive, &parts, &texts, &looks, error);
	workbook->sheet = memory_copy_text(parts.sheet);
	workbook_parts_free(&parts);
	shared_texts_free(&texts);
	free(looks.looks);
	return ok;
}

bool workbook_read(struct workbook *workbook, struct slice bytes, const char *name, const char *sheet,
                   struct error *error)
{
	*workbook = (struct workbook){0};
	if (begins_with(bytes, compound_mark, sizeof compound_mark))
		return error_set(error, ERROR_INPUT,
		                 _("%s: this is an old .xls, or a spreadsheet with a password; save it as .xlsx without one, or "
		                   "as CSV"),
		                 name);
	struct archive *archive = archive_open(bytes, name, error);
	bool ok = archive != NULL && read_parts(workbook, archive, sheet, error);
	archive_free(&archive);
	if (!ok)
		workbook_free(workbook);
	return ok;
}

void workbook_free(struct workbook *workbook)
{
	for (size_t i = 0; i < workbook->fault_count; i++)
		free(workbook->faults[i].reason);
	free(workbook->faults);
	free(workbook->rows);
	free(workbook->sheet);
	text_free(&workbook->csv);
	*workbook = (struct workbook){0};
}

/* ---- places ---- */

static int compare_line(const void *key, const void *item)
{
	size_t line = *(const size_t *)key, begins = ((const struct workbook_row *)item)->line;
	return (line > begins) - (line < begins);
}

static const struct workbook_row *find_row(const struct workbook *workbook, size_t line)
{
	size_t wanted = line + 1; /* the last that begins on the line or before it */
	size_t next = memory_first_at(&wanted, workbook->rows, workbook->row_count, sizeof *workbook->rows, compare_line);
	return next == 0 ? NULL : &workbook->rows[next - 1];
}

/* How many fields of the row's text begin before the place or at it. */
static uint32_t field_at(const struct workbook *workbook, const struct workbook_row *row, size_t line, size_t column)
{
	struct place place = {row->line, 1};
	uint32_t field = 1;
	bool quoted = false;
	for (size_t at = row->offset; at < workbook->csv.size; at++) {
		char c = workbook->csv.data[at];
		if (place.line > line || (place.line == line && place.column >= column))
			break;
		quoted ^= c == '"';
		field += c == ',' && !quoted;
		place_advance(&place, (struct slice){&c, 1});
	}
	return field;
}

void workbook_place(const struct workbook *workbook, size_t line, size_t column, uint32_t *row, uint32_t *cell)
{
	const struct workbook_row *found = find_row(workbook, line);
	*row = found == NULL ? 0 : found->row;
	*cell = found == NULL || column == 0 ? 0 : field_at(workbook, found, line, column);
}

static void append_letters(struct text *out, uint32_t column)
{
	if (column > 26)
		append_letters(out, (column - 1) / 26);
	text_append_char(out, (char)('A' + (column - 1) % 26));
}

void workbook_append_cell(struct text *out, uint32_t row, uint32_t column)
{
	if (column > 0)
		append_letters(out, column);
	text_printf(out, "%u", row);
}

void workbook_append_place(const struct workbook *workbook, size_t line, size_t column, struct text *out)
{
	uint32_t row, cell;
	workbook_place(workbook, line, column, &row, &cell);
	workbook_append_cell(out, row, cell);
}

static int compare_fault(const void *key, const void *item)
{
	uint32_t row = *(const uint32_t *)key, other = ((const struct workbook_fault *)item)->row;
	return (row > other) - (row < other);
}

const struct workbook_fault *workbook_fault_at(const struct workbook *workbook, size_t line)
{
	const struct workbook_row *row = find_row(workbook, line);
	if (row == NULL || workbook->fault_count == 0)
		return NULL;
	return bsearch(&row->row, workbook->faults, workbook->fault_count, sizeof *workbook->faults, compare_fault);
}
