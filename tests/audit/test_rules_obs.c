/* OBS: obsolescence of what systems are made of. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/memory.h"
#include "support/audit_cases.h"

#define LOW "system name=A|criticality=2|phase=in_use\n"
#define HIGH "system name=A|criticality=3|phase=in_use\n"
#define COMPONENT "component system=SYS-0001|product=PostgreSQL|version=14.9|layer=database|"
#define DATABASE COMPONENT "vendor_end=2026-11-22|remedy=upgrade"

static const struct audit_case cases[] = {
	{"OBS-01", "the last day of support is a day of support", LOW DATABASE,
	 {{"2026-11-21", ""}, {"2026-11-22", ""}, {"2026-11-23", "CMP-0001 medium"}}},
	{"OBS-01", "high from criticality 3", HIGH DATABASE, {{"2026-11-23", "CMP-0001 high"}}},
	{"OBS-01", "criticality not stated is not critical", "system name=A\n" DATABASE, {{"2026-11-23",
	 "CMP-0001 medium"}}},
	{"OBS-01", "extended support that has been bought counts", LOW DATABASE "|extended_end=2027-11-22",
	 {{"2027-11-22", ""}, {"2027-11-23", "CMP-0001 medium"}}},
	{"OBS-01", "our own end does not end support", LOW COMPONENT "own_end=2026-01-01|vendor_end=2027-01-01",
	 {{"2026-11-22", ""}}},
	{"OBS-01", "not known is not ended", LOW COMPONENT "remedy=upgrade", {{"2040-01-01", ""}}},
	{"OBS-01", "what is retired, planned or an idea is left out",
	 "system name=A|phase=retired\nsystem name=B|phase=idea\ncomponent system=SYS-0001|product=X|vendor_end=2020-01-01\n"
	 "component system=SYS-0002|product=X|vendor_end=2020-01-01", {{"2026-11-22", ""}}},

	{"OBS-02", "from 90 days before the day to act, medium once it has passed, until support ends", LOW DATABASE,
	 {{"2026-05-23", ""}, {"2026-05-24", "CMP-0001 low"}, {"2026-08-22", "CMP-0001 low"}, {"2026-08-23",
	 "CMP-0001 medium"},
	  {"2026-11-22", "CMP-0001 medium"}, {"2026-11-23", ""}}},
	{"OBS-02", "an earlier end of our own decides", LOW DATABASE "|own_end=2026-08-22",
	 {{"2026-05-22", "CMP-0001 low"}, {"2026-05-23", "CMP-0001 medium"}}},
	{"OBS-02", "days as configured", LOW DATABASE, {{"2026-08-20", ""}, {"2026-08-21", "CMP-0001 low"}},
	 .conf = "rules = { OBS-02 = { days = 1; }; };\n"},
	{"OBS-02", "what the system must be replaced for has no day to act", LOW COMPONENT
	 "vendor_end=2026-11-22|remedy=replace_system",
	 {{"2026-11-22", ""}}},

	{"OBS-03", "said, far off, and nobody has taken it up", LOW COMPONENT "vendor_end=2035-11-22|remedy=replace_system",
	 {{"2026-11-22", "CMP-0001 medium"}}},
	{"OBS-03", "the DEC rules speak from a year before the day to decide",
	 LOW COMPONENT "vendor_end=2030-11-22|remedy=replace_system", {{"2027-11-21", "CMP-0001 medium"}, {"2027-11-22",
	 ""}}},
	{"OBS-03", "an upgrade, and what nobody has said", LOW COMPONENT "vendor_end=2035-11-22|remedy=upgrade\n"
	 COMPONENT "vendor_end=2035-11-22|remedy=unknown\n" COMPONENT "vendor_end=2035-11-22", {{"2026-11-22", ""}}},
	{"OBS-03", "a proposal is not yet taken up, a received opportunity is",
	 LOW COMPONENT "vendor_end=2035-11-22|remedy=replace_system\nopportunity title=Ny vård|stage=raised\n"
	 "opportunity_trigger opportunity=OPP-0001|kind=support_end|about=CMP-0001\n", {{"2026-11-22", "CMP-0001 medium"}}},
	{"OBS-03", "received", LOW COMPONENT "vendor_end=2035-11-22|remedy=replace_system\n"
	 "opportunity title=Ny vård|stage=received\n"
	 "opportunity_trigger opportunity=OPP-0001|kind=support_end|about=CMP-0001\n", {{"2026-11-22", ""}}},
	{"OBS-03", "a decision about the system answers to the day it is followed up",
	 LOW COMPONENT "vendor_end=2035-11-22|remedy=replace_system\ndecision number=1|title=B|kind=management|"
	 "date=2026-01-01|text=x|reason=y|"
	 "outcome=approved|about=SYS-0001|follow_up=2026-11-22\n", {{"2026-11-22", ""}, {"2026-11-23", "CMP-0001 medium"}}},

	{"OBS-04", "asked for in the list, not by itself", LOW "component system=SYS-0001|product=PostgreSQL\n",
	 {{"2026-11-22", ""}}},

	{"OBS-05", "one finding for a product however it is spelt",
	 LOW "component system=SYS-0001|product=Norton Lab|version=3\ncomponent system=SYS-0001|product=nortonlab|"
	 "version=4\n"
	 "component system=SYS-0001|product=Other|version=1\n", {{"2026-11-22",
	 "register:nortonlab low; register:other low"}}},
	{"OBS-05", "an end that somebody has stated", LOW COMPONENT "vendor_end=2027-01-01\n" COMPONENT
	 "extended_end=2027-01-01\n",
	 {{"2026-11-22", ""}}},
	{"OBS-05", "without a version it cannot be looked for", LOW "component system=SYS-0001|product=PostgreSQL\n",
	 {{"2026-11-22", ""}}},
	{"OBS-05", "the catalogue has the product, but not the version", LOW COMPONENT "longer_supported=no\n",
	 {{"2026-11-22", "register:postgresql low"}}},

	{"OBS-06", "one finding for a release, the day after active support",
	 LOW "product name=postgresql\nrelease product=PRD-0001|cycle=14\n" COMPONENT
	 "release=REL-0001|active_end=2026-11-22|vendor_end=2028-11-22\n"
	 COMPONENT "release=REL-0001|active_end=2026-11-22|vendor_end=2028-11-22\n",
	 {{"2026-11-22", ""}, {"2026-11-23", "REL-0001 info"}, {"2028-11-22", "REL-0001 info"}, {"2028-11-23", ""}}},
	{"OBS-06", "support that was bought is more than active support",
	 LOW COMPONENT "active_end=2026-11-22|vendor_end=2027-11-22|extended_end=2028-11-22\n", {{"2026-11-23", ""}}},

	{"OBS-07", "refused, whatever the day", LOW COMPONENT "standing=denied\n", {{"2026-11-22",
	 "register:postgresql medium"}}},
	{"OBS-07", "approved to a day", LOW "product name=postgresql\nrelease product=PRD-0001|cycle=14\n"
	 COMPONENT "release=REL-0001|standing=exception|standing_until=2026-11-22\n"
	 COMPONENT "release=REL-0001|standing=exception|standing_until=2026-11-22\n", {{"2026-11-22", ""}, {"2026-11-23",
	 "PRD-0001 medium"}}},
	{"OBS-07", "a version without a release belongs to the product of its name",
	 LOW "product name=PostgreSQL\n" COMPONENT "standing=denied\n", {{"2026-11-22", "PRD-0001 medium"}}},
	{"OBS-07", "approved, to be phased out, and nothing said", LOW COMPONENT "standing=approved\n" COMPONENT
	 "standing=sunset\n" COMPONENT "layer=library\n",
	 {{"2026-11-22", ""}}},

	{"OBS-08", "the planned day is the last one", "system name=A|phase=in_use|planned_retirement=2026-11-22\n",
	 {{"2026-11-22", ""}, {"2026-11-23", "SYS-0001 medium"}}},
	{"OBS-08", "it has been retired", "system name=A|phase=retired|planned_retirement=2026-11-22\n", {{"2026-11-23",
	 ""}}},

	{"OBS-09", "sensitive data, one finding for the system",
	 LOW DATABASE "\n" DATABASE "\ninformation system=SYS-0001|name=Journaler|personal_data=sensitive\n",
	 {{"2026-11-22", ""}, {"2026-11-23", "SYS-0001 high"}}},
	{"OBS-09", "ordinary data", LOW DATABASE "\ninformation system=SYS-0001|name=Elever|personal_data=ordinary\n",
	 {{"2026-11-23", ""}}},
	{"OBS-09", "no end is known", LOW COMPONENT "layer=library\ninformation system=SYS-0001|"
	 "name=Journaler|personal_data=sensitive\n",
	 {{"2026-11-23", ""}}},

	{"OBS-11", "one finding for the release", LOW "product name=postgresql\nrelease product=PRD-0001|cycle=14\n"
	 COMPONENT "release=REL-0001|vendor_state=ended_unknown|vendor_end=2026-11-18\n"
	 COMPONENT "release=REL-0001|vendor_state=ended_unknown|vendor_end=2026-11-18\n", {{"2026-11-22", "REL-0001 info"}}},
	{"OBS-11", "a day, or supported without one", LOW DATABASE "\n" COMPONENT "vendor_state=supported_unknown\n",
	 {{"2026-11-23", ""}}},
};

/* Which systems have lost their support is known after all of them have been read. */
#define TWO "system name=A|phase=in_use\nsystem name=B|phase=in_use\n"
#define ENDED_A "component system=SYS-0001|product=X|vendor_end=2026-11-22|remedy=upgrade\n"
#define CRITICAL "integration name=I|from_system=SYS-0001|to_system=SYS-0002|critical=yes"

