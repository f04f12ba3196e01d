/* A report as it is made, before it is text, CSV, JSON or a page for the browser: headings, paragraphs, facts, tables
 * and pictures, each said once. What is made knows no format, and no format knows a report.
 *
 * Names are stable (JSON keys, CSV headings); labels and words are translated. Texts are copied; anything may stand in
 * them, each format makes it harmless. */
#ifndef REPORT_PAGE_H
#define REPORT_PAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/money.h"
#include "base/text.h"

struct conf;
struct page;

enum page_kind {
	PAGE_WORDS,   /* text */
	PAGE_CODE,    /* text; the code of a record */
	PAGE_NAME,    /* a stable name, shown to people by its label */
	PAGE_MONEY,   /* minor units */
	PAGE_NUMBER,
	PAGE_DECIMAL, /* hundredths */
	PAGE_PERCENT, /* basis points */
	PAGE_DAY,
	PAGE_YEAR,    /* a number without thousands */
};
bool page_kind_is_number(enum page_kind kind);

/* Numbers, money and days that are not set are NUMBER_UNSET and DAY_UNSET; words are "" or NULL. */
struct page_cell {
	enum page_kind kind;
	const char *words, *label; /* label: of a name, and what people see of anything else that is not set */
	int64_t number;
};
struct page_cell page_words(const char *words);
struct page_cell page_code(const char *code);
struct page_cell page_name(const char *name, const char *label);
struct page_cell page_money(money_t money);
struct page_cell page_number(int64_t number);
struct page_cell page_decimal(int64_t hundredths);
struct page_cell page_percent(int64_t basis_points);
struct page_cell page_day(day_t day);
struct page_cell page_year(int64_t year);
/* As it is; where it is not set people are told that it is unknown. */
struct page_cell page_or_unknown(struct page_cell cell);

/* Where people see a column: beside the others, in lines below each row, or nowhere, for it is for programs. */
enum page_place { PAGE_BESIDE, PAGE_BELOW, PAGE_DATA };

struct page_column {
	const char *name, *label;
	enum page_kind kind;
	enum page_place place;
};

/* `name` is what the report is: "cost"; `conf` gives the currency. */
struct page *page_new(const char *name, const char *title, const struct conf *conf);
void page_free(struct page **page);

void page_heading(struct page *page, const char *words);
void page_subheading(struct page *page, const char *words);
void page_paragraph(struct page *page, const char *words);
/* A paragraph with a name, and where it was taken from (NULL: nothing is said). Without words: page_missing. */
void page_passage(struct page *page, const char *name, const char *words, const char *source);
/* Under a heading that must stand though nobody has written anything: a mark that says so. */
void page_missing(struct page *page);
/* A label and a value; several after each other stand together. */
void page_fact(struct page *page, const char *name, const char *label, struct page_cell value);
/* A table; rows are added to the one begun last. The one that is `main` is what CSV is made of, for a CSV file holds
 * one table: of several the first. */
void page_table(struct page *page, const char *name, const struct page_column columns[], size_t count, bool main);
/* What people read where the table begun last has no rows; otherwise that there are none. */
void page_table_none(struct page *page, const char *words);
void page_row(struct page *page, const struct page_cell cells[]);
/* A row that is a sum of those above it: told apart, and left out of what programs read. */
void page_sum(struct page *page, const struct page_cell cells[]);
/* The rows that follow belong together under these words; left out of what programs read. */
void page_group(struct page *page, const char *words);
/* A line across the table, with words on it: the same. */
void page_line(struct page *page, const char *words);
/* The table begun last as a picture too: stacked bars, a row each; the first column says what the bar is, `count`
 * columns of money from `from` on are its parts. */
void page_bars(struct page *page, const char *title, size_t from, size_t count);
/* Or as curves: the first column is the year, `count` columns of money from `from` on are a curve each. Where a curve
 * has a year to be pointed out, the words say what happens then. */
struct page_mark {
	size_t column;
	int64_t year;
	const char *words;
};
void page_curves(struct page *page, const char *title, size_t from, size_t count, const struct page_mark marks[],
                 size_t mark_count);

/* A timeline, a lane below the other, each with its name. What programs read stands in a table. */
struct timeline_lane;
struct timeline_window;
void page_timeline(struct page *page, const char *title, const struct timeline_window *window,
                   const char *const names[], const struct timeline_lane *lanes, size_t count);

enum page_format { PAGE_TEXT, PAGE_CSV, PAGE_JSON, PAGE_HTML, PAGE_FORMATS };
extern const char *const page_formats[PAGE_FORMATS];
void page_write(const struct page *page, enum page_format format, struct text *out);

#endif
