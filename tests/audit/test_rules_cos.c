/* COS: what things cost, and who pays. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "support/audit_cases.h"

#define SYSTEM "system name=A|phase=in_use\n"
#define SUPPLIER "supplier name=L\n"
#define COST(fields) "cost " fields "\n"
#define RUNS(amount) COST("system=SYS-0001|year=2026|kind=operation|basis=budget|amount=" amount)

static const struct audit_case known[] = {
	{"COS-01", "none, and medium from criticality 3", "system name=A\nsystem name=B|criticality=3\n"
	 "system name=C|phase=retired\nsystem name=D|phase=idea\n",
	 {{"2026-11-22", "SYS-0001 low; SYS-0002 medium"}}},
	{"COS-01", "a row of any year and basis", SYSTEM
	 COST("system=SYS-0001|year=2020|kind=support|basis=forecast|amount=1"),
	 {{"2026-11-22", ""}}},
	{"COS-01", "a row of its contract", SYSTEM SUPPLIER "contract name=K|supplier=LEV-0001|start=2020-01-01\n"
	 "contract_system contract=AVT-0001|system=SYS-0001|part=main\n"
	 COST("contract=AVT-0001|year=2026|kind=operation|basis=budget|amount=1"), {{"2026-11-22", ""}}},
	{"COS-01", "a row of another's contract", SYSTEM SUPPLIER "contract name=K|supplier=LEV-0001|start=2020-01-01\n"
	 COST("contract=AVT-0001|year=2026|kind=operation|basis=budget|amount=1"), {{"2026-11-22", "SYS-0001 low"}}},
	{"COS-01", "what the contract says is told", SYSTEM SUPPLIER
	 "contract name=Drift|supplier=LEV-0001|start=2020-01-01|yearly_cost=120000\n"
	 "contract_system contract=AVT-0001|system=SYS-0001|part=main\n",
	 {{"2026-11-22", "SYS-0001 low"}}, .says = "Drift says 120"},
};

#define YEAR(year, budget, actual) \
	COST("system=SYS-0001|year=" year "|kind=operation|basis=budget|amount=" budget) \
	COST("system=SYS-0001|year=" year "|kind=licence|basis=actual|amount=" actual)

static const struct audit_case overruns[] = {
	{"COS-02", "one öre above ten per cent", SYSTEM YEAR("2026", "1000.00", "1100.01"),
	 {{"2026-11-22", "SYS-0001:2026 medium"}}, .says = "100.01"},
	{"COS-02", "ten per cent", SYSTEM YEAR("2026", "1000.00", "1100.00"), {{"2026-11-22", ""}}},
	{"COS-02", "this year and the one before, each by itself",
	 SYSTEM YEAR("2024", "10", "20") YEAR("2025", "10", "20") YEAR("2026", "10", "30") YEAR("2027", "10", "40"),
	 {{"2026-11-22", "SYS-0001:2025 medium; SYS-0001:2026 medium"}, {"2027-01-01",
	 "SYS-0001:2026 medium; SYS-0001:2027 medium"}}},
	{"COS-02", "more years as configured", SYSTEM YEAR("2024", "10", "20"), {{"2026-11-22", "SYS-0001:2024 medium"}},
	 .conf = "rules = { COS-02 = { years = 2; }; };\n"},
	{"COS-02", "another limit", SYSTEM YEAR("2026", "1000", "1100"), {{"2026-11-22", "SYS-0001:2026 medium"}},
	 .conf = "rules = { COS-02 = { percent = 9; }; };\n"},
	{"COS-02", "kinds are added up, forecast and residual value are not", SYSTEM YEAR("2026", "100", "60")
	 COST("system=SYS-0001|year=2026|kind=support|basis=actual|amount=50")
	 COST("system=SYS-0001|year=2026|kind=support|basis=forecast|amount=500")
	 COST("system=SYS-0001|year=2026|kind=residual|basis=actual|amount=500"), {{"2026-11-22", ""}}},
	{"COS-02", "the kinds together", SYSTEM YEAR("2026", "100", "60")
	 COST("system=SYS-0001|year=2026|kind=support|basis=actual|amount=50.01"), {{"2026-11-22", "SYS-0001:2026 medium"}}},
	{"COS-02", "no budget, or no actual", SYSTEM COST("system=SYS-0001|year=2026|kind=licence|basis=actual|amount=500")
	 COST("system=SYS-0001|year=2025|kind=licence|basis=budget|amount=500"), {{"2026-11-22", ""}}},
	{"COS-02", "a budget of nothing", SYSTEM YEAR("2026", "0", "1"), {{"2026-11-22", "SYS-0001:2026 medium"}}},
	{"COS-02", "services, objects and contracts, and systems that are retired too", "system name=A|phase=retired\n"
	 "service name=S\nobject name=O\n" SUPPLIER "contract name=K|supplier=LEV-0001|start=2020-01-01\n"
	 YEAR("2026", "10", "20")
	 COST("service=SRV-0001|year=2026|kind=licence|basis=budget|amount=1")
	 COST("service=SRV-0001|year=2026|kind=licence|basis=actual|amount=2")
	 COST("object=OBJ-0001|year=2026|kind=licence|basis=budget|amount=1")
	 COST("object=OBJ-0001|year=2026|kind=licence|basis=actual|amount=2")
	 COST("contract=AVT-0001|year=2026|kind=licence|basis=budget|amount=1")
	 COST("contract=AVT-0001|year=2026|kind=licence|basis=actual|amount=2"),
	 {{"2026-11-22", "OBJ-0001:2026 medium; SRV-0001:2026 medium; SYS-0001:2026 medium; AVT-0001:2026 medium"}}},
};

/* Nothing is discounted, grows or is assumed. */
#define PLAIN "discount_rate = 0.0;\nexit_share = 0.0;\ndevelopment_growth = 0.0;\n"
#define DEVELOPS(amount) COST("system=SYS-0001|year=2026|kind=development|basis=budget|amount=" amount)

