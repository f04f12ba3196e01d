/* What a register holds, to be compared: every row but what changes with the hour (when it was last backed up), and
 * what follows from the others. */
#ifndef SUPPORT_CONTENTS_H
#define SUPPORT_CONTENTS_H

#include <stdbool.h>
#include <stdint.h>

#include "model/schema.h"
#include "store/dump.h"

struct contents {
	bool there;
	uint64_t sequence; /* of the last entry */
	uint64_t records[ENTITY_LIMIT], records_hash; /* as they stand */
	uint64_t hash; /* with the change log and the history */
};

/* Of the store in `directory`; without one, nothing is there. It is written to once, which takes back an import that
 * was cut off. Fails the test with `what` where the store is not whole: opened, read and verified. */
struct contents contents_read(const char *directory, const char *what);
/* The same records, and where nothing was taken back, the same change log. */
bool contents_equal(const struct contents *a, const struct contents *b);
/* What the same deed leaves at another hour. */
bool contents_alike(const struct contents *a, const struct contents *b);
/* As many of each kind but of the audit's runs. */
bool contents_as_many(const struct contents *a, const struct contents *b);

#endif
