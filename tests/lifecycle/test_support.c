/* Version matching and end of support: DOMAIN 3.2. */
#include "lifecycle/lifecycle_cases.h"

#include "lifecycle/support.h"

#define CYCLES 8

struct match_row {
	const char *version;
	const char *cycles[CYCLES];
	const char *want; /* NULL: unknown */
};

static const struct match_row match_rows[] = {
	/* DOMAIN 3.2 */
	{"15.18", {"16", "15", "14"}, "15"},
	{"12.2.0", {"12", "11"}, "12"},
	{"22.04.3", {"24.04", "22.04", "20.04"}, "22.04"},
	{"1.10", {"1.1", "1.2"}, NULL},
	{"2", {"2.0", "2.1"}, NULL},
	/* a whole part, no more and no less */
	{"1.10", {"1.1", "1.10"}, "1.10"},
	{"1.1", {"1.1", "1.10"}, "1.1"},
	{"1.1.10", {"1.1", "1.10"}, "1.1"},
	{"150", {"15"}, NULL},
	{"15", {"150", "15"}, "15"},
	{"5", {"15"}, NULL},
	{"3.11.4", {"3", "3.11", "3.1"}, "3.11"},
	{"3.11.4", {"3.11.4", "3.11", "3"}, "3.11.4"},
	{"3.1", {"3.11", "3"}, "3"},
	{"10.0.19045", {"10", "10.0.1904", "10.0"}, "10.0"},
	{"2.0", {"2.0", "2.1"}, "2.0"},
	{"22.4", {"22.04"}, NULL},
	{"7.00", {"7.0"}, NULL},
	{"22.04", {"22"}, "22"},
	{"22", {"22.04"}, NULL},
	/* the longest wins wherever it stands */
	{"8.0.36", {"8", "8.0", "8.4"}, "8.0"},
	{"8.0.36", {"8.4", "8.0", "8"}, "8.0"},
	{"8.1", {"8", "8.0"}, "8"},
	/* other separators, and none */
	{"2012 R2", {"2012", "2012-r2"}, "2012-r2"},
	{"2012r2", {"2012", "2012-r2"}, "2012-r2"},
	{"2012-R2-SP1", {"2012", "2012-r2"}, "2012-r2"},
	{"2012", {"2012-r2"}, NULL},
	{"2012", {"2012", "2012-r2"}, "2012"},
	{"22.04 LTS", {"22.04"}, "22.04"},
	{"2019 Standard", {"2017", "2019"}, "2019"},
	{"15.3-2ubuntu1", {"15"}, "15"},
	{"15-beta", {"15"}, "15"},
	{"15_3", {"15"}, "15"},
	{"11.0.22+7", {"8", "11"}, "11"},
	{"1.1.1w", {"1.1", "1.1.1", "3"}, "1.1.1"},
	{"8u412", {"8", "11"}, "8"},
	{"1.0.2k-fips", {"1.0.2", "1.1.1"}, "1.0.2"},
	{"11-24H2-E", {"11-24h2-w", "11-24h2-e", "11"}, "11-24h2-e"},
	{"11 24H2", {"11-24h2-w", "11-24h2-e"}, NULL},
	{"galaxy-s10+", {"galaxy-s10", "galaxy-s10+"}, "galaxy-s10+"},
	{"Galaxy S10", {"galaxy-s10+", "galaxy-s10"}, "galaxy-s10"},
	/* names */
	{"Bookworm", {"bookworm", "bullseye"}, "bookworm"},
	{"bookworm-slim", {"bookworm"}, "bookworm"},
	{"bookworms", {"bookworm"}, NULL},
	{"vista", {"ista", "vista"}, "vista"},
	/* what is written before the number */
	{"v18.2", {"18", "16"}, "18"},
	{"V18.2", {"18"}, "18"},
	{"18.2", {"v18"}, "v18"},
	{"v", {"18"}, NULL},
	{"1:9.18.28-1~deb12u2", {"1", "9.18", "9.16"}, "9.18"},
	{" 15.4 ", {"15"}, "15"},
	{"~15", {"15"}, "15"},
	/* nothing to go by */
	{"", {"15"}, NULL},
	{"   ", {"15"}, NULL},
	{"...", {"15"}, NULL},
	{"15", {""}, NULL},
	{"15", {"-"}, NULL},
	{"unknown", {"15", "16"}, NULL},
	{"15", {NULL}, NULL},
	{"Å1", {"å1"}, NULL},
	{"å1.2", {"å1"}, "å1"},
};

