/* Questions of a round of review as a spreadsheet, for those who never log in, and their answers back.
 *
 * What is written in it names everything twice: a hidden first row has the stable names that reading goes by, the row
 * above the questions the words of the reader's language. What was seen is locked, and compared on the way back with
 * what stands: it is the answer to that and nothing else which is taken. */
#ifndef EXCHANGE_REVIEW_SHEET_H
#define EXCHANGE_REVIEW_SHEET_H

#include "register/session.h"

/* The round's questions that are open, by who is asked and then by their numbers. */
struct review_question {
	record_id reviewer, item; /* reviewer 0: nobody could be found */
};
struct review_questions {
	struct review_question *items;
	size_t count, capacity;
};
void review_questions_read(struct review_questions *questions, const struct view *view, struct ref round);
void review_questions_free(struct review_questions *questions);

/* Those questions, all of the round, as a workbook in the current language. */
bool review_sheet_write(const struct view *view, struct ref round, const struct review_question questions[],
                        size_t count, struct text *bytes, struct error *error);

enum review_outcome {
	REVIEW_ROW_ACCEPTED, /* written into the register */
	REVIEW_ROW_STANDS,   /* that is the answer already: nothing is written */
	REVIEW_ROW_REFUSED,
	REVIEW_ROW_OPEN,     /* nothing has been filled in */
	REVIEW_OUTCOMES
};
/* What became of a row. */
struct review_row {
	uint32_t row;      /* of the sheet, from 1; 0: the file as a whole, which is refused */
	struct slice item; /* the code that stands in it */
	enum review_outcome outcome;
	const char *words; /* the answer, or why it is refused */
};
typedef void review_row_told(void *context, const struct review_row *row);

/* Takes the answers of one file, each by itself, in the name of the session's person: who is allowed to do so is
 * decided as for any other answer. Reading the same file again changes nothing. */
void review_sheet_read(struct session *session, struct slice bytes, const char *name, review_row_told *told,
                       void *context);

#endif
