/* Lists of records: which columns, which rows, in which order. What is asked for is parsed once into a plan that knows
 * no store; a list goes through it in one reading. DESIGN 6 and 8. */
#ifndef QUERY_LIST_H
#define QUERY_LIST_H

#include "query/expression.h"

#define LIST_COLUMNS_MAX 100
#define LIST_SORTS_MAX 8

struct list_request {
	struct slice columns; /* "code,name,supplier.country,decide_by": paths and figures; empty: the entity's own */
	struct slice where;   /* a condition; empty: every record */
	struct slice sort; /* "criticality,-name": '-' turns an order around; empty: the order in which records are stored */
	struct slice group; /* "unit": rows of the same value stand together, before `sort`; empty: they do not */
	struct slice
		words; /* quick filter: every word stands in name, other names or code; a capital letter makes case count */
	uint64_t offset;      /* rows passed over */
	uint64_t limit;       /* rows given; 0: all */
};

struct list_sort {
	struct path path;
	bool descending;
};

struct list_plan;
/* The error names the part: "columns: …", "where: column 14: …", "sort: …". */
struct list_plan *list_plan_new(const struct entity *entity, const struct list_request *request, struct error *error);
void list_plan_free(struct list_plan **plan);
/* More for the quick filter to look in, beside code, name and other names: appends words about the record that the
 * person reads in its row. Called while the plan's rows are looked for. */
typedef void list_more_words(void *context, const struct record *record, struct text *out);
void list_plan_search_also(struct list_plan *plan, list_more_words *more, void *context);
const struct entity *list_plan_entity(const struct list_plan *plan);
size_t list_plan_columns(const struct list_plan *plan);
const struct path *list_plan_column(const struct list_plan *plan, size_t column);
size_t list_plan_sorts(const struct list_plan *plan);
const struct list_sort *list_plan_sort(const struct list_plan *plan, size_t sort);
/* What the rows stand together by: the first key that they are sorted by. NULL: nothing. */
const struct path *list_plan_group(const struct list_plan *plan);
const struct expression *list_plan_where(const struct list_plan *plan); /* NULL: none */
/* The entity's own columns, as --columns writes them. */
void list_default_columns(struct text *out, const struct entity *entity);
/* What stands above a column: its label in the current language; of a path the labels with a point between. */
void list_append_heading(struct text *out, const struct path *column);

/* A plan gone through. Unsorted it streams and holds no rows; sorted it holds 16 bytes a row. Texts sort in Swedish
 * order, references by what the record is called, choices in the order of their list; what is not set comes last,
 * either way; equals in the order of storage. */
struct rows;
/* Plan and reading outlive it. NULL with words where the condition names a record that is not there. */
struct rows *rows_new(const struct list_plan *plan, struct reading *reading, struct error *error);
void rows_free(struct rows **list);
/* The next row within offset and limit. The record is valid as long as the view. */
bool rows_next(struct rows *list, struct record *record);
/* Goes through what is left, so that the counts are of everything. */
void rows_finish(struct rows *list);
uint64_t rows_true(const struct rows *list);    /* rows that the condition and the words let through so far */
uint64_t rows_unknown(
	const struct rows *list); /* rows that the words let through, of which the condition was unknown */

struct value rows_cell(struct rows *list, const struct record *record, size_t column);
/* The cell as text, by value_append. */
void rows_append_cell(struct rows *list, const struct record *record, size_t column, const struct value_writer *writer,
                      struct text *out);

#endif
