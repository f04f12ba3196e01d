/* DEC: decisions that must be taken for there still to be a choice. Criticality 2 and nothing said of the
	 purchase: 24
 * months from a decision to a successor, so that what ends 2028-11-22 is to be decided by 2026-11-22. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "support/audit_cases.h"

#define SYSTEM "system name=A|criticality=2|phase=in_use\nsupplier name=L\n"
#define REPLACE SYSTEM "component system=SYS-0001|product=X|remedy=replace_system|vendor_end=2028-11-22\n"
#define CONTRACT SYSTEM "contract name=K|supplier=LEV-0001|start=2020-11-23|end=2028-11-22"
#define MAIN "contract_system contract=AVT-0001|system=SYS-0001|part=main\n"
#define ENDS CONTRACT "|renewal=none\n" MAIN
#define UNDER_WAY \
	"opportunity title=Ny|stage=received\n" \
	"opportunity_trigger opportunity=OPP-0001|kind=contract_end|about=AVT-0001\n"
#define DECIDED \
	"decision number=1|title=B|kind=management|date=2025-01-01|text=x|reason=y|outcome=let_run|about=SYS-0001"

static const struct audit_case cases[] = {
	{"DEC-01", "the day itself is still in time", REPLACE, {{"2026-11-21", ""}, {"2026-11-22", ""}, {"2026-11-23",
	 "SYS-0001 high"}}},
	{"DEC-01", "a contract that ends by itself", ENDS, {{"2026-11-22", ""}, {"2026-11-23", "SYS-0001 high"}}},
	{"DEC-01", "also where it has been taken up but not decided", ENDS UNDER_WAY, {{"2026-11-23", "SYS-0001 high"}}},
	{"DEC-01", "decided, to the day it is followed up", ENDS DECIDED "|follow_up=2026-12-01\n",
	 {{"2026-11-23", ""}, {"2026-12-01", ""}, {"2026-12-02", "SYS-0001 high"}}},
	{"DEC-01", "a rejection answers nothing", ENDS "decision number=1|title=B|kind=management|date=2025-01-01|"
	 "text=x|reason=y|outcome=rejected|about=SYS-0001\n",
	 {{"2026-11-23", "SYS-0001 high"}}},
	{"DEC-01", "a purchase that has started", CONTRACT "|renewal=none|procurement_started=2026-10-01\n" MAIN,
	 {{"2026-11-23", ""}}},
	{"DEC-01", "a door is never passed", CONTRACT "|renewal=tacit|renewal_months=12|notice_months=3\n" MAIN,
	 {{"2028-11-22", ""}}},
	{"DEC-01", "phases without a clock", "system name=A|criticality=2|phase=retired|planned_retirement=2020-01-01\n"
	 "system name=B|criticality=2|phase=idea|planned_retirement=2020-01-01\n", {{"2026-11-23", ""}}},

	{"DEC-02", "from three months before, to the day itself", ENDS,
	 {{"2026-08-21", ""}, {"2026-08-22", "SYS-0001 high"}, {"2026-11-22", "SYS-0001 high"}, {"2026-11-23", ""}}},
	{"DEC-02", "taken up", ENDS UNDER_WAY, {{"2026-11-01", ""}}},
	{"DEC-02", "decided", ENDS DECIDED "|follow_up=2027-01-01\n", {{"2026-11-01", ""}}},
	{"DEC-02", "months as configured", ENDS, {{"2026-10-21", ""}, {"2026-10-22", "SYS-0001 high"}}, .conf =
	 "rules = { DEC-02 = { months = 1; }; };\n"},
	{"DEC-02", "a door", CONTRACT "|renewal=tacit|renewal_months=12|notice_months=3\n" MAIN, {{"2026-11-01", ""}}},

	{"DEC-03", "from twelve months before, until DEC-02 speaks", ENDS,
	 {{"2025-11-21", ""}, {"2025-11-22", "SYS-0001 medium"}, {"2026-08-21", "SYS-0001 medium"}, {"2026-08-22", ""}}},
	{"DEC-03", "taken up", ENDS UNDER_WAY, {{"2026-01-01", ""}}},
	{"DEC-03", "a proposal that nobody has received", ENDS "opportunity title=Ny|stage=raised\n"
	 "opportunity_trigger opportunity=OPP-0001|kind=contract_end|about=AVT-0001\n", {{"2026-01-01", "SYS-0001 medium"}}},

	{"DEC-04", "months for needs are the default", SYSTEM, {{"2026-11-22", ""}}},
	{"DEC-04", "none", SYSTEM, {{"2026-11-22", "register medium"}}, .conf = "needs_months = 0;\n"},
	{"DEC-04", "none from a day", SYSTEM, {{"2026-11-21", ""}, {"2026-11-22", "register medium"}},
	 .conf = "needs_months = ( { from = \"2020-01-01\"; value = 6; }, { from = \"2026-11-22\"; value = 0; } );\n"},

	{"DEC-05", "in its last ninety days, and then the next one", CONTRACT "|renewal=tacit|renewal_months=12|"
	 "notice_months=3\n" MAIN,
	 {{"2026-08-23", ""}, {"2026-08-24", "SYS-0001 low"}, {"2026-11-22", "SYS-0001 low"}, {"2026-11-23", ""}}},
	{"DEC-05", "a decision to let it run", CONTRACT "|renewal=tacit|renewal_months=12|notice_months=3\n" MAIN DECIDED
	 "|follow_up=2027-01-01\n",
	 {{"2026-11-22", ""}}},
	{"DEC-05", "until further notice there is no door that closes", SYSTEM "contract name=K|supplier=LEV-0001|"
	 "start=2020-11-23|running=yes|notice_months=3\n"
	 MAIN, {{"2026-11-22", ""}}},
};

static void rules_of_decisions(void **state)
{
	(void)state;
	audit_cases_run(cases, COUNT_OF(cases));
}

/* A passed day comes with what is left, and nothing that reads otherwise tomorrow. */
static void a_passed_day_tells_gap_and_bridges(void **state)
{
	struct test_store test;
	(void)state;
	test_store_open(&test);
	test_put(&test, E_system, 0, "name=A|criticality=2");
	test_put(&test, E_supplier, 0, "name=L");
	test_put(&test, E_contract, 0, "name=K|supplier=LEV-0001|start=2020-01-01|end=2027-06-30|"
	 "renewal=none|option_months=12");
	test_put(&test, E_contract_system, 0, "contract=AVT-0001|system=SYS-0001|part=main");
	char *first = audit_words(&test, "DEC-01", "2026-11-22"), *next = audit_words(&test, "DEC-01", "2026-11-23");
	assert_string_equal(first, next);
	assert_non_null(strstr(first, "decide by 2026-06-30"));
	assert_non_null(strstr(first, "a decision now gives a successor 5 months too late"));
	assert_non_null(strstr(first, "use the next option of K"));
	free(first);
	free(next);
	test_store_close(&test);
}

