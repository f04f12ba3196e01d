/* Pages about all opportunities, and about what is weighed for one: who sees what, and what stands in them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/lang.h"
#include "base/memory.h"
#include "conf/conf.h"
#include "report/portfolio_report.h"
#include "support/store.h"

static struct test_store test;
static struct conf *conf;

static const char records[] =
	"person name=Named|login=named|access=reader\n"
	"person name=Portfolio|login=portfolio|access=portfolio_manager\n"
	"person name=Auditor|login=auditor|access=auditor\n"
	"supplier name=Nord\n"
	"goal name=A|weight=30\n"
	"opportunity title=Seen|stage=running|benefit_score=4|sponsor=PRS-0001|decide_by=2026-12-02\n"
	"opportunity title=Kept secret|stage=running|benefit_score=5|secrecy_ground=OSL\n"
	"opportunity title=No goal|stage=running|benefit_score=5|secrecy_ground=OSL\n"
	"opportunity_goal opportunity=OPP-0001|goal=GOL-0001|degree=5\n"
	"opportunity_goal opportunity=OPP-0002|goal=GOL-0001|degree=5\n"
	"requirement opportunity=OPP-0001|text=Open data|level=must|traces_to=need;clause\n"
	"requirement opportunity=OPP-0001|text=Quick|level=should|weight=30\n"
	"offer opportunity=OPP-0001|supplier=LEV-0001|price=4711.50\n"
	"score offer=OFF-0001|requirement=REQ-0001|met=yes\n"
	"score offer=OFF-0001|requirement=REQ-0002|points=4\n";

static int open_store(void **state)
{
	(void)state;
	test_store_open(&test);
	test_put_records(&test, records);
	conf = conf_new();
	test.session.conf = conf;
	return 0;
}

static int close_store(void **state)
{
	(void)state;
	test_store_close(&test);
	conf_free(&conf);
	return 0;
}

enum kind { PRIORITY_OR_OFFERS, BENEFITS, GOALS };

/* What the page is asked for by whom: person 0 is the administrator of the test. */
struct asked {
	record_id person;
	struct ref about;
	const char *where;
	enum page_format format;
	enum kind kind;
};

static struct page *make(const struct asked *asked, const struct teller *teller, struct error *error)
{
	const struct report_request request = {.where = slice_of(asked->where)};
	bool one = ref_is_set(asked->about);
	switch (asked->kind) {
	case BENEFITS:
		return one ? report_benefits_of(teller, asked->about, error) : report_benefits(teller, &request, error);
	case GOALS: return report_goals(teller, &request, error);
	default: return one ? report_offers(teller, asked->about, error) : report_priority(teller, &request, error);
	}
}

/* The page as text, else the error's words. */
static void tell(const struct asked *asked, struct text *out)
{
	struct view *view = view_open(test.store, NULL);
	struct session session = test.session;
	struct record person;
	struct error error = {0};
	if (view_record(view, (struct ref){E_person, asked->person}, &person))
		session = session_of_person(&test.session, &person);
	struct rule_titles rules = {0};
	struct reading *reading = reading_new(view, &session);
	const struct teller teller = {&session, view, reading, &rules};
	struct page *page = make(asked, &teller, &error);
	text_clear(out);
	if (page == NULL)
		text_append_text(out, error.text);
	else
		page_write(page, asked->format, out);
	page_free(&page);
	reading_free(&reading);
	rule_titles_free(&rules);
	view_close(&view);
}

#define CLOSED                                                                                                         \
	"offers are closed until the award is published: until then only those named on the opportunity see them"

