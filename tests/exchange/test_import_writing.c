/* What an import writes, and that it is one action: whole, taken back or undone, beside what others save meanwhile. */
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/lang.h"
#include "base/memory.h"
#include "register/edit.h"
#include "store/journal.h"
#include "support/importing.h"
#include "support/sample.h"

static const char *rejects_path(struct import_test *test)
{
	static char path[400];
	snprintf(path, sizeof path, "%s/rejects.csv", test->directory);
	return path;
}

#define MIXED "code,name,parent,budget\nA,Alfa,,\nB,Beta,,5 kr\nC,Gamma,B,x\nD,Delta,B,\nE,Epsilon,A,7.00\n"

static void rejected_rows_come_back_corrected(void **state)
{
	struct import_test *test = *state;
	test->options.rejects = rejects_path(test);
	assert_string_equal(importing_text(test, "unit.csv", MIXED), "");
	assert_int_equal(test->result.rows, 5);
	assert_int_equal(test->result.added, 2);
	assert_int_equal(test->result.rejected, 3);
	assert_string_equal(importing_read(test, "rejects.csv"),
	                    "_line,_column,_field,_value,_reason,code,name,parent,budget\n"
	                    "3,9,budget,5 kr,\"budget: \"\"5 kr\"\" is not an amount; write digits, a point and at most "
	                    "two decimals, such as 1250000.00\",B,Beta,,5 kr\n"
	                    "4,11,budget,x,\"budget: \"\"x\"\" is not an amount; write digits, a point and at most two "
	                    "decimals, such as 1250000.00\",C,Gamma,B,x\n"
	                    "5,,parent,,parent: the record it refers to was rejected,D,Delta,B,\n");
	char *corrected = memory_copy_text(test->out.data), *at;
	while ((at = strstr(corrected, ",5 kr\n")) != NULL || (at = strstr(corrected, ",x\n")) != NULL)
		memmove(at + 1, strchr(at, '\n'), strlen(strchr(at, '\n')) + 1);
	test->options.entity = "unit";
	assert_string_equal(importing_text(test, "corrected.csv", corrected), "");
	free(corrected);
	assert_int_equal(test->result.added, 3);
	assert_int_equal(test->result.rejected, 0);
	assert_string_equal(importing_list(test, "unit", "code,parent"), "code,parent\nA,\nE,A\nB,\nC,B\nD,B\n");
}

static void nothing_is_written_where_that_was_asked_for(void **state)
{
	struct import_test *test = *state;
	uint64_t before = importing_sequence(test);
	assert_string_not_equal(importing_text(test, "unit.csv", MIXED), ""); /* without --rejects */
	test->options.rejects = rejects_path(test);
	test->options.all_or_nothing = true;
	assert_string_not_equal(importing_text(test, "unit.csv", MIXED), "");
	assert_non_null(strstr(importing_read(test, "rejects.csv"), "\n3,9,budget"));
	test->options.all_or_nothing = false;
	test->options.dry_run = true;
	assert_string_equal(importing_text(test, "unit.csv", MIXED), "");
	assert_int_equal(test->result.added, 2);
	assert_int_equal(importing_sequence(test), before);
	assert_string_equal(importing_list(test, "unit", "code"), "code\n");
}

static void rejects_of_several_files_are_several(void **state)
{
	struct import_test *test = *state;
	test->options.rejects = rejects_path(test);
	importing_file(test, "unit.csv", "name,budget\nA,x\n");
	importing_file(test, "goal.csv", "name\nB\n");
	assert_string_equal(importing_run(test, "unit.csv", "goal.csv", NULL), "");
	assert_non_null(strstr(importing_read(test, "unit.csv.rejects.csv"), "2,3,budget,x,"));
	assert_string_equal(importing_read(test, "goal.csv.rejects.csv"), "");
	assert_int_equal(test->result.rejected, 1);
	assert_int_equal(test->result.added, 1);
}

