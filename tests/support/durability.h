/* Nothing that was acknowledged is lost: not when writers are killed, not when the plug is pulled. A test program
 * states a stream of numbered changes in the terms of its layer; what kills, records, replays and counts is here.
 *
 * Environment: KILL_ROUNDS, POWER_IMAGES, TEST_SMALL for valgrind's sake, DURABILITY to choose among the tests,
 * DURABILITY_KEEP to leave what was written. */
#ifndef SUPPORT_DURABILITY_H
#define SUPPORT_DURABILITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

struct durable_stream {
	unsigned changes; /* how many the recorded program writes before the plug is pulled; one copy is made in the middle */
	unsigned images; /* in a usual test run; 0 for 300 */
	unsigned rounds; /* the same for kill rounds; 0 for 40 */
	unsigned rounds_each_store; /* kill rounds before a new store is begun; 0 for one store throughout */
	unsigned longest_microseconds; /* a writer lives at most so long before it is killed */

	/* Opens the store in `directory`; with `create` makes it where there is none or only a beginning. NULL with words; the
	 * kind is ERROR_NOT_FOUND only where there is no store. */
	void *(*open)(const char *directory, bool create, struct error *error);
	void (*close)(void *store);
	/* Makes the next change and returns its number, greater than any before, once it is durable; 0 with words. */
	uint64_t (*write)(void *store, struct error *error);
	/* Whether the store is whole and everything up to change `acknowledged` is in it; else `words` say what is wrong. */
	bool (*check)(void *store, uint64_t acknowledged, char *words, size_t size);
	bool (*copy)(void *store, const char *directory, struct error *error);
};

/* Runs the tests on `stream`; the program's main does nothing else. */
int durability_main(int count, char **arguments, const struct durable_stream *stream);

#endif
