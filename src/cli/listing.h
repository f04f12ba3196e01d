/* Lists being written: what the files of list and export share. */
#ifndef CLI_LISTING_H
#define CLI_LISTING_H

#include "cli/cli_private.h"
#include "query/list_writer.h"

struct listing {
	struct cli *cli;
	const struct list_plan *plan;
	struct rows *list;
	struct reading *reading;
	struct value_writer writer;
	struct text out, cell;
	FILE *file;
	uint64_t rows;
};

#define LISTING_FLUSHED ((size_t)1 << 16)

/* Writes what there is, where it is at least so much. */
bool listing_flush(struct listing *listing, size_t least);
bool listing_parse_format(struct cli *cli, const char *word, enum list_format standard, enum list_format *format);
const struct entity *listing_find_entity(struct cli *cli, const char *name);
/* Makes the list and writes it; listing->rows says how many it had. */
bool listing_run(struct cli *cli, const struct list_plan *plan, enum list_format format, FILE *file,
                 struct listing *listing);

/* list_groups.c: a row for each value of what the plan groups by, with sums; of all of them last. */
bool listing_run_groups(struct cli *cli, const struct list_plan *plan, enum list_format format);

/* list_workbook.c: everything is in `out` then. */
bool listing_write_workbook(struct listing *listing);

/* list_table.c: columns as wide as the first rows ask for. */
bool listing_write_table(struct listing *listing);

#endif
