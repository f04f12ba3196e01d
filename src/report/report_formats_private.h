/* The ways of writing a report, and what they share. */
#ifndef REPORT_REPORT_FORMATS_PRIVATE_H
#define REPORT_REPORT_FORMATS_PRIVATE_H

#include "report/report_writing.h"

/* Empties what is held into the file where it is at least so much. */
bool report_flush(struct report_writer *writer, size_t least, struct error *error);
#define REPORT_FLUSHED ((size_t)1 << 16)

/* report_html.c: a page that needs nothing else, and runs nothing. */
bool report_html_begin(void *context, const struct report_head *head, struct error *error);
bool report_html_table(void *context, const struct report_table *table, struct error *error);
bool report_html_row(void *context, const struct report_table *table, const struct slice *cells, struct error *error);
bool report_html_end(void *context, struct error *error);

#endif
