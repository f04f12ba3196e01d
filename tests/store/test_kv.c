/* The key-value room against a sorted array: thousands of random runs of every operation. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "store/kv.h"
#include "support/scratch.h"

#define MODEL_RUNS (getenv("TEST_SMALL") ? 150 : 3000)
#define MODEL_STEPS 60
#define MOST_ENTRIES 4096
#define TABLES_USED 2

struct entry {
	unsigned char key[KV_KEY_MAX];
	size_t key_size;
	unsigned char fill; /* every byte of the value */
	size_t value_size;
};

struct model {
	struct entry *entries[TABLES_USED];
	size_t count[TABLES_USED];
};

struct walk {
	struct kv_cursor *cursor;
	enum kv_table table;
	enum { BEFORE, ON, BEHIND } place;
	struct entry at;
};

static char *directory;
static struct kv *kv;
static uint64_t random_state;

static uint64_t next_random(void)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 7;
	random_state ^= random_state << 17;
	return random_state;
}

static size_t random_below(size_t limit)
{
	return next_random() % limit;
}

static int compare_keys(const void *left, size_t left_size, const void *right, size_t right_size)
{
	int order = memcmp(left, right, left_size < right_size ? left_size : right_size);

	return order ? order : (left_size > right_size) - (left_size < right_size);
}