static void offers_are_for_those_named_until_the_award(void **state)
{
	static const struct {
		record_id person;
		const char *published;
		bool sees;
	} cases[] = {
		{1, "", true}, {2, "", false}, {3, "", true}, {2, "2026-11-23", false}, {2, "2026-11-22", true},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const struct asked asked = {.person = cases[i].person, .about = {E_opportunity, 1}, .format = PAGE_JSON};
		char fields[40] = "award_published=";
		struct text out = {0};
		test_put(&test, E_opportunity, 1, strcat(fields, cases[i].published));
		tell(&asked, &out);
		if (cases[i].sees != (strstr(out.data, "\"price\": \"4711.50\"") != NULL) ||
		    cases[i].sees == (strcmp(out.data, CLOSED) == 0))
			fail_msg("person %u, published «%s»: %s", cases[i].person, cases[i].published, out.data);
		text_free(&out);
	}
}

static void expect(const struct asked *asked, const char *const wanted[], const char *const unwanted[])
{
	struct text out = {0};
	tell(asked, &out);
	for (size_t i = 0; wanted[i] != NULL; i++)
		if (strstr(out.data, wanted[i]) == NULL)
			fail_msg("there is no «%s» in\n%s", wanted[i], out.data);
	for (size_t i = 0; unwanted[i] != NULL; i++)
		if (strstr(out.data, unwanted[i]) != NULL)
			fail_msg("there is «%s» in\n%s", unwanted[i], out.data);
	text_free(&out);
}

static void offers_stand_beside_what_was_asked_for(void **state)
{
	(void)state;
	expect(&(struct asked){.about = {E_opportunity, 1}, .format = PAGE_TEXT},
	       (const char *const[]){"    1  OFF-0001  Nord", "4.00  4,711.50  judged",
	                             "Found again in: need, contract clause", "Found again in: nowhere",
	                             "Share of the requirements        50 %", NULL},
	       (const char *const[]){NULL});
	expect(&(struct asked){.about = {E_opportunity, 2}},
	       (const char *const[]){"there are no requirements to judge an offer by; write them first", NULL},
	       (const char *const[]){NULL});
	test_put(&test, E_requirement, 2, "weight=0");
	expect(&(struct asked){.about = {E_opportunity, 1}, .format = PAGE_TEXT},
	       (const char *const[]){"The weights of the requirements sum to nothing: nothing can be weighed.", NULL},
	       (const char *const[]){"4.00", NULL});
	test_put(&test, E_requirement, 2, "weight=");
	expect(&(struct asked){.about = {E_opportunity, 1}, .format = PAGE_TEXT},
	       (const char *const[]){"The requirement REQ-0002 has no weight: nothing can be weighed.", NULL},
	       (const char *const[]){"4.00", NULL});
}

/* Its place is kept, so that everybody sees the same ranks. */
static void what_is_secret_keeps_its_rank_and_no_more(void **state)
{
	(void)state;
	expect(&(struct asked){.person = 2, .format = PAGE_CSV},
	       (const char *const[]){"1,OPP-0002,Kept secret,,,,", "2,OPP-0001,Seen,80.00,5.00,4,2026-12-02,10,", NULL},
	       (const char *const[]){"GOL-0001 30×5,,,,,,no_hours\n1", "100.00", NULL});
	expect(&(struct asked){.person = 2, .format = PAGE_TEXT}, (const char *const[]){"No goal      not shown to you", NULL},
	       (const char *const[]){"it names no goal", NULL});
	expect(&(struct asked){.person = 3, .format = PAGE_CSV},
	       (const char *const[]){"1,OPP-0002,Kept secret,100.00,5.00,5,", NULL}, (const char *const[]){NULL});
}

static void a_condition_chooses_what_is_ranked(void **state)
{
	(void)state;
	expect(&(struct asked){.where = "benefit_score < 5", .format = PAGE_CSV},
	       (const char *const[]){"1,OPP-0001,Seen,80.00,", NULL}, (const char *const[]){"OPP-0002", NULL});
	expect(&(struct asked){.where = "benefit_score <"}, (const char *const[]){"--where: column ", NULL},
	       (const char *const[]){NULL});
}

