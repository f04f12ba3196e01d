/* The matrix of offers and requirements (F24): what is out, what is undecided, the exact order, what can be traced. */
#include "lifecycle/lifecycle_cases.h"

#include "lifecycle/exit.h"
#include "lifecycle/matrix.h"

#define UNSET NUMBER_UNSET
#define MUST {true, UNSET, 0}
#define SHOULD(weight) {false, weight, 0}
#define MET(answer) {UNSET, answer}
#define POINTS(points) {points, 0}
#define MOST 4

struct judged_row {
	const char *what;
	struct matrix_requirement requirements[MOST];
	struct matrix_score scores[MOST];
	size_t count;
	int state;
	int64_t total;
	size_t missed, unsettled, unscored;
};

static const struct judged_row judged[] = {
	{"all musts met, weighed: (30·4 + 10·1)/40", {MUST, SHOULD(30), SHOULD(10)}, {MET(ANSWER_YES), POINTS(4), POINTS(1)},
		3, OFFER_JUDGED, 325, 0, 0, 0},
	{"a must missed", {MUST, MUST, SHOULD(30)}, {MET(ANSWER_YES), MET(ANSWER_NO), POINTS(5)}, 3, OFFER_EXCLUDED, UNSET, 1,
		0, 0},
	{"missed weighs more than not known", {MUST, MUST, SHOULD(30)}, {MET(ANSWER_UNKNOWN), MET(ANSWER_NO), POINTS(UNSET)},
		3, OFFER_EXCLUDED, UNSET, 1, 1, 1},
	{"unknown is not no", {MUST, SHOULD(30)}, {MET(ANSWER_UNKNOWN), POINTS(5)}, 2, OFFER_UNDECIDED, UNSET, 0, 1, 0},
	{"not answered is not no", {MUST, SHOULD(30)}, {MET(0), POINTS(5)}, 2, OFFER_UNDECIDED, UNSET, 0, 1, 0},
	{"partly is not settled", {MUST, SHOULD(30)}, {MET(ANSWER_PARTLY), POINTS(5)}, 2, OFFER_UNDECIDED, UNSET, 0, 1, 0},
	{"points not given are not 0", {MUST, SHOULD(30), SHOULD(10)}, {MET(ANSWER_YES), POINTS(5), POINTS(UNSET)}, 3,
		OFFER_UNDECIDED, UNSET, 0, 0, 1},
	{"0 points are given", {SHOULD(1)}, {POINTS(0)}, 1, OFFER_JUDGED, 0, 0, 0, 0},
	{"full points", {SHOULD(7), SHOULD(9)}, {POINTS(5), POINTS(5)}, 2, OFFER_JUDGED, 500, 0, 0, 0},
	{"a should of weight 0 counts for nothing", {SHOULD(0), SHOULD(3)}, {POINTS(5), POINTS(2)}, 2, OFFER_JUDGED, 200, 0, 0,
		0},
	{"rounded half away from zero: 1/8", {SHOULD(1), SHOULD(7)}, {POINTS(1), POINTS(0)}, 2, OFFER_JUDGED, 13, 0, 0, 0},
	{"only musts: nothing is weighed", {MUST}, {MET(ANSWER_YES)}, 1, OFFER_JUDGED, UNSET, 0, 0, 0},
};

static void test_judge(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof judged / sizeof judged[0]; i++) {
		struct offer_standing standing;
		matrix_judge(judged[i].requirements, judged[i].scores, judged[i].count, &standing);
		case_same_number(judged[i].what, "state", standing.state, judged[i].state);
		case_same_number(judged[i].what, "total", matrix_total(&standing), judged[i].total);
		case_same_number(judged[i].what, "missed", (int64_t)standing.missed, (int64_t)judged[i].missed);
		case_same_number(judged[i].what, "unsettled", (int64_t)standing.unsettled, (int64_t)judged[i].unsettled);
		case_same_number(judged[i].what, "unscored", (int64_t)standing.unscored, (int64_t)judged[i].unscored);
	}
}

static const struct {
	const char *what;
	struct matrix_requirement requirements[MOST];
	size_t count;
	int fault;
	size_t which;
} checked[] = {
	{"nothing is asked for", {MUST}, 0, MATRIX_NO_REQUIREMENTS, 99},
	{"only musts", {MUST, MUST}, 2, MATRIX_SOUND, 99},
	{"weights", {MUST, SHOULD(1)}, 2, MATRIX_SOUND, 99},
	{"one weight of two is 0", {SHOULD(0), SHOULD(1)}, 2, MATRIX_SOUND, 99},
	{"a should without weight", {MUST, SHOULD(1), SHOULD(UNSET)}, 3, MATRIX_NO_WEIGHT, 2},
	{"weights that sum to nothing", {MUST, SHOULD(0), SHOULD(0)}, 3, MATRIX_NO_WEIGHTS, 99},
};

static void test_check(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof checked / sizeof checked[0]; i++) {
		size_t which = 99;
		case_same_number(checked[i].what, "fault", matrix_check(checked[i].requirements, checked[i].count, &which),
		                 checked[i].fault);
		case_same_number(checked[i].what, "which", (int64_t)which, (int64_t)checked[i].which);
	}
}

/* In the order of the table; those with the same place are equals. */
static const struct {
	int place;
	struct offer_standing standing;
	money_t price;
} table[] = {
	{1, {.weighted = 33334, .weights = 10000}, 900},
	{2, {.weighted = 10, .weights = 3}, 100}, /* 3.3333… is less than 3.3334 */
	{2, {.weighted = 20, .weights = 6}, 100},
	{3, {.weighted = 20, .weights = 6}, 101},
	{4, {.weighted = 20, .weights = 6}, UNSET},
	{5, {.weighted = 0, .weights = 6}, -1},
	{6, {.state = OFFER_UNDECIDED, .unscored = 1, .weighted = 30, .weights = 6}, 50},
	{6, {.state = OFFER_UNDECIDED, .unsettled = 1, .weighted = 10, .weights = 6}, 50},
	{7, {.state = OFFER_EXCLUDED, .missed = 1, .weighted = 30, .weights = 6}, 10},
};

static void test_order(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
		for (size_t j = 0; j < sizeof table / sizeof table[0]; j++) {
			int order = matrix_compare(&table[i].standing, table[i].price, &table[j].standing, table[j].price);
			case_same_number("order", "sign", (order > 0) - (order < 0),
			                 (table[i].place > table[j].place) - (table[i].place < table[j].place));
		}
}

static void test_trace(void **state)
{
	static const struct matrix_requirement requirements[] = {{true, UNSET, 15}, {true, UNSET, 0}, {false, 1, 1},
		{false, 1, 12}};
	struct matrix_tracing tracing;
	(void)state;
	matrix_trace(requirements, 4, &tracing);
	case_same_number("tracing", "count", (int64_t)tracing.count, 4);
	case_same_number("tracing", "traced", (int64_t)tracing.traced, 3);
	static const size_t found[MATRIX_TRACES] = {2, 1, 2, 2};
	for (size_t i = 0; i < MATRIX_TRACES; i++)
		case_same_number("tracing", "found", (int64_t)tracing.found_in[i], (int64_t)found[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_judge), cmocka_unit_test(test_check), cmocka_unit_test(test_order),
		cmocka_unit_test(test_trace),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
