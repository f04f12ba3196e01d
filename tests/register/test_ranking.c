/* The ranking as it is read from a register: which opportunities and goals count, and where the hours run out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/lang.h"
#include "base/memory.h"
#include "conf/conf.h"
#include "register/ranking.h"
#include "support/store.h"

/* On 2026-11-22. Goals that hold: weights 30, 10 and none; a fourth has run out. */
static const char goals[] =
	"unit name=Kommunen\n"
	"unit name=Skolan|parent=UNI-0001\n"
	"unit name=Klassen|parent=UNI-0002\n"
	"person name=Eva|unit=UNI-0003\n"
	"goal name=A|weight=30\n"
	"goal name=B|weight=10|until=2026-11-22\n"
	"goal name=C\n"
	"goal name=D|weight=60|until=2026-11-21\n";

static const char opportunities[] =
	"opportunity title=Both|stage=running|benefit_score=5\n"                        /* (30·5 + 10·1)/40 = 4.00 */
	"opportunity title=One|stage=received|benefit_score=5|decide_by=2027-01-01\n"   /* (30·5)/40 = 3.75 */
	"opportunity title=Same, sooner|stage=triage|benefit_score=5|decide_by=2026-12-31\n"
	"opportunity title=Same, later entered|stage=triage|benefit_score=5|decide_by=2027-01-01\n"
	"opportunity title=Not scored|stage=prepared\n"
	"opportunity title=No goal|stage=decided|benefit_score=5\n"
	"opportunity title=Only what has run out|stage=decided|benefit_score=5\n"
	"opportunity title=No weight|stage=prioritised|benefit_score=5\n"
	"opportunity title=Raised|stage=raised|benefit_score=5\n"
	"opportunity title=Just captured|benefit_score=5\n"
	"opportunity title=Received without a stage|received=2026-11-01|benefit_score=0\n"
	"opportunity title=Delivered|stage=delivered|benefit_score=5\n"
	"opportunity title=Stopped|stage=stopped|benefit_score=5\n"
	"opportunity title=Joined|stage=received|benefit_score=5|joined_with=OPP-0001\n"
	"opportunity_goal opportunity=OPP-0001|goal=GOL-0001|degree=5\n"
	"opportunity_goal opportunity=OPP-0001|goal=GOL-0002|degree=1\n"
	"opportunity_goal opportunity=OPP-0001|goal=GOL-0004|degree=5\n"
	"opportunity_goal opportunity=OPP-0002|goal=GOL-0001|degree=2\n"
	"opportunity_goal opportunity=OPP-0002|goal=GOL-0001|degree=5\n"
	"opportunity_goal opportunity=OPP-0003|goal=GOL-0001|degree=5\n"
	"opportunity_goal opportunity=OPP-0004|goal=GOL-0001|degree=5\n"
	"opportunity_goal opportunity=OPP-0005|goal=GOL-0001|degree=5\n"
	"opportunity_goal opportunity=OPP-0007|goal=GOL-0004|degree=5\n"
	"opportunity_goal opportunity=OPP-0008|goal=GOL-0001|degree=5\n"
	"opportunity_goal opportunity=OPP-0008|goal=GOL-0003|degree=5\n"
	"opportunity_goal opportunity=OPP-0011|goal=GOL-0001|degree=5\n"
	"opportunity_goal opportunity=OPP-0012|goal=GOL-0001|degree=5\n";

static const struct {
	record_id id;
	int state;
	int64_t score;
} wanted[] = {
	{1, PRIORITY_RANKED, 8000}, {3, PRIORITY_RANKED, 7500}, {2, PRIORITY_RANKED, 7500}, {4, PRIORITY_RANKED, 7500},
	{11, PRIORITY_RANKED, 0}, {5, PRIORITY_NO_BENEFIT, NUMBER_UNSET}, {6, PRIORITY_NO_GOAL, NUMBER_UNSET},
	{7, PRIORITY_NO_GOAL, NUMBER_UNSET}, {8, PRIORITY_NO_WEIGHT, NUMBER_UNSET},
};

