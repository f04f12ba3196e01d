/* One sheet of a workbook (.xlsx) being written: what exchange/workbook.h reads. Rows and columns are counted from 0.
 *
 * Nothing that is written is ever calculated: what begins with '=' is a text as any other. The first cell that does not
 * fit is remembered, and told at the end. */
#ifndef EXCHANGE_SPREADSHEET_H
#define EXCHANGE_SPREADSHEET_H

#include "base/date.h"
#include "base/error.h"
#include "base/text.h"

#define SPREADSHEET_ROWS_MAX 1048576u     /* of the format */
#define SPREADSHEET_CELL_MAX 32767u       /* characters of a cell; what is longer is cut, with an ellipsis */
#define SPREADSHEET_CHOICES_MAX 255u      /* bytes of the words of a drop-down, commas between them counted */

enum spreadsheet_look {
	SPREADSHEET_PLAIN,
	SPREADSHEET_TITLE,
	SPREADSHEET_HEADING,
	SPREADSHEET_DAY,
	SPREADSHEET_MONEY,      /* two decimals */
	SPREADSHEET_ANSWER,     /* to be filled in: unlocked, what is typed stays a text */
	SPREADSHEET_ANSWER_DAY, /* to be filled in with a day */
	SPREADSHEET_LOOKS
};

struct spreadsheet;

/* `streamed`: memory stays the same whatever the number of rows; each is written once, in order, and widths before the
 * first. NULL with words, also where the library is not installed. */
struct spreadsheet *spreadsheet_new(const char *sheet, bool streamed, struct error *error);
void spreadsheet_text(struct spreadsheet *spreadsheet, size_t row, size_t column, struct slice text,
                      enum spreadsheet_look look);
void spreadsheet_day(struct spreadsheet *spreadsheet, size_t row, size_t column, day_t day, enum spreadsheet_look look);
void spreadsheet_number(struct spreadsheet *spreadsheet, size_t row, size_t column, double number,
                        enum spreadsheet_look look);
void spreadsheet_blank(struct spreadsheet *spreadsheet, size_t row, size_t column, enum spreadsheet_look look);
/* In characters; 0 hides the column. */
void spreadsheet_width(struct spreadsheet *spreadsheet, size_t column, size_t characters);
void spreadsheet_hide_row(struct spreadsheet *spreadsheet, size_t row);
/* The rows above `row` stay where they are. */
void spreadsheet_freeze(struct spreadsheet *spreadsheet, size_t row);
/* A drop-down in the column from `first` to `last`; NULL ends the words. Anything else is refused by the program. */
void spreadsheet_choices(struct spreadsheet *spreadsheet, size_t column, size_t first, size_t last,
                         const char *const words[]);
/* Nothing but what is to be filled in can be changed, without a password: it keeps from slips, not from forgery. */
void spreadsheet_protect(struct spreadsheet *spreadsheet);
/* The whole file; frees it in any case. */
bool spreadsheet_end(struct spreadsheet **spreadsheet, struct text *bytes, struct error *error);
/* Ends it without a file. NULL is all right. */
void spreadsheet_free(struct spreadsheet **spreadsheet);

#endif
