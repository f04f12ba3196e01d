/* The list: rows by callback, so that a million scroll like a hundred. One widget for every list, in a screen or in a
 * window: moving, paging, marks, sorting, and a filter whose line is always in sight. */
#ifndef TUI_LIST_VIEW_H
#define TUI_LIST_VIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tui/layout.h"
#include "tui/line_editor.h"
#include "tui/screen.h"

#define LIST_COLUMNS_MOST 24

struct list_column {
	const char *title; /* translated already */
	int least;         /* columns it needs to be of any use; 0: all that its content takes */
	int most;          /* that it may take however long its content; 0 for no limit */
	int priority;      /* 0 is never given up; the highest number goes first */
	bool right;        /* for amounts */
	bool unsorted;     /* cannot be sorted by */
	int rank;          /* among several keys that the rows are sorted by, from 1; 0: it is none of them */
	bool falls;        /* as such a key, the other way round */
};

enum row_kind {
	ROW_ITEM,    /* can be stood on */
	ROW_WIDE,    /* the same, but its first cell has the whole row: what is a sentence rather than a table */
	ROW_HEADING, /* a rule with a title, from column 0 */
	ROW_DETAIL,  /* a second line of the row above, from column 0, indented and quiet */
	ROW_MORE,    /* goes on where the row above ends, in the same columns */
	ROW_BLANK,
	ROW_GROUP,   /* can be stood on, not marked: a label (column LIST_GROUP_LABEL), and sums in their columns */
};
#define LIST_GROUP_LABEL SIZE_MAX

/* Where rows come from. `owner` is what list_view_start was given. Only `count` and `cell` are needed. */
struct list_source {
	size_t (*count)(void *owner);
	/* Appends what stands in the cell, and may set *role (it is ROLE_NORMAL). Called for rows in sight only. */
	void (*cell)(void *owner, size_t row, size_t column, struct text *out, enum role *role);
	/* Stable whatever the order and the filter: marks and the cursor follow it. Never 0. */
	uint64_t (*key)(void *owner, size_t row);
	/* The row of a key, or SIZE_MAX; without it the cursor stays on its row number. */
	size_t (*find)(void *owner, uint64_t key);
	enum row_kind (*kind)(void *owner, size_t row);
	/* What is typed as a filter, at every key; empty for none. After it `count` is the new one. */
	void (*filter)(void *owner, struct slice typed);
	void (*sort)(void *owner, size_t column, bool falling);
	/* The keys of everything there is to be marked, also what is folded away; to be freed. Without it: those of the
	 * rows. */
	uint64_t *(*keys)(void *owner, size_t *count);
	/* Whether every row has been found; without it they all have. */
	bool (*whole)(void *owner);
	/* The list has been drawn, or has answered a key: what was opened to read rows is let go. */
	void (*rest)(void *owner);
};

struct list_view {
	const struct list_source *source;
	void *owner;
	const struct list_column *columns;
	size_t column_count;
	const char *empty;     /* what to say where there are no rows; translated */
	size_t selected, top;
	size_t page;           /* rows in sight, as last drawn */
	struct area rows;      /* where they are */
	uint64_t selected_key;
	bool filtering;        /* the filter's line is being typed */
	bool choosing;         /* a picker: the line is always being typed */
	bool moved;            /* the person has moved in it */
	bool marking;          /* rows can be marked */
	unsigned each;         /* rows that one thing takes, and that are counted as one; 0: 1 */
	bool bare;             /* rows alone: no header, and the line of the filter only while there is one */
	struct line_editor filter;
	size_t sort_column;    /* SIZE_MAX: the source's own order */
	bool falling;
	uint64_t *marks;       /* keys, rising */
	size_t mark_count, mark_capacity;
	bool marks_wait;       /* all are to be marked, once all are found */
	int wanted[LIST_COLUMNS_MOST];  /* by title and content, measured by list_view_measure */
	int content[LIST_COLUMNS_MOST]; /* by content alone */
	int widths[LIST_COLUMNS_MOST];  /* as last drawn; 0: no room */
	int header_rows, header_columns; /* as many as some picture so wide has needed: the rows do not jump */
};

void list_view_start(struct list_view *list, const struct list_source *source, void *owner,
	const struct list_column *columns, size_t column_count);
void list_view_free(struct list_view *list);

/* The rows have changed, or are others: keeps the cursor on the same key where it still is. */
void list_view_changed(struct list_view *list);
void list_view_select(struct list_view *list, size_t row);
/* Whether the cursor stands on a row at all. */
bool list_view_has_selected(const struct list_view *list);

/* list_view_marks.c: whether the row can be marked; marks it or takes its mark away; marks every row beside those
 * marked already, or takes these marks away where all of them are. */
bool list_view_is_item(const struct list_view *list, size_t row);
void list_view_mark_turn(struct list_view *list, uint64_t key);
void list_view_mark_all(struct list_view *list);
bool list_view_marked(const struct list_view *list, uint64_t key);
void list_view_marks_clear(struct list_view *list);
/* For a source with `whole`, when it is: all rows are marked now, where that was asked for. */
void list_view_all_found(struct list_view *list);

/* For the screen that holds it: its contexts; what it does with an action or a key (DONE_NOTHING where it is not its
 * own: ACTION_OPEN never is; ACTION_CANCEL is while there is a filter that is no picker's, and ACTION_ACCEPT while one
 * is typed). */
unsigned list_view_contexts(const struct list_view *list);
bool list_view_is_filtered(const struct list_view *list);
unsigned list_view_act(struct list_view *list, enum action_id action);
unsigned list_view_type(struct list_view *list, keycode key);
bool list_view_can(const struct list_view *list, enum action_id action);
/* The mouse at this place of the screen. True where it is on the row on which the cursor stands already: open it. */
bool list_view_point(struct list_view *list, int row, int column);

/* Decides `widths` for so many columns of the screen: for what is drawn above it and tells what it leaves out.
 * list_view_draw does so itself. */
void list_view_share(struct list_view *list, int columns);
/* A line of filter and count, a header, rows (the rows alone where `bare`). At most 90 bytes are sent for a move inside
 * the page: the marker moves, and so does the reversed beginning of the row's name. */
void list_view_draw(struct list_view *list, struct area area, bool focused);
/* So many columns of the screen that nothing is cut; 0 < most of a column counts as its limit. */
int list_view_wanted(const struct list_view *list);
/* Takes the widths from the rows around the cursor; list_view_changed does it. */
void list_view_measure(struct list_view *list);

#endif