static struct conf *conf;

static void read(struct test_store *test, struct view **view, struct ranking *ranking)
{
	*view = view_open(test->store, NULL);
	assert_non_null(*view);
	ranking_read(ranking, *view, conf, test->session.today, NULL, NULL);
}

static void what_counts_and_in_which_order(void **state)
{
	struct test_store test;
	struct view *view;
	struct ranking ranking;
	(void)state;
	test_store_open(&test);
	test_put_records(&test, goals);
	test_put_records(&test, opportunities);
	read(&test, &view, &ranking);
	assert_int_equal(ranking.weights, 40);
	assert_int_equal(ranking.goals_weighted, 2);
	assert_int_equal(ranking.goals_unweighted, 1);
	assert_int_equal(ranking.not_received, 2);
	assert_int_equal(ranking.count, COUNT_OF(wanted));
	assert_int_equal(ranking.ranked, 5);
	for (size_t i = 0; i < COUNT_OF(wanted); i++) {
		assert_int_equal(ranking.items[i].opportunity.id, wanted[i].id);
		assert_int_equal(ranking.items[i].priority.state, wanted[i].state);
		assert_int_equal(priority_score(&ranking.items[i].priority), wanted[i].score);
	}
	ranking_free(&ranking);
	view_close(&view);
	test_put(&test, E_goal, 1, "weight=0");
	test_put(&test, E_goal, 2, "weight=0");
	read(&test, &view, &ranking);
	assert_int_equal(ranking.ranked, 0);
	assert_int_equal(ranking.items[0].priority.state, PRIORITY_NO_WEIGHTS);
	ranking_free(&ranking);
	view_close(&view);
	test_store_close(&test);
}

/* ---- the line ---- */

#define CUT_NOTHING 0