static const struct audit_case exposed[] = {
	{"OBS-10", "from the day after the other's support", TWO ENDED_A CRITICAL, {{"2026-11-22", ""}, {"2026-11-23",
	 "INT-0001 medium"}}},
	{"OBS-10", "in the other direction", TWO ENDED_A "integration name=I|from_system=SYS-0002|"
	 "to_system=SYS-0001|critical=yes",
	 {{"2026-11-23", "INT-0001 medium"}}},
	{"OBS-10", "not critical, or not said", TWO ENDED_A "integration name=I|from_system=SYS-0001|"
	 "to_system=SYS-0002|critical=no\n"
	 "integration name=J|from_system=SYS-0001|to_system=SYS-0002\n", {{"2026-11-23", ""}}},
	{"OBS-10", "planned or closed", TWO ENDED_A CRITICAL "|state=planned\n" CRITICAL "|state=closed", {{"2026-11-23",
	 ""}}},
	{"OBS-10", "both have lost it: each has its own to put right",
	 TWO ENDED_A "component system=SYS-0002|product=X|vendor_end=2026-11-22\n" CRITICAL, {{"2026-11-23", ""}}},
	{"OBS-10", "one step, no further", TWO "system name=C|phase=in_use\n" ENDED_A CRITICAL
	 "\nintegration name=J|from_system=SYS-0002|to_system=SYS-0003|critical=yes\n", {{"2026-11-23", "INT-0001 medium"}}},
	{"OBS-10", "retired at either end", "system name=A|phase=retired\nsystem name=B|phase=in_use\n" ENDED_A CRITICAL,
	 {{"2026-11-23", ""}}},
	{"OBS-10", "to somebody outside", TWO ENDED_A "integration name=I|from_system=SYS-0001|external_party=Skatteverket|"
	 "critical=yes\n",
	 {{"2026-11-23", ""}}},
};

