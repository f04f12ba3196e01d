/* Marks: the keys of rows, kept in order, whatever the filter shows of them. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "tui/list_view.h"

bool list_view_is_item(const struct list_view *list, size_t row)
{
	return !list->source->kind || list->source->kind(list->owner, row) == ROW_ITEM;
}

/* Where `key` is among the marks, or would be. */
static size_t mark_place(const struct list_view *list, uint64_t key)
{
	size_t low = 0, high = list->mark_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (list->marks[middle] < key)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool list_view_marked(const struct list_view *list, uint64_t key)
{
	size_t place = mark_place(list, key);
	return place < list->mark_count && list->marks[place] == key;
}

void list_view_marks_clear(struct list_view *list)
{
	list->mark_count = 0;
	list->marks_wait = false;
}

void list_view_mark_turn(struct list_view *list, uint64_t key)
{
	size_t place = mark_place(list, key), after = list->mark_count - place;
	if (list_view_marked(list, key)) {
		memmove(list->marks + place, list->marks + place + 1, (after - 1) * sizeof(*list->marks));
		list->mark_count--;
		return;
	}
	memory_grow(&list->marks, &list->mark_capacity, list->mark_count, sizeof(*list->marks));
	memmove(list->marks + place + 1, list->marks + place, after * sizeof(*list->marks));
	list->marks[place] = key;
	list->mark_count++;
}

static uint64_t highest(const uint64_t *keys, size_t count)
{
	uint64_t most = 0;
	for (size_t i = 0; i < count; i++)
		most = keys[i] > most ? keys[i] : most;
	return most;
}

static bool rise(const uint64_t *keys, size_t count)
{
	size_t i = 1;
	while (i < count && keys[i - 1] <= keys[i])
		i++;
	return i >= count;
}

/* By one byte after the other, the lowest first: a million are in order before anybody has noticed. */
static uint64_t *sorted(uint64_t *keys, size_t count)
{
	uint64_t most = highest(keys, count), *other = memory_new_array(count + 1, sizeof(*other)), *from = keys, *to = other;
	for (unsigned shift = 0; shift < 64 && most >> shift != 0; shift += 8) {
		size_t places[257] = {0};
		for (size_t i = 0; i < count; i++)
			places[(from[i] >> shift & 0xff) + 1]++;
		for (size_t byte = 1; byte < COUNT_OF(places); byte++)
			places[byte] += places[byte - 1];
		for (size_t i = 0; i < count; i++)
			to[places[from[i] >> shift & 0xff]++] = from[i];
		uint64_t *done = to;
		to = from;
		from = done;
	}
	free(to);
	return from;
}

/* The keys of all rows shown, rising. */
static uint64_t *shown_keys(const struct list_view *list, size_t *count)
{
	size_t rows = list->source->count(list->owner);
	*count = 0;
	uint64_t *keys = list->source->keys ? list->source->keys(list->owner, count)
					    : memory_new_array(rows + 1, sizeof(*keys));
	for (size_t row = 0; row < rows && !list->source->keys; row++)
		if (list_view_is_item(list, row))
			keys[(*count)++] = list->source->key(list->owner, row);
	return rise(keys, *count) ? keys : sorted(keys, *count);
}

/* The marks with those keys, or where `off` without them: both rise. */
static void mark_those(struct list_view *list, const uint64_t *keys, size_t count, bool off)
{
	size_t most = list->mark_count + count, kept = 0, i = 0, j = 0;
	uint64_t *marks = memory_new_array(most + 1, sizeof(*marks));
	while (i < list->mark_count || j < count) {
		bool own = j == count || (i < list->mark_count && list->marks[i] <= keys[j]);
		bool both = own && j < count && list->marks[i] == keys[j];
		if (own ? !(both && off) : !off)
			marks[kept++] = own ? list->marks[i] : keys[j];
		i += own;
		j += both || !own;
	}
	free(list->marks);
	list->marks = marks;
	list->mark_count = kept;
	list->mark_capacity = most + 1;
}

/* How many of them are marked: both rise. */
static size_t count_marked(const struct list_view *list, const uint64_t *keys, size_t count)
{
	size_t marked = 0;
	for (size_t i = 0, j = 0; i < list->mark_count && j < count;) {
		marked += list->marks[i] == keys[j];
		bool next = list->marks[i] <= keys[j];
		j += list->marks[i] >= keys[j];
		i += next;
	}
	return marked;
}

/* Every row shown, beside those marked already; where all are, they no longer are. */
void list_view_mark_all(struct list_view *list)
{
	size_t count;
	if (list->source->whole && !list->source->whole(list->owner)) {
		list->marks_wait = true;
		return;
	}
	uint64_t *keys = shown_keys(list, &count);
	mark_those(list, keys, count, count_marked(list, keys, count) == count);
	free(keys);
}

void list_view_all_found(struct list_view *list)
{
	if (list->marks_wait)
		list_view_mark_all(list);
	list->marks_wait = false;
}
