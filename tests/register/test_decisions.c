/* A decision and what it does to its contract: what is filled in, what is refused, who may, and that it is taken
 * back as one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "register/decisions.h"
#include "register/edit.h"
#include "support/store.h"

static struct test_store test;

static const char ground[] =
	"person name=Anna Berg|login=anna\n"
	"person name=Bo Ek|login=bo\n"
	"unit name=Nämnden|kind=committee\n"
	"forum name=Rådet|kind=deciding\n"
	"supplier name=Nordvik\n"
	"system name=Planering|phase=in_use\n"
	"system name=Annat|phase=in_use\n"
	"contract name=Löpande|supplier=LEV-0001|start=2024-01-01|end=2026-12-31|renewal=tacit|renewal_months=12|"
	"notice_months=6\n"
	"contract name=Med optioner|supplier=LEV-0001|start=2024-01-01|end=2026-12-31|renewal=none|option_months=24;12|"
	"notice_months=3\n"
	"assignment person=PRS-0001|role=contract_manager|contract=AVT-0001\n"
	"assignment person=PRS-0001|role=contract_manager|contract=AVT-0002\n"
	"assignment person=PRS-0001|role=system_manager|system=SYS-0001\n"
	"assignment person=PRS-0002|role=system_manager|system=SYS-0002\n"
	"contract_system contract=AVT-0002|system=SYS-0002|part=main\n";

static int setup(void **state)
{
	(void)state;
	test_store_open(&test);
	test_put_records(&test, ground);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	test_store_close(&test);
	return 0;
}

static void sign_in(const char *login)
{
	test.session.actor = strcmp(login, "bo") == 0 ? 2 : 1;
	test.session.known = true;
	test.session.access = strcmp(login, "root") == 0 ? UINT32_C(1) << (C_access_administrator - 1)
	                                                 : UINT32_C(1) << (C_access_steward - 1) | 1;
}

static bool decide(const char *about, const char *fields, struct ref *made, struct error *error)
{
	struct draft decision;
	struct ref ref;
	struct slice rest = slice_of(fields), pair;
	draft_init(&decision, schema_entity(E_decision));
	struct view *view = view_open(test.session.store, NULL);
	struct value_reader reader = register_reader(view, test.session.today, true);
	assert_true(register_resolve(view, 0, slice_of(about), &ref, NULL));
	while (slice_next(&rest, '|', &pair))
		assert_true(draft_parse_assignment(&decision, pair, &reader, NULL, NULL));
	view_close(&view);
	bool ok = decision_make(&test.session, &decision, ref, made, error);
	draft_free(&decision);
	return ok;
}

/* What stands in the record's field, as it is written. */
static const char *stands(struct ref ref, const char *name)
{
	static struct text words;
	struct record record;
	struct view *view = view_open(test.session.store, NULL);
	text_clear(&words);
	assert_true(view_record(view, ref, &record));
	const struct field *field = schema_find_field(record.entity, slice_of(name));
	struct value value = record_value(&record, field);
	struct value_writer writer = view_writer(view, false);
	if (value.set)
		value_append(&words, field, &value, &writer);
	view_close(&view);
	return words.data == NULL ? "" : words.data;
}

static const struct {
	const char *login, *about, *fields;
	const char *refused; /* part of the words; NULL: let through */
	const char *contract, *after; /* a field of the first contract … and what it then is */
} cases[] = {
	{"anna", "AVT-0001", "outcome=let_run|reason=Det fungerar|delegation_point=3.12", NULL, "terminated", ""},
	{"anna", "AVT-0001", "outcome=give_notice|reason=Vi byter", NULL, "terminated", "2026-11-22"},
	{"anna", "AVT-0001", "outcome=use_option|reason=Vi behöver den", "no option is left: it has 0", NULL, NULL},
	{"anna", "SYS-0001", "outcome=approved|reason=Risken är liten|follow_up=2027-06-30", NULL, NULL, NULL},
	{"anna", "SYS-0001", "outcome=give_notice|reason=Vi byter", "is said of a contract", NULL, NULL},
	{"anna", "SYS-0002", "outcome=approved|reason=Inte min", "may not", NULL, NULL},
	{"anna", "AVT-0001", "outcome=approved|reason=Rådet sade ja|forum=Rådet", "may not", NULL, NULL},
	{"anna", "AVT-0001", "outcome=approved|reason=Bo sade ja|decided_by=bo", "may not", NULL, NULL},
	{"anna", "AVT-0001", "outcome=approved|reason=Också annat|about=SYS-0002", "may not", NULL, NULL},
	{"bo", "AVT-0001", "outcome=let_run|reason=Inte hans", "may not", NULL, NULL},
	{"bo", "AVT-0002", "outcome=let_run|reason=Avtalet är för hans system", NULL, NULL, NULL},
	{"bo", "AVT-0002", "outcome=use_option|reason=Avtalet är inte hans att ändra", "may not", NULL, NULL},
	{"root", "AVT-0001", "outcome=approved|reason=Rådet sade ja|forum=Rådet", NULL, NULL, NULL},
	{"anna", "AVT-0001", "outcome=let_run", "reason", NULL, NULL},
	{"anna", "AVT-0001", "reason=Ja", "outcome", NULL, NULL},
};

