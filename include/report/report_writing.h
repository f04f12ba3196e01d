/* Reports being written row by row: one way for each format, whatever the report. */
#ifndef REPORT_REPORT_WRITING_H
#define REPORT_REPORT_WRITING_H

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

#endif
