/* Sorting rows of sixteen bytes whose sort keys are longer: eight bytes of the keys at a time. Rows that are alike in
 * the first eight are read again for the next eight that tell them apart, in the same place, and so on; a few rows are
 * read whole. It is done in small pieces, so that a screen can answer keys between them. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "query/list_private.h"

#define SMALL 24
#define LOADED_AT_ONCE 128
#define SAMPLED 32
#define GATHERED_MAX 4096
#define GATHERED_BYTES_MAX (2 << 20)
#define SKIPPED_MAX 60000

enum { TASK_SORT, TASK_LOAD, TASK_GATHER, TASK_SPLIT };

struct gathered {
	struct sorted_row row;
	uint32_t offset, size; /* of its key */
};

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
	push(sorting, (struct sort_task){.kind = TASK_SORT, .start = cut, .end = task.end, .depth = task.depth - 1});
	push(sorting, (struct sort_task){.kind = TASK_SORT, .start = task.start, .end = cut, .depth = task.depth - 1});
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

static void push_sort_and_split(struct sorting *sorting, size_t start, size_t end, uint32_t skip, bool more)
{
	push(sorting,
	     (struct sort_task){.kind = TASK_SPLIT, .start = start, .end = end, .at = start, .skip = skip, .more = more});
	push(sorting, (struct sort_task){.kind = TASK_SORT, .start = start, .end = end, .depth = depth_for(end - start)});
}

/* The sort key of a row; empty for a row that has gone meanwhile, which sorts first. */
static struct slice read_key(struct sorting *sorting, const struct sorted_row *row, const struct sort_source *source)
{
	struct record record;
	text_clear(&sorting->key);
	if (records_seek(source->records, row->parent, row->id, &record) && record.id == row->id &&
	    record.parent == row->parent)
		sort_key_append(&sorting->key, source->plan, source->reading, &record);
	return text_slice(&sorting->key);
}

/* What the keys of a sample of the rows have in common behind the bytes that all of them share is not worth a look. */
static void skip_what_is_shared(struct sorting *sorting, struct sort_task *task, const struct sorted_row *rows,
                                const struct sort_source *source)
{
	size_t step = (task->end - task->start) / SAMPLED, shared = SIZE_MAX;
	text_clear(&sorting->shared);
	for (size_t at = task->start; at < task->end && shared > 0; at += step) {
		struct slice key = read_key(sorting, &rows[at], source);
		if (at == task->start)
			text_append(&sorting->shared, key);
		size_t alike = 0, most = key.size < sorting->shared.size ? key.size : sorting->shared.size;
		while (alike < most && key.data[alike] == sorting->shared.data[alike])
			alike++;
		shared = alike < shared ? alike : shared;
	}
	sorting->shared.size = shared;
	task->shares = shared > task->skip;
	task->began_at = task->skip;
	task->skip = task->shares ? shared : task->skip;
}

static bool shares(const struct sorting *sorting, struct slice key)
{
	return key.size >= sorting->shared.size && memcmp(key.data, sorting->shared.data, sorting->shared.size) == 0;
}

/* The next eight bytes of the keys of rows that were alike so far. */
static void step_load(struct sorting *sorting, struct sorted_row *rows, const struct sort_source *source)
{
	struct sort_task *task = &sorting->tasks[sorting->count - 1];
	size_t until = task->end - task->at > LOADED_AT_ONCE ? task->at + LOADED_AT_ONCE : task->end;
	if (task->at == task->start && !task->sampled && task->end - task->start > SAMPLED)
		skip_what_is_shared(sorting, task, rows, source);
	task->sampled = true;
	for (; task->at < until; task->at++) {
		struct slice key = read_key(sorting, &rows[task->at], source);
		if (task->shares && !shares(sorting, key)) {
			/* The sample was wrong: from the beginning, skipping nothing. */
			task->shares = task->more = false;
			task->skip = task->began_at;
			task->at = task->start;
			return;
		}
		rows[task->at].key = sort_key_bytes(key, task->skip);
		task->more |= key.size > task->skip + 8u;
	}
	if (task->at < task->end)
		return;
	struct sort_task done = *task;
	sorting->count--;
	push_sort_and_split(sorting, done.start, done.end, done.skip, done.more);
}

