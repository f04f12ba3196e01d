/* The disk fails at any write of an upgrade: the store has one format or the next, whole, and asking again goes on. The
 * steps are made up; the program that fails is this one, called with --upgrade. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "store/kv_private.h"
#include "store/store_private.h"
#include "store/upgrade.h"
#include "support/contents.h"
#include "support/faults.h"

#define RECORDS 300
#define LAST 4

/* As a real step does: every record's bytes are written anew, and a fact tells that it was done. */
static bool write_anew(struct kv_txn *txn, const char *fact)
{
	struct kv_cursor *cursor = kv_cursor_new(txn, KV_SUMMARY);
	struct kv_bytes key, value;
	uint64_t count = 0;
	for (bool there = kv_seek(cursor, bytes_of("", 0), &key, &value); there; there = kv_next(cursor, &key, &value))
		count++;
	kv_cursor_free(&cursor);
	for (uint64_t i = 0; i < RECORDS; i++) {
		uint8_t name[8], filling[200];
		put_be(name, i, sizeof name);
		memset(filling, fact[0], sizeof filling);
		kv_put(txn, KV_FINDING, bytes_of(name, sizeof name), bytes_of(filling, sizeof filling));
	}
	meta_put_number(txn, fact, count);
	return !kv_failed(txn);
}

static bool first_step(struct kv_txn *txn, struct error *error)
{
	(void)error;
	return write_anew(txn, "first");
}

static bool second_step(struct kv_txn *txn, struct error *error)
{
	(void)error;
	return write_anew(txn, "second");
}

static const struct upgrade_step steps[] = {{2, first_step}, {3, second_step}, {0, NULL}};

static int upgrade(const char *place)
{
	const struct store_options small = {.map_size = (size_t)1 << 30};
	struct upgrade_result result;
	struct error error = {0};
	char store[300], backup[300];
	snprintf(store, sizeof store, "%s/store", place);
	snprintf(backup, sizeof backup, "%s/before", place);
	if (store_upgrade(store, steps, LAST, backup, &small, &result, &error))
		return 0;
	fprintf(stderr, "forvalta: %s\n", error.text);
	return 2;
}

/* Each step has left all of what it writes, and the last one's is what stands there. */
static uint64_t look(const char *directory, const char *what)
{
	const struct kv_options options = {.older = true, .read_only = true};
	struct error error = {0};
	struct kv *kv = kv_open(directory, &options, &error);
	if (kv == NULL)
		fail_msg("%s: %s", what, error.text);
	struct kv_txn *txn = kv_begin(kv, false, &error);
	struct kv_bytes value;
	uint64_t format = 0, ignored;
	assert_true(meta_number(txn, "format", &format) && meta_is_sealed(txn));
	assert_int_equal(meta_number(txn, "first", &ignored), format >= 3);
	assert_int_equal(meta_number(txn, "second", &ignored), format >= 4);
	assert_int_equal(kv_count(txn, KV_FINDING), format >= 3 ? RECORDS : 0);
	for (uint64_t i = 0; format >= 3 && i < RECORDS; i++) {
		uint8_t name[8];
		put_be(name, i, sizeof name);
		assert_true(kv_get(txn, KV_FINDING, bytes_of(name, sizeof name), &value));
		assert_int_equal(*(const char *)value.data, format == 3 ? 'f' : 's');
	}
	kv_abort(&txn);
	kv_close(&kv);
	return format;
}

/* Where anything was written the copy is there, as it was; and the way on is open, beside or instead of that copy. */
static void check(const char *place, const char *what)
{
	char path[300], aside[300];
	snprintf(path, sizeof path, "%s/store", place);
	uint64_t format = look(path, what);
	snprintf(path, sizeof path, "%s/before", place);
	snprintf(aside, sizeof aside, "%s/aside", place);
	if (format > STORE_FORMAT)
		assert_int_equal(contents_read(path, what).sequence, 1);
	if (format == LAST)
		return;
	rename(path, aside);
	assert_int_equal(upgrade(place), 0);
	snprintf(path, sizeof path, "%s/store", place);
	assert_int_equal(look(path, what), LAST);
}

static void make(const char *place)
{
	(void)place;
	faults_run(0, (const char *const[]){"--store", "@/store", "init", NULL});
}

static void test_an_upgrade_whose_disk_fails(void **state)
{
	(void)state;
	faults_begin(make);
	faults_try(&(const struct faulty_deed){
		.name = "upgrade", .self = true, .arguments = {"--upgrade", "@"}, .check = check, .leaves = "/before"});
	faults_end();
}

int main(int count, char **arguments)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_an_upgrade_whose_disk_fails)};
	if (count == 3 && strcmp(arguments[1], "--upgrade") == 0)
		return upgrade(arguments[2]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