static const struct {
	const char *what, *records;
	bool has_hours;
	record_id line; /* the first opportunity below it, CUT_NOTHING: no line */
	record_id unit;
	uint8_t side;
	const char *quarter;
	int64_t hours;
} lines[] = {
	{"no hours given", "allocation opportunity=OPP-0001|unit=UNI-0002|quarter=2027-Q1|planned=100\n", false, CUT_NOTHING},
	{"enough, to the hour", "capacity unit=UNI-0002|quarter=2027-Q1|hours=100\n"
		"allocation opportunity=OPP-0001|unit=UNI-0002|quarter=2027-Q1|planned=60\n"
		"allocation opportunity=OPP-0003|unit=UNI-0002|quarter=2027-Q1|planned=40\n", true, CUT_NOTHING},
	{"an hour too many", "capacity unit=UNI-0002|quarter=2027-Q1|hours=99\n"
		"allocation opportunity=OPP-0001|unit=UNI-0002|quarter=2027-Q1|planned=60\n"
		"allocation opportunity=OPP-0003|unit=UNI-0002|quarter=2027-Q1|planned=40\n", true, 3, 2, 0, "2027-Q1", 1},
	{"by rank, not by when it was entered", "capacity unit=UNI-0002|quarter=2027-Q1|hours=100\n"
		"allocation opportunity=OPP-0003|unit=UNI-0002|quarter=2027-Q1|planned=60\n"
		"allocation opportunity=OPP-0001|unit=UNI-0002|quarter=2027-Q1|planned=60\n", true, 3, 2, 0, "2027-Q1", 20},
	{"quarters that have passed are left out", "capacity unit=UNI-0002|quarter=2026-Q3|hours=1\n"
		"capacity unit=UNI-0002|quarter=2026-Q4|hours=50\n"
		"allocation opportunity=OPP-0001|unit=UNI-0002|quarter=2026-Q3|planned=100\n"
		"allocation opportunity=OPP-0001|unit=UNI-0002|quarter=2026-Q4|planned=51\n", true, 1, 2, 0, "2026-Q4", 1},
	{"each quarter for itself", "capacity unit=UNI-0002|quarter=2027-Q1|hours=500\n"
		"capacity unit=UNI-0002|quarter=2027-Q2|hours=10\n"
		"allocation opportunity=OPP-0001|unit=UNI-0002|quarter=2027-Q2|planned=11\n", true, 1, 2, 0, "2027-Q2", 1},
	{"the nearest unit upward gives", "capacity unit=UNI-0001|quarter=2027-Q1|hours=1000\n"
		"capacity unit=UNI-0002|quarter=2027-Q1|hours=50\n"
		"allocation opportunity=OPP-0001|unit=UNI-0003|quarter=2027-Q1|planned=51\n", true, 1, 2, 0, "2027-Q1", 1},
	{"a person's hours are their unit's", "capacity unit=UNI-0001|quarter=2027-Q1|hours=50\n"
		"allocation opportunity=OPP-0001|person=PRS-0001|quarter=2027-Q1|planned=51\n", true, 1, 1, 0, "2027-Q1", 1},
	{"nobody above has given any", "capacity unit=UNI-0003|quarter=2027-Q1|hours=1\n"
		"allocation opportunity=OPP-0001|unit=UNI-0002|quarter=2027-Q1|planned=999\n", true, CUT_NOTHING},
	{"both sides together, where it does not say which", "capacity unit=UNI-0002|side=it|quarter=2027-Q1|hours=50\n"
		"capacity unit=UNI-0002|side=business|quarter=2027-Q1|hours=50\n"
		"allocation opportunity=OPP-0001|unit=UNI-0002|quarter=2027-Q1|planned=101\n", true, 1, 2, 0, "2027-Q1", 1},
	{"its own side, where it says which", "capacity unit=UNI-0002|side=it|quarter=2027-Q1|hours=50\n"
		"capacity unit=UNI-0002|side=business|quarter=2027-Q1|hours=50\n"
		"allocation opportunity=OPP-0001|unit=UNI-0002|side=it|quarter=2027-Q1|planned=51\n", true, 1, 2, C_side_it,
		"2027-Q1", 1},
	{"a side of which nothing is said draws on the whole", "capacity unit=UNI-0002|quarter=2027-Q1|hours=50\n"
		"allocation opportunity=OPP-0001|unit=UNI-0002|side=it|quarter=2027-Q1|planned=51\n", true, 1, 2, 0, "2027-Q1", 1},
	{"what is promised to what is not ranked comes first", "capacity unit=UNI-0002|quarter=2027-Q1|hours=100\n"
		"allocation opportunity=OPP-0005|unit=UNI-0002|quarter=2027-Q1|planned=60\n"
		"allocation opportunity=OPP-0001|unit=UNI-0002|quarter=2027-Q1|planned=50\n", true, 1, 2, 0, "2027-Q1", 10},
	{"what has ended, or nobody has received, takes none", "capacity unit=UNI-0002|quarter=2027-Q1|hours=100\n"
		"allocation opportunity=OPP-0009|unit=UNI-0002|quarter=2027-Q1|planned=60\n"
		"allocation opportunity=OPP-0012|unit=UNI-0002|quarter=2027-Q1|planned=60\n"
		"allocation opportunity=OPP-0013|unit=UNI-0002|quarter=2027-Q1|planned=60\n"
		"allocation opportunity=OPP-0014|unit=UNI-0002|quarter=2027-Q1|planned=60\n"
		"allocation opportunity=OPP-0001|unit=UNI-0002|quarter=2027-Q1|planned=100\n", true, CUT_NOTHING},
	{"two rows of one unit add up", "capacity unit=UNI-0002|quarter=2027-Q1|hours=50\n"
		"capacity unit=UNI-0002|quarter=2027-Q1|hours=50\n"
		"allocation opportunity=OPP-0001|unit=UNI-0002|quarter=2027-Q1|planned=60\n"
		"allocation opportunity=OPP-0001|unit=UNI-0002|quarter=2027-Q1|planned=41\n", true, 1, 2, 0, "2027-Q1", 1},
};

