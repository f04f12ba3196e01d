/* A small table held in memory as words, with columns that are made when it is read: figures side by side. */
#ifndef TUI_GRID_H
#define TUI_GRID_H

#include "model/ref.h"
#include "tui/list_view.h"

#define GRID_COLUMNS 16

struct grid_row {
	enum row_kind kind;
	struct ref ref; /* what it leads to; id 0: nothing */
	enum role role;
	char *cells[GRID_COLUMNS];
};

struct grid {
	struct list_view list;
	struct list_column columns[GRID_COLUMNS];
	char *titles[GRID_COLUMNS];
	size_t column_count;
	struct grid_row *rows;
	size_t count, capacity;
};

void grid_start(struct grid *grid);
void grid_free(struct grid *grid);
/* Takes all away, to be read anew; grid_read ends it. The cursor stays on its row as far as that is still there. */
void grid_clear(struct grid *grid);
void grid_read(struct grid *grid);

/* `title` is copied; the rest as struct list_column. No more than GRID_COLUMNS are kept. */
void grid_add_column(struct grid *grid, const char *title, struct list_column column);
/* What is returned holds until the next row. */
struct grid_row *grid_add_row(struct grid *grid, struct ref ref);
void grid_add_heading(struct grid *grid, const char *words);
void grid_add_detail(struct grid *grid, const char *words);
/* Takes over what is in `words`. A column that was not kept is passed over. */
void grid_put(struct grid_row *row, size_t column, struct text *words);

/* NULL where the cursor stands on none. */
const struct grid_row *grid_selected(const struct grid *grid);

#endif
