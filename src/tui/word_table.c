#include "tui/word_table.h"

#include <stdlib.h>

#include "base/memory.h"

static size_t count(void *owner)
{
	return ((struct word_table *)owner)->count;
}

static void cell(void *owner, size_t row, size_t column, struct text *out, enum role *role)
{
	const struct word_row *at = &((struct word_table *)owner)->rows[row];
	if (at->cells[column] != NULL)
		text_append_text(out, at->cells[column]);
	*role = at->role;
}

static uint64_t key(void *owner, size_t row)
{
	const struct word_row *at = &((struct word_table *)owner)->rows[row];
	return ref_is_set(at->ref) ? (uint64_t)at->ref.entity << 32 | at->ref.id : (uint64_t)1 << 40 | (row + 1);
}

static size_t find(void *owner, uint64_t wanted)
{
	const struct word_table *table = owner;
	for (size_t row = 0; row < table->count; row++)
		if (table->rows[row].kind == ROW_ITEM && key(owner, row) == wanted)
			return row;
	return SIZE_MAX;
}

static enum row_kind kind(void *owner, size_t row)
{
	return ((struct word_table *)owner)->rows[row].kind;
}

static const struct list_source source = {.count = count, .cell = cell, .key = key, .find = find, .kind = kind};

void word_table_start(struct word_table *table)
{
	list_view_start(&table->list, &source, table, table->columns, 0);
}

void word_table_clear(struct word_table *table)
{
	for (size_t row = 0; row < table->count; row++)
		for (size_t i = 0; i < WORD_COLUMNS; i++)
			free(table->rows[row].cells[i]);
	for (size_t i = 0; i < table->column_count; i++)
		free(table->titles[i]);
	table->count = table->column_count = 0;
}

void word_table_free(struct word_table *table)
{
	word_table_clear(table);
	free(table->rows);
	list_view_free(&table->list);
	*table = (struct word_table){0};
}

void word_table_read(struct word_table *table)
{
	table->list.column_count = table->column_count;
	list_view_changed(&table->list);
}

void word_table_add_column(struct word_table *table, const char *title, struct list_column column)
{
	if (table->column_count == WORD_COLUMNS)
		return;
	size_t at = table->column_count++;
	table->titles[at] = memory_copy_text(title);
	table->columns[at] = column;
	table->columns[at].title = table->titles[at];
	table->columns[at].unsorted = true;
}

static struct word_row *add(struct word_table *table, enum row_kind row_kind)
{
	memory_grow(&table->rows, &table->capacity, table->count, sizeof(*table->rows));
	struct word_row *row = &table->rows[table->count++];
	*row = (struct word_row){.kind = row_kind};
	return row;
}

struct word_row *word_table_add_row(struct word_table *table, struct ref ref)
{
	struct word_row *row = add(table, ROW_ITEM);
	row->ref = ref;
	return row;
}

void word_table_add_heading(struct word_table *table, const char *words)
{
	add(table, ROW_HEADING)->cells[0] = memory_copy_text(words);
}

void word_table_add_detail(struct word_table *table, const char *words)
{
	struct word_row *row = add(table, ROW_DETAIL);
	row->cells[0] = memory_copy_text(words);
	row->role = ROLE_MUTED;
}

void word_table_put(struct word_row *row, size_t column, struct text *words)
{
	if (column < WORD_COLUMNS && words->size > 0 && row->cells[column] == NULL)
		row->cells[column] = text_take(words);
	else
		text_free(words);
}

const struct word_row *word_table_selected(const struct word_table *table)
{
	return list_view_has_selected(&table->list) ? &table->rows[table->list.selected] : NULL;
}
