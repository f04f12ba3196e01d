#include "report/page_private.h"

#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
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

struct page_cell page_or_unknown(struct page_cell cell)
{
	bool words = cell.kind <= PAGE_NAME;
	if (words ? cell.words == NULL || *cell.words == '\0' : cell.number == NUMBER_UNSET)
		cell.label = _("unknown");
	return cell;
}

/* ---- the parts ---- */

#define TEXTS_SIZE 32768

static char *keep_text(struct page *page, const char *text)
{
	struct page_texts *texts = page->texts;
	size_t size = text == NULL ? 0 : strlen(text) + 1;
	if (text == NULL)
		return NULL;
	if (texts == NULL || texts->size - texts->used < size) {
		size_t room = size > TEXTS_SIZE ? size : TEXTS_SIZE;
		texts = memory_new(sizeof *texts + room);
		*texts = (struct page_texts){.next = page->texts, .size = room};
		page->texts = texts;
	}
	char *kept = memcpy(texts->data + texts->used, text, size);
	texts->used += size;
	return kept;
}

struct page *page_new(const char *name, const char *title, const struct conf *conf)
{
	struct page *page = memory_new(sizeof *page);
	page->name = keep_text(page, name);
	page->title = keep_text(page, title);
	page->conf = conf;
	return page;
}

static void free_part(struct page_part *part)
{
	for (size_t r = 0; r < part->row_count; r++)
		free(part->rows[r].cells);
	free(part->marks);
	free(part->lanes);
	free(part->rows);
	free(part->columns);
	free(part->filled);
}

void page_free(struct page **page)
{
	if (*page == NULL)
		return;
	for (size_t i = 0; i < (*page)->count; i++)
		free_part(&(*page)->parts[i]);
	for (struct page_texts *texts = (*page)->texts, *next; texts != NULL; texts = next) {
		next = texts->next;
		free(texts);
	}
	free((*page)->parts);
	free(*page);
	*page = NULL;
}

static struct page_part *add_part(struct page *page, enum page_part_kind kind, const char *name, const char *words)
{
	memory_grow(&page->parts, &page->capacity, page->count, sizeof *page->parts);
	struct page_part *part = &page->parts[page->count++];
	*part = (struct page_part){.kind = kind, .name = keep_text(page, name), .words = keep_text(page, words)};
	return part;
}

void page_heading(struct page *page, const char *words)
{
	add_part(page, PART_HEADING, NULL, words);
}

void page_subheading(struct page *page, const char *words)
{
	add_part(page, PART_SUBHEADING, NULL, words);
}

void page_paragraph(struct page *page, const char *words)
{
	add_part(page, PART_PARAGRAPH, NULL, words);
}

void page_passage(struct page *page, const char *name, const char *words, const char *source)
{
	bool any = words != NULL && *words != '\0';
	add_part(page, PART_PASSAGE, name, any ? words : NULL)->source = any ? keep_text(page, source) : NULL;
}

void page_missing(struct page *page)
{
	add_part(page, PART_PARAGRAPH, NULL, NULL);
}

/* The same words as in the row before are kept once: units, states and kinds repeat themselves. */
static const char *keep_again(struct page *page, const char *words, const char *before)
{
	return words != NULL && before != NULL && strcmp(words, before) == 0 ? before : keep_text(page, words);
}

static struct page_value keep(struct page *page, struct page_cell cell, const struct page_value *before)
{
	bool words = cell.kind <= PAGE_NAME && cell.words != NULL && *cell.words != '\0';
	return (struct page_value){
		.kind = cell.kind,
		.words = words ? keep_again(page, cell.words, before == NULL ? NULL : before->words) : NULL,
		.label = keep_again(page, cell.label, before == NULL ? NULL : before->label),
		.number = cell.number,
	};
}

void page_fact(struct page *page, const char *name, const char *label, struct page_cell value)
{
	add_part(page, PART_FACT, name, label)->value = keep(page, value, NULL);
}

void page_table(struct page *page, const char *name, const struct page_column columns[], size_t count, bool main)
{
	struct page_part *part = add_part(page, PART_TABLE, name, NULL);
	part->columns = memory_new_array(count, sizeof *part->columns);
	part->column_count = count;
	part->filled = memory_new_array(count, sizeof *part->filled);
	part->main = main;
	for (size_t c = 0; c < count; c++)
		part->columns[c] = (struct page_column){keep_text(page, columns[c].name), keep_text(page, columns[c].label),
		                                        columns[c].kind, columns[c].place};
}

