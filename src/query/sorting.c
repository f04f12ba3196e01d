/* Sorting rows of sixteen bytes whose sort keys are longer: eight bytes of the keys at a time. Rows that are alike in
 * the first eight are read again for the next eight, in the same place, and so on. It is done in small pieces, so that
 * a screen can answer keys between them. */
#include <stdlib.h>

#include "base/memory.h"
#include "query/list_private.h"

#define SMALL 24
#define LOADED_AT_ONCE 256
#define CHUNKS_MAX 200

enum { TASK_SORT, TASK_LOAD, TASK_SPLIT };

static void push(struct sorting *sorting, struct sort_task task)
{
	memory_grow(&sorting->tasks, &sorting->capacity, sorting->count, sizeof *sorting->tasks);
	sorting->tasks[sorting->count++] = task;
}

static bool before(const struct sorted_row *a, const struct sorted_row *b)
{
	if (a->key != b->key)
		return a->key < b->key;
	return a->parent != b->parent ? a->parent < b->parent : a->id < b->id;
}

static void swap(struct sorted_row *a, struct sorted_row *b)
{
	struct sorted_row kept = *a;
	*a = *b;
	*b = kept;
}

static void sort_small(struct sorted_row *rows, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		struct sorted_row row = rows[i];
		size_t at = i;
		while (at > 0 && before(&row, &rows[at - 1])) {
			rows[at] = rows[at - 1];
			at--;
		}
		rows[at] = row;
	}
}

static int compare_rows(const void *a, const void *b)
{
	return before(a, b) ? -1 : before(b, a);
}

static const struct sorted_row *middle(const struct sorted_row *a, const struct sorted_row *b,
                                       const struct sorted_row *c)
{
	if (before(a, b))
		return before(b, c) ? b : before(a, c) ? c : a;
	return before(a, c) ? a : before(b, c) ? c : b;
}

static struct sorted_row choose_pivot(const struct sorted_row *rows, size_t count)
{
	size_t eighth = count / 8;
	const struct sorted_row *low = middle(rows, rows + eighth, rows + 2 * eighth);
	const struct sorted_row *mid = middle(rows + 3 * eighth, rows + 4 * eighth, rows + 5 * eighth);
	const struct sorted_row *high = middle(rows + 6 * eighth, rows + 7 * eighth, rows + count - 1);
	return *middle(low, mid, high);
}

/* No two rows are equal (their ids differ), so both parts are smaller than the whole. Returns where the second begins.
 */
static size_t partition(struct sorted_row *rows, size_t count)
{
	struct sorted_row pivot = choose_pivot(rows, count);
	size_t i = 0, j = count - 1;
	for (;;) {
		while (before(&rows[i], &pivot))
			i++;
		while (before(&pivot, &rows[j]))
			j--;
		if (i >= j)
			return i == 0 ? 1 : i;
		swap(&rows[i++], &rows[j--]);
	}
}

static void step_sort(struct sorting *sorting, struct sorted_row *rows)
{
	struct sort_task task = sorting->tasks[--sorting->count];
	size_t count = task.end - task.start;
	if (count <= SMALL) {
		sort_small(rows + task.start, count);
		return;
	}
	if (task.depth == 0) {
		qsort(rows + task.start, count, sizeof *rows, compare_rows);
		return;
	}
	size_t cut = task.start + partition(rows + task.start, count);
	push(sorting, (struct sort_task){.kind = TASK_SORT, .start = task.start, .end = cut, .depth = task.depth - 1});
	push(sorting, (struct sort_task){.kind = TASK_SORT, .start = cut, .end = task.end, .depth = task.depth - 1});
}

static uint32_t depth_for(size_t count)
{
	uint32_t depth = 8;
	while (count > 1) {
		count /= 2;
		depth += 2;
	}
	return depth;
}

static void push_sort_and_split(struct sorting *sorting, size_t start, size_t end, uint16_t chunk, bool more)
{
	push(sorting,
	     (struct sort_task){.kind = TASK_SPLIT, .start = start, .end = end, .at = start, .chunk = chunk, .more = more});
	push(sorting, (struct sort_task){.kind = TASK_SORT, .start = start, .end = end, .depth = depth_for(end - start)});
}

/* The next eight bytes of the keys of rows that were alike so far. A row that has gone meanwhile sorts first. */
static void step_load(struct sorting *sorting, struct sorted_row *rows, const struct list_plan *plan,
                      struct reading *reading, struct records *records)
{
	struct sort_task *task = &sorting->tasks[sorting->count - 1];
	size_t until = task->end - task->at > LOADED_AT_ONCE ? task->at + LOADED_AT_ONCE : task->end;
	for (; task->at < until; task->at++) {
		struct sorted_row *row = &rows[task->at];
		struct record record;
		text_clear(&sorting->key);
		if (records_seek(records, row->parent, row->id, &record) && record.id == row->id && record.parent == row->parent)
			sort_key_append(&sorting->key, plan, reading, &record);
		row->key = sort_key_chunk(text_slice(&sorting->key), task->chunk);
		task->more |= sorting->key.size > (task->chunk + 1u) * 8;
	}
	if (task->at < task->end)
		return;
	struct sort_task done = *task;
	sorting->count--;
	push_sort_and_split(sorting, done.start, done.end, done.chunk, done.more);
}

/* The next run of rows that are alike in these eight bytes. */
static void step_split(struct sorting *sorting, const struct sorted_row *rows)
{
	struct sort_task *task = &sorting->tasks[sorting->count - 1];
	for (size_t looked = 0; task->more && task->chunk < CHUNKS_MAX && task->at < task->end; looked++) {
		size_t start = task->at, end = start + 1;
		while (end < task->end && rows[end].key == rows[start].key)
			end++;
		task->at = end;
		if (end - start > 1) {
			push(sorting, (struct sort_task){
																		.kind = TASK_LOAD, .start = start, .end = end, .at = start, .chunk = (uint16_t)(task->chunk + 1)});
			return;
		}
		if (looked == LOADED_AT_ONCE)
			return;
	}
	sorting->count--;
}

void sorting_start(struct sorting *sorting, size_t rows, bool more)
{
	sorting->count = 0;
	if (rows > 1)
		push_sort_and_split(sorting, 0, rows, 0, more);
}

void sorting_restart(struct sorting *sorting, size_t rows)
{
	sorting->count = 0;
	if (rows > 1)
		push(sorting, (struct sort_task){.kind = TASK_LOAD, .end = rows});
}

bool sorting_step(struct sorting *sorting, struct sorted_row *rows, const struct list_plan *plan,
                  struct reading *reading, struct records *records)
{
	if (sorting->count == 0)
		return false;
	switch (sorting->tasks[sorting->count - 1].kind) {
	case TASK_SORT: step_sort(sorting, rows); break;
	case TASK_LOAD: step_load(sorting, rows, plan, reading, records); break;
	default: step_split(sorting, rows); break;
	}
	return sorting->count > 0;
}

void sorting_free(struct sorting *sorting)
{
	free(sorting->tasks);
	text_free(&sorting->key);
	*sorting = (struct sorting){0};
}
