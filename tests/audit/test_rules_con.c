/* CON: contracts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "support/audit_cases.h"

#define SYSTEM "system name=A|phase=in_use\nsupplier name=L\n"
#define CONTRACT SYSTEM "contract name=K|supplier=LEV-0001|start=2020-01-01|"
#define TACIT CONTRACT "end=2022-12-31|renewal=tacit|renewal_months=12|notice_months=3"
#define MAIN "\ncontract_system contract=AVT-0001|system=SYS-0001|part=main\n"
#define DECISION "\ndecision number=1|title=B|kind=management|date=2026-06-01|text=x|reason=y|about=AVT-0001|"
#define SECOND "contract name=N|supplier=LEV-0001|"
#define SECOND_MAIN "\ncontract_system contract=AVT-0002|system=SYS-0001|part=main\n"

static const struct audit_case clocks[] = {
	/* The term that runs in 2026 ends 2026-12-31; notice three months before: 2026-09-30. */
	{"CON-01", "from 90 days before, until CON-02 speaks 30 days before", TACIT,
	 {{"2026-07-01", ""}, {"2026-07-02", "AVT-0001 medium"}, {"2026-08-30", "AVT-0001 medium"}, {"2026-08-31", ""}}},
	{"CON-02", "the last 30 days, the day itself too", TACIT,
	 {{"2026-08-30", ""}, {"2026-08-31", "AVT-0001 high"}, {"2026-09-30", "AVT-0001 high"}, {"2026-10-01", ""}}},
	{"CON-02", "and again with the next term", TACIT, {{"2027-09-30", "AVT-0001 high"}}},
	{"CON-01", "a decision that names the term answers", TACIT DECISION "outcome=let_run|term_end=2026-12-31",
	 {{"2026-07-15", ""}}},
	{"CON-02", "a decision that names the term answers", TACIT DECISION "outcome=give_notice|term_end=2026-12-31",
	 {{"2026-09-15", ""}}},
	{"CON-02", "approved and used options answer too, a rejection and what is tabled do not",
	 TACIT DECISION "outcome=rejected|term_end=2026-12-31" DECISION "outcome=tabled|term_end=2026-12-31",
	 {{"2026-09-15", "AVT-0001 high"}}},
	{"CON-02", "approved", TACIT DECISION "outcome=approved|term_end=2026-12-31", {{"2026-09-15", ""}}},
	{"CON-02", "a decision about another term, another contract, or no term", TACIT DECISION
	 "outcome=let_run|term_end=2025-12-31"
	 DECISION "outcome=let_run\ncontract name=M|supplier=LEV-0001|start=2020-01-01|end=2021-12-31\n"
	 "decision number=3|title=B|kind=management|date=2026-06-01|text=x|reason=y|about=AVT-0002|"
	 "outcome=let_run|term_end=2026-12-31",
	 {{"2026-09-15", "AVT-0001 high"}}},
	{"CON-02", "a decision that is still to come, and one that another has taken the place of",
	 TACIT "\ndecision number=1|title=B|kind=management|date=2026-09-16|text=x|reason=y|about=AVT-0001|outcome=let_run|"
	 "term_end=2026-12-31",
	 {{"2026-09-15", "AVT-0001 high"}, {"2026-09-16", ""}}},
	{"CON-02", "superseded", TACIT DECISION "outcome=let_run|term_end=2026-12-31" DECISION
	 "outcome=tabled|supersedes=DEC-0001",
	 {{"2026-09-15", "AVT-0001 high"}}},
	{"CON-02", "notice has been given", TACIT "|terminated=2026-08-01", {{"2026-09-15", ""}}},
	{"CON-02", "what ends by itself, or only by a decision renews, asks nothing",
	 CONTRACT "end=2026-12-31|renewal=none|notice_months=3\n" SECOND "start=2020-01-01|end=2026-12-31|"
	 "renewal=express|renewal_months=12|notice_months=3",
	 {{"2026-09-15", ""}}},
	{"CON-02", "the clamped day is the cautious one", CONTRACT "end=2025-08-28|renewal=tacit|"
	 "renewal_months=12|notice_months=2",
	 {{"2026-06-28", "AVT-0001 high"}, {"2026-06-29", ""}}},

	{"CON-03", "after the last notice day, in the last 90 days of the term", TACIT,
	 {{"2026-09-30", ""}, {"2026-10-01", ""}, {"2026-10-02", "AVT-0001 low"}, {"2026-12-31", "AVT-0001 low"},
	 {"2027-01-01", ""}}},
	{"CON-03", "decided", TACIT DECISION "outcome=let_run|term_end=2026-12-31", {{"2026-12-01", ""}}},
	{"CON-03", "the time of notice is not stated", CONTRACT "end=2026-12-31|renewal=tacit|renewal_months=12",
	 {{"2026-10-01", ""}, {"2026-10-02", "AVT-0001 low"}}},
	{"CON-03", "notice can be given to the last day", CONTRACT "end=2026-12-31|renewal=tacit|"
	 "renewal_months=12|notice_months=0", {{"2026-12-31", ""}}},

	{"CON-04", "90 days before the option must be called, and until the term ends",
	 CONTRACT "end=2026-12-31|renewal=none|option_months=12;12|option_notice_months=3",
	 {{"2026-07-01", ""}, {"2026-07-02", "AVT-0001 medium"}, {"2026-10-01", "AVT-0001 medium"}, {"2026-12-31",
	 "AVT-0001 medium"}, {"2027-01-01", ""}}},
	{"CON-04", "by the end where no time is stated", CONTRACT "end=2026-12-31|renewal=none|option_months=12",
	 {{"2026-10-01", ""}, {"2026-10-02", "AVT-0001 medium"}}},
	{"CON-04", "all used", CONTRACT "end=2026-12-31|renewal=none|option_months=12|options_used=1", {{"2027-12-31", ""}}},
	{"CON-04", "decided", CONTRACT "end=2026-12-31|renewal=none|option_months=12" DECISION
	 "outcome=use_option|term_end=2026-12-31", {{"2026-12-01", ""}}},
	{"CON-04", "notice has been given", CONTRACT "end=2026-12-31|renewal=none|option_months=12|terminated=2026-06-01",
	 {{"2026-12-01", ""}}},

	{"CON-05", "the last day is a day of the contract", CONTRACT "end=2026-11-22|renewal=none" MAIN,
	 {{"2026-11-22", ""}, {"2026-11-23", "AVT-0001 high"}}},
	{"CON-05", "renewal not stated counts as none, express ends too", CONTRACT "end=2026-11-22" MAIN SECOND
	 "start=2019-01-01|end=2026-11-21|renewal=express|renewal_months=12"
	 SECOND_MAIN, {{"2026-11-22", ""}, {"2026-11-23", "AVT-0001 high"}}},
	{"CON-05", "one finding for a contract over two systems", CONTRACT "end=2026-11-22\nsystem name=B|phase=in_use" MAIN
	 "contract_system contract=AVT-0001|system=SYS-0002|part=main\n", {{"2026-11-23", "AVT-0001 high"}}},
	{"CON-05", "no longer used", "system name=A|phase=retired\nsupplier name=L\ncontract name=K|supplier=LEV-0001|"
	 "start=2020-01-01|end=2026-11-22" MAIN,
	 {{"2026-11-23", ""}}},
	{"CON-05", "a part that is no main contract", CONTRACT "end=2026-11-22\ncontract_system contract=AVT-0001|"
	 "system=SYS-0001|part=support\n", {{"2026-11-23", ""}}},
	{"CON-05", "not stated what part: not known, so not the main one", CONTRACT "end=2026-11-22\n"
	 "contract_system contract=AVT-0001|system=SYS-0001\n", {{"2026-11-23", ""}}},
	{"CON-05", "another main contract is in force", CONTRACT "end=2026-11-22" MAIN SECOND
	 "start=2026-11-01|end=2028-11-22" SECOND_MAIN, {{"2026-11-23", ""}}},
	{"CON-05", "another begins within three months, or later", CONTRACT "end=2026-11-22" MAIN SECOND
	 "start=2027-03-01|end=2028-11-22" SECOND_MAIN,
	 {{"2026-11-30", "AVT-0001 high"}, {"2026-12-01", ""}}},
	{"CON-08", "and then that one is not in force yet", CONTRACT "end=2026-11-22" MAIN SECOND
	 "start=2027-03-01|end=2028-11-22" SECOND_MAIN,
	 {{"2026-11-30", ""}, {"2026-12-01", "AVT-0002 low"}, {"2027-02-28", "AVT-0002 low"}, {"2027-03-01", ""}}},
	{"CON-06", "ended by notice, not by itself", CONTRACT "end=2026-12-31|renewal=none|"
	 "notice_months=3|notice_to=any_day|terminated=2026-08-22" MAIN,
	 {{"2026-11-22", ""}, {"2026-11-23", "AVT-0001 high"}}},
	{"CON-05", "ended by notice is CON-06", CONTRACT "end=2026-12-31|renewal=none|notice_months=3|notice_to=any_day|"
	 "terminated=2026-08-22" MAIN,
	 {{"2026-11-23", ""}}},
	{"CON-06", "no longer used", "system name=A|phase=retired\nsupplier name=L\ncontract name=K|supplier=LEV-0001|"
	 "start=2020-01-01|end=2026-12-31|"
	 "notice_months=3|notice_to=any_day|terminated=2026-08-22" MAIN, {{"2026-11-23", ""}}},

	{"CON-07", "somebody outside, and no contract", "supplier name=L\nsystem name=A|supplier=LEV-0001\n"
	 "system name=B|hosting=saas\nsystem name=C|hosting=own\n",
	 {{"2026-11-22", "SYS-0001 medium; SYS-0002 medium"}}},
	{"CON-07", "a contract that is not in force is another thing", "supplier name=L\nsystem name=A|supplier=LEV-0001\n"
	 "contract name=K|supplier=LEV-0001|start=2020-01-01|end=2021-01-01" MAIN, {{"2026-11-22", ""}}},
	{"CON-07", "only an addition", "supplier name=L\nsystem name=A|supplier=LEV-0001\ncontract name=K|supplier=LEV-0001|"
	 "start=2020-01-01|end=2030-01-01\n"
	 "contract_system contract=AVT-0001|system=SYS-0001|part=addition\n", {{"2026-11-22", "SYS-0001 medium"}}},
	{"CON-07", "a module stands on the contract of its suite", "supplier name=L\nsystem name=A|supplier=LEV-0001\n"
	 "system name=B|supplier=LEV-0001|parent=SYS-0001\n"
	 "contract name=K|supplier=LEV-0001|start=2020-01-01|running=yes" MAIN, {{"2026-11-22", ""}}},
	{"CON-07", "retired", "supplier name=L\nsystem name=A|supplier=LEV-0001|phase=retired\n", {{"2026-11-22", ""}}},
	{"CON-08", "it begins on a day", CONTRACT "end=2030-01-01" MAIN, {{"2019-12-31", "AVT-0001 low"}, {"2020-01-01",
	 ""}}},

	{"CON-09", "all options used, to the last day", CONTRACT "end=2025-11-22|renewal=none|"
	 "option_months=12|options_used=1",
	 {{"2026-11-22", "AVT-0001 low"}, {"2026-11-23", ""}}},
	{"CON-09", "one is left, or it renews itself", CONTRACT "end=2025-11-22|renewal=none|"
	 "option_months=12;12|options_used=1\n" SECOND
	 "start=2020-01-01|end=2025-11-22|renewal=tacit|renewal_months=12|option_months=12|options_used=1", {{"2026-11-22",
	 ""}}},
	{"CON-09", "the next purchase has started", CONTRACT "end=2025-11-22|renewal=none|option_months=12|options_used=1|"
	 "procurement_started=2026-01-01",
	 {{"2026-11-22", ""}}},
};

