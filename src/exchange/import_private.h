#ifndef EXCHANGE_IMPORT_PRIVATE_H
#define EXCHANGE_IMPORT_PRIVATE_H

#include "exchange/import.h"
#include "register/edit.h"

/* Names of records in the import and what they refer to, so that a row may name one that stands later, or in another file. */
enum name_kind { NAME_CODE = 1, NAME_UNIQUE, NAME_NAME };
struct names;
struct names *names_new(void);
void names_free(struct names **names);
/* `scope`: entity, and for unique fields entity and field. Adds `ref`, unless another stands there: *other gets it. */
bool names_add(struct names *names, enum name_kind kind, unsigned scope, struct slice text, struct ref ref, struct ref *other);
/* False where nothing is called so; *several where more than one record is. */
bool names_find(const struct names *names, enum name_kind kind, unsigned scope, struct slice text, struct ref *ref, bool *several);

/* What was read and will be written: packed drafts, one for each record. */
struct staged {
	struct ref ref;
	record_id parent;
	uint32_t base_revision; /* 0: a new record */
	uint32_t line, file;
	size_t offset, size;    /* in `packed` */
	bool changed, rejected;
};

struct stage {
	struct staged *items;
	size_t count, capacity;
	struct text packed;
	uint32_t *table; /* by ref: place + 1 */
	size_t table_size;
};
void stage_free(struct stage *stage);
struct staged *stage_find(const struct stage *stage, struct ref ref);
/* A new row, or the one that is there for the ref, with the draft's bytes. */
struct staged *stage_put(struct stage *stage, struct ref ref, const struct draft *draft);
/* The staged bytes as a record; false never, but for damage. */
bool stage_record(const struct stage *stage, const struct staged *staged, struct record *record);
void stage_draft(const struct stage *stage, const struct staged *staged, struct draft *draft);
/* Where two rows without a code or unique field are the same: equal in every given field. */
struct alike;
struct alike *alike_new(const struct view *view, const struct plan_record *record);
void alike_free(struct alike **alike);
bool alike_find(const struct alike *alike, const struct view *view, const struct stage *stage, const struct draft *draft, struct ref *ref);
void alike_add(struct alike *alike, const struct draft *draft, struct ref ref);

struct fault {
	uint32_t file, line, column;
	char *field, *value, *reason;
};

struct source {
	const char *path;
	struct text held;          /* standard input, which cannot be read twice */
	struct import_plan own;    /* made from the header, where there is no mapping */
	const struct import_plan *plan;
};

struct import {
	struct session *session;
	const struct import_options *options;
	struct import_result *result;
	struct view *view;
	bool catalogue;               /* it is the product catalogue's own facts that are written */
	struct source *sources;
	size_t source_count;
	struct names *names;
	struct stage stage;
	struct alike **alikes;        /* of the current source, one for each record of its plan */
	record_id first_id[ENTITY_LIMIT], next_id[ENTITY_LIMIT]; /* assumed, and given so far */
	struct ref *identities;       /* pass 1: of each row and record of the plan, in order; id 0: none */
	size_t identity_count, identity_capacity, identity_at;
	struct fault *faults;
	size_t fault_count, fault_capacity;
	struct text scratch;
	size_t people_ended, people_before;
};

void import_fault(struct import *import, uint32_t file, uint32_t line, size_t column, const char *field, struct slice value, const char *reason);
record_id import_new_id(struct import *import, uint8_t entity);
struct value_reader import_reader(struct import *import, const struct import_plan *plan, const struct plan_cell *cell);

/* A cell's text after constants, translations and prefix; into `out`. False where it leaves the field as it is. */
bool cell_text(const struct plan_cell *cell, const struct csv_row *row, struct text *out);
bool record_wanted(const struct plan_record *record, const struct csv_row *row);

bool import_read_identities(struct import *import, struct error *error); /* pass 1 */
bool import_read_rows(struct import *import, struct error *error);       /* pass 2 */
void import_reject_dangling(struct import *import);                      /* rows that name rejected ones */
bool import_write_rejects(struct import *import, struct error *error);   /* pass 3 */
bool import_write(struct import *import, struct error *error);

struct input *source_open(struct source *source, struct error *error);

#endif
