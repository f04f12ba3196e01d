/* The register as it once was: what has been changed since is put back in a layer over the store, so that everything
 * that reads works unchanged and the cost follows the changes since. DESIGN 3, "As of any moment".
 *
 * Findings are worked out and only counted in the journal: those made since are gone, those that people have done
 * something to are as before that, and others are as the last audit left them. */
#ifndef STORE_PAST_H
#define STORE_PAST_H

#include "store/changes.h"

/* The last entry that was not written after the moment; 0 where there is none. */
uint64_t journal_at(const struct view *view, moment_t moment);

/* Called inside `then` when records stand otherwise than in `now`: what is worked out from them is to be renewed. Each
 * ref comes once. */
typedef void past_renew(void *context, const struct view *now, struct changes *then, const struct ref *refs,
                        size_t count);
/* From here on every view of the store shows it as it stood after entry `sequence`, whatever others write meanwhile,
 * and nothing can be changed. No view may be open. False with words where there is no such entry. */
bool store_go_back(struct store *store, uint64_t sequence, past_renew *renew, void *context, struct error *error);
/* From here on what is written goes into a layer that this process alone sees, over the register as it is, and is gone
 * with store_come_back; a store that is open for reading only can be written to so. No view may be open, and the store
 * has not gone back. Where others write meanwhile views show that too: view_present tells what lies below. */
bool store_try(struct store *store, struct error *error);
/* From here on views show the present again, and what could be changed before can be. No view may be open. */
void store_come_back(struct store *store);
/* The entry that the store has gone back to; 0 where it shows the present. */
uint64_t store_past(const struct store *store);
/* The register as it is now, in the snapshot of `view`: `view` itself where the store shows the present, and nothing is
 * tried. */
const struct view *view_present(const struct view *view);

#endif
