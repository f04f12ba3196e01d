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

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(rules_of_obsolescence), cmocka_unit_test(rules_of_exposure)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
