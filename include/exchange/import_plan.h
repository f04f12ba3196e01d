/* How the columns of a file become records: made from our own headers, or from a mapping file. One row may give several
 * records. */
#ifndef EXCHANGE_IMPORT_PLAN_H
#define EXCHANGE_IMPORT_PLAN_H

#include "exchange/csv.h"
#include "model/schema.h"

struct plan_translation {
	char *from, *to; /* compared trimmed, case ignored; to NULL: not set */
};

enum plan_date_order { DATE_ISO, DATE_DAY_MONTH_YEAR, DATE_MONTH_DAY_YEAR };

struct plan_cell {
	const struct field *field;
	char *header;         /* of the column; NULL: the constant */
	char *constant;
	size_t column;        /* found in the file's header */
	struct plan_translation *translations;
	size_t translation_count;
	char *otherwise;      /* for a value that no translation names; NULL: the value itself */
	bool clears;          /* an empty cell makes the field not set; else it leaves it as it is */
	enum plan_date_order order;
	char decimal;         /* '.' or ',' */
	char *prefix;         /* put before the value: "SF-" */
	char *distinct; /* header of a column that is added in parentheses where several records of the file have the value;
	                   NULL: none */
	size_t distinct_column;
	bool cut;             /* a text too long is cut at the limit instead of refused */
};

struct plan_record {
	const struct entity *entity;
	struct plan_cell *cells;
	size_t cell_count;
	const struct field *key; /* NULL: code, else unique field, else all given fields */
	char *when;              /* header of a column that must not be empty for the record to be made; NULL: always */
	size_t when_column;
	char **skip;             /* values of that column, for which no record is made either */
	size_t skip_count;
	bool only_new;           /* an existing record is left as it is */
};

struct import_plan {
	struct plan_record *records;
	size_t record_count;
	enum input_encoding encoding;
	char separator; /* 0: found */
	bool typed;     /* amounts and dates as people type them; our own files are strict */
	char **ignored; /* headers passed over on purpose */
	size_t ignored_count;
	bool ignore_others; /* columns that are not named are passed over; else they are an error */
};

/* From the header of a file in our own form; names in any language. Unknown columns are errors, with the nearest
 * name. */
bool plan_from_header(struct import_plan *plan, const struct csv *csv, const struct entity *entity, const char *key,
                      struct error *error);
/* Finds each cell's column in the header. */
bool plan_bind(struct import_plan *plan, const struct csv *csv, struct error *error);
void plan_free(struct import_plan *plan);

#endif
