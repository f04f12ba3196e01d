/* Reports being written: one way for each format, whatever the report. */
#ifndef CLI_REPORT_WRITING_H
#define CLI_REPORT_WRITING_H

#include <stdio.h>

#include "base/json_writer.h"
#include "report/report.h"

struct report_writer {
	FILE *file;
	struct text out; /* not written yet */
	bool defuse;     /* CSV: what a spreadsheet would calculate is made harmless */
	struct json_writer json;
	size_t tables, rows; /* begun; of the last table */
};

struct report_format {
	const char *name;
	bool shown; /* for people: labels and names */
	struct report_sink sink; /* its context is a struct report_writer */
};
extern const struct report_format report_formats[]; /* name NULL ends */

/* Empties what is held into the file where it is at least so much. */
bool report_flush(struct report_writer *writer, size_t least, struct error *error);
#define REPORT_FLUSHED ((size_t)1 << 16)

/* report_html.c: a page that needs nothing else, and runs nothing. */
bool report_html_begin(void *context, const struct report_head *head, struct error *error);
bool report_html_table(void *context, const struct report_table *table, struct error *error);
bool report_html_row(void *context, const struct report_table *table, const struct slice *cells, struct error *error);
bool report_html_end(void *context, struct error *error);

#endif
