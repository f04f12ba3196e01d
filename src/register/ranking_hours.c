/* Where the hours run out. A pool is what a unit has given of one side in a quarter, and one more for both sides
 * together, which an allocation that does not say its side draws on alone. */
#include <stdlib.h>

#include "base/memory.h"
#include "register/ranking_private.h"

#define STEPS_UP 32
#define EITHER_SIDE 0

struct rank_of {
	record_id opportunity;
	size_t rank;
};

struct drawing {
	struct ranking *ranking;
	const struct view *view;
	int32_t first; /* quarter of today */
	struct ranked_pool *pools;
	size_t pool_count, pool_capacity;
	struct priority_hours *hours;
	size_t hour_count, hour_capacity;
	struct rank_of *ranks; /* by the opportunity's id */
	int64_t *left;
};

static int32_t quarter_of(day_t day)
{
	struct civil_day civil = day_to_civil(day);
	return civil.year * 4 + (civil.month - 1) / 3;
}

/* ---- what is given ---- */

static int compare_pools(const void *a, const void *b)
{
	const struct ranked_pool *left = a, *right = b;
	if (left->unit != right->unit)
		return left->unit < right->unit ? -1 : 1;
	if (left->quarter != right->quarter)
		return left->quarter < right->quarter ? -1 : 1;
	return (left->side > right->side) - (left->side < right->side);
}

static void add_pool(struct drawing *drawing, struct ranked_pool pool)
{
	memory_grow(&drawing->pools, &drawing->pool_capacity, drawing->pool_count, sizeof *drawing->pools);
	drawing->pools[drawing->pool_count++] = pool;
}

static void merge_pools(struct drawing *drawing)
{
	size_t kept = 0;
	if (drawing->pool_count == 0)
		return;
	qsort(drawing->pools, drawing->pool_count, sizeof *drawing->pools, compare_pools);
	for (size_t i = 1; i < drawing->pool_count; i++)
		if (compare_pools(&drawing->pools[kept], &drawing->pools[i]) == 0)
			drawing->pools[kept].given += drawing->pools[i].given;
		else
			drawing->pools[++kept] = drawing->pools[i];
	drawing->pool_count = kept + 1;
}

static void read_capacity(struct drawing *drawing)
{
	struct records *rows = records_new(drawing->view, E_capacity);
	struct record row;
	for (bool there = records_first(rows, &row); there; there = records_next(rows, &row)) {
		int64_t quarter = record_number(&row, F_capacity_quarter), hours = record_number(&row, F_capacity_hours);
		uint8_t side = record_choice(&row, F_capacity_side);
		struct ranked_pool pool = {record_ref_id(&row, F_capacity_unit), (int32_t)quarter, EITHER_SIDE, hours, 0, 0};
		if (quarter == NUMBER_UNSET || quarter < drawing->first || hours == NUMBER_UNSET)
			continue;
		add_pool(drawing, pool);
		pool.side = side;
		if (side != EITHER_SIDE)
			add_pool(drawing, pool);
		drawing->ranking->hours_given += hours;
	}
	records_free(&rows);
	merge_pools(drawing);
	drawing->ranking->has_hours = drawing->pool_count > 0;
}

static struct ranked_pool *find_pool(const struct drawing *drawing, record_id unit, int32_t quarter, uint8_t side)
{
	const struct ranked_pool wanted = {.unit = unit, .quarter = quarter, .side = side};
	return drawing->pool_count == 0
	           ? NULL
	           : bsearch(&wanted, drawing->pools, drawing->pool_count, sizeof *drawing->pools, compare_pools);
}

/* The unit itself, or the nearest above it, that has given hours for the quarter. */
static struct ranked_pool *find_whole_pool(const struct drawing *drawing, record_id unit, int32_t quarter)
{
	struct record record;
	for (unsigned step = 0; unit != 0 && step < STEPS_UP; step++) {
		struct ranked_pool *pool = find_pool(drawing, unit, quarter, EITHER_SIDE);
		if (pool != NULL)
			return pool;
		if (!view_record(drawing->view, (struct ref){E_unit, unit}, &record))
			return NULL;
		unit = record_ref_id(&record, F_unit_parent);
	}
	return NULL;
}

/* ---- what is asked for ---- */

static int compare_ranks(const void *a, const void *b)
{
	const struct rank_of *left = a, *right = b;
	return (left->opportunity > right->opportunity) - (left->opportunity < right->opportunity);
}

static void index_ranks(struct drawing *drawing)
{
	struct ranking *ranking = drawing->ranking;
	drawing->ranks = memory_new_array(ranking->count + 1, sizeof *drawing->ranks);
	for (size_t i = 0; i < ranking->count; i++) {
		drawing->ranks[i] = (struct rank_of){ranking->items[i].opportunity.id, i};
		ranking->items[i].hours = NUMBER_UNSET;
	}
	qsort(drawing->ranks, ranking->count, sizeof *drawing->ranks, compare_ranks);
}

