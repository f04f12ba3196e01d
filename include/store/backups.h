/* A directory of dated backups: each a store of its own, named forvalta-20261122T132454Z after when it was made, in
 * UTC. Only what was verified has such a name. */
#ifndef STORE_BACKUPS_H
#define STORE_BACKUPS_H

#include "store/store.h"

/* Copies the store hot into `directory`, which holds none yet, and lets `verify` look at the copy. On failure nothing
 * is left of it. */
bool backups_copy(struct store *store, const char *directory,
                  bool (*verify)(void *context, struct store *copy, struct error *error), void *context,
                  struct error *error);

/* Copies the store hot into `directory` (made where its parent is there), lets `verify` look at the copy, and gives it
 * its name only where that was content: *path gets it. On failure nothing is left of the copy. Refused while another
 * backup is being made there. */
bool backups_make(struct store *store, const char *directory, moment_t moment,
                  bool (*verify)(void *context, struct store *copy, struct error *error), void *context,
                  struct text *path, struct error *error);

/* Removes the oldest until `keep` are left, never `path`, which is the one just made. Of each no more is removed than a
 * store's own files: what somebody keeps other things in stays. */
bool backups_rotate(const char *directory, size_t keep, const char *path, size_t *removed, struct error *error);

/* The names in the order of their days, the newest last; false where the directory cannot be read (one that is not
 * there holds none). Each is to be freed, and the list. */
bool backups_list(const char *directory, char ***names, size_t *count, struct error *error);
/* The copies in the directory, whatever they are called (one made by hand, one from before an upgrade), of which
 * `holds` says yes, and those that cannot be opened to ask it. As backups_list. */
bool backups_holding(const char *directory, bool (*holds)(void *context, struct store *copy), void *context,
                     char ***names, size_t *count, struct error *error);
void backups_free_list(char ***names, size_t count);

#endif
