/* Who is told of what, and when. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "conf/conf.h"
#include "register/summary.h"
#include "report/mail.h"
#include "report/notice.h"
#include "support/store.h"

#define NEVER DAY_UNSET

/* ---- when: days from today ---- */

static void the_days_on_which_something_is_told(void **state)
{
	(void)state;
	static const int64_t before[] = {90, 30, 7};
	static const struct notice_times times = {before, COUNT_OF(before), 7};
	static const struct {
		const char *what;
		day_t due;   /* from today; NEVER: none */
		int since;   /* days from today that it came; 1: not known */
		day_t last;  /* that the person was told; NEVER */
		enum notice_state state;
	} cases[] = {
		{"far away", 91, 1, NEVER, NOTICE_SILENT},
		{"the first lead time", 90, 1, NEVER, NOTICE_CALLS},
		{"the first lead time, told of another thing yesterday", 90, 1, -1, NOTICE_CALLS},
		{"a day after it", 89, 1, -1, NOTICE_STANDS},
		{"a lead time while nobody told", 88, 1, -10, NOTICE_CALLS},
		{"between lead times, however long", 31, 1, -50, NOTICE_STANDS},
		{"the second lead time", 30, 1, -20, NOTICE_CALLS},
		{"the last lead time", 7, 1, -1, NOTICE_CALLS},
		{"the day itself", 0, 1, -1, NOTICE_CALLS},
		{"the day after, told on the day", -1, 1, -1, NOTICE_STANDS},
		{"the day after, not told on the day", -1, 1, -2, NOTICE_CALLS},
		{"passed, six days after the last time", -20, 1, -6, NOTICE_STANDS},
		{"passed, seven days after the last time", -20, 1, -7, NOTICE_CALLS},
		{"without a day, in hand", NEVER, 1, NEVER, NOTICE_SILENT},
		{"without a day, new", NEVER, 0, -1, NOTICE_CALLS},
		{"without a day, nobody told before", NEVER, -300, NEVER, NOTICE_CALLS},
		{"without a day, told yesterday", NEVER, -30, -1, NOTICE_STANDS},
		{"without a day, told a week ago", NEVER, -30, -7, NOTICE_CALLS},
		{"new, with a day far away", 200, 0, -1, NOTICE_CALLS},
		{"known, with a day far away", 200, -5, -4, NOTICE_STANDS},
		{"known, with a day far away, told long ago", 200, -50, -40, NOTICE_STANDS},
	};
	const day_t today = 20000;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		moment_t since = cases[i].since == 1 ? 0 : (moment_t)(today + cases[i].since) * 86400 * MICROSECONDS + 2;
		day_t due = cases[i].due == NEVER ? DAY_UNSET : today + cases[i].due;
		struct notice_last last = {.day = DAY_UNSET};
		if (cases[i].last != NEVER)
			last = (struct notice_last){today + cases[i].last, (moment_t)(today + cases[i].last) * 86400 * MICROSECONDS + 3};
		if (notice_state_of(&times, due, since, &last, today) != cases[i].state)
			fail_msg("%s", cases[i].what);
	}
}

/* ---- who ---- */

/* Anna manages and Olle owns the system, whose contract ends by itself; what was there before the cases' own lines. */
#define GROUND \
	"unit name=Skolan\nsupplier name=Linden\n" \
	"person name=Anna|login=anna|email=anna@example.se|language=en\n" \
	"person name=Bo|login=bo|email=bo@example.se|language=en\n" \
	"system name=Skolportalen|phase=in_use|criticality=3|introduction_months=6\n"
#define CONTRACT \
	"contract name=Avtal|supplier=LEV-0001|start=2024-01-01|end=2028-06-30|renewal=none|next_procurement=framework\n" \
	"contract_system contract=AVT-0001|system=SYS-0001|part=main\n"
#define FINDING "finding id=OWN-02:SYS-0001|rule=OWN-02|about=SYS-0001|system=SYS-0001|person=PRS-0001|"

static void read_messages(struct test_store *test, struct notices *notices)
{
	struct error error = {0};
	struct view *view = view_open(test->store, &error);
	assert_non_null(view);
	notices_read(notices, &test->session, view);
	view_close(&view);
}

/* "Anna: decide 1, review 2; Bo: answers 1" */
static char *told(struct test_store *test)
{
	struct notices notices = {0};
	struct text out = {0};
	read_messages(test, &notices);
	for (size_t i = 0; i < notices.count; i++) {
		assert_memory_equal(notices.items[i].subject, "Forvalta: ", 10);
		text_printf(&out, "%s%s: %s", i > 0 ? "; " : "", notices.items[i].name, notices.items[i].subject + 10);
	}
	notices_free(&notices);
	return text_take(&out);
}

