/* The leadership's eight questions: each number is that of the rows it opens, whatever the register holds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/lang.h"
#include "base/memory.h"
#include "conf/conf.h"
#include "query/list.h"
#include "report/questions.h"
#include "support/chance.h"
#include "support/store.h"

static struct test_store test;
static struct conf *conf;

static int open_store(void **state)
{
	(void)state;
	test_store_open(&test);
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

/* ---- asking ---- */

struct asking {
	struct view *view;
	struct session session;
	struct reading *reading;
	struct rule_titles rules;
	struct teller teller;
};

static void begin_asking(struct asking *asking, record_id person)
{
	struct record record;
	*asking = (struct asking){.view = view_open(test.store, NULL), .session = test.session};
	if (view_record(asking->view, (struct ref){E_person, person}, &record))
		asking->session = session_of_person(&test.session, &record);
	asking->reading = reading_new(asking->view, &asking->session);
	asking->teller = (struct teller){&asking->session, asking->view, asking->reading, &asking->rules};
}

static void end_asking(struct asking *asking)
{
	reading_free(&asking->reading);
	rule_titles_free(&asking->rules);
	view_close(&asking->view);
}

/* How many the list shows that the condition is given to. */
static uint64_t listed(const struct asking *asking, const struct reply *answer)
{
	const struct list_request request = {.columns = slice_of(answer->columns), .where = slice_of(answer->where),
	                                     .sort = slice_of(answer->sort)};
	struct error error = {0};
	struct list_plan *plan = list_plan_new(schema_entity(answer->entity), &request, &error);
	struct rows *rows = plan == NULL ? NULL : rows_new(plan, asking->reading, &error);
	if (rows == NULL)
		fail_msg("«%s»: %s", answer->words, error.text);
	rows_finish(rows);
	uint64_t count = rows_true(rows);
	rows_free(&rows);
	list_plan_free(&plan);
	return count;
}

static int64_t sum_of(const struct asking *asking, const struct reply *answer)
{
	uint8_t field = answer->entity == E_cost ? F_cost_amount : F_allocation_planned;
	int64_t sum = 0;
	for (size_t i = 0; i < answer->id_count; i++) {
		struct record record;
		assert_true(view_record(asking->view, (struct ref){answer->entity, answer->ids[i]}, &record));
		bool residual = answer->entity == E_cost && record_choice(&record, F_cost_kind) == C_cost_kind_residual;
		sum += residual ? -record_number(&record, field) : record_number(&record, field);
	}
	return sum;
}

static void the_rows_are_there_once(const struct asking *asking, const struct reply *answer)
{
	struct record record;
	for (size_t i = 0; i < answer->id_count; i++) {
		assert_true(view_record(asking->view, (struct ref){answer->entity, answer->ids[i]}, &record));
		for (size_t j = 0; j < i; j++)
			assert_int_not_equal(answer->ids[i], answer->ids[j]);
	}
}

static void the_number_is_that_of_its_rows(const struct asking *asking, const struct reply *answer)
{
	if (answer->number == NUMBER_UNSET)
		fail_msg("«%s» is not counted", answer->words);
	if (answer->entity == 0)
		return;
	if (answer->where != NULL) {
		assert_int_equal(answer->number, listed(asking, answer));
		return;
	}
	the_rows_are_there_once(asking, answer);
	bool summed = answer->entity == E_cost || answer->entity == E_allocation;
	int64_t rows = summed ? sum_of(asking, answer) : (int64_t)answer->id_count;
	if (answer->number != rows)
		fail_msg("«%s» is %lld, its rows make %lld", answer->words, (long long)answer->number, (long long)rows);
}

static void expect_same(const struct questions *a, const struct questions *b)
{
	for (size_t q = 0; q < QUESTIONS; q++) {
		assert_int_equal(a->of[q].count, b->of[q].count);
		for (size_t i = 0; i < a->of[q].count; i++) {
			assert_string_equal(a->of[q].items[i].words, b->of[q].items[i].words);
			assert_string_equal(a->of[q].items[i].beside, b->of[q].items[i].beside);
			assert_true(a->of[q].items[i].number == b->of[q].items[i].number);
		}
	}
}

/* Of the rows that always stand there: whether any register has had something to count. */
static bool counted[QUESTIONS][20];

static void note_counted(const struct questions *questions)
{
	for (size_t q = 0; q < QUESTIONS; q++)
		for (size_t i = 0; i < questions->of[q].count && i < COUNT_OF(counted[q]); i++)
			counted[q][i] = counted[q][i] || questions->of[q].items[i].number > 0;
}

