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

#define AROUND "unit name=Enhet\nsupplier name=L\n"
#define FULL AUDIT_EVERY_FACT
/* … and of a contract. */
#define ASKED \
	CONTRACT "running=yes|notice_months=3|renewal=none|yearly_cost=1|termination_right=yes|transition_help=yes|" \
	"next_procurement=open|data_return=yes\ncontract_system contract=AVT-0001|system=SYS-0001|part=main\n"

/* What is told where the facts differ, and what is asked for instead. */
static const struct audit_case told[] = {
	{"LAW-01", "whose it is, and which information it is because of",
	 "system name=A|criticality=3\n"
	 "information system=SYS-0001|name=I|personal_data=none\n"
	 "information system=SYS-0001|name=J|personal_data=sensitive\n"
	 "person name=Anna|login=a\n"
	 "assignment person=PRS-0001|role=information_owner|system=SYS-0001\n",
	 {{"2026-11-22", "SYS-0001 medium"}},
	 .says = "SYS-0001: the information has not been classified; criticality 3; J holds personal data. classify the "
	 "information in A [PRS-0001 2026-12-22]"},
	{"LAW-01", "information without personal data",
	 "system name=A\n"
	 "information system=SYS-0001|name=I|personal_data=none\n",
	 {{"2026-11-22", "SYS-0001 low"}},
	 .says = "SYS-0001: the information has not been classified. classify"},
	{"LAW-02", "when it was last done, where that is known",
	 "system name=A|classify_next=2026-11-22|classified=2020-01-01\n"
	 "system name=B|classify_next=2026-11-22\n",
	 {{"2026-11-23", "SYS-0001 medium; SYS-0002 medium"}},
	 .says = "SYS-0001: to be classified again by 2026-11-22; last classified 2020-01-01. classify the information in "
	 "A [ 2026-11-22]\n"
	 "SYS-0002: to be classified again by 2026-11-22. classify the information in B [ 2026-11-22]\n"},
	{"LAW-04", "no plan, never tried out, tried out long ago",
	 "system name=A|essential=yes|continuity_plan=no\n"
	 "system name=B|essential=yes|continuity_plan=yes\n"
	 "system name=C|essential=yes|continuity_plan=yes|continuity_tested=2020-01-01\n",
	 {{"2026-11-22", "SYS-0001 high; SYS-0002 high; SYS-0003 high"}},
	 .says = "SYS-0001: critical for society; Continuity plan: no. write the continuity plan of A or try it out [ "
	 "2026-11-29]\n"
	 "SYS-0002: critical for society; as far as is known the continuity plan has never been tried out. write "
	 "the continuity plan of B or try it out [ 2026-11-29]\n"
	 "SYS-0003: critical for society; the continuity plan was last tried out 2020-01-01. write the continuity "
	 "plan of C or try it out [ 2026-11-29]\n"},
	{"LAW-05", "never assessed, or to be assessed again",
	 "system name=A|criticality=3\n"
	 "system name=B|criticality=1|risk_next=2026-11-22\n",
	 {{"2026-11-23", "SYS-0001 medium; SYS-0002 medium"}},
	 .says = "SYS-0001: the risks have not been assessed; criticality 3. assess the risks of A [ 2026-12-23]\n"
	 "SYS-0002: the risks were to be assessed again by 2026-11-22; criticality 1. assess the risks of B [ "
	 "2026-11-22]\n"},
	{"LAW-06", "nobody is asked about what is retired",
	 "system name=A|impact_assessment=needed|phase=retired\n",
	 {{"2026-11-22", ""}}},
	{"LAW-06+REG-01", "of sensitive data it is asked whether it is needed",
	 AROUND "system name=A|" FULL "impact_assessment=unknown\n"
	 "system name=B|" FULL "\n"
	 "system name=C|" FULL "\n"
	 "system name=D|" FULL "impact_assessment=not_needed\n"
	 "information system=SYS-0001|name=I|personal_data=sensitive\n"
	 "information system=SYS-0002|name=I|personal_data=sensitive\n"
	 "information system=SYS-0003|name=I|personal_data=ordinary\n"
	 "information system=SYS-0004|name=I|personal_data=sensitive\n",
	 {{"2026-11-22", "SYS-0001 info; SYS-0002 info"}},
	 .says = "SYS-0001: Impact assessment. fill in what is missing [ ]\n"
	 "SYS-0002: Impact assessment. fill in what is missing [ ]\n"},
	{"LAW-12", "which step remains, and since when it is retired",
	 "system name=A|phase=retired|retired_on=2026-01-01\n"
	 "retirement_step system=SYS-0001|kind=extraction|due=2026-11-01\n"
	 "system name=B|phase=retired\n"
	 "retirement_step system=SYS-0002|kind=archive_decision|done=2026-01-01\n"
	 "retirement_step system=SYS-0002|kind=delivered\n",
	 {{"2026-11-22", "SYS-0001 medium; SYS-0002 medium"}},
	 .says = "SYS-0001: there is no archive decision; a step remains: extraction to archive; retired 2026-01-01. "
	 "prepare the archive decision of A and do the steps that remain [ 2026-12-22]\n"
	 "SYS-0002: a step remains: delivered to archive. prepare"},
	{"LAW-07", "partly is no agreement",
	 PERSONAL CONTRACT "running=yes|processing_agreement=partly" MAIN,
	 {{"2026-11-22", "SYS-0001:UNI-0001 high"}},
	 .says = "the contract has no processing agreement, or only in part, for Nämnd; I holds personal data."},
	{"LAW-07", "another controller's",
	 PERSONAL CONTRACT "running=yes|unit=UNI-0002|processing_agreement=yes" MAIN,
	 {{"2026-11-22", "SYS-0001:UNI-0001 high"}},
	 .says = "the processing agreement that there is does not cover Nämnd; I holds"},
	{"LAW-07", "refused by the own one, held by another's",
	 PERSONAL CONTRACT "running=yes|unit=UNI-0001|processing_agreement=no" MAIN
	 "contract name=P|supplier=LEV-0001|start=2020-01-01|running=yes|unit=UNI-0002|processing_agreement=yes\n"
	 "contract_system contract=AVT-0002|system=SYS-0001\n",
	 {{"2026-11-22", "SYS-0001:UNI-0001 high"}},
	 .says = "the contract has no processing agreement, or only in part"},
	{"LAW-07", "no contract at all",
	 PERSONAL,
	 {{"2026-11-22", "SYS-0001:UNI-0001 high"}},
	 .says = "Nämnd is controller, and no contract is in force; I holds"},
	{"LAW-07+REG-01", "not known is asked of the contract",
	 AROUND "system name=A|" FULL "operated_by=LEV-0001\n"
	 "information system=SYS-0001|name=I|personal_data=ordinary|controller=UNI-0001\n" ASKED,
	 {{"2026-11-22", "SYS-0001 info"}},
	 .says = "SYS-0001: Processing agreement of K. fill in"},
	{"LAW-07", "whoever runs it for us",
	 "unit name=U\n"
	 "supplier name=L\n"
	 "system name=A|hosting=hosted\n"
	 "system name=B|hosting=shared\n"
	 "system name=C|hosting=own|operated_by=LEV-0001\n"
	 "system name=D|hosting=own\n"
	 "system name=E\n"
	 "information system=SYS-0001|name=I|personal_data=ordinary|controller=UNI-0001\n"
	 "information system=SYS-0002|name=I|personal_data=ordinary|controller=UNI-0001\n"
	 "information system=SYS-0003|name=I|personal_data=ordinary|controller=UNI-0001\n"
	 "information system=SYS-0004|name=I|personal_data=ordinary|controller=UNI-0001\n"
	 "information system=SYS-0005|name=I|personal_data=ordinary|controller=UNI-0001\n",
	 {{"2026-11-22", "SYS-0001:UNI-0001 high; SYS-0002:UNI-0001 high; SYS-0003:UNI-0001 high"}}},
	{"LAW-08", "one set of information, or how many",
	 "system name=A\n"
	 "information system=SYS-0001|name=I|personal_data=ordinary\n"
	 "system name=B\n"
	 "information system=SYS-0002|name=J|personal_data=ordinary\n"
	 "information system=SYS-0002|name=K|personal_data=ordinary\n",
	 {{"2026-11-22", "SYS-0001 medium; SYS-0002 medium"}},
	 .says = "SYS-0001: nobody is named as controller of I. state who is controller [ 2026-12-22]\n"
	 "SYS-0002: nobody is named as controller of 2 sets of information, among others J. state"},
	{"LAW-11", "what of the two is missing",
	 "system name=A|uses_ai=yes|ai_purpose=P|ai_human_control=no\n"
	 "system name=B|uses_ai=yes|ai_human_control=yes\n"
	 "system name=C|uses_ai=partly\n",
	 {{"2026-11-22", "SYS-0001 high; SYS-0002 medium; SYS-0003 medium"}},
	 .says = "SYS-0001: Human control of AI: no. write down what the AI in A is for, and who can change what it "
	 "decides [ 2026-11-29]\n"
	 "SYS-0002: it uses AI, and what for is not written down. write down what the AI in B is for, and who can "
	 "change what it decides [ 2026-12-22]\n"
	 "SYS-0003: it uses AI, and what for is not written down. write"},
	{"LAW-11+REG-01", "control that is not known is asked for",
	 AROUND "system name=A|" FULL "uses_ai=yes|ai_purpose=P\n"
	 "system name=B|" FULL "uses_ai=yes|ai_purpose=P|ai_human_control=unknown\n"
	 "system name=C|" FULL "uses_ai=yes|ai_purpose=P|ai_human_control=yes\n",
	 {{"2026-11-22", "SYS-0001 info; SYS-0002 info"}},
	 .says = "SYS-0001: Human control of AI. fill in what is missing [ ]\n"
	 "SYS-0002: Human control of AI. fill"},
	{"LAW-13", "which report, and by when",
	 "system name=A\n"
	 "incident system=SYS-0001|title=T|opened=2026-11-20|significant=yes|reported=2026-11-22\n",
	 {{"2026-12-23", "INC-0001 high"}},
	 .says = "INC-0001: the final report was to be sent by 2026-12-22; it began 2026-11-20. send"},
	{"LAW-13", "the warning comes before the report",
	 "system name=A\n"
	 "incident system=SYS-0001|title=T|opened=2026-11-20|significant=yes\n",
	 {{"2026-11-22", "INC-0001 high"}},
	 .says = "2026-11-21; it began 2026-11-20."},
};

static void what_is_told_of_duties(void **state)
{
	(void)state;
	audit_cases_run(told, COUNT_OF(told));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(what_is_told_of_duties), cmocka_unit_test(rules_of_duties),
	 cmocka_unit_test(rules_of_incidents),
	 cmocka_unit_test(rules_of_data)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