static struct conf *fill(struct test_store *test, const char *ground, const char *records)
{
	struct error error = {0};
	struct conf *conf = conf_new();
	test_store_open(test);
	test->session.conf = conf;
	test_put_records(test, ground);
	test_put_records(test, records);
	if (!summary_refresh_all(&test->session, &error))
		fail_msg("%s", error.text);
	return conf;
}

static void each_is_told_of_their_own(void **state)
{
	(void)state;
	static const struct {
		const char *what, *records, *told;
	} cases[] = {
		{"nobody's", CONTRACT, ""},
		{"the manager decides", CONTRACT "assignment person=PRS-0001|role=system_manager|system=SYS-0001", "Anna: decide 1"},
		{"the owner too", CONTRACT "assignment person=PRS-0001|role=system_owner|system=SYS-0001\n"
		                           "assignment person=PRS-0002|role=system_manager|system=SYS-0001",
		 "Anna: decide 1; Bo: decide 1"},
		{"of a contract", CONTRACT "assignment person=PRS-0001|role=contract_owner|contract=AVT-0001", "Anna: decide 1"},
		{"a specialist does not", CONTRACT "assignment person=PRS-0001|role=super_user|system=SYS-0001", ""},
		{"no longer", CONTRACT "assignment person=PRS-0001|role=system_owner|system=SYS-0001|to=2026-11-21", ""},
		{"nothing to decide", "assignment person=PRS-0001|role=system_owner|system=SYS-0001", ""},
		{"a deputy while the other is there",
		 CONTRACT "assignment person=PRS-0001|role=system_owner|system=SYS-0001|deputy=PRS-0002", "Anna: decide 1"},
		{"a deputy while the other is away",
		 CONTRACT "person name=Cia|login=cia|email=c@example.se|absence=sick|absent_from=2026-11-01\n"
		          "assignment person=PRS-0003|role=system_owner|system=SYS-0001|deputy=PRS-0002",
		 "Bo: decide 1"},
		{"who has left is not told",
		 CONTRACT "person name=Cia|login=cia|email=c@example.se|active_to=2026-11-21\n"
		          "assignment person=PRS-0003|role=system_owner|system=SYS-0001",
		 ""},
		{"a service account reads no mail",
		 CONTRACT "person name=Robot|login=r|email=r@example.se|kind=service_account\n"
		          "assignment person=PRS-0003|role=system_owner|system=SYS-0001",
		 ""},
		{"a finding", FINDING "severity=medium|state=open", "Anna: put right 1"},
		{"a small one", FINDING "severity=low|state=open", ""},
		{"one whose risk is accepted", FINDING "severity=high|state=accepted", ""},
		{"one that is resolved", FINDING "severity=high|state=resolved", ""},
		{"one in hand until far away", FINDING "severity=high|state=acknowledged|acknowledged_due=2028-01-01", ""},
		{"one in hand until soon", FINDING "severity=high|state=acknowledged|acknowledged_due=2026-12-01",
		 "Anna: put right 1"},
		{"a decision is told as one",
		 "finding id=DEC-01:SYS-0001|rule=DEC-01|about=SYS-0001|person=PRS-0001|severity=high|state=open", ""},
		{"a review",
		 "review kind=permissions|name=Hösten|due=2026-12-01\n"
		 "review_item review=REV-0001|subject=SYS-0001|reviewer=PRS-0001\n"
		 "review_item review=REV-0001|subject=SYS-0001|reviewer=PRS-0001\n"
		 "review_item review=REV-0001|subject=SYS-0001|reviewer=PRS-0002|decision=keep|decided=2026-11-20",
		 "Anna: review 1"},
		{"what is asked",
		 "activity title=Fråga|responsible=PRS-0002|due=2026-12-01\n"
		 "activity title=Klart|responsible=PRS-0001|done=2026-11-01\n"
		 "activity title=Nej|responsible=PRS-0001|state=cancelled",
		 "Bo: asked of you 1"},
		{"proposals to receive",
		 "person name=Cia|login=cia|access=portfolio_manager\n"
		 "opportunity title=A|stage=raised\nopportunity title=B|stage=raised\n"
		 "opportunity title=C|stage=raised|received=2026-11-20\nopportunity title=D|stage=triage",
		 "Cia: asked of you 1"},
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct test_store test;
		struct conf *conf = fill(&test, GROUND, cases[i].records);
		char *found = told(&test);
		if (strcmp(found, cases[i].told) != 0)
			fail_msg("%s: %s", cases[i].what, found);
		free(found);
		test_store_close(&test);
		conf_free(&conf);
	}
}

