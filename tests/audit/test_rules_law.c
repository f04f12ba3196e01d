/* LAW: duties. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/memory.h"
#include "support/audit_cases.h"

static const struct audit_case duties[] = {
	{"LAW-01", "nothing said; medium with personal data, criticality 3, or critical for society",
	 "system name=A\nsystem name=B\nsystem name=C|criticality=3\nsystem name=D|essential=yes\n"
	 "information system=SYS-0002|name=I|personal_data=ordinary\n",
	 {{"2026-11-22", "SYS-0001 low; SYS-0002 medium; SYS-0003 medium; SYS-0004 medium"}}},
	{"LAW-01", "a day, a level, or handled elsewhere", "system name=A|classified=2020-01-01\n"
	 "system name=B|confidentiality=0\nsystem name=C|integrity=1\n"
	 "system name=D|availability=1\nsystem name=E|handled_elsewhere=yes\nsystem name=F|phase=retired\n", {{"2026-11-22",
	 ""}}},
	{"LAW-02", "by the day", "system name=A|classify_next=2026-11-22\n", {{"2026-11-22", ""}, {"2026-11-23",
	 "SYS-0001 medium"}}},
	{"LAW-02", "no day", "system name=A|classified=2010-01-01\n", {{"2026-11-22", ""}}},
	{"LAW-03", "essential alone", "system name=A|essential=yes\nsystem name=B|essential=yes|exit_plan=Steg\n"
	 "system name=C|essential=partly\n"
	 "system name=D|essential=unknown\nsystem name=E|criticality=4\n", {{"2026-11-22", "SYS-0001 medium"}}},
	{"LAW-04", "no plan, or only partly", "system name=A|essential=yes|continuity_plan=no\nsystem name=B|essential=yes|"
	 "continuity_plan=partly|continuity_tested=2026-11-01\n",
	 {{"2026-11-22", "SYS-0001 high; SYS-0002 high"}}},
	{"LAW-04", "twelve months after the test, or never tested", "system name=A|essential=yes|"
	 "continuity_plan=yes|continuity_tested=2025-11-22\n"
	 "system name=B|essential=yes|continuity_plan=yes\n", {{"2026-11-22", "SYS-0002 high"}, {"2026-11-23",
	 "SYS-0001 high; SYS-0002 high"}}},
	{"LAW-04", "not known is asked for, and others need none", "system name=A|essential=yes|continuity_plan=unknown\n"
	 "system name=B|essential=yes\n"
	 "system name=C|essential=no|continuity_plan=no\nsystem name=D|continuity_plan=no\n", {{"2026-11-22", ""}}},
	{"LAW-05", "never assessed, where it matters", "system name=A|criticality=3\nsystem name=B|essential=yes\n"
	 "system name=C|criticality=2\n"
	 "system name=D|criticality=3|risk_assessed=2020-01-01\n", {{"2026-11-22", "SYS-0001 medium; SYS-0002 medium"}}},
	{"LAW-05", "to be assessed again by a day, whatever the criticality", "system name=A|criticality=1|"
	 "risk_assessed=2025-01-01|risk_next=2026-11-22\n",
	 {{"2026-11-22", ""}, {"2026-11-23", "SYS-0001 medium"}}},
	{"LAW-06", "needed and not done; high with sensitive data", "system name=A|impact_assessment=needed\n"
	 "system name=B|impact_assessment=needed\n"
	 "information system=SYS-0002|name=I|personal_data=sensitive\nsystem name=C|impact_assessment=done\n"
	 "system name=D|impact_assessment=not_needed\n"
	 "system name=E|impact_assessment=unknown\nsystem name=F\n", {{"2026-11-22", "SYS-0001 medium; SYS-0002 high"}}},
	{"LAW-12", "no archive decision, or one that is planned", "system name=A|phase=retired\n"
	 "system name=B|phase=retired\n"
	 "retirement_step system=SYS-0002|kind=archive_decision|due=2027-01-01\nsystem name=C|phase=phase_out\n",
	 {{"2026-11-22", "SYS-0001 medium; SYS-0002 medium"}}},
	{"LAW-12", "decided, and a step whose day passes", "system name=A|phase=retired\nretirement_step system=SYS-0001|"
	 "kind=archive_decision|done=2026-01-01\n"
	 "retirement_step system=SYS-0001|kind=extraction|due=2026-11-22\n", {{"2026-11-22", ""}, {"2026-11-23",
	 "SYS-0001 medium"}}},
	{"LAW-12", "all done", "system name=A|phase=retired\nretirement_step system=SYS-0001|"
	 "kind=archive_decision|done=2026-01-01\n"
	 "retirement_step system=SYS-0001|kind=extraction|due=2026-11-22|done=2026-11-30\n", {{"2026-12-23", ""}}},
	{"LAW-12", "a step without a day remains", "system name=A|phase=retired\nretirement_step system=SYS-0001|"
	 "kind=archive_decision|done=2026-01-01\n"
	 "retirement_step system=SYS-0001|kind=delivered\n", {{"2026-11-22", "SYS-0001 medium"}}},
};

#define INCIDENT "system name=A\nincident system=SYS-0001|title=T|opened=2026-11-20|"

static const struct audit_case incidents[] = {
	{"LAW-13", "a day for the warning, three for the report", INCIDENT "significant=yes\n",
	 {{"2026-11-21", ""}, {"2026-11-22", "INC-0001 high"}, {"2026-11-23", "INC-0001 high"}, {"2026-11-24",
	 "INC-0001 high"}}},
	{"LAW-13", "warned: three days for the report", INCIDENT "significant=yes|reported_early=2026-11-21\n",
	 {{"2026-11-23", ""}, {"2026-11-24", "INC-0001 high"}}},
	{"LAW-13", "reported: a month for the final report", INCIDENT "significant=yes|reported=2026-11-22\n",
	 {{"2026-12-22", ""}, {"2026-12-23", "INC-0001 high"}}},
	{"LAW-13", "what was sent late has been sent", INCIDENT "significant=yes|reported_early=2026-11-30|"
	 "reported=2026-12-10|reported_final=2027-12-10\n",
	 {{"2028-11-22", ""}}},
	{"LAW-13", "not significant, or not said", INCIDENT "significant=no\nincident system=SYS-0001|title=T|"
	 "opened=2026-01-20\n", {{"2026-11-22", ""}}},
};

#define PERSONAL \
	"unit name=Nämnd\nunit name=Annan\nunit name=Förvaltning|parent=UNI-0001\n" \
	"supplier name=L\nsystem name=A|hosting=saas\n" \
	"information system=SYS-0001|name=I|personal_data=ordinary|controller=UNI-0001\n"
#define CONTRACT "contract name=K|supplier=LEV-0001|start=2020-01-01|"
#define MAIN "\ncontract_system contract=AVT-0001|system=SYS-0001|part=main\n"

static const struct audit_case data[] = {
	{"LAW-07", "no, to the last day of the contract; then there is none", PERSONAL CONTRACT
	 "end=2026-11-22|processing_agreement=no" MAIN,
	 {{"2026-11-22", "SYS-0001:UNI-0001 high"}, {"2026-11-23", "SYS-0001:UNI-0001 high"}}},
	{"LAW-07", "yes, to the last day of the contract", PERSONAL CONTRACT "end=2026-11-22|processing_agreement=yes" MAIN,
	 {{"2026-11-22", ""}, {"2026-11-23", "SYS-0001:UNI-0001 high"}}},
	{"LAW-07", "an agreement of its own", PERSONAL CONTRACT "running=yes|processing_agreement=no" MAIN
	 "contract name=P|supplier=LEV-0001|start=2020-01-01|running=yes|kind=data_processing\n"
	 "contract_system contract=AVT-0002|system=SYS-0001|part=main\n",
	 {{"2026-11-22", ""}}},
	{"LAW-07", "unknown and not set are asked for", PERSONAL CONTRACT "running=yes|processing_agreement=unknown" MAIN,
	 {{"2026-11-22", ""}}},
	{"LAW-07", "for each controller", PERSONAL "information system=SYS-0001|name=J|personal_data=sensitive|"
	 "controller=UNI-0002\n"
	 "information system=SYS-0001|name=K|personal_data=sensitive|controller=UNI-0002\n"
	 CONTRACT "running=yes|processing_agreement=yes|unit=UNI-0003" MAIN, {{"2026-11-22", "SYS-0001:UNI-0002 high"}}},
	{"LAW-07", "a unit below the controller, and one above", PERSONAL CONTRACT "running=yes|processing_agreement=yes|"
	 "unit=UNI-0003" MAIN
	 "information system=SYS-0001|name=J|personal_data=ordinary|controller=UNI-0003\n", {{"2026-11-22", ""}}},
	{"LAW-07", "our own operation", "unit name=Nämnd\nsystem name=A|hosting=own\n"
	 "information system=SYS-0001|name=I|personal_data=ordinary|controller=UNI-0001\n", {{"2026-11-22", ""}}},
	{"LAW-07", "no personal data", "unit name=Nämnd\nsystem name=A|hosting=saas\ninformation system=SYS-0001|"
	 "name=I|personal_data=none|controller=UNI-0001\n"
	 "information system=SYS-0001|name=J|controller=UNI-0001\n", {{"2026-11-22", ""}}},
	{"LAW-08", "one finding for the system", PERSONAL "information system=SYS-0001|name=J|personal_data=ordinary\n"
	 "information system=SYS-0001|name=K|personal_data=sensitive\n", {{"2026-11-22", "SYS-0001 medium"}}},
	{"LAW-08", "named, no personal data, not known", PERSONAL "information system=SYS-0001|name=J|personal_data=none\n"
	 "information system=SYS-0001|name=K\n",
	 {{"2026-11-22", ""}}},
	{"LAW-09", "yes and partly, until the impact has been assessed", "system name=A|third_country=yes\n"
	 "system name=B|third_country=partly\n"
	 "system name=C|third_country=yes|impact_assessment=done\nsystem name=D|third_country=no\n"
	 "system name=E|third_country=unknown\nsystem name=F\n",
	 {{"2026-11-22", "SYS-0001 medium; SYS-0002 medium"}}},
	{"LAW-10", "the public meets it, to the service's last day", "system name=A|accessibility=partly\n"
	 "service name=S|audience=external|to=2026-11-22\n"
	 "support service=SRV-0001|system=SYS-0001\n", {{"2026-11-22", "SYS-0001 medium"}, {"2026-11-23", ""}}},
	{"LAW-10", "all of the organisation meets it", "unit name=Kommunen|kind=organisation\n"
	 "system name=A|accessibility=yes\nusage system=SYS-0001|unit=UNI-0001|to=2026-11-22\n",
	 {{"2026-11-22", "SYS-0001 medium"}, {"2026-11-23", ""}}},
	{"LAW-10", "checked; internal and of one unit; not known", "unit name=Enhet|kind=workplace\n"
	 "service name=S|audience=external\nservice name=T|audience=internal\n"
	 "system name=A|accessibility=yes|accessibility_checked=2020-01-01\nsystem name=B|accessibility=no\nsystem name=C\n"
	 "support service=SRV-0001|system=SYS-0001\nsupport service=SRV-0002|system=SYS-0002\n"
	 "usage system=SYS-0002|unit=UNI-0001\n"
	 "support service=SRV-0001|system=SYS-0003\n", {{"2026-11-22", ""}}},
	{"LAW-11", "no purpose, or no control; high without any", "system name=A|uses_ai=yes|ai_human_control=yes\n"
	 "system name=B|uses_ai=partly|ai_purpose=P|ai_human_control=partly\n"
	 "system name=C|uses_ai=yes|ai_purpose=P|ai_human_control=no\n", {{"2026-11-22",
	 "SYS-0001 medium; SYS-0002 medium; SYS-0003 high"}}},
	{"LAW-11", "both, no AI, not known", "system name=A|uses_ai=yes|ai_purpose=P|ai_human_control=yes\n"
	 "system name=B|uses_ai=no\nsystem name=C|uses_ai=unknown\nsystem name=D\n"
	 "system name=E|uses_ai=yes|ai_purpose=P|ai_human_control=unknown\nsystem name=F|uses_ai=yes|ai_purpose=P\n",
	 {{"2026-11-22", ""}}},
};

static void rules_of_duties(void **state)
{
	(void)state;
	audit_cases_run(duties, COUNT_OF(duties));
}

static void rules_of_incidents(void **state)
{
	(void)state;
	audit_cases_run(incidents, COUNT_OF(incidents));
}

static void rules_of_data(void **state)
{
	(void)state;
	audit_cases_run(data, COUNT_OF(data));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(rules_of_duties), cmocka_unit_test(rules_of_incidents),
	 cmocka_unit_test(rules_of_data)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