static void the_line_is_drawn_in_the_list(void **state)
{
	(void)state;
	test_put_records(&test, "unit name=Skolan\ncapacity unit=UNI-0001|side=it|quarter=2027-Q1|hours=99\n"
		"allocation opportunity=OPP-0001|unit=UNI-0001|side=it|quarter=2027-Q1|planned=100\n");
	expect(&(struct asked){.format = PAGE_TEXT},
	       (const char *const[]){"-- Here the hours run out: Skolan lacks 1 in 2027-Q1 --", "Hours by quarter", NULL},
	       (const char *const[]){"No hours given", NULL});
	expect(&(struct asked){.format = PAGE_JSON},
	       (const char *const[]){"\"side\": \"both\",\n      \"quarter\": \"2027-Q1\",\n      \"given\": 99,\n      "
	                             "\"promised\": 0,\n      \"planned\": 100,\n      \"left\": -1",
	                             "\"side\": \"it\"", NULL},
	       (const char *const[]){NULL});
	expect(&(struct asked){.format = PAGE_CSV}, (const char *const[]){",above\n2,OPP-0001,Seen,", ",below\n", NULL},
	       (const char *const[]){"run out", NULL});
}

/* Delivered 2025-11-22: followed up on 2026-05-22, 2026-11-22 and 2027-11-22. */
static const char benefits[] =
	"unit name=Skolan\nunit name=Staden\n"
	"opportunity title=In use|stage=delivered|delivered=2025-11-22|unit=UNI-0001|budget=1000\n"
	"benefit opportunity=OPP-0004|title=Time|owner=PRS-0001|measure=hours|beneficiary=staff|baseline=10|target=20|"
	"outcome=12|measured=2026-01-01|yearly_value=100|due=2026-11-01|payer=UNI-0002\n"
	"benefit opportunity=OPP-0004|title=Fees|due=2026-11-22|yearly_value=300|realised_value=30|unit=UNI-0002|"
	"payer=UNI-0002\n"
	"benefit opportunity=OPP-0004|title=Later|due=2026-11-23|yearly_value=50|realised_value=50\n"
	"measurement benefit=BEN-0001|measured=2026-05-02|outcome=15\n"
	"measurement benefit=BEN-0001|measured=2026-04-21|outcome=11\n"
	"measurement benefit=BEN-0001|measured=2027-01-01|outcome=20\n"
	"alternative opportunity=OPP-0004|title=Way|kind=develop|life_years=1|investment=1000|yearly_benefit=2060|"
	"chosen=yes\n";

#define FOLLOWED(title, months, day, state, measured)                                                                  \
	"\"title\": \"" title "\",\n      \"months\": " months ",\n      \"day\": \"" day "\",\n      \"state\": \"" state  \
	"\",\n      \"measured\": " measured

static void benefits_are_told_with_what_was_measured_last(void **state)
{
	(void)state;
	test_put_records(&test, benefits);
	expect(&(struct asked){.kind = BENEFITS, .format = PAGE_CSV},
	       (const char *const[]){"BEN-0001,Time,OPP-0004,2026-11-01,50,100.00,50.00,,Staden,10.00,20.00,15.00,"
	                             "2026-05-02\n",
	                             "BEN-0002,Fees,OPP-0004,2026-11-22,,300.00,30.00,\"owner, measure, value before, target "
	                             "value, beneficiary\",,,,,\n", NULL},
	       (const char *const[]){NULL});
	expect(&(struct asked){.kind = BENEFITS, .format = PAGE_JSON},
	       (const char *const[]){"\"due\": 2,", "\"measured\": 2,", "\"target_due\": \"400.00\"",
	                             "\"realised\": \"80.00\"", "\"realisation\": 20,", "\"expected\": \"450.00\"", NULL},
	       (const char *const[]){NULL});
	expect(&(struct asked){.kind = BENEFITS, .format = PAGE_JSON},
	       (const char *const[]){FOLLOWED("Time", "6", "2026-05-22", "done", "\"2026-05-02\""),
	                             FOLLOWED("Time", "12", "2026-11-22", "ahead", "null"),
	                             FOLLOWED("Fees", "6", "2026-05-22", "left_out", "null"),
	                             "\"owner_name\": \"nobody\",\n      \"benefits\": 2,\n      \"due\": 1", NULL},
	       (const char *const[]){NULL});
	expect(&(struct asked){.kind = BENEFITS, .where = "title = \"Later\"", .format = PAGE_JSON},
	       (const char *const[]){"\"benefits_in_all\": 1,", "\"realisation\": null", NULL},
	       (const char *const[]){"Fees", NULL});
}