static size_t last_table(const struct page *page)
{
	size_t at = page->count;
	while (at > 1 && page->parts[at - 1].kind != PART_TABLE)
		at--;
	return at - 1;
}

void page_table_none(struct page *page, const char *words)
{
	page->parts[last_table(page)].words = keep_text(page, words);
}

/* What the whole table's look depends on is known when its last row is. */
static void note_cell(struct page_part *table, size_t column, const struct page_value *value)
{
	bool set = page_value_is_set(value), money = value->kind == PAGE_MONEY;
	table->filled[column] = table->filled[column] || (set ? !(money && value->number == 0) : value->label != NULL);
	table->large = table->large || (set && money && page_is_large(value->number));
}

static struct page_row *grow_rows(struct page_part *table, size_t cells, enum page_row_kind kind)
{
	memory_grow(&table->rows, &table->row_capacity, table->row_count, sizeof *table->rows);
	struct page_row *row = &table->rows[table->row_count++];
	*row = (struct page_row){memory_new_array(cells, sizeof *row->cells), kind};
	return row;
}

static void add_row(struct page *page, const struct page_cell cells[], enum page_row_kind kind)
{
	struct page_part *table = &page->parts[last_table(page)];
	struct page_row *row = grow_rows(table, table->column_count, kind);
	const struct page_row *before = table->row_count > 1 ? row - 1 : NULL;
	bool likely = before != NULL && page_row_has_cells(before);
	for (size_t c = 0; c < table->column_count; c++) {
		row->cells[c] = keep(page, cells[c], likely ? &before->cells[c] : NULL);
		note_cell(table, c, &row->cells[c]);
	}
}

void page_row(struct page *page, const struct page_cell cells[])
{
	add_row(page, cells, ROW_PLAIN);
}

void page_sum(struct page *page, const struct page_cell cells[])
{
	add_row(page, cells, ROW_SUM);
}

static void add_words(struct page *page, const char *words, enum page_row_kind kind)
{
	struct page_part *table = &page->parts[last_table(page)];
	grow_rows(table, 1, kind)->cells[0] = keep(page, page_words(words), NULL);
}

void page_group(struct page *page, const char *words)
{
	add_words(page, words, ROW_GROUP);
}

void page_line(struct page *page, const char *words)
{
	add_words(page, words, ROW_LINE);
}

static struct page_part *add_picture(struct page *page, enum page_part_kind kind, const char *title, size_t from,
                                     size_t count)
{
	size_t table = last_table(page);
	struct page_part *part = add_part(page, kind, NULL, title);
	part->table_at = table;
	part->from = from;
	part->until = from + count;
	return part;
}

void page_bars(struct page *page, const char *title, size_t from, size_t count)
{
	add_picture(page, PART_BARS, title, from, count);
}

void page_curves(struct page *page, const char *title, size_t from, size_t count, const struct page_mark marks[],
                 size_t mark_count)
{
	struct page_part *part = add_picture(page, PART_CURVES, title, from, count);
	part->marks = memory_new_array(mark_count + 1, sizeof *part->marks);
	part->mark_count = mark_count;
	for (size_t m = 0; m < mark_count; m++)
		part->marks[m] = (struct page_mark){marks[m].column, marks[m].year, keep_text(page, marks[m].words)};
}

void page_timeline(struct page *page, const char *title, const struct timeline_window *window,
                   const char *const names[], const struct timeline_lane *lanes, size_t count)
{
	struct page_part *part = add_part(page, PART_TIMELINE, NULL, title);
	part->window = *window;
	part->lanes = memory_new_array(count + 1, sizeof *part->lanes);
	part->lane_count = count;
	for (size_t i = 0; i < count; i++)
		part->lanes[i] = (struct page_lane){keep_text(page, names[i]), lanes[i]};
}

void page_write(const struct page *page, enum page_format format, struct text *out)
{
	static void (*const writers[PAGE_FORMATS])(const struct page *, struct text *) = {
		page_write_text, page_write_csv, page_write_json, page_write_html};
	writers[format](page, out);
}
