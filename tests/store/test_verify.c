/* verify finds every single bit that turns in what is kept of records, in keys and values of every table that holds
 * them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "store/store_private.h"
#include "support/store.h"

static struct test_store test;

static int setup(void **state)
{
	(void)state;
	test_store_open(&test);
	test_put(&test, E_unit, 0, "name=Enhet|code=ENH");
	test_put(&test, E_system, 0, "name=A|aliases=B;C|unit=ENH|criticality=3|phase=in_use");
	test_put(&test, E_person, 0, "name=Anna|login=anna");
	test_put(&test, E_permission, 0, "system=SYS-0001|person=PRS-0001|from=2020-01-01|to=2026-12-31");
	test_put(&test, E_permission, 1, "from=2021-01-01");
	test_put(&test, E_component, 0, "system=SYS-0001|product=P");
	test_put(&test, E_component, 0, "system=SYS-0001|product=Q");
	test_remove(&test, E_component, 1);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	test_store_close(&test);
	return 0;
}

static void append_fault(void *context, const char *line)
{
	text_append_text(context, line);
	text_append_char(context, '\n');
}

static uint64_t count_faults(struct text *lines)
{
	struct view *view = view_open(test.store, NULL);
	struct verify_report report;
	text_clear(lines);
	store_verify(view, append_fault, NULL, lines, &report);
	view_close(&view);
	return report.faults;
}

struct pair {
	uint8_t key[KV_KEY_MAX];
	uint8_t *value;
	size_t key_size, value_size;
};

static size_t read_pairs(enum kv_table table, struct pair *pairs, size_t limit)
{
	struct kv_txn *txn = kv_begin(test.store->kv, false, NULL);
	struct kv_cursor *cursor = kv_cursor_new(txn, table);
	struct kv_bytes key, value;
	size_t count = 0;
	for (bool there = kv_seek(cursor, bytes_of("", 0), &key, &value); there && count < limit;
	     there = kv_next(cursor, &key, &value)) {
		struct pair *pair = &pairs[count++];
		memcpy(pair->key, key.data, pair->key_size = key.size);
		pair->value = memory_copy(value.size == 0 ? "" : value.data, value.size == 0 ? 1 : value.size);
		pair->value_size = value.size;
	}
	kv_cursor_free(&cursor);
	kv_abort(&txn);
	return count;
}

static void replace(enum kv_table table, const uint8_t *old_key, const struct pair *pair)
{
	struct error error = {0};
	struct kv_txn *txn = kv_begin(test.store->kv, true, &error);
	kv_delete(txn, table, bytes_of(old_key, pair->key_size));
	kv_put(txn, table, bytes_of(pair->key, pair->key_size), bytes_of(pair->value, pair->value_size));
	if (!kv_commit(&txn, &error))
		fail_msg("%s", error.text);
}

/* Where two keys become one by the turned bit, a pair is lost: found too, but it cannot be turned back. */
static bool is_key(const struct pair *pairs, size_t count, const struct pair *pair)
{
	for (size_t i = 0; i < count; i++)
		if (&pairs[i] != pair && pairs[i].key_size == pair->key_size && memcmp(pairs[i].key, pair->key, pair->key_size) == 0)
			return true;
	return false;
}

static void turn_bits(enum kv_table table, struct pair *pairs, size_t count, struct pair *pair, bool of_key)
{
	uint8_t *bytes = of_key ? pair->key : pair->value, before[KV_KEY_MAX];
	struct text lines = {0};
	memcpy(before, pair->key, sizeof before);
	const size_t step = getenv("TEST_SMALL") != NULL ? 29 : 1;
	for (size_t bit = 0; bit < 8 * (of_key ? pair->key_size : pair->value_size); bit += step) {
		bytes[bit / 8] = (uint8_t)(bytes[bit / 8] ^ 1 << bit % 8);
		if (!of_key || !is_key(pairs, count, pair)) {
			replace(table, before, pair);
			if (count_faults(&lines) == 0)
				fail_msg("table %d: bit %zu of byte %zu of a %s of %zu bytes turns unseen", table, bit % 8, bit / 8,
				         of_key ? "key" : "value", of_key ? pair->key_size : pair->value_size);
			uint8_t turned[KV_KEY_MAX];
			memcpy(turned, pair->key, sizeof turned);
			bytes[bit / 8] = (uint8_t)(bytes[bit / 8] ^ 1 << bit % 8);
			replace(table, turned, pair);
		} else {
			bytes[bit / 8] = (uint8_t)(bytes[bit / 8] ^ 1 << bit % 8);
		}
	}
	if (count_faults(&lines) != 0)
		fail_msg("%s", lines.data);
	text_free(&lines);
}

