/* The way on: a store of an older format brought up to this program's, only ever when it is asked for.
 *
 * A step leads from one format to the next, in one transaction of its own: cut off anywhere, the store has either
 * format whole, and asking again goes on from there. A copy is made before the first. To change the format is to raise
 * STORE_FORMAT, add a step to the table in src/store/upgrade.c, and keep a store of the former one (CONTRIBUTING). */
#ifndef STORE_UPGRADE_H
#define STORE_UPGRADE_H

#include "store/store.h"

struct kv_txn;

struct upgrade_step {
	uint64_t from; /* to the next; 0 ends a table */
	/* Writes through `txn`, which the caller commits with the new format. False undoes it. */
	bool (*run)(struct kv_txn *txn, struct error *error);
};

/* The program's own: from any format there is a way from, up to STORE_FORMAT. */
extern const struct upgrade_step upgrade_steps[];
/* Whether the steps lead from `from` to `to` without a gap. */
bool upgrade_has_way(const struct upgrade_step *steps, uint64_t from, uint64_t to);

struct upgrade_result {
	uint64_t from, to;
	bool done; /* false: it had the format already, and nothing was written */
};

/* Brings the store in `directory` to format `to`. `backup`, which must not be there yet, gets a copy of it first; its
 * parent must be there. False leaves the store with the format of the last step that was done, *result says which. */
bool store_upgrade(const char *directory, const struct upgrade_step *steps, uint64_t to, const char *backup,
                   const struct store_options *options, struct upgrade_result *result, struct error *error);

#endif
