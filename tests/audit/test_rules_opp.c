/* OPP: development opportunities. Days beside which the day of the writing does not matter lie far ahead. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "support/audit_cases.h"

#define ANNA "person name=Anna|login=anna\n"
#define BO "person name=Bo|login=bo|active_to=2026-11-21\n"
#define OPPORTUNITY(stage) "opportunity title=O|stage=" stage "|"

static const struct audit_case benefits[] = {
	{"OPP-02", "nobody, somebody, and somebody who has left", BO ANNA OPPORTUNITY("prepared") "\n"
	 "benefit opportunity=OPP-0001|title=Tid\nbenefit opportunity=OPP-0001|title=B|owner=PRS-0002\n"
	 "benefit opportunity=OPP-0001|title=C|owner=PRS-0001\n",
	 {{"2026-11-21", "OPP-0001:BEN-0001 medium"}, {"2026-11-22", "OPP-0001:BEN-0001 medium; OPP-0001:BEN-0003 medium"}},
	 .says = "Bo, who owned the benefit C, has left"},
	{"OPP-02", "not of a proposal, what was stopped, and what is over", OPPORTUNITY("raised") "\n"
	 "benefit opportunity=OPP-0001|title=B\n" OPPORTUNITY("stopped") "\nbenefit opportunity=OPP-0002|title=B\n"
	 OPPORTUNITY("realised") "\nbenefit opportunity=OPP-0003|title=B\n", {{"2026-11-22", ""}}},
	{"OPP-02", "the sponsor's, where there is one", ANNA OPPORTUNITY("running") "sponsor=PRS-0001\n"
	 "benefit opportunity=OPP-0001|title=Tid\n", {{"2026-11-22", "OPP-0001:BEN-0001 medium"}}, .says = "[PRS-0001"},
	{"OPP-03", "the day itself is not past", OPPORTUNITY("delivered") "\n"
	 "benefit opportunity=OPP-0001|title=Tid|due=2026-11-22\n",
	 {{"2026-11-22", ""}, {"2026-11-23", "OPP-0001:BEN-0001 medium"}}, .says = "Tid was to be reached by 2026-11-22"},
	{"OPP-03", "an outcome, a day, or a measurement answers", OPPORTUNITY("delivered") "\n"
	 "benefit opportunity=OPP-0001|title=A|due=2026-01-01|outcome=1.00\n"
	 "benefit opportunity=OPP-0001|title=B|due=2026-01-01|measured=2026-02-01\n"
	 "benefit opportunity=OPP-0001|title=C|due=2026-01-01\nmeasurement benefit=BEN-0003|measured=2026-02-01\n"
	 "benefit opportunity=OPP-0001|title=D\n", {{"2026-11-22", ""}}},
	{"OPP-03", "from the decision on, also when it is realised", OPPORTUNITY("prepared") "\n"
	 "benefit opportunity=OPP-0001|title=A|due=2026-01-01\n" OPPORTUNITY("decided") "\n"
	 "benefit opportunity=OPP-0002|title=A|due=2026-01-01\n" OPPORTUNITY("realised") "\n"
	 "benefit opportunity=OPP-0003|title=A|due=2026-01-01\n" OPPORTUNITY("stopped") "\n"
	 "benefit opportunity=OPP-0004|title=A|due=2026-01-01\n",
	 {{"2026-11-22", "OPP-0002:BEN-0002 medium; OPP-0003:BEN-0003 medium"}}},
};

static const struct audit_case times[] = {
	{"OPP-04", "ninety days after the decision", OPPORTUNITY("decided") "decided=2026-01-01\n",
	 {{"2026-04-01", ""}, {"2026-04-02", "OPP-0001 low"}}},
	{"OPP-04", "the day to begin, where it is set", OPPORTUNITY("decided") "decided=2025-01-01|start=2026-11-22\n",
	 {{"2026-11-22", ""}, {"2026-11-23", "OPP-0001 low"}}, .says = "it was to begin 2026-11-22"},
	{"OPP-04", "begun, or no day known", OPPORTUNITY("running") "decided=2025-01-01\n" OPPORTUNITY("decided") "\n",
	 {{"2026-11-22", ""}}},
	{"OPP-04", "as configured", OPPORTUNITY("decided") "decided=2026-11-20\n", {{"2026-11-22", "OPP-0001 low"}},
	 .conf = "rules = { OPP-04 = { days = 1; }; };\n"},
	{"OPP-05", "long after it was written", OPPORTUNITY("received") "\n" OPPORTUNITY("running") "\n"
	 OPPORTUNITY("raised") "\n" OPPORTUNITY("delivered") "\n" OPPORTUNITY("stopped") "\n",
	 {{"2019-01-01", ""}, {"2199-01-01", "OPP-0001 low; OPP-0002 low"}}},
	{"OPP-06", "after the day, while it is raised", OPPORTUNITY("raised") "answer_due=2026-11-22\n"
	 OPPORTUNITY("received") "answer_due=2026-11-22\nopportunity title=P|answer_due=2026-11-22\n",
	 {{"2026-11-22", ""}, {"2026-11-23", "OPP-0001 medium; OPP-0003 medium"}}},
	{"OPP-06", "who asked is told", ANNA OPPORTUNITY("raised") "answer_due=2026-11-01|asked_by=PRS-0001\n",
	 {{"2026-11-22", "OPP-0001 medium"}}, .says = "asked by Anna"},
	{"OPP-06", "no day: ten working days after it was written", OPPORTUNITY("raised") "\n",
	 {{"2019-01-01", ""}, {"2199-01-01", "OPP-0001 medium"}}},
};

#define SPENT "budget=1000.00|spent=1100.01|"

static const struct audit_case signs[] = {
	{"OPP-07", "one says little", OPPORTUNITY("running") SPENT "\n", {{"2026-11-22", ""}}},
	{"OPP-07", "an öre more than the plan and a tenth, and a sponsor who is not heard of for 60 days", ANNA
	 OPPORTUNITY("running") SPENT "sponsor=PRS-0001|decided=2198-11-01\n",
	 {{"2198-12-31", ""}, {"2199-01-01", "OPP-0001 high"}},
	 .says = "warning signs: 2; 1,100.01 spent of 1,000.00: 10 % above the plan; "
	 "Anna, who leads it in the business, has not touched it since 2198-11-01. decide about O: stop, change or go on"},
	{"OPP-07", "the plan and a tenth", ANNA OPPORTUNITY("running") "budget=1000|spent=1100|sponsor=PRS-0001|"
	 "decided=2198-11-01\n", {{"2199-01-01", ""}}},
	{"OPP-07", "moved twice, and benefits not measured", OPPORTUNITY("decided") "moved=2\n"
	 "benefit opportunity=OPP-0001|title=Tid|due=2026-11-21\nbenefit opportunity=OPP-0001|title=U|due=2026-11-21\n",
	 {{"2026-11-21", ""}, {"2026-11-22", "OPP-0001 high"}}, .says = "measured by their day: 2, among others Tid"},
	{"OPP-07", "moved once, and benefits not measured", OPPORTUNITY("decided") "moved=1\n"
	 "benefit opportunity=OPP-0001|title=Tid|due=2026-11-21\n", {{"2026-11-22", ""}}},
	{"OPP-07", "requirements and systems added since the decision", "system name=A\n" OPPORTUNITY("running")
	 "decided=2000-01-01|" SPENT "\nrequirement opportunity=OPP-0001|text=K|level=should\n"
	 "opportunity_system opportunity=OPP-0001|system=SYS-0001|role=touched\n",
	 {{"2026-11-22", "OPP-0001 high"}}, .says = "added since it was decided: 2"},
	{"OPP-07", "before the decision, and when it is over", OPPORTUNITY("prepared") "moved=2|" SPENT "\n"
	 OPPORTUNITY("realised") "moved=2|" SPENT "\n", {{"2026-11-22", ""}}},
};

static const struct audit_case leads[] = {
	{"OPP-09", "none; infrastructure is not asked, what is large weighs more", OPPORTUNITY("triage") "\n"
	 OPPORTUNITY("running") "size=large|track=business_development\n" OPPORTUNITY("running") "track=infrastructure\n"
	 OPPORTUNITY("received") "\n" OPPORTUNITY("realised") "\n", {{"2026-11-22", "OPP-0001 low; OPP-0002 medium"}}},
	{"OPP-09", "one", "goal name=M\n" OPPORTUNITY("running") "\n"
	 "opportunity_goal opportunity=OPP-0001|goal=GOL-0001|degree=1\n", {{"2026-11-22", ""}}},
	{"OPP-10", "nobody, who has left, and the same as in IT", BO ANNA OPPORTUNITY("received") "\n"
	 OPPORTUNITY("running") "sponsor=PRS-0001\n" OPPORTUNITY("running") "sponsor=PRS-0002|it_lead=PRS-0002\n"
	 OPPORTUNITY("running") "sponsor=PRS-0002|it_lead=PRS-0001\n" OPPORTUNITY("raised") "\n" OPPORTUNITY("rejected") "\n",
	 {{"2026-11-21", "OPP-0001 medium; OPP-0003 medium"},
	 {"2026-11-22", "OPP-0001 medium; OPP-0002 medium; OPP-0003 medium"}}},
};

#define OLD(phase) "system name=Gamla|phase=" phase "\n"
#define REPLACES "opportunity_system opportunity=OPP-0001|system=SYS-0001|role=replaced\n"

static const struct audit_case afterwards[] = {
	{"OPP-11", "delivered, and no day set", OLD("in_use") OPPORTUNITY("delivered") "delivered=2026-10-01\n" REPLACES,
	 {{"2026-11-22", "OPP-0001:SYS-0001 medium"}}, .says = "Gamla was to be replaced, and is still in use; what follows "
	 "was delivered 2026-10-01"},
	{"OPP-11", "after the day that was set", OLD("phase_out") OPPORTUNITY("realised") "old_system_ends=2026-11-22\n"
	 REPLACES, {{"2026-11-22", ""}, {"2026-11-23", "OPP-0001:SYS-0001 medium"}}},
	{"OPP-11", "retired, only touched, to be kept in part, or not delivered yet", OLD("retired") "system name=B\n"
	 OPPORTUNITY("delivered") "\n" REPLACES "opportunity_system opportunity=OPP-0001|system=SYS-0002|role=touched\n"
	 OPPORTUNITY("delivered") "old_system_plan=keep_part\n"
	 "opportunity_system opportunity=OPP-0002|system=SYS-0002|role=replaced\n" OPPORTUNITY("running") "\n"
	 "opportunity_system opportunity=OPP-0003|system=SYS-0002|role=replaced\n", {{"2026-11-22", ""}}},
	{"OPP-13", "from 90 days before, high once it has ended", OPPORTUNITY("running") "exception_until=2026-11-22\n",
	 {{"2026-08-23", ""}, {"2026-08-24", "OPP-0001 medium"}, {"2026-11-22", "OPP-0001 medium"},
	 {"2026-11-23", "OPP-0001 high"}}},
	{"OPP-13", "over, or rejected", OPPORTUNITY("realised") "exception_until=2026-11-22\n" OPPORTUNITY("rejected")
	 "exception_until=2026-11-22\n" OPPORTUNITY("running") "\n", {{"2026-11-22", ""}}},
};

#define REPLACED "alternative opportunity=OPP-0001|title=T|kind=replace|life_years=8|chosen=yes\n"
#define SAME "functions_kept=9|functions_changed=0|functions_new=0|"
#define DECISION(kind) "decision number=1|title=B|kind=" kind "|date=2026-06-01|text=x|reason=y|outcome=approved|" \
	"\n"
#define MUST(level, secures) "requirement opportunity=OPP-0001|text=K|level=" level "|secures=" secures "\n"

static const struct audit_case gates[] = {
	{"OPP-01", "nothing new and nothing changed, high once it is decided", OPPORTUNITY("prepared") SAME "\n" REPLACED
	 OPPORTUNITY("running") SAME "\nalternative opportunity=OPP-0002|title=T|kind=replace|life_years=8|chosen=yes\n",
	 {{"2026-11-22", "OPP-0001 medium; OPP-0002 high"}}},
	{"OPP-01", "something changes", OPPORTUNITY("prepared") "functions_kept=9|functions_changed=1|new_way_of_working=x\n"
	 REPLACED, {{"2026-11-22", ""}}},
	{"OPP-01", "nothing is replaced, or it is too early to say", OPPORTUNITY("prepared") SAME "\n"
	 "alternative opportunity=OPP-0001|title=T|kind=develop|life_years=8|chosen=yes\n" OPPORTUNITY("triage") SAME "\n"
	 "alternative opportunity=OPP-0002|title=T|kind=replace|life_years=8|chosen=yes\n", {{"2026-11-22", ""}}},
	{"OPP-01", "allowed until a day it stays flagged", DECISION("committee") OPPORTUNITY("running") SAME
	 "exception_decision=DEC-0001|exception_until=2026-11-22\n" REPLACED,
	 {{"2026-11-22", "OPP-0001 low"}, {"2026-11-23", "OPP-0001 high"}}},
	{"OPP-01", "a day without a decision allows nothing", OPPORTUNITY("running") SAME "exception_until=2026-11-22\n"
	 REPLACED, {{"2026-11-22", "OPP-0001 high"}}},
	{"OPP-08", "none of the three, high once it is decided", OPPORTUNITY("prepared") "buys=yes\n"
	 OPPORTUNITY("decided") "buys=yes\n" OPPORTUNITY("prepared") "buys=no\n" OPPORTUNITY("triage") "buys=yes\n",
	 {{"2026-11-22", "OPP-0001 medium; OPP-0002 high"}}},
	{"OPP-08", "what is missing is named, a wish secures nothing", OPPORTUNITY("prepared") "buys=yes\n"
	 MUST("must", "data_owned;open_api") MUST("should", "open_standards"),
	 {{"2026-11-22", "OPP-0001 medium"}}, .says = "OPP-0001: no mandatory requirement secures: open standards. add"},
	{"OPP-08", "all three", OPPORTUNITY("prepared") "buys=yes\n" MUST("must", "data_owned;open_api")
	 MUST("must", "open_standards"), {{"2026-11-22", ""}}},
	{"OPP-12", "ninety days after the decision", OPPORTUNITY("decided") "urgent=Lagen|decided=2026-01-01\n",
	 {{"2026-04-01", ""}, {"2026-04-02", "OPP-0001 high"}},
	 .says = "the gate was to be answered by 2026-04-01; questions left"},
	{"OPP-12", "not urgent, not decided, or over", OPPORTUNITY("decided") "decided=2026-01-01\n" OPPORTUNITY("prepared")
	 "urgent=Lagen\n" OPPORTUNITY("realised") "urgent=Lagen|decided=2026-01-01\n", {{"2026-11-22", ""}}},
	{"OPP-12", "days as configured", OPPORTUNITY("decided") "urgent=Lagen|decided=2026-11-20\n",
	 {{"2026-11-21", ""}, {"2026-11-22", "OPP-0001 high"}}, .conf = "urgent_days = 1;\n"},
};

#define RUN(cases) \
	static void rules_of_##cases(void **state) \
	{ \
		(void)state; \
		audit_cases_run(cases, COUNT_OF(cases)); \
	}
RUN(gates) RUN(benefits) RUN(times) RUN(signs) RUN(leads) RUN(afterwards)

/* Each revision of an opportunity, one after the other, and whether two signs are seen in the end. */
static void what_history_tells(void **state)
{
	static const struct {
		const char *name, *says;
		const char *revisions[8];
	} histories[] = {
		{"off course twice, and somebody else leads", "it has been off course 2 times; when it was decided Anna led it",
		 {"stage=decided|sponsor=PRS-0001|decided=2026-11-01", "health=red", "health=green", "health=red",
		  "sponsor=PRS-0002"}},
		{"off course once, for long", NULL,
		 {"stage=decided|sponsor=PRS-0001|decided=2026-11-01", "health=red", "notes=x", "notes=y", "sponsor=PRS-0002"}},
		{"off course before and after a word about it is twice", "off course 2 times",
		 {"stage=decided|health=red|it_lead=PRS-0001", "health=", "health=red", "it_lead=PRS-0002"}},
		{"the end moved twice later, once earlier", "the end has been moved 2 times",
		 {"stage=running|end=2026-12-01|functions_new=1", "end=2027-01-01", "end=2026-12-15",
		  "end=2027-02-01|functions_new=3"}},
		{"the end moved before it was decided", NULL,
		 {"stage=prepared|end=2026-12-01", "end=2027-01-01", "end=2027-02-01", "stage=decided", "functions_new=3"}},
		{"led by another before it was decided", NULL,
		 {"stage=prepared|sponsor=PRS-0002|it_lead=PRS-0001|functions_new=1", "sponsor=PRS-0001", "stage=decided",
		  "functions_changed=2"}},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(histories); i++) {
		struct test_store test;
		record_id id = 0;
		char *words;
		test_store_open(&test);
		test_put_records(&test, "person name=Anna|login=anna\nperson name=Bo|login=bo\n");
		for (size_t r = 0; histories[i].revisions[r] != NULL; r++) {
			char fields[200];
			snprintf(fields, sizeof fields, "title=O|%s", histories[i].revisions[r]);
			id = test_put(&test, E_opportunity, id, fields);
		}
		words = audit_words(&test, "OPP-07", "2026-11-22");
		bool nothing = words == NULL || *words == '\0';
		if (histories[i].says == NULL ? !nothing : nothing || strstr(words, histories[i].says) == NULL)
			fail_msg("%s: says \"%s\"", histories[i].name, words == NULL ? "" : words);
		free(words);
		test_store_close(&test);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rules_of_gates),
		cmocka_unit_test(rules_of_benefits), cmocka_unit_test(rules_of_times),      cmocka_unit_test(rules_of_signs),
		cmocka_unit_test(rules_of_leads),    cmocka_unit_test(rules_of_afterwards), cmocka_unit_test(what_history_tells)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
