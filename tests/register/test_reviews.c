/* Rounds of review: whom they ask, what may be answered and by whom, that two never answer the same question, what a
 * decision does to the register, and that a closed round stands as it was signed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/memory.h"
#include "register/edit.h"
#include "register/reviewers.h"
#include "register/reviews.h"
#include "register/verify.h"
#include "support/store.h"

static struct test_store test;

enum { DIRECTOR = 1, CHIEF, HOLDER, LEADER, OWNER, DEPUTY, GONE, ILL, ROBOT, ALONE };

static const char ground[] =
	"person name=Direktör\n"
	"person name=Chef|manager=PRS-0001\n"
	"person name=Handläggare|manager=PRS-0002\n"
	"person name=Behörighetsansvarig|login=leder\n"
	"person name=Ägare\n"
	"person name=Ersättare\n"
	"person name=Slutat|active_to=2026-10-31\n"
	"person name=Borta|absent_from=2026-11-01|absent_to=2026-12-31\n"
	"person name=Robot|kind=service_account|owner=PRS-0003\n"
	"person name=Ensam\n"
	"unit name=Kommunen|manager=PRS-0001\n"
	"unit name=Skolan|parent=UNI-0001|manager=PRS-0002\n"
	"person PRS-0003|unit=UNI-0002\n"
	"person PRS-0002|unit=UNI-0002\n"
	"system name=Ekonomi|unit=UNI-0002\n"
	"system name=Ingens\n"
	"assignment person=PRS-0005|deputy=PRS-0006|role=system_owner|system=SYS-0001\n"
	"permission system=SYS-0001|person=PRS-0003|level=write|role=Attestant|from=2025-01-01\n"
	"permission system=SYS-0001|person=PRS-0005|level=administer|from=2025-01-01\n"
	"permission system=SYS-0001|account=svc-import|level=read\n"
	"permission system=SYS-0002|person=PRS-0003|level=read|to=2026-12-31\n"
	"licence name=Skrivplats|system=SYS-0001|metric=named_user|quantity=10\n";

static void put_ground(void)
{
	char *copy = strdup(ground), *rest = copy, *line;
	while ((line = strsep(&rest, "\n")) != NULL && *line != '\0')
		if (strncmp(line, "person PRS-", 11) == 0)
			test_put(&test, E_person, (record_id)atoi(line + 11), strchr(line, '|') + 1);
		else
			test_put_records(&test, line);
	free(copy);
}

static int setup(void **state)
{
	(void)state;
	test_store_open(&test);
	put_ground();
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	test_store_close(&test);
	return 0;
}

static void sign_in(record_id person, uint8_t access)
{
	test.session.actor = person;
	test.session.known = true;
	test.session.access = UINT32_C(1) << (access - 1) | 1;
}

/* ---- whom is asked ---- */