static const struct audit_case shares[] = {
	{"COS-03", "half of it", SYSTEM COST("system=SYS-0001|year=2026|kind=acquisition|basis=budget|amount=1000")
	 DEVELOPS("1000"), {{"2026-11-22", ""}}, .conf = PLAIN},
	{"COS-03", "an öre more than half", SYSTEM
	 COST("system=SYS-0001|year=2026|kind=acquisition|basis=budget|amount=1000") DEVELOPS("1000.01"),
	 {{"2026-11-22", "SYS-0001 low"}}, .conf = PLAIN},
	{"COS-03", "another limit", SYSTEM COST("system=SYS-0001|year=2026|kind=acquisition|basis=budget|amount=1000")
	 DEVELOPS("500"), {{"2026-11-22", "SYS-0001 low"}}, .conf = PLAIN "rules = { COS-03 = { percent = 30; }; };\n"},
	{"COS-03", "nothing entered is COS-01, what is retired is past",
	 SYSTEM "system name=B\nintegration from_system=SYS-0001|to_system=SYS-0002|yearly_cost=5\n"
	 "system name=C|phase=retired\ncost system=SYS-0003|year=2026|kind=development|basis=budget|amount=5\n",
	 {{"2026-11-22", ""}}, .conf = PLAIN},
	{"COS-03", "the connections to others count", SYSTEM "system name=B\n" RUNS("100")
	 "integration from_system=SYS-0002|to_system=SYS-0001|yearly_cost=101\n",
	 {{"2026-11-22", "SYS-0001 low"}}, .conf = PLAIN},
	{"COS-03", "a service's own row is not the system's", SYSTEM "service name=S\n" RUNS("100")
	 COST("service=SRV-0001|year=2026|kind=development|basis=budget|amount=50000"), {{"2026-11-22", ""}}, .conf = PLAIN},
};

/* Kept n years from 2026: (n + 1) times 100, and what is developed in 2029, by n. To 2028 it is 150 a year. */
#define DEAR_LATER RUNS("100") COST("system=SYS-0001|year=2029|kind=development|basis=budget|amount=5000")

