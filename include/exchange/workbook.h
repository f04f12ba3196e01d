/* One sheet of an Office Open XML workbook (.xlsx: ECMA-376, SpreadsheetML) as comma-separated text, so that everything
 * that reads rows reads it too. The first row with anything in it is the header.
 *
 * What a person sees is what is read, in the form that our own files have: days 2027-03-31 where the number format
 * shows a day, percentages as 25, yes and no, numbers with 15 digits as the spreadsheet itself counts, formulas as the
 * values last calculated. Formulas are never calculated, macros and links to other files never looked at.
 *
 * Bounded, whoever made it: WORKBOOK_SIZE_MAX bytes packed, parts of at most WORKBOOK_PART_MAX bytes and
 * WORKBOOK_RATIO_MAX times their packed size; no document type and no entity of its own, no encryption, nothing of
 * archives within it. */
#ifndef EXCHANGE_WORKBOOK_H
#define EXCHANGE_WORKBOOK_H

#include "base/error.h"
#include "base/text.h"

#define WORKBOOK_SIZE_MAX ((size_t)128 << 20)
#define WORKBOOK_PART_MAX ((uint64_t)1 << 30)
#define WORKBOOK_RATIO_MAX 400u /* asked of parts over a MiB: of sheets that people make, under 60 */
#define WORKBOOK_ENTRIES_MAX 20000
#define WORKBOOK_DEPTH_MAX 64       /* elements inside one another */
#define WORKBOOK_PIECE_MAX ((size_t)4 << 20) /* bytes of a tag or a comment */
#define WORKBOOK_ROWS_MAX 1048576u  /* of the format */
#define WORKBOOK_COLUMNS_MAX 4096u  /* of a row; the format's own limit is 16,384 */
#define WORKBOOK_STRINGS_MAX ((size_t)512 << 20) /* bytes of the shared texts */

/* A cell that holds no value to be read. */
struct workbook_fault {
	uint32_t row, column; /* of the sheet, from 1; column 0: beyond the header, and `reason` names the cell */
	char *reason;         /* for the person */
};

struct workbook_row {
	uint32_t line, row; /* the line of the text that it begins on, and which row of the sheet it is */
	size_t offset;      /* in the text */
};

struct workbook {
	char *sheet;     /* its name */
	struct text csv; /* the rows that hold anything: separator ',', one field for each column of the header */
	struct workbook_row *rows; /* in order */
	size_t row_count, row_capacity;
	struct workbook_fault *faults; /* in order of rows */
	size_t fault_count, fault_capacity;
};

/* Whether bytes begin as a workbook does: a zip archive, or the older kind that is only refused. Eight are enough. */
bool workbook_begins(struct slice bytes);
/* Reads the sheet of that name, the first that is not hidden where it is NULL. `name` of the file stands in messages.
 * False with words: then there is nothing to be freed. */
bool workbook_read(struct workbook *workbook, struct slice bytes, const char *name, const char *sheet,
                   struct error *error);
void workbook_free(struct workbook *workbook);

/* The row and column of the sheet for a place in the text, both from 1; 0 where it is none. */
void workbook_place(const struct workbook *workbook, size_t line, size_t column, uint32_t *row, uint32_t *cell);
/* The same as "C41", or the row's number alone where `column` is 0. */
void workbook_append_place(const struct workbook *workbook, size_t line, size_t column, struct text *out);
/* The fault of the row that begins on the line; NULL: none. */
const struct workbook_fault *workbook_fault_at(const struct workbook *workbook, size_t line);

#endif
