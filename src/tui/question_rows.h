/* What stands in the rows of the leadership's questions: the source of their list. */
#ifndef TUI_QUESTION_ROWS_H
#define TUI_QUESTION_ROWS_H

#include "report/questions.h"
#include "tui/list_view.h"

struct conf;

struct question_row {
	enum row_kind kind;
	enum question question;
	size_t place;      /* of the answer; with a heading or a detail: not used */
	struct slice line; /* of ROW_DETAIL: a question that is longer than a heading */
};

struct question_rows {
	const struct questions *questions;
	const struct conf *conf;
	struct question_row *rows;
	size_t count, capacity;
	int columns;       /* that they are chosen for */
	int number_width;  /* of the widest number */
};

/* Its owner is a struct question_rows. */
extern const struct list_source question_rows_source;

/* After it the list is told: list_view_changed. */
void question_rows_choose(struct question_rows *rows);
/* NULL for a row that is no answer. */
const struct reply *question_rows_answer(const struct question_rows *rows, size_t row);
/* The first answer of a question; SIZE_MAX where it has none. */
size_t question_rows_first(const struct question_rows *rows, enum question question);
void question_rows_free(struct question_rows *rows);

#endif
