/* The whole register as a file of JSON Lines and back: the way out of any format, and a copy that anybody can read.
 *
 * One object a line, in UTF-8, ended by a line feed, `kind` first: `register` (version of this form, format of the
 * store), then `fact`, `record`, `image` (of the history, with its salt), `entry` (of the change log) followed by the
 * `change` lines it counts, `summary`, and `end`. References are default codes (SYS-0042), moments are UTC with
 * microseconds, bytes are hexadecimal. Every line ends with `check`: XXH3 of what stands before it in the line, seeded
 * with the line's before, so that a line that was changed, lost, added or moved is found where it stands. The same
 * store gives the same bytes, and a store restored from them gives them again. */
#ifndef EXCHANGE_DUMP_H
#define EXCHANGE_DUMP_H

#include <stdio.h>

#include "conf/conf.h"
#include "store/dump.h"

/* False from it stops the work with ERROR_STOPPED. May be NULL; called every now and then with what has been done, in
 * lines or bytes, and out of how much (0: not known). */
typedef bool dump_progress(void *context, uint64_t done, uint64_t size);

/* Writes everything that the view sees: for those who may read all. Each record is read back from what is written and
 * compared. False where a row is damaged, or `out` cannot be written. */
bool dump_write(const struct view *view, FILE *out, dump_progress *progress, void *context, struct error *error);

struct dump_result {
	uint64_t records, entries;
};

/* Builds the register that `path` ("-": standard input) holds in `directory`, which is made where it is not there; with
 * `replace` over a store that stands there. Everything is read and verified before it takes its place: where anything
 * is wrong nothing is left, and the words name file and line. */
bool dump_restore(const char *path, const char *directory, const struct store_options *options, const struct conf *conf,
                  bool replace, dump_progress *progress, void *context, struct dump_result *result,
                  struct error *error);

#endif
