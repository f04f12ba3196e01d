/* The cells of one sheet, row by row. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "exchange/csv.h"
#include "exchange/workbook_private.h"

struct cell {
	size_t offset, size; /* in the row's texts */
};

struct reading_sheet {
	struct workbook *workbook;
	const struct archive *archive;
	const struct workbook_parts *parts;
	const struct shared_texts *texts;
	const struct cell_looks *looks;
	struct csv_writer writer;
	uint32_t row, column; /* of the cell read last; a row begins with column 0 */
	uint32_t header;      /* how many columns it has; 0: not read yet */
	size_t line;                  /* of the text, of the row that comes next */
	struct cell *cells;           /* of the row, by column */
	uint32_t used;                /* the row's last column that holds anything */
	struct text bytes;            /* of the row's texts */
	char type[12];                /* of the cell */
	size_t style;
	struct text value;
	bool in_cell, in_value, in_text;
	unsigned phonetic;
};

static bool refuse_damaged(const struct reading_sheet *reading, struct error *error)
{
	return error_set(error, ERROR_INPUT, _("%s: the sheet is damaged at row %u"), archive_name(reading->archive),
	                 reading->row);
}

/* Of a row the first one tells enough. */
static void add_fault(struct reading_sheet *reading, uint32_t column, struct text *reason)
{
	struct workbook *workbook = reading->workbook;
	const struct workbook_fault *last =
		workbook->fault_count == 0 ? NULL : &workbook->faults[workbook->fault_count - 1];
	if (last != NULL && last->row == reading->row) {
		text_free(reason);
		return;
	}
	memory_grow(&workbook->faults, &workbook->fault_capacity, workbook->fault_count, sizeof *workbook->faults);
	workbook->faults[workbook->fault_count++] = (struct workbook_fault){reading->row, column, text_take(reason)};
}

/* ---- a cell ---- */

static enum cell_look look_of(const struct reading_sheet *reading)
{
	return reading->style < reading->looks->count ? (enum cell_look)reading->looks->looks[reading->style] : LOOK_NUMBER;
}

/* A carriage return before a line feed stands as _x000D_: the line break belongs to the program, not to the text. */
static void append_text(struct text *out, struct slice text)
{
	static const char mark[] = "_x000D_\n";
	const char *at;
	while (text.size > 0 && (at = memmem(text.data, text.size, mark, sizeof mark - 1)) != NULL) {
		size_t before = (size_t)(at - text.data), taken = before + sizeof mark - 2;
		text_append(out, (struct slice){text.data, before});
		text = (struct slice){text.data + taken, text.size - taken};
	}
	text_append(out, text);
}

static bool append_shared(struct reading_sheet *reading, struct error *error)
{
	struct slice text;
	char *end;
	unsigned long long index = strtoull(reading->value.data, &end, 10);
	if (*end != '\0' || !shared_texts_at(reading->texts, index, &text))
		return refuse_damaged(reading, error);
	append_text(&reading->bytes, text);
	return true;
}

static bool is_type(const struct reading_sheet *reading, const char *type)
{
	return strcmp(reading->type, type) == 0;
}

static void note_error_value(struct reading_sheet *reading)
{
	struct text reason = {0};
	text_printf(&reason, _("the cell holds the error %s; mend its formula, or empty it"), reading->value.data);
	add_fault(reading, reading->column, &reason);
}

static bool append_value(struct reading_sheet *reading, struct error *error)
{
	if (reading->value.size == 0)
		return true;
	if (is_type(reading, "s"))
		return append_shared(reading, error);
	if (is_type(reading, "e"))
		note_error_value(reading);
	if (is_type(reading, "b"))
		text_append_text(&reading->bytes, *reading->value.data == '1' ? "yes" : "no");
	else if (is_type(reading, "") || is_type(reading, "n"))
		cell_append_number(&reading->bytes, reading->value.data, look_of(reading), reading->parts->from_1904);
	else
		append_text(&reading->bytes, text_slice(&reading->value));
	return true;
}

static bool end_cell(struct reading_sheet *reading, struct error *error)
{
	size_t start = reading->bytes.size;
	reading->in_cell = false;
	if (!append_value(reading, error))
		return false;
	for (uint32_t column = reading->used; column + 1 < reading->column; column++)
		reading->cells[column] = (struct cell){0, 0};
	if (reading->bytes.size > start) {
		reading->cells[reading->column - 1] = (struct cell){start, reading->bytes.size - start};
		reading->used = reading->column;
	}
	return true;
}

/* "C41": the letters are the column. 0 where they are none, or beyond what is read. */
static uint32_t column_of(const char *place)
{
	uint32_t column = 0;
	for (; *place >= 'A' && *place <= 'Z' && column <= WORKBOOK_COLUMNS_MAX; place++)
		column = column * 26 + (uint32_t)(*place - 'A') + 1;
	return column > WORKBOOK_COLUMNS_MAX ? 0 : column;
}

