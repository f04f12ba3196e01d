/* A page as its parts stand in memory. */
#ifndef REPORT_PAGE_PRIVATE_H
#define REPORT_PAGE_PRIVATE_H

#include <stdint.h>

#include "report/page.h"
#include "report/timeline.h"

enum page_part_kind {
	PART_HEADING, PART_SUBHEADING, PART_PARAGRAPH, PART_PASSAGE, PART_FACT, PART_TABLE, PART_BARS, PART_CURVES,
	PART_TIMELINE
};

struct page_value {
	enum page_kind kind;
	const char *words; /* NULL where none are set */
	const char *label; /* of a name, or shown where nothing is set; else NULL */
	int64_t number;
};

enum page_row_kind { ROW_PLAIN, ROW_SUM, ROW_GROUP, ROW_LINE };

struct page_row {
	struct page_value *cells; /* of a group and a line the first one alone, its words */
	enum page_row_kind kind;
};

struct page_lane {
	const char *name;
	struct timeline_lane lane;
};

struct page_part {
	enum page_part_kind kind;
	const char *name, *words; /* words: heading, paragraph (NULL: missing), a fact's label, a picture's title */
	const char *source;       /* of a passage */
	struct page_value value;
	struct page_column *columns;
	size_t column_count;
	bool main;
	bool large;   /* some amount is: then none is shown with its öre */
	bool *filled; /* of each column: something but amounts of 0 stands in it */
	struct page_row *rows;
	size_t row_count, row_capacity;
	size_t table_at, from, until; /* of a picture: its table, and the columns that are parts of a bar, or curves */
	struct page_mark *marks;
	size_t mark_count;
	struct timeline_window window; /* of a timeline */
	struct page_lane *lanes;
	size_t lane_count;
};

/* Everything that is said on a page, one text after another: the page's own, and let go of together. */
struct page_texts {
	struct page_texts *next;
	size_t used, size;
	char data[];
};

struct page {
	struct page_texts *texts;
	const char *name, *title;
	const struct conf *conf;
	struct page_part *parts;
	size_t count, capacity;
};

bool page_row_has_cells(const struct page_row *row);
bool page_value_is_set(const struct page_value *value);
bool page_is_large(money_t money); /* nobody wants its öre */
/* As people read it: "1 250 000 kr", "12,5 %"; large sums without their öre, which stand in what programs read. Where
 * it is not set: its label, else nothing. */
void page_value_words(const struct page *page, const struct page_value *value, struct text *out);
/* The same in a table, whose amounts have no currency beside them, and none of them its öre where one is large. */
void page_cell_words(const struct page *page, const struct page_part *table, const struct page_value *value,
                     struct text *out);
/* As programs read it: "1250000.00", "12.50". */
void page_value_plain(const struct page_value *value, struct text *out);

/* Something but amounts of 0 stands in it, and people are to see it there. */
bool page_column_is_shown(const struct page_part *table, size_t column, enum page_place place);
/* No column of it is for people. */
bool page_table_is_for_programs(const struct page_part *table);
size_t page_columns_beside(const struct page_part *table);
/* What stands below a row: "Unit: School · Service: Meals"; nothing where nothing does. `lines`: what is long stands on
 * a line of its own. */
void page_below_words(const struct page *page, const struct page_part *table, const struct page_row *row, bool lines,
                      struct text *out);
/* A part of a bar, what its parts come to, and the longest bar. */
int64_t page_bar_part(const struct page_row *row, size_t column);
int64_t page_bar_sum(const struct page_part *bars, const struct page_row *row);
/* What stands at its end: the sum, or that nothing of it is known. */
void page_bar_words(const struct page *page, const struct page_part *bars, const struct page_row *row,
                    struct text *out);
int64_t page_bar_largest(const struct page_part *bars, const struct page_part *table);

void page_write_text(const struct page *page, struct text *out);
void page_write_csv(const struct page *page, struct text *out);
void page_write_json(const struct page *page, struct text *out);
void page_write_html(const struct page *page, struct text *out);
/* `at`: the number of the part, to tell the pictures of a page apart. */
void page_write_svg_bars(const struct page *page, size_t at, struct text *out);
void page_write_svg_curves(const struct page *page, size_t at, struct text *out);
void page_write_svg_timeline(const struct page *page, size_t at, struct text *out);
/* What all kinds share. */
#define PICTURE_WIDTH 680
void page_svg_begin(const struct page_part *picture, int height, struct text *out);
void page_svg_words(struct text *out, int x, int y, const char *anchor, const char *words);
/* The lowest and highest that a curve reaches, 0 among them. */
void page_curve_range(const struct page_part *curves, const struct page_part *table, int64_t *least, int64_t *most);
void page_write_text_curves(const struct page *page, const struct page_part *curves, struct text *out);
void page_write_text_timeline(const struct page *page, const struct page_part *timeline, struct text *out);

#endif
