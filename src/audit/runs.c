/* The runs of the register: which were finished, which count, and which is compared with. */
#include <stdlib.h>

#include "audit/audit_private.h"
#include "base/memory.h"

static void add_completed(struct runs *runs, uint32_t number, day_t day)
{
	memory_grow(&runs->completed, &runs->completed_capacity, runs->completed_count, sizeof *runs->completed);
	runs->completed[runs->completed_count++] = number;
	memory_grow(&runs->rows, &runs->capacity, runs->count, sizeof *runs->rows);
	/* A run replaces the one before it of the same day. Runs made for an earlier day than the one before (--today)
	 * stand by themselves. */
	if (runs->count > 0 && runs->rows[runs->count - 1].day == day)
		runs->count--;
	runs->rows[runs->count++] = (struct run_row){number, day};
}

void runs_read(struct runs *runs, const struct view *view, day_t today)
{
	struct records *records = records_new(view, E_run);
	struct record run;
	*runs = (struct runs){.today = today};
	for (bool there = records_first(records, &run); there; there = records_next(records, &run))
		if (record_is_set(&run, F_run_ended))
			add_completed(runs, run.id, record_day(&run, F_run_day));
	records_free(&records);
	for (size_t i = 0; i < runs->count; i++)
		if (runs->rows[i].day < today)
			runs->earlier = runs->rows[i];
}

void runs_join(struct runs *runs)
{
	add_completed(runs, runs->number, runs->today);
}

void runs_free(struct runs *runs)
{
	free(runs->completed);
	free(runs->rows);
	*runs = (struct runs){0};
}

static int compare_row(const void *key, const void *item)
{
	uint32_t a = *(const uint32_t *)key, b = ((const struct run_row *)item)->number;
	return (a > b) - (a < b);
}

static size_t first_row(const struct runs *runs, uint32_t since)
{
	return memory_first_at(&since, runs->rows, runs->count, sizeof *runs->rows, compare_row);
}

static int compare_number(const void *key, const void *item)
{
	uint32_t a = *(const uint32_t *)key, b = *(const uint32_t *)item;
	return (a > b) - (a < b);
}

bool runs_completed(const struct runs *runs, uint32_t number)
{
	return runs->completed_count > 0 &&
	       bsearch(&number, runs->completed, runs->completed_count, sizeof number, compare_number) != NULL;
}

bool runs_is_void(const struct runs *runs, uint32_t number)
{
	if (number <= runs->earlier.number)
		return !runs_completed(runs, number);
	size_t row = first_row(runs, number);
	return row >= runs->count || runs->rows[row].day == runs->today || !runs_completed(runs, number);
}

uint32_t runs_count_since(const struct runs *runs, uint32_t since)
{
	size_t first = first_row(runs, since),
		   last = runs->earlier.number == 0 ? 0 : first_row(runs, runs->earlier.number) + 1;
	return last > first ? (uint32_t)(last - first) : 0;
}