static int compare_gathered(const void *a, const void *b, void *context)
{
	const struct gathered *x = a, *y = b;
	const struct text *keys = context;
	uint32_t least = x->size < y->size ? x->size : y->size;
	int order = least == 0 ? 0 : memcmp(keys->data + x->offset, keys->data + y->offset, least);
	if (order == 0)
		order = (x->size > y->size) - (x->size < y->size);
	return order != 0 ? order : compare_rows(&x->row, &y->row);
}

static void sort_gathered(struct sorting *sorting, struct sorted_row *rows)
{
	struct sort_task task = sorting->tasks[--sorting->count];
	size_t count = task.end - task.start;
	qsort_r(sorting->gathered, count, sizeof *sorting->gathered, compare_gathered, &sorting->keys);
	for (size_t i = 0; i < count; i++)
		rows[task.start + i] = sorting->gathered[i].row;
}

/* Few rows: their keys are taken whole and they are in order at once. */
static void step_gather(struct sorting *sorting, struct sorted_row *rows, const struct sort_source *source)
{
	struct sort_task *task = &sorting->tasks[sorting->count - 1];
	size_t until = task->end - task->at > LOADED_AT_ONCE ? task->at + LOADED_AT_ONCE : task->end;
	if (sorting->gathered == NULL)
		sorting->gathered = memory_new_array(GATHERED_MAX, sizeof *sorting->gathered);
	if (task->at == task->start)
		text_clear(&sorting->keys);
	for (; task->at < until; task->at++) {
		struct slice key = read_key(sorting, &rows[task->at], source);
		rows[task->at].key = 0; /* alike by now: what is left is the order of storage */
		sorting->gathered[task->at - task->start] =
			(struct gathered){rows[task->at], (uint32_t)sorting->keys.size, (uint32_t)key.size};
		text_append(&sorting->keys, key);
	}
	if (sorting->keys.size > GATHERED_BYTES_MAX) {
		*task =
			(struct sort_task){.kind = TASK_LOAD, .start = task->start, .end = task->end, .at = task->start, .skip = task->skip};
		return;
	}
	if (task->at == task->end)
		sort_gathered(sorting, rows);
}

static void push_run(struct sorting *sorting, size_t start, size_t end, uint32_t skip)
{
	uint8_t kind = end - start <= GATHERED_MAX ? TASK_GATHER : TASK_LOAD;
	push(sorting, (struct sort_task){.kind = kind, .start = start, .end = end, .at = start, .skip = skip});
}

/* The next run of rows that are alike in these eight bytes. */
static void step_split(struct sorting *sorting, const struct sorted_row *rows, const struct sort_source *source)
{
	struct sort_task *task = &sorting->tasks[sorting->count - 1];
	size_t end_needed = task->end < source->needed ? task->end : source->needed;
	for (size_t looked = 0; task->more && task->skip < SKIPPED_MAX && task->at < end_needed; looked++) {
		size_t start = task->at, end = start + 1;
		while (end < task->end && rows[end].key == rows[start].key)
			end++;
		task->at = end;
		if (end - start > 1) {
			push_run(sorting, start, end, task->skip + 8);
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
		push_run(sorting, 0, rows, 0);
}

size_t sorting_sorted(const struct sorting *sorting, size_t rows)
{
	for (size_t i = 0; i < sorting->count; i++) {
		const struct sort_task *task = &sorting->tasks[i];
		size_t from = task->kind == TASK_SPLIT ? task->at : task->start;
		rows = from < rows ? from : rows;
	}
	return rows;
}

bool sorting_step(struct sorting *sorting, struct sorted_row *rows, const struct sort_source *source)
{
	if (sorting->count > 0 && sorting->tasks[sorting->count - 1].start >= source->needed) {
		sorting->count--;
		return sorting->count > 0;
	}
	if (sorting->count == 0)
		return false;
	switch (sorting->tasks[sorting->count - 1].kind) {
	case TASK_SORT: step_sort(sorting, rows); break;
	case TASK_LOAD: step_load(sorting, rows, source); break;
	case TASK_GATHER: step_gather(sorting, rows, source); break;
	default: step_split(sorting, rows, source); break;
	}
	return sorting->count > 0;
}

void sorting_free(struct sorting *sorting)
{
	free(sorting->tasks);
	free(sorting->gathered);
	text_free(&sorting->key);
	text_free(&sorting->shared);
	text_free(&sorting->keys);
	*sorting = (struct sorting){0};
}