static void every_case_is_as_the_table_says(void **state)
{
	struct ref made, contract = {E_contract, 1};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct error error = {0};
		sign_in(cases[i].login);
		bool done = decide(cases[i].about, cases[i].fields, &made, &error);
		if (done != (cases[i].refused == NULL))
			fail_msg("case %zu: %s", i, done ? "let through" : error.text);
		if (!done && strstr(error.text, cases[i].refused) == NULL)
			fail_msg("case %zu: %s", i, error.text);
		if (done && cases[i].contract != NULL)
			assert_string_equal(stands(contract, cases[i].contract), cases[i].after);
		teardown(state);
		setup(state);
	}
}

static void what_is_left_out_is_filled_in(void **state)
{
	struct ref made;
	struct error error = {0};
	(void)state;
	sign_in("anna");
	assert_true(decide("AVT-0001", "outcome=let_run|reason=Det fungerar", &made, &error));
	assert_string_equal(stands(made, "kind"), "delegated");
	assert_string_equal(stands(made, "decided_by"), "PRS-0001");
	assert_string_equal(stands(made, "date"), "2026-11-22");
	assert_string_equal(stands(made, "about"), "AVT-0001");
	assert_string_equal(stands(made, "term_end"), "2026-12-31");
	assert_string_equal(stands(made, "title"), "Löpande: let it run");
	assert_string_equal(stands(made, "text"), "Löpande: let it run (the term to 2026-12-31)");
	assert_string_equal(stands(made, "number"), "1");
}

static void options_are_used_one_by_one(void **state)
{
	struct ref made, contract = {E_contract, 2};
	struct error error = {0};
	(void)state;
	sign_in("anna");
	assert_true(decide("AVT-0002", "outcome=use_option|reason=Ja", &made, &error));
	assert_string_equal(stands(contract, "options_used"), "1");
	assert_true(decide("AVT-0002", "outcome=use_option|reason=Ja", &made, &error));
	assert_string_equal(stands(contract, "options_used"), "2");
	assert_false(decide("AVT-0002", "outcome=use_option|reason=Ja", &made, &error));
	assert_non_null(strstr(error.text, "it has 2, and all of them are used"));
}

static void notice_is_given_once_and_undone_with_its_decision(void **state)
{
	struct ref made, contract = {E_contract, 1};
	struct error error = {0};
	struct record record;
	(void)state;
	sign_in("root");
	assert_true(decide("AVT-0001", "outcome=give_notice|reason=Vi byter|date=2026-11-20", &made, &error));
	assert_string_equal(stands(contract, "terminated"), "2026-11-20");
	struct ref again;
	assert_false(decide("AVT-0001", "outcome=give_notice|reason=Vi byter", &again, &error));
	assert_non_null(strstr(error.text, "notice was given on 2026-11-20 already"));
	const struct entry_facts facts = {.kind = ENTRY_UNDO};
	error_clear(&error);
	struct edit *edit = edit_begin(&test.session, &facts, &error);
	assert_true(edit_undo(edit, 0, &error) && edit_commit(&edit, NULL, &error));
	assert_string_equal(stands(contract, "terminated"), "");
	struct view *view = view_open(test.session.store, NULL);
	assert_false(view_record(view, made, &record));
	view_close(&view);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

static const struct CMUnitTest tests[] = {
	CASE(every_case_is_as_the_table_says),
	CASE(what_is_left_out_is_filled_in),
	CASE(options_are_used_one_by_one),
	CASE(notice_is_given_once_and_undone_with_its_decision),
};

int main(void)
{
	return cmocka_run_group_tests(tests, NULL, NULL);
}