static void rules_of_obsolescence(void **state)
{
	(void)state;
	audit_cases_run(cases, COUNT_OF(cases));
}

static void rules_of_exposure(void **state)
{
	(void)state;
	audit_cases_run(exposed, COUNT_OF(exposed));
}

/* What is told where the facts differ. */
static const struct audit_case told[] = {
	{"OBS-01", "from whom the day is, what is to be done, and whose it is",
	 LOW "person name=Tom|login=t\n"
	 "assignment person=PRS-0001|role=technical_manager|system=SYS-0001\n"
	 "product name=postgresql|seen=2026-01-01\n" COMPONENT
	 "vendor_end=2026-11-22|vendor_end_from=catalogue|remedy=upgrade\n" COMPONENT
	 "vendor_end=2026-11-22|vendor_end_from=typed|remedy=replace_system\n" COMPONENT
	 "vendor_end=2020-01-01|extended_end=2026-11-21|vendor_end_from=catalogue|remedy=upgrade\n",
	 {{"2026-11-23", "CMP-0001 medium; CMP-0002 medium; CMP-0003 medium"}},
	 .says = "CMP-0001: the supplier's support ends 2026-11-22; criticality 2; according to the catalogue of "
	 "2026-01-01. upgrade PostgreSQL, or say how it is to be answered [PRS-0001 2026-11-22]\n"
	 "CMP-0002: the supplier's support ends 2026-11-22; to be answered by replacing the system; criticality "
	 "2. limit what can reach PostgreSQL until the system has been replaced [PRS-0001 2026-11-22]\n"
	 "CMP-0003: extended support has been bought to 2026-11-21; the supplier's support ends 2020-01-01; "
	 "criticality 2. upgrade"},
	{"OBS-02", "the day to act, and what it is counted from",
	 LOW "person name=Tom|login=t\n"
	 "assignment person=PRS-0001|role=technical_manager|system=SYS-0001\n" COMPONENT
	 "vendor_end=2026-11-22|remedy=upgrade\n" COMPONENT "vendor_end=2026-11-22|longer_supported=yes\n",
	 {{"2026-08-22", "CMP-0001 low; CMP-0002 low"}},
	 .says = "CMP-0001: act by 2026-08-22: 2026-11-22 less 3 months to upgrade; the supplier's support ends "
	 "2026-11-22; criticality 2. begin the upgrade of PostgreSQL, or say how it is to be answered [PRS-0001 "
	 "2026-08-22]\n"
	 "CMP-0002: act by 2026-08-22: 2026-11-22 less 3 months to upgrade; the supplier's support ends "
	 "2026-11-22; no remedy is stated: a newer release is supported longer, so it counts as an upgrade; "
	 "criticality 2."},
	{"OBS-03", "each component has its own day",
	 LOW COMPONENT "vendor_end=2035-11-22|remedy=replace_system\n" COMPONENT
	 "vendor_end=2036-11-22|remedy=replace_system\n",
	 {{"2026-11-22", "CMP-0001 medium; CMP-0002 medium"}},
	 .says = "CMP-0002: decide by 2034-11-22; support of PostgreSQL ends 2036-11-22;"},
	{"OBS-03", "a day to decide that has passed is told by the DEC rules",
	 LOW COMPONENT "vendor_end=2028-11-21|remedy=replace_system\n",
	 {{"2026-11-22", ""}}},
	{"OBS-03", "our own end has been taken up",
	 LOW COMPONENT "own_end=2035-11-22|remedy=replace_system\n"
	 "opportunity title=Ny|stage=received\n"
	 "opportunity_trigger opportunity=OPP-0001|kind=own_end|about=CMP-0001\n",
	 {{"2026-11-22", ""}}},
	{"OBS-03", "what comes first for the system has been taken up",
	 "system name=A|planned_retirement=2035-01-01\n"
	 "component system=SYS-0001|product=Y|vendor_end=2036-11-22|remedy=replace_system\n"
	 "opportunity title=Ny|stage=received\n"
	 "opportunity_trigger opportunity=OPP-0001|kind=planned_retirement|about=SYS-0001\n",
	 {{"2026-11-22", ""}}},
	{"OBS-05", "a product or a version that is not there, in one component or many",
	 LOW COMPONENT "longer_supported=no\n" COMPONENT "longer_supported=no\n"
	 "component system=SYS-0001|product=Zz|version=1\n",
	 {{"2026-11-22", "register:postgresql low; register:zz low"}},
	 .says = "register:postgresql: the catalogue has PostgreSQL, but no release that version 14.9 belongs to; it is "
	 "used in 2 components, among others in A. add it to the product catalogue, or state the end of support [ "
	 "2026-12-22]\n"
	 "register:zz: the catalogue has no product Zz; it is used in A. add"},
	{"OBS-06", "of a release or of a component alone",
	 LOW "product name=postgresql|seen=2026-01-01\n"
	 "release product=PRD-0001|cycle=14\n" COMPONENT "release=REL-0001|active_end=2026-11-22|vendor_end=2028-11-22\n"
	 COMPONENT "active_end=2026-11-20\n",
	 {{"2026-11-23", "CMP-0002 info; REL-0001 info"}},
	 .says = "CMP-0002: active support ended 2026-11-20: only security corrections since; it is used in A; according "
	 "to the catalogue of 2026-01-01. plan when it is to be upgraded [ ]\n"
	 "REL-0001: postgresql, release 14; active support ended 2026-11-22: only security corrections since; the "
	 "supplier's support ends 2028-11-22; it is used in A;"},
	{"OBS-07", "what we have said, and until when",
	 LOW "product name=postgresql\n"
	 "release product=PRD-0001|cycle=14\n" COMPONENT "release=REL-0001|standing=exception|standing_until=2026-11-22\n"
	 "component system=SYS-0001|product=Zz|version=1|standing=denied\n",
	 {{"2026-11-23", "register:zz medium; PRD-0001 medium"}},
	 .says = "register:zz: our standing: not approved; it is used in A. decide whether Zz may be used, to what day "
	 "and what comes after [ 2026-12-23]\n"
	 "PRD-0001: our standing: approved exception; it held to 2026-11-22; it is used in A. decide whether "
	 "postgresql may be used, to what day and what comes after [ 2026-11-22]\n"},
	{"OBS-08", "with the phase, where that is stated",
	 "system name=A|phase=phase_out|planned_retirement=2026-11-22\n"
	 "system name=B|planned_retirement=2026-11-22\n",
	 {{"2026-11-23", "SYS-0001 medium; SYS-0002 medium"}},
	 .says = "SYS-0001: to be retired 2026-11-22; and the phase is phase out. retire A, or state another day [ "
	 "2026-11-22]\n"
	 "SYS-0002: to be retired 2026-11-22. retire B, or state another day [ 2026-11-22]\n"},
	{"OBS-04+REG-01", "a version that is not stated",
	 "unit name=Enhet\n"
	 "supplier name=L\n"
	 "system name=A|" AUDIT_EVERY_FACT "\n"
	 "component system=SYS-0001|product=X|layer=library|vendor_end=2030-01-01|remedy=upgrade|"
	 "upgrade_months=2\n"
	 "component system=SYS-0001|product=Y|version=2|layer=library|vendor_end=2030-01-01|remedy=upgrade|"
	 "upgrade_months=2\n",
	 {{"2026-11-22", "SYS-0001 info"}},
	 .says = "SYS-0001: Version of X: gives the end of support. fill in what is missing [ ]\n"},
	{"OBS-10", "what is exposed, through what, and whose it is",
	 TWO ENDED_A CRITICAL "\n"
	 "person name=T|login=t\n"
	 "assignment person=PRS-0001|role=technical_manager|system=SYS-0002\n",
	 {{"2026-11-23", "INT-0001 medium"}},
	 .says = "INT-0001: B is exposed through A, which is made of something without support. see to it that I cannot "
	 "carry a fault over [PRS-0001 2026-12-23]\n"},
	{"OBS-10", "the exposed one is retired",
	 "system name=A|phase=in_use\n"
	 "system name=B|phase=retired\n" ENDED_A CRITICAL,
	 {{"2026-11-23", ""}}},
	{"OBS-11", "on what day it counts as ended",
	 LOW "product name=postgresql\n"
	 "release product=PRD-0001|cycle=14\n" COMPONENT
	 "release=REL-0001|vendor_state=ended_unknown|vendor_end=2026-11-18\n",
	 {{"2026-11-22", "REL-0001 info"}},
	 .says = "REL-0001: postgresql, release 14; support has ended, on what day is not known: counted as 2026-11-18; "
	 "it is used in A. find out"},
};

static void what_is_told_of_obsolescence(void **state)
{
	(void)state;
	audit_cases_run(told, COUNT_OF(told));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(what_is_told_of_obsolescence),
	 cmocka_unit_test(rules_of_obsolescence), cmocka_unit_test(rules_of_exposure)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
