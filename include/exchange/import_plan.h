/* How the columns of a file become records: made from our own headers, or from a mapping file. One row may give several
 * records. */
#ifndef EXCHANGE_IMPORT_PLAN_H
#define EXCHANGE_IMPORT_PLAN_H

#include "exchange/csv.h"
#include "model/schema.h"

struct plan_translation {
	char *from, *to; /* compared trimmed, case ignored; to NULL: not set */
};

/* How a column writes a day; doc/forvalta-mapping.5 tells what each takes. */
enum plan_dates {
	DATE_ISO,
	DATE_DAY_MONTH_YEAR,
	DATE_MONTH_DAY_YEAR,
	DATE_ENGLISH,     /* March 31, 2024 */
	DATE_TIMESTAMP,   /* the day that a time begins with: 2015-08-05T08:29:58 */
	DATE_FILETIME,    /* the last day before an instant of Active Directory's */
	DATE_GENERALIZED, /* the same, before 20270101000000Z */
};

/* What a file is made of. All but CSV are turned into rows in memory first. */
enum plan_format { FORMAT_CSV, FORMAT_LINES, FORMAT_JSON, FORMAT_LDIF };

#define PLAN_SEVERAL '\x1f' /* between the values of a cell that has several: of a list in JSON, an attribute in LDIF */

struct plan_cell {
	const struct field *field;
	char *header;         /* of the column; NULL: the constant */
	char *constant;
	size_t column;        /* found in the file's header */
	struct plan_translation *translations;
	size_t translation_count;
	struct plan_translation *beginnings; /* the same for how a value begins; after the translations */
	size_t beginning_count;
	char *otherwise;      /* for a value that neither names; NULL: the value itself */
	bool clears;          /* an empty cell makes the field not set; else it leaves it as it is */
	enum plan_dates dates;
	bool exclusive;       /* the day is the first on which it no longer holds: the day before is meant */
	char decimal;         /* '.' or ',' */
	char *thousands;      /* sign between groups of three digits; NULL: a space only */
	char *currency;       /* taken off an amount: "$" */
	char *rate;           /* what one of it is in the register's currency: "7.05"; NULL: 1 */
	char *alternative;    /* header of the column that is read where this one is empty */
	size_t alternative_column;
	char *until;          /* what stands before the first of this counts only */
	bool lower;           /* made lower case */
	bool first;           /* of several values the first */
	bool only_unset;      /* only where nothing stands: what was typed by hand stays */
	char *found_in;       /* header of the column in which the rows of the file have what this one refers to by */
	size_t found_column;
	bool leave_unknown;   /* a reference that nothing answers to leaves the field as it is */
	const struct field *unknown_to; /* or what was named goes to this field of text; NULL */
	char *prefix;         /* put before the value: "SF-" */
	char *distinct; /* header of a column that is added in parentheses where several records of the file have the value;
	                   NULL: none */
	size_t distinct_column;
	char *not_after;      /* header of a column of days: where this one's day is after that, it counts as empty; NULL */
	size_t not_after_column;
	char *when_empty;     /* the value of an empty cell; NULL: see clears */
	bool cut;             /* a text too long is cut at the limit instead of refused */
};

struct plan_record {
	const struct entity *entity;
	struct plan_cell *cells;
	size_t cell_count;
	const struct field *key; /* NULL: code, else unique field, else all given fields */
	const struct field **same; /* or: a record that is equal to the row in these is that record */
	size_t same_count;
	const struct field *listed; /* no record is made where the values of this field do not name what stands there */
	char *when;              /* header of a column that must not be empty for the record to be made; NULL: always */
	size_t when_column;
	char **skip;             /* values of that column, for which no record is made either */
	size_t skip_count;
	bool only_new;           /* an existing record is left as it is */
	char *range;             /* header of a column of numbers that must lie between the next two; NULL: none */
	size_t range_column;
	long long least, most;
	/* The file is the whole list of the records that have these constants: what it no longer names is removed, or
	 * ended. */
	const struct field **whole;
	size_t whole_count;
	bool gone_removed;
	const struct field *gone_end;   /* the date that becomes today; NULL with gone_removed */
	const struct field *gone_since; /* the date that says since when, so that whoever comes back is opened again; NULL */
	const struct field *gone_again; /* the date that notes when the list named what somebody else had ended; NULL */
};

struct import_plan {
	struct plan_record *records;
	size_t record_count;
	enum plan_format format;
	char *each;     /* a column with several values: the row is read once for each; NULL: as it is */
	char *between;  /* what stands between them; NULL: PLAN_SEVERAL */
	size_t each_column;
	char *items;    /* FORMAT_JSON: where the list stands, "data.systems"; NULL: the document is the list */
	char **columns; /* FORMAT_LINES: their names */
	size_t column_count;
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
/* The plan's own spelling of a column, "" where it names it only to ignore it; NULL where it says nothing of it.
 * `fold`: case does not count. */
const char *plan_column(const struct import_plan *plan, struct slice name, bool fold);
/* Calls `tell` for every column that the plan wants. */
void plan_each_column(const struct import_plan *plan, void (*tell)(void *context, const char *header), void *context);
/* Finds each cell's column in the header. */
bool plan_bind(struct import_plan *plan, const struct csv *csv, struct error *error);
void plan_free(struct import_plan *plan);

#endif
