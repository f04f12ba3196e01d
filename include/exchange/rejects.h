/* The reject file: the rows an import did not take, to be corrected in place and imported again.
 *
 * A CSV file with the header and the fields of the file they come from, unchanged, and before them five columns that an
 * import passes over: `_line` and `_column` of the original, `_field`, `_value`, and `_reason`, which holds
 * every reason, the first one's field and value standing in the columns. */
#ifndef EXCHANGE_REJECTS_H
#define EXCHANGE_REJECTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/text.h"
#include "exchange/csv.h"

struct reject {
	size_t line, column; /* 0 where there is none */
	struct slice field;  /* the column's name; may be empty, as may the value */
	struct slice value;
	const char *reason;
};

struct rejects;

/* A file that takes the place of `path` when rejects_finish is called; "-" is standard output, and what is no ordinary
 * file is written straight. `csv` must outlive it. NULL, with `error` filled, where it cannot be written, or where
 * `path` is the very file being read. */
struct rejects *rejects_open(const char *path, const struct csv *csv, struct error *error);
/* `count` reasons, at least one. For a CSV_FAULT, NULL and 0: the row tells the reason itself. */
bool rejects_add(struct rejects *rejects, const struct csv_row *row, const struct reject *reasons, size_t count,
	struct error *error);
size_t rejects_count(const struct rejects *rejects); /* rows */
/* Puts the file in its place; with no rows it holds the header alone. Frees. */
bool rejects_finish(struct rejects **rejects, struct error *error);
void rejects_free(struct rejects **rejects); /* without finishing: leaves nothing behind */

/* Whether an import passes over a column of that name: it is one of the five. */
bool rejects_is_note(struct slice column);

#endif