static void expect_all_counted(void)
{
	struct questions fixed = {0};
	questions_begin(&fixed, false);
	for (size_t q = 0; q < QUESTIONS; q++)
		for (size_t i = 0; i < fixed.of[q].count; i++)
			if (!counted[q][i])
				fail_msg("no register had any: «%s»", fixed.of[q].items[i].words);
	questions_free(&fixed);
}

/* In as many steps as the clock asks for the answers are those of one. */
static void ask(struct asking *asking, bool business)
{
	struct questions whole = {0}, little = {0};
	questions_begin(&whole, business);
	assert_false(questions_work(&whole, &asking->teller, 0));
	questions_begin(&little, business);
	while (questions_work(&little, &asking->teller, 1))
		;
	expect_same(&whole, &little);
	note_counted(&whole);
	for (size_t q = 0; q < QUESTIONS; q++)
		for (size_t i = 0; i < whole.of[q].count; i++)
			the_number_is_that_of_its_rows(asking, &whole.of[q].items[i]);
	const struct reply *year = whole.of[QUESTION_BENEFITS].items;
	assert_int_equal(year[0].number, year[1].number + year[2].number + year[3].number + year[4].number);
	questions_free(&whole);
	questions_free(&little);
}

/* ---- random registers ---- */

#define KINDS 10 /* of each entity */

/* What a row always says and may say: ~ is a digit from 1, % the number of an earlier row, # its own. */
static const struct {
	const char *entity, *always;
	const char *maybe[8];
	unsigned rows;
} kinds[] = {
	{"unit", "name=Unit #", {"parent=UNI-000%", "kind=department", "kind=committee", "employees=~00"}, KINDS},
	{"person", "name=Person #", {"unit=UNI-000~"}, KINDS},
	{"system", "name=System #", {"unit=UNI-000~", "phase=in_use", "phase=retired|retired_on=2026-0~-01",
		"supplier=LEV-0001",
		"hosting=saas", "planned_retirement=2029-0~-01", "criticality=4", "secrecy_ground=OSL"}, KINDS},
	{"service", "name=Service #", {"unit=UNI-000~", "criticality=3"}, KINDS},
	{"support", "service=SRV-000~|system=SYS-000~", {"share=~0"}, 2 * KINDS},
	{"assignment", "person=PRS-000~|system=SYS-000~|role=system_owner", {"to=202~-01-01"}, KINDS},
	{"system", "name=Later #|planned_retirement=2030-0~-01|phase=in_use", {"unit=UNI-000~"}, KINDS},
	{"component", "system=SYS-000~|product=P", {"vendor_end=202~-05-31", "remedy=replace_system"}, 2 * KINDS},
	{"contract", "name=Contract #|supplier=LEV-0001|start=2020-01-01", {"end=202~-12-31", "running=yes",
		"renewal=tacit|renewal_months=12"}, KINDS},
	{"contract_system", "contract=AVT-000~|system=SYS-000~", {"part=main", "part=licence"}, KINDS},
	{"opportunity", "title=Opportunity #", {"stage=decided", "stage=running", "stage=stopped", "start=202~-01-01",
		"end=202~-02-01", "health=red", "sponsor=PRS-000~", "unit=UNI-000~"}, KINDS},
	{"opportunity", "title=No #|stage=rejected", {"unit=UNI-000~"}, KINDS},
	{"benefit", "opportunity=OPP-000~|title=Late #|due=2026-12-0~", {"yearly_value=~0000"}, KINDS},
	{"benefit", "opportunity=OPP-000~|title=Benefit #", {"due=2026-0~-15", "owner=PRS-000~", "payer=UNI-000~",
		"baseline=10|target=2~", "outcome=2~", "realised_value=~000", "yearly_value=~0000", "unit=UNI-000~"}, 3 * KINDS},
	{"allocation", "opportunity=OPP-000~|unit=UNI-000~|quarter=2026-Q1|planned=~0", {"used=5"}, KINDS},
	{"decision", "number=1#|title=Decision #|kind=management|decided_by=PRS-000~|date=2025-01-01|text=T|reason=R"
		"|outcome=approved",
		{"follow_up=202~-03-01", "done=2026-01-01", "supersedes=DEC-000%"}, KINDS},
	{"lesson", "title=Lesson #", {"about=OPP-000~", "about=SYS-000~", "date=202~-04-01"}, KINDS},
	{"cost", "system=SYS-000~|year=2026|kind=operation|basis=actual|amount=~000",
		{"class=run", "class=develop", "class=improve"}, 2 * KINDS},
	{"cost", "system=SYS-000~|year=2026|kind=operation|basis=budget|amount=~500", {"class=run", "certainty=estimated"},
		2 * KINDS},
	{"review", "kind=permissions|name=Review #", {"closed=2026-01-01"}, KINDS},
	{"review", "kind=licences|name=Review #", {"closed=2026-01-01"}, KINDS},
	{"review_item", "review=REV-000~|subject=SYS-000~", {"decided=2026-01-01", "reviewer=PRS-000~"}, 3 * KINDS},
	{"finding", "id=A#|rule=PER-0~|about=SYS-000~", {"severity=high", "severity=low", "state=open", "state=resolved",
		"person=PRS-000~", "since_run=~", "known_at_start=yes"}, 4 * KINDS},
	{"finding", "id=B#|rule=LAW-0~|about=SYS-000~", {"severity=critical", "severity=medium", "state=accepted",
		"state=reopened", "person=PRS-000~", "opinion=O", "since_run=~"}, 4 * KINDS},
	{"finding", "id=C#|rule=DEC-0~|about=SYS-000~|state=open", {"severity=high", "person=PRS-000~"}, KINDS},
	{"finding", "id=D#|rule=LIC-0~|about=SYS-000~", {"severity=medium", "state=acknowledged", "person=PRS-000~"}, KINDS},
	{"run", "number=1#|day=2026-11-0~|count_high=3|count_medium=4|count_critical=1", {"ended=2026-11-20T00:00:00Z"}, 3},
	{"cost", "service=SRV-000~|year=2026|kind=development|basis=forecast|amount=~100", {"class=develop"}, KINDS},
	{"cost", "system=SYS-000~|year=2025|kind=licence|basis=actual|amount=~700", {"class=run"}, KINDS},
};

