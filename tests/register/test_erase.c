/* Erasure: nothing is left of a person but that there was one, in any byte of a copy, and the chain holds. */
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

#include "base/text.h"
#include "register/edit.h"
#include "register/erase.h"
#include "register/past.h"
#include "register/person_facts.h"
#include "register/verify.h"
#include "store/backups.h"
#include "store/compact.h"
#include "support/raw_file.h"
#include "support/scratch.h"
#include "support/store.h"

static struct test_store test;

#define SOMEBODY "name=Sixten Utpl\xc3\xa5nad|login=sixten.u|email=sixten.u@example.se|telephone=070-123"

static int setup(void **state)
{
	(void)state;
	test_store_open(&test);
	return 0;
}

static void count_fault(void *context, const char *line)
{
	(void)context;
	print_error("%s\n", line);
}

static struct verify_report verify(void)
{
	struct verify_report report;
	struct view *view = view_open(test.store, NULL);
	register_verify(view, NULL, count_fault, NULL, NULL, &report);
	view_close(&view);
	assert_int_equal(report.faults, 0);
	return report;
}

static int teardown(void **state)
{
	(void)state;
	verify();
	test_store_close(&test);
	return 0;
}

static const char *erase_as(struct session *session, struct ref ref, const char *why, struct erase_result *result)
{
	static struct error error;
	error_clear(&error);
	bool ok = register_erase(session, ref, slice_of(why), result, &error);
	assert_int_equal(ok, *error.text == '\0');
	return error.text;
}

static void erase(struct ref ref, struct erase_result *result)
{
	assert_string_equal(erase_as(&test.session, ref, "Beslut 2026-17", result), "");
}

/* How often the bytes stand in a compact copy of the store. */
static size_t count_in_copy(const char *bytes)
{
	char *directory = scratch_new(), path[500];
	struct text all = {0};
	snprintf(path, sizeof path, "%s/copy", directory);
	assert_true(store_backup(test.store, path, NULL));
	raw_file_read(&all, path, "data.mdb");
	size_t found = raw_count(&all, bytes);
	text_free(&all);
	scratch_free(&directory);
	return found;
}

static size_t count_in_store(const char *bytes)
{
	struct text all = {0};
	raw_file_read(&all, test.directory, "data.mdb");
	raw_file_read(&all, test.directory, "lock.mdb");
	size_t found = raw_count(&all, bytes);
	text_free(&all);
	return found;
}

/* ---- the file itself ---- */

static const struct store_options opening = {.map_size = (size_t)1 << 30};

static void open_again(void)
{
	test.store = store_open(test.directory, &opening, NULL);
	assert_non_null(test.store);
	test.session.store = test.store;
}

static bool look_through(void *context, struct store *compacted, struct error *error)
{
	struct verify_report report;
	struct view *view = view_open(compacted, error);
	(void)context;
	register_verify(view, NULL, count_fault, NULL, NULL, &report);
	view_close(&view);
	return report.faults == 0;
}

static const char *compact(bool (*look)(void *context, struct store *compacted, struct error *error), void *context)
{
	static struct error error;
	error_clear(&error);
	store_close(&test.store);
	bool ok = store_compact(test.directory, &opening, look, context, &error);
	assert_int_equal(ok, *error.text == '\0');
	open_again();
	return error.text;
}