static void same(const char *what, const char *of, int64_t is, int64_t should)
{
	if (is != should)
		fail_msg("%s: %s is %lld, not %lld", what, of, (long long)is, (long long)should);
}

static void where_the_hours_run_out(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(lines); i++) {
		struct test_store test;
		struct view *view;
		struct ranking ranking;
		char quarter[DAY_TEXT_SIZE];
		test_store_open(&test);
		test_put_records(&test, goals);
		test_put_records(&test, opportunities);
		test_put_records(&test, lines[i].records);
		read(&test, &view, &ranking);
		same(lines[i].what, "hours", ranking.has_hours, lines[i].has_hours);
		same(lines[i].what, "cut", ranking.cut, lines[i].line != CUT_NOTHING);
		if (ranking.cut) {
			same(lines[i].what, "below", ranking.items[ranking.line].opportunity.id, lines[i].line);
			same(lines[i].what, "unit", ranking.short_unit.id, lines[i].unit);
			same(lines[i].what, "side", ranking.short_side, lines[i].side);
			same(lines[i].what, "missing", ranking.short_hours, lines[i].hours);
			assert_string_equal(quarter_text(ranking.short_quarter, quarter), lines[i].quarter);
		}
		ranking_free(&ranking);
		view_close(&view);
		test_store_close(&test);
	}
}

/* ---- beside it ---- */

static void what_stands_beside_decides_nothing(void **state)
{
	struct test_store test;
	struct view *view;
	struct ranking ranking;
	(void)state;
	test_store_open(&test);
	test_put_records(&test, goals);
	test_put_records(&test, opportunities);
	test_put_records(&test,
		"benefit opportunity=OPP-0003|title=A|yearly_value=100\n"
		"benefit opportunity=OPP-0003|title=B|yearly_value=23.50\n"
		"benefit opportunity=OPP-0003|title=C\n"
		"benefit opportunity=OPP-0002|title=D\n"
		"alternative opportunity=OPP-0003|title=Way|kind=develop|life_years=5|investment=1000|chosen=yes\n"
		"alternative opportunity=OPP-0003|title=Other|kind=develop|life_years=5|investment=9000\n"
		"alternative opportunity=OPP-0002|title=Not chosen|kind=develop|life_years=5|investment=9000\n"
		"allocation opportunity=OPP-0003|unit=UNI-0001|quarter=2026-Q3|planned=7\n"
		"allocation opportunity=OPP-0003|unit=UNI-0001|quarter=2026-Q4|planned=11\n"
		"allocation opportunity=OPP-0003|unit=UNI-0001|quarter=2027-Q4|planned=13\n");
	read(&test, &view, &ranking);
	assert_int_equal(ranking.items[1].opportunity.id, 3);
	assert_int_equal(ranking.items[1].yearly_value, 12350);
	assert_int_equal(ranking.items[1].cost, 100000);
	assert_int_equal(ranking.items[1].hours, 24);
	assert_true(ranking.items[1].unmeasured);
	assert_int_equal(ranking.items[2].yearly_value, NUMBER_UNSET);
	assert_int_equal(ranking.items[2].cost, NUMBER_UNSET);
	assert_int_equal(ranking.items[2].hours, NUMBER_UNSET);
	assert_int_equal(ranking.hours_planned, 24);
	ranking_free(&ranking);
	view_close(&view);
	test_store_close(&test);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_counts_and_in_which_order),
		cmocka_unit_test(where_the_hours_run_out),
		cmocka_unit_test(what_stands_beside_decides_nothing),
	};
	lang_start("en");
	conf = conf_new();
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	conf_free(&conf);
	return failed;
}
