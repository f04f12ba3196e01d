/* The register's greater deeds, for tests that cut them off: each is done under a tag of its own, and can be told to
 * stand whole by what it has left in the store and beside it. */
#ifndef SUPPORT_STORE_DEEDS_H
#define SUPPORT_STORE_DEEDS_H

#include "support/store.h"

#define DEEDS_IMPORTED 4100 /* suppliers an import adds: more than one batch holds */

struct deed {
	const char *name;
	bool (*make)(struct test_store *test, const char *tag, struct error *error);
	/* Once it was told it must stand whole; before, whole or not at all. */
	bool (*stands)(const struct test_store *test, const struct view *view, const char *tag, bool told);
};

extern const struct deed deeds[];
extern const size_t deeds_count;

/* test_put of the three texts as one. */
record_id deeds_put(struct test_store *test, uint8_t entity, record_id id, const char *before, const char *tag,
                    const char *after);

#endif
