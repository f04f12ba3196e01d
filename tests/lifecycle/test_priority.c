/* Priority (F12): the arithmetic, the strict order, the line where hours run out. */
#include "lifecycle/lifecycle_cases.h"

#include "lifecycle/priority.h"

#define UNSET NUMBER_UNSET
#define PARTS 4

struct priority_row {
	const char *what;
	struct priority_part parts[PARTS];
	size_t count;
	int64_t weights, benefit;
	int state;
	int64_t direction, score;
};

static const struct priority_row rows[] = {
	{"everything to every goal", {{3, 5}, {1, 5}}, 2, 4, 5, PRIORITY_RANKED, 500, 10000},
	{"weighted: (3·5 + 1·2)/4", {{3, 5}, {1, 2}}, 2, 4, 4, PRIORITY_RANKED, 425, 6800},
	{"goals that are not named get nothing", {{3, 5}}, 1, 10, 5, PRIORITY_RANKED, 150, 3000},
	{"a degree of 0 is known", {{3, 0}}, 1, 10, 5, PRIORITY_RANKED, 0, 0},
	{"a benefit of 0 is known", {{10, 5}}, 1, 10, 0, PRIORITY_RANKED, 500, 0},
	{"a goal of weight 0 counts for nothing", {{0, 5}, {7, 1}}, 2, 7, 5, PRIORITY_RANKED, 100, 2000},
	{"rounded half away from zero: 1/8", {{1, 1}}, 1, 8, 1, PRIORITY_RANKED, 13, 50},
	{"thirds", {{1, 5}}, 1, 3, 1, PRIORITY_RANKED, 167, 667},
	{"largest", {{10000, 5}, {10000, 5}}, 2, 20000, 5, PRIORITY_RANKED, 500, 10000},
	{"no weights at all", {{0, 5}}, 1, 0, 5, PRIORITY_NO_WEIGHTS, UNSET, UNSET},
	{"no goal", {{0}}, 0, 10, 5, PRIORITY_NO_GOAL, UNSET, UNSET},
	{"a goal without weight", {{3, 5}, {UNSET, 2}}, 2, 10, 5, PRIORITY_NO_WEIGHT, UNSET, UNSET},
	{"benefit not scored: direction is known", {{3, 5}}, 1, 10, UNSET, PRIORITY_NO_BENEFIT, 150, UNSET},
	{"nothing known: said first is what is wrong for all", {{0}}, 0, 0, UNSET, PRIORITY_NO_WEIGHTS, UNSET, UNSET},
};

static void test_each(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct priority priority;
		priority_find(rows[i].parts, rows[i].count, rows[i].weights, rows[i].benefit, &priority);
		case_same_number(rows[i].what, "state", priority.state, rows[i].state);
		case_same_number(rows[i].what, "direction", priority_direction(&priority), rows[i].direction);
		case_same_number(rows[i].what, "score", priority_score(&priority), rows[i].score);
	}
}

/* In the order in which they rank. The first two differ by less than is shown. */
static const struct {
	int64_t weighted, weights, benefit;
	const char *decide_by;
	uint32_t last;
	int state;
} ranking[] = {
	{333335, 100000, 5, "", 1, PRIORITY_RANKED},
	{333334, 100000, 5, "", 2, PRIORITY_RANKED},
	{10, 3, 5, "2026-12-01", 9, PRIORITY_RANKED}, /* 3.3333… is less than 3.33334 */
	{20, 6, 5, "2026-12-02", 3, PRIORITY_RANKED}, /* the same fraction: decide by */
	{30, 9, 5, "2026-12-02", 4, PRIORITY_RANKED}, /* the same day: the last key */
	{10, 3, 5, "", 5, PRIORITY_RANKED},           /* no day: after those that have one */
	{10, 3, 4, "2020-01-01", 6, PRIORITY_RANKED},
	{0, 3, 5, "2020-01-01", 7, PRIORITY_RANKED},
	{30, 3, UNSET, "2020-01-01", 10, PRIORITY_NO_BENEFIT}, /* not ranked: after a score of 0 */
	{30, 3, 5, "2021-01-01", 8, PRIORITY_NO_GOAL},
	{INT64_C(5) * 10000 * 4294967295, INT64_C(10000) * 4294967295, 5, "", 11, PRIORITY_NO_WEIGHT},
};

static struct priority_place place_of(size_t i)
{
	return (struct priority_place){
		{(uint8_t)ranking[i].state, ranking[i].benefit, ranking[i].weighted, ranking[i].weights},
		case_day(ranking[i].decide_by), ranking[i].last};
}

static void test_strict(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof ranking / sizeof ranking[0]; i++)
		for (size_t j = 0; j < sizeof ranking / sizeof ranking[0]; j++) {
			struct priority_place a = place_of(i), b = place_of(j);
			int order = priority_compare(&a, &b);
			case_same_number("order", "sign", (order > 0) - (order < 0), (i > j) - (i < j));
		}
}

struct line_row {
	const char *what;
	struct priority_hours hours[5];
	size_t count;
	int64_t left[2];
	bool cut;
	size_t rank, pool;
	int64_t missing;
};

static const struct line_row lines[] = {
	{"nothing asked for", {{0, 0, 0}}, 0, {0, 0}, false, 0, 0, 0},
	{"all fits, to the hour", {{0, 0, 60}, {1, 0, 40}}, 2, {100, 0}, false, 0, 0, 0},
	{"an hour too much", {{0, 0, 60}, {1, 0, 41}}, 2, {100, 0}, true, 1, 0, 1},
	{"another pool", {{0, 0, 60}, {0, 1, 10}, {1, 0, 10}, {1, 1, 20}}, 4, {100, 25}, true, 1, 1, 5},
	{"what would fit farther down stays below", {{0, 0, 60}, {1, 0, 80}, {2, 0, 10}}, 3, {100, 0}, true, 1, 0, 40},
	{"no hours take none, also from an empty pool", {{0, 0, 0}, {1, 0, 0}}, 2, {-5, 0}, false, 0, 0, 0},
	{"promised away beforehand", {{0, 0, 1}}, 1, {-5, 0}, true, 0, 0, 6},
};

static void test_line(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
		int64_t left[2] = {lines[i].left[0], lines[i].left[1]}, missing = 0;
		size_t rank = 0, pool = 0;
		bool cut = priority_line(lines[i].hours, lines[i].count, left, &rank, &pool, &missing);
		case_same_number(lines[i].what, "cut", cut, lines[i].cut);
		case_same_number(lines[i].what, "rank", (int64_t)rank, (int64_t)lines[i].rank);
		case_same_number(lines[i].what, "pool", (int64_t)pool, (int64_t)lines[i].pool);
		case_same_number(lines[i].what, "missing", missing, lines[i].missing);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each),
		cmocka_unit_test(test_strict),
		cmocka_unit_test(test_line),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
