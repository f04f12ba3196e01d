/* Benefits (F20): how far they have come, realisation with its denominator, and what is followed up when. */
#include "lifecycle/lifecycle_cases.h"

#include "lifecycle/benefit.h"

#define UNSET NUMBER_UNSET

static const struct {
	const char *what;
	int64_t baseline, target, outcome, value, realised;
	int64_t want_reached, want_realised;
} measured[] = {
	{"half the way", 1000, 2000, 1500, 100000, UNSET, 5000, 50000},
	{"downward is a way too", 1400, 600, 800, 26000000, UNSET, 7500, 19500000},
	{"all of it", 0, 3000, 3000, 100, UNSET, 10000, 100},
	{"more than hoped", 0, 1000, 1500, 100, UNSET, 15000, 150},
	{"it became worse", 1000, 2000, 500, 100, UNSET, -5000, -50},
	{"a third is rounded", 0, 3, 1, 100, UNSET, 3333, 33},
	{"half an öre away from zero", 0, 2, 1, 1, UNSET, 5000, 1},
	{"stated money stands before what would follow", 0, 1000, 500, 100, 80, 5000, 80},
	{"stated money alone", UNSET, UNSET, UNSET, 100, 80, UNSET, 80},
	{"0 is known", 1000, 2000, 1000, 100, UNSET, 0, 0},
	{"not measured", 1000, 2000, UNSET, 100, UNSET, UNSET, UNSET},
	{"no value before", UNSET, 2000, 1500, 100, UNSET, UNSET, UNSET},
	{"not worth money", 1000, 2000, 1500, UNSET, UNSET, 5000, UNSET},
	{"the target is what was before", 1000, 1000, 1500, 100, UNSET, UNSET, UNSET},
	{"too far apart to be told", INT64_MIN + 1, INT64_MAX, 0, 100, UNSET, UNSET, UNSET},
};

static struct benefit_facts facts_of(size_t i)
{
	return (struct benefit_facts){.baseline = measured[i].baseline, .target = measured[i].target,
		.outcome = measured[i].outcome, .yearly_value = measured[i].value, .realised_value = measured[i].realised};
}

static void test_measured(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof measured / sizeof measured[0]; i++) {
		struct benefit_facts facts = facts_of(i);
		case_same_number(measured[i].what, "reached", benefit_reached(&facts), measured[i].want_reached);
		case_same_number(measured[i].what, "realised", benefit_realised(&facts), measured[i].want_realised);
	}
}

static void test_realisation(void **state)
{
	static const struct {
		size_t like; /* of `measured` */
		const char *due;
	} added[] = {{0, "2026-11-22"}, {2, "2026-01-01"}, {10, "2026-01-01"}, {12, "2026-01-01"}, {0, "2026-11-23"}, {0, ""}};
	struct benefit_sum sum = {0};
	(void)state;
	case_same_number("nothing", "realisation", benefit_realisation(&sum), UNSET);
	for (size_t i = 0; i < sizeof added / sizeof added[0]; i++) {
		struct benefit_facts facts = facts_of(added[i].like);
		facts.due = case_day(added[i].due);
		assert_true(benefit_add(&sum, &facts, case_day("2026-11-22")));
	}
	case_same_number("sum", "count", (int64_t)sum.count, 6);
	case_same_number("sum", "due", (int64_t)sum.due, 4);
	case_same_number("sum", "measured", (int64_t)sum.measured, 3);
	case_same_number("sum", "reached", (int64_t)sum.reached, 1);
	case_same_number("sum", "without value", (int64_t)sum.without_value, 1);
	case_same_number("sum", "expected", sum.expected, 100000 * 3 + 100 + 100);
	case_same_number("sum", "target", sum.target, 100000 + 100 + 100);
	case_same_number("sum", "realised", sum.realised, 50000 + 100);
	case_same_number("sum", "realisation", benefit_realisation(&sum), 5000); /* 50 100 of 100 200 */
	struct benefit_facts large = {.yearly_value = INT64_MAX, .due = DAY_UNSET};
	struct benefit_sum before = sum;
	assert_false(benefit_add(&sum, &large, case_day("2026-11-22")));
	assert_memory_equal(&sum, &before, sizeof sum);
}

