/* Exit readiness (F21), disposition (F22) and completeness (F25). */
#include "lifecycle/lifecycle_cases.h"

#include "lifecycle/completeness.h"
#include "lifecycle/disposition.h"
#include "lifecycle/exit.h"

#define YES ANSWER_YES
#define NO ANSWER_NO
#define PARTLY ANSWER_PARTLY
#define UNKNOWN ANSWER_UNKNOWN

struct exit_row {
	const char *what;
	struct exit_facts facts;
	const char *export_tested, *exit_tested;
	int lower, upper;
};

static const struct exit_row exit_rows[] = {
	{"all yes", {YES, YES, YES, YES, YES, YES, true, true, true}, "2026-01-01", "2026-01-01", 10000, 10000},
	{"nothing known", {0}, "", "", 0, 10000},
	{"all said to be unknown", {UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN}, "", "", 0, 10000},
	{"all answers no, the rest not set", {NO, NO, NO, NO, NO, NO}, "", "", 0, 5000},
	{"partly is half", {PARTLY, PARTLY, PARTLY, PARTLY, PARTLY, PARTLY, true, true, true}, "2026-01-01", "2026-01-01",
		7500, 7500},
	{"one yes, the rest no", {YES, NO, NO, NO, NO, NO}, "", "", 1000, 6000},
	{"documentation without interface is half a question", {NO, NO, NO, NO, YES, NO}, "", "", 500, 5500},
	{"documentation yes, interface unknown", {NO, NO, NO, NO, YES, UNKNOWN}, "", "", 500, 6000},
	{"documentation partly, interface partly", {NO, NO, NO, NO, PARTLY, PARTLY}, "", "", 500, 5500},
	{"documentation partly alone", {NO, NO, NO, NO, PARTLY, NO}, "", "", 250, 5250},
	{"export tested 24 months ago to the day", {NO, NO, NO, NO, NO, NO}, "2024-11-22", "", 1000, 5000},
	{"export tested a day longer ago", {NO, NO, NO, NO, NO, NO}, "2024-11-21", "", 0, 4000},
	{"export to be tested tomorrow", {NO, NO, NO, NO, NO, NO}, "2026-11-23", "", 0, 4000},
	{"export tested today", {NO, NO, NO, NO, NO, NO}, "2026-11-22", "", 1000, 5000},
	{"plan tested long ago is tested", {NO, NO, NO, NO, NO, NO}, "", "2015-01-01", 1000, 5000},
	{"plan, price and alternative", {NO, NO, NO, NO, NO, NO, true, true, true}, "", "", 3000, 5000},
};

static void test_exit(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof exit_rows / sizeof exit_rows[0]; i++) {
		struct exit_facts facts = exit_rows[i].facts;
		struct exit_readiness readiness;

		facts.export_tested = case_day(exit_rows[i].export_tested);
		facts.exit_tested = case_day(exit_rows[i].exit_tested);
		exit_readiness(&facts, case_day("2026-11-22"), &readiness);
		case_same_number(exit_rows[i].what, "lower", readiness.lower, exit_rows[i].lower);
		case_same_number(exit_rows[i].what, "upper", readiness.upper, exit_rows[i].upper);
		case_same_number(exit_rows[i].what, "lock-in", readiness.lock_in, 10000 - exit_rows[i].lower);
	}
}

static void test_exit_chain(void **state)
{
	struct exit_facts facts = exit_facts_unset;
	struct exit_readiness readiness;
	struct reasons chain = {0};

	(void)state;
	facts.data_owned = YES;
	facts.termination_right = NO;
	exit_readiness(&facts, case_day("2026-11-22"), &readiness);
	exit_explain(&readiness, &chain);
	assert_int_equal(chain.items[0].id, REASON_exit_range);
	assert_int_equal(chain.items[0].arguments[0].number, 1000);
	assert_int_equal(chain.items[0].arguments[1].number, 9000);
	assert_int_equal(chain.items[1].id, REASON_exit_export_format);
	assert_int_equal(chain.count, 10);
}

static void test_worse_answer(void **state)
{
	static const uint8_t from_worst[] = {NO, UNKNOWN, PARTLY, YES};

	(void)state;
	for (size_t i = 0; i < 4; i++)
		for (size_t j = 0; j < 4; j++)
			assert_int_equal(exit_worse_answer(from_worst[i], from_worst[j]), from_worst[i < j ? i : j]);
	assert_int_equal(exit_worse_answer(0, YES), 0);
	assert_int_equal(exit_worse_answer(0, NO), NO);
}

static void test_completeness(void **state)
{
	static const uint8_t first[] = {FACT_KNOWN, FACT_UNKNOWN, FACT_NOT_SET, FACT_NOT_WANTED};
	static const uint8_t second[] = {FACT_KNOWN, FACT_KNOWN, FACT_NOT_WANTED};
	struct completeness completeness = {0};

	(void)state;
	assert_int_equal(completeness_share(&completeness), NUMBER_UNSET);
	completeness_add(&completeness, first, 4);
	assert_int_equal(completeness.wanted, 3);
	assert_int_equal(completeness.known, 1);
	assert_int_equal(completeness.unknown, 1);
	assert_int_equal(completeness_share(&completeness), 3333);
	completeness_add(&completeness, second, 3);
	assert_int_equal(completeness_share(&completeness), 6000);
	completeness_add(&completeness, second, 0);
	assert_int_equal(completeness.wanted, 5);
}

static void test_estimated(void **state)
{
	struct estimated sum = {0};

	(void)state;
	assert_int_equal(estimated_share(&sum), NUMBER_UNSET);
	assert_true(estimated_add(&sum, 30000, true));
	assert_true(estimated_add(&sum, 60000, false));
	assert_int_equal(estimated_share(&sum), 3333);
	assert_false(estimated_add(&sum, INT64_MAX, true));
	assert_int_equal(sum.total, 90000);
	assert_int_equal(sum.estimated, 30000);
}

static void test_disposition(void **state)
{
	static const struct {
		int64_t value, fit;
		uint8_t want;
	} cases[] = {
		{400, 400, DISPOSITION_INVEST}, {250, 250, DISPOSITION_INVEST}, {249, 250, DISPOSITION_TOLERATE},
		{250, 249, DISPOSITION_MIGRATE}, {249, 249, DISPOSITION_ELIMINATE}, {0, 0, DISPOSITION_ELIMINATE},
		{300, 200, DISPOSITION_MIGRATE}, {200, 300, DISPOSITION_TOLERATE},
		{NUMBER_UNSET, 400, DISPOSITION_NOT_ASSESSED}, {400, NUMBER_UNSET, DISPOSITION_NOT_ASSESSED},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		assert_int_equal(disposition_find(cases[i].value, cases[i].fit), cases[i].want);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_exit),
		cmocka_unit_test(test_exit_chain),
		cmocka_unit_test(test_worse_answer),
		cmocka_unit_test(test_disposition),
		cmocka_unit_test(test_completeness),
		cmocka_unit_test(test_estimated),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
