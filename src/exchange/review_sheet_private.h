/* How a sheet of questions is laid out, which writing and reading share. */
#ifndef EXCHANGE_REVIEW_SHEET_PRIVATE_H
#define EXCHANGE_REVIEW_SHEET_PRIVATE_H

#include "exchange/review_sheet.h"

/* Columns before and after what was seen; each has its stable name in the sheet's first row. */
enum { SHEET_ROUND, SHEET_REVISION, SHEET_ITEM, SHEET_SUBJECT, SHEET_SEEN };
enum { SHEET_DECISION, SHEET_REDUCE_TO, SHEET_SUSPEND_UNTIL, SHEET_PASSED_TO, SHEET_NOTE, SHEET_ANSWERS };
extern const char *const review_sheet_first[SHEET_SEEN];
extern const uint8_t review_sheet_answers[SHEET_ANSWERS]; /* F_review_item_… ; their names are the columns' */
#define SHEET_SEEN_PREFIX "seen."

/* Rows from 0: stable names, title, what to do, headings; then the questions. */
enum { SHEET_ROW_NAMES, SHEET_ROW_TITLE, SHEET_ROW_TASK, SHEET_ROW_HEADINGS, SHEET_ROW_FIRST };

/* The next line "field=value" off the front of a snapshot; false where none is left or it is no such line. */
bool review_fact_next(struct slice *snapshot, const struct entity *entity, const struct field **field,
                      struct slice *value);
/* The choices of the field, NULL where it has none; a fact of those is written by its label. */
const struct choice_set *review_fact_choices(const struct field *field);

#endif