static void who_stands_in_line(void **state)
{
	static const struct {
		const char *what, *changes; /* "person 2 active_to=…" before it is asked */
		uint8_t rule, entity;
		record_id subject, reviewer;
	} cases[] = {
		{"the holder's manager", "", C_review_by_manager, E_permission, 1, CHIEF},
		{"the manager's manager where that one is away", "person 2 absent_from=2026-11-01", C_review_by_manager,
		 E_permission, 1, DIRECTOR},
		{"the unit's manager", "person 3 manager=", C_review_by_unit, E_permission, 1, CHIEF},
		{"the unit above, where the unit's manager has left", "person 2 active_to=2026-11-21", C_review_by_unit,
		 E_permission, 1, DIRECTOR},
		{"the system's owner", "", C_review_by_owner, E_permission, 1, OWNER},
		{"not the owner's own rights", "", C_review_by_owner, E_permission, 2, DEPUTY},
		{"the deputy", "", C_review_by_deputy, E_permission, 1, DEPUTY},
		{"nobody's account: the owner", "", C_review_by_manager, E_permission, 3, OWNER},
		{"a chief's own rights go up", "permission 1 person=PRS-0002", C_review_by_manager, E_permission, 1, DIRECTOR},
		{"a robot's rights: who answers for it", "permission 1 person=PRS-0009", C_review_by_manager, E_permission, 1,
		 HOLDER},
		{"managers in a ring", "person 1 manager=PRS-0002|person 2 active_to=2026-11-01|person 1 active_to=2026-11-01",
		 C_review_by_manager, E_permission, 1, OWNER},
		{"who leads the round where nobody else is there", "permission 4 person=PRS-0010", C_review_by_manager,
		 E_permission, 4, LEADER},
		{"a licence: the owner", "", C_review_by_manager, E_licence, 1, OWNER},
		{"a system: the deputy where the owner has left", "person 5 active_to=2026-11-01", C_review_by_owner, E_system, 1,
		 DEPUTY},
		{"a system without an owner: its unit", "assignment 1 to=2026-11-21", C_review_by_owner, E_system, 1, CHIEF},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		teardown(NULL);
		setup(NULL);
		char *copy = strdup(cases[i].changes), *rest = copy, *change;
		while ((change = strsep(&rest, "|")) != NULL && *change != '\0') {
			char entity[20];
			unsigned id;
			int at;
			assert_int_equal(sscanf(change, "%19s %u %n", entity, &id, &at), 2);
			test_put(&test, schema_find_entity(slice_of(entity))->number, id, change + at);
		}
		free(copy);
		struct view *view = view_open(test.store, NULL);
		struct reviewers *reviewers = reviewers_new(view, test.session.today, LEADER);
		struct record subject;
		assert_true(view_record(view, (struct ref){cases[i].entity, cases[i].subject}, &subject));
		record_id asked = reviewer_of(reviewers, cases[i].rule, &subject);
		if (asked != cases[i].reviewer)
			fail_msg("%s: %u is asked, not %u", cases[i].what, asked, cases[i].reviewer);
		reviewers_free(&reviewers);
		view_close(&view);
	}
}

/* ---- a round ---- */

#define PERMISSIONS 4

static struct ref open_round(const char *fields, uint8_t entity, record_id count, struct review_opened *opened)
{
	struct ref subjects[10];
	struct draft round;
	struct slice rest = slice_of(fields), pair;
	struct error error = {0};
	struct view *view = view_open(test.store, NULL);
	struct value_reader reader = register_reader(view, test.session.today, true);
	for (record_id i = 0; i < count; i++)
		subjects[i] = (struct ref){entity, i + 1};
	draft_init(&round, schema_entity(E_review));
	while (slice_next(&rest, '|', &pair))
		assert_true(draft_parse_assignment(&round, pair, &reader, NULL, NULL));
	view_close(&view);
	sign_in(LEADER, entity == E_licence ? C_access_licence_manager : C_access_permission_manager);
	const struct review_opening opening = {.subjects = subjects, .count = count};
	if (!review_open(&test.session, &round, &opening, opened, &error))
		fail_msg("%s", error.text);
	draft_free(&round);
	return opened->round;
}

static struct ref open_permissions(void)
{
	struct review_opened opened;
	return open_round("kind=permissions|name=Hösten|due=2026-12-15", E_permission, PERMISSIONS, &opened);
}

static const char *stands(uint8_t entity, record_id id, const char *name)
{
	static struct text words;
	struct view *view = view_open(test.store, NULL);
	struct value_writer writer = view_writer(view, false);
	const struct field *field = schema_find_field(schema_entity(entity), slice_of(name));
	struct record record;
	text_clear(&words);
	assert_true(view_record(view, (struct ref){entity, id}, &record));
	struct value value = record_value(&record, field);
	value_append(&words, field, &value, &writer);
	view_close(&view);
	return words.data == NULL ? "" : words.data;
}

static uint32_t revision_of(record_id item)
{
	return (uint32_t)atol(stands(E_review_item, item, "revision"));
}

/* Empty: it was taken. */
static const char *answer(record_id person, uint8_t access, record_id item, const struct review_choice *choice)
{
	static struct error error;
	const struct review_seen seen = {item, revision_of(item)};
	size_t failed;
	error = (struct error){0};
	sign_in(person, access);
	bool done = review_decide(&test.session, &seen, 1, choice, &failed, &error);
	assert_int_equal(failed, done || error.kind == ERROR_STORE ? SIZE_MAX : 0);
	return done ? "" : error.text;
}

