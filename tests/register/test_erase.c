/* Erasure: nothing is left of a person but that there was one, in any byte of a copy, and the chain holds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "register/edit.h"
#include "register/erase.h"
#include "register/past.h"
#include "register/verify.h"
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
	char *directory = scratch_new(), path[500], piece[1 << 16];
	struct text all = {0};
	size_t size, found = 0;
	snprintf(path, sizeof path, "%s/copy", directory);
	assert_true(store_backup(test.store, path, NULL));
	snprintf(path, sizeof path, "%s/copy/data.mdb", directory);
	FILE *file = fopen(path, "r");
	while ((size = fread(piece, 1, sizeof piece, file)) > 0)
		text_append_bytes(&all, piece, size);
	fclose(file);
	for (const char *at = all.data, *end = at + all.size;
	     (at = memmem(at, (size_t)(end - at), bytes, strlen(bytes))) != NULL; at++)
		found++;
	text_free(&all);
	scratch_free(&directory);
	return found;
}

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
	erase((struct ref){E_supplier, before}, &result);
	assert_int_equal(result.images, 1);
	assert_int_equal(count_in_copy("sixten"), 0);
	assert_int_equal(count_in_copy("UTPL"), 0);
	assert_int_equal(verify().erased, 3);
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
	struct edit *edit =
		edit_begin(&test.session, &(struct entry_facts){.kind = ENTRY_UNDO, .undoes = result.sequence}, &error);
	assert_false(edit_undo(edit, result.sequence, &error));
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
	assert_int_equal(count_in_copy("Sixten"), 0);
	assert_int_equal(verify().erased, 1);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(nothing_is_left_of_a_person),
		CASE(where_the_name_still_stands_is_told),
		CASE(it_is_for_administrators_and_says_why),
		CASE(somebody_must_be_left_to_let_others_in),
		CASE(it_cannot_be_undone_nor_looked_back_behind),
		CASE(one_who_was_removed_can_be_erased),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
