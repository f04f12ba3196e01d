/* Management debt and overlap of random registers, beside what a slow and plain count makes of the same facts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "conf/conf.h"
#include "register/debts.h"
#include "support/chance.h"
#include "support/store.h"

#define SYSTEMS 9
#define UNITS 3
#define SERVICES 3
#define FUNCTIONS 4
#define FINDINGS 40
#define TODAY day_from_civil(2026, 11, 22)

/* What was written, as it is counted here. */
struct facts {
	unsigned unit[SYSTEMS + 1]; /* 0: none */
	bool active[SYSTEMS + 1], for_function[SYSTEMS + 1][FUNCTIONS + 1];
	unsigned yearly[SYSTEMS + 1]; /* kronor of this year and each of ten to come; 0: not known */
	bool rests[SERVICES + 1][SYSTEMS + 1];
	struct {
		unsigned system, cost; /* system 0: under none; cost 0: not stated */
		int age;               /* days past due; 0 or less: not yet */
		bool open;
	} findings[FINDINGS];
};

static void put_systems(struct test_store *test, struct facts *facts)
{
	char words[200];
	for (unsigned i = 1; i <= SYSTEMS; i++) {
		facts->active[i] = chance(4) > 0;
		facts->unit[i] = chance(UNITS + 1);
		snprintf(words, sizeof words, "name=S%u|phase=%s|exit_cost=0|unit=", i, facts->active[i] ? "in_use" : "retired");
		if (facts->unit[i] > 0)
			snprintf(words + strlen(words), 20, "UNI-%04u", facts->unit[i]);
		test_put(test, E_system, 0, words);
		facts->yearly[i] = chance(5) == 0 ? 0 : 1 + chance(5);
		snprintf(words, sizeof words, "system=SYS-%04u|year=2026|kind=operation|basis=budget|amount=%u", i, facts->yearly[i]);
		if (facts->yearly[i] > 0)
			test_put(test, E_cost, 0, words);
	}
}

static void put_links(struct test_store *test, struct facts *facts)
{
	char words[200];
	for (unsigned i = 1; i <= SYSTEMS; i++) {
		for (unsigned f = 1; f <= FUNCTIONS; f++) {
			facts->for_function[i][f] = chance(3) == 0;
			snprintf(words, sizeof words, "system=SYS-%04u|capability=F%u", i, f);
			for (unsigned times = facts->for_function[i][f] ? 1 + chance(2) : 0; times > 0; times--)
				test_put(test, E_system_capability, 0, words); /* twice is once */
		}
		for (unsigned s = 1; s <= SERVICES; s++) {
			facts->rests[s][i] = chance(3) == 0;
			snprintf(words, sizeof words, "system=SYS-%04u|service=SRV-%04u", i, s);
			if (facts->rests[s][i])
				test_put(test, E_support, 0, words);
		}
	}
}

static void put_findings(struct test_store *test, struct facts *facts)
{
	static const char *const states[] = {"accepted", "resolved", "open", "acknowledged", "reopened"};
	char words[200], day[DAY_TEXT_SIZE];
	for (unsigned i = 0; i < FINDINGS; i++) {
		unsigned state = chance(5);
		facts->findings[i].system = chance(SYSTEMS + 1);
		facts->findings[i].cost = chance(4) == 0 ? 0 : 1 + chance(1000);
		facts->findings[i].age = (int)chance(40) - 10;
		facts->findings[i].open = state >= 2;
		snprintf(words, sizeof words, "id=x:%u|rule=x|state=%s|due=%s|first_seen=2026-01-01", i, states[state],
		         day_text(TODAY - facts->findings[i].age, day));
		if (facts->findings[i].cost > 0)
			snprintf(words + strlen(words), 40, "|cost=%u", facts->findings[i].cost);
		if (facts->findings[i].system > 0)
			snprintf(words + strlen(words), 80, "|system=SYS-%04u|about=SYS-%04u", facts->findings[i].system,
			         facts->findings[i].system);
		test_put(test, E_finding, 0, words);
	}
}

static void fill(struct test_store *test, struct facts *facts)
{
	char words[50];
	memset(facts, 0, sizeof *facts);
	for (unsigned i = 1; i <= UNITS; i++) {
		snprintf(words, sizeof words, "name=U%u", i);
		test_put(test, E_unit, 0, words);
	}
	for (unsigned i = 1; i <= SERVICES; i++) {
		snprintf(words, sizeof words, "name=T%u", i);
		test_put(test, E_service, 0, words);
	}
	for (unsigned i = 1; i <= FUNCTIONS; i++) {
		snprintf(words, sizeof words, "name=F%u|code=F%u", i, i);
		test_put(test, E_capability, 0, words);
	}
	put_systems(test, facts);
	put_links(test, facts);
	put_findings(test, facts);
}

/* ---- the slow count ---- */

typedef bool place_test(const struct facts *facts, unsigned system, unsigned of);