static bool start_cell(struct reading_sheet *reading, const struct markup_element *element, struct error *error)
{
	const char *place = markup_attribute(element, "r"), *type = markup_attribute(element, "t");
	const char *style = markup_attribute(element, "s");
	uint32_t column = place == NULL ? reading->column + 1 : column_of(place);
	if (column > WORKBOOK_COLUMNS_MAX || (column == 0 && place != NULL))
		return error_set(error, ERROR_INPUT, _("%s: row %u has cells beyond column %u"), archive_name(reading->archive),
		                 reading->row, WORKBOOK_COLUMNS_MAX);
	if (column <= reading->column || reading->in_cell)
		return refuse_damaged(reading, error);
	reading->column = column;
	reading->in_cell = true;
	reading->style = style == NULL ? 0 : strtoull(style, NULL, 10);
	snprintf(reading->type, sizeof reading->type, "%s", type == NULL ? "" : type);
	text_clear(&reading->value);
	return true;
}

/* ---- a row ---- */

static bool start_row(struct reading_sheet *reading, const struct markup_element *element, struct error *error)
{
	const char *number = markup_attribute(element, "r");
	unsigned long long row = number == NULL ? reading->row + 1ull : strtoull(number, NULL, 10);
	if (row <= reading->row || row > WORKBOOK_ROWS_MAX)
		return refuse_damaged(reading, error);
	reading->row = (uint32_t)row;
	reading->column = reading->used = 0;
	text_clear(&reading->bytes);
	return true;
}

static void note_row(struct reading_sheet *reading)
{
	struct workbook *workbook = reading->workbook;
	memory_grow(&workbook->rows, &workbook->row_capacity, workbook->row_count, sizeof *workbook->rows);
	workbook->rows[workbook->row_count++] =
		(struct workbook_row){(uint32_t)reading->line, reading->row, workbook->csv.size};
}

static void write_cells(struct reading_sheet *reading, uint32_t count)
{
	const char *bytes = text_slice(&reading->bytes).data;
	for (uint32_t i = 0; i < count; i++) {
		const struct cell cell = i < reading->used ? reading->cells[i] : (struct cell){0, 0};
		const struct slice text = {bytes + cell.offset, cell.size};
		if (text.size > 0)
			csv_write_field(&reading->writer, text);
		else
			csv_write_unset(&reading->writer);
		for (size_t at = 0; at < text.size; at++)
			reading->line += text.data[at] == '\n';
	}
	csv_write_end(&reading->writer);
	reading->line++;
}

static bool end_row(struct reading_sheet *reading, struct error *error)
{
	struct text reason = {0};
	if (reading->used == 0)
		return true;
	if (reading->header == 0)
		reading->header = reading->used;
	if (reading->used > reading->header) {
		struct text cell = {0};
		workbook_append_cell(&cell, reading->row, reading->used);
		text_printf(&reason, _("no column has a name above %s: the header ends before it"), cell.data);
		add_fault(reading, 0, &reason);
		text_free(&cell);
	}
	note_row(reading);
	write_cells(reading, reading->header);
	return reading->workbook->csv.size <= WORKBOOK_STRINGS_MAX ||
	       error_set(error, ERROR_INPUT, _("%s: its texts are larger than a spreadsheet's; it is not read"),
	                 archive_name(reading->archive));
}

/* ---- the sheet ---- */

static bool start_element(void *context, const struct markup_element *element, struct error *error)
{
	struct reading_sheet *reading = context;
	const char *name = element->name;
	if (strcmp(name, "row") == 0)
		return start_row(reading, element, error);
	if (strcmp(name, "c") == 0)
		return start_cell(reading, element, error);
	reading->in_value = reading->in_cell && strcmp(name, "v") == 0;
	reading->phonetic += strcmp(name, "rPh") == 0;
	reading->in_text = reading->in_cell && reading->phonetic == 0 && strcmp(name, "t") == 0;
	return true;
}

static bool end_element(void *context, const char *name, struct error *error)
{
	struct reading_sheet *reading = context;
	reading->in_value = reading->in_text = false;
	reading->phonetic -= reading->phonetic > 0 && strcmp(name, "rPh") == 0;
	if (reading->in_cell && strcmp(name, "c") == 0)
		return end_cell(reading, error);
	return strcmp(name, "row") != 0 || end_row(reading, error);
}

static bool take_text(void *context, struct slice piece, struct error *error)
{
	struct reading_sheet *reading = context;
	if (!reading->in_value && !reading->in_text)
		return true;
	text_append(&reading->value, piece);
	return reading->value.size <= CSV_FIELD_LIMIT || refuse_damaged(reading, error);
}

bool sheet_read(struct workbook *workbook, struct archive *archive, const struct workbook_parts *parts,
                const struct shared_texts *texts, const struct cell_looks *looks, struct error *error)
{
	struct reading_sheet reading = {
		.workbook = workbook, .archive = archive, .parts = parts, .texts = texts, .looks = looks, .line = 1,
		.writer = {.out = &workbook->csv, .format = {.raw = true}},
		.cells = memory_new_array(WORKBOOK_COLUMNS_MAX, sizeof(struct cell))};
	const struct markup_reader reader = {start_element, end_element, take_text, &reading};
	bool ok = markup_read(archive, parts->sheet_part, &reader, error);
	free(reading.cells);
	text_free(&reading.bytes);
	text_free(&reading.value);
	return ok;
}