static const struct review_choice keep = {.decision = C_review_decision_keep, .suspend_until = DAY_UNSET};
static const struct review_choice take_away = {.decision = C_review_decision_remove, .suspend_until = DAY_UNSET};

static void a_round_asks_and_keeps_what_was_seen(void **state)
{
	struct review_opened opened;
	(void)state;
	open_round("kind=permissions|name=Hösten|due=2026-12-15|reviewers=owner", E_permission, PERMISSIONS, &opened);
	assert_int_equal(opened.items, 4);
	assert_int_equal(opened.reviewers, 3); /* owner, deputy, and the holder's manager where the system has nobody */
	assert_int_equal(opened.without_reviewer, 0);
	assert_string_equal(stands(E_review_item, 1, "reviewer"), "PRS-0005");
	assert_string_equal(stands(E_review_item, 2, "reviewer"), "PRS-0006");
	assert_string_equal(stands(E_review_item, 4, "reviewer"), "PRS-0002");
	assert_string_equal(stands(E_review_item, 1, "snapshot"),
	                    "system=SYS-0001 Ekonomi\nperson=PRS-0003 Handläggare\nlevel=write\nrole=Attestant\n"
	                    "from=2025-01-01");
	assert_string_equal(stands(E_review, 1, "opened"), "2026-11-22");
	assert_string_equal(stands(E_review, 1, "opened_by"), "PRS-0004");
}

static void who_may_answer_what(void **state)
{
	struct review_choice until = {.decision = C_review_decision_suspend, .suspend_until = day_from_civil(2026, 11, 21)};
	struct review_choice less = {.decision = C_review_decision_reduce, .suspend_until = DAY_UNSET};
	struct review_choice confirmed = {.decision = C_review_decision_confirmed, .suspend_until = DAY_UNSET};
	(void)state;
	open_permissions();
	assert_string_equal(answer(CHIEF, C_access_reader, 1, &confirmed),
	                    "decision: no answer in a review of this kind; there are keep, reduce, remove, suspend, not_mine, "
	                    "later");
	assert_string_equal(answer(CHIEF, C_access_reader, 1, &less), "reduce_to: must be stated with this answer");
	assert_string_equal(answer(CHIEF, C_access_reader, 1, &until), "suspend_until: the day has passed already");
	assert_string_equal(answer(DEPUTY, C_access_reader, 1, &keep), "RVI-0001: your role may not change or remove it");
	assert_string_equal(answer(HOLDER, C_access_administrator, 1, &keep),
	                    "decision: nobody reviews their own rights: ask whoever leads the review to hand it to somebody "
	                    "else");
	assert_string_equal(answer(CHIEF, C_access_reader, 1, &keep), "");
	assert_string_equal(stands(E_review_item, 1, "decided"), "2026-11-22");
	assert_string_equal(stands(E_review_item, 1, "decided_by"), "PRS-0002");
	assert_string_equal(answer(LEADER, C_access_permission_manager, 2, &take_away), "");
}

/* Whoever is asked answers; the question itself, and whom it is asked of, is the leader's. */
static void an_answer_is_all_that_the_asked_may_write(void **state)
{
	struct draft draft;
	struct record item;
	struct error error = {0};
	struct ref ref = {E_review_item, 1};
	(void)state;
	open_permissions();
	sign_in(CHIEF, C_access_reader);
	struct view *view = view_open(test.store, NULL);
	assert_true(view_record(view, ref, &item));
	draft_init(&draft, item.entity);
	draft_copy_record(&draft, &item);
	view_close(&view);
	draft_set_ref(&draft, F_review_item_reviewer, (struct ref){E_person, DEPUTY});
	assert_false(register_save(&test.session, &draft, &ref, 1, SLICE(""), &error));
	assert_non_null(strstr(error.text, "your role may not change"));
	draft_free(&draft);
}

