/* Finding the rows of a plan in steps, for a screen that must answer each key at once: rows found so far are kept as
 * ids, each step has its own short view and its own little time, and each further letter of the quick filter narrows
 * what has been found instead of beginning anew. */
#ifndef QUERY_FINDER_H
#define QUERY_FINDER_H

#include "query/list.h"

struct row {
	record_id parent, id;
};

struct finder;
/* The plan's words are what the filter begins with; offset and limit are not used. The plan outlives the finder. */
struct finder *finder_new(const struct list_plan *plan);
void finder_free(struct finder **finder);
/* Works on for about `milliseconds` (0: until it is done). True when every row has been found and is in its place.
 * False with `error` set where the condition cannot be looked up; with more to do, false and `error` untouched. A view
 * newer than the last step's is all right; begin anew (finder_restart) when the register has changed. */
bool finder_step(struct finder *finder, struct reading *reading, unsigned milliseconds, struct error *error);
bool finder_is_done(const struct finder *finder);
/* Rows so far. Until everything has been found they stand in the order of storage; while they are being sorted, those
 * behind the first finder_sorted ones in nobody's order. */
size_t finder_count(const struct finder *finder);
/* How many of the first rows stand in their place for good: the first page does long before the last. */
size_t finder_sorted(const struct finder *finder);
uint64_t finder_unknown(const struct finder *finder);
struct row finder_row(const struct finder *finder, size_t index);
/* The row's record in this reading; false where it has gone since. */
bool finder_record(const struct finder *finder, struct reading *reading, size_t index, struct record *record);
/* New words for the quick filter. Where every old word begins a new one in its place, rows already found are narrowed
 * and keep their order; else it begins anew. */
void finder_set_words(struct finder *finder, struct slice words);
void finder_restart(struct finder *finder);

#endif
