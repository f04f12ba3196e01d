/* PER: permissions. One finding for each thing to do. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/memory.h"
#include "support/audit_cases.h"

#define PEOPLE \
	"person name=Anna|login=a\nperson name=Bo|login=b\nsystem name=A|integrity=3\nsystem name=B\n"
#define GIVEN(system, person, more) \
	"permission system=SYS-000" #system "|person=PRS-000" #person "|level=read|reason=R|reviewed=2026-11-01" more "\n"

static const struct audit_case of_a_system[] = {
	{"PER-01", "three months for the highest, twelve for none; one finding however many",
	 PEOPLE "permission system=SYS-0001|person=PRS-0001|level=read|reviewed=2026-08-22\n"
	        "permission system=SYS-0001|person=PRS-0002|level=read|reviewed=2026-08-23\n"
	        "permission system=SYS-0002|person=PRS-0001|level=read|reviewed=2025-11-24\n",
	 {{"2026-11-22", ""}, {"2026-11-23", "SYS-0001 medium"}, {"2026-11-25", "SYS-0001 medium; SYS-0002 medium"}},
	 "the first by 2026-11-22; permissions in the system are reviewed every 3 months"},
	{"PER-01", "never reviewed: from the day it was given, or long ago",
	 PEOPLE "permission system=SYS-0001|person=PRS-0001|level=read|from=2026-10-01\n"
	        "permission system=SYS-0002|person=PRS-0002|level=read\n",
	 {{"2026-11-22", "SYS-0002 medium"}, {"2027-01-02", "SYS-0001 medium; SYS-0002 medium"}},
	 "review overdue: 1 of 1 permissions;"},
	{"PER-01", "not of what has ended, nor of a system that is no longer used",
	 PEOPLE "permission system=SYS-0001|person=PRS-0001|level=read|to=2026-11-01\n"
	        "system name=C|phase=retired\npermission system=SYS-0003|person=PRS-0001|level=read\n",
	 {{"2026-11-22", ""}}},
	{"PER-03", "accounts that nobody owns", PEOPLE GIVEN(1, 1, "")
	 "permission system=SYS-0001|account=adm|level=administer\npermission system=SYS-0001|account=gone|level=read|"
	 "removed=2026-01-01\n",
	 {{"2026-11-22", "SYS-0001 medium"}}, "accounts that nobody owns: 1 of 2, among others adm"},
	{"PER-04", "unused for more than ninety days; unknown, paused and away are something else",
	 PEOPLE GIVEN(1, 1, "|last_used=2026-08-24") GIVEN(1, 1, "")
	 GIVEN(1, 1, "|last_used=2020-01-01|suspended_from=2026-01-01")
	 "person name=Away|login=w|absent_from=2026-01-01\n" GIVEN(2, 3, "|last_used=2026-01-01"),
	 {{"2026-11-22", ""}, {"2026-11-23", "SYS-0001 low"}}, "not used for 90 days: 1 of 3 permissions"},
	{"PER-04", "the days are the configuration's", PEOPLE GIVEN(1, 1, "|last_used=2026-11-01"),
	 {{"2026-11-22", "SYS-0001 low"}}, "the longest unused was last used 2026-11-01", "dormant_days = 20;"},
	{"PER-05", "the day after its end, until it is removed", PEOPLE GIVEN(1, 1, "|to=2026-11-22") GIVEN(2, 1,
	 "|to=2026-11-01|removed=2026-11-01"), {{"2026-11-22", ""}, {"2026-11-23", "SYS-0001 medium"}},
	 "1 of 1 permissions, the first since 2026-11-22"},
	{"PER-06", "no reason", PEOPLE GIVEN(1, 1, "") "permission system=SYS-0002|person=PRS-0001|level=read\n",
	 {{"2026-11-22", "SYS-0002 low"}}, "1 of 1 permissions"},
	{"PER-07", "approved by the holder or by who carried it out", PEOPLE GIVEN(1, 1, "|approved_by=PRS-0001")
	 GIVEN(2, 1, "|approved_by=PRS-0002|implemented_by=PRS-0001"), {{"2026-11-22", "SYS-0001 medium"}}},
	{"PER-07", "who carried it out", PEOPLE GIVEN(1, 1, "|approved_by=PRS-0002|implemented_by=PRS-0002"),
	 {{"2026-11-22", "SYS-0001 medium"}}},
	{"PER-12", "ticked off, and still in the list", PEOPLE GIVEN(1, 1, "|removed=2026-11-01|seen_again=2026-11-10")
	 GIVEN(2, 1, "|removed=2026-11-01|seen_again=2026-11-10|unlisted=2026-11-15"), {{"2026-11-22", "SYS-0001 high"}},
	 "ticked off as removed 2026-11-01; the system's own list still had it 2026-11-10"},
};

#define TEN_OF_A \
	GIVEN(1, 1, "") GIVEN(1, 1, "") GIVEN(1, 1, "") GIVEN(1, 1, "") GIVEN(1, 1, "") GIVEN(1, 1, "") GIVEN(1, 1, "")
#define ADMINISTERS "permission system=SYS-0001|person=PRS-0001|level=administer\n"

static const struct audit_case administrators[] = {
	{"PER-09", "three of ten", PEOPLE TEN_OF_A ADMINISTERS ADMINISTERS
	 "permission system=SYS-0001|person=PRS-0001|level=emergency\n",
	 {{"2026-11-22", "SYS-0001 medium"}}, "administrators: 3 of 10 valid permissions, 30 %; the limit is 20 %"},
	{"PER-09", "a fifth is no more than the limit", PEOPLE TEN_OF_A GIVEN(1, 1, "") ADMINISTERS ADMINISTERS,
	 {{"2026-11-22", ""}}},
	{"PER-09", "too few to say", PEOPLE TEN_OF_A ADMINISTERS ADMINISTERS, {{"2026-11-22", ""}}},
	{"PER-09", "the limit is the configuration's", PEOPLE TEN_OF_A GIVEN(1, 1, "") ADMINISTERS ADMINISTERS,
	 {{"2026-11-22", "SYS-0001 medium"}}, NULL, "rules = { PER-09 = { percent = 10; } };"},
};

#define CONTRACT(end) \
	"supplier name=L\ncontract name=K|supplier=LEV-0001|start=2020-01-01|signed=2019-12-01|renewal=none|end=" end "\n"
#define CONSULTANTS \
	PEOPLE "person name=Cia|login=c|kind=consultant|supplier=LEV-0001\nperson name=Dan|login=d|kind=supplier|" \
	"supplier=LEV-0001\n"

static const struct audit_case of_people[] = {
	{"PER-08", "both sides of a conflict, in two systems; as serious as it says", PEOPLE
	 "conflict name=Order and pay|first_system=SYS-0001|first_role=Order|second_system=SYS-0002|second_role=Pay|"
	 "severity=high\n" GIVEN(1, 1, "|role=order") GIVEN(2, 1, "|role=PAY") GIVEN(1, 2, "|role=Order"),
	 {{"2026-11-22", "PRS-0001:CNF-0001 high"}}, "Order and pay: Anna holds both, in A and B"},
	{"PER-08", "not when one of them has ended", PEOPLE
	 "conflict name=N|first_system=SYS-0001|second_system=SYS-0002\n" GIVEN(1, 1, "") GIVEN(2, 1, "|to=2026-11-22"),
	 {{"2026-11-22", "PRS-0001:CNF-0001 medium"}, {"2026-11-23", ""}}},
	{"PER-10", "one finding for the supplier, the day after the contract", CONTRACT("2026-11-22") CONSULTANTS
	 GIVEN(1, 3, "") GIVEN(2, 4, ""),
	 {{"2026-11-22", ""}, {"2026-11-23", "LEV-0001 high"}},
	 "no contract with L is in force; 2 permissions still stand"},
	{"PER-10", "who has left is told of elsewhere, and who holds nothing not at all",
	 "supplier name=L\n" PEOPLE "person name=Cia|login=c|supplier=LEV-0001|active_to=2026-01-01\n"
	 "person name=Dan|login=d|supplier=LEV-0001\n" GIVEN(1, 3, "") GIVEN(1, 4, "|removed=2026-01-01"),
	 {{"2026-11-22", ""}}},
	{"PER-10", "the group's contract is enough; nobody has said which supplier",
	 CONTRACT("2030-01-01") "supplier name=M|part_of=LEV-0001\n" PEOPLE
	 "person name=Cia|login=c|supplier=LEV-0002\nperson name=Dan|login=d|kind=supplier\n" GIVEN(1, 3, "") GIVEN(1, 4, ""),
	 {{"2026-11-22", "PRS-0004 high"}}, "which supplier Dan comes from is not stated"},
	{"PER-10", "to be removed tomorrow, it still stands", "supplier name=L\n" CONSULTANTS
	 GIVEN(1, 3, "|removed=2026-11-23"),
	 {{"2026-11-22", "LEV-0001 high"}, {"2026-11-23", ""}}},
	{"PER-11", "no owner, or one who has left",
	 PEOPLE "person name=Robot|login=r|kind=service_account\nperson name=Eva|login=e|active_to=2026-11-22\n"
	 "person name=Job|login=j|kind=service_account|owner=PRS-0004\n"
	 "person name=Old|login=o|kind=service_account|active_to=2020-01-01\n",
	 {{"2026-11-22", "PRS-0003 medium"}, {"2026-11-23", "PRS-0003 medium; PRS-0005 medium"}},
	 "Eva, who answered for it, has left"},
};

static void rules_of_a_system(void **state)
{
	(void)state;
	audit_cases_run(of_a_system, COUNT_OF(of_a_system));
}

static void rules_of_administrators(void **state)
{
	(void)state;
	audit_cases_run(administrators, COUNT_OF(administrators));
}

static void rules_of_people(void **state)
{
	(void)state;
	audit_cases_run(of_people, COUNT_OF(of_people));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(rules_of_a_system), cmocka_unit_test(rules_of_administrators),
	                                   cmocka_unit_test(rules_of_people)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