static void stated_default_codes_are_the_ids(void **state)
{
	struct import_test *test = *state;
	assert_string_equal(
		importing_text(test, "unit.csv",
	                   "code,name\n,Ettan\nUNI-0007,Sjuan\nUNI-0002,Tvåan\n,Trean\nuni-5,Femman\nUNI-0009,Nian\n"),
		"");
	assert_string_equal(importing_list(test, "unit", "code,name"),
		"code,name\nUNI-0001,Ettan\nUNI-0002,Tvåan\nUNI-0003,Trean\nUNI-0005,Femman\nUNI-0007,Sjuan\nUNI-0009,Nian\n");
	assert_string_equal(
		importing_text(test, "unit.csv", "code,name,parent\nUNI-0012,Tolvan,\n,Elvan,UNI-0012\n,Tretton,UNI-0007\n"),
		"");
	assert_non_null(strstr(importing_list(test, "unit", "code,name,parent"),
		"\nUNI-0009,Nian,\nUNI-0010,Elvan,UNI-0012\nUNI-0011,Tretton,UNI-0007\nUNI-0012,Tolvan,\n"));
}

static void a_chosen_code_keeps_its_form_from_others(void **state)
{
	struct import_test *test = *state;
	assert_string_equal(importing_text(test, "goal.csv", "code,name\nUNI-0002,Mål\n"), "");
	assert_string_equal(importing_text(test, "unit.csv", "name\nEttan\nTvåan\n"), "");
	assert_string_equal(importing_list(test, "unit", "code,name"), "code,name\nUNI-0001,Ettan\nUNI-0003,Tvåan\n");
	assert_string_not_equal(importing_text(test, "unit.csv", "code,name\nUNI-0002,Trean\n"), "");
}

static void keys_tell_which_record_a_row_is(void **state)
{
	struct import_test *test = *state;
	assert_string_equal(importing_text(test, "person.csv", "name,email,title\nEva,e@x.example,A\nBo,b@x.example,B\n"), "");
	test->options.key = "email";
	assert_string_equal(
		importing_text(test, "person.csv", "name,email,title\nEva Ek,E@x.example,C\nIa,i@x.example,D\n"), "");
	assert_string_equal(importing_list(test, "person", "name,title"), "name,title\nEva Ek,C\nBo,B\nIa,D\n");
	test->options.key = "name";
	assert_string_equal(importing_text(test, "person.csv", "name,title\nBo,E\n"), "");
	test->options.key = NULL;
	assert_string_equal(importing_text(test, "person.csv", "name,title\nBo,F\n"), "");
	test->options.key = "name";
	assert_string_not_equal(importing_text(test, "person.csv", "name,title\nBo,G\n"), "");
	assert_string_equal(test->faults.data, "person.csv:2:1: name: several records have this value; give the code\n");
	test->options.key = "title";
	assert_string_equal(importing_text(test, "person.csv", "name\nBo\n"),
	                    "person.csv:1: --key: there is no column \"title\"");
	test->options.key = "kind";
	assert_string_equal(importing_text(test, "person.csv", "name,kind\nBo,employee\n"),
	                    "--key: kind is no text; a key is a field of text");
}

static void a_feed_that_ends_many_people_is_refused(void **state)
{
	struct import_test *test = *state;
	struct text all = {0}, ended = {0};
	text_append_text(&all, "code,name,active_to\n");
	text_append_text(&ended, "code,name,active_to\n");
	for (int i = 0; i < 100; i++) {
		text_printf(&all, "P%d,N%d,\n", i, i);
		text_printf(&ended, "P%d,N%d,%s\n", i, i, i < 6 ? "2026-01-31" : "");
	}
	assert_string_equal(importing_text(test, "person.csv", all.data), "");
	assert_string_equal(importing_text(test, "person.csv", ended.data),
	                    "the import would end 6 of 100 people, more than 5 %; --allow-shrink lets it");
	test->options.allow_shrink = true;
	assert_string_equal(importing_text(test, "person.csv", ended.data), "");
	assert_int_equal(test->result.changed, 6);
	text_free(&all);
	text_free(&ended);
}