/* The one that is listed; NULL: another. */
static struct ranked *find_item(const struct drawing *drawing, record_id opportunity)
{
	const struct rank_of wanted = {opportunity, 0};
	const struct rank_of *found =
		bsearch(&wanted, drawing->ranks, drawing->ranking->count, sizeof *drawing->ranks, compare_ranks);
	return found == NULL ? NULL : &drawing->ranking->items[found->rank];
}

static record_id unit_of(const struct drawing *drawing, const struct record *allocation)
{
	struct record person;
	if (!record_is_set(allocation, F_allocation_person))
		return record_ref_id(allocation, F_allocation_unit);
	return view_record(drawing->view, record_ref(allocation, F_allocation_person), &person)
	           ? record_ref_id(&person, F_person_unit)
	           : 0;
}

static void ask(struct drawing *drawing, size_t rank, const struct ranked_pool *pool, int64_t hours)
{
	memory_grow(&drawing->hours, &drawing->hour_capacity, drawing->hour_count, sizeof *drawing->hours);
	drawing->hours[drawing->hour_count++] = (struct priority_hours){rank, (size_t)(pool - drawing->pools), hours};
}

/* Of one that is ranked it waits for its turn; of another it is promised already. */
static void draw(struct drawing *drawing, struct ranked *item, struct ranked_pool *pool, int64_t hours)
{
	size_t rank = item == NULL ? SIZE_MAX : (size_t)(item - drawing->ranking->items);
	if (pool == NULL)
		return;
	if (rank < drawing->ranking->ranked) {
		ask(drawing, rank, pool, hours);
		pool->planned += hours;
	} else {
		pool->promised += hours;
	}
}

static bool is_under_way(const struct drawing *drawing, struct ref opportunity)
{
	struct record record;
	return view_record(drawing->view, opportunity, &record) && ranking_is_under_way(&record);
}

static void read_allocation(struct drawing *drawing, const struct record *row)
{
	struct ref opportunity = record_ref(row, F_allocation_opportunity);
	int64_t quarter = record_number(row, F_allocation_quarter), hours = record_number(row, F_allocation_planned);
	struct ranked *item = find_item(drawing, opportunity.id);
	uint8_t side = record_choice(row, F_allocation_side);
	if (quarter == NUMBER_UNSET || quarter < drawing->first || hours == NUMBER_UNSET ||
	    (item == NULL && !is_under_way(drawing, opportunity)))
		return;
	struct ranked_pool *whole = find_whole_pool(drawing, unit_of(drawing, row), (int32_t)quarter);
	if (item != NULL)
		item->hours = item->hours == NUMBER_UNSET ? hours : item->hours + hours;
	if (item != NULL)
		item->unmeasured = item->unmeasured || whole == NULL;
	bool ranked = item != NULL && (size_t)(item - drawing->ranking->items) < drawing->ranking->ranked;
	*(ranked ? &drawing->ranking->hours_planned : &drawing->ranking->hours_promised) += hours;
	draw(drawing, item, whole, hours);
	if (side != EITHER_SIDE && whole != NULL)
		draw(drawing, item, find_pool(drawing, whole->unit, whole->quarter, side), hours);
}

static void read_allocations(struct drawing *drawing)
{
	struct records *rows = records_new(drawing->view, E_allocation);
	struct record row;
	for (bool there = records_first(rows, &row); there; there = records_next(rows, &row))
		read_allocation(drawing, &row);
	records_free(&rows);
}

/* ---- the line ---- */

/* Of one rank in the order of the pools, so that it is always the same that runs out. */
static int compare_hours(const void *a, const void *b)
{
	const struct priority_hours *left = a, *right = b;
	if (left->rank != right->rank)
		return left->rank < right->rank ? -1 : 1;
	return (left->pool > right->pool) - (left->pool < right->pool);
}

static void find_line(struct drawing *drawing)
{
	struct ranking *ranking = drawing->ranking;
	size_t pool;
	drawing->left = memory_new_array(drawing->pool_count + 1, sizeof *drawing->left);
	for (size_t i = 0; i < drawing->pool_count; i++)
		drawing->left[i] = drawing->pools[i].given - drawing->pools[i].promised;
	if (drawing->hour_count > 0)
		qsort(drawing->hours, drawing->hour_count, sizeof *drawing->hours, compare_hours);
	ranking->cut = priority_line(drawing->hours, drawing->hour_count, drawing->left, &ranking->line, &pool,
	                             &ranking->short_hours);
	if (!ranking->cut)
		return;
	ranking->short_unit = (struct ref){E_unit, drawing->pools[pool].unit};
	ranking->short_side = drawing->pools[pool].side;
	ranking->short_quarter = drawing->pools[pool].quarter;
}

void ranking_draw_line(struct ranking *ranking, const struct view *view, day_t today)
{
	struct drawing drawing = {.ranking = ranking, .view = view, .first = quarter_of(today)};
	index_ranks(&drawing);
	read_capacity(&drawing);
	read_allocations(&drawing);
	find_line(&drawing);
	ranking->pools = drawing.pools;
	ranking->pool_count = drawing.pool_count;
	free(drawing.hours);
	free(drawing.ranks);
	free(drawing.left);
}
