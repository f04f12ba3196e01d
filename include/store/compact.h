/* What has been erased or disposed of, out of the file too. The engine frees pages without clearing them, and what it
 * writes may carry along what the memory held before: only a file written anew, row by row, holds nothing but what
 * stands. */
#ifndef STORE_COMPACT_H
#define STORE_COMPACT_H

#include "store/changes.h"

/* In the set that erases or disposes: the file is to be compacted. */
void changes_note_uncompacted(struct changes *changes);
bool view_is_uncompacted(const struct view *view);

/* Puts a store with the same rows in the place of the one in `directory`, whole or not at all. `verify` looks at it
 * first. No change is lost: refused while anybody has the store open, this process too, and done again where it was
 * changed meanwhile. `options`: map_size, force_network and notice count. */
bool store_compact(const char *directory, const struct store_options *options,
                   bool (*verify)(void *context, struct store *compacted, struct error *error), void *context,
                   struct error *error);

#endif