/* Every kind of record of the sample, out and in again. */
static void the_sample_round_trips(void **state)
{
	struct import_test *test = *state, again;
	const struct entity *entity;
	struct text names[ENTITY_LIMIT] = {{0}};
	char *paths[ENTITY_LIMIT];
	size_t count = 0;
	if (getenv("TEST_SMALL") != NULL) {
		print_message("skipped: the whole sample is too much for a small run\n");
		skip();
	}
	importing_open(&again);
	sample_load(&test->store);
	for (size_t i = 0; (entity = schema_entity_at(i)) != NULL; i++) {
		const char *out = importing_list(test, entity->name, "");
		if (strchr(out, '\n')[1] == '\0' || entity->number == E_release || entity->number == E_product)
			continue;
		text_printf(&names[count], "%s.csv", entity->name);
		char *path = importing_file(&again, names[count].data, out);
		text_clear(&names[count]);
		text_append_text(&names[count], path);
		paths[count] = names[count].data;
		count++;
	}
	assert_true(count > 50);
	assert_string_equal(importing_paths(&again, paths, count), "");
	for (size_t i = 0; (entity = schema_entity_at(i)) != NULL; i++)
		if (entity->number != E_release && entity->number != E_product) {
			char *before = memory_copy_text(importing_list(test, entity->name, ""));
			assert_string_equal(importing_list(&again, entity->name, ""), before);
			free(before);
		}
	uint64_t sequence = importing_sequence(&again);
	assert_string_equal(importing_paths(&again, paths, count), "");
	assert_int_equal(importing_sequence(&again), sequence);
	importing_verify(&again);
	for (size_t i = 0; i < count; i++)
		text_free(&names[i]);
	importing_close(&again);
}

/* "code,name,parent" rows, one import over A, B and C (C below B below A), and what stands then or is said. */
static const struct {
	const char *what, *rows, *units, *faults;
} exchanges[] = {
	{"two exchange their names", "A,Beta,\nB,Alfa,A\n", "A,Beta,\nB,Alfa,A\nC,Gamma,B\n", ""},
	{"three in a ring", "A,Beta,\nB,Gamma,A\nC,Alfa,B\n", "A,Beta,\nB,Gamma,A\nC,Alfa,B\n", ""},
	{"one gives up what another takes", "C,Alfa,B\nA,Ny,\n", "A,Ny,\nB,Beta,A\nC,Alfa,B\n", ""},
	{"two change places", "A,Alfa,B\nB,Beta,\n", "A,Alfa,B\nB,Beta,\nC,Gamma,B\n", ""},
	{"upside down", "A,Alfa,B\nB,Beta,C\nC,Gamma,\n", "A,Alfa,B\nB,Beta,C\nC,Gamma,\n", ""},
	{"one that keeps its name", "A,Beta,\nB,Beta,\n", NULL,
	 "unit.csv:3:3: name: another row of the import has the same value\nunit.csv:2: name: the value is taken by B\n"},
	{"one without a row keeps its own", "A,Beta,\n", NULL, "unit.csv:2:3: name: the value is taken by B\n"},
	{"a row that is rejected gives nothing up", "A,Beta,\nB,Gamma,A\nC,,B\n", NULL,
	 "unit.csv:4:3: name: must be filled in\nunit.csv:3: name: the value is taken by C\n"
	 "unit.csv:2: name: the value is taken by B\n"},
	{"a circle with one that stays", "A,Alfa,C\n", NULL,
	 "unit.csv:2: parent: the records would lie inside one another in a circle; name another, or none\n"},
};