/* The first entry whose key is not smaller. */
static size_t model_find(const struct model *model, enum kv_table table, const struct entry *wanted)
{
	size_t low = 0, high = model->count[table];

	while (low < high) {
		size_t middle = (low + high) / 2;
		const struct entry *entry = &model->entries[table][middle];

		if (compare_keys(entry->key, entry->key_size, wanted->key, wanted->key_size) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool model_holds(const struct model *model, enum kv_table table, size_t index, const struct entry *wanted)
{
	const struct entry *entry = &model->entries[table][index];

	return index < model->count[table] &&
	       compare_keys(entry->key, entry->key_size, wanted->key, wanted->key_size) == 0;
}

static void model_put(struct model *model, enum kv_table table, const struct entry *entry)
{
	size_t index = model_find(model, table, entry);
	struct entry *entries = model->entries[table];

	if (!model_holds(model, table, index, entry)) {
		assert_true(model->count[table] < MOST_ENTRIES);
		memmove(&entries[index + 1], &entries[index], (model->count[table]++ - index) * sizeof(*entries));
	}
	entries[index] = *entry;
}

static void model_delete(struct model *model, enum kv_table table, const struct entry *entry)
{
	size_t index = model_find(model, table, entry);
	struct entry *entries = model->entries[table];

	if (model_holds(model, table, index, entry))
		memmove(&entries[index], &entries[index + 1], (--model->count[table] - index) * sizeof(*entries));
}

/* Few distinct bytes and mostly short, so that keys meet; sometimes as long as may be. */
static struct entry random_entry(void)
{
	struct entry entry = {.fill = (unsigned char)next_random()};

	entry.key_size = random_below(8) ? 1 + random_below(3) : 1 + random_below(KV_KEY_MAX);
	for (size_t i = 0; i < entry.key_size; i++)
		entry.key[i] = (unsigned char)(random_below(2) ? random_below(6) : 0xff - random_below(6));
	entry.value_size = random_below(10) ? random_below(300) : random_below(9000);
	return entry;
}

static struct kv_bytes key_of(const struct entry *entry)
{
	return (struct kv_bytes){entry->key, entry->key_size};
}

static void check_found(const struct entry *entry, struct kv_bytes key, struct kv_bytes value)
{
	assert_int_equal(key.size, entry->key_size);
	assert_memory_equal(key.data, entry->key, key.size);
	assert_int_equal(value.size, entry->value_size);
	for (size_t i = 0; i < value.size; i++)
		assert_int_equal(((const unsigned char *)value.data)[i], entry->fill);
}

/* Greater than every key of the table, so that keys come in order for a while. */
static struct entry later_entry(const struct model *model, enum kv_table table)
{
	struct entry entry = random_entry();
	size_t count = model->count[table];
	const struct entry *last = count ? &model->entries[table][count - 1] : &entry;

	if (!count || last->key_size == KV_KEY_MAX)
		return entry;
	memcpy(entry.key, last->key, last->key_size);
	entry.key_size = last->key_size + 1;
	return entry;
}

/* False where it was to be added only and was there. */
static bool write_entry(struct kv_txn *txn, enum kv_table table, const struct entry *entry, bool there)
{
	unsigned char *bytes = memory_new(entry->value_size + 1);
	struct kv_bytes value = {bytes, entry->value_size};
	bool written = true;

	memset(bytes, entry->fill, entry->value_size);
	switch (random_below(5)) {
	case 0:
		kv_append(txn, table, key_of(entry), value);
		break;
	case 1:
		written = kv_add(txn, table, key_of(entry), value);
		assert_int_equal(written, !there);
		break;
	case 2:
		kv_put_later(txn, table, key_of(entry), value);
		break;
	default:
		kv_put(txn, table, key_of(entry), value);
	}
	free(bytes);
	return written;
}

/* What a cursor should find when it moves, or the count when nothing. */
static size_t model_target(const struct model *model, const struct walk *walk, bool forward)
{
	size_t count = model->count[walk->table], index;

	if (walk->place != ON)
		return forward ? (walk->place == BEFORE ? 0 : count) : (count ? count - 1 : count);
	index = model_find(model, walk->table, &walk->at);
	if (forward)
		return model_holds(model, walk->table, index, &walk->at) ? index + 1 : index;
	return index > 0 ? index - 1 : count;
}

static void stand(struct walk *walk, const struct model *model, size_t index, bool found, struct kv_bytes key,
		  struct kv_bytes value)
{
	bool wanted = index < model->count[walk->table];

	assert_int_equal(found, wanted);
	if (!found)
		return;
	check_found(&model->entries[walk->table][index], key, value);
	walk->at = model->entries[walk->table][index];
	walk->place = ON;
}

static void seek(struct walk *walk, const struct model *model)
{
	struct entry wanted = random_entry();
	struct kv_bytes key, value;
	size_t index;
	bool found;

	if (random_below(10) == 0)
		wanted.key_size = 0;
	index = model_find(model, walk->table, &wanted);
	found = kv_seek(walk->cursor, key_of(&wanted), &key, &value);
	if (!found)
		walk->place = BEHIND;
	stand(walk, model, index, found, key, value);
}

static void check_current(struct walk *walk, const struct model *model)
{
	size_t index = walk->place == ON ? model_find(model, walk->table, &walk->at) : 0;
	struct kv_bytes key, value;
	bool there = walk->place == ON && model_holds(model, walk->table, index, &walk->at);

	assert_int_equal(kv_current(walk->cursor, &key, &value), there);
	if (there)
		check_found(&model->entries[walk->table][index], key, value);
}

static void move(struct walk *walk, const struct model *model)
{
	struct kv_bytes key = {0}, value = {0};
	size_t count = model->count[walk->table], index;

	switch (random_below(8)) {
	case 0:
		seek(walk, model);
		break;
	case 1:
		stand(walk, model, count ? count - 1 : 0, kv_last(walk->cursor, &key, &value), key, value);
		break;
	case 2:
	case 3:
		index = model_target(model, walk, false);
		stand(walk, model, index, kv_previous(walk->cursor, &key, &value), key, value);
		break;
	case 4:
		check_current(walk, model);
		break;
	default:
		index = model_target(model, walk, true);
		stand(walk, model, index, kv_next(walk->cursor, &key, &value), key, value);
	}
}

/* Mostly what is there, often what a cursor stands on. */
static struct entry something_there(const struct model *model, enum kv_table table, const struct walk *walk)
{
	if (walk->table == table && walk->place == ON && random_below(2))
		return walk->at;
	if (model->count[table] && random_below(4))
		return model->entries[table][random_below(model->count[table])];
	return random_entry();
}

static void copy_other(struct kv_txn *txn, struct model *model, enum kv_table table, const struct entry *from)
{
	struct entry to = random_entry();
	size_t index = model_find(model, table, from);
	struct kv_bytes value;

	if (!kv_get(txn, table, key_of(from), &value))
		return;
	to.fill = model->entries[table][index].fill;
	to.value_size = value.size;
	kv_put(txn, table, key_of(&to), value); /* from where it lies */
	model_put(model, table, &to);
}

static void step(struct kv_txn *txn, struct model *model, struct walk walks[2], bool write)
{
	enum kv_table table = random_below(TABLES_USED);
	struct entry entry = something_there(model, table, &walks[random_below(2)]);
	size_t action = random_below(write ? 10 : 5), index = model_find(model, table, &entry);
	struct kv_bytes value;

	if (action < 4) {
		move(&walks[random_below(2)], model);
	} else if (action == 4) {
		assert_int_equal(kv_get(txn, table, key_of(&entry), &value), model_holds(model, table, index, &entry));
		if (model_holds(model, table, index, &entry))
			check_found(&model->entries[table][index], key_of(&entry), value);
		assert_int_equal(kv_count(txn, table), model->count[table]);
	} else if (action < 7) {
		kv_delete(txn, table, key_of(&entry));
		model_delete(model, table, &entry);
	} else if (action == 7) {
		copy_other(txn, model, table, &entry);
	} else {
		entry = random_below(4) ? random_entry() : later_entry(model, table);
		index = model_find(model, table, &entry);
		if (write_entry(txn, table, &entry, model_holds(model, table, index, &entry)))
			model_put(model, table, &entry);
	}
}

static void copy_model(struct model *to, const struct model *from)
{
	for (enum kv_table table = 0; table < TABLES_USED; table++) {
		memcpy(to->entries[table], from->entries[table], from->count[table] * sizeof(struct entry));
		to->count[table] = from->count[table];
	}
}

static void check_in(struct kv_txn *txn, const struct model *model)
{
	for (enum kv_table table = 0; table < TABLES_USED; table++) {
		struct kv_cursor *cursor = kv_cursor_new(txn, table);
		struct kv_bytes key, value;

		for (size_t i = 0; i < model->count[table]; i++) {
			assert_true(kv_next(cursor, &key, &value));
			check_found(&model->entries[table][i], key, value);
		}
		assert_false(kv_next(cursor, &key, &value));
		assert_int_equal(kv_count(txn, table), model->count[table]);
		kv_cursor_free(&cursor);
	}
}

static void check_all(const struct model *model)
{
	struct kv_txn *txn = kv_begin(kv, false, NULL);

	check_in(txn, model);
	assert_true(kv_commit(&txn, NULL));
}

/* One transaction of random steps under two cursors; committed or not. */
static void run(struct model *model, struct model *trial)
{
	bool write = random_below(4) != 0, keep = random_below(4) != 0;
	struct kv_txn *txn = kv_begin(kv, write, NULL);
	struct walk walks[2] = {{.table = 0}, {.table = random_below(TABLES_USED)}};

	assert_non_null(txn);
	copy_model(trial, model);
	for (int i = 0; i < 2; i++)
		walks[i].cursor = kv_cursor_new(txn, walks[i].table);
	for (int i = 0; i < MODEL_STEPS; i++)
		step(txn, trial, walks, write);
	kv_cursor_free(&walks[0].cursor);
	if (keep) {
		struct error error = {0};

		if (!kv_commit(&txn, &error))
			fail_msg("%s", error.text);
		copy_model(model, trial);
	} else {
		kv_abort(&txn);
	}
	assert_null(txn);
	kv_cursor_free(&walks[1].cursor);
	check_all(model);
}

static void new_model(struct model *model)
{
	for (enum kv_table table = 0; table < TABLES_USED; table++) {
		model->entries[table] = memory_new_array(MOST_ENTRIES + 1, sizeof(struct entry));
		model->count[table] = 0;
	}
}

static void shrink(struct model *model)
{
	struct kv_txn *txn = kv_begin(kv, true, NULL);

	for (enum kv_table table = 0; table < TABLES_USED; table++)
		while (model->count[table] > MOST_ENTRIES / 16) {
			struct entry entry = model->entries[table][random_below(model->count[table])];

			kv_delete(txn, table, key_of(&entry));
			model_delete(model, table, &entry);
		}
	assert_true(kv_commit(&txn, NULL));
}

static void reopen(const struct model *model, bool read_only)
{
	struct kv_options options = {.map_size = (size_t)1 << 30, .read_only = read_only};

	kv_close(&kv);
	kv = kv_open(directory, &options, NULL);
	assert_non_null(kv);
	check_all(model);
}

static void free_model(struct model *model)
{
	for (enum kv_table table = 0; table < TABLES_USED; table++)
		free(model->entries[table]);
}

static void test_random_runs_agree_with_a_sorted_array(void **state)
{
	struct model model, trial;

	(void)state;
	new_model(&model);
	new_model(&trial);
	for (int i = 0; i < MODEL_RUNS; i++) {
		random_state = 0x9e3779b97f4a7c15u * (uint64_t)(i + 1);
		run(&model, &trial);
		if (i % 100 == 99)
			shrink(&model);
		if (i % 500 == 499)
			reopen(&model, false);
	}
	free_model(&model);
	free_model(&trial);
}

/* What the layer hides and adds is seen as if it were the store's own; below it nothing has changed. */
static void check_below(const struct model *below)
{
	struct kv_txn *txn = kv_begin(kv, false, NULL);

	check_in(kv_below(txn), below);
	kv_abort(&txn);
}

static void test_a_layer_is_written_and_the_store_is_not(void **state)
{
	struct model model, trial, below;
	unsigned rounds = MODEL_RUNS / 150;

	(void)state;
	new_model(&model);
	new_model(&trial);
	new_model(&below);
	for (unsigned round = 0; round < rounds; round++) {
		random_state = 0x2545f4914f6cdd1du * (uint64_t)(round + 1);
		for (int i = 0; i < 20; i++)
			run(&model, &trial);
		shrink(&model);
		copy_model(&below, &model);
		reopen(&model, round % 2 != 0);
		assert_true(kv_layer_begin(kv, NULL));
		for (int i = 0; i < 30; i++) {
			run(&model, &trial);
			check_below(&below);
		}
		copy_model(&model, &below);
		reopen(&model, false);
	}
	free_model(&model);
	free_model(&trial);
	free_model(&below);
}

static int set_up(void **state)
{
	struct kv_options options = {.create = true, .map_size = (size_t)1 << 30};
	struct error error = {0};

	(void)state;
	directory = scratch_new();
	kv = kv_open(directory, &options, &error);
	if (!kv)
		print_error("%s\n", error.text);
	return kv ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	kv_close(&kv);
	scratch_free(&directory);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_random_runs_agree_with_a_sorted_array, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_a_layer_is_written_and_the_store_is_not, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
