/* Everything read again and compared: the store's tables, and the summary rows against what the records give. */
#ifndef REGISTER_VERIFY_H
#define REGISTER_VERIFY_H

#include "register/session.h"
#include "store/journal.h"

/* Faults are lines given to `fault`. Rows worked out with another configuration, and all rows while an import has left
 * them stale, are passed over: they are not believed by anybody. */
void register_verify(const struct view *view, const struct conf *conf, void (*fault)(void *context, const char *line),
                     bool (*progress)(void *context, uint64_t done), void *context, struct verify_report *report);

/* For a register that another program wrote: where a summary row is not what this program works out, all are made anew.
 * What follows from the records is no reason to refuse them. */
bool register_settle_summaries(struct store *store, const struct conf *conf, struct error *error);

#endif
