/* EXI and KNO: could we leave, and does somebody know how? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "support/audit_cases.h"

static const struct audit_case exits[] = {
	{"EXI-01", "from criticality 3", "system name=A|criticality=3\nsystem name=B|criticality=2\nsystem name=C\n"
	 "system name=D|criticality=4|exit_plan=Steg\n"
	 "system name=E|criticality=4|phase=retired\n", {{"2026-11-22", "SYS-0001 low"}}},
	{"EXI-01", "critical for society is LAW-03", "system name=A|criticality=3|essential=yes\n", {{"2026-11-22", ""}}},
	{"EXI-02", "twelve months after the test", "system name=A|exit_plan=Steg|exit_tested=2025-11-22\n",
	 {{"2026-11-22", ""}, {"2026-11-23", "SYS-0001 low"}}},
	{"EXI-02", "never tested, where it matters", "system name=A|exit_plan=Steg|criticality=3\n"
	 "system name=B|exit_plan=Steg|criticality=2\n",
	 {{"2026-11-22", "SYS-0001 low"}}},
	{"EXI-02", "no plan, no test", "system name=A|criticality=3|exit_tested=2020-01-01\n", {{"2026-11-22", ""}}},
	{"EXI-03", "24 months after the test", "system name=A|data_export=yes|export_tested=2024-11-22\n",
	 {{"2026-11-22", ""}, {"2026-11-23", "SYS-0001 low"}}},
	{"EXI-03", "an export that is not there is EXI-07", "system name=A|data_export=no|"
	 "export_tested=2020-11-22|criticality=3\n", {{"2026-11-22", ""}}},
	{"EXI-03", "months as configured", "system name=A|data_export=yes|export_tested=2026-10-22\n",
	 {{"2026-11-22", ""}, {"2026-11-23", "SYS-0001 low"}}, .conf = "rules = { EXI-03 = { months = 1; }; };\n"},
	{"EXI-04", "no, partly, yes, unknown and not set", "system name=A|data_owned=no\nsystem name=B|data_owned=partly\n"
	 "system name=C|data_owned=yes\n"
	 "system name=D|data_owned=unknown\nsystem name=E\nsystem name=F|data_owned=no|phase=retired\n", {{"2026-11-22",
	 "SYS-0001 medium; SYS-0002 low"}}},
	{"EXI-05", "no alone", "system name=A|open_standards=no\nsystem name=B|open_standards=partly\n"
	 "system name=C|open_standards=unknown\nsystem name=D\n",
	 {{"2026-11-22", "SYS-0001 info"}}},
	{"EXI-06", "no alone", "system name=A|open_api=no\nsystem name=B|open_api=partly\nsystem name=C|open_api=unknown\n"
	 "system name=D\n",
	 {{"2026-11-22", "SYS-0001 low"}}},
	{"EXI-07", "no alone", "system name=A|data_export=no\nsystem name=B|data_export=partly\n"
	 "system name=C|data_export=unknown\nsystem name=D\n",
	 {{"2026-11-22", "SYS-0001 medium"}}},
	{"EXI-08", "one more than the threshold", "supplier name=L\nsystem name=A|criticality=3|supplier=LEV-0001\n"
	 "system name=B|criticality=4|supplier=LEV-0001\n"
	 "system name=C|criticality=3|supplier=LEV-0001\n", {{"2026-11-22", "LEV-0001 info"}}, .conf =
	 "rules = { EXI-08 = { systems = 2; }; };\n"},
	{"EXI-08", "as many as the threshold, others less critical or retired", "supplier name=L\n"
	 "system name=A|criticality=3|supplier=LEV-0001\n"
	 "system name=B|criticality=4|supplier=LEV-0001\nsystem name=C|criticality=2|supplier=LEV-0001\n"
	 "system name=D|criticality=4|supplier=LEV-0001|phase=retired\n",
	 {{"2026-11-22", ""}}, .conf = "rules = { EXI-08 = { systems = 2; }; };\n"},
};

#define ANNA "person name=Anna|login=anna\n"
#define BO "person name=Bo|login=bo|active_to=2026-11-22\n"

static const struct audit_case knowledge[] = {
	{"KNO-01", "somebody, medium from criticality 3", ANNA "system name=A|key_person=PRS-0001\n"
	 "system name=B|key_person=PRS-0001|criticality=3\nsystem name=C\n",
	 {{"2026-11-22", "SYS-0001 low; SYS-0002 medium"}}},
	{"KNO-01", "when that person leaves within 180 days KNO-02 says so", BO "system name=A|key_person=PRS-0001\n",
	 {{"2026-05-25", "SYS-0001 low"}, {"2026-05-26", ""}}},
	{"KNO-02", "from 180 days before, and after", BO "system name=A|key_person=PRS-0001\n",
	 {{"2026-05-25", ""}, {"2026-05-26", "SYS-0001 high"}, {"2026-11-22", "SYS-0001 high"}, {"2026-11-23",
	 "SYS-0001 high"}}},
	{"KNO-02", "somebody who stays, and a system that is retired", ANNA BO "system name=A|key_person=PRS-0001\n"
	 "system name=B|key_person=PRS-0002|phase=retired\n",
	 {{"2026-11-22", ""}}},
	{"KNO-03", "none is medium, old is low", "system name=A|documentation=no\nsystem name=B|documentation=yes|"
	 "documented=2025-11-22\n",
	 {{"2026-11-22", "SYS-0001 medium"}, {"2026-11-23", "SYS-0001 medium; SYS-0002 low"}}},
	{"KNO-03", "not known, and no day", "system name=A|documentation=unknown\nsystem name=B\n"
	 "system name=C|documentation=yes\n", {{"2026-11-22", ""}}},
	{"KNO-04", "few and none, of critical systems", "system name=A|criticality=3|skills=few\n"
	 "system name=B|criticality=3|skills=none\n"
	 "system name=C|criticality=3|skills=plenty\nsystem name=D|criticality=3|skills=one_supplier\n"
	 "system name=E|criticality=2|skills=none\n"
	 "system name=F|criticality=3\n", {{"2026-11-22", "SYS-0001 medium; SYS-0002 medium"}}},
	{"KNO-05", "made for us, made by us, or not said", "system name=A|rights_to_code=no|origin=bespoke\n"
	 "system name=B|rights_to_code=no\n"
	 "system name=C|rights_to_code=no|origin=standard\nsystem name=D|rights_to_code=partly|origin=bespoke\n"
	 "system name=E|rights_to_code=unknown|origin=bespoke\n",
	 {{"2026-11-22", "SYS-0001 low; SYS-0002 low"}}},
};

static void rules_of_exit(void **state)
{
	(void)state;
	audit_cases_run(exits, COUNT_OF(exits));
}

static void rules_of_knowledge(void **state)
{
	(void)state;
	audit_cases_run(knowledge, COUNT_OF(knowledge));
}

/* After the last day nobody can be asked to teach before it. */
static void the_step_follows_the_day(void **state)
{
	struct test_store test;
	(void)state;
	test_store_open(&test);
	test_put(&test, E_person, 0, "name=Bo|login=bo|active_to=2026-11-22");
	test_put(&test, E_system, 0, "name=A|key_person=PRS-0001");
	char *before = audit_words(&test, "KNO-02", "2026-11-22"), *after = audit_words(&test, "KNO-02", "2026-11-23");
	assert_non_null(strstr(before, "Bo leaves 2026-11-22"));
	assert_non_null(strstr(before, "before the last day"));
	assert_non_null(strstr(after, "Bo left 2026-11-22"));
	assert_null(strstr(after, "before the last day"));
	free(before);
	free(after);
	test_store_close(&test);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(rules_of_exit), cmocka_unit_test(rules_of_knowledge),
	 cmocka_unit_test(the_step_follows_the_day)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
