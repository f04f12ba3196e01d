/* A page as its parts stand in memory. */
#ifndef REPORT_PAGE_PRIVATE_H
#define REPORT_PAGE_PRIVATE_H

#include <stdint.h>

#include "report/page.h"

enum page_part_kind { PART_HEADING, PART_PARAGRAPH, PART_MISSING, PART_FACT, PART_TABLE, PART_BARS };

struct page_value {
	enum page_kind kind;
	char *words; /* owned; NULL where none are set */
	char *label; /* owned; of a name, else NULL */
	int64_t number;
};

struct page_row {
	struct page_value *cells;
	bool sum;   /* for people alone */
	char *line; /* owned; words across the table instead of cells, else NULL */
};

struct page_part {
	enum page_part_kind kind;
	char *name, *words; /* words: heading, paragraph, a fact's label, a picture's title */
	struct page_value value;
	struct page_column *columns; /* names and labels owned */
	size_t column_count;
	bool main;
	bool large;   /* some amount is: then none is shown with its öre */
	bool *filled; /* of each column: something but amounts of 0 stands in it */
	struct page_row *rows;
	size_t row_count, row_capacity;
	size_t table_at, from, until; /* of a picture: its table, and the columns that are parts of a bar */
};

struct page {
	char *name, *title;
	const struct conf *conf;
	struct page_part *parts;
	size_t count, capacity;
};

bool page_value_is_set(const struct page_value *value);
/* As people read it: "1 250 000 kr", "12,5 %". Nothing where it is not set. */
void page_value_words(const struct page *page, const struct page_value *value, struct text *out);
/* The same in a table, whose amounts have no currency beside them, and no öre where they are large: those stand in what
 * programs read. */
void page_cell_words(const struct page *page, const struct page_part *table, const struct page_value *value,
                     struct text *out);
/* As programs read it: "1250000.00", "12.50". */
void page_value_plain(const struct page_value *value, struct text *out);
bool page_kind_is_number(enum page_kind kind);
/* Nothing stands in it but amounts of 0: people are not shown it. */
bool page_column_is_empty(const struct page_part *table, size_t column);
/* A part of a bar, what its parts come to, and the longest bar. */
int64_t page_bar_part(const struct page_row *row, size_t column);
int64_t page_bar_sum(const struct page_part *bars, const struct page_row *row);
int64_t page_bar_largest(const struct page_part *bars, const struct page_part *table);

void page_write_text(const struct page *page, struct text *out);
void page_write_csv(const struct page *page, struct text *out);
void page_write_json(const struct page *page, struct text *out);
void page_write_html(const struct page *page, struct text *out);
void page_write_svg_bars(const struct page *page, const struct page_part *bars, struct text *out);

#endif
