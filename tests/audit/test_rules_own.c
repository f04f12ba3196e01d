/* OWN: somebody answers for it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/memory.h"
#include "support/audit_cases.h"

#define PEOPLE "person name=Anna|login=anna\nperson name=Bo|login=bo|active_to=2026-09-30\nperson name=Cia|login=cia\n"
#define SYSTEM "system name=Treserva|phase=in_use\n"

static const struct audit_case cases[] = {
	{"OWN-01", "nobody owns it", SYSTEM, {{"2026-11-22", "SYS-0001 high"}}},
	{"OWN-01", "the phase is not stated", "system name=Treserva\n", {{"2026-11-22", "SYS-0001 high"}}},
	{"OWN-01", "an idea, a procurement and what is retired need no owner",
	 "system name=A|phase=idea\nsystem name=B|phase=procurement\nsystem name=C|phase=retired\n", {{"2026-11-22", ""}}},
	{"OWN-01", "another role is no owner", PEOPLE SYSTEM "assignment person=PRS-0001|"
	 "role=system_manager|system=SYS-0001\n",
	 {{"2026-11-22", "SYS-0001 high"}}},
	{"OWN-01", "the assignment begins and ends on a day",
	 PEOPLE SYSTEM "assignment person=PRS-0001|role=system_owner|system=SYS-0001|from=2026-11-21|to=2026-11-22\n",
	 {{"2026-11-20", "SYS-0001 high"}, {"2026-11-21", ""}, {"2026-11-22", ""}, {"2026-11-23", "SYS-0001 high"}}},

	{"OWN-02", "nobody manages it", PEOPLE SYSTEM "assignment person=PRS-0001|role=system_owner|system=SYS-0001\n",
	 {{"2026-11-22", "SYS-0001 medium"}}},
	{"OWN-02", "somebody does, to a day", PEOPLE SYSTEM "assignment person=PRS-0001|role=system_manager|system=SYS-0001|"
	 "to=2026-11-22\n",
	 {{"2026-11-22", ""}, {"2026-11-23", "SYS-0001 medium"}}},

	{"OWN-03", "one finding for all that the person owned, the day after the last one at work",
	 PEOPLE SYSTEM "system name=Lifecare\nservice name=Hemtjänst\ncontract name=Drift|start=2025-01-01|end=2027-12-31\n"
	 "assignment person=PRS-0002|role=system_owner|system=SYS-0001\nassignment person=PRS-0002|"
	 "role=information_owner|system=SYS-0002\n"
	 "assignment person=PRS-0002|role=system_owner|service=SRV-0001\nassignment person=PRS-0002|"
	 "role=contract_owner|contract=AVT-0001\n",
	 {{"2026-09-29", ""}, {"2026-09-30", ""}, {"2026-10-01", "PRS-0002 high"}}},
	{"OWN-03", "who merely manages is no owner", PEOPLE SYSTEM "assignment person=PRS-0002|"
	 "role=system_manager|system=SYS-0001\n",
	 {{"2026-11-22", ""}}},
	{"OWN-03", "an assignment that has ended, a system that is retired and a contract that has ended need no hand-over",
	 PEOPLE SYSTEM "system name=Gammal|phase=retired\ncontract name=Drift|start=2020-01-01|end=2022-12-31\n"
	 "assignment person=PRS-0002|role=system_owner|system=SYS-0001|to=2026-09-30\n"
	 "assignment person=PRS-0002|role=system_owner|system=SYS-0002\nassignment person=PRS-0002|"
	 "role=contract_owner|contract=AVT-0001\n",
	 {{"2026-11-22", ""}}},

	{"OWN-04", "one finding for the owner of two", PEOPLE SYSTEM "system name=Lifecare\n"
	 "assignment person=PRS-0001|role=system_owner|system=SYS-0001\nassignment person=PRS-0001|"
	 "role=system_owner|system=SYS-0002\n",
	 {{"2026-11-22", "PRS-0001 low"}}},
	{"OWN-04", "a deputy", PEOPLE SYSTEM "assignment person=PRS-0001|role=system_owner|system=SYS-0001|"
	 "deputy=PRS-0003\n", {{"2026-11-22", ""}}},
	{"OWN-04", "a deputy who leaves", PEOPLE SYSTEM "assignment person=PRS-0001|role=system_owner|system=SYS-0001|"
	 "deputy=PRS-0002\n",
	 {{"2026-09-30", ""}, {"2026-10-01", "PRS-0001 low"}}},
	{"OWN-04", "an owner who has left is another rule's", PEOPLE SYSTEM "assignment person=PRS-0002|"
	 "role=system_owner|system=SYS-0001\n",
	 {{"2026-11-22", ""}}},

	{"OWN-05", "two are not too many by default", PEOPLE SYSTEM "system name=Lifecare\n"
	 "assignment person=PRS-0001|role=system_manager|system=SYS-0001\nassignment person=PRS-0001|"
	 "role=system_manager|system=SYS-0002\n",
	 {{"2026-11-22", ""}}},
	{"OWN-05", "as many as the threshold are allowed, one more is not", PEOPLE SYSTEM "system name=Lifecare\n"
	 "system name=Evolution\n"
	 "assignment person=PRS-0001|role=system_manager|system=SYS-0001\nassignment person=PRS-0001|"
	 "role=system_manager|system=SYS-0002\n"
	 "assignment person=PRS-0001|role=system_manager|system=SYS-0003|from=2026-11-22\n",
	 {{"2026-11-21", ""}, {"2026-11-22", "PRS-0001 low"}}, .conf = "rules = { OWN-05 = { systems = 2; }; };\n"},
	{"OWN-05", "retired ones do not count", PEOPLE SYSTEM "system name=Lifecare\nsystem name=Evolution|phase=retired\n"
	 "assignment person=PRS-0001|role=system_manager|system=SYS-0001\nassignment person=PRS-0001|"
	 "role=system_manager|system=SYS-0002\n"
	 "assignment person=PRS-0001|role=system_manager|system=SYS-0003\n",
	 {{"2026-11-22", ""}}, .conf = "rules = { OWN-05 = { systems = 2; }; };\n"},

	{"OWN-06", "one finding for the unit", "unit name=Socialförvaltningen\nsystem name=A|unit=UNI-0001\n"
	 "system name=B|unit=UNI-0001\n",
	 {{"2026-11-22", "UNI-0001 low"}}},
	{"OWN-06", "named for the unit above, to a day", PEOPLE "unit name=Nämnd\nunit name=Förvaltning|parent=UNI-0001\n"
	 "system name=A|unit=UNI-0002\n"
	 "assignment person=PRS-0001|role=business_developer|unit=UNI-0001|to=2026-11-22\n", {{"2026-11-22", ""},
	 {"2026-11-23", "UNI-0002 low"}}},
	{"OWN-06", "named for the object, for the object's unit, for the system",
	 PEOPLE "unit name=Nämnd\nobject name=X|unit=UNI-0001\nobject name=Y\nsystem name=A|object=OBJ-0001\n"
	 "system name=B|object=OBJ-0002\n"
	 "assignment person=PRS-0001|role=business_developer|unit=UNI-0001\nassignment person=PRS-0001|"
	 "role=business_developer|system=SYS-0002\n",
	 {{"2026-11-22", ""}}},
	{"OWN-06", "an object without one", "object name=Y\nsystem name=B|object=OBJ-0001\n", {{"2026-11-22",
	 "OBJ-0001 low"}}},
	{"OWN-06", "where neither unit nor object is known nobody can tell", SYSTEM, {{"2026-11-22", ""}}},

	{"OWN-07", "a service that is offered", "service name=Förskoleplats|from=2026-11-22|to=2026-11-23\n",
	 {{"2026-11-21", ""}, {"2026-11-22", "SRV-0001 medium"}, {"2026-11-23", "SRV-0001 medium"}, {"2026-11-24", ""}}},
	{"OWN-07", "with its owner", PEOPLE "service name=Förskoleplats\nassignment person=PRS-0001|"
	 "role=system_owner|service=SRV-0001\n",
	 {{"2026-11-22", ""}}},
	{"OWN-08", "an object to its last day", "object name=Utbildningsstöd|to=2026-11-22\n",
	 {{"2026-11-22", "OBJ-0001 medium"}, {"2026-11-23", ""}}},
	{"OWN-08", "with its owner", PEOPLE "object name=Utbildningsstöd\nassignment person=PRS-0001|"
	 "role=system_owner|object=OBJ-0001\n",
	 {{"2026-11-22", ""}}},
	{"OWN-09", "a contract to its last day", "contract name=Drift|start=2025-01-01|end=2026-11-22\n",
	 {{"2026-11-22", "AVT-0001 medium"}, {"2026-11-23", ""}}},
	{"OWN-09", "with its owner", PEOPLE "contract name=Drift|start=2025-01-01|end=2027-11-22\n"
	 "assignment person=PRS-0001|role=contract_owner|contract=AVT-0001\n", {{"2026-11-22", ""}}},
	{"OWN-09", "a part of another has that one's", PEOPLE "contract name=Drift|start=2025-01-01|end=2027-11-22\n"
	 "contract name=Bilaga|start=2025-01-01|end=2027-11-22|parent=AVT-0001\n"
	 "assignment person=PRS-0001|role=contract_owner|contract=AVT-0001\n", {{"2026-11-22", ""}}},

	{"OWN-10", "twelve months after the last review", "system name=A|reviewed=2025-11-22\n",
	 {{"2026-11-21", ""}, {"2026-11-22", ""}, {"2026-11-23", "SYS-0001 low"}}},
	{"OWN-10", "at the interval that is stated", "system name=A|reviewed=2026-08-31|review_months=6\n",
	 {{"2027-02-28", ""}, {"2027-03-01", "SYS-0001 low"}}},
	{"OWN-10", "never reviewed is not known", "system name=A\n", {{"2040-11-22", ""}}},
	{"OWN-11", "never reviewed, and not changed since it was written", "system name=A\n"
	 "system name=B|reviewed=2025-01-01\nsystem name=C|phase=retired\n",
	 {{"2019-01-01", ""}, {"2199-01-01", "SYS-0001 info"}}},
};

static void rules_of_ownership(void **state)
{
	(void)state;
	audit_cases_run(cases, COUNT_OF(cases));
}

/* What is told where the facts differ. */
static const struct audit_case told[] = {
	{"OWN-01", "which role",
	 "system name=A\n",
	 {{"2026-11-22", "SYS-0001 high"}},
	 .says = "SYS-0001: nobody is named as system owner. name a system owner [ 2026-11-29]\n"},
	{"OWN-02", "which role",
	 "system name=A\n",
	 {{"2026-11-22", "SYS-0001 medium"}},
	 .says = "SYS-0001: nobody is named as system manager. name a system manager [ 2026-12-22]\n"},
	{"OWN-03", "the owner of information",
	 PEOPLE SYSTEM "assignment person=PRS-0002|role=information_owner|system=SYS-0001\n",
	 {{"2026-11-22", "PRS-0002 high"}},
	 .says = "PRS-0002: Bo left 2026-09-30; is still named as owner of Treserva. hand over what Bo answers for [ "
	 "2026-09-30]\n"},
	{"OWN-03", "the owner of a service",
	 PEOPLE SYSTEM "service name=Hemtjänst\n"
	 "assignment person=PRS-0002|role=system_owner|service=SRV-0001\n",
	 {{"2026-11-22", "PRS-0002 high"}},
	 .says = "is still named as owner of Hemtjänst."},
	{"OWN-03", "the owner of an object",
	 PEOPLE SYSTEM "object name=Vård\n"
	 "assignment person=PRS-0002|role=system_owner|object=OBJ-0001\n",
	 {{"2026-11-22", "PRS-0002 high"}},
	 .says = "is still named as owner of Vård."},
	{"OWN-03", "the owner of a contract",
	 PEOPLE SYSTEM "contract name=Drift|start=2025-01-01|end=2027-12-31\n"
	 "assignment person=PRS-0002|role=contract_owner|contract=AVT-0001\n",
	 {{"2026-11-22", "PRS-0002 high"}},
	 .says = "is still named as owner of Drift."},
	{"OWN-03", "how many there are",
	 PEOPLE SYSTEM "system name=B\n"
	 "assignment person=PRS-0002|role=system_owner|system=SYS-0001\n"
	 "assignment person=PRS-0002|role=system_owner|system=SYS-0002\n",
	 {{"2026-11-22", "PRS-0002 high"}},
	 .says = "is still named as owner of 2, among others Treserva."},
	{"OWN-06", "named for the object itself",
	 PEOPLE SYSTEM "unit name=U\n"
	 "object name=X|unit=UNI-0001\n"
	 "object name=Y|unit=UNI-0001\n"
	 "system name=B|object=OBJ-0001\n"
	 "system name=C|object=OBJ-0002\n"
	 "assignment person=PRS-0001|role=business_developer|object=OBJ-0001\n",
	 {{"2026-11-22", "OBJ-0002 low"}},
	 .says = "OBJ-0002: nobody is named as business developer; it concerns C. name a business developer [ "
	 "2026-12-22]\n"},
};

static void what_is_told_of_ownership(void **state)
{
	(void)state;
	audit_cases_run(told, COUNT_OF(told));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(what_is_told_of_ownership),
	 cmocka_unit_test(rules_of_ownership)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
