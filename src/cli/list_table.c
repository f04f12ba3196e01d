/* A list as a table: columns as wide as the first rows ask for. */
#include "cli/listing.h"

#define CELL_COLUMNS_MAX 40
#define TABLE_SAMPLE 200 /* rows whose widths the columns get */

struct table {
	struct text cells; /* of the sample rows, each ended by NUL */
	size_t widths[LIST_COLUMNS_MAX];
	uint64_t rows;
};

static bool is_number(const struct field *field)
{
	return field->type == TYPE_MONEY || field->type == TYPE_NUMBER || field->type == TYPE_DECIMAL ||
	       field->type == TYPE_PERCENT;
}

static void write_table_cell(struct listing *listing, struct slice text, size_t width, const struct field *field,
                             bool last)
{
	text_append_cell(&listing->out, text, width, is_number(field), false);
	if (last)
		while (listing->out.size > 0 && listing->out.data[listing->out.size - 1] == ' ')
			listing->out.size--;
	text_append_text(&listing->out, last ? "\n" : "  ");
}

static void sample_headings(struct listing *listing, struct table *table)
{
	for (size_t c = 0; c < list_plan_columns(listing->plan); c++) {
		text_clear(&listing->cell);
		list_append_heading(&listing->cell, list_plan_column(listing->plan, c));
		table->widths[c] = text_width(text_slice(&listing->cell));
		text_append_bytes(&table->cells, listing->cell.data, listing->cell.size + 1);
	}
	table->rows = 1;
}

static bool sample_row(struct listing *listing, struct table *table, struct record *record)
{
	if (!rows_next(listing->list, record))
		return false;
	for (size_t c = 0; c < list_plan_columns(listing->plan); c++) {
		text_clear(&listing->cell);
		text_append_char(&listing->cell, '\0');
		text_clear(&listing->cell);
		rows_append_cell(listing->list, record, c, &listing->writer, &listing->cell);
		size_t width = text_width(text_slice(&listing->cell));
		width = width > CELL_COLUMNS_MAX ? CELL_COLUMNS_MAX : width;
		table->widths[c] = width > table->widths[c] ? width : table->widths[c];
		text_append(&table->cells, text_slice(&listing->cell));
		text_append_char(&table->cells, '\0');
	}
	table->rows++;
	return true;
}

static void write_sample(struct listing *listing, const struct table *table)
{
	const char *at = table->cells.data;
	size_t columns = list_plan_columns(listing->plan);
	for (uint64_t row = 0; row < table->rows; row++)
		for (size_t c = 0; c < columns; c++) {
			struct slice text = slice_of(at);
			write_table_cell(listing, text, table->widths[c], path_field(list_plan_column(listing->plan, c)), c + 1 == columns);
			at += text.size + 1;
		}
}

bool listing_write_table(struct listing *listing)
{
	struct table table = {0};
	struct record record;
	size_t columns = list_plan_columns(listing->plan);
	bool ok = true;
	sample_headings(listing, &table);
	while (table.rows <= TABLE_SAMPLE && sample_row(listing, &table, &record))
		listing->rows++;
	write_sample(listing, &table);
	while (ok && table.rows > TABLE_SAMPLE && rows_next(listing->list, &record)) {
		listing->rows++;
		for (size_t c = 0; c < columns; c++) {
			text_clear(&listing->cell);
			rows_append_cell(listing->list, &record, c, &listing->writer, &listing->cell);
			write_table_cell(listing, text_slice(&listing->cell), table.widths[c],
			                 path_field(list_plan_column(listing->plan, c)), c + 1 == columns);
		}
		ok = listing_flush(listing, LISTING_FLUSHED);
	}
	text_free(&table.cells);
	return ok;
}
