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

/* What the page is asked for by whom: person 0 is the administrator of the test. */
struct asked {
	record_id person;
	struct ref about;
	const char *where;
	enum page_format format;
};

static struct page *make(const struct asked *asked, const struct teller *teller, struct error *error)
{
	return ref_is_set(asked->about) ? report_offers(teller, asked->about, error)
	                                : priority_report(teller, slice_of(asked->where), error);
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
	       (const char *const[]){"    1  OFF-0001  Nord", "4.00  4,711.50  judged", "Found again in: need, contract clause",
	                             "Found again in: nowhere", "Share of the requirements        50 %", NULL},
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
	       (const char *const[]){"-- Here the hours run out: Skolan lacks 1 in 2027-Q1 --", NULL},
	       (const char *const[]){"No hours given", NULL});
	expect(&(struct asked){.format = PAGE_CSV}, (const char *const[]){",above\n2,OPP-0001,Seen,", ",below\n", NULL},
	       (const char *const[]){"run out", NULL});
}

#define EACH(name) cmocka_unit_test_setup_teardown(name, open_store, close_store)

int main(void)
{
	const struct CMUnitTest tests[] = {
		EACH(offers_are_for_those_named_until_the_award), EACH(offers_stand_beside_what_was_asked_for),
		EACH(what_is_secret_keeps_its_rank_and_no_more), EACH(a_condition_chooses_what_is_ranked),
		EACH(the_line_is_drawn_in_the_list),
	};
	lang_start("en");
	lang_set("en");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