static const struct audit_case lives[] = {
	{"COS-04", "dearer from a year on, and no end planned", SYSTEM DEAR_LATER,
	 {{"2026-11-22", "SYS-0001 low"}}, .conf = PLAIN "horizon_years = 5;\nneeds_months = 0;\n"
	 "procurement_months = { open = 1; };\nintroduction_months = { unset = 1; };\n",
	 .says = "its economic life ends in 2028: kept to then it costs 150.00 a year; one year more, 2029, costs 5,100.00 "
	 "and makes it 1,800.00 for every year"},
	{"COS-04", "by when to decide is the end of that year less the lead", SYSTEM DEAR_LATER, {{"2026-11-22",
	 "SYS-0001 low"}}, .conf = PLAIN "horizon_years = 5;\nneeds_months = 0;\n"
	 "procurement_months = { open = 1; };\nintroduction_months = { unset = 2; };\n", .says = "2028-09-30]"},
	{"COS-04", "too late for a successor by then", SYSTEM DEAR_LATER, {{"2026-11-22", "SYS-0001 medium"}},
	 .conf = PLAIN "horizon_years = 5;\n"},
	{"COS-04", "to be retired then, or before", "system name=A|planned_retirement=2028-12-31\n" DEAR_LATER,
	 {{"2026-11-22", ""}}, .conf = PLAIN "horizon_years = 5;\n"},
	{"COS-04", "to be retired later", "system name=A|planned_retirement=2029-01-01\n" DEAR_LATER,
	 {{"2026-11-22", "SYS-0001 medium"}}, .conf = PLAIN "horizon_years = 5;\n", .says = "to be retired 2029-01-01"},
	{"COS-04", "the same every year: the longer the better", SYSTEM RUNS("100"), {{"2026-11-22", ""}}, .conf = PLAIN},
	{"COS-04", "retired already, or nothing entered", "system name=A|phase=retired\n" DEAR_LATER "system name=B\n",
	 {{"2026-11-22", ""}}, .conf = PLAIN "horizon_years = 5;\n"},
};

#define OPPORTUNITY "opportunity title=O|stage=prepared|"
#define ALTERNATIVE "alternative opportunity=OPP-0001|title=T|kind=replace|life_years=8|"
#define TENTH "change_value = 10.0;\n"

static const struct audit_case changes[] = {
	{"COS-05", "a tenth of all, an öre less", OPPORTUNITY "\n" ALTERNATIVE
	 "chosen=yes|investment=900|change_and_training=99.99\n",
	 {{"2026-11-22", "OPP-0001 low"}}, .conf = TENTH, .says = "99.99 of 999.99"},
	{"COS-05", "a tenth of all", OPPORTUNITY "\n" ALTERNATIVE "chosen=yes|investment=900|change_and_training=100\n",
	 {{"2026-11-22", ""}}, .conf = TENTH},
	{"COS-05", "nothing stated is nothing", OPPORTUNITY "\n" ALTERNATIVE "chosen=yes|investment=900\n",
	 {{"2026-11-22", "OPP-0001 low"}}, .conf = TENTH},
	{"COS-05", "a reason is stated", OPPORTUNITY "change_reason=Alla kan redan\n" ALTERNATIVE
	 "chosen=yes|investment=900\n",
	 {{"2026-11-22", "OPP-0001 info"}}, .conf = TENTH},
	{"COS-05", "the chosen one, else the only one", OPPORTUNITY "\n" ALTERNATIVE "investment=900\n" ALTERNATIVE
	 "investment=900|change_and_training=100|chosen=yes\n" OPPORTUNITY "\nalternative opportunity=OPP-0002|title=T|"
	 "kind=replace|life_years=8|investment=1\n" OPPORTUNITY "\nalternative opportunity=OPP-0003|title=T|"
	 "kind=replace|life_years=8|investment=1\nalternative opportunity=OPP-0003|title=U|kind=replace|life_years=8|"
	 "investment=1\n", {{"2026-11-22", "OPP-0002 low"}}, .conf = TENTH},
	{"COS-05", "small infrastructure changes nobody's work", "opportunity title=O|stage=prepared|track=infrastructure|"
	 "size=small\n" ALTERNATIVE "investment=900\nopportunity title=P|stage=prepared|track=infrastructure|size=large\n"
	 "alternative opportunity=OPP-0002|title=T|kind=replace|life_years=8|investment=1\n",
	 {{"2026-11-22", "OPP-0002 low"}}, .conf = TENTH},
	{"COS-05", "a proposal, and what was stopped", "opportunity title=O|stage=raised\n" ALTERNATIVE "investment=900\n"
	 "opportunity title=P|stage=stopped\n"
	 "alternative opportunity=OPP-0002|title=T|kind=replace|life_years=8|investment=1\n", {{"2026-11-22", ""}},
	 .conf = TENTH},
	{"COS-05", "nothing decided is said, once, and nothing assumed", OPPORTUNITY "\n" ALTERNATIVE "investment=900\n"
	 OPPORTUNITY "\nalternative opportunity=OPP-0002|title=T|kind=replace|life_years=8|investment=1\n",
	 {{"2026-11-22", "register info"}}, .says = "of 2 initiatives"},
	{"COS-05", "nothing decided, and nothing to judge", OPPORTUNITY "\n", {{"2026-11-22", ""}}},
	{"COS-05", "from the day it was decided", OPPORTUNITY "\n" ALTERNATIVE "chosen=yes|investment=900\n",
	 {{"2026-11-21", "register info"}, {"2026-11-22", "OPP-0001 low"}},
	 .conf = "change_value = ( { from = \"2020-01-01\"; value = 0.0; }, "
	 "{ from = \"2026-11-22\"; value = 10.0; } );\n"},
};

