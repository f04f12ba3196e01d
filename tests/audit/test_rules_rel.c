/* REL and INC: releases in one another's way, in a freeze and unprepared; incidents that come again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/memory.h"
#include "support/audit_cases.h"

#define ANNA "person name=Anna|login=anna\nperson name=Bo|login=bo|active_to=2026-11-20\n"
#define SYSTEMS "system name=A|phase=in_use\nsystem name=B|phase=in_use\n"
#define RELEASE(system, days, more) "release_plan system=SYS-000" system "|version=1|" days "|" more "\n"
#define JOINED "integration from_system=SYS-0001|to_system=SYS-0002\n"
#define MARCH "start=2027-03-01|end=2027-03-05"
#define READY "tests_by=2027-02-01|training_by=2027-02-15|communication_by=2027-03-01|rollback=yes"

static const struct audit_case conflicts[] = {
	{"REL-01", "joined systems, told of the one entered last, to whoever answers for it", ANNA SYSTEMS JOINED
	 RELEASE("1", MARCH, "responsible=PRS-0002") RELEASE("2", "start=2027-03-05", "responsible=PRS-0001"),
	 {{"2026-11-22", "RLP-0002 medium"}, {"2027-03-05", "RLP-0002 medium"}, {"2027-03-06", ""}},
	 .says = "RLP-0002: release 1 of A is made on the same days, 2027-03-05 to 2027-03-05; their systems are joined "
		"by INT-0001. "
	 "move one of them, or agree that both are made [PRS-0001 2027-03-05]"},
	{"REL-01", "the earlier begins later", SYSTEMS JOINED RELEASE("1", "start=2027-03-05", "") RELEASE("2", MARCH, ""),
	 {{"2026-11-22", "RLP-0002 medium"}}},
	{"REL-01", "several are one thing to do", SYSTEMS RELEASE("1", MARCH, "") RELEASE("1", MARCH, "")
	 RELEASE("1", MARCH, "") RELEASE("1", MARCH, "") RELEASE("1", MARCH, ""),
	 {{"2026-11-22", "RLP-0002 medium; RLP-0003 medium; RLP-0004 medium; RLP-0005 medium"}},
	 .says = "both are of A; and other releases: 1. "},
	{"REL-01", "one has been made", SYSTEMS JOINED RELEASE("1", MARCH, "state=released") RELEASE("2", MARCH, ""),
	 {{"2026-11-22", ""}}},
	{"REL-02", "in a freeze", SYSTEMS RELEASE("1", "start=2027-01-05|end=2027-01-20", "")
	 "event title=Julfrid|kind=freeze|recurs=yearly|month=12|day=15|length_days=24\n",
	 {{"2026-11-22", "RLP-0001:EVT-0001 medium"}, {"2027-01-07", "RLP-0001:EVT-0001 medium"}, {"2027-01-08", ""}}},
	{"REL-02", "a meeting stops nothing", SYSTEMS RELEASE("1", MARCH, "")
	 "event title=M|kind=meeting|recurs=monthly\n", {{"2026-11-22", ""}}},
};

static const struct audit_case preparations[] = {
	{"REL-03", "nothing is set, sixty days before", SYSTEMS RELEASE("1", MARCH, ""),
	 {{"2026-12-30", ""}, {"2026-12-31", "RLP-0001 medium"}, {"2027-03-01", "RLP-0001 medium"}, {"2027-03-02", ""}},
	 .says = "Tests ready by: no day is set; Training ready by: no day is set; Told by: no day is set; Way back: "
		"nobody has "
	 "said; it is to begin 2027-03-01."},
	{"REL-03", "all is set", SYSTEMS RELEASE("1", MARCH, READY), {{"2027-01-22", ""}}},
	{"REL-03", "one lies after the start, and the way back only in part", SYSTEMS
	 RELEASE("1", MARCH, "tests_by=2027-03-02|training_by=2027-02-15|communication_by=2027-03-01|rollback=partly"),
	 {{"2027-01-22", "RLP-0001 medium"}}, .says = "Tests ready by: 2027-03-02, when it has begun; Way back: partly;"},
	{"REL-03", "a standard change, and one that is made", SYSTEMS RELEASE("1", MARCH, "change=standard")
	 RELEASE("1", MARCH, "state=released"), {{"2027-01-22", ""}}},
	{"REL-03", "one that cannot wait too", SYSTEMS RELEASE("1", MARCH, "change=urgent"), {{"2027-01-22", "RLP-0001 "
		"medium"}}},
	{"REL-03", "days as configured", SYSTEMS RELEASE("1", MARCH, ""), {{"2027-02-18", ""}, {"2027-02-19", "RLP-0001 "
		"medium"}},
	 .conf = "rules = { REL-03 = { days = 10; }; };\n"},
	{"REL-04", "its last day has passed", SYSTEMS RELEASE("1", MARCH, "state=testing"),
	 {{"2027-03-05", ""}, {"2027-03-06", "RLP-0001 low"}}, .says = "its last day was 2027-03-05; it stands as testing"},
	{"REL-04", "made, taken back, called off", SYSTEMS RELEASE("1", MARCH, "state=released")
	 RELEASE("1", MARCH, "state=rolled_back") RELEASE("1", MARCH, "state=cancelled"), {{"2027-03-06", ""}}},
};

#define UNPLANNED(ahead) RELEASE("1", "start=2026-06-01", "state=released|planned_ahead=" ahead)
#define FIVE(ahead) UNPLANNED(ahead) UNPLANNED(ahead) UNPLANNED(ahead) UNPLANNED(ahead) UNPLANNED(ahead)

static const struct audit_case habits[] = {
	{"REL-05", "a year after the last", SYSTEMS RELEASE("1", "start=2025-11-20|end=2025-11-22", "state=released")
	 RELEASE("1", "start=2026-06-01", "state=rolled_back"), {{"2026-11-22", ""}, {"2026-11-23", "SYS-0001 low"}},
	 .says = "the last release, 1, was made 2025-11-22"},
	{"REL-05", "one is planned, was never entered, or the system is retired", SYSTEMS "system name=C|phase=retired\n"
	 RELEASE("1", "start=2020-01-01", "state=released") RELEASE("1", "start=2026-12-01", "")
	 RELEASE("3", "start=2020-01-01", "state=released"), {{"2026-11-30", ""}}},
	{"REL-06", "three of ten in a unit", "unit name=U\nsystem name=A|unit=UNI-0001\n" FIVE("yes") UNPLANNED("yes")
	 UNPLANNED("yes") UNPLANNED("no") UNPLANNED("no") UNPLANNED("no"),
	 {{"2026-11-22", "UNI-0001 low"}, {"2027-06-02", ""}}, .says = "3 of 10 releases made in twelve months"},
	{"REL-06", "two of ten, and nine are too few", "unit name=U\nsystem name=A|unit=UNI-0001\n" FIVE("yes")
		UNPLANNED("yes")
	 UNPLANNED("yes") UNPLANNED("yes") UNPLANNED("no") UNPLANNED("no") "unit name=V\nsystem name=B|unit=UNI-0002\n"
	 "release_plan system=SYS-0002|version=1|start=2026-06-01|state=released|planned_ahead=no\n", {{"2026-11-22", ""}}},
	{"REL-06", "where nobody has said it does not count", "system name=A\n" FIVE("no") UNPLANNED("no") UNPLANNED("no")
	 UNPLANNED("no") UNPLANNED("no") RELEASE("1", "start=2026-06-01", "state=released"), {{"2026-11-22", ""}}},
	{"REL-06", "systems without a unit are one", "system name=A\n" FIVE("no") FIVE("no"), {{"2026-11-22", "register "
		"low"}}},
	{"REL-07", "in its days and seven after", SYSTEMS RELEASE("1", "start=2026-11-01|end=2026-11-02", "state=released")
	 "incident system=SYS-0001|title=X|opened=2026-11-09\nincident system=SYS-0001|title=Y|opened=2026-10-31\n"
	 "incident system=SYS-0001|title=Z|opened=2026-11-10\nincident system=SYS-0002|title=V|opened=2026-11-02\n",
	 {{"2026-11-22", "RLP-0001 medium"}, {"2027-01-31", "RLP-0001 medium"}, {"2027-02-01", ""}},
	 .says = "RLP-0001: X came within 7 days after it."},
	{"REL-07", "several, and one that is said to be caused by it", SYSTEMS RELEASE("1", "start=2026-11-01", "state=failed")
	 "incident system=SYS-0001|title=X|opened=2026-11-01\nincident "
		"system=SYS-0001|title=Y|opened=2026-11-08|cause=unknown\n"
	 "incident system=SYS-0001|title=Z|opened=2026-11-02|caused_by=RLP-0001\n", {{"2026-11-22", "RLP-0001 medium"}},
	 .says = "2 incidents came within 7 days after it, among others X; Z is said to be caused by it."},
	{"REL-07", "each has been explained, or the release was not made", SYSTEMS RELEASE("1", "start=2026-11-01",
		"state=released")
	 RELEASE("2", "start=2026-11-01", "state=approved") "incident system=SYS-0001|title=X|opened=2026-11-02|cause=use\n"
	 "incident system=SYS-0001|title=Y|opened=2026-11-02|caused_by=RLP-0001\n"
	 "incident system=SYS-0002|title=Z|opened=2026-11-02\n", {{"2026-11-22", ""}}},
};

#define INCIDENT(day, more) "incident system=SYS-0001|title=T|opened=" day "|" more "\n"
#define THREE(more) INCIDENT("2026-09-01", more) INCIDENT("2026-10-01", more) INCIDENT("2026-11-01", more)
#define COMPONENT "component system=SYS-0001|product=Databasen\n"

static const struct audit_case incidents[] = {
	{"INC-01", "three on a component", SYSTEMS COMPONENT THREE("component=CMP-0001|category=Inlogg"),
	 {{"2026-10-31", ""}, {"2026-11-01", "CMP-0001:Inlogg medium"}, {"2027-09-01", "CMP-0001:Inlogg medium"},
		{"2027-09-02", ""}},
	 .says = "CMP-0001:Inlogg: 3 incidents of the sort Inlogg came between 2026-09-01 and 2026-11-01, and no problem "
		"stands behind "
	 "them. make a problem of them"},
	{"INC-01", "no component is named; two sorts", SYSTEMS THREE("category=Inlogg") THREE("category=Utskrift"),
	 {{"2026-11-22", "SYS-0001:Inlogg medium; SYS-0001:Utskrift medium"}}, .says = "no component is named in them"},
	{"INC-01", "a problem stands behind one of them", SYSTEMS COMPONENT "problem system=SYS-0001|title=P\n"
	 INCIDENT("2026-09-01", "category=x|problem=PRB-0001") INCIDENT("2026-10-01", "category=x")
	 INCIDENT("2026-11-01", "category=x"), {{"2026-11-22", ""}}},
	{"INC-01", "a problem is open about the same", SYSTEMS COMPONENT "problem "
		"system=SYS-0001|component=CMP-0001|title=Felet\n"
	 THREE("component=CMP-0001|category=x"), {{"2026-11-22", "CMP-0001:x medium"}}, .says = "Felet is open about the "
		"same. "
	 "tie them to Felet"},
	{"INC-01", "as configured", SYSTEMS INCIDENT("2026-11-01", "category=x") INCIDENT("2026-11-11", "category=x"),
	 {{"2026-11-22", "SYS-0001:x medium"}}, .conf = "recurring = { incidents = 2; days = 10; };\n"},
	{"INC-02", "sixty days and no root cause", ANNA SYSTEMS
	 "problem system=SYS-0001|title=P|opened=2026-09-23|responsible=PRS-0001\n",
	 {{"2026-11-22", ""}, {"2026-11-23", "PRB-0001 medium"}}, .says = "[PRS-0001 2026-11-22]"},
	{"INC-02", "found, solved, closed", SYSTEMS "problem system=SYS-0001|title=P|opened=2026-01-01|root_cause=x\n"
	 "problem system=SYS-0001|title=P|opened=2026-01-01|state=solved\n"
	 "problem system=SYS-0001|title=P|opened=2026-01-01|closed=2026-02-01\n", {{"2026-11-23", ""}}},
	{"INC-03", "above the target", "system name=A|phase=in_use|downtime_target=60\n"
	 INCIDENT("2025-11-22", "downtime_minutes=30") INCIDENT("2026-06-01", "downtime_minutes=31"),
	 {{"2026-11-22", "SYS-0001 medium"}, {"2026-11-23", ""}}, .says = "it stood still for 61 minutes in twelve "
		"months, and may "
	 "for 60; in 2 incidents, the longest T."},
	{"INC-03", "high where it is critical", "system name=A|phase=in_use|downtime_target=0|criticality=3\n"
	 INCIDENT("2026-06-01", "downtime_minutes=1"), {{"2026-11-22", "SYS-0001 high"}}},
	{"INC-03", "at the target, without one, and what nobody has measured", "system name=A|downtime_target=60\nsystem "
		"name=B\n"
	 INCIDENT("2026-06-01", "downtime_minutes=60") INCIDENT("2026-06-02", "")
	 "incident system=SYS-0002|title=T|opened=2026-06-01|downtime_minutes=9000\n", {{"2026-11-22", ""}}},
};

#define RUN(cases) \
	static void rules_of_##cases(void **state) \
	{ \
		(void)state; \
		audit_cases_run(cases, COUNT_OF(cases)); \
	}
RUN(conflicts) RUN(preparations) RUN(habits) RUN(incidents)

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(rules_of_conflicts), cmocka_unit_test(rules_of_preparations),
	                                   cmocka_unit_test(rules_of_habits), cmocka_unit_test(rules_of_incidents)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
