#include "report/page_private.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "report/teller.h"

const char *const page_formats[PAGE_FORMATS] = {"text", "csv", "json", "html"};

struct page_cell page_words(const char *words)
{
	return (struct page_cell){.kind = PAGE_WORDS, .words = words};
}

struct page_cell page_code(const char *code)
{
	return (struct page_cell){.kind = PAGE_CODE, .words = code};
}

struct page_cell page_name(const char *name, const char *label)
{
	return (struct page_cell){.kind = PAGE_NAME, .words = name, .label = label};
}

static struct page_cell number_cell(enum page_kind kind, int64_t number)
{
	return (struct page_cell){.kind = kind, .number = number};
}

struct page_cell page_money(money_t money)
{
	return number_cell(PAGE_MONEY, money);
}

struct page_cell page_number(int64_t number)
{
	return number_cell(PAGE_NUMBER, number);
}

struct page_cell page_decimal(int64_t hundredths)
{
	return number_cell(PAGE_DECIMAL, hundredths);
}

struct page_cell page_percent(int64_t basis_points)
{
	return number_cell(PAGE_PERCENT, basis_points);
}

struct page_cell page_day(day_t day)
{
	return number_cell(PAGE_DAY, day == DAY_UNSET ? NUMBER_UNSET : day);
}

struct page_cell page_year(int64_t year)
{
	return number_cell(PAGE_YEAR, year);
}

/* ---- the parts ---- */

struct page *page_new(const char *name, const char *title, const struct conf *conf)
{
	struct page *page = memory_new(sizeof *page);
	page->name = memory_copy_text(name);
	page->title = memory_copy_text(title);
	page->conf = conf;
	return page;
}

static void free_value(struct page_value *value)
{
	free(value->words);
	free(value->label);
}

static void free_part(struct page_part *part)
{
	for (size_t r = 0; r < part->row_count; r++) {
		for (size_t c = 0; c < part->column_count; c++)
			free_value(&part->rows[r].cells[c]);
		free(part->rows[r].cells);
		free(part->rows[r].line);
	}
	for (size_t c = 0; c < part->column_count; c++) {
		free((char *)(uintptr_t)part->columns[c].name);
		free((char *)(uintptr_t)part->columns[c].label);
	}
	free(part->rows);
	free(part->columns);
	free(part->filled);
	free(part->name);
	free(part->words);
	free_value(&part->value);
}

void page_free(struct page **page)
{
	if (*page == NULL)
		return;
	for (size_t i = 0; i < (*page)->count; i++)
		free_part(&(*page)->parts[i]);
	free((*page)->parts);
	free((*page)->name);
	free((*page)->title);
	free(*page);
	*page = NULL;
}

static struct page_part *add_part(struct page *page, enum page_part_kind kind, const char *name, const char *words)
{
	memory_grow(&page->parts, &page->capacity, page->count, sizeof *page->parts);
	struct page_part *part = &page->parts[page->count++];
	*part = (struct page_part){.kind = kind, .name = name == NULL ? NULL : memory_copy_text(name)};
	part->words = words == NULL ? NULL : memory_copy_text(words);
	return part;
}

void page_heading(struct page *page, const char *words)
{
	add_part(page, PART_HEADING, NULL, words);
}

void page_paragraph(struct page *page, const char *words)
{
	add_part(page, PART_PARAGRAPH, NULL, words);
}

void page_missing(struct page *page)
{
	add_part(page, PART_MISSING, NULL, NULL);
}

static struct page_value keep(struct page_cell cell)
{
	bool words = cell.kind <= PAGE_NAME && cell.words != NULL && *cell.words != '\0';
	return (struct page_value){
		.kind = cell.kind,
		.words = words ? memory_copy_text(cell.words) : NULL,
		.label = words ? memory_copy_text(cell.label) : NULL,
		.number = cell.number,
	};
}

void page_fact(struct page *page, const char *name, const char *label, struct page_cell value)
{
	add_part(page, PART_FACT, name, label)->value = keep(value);
}

void page_table(struct page *page, const char *name, const struct page_column columns[], size_t count, bool main)
{
	struct page_part *part = add_part(page, PART_TABLE, name, NULL);
	part->columns = memory_new_array(count, sizeof *part->columns);
	part->column_count = count;
	part->filled = memory_new_array(count, sizeof *part->filled);
	part->main = main;
	for (size_t c = 0; c < count; c++)
		part->columns[c] = (struct page_column){
			memory_copy_text(columns[c].name), memory_copy_text(columns[c].label), columns[c].kind};
}

static size_t last_table(const struct page *page)
{
	size_t at = page->count;
	while (page->parts[at - 1].kind != PART_TABLE)
		at--;
	return at - 1;
}

#define CENTS_MATTER 1000000 /* below ten thousand */