static void records_may_exchange_names_and_places(void **state)
{
	struct import_test *test = *state;
	struct text file = {0};
	for (size_t i = 0; i < COUNT_OF(exchanges); i++) {
		assert_string_equal(importing_text(test, "unit.csv", "code,name,parent\nA,1,\nB,2,A\nC,3,B\n"), "");
		assert_string_equal(importing_text(test, "unit.csv", "code,name,parent\nA,Alfa,\nB,Beta,A\nC,Gamma,B\n"), "");
		text_clear(&file);
		text_printf(&file, "code,name,parent\n%s", exchanges[i].rows);
		importing_text(test, "unit.csv", file.data);
		const char *faults = strstr(test->faults.size > 0 ? test->faults.data : "", "unit.csv");
		if (exchanges[i].units == NULL && (faults == NULL || strcmp(faults, exchanges[i].faults) != 0))
			fail_msg("%s: %s", exchanges[i].what, faults == NULL ? "nothing is said" : faults);
		if (exchanges[i].units == NULL)
			continue;
		if (faults != NULL)
			fail_msg("%s: %s", exchanges[i].what, faults);
		text_clear(&file);
		text_printf(&file, "code,name,parent\n%s", exchanges[i].units);
		if (strcmp(importing_list(test, "unit", "code,name,parent"), file.data) != 0)
			fail_msg("%s: %s", exchanges[i].what, test->out.data);
		importing_verify(test);
		/* So that the next begins anew. */
		assert_string_equal(importing_text(test, "unit.csv", "code,name,parent\nA,a,\nB,b,\nC,c,\n"), "");
	}
	text_free(&file);
}

static void undo_takes_the_whole_back(void **state)
{
	struct import_test *test = *state;
	assert_string_equal(importing_text(test, "unit.csv", "code,name\nA,Alfa\n"), "");
	assert_string_equal(importing_text(test, "unit.csv", "code,name\nA,Alfa ny\nB,Beta\n"), "");
	struct edit *edit = edit_begin(
		&test->store.session, &(struct entry_facts){.kind = ENTRY_UNDO, .undoes = test->result.sequence}, &test->error);
	assert_true(edit_undo(edit, test->result.sequence, &test->error));
	assert_true(edit_commit(&edit, NULL, &test->error));
	assert_string_equal(importing_list(test, "unit", "code,name"), "code,name\nA,Alfa\n");
}

static void the_change_log_names_the_files(void **state)
{
	struct import_test *test = *state;
	test->options.where = SLICE("import unit.csv");
	assert_string_equal(importing_text(test, "unit.csv", "name\nA\n"), "");
	struct view *view = view_open(test->store.store, NULL);
	struct journal *journal = journal_new(view);
	struct entry entry;
	assert_true(journal_last(journal, &entry));
	assert_int_equal(entry.kind, ENTRY_IMPORT);
	assert_true(slice_equal_text(entry.where, "import unit.csv"));
	assert_int_equal(entry.sequence, test->result.sequence);
	journal_free(&journal);
	view_close(&view);
}

static void a_reader_may_not_import(void **state)
{
	struct import_test *test = *state;
	uint32_t access = test->store.session.access;
	assert_string_equal(importing_text(test, "system.csv", "code,name\nA,Alfa\n"), "");
	uint64_t before = importing_sequence(test);
	test->store.session.actor = 1;
	test->store.session.access = UINT32_C(1) << (C_access_reader - 1);
	assert_string_equal(importing_text(test, "unit.csv", "name\nA\n"),
	                    "your role may not add records of the kind Unit here");
	assert_int_equal(test->error.kind, ERROR_DENIED);
	/* A steward may what lies under the own systems, and is told which rows are others'. */
	test->store.session.access = UINT32_C(1) << (C_access_steward - 1);
	importing_text(test, "system.csv", "code,name\nA,Alfa ny\nB,Beta\n");
	assert_string_equal(test->faults.data, "system.csv:2: name: your role may not change it\nsystem.csv:3: your role "
	                                       "may not add records of the kind System here\n");
	test->store.session.access = access;
	test->store.session.actor = RECORD_BY_ROOT;
	assert_int_equal(importing_sequence(test), before);
}

/* ---- many rows: several batches ---- */

static size_t many(void)
{
	return getenv("TEST_SMALL") == NULL ? 12000 : 4500;
}

static void write_many(struct import_test *test, const char *name)
{
	struct text rows = {0};
	text_append_text(&rows, "code,name,employees\n");
	for (size_t i = 0; i < many(); i++)
		text_printf(&rows, "M%zu,%s %zu,%zu\n", i, name, i, i % 100);
	importing_file(test, "unit.csv", rows.data);
	text_free(&rows);
}

struct meanwhile {
	struct import_test *test;
	unsigned batches, stop_after;
	bool saved;
	uint64_t most_behind; /* commits, of anybody reading */
};

