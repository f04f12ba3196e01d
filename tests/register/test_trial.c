/* What is tried is what would be: each figure that a trial tells is what the register gives once the change is made,
 * every other stays, and the register itself has not been written to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/lang.h"
#include "base/memory.h"
#include "conf/conf.h"
#include "register/edit.h"
#include "register/figures.h"
#include "register/trial.h"
#include "store/past.h"
#include "support/store.h"

static struct test_store test;
static struct conf *conf;

static const char records[] =
	"unit name=Kansliet\n"
	"supplier name=L\n"
	"service name=Alpha\n"
	"service name=Beta\n"
	"system name=A|criticality=3|users=10|unit=UNI-0001\n"
	"system name=B|criticality=2|users=20\n"
	"system name=C|criticality=4\n"
	"component system=SYS-0001|product=X|layer=database|vendor_end=2028-11-12|remedy=replace_system\n"
	"component system=SYS-0003|product=Y|layer=hardware|vendor_end=2029-01-31|remedy=upgrade\n"
	"contract name=K|supplier=LEV-0001|start=2020-01-01|end=2028-12-31|notice_months=3|renewal=none\n"
	"contract name=T|supplier=LEV-0001|start=2020-01-01|end=2027-12-31|notice_months=6|renewal=tacit|renewal_months=12\n"
	"contract_system contract=AVT-0001|system=SYS-0001|part=main\n"
	"contract_system contract=AVT-0002|system=SYS-0002|part=main|share=60\n"
	"contract_system contract=AVT-0002|system=SYS-0003|part=support|share=40\n"
	"support service=SRV-0001|system=SYS-0001\n"
	"support service=SRV-0001|system=SYS-0002\n"
	"support service=SRV-0002|system=SYS-0003\n"
	"integration name=I|from_system=SYS-0001|to_system=SYS-0003|kind=api|critical=yes\n"
	"integration name=J|from_system=SYS-0003|to_system=SYS-0001|kind=file\n"
	"integration name=Ended|from_system=SYS-0001|to_system=SYS-0003|state=closed\n"
	"capability name=Bokning\n"
	"system_capability system=SYS-0001|capability=CAP-0001\n"
	"usage system=SYS-0001|unit=UNI-0001\n"
	"cost system=SYS-0001|year=2026|kind=operation|basis=actual|amount=1000\n"
	"cost system=SYS-0002|year=2026|kind=licence|basis=budget|amount=500\n"
	"cost contract=AVT-0002|year=2026|kind=support|basis=budget|amount=700\n"
	"cost system=SYS-0003|year=2026|kind=development|basis=budget|amount=300\n";

static int setup(void **state)
{
	(void)state;
	test_store_open(&test);
	conf = conf_new();
	test.session.conf = conf;
	test_put_records(&test, records);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	test_store_close(&test);
	conf_free(&conf);
	return 0;
}

/* Every figure of every record that has any, a line each. */
static void append_figures(struct text *out, const struct view *view, uint8_t entity)
{
	struct figures *figures = figures_new(view, conf, test.session.today);
	struct records *rows = records_new(view, entity);
	const struct value_writer writer = view_writer(view, false);
	const struct field *figure;
	struct record record;
	for (bool there = records_first(rows, &record); there; there = records_next(rows, &record))
		for (size_t i = 0; (figure = figure_at(record.entity, i)) != NULL; i++) {
			struct value value = figures_value(figures, &record, figure);
			text_printf(out, "%u:%u %s ", entity, record.id, figure->name);
			if (value.set)
				value_append(out, figure, &value, &writer);
			text_append_char(out, '\n');
		}
	records_free(&rows);
	figures_free(&figures);
}

static void all_figures(struct text *out, const struct view *view)
{
	text_clear(out);
	append_figures(out, view, E_system);
	append_figures(out, view, E_service);
	append_figures(out, view, E_contract);
}

/* The lines of systems and services in which two tellings differ are of records that the trial has named. */
static void check_touched(const char *change, const struct trial *trial, const struct text *now,
                          const struct text *then)
{
	const struct trial_records *touched = trial_touched(trial);
	struct slice a = text_slice(now), b = text_slice(then), line, other;
	while (slice_next(&a, '\n', &line) && slice_next(&b, '\n', &other)) {
		bool named = slice_equal(line, other);
		for (size_t i = 0; !named && i < touched->count; i++) {
			struct text begins = {0};
			text_printf(&begins, "%u:%u ", touched->items[i].entity, touched->items[i].id);
			named = other.size > begins.size && memcmp(other.data, begins.data, begins.size) == 0;
			text_free(&begins);
		}
		struct text contract = {0};
		text_printf(&contract, "%d:", E_contract);
		named = named || memcmp(other.data, contract.data, contract.size) == 0;
		text_free(&contract);
		if (!named)
			fail_msg("%s: nobody was told of \"%.*s\"", change, (int)other.size, other.data);
	}
}

static const struct {
	struct ref ref;
	const char *change;
} changes[] = {
	{{E_contract, 1}, "end=2030-06-30"},
	{{E_contract, 2}, "terminated=2026-11-22"},
	{{E_system, 1}, "planned_retirement=2028-03-31"},
	{{E_system, 3}, "planned_retirement=2027-03-31"}, /* the integration of A is rebuilt */
	{{E_system, 2}, "criticality=4"},
	{{E_component, 1}, "extended_end=2031-01-31"},
	{{E_component, 2}, "vendor_end=2027-01-31"},
	{{E_cost, 1}, "amount=2000"},
	{{E_cost, 3}, "amount=70"},
	{{E_contract_system, 3}, "share=80"},
	{{E_support, 2}, "share=30"},
	{{E_integration, 1}, "adaptation_cost=90"},
};