/* What the whole table's look depends on is known when its last row is. */
static void note_cell(struct page_part *table, size_t column, const struct page_value *value)
{
	bool set = page_value_is_set(value), money = value->kind == PAGE_MONEY;
	table->filled[column] = table->filled[column] || (set && !(money && value->number == 0));
	table->large = table->large ||
	               (set && money && (value->number >= CENTS_MATTER || value->number <= -CENTS_MATTER));
}

static struct page_row *new_row(struct page_part *table, bool sum)
{
	memory_grow(&table->rows, &table->row_capacity, table->row_count, sizeof *table->rows);
	struct page_row *row = &table->rows[table->row_count++];
	*row = (struct page_row){.cells = memory_new_array(table->column_count, sizeof *row->cells), .sum = sum};
	return row;
}

static void add_row(struct page *page, const struct page_cell cells[], bool sum)
{
	struct page_part *table = &page->parts[last_table(page)];
	struct page_row *row = new_row(table, sum);
	for (size_t c = 0; c < table->column_count; c++) {
		row->cells[c] = keep(cells[c]);
		note_cell(table, c, &row->cells[c]);
	}
}

void page_row(struct page *page, const struct page_cell cells[])
{
	add_row(page, cells, false);
}

void page_sum(struct page *page, const struct page_cell cells[])
{
	add_row(page, cells, true);
}

void page_line(struct page *page, const char *words)
{
	new_row(&page->parts[last_table(page)], true)->line = memory_copy_text(words);
}

void page_bars(struct page *page, const char *title, size_t from, size_t count)
{
	size_t table = last_table(page);
	struct page_part *part = add_part(page, PART_BARS, NULL, title);
	part->table_at = table;
	part->from = from;
	part->until = from + count;
}

/* ---- values ---- */

bool page_kind_is_number(enum page_kind kind)
{
	return kind == PAGE_MONEY || kind == PAGE_NUMBER || kind == PAGE_DECIMAL || kind == PAGE_PERCENT || kind == PAGE_YEAR;
}

bool page_value_is_set(const struct page_value *value)
{
	return value->kind <= PAGE_NAME ? value->words != NULL : value->number != NUMBER_UNSET;
}

void page_value_words(const struct page *page, const struct page_value *value, struct text *out)
{
	char buffer[NUMBER_TEXT_SIZE];
	if (!page_value_is_set(value))
		return;
	if (value->kind == PAGE_MONEY)
		teller_money(out, value->number, page->conf);
	else if (value->kind == PAGE_NAME)
		text_append_text(out, value->label);
	else if (value->kind == PAGE_DECIMAL)
		text_append_text(out, decimal_local_text(value->number, buffer));
	else if (value->kind == PAGE_PERCENT)
		text_printf(out, "%s %%", percent_local_text(value->number, buffer));
	else
		page_value_plain(value, out);
}

void page_cell_words(const struct page *page, const struct page_part *table, const struct page_value *value,
                     struct text *out)
{
	char buffer[NUMBER_TEXT_SIZE];
	if (value->kind != PAGE_MONEY || !page_value_is_set(value))
		page_value_words(page, value, out);
	else if (table->large)
		teller_amount(out, scaled(value->number, 1, 100) * 100);
	else
		text_append_text(out, money_local_text(value->number, buffer));
}

bool page_column_is_empty(const struct page_part *table, size_t column)
{
	return !table->filled[column];
}

void page_value_plain(const struct page_value *value, struct text *out)
{
	char buffer[NUMBER_TEXT_SIZE];
	if (!page_value_is_set(value))
		return;
	switch (value->kind) {
	case PAGE_MONEY: text_append_text(out, money_text(value->number, buffer)); break;
	case PAGE_DECIMAL: text_append_text(out, decimal_text(value->number, buffer)); break;
	case PAGE_PERCENT: text_append_text(out, percent_text(value->number, buffer)); break;
	case PAGE_DAY: text_append_text(out, day_text((day_t)value->number, buffer)); break;
	case PAGE_NUMBER: case PAGE_YEAR: text_append_text(out, number_text(value->number, buffer)); break;
	default: text_append_text(out, value->words); break;
	}
}

int64_t page_bar_part(const struct page_row *row, size_t column)
{
	const struct page_value *value = &row->cells[column];
	return page_value_is_set(value) && value->number > 0 ? value->number : 0;
}

int64_t page_bar_sum(const struct page_part *bars, const struct page_row *row)
{
	int64_t sum = 0;
	for (size_t c = bars->from; c < bars->until; c++)
		sum += page_bar_part(row, c);
	return sum;
}

int64_t page_bar_largest(const struct page_part *bars, const struct page_part *table)
{
	int64_t largest = 0;
	for (size_t r = 0; r < table->row_count; r++) {
		int64_t sum = table->rows[r].sum ? 0 : page_bar_sum(bars, &table->rows[r]);
		largest = sum > largest ? sum : largest;
	}
	return largest;
}

void page_write(const struct page *page, enum page_format format, struct text *out)
{
	static void (*const writers[PAGE_FORMATS])(const struct page *, struct text *) = {
		page_write_text, page_write_csv, page_write_json, page_write_html};
	writers[format](page, out);
}
