/* Files into the register. Everything is read and checked first, references over all files together; then it is written
 * in bounded batches that form one action with one undo. Running the same import again changes nothing and journals
 * nothing. */
#ifndef EXCHANGE_IMPORT_H
#define EXCHANGE_IMPORT_H

#include "exchange/import_plan.h"
#include "register/session.h"

struct import_options {
	struct import_plan *plan; /* of a mapping; its columns are found anew in each file; NULL: our own headers */
	const char *entity;             /* name; NULL: from the plan, else from the file's name */
	const char *sheet;              /* of a spreadsheet; NULL: the first that is not hidden */
	const char *key;                /* field by which a row is an existing record; NULL: code, else the unique field */
	const char *rejects;            /* file for rows that are not taken; NULL: one bad row refuses all */
	bool dry_run, all_or_nothing, allow_shrink;
	int shift_months;               /* every date is moved by so many months (the sample, kept alive) */
	struct slice where;             /* for the change log; empty: "import" and the files' names */
	bool (*progress)(void *context, uint64_t done, uint64_t size); /* may be NULL; false stops */
	void (*fault)(void *context, const char *line); /* each fault, as "file:line:column: field: reason"; may be NULL */
	void (*notice)(void *context, const char *line); /* what the person should know all the same; may be NULL */
	/* A dry run: what would be done, a line each, as "+ product 1.0"; may be NULL. */
	void (*preview)(void *context, const char *line);
	void *context;
};

struct import_result {
	uint64_t rows, added, changed, unchanged, merged, rejected;
	uint64_t ended, removed; /* no longer named by a list that is whole */
	uint64_t kept;           /* the same, but other records refer to them: left */
	uint64_t sequence; /* of the first entry; 0 where nothing was written */
};

/* False when it could not be done: nothing is written then. Rejected rows with a reject file are no failure. */
bool import_files(struct session *session, char *const *files, size_t count, const struct import_options *options,
                  struct import_result *result, struct error *error);

/* endoflife.date files: products and releases, then every component is matched anew. */
struct catalogue_result {
	struct import_result import;
	uint64_t products, releases, rematched;
	day_t generated;
};
bool import_catalogue(struct session *session, char *const *files, size_t count, const struct import_options *options,
                      struct catalogue_result *result, struct error *error);

/* Parts lists in CycloneDX as components of one system, which may be named by code or name. A component that a list
 * brought, and that the next list about the same thing no longer has, is removed; what people have typed stays. */
struct bom_result {
	struct import_result import; /* rows: parts of all files; unchanged: components that people entered among them */
	uint64_t left_out;           /* parts that have no life of their own: files, data, keys */
	uint64_t services;           /* services that the system calls; not counted among the parts */
};
bool import_bom(struct session *session, char *const *files, size_t count, const char *system,
                const struct import_options *options, struct bom_result *result, struct error *error);

#endif
