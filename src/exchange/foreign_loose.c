/* Rows of which each has its own columns. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/lang.h"
#include "base/memory.h"
#include "exchange/foreign_private.h"

struct loose_column {
	char *name;
	bool used;
};

struct loose_cell {
	size_t column, at, size; /* in `texts` */
};

struct loose_row {
	size_t first, line; /* cell */
};

struct loose {
	const struct import_plan *plan;
	bool fold;
	struct loose_column *columns;
	size_t column_count, column_capacity, next; /* where the next one mostly is */
	struct loose_cell *cells;
	size_t cell_count, cell_capacity;
	struct loose_row *rows;
	size_t row_count, row_capacity;
	struct text texts;
};

static size_t add_column(struct loose *loose, const char *name)
{
	memory_grow(&loose->columns, &loose->column_capacity, loose->column_count, sizeof *loose->columns);
	loose->columns[loose->column_count] = (struct loose_column){memory_copy_text(name), false};
	return loose->column_count++;
}

static bool is_called(const struct loose *loose, const char *name, struct slice column)
{
	return loose->fold ? strlen(name) == column.size && strncasecmp(name, column.data, column.size) == 0
	                   : slice_equal_text(column, name);
}

static void add_planned(void *context, const char *header)
{
	struct loose *loose = context;
	for (size_t i = 0; i < loose->column_count; i++)
		if (strcmp(loose->columns[i].name, header) == 0)
			return;
	add_column(loose, header);
}

struct loose *loose_new(const struct import_plan *plan, bool fold)
{
	struct loose *loose = memory_new(sizeof *loose);
	loose->plan = plan;
	loose->fold = fold;
	plan_each_column(plan, add_planned, loose);
	return loose;
}

void loose_free(struct loose **address)
{
	struct loose *loose = *address;
	for (size_t i = 0; i < loose->column_count; i++)
		free(loose->columns[i].name);
	free(loose->columns);
	free(loose->cells);
	free(loose->rows);
	text_free(&loose->texts);
	free(loose);
	*address = NULL;
}

void loose_row(struct loose *loose, size_t line)
{
	memory_grow(&loose->rows, &loose->row_capacity, loose->row_count, sizeof *loose->rows);
	loose->rows[loose->row_count++] = (struct loose_row){loose->cell_count, line};
}

/* The plan's columns; those that it says nothing of are kept too, for plan_bind to ask about. SIZE_MAX: passed over. */
static size_t find_column(struct loose *loose, struct slice column)
{
	for (size_t i = 0; i < loose->column_count; i++) {
		size_t at = (loose->next + i) % loose->column_count;
		if (is_called(loose, loose->columns[at].name, column)) {
			loose->next = at + 1;
			return at;
		}
	}
	if (loose->plan->ignore_others || plan_column(loose->plan, column, loose->fold) != NULL)
		return SIZE_MAX;
	struct text name = {0};
	text_append(&name, column);
	size_t at = add_column(loose, name.data);
	text_free(&name);
	return at;
}

bool loose_wants(struct loose *loose, struct slice column)
{
	return column.size > 0 && find_column(loose, column) != SIZE_MAX;
}

/* The cell that the row has in this column; the last one given is mostly it. */
static struct loose_cell *find_cell(struct loose *loose, size_t column)
{
	for (size_t i = loose->cell_count; i-- > loose->rows[loose->row_count - 1].first;)
		if (loose->cells[i].column == column)
			return &loose->cells[i];
	return NULL;
}

static bool is_room(const struct loose *loose, struct slice value, struct error *error)
{
	if (loose->column_count >= CSV_COLUMN_LIMIT)
		return error_set(error, ERROR_INPUT, _("more than %d columns"), CSV_COLUMN_LIMIT);
	return value.size <= FOREIGN_LIMIT - loose->texts.size ||
	       error_set(error, ERROR_INPUT, _("more than can be read here; divide it"));
}

bool loose_value(struct loose *loose, struct slice name, struct slice value, struct error *error)
{
	size_t column = find_column(loose, name);
	struct loose_cell *cell = find_cell(loose, column);
	if (!is_room(loose, value, error))
		return false;
	loose->columns[column].used = true;
	if (cell == NULL) {
		memory_grow(&loose->cells, &loose->cell_capacity, loose->cell_count, sizeof *loose->cells);
		loose->cells[loose->cell_count++] = (struct loose_cell){column, loose->texts.size, value.size};
		text_append(&loose->texts, value);
		return true;
	}
	if (cell->at + cell->size != loose->texts.size) { /* what it has goes last, so that it can grow */
		struct text copy = {0};
		text_append(&copy, (struct slice){loose->texts.data + cell->at, cell->size});
		cell->at = loose->texts.size;
		text_append(&loose->texts, text_slice(&copy));
		text_free(&copy);
	}
	text_append_char(&loose->texts, PLAN_SEVERAL);
	text_append(&loose->texts, value);
	cell->size += 1 + value.size;
	return true;
}

static void write_row(struct loose *loose, size_t row, size_t *of_column, struct foreign *foreign)
{
	size_t end = row + 1 < loose->row_count ? loose->rows[row + 1].first : loose->cell_count;
	for (size_t i = loose->rows[row].first; i < end; i++)
		of_column[loose->cells[i].column] = i + 1;
	for (size_t i = 0; i < loose->column_count; i++) {
		const struct loose_cell *cell = of_column[i] == 0 ? NULL : &loose->cells[of_column[i] - 1];
		foreign_add(foreign, cell == NULL ? (struct slice){"", 0} : (struct slice){loose->texts.data + cell->at, cell->size});
		of_column[i] = 0;
	}
	foreign_end_row(foreign, loose->rows[row].line);
}

bool loose_write(struct loose *loose, struct foreign *foreign, const struct foreign_notices *notices,
                 struct error *error)
{
	size_t *of_column = memory_new_array(loose->column_count + 1, sizeof *of_column);
	for (size_t i = 0; i < loose->column_count; i++) {
		foreign_add(foreign, slice_of(loose->columns[i].name));
		if (!loose->columns[i].used && loose->row_count > 0 && notices->missing != NULL)
			notices->missing(notices->context, loose->columns[i].name);
	}
	foreign_end_row(foreign, 0);
	for (size_t i = 0; i < loose->row_count && foreign->csv.size <= FOREIGN_LIMIT; i++)
		write_row(loose, i, of_column, foreign);
	free(of_column);
	return foreign->csv.size <= FOREIGN_LIMIT ||
	       error_set(error, ERROR_INPUT, _("more than can be read here; divide it"));
}