static bool save_beside(void *context, uint64_t done, uint64_t size)
{
	struct meanwhile *meanwhile = context;
	(void)size;
	if (done == 0 || importing_sequence(meanwhile->test) == 1)
		return true;
	struct store_figures figures;
	assert_true(store_figures(meanwhile->test->store.store, &figures, NULL));
	if (figures.commits_since_oldest > meanwhile->most_behind)
		meanwhile->most_behind = figures.commits_since_oldest;
	if (!meanwhile->saved) {
		meanwhile->saved = true;
		test_put(&meanwhile->test->store, E_goal, 0, "name=Sparat emellan");
	}
	return ++meanwhile->batches < meanwhile->stop_after;
}

static struct meanwhile *meanwhile_of;

static bool call_beside(void *context, uint64_t done, uint64_t size)
{
	(void)context;
	return save_beside(meanwhile_of, done, size);
}

static void others_save_between_batches(void **state)
{
	struct import_test *test = *state;
	struct meanwhile meanwhile = {.test = test, .stop_after = 1000};
	test_put(&test->store, E_goal, 0, "name=Först");
	write_many(test, "Enhet");
	meanwhile_of = &meanwhile;
	test->options.progress = call_beside;
	assert_string_equal(importing_run(test, "unit.csv", NULL), "");
	assert_true(meanwhile.saved);
	assert_true(meanwhile.batches >= 2);
	assert_int_equal(meanwhile.most_behind, 0); /* or the file grows with every batch */
	assert_string_equal(importing_list(test, "goal", "name"), "name\nFörst\nSparat emellan\n");
	assert_int_equal(test->result.added, many());
}

static void a_stopped_import_is_taken_back(void **state)
{
	struct import_test *test = *state;
	struct meanwhile meanwhile = {.test = test, .stop_after = 2};
	test_put(&test->store, E_goal, 0, "name=Först");
	write_many(test, "Enhet");
	meanwhile_of = &meanwhile;
	test->options.progress = call_beside;
	assert_string_equal(importing_run(test, "unit.csv", NULL), "stopped; what had been written is taken back");
	assert_string_equal(importing_list(test, "unit", "name"), "name\n");
	assert_string_equal(importing_list(test, "goal", "name"), "name\nFörst\nSparat emellan\n");
	test->options.progress = NULL;
	assert_string_equal(importing_run(test, "unit.csv", NULL), "");
	assert_int_equal(test->result.added, many());
}

static void reopen(struct import_test *test)
{
	test->store.store =
		store_open(test->store.directory, &(struct store_options){.map_size = (size_t)1 << 30}, &test->error);
	assert_non_null(test->store.store);
	test->store.session.store = test->store.store;
}

static bool die_between(void *context, uint64_t done, uint64_t size)
{
	(void)context;
	(void)size;
	if (done > 0 && importing_sequence(meanwhile_of->test) > 1)
		raise(SIGKILL);
	return true;
}

/* In a process of its own, which opens the store anew. */
static void import_and_die(struct import_test *test)
{
	struct meanwhile meanwhile = {.test = test};
	meanwhile_of = &meanwhile;
	reopen(test);
	test->options.progress = die_between;
	importing_run(test, "unit.csv", NULL);
	_exit(3);
}

static void a_killed_import_is_rolled_back_at_the_next_write(void **state)
{
	struct import_test *test = *state;
	int status;
	test_put(&test->store, E_goal, 0, "name=Först");
	write_many(test, "Enhet");
	store_close(&test->store.store);
	pid_t child = fork();
	if (child == 0)
		import_and_die(test);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
	reopen(test);
	assert_string_not_equal(importing_list(test, "unit", "code"), "code\n");
	test->options.entity = NULL;
	test->options.progress = NULL;
	assert_string_equal(importing_text(test, "goal.csv", "name\nSedan\n"), "");
	assert_string_equal(importing_list(test, "unit", "code"), "code\n");
	assert_string_equal(importing_list(test, "goal", "name"), "name\nFörst\nSedan\n");
}

