#include "lifecycle/priority.h"

/* P = 100·(R/5)·(N/5) = 4·N·R. */
#define SCORE_FACTOR 4

static uint8_t find_state(const struct priority_part parts[], size_t count, const struct priority *priority)
{
	if (priority->weights <= 0)
		return PRIORITY_NO_WEIGHTS;
	if (count == 0)
		return PRIORITY_NO_GOAL;
	for (size_t i = 0; i < count; i++)
		if (parts[i].weight == NUMBER_UNSET)
			return PRIORITY_NO_WEIGHT;
	return priority->benefit == NUMBER_UNSET ? PRIORITY_NO_BENEFIT : PRIORITY_RANKED;
}

void priority_find(const struct priority_part parts[], size_t count, int64_t weights, int64_t benefit,
                   struct priority *priority)
{
	*priority = (struct priority){.benefit = benefit, .weights = weights};
	for (size_t i = 0; i < count; i++)
		if (parts[i].weight != NUMBER_UNSET)
			priority->weighted += parts[i].weight * parts[i].degree;
	priority->state = find_state(parts, count, priority);
}

int64_t priority_direction(const struct priority *priority)
{
	bool known = priority->state == PRIORITY_RANKED || priority->state == PRIORITY_NO_BENEFIT;
	return known ? scaled(priority->weighted, 100, priority->weights) : NUMBER_UNSET;
}

int64_t priority_score(const struct priority *priority)
{
	return priority->state == PRIORITY_RANKED
	           ? scaled(priority->weighted * priority->benefit, 100 * SCORE_FACTOR, priority->weights)
	           : NUMBER_UNSET;
}

static int compare_numbers(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

/* The higher P first; the factor that both share is left out. */
static int compare_scores(const struct priority *a, const struct priority *b)
{
	__int128 left = (__int128)a->weighted * a->benefit * b->weights;
	__int128 right = (__int128)b->weighted * b->benefit * a->weights;
	return (left < right) - (left > right);
}

static int64_t sortable(day_t day)
{
	return day == DAY_UNSET ? INT64_MAX : day;
}

int priority_compare(const struct priority_place *a, const struct priority_place *b)
{
	bool ranked = a->priority.state == PRIORITY_RANKED, other = b->priority.state == PRIORITY_RANKED;
	int order = ranked != other ? other - ranked : 0;
	if (order == 0 && ranked)
		order = compare_scores(&a->priority, &b->priority);
	if (order == 0)
		order = compare_numbers(sortable(a->decide_by), sortable(b->decide_by));
	return order != 0 ? order : compare_numbers(a->last, b->last);
}

bool priority_line(const struct priority_hours hours[], size_t count, int64_t left[], size_t *rank, size_t *pool,
                   int64_t *missing)
{
	for (size_t i = 0; i < count; i++) {
		int64_t *of_pool = &left[hours[i].pool];
		if (hours[i].hours > 0 && hours[i].hours > *of_pool) {
			*rank = hours[i].rank;
			*pool = hours[i].pool;
			*missing = hours[i].hours - *of_pool;
			return true;
		}
		*of_pool -= hours[i].hours;
	}
	return false;
}
