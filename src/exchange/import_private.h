#ifndef EXCHANGE_IMPORT_PRIVATE_H
#define EXCHANGE_IMPORT_PRIVATE_H

#include <sys/types.h>
#include <time.h>

#include "exchange/import.h"
#include "exchange/foreign_private.h"
#include "exchange/workbook.h"
#include "register/edit.h"

struct reading_record;

/* Names of records in the import and what they refer to, so that a row may name one that stands later, or in another
 * file. */
enum name_kind { NAME_CODE = 1, NAME_UNIQUE, NAME_NAME, NAME_ROW, NAME_FOUND, NAME_KINDS };
struct names;
struct names *names_new(void);
void names_free(struct names **names);
/* `scope`: entity, and for unique fields entity and field. Adds `ref`, unless another stands there: *other gets it. */
bool names_add(struct names *names, enum name_kind kind, unsigned scope, struct slice text, struct ref ref,
               struct ref *other);
/* False where nothing is called so; *several where more than one record is. */
bool names_find(struct names *names, enum name_kind kind, unsigned scope, struct slice text, struct ref *ref,
                bool *several);
/* Makes the text `ref`'s, whoever had it. */
void names_give(struct names *names, enum name_kind kind, unsigned scope, struct slice text, struct ref ref);
void names_each(struct names *names, void (*change)(void *context, struct ref *ref), void *context);

/* What was read and will be written: packed drafts, one for each record. */
struct staged {
	struct ref ref;
	record_id parent;
	uint32_t base_revision; /* 0: a new record */
	uint32_t line, file;
	size_t offset, size;    /* in `packed` */
	bool changed, rejected;
	bool removed; /* `size` is 0: the record goes */
	bool ended;   /* no row says so: it is gone from a list that was whole */
};

struct stage {
	struct staged *items;
	size_t count, capacity;
	struct text packed;
	uint32_t *table; /* by ref: place + 1 */
	size_t table_size;
	struct text one;
};
void stage_free(struct stage *stage);
struct staged *stage_find(const struct stage *stage, struct ref ref);
/* A new row, or the one that is there for the ref, with the draft's bytes. */
struct staged *stage_put(struct stage *stage, struct ref ref, const struct draft *draft);
/* The staged bytes as a record; false never, but for damage. */
bool stage_record(const struct stage *stage, const struct staged *staged, struct record *record);
/* The stored record is to be removed. */
void stage_removal(struct stage *stage, const struct record *stored);
void stage_draft(const struct stage *stage, const struct staged *staged, struct draft *draft);
/* Where two rows without a code or unique field are the same: equal in every given field, or in those that the plan
 * names for it. */
struct alike;
struct alike *alike_new(const struct view *view, const struct plan_record *record);
void alike_free(struct alike **alike);
bool alike_find(struct alike *alike, const struct view *view, const struct stage *stage, const struct draft *draft,
                struct ref *ref);
void alike_add(struct alike *alike, const struct draft *draft, struct ref ref);

struct place_of_fault {
	uint32_t file, row;    /* row: the line that it begins on */
	uint32_t line, column; /* of what is wrong; column 0: none in particular */
};

struct fault {
	struct place_of_fault at;
	char *field, *value, *reason;
};

struct source {
	const char *path, *name;   /* the name is for people */
	struct text held;          /* what cannot be read twice: standard input, a pipe */
	enum input_encoding encoding; /* where no mapping states one; ENCODING_DETECT: found out */
	bool is_held, opened;
	bool tables;               /* rows are wanted: of a spreadsheet too */
	const char *sheet;         /* which of it; NULL: the first */
	struct workbook *workbook; /* NULL: it is text */
	bool guessed;              /* taken for Windows-1252, because it is no UTF-8 */
	struct timespec changed;   /* when it was first opened: it must not change between the readings */
	off_t size;
	struct import_plan own;    /* made from the header, where there is no mapping */
	const struct import_plan *plan;
	struct foreign_line *lines;  /* `held` is CSV made of something else: where its rows come from */
	size_t line_count;
	const struct ref *identities; /* of each row's one record, known beforehand (id 0: new); NULL: found out */
};