static void later_and_not_mine_leave_it_open(void **state)
{
	struct review_choice not_mine = {
		.decision = C_review_decision_not_mine, .suspend_until = DAY_UNSET, .passed_to = OWNER};
	struct review_counts counts;
	struct review_done done;
	struct error error = {0};
	size_t failed;
	(void)state;
	struct ref round = open_permissions();
	assert_string_equal(answer(CHIEF, C_access_reader, 1, &keep), "");
	assert_string_equal(answer(CHIEF, C_access_reader, 1, &not_mine), "");
	assert_string_equal(stands(E_review_item, 1, "decided"), "");
	assert_string_equal(stands(E_review_item, 1, "passed_to"), "PRS-0005");
	struct review_seen seen = {1, revision_of(1)};
	sign_in(LEADER, C_access_permission_manager);
	assert_false(review_hand_on(&test.session, &seen, 1, HOLDER, &failed, &error));
	assert_non_null(strstr(error.text, "nobody reviews their own rights"));
	assert_true(review_hand_on(&test.session, &seen, 1, OWNER, &failed, &error));
	assert_string_equal(stands(E_review_item, 1, "reviewer"), "PRS-0005");
	assert_string_equal(stands(E_review_item, 1, "decision"), "");
	assert_true(review_escalate(&test.session, round, &done, &error));
	struct view *view = view_open(test.store, NULL);
	review_count(view, round, &counts);
	view_close(&view);
	assert_int_equal(counts.settled, 0);
	assert_int_equal(done.changed + done.left, 4);
	assert_string_equal(stands(E_review_item, 4, "reviewer"), "PRS-0001"); /* the chief's manager */
}

static void nobody_overwrites_an_answer(void **state)
{
	const struct review_seen both[] = {{1, 1}, {2, 1}};
	struct error error = {0};
	size_t failed;
	(void)state;
	open_permissions();
	assert_string_equal(answer(LEADER, C_access_permission_manager, 2, &take_away), "");
	assert_false(review_decide(&test.session, both, 2, &keep, &failed, &error));
	assert_int_equal(error.kind, ERROR_CONFLICT);
	assert_int_equal(failed, 1);
	assert_string_equal(stands(E_review_item, 1, "decision"), ""); /* all or none */
	assert_string_equal(stands(E_review_item, 2, "decision"), "remove");
}

static void a_sweep_is_one_action_and_is_known(void **state)
{
	const struct review_seen all[] = {{1, 1}, {2, 1}, {3, 1}, {4, 1}};
	struct error error = {0};
	size_t failed;
	(void)state;
	open_permissions();
	assert_true(review_decide(&test.session, all, 4, &keep, &failed, &error));
	assert_string_equal(stands(E_review_item, 3, "decided_at_once"), "4");
	struct edit *edit = edit_begin(&test.session, &(struct entry_facts){.kind = ENTRY_UNDO}, &error);
	struct view *view = view_open(test.store, NULL);
	uint64_t last = edit_last_own(&test.session, view);
	view_close(&view);
	edit_abort(&edit);
	edit = edit_begin(&test.session, &(struct entry_facts){.kind = ENTRY_UNDO, .undoes = last}, &error);
	assert_true(edit_undo(edit, last, &error));
	assert_true(edit_commit(&edit, NULL, &error));
	assert_string_equal(stands(E_review_item, 1, "decision"), "");
	assert_string_equal(stands(E_review_item, 4, "decided"), "");
}

static void what_was_decided_is_done(void **state)
{
	const struct review_choice less = {.decision = C_review_decision_reduce, .reduce_to = SLICE("läsa"),
	                                   .suspend_until = DAY_UNSET};
	const struct review_choice pause = {.decision = C_review_decision_suspend,
	                                    .suspend_until = day_from_civil(2027, 3, 31)};
	struct review_done done;
	struct error error = {0};
	size_t failed;
	(void)state;
	struct ref round = open_permissions();
	assert_string_equal(answer(CHIEF, C_access_reader, 1, &less), "");
	assert_string_equal(answer(LEADER, C_access_permission_manager, 2, &keep), "");
	assert_string_equal(answer(LEADER, C_access_permission_manager, 3, &take_away), "");
	assert_string_equal(answer(LEADER, C_access_permission_manager, 4, &pause), "");
	assert_false(review_close(&test.session, (struct ref){E_review, 7}, SLICE(""), &done, &error));
	assert_true(review_close(&test.session, round, SLICE(""), &done, &error));
	assert_int_equal(done.changed, 4);
	assert_int_equal(done.left, 0);
	assert_string_equal(stands(E_permission, 1, "role"), "läsa"); /* English is spoken here: no level is called so */
	assert_string_equal(stands(E_permission, 1, "reviewed"), "2026-11-22");
	assert_string_equal(stands(E_permission, 2, "reviewed"), "2026-11-22");
	assert_string_equal(stands(E_permission, 3, "to"), "2026-11-22");
	assert_string_equal(stands(E_permission, 3, "removed"), "");
	assert_string_equal(stands(E_permission, 4, "suspended_to"), "2027-03-31");
	const struct review_seen seen = {3, revision_of(3)}, kept = {2, revision_of(2)};
	assert_true(review_carried_out(&test.session, &seen, 1, &failed, &error));
	assert_string_equal(stands(E_permission, 3, "removed"), "2026-11-22");
	assert_false(review_carried_out(&test.session, &kept, 1, &failed, &error));
	assert_string_equal(error.text, "carried_out: nothing was to be done in the system");
}