/* Does something to the register in a process of its own, and waits until that has ended. */
static void in_another_process(void (*deed)(void))
{
	int status;
	pid_t child = fork();
	if (child == 0) {
		test.store = store_open(test.directory, &opening, NULL);
		deed();
		store_close(&test.store);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}

/* A page that was written anew may end with what the memory held before: a note that fills one alone does. */
static void no_byte_of_the_file_is_left(void **state)
{
	struct ref person = {E_person, test_put(&test, E_person, 0, SOMEBODY)};
	struct erase_result result;
	struct text note = {0};
	(void)state;
	text_append_text(&note, "name=System|notes=");
	for (size_t i = 0; i < 2500; i++)
		text_append_char(&note, 'x');
	for (unsigned i = 0; i < 20; i++) {
		char fields[100];
		snprintf(fields, sizeof fields, "title=Sixten %u|notes=Sixten igen", i);
		test_put(&test, E_person, person.id, fields);
		test_put(&test, E_goal, 0, "name=M\xc3\xa5l");
		test_put(&test, E_supplier, 0, note.data);
	}
	text_free(&note);
	erase(person, &result);
	erase_result_free(&result);
	assert_true(count_in_store("Sixten") > 0);
	struct view *view = view_open(test.store, NULL);
	assert_true(view_is_uncompacted(view));
	view_close(&view);
	assert_string_equal(compact(look_through, NULL), "");
	assert_int_equal(count_in_store("Sixten"), 0);
	assert_int_equal(count_in_store("sixten"), 0);
	view = view_open(test.store, NULL);
	assert_false(view_is_uncompacted(view));
	view_close(&view);
	assert_int_equal(verify().erased, 21);
}

static void it_waits_until_nobody_is_there(void **state)
{
	int ready[2], done[2];
	char byte = 0;
	(void)state;
	assert_int_equal(pipe(ready) | pipe(done), 0);
	store_close(&test.store);
	pid_t child = fork();
	if (child == 0) {
		test.store = store_open(test.directory, &opening, NULL);
		_exit(test.store == NULL || write(ready[1], "x", 1) != 1 || read(done[0], &byte, 1) != 1);
	}
	open_again();
	assert_int_equal(read(ready[0], &byte, 1), 1);
	char words[300];
	snprintf(words, sizeof words, "%s is in use by process %ld: end every program that has it open, and try again",
	         test.directory, (long)child);
	assert_string_equal(compact(look_through, NULL), words);
	assert_int_equal(write(done[1], "x", 1), 1);
	assert_int_equal(waitpid(child, NULL, 0), child);
	assert_string_equal(compact(look_through, NULL), "");
	for (int i = 0; i < 2; i++) {
		close(ready[i]);
		close(done[i]);
	}
}

static void add_goal(void)
{
	test_put(&test, E_goal, 0, "name=Medan det kopierades");
}

static bool disturb(void *context, struct store *compacted, struct error *error)
{
	unsigned *left = context;
	if (*left > 0) {
		--*left;
		in_another_process(add_goal);
	}
	return look_through(NULL, compacted, error);
}

static void what_others_write_meanwhile_is_not_lost(void **state)
{
	unsigned disturbances = 2;
	(void)state;
	add_goal();
	assert_string_equal(compact(disturb, &disturbances), "");
	assert_int_equal(disturbances, 0);
	struct view *view = view_open(test.store, NULL);
	assert_int_equal(view_count(view, E_goal), 3);
	view_close(&view);
	disturbances = 1000;
	assert_non_null(strstr(compact(disturb, &disturbances), " was changed while it was copied: try again"));
	view = view_open(test.store, NULL);
	assert_int_equal(view_count(view, E_goal), 6);
	view_close(&view);
}

/* ---- what there is of a person ---- */

static void nothing_is_left_of_a_person(void **state)
{
	static const char *const traces[] = {"Sixten", "sixten", "Utpl\xc3\xa5nad", "070-123", "AAAAC3Nza"};
	struct ref person = {E_person, test_put(&test, E_person, 0, SOMEBODY)};
	struct erase_result result;
	struct record record;
	(void)state;
	test_put(&test, E_person, person.id, "title=Handl\xc3\xa4ggare|ssh_keys=ssh-ed25519 AAAAC3Nza sixten");
	test_put(&test, E_unit, 0, "name=Enheten|manager=PRS-0001");
	assert_true(count_in_copy("Sixten") > 0);
	erase(person, &result);
	assert_int_equal(result.images, 2);
	assert_int_equal(result.mention_count, 0);
	for (size_t i = 0; i < sizeof traces / sizeof *traces; i++)
		assert_int_equal(count_in_copy(traces[i]), 0);
	struct view *view = view_open(test.store, NULL);
	assert_true(view_record(view, person, &record));
	assert_true(slice_equal_text(record_text(&record, F_person_name), "PRS-0001"));
	assert_int_equal(record_day(&record, F_person_active_to), test.session.today);
	assert_false(record_is_set(&record, F_person_login));
	assert_true(view_record(view, (struct ref){E_unit, 1}, &record));
	assert_int_equal(record_ref(&record, F_unit_manager).id, person.id);
	view_close(&view);
	assert_int_equal(verify().erased, 2);
	erase_result_free(&result);
}

static void where_the_name_still_stands_is_told(void **state)
{
	struct ref person = {E_person, test_put(&test, E_person, 0, SOMEBODY)};
	record_id now = test_put(&test, E_goal, 0, "name=M\xc3\xa5l|description=Enligt sixten UTPL\xc3\x85NAD");
	record_id before = test_put(&test, E_supplier, 0, "name=L|contact=sixten.u@example.se");
	struct erase_result result;
	(void)state;
	test_put(&test, E_supplier, before, "contact=nagon@example.se");
	erase(person, &result);
	assert_int_equal(result.mention_count, 2);
	assert_true(ref_equal(result.mentions[0].ref, (struct ref){E_supplier, before}) ||
	            ref_equal(result.mentions[0].ref, (struct ref){E_goal, now}));
	for (size_t i = 0; i < 2; i++) {
		bool is_goal = result.mentions[i].ref.entity == E_goal;
		assert_int_equal(result.mentions[i].former, !is_goal);
		assert_string_equal(result.mentions[i].field->name, is_goal ? "description" : "contact");
	}
	erase_result_free(&result);
	test_put(&test, E_goal, now, "description=Enligt n\xc3\xa5gon");
	erase((struct ref){E_goal, now}, &result);
	assert_int_equal(result.images, 1);
	erase_result_free(&result);
	erase((struct ref){E_supplier, before}, &result);
	assert_int_equal(result.images, 1);
	erase_result_free(&result);
	assert_int_equal(count_in_copy("sixten"), 0);
	assert_int_equal(count_in_copy("UTPL"), 0);
	assert_int_equal(verify().erased, 3);
}

/* A name that was changed, a code that was chosen, and what the change log was told. */
static void former_names_and_codes_are_looked_for(void **state)
{
	struct ref person = {E_person, test_put(&test, E_person, 0, SOMEBODY "|code=SIXUTP")};
	record_id goal = test_put(&test, E_goal, 0,
	                          "name=M\xc3\xa5l|description=Efter Sixten Utpl\xc3\xa5nad, nu Sixten Nyman");
	struct erase_result result;
	(void)state;
	test_put(&test, E_person, person.id, "name=Sixten Nyman");
	struct draft draft;
	struct ref ref = {E_goal, 0};
	draft_init(&draft, schema_entity(E_goal));
	draft_set_text(&draft, F_goal_name, SLICE("Annat"));
	assert_true(register_save(&test.session, &draft, &ref, 0, SLICE("sixutp ville det"), NULL));
	draft_free(&draft);
	assert_non_null(strstr(erase_as(&test.session, person, "Sixten Nyman bad om det", &result), "--why names whom"));
	erase_result_free(&result);
	erase(person, &result);
	assert_int_equal(result.mention_count, 2);
	assert_true(ref_equal(result.mentions[0].ref, (struct ref){E_goal, goal}));
	assert_null(result.mentions[1].field);
	assert_true(result.mentions[1].sequence > 0);
	assert_true(erase_names(&result, SLICE("... sixten utpl\xc3\xa5nad ...")));
	erase_result_free(&result);
	assert_int_equal(count_in_copy("SIXUTP"), 0);
	struct view *view = view_open(test.store, NULL);
	assert_false(view_find_code(view, SLICE("SIXUTP"), &ref));
	view_close(&view);
}

static void what_the_program_wrote_is_cleared(void **state)
{
	struct ref person = {E_person, test_put(&test, E_person, 0, SOMEBODY "|code=SIXUTP")};
	char told[PERSON_FACT_SIZE];
	struct erase_result result;
	struct record record;
	struct slice value;
	(void)state;
	record_id finding = test_put(&test, E_finding, 0,
	                             "id=PER-01:SIXUTP|rule=PER-01|about=SIXUTP|state=accepted|accepted_why=Sixten "
	                             "Utpl\xc3\xa5nad slutar snart|times_seen=3");
	person_fact_name(told, PERSON_FACT_NOTIFIED, person.id);
	struct changes *changes = test_changes(&test);
	changes_put_fact(changes, told, SLICE("x"));
	test_commit(&changes);
	erase(person, &result);
	assert_int_equal(result.cleared, 1);
	assert_int_equal(result.mention_count, 0);
	erase_result_free(&result);
	struct view *view = view_open(test.store, NULL);
	assert_false(view_fact(view, told, &value));
	assert_true(view_record(view, (struct ref){E_finding, finding}, &record));
	assert_false(record_is_set(&record, F_finding_accepted_why));
	assert_int_equal(record_number(&record, F_finding_times_seen), 3);
	assert_int_equal(record_choice(&record, F_finding_state), C_finding_state_accepted);
	view_close(&view);
	assert_int_equal(count_in_copy("SIXUTP") + count_in_copy("Sixten") + count_in_copy("sixut"), 0);
}

static bool holds_it(void *context, struct store *copy)
{
	const struct ref *person = context;
	struct view *now = view_open(test.store, NULL), *then = view_open(copy, NULL);
	bool held = erased_is_held(now, then, *person);
	assert_int_equal(erased_is_held(now, then, (struct ref){0, 0}), held);
	view_close(&then);
	view_close(&now);
	return held;
}

static bool no_questions(void *context, struct store *copy, struct error *error)
{
	(void)context;
	(void)copy;
	(void)error;
	return true;
}

static void the_backups_that_hold_it_are_known(void **state)
{
	char *directory = scratch_new(), path[500], **names;
	struct text made = {0};
	struct erase_result result;
	size_t count;
	(void)state;
	assert_true(backups_make(test.store, directory, 0, no_questions, NULL, &made, NULL)); /* nobody yet */
	struct ref person = {E_person, test_put(&test, E_person, 0, SOMEBODY)};
	assert_true(backups_make(test.store, directory, 1000000, no_questions, NULL, &made, NULL));
	snprintf(path, sizeof path, "%s/by-hand", directory);
	assert_true(store_backup(test.store, path, NULL));
	erase(person, &result);
	erase_result_free(&result);
	assert_true(backups_make(test.store, directory, 2000000, no_questions, NULL, &made, NULL));
	assert_true(backups_holding(directory, holds_it, &person, &names, &count, NULL));
	assert_int_equal(count, 2);
	assert_string_equal(names[0], "by-hand");
	assert_string_equal(names[1], "forvalta-19700101T000001Z");
	backups_free_list(&names, count);
	text_free(&made);
	scratch_free(&directory);
}

static void it_is_for_administrators_and_says_why(void **state)
{
	struct ref person = {E_person, test_put(&test, E_person, 0, SOMEBODY)};
	struct erase_result result;
	struct session other = test.session;
	(void)state;
	other.actor = person.id;
	for (uint8_t role = C_access_reader; role <= C_access_auditor; role++) {
		other.access = UINT32_C(1) << (role - 1);
		if (role != C_access_administrator)
			assert_string_equal(erase_as(&other, person, "x", &result), "only an administrator may erase");
	}
	assert_string_equal(erase_as(&test.session, person, "  ", &result),
	                    "say by which decision it is erased: --why \"…\"");
	assert_int_equal(verify().erased, 0);
}

static void somebody_must_be_left_to_let_others_in(void **state)
{
	struct ref person = {E_person, test_put(&test, E_person, 0, SOMEBODY "|access=administrator")};
	struct erase_result result;
	(void)state;
	assert_non_null(strstr(erase_as(&test.session, person, "x", &result), "last administrator"));
	assert_int_equal(verify().erased, 0);
}

static void it_cannot_be_undone_nor_looked_back_behind(void **state)
{
	struct ref person = {E_person, test_put(&test, E_person, 0, SOMEBODY)};
	struct erase_result result;
	struct error error = {0};
	struct record record;
	struct view *view = view_open(test.store, NULL);
	uint64_t before = view_sequence(view);
	(void)state;
	view_close(&view);
	erase(person, &result);
	uint64_t erased = result.sequence;
	erase_result_free(&result);
	struct edit *edit =
		edit_begin(&test.session, &(struct entry_facts){.kind = ENTRY_UNDO, .undoes = erased}, &error);
	assert_false(edit_undo(edit, erased, &error));
	assert_string_equal(error.text, "PRS-0001: what it was before has been erased");
	edit_abort(&edit);
	error_clear(&error);
	edit = edit_begin(&test.session, &(struct entry_facts){.kind = ENTRY_CHANGE}, &error);
	assert_false(edit_return(edit, person, before, &error));
	assert_string_equal(error.text, "PRS-0001: how it stood has been erased");
	edit_abort(&edit);
	assert_true(session_go_back(&test.session, &(struct past_moment){before, 1}, &error));
	view = view_open(test.store, NULL);
	assert_false(view_record(view, person, &record));
	view_close(&view);
}

static void one_who_was_removed_can_be_erased(void **state)
{
	struct ref person = {E_person, test_put(&test, E_person, 0, SOMEBODY)};
	struct erase_result result;
	(void)state;
	test_remove(&test, E_person, person.id);
	assert_true(count_in_copy("Sixten") > 0);
	erase(person, &result);
	assert_int_equal(result.images, 1);
	assert_true(result.sequence > 0);
	erase_result_free(&result);
	assert_int_equal(count_in_copy("Sixten"), 0);
	assert_int_equal(verify().erased, 1);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(nothing_is_left_of_a_person),
		CASE(no_byte_of_the_file_is_left),
		CASE(it_waits_until_nobody_is_there),
		CASE(what_others_write_meanwhile_is_not_lost),
		CASE(former_names_and_codes_are_looked_for),
		CASE(what_the_program_wrote_is_cleared),
		CASE(the_backups_that_hold_it_are_known),
		CASE(where_the_name_still_stands_is_told),
		CASE(it_is_for_administrators_and_says_why),
		CASE(somebody_must_be_left_to_let_others_in),
		CASE(it_cannot_be_undone_nor_looked_back_behind),
		CASE(one_who_was_removed_can_be_erased),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
