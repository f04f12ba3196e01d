/* Rows of a list as other programs read them: CSV, JSON or JSON Lines of the plan's columns, named by their stable
 * names, values in the text form that an import takes. */
#ifndef QUERY_LIST_WRITER_H
#define QUERY_LIST_WRITER_H

#include "base/csv_writer.h"
#include "base/json_writer.h"
#include "query/list.h"

enum list_format { LIST_TABLE, LIST_CSV, LIST_JSON, LIST_JSONL, LIST_XLSX, LIST_FORMATS };
extern const char *const list_formats[LIST_FORMATS]; /* "table", "csv", "json", "jsonl", "xlsx" */

/* Not to be moved once it is started. */
struct list_writer {
	const struct list_plan *plan;
	enum list_format format;
	struct text *out, cell;
	struct csv_writer csv;
	struct json_writer json;
};

/* Appends to `out`, which the caller empties now and then; the plan outlives the writer. `format` is neither LIST_TABLE
 * nor LIST_XLSX. `defuse`: in CSV, what a spreadsheet would calculate gets an apostrophe before it. */
void list_writer_start(struct list_writer *writer, const struct list_plan *plan, enum list_format format, bool defuse,
                       struct text *out);
/* `values` writes references: view_writer. */
void list_writer_row(struct list_writer *writer, struct reading *reading, const struct record *record,
                     const struct value_writer *values);
/* The end of it all, in `out`; frees what the writer has. */
void list_writer_end(struct list_writer *writer);

#endif