/* 2060 at the end of the year, at 3 %: 2000 less 1000. */
static void one_opportunity_has_its_net_benefit(void **state)
{
	(void)state;
	test_put_records(&test, benefits);
	expect(&(struct asked){.kind = BENEFITS, .about = {E_opportunity, 4}, .format = PAGE_JSON},
	       (const char *const[]){"\"benefit_present\": \"2000.00\"", "\"cost_present\": \"1000.00\"",
	                             "\"net_mean\": \"1000.00\"", "BEN-0003", NULL},
	       (const char *const[]){NULL});
	expect(&(struct asked){.kind = BENEFITS, .about = {E_opportunity, 1}, .format = PAGE_TEXT},
	       (const char *const[]){"No alternative is chosen whose cost is known", NULL},
	       (const char *const[]){"BEN-", NULL});
	test_put(&test, E_opportunity, 4, "secrecy_ground=OSL");
	expect(&(struct asked){.kind = BENEFITS, .person = 2, .format = PAGE_TEXT},
	       (const char *const[]){"Not shown to you                         3", NULL}, (const char *const[]){"BEN-", NULL});
}

static void goals_stand_below_those_that_they_belong_to(void **state)
{
	(void)state;
	test_put_records(&test, benefits);
	test_put_records(&test,
		"decision kind=committee|unit=UNI-0002|number=12|date=2025-11-24|title=Budget|text=T|reason=R|outcome=approved|"
		"registry_number=KS 1\n"
		"goal name=B|weight=60\n"
		"goal name=A1|parent=GOL-0001|weight=10|source=budget|decision=DEC-0001\n"
		"goal name=Over|weight=900|until=2026-11-21\n"
		"opportunity_goal opportunity=OPP-0004|goal=GOL-0003|degree=4\n");
	expect(&(struct asked){.kind = GOALS, .format = PAGE_CSV},
	       (const char *const[]){"GOL-0001,A,30,30,2,0,10,,,,,,\nGOL-0003,· A1,10,10,0,1,4,A,\"budget, decision 12 of "
	                             "2025-11-24, KS 1\",,1000.00,450.00,130.00\nGOL-0002,B,60,60,0,0,0,",
	                             "GOL-0004,Over,900,,0,0,0,,,2026-11-21,", NULL},
	       (const char *const[]){NULL});
	expect(&(struct asked){.kind = GOALS, .format = PAGE_JSON},
	       (const char *const[]){"\"goals_that_hold\": 3,", "\"weights\": 100,", "\"without_action\": 2,",
	                             "\"goal\": \"GOL-0003\",\n      \"unit\": \"UNI-0001\"", NULL},
	       (const char *const[]){NULL});
}

#define EACH(name) cmocka_unit_test_setup_teardown(name, open_store, close_store)

int main(void)
{
	const struct CMUnitTest tests[] = {
		EACH(offers_are_for_those_named_until_the_award), EACH(offers_stand_beside_what_was_asked_for),
		EACH(what_is_secret_keeps_its_rank_and_no_more), EACH(a_condition_chooses_what_is_ranked),
		EACH(the_line_is_drawn_in_the_list), EACH(benefits_are_told_with_what_was_measured_last),
		EACH(one_opportunity_has_its_net_benefit), EACH(goals_stand_below_those_that_they_belong_to),
	};
	lang_start("en");
	lang_set("en");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
