/* A small table held in memory as words, with columns that are made when it is read: figures side by side. */
#ifndef TUI_WORD_TABLE_H
#define TUI_WORD_TABLE_H

#include "model/ref.h"
#include "tui/list_view.h"

#define WORD_COLUMNS 16

struct word_row {
	enum row_kind kind;
	struct ref ref; /* what it leads to; id 0: nothing */
	enum role role;
	char *cells[WORD_COLUMNS];
};

struct word_table {
	struct list_view list;
	struct list_column columns[WORD_COLUMNS];
	char *titles[WORD_COLUMNS];
	size_t column_count;
	struct word_row *rows;
	size_t count, capacity;
};

void word_table_start(struct word_table *table);
void word_table_free(struct word_table *table);
/* Takes all away, to be read anew; word_table_read ends it. The cursor stays on its row as long as there
 * is one. */
void word_table_clear(struct word_table *table);
void word_table_read(struct word_table *table);

/* `title` is copied; the rest as struct list_column. No more than WORD_COLUMNS are kept. */
void word_table_add_column(struct word_table *table, const char *title, struct list_column column);
/* What is returned holds until the next row. */
struct word_row *word_table_add_row(struct word_table *table, struct ref ref);
void word_table_add_heading(struct word_table *table, const char *words);
void word_table_add_detail(struct word_table *table, const char *words);
/* Takes over what is in `words`. A column that was not kept is passed over. */
void word_table_put(struct word_row *row, size_t column, struct text *words);

/* NULL where the cursor stands on none. */
const struct word_row *word_table_selected(const struct word_table *table);

#endif