/* Fails in a later batch: the code of its last row was taken after the reading. */
static bool take_last_code(void *context, uint64_t done, uint64_t size)
{
	char fields[64];
	struct meanwhile *meanwhile = meanwhile_of;
	(void)context;
	(void)size;
	if (done > 0 && importing_sequence(meanwhile->test) > 1 && !meanwhile->saved) {
		meanwhile->saved = true;
		snprintf(fields, sizeof fields, "code=M%zu|name=Tagen", many() - 1);
		test_put(&meanwhile->test->store, E_goal, 0, fields);
	}
	return true;
}

static void an_import_that_fails_midway_is_taken_back(void **state)
{
	struct import_test *test = *state;
	struct meanwhile meanwhile = {.test = test};
	char words[200];
	test_put(&test->store, E_goal, 0, "name=Först");
	write_many(test, "Enhet");
	meanwhile_of = &meanwhile;
	test->options.progress = take_last_code;
	snprintf(words, sizeof words,
	         "unit.csv:%zu: code: \"M%zu\" is already the code of a record of the kind Goal; give another", many() + 1,
	         many() - 1);
	assert_string_equal(importing_run(test, "unit.csv", NULL), words);
	assert_string_equal(importing_list(test, "unit", "code"), "code\n");
}

static int told[2], awaited[2];

/* Tells that the first batch is written, and waits until it may go on. */
static bool wait_between(void *context, uint64_t done, uint64_t size)
{
	char byte = 'x';
	(void)context;
	(void)size;
	if (done > 0 && importing_sequence(meanwhile_of->test) > 1 && !meanwhile_of->saved) {
		meanwhile_of->saved = true;
		if (write(told[1], &byte, 1) != 1 || read(awaited[0], &byte, 1) != 1)
			_exit(4);
	}
	return true;
}

static void import_and_wait(struct import_test *test)
{
	struct meanwhile meanwhile = {.test = test};
	meanwhile_of = &meanwhile;
	reopen(test);
	test->options.progress = wait_between;
	_exit(*importing_run(test, "unit.csv", NULL) == '\0' ? 0 : 3);
}

static void two_imports_do_not_mix(void **state)
{
	struct import_test *test = *state;
	char byte = 'x';
	int status;
	test_put(&test->store, E_goal, 0, "name=Först");
	write_many(test, "Enhet");
	store_close(&test->store.store);
	assert_int_equal(pipe(told), 0);
	assert_int_equal(pipe(awaited), 0);
	pid_t child = fork();
	if (child == 0)
		import_and_wait(test);
	assert_int_equal(read(told[0], &byte, 1), 1);
	reopen(test);
	assert_non_null(
		strstr(importing_text(test, "goal.csv", "name\nB\n"), "another import is running; wait until it is done"));
	assert_int_equal(write(awaited[1], &byte, 1), 1);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	assert_string_equal(importing_text(test, "goal.csv", "name\nB\n"), "");
	assert_string_equal(importing_list(test, "goal", "name"), "name\nFörst\nB\n");
	for (int i = 0; i < 2; i++) {
		close(told[i]);
		close(awaited[i]);
	}
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, importing_setup, importing_teardown)
	const struct CMUnitTest tests[] = {
		TEST(rejected_rows_come_back_corrected),
		TEST(nothing_is_written_where_that_was_asked_for),
		TEST(rejects_of_several_files_are_several),
		TEST(stated_default_codes_are_the_ids),
		TEST(a_chosen_code_keeps_its_form_from_others),
		TEST(keys_tell_which_record_a_row_is),
		TEST(a_feed_that_ends_many_people_is_refused),
		TEST(the_sample_round_trips),
		TEST(records_may_exchange_names_and_places),
		TEST(undo_takes_the_whole_back),
		TEST(the_change_log_names_the_files),
		TEST(a_reader_may_not_import),
		TEST(others_save_between_batches),
		TEST(a_stopped_import_is_taken_back),
		TEST(a_killed_import_is_rolled_back_at_the_next_write),
		TEST(an_import_that_fails_midway_is_taken_back),
		TEST(two_imports_do_not_mix),
	};
	lang_start(NULL);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