#define CRITICAL \
	"system name=A|phase=in_use|criticality=3\nsupplier name=L\n" \
	"contract name=K|supplier=LEV-0001|start=2020-01-01|"

static const struct audit_case terms[] = {
	{"CON-10", "nothing written, of a critical system", CRITICAL "end=2026-11-22" MAIN, {{"2026-11-22", "AVT-0001 low"},
	 {"2026-11-23", ""}}},
	{"CON-10", "written", CRITICAL "end=2027-11-22|exit_terms=Data lämnas" MAIN, {{"2026-11-22", ""}}},
	{"CON-10", "not critical, or not known to be", CONTRACT "end=2027-11-22" MAIN, {{"2026-11-22", ""}}},

	{"CON-11", "no and partly, while it holds", CONTRACT "end=2026-11-22|data_return=no\n" SECOND
	 "start=2020-01-01|end=2026-11-22|data_return=partly",
	 {{"2026-11-22", "AVT-0001 medium; AVT-0002 medium"}, {"2026-11-23", ""}}},
	{"CON-11", "yes, unknown and not set", CONTRACT "end=2027-11-22|data_return=yes\n" SECOND
	 "start=2020-01-01|end=2027-11-22|data_return=unknown\n"
	 SECOND "start=2020-01-01|end=2027-11-22", {{"2026-11-22", ""}}},

	{"CON-12", "5 % is not above 5 %", CONTRACT "end=2027-11-22|index_percent=5\n" SECOND
	 "start=2020-01-01|end=2027-11-22|index_percent=5.01",
	 {{"2026-11-22", "AVT-0002 low"}}},
	{"CON-12", "as configured", CONTRACT "end=2027-11-22|index_percent=3", {{"2026-11-22", "AVT-0001 low"}}, .conf =
	 "rules = { CON-12 = { percent = 2; }; };\n"},
	{"CON-12", "it has ended", CONTRACT "end=2026-11-22|index_percent=8", {{"2026-11-22", "AVT-0001 low"},
	 {"2026-11-23", ""}}},

	{"CON-13", "80 % is not above 80 %", CONTRACT "end=2027-11-22|ceiling=1000000|called_off=800000\n"
	 SECOND "start=2020-01-01|end=2027-11-22|ceiling=1000000|called_off=800000.01", {{"2026-11-22", "AVT-0002 medium"}}},
	{"CON-13", "all of it", CONTRACT "end=2027-11-22|ceiling=1000000|called_off=999999.99\n"
	 SECOND "start=2020-01-01|end=2027-11-22|ceiling=1000000|called_off=1000000", {{"2026-11-22",
	 "AVT-0001 medium; AVT-0002 high"}}},
	{"CON-13", "nothing called off is known, or no ceiling", CONTRACT "end=2027-11-22|ceiling=1000000\n" SECOND
	 "start=2020-01-01|end=2027-11-22|called_off=1000000",
	 {{"2026-11-22", ""}}},

	{"CON-14", "a tenth of the value is allowed", CONTRACT "end=2027-11-22|total_value=8000000\n"
	 "contract_change contract=AVT-0001|date=2021-01-01|amount=800000\n",
	 {{"2026-11-22", ""}}},
	{"CON-14", "more than a tenth is not, added up, less what was taken away",
	 CONTRACT "end=2026-11-22|total_value=8000000\ncontract_change contract=AVT-0001|date=2021-01-01|amount=900000.01\n"
	 "contract_change contract=AVT-0001|date=2022-01-01|amount=-100000\n", {{"2026-11-22", "AVT-0001 medium"},
	 {"2026-11-23", ""}}},
	{"CON-14", "the value is not known", CONTRACT "end=2027-11-22\ncontract_change contract=AVT-0001|"
	 "date=2021-01-01|amount=900000\n", {{"2026-11-22", ""}}},
	{"CON-14", "at most the threshold of the law", CONTRACT "end=2027-11-22|total_value=80000000\n"
	 "contract_change contract=AVT-0001|date=2021-01-01|amount=2389585.01\n",
	 {{"2026-11-22", "AVT-0001 medium"}}},

	{"CON-15", "from 80 % of the limit, above it high: this year and later", SYSTEM
	 "contract name=K|supplier=LEV-0001|start=2026-02-01|procurement=direct|total_value=560000\n", {{"2026-11-22",
	 "LEV-0001:2026 low"}, {"2027-01-01", ""}}},
	{"CON-15", "less", SYSTEM "contract name=K|supplier=LEV-0001|start=2026-02-01|procurement=direct|"
	 "total_value=559999.99\n", {{"2026-11-22", ""}}},
	{"CON-15", "added up over the year", SYSTEM "contract name=K|supplier=LEV-0001|start=2026-02-01|procurement=direct|"
	 "total_value=350000\n"
	 SECOND "start=2026-12-01|procurement=direct|total_value=350000.01\n", {{"2026-11-22", "LEV-0001:2026 high"}}},
	{"CON-15", "the limit itself", SYSTEM "contract name=K|supplier=LEV-0001|start=2026-02-01|procurement=direct|"
	 "total_value=700000\n",
	 {{"2026-11-22", "LEV-0001:2026 low"}}},
	{"CON-15", "another year, another procedure, a part of another contract", SYSTEM
	 "contract name=K|supplier=LEV-0001|start=2025-02-01|procurement=direct|total_value=900000\n"
	 SECOND "start=2026-02-01|procurement=open|total_value=900000\n"
	 SECOND "start=2026-02-01|procurement=direct|total_value=900000|parent=AVT-0002\n", {{"2026-11-22", ""}}},

	{"CON-16", "100 % over two systems", CONTRACT "end=2027-11-22\nsystem name=B\ncontract_system contract=AVT-0001|"
	 "system=SYS-0001|share=60\n"
	 "contract_system contract=AVT-0001|system=SYS-0002|share=40\n", {{"2026-11-22", ""}}},
	{"CON-16", "90 %, one finding", CONTRACT "end=2026-11-22\nsystem name=B\ncontract_system contract=AVT-0001|"
	 "system=SYS-0001|share=60\n"
	 "contract_system contract=AVT-0001|system=SYS-0002|share=30\n", {{"2026-11-22", "AVT-0001 low"}, {"2026-11-23",
	 ""}}},
	{"CON-16", "not stated is the same for all", CONTRACT "end=2027-11-22" MAIN, {{"2026-11-22", ""}}},
};