static money_t debt_where(const struct facts *facts, place_test *holds, unsigned of, size_t *findings)
{
	money_t sum = 0;
	*findings = 0;
	for (unsigned i = 0; i < FINDINGS; i++)
		if (facts->findings[i].open && facts->findings[i].age > 0 && holds(facts, facts->findings[i].system, of)) {
			sum += 100 * (money_t)facts->findings[i].cost;
			(*findings)++;
		}
	return sum;
}

static bool is_any(const struct facts *facts, unsigned system, unsigned of)
{
	(void)facts;
	(void)system;
	(void)of;
	return true;
}

static bool is_system(const struct facts *facts, unsigned system, unsigned of)
{
	(void)facts;
	return system == of;
}

static bool is_of_unit(const struct facts *facts, unsigned system, unsigned of)
{
	return facts->unit[system] == of;
}

/* At no discount a cost of k a year from this year on is 11·k over ten years: 1.1·k a year. */
static money_t yearly_of(const struct facts *facts, unsigned system)
{
	return 110 * (money_t)facts->yearly[system];
}

static money_t overlap_of_function(const struct facts *facts, unsigned function, unsigned *dearest)
{
	money_t sum = 0, most = 0;
	unsigned known = 0;
	*dearest = 0;
	for (unsigned i = 1; i <= SYSTEMS; i++) {
		if (!facts->active[i] || !facts->for_function[i][function] || facts->yearly[i] == 0)
			continue;
		known++;
		sum += yearly_of(facts, i);
		if (yearly_of(facts, i) > most) {
			most = yearly_of(facts, i);
			*dearest = i;
		}
	}
	return known < 2 ? NUMBER_UNSET : sum - most;
}

static bool overlaps(const struct facts *facts, unsigned system)
{
	unsigned dearest;
	for (unsigned f = 1; f <= FUNCTIONS; f++)
		if (facts->active[system] && facts->for_function[system][f] && facts->yearly[system] > 0 &&
		    overlap_of_function(facts, f, &dearest) != NUMBER_UNSET && dearest != system)
			return true;
	return false;
}

/* ---- both ---- */

static const struct debt_group *group_of(const struct debt_groups *groups, struct ref ref)
{
	static const struct debt_group none;
	for (size_t i = 0; i < groups->count; i++)
		if (groups->items[i].ref.id == ref.id && (ref.id == 0 || groups->items[i].ref.entity == ref.entity))
			return &groups->items[i];
	return &none;
}

static void compare_debt(const struct facts *facts, const struct debts *debts)
{
	size_t findings;
	assert_int_equal(debts->whole.sum, debt_where(facts, is_any, 0, &findings));
	assert_int_equal(debts->whole.findings, findings);
	assert_int_equal(debts->count, findings);
	for (unsigned i = 0; i <= SYSTEMS; i++) {
		const struct debt_group *group = group_of(&debts->under, (struct ref){E_system, i});
		assert_int_equal(group->debt.sum, debt_where(facts, is_system, i, &findings));
		assert_int_equal(group->debt.findings, findings);
		for (size_t f = 0; f < findings; f++)
			assert_int_equal(debts->items[group->from + f].under.id, i);
	}
	for (unsigned u = 0; u <= UNITS; u++)
		assert_int_equal(group_of(&debts->units, (struct ref){E_unit, u})->debt.sum,
		                 debt_where(facts, is_of_unit, u, &findings));
}

static void compare_overlap(const struct facts *facts, const struct debts *debts)
{
	money_t whole = 0;
	size_t systems = 0;
	unsigned dearest;
	for (size_t i = 0; i < debts->function_count; i++) {
		const struct function_overlap *function = &debts->functions[i];
		assert_int_equal(overlap_cost(&function->overlap), overlap_of_function(facts, function->capability.id, &dearest));
	}
	for (unsigned i = 1; i <= SYSTEMS; i++) {
		bool is = overlaps(facts, i);
		assert_int_equal(group_of(&debts->under, (struct ref){E_system, i})->overlapping, is);
		whole += is ? yearly_of(facts, i) : 0;
		systems += is;
	}
	assert_int_equal(debts->overlap, whole);
	assert_int_equal(debts->overlapping, systems);
}

static money_t sum_of(const struct debt_groups *groups, money_t *overlap)
{
	money_t sum = 0;
	*overlap = 0;
	for (size_t i = 0; i < groups->count; i++) {
		sum += groups->items[i].debt.sum;
		*overlap += groups->items[i].overlap;
	}
	return sum;
}

/* To the öre, however it is divided. */
static void compare_sums(const struct debts *debts)
{
	const struct debt_groups *const all[] = {&debts->under, &debts->units, &debts->services};
	money_t overlap;
	for (size_t i = 0; i < COUNT_OF(all); i++) {
		assert_int_equal(sum_of(all[i], &overlap), debts->whole.sum);
		assert_int_equal(overlap, debts->overlap);
	}
}

