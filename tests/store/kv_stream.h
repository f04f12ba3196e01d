/* A stream of changes whose every state can be told from one number: what the tests that kill and unplug write. */
#ifndef TESTS_STORE_KV_STREAM_H
#define TESTS_STORE_KV_STREAM_H

#include <stdio.h>
#include <string.h>

#include "store/kv.h"

#define STREAM_KEPT 200 /* records; older ones are deleted */
#define STREAM_HISTORY 1000
#define STREAM_SLOTS 50
#define STREAM_VALUE_MOST 6000

struct stream_key {
	unsigned char bytes[16];
};

static inline struct kv_bytes stream_name(const char *text)
{
	return (struct kv_bytes){text, strlen(text)};
}

static inline uint64_t stream_mix(uint64_t number)
{
	number = (number ^ (number >> 30)) * 0xbf58476d1ce4e5b9u;
	number = (number ^ (number >> 27)) * 0x94d049bb133111ebu;
	return number ^ (number >> 31);
}

static inline void stream_put_number(unsigned char *to, uint64_t number)
{
	for (int i = 7; i >= 0; i--, number >>= 8)
		to[i] = (unsigned char)number;
}

static inline struct kv_bytes stream_record_key(struct stream_key *key, uint64_t number)
{
	stream_put_number(key->bytes, number);
	return (struct kv_bytes){key->bytes, 8};
}

static inline struct kv_bytes stream_index_key(struct stream_key *key, uint64_t number)
{
	stream_put_number(key->bytes, stream_mix(number));
	stream_put_number(key->bytes + 8, number);
	return (struct kv_bytes){key->bytes, 16};
}

static inline size_t stream_value(unsigned char *value, uint64_t number)
{
	size_t size = stream_mix(number) % 8 ? stream_mix(number) % 400 : stream_mix(number) % STREAM_VALUE_MOST;

	for (size_t i = 0; i < size; i++)
		value[i] = (unsigned char)(stream_mix(number + i / 8) >> (i % 8 * 8));
	return size;
}

static inline uint64_t stream_counter(struct kv_txn *txn)
{
	struct kv_bytes value;
	uint64_t number = 0;

	if (kv_get(txn, KV_META, stream_name("counter"), &value) && value.size == sizeof(number))
		memcpy(&number, value.data, sizeof(number));
	return number;
}

static inline void stream_change(struct kv_txn *txn, uint64_t number)
{
	unsigned char value[STREAM_VALUE_MOST], slot = (unsigned char)(number % STREAM_SLOTS);
	struct stream_key key;
	struct kv_bytes as_bytes = {&number, sizeof(number)};

	kv_put(txn, KV_META, stream_name("counter"), as_bytes);
	kv_put(txn, KV_RECORD, stream_record_key(&key, number), (struct kv_bytes){value, stream_value(value, number)});
	kv_put(txn, KV_INDEX, stream_index_key(&key, number), as_bytes);
	kv_put(txn, KV_SUMMARY, (struct kv_bytes){&slot, 1}, as_bytes);
	kv_append(txn, KV_HISTORY, stream_record_key(&key, number), as_bytes);
	if (number > STREAM_KEPT) {
		kv_delete(txn, KV_RECORD, stream_record_key(&key, number - STREAM_KEPT));
		kv_delete(txn, KV_INDEX, stream_index_key(&key, number - STREAM_KEPT));
	}
	if (number > STREAM_HISTORY)
		kv_delete(txn, KV_HISTORY, stream_record_key(&key, number - STREAM_HISTORY));
}

/* One durable change; its number, 0 when it failed. */
static inline uint64_t stream_write(struct kv *kv, struct error *error)
{
	struct kv_txn *txn = kv_begin(kv, true, error);
	uint64_t number;

	if (!txn)
		return 0;
	number = stream_counter(txn) + 1;
	stream_change(txn, number);
	return kv_commit(&txn, error) ? number : 0;
}

static inline bool stream_same(struct kv_txn *txn, enum kv_table table, struct kv_bytes key, struct kv_bytes wanted)
{
	struct kv_bytes value;

	return kv_get(txn, table, key, &value) && value.size == wanted.size &&
	       (wanted.size == 0 || memcmp(value.data, wanted.data, wanted.size) == 0);
}

/* One change as it was made, in every table. */
static inline bool stream_holds(struct kv_txn *txn, uint64_t number, uint64_t counter)
{
	unsigned char value[STREAM_VALUE_MOST], slot = (unsigned char)(number % STREAM_SLOTS);
	struct kv_bytes as_bytes = {&number, sizeof(number)};
	struct stream_key key;

	if (!stream_same(txn, KV_HISTORY, stream_record_key(&key, number), as_bytes))
		return false;
	if (number + STREAM_SLOTS > counter && !stream_same(txn, KV_SUMMARY, (struct kv_bytes){&slot, 1}, as_bytes))
		return false;
	if (number + STREAM_KEPT <= counter)
		return true;
	return stream_same(txn, KV_RECORD, stream_record_key(&key, number),
			   (struct kv_bytes){value, stream_value(value, number)}) &&
	       stream_same(txn, KV_INDEX, stream_index_key(&key, number), as_bytes);
}

static inline uint64_t stream_walk(struct kv_txn *txn, enum kv_table table)
{
	struct kv_cursor *cursor = kv_cursor_new(txn, table);
	struct kv_bytes key, value;
	uint64_t count = 0;

	while (kv_next(cursor, &key, &value))
		count++;
	kv_cursor_free(&cursor);
	return count;
}

static inline uint64_t stream_least(uint64_t left, uint64_t right)
{
	return left < right ? left : right;
}

static inline bool stream_counts(struct kv_txn *txn, uint64_t counter)
{
	uint64_t kept = stream_least(counter, STREAM_KEPT);
	const struct {
		enum kv_table table;
		uint64_t count;
	} wanted[] = {{KV_RECORD, kept}, {KV_INDEX, kept}, {KV_SUMMARY, stream_least(counter, STREAM_SLOTS)},
		      {KV_HISTORY, stream_least(counter, STREAM_HISTORY)}, {KV_META, counter > 0}};

	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++)
		if (kv_count(txn, wanted[i].table) != wanted[i].count ||
		    stream_walk(txn, wanted[i].table) != wanted[i].count)
			return false;
	return true;
}

/* Whole, and with everything up to `acknowledged` in it. What is wrong is told in `words`. */
static inline bool stream_check(struct kv *kv, uint64_t acknowledged, char *words, size_t size)
{
	struct error error = {0};
	struct kv_txn *txn = kv_begin(kv, false, &error);
	uint64_t counter = txn ? stream_counter(txn) : 0;
	bool good = false;

	if (!txn)
		snprintf(words, size, "%s", error.text);
	else if (counter < acknowledged)
		snprintf(words, size, "%ju was acknowledged, %ju is there", (uintmax_t)acknowledged, (uintmax_t)counter);
	else if (!(good = stream_counts(txn, counter)))
		snprintf(words, size, "wrong number of entries at %ju", (uintmax_t)counter);
	for (uint64_t number = counter - stream_least(counter, STREAM_HISTORY) + 1; good && number <= counter; number++)
		if (!(good = stream_holds(txn, number, counter)))
			snprintf(words, size, "change %ju of %ju is not whole", (uintmax_t)number, (uintmax_t)counter);
	if (txn && !kv_commit(&txn, &error)) {
		snprintf(words, size, "%s", error.text);
		good = false;
	}
	return good;
}

#endif
