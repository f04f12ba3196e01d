/* What the tests of the key-value room share: a store at `store` in a directory of the test's own. */
#ifndef TESTS_STORE_KV_FIXTURE_H
#define TESTS_STORE_KV_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/memory.h"
#include "store/kv.h"
#include "support/scratch.h"

#define SMALL_MAP ((size_t)1 << 30)

static char *scratch;
static char store[4300]; /* scratch/store */
static struct kv_options options;

static inline struct kv_bytes bytes(const char *text)
{
	return (struct kv_bytes){text, strlen(text)};
}

static inline struct kv *open_store(void)
{
	struct error error = {0};
	struct kv *kv = kv_open(store, &options, &error);

	if (!kv)
		fail_msg("%s", error.text);
	return kv;
}

static inline void put_one(struct kv *kv, const char *key, const char *value)
{
	struct error error = {0};
	struct kv_txn *txn = kv_begin(kv, true, &error);

	assert_non_null(txn);
	kv_put(txn, KV_RECORD, bytes(key), bytes(value));
	if (!kv_commit(&txn, &error))
		fail_msg("%s", error.text);
}

static inline bool has(struct kv *kv, const char *key, const char *wanted)
{
	struct kv_txn *txn = kv_begin(kv, false, NULL);
	struct kv_bytes value;
	bool found = kv_get(txn, KV_RECORD, bytes(key), &value) && value.size == strlen(wanted) &&
		     memcmp(value.data, wanted, value.size) == 0;

	kv_abort(&txn);
	return found;
}

static inline void make_store(void)
{
	struct kv *kv;

	options.create = true;
	kv = open_store();
	put_one(kv, "kept", "value");
	kv_close(&kv);
	options.create = false;
}

static inline const char *inside(const char *name)
{
	static char path[8192];

	snprintf(path, sizeof(path), "%s/%s", store, name);
	return path;
}

static inline void write_at(const char *path, off_t offset, const void *data, size_t size)
{
	int file = open(path, O_WRONLY | O_CREAT, 0600);

	assert_true(file >= 0);
	assert_int_equal(pwrite(file, data, size, offset), size);
	close(file);
}

static inline int set_up(void **state)
{
	(void)state;
	scratch = scratch_new();
	snprintf(store, sizeof(store), "%s/store", scratch);
	options = (struct kv_options){.map_size = SMALL_MAP};
	return 0;
}

static inline int tear_down(void **state)
{
	(void)state;
	scratch_free(&scratch);
	return 0;
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

#endif