static void turn_bits_of_table(enum kv_table table, size_t least)
{
	static struct pair pairs[100];
	size_t count = read_pairs(table, pairs, COUNT_OF(pairs));
	assert_true(count >= least);
	for (size_t i = 0; i < count; i++) {
		turn_bits(table, pairs, count, &pairs[i], false);
		turn_bits(table, pairs, count, &pairs[i], true);
	}
	for (size_t i = 0; i < count; i++)
		free(pairs[i].value);
}

static void test_records(void **state)
{
	(void)state;
	turn_bits_of_table(record_table(E_system), 1);
	turn_bits_of_table(record_table(E_component), 1);
	turn_bits_of_table(record_table(E_permission), 1);
}

static void test_ids(void **state)
{
	(void)state;
	turn_bits_of_table(id_table(E_component), 1);
}

static void test_history(void **state)
{
	(void)state;
	turn_bits_of_table(history_table(E_permission), 2);
	turn_bits_of_table(history_table(E_component), 3);
}

static void test_indexes(void **state)
{
	(void)state;
	turn_bits_of_table(KV_INDEX, 8);
}

static void test_journal(void **state)
{
	(void)state;
	turn_bits_of_table(KV_JOURNAL, 8);
}

static void remove_pair(enum kv_table table, const struct pair *pair)
{
	struct kv_txn *txn = kv_begin(test.store->kv, true, NULL);
	kv_delete(txn, table, bytes_of(pair->key, pair->key_size));
	assert_true(kv_commit(&txn, NULL));
}

/* A row that is lost, too, and one that is one too many. */
static void test_lost_and_added_rows(void **state)
{
	(void)state;
	const enum kv_table tables[] = {record_table(E_system),
	                                record_table(E_component),
	                                id_table(E_component),
	                                history_table(E_component),
	                                history_table(E_system),
	                                KV_INDEX,
	                                KV_JOURNAL};
	struct text lines = {0};
	for (size_t t = 0; t < COUNT_OF(tables); t++) {
		static struct pair pairs[100];
		size_t count = read_pairs(tables[t], pairs, COUNT_OF(pairs));
		for (size_t i = 0; i < count; i++) {
			remove_pair(tables[t], &pairs[i]);
			assert_true(count_faults(&lines) > 0);
			replace(tables[t], pairs[i].key, &pairs[i]);
			struct pair more = pairs[i];
			more.key[more.key_size - 1] ^= 0x40;
			struct kv_txn *txn = kv_begin(test.store->kv, true, NULL);
			kv_put(txn, tables[t], bytes_of(more.key, more.key_size), bytes_of(more.value, more.value_size));
			assert_true(kv_commit(&txn, NULL));
			assert_true(count_faults(&lines) > 0);
			remove_pair(tables[t], &more);
			free(pairs[i].value);
		}
	}
	if (count_faults(&lines) != 0)
		fail_msg("%s", lines.data);
	text_free(&lines);
}

static bool stop_at_once(void *context, uint64_t done)
{
	(void)context;
	return done == 0;
}

static void test_it_can_be_stopped(void **state)
{
	(void)state;
	struct text lines = {0};
	struct changes *changes = test_changes(&test);
	for (int i = 0; i < 10000; i++)
		test_put_in(changes, E_unit, 0, "employees=1");
	test_commit(&changes);
	struct view *view = view_open(test.store, NULL);
	struct verify_report report;
	store_verify(view, append_fault, stop_at_once, &lines, &report);
	assert_true(report.records > 0 && report.records < 10000);
	assert_int_equal(report.faults, 0);
	store_verify(view, append_fault, NULL, &lines, &report);
	assert_int_equal(report.records, 10000 + 5);
	assert_int_equal(report.entries, 9);
	view_close(&view);
	text_free(&lines);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_records),           TEST(test_ids),     TEST(test_history),
		TEST(test_indexes),           TEST(test_journal), TEST(test_lost_and_added_rows),
		TEST(test_it_can_be_stopped),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
