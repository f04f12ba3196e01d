/* Puts that wait, so that many keys in no order reach their table in order: each page is then found and copied once.
 * They wait for the next look at anything, since what is found points into pages that a put may move. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "store/kv_private.h"

#define LATER_MOST ((size_t)8 << 20) /* bytes */

/* Each has its key and its value in `bytes`, one after the other. */
struct kv_late {
	uint64_t first; /* bytes of the key, as a number: most keys differ there */
	size_t at;
	uint32_t key_size, value_size;
};

static int compare_late(const void *a, const void *b, void *bytes)
{
	const struct kv_late *x = a, *y = b;
	const unsigned char *start = bytes;
	size_t shorter = x->key_size < y->key_size ? x->key_size : y->key_size;
	int order;

	if (x->first != y->first)
		return x->first < y->first ? -1 : 1;
	order = memcmp(start + x->at, start + y->at, shorter);
	if (order == 0)
		order = (x->key_size > y->key_size) - (x->key_size < y->key_size);
	return order != 0 ? order : (x->at > y->at) - (x->at < y->at); /* the same key: the last one given wins */
}

static uint64_t first_bytes(struct kv_bytes key)
{
	uint64_t first = 0;

	memcpy(&first, key.data, key.size < sizeof(first) ? key.size : sizeof(first));
	return __builtin_bswap64(first);
}

static size_t keep(struct kv_later *later, struct kv_bytes piece)
{
	size_t at = later->size;

	memory_grow(&later->bytes, &later->capacity, later->size + piece.size, 1);
	if (piece.size > 0)
		memcpy(later->bytes + at, piece.data, piece.size);
	later->size += piece.size;
	return at;
}

void kv_put_later(struct kv_txn *txn, enum kv_table table, struct kv_bytes key, struct kv_bytes value)
{
	struct kv_later *later = &txn->later;

	if (!txn->write || key.size == 0 || key.size > KV_KEY_MAX || value.size > UINT32_MAX || kv_failed(txn)) {
		kv_put(txn, table, key, value); /* it has the words */
		return;
	}
	if (later->table != table || later->size > LATER_MOST)
		kv_later_end(txn);
	later->table = table;
	memory_grow(&later->items, &later->item_capacity, later->count, sizeof(*later->items));
	later->items[later->count++] = (struct kv_late){.first = first_bytes(key), .at = keep(later, key),
							.key_size = (uint32_t)key.size, .value_size = (uint32_t)value.size};
	keep(later, value);
	txn->changes++;
}

void kv_later_end(struct kv_txn *txn)
{
	struct kv_later *later = &txn->later;
	size_t count = later->count;

	later->count = 0; /* before the puts, which would else wait for themselves */
	if (count > 1)
		qsort_r(later->items, count, sizeof(*later->items), compare_late, later->bytes);
	for (size_t i = 0; i < count; i++) {
		const struct kv_late *late = &later->items[i];
		const unsigned char *key = later->bytes + late->at;

		kv_put(txn, later->table, (struct kv_bytes){key, late->key_size},
		       (struct kv_bytes){key + late->key_size, late->value_size});
	}
	later->size = 0;
}

void kv_later_free(struct kv_txn *txn)
{
	free(txn->later.items);
	free(txn->later.bytes);
	txn->later = (struct kv_later){0};
}