static void test_match(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof match_rows / sizeof match_rows[0]; i++) {
		const struct match_row *row = &match_rows[i];
		struct slice cycles[CYCLES];
		size_t count = 0, got;

		for (; count < CYCLES && row->cycles[count] != NULL; count++)
			cycles[count] = slice_of(row->cycles[count]);
		got = support_match_cycle(slice_of(row->version), cycles, count);
		if (got == SUPPORT_NO_MATCH ? row->want != NULL : row->want == NULL || strcmp(row->cycles[got], row->want) != 0)
			fail_msg("\"%s\" matches %s, should match %s", row->version,
			         got == SUPPORT_NO_MATCH ? "nothing" : row->cycles[got], row->want == NULL ? "nothing" : row->want);
	}
}

static void test_vendor_end(void **state)
{
	static const struct {
		const char *what, *security_end, *since, *typed, *want;
		int state;
	} cases[] = {
		{"the catalogue's day", "2026-11-12", "", "", "2026-11-12", 0},
		{"the catalogue's day before the typed one", "2026-11-12", "", "2030-01-01", "2026-11-12", 0},
		{"typed, no match", "", "", "2030-01-01", "2030-01-01", 0},
		{"typed stands while the source gives no day", "", "2026-08-22", "2030-01-01", "2030-01-01",
			RELEASE_SUPPORTED_UNKNOWN},
		{"ended, date unknown: the day before it was seen", "", "2026-08-22", "", "2026-08-21",
			RELEASE_ENDED_UNKNOWN},
		{"ended: typed cannot lie later", "", "2026-08-22", "2030-01-01", "2026-08-21", RELEASE_ENDED_UNKNOWN},
		{"ended: typed earlier is the better day", "", "2026-08-22", "2024-05-01", "2024-05-01",
			RELEASE_ENDED_UNKNOWN},
		{"ended, seen on no day", "", "", "", "", RELEASE_ENDED_UNKNOWN},
		{"a day and a state: the day", "2028-01-01", "2026-08-22", "", "2028-01-01", RELEASE_ENDED_UNKNOWN},
		{"supported, date unknown", "", "2026-08-22", "", "", RELEASE_SUPPORTED_UNKNOWN},
		{"nothing", "", "", "", "", 0},
		{"seen first on a new year's day", "", "2026-01-01", "", "2025-12-31", RELEASE_ENDED_UNKNOWN},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		case_same_day(cases[i].what, "vendor_end",
		              support_vendor_end(case_day(cases[i].security_end), (uint8_t)cases[i].state,
		                                 case_day(cases[i].since), case_day(cases[i].typed)), cases[i].want);
}

static void test_longer(void **state)
{
	static const struct {
		const char *what, *end, *seen, *held;
		int state;
		bool want;
	} cases[] = {
		{"ends later", "2030-11-14", "", "2026-11-12", 0, true},
		{"ends the same day", "2026-11-12", "", "2026-11-12", 0, false},
		{"ends earlier", "2025-11-12", "", "2026-11-12", 0, false},
		{"a day later", "2026-11-13", "", "2026-11-12", 0, true},
		{"held unknown: any day is longer", "2026-11-13", "", "", 0, true},
		{"other unknown", "", "", "2026-11-12", 0, false},
		{"both unknown", "", "", "", 0, false},
		{"supported without a day, seen after ours ended", "", "2026-08-22", "2026-08-21", RELEASE_SUPPORTED_UNKNOWN,
			true},
		{"supported without a day, ours ends later", "", "2026-08-22", "2026-11-12", RELEASE_SUPPORTED_UNKNOWN,
			false},
		{"supported without a day, ours unknown", "", "2026-08-22", "", RELEASE_SUPPORTED_UNKNOWN, true},
		{"ended without a day", "", "2026-08-22", "2020-01-01", RELEASE_ENDED_UNKNOWN, false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct release_support other = {case_day(cases[i].end), case_day(cases[i].seen), (uint8_t)cases[i].state};

		case_same_number(cases[i].what, "longer", support_is_longer(&other, case_day(cases[i].held)), cases[i].want);
	}
}

struct component_row {
	const char *what, *vendor, *extended, *own;
	int remedy, layer, months; /* months + 1; 0 is not set */
	int state;
	bool longer;
	const char *support_ends, *act_by;
	int source, counts_as;
	bool assumed;
};

#define MONTHS(months) ((months) + 1)

static const struct component_row component_rows[] = {
	{"PostgreSQL 14, nothing stated", "2026-11-12", "", "", 0, LAYER_DATABASE, 0, 0, true, "2026-11-12", "2026-08-12",
		SUPPORT_VENDOR, REMEDY_UPGRADE, true},
	{"unknown counts as upgrade", "2026-11-12", "", "", REMEDY_UNKNOWN, LAYER_DATABASE, 0, 0, true, "2026-11-12",
		"2026-08-12",
		SUPPORT_VENDOR, REMEDY_UPGRADE, true},
	{"nothing supported longer: replace", "2026-11-12", "", "", 0, LAYER_DATABASE, 0, 0, false, "2026-11-12", "",
		SUPPORT_VENDOR, REMEDY_REPLACE_SYSTEM, true},
	{"unknown, nothing longer: replace", "2026-11-12", "", "", REMEDY_UNKNOWN, LAYER_DATABASE, 0, 0, false,
		"2026-11-12", "",
		SUPPORT_VENDOR, REMEDY_REPLACE_SYSTEM, true},
	{"stated replace beats the catalogue", "2026-11-12", "", "", REMEDY_REPLACE_SYSTEM, LAYER_DATABASE, 0, 0, true,
		"2026-11-12",
		"", SUPPORT_VENDOR, REMEDY_REPLACE_SYSTEM, false},
	{"stated upgrade needs no catalogue", "2026-11-12", "", "", REMEDY_UPGRADE, LAYER_DATABASE, 0, 0, false,
		"2026-11-12",
		"2026-08-12", SUPPORT_VENDOR, REMEDY_UPGRADE, false},
	{"the supplier's version has a clock of its own", "2026-11-12", "", "", REMEDY_SUPPLIER_VERSION,
		LAYER_APPLICATION, 0, 0,
		false, "2026-11-12", "2026-05-12", SUPPORT_VENDOR, REMEDY_SUPPLIER_VERSION, false},
	{"extended support is what is held", "2026-11-12", "2028-11-12", "", REMEDY_UPGRADE, LAYER_DATABASE, 0, 0, false,
		"2028-11-12", "2028-08-12", SUPPORT_EXTENDED, REMEDY_UPGRADE, false},
	{"extended, even where it is the earlier", "2026-11-12", "2025-11-12", "", REMEDY_UPGRADE, LAYER_DATABASE, 0, 0,
		false,
		"2025-11-12", "2025-08-12", SUPPORT_EXTENDED, REMEDY_UPGRADE, false},
	{"own end earlier: act sooner, support unchanged", "2026-11-12", "", "2026-06-30", REMEDY_UPGRADE, LAYER_DATABASE,
		0, 0,
		false, "2026-11-12", "2026-03-30", SUPPORT_VENDOR, REMEDY_UPGRADE, false},
	{"own end later never postpones", "2026-11-12", "", "2029-06-30", REMEDY_UPGRADE, LAYER_DATABASE, 0, 0, false,
		"2026-11-12", "2026-08-12", SUPPORT_VENDOR, REMEDY_UPGRADE, false},
	{"own end alone", "", "", "2026-06-30", REMEDY_UPGRADE, LAYER_DATABASE, 0, 0, false, "", "2026-03-30",
		SUPPORT_NOT_KNOWN, REMEDY_UPGRADE, false},
	{"nothing known", "", "", "", REMEDY_UPGRADE, LAYER_DATABASE, 0, 0, false, "", "", SUPPORT_NOT_KNOWN,
		REMEDY_UPGRADE, false},
	{"months stated", "2026-11-12", "", "", REMEDY_UPGRADE, LAYER_DATABASE, MONTHS(9), 0, false, "2026-11-12",
		"2026-02-12",
		SUPPORT_VENDOR, REMEDY_UPGRADE, false},
	{"0 months stated", "2026-11-12", "", "", REMEDY_UPGRADE, LAYER_DATABASE, MONTHS(0), 0, false, "2026-11-12",
		"2026-11-12",
		SUPPORT_VENDOR, REMEDY_UPGRADE, false},
	{"clamped: 31 May less 3", "2026-05-31", "", "", REMEDY_UPGRADE, LAYER_LIBRARY, 0, 0, false, "2026-05-31",
		"2026-02-28",
		SUPPORT_VENDOR, REMEDY_UPGRADE, false},
	{"application 6", "2026-12-31", "", "", REMEDY_UPGRADE, LAYER_APPLICATION, 0, 0, false, "2026-12-31",
		"2026-06-30",
		SUPPORT_VENDOR, REMEDY_UPGRADE, false},
	{"runtime 3", "2026-12-31", "", "", REMEDY_UPGRADE, LAYER_RUNTIME, 0, 0, false, "2026-12-31", "2026-09-30",
		SUPPORT_VENDOR, REMEDY_UPGRADE, false},
	{"operating system 3", "2026-12-31", "", "", REMEDY_UPGRADE, LAYER_OPERATING_SYSTEM, 0, 0, false, "2026-12-31",
		"2026-09-30", SUPPORT_VENDOR, REMEDY_UPGRADE, false},
	{"hardware 12", "2026-12-31", "", "", REMEDY_UPGRADE, LAYER_HARDWARE, 0, 0, false, "2026-12-31", "2025-12-31",
		SUPPORT_VENDOR, REMEDY_UPGRADE, false},
	{"library 3", "2026-12-31", "", "", REMEDY_UPGRADE, LAYER_LIBRARY, 0, 0, false, "2026-12-31", "2026-09-30",
		SUPPORT_VENDOR, REMEDY_UPGRADE, false},
	{"network 6", "2026-12-31", "", "", REMEDY_UPGRADE, LAYER_NETWORK, 0, 0, false, "2026-12-31", "2026-06-30",
		SUPPORT_VENDOR, REMEDY_UPGRADE, false},
	{"robot 6", "2026-12-31", "", "", REMEDY_UPGRADE, LAYER_ROBOT, 0, 0, false, "2026-12-31", "2026-06-30",
		SUPPORT_VENDOR, REMEDY_UPGRADE, false},
	{"report 6", "2026-12-31", "", "", REMEDY_UPGRADE, LAYER_REPORT, 0, 0, false, "2026-12-31", "2026-06-30",
		SUPPORT_VENDOR, REMEDY_UPGRADE, false},
	{"layer not set: as an application", "2026-12-31", "", "", REMEDY_UPGRADE, 0, 0, 0, false, "2026-12-31",
		"2026-06-30",
		SUPPORT_VENDOR, REMEDY_UPGRADE, false},
	{"ended, date unknown", "2026-08-21", "", "", REMEDY_UPGRADE, LAYER_LIBRARY, 0, RELEASE_ENDED_UNKNOWN, false,
		"2026-08-21",
		"2026-05-21", SUPPORT_ENDED_UNDATED, REMEDY_UPGRADE, false},
	{"supported, date unknown", "", "", "", 0, LAYER_LIBRARY, 0, RELEASE_SUPPORTED_UNKNOWN, false, "", "",
		SUPPORT_STATED_UNDATED, REMEDY_REPLACE_SYSTEM, true},
};

static void test_component(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof component_rows / sizeof component_rows[0]; i++) {
		const struct component_row *row = &component_rows[i];
		struct component_facts facts = component_facts_unset;
		struct component_clock clock;

		facts.vendor_end = case_day(row->vendor);
		facts.extended_end = case_day(row->extended);
		facts.own_end = case_day(row->own);
		facts.remedy = (uint8_t)row->remedy;
		facts.layer = (uint8_t)row->layer;
		facts.upgrade_months = row->months == 0 ? NUMBER_UNSET : row->months - 1;
		facts.vendor_state = (uint8_t)row->state;
		facts.longer_supported = row->longer;
		component_clock(&facts, &lead_parameters_default, &clock);
		case_same_day(row->what, "support_ends", clock.support_ends, row->support_ends);
		case_same_day(row->what, "act_by", clock.act_by, row->act_by);
		case_same_number(row->what, "source", clock.source, row->source);
		case_same_number(row->what, "remedy", clock.remedy, row->counts_as);
		case_same_number(row->what, "assumed", clock.assumed, row->assumed);
	}
}

static void test_worst_decides(void **state)
{
	struct system_support first = system_support_none, second = system_support_none, service = system_support_none;

	(void)state;
	system_support_add(&first, (struct ref){1, 1}, case_day("2028-01-01"));
	system_support_add(&first, (struct ref){1, 2}, DAY_UNSET);
	system_support_add(&first, (struct ref){1, 3}, case_day("2026-11-12"));
	system_support_add(&first, (struct ref){1, 4}, case_day("2026-11-12"));
	case_same_day("worst", "support_ends", first.support_ends, "2026-11-12");
	case_same_number("the first of two equal", "component", first.worst.id, 3);
	case_same_number("known", "known", first.known, 3);
	case_same_number("unknown", "unknown", first.unknown, 1);
	system_support_add(&second, (struct ref){1, 5}, DAY_UNSET);
	case_same_day("only unknown", "support_ends", second.support_ends, "");
	system_support_merge(&service, &second);
	system_support_merge(&service, &first);
	case_same_day("service", "support_ends", service.support_ends, "2026-11-12");
	case_same_number("service", "component", service.worst.id, 3);
	case_same_number("service", "known", service.known, 3);
	case_same_number("service", "unknown", service.unknown, 2);
}

static void test_chain(void **state)
{
	struct component_facts facts = component_facts_unset;
	struct component_clock clock;
	struct reasons chain = {0};

	(void)state;
	facts.vendor_end = case_day("2026-11-12");
	facts.layer = LAYER_DATABASE;
	facts.longer_supported = true;
	component_clock(&facts, &lead_parameters_default, &clock);
	component_explain(&facts, &clock, &chain);
	assert_int_equal(chain.count, 3);
	assert_int_equal(chain.items[0].id, REASON_act_by);
	assert_int_equal(chain.items[0].arguments[0].number, case_day("2026-08-12"));
	assert_int_equal(chain.items[0].arguments[2].number, 3);
	assert_int_equal(chain.items[1].id, REASON_support_vendor);
	assert_int_equal(chain.items[2].id, REASON_remedy_counts_as_upgrade);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_match),
		cmocka_unit_test(test_vendor_end),
		cmocka_unit_test(test_longer),
		cmocka_unit_test(test_component),
		cmocka_unit_test(test_worst_decides),
		cmocka_unit_test(test_chain),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
