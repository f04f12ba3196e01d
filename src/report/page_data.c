/* A page for programs: JSON of everything that has a name, CSV of its main table. */
#include "base/csv_writer.h"
#include "base/json_writer.h"
#include "report/page_private.h"

/* ---- CSV ---- */

static const struct page_part *main_table(const struct page *page)
{
	const struct page_part *first = NULL;
	for (size_t i = 0; i < page->count; i++) {
		const struct page_part *part = &page->parts[i];
		if (part->kind == PART_TABLE && part->main)
			return part;
		if (part->kind == PART_TABLE && first == NULL)
			first = part;
	}
	return first;
}

static void write_field(struct csv_writer *csv, const struct page_value *value, struct text *cell)
{
	text_clear(cell);
	page_value_plain(value, cell);
	if (cell->size == 0)
		csv_write_unset(csv);
	else
		csv_write_field(csv, text_slice(cell));
}

static void write_facts(const struct page *page, struct csv_writer *csv, struct text *cell)
{
	csv_write_field(csv, SLICE("name"));
	csv_write_field(csv, SLICE("value"));
	csv_write_end(csv);
	for (size_t i = 0; i < page->count; i++) {
		if (page->parts[i].kind != PART_FACT)
			continue;
		csv_write_field(csv, slice_of(page->parts[i].name));
		write_field(csv, &page->parts[i].value, cell);
		csv_write_end(csv);
	}
}

void page_write_csv(const struct page *page, struct text *out)
{
	struct csv_writer csv = {.out = out, .format = {.defuse = true}};
	const struct page_part *table = main_table(page);
	struct text cell = {0};
	if (table == NULL) {
		write_facts(page, &csv, &cell);
		text_free(&cell);
		return;
	}
	for (size_t c = 0; c < table->column_count; c++)
		csv_write_field(&csv, slice_of(table->columns[c].name));
	csv_write_end(&csv);
	for (size_t r = 0; r < table->row_count; r++) {
		if (table->rows[r].kind != ROW_PLAIN)
			continue;
		for (size_t c = 0; c < table->column_count; c++)
			write_field(&csv, &table->rows[r].cells[c], &cell);
		csv_write_end(&csv);
	}
	text_free(&cell);
}

/* ---- JSON ---- */

static void write_value(struct json_writer *json, const struct page_value *value)
{
	struct text plain = {0};
	page_value_plain(value, &plain);
	if (!page_value_is_set(value))
		json_write_null(json);
	else if (value->kind == PAGE_NUMBER || value->kind == PAGE_YEAR)
		json_write_number(json, value->number);
	else if (value->kind == PAGE_PERCENT || value->kind == PAGE_DECIMAL)
		json_write_number_text(json, text_slice(&plain));
	else
		json_write_text(json, text_slice(&plain));
	text_free(&plain);
}

static void write_row(struct json_writer *json, const struct page_part *table, const struct page_row *row)
{
	json_write_object(json);
	for (size_t c = 0; c < table->column_count; c++) {
		json_write_name(json, table->columns[c].name);
		write_value(json, &row->cells[c]);
	}
	json_write_object_end(json);
}

static void write_table(struct json_writer *json, const struct page_part *table)
{
	json_write_name(json, table->name);
	json_write_array(json);
	for (size_t r = 0; r < table->row_count; r++)
		if (table->rows[r].kind == ROW_PLAIN)
			write_row(json, table, &table->rows[r]);
	json_write_array_end(json);
}

static void write_passage(struct json_writer *json, const struct page_part *passage)
{
	json_write_name(json, passage->name);
	if (passage->words == NULL)
		json_write_null(json);
	else
		json_write_text(json, slice_of(passage->words));
}

void page_write_json(const struct page *page, struct text *out)
{
	struct json_writer json = {.out = out, .pretty = true};
	json_write_object(&json);
	json_write_member(&json, "report", slice_of(page->name));
	for (size_t i = 0; i < page->count; i++) {
		const struct page_part *part = &page->parts[i];
		if (part->kind == PART_FACT) {
			json_write_name(&json, part->name);
			write_value(&json, &part->value);
		} else if (part->kind == PART_PASSAGE) {
			write_passage(&json, part);
		} else if (part->kind == PART_TABLE) {
			write_table(&json, part);
		}
	}
	json_write_object_end(&json);
	json_write_line_end(&json);
}
