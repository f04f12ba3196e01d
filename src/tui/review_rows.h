/* The questions of a round of review as rows: those that belong together as one line that opens. */
#ifndef TUI_REVIEW_ROWS_H
#define TUI_REVIEW_ROWS_H

#include "register/reviews.h"
#include "tui/app.h"
#include "tui/list_view.h"

#define REVIEW_COLUMNS 6 /* five facts of the subject and the answer */

/* What belongs together. */
enum review_grouping {
	REVIEW_ALIKE, /* the same system, role, level and unit, and the same news since the last round */
	REVIEW_BY_PERSON,
	REVIEW_BY_SYSTEM,
	REVIEW_BY_UNIT,
	REVIEW_BY_SUPPLIER,
	REVIEW_GROUPINGS,
};

struct review_question {
	record_id id;
	uint32_t revision;
	struct ref subject;
	uint8_t decision; /* C_review_decision_… */
	bool settled;
	bool news;        /* the subject is not as it was when it was last kept, or was never reviewed */
	uint64_t group;   /* the same: they belong together */
	char *folded;     /* for the filter */
};

/* A line in sight: a question, or `count` of them as one. */
struct review_line {
	size_t first, count;
	bool whole; /* a group: closed, or the line above its open questions */
};

struct review_rows {
	struct app *app;
	struct ref round;
	uint8_t kind;
	bool closed, everybodys; /* everybodys: not only what the person is asked */
	day_t due;
	enum review_grouping grouping;
	struct review_question *items; /* by system and group */
	size_t count, capacity;
	struct review_line *lines;
	size_t line_count, line_capacity;
	uint64_t *open; /* groups */
	size_t open_count, open_capacity;
	struct review_counts counts; /* of those that are shown to the person */
	struct text filter;
	struct glance glance; /* open during one picture */
};

extern const struct list_source review_rows_source; /* its owner is a struct review_rows */

/* False where the round is gone. */
bool review_rows_read(struct review_rows *rows);
void review_rows_free(struct review_rows *rows);
/* The labels of the columns, for the kind of round. */
void review_rows_columns(const struct review_rows *rows, struct list_column columns[REVIEW_COLUMNS]);
/* After anything but reading: which lines are shown. Then list_view_changed. */
void review_rows_choose(struct review_rows *rows);
/* Shows or hides the questions of the group of the line; false where it is no group. */
bool review_rows_turn(struct review_rows *rows, size_t line);
/* The next line after `line`, around the end, with a question that is open; SIZE_MAX: none. */
size_t review_rows_next_open(const struct review_rows *rows, size_t line);
/* NULL where there is none. */
const struct review_line *review_rows_at(const struct review_rows *rows, size_t line);
const struct review_question *review_rows_question(const struct review_rows *rows, uint64_t key);
const char *review_grouping_label(enum review_grouping grouping);

#endif
