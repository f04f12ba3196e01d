/* What has been changed since a day of what is somebody's own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>

#include "base/memory.h"
#include "report/own_changes.h"
#include "support/store.h"

enum { ANNA = 1, BO = 2 };

static struct test_store test;

/* One entry of the log, written by `actor`; the record's id. */
static record_id write_as(uint32_t actor, enum entry_kind kind, uint8_t entity, record_id id, const char *fields)
{
	struct error error = {0};
	const struct entry_facts facts = {.kind = kind, .actor = actor};
	struct changes *changes = changes_begin(test.store, &facts, &error);
	assert_non_null(changes);
	id = test_put_in(changes, entity, id, fields);
	assert_true(changes_commit(&changes, NULL, &error));
	return id;
}

/* Anna manages the first of two systems, each with a component and a contract. */
static int setup(void **state)
{
	(void)state;
	test_store_open(&test);
	test_put_records(&test,
		"unit name=Kommunen|kind=organisation\nperson name=Anna|login=anna\nperson name=Bo|login=bo\n"
		"supplier name=Lev\nsystem name=Hennes\nsystem name=Hans\n"
		"component system=SYS-0001|product=A\ncomponent system=SYS-0002|product=B\n"
		"contract name=Hennes avtal|supplier=LEV-0001|start=2020-01-01\n"
		"contract name=Hans avtal|supplier=LEV-0001|start=2020-01-01\n"
		"contract_system contract=AVT-0001|system=SYS-0001\ncontract_system contract=AVT-0002|system=SYS-0002\n"
		"assignment person=PRS-0001|role=system_manager|system=SYS-0001\n"
		"assignment person=PRS-0001|role=super_user|system=SYS-0002\n");
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	test_store_close(&test);
	return 0;
}

static size_t look(struct own_changes *changes, day_t since, bool all)
{
	const struct ref own[] = {{E_system, 1}};
	struct view *view = view_open(test.store, NULL);
	own_changes_want(changes, ANNA, since, own, all ? 0 : COUNT_OF(own));
	while (own_changes_look(changes, view, 1))
		;
	view_close(&view);
	return changes->count;
}

static void what_touches_her_own_is_found(void **state)
{
	static const struct {
		uint32_t actor;
		enum entry_kind kind;
		uint8_t entity;
		record_id id;
		const char *fields;
		bool found;
	} cases[] = {
		{BO, ENTRY_CHANGE, E_system, 1, "criticality=3", true},
		{BO, ENTRY_CHANGE, E_system, 2, "criticality=3", false},
		{BO, ENTRY_CHANGE, E_component, 1, "version=2", true},
		{BO, ENTRY_CHANGE, E_component, 2, "version=2", false},
		{BO, ENTRY_IMPORT, E_component, 0, "system=SYS-0001|product=C", true},
		{BO, ENTRY_CHANGE, E_contract, 1, "notice_months=6", true},
		{BO, ENTRY_CHANGE, E_contract, 2, "notice_months=6", false},
		{BO, ENTRY_CHANGE, E_assignment, 2, "deputy=PRS-0002", true}, /* it is hers, though the system is not */
		{BO, ENTRY_CHANGE, E_assignment, 2, "person=PRS-0002", true}, /* it was hers until now */
		{BO, ENTRY_CHANGE, E_assignment, 2, "deputy=PRS-0001", false},
		{ANNA, ENTRY_CHANGE, E_system, 2, "criticality=4", true},     /* her own doing */
		{RECORD_BY_AUDIT, ENTRY_AUDIT, E_system, 1, "users=7", false},
		{BO, ENTRY_CHANGE, E_unit, 1, "employees=5", false},
	};
	struct own_changes changes = {0};
	size_t before = look(&changes, day_today() - 1, false);
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		write_as(cases[i].actor, cases[i].kind, cases[i].entity, cases[i].id, cases[i].fields);
		size_t now = look(&changes, day_today() - 1, false);
		if (now != before + cases[i].found)
			fail_msg("%s: %zu found after %zu", cases[i].fields, now, before);
		before = now;
	}
	own_changes_free(&changes);
}

static void what_is_gone_is_known_by_what_it_was(void **state)
{
	struct own_changes changes = {0};
	size_t before = look(&changes, day_today() - 1, false);
	(void)state;
	test_remove(&test, E_component, 2);
	assert_int_equal(look(&changes, day_today() - 1, false), before);
	test_remove(&test, E_component, 1);
	assert_int_equal(look(&changes, day_today() - 1, false), before + 1);
	own_changes_free(&changes);
}

/* What is looked for anew is what was found bit by bit; the entries come in their order. */
static void bit_by_bit_and_at_once_are_the_same(void **state)
{
	struct own_changes bits = {0}, once = {0};
	(void)state;
	for (int i = 1; i < 40; i++) {
		char fields[30];
		snprintf(fields, sizeof fields, "users=%d", i);
		write_as(BO, ENTRY_CHANGE, E_system, i % 3 == 0 ? 2 : 1, fields);
		if (i % 5 == 0)
			look(&bits, day_today() - 1, false);
	}
	look(&bits, day_today() - 1, false);
	assert_int_equal(look(&once, day_today() - 1, false), bits.count);
	for (size_t i = 0; i < once.count; i++) {
		assert_int_equal(bits.found[i], once.found[i]);
		assert_true(i == 0 || once.found[i] > once.found[i - 1]);
	}
	own_changes_free(&bits);
	own_changes_free(&once);
}

static void the_day_and_the_person_are_what_was_asked_for(void **state)
{
	struct own_changes changes = {0};
	(void)state;
	write_as(BO, ENTRY_CHANGE, E_unit, 1, "employees=5");
	assert_true(look(&changes, day_today() - 1, false) > 0);
	size_t own = changes.count;
	assert_int_equal(look(&changes, day_today() + 2, false), 0);
	assert_true(look(&changes, day_today() - 1, true) > own);
	assert_int_equal(look(&changes, day_today() - 1, false), own);
	own_changes_free(&changes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_touches_her_own_is_found, setup, teardown),
		cmocka_unit_test_setup_teardown(what_is_gone_is_known_by_what_it_was, setup, teardown),
		cmocka_unit_test_setup_teardown(bit_by_bit_and_at_once_are_the_same, setup, teardown),
		cmocka_unit_test_setup_teardown(the_day_and_the_person_are_what_was_asked_for, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
