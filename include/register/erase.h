/* Taking a person, or what somebody had written of one, out of the register for good. DESIGN 3: images and their salts
 * go, the digests in the change log stay, and `verify` says *erased*. */
#ifndef REGISTER_ERASE_H
#define REGISTER_ERASE_H

#include "register/session.h"
#include "store/journal.h"

/* Where the name, login, address or code of an erased person still stands. */
struct erase_mention {
	struct ref ref;
	const struct field *field; /* NULL: in the words of an entry of the change log, which its chain holds */
	uint64_t sequence;         /* of that entry */
	bool former;               /* in an image of the history, not in the record as it is */
};

struct erase_result {
	size_t images;     /* of the history that were erased */
	uint64_t sequence; /* the entry of the change log */
	size_t cleared;    /* records from which the program itself has taken out what it had written of the person */
	struct erase_mention *mentions;
	size_t mention_count, mention_capacity;
	struct text *words; /* what told who it was, now or before, folded */
	size_t word_count, word_capacity;
	struct text folded;
};

/* A person becomes a record without anything that tells who it was, since others name it; their former images go, and
 * so do when they were told of things and when their keys were used. Where the program itself has written of them
 * (findings, snapshots) it clears that; where people have, it tells. Of any other record the former images go: it is
 * corrected first. For administrators; `why` says by which decision, must be given, and must not name the person.
 * `result` is the caller's to free with erase_result_free where it is true. */
bool register_erase(struct session *session, struct ref ref, struct slice why, struct erase_result *result,
                    struct error *error);
void erase_result_free(struct erase_result *result);
/* Whether a text names the erased person: for what is kept outside the register. */
bool erase_names(struct erase_result *result, struct slice text);

/* Whether a copy of the register holds an image that is gone from it: one of `ref`, any where that is not set. */
bool erased_is_held(const struct view *now, const struct view *copy, struct ref ref);

#endif