static void save_really(struct ref ref, const char *change)
{
	struct record record;
	struct draft draft;
	struct view *view = view_open(test.store, NULL);
	const struct value_reader reader = register_reader(view, test.session.today, true);
	assert_true(view_record(view, ref, &record));
	uint32_t revision = record_revision(&record);
	draft_init(&draft, record.entity);
	draft_copy_record(&draft, &record);
	assert_true(draft_parse_assignment(&draft, slice_of(change), &reader, NULL, NULL));
	view_close(&view);
	assert_true(register_save(&test.session, &draft, &ref, revision, SLICE(""), NULL));
	draft_free(&draft);
}

static void test_it_is_what_would_be(void **state)
{
	struct text now = {0}, then = {0}, really = {0};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(changes); i++) {
		struct trial *trial = trial_new(&test.session);
		struct view *view = view_open(test.store, NULL);
		uint64_t sequence = view_sequence(view);
		view_close(&view);
		trial_set(trial, changes[i].ref, slice_of(changes[i].change));
		assert_true(trial_make(trial, NULL));
		all_figures(&then, trial_view(trial));
		all_figures(&now, view_present(trial_view(trial)));
		check_touched(changes[i].change, trial, &now, &then);
		trial_free(&trial);
		view = view_open(test.store, NULL);
		assert_true(view_sequence(view) == sequence);
		all_figures(&really, view);
		assert_string_equal(really.data, now.data);
		view_close(&view);
		save_really(changes[i].ref, changes[i].change);
		view = view_open(test.store, NULL);
		all_figures(&really, view);
		view_close(&view);
		assert_string_equal(really.data, then.data);
		assert_true(!slice_equal(text_slice(&now), text_slice(&then)));
	}
	text_free(&now);
	text_free(&then);
	text_free(&really);
}

static void test_merging(void **state)
{
	struct trial *trial = trial_new(&test.session);
	struct record record;
	(void)state;
	trial_merge(trial, 1, 2, DAY_UNSET);
	assert_true(trial_make(trial, NULL));
	const struct view *view = trial_view(trial);
	assert_true(view_record(view, (struct ref){E_system, 1}, &record));
	assert_int_equal(record_ref(&record, F_system_replaced_by).id, 2);
	assert_int_equal(record_day(&record, F_system_planned_retirement), day_from_civil(2027, 2, 22)); /* three months */
	assert_true(view_record(view, (struct ref){E_system, 2}, &record));
	assert_int_equal(record_number(&record, F_system_users), 30);
	assert_int_equal(view_count(view, E_usage), view_count(view_present(view), E_usage) + 1);
	assert_int_equal(view_count(view, E_integration), view_count(view_present(view), E_integration) + 2);
	assert_true(view_record(view, (struct ref){E_integration, 5}, &record));
	assert_int_equal(record_ref(&record, F_integration_from_system).id, 3);
	assert_int_equal(record_ref(&record, F_integration_to_system).id, 2);
	assert_int_equal(view_count(view, E_system_capability), view_count(view_present(view), E_system_capability) + 1);
	assert_int_equal(view_count(view, E_support), view_count(view_present(view), E_support)); /* there already */
	assert_true(view_record(view, (struct ref){E_contract, 1}, &record));
	assert_int_equal(record_day(&record, F_contract_terminated), test.session.today);
	trial_free(&trial);
}

static const struct {
	struct ref ref;
	const char *change, *said;
} refused[] = {
	{{E_system, 1}, "users=-1", "outside"},
	{{E_system, 1}, "nme=A", "did you mean name"},
	{{E_system, 1}, "name=B", "taken by"},
	{{E_unit, 1}, "name=X", "nothing that costs"},
	{{E_system, 1}, "secrecy_ground=X", "not shown to you"},
	{{E_system, 9}, "users=1", "not there"},
};

static void test_refusals(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(refused); i++) {
		struct trial *trial = trial_new(&test.session);
		struct error error = {0};
		trial_set(trial, refused[i].ref, slice_of(refused[i].change));
		if (trial_make(trial, &error))
			fail_msg("%s was tried", refused[i].change);
		if (strstr(error.text, refused[i].said) == NULL)
			fail_msg("%s: %s", refused[i].change, error.text);
		trial_free(&trial);
	}
}

/* Who may only read tries what they may read; what they may read is judged by the register as it is. */
static void test_a_reader(void **state)
{
	struct session reader = test.session;
	struct error error = {0};
	(void)state;
	reader.access = UINT32_C(1) << (C_access_reader - 1);
	reader.actor = 1;
	struct trial *trial = trial_new(&reader);
	trial_set(trial, (struct ref){E_system, 2}, SLICE("users=7"));
	assert_true(trial_make(trial, NULL));
	trial_free(&trial);
	trial = trial_new(&reader);
	trial_set(trial, (struct ref){E_component, 1}, SLICE("vendor_end=2030-01-01"));
	assert_false(trial_make(trial, &error));
	assert_non_null(strstr(error.text, "not shown to you"));
	trial_free(&trial);
}

int main(void)
{
	lang_start("en");
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_merging), cmocka_unit_test(test_refusals),
	                                   cmocka_unit_test(test_a_reader), cmocka_unit_test(test_it_is_what_would_be)};
	return cmocka_run_group_tests(tests, setup, teardown);
}