/* Which record a row is. */
struct identity {
	struct ref ref; /* id 0: only what the row says can tell */
	bool assumed;   /* new by its name; yet it may be equal to another row */
	bool several;   /* what should tell belongs to several records */
};

struct import {
	struct session *session;
	const struct import_options *options;
	struct import_result *result;
	struct view *view;            /* until the writing begins: pages freed under a reader are not used again */
	uint64_t read_to;             /* entry of the journal that the view saw last */
	bool checked;                 /* every row was checked against the register and the others */
	bool catalogue;               /* it is the product catalogue's own facts that are written */
	struct source *sources;
	size_t source_count;
	struct names *names;
	struct stage stage;
	struct alike **alikes;        /* of the current source, one for each record of its plan */
	struct reading_record *records; /* the same: of the current row */
	record_id first_id[ENTITY_LIMIT], next_id[ENTITY_LIMIT]; /* assumed, and given so far */
	uint32_t provisional[ENTITY_LIMIT]; /* given in the first reading */
	record_id *settled[ENTITY_LIMIT];   /* what they became */
	struct stated *stated[ENTITY_LIMIT];  /* new ids that codes state */
	struct resolved *resolved;    /* references looked up last */
	bool care[ENTITY_LIMIT], care_known[ENTITY_LIMIT]; /* whether default codes may be somebody's chosen ones */
	uint8_t learnt[ENTITY_LIMIT]; /* the key field whose values `names` has */
	struct contests *contests;    /* unique values that another row may give up; NULL: none */
	struct identity *identities;  /* of each row and record of the plan, in order */
	size_t identity_count, identity_capacity, identity_at;
	struct fault *faults;
	size_t fault_count, fault_capacity;
	struct text scratch, cell, distinct;
	size_t people_ended;
	uint64_t rows_read;
	struct ref *alike_refs;       /* records that rows were equal to */
	size_t alike_count, alike_capacity;
	size_t nameless;              /* rows with a fault of which nobody knows what record they are */
	uint64_t left_unknown;        /* references that nothing answered to, left as they were */
	struct kept_texts *kept_texts; /* and those whose words went to another field; made with the first */
	bool emails_learnt;           /* `names` has the addresses of the people in the register */
};

/* ---- files ---- */

/* What can be read once only is taken into memory: `source->held`, the caller's to free. */
bool import_take_source(struct source *source, const char *path, struct error *error);
bool import_open_sources(struct import *import, char *const *files, size_t count, struct error *error);
void import_close_sources(struct import *import);
struct input *import_open_source(struct source *source, struct error *error);
struct csv *import_open_csv(struct source *source, struct input *input, struct error *error);
bool import_source_changed(const struct source *source, struct error *error); /* fills the error: false */

typedef bool import_row_function(struct import *import, uint32_t file, const struct csv_row *row, struct error *error);
/* import_each.c: for each value of the column that the plan names, the row with that one in place of all. */
bool import_handle_each(struct import *import, uint32_t file, const struct csv_row *row, import_row_function *handle,
                        struct error *error);
/* Calls `handle` for each sound row; `faults`: notes the others, and counts all. */
bool import_read_source(struct import *import, uint32_t file, bool faults, import_row_function *handle,
                        struct error *error);

