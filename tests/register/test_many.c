/* The same change of many records: what is told beforehand is what is done, all of it or nothing, and one undo takes it
 * back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/memory.h"
#include "register/edit.h"
#include "register/many.h"
#include "store/journal.h"
#include "support/store.h"

static struct test_store test;

static int make(void **state)
{
	(void)state;
	test_store_open(&test);
	test_put_records(&test,
		"unit name=Kommunen|kind=organisation\n"
		"person name=Anna|login=anna|access=reader;steward\n"
		"system name=A|phase=in_use|criticality=2\n"
		"system name=B|phase=in_use|criticality=3\n"
		"system name=C|phase=pilot|criticality=2|in_use_from=2020-01-01\n"
		"assignment person=PRS-0001|role=system_manager|system=SYS-0002|from=2022-01-01");
	return 0;
}

static int unmake(void **state)
{
	(void)state;
	test_store_close(&test);
	return 0;
}

static void set(struct many_change *change, uint8_t number, const char *typed)
{
	struct view *view = view_open(test.store, NULL);
	const struct value_reader reader = register_reader(view, test.session.today, true);
	const struct field *field = schema_field(change->values.entity, number);
	assert_true(many_can(field));
	assert_true(draft_parse(&change->values, field, slice_of(typed), &reader, NULL));
	change->fields[strlen((const char *)change->fields)] = number;
	view_close(&view);
}

static void look(const struct many_change *change, const struct session *session, struct many_row rows[], size_t count,
	char words[][200])
{
	struct view *view = view_open(test.store, NULL);
	for (size_t i = 0; i < count; i++) {
		struct error error = {0};
		rows[i].id = (record_id)i + 1;
		many_look(change, session, view, &rows[i], &error);
		strcpy(words[i], error.text);
	}
	view_close(&view);
}

static int64_t number_of(record_id id, uint8_t field)
{
	struct view *view = view_open(test.store, NULL);
	struct record record;
	assert_true(view_record(view, (struct ref){E_system, id}, &record));
	int64_t number = record_number(&record, field);
	view_close(&view);
	return number;
}

static uint64_t head(void)
{
	struct view *view = view_open(test.store, NULL);
	uint64_t sequence = view_sequence(view);
	view_close(&view);
	return sequence;
}

static void take_back(uint64_t sequence)
{
	const struct entry_facts facts = {.kind = ENTRY_UNDO, .undoes = sequence};
	struct edit *edit = edit_begin(&test.session, &facts, NULL);
	assert_true(edit_undo(edit, sequence, NULL) && edit_commit(&edit, NULL, NULL));
}

static void what_is_told_is_done_in_one_entry_that_one_undo_takes_back(void **state)
{
	static const enum many_outcome outcomes[] = {MANY_CHANGES, MANY_IS_SO, MANY_CHANGES, MANY_GONE};
	struct many_change change;
	struct many_row rows[4] = {{0}};
	char words[4][200];
	struct error error = {0};
	uint64_t before = head();
	size_t failed;
	(void)state;
	many_start(&change, schema_entity(E_system));
	set(&change, F_system_criticality, "3");
	look(&change, &test.session, rows, 4, words);
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(rows[i].outcome, outcomes[i]);
	assert_true(many_write(&change, &test.session, rows, 4, &failed, &error));
	assert_int_equal(head(), before + 1);
	for (record_id id = 1; id <= 3; id++)
		assert_int_equal(number_of(id, F_system_criticality), 3);
	take_back(head());
	assert_int_equal(number_of(1, F_system_criticality), 2);
	assert_int_equal(number_of(2, F_system_criticality), 3);
	assert_int_equal(number_of(3, F_system_criticality), 2);
	many_free(&change);
}

/* A steward of B alone; and what the register itself refuses. */
static void what_is_refused_is_told_with_the_reason_and_left(void **state)
{
	struct session anna = test.session;
	struct many_change change;
	struct many_row rows[3] = {{0}};
	char words[3][200];
	size_t failed;
	(void)state;
	anna.actor = 1;
	anna.access = 1u << (C_access_reader - 1) | 1u << (C_access_steward - 1);
	many_start(&change, schema_entity(E_system));
	set(&change, F_system_users, "12");
	look(&change, &anna, rows, 3, words);
	assert_int_equal(rows[0].outcome, MANY_REFUSED);
	assert_string_equal(words[0], "SYS-0001: your role may not change or remove it");
	assert_int_equal(rows[1].outcome, MANY_CHANGES);
	assert_true(many_write(&change, &anna, rows, 3, &failed, NULL));
	assert_int_equal(number_of(2, F_system_users), 12);
	assert_int_equal(number_of(1, F_system_users), NUMBER_UNSET);
	many_free(&change);
}

static void nothing_is_changed_where_somebody_else_was_first(void **state)
{
	struct many_change change;
	struct many_row rows[3] = {{0}};
	char words[3][200];
	struct error error = {0};
	size_t failed;
	(void)state;
	many_start(&change, schema_entity(E_system));
	set(&change, F_system_criticality, "4");
	set(&change, F_system_version, "9");
	look(&change, &test.session, rows, 3, words);
	test_put(&test, E_system, 3, "version=8");
	uint64_t before = head();
	assert_false(many_write(&change, &test.session, rows, 3, &failed, &error));
	assert_int_equal(error.kind, ERROR_CONFLICT);
	assert_int_equal(failed, 2);
	assert_int_equal(head(), before);
	assert_int_equal(number_of(1, F_system_criticality), 2);
	many_free(&change);
}

/* A field without a value becomes not set. */
static void a_field_left_empty_becomes_not_set(void **state)
{
	struct many_change change;
	struct many_row rows[3] = {{0}};
	char words[3][200];
	size_t failed;
	(void)state;
	many_start(&change, schema_entity(E_system));
	change.fields[0] = F_system_in_use_from;
	look(&change, &test.session, rows, 3, words);
	assert_int_equal(rows[0].outcome, MANY_IS_SO);
	assert_int_equal(rows[2].outcome, MANY_CHANGES);
	assert_true(many_write(&change, &test.session, rows, 3, &failed, NULL));
	assert_int_equal(number_of(3, F_system_in_use_from), NUMBER_UNSET);
	many_free(&change);
}

static void what_tells_records_apart_is_not_offered(void **state)
{
	(void)state;
	for (size_t i = 0; schema_entity_at(i) != NULL; i++) {
		const struct entity *entity = schema_entity_at(i);
		for (unsigned j = 0; j < entity->field_count; j++) {
			const struct field *field = &entity->fields[j];
			bool apart = field->unique || field->internal || field->parent || field->number == F_code;
			assert_false(apart && many_can(field));
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_is_told_is_done_in_one_entry_that_one_undo_takes_back, make, unmake),
		cmocka_unit_test_setup_teardown(what_is_refused_is_told_with_the_reason_and_left, make, unmake),
		cmocka_unit_test_setup_teardown(nothing_is_changed_where_somebody_else_was_first, make, unmake),
		cmocka_unit_test_setup_teardown(a_field_left_empty_becomes_not_set, make, unmake),
		cmocka_unit_test(what_tells_records_apart_is_not_offered),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
