/* Variance in time and in money: the arithmetic, what is not known, and the words. */
#include "lifecycle/lifecycle_cases.h"

#include "lifecycle/variance.h"

#define UNSET NUMBER_UNSET

static const struct {
	const char *what, *start, *baseline_end, *end, *done;
	int64_t days_late, late_share;
	const enum reason_id reasons[4];
} times[] = {
	{"done on the day", "2011-10-01", "2012-03-31", "", "2012-03-31", 0, 0,
		{REASON_variance_planned, REASON_variance_done, REASON_variance_of_days}},
	{"done late: 44 of 182 days", "2011-10-01", "2012-03-31", "2012-03-31", "2012-05-14", 44, 2418,
		{REASON_variance_planned, REASON_variance_done, REASON_variance_of_days}},
	{"done early", "2011-10-01", "2012-03-31", "", "2012-03-01", -30, -1648,
		{REASON_variance_planned, REASON_variance_done, REASON_variance_of_days}},
	{"planned later than decided", "2011-10-01", "2012-03-31", "2012-12-31", "", 275, 15110,
		{REASON_variance_planned, REASON_variance_expected, REASON_variance_of_days}},
	{"not done, the planned end has passed: 153 of 182 days", "2011-10-01", "2012-03-31", "2012-03-31", "", 153, 8407,
		{REASON_variance_planned, REASON_variance_expected, REASON_variance_not_done, REASON_variance_of_days}},
	{"not done, planned end today", "2012-08-01", "2012-08-31", "2012-08-31", "", 0, 0,
		{REASON_variance_planned, REASON_variance_expected, REASON_variance_of_days}},
	{"no end planned, the decided one has passed", "2011-10-01", "2012-03-31", "", "", 153, 8407,
		{REASON_variance_planned, REASON_variance_not_done, REASON_variance_of_days}},
	{"no end planned, the decided one is ahead", "2011-10-01", "2013-03-31", "", "", UNSET, UNSET, {REASON_none}},
	{"nothing decided", "2011-10-01", "", "2012-03-31", "2012-03-31", UNSET, UNSET, {REASON_none}},
	{"no start: days, but no share", "", "2012-03-31", "", "2012-04-01", 1, UNSET,
		{REASON_variance_planned, REASON_variance_done}},
	{"planned to take no time", "2012-03-31", "2012-03-31", "", "2012-04-01", 1, UNSET,
		{REASON_variance_planned, REASON_variance_done}},
	{"starts after it ends", "2012-04-01", "2012-03-31", "", "2012-04-01", 1, UNSET,
		{REASON_variance_planned, REASON_variance_done}},
};

static void same_reasons(const char *what, const struct reasons *chain, const enum reason_id wanted[4])
{
	size_t count = 0;
	while (count < 4 && wanted[count] != REASON_none)
		count++;
	case_same_number(what, "reasons", chain->count, (int64_t)count);
	for (size_t i = 0; i < count; i++)
		case_same_number(what, "reason", chain->items[i].id, wanted[i]);
}

static void test_time(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof times / sizeof times[0]; i++) {
		const struct variance_facts facts = {case_day(times[i].start), case_day(times[i].baseline_end),
			case_day(times[i].end), case_day(times[i].done), UNSET, UNSET, UNSET, false};
		struct variance variance;
		struct reasons chain = {0};
		variance_find(&facts, case_day("2012-08-31"), &variance);
		case_same_number(times[i].what, "days late", variance.days_late, times[i].days_late);
		case_same_number(times[i].what, "share", variance.late_share, times[i].late_share);
		variance_explain_time(&facts, &variance, &chain);
		same_reasons(times[i].what, &chain, times[i].reasons);
	}
}

static const struct {
	const char *what, *done;
	money_t budget, forecast, spent;
	money_t over;
	int64_t share;
	const enum reason_id reasons[4];
} costs[] = {
	{"forecast above budget", "", 1000, 1250, UNSET, 250, 2500, {REASON_variance_budget, REASON_variance_forecast}},
	{"forecast below budget", "", 1000, 666, UNSET, -334, -3340, {REASON_variance_budget, REASON_variance_forecast}},
	{"half away from zero: 1 of 20 000", "", 20000, 20001, UNSET, 1, 1,
		{REASON_variance_budget, REASON_variance_forecast}},
	{"not done: the forecast, whatever is spent", "", 1000, 900, 1200, -100, -1000,
		{REASON_variance_budget, REASON_variance_forecast}},
	{"done: what is spent", "2012-01-01", 1000, 900, 1200, 200, 2000, {REASON_variance_budget, REASON_variance_spent}},
	{"done, and nobody has said what was spent", "2012-01-01", 1000, 900, UNSET, -100, -1000,
		{REASON_variance_budget, REASON_variance_forecast}},
	{"no forecast, spent above budget", "", 1000, UNSET, 1001, 1, 10, {REASON_variance_budget, REASON_variance_spent}},
	{"no forecast, spent within budget: it is not done", "", 1000, UNSET, 400, UNSET, UNSET, {REASON_none}},
	{"no budget", "", UNSET, 400, 400, UNSET, UNSET, {REASON_none}},
	{"a budget of nothing: no share", "", 0, 400, UNSET, 400, UNSET, {REASON_variance_budget, REASON_variance_forecast}},
	{"a budget below nothing: no share", "", -5, 5, UNSET, 10, UNSET, {REASON_variance_budget, REASON_variance_forecast}},
	{"too far apart to be told", "", INT64_MIN + 1, INT64_MAX, UNSET, UNSET, UNSET, {REASON_none}},
};

static void test_cost(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof costs / sizeof costs[0]; i++) {
		const struct variance_facts facts = {DAY_UNSET, DAY_UNSET, DAY_UNSET, case_day(costs[i].done), costs[i].budget,
			costs[i].forecast, costs[i].spent, false};
		struct variance variance;
		struct reasons chain = {0};
		variance_find(&facts, case_day("2012-08-31"), &variance);
		case_same_number(costs[i].what, "over", variance.over, costs[i].over);
		case_same_number(costs[i].what, "share", variance.over_share, costs[i].share);
		variance_explain_cost(&facts, &variance, &chain);
		same_reasons(costs[i].what, &chain, costs[i].reasons);
	}
}

/* It goes on no more, and nobody has said since when. */
static void test_over(void **state)
{
	const struct variance_facts facts = {case_day("2011-10-01"), case_day("2012-03-31"), case_day("2012-03-31"), DAY_UNSET,
		1000, 900, 1200, true};
	struct variance variance;
	struct reasons chain = {0};
	(void)state;
	variance_find(&facts, case_day("2012-08-31"), &variance);
	case_same_number("over", "days late", variance.days_late, UNSET);
	case_same_number("over", "share", variance.late_share, UNSET);
	case_same_number("over", "outcome", variance.outcome, 1200);
	variance_explain_time(&facts, &variance, &chain);
	case_same_number("over", "reasons", chain.count, 0);
	variance_explain_cost(&facts, &variance, &chain);
	case_same_number("over", "reason", chain.items[1].id, REASON_variance_spent);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_time), cmocka_unit_test(test_cost), cmocka_unit_test(test_over),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