static void rules_of_contract_clocks(void **state)
{
	(void)state;
	audit_cases_run(clocks, COUNT_OF(clocks));
}

static void rules_of_contract_terms(void **state)
{
	(void)state;
	audit_cases_run(terms, COUNT_OF(terms));
}

static void one_more_term_has_its_price(void **state)
{
	struct test_store test;
	(void)state;
	test_store_open(&test);
	test_put(&test, E_supplier, 0, "name=L");
	test_put(&test, E_contract, 0, "name=K|supplier=LEV-0001|start=2020-01-01|end=2022-12-31|"
	 "renewal=tacit|renewal_months=18|notice_months=3|yearly_cost=100000");
	char *words = audit_words(&test, "CON-02", "2027-09-15"), *other = audit_words(&test, "CON-02", "2027-03-15");
	assert_non_null(strstr(other, "one more term is 18 months and costs 150,000.00"));
	assert_string_equal(words, "");
	free(words);
	free(other);
	test_store_close(&test);
}

/* What is told where the facts differ. */
static const struct audit_case told[] = {
	{"CON-01", "one more term, what it costs, and what of it is not stated",
	 "supplier name=L\n"
	 "system name=A|criticality=2\n"
	 "contract name=K|supplier=LEV-0001|start=2020-11-23|end=2027-02-28|renewal=tacit|renewal_months=12|"
	 "notice_months=3|yearly_cost=1000\n"
	 "contract name=J|supplier=LEV-0001|start=2020-11-23|end=2027-02-28|renewal=tacit|renewal_months=18|"
	 "notice_months=3\n"
	 "contract name=H|supplier=LEV-0001|start=2020-11-23|end=2027-02-28|renewal=tacit|notice_months=3|"
	 "yearly_cost=1000\n",
	 {{"2026-10-01", "AVT-0001 medium; AVT-0002 medium; AVT-0003 medium"}},
	 .says = "last notice day 2026-11-28; one more term is 12 months and costs 1,000.00. decide whether K is to run "
	 "on or to be given notice, and record the decision with the end of the term [ 2026-11-28]\n"
	 "AVT-0002: in force to 2027-02-28; not signed; notice 3 months: last notice day 2026-11-28; one more "
	 "term is 18 months; what it costs is not stated. decide whether J is to run on or to be given notice, "
	 "and record the decision with the end of the term [ 2026-11-28]\n"
	 "AVT-0003: in force to 2027-02-28; not signed; renewed by itself, but by how many months is not stated; "
	 "notice 3 months: last notice day 2026-11-28. decide"},
	{"CON-04", "by when the option must be called, where that is stated",
	 "supplier name=L\n"
	 "system name=A|criticality=2\n"
	 "contract name=K|supplier=LEV-0001|start=2020-11-23|end=2026-12-22|option_months=12|"
	 "option_notice_months=1\n"
	 "contract name=J|supplier=LEV-0001|start=2020-11-23|end=2026-12-22|option_months=12\n",
	 {{"2026-10-01", "AVT-0001 medium; AVT-0002 medium"}},
	 .says = "the next option must be called by 2026-11-22. decide whether the option of K is to be used, and record "
	 "the decision with the end of the term [ 2026-11-22]\n"
	 "AVT-0002: in force to 2026-12-22; not signed; renewal is not stated and counts as none; the time of "
	 "notice is not stated; options left: 1; with them to 2027-12-22; how long before the end the option must "
	 "be called is not stated. decide whether the option of J is to be used, and record the decision with the "
	 "end of the term [ 2026-12-22]\n"},
	{"CON-05", "since when",
	 "supplier name=L\n"
	 "system name=A|criticality=2\n"
	 "contract name=K|supplier=LEV-0001|start=2020-11-23|end=2026-11-21\n"
	 "contract_system contract=AVT-0001|system=SYS-0001|part=main\n",
	 {{"2026-11-22", "AVT-0001 high"}},
	 .says = "AVT-0001: not in force: ended 2026-11-21; not signed; renewal is not stated and counts as none; it "
	 "concerns A. sign a contract that follows K, or stop using the system [ 2026-11-21]\n"},
	{"CON-08", "from when",
	 "supplier name=L\n"
	 "system name=A|criticality=2\n"
	 "contract name=K|supplier=LEV-0001|start=2027-06-01|end=2028-11-21\n"
	 "contract_system contract=AVT-0001|system=SYS-0001|part=main\n",
	 {{"2026-11-22", "AVT-0001 low"}},
	 .says = "AVT-0001: not in force: starts 2027-06-01; not signed; renewal is not stated and counts as none; it "
	 "concerns A. agree on what holds until K begins [ 2026-12-22]\n"},
	{"CON-07", "somebody else sells, runs or maintains it",
	 "supplier name=Lev\n"
	 "system name=A|supplier=LEV-0001\n"
	 "system name=B|operated_by=LEV-0001\n"
	 "system name=C|maintained_by=LEV-0001\n"
	 "system name=D|hosting=hosted\n"
	 "system name=E|hosting=saas\n"
	 "system name=F|hosting=own\n"
	 "system name=G|hosting=shared\n",
	 {{"2026-11-22", "SYS-0001 medium; SYS-0002 medium; SYS-0003 medium; SYS-0004 medium; SYS-0005 medium"}},
	 .says = "SYS-0001: no main contract with Lev covers it. find the contract of A and enter it, or sign one [ "
	 "2026-12-22]\n"
	 "SYS-0002: somebody else runs it, and no main contract covers it. find the contract of B"},
	{"CON-07", "contracts for parts of it; none of the system above either",
	 "supplier name=Lev\n"
	 "system name=A|hosting=saas\n"
	 "contract name=K|supplier=LEV-0001|start=2020-11-23|running=yes\n"
	 "contract_system contract=AVT-0001|system=SYS-0001|part=support\n"
	 "system name=B\n"
	 "system name=C|hosting=saas|parent=SYS-0002\n",
	 {{"2026-11-22", "SYS-0001 medium; SYS-0003 medium"}},
	 .says = "SYS-0001: somebody else runs it, and no main contract covers it; only contracts for parts of it are "
	 "there: 1. find"},
	{"CON-12", "with the cost, where that is known",
	 "supplier name=L\n"
	 "system name=A|criticality=2\n"
	 "contract name=K|supplier=LEV-0001|start=2020-11-23|running=yes|index_percent=6|yearly_cost=100\n"
	 "contract name=J|supplier=LEV-0001|start=2020-11-23|running=yes|index_percent=6\n",
	 {{"2026-11-22", "AVT-0001 low; AVT-0002 low"}},
	 .says = "AVT-0001: the price rises by 6 % a year, above 5 %; it costs 100.00 a year. check the price clause of K "
	 "against what is paid [ 2026-12-22]\n"
	 "AVT-0002: the price rises by 6 % a year, above 5 %. check"},
	{"CON-13", "a ceiling of nothing is none, the least one is one; what has ended has none",
	 "supplier name=L\n"
	 "contract name=A|supplier=LEV-0001|start=2020-01-01|running=yes|ceiling=0|called_off=5\n"
	 "contract name=B|supplier=LEV-0001|start=2020-01-01|running=yes|ceiling=0.01|called_off=5\n"
	 "contract name=C|supplier=LEV-0001|start=2020-01-01|running=yes|called_off=5\n"
	 "contract name=D|supplier=LEV-0001|start=2020-01-01|end=2026-11-21|ceiling=1|called_off=5\n",
	 {{"2026-11-22", "AVT-0002 high"}},
	 .says = "AVT-0002: 5.00 of 0.01 have been called off: 50000 %."},
	{"CON-14", "the value grows by the index each year",
	 "supplier name=L\n"
	 "contract name=K|supplier=LEV-0001|start=2024-06-01|end=2030-01-01|total_value=1000000|index_percent=10\n"
	 "contract_change contract=AVT-0001|date=2026-01-01|amount=121000\n",
	 {{"2026-11-22", ""},
	  {"2025-12-31", "AVT-0001 medium"}},
	 .says = "the changes are 121,000.00 together, and may be 110,000.00; the indexed value of the contract is "
	 "1,100,000.00."},
	{"CON-14", "not before it begins",
	 "supplier name=L\n"
	 "contract name=K|supplier=LEV-0001|start=2027-06-01|end=2030-01-01|total_value=1000000|index_percent=10\n"
	 "contract_change contract=AVT-0001|date=2026-01-01|amount=100000.01\n",
	 {{"2026-11-22", "AVT-0001 medium"},
	  {"2027-06-01", "AVT-0001 medium"},
	  {"2028-01-01", ""}}},
	{"CON-15", "nothing is no award, and others do not add to it",
	 "supplier name=L\n"
	 "contract name=K|supplier=LEV-0001|start=2026-01-01|procurement=direct|total_value=0\n"
	 "contract name=I|supplier=LEV-0001|start=2025-12-31|procurement=direct|total_value=500000\n"
	 "contract name=J|supplier=LEV-0001|start=2026-01-01|procurement=open|total_value=900000\n"
	 "contract name=H|supplier=LEV-0001|start=2026-01-01|procurement=direct|total_value=500000\n",
	 {{"2026-11-22", ""}}},
	{"CON-16", "whose it is, of one system or several",
	 "supplier name=L\n"
	 "person name=T|login=t\n"
	 "system name=A\n"
	 "system name=B\n"
	 "assignment person=PRS-0001|role=contract_manager|system=SYS-0001\n"
	 "contract name=K|supplier=LEV-0001|start=2020-01-01|running=yes\n"
	 "contract name=J|supplier=LEV-0001|start=2020-01-01|running=yes\n"
	 "contract_system contract=AVT-0001|system=SYS-0001|share=50\n"
	 "contract_system contract=AVT-0001|system=SYS-0001\n"
	 "contract_system contract=AVT-0002|system=SYS-0001|share=50\n"
	 "contract_system contract=AVT-0002|system=SYS-0002|share=40\n",
	 {{"2026-11-22", "AVT-0001 low; AVT-0002 low"}},
	 .says = "AVT-0001: the shares are 50 % together; it concerns A. correct the shares of K [ 2026-12-22]\n"
	 "AVT-0002: the shares are 90 % together; it concerns 2 systems in use, among others A. correct"},
};

static void what_is_told_of_contracts(void **state)
{
	(void)state;
	audit_cases_run(told, COUNT_OF(told));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(what_is_told_of_contracts),
	 cmocka_unit_test(rules_of_contract_clocks),
	 cmocka_unit_test(rules_of_contract_terms),
	                                   cmocka_unit_test(one_more_term_has_its_price)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
