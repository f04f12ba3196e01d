/* CSV out (RFC 4180): plain functions over a growing text, which the caller empties into a file now and then. */
#ifndef BASE_CSV_WRITER_H
#define BASE_CSV_WRITER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

#define CSV_BYTE_ORDER_MARK "\xef\xbb\xbf" /* before the header, spreadsheets need it to see UTF-8 */

struct csv_format {
	char separator; /* 0 is ',' */
	bool crlf;
	/* Formulas made harmless: a text that a spreadsheet would calculate (it starts with = + - @, tab, or their
	 * full-width forms, and is no plain number) gets an apostrophe before it, and so does one that
	 * already has apostrophes before such a start; so csv_restored gives back exactly what was written. */
	bool defuse;
	bool raw; /* control characters are written as they are, not as \x1b in letters */
};

/* `= {.out = …, .format = …}`; the text is the caller's, who empties it into a file now and then. */
struct csv_writer {
	struct text *out;
	struct csv_format format;
	size_t fields; /* written of this row */
};

/* Quotes stand only where they are needed; an empty text is written "". */
void csv_write_field(struct csv_writer *writer, struct slice value);
void csv_write_unset(struct csv_writer *writer);
/* Ends the row. A row of one field that is not set is written "" too, or it would be a blank line and no row. */
void csv_write_end(struct csv_writer *writer);

/* What csv_write_field with `defuse` was given, from what a reader read. */
struct slice csv_restored(struct slice text);

#endif