static const struct audit_case investments[] = {
	{"COS-06", "no running cost from that year on", SYSTEM
	 COST("system=SYS-0001|year=2026|kind=acquisition|basis=budget|amount=1000")
	 COST("system=SYS-0001|year=2025|kind=operation|basis=actual|amount=10"),
	 {{"2026-11-22", "SYS-0001 low"}}, .says = "invested in 2026: 1,000.00"},
	{"COS-06", "running cost in that year", SYSTEM
	 COST("system=SYS-0001|year=2026|kind=acquisition|basis=budget|amount=1000") RUNS("10"), {{"2026-11-22", ""}}},
	{"COS-06", "the last investment, by funding too", SYSTEM
	 COST("system=SYS-0001|year=2026|kind=acquisition|basis=budget|amount=1000") RUNS("10")
	 COST("system=SYS-0001|year=2028|kind=development|basis=budget|amount=500|funding=investment"),
	 {{"2026-11-22", "SYS-0001 low"}}, .says = "invested in 2028: 500.00"},
	{"COS-06", "the best basis of the year", SYSTEM
	 COST("system=SYS-0001|year=2026|kind=acquisition|basis=budget|amount=1000")
	 COST("system=SYS-0001|year=2026|kind=acquisition|basis=actual|amount=1200"),
	 {{"2026-11-22", "SYS-0001 low"}}, .says = "invested in 2026: 1,200.00"},
	{"COS-06", "three years back", SYSTEM COST("system=SYS-0001|year=2023|kind=acquisition|basis=actual|amount=1"),
	 {{"2026-12-31", "SYS-0001 low"}, {"2027-01-01", ""}}},
	{"COS-06", "retired, nothing at all, or for nothing", "system name=A|phase=retired\nsystem name=B\nsystem name=C\n"
	 COST("system=SYS-0001|year=2026|kind=acquisition|basis=actual|amount=1")
	 COST("system=SYS-0003|year=2026|kind=acquisition|basis=actual|amount=0"), {{"2026-11-22", ""}}},
	{"COS-06", "a service", "service name=S\n" COST("service=SRV-0001|year=2026|kind=acquisition|basis=actual|amount=1"),
	 {{"2026-11-22", "SRV-0001 low"}}},
	{"COS-06", "alternatives that do not say what they cost to run", OPPORTUNITY "\n" ALTERNATIVE "investment=900\n"
	 ALTERNATIVE "investment=900|yearly_run=0\n" ALTERNATIVE "yearly_develop_in=5\n", {{"2026-11-22",
	 "OPP-0001:ALT-0001 low"}}},
	{"COS-06", "of a proposal", "opportunity title=O|stage=raised\n" ALTERNATIVE "investment=900\n", {{"2026-11-22", ""}}},
};

static const struct audit_case charges[] = {
	{"COS-07", "by kind and by purpose, this year", SYSTEM "system name=B\n"
	 COST("system=SYS-0001|year=2026|kind=development|basis=budget|amount=70|funding=internal_charge")
	 COST("system=SYS-0002|year=2026|kind=operation|basis=budget|amount=70|funding=internal_charge|class=develop"),
	 {{"2026-11-22", "SYS-0001 low; SYS-0002 low"}}},
	{"COS-07", "the first year of those to come, on its best basis", SYSTEM
	 COST("system=SYS-0001|year=2028|kind=development|basis=budget|amount=70|funding=internal_charge")
	 COST("system=SYS-0001|year=2027|kind=development|basis=budget|amount=80|funding=internal_charge")
	 COST("system=SYS-0001|year=2027|kind=development|basis=forecast|amount=90|funding=internal_charge"),
	 {{"2026-11-22", "SYS-0001 low"}}, .says = "development in 2027 is charged internally: 90.00"},
	{"COS-07", "past years, other kinds and other funding", SYSTEM
	 COST("system=SYS-0001|year=2025|kind=development|basis=budget|amount=70|funding=internal_charge")
	 COST("system=SYS-0001|year=2026|kind=operation|basis=budget|amount=70|funding=internal_charge|class=run")
	 COST("system=SYS-0001|year=2026|kind=development|basis=budget|amount=70|funding=frame"), {{"2026-11-22", ""}}},
	{"COS-07", "an object", "object name=O\n"
	 COST("object=OBJ-0001|year=2026|kind=development|basis=budget|amount=7|funding=internal_charge"),
	 {{"2026-11-22", "OBJ-0001 low"}}},
};