static void assert_told(struct test_store *test, int day, const char *expected)
{
	test->session.today = day_from_civil(2026, 11, day);
	char *found = told(test);
	if (strcmp(found, expected) != 0)
		fail_msg("2026-11-%02d: %s", day, found);
	free(found);
}

static void mark(struct test_store *test, record_id person)
{
	struct error error = {0};
	if (!notice_mark(&test->session, person, moment_now(), &error))
		fail_msg("%s", error.text);
}

/* Not twice on a day, again after a week, at once when something new comes, and no more when it is handled. */
static void one_message_a_day(void **state)
{
	(void)state;
	struct test_store test;
	struct conf *conf = fill(&test, GROUND, FINDING "severity=high|state=open");
	assert_told(&test, 2, "Anna: put right 1");
	assert_told(&test, 2, "Anna: put right 1"); /* nobody has sent it */
	mark(&test, 1);
	assert_told(&test, 2, "");
	assert_told(&test, 3, "");
	assert_told(&test, 8, "");
	assert_told(&test, 9, "Anna: put right 1");
	mark(&test, 1);
	test_put_records(&test, "activity title=Fråga|responsible=PRS-0001\n");
	assert_told(&test, 9, "");
	assert_told(&test, 10, "Anna: put right 1, asked of you 1");
	mark(&test, 1);
	test_put(&test, E_finding, 1, "state=resolved");
	test_put(&test, E_activity, 1, "state=done");
	assert_told(&test, 28, "");
	test_store_close(&test);
	conf_free(&conf);
}

/* Told once, and where nobody was told before only if it is not old. */
static void answers_are_told_once(void **state)
{
	(void)state;
	struct test_store test;
	struct conf *conf = fill(&test, GROUND, "opportunity title=Behov|asked_by=PRS-0001|answer=taken_up");
	day_t answered = moment_day(moment_now());
	test.session.today = answered + 7;
	char *found = told(&test);
	assert_string_equal(found, "");
	free(found);
	test.session.today = answered;
	found = told(&test);
	assert_string_equal(found, "Anna: answers 1");
	free(found);
	mark(&test, 1);
	for (test.session.today = answered + 1; test.session.today < answered + 20; test.session.today++) {
		found = told(&test);
		assert_string_equal(found, "");
		free(found);
	}
	test_store_close(&test);
	conf_free(&conf);
}

/* ---- what it says ---- */

#define WORDS_GROUND \
	"unit name=Skolan\nsupplier name=Linden\n" \
	"person name=Åsa Öberg|login=asa|email=asa@example.se|language=sv\n" \
	"person name=Bo From|login=bo|email=bo@example.se|language=en\n" \
	"system name=Skolportalen|phase=in_use|criticality=3|introduction_months=6\n" \
	"system name=Ett system med ett namn som är så långt att raden måste brytas|phase=in_use|criticality=3\n" CONTRACT \
	"contract name=Förnyas|supplier=LEV-0001|start=2020-07-01|end=2025-06-30|renewal=tacit|renewal_months=12|" \
	"notice_months=6|next_procurement=framework|yearly_cost=412000\n" \
	"contract_system contract=AVT-0002|system=SYS-0002|part=main\n" \
	"component system=SYS-0001|product=PostgreSQL|version=14|layer=database|vendor_end=2026-11-12|remedy=upgrade\n"
#define WORDS_OF(person) \
	"assignment person=" person "|role=system_manager|system=SYS-0001\n" \
	"assignment person=" person "|role=system_owner|system=SYS-0002\n" \
	"finding id=OBS-01:CMP-0001:" person "|rule=OBS-01|about=CMP-0001|system=SYS-0001|person=" person \
	"|severity=high|state=open\n" \
	"review kind=permissions|name=Behörigheter hösten|due=2026-12-01\n" \
	"activity title=Fråga om export|about=SYS-0001|responsible=" person "|due=2026-11-20\n" \
	"activity title=From nu|responsible=" person "\n"
#define REVIEW_ITEMS \
	"review_item review=REV-0001|subject=SYS-0001|reviewer=PRS-0001\n" \
	"review_item review=REV-0002|subject=SYS-0001|reviewer=PRS-0002\n" \
	"review_item review=REV-0002|subject=SYS-0002|reviewer=PRS-0002\n"