static void what_has_changed_since_is_asked_again(void **state)
{
	struct review_done done;
	struct error error = {0};
	(void)state;
	struct ref round = open_permissions();
	assert_string_equal(answer(CHIEF, C_access_reader, 1, &keep), "");
	test_put(&test, E_permission, 1, "level=administer");
	sign_in(LEADER, C_access_permission_manager);
	assert_true(review_apply(&test.session, round, &done, &error));
	assert_int_equal(done.changed, 0);
	assert_int_equal(done.left, 1);
	assert_string_equal(stands(E_review_item, 1, "decision"), "");
	assert_non_null(strstr(stands(E_review_item, 1, "snapshot"), "level=administer"));
	assert_string_equal(stands(E_permission, 1, "reviewed"), "");
}

static void a_closed_round_stands_as_it_was_signed(void **state)
{
	char signature[REVIEW_SIGNATURE + 1];
	struct review_done done;
	struct error error = {0};
	(void)state;
	struct ref round = open_permissions();
	assert_string_equal(answer(CHIEF, C_access_reader, 1, &keep), "");
	sign_in(LEADER, C_access_permission_manager);
	assert_false(review_close(&test.session, round, SLICE(""), &done, &error));
	assert_string_equal(error.text, "3 of 4 questions are undecided: have them answered, or say why the round is closed "
	                                "without it");
	assert_string_equal(stands(E_review, 1, "closed"), "");
	error = (struct error){0};
	assert_true(review_close(&test.session, round, SLICE("systemet avvecklas"), &done, &error));
	assert_string_equal(stands(E_review, 1, "left_undecided"), "systemet avvecklas");
	struct view *view = view_open(test.store, NULL);
	review_sign(view, round, signature);
	view_close(&view);
	assert_string_equal(stands(E_review, 1, "signature"), signature);
	assert_string_equal(answer(LEADER, C_access_permission_manager, 2, &keep),
	                    "decision: the round is closed: what was decided in it stands");
	assert_false(review_close(&test.session, round, SLICE("igen"), &done, &error));
	test_put(&test, E_review_item, 1, "note=tillagt bakom ryggen"); /* past the register's door */
	view = view_open(test.store, NULL);
	review_sign(view, round, signature);
	view_close(&view);
	assert_string_not_equal(stands(E_review, 1, "signature"), signature);
}

static void a_round_is_not_closed_by_hand(void **state)
{
	struct draft draft;
	struct record record;
	struct error error = {0};
	(void)state;
	struct ref round = open_permissions();
	struct view *view = view_open(test.store, NULL);
	assert_true(view_record(view, round, &record));
	draft_init(&draft, record.entity);
	draft_copy_record(&draft, &record);
	view_close(&view);
	draft_set_day(&draft, F_review_closed, test.session.today);
	assert_false(register_save(&test.session, &draft, &round, 1, SLICE(""), &error));
	assert_non_null(strstr(error.text, "review close"));
	draft_free(&draft);
}

/* ---- many, and many at once ---- */

#define MANY 4500 /* more than two batches */
#define PROCESSES 16
#define EACH 15 /* all of them together fit an exit status, should one process answer every one */