static void append(struct text *out, const char *pattern, unsigned row)
{
	for (; *pattern != '\0'; pattern++)
		if (*pattern == '~' || *pattern == '%')
			text_printf(out, "%u", 1 + chance(*pattern == '~' ? 9 : row));
		else if (*pattern == '#')
			text_printf(out, "%u", row);
		else
			text_append_char(out, *pattern);
}

static bool says_already(const struct text *line, const char *field)
{
	char start[40];
	snprintf(start, sizeof start, "|%.*s=", (int)strcspn(field, "="), field);
	return strstr(line->data, start) != NULL;
}

static void make_register(unsigned long long seed)
{
	struct text records = {0}, line = {0};
	chance_seed = seed;
	text_append_text(&records, "supplier name=Nord\n");
	for (size_t k = 0; k < COUNT_OF(kinds); k++)
		for (unsigned row = 0; row < kinds[k].rows; row++) {
			text_clear(&line);
			text_printf(&line, "%s ", kinds[k].entity);
			append(&line, kinds[k].always, row);
			for (size_t i = 0; i < 8 && kinds[k].maybe[i] != NULL; i++) {
				bool above = strchr(kinds[k].maybe[i], '%') != NULL;
				if (chance(2) == 0 || says_already(&line, kinds[k].maybe[i]) || (above && row == 0))
					continue;
				text_append_char(&line, '|');
				append(&line, kinds[k].maybe[i], row);
			}
			text_printf(&records, "%s\n", line.data);
		}
	test_put_records(&test, records.data);
	assert_true(summary_refresh_all(&test.session, NULL));
	text_free(&records);
	text_free(&line);
}

static void every_number_is_that_of_the_rows_it_opens(void **unused)
{
	(void)unused;
	for (unsigned long long seed = 1; seed <= 6; seed++) {
		open_store(NULL);
		make_register(seed);
		for (record_id person = 0; person < 2; person++) { /* an administrator, and one who may read what is open */
			struct asking asking;
			begin_asking(&asking, person);
			ask(&asking, false);
			ask(&asking, true);
			end_asking(&asking);
		}
		close_store(NULL);
	}
	expect_all_counted();
}

/* ---- the desk ---- */

static uint64_t found_by(const struct asking *asking, uint8_t entity, const char *where)
{
	struct reply as_answer = {.entity = entity, .where = where};
	return listed(asking, &as_answer);
}