static char *mailbox(struct test_store *test)
{
	struct notices notices = {0};
	struct text out = {0};
	read_messages(test, &notices);
	for (size_t i = 0; i < notices.count; i++) {
		const struct notice *notice = &notices.items[i];
		const struct mail mail = {
			.from = "forvalta@example.se", .to = notice->address, .to_name = notice->name, .subject = notice->subject,
			.language = notice->language, .body = notice->body, .id = "test", .moment = 0,
		};
		mail_append_mbox(&out, &mail);
	}
	notices_free(&notices);
	return text_take(&out);
}

static void assert_golden(const char *name, const char *words)
{
	char path[300], bytes[16384];
	snprintf(path, sizeof path, SOURCE_DIR "/tests/report/golden/%s", name);
	FILE *file = fopen(path, getenv("GOLDEN") == NULL ? "r" : "w+");
	assert_non_null(file);
	if (getenv("GOLDEN") != NULL) {
		fputs(words, file);
		rewind(file);
	}
	bytes[fread(bytes, 1, sizeof bytes - 1, file)] = '\0';
	fclose(file);
	if (strcmp(bytes, words) != 0)
		fail_msg("golden/%s differs:\n%s", name, words);
}

static void in_each_ones_language(void **state)
{
	(void)state;
	struct test_store test;
	lang_look_in(BUILD_DIR "/locale");
	struct conf *conf = fill(&test, WORDS_GROUND, WORDS_OF("PRS-0001") WORDS_OF("PRS-0002") REVIEW_ITEMS);
	char *messages = mailbox(&test);
	assert_golden("messages.mbox", messages);
	assert_string_equal(lang_code(), "en");
	free(messages);
	test_store_close(&test);
	conf_free(&conf);
}

static void write_conf(const struct test_store *test, struct conf *conf, const char *words)
{
	struct error error = {0};
	char path[300];
	snprintf(path, sizeof path, "%s/test.conf", test->directory);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs(words, file);
	fclose(file);
	if (!conf_read(conf, path, &error))
		fail_msg("%s", error.text);
}

/* Where mail is no place for names of systems, and where there are many of a kind. */
static void brief_and_long(void **state)
{
	(void)state;
	struct test_store test;
	struct conf *conf = fill(&test, GROUND, "");
	for (size_t i = 0; i < 25; i++)
		test_put_records(&test, "activity title=Fråga|responsible=PRS-0001\n");
	struct notices notices = {0};
	read_messages(&test, &notices);
	assert_int_equal(notices.count, 1);
	assert_non_null(strstr(notices.items[0].body, "Asked of you: 25\n"));
	assert_non_null(strstr(notices.items[0].body, "    and 15 more\n"));
	notices_free(&notices);
	write_conf(&test, conf, "notify = { brief = true; closing = \"ssh forvalta@example.se\"; again_days = 1; };");
	read_messages(&test, &notices);
	assert_string_equal(notices.items[0].body,
	                    "Anna\n\nAsked of you: 25\n\nWhat is not handled is told again after 1 day. It is handled in the\n"
	                    "register.\nssh forvalta@example.se\n");
	notices_free(&notices);
	test_store_close(&test);
	conf_free(&conf);
}

/* Secret fields stay in the register, and what a name holds cannot reach beyond its line. */
static void hostile_names(void **state)
{
	(void)state;
	struct test_store test;
	struct conf *conf = fill(&test, GROUND, FINDING "severity=high|state=open");
	struct changes *changes = test_changes(&test);
	struct draft draft;
	struct error error = {0};
	struct record system;
	assert_true(view_record(changes_view(changes), (struct ref){E_system, 1}, &system));
	draft_init(&draft, schema_entity(E_system));
	draft_copy_record(&draft, &system);
	draft_set_text(&draft, F_system_name, SLICE("X\n\nFrom bo@example.se\nSubject: \033[2J\xff"));
	assert_true(changes_put(changes, &draft, 1, record_revision(&system), &error));
	draft_free(&draft);
	test_commit(&changes);
	char *messages = mailbox(&test);
	assert_null(strstr(messages, "\nFrom bo"));
	assert_null(strchr(messages, '\033'));
	assert_int_equal(text_first_invalid(slice_of(messages)), SIZE_MAX);
	assert_non_null(strstr(messages, "X\\x0a\\x0aFrom bo@example.se\\x0aSubject: \\x1b[2J\\xff"));
	free(messages);
	test_store_close(&test);
	conf_free(&conf);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_days_on_which_something_is_told),
		cmocka_unit_test(each_is_told_of_their_own),
		cmocka_unit_test(one_message_a_day),
		cmocka_unit_test(answers_are_told_once),
		cmocka_unit_test(in_each_ones_language),
		cmocka_unit_test(brief_and_long),
		cmocka_unit_test(hostile_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
