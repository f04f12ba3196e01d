#include "tui/grid.h"

#include <stdlib.h>

#include "base/memory.h"

static size_t count(void *owner)
{
	return ((struct grid *)owner)->count;
}

static void cell(void *owner, size_t row, size_t column, struct text *out, enum role *role)
{
	const struct grid_row *at = &((struct grid *)owner)->rows[row];
	if (at->cells[column] != NULL)
		text_append_text(out, at->cells[column]);
	*role = at->role;
}

static uint64_t key(void *owner, size_t row)
{
	const struct grid_row *at = &((struct grid *)owner)->rows[row];
	return ref_is_set(at->ref) ? (uint64_t)at->ref.entity << 32 | at->ref.id : (uint64_t)1 << 40 | (row + 1);
}

static size_t find(void *owner, uint64_t wanted)
{
	const struct grid *grid = owner;
	for (size_t row = 0; row < grid->count; row++)
		if (grid->rows[row].kind == ROW_ITEM && key(owner, row) == wanted)
			return row;
	return SIZE_MAX;
}

static enum row_kind kind(void *owner, size_t row)
{
	return ((struct grid *)owner)->rows[row].kind;
}

static const struct list_source source = {.count = count, .cell = cell, .key = key, .find = find, .kind = kind};

void grid_start(struct grid *grid)
{
	list_view_start(&grid->list, &source, grid, grid->columns, 0);
}

void grid_clear(struct grid *grid)
{
	for (size_t row = 0; row < grid->count; row++)
		for (size_t i = 0; i < GRID_COLUMNS; i++)
			free(grid->rows[row].cells[i]);
	for (size_t i = 0; i < grid->column_count; i++)
		free(grid->titles[i]);
	grid->count = grid->column_count = 0;
}

void grid_free(struct grid *grid)
{
	grid_clear(grid);
	free(grid->rows);
	list_view_free(&grid->list);
	*grid = (struct grid){0};
}

void grid_read(struct grid *grid)
{
	grid->list.column_count = grid->column_count;
	list_view_changed(&grid->list);
}

void grid_add_column(struct grid *grid, const char *title, struct list_column column)
{
	if (grid->column_count == GRID_COLUMNS)
		return;
	size_t at = grid->column_count++;
	grid->titles[at] = memory_copy_text(title);
	grid->columns[at] = column;
	grid->columns[at].title = grid->titles[at];
	grid->columns[at].unsorted = true;
}

static struct grid_row *add(struct grid *grid, enum row_kind row_kind)
{
	memory_grow(&grid->rows, &grid->capacity, grid->count, sizeof(*grid->rows));
	struct grid_row *row = &grid->rows[grid->count++];
	*row = (struct grid_row){.kind = row_kind};
	return row;
}

struct grid_row *grid_add_row(struct grid *grid, struct ref ref)
{
	struct grid_row *row = add(grid, ROW_ITEM);
	row->ref = ref;
	return row;
}

void grid_add_heading(struct grid *grid, const char *words)
{
	add(grid, ROW_HEADING)->cells[0] = memory_copy_text(words);
}

void grid_add_detail(struct grid *grid, const char *words)
{
	struct grid_row *row = add(grid, ROW_DETAIL);
	row->cells[0] = memory_copy_text(words);
	row->role = ROLE_MUTED;
}

void grid_put(struct grid_row *row, size_t column, struct text *words)
{
	if (column < GRID_COLUMNS && words->size > 0 && row->cells[column] == NULL)
		row->cells[column] = text_take(words);
	else
		text_free(words);
}

const struct grid_row *grid_selected(const struct grid *grid)
{
	return list_view_has_selected(&grid->list) ? &grid->rows[grid->list.selected] : NULL;
}