static void test_lacks(void **state)
{
	static const struct {
		struct benefit_facts facts;
		unsigned lacks;
	} cases[] = {
		{{true, true, true, 0, 0, UNSET, UNSET, UNSET, 0}, 0},
		{{false, true, true, 0, 0, UNSET, UNSET, UNSET, 0}, BENEFIT_NO_OWNER},
		{{true, false, true, UNSET, 0, 1, 1, 1, 0}, BENEFIT_NO_MEASURE | BENEFIT_NO_BASELINE},
		{{true, true, false, 0, UNSET, 1, 1, 1, DAY_UNSET}, BENEFIT_NO_TARGET | BENEFIT_NO_BENEFICIARY | BENEFIT_NO_DUE},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		case_same_number("lacks", "bits", benefit_lacks(&cases[i].facts), cases[i].lacks);
}

/* Delivered 2024-08-31: 2025-02-28, 2025-08-31 and 2026-08-31. */
static const struct {
	const char *what, *today, *measured[3];
	int states[3];
	const char *done[3];
} followed[] = {
	{"nothing yet", "2024-12-01", {"", "", ""}, {FOLLOW_UP_AHEAD, FOLLOW_UP_AHEAD, FOLLOW_UP_AHEAD}, {"", "", ""}},
	{"on its day it is not late", "2025-02-28", {"", "", ""}, {FOLLOW_UP_AHEAD, FOLLOW_UP_AHEAD, FOLLOW_UP_AHEAD},
		{"", "", ""}},
	{"the day after it is", "2025-03-01", {"", "", ""}, {FOLLOW_UP_OVERDUE, FOLLOW_UP_AHEAD, FOLLOW_UP_AHEAD},
		{"", "", ""}},
	{"the next one's time has come", "2025-07-31", {"", "", ""}, {FOLLOW_UP_LEFT_OUT, FOLLOW_UP_AHEAD, FOLLOW_UP_AHEAD},
		{"", "", ""}},
	{"a month before counts", "2025-03-01", {"2025-01-31", "", ""}, {FOLLOW_UP_DONE, FOLLOW_UP_AHEAD, FOLLOW_UP_AHEAD},
		{"2025-01-31", "", ""}},
	{"a day more does not", "2025-03-01", {"2025-01-30", "", ""}, {FOLLOW_UP_OVERDUE, FOLLOW_UP_AHEAD, FOLLOW_UP_AHEAD},
		{"", "", ""}},
	{"late is still for the first", "2025-07-30", {"2025-07-30", "", ""},
		{FOLLOW_UP_DONE, FOLLOW_UP_AHEAD, FOLLOW_UP_AHEAD}, {"2025-07-30", "", ""}},
	{"then it is for the second", "2025-07-31", {"2025-07-31", "", ""},
		{FOLLOW_UP_LEFT_OUT, FOLLOW_UP_DONE, FOLLOW_UP_AHEAD}, {"", "2025-07-31", ""}},
	{"the first of several", "2026-11-22", {"2026-11-01", "2026-09-01", "2025-03-05"},
		{FOLLOW_UP_DONE, FOLLOW_UP_LEFT_OUT, FOLLOW_UP_DONE}, {"2025-03-05", "", "2026-09-01"}},
	{"the last one is never too late", "2036-11-22", {"", "", ""},
		{FOLLOW_UP_LEFT_OUT, FOLLOW_UP_LEFT_OUT, FOLLOW_UP_OVERDUE}, {"", "", ""}},
};

static void test_followed(void **state)
{
	static const int64_t months[] = {6, 12, 24};
	static const char *const days[] = {"2025-02-28", "2025-08-31", "2026-08-31"};
	(void)state;
	for (size_t i = 0; i < sizeof followed / sizeof followed[0]; i++) {
		struct follow_up points[3];
		day_t measured_on[3];
		for (size_t m = 0; m < 3; m++)
			measured_on[m] = case_day(followed[i].measured[m]);
		benefit_follow_ups(case_day("2024-08-31"), months, 3, measured_on, 3, case_day(followed[i].today), points);
		for (size_t p = 0; p < 3; p++) {
			case_same_number(followed[i].what, "day", points[p].day, case_day(days[p]));
			case_same_number(followed[i].what, "state", points[p].state, followed[i].states[p]);
			case_same_number(followed[i].what, "done", points[p].measured, case_day(followed[i].done[p]));
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_measured), cmocka_unit_test(test_realisation), cmocka_unit_test(test_lacks),
		cmocka_unit_test(test_followed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
