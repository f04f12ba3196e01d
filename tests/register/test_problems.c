/* What comes again becomes one problem: one change, one undo; refused where nothing recurs and where one may not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "register/edit.h"
#include "register/problems.h"
#include "register/wheel.h"
#include "support/store.h"

#define INCIDENT(day, more) "incident system=SYS-0001|title=T|opened=" day "|" more "\n"
#define THREE INCIDENT("2026-09-01", "category=Inlogg") INCIDENT("2026-10-01", "category=inlogg") \
	INCIDENT("2026-11-01", "category=Inlogg")

static record_id problem_of(const struct test_store *test, record_id id)
{
	struct view *view = view_open(test->store, NULL);
	struct record incident;
	assert_true(view_record(view, (struct ref){E_incident, id}, &incident));
	record_id problem = record_ref_id(&incident, F_incident_problem);
	view_close(&view);
	return problem;
}

static bool gather(struct test_store *test, record_id incident, bool trial, struct problem_made *made,
                   struct error *error)
{
	error_clear(error);
	return problem_gather(&test->session, (struct ref){E_incident, incident}, SLICE(""), trial, made, error);
}

static void gathered_and_taken_back(void **state)
{
	(void)state;
	struct test_store test;
	struct problem_made made;
	struct error error = {0};
	const struct entry_facts undoing = {.kind = ENTRY_UNDO};
	test_store_open(&test);
	test_put_records(&test, "system name=Journalen\n" THREE INCIDENT("2026-11-01", "category=Utskrift"));

	assert_true(gather(&test, 2, true, &made, &error)); /* nothing is written */
	assert_true(made.fresh);
	assert_int_equal(made.incidents, 3);
	assert_string_equal(made.title.data, "Inlogg: Journalen");
	problem_made_free(&made);
	assert_int_equal(problem_of(&test, 2), 0);

	assert_true(gather(&test, 2, false, &made, &error));
	for (record_id id = 1; id <= 3; id++)
		assert_int_equal(problem_of(&test, id), made.problem.id);
	assert_int_equal(problem_of(&test, 4), 0);
	problem_made_free(&made);

	struct edit *edit = edit_begin(&test.session, &undoing, &error);
	assert_true(edit_undo(edit, 0, &error));
	assert_true(edit_commit(&edit, NULL, &error));
	assert_int_equal(problem_of(&test, 1), 0);
	struct view *view = view_open(test.store, NULL);
	assert_int_equal(view_count(view, E_problem), 0);
	view_close(&view);
	test_store_close(&test);
}

static void later_ones_join_what_is_open(void **state)
{
	(void)state;
	struct test_store test;
	struct problem_made made;
	struct error error = {0};
	test_store_open(&test);
	test_put_records(&test, "system name=A\nproblem system=SYS-0001|title=Felet\n" THREE
	                 INCIDENT("2026-08-01", "category=INLOGG|problem=PRB-0001"));
	assert_true(gather(&test, 1, false, &made, &error));
	assert_false(made.fresh);
	assert_int_equal(made.problem.id, 1);
	assert_string_equal(made.title.data, "Felet");
	assert_int_equal(problem_of(&test, 3), 1);
	problem_made_free(&made);
	test_store_close(&test);
}

static void refused(void **state)
{
	(void)state;
	struct test_store test;
	struct problem_made made;
	struct error error = {0};
	test_store_open(&test);
	test_put_records(&test, "person name=P|login=p\nsystem name=A\n" THREE INCIDENT("2026-11-01", ""));
	assert_false(gather(&test, 4, false, &made, &error));
	assert_non_null(strstr(error.text, "not one of several that recur"));
	assert_false(gather(&test, 9, false, &made, &error));
	assert_non_null(strstr(error.text, "no such incident"));
	test.session.access = 1u << (C_access_reader - 1); /* who may read, and no more */
	test.session.actor = 1;
	test.session.known = true;
	assert_false(gather(&test, 1, false, &made, &error));
	assert_int_not_equal(error.text[0], '\0');
	assert_int_equal(problem_of(&test, 1), 0);
	problem_made_free(&made);
	test_store_close(&test);
}

/* ---- the wheel as the register has it ---- */

static void the_wheel_turns(void **state)
{
	(void)state;
	struct test_store test;
	struct wheel wheel;
	struct text found = {0};
	test_store_open(&test);
	test_put_records(&test, "event title=A|kind=freeze|recurs=yearly|month=12|day=15|length_days=24\n"
		"event title=B|recurs=yearly\nevent title=C|kind=budget|recurs=quarterly|month=2|day=10\n"
		"forum name=F|kind=deciding\nagenda_item forum=FOR-0001|date=2027-01-03|title=X|kind=decision\n"
		"agenda_item forum=FOR-0001|date=2027-01-03|title=Y|kind=decision\n"
		"agenda_item forum=FOR-0001|date=2027-04-03|title=Z|kind=decision\n"
		"review kind=permissions|name=R|due=2027-03-31\nreview kind=permissions|name=S|due=2027-03-31|closed=2027-01-01\n");
	struct view *view = view_open(test.store, NULL);
	wheel_read(&wheel, view, day_from_civil(2027, 1, 1), day_from_civil(2027, 3, 31));
	for (size_t i = 0; i < wheel.count; i++) {
		char from[DAY_TEXT_SIZE], to[DAY_TEXT_SIZE];
		view_append_code(view, wheel.entries[i].about, &found);
		text_printf(&found, " %s..%s %zu; ", day_text(wheel.entries[i].from, from), day_text(wheel.entries[i].to, to),
		            wheel.entries[i].items);
	}
	assert_string_equal(found.data, "EVT-0001 2026-12-15..2027-01-07 0; FOR-0001 2027-01-03..2027-01-03 2; "
		"EVT-0003 2027-02-10..2027-02-10 0; REV-0001 2027-03-31..2027-03-31 0; ");
	assert_int_equal(wheel.unplaced, 1);
	text_free(&found);
	wheel_free(&wheel);
	view_close(&view);
	test_store_close(&test);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(gathered_and_taken_back),
	                                   cmocka_unit_test(later_ones_join_what_is_open), cmocka_unit_test(refused),
	                                   cmocka_unit_test(the_wheel_turns)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
