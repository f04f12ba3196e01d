/* What is no CSV, turned into rows of CSV in memory, so that one importer reads everything. Which line of the foreign
 * file a row comes from is kept beside it: that is what people are told. */
#ifndef EXCHANGE_FOREIGN_PRIVATE_H
#define EXCHANGE_FOREIGN_PRIVATE_H

#include "exchange/csv.h"
#include "exchange/import_plan.h"

#define FOREIGN_LIMIT ((size_t)1 << 30) /* bytes of all values */

struct foreign_line {
	uint32_t row, line; /* of the CSV; of the foreign file */
};

/* The rows as they are written. */
struct foreign {
	struct text csv;
	struct csv_writer writer; /* of `csv`: set by foreign_begin */
	struct foreign_line *lines;
	size_t line_count, line_capacity;
	uint32_t next; /* line of the CSV that the next row begins on */
	size_t row_start;
};

void foreign_begin(struct foreign *foreign);
void foreign_add(struct foreign *foreign, struct slice value);
/* The row that ends here comes from this line; 0: it is the header. */
void foreign_end_row(struct foreign *foreign, size_t line);
void foreign_free(struct foreign *foreign);
/* The foreign file's line of a row. */
uint32_t foreign_line_of(const struct foreign_line *lines, size_t count, uint32_t row);

/* Reads the whole file. `missing` is told of each column that the plan wants and no row has. */
struct foreign_notices {
	void (*missing)(void *context, const char *header);
	void *context;
};
bool foreign_read(struct foreign *foreign, struct input *input, const struct import_plan *plan,
                const struct foreign_notices *notices, struct error *error);

/* Rows whose columns are known when all of them have been read: members of JSON, attributes of LDIF. */
struct loose;
struct loose *loose_new(const struct import_plan *plan, bool fold);
void loose_free(struct loose **loose);
void loose_row(struct loose *loose, size_t line);
/* Whether the value would be kept at all. */
bool loose_wants(struct loose *loose, struct slice column);
/* One more value of the row in this column. False where there are too many. */
bool loose_value(struct loose *loose, struct slice column, struct slice value, struct error *error);
bool loose_write(struct loose *loose, struct foreign *foreign, const struct foreign_notices *notices,
                 struct error *error);

bool foreign_read_json(struct loose *loose, struct input *input, const char *items, struct error *error);
bool foreign_read_ldif(struct loose *loose, struct input *input, struct error *error);

#endif
