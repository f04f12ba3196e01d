/* Taking a person, or what somebody had written of one, out of the register for good. DESIGN 3: images and their salts
 * go, the digests in the change log stay, and `verify` says *erased*. */
#ifndef REGISTER_ERASE_H
#define REGISTER_ERASE_H

#include "register/session.h"
#include "store/journal.h"

/* Where the name, login or address of an erased person still stands. */
struct erase_mention {
	struct ref ref;
	const struct field *field;
	bool former; /* in an image of the history, not in the record as it is */
};

struct erase_result {
	size_t images;     /* of the history that were erased */
	uint64_t sequence; /* the entry of the change log */
	struct erase_mention *mentions;
	size_t mention_count, mention_capacity;
};

/* A person becomes a record without anything that tells who it was, since others name it, and their former images go.
 * Of any other record the former images go: it is corrected first. For administrators; `why` says by which decision and
 * must be given. `result` is the caller's to free with erase_result_free. */
bool register_erase(struct session *session, struct ref ref, struct slice why, struct erase_result *result,
                    struct error *error);
void erase_result_free(struct erase_result *result);

#endif
