/* A store made beside the place where it shall stand: whole, synced and looked through before one rename puts it there.
 * What is cut off leaves a directory .new-restore-… in that place, which no store minds and the next one removes. */
#ifndef STORE_KV_STAGE_H
#define STORE_KV_STAGE_H

#include "store/kv.h"

struct kv_stage {
	char *directory; /* where it shall stand */
	char *temporary; /* where it is made: a directory of its own inside that one */
	int held;        /* the lock that says that its maker lives */
	bool made;       /* the directory was not there before */
	uint64_t copied; /* the commit that it is a copy of: it replaces no later one; 0: it replaces any */
};

/* Makes both directories. On failure nothing is left of them. */
bool kv_stage_begin(struct kv_stage *stage, const char *directory, bool force_network, struct error *error);
/* Moves the store that was made, which must be closed, to its place, with the owner and the mode that fit there.
 * `replace`: over the store that stands there, which is refused while any process has that one open, and kept beside
 * until the new one stands durably. Without it a store that stands there is refused. */
bool kv_stage_install(struct kv_stage *stage, bool replace, struct error *error);
/* False with words, which name the process, where any other has the store in `directory` open. */
bool kv_stage_check_unused(const char *directory, struct error *error);
/* Removes what is left of it; accepts one that could not be begun. */
void kv_stage_end(struct kv_stage *stage);

#endif
