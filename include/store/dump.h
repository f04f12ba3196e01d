/* The whole store row by row, as its way out of any format, and a store built up from such rows. What follows from
 * other rows (indexes) is left out and made anew. How rows look in a file is the exchange's. */
#ifndef STORE_DUMP_H
#define STORE_DUMP_H

#include "store/journal.h"

enum dump_kind {
	DUMP_FACT,    /* a named value: counters, the head of the chain, what register and audit keep */
	DUMP_RECORD,  /* a record as it stands */
	DUMP_IMAGE,   /* a row of the history: how a record was, or the salt of how it is */
	DUMP_ENTRY,   /* an entry of the journal with all it lists */
	DUMP_SUMMARY, /* a summary row, opaque */
	DUMP_KINDS
};

struct dump_row {
	enum dump_kind kind;
	struct slice name;    /* of a fact */
	struct slice bytes;   /* of a fact or a summary row */
	struct ref ref;       /* of a record, image or summary row */
	struct record record; /* a record, or a former image */
	struct image image;   /* an image, but for its record */
	struct entry entry;
};

/* Gives every row in the order of the kinds, within a kind in the order of the keys; the same store gives the same
 * rows. Valid during the call only. False where `take` said so, or where a row is damaged: then the words say which. */
bool store_dump(const struct view *view, bool (*take)(void *context, const struct dump_row *row, struct error *error),
                void *context, struct error *error);

/* The inverse of entry_change: a row more for struct entry's `changes`. */
void entry_add_change(struct text *changes, const struct entry_change *change);

/* A store being built up beside the place where it shall stand; durable and there only when it is installed. */
struct rebuild;
/* `options`: map_size, force_network and notice count. */
struct rebuild *rebuild_begin(const char *directory, const struct store_options *options, struct error *error);
/* The same, filled at once with what the backup `from` holds, which must open and be of this program's format. */
struct rebuild *rebuild_from(const char *from, const char *directory, const struct store_options *options,
                             struct error *error);
/* Whether nobody has the store in `directory` open, as far as can be known; false with words that name the process. */
bool rebuild_may_replace(const char *directory, struct error *error);
/* Rows of each kind in the order that store_dump gives are the quickest. An entry's hash must be what its bytes and the
 * entry before give. */
bool rebuild_put(struct rebuild *rebuild, const struct dump_row *row, struct error *error);
/* The store as it has been built, for verifying it; the rebuild's. NULL with words. */
struct store *rebuild_store(struct rebuild *rebuild, struct error *error);
/* Puts it in its place, over a store that is there only with `replace`. Ends the rebuild either way. */
bool rebuild_install(struct rebuild **rebuild, bool replace, struct error *error);
/* The same over the store that it was filled from, as that stood after the engine's commit `copied`: ERROR_CONFLICT
 * where it has been changed since. */
bool rebuild_install_copy(struct rebuild **rebuild, uint64_t copied, struct error *error);
void rebuild_abandon(struct rebuild **rebuild); /* nothing is left; accepts NULL */

#endif