#define UNITS "unit name=Kommun\nunit name=Skola|parent=UNI-0001\nunit name=Social|parent=UNI-0001\n" \
	"unit name=Grundskola|parent=UNI-0002\n"
#define PAID(payer) COST("system=SYS-0001|year=2026|kind=operation|basis=budget|amount=70|payer=" payer)

static const struct audit_case payers[] = {
	{"COS-08", "neither answers for it nor uses it", UNITS "system name=A|unit=UNI-0002\n"
	 "usage system=SYS-0001|unit=UNI-0002\n" PAID("UNI-0003"), {{"2026-11-22", "SYS-0001:UNI-0003 info"}},
	 .says = "Social pays 70.00 in 2026"},
	{"COS-08", "answers for it, or is above or below who does", UNITS "system name=A|unit=UNI-0002\n"
	 "usage system=SYS-0001|unit=UNI-0003\n" PAID("UNI-0002") PAID("UNI-0001") PAID("UNI-0004"), {{"2026-11-22", ""}}},
	{"COS-08", "uses it, until it no longer does", UNITS "system name=A|unit=UNI-0002\n"
	 "usage system=SYS-0001|unit=UNI-0003|to=2026-11-21\nusage system=SYS-0001|unit=UNI-0002\n" PAID("UNI-0003"),
	 {{"2026-11-21", ""}, {"2026-11-22", "SYS-0001:UNI-0003 info"}}},
	{"COS-08", "nobody has said who uses it", UNITS "system name=A|unit=UNI-0002\n" PAID("UNI-0003"),
	 {{"2026-11-22", ""}}},
	{"COS-08", "each payer once, with all its rows", UNITS "system name=A|unit=UNI-0004\n"
	 "usage system=SYS-0001|unit=UNI-0004\n" PAID("UNI-0003")
	 COST("system=SYS-0001|year=2026|kind=licence|basis=budget|amount=30|payer=UNI-0003"),
	 {{"2026-11-22", "SYS-0001:UNI-0003 info"}}, .says = "Social pays 100.00"},
	{"COS-08", "no longer paid", UNITS "system name=A|unit=UNI-0002\nusage system=SYS-0001|unit=UNI-0002\n"
	 COST("system=SYS-0001|year=2025|kind=acquisition|basis=actual|amount=30|payer=UNI-0003"), {{"2026-11-22", ""}}},
	{"COS-08", "a benefit that arises elsewhere", UNITS OPPORTUNITY "\n"
	 "benefit opportunity=OPP-0001|title=Tid|payer=UNI-0003|unit=UNI-0002\n"
	 "benefit opportunity=OPP-0001|title=B|payer=UNI-0001|unit=UNI-0002\n"
	 "benefit opportunity=OPP-0001|title=C|payer=UNI-0003\n",
	 {{"2026-11-22", "OPP-0001:BEN-0001 info"}}, .says = "Social pays for Tid, which arises in Skola"},
};

#define RUN(cases) \
	static void rules_of_##cases(void **state) \
	{ \
		(void)state; \
		audit_cases_run(cases, COUNT_OF(cases)); \
	}
RUN(known) RUN(overruns) RUN(shares) RUN(lives) RUN(changes) RUN(investments) RUN(charges) RUN(payers)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rules_of_known),       cmocka_unit_test(rules_of_overruns), cmocka_unit_test(rules_of_shares),
		cmocka_unit_test(rules_of_lives),       cmocka_unit_test(rules_of_changes),
		cmocka_unit_test(rules_of_investments), cmocka_unit_test(rules_of_charges),  cmocka_unit_test(rules_of_payers)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