static void expect_number(const struct asking *asking, const struct desk_item *item)
{
	char number[24];
	snprintf(number, sizeof number, "%llu", (unsigned long long)found_by(asking, item->listed, item->where));
	if (strcmp(item->name, number) != 0)
		fail_msg("«%s %s» opens %s: %s", item->name, item->what, number, item->where);
}

/* What a section says it has all of is what its last row opens. */
static void expect_all(const struct asking *asking, const struct desk_facts *facts)
{
	struct text where = {0};
	if (facts->mine) {
		desk_append_own_condition(&where, &asking->teller);
		assert_int_equal(facts->sections[DESK_ACT].all, found_by(asking, E_finding, where.data));
	} else {
		assert_int_equal(facts->sections[DESK_DECIDE].all,
			found_by(asking, facts->asked.business ? E_service : E_system, "decide_state in (passed, now, soon)"));
	}
	text_free(&where);
}

static bool has_section[DESK_SECTIONS];

static void look_at_desk(const struct asking *asking, bool business)
{
	struct desk_facts facts = {0};
	const struct desk_asked asked = {.business = business};
	desk_facts_read(&facts, &asking->teller, &asked);
	while (desk_facts_scan(&facts, &asking->teller, 1))
		;
	desk_facts_tell(&facts, &asking->teller);
	for (size_t section = 0; section < DESK_SECTIONS; section++)
		for (size_t i = 0; i < facts.sections[section].count; i++) {
			const struct desk_item *item = &facts.sections[section].items[i];
			has_section[section] = true;
			if (item->counted > 0)
				expect_number(asking, item);
			if (item->answer > 0)
				the_number_is_that_of_its_rows(asking, desk_answer(&facts, item));
		}
	expect_all(asking, &facts);
	desk_facts_free(&facts);
}

/* Each of a role; the last ones hold several, and assignments beside. */
static const char *const people[] = {"access=administrator", "access=permission_manager", "access=licence_manager",
	"access=security", "access=portfolio_manager",
	"access=reader;licence_manager;security;administrator", "access=reader"};

static void every_number_of_a_desk_opens_what_it_counts(void **unused)
{
	(void)unused;
	for (unsigned long long seed = 1; seed <= 4; seed++) {
		open_store(NULL);
		make_register(seed);
		for (record_id person = 1; person <= COUNT_OF(people); person++)
			test_put(&test, E_person, person, people[person - 1]);
		test_put(&test, E_person, KINDS + 1, "name=Nobody's manager|access=administrator");
		for (record_id person = 1; person <= KINDS + 1; person++) {
			struct asking asking;
			begin_asking(&asking, person);
			look_at_desk(&asking, false);
			look_at_desk(&asking, true);
			end_asking(&asking);
		}
		close_store(NULL);
	}
	assert_true(has_section[DESK_DECIDE] && has_section[DESK_ACT] && has_section[DESK_ROLE]);
	assert_true(has_section[DESK_QUESTIONS] && has_section[DESK_HEALTH]);
}

/* What is put off and what goes on within another has the stage of what is said no to, and is not. */
static void put_off_and_joined_is_not_said_no_to(void **state)
{
	struct asking asking;
	struct questions questions = {0};
	int64_t said_no = NUMBER_UNSET;
	(void)state;
	open_store(NULL);
	test_put_records(&test,
		"person name=Astrid|access=administrator\n"
		"opportunity title=No|stage=rejected|answer=no|cause_of_rejection=No\n"
		"opportunity title=Old|stage=rejected|cause_of_rejection=No\n"
		"opportunity title=Later|stage=rejected|answer=not_now|cause_of_rejection=Later|rejected_until=2027-06-30\n"
		"opportunity title=Joined|stage=rejected|answer=joined|joined_with=OPP-0001|cause_of_rejection=Joined\n");
	begin_asking(&asking, 1);
	questions_begin(&questions, false);
	assert_false(questions_work(&questions, &asking.teller, 0));
	for (size_t i = 0; i < questions.of[QUESTION_ENDED].count; i++)
		if (strcmp(questions.of[QUESTION_ENDED].items[i].words, "needs said no to") == 0)
			said_no = questions.of[QUESTION_ENDED].items[i].number;
	assert_int_equal(said_no, 2);
	questions_free(&questions);
	end_asking(&asking);
	close_store(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_number_is_that_of_the_rows_it_opens),
		cmocka_unit_test(every_number_of_a_desk_opens_what_it_counts),
		cmocka_unit_test(put_off_and_joined_is_not_said_no_to),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