/* A service has its part of each system that it rests on: half where two do. */
static void compare_services(const struct facts *facts, const struct debts *debts)
{
	for (unsigned s = 1; s <= SERVICES; s++) {
		money_t least = 0, most = 0;
		size_t findings;
		for (unsigned i = 1; i <= SYSTEMS; i++) {
			unsigned others = 0;
			for (unsigned t = 1; t <= SERVICES; t++)
				others += facts->rests[t][i];
			money_t debt = facts->rests[s][i] ? debt_where(facts, is_system, i, &findings) : 0;
			least += others == 0 ? 0 : debt / others - debt / 1000 - 1; /* a third is 33.33 % */
			most += others == 0 ? 0 : debt / others + debt / 1000 + 1;
		}
		money_t sum = group_of(&debts->services, (struct ref){E_service, s})->debt.sum;
		assert_in_range(sum - least, 0, most - least);
	}
}

static struct conf *plain_conf(const struct test_store *test)
{
	char path[300];
	struct error error = {0};
	struct conf *conf = conf_new();
	snprintf(path, sizeof path, "%s/debts.conf", test->directory);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs("discount_rate = 0.0;\n", file);
	fclose(file);
	assert_true(conf_read(conf, path, &error));
	return conf;
}

static void the_same_as_counted_slowly(void **state)
{
	unsigned rounds = getenv("TEST_SMALL") != NULL ? 2 : 25;
	(void)state;
	for (unsigned round = 1; round <= rounds; round++) {
		struct test_store test;
		struct facts facts;
		struct debts debts;
		chance_seed = round * UINT64_C(0x9e3779b97f4a7c15);
		test_store_open(&test);
		struct conf *conf = plain_conf(&test);
		fill(&test, &facts);
		struct view *view = view_open(test.store, NULL);
		debts_read(&debts, view, conf, TODAY, NULL);
		compare_debt(&facts, &debts);
		compare_overlap(&facts, &debts);
		compare_services(&facts, &debts);
		compare_sums(&debts);
		size_t systems;
		assert_int_equal(debts_overlap(view, conf, TODAY, &systems), debts.overlap);
		debts_free(&debts);
		view_close(&view);
		conf_free(&conf);
		test_store_close(&test);
	}
}

/* The last run of a day counts, the last of a quarter is the quarter's; what did not end is none. */
static void runs_are_told_backwards(void **state)
{
	struct test_store test;
	struct debt_run runs[8];
	(void)state;
	test_store_open(&test);
	test_put_records(&test,
		"run number=1|day=2026-06-30|ended=2026-06-30T02:00:00Z|debt=100|overlap=1|overdue=1\n"
		"run number=2|day=2026-07-01|ended=2026-07-01T02:00:00Z|debt=200|overdue=2\n"
		"run number=3|day=2026-09-30|ended=2026-09-30T02:00:00Z|debt=300|overdue=3\n"
		"run number=4|day=2026-09-30|ended=2026-09-30T03:00:00Z|debt=400|overdue=4\n"
		"run number=5|day=2026-10-01|debt=500|overdue=5\n");
	struct view *view = view_open(test.store, NULL);
	assert_int_equal(debts_runs(view, false, runs, COUNT_OF(runs)), 3);
	assert_int_equal(runs[0].debt, 40000);
	assert_int_equal(runs[1].debt, 20000);
	assert_int_equal(runs[1].overlap, NUMBER_UNSET);
	assert_int_equal(runs[2].findings, 1);
	assert_int_equal(debts_runs(view, true, runs, COUNT_OF(runs)), 2);
	assert_int_equal(runs[0].debt, 40000);
	assert_int_equal(runs[1].debt, 10000);
	assert_int_equal(debts_runs(view, false, runs, 1), 1);
	view_close(&view);
	test_store_close(&test);
}

/* What has been put right since counts until that day. */
static void debt_is_counted_back(void **state)
{
	const day_t days[] = {TODAY, TODAY - 1, TODAY - 50, TODAY - 200};
	struct debt debts[COUNT_OF(days)];
	struct test_store test;
	(void)state;
	test_store_open(&test);
	test_put_records(&test,
		"finding id=x:1|rule=x|state=open|due=2026-10-01|first_seen=2026-09-01|cost=1\n"
		"finding id=x:2|rule=x|state=resolved|due=2026-06-01|first_seen=2026-05-01|resolved=2026-11-22|cost=10\n"
		"finding id=x:3|rule=x|state=accepted|due=2026-06-01|first_seen=2026-05-01|cost=100\n");
	struct view *view = view_open(test.store, NULL);
	debts_back(view, days, COUNT_OF(days), NULL, debts);
	assert_int_equal(debts[0].sum, 100);
	assert_int_equal(debts[1].sum, 1100);
	assert_int_equal(debts[2].sum, 1100); /* 2026-10-03 */
	assert_int_equal(debts[3].sum, 0);
	view_close(&view);
	test_store_close(&test);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(the_same_as_counted_slowly),
	                                   cmocka_unit_test(runs_are_told_backwards), cmocka_unit_test(debt_is_counted_back)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
