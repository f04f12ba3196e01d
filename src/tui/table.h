/* Records of one entity in rows and columns: what every list of records is. Either all that a condition lets through,
 * found a little at a time while nobody waits, or some that are given. Ids are kept, nothing else: a row is read when
 * it is in sight. */
#ifndef TUI_TABLE_H
#define TUI_TABLE_H

#include "query/finder.h"
#include "tui/app.h"
#include "tui/list_view.h"

struct table {
	struct app *app;
	const struct entity *entity;
	struct list_plan *plan;
	struct finder *finder;       /* NULL where the rows are given */
	bool of_given;
	struct row *given, *shown;   /* all of them, and those that the filter lets through, in their order */
	size_t given_count, given_capacity, shown_count;
	struct text words;           /* the filter */
	struct text columns, where, sort;
	struct text group;           /* what the rows stand together by; empty: nothing */
	struct grouping *grouping;   /* NULL: nothing */
	bool grouped;                /* all of it has been worked out */
	size_t *starts;              /* the row of the screen with which each group begins, and the end */
	uint64_t *open;              /* keys of the groups whose records are shown */
	size_t open_count, open_capacity;
	char *titles[LIST_COLUMNS_MOST];
	struct list_column list_columns[LIST_COLUMNS_MOST];
	struct list_view list;
	struct glance glance;        /* open during one action or one picture */
};

/* `columns`, `where`, `sort` as struct list_request has them. False with words where one of them says nothing. */
bool table_start(struct table *table, struct app *app, const struct entity *entity, struct slice columns,
	struct slice where, struct slice sort, struct error *error);
/* The rows are given: table_give adds them, table_given ends it. */
bool table_start_given(struct table *table, struct app *app, const struct entity *entity, struct slice columns,
	struct error *error);
void table_give(struct table *table, record_id parent, record_id id);
void table_give_none(struct table *table);
void table_given(struct table *table);
/* Leaves out the columns that none of the first rows has anything in; the name stays. */
void table_leave_out_empty(struct table *table);
void table_free(struct table *table);

/* Another condition, other columns, another order; the table stays as it was where one of them says nothing. */
bool table_ask(struct table *table, struct slice columns, struct slice where, struct slice sort,
	struct error *error);
/* Rows of the same value of `group` stand together, closed at first; empty: no longer. */
bool table_group_by(struct table *table, struct slice group, struct error *error);
/* Shows or hides the records of the group on which the cursor stands, of all on the row of all; false elsewhere. */
bool table_turn_group(struct table *table);
/* table_columns.c: the labels anew, in the words chosen now. */
void table_label(struct table *table);
/* Where the path stands among the columns; SIZE_MAX: nowhere. */
size_t table_column_of(const struct table *table, const struct path *path);

/* The record under the cursor; false where there is none. */
bool table_selected(const struct table *table, struct ref *ref);

/* For the screen that holds it and its list; each closes the look at the register that it took. */
bool table_work(struct table *table);   /* a little of what is still to be found; whether there is more */
void table_follow(struct table *table); /* the register has changed */

#endif