/* What is told where the facts differ. */
static const struct audit_case told[] = {
	{"DEC-01", "how much too late a successor comes; not at all is not said",
	 "system name=A|planned_retirement=2029-02-28\n",
	 {{"2026-11-28", ""},
	  {"2026-12-01", "SYS-0001 high"}},
	 .says = "introduction 9 months: the criticality is not known; a decision now gives a successor 1 month too late. "
	 "take up what is to come after A, or say which way the time is bridged [ 2026-11-28]\n"},
	{"DEC-01", "in place on the very day",
	 "system name=A|planned_retirement=2029-02-28\n",
	 {{"2026-11-29", "SYS-0001 high"}},
	 .says = "introduction 9 months: the criticality is not known. take up"},
	{"DEC-02", "the day, the trigger and the sum",
	 "system name=A|planned_retirement=2029-02-28\n",
	 {{"2026-11-01", "SYS-0001 high"}},
	 .says = "SYS-0001: decide by 2026-11-28; to be retired 2029-02-28; 27 months to a successor: needs 6 months + "
	 "procurement 12 months + introduction 9 months;"},
	{"DEC-05", "the end that can still be used",
	 CONTRACT "|renewal=tacit|renewal_months=12|notice_months=3\n" MAIN,
	 {{"2026-10-01", "SYS-0001 low"}},
	 .says = "SYS-0001: decide by 2026-11-22; K renews itself; the first end that can still be used is 2028-11-22; "
	 "notice 3 months: to be given by 2028-08-22;"},
};

static void what_is_told_of_decisions(void **state)
{
	(void)state;
	audit_cases_run(told, COUNT_OF(told));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(what_is_told_of_decisions), cmocka_unit_test(rules_of_decisions),
	 cmocka_unit_test(a_passed_day_tells_gap_and_bridges)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
