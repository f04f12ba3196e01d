/* Imports in tests: a store of the test's own, files written from text, what became of them as text. */
#ifndef SUPPORT_IMPORTING_H
#define SUPPORT_IMPORTING_H

#include "exchange/import.h"
#include "support/store.h"

struct import_test {
	struct test_store store;
	char *directory;              /* for files; removed at the end */
	struct import_options options; /* of the next runs; `fault` and `context` are taken */
	struct import_result result;  /* of the last run */
	struct text faults;           /* of the last run, a line each, without the directory */
	struct error error;           /* the same */
	struct text out;              /* what importing_list and importing_read gave last */
	struct text path;
};

void importing_open(struct import_test *test);
void importing_close(struct import_test *test);
/* For cmocka: a test of its own in *state, in English; afterwards `verify` must find nothing. */
int importing_setup(void **state);
int importing_teardown(void **state);

/* Writes a file; the path is valid until the next call. */
char *importing_file(struct import_test *test, const char *name, const char *text);
char *importing_bytes(struct import_test *test, const char *name, const void *bytes, size_t size);
const char *importing_read(struct import_test *test, const char *name); /* "" where there is none */

/* Imports files of the directory by their names, ended by NULL. Returns the error's words, "" where it could be
 * done. */
const char *importing_run(struct import_test *test, ...);
/* Writes one file and imports it. */
const char *importing_text(struct import_test *test, const char *name, const char *text);
/* Imports paths. */
const char *importing_paths(struct import_test *test, char *const *paths, size_t count);

/* The records as CSV; columns "code,name"; "" for all that an export writes, personal and secret ones too. */
const char *importing_list(struct import_test *test, const char *entity, const char *columns);
uint64_t importing_sequence(struct import_test *test); /* the last entry of the change log */
/* Ends the test unless `verify` finds nothing. */
void importing_verify(struct import_test *test);

#endif