/* In a child: answers whatever is open until nothing is. Returns how many it answered. */
static int answer_all(struct ref round)
{
	int answered = 0;
	(void)round;
	for (record_id item = 1; item <= PROCESSES * EACH; item++) {
		const struct review_seen seen = {item, 1};
		struct error error = {0};
		size_t failed;
		bool done = review_decide(&test.session, &seen, 1, &keep, &failed, &error);
		if (!done && error.kind != ERROR_CONFLICT)
			return 255;
		answered += done;
	}
	return answered;
}

static void a_question_is_answered_once_by_many_processes(void **state)
{
	struct ref subjects[PROCESSES * EACH];
	struct review_opened opened;
	struct draft round;
	struct error error = {0};
	int answered = 0, status;
	(void)state;
	if (getenv("TEST_SMALL") != NULL) /* valgrind watches one process */
		skip();
	for (size_t i = 0; i < COUNT_OF(subjects); i++)
		subjects[i] =
			(struct ref){E_permission, test_put(&test, E_permission, 0, "system=SYS-0001|person=PRS-0003|level=read")};
	const struct review_opening opening = {.subjects = subjects, .count = COUNT_OF(subjects)};
	draft_init(&round, schema_entity(E_review));
	draft_set_number(&round, F_review_kind, C_review_kind_permissions);
	draft_set_text(&round, F_review_name, SLICE("Alla"));
	sign_in(LEADER, C_access_permission_manager);
	assert_true(review_open(&test.session, &round, &opening, &opened, &error));
	draft_free(&round);
	for (int i = 0; i < PROCESSES; i++) {
		pid_t child = fork();
		if (child == 0)
			_exit(answer_all(opened.round));
	}
	for (int i = 0; i < PROCESSES; i++) {
		assert_true(wait(&status) > 0);
		assert_true(WIFEXITED(status) && WEXITSTATUS(status) != 255);
		answered += WEXITSTATUS(status);
	}
	assert_int_equal(answered, COUNT_OF(subjects));
}

static bool stop_at_once(void *context, uint64_t done, uint64_t all)
{
	(void)context;
	(void)done;
	(void)all;
	return false;
}

static void a_large_round_is_whole_or_not_at_all(void **state)
{
	struct review_opened opened;
	struct draft round;
	struct error error = {0};
	(void)state;
	if (getenv("TEST_SMALL") != NULL) /* the sanitizers run it whole */
		skip();
	struct ref *subjects = memory_new_array(MANY, sizeof *subjects);
	struct changes *changes = test_changes(&test);
	for (size_t i = 0; i < MANY; i++)
		subjects[i] = (struct ref){
			E_permission, test_put_in(changes, E_permission, 0, "system=SYS-0001|person=PRS-0003|level=read")};
	test_commit(&changes);
	struct review_opening opening = {.subjects = subjects, .count = MANY, .progress = stop_at_once};
	draft_init(&round, schema_entity(E_review));
	draft_set_number(&round, F_review_kind, C_review_kind_permissions);
	draft_set_text(&round, F_review_name, SLICE("Stora"));
	sign_in(LEADER, C_access_permission_manager);
	assert_false(review_open(&test.session, &round, &opening, &opened, &error));
	assert_int_equal(error.kind, ERROR_STOPPED);
	struct view *view = view_open(test.store, NULL);
	assert_int_equal(view_count(view, E_review_item), 0);
	assert_int_equal(view_count(view, E_review), 0);
	view_close(&view);
	opening.progress = NULL;
	error = (struct error){0};
	assert_true(review_open(&test.session, &round, &opening, &opened, &error));
	assert_int_equal(opened.items, MANY);
	draft_free(&round);
	free(subjects);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(who_stands_in_line),
		TEST(a_round_asks_and_keeps_what_was_seen),
		TEST(who_may_answer_what),
		TEST(an_answer_is_all_that_the_asked_may_write),
		TEST(later_and_not_mine_leave_it_open),
		TEST(nobody_overwrites_an_answer),
		TEST(a_sweep_is_one_action_and_is_known),
		TEST(what_was_decided_is_done),
		TEST(what_has_changed_since_is_asked_again),
		TEST(a_closed_round_stands_as_it_was_signed),
		TEST(a_round_is_not_closed_by_hand),
		TEST(a_question_is_answered_once_by_many_processes),
		TEST(a_large_round_is_whole_or_not_at_all),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