void import_notice(const struct import *import, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The line of the file that a row comes from. */
uint32_t import_line(const struct import *import, uint32_t file, uint32_t row);
/* file:line:column */
void import_append_place(const struct import *import, struct place_of_fault at, struct text *out);
void import_fault(struct import *import, struct place_of_fault at, const char *field, struct slice value,
                  const char *reason);

/* ---- rows ---- */

/* A cell's text after constants, translations and prefix: in the row, the plan or `scratch`. False where it leaves the
 * field as it is. `typed`: of a mapping. */
bool cell_text(const struct plan_cell *cell, bool typed, const struct csv_row *row, struct text *scratch,
               struct slice *text);
/* The three numbers of 03/04/2026. */
bool cell_date_parts(struct slice text, int parts[3]);
bool cell_is_never(struct slice text); /* of a file time: no end */
void cell_append_date(const struct plan_cell *cell, struct slice value, struct text *out);
void cell_append_amount(const struct plan_cell *cell, struct slice value, struct text *out);
bool record_wanted(const struct plan_record *record, const struct csv_row *row);

/* Ids that codes of the program's own form state: PRM-0123456 is to be the record 123456. */
/* Takes the id for the new record that is called so; false where it was ever used, or lies too far ahead. */
bool stated_take(struct import *import, struct ref named);
bool stated_has(const struct import *import, struct ref named);
record_id stated_highest(const struct import *import, uint8_t entity); /* 0: none */
void stated_free(struct import *import);

/* Where a row's record is found by another column of the file: the names that found_in makes. */
unsigned import_found_scope(const struct plan_cell *cell);

record_id import_new_id(struct import *import, uint8_t entity);
unsigned import_unique_scope(const struct field *field, uint8_t entity);
/* How many stored records have the name, two at most counted; *ref gets the first. */
unsigned import_count_named(const struct import *import, const struct entity *entity, struct slice text,
                            struct ref *ref);

struct resolved *import_new_resolved(void);
/* Of a value_reader, whose context is the import. */
bool import_resolve(void *context, uint8_t target, struct slice text, struct ref *ref, struct error *error);
bool import_read_identities(struct import *import, struct error *error); /* pass 1 */
bool import_read_rows(struct import *import, struct error *error);       /* pass 2 */

/* What the plan makes of a row. */
struct row_of_plan {
	uint32_t file;
	const struct csv_row *row;
	const struct plan_record *plan;
};
/* Where the row says it: the cell of the field, else the row. */
struct place_of_fault import_place(const struct row_of_plan *at, const struct field *field);
/* The draft against the register and the rest of the import; false with a fault noted. */
bool import_check_draft(struct import *import, const struct row_of_plan *at, const struct draft *draft, struct ref ref);
bool import_may_take(struct import *import, const struct draft *draft, struct ref ref, struct error *error);
bool import_is_changed(const struct import *import, struct ref ref, const struct draft *draft);
/* import_gone.c: what the files, which are the whole of some lists, no longer name is staged to end or to go. */
bool import_stage_gone(struct import *import, struct error *error);
/* A record that a list names again is open again, where it was the list that ended it; where it was somebody else, that
 * is noted. */
void import_open_again(const struct plan_record *plan, struct draft *draft, day_t today);
/* import_kept.c: what nothing answered to, and was kept as text: each once. */
void import_keep_text(struct import *import, const struct field *to, struct slice text);
void import_tell_kept(struct import *import);
void import_free_kept(struct import *import);
/* import_preview.c: of lists whose records are told by several fields, a line for each that is new or changed. */
void import_preview(const struct import *import);
/* The values of these fields, a space before each. */
void import_append_same(struct text *out, const struct import *import, const struct plan_record *plan,
                        const struct record *record);
/* import_contest.c: a unique value that a stored record has is free where that record's own row gives it up. */
bool import_is_contested(struct import *import, const struct draft *draft, struct ref ref, const struct field **field,
                         struct ref *holder); /* false: taken for good, by *holder in *field */
void import_reject_taken(struct import *import);
void import_free_contests(struct import *import);
void import_reject_row(struct import *import, struct staged *staged, const struct field *field, const char *reason);
/* Parents that lie inside one another, values that stay taken, rows that name rejected ones; until nothing more is. */
void import_reject_together(struct import *import);
bool import_write_rejects(struct import *import, struct error *error);   /* pass 3 */
/* All of it, from the sources that are open: reads, checks, writes unless it is a dry run. */
bool import_carry_out(struct import *import, struct error *error);
void import_free(struct import *import);
/* Ends the reading: closes the view. */
bool import_write(struct import *import, struct error *error);

/* The day of what a source says, for the audit: "catalogue_seen", "people_seen". Not journalled. */
bool import_note_day(struct session *session, const char *fact, day_t day, struct error *error);

#endif
