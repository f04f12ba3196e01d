/* Computed figures and the reasons behind them, asked for by name; and what verify says of rows that are not what the
 * records give. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/lang.h"
#include "base/memory.h"
#include "register/figures.h"
#include "register/summary.h"
#include "register/edit.h"
#include "register/verify.h"
#include "support/store.h"

static struct test_store test;

static const char records[] =
	"supplier name=L\n"
	"system name=A|criticality=3\n"
	"component system=SYS-0001|product=X|version=1|layer=database|vendor_end=2026-11-12|remedy=replace_system\n"
	"component system=SYS-0001|product=Y|version=1|layer=hardware|vendor_end=2028-11-12|own_end=2027-12-31|"
	"remedy=upgrade\n"
	"component system=SYS-0001|product=Z\n"
	"contract name=K|supplier=LEV-0001|start=2020-01-01|end=2026-12-31|option_months=24;12|options_used=1|"
	"option_notice_months=6|notice_months=3|renewal=none|signed=2019-12-01\n"
	"contract name=T|supplier=LEV-0001|start=2020-01-01|running=yes|notice_months=3|terminated=2026-11-01\n"
	"contract_system contract=AVT-0001|system=SYS-0001|part=main\n"
	"service name=S\n"
	"support service=SRV-0001|system=SYS-0001\n"
	"opportunity title=O|start=2026-01-01|baseline_end=2026-10-28|end=2026-11-01|budget=1000|forecast=1250.50\n"
	"opportunity title=P|start=2026-01-01|baseline_end=2026-01-11|delivered=2026-01-10|budget=400|spent=300|forecast=500\n"
	"opportunity title=Q\n"
	"opportunity title=R|stage=realised|baseline_end=2026-01-11|end=2026-01-11|budget=400|spent=300\n"
	"milestone opportunity=OPP-0001|title=M|due=2026-11-20\n";

static int setup(void **state)
{
	(void)state;
	test_store_open(&test);
	test_put_records(&test, records);
	assert_true(summary_refresh_all(&test.session, NULL));
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	test_store_close(&test);
	return 0;
}

/* On 2026-11-22. A system of criticality 3 bought in an unknown way takes 12 + 9 + 6 months. */
static const struct {
	uint8_t entity;
	record_id id;
	const char *figure, *value;
	enum reason_id first; /* 0: no reasons */
} cases[] = {
	{E_component, 1, "support_ends", "2026-11-12", REASON_support_vendor},
	{E_component, 1, "act_by", "", REASON_support_vendor},
	{E_component, 1, "obsolescence", "100.00", REASON_support_vendor},
	{E_component, 2, "support_ends", "2028-11-12", REASON_act_by},
	{E_component, 2, "act_by", "2026-12-31", REASON_act_by}, /* our own end, less 12 months for hardware */
	{E_component, 3, "support_ends", "", REASON_support_not_known},
	{E_component, 3, "obsolescence", "", REASON_support_not_known},
	{E_contract, 1, "current_end", "2028-12-31", REASON_contract_in_force},
	{E_contract, 1, "final_end", "2029-12-31", REASON_contract_in_force},
	{E_contract, 1, "last_notice_day", "2028-09-30", REASON_contract_in_force},
	{E_contract, 1, "option_notice_day", "2028-06-30", REASON_contract_in_force},
	{E_contract, 1, "exit_if_noticed", "2027-02-22", REASON_contract_in_force},
	{E_contract, 1, "ends_by_termination", "", REASON_contract_in_force},
	{E_contract, 1, "state", "in_force", REASON_contract_in_force},
	{E_contract, 2, "ends_by_termination", "2027-02-01", REASON_contract_in_force},
	{E_contract, 2, "current_end", "2027-02-01", REASON_contract_in_force},
	{E_contract, 2, "exit_if_noticed", "", REASON_contract_in_force},
	{E_system, 1, "support_ends", "2026-11-12", REASON_support_vendor},
	{E_system, 1, "act_by", "2026-12-31", REASON_act_by},
	{E_system, 1, "decide_by", "2024-08-12", REASON_decide_by},
	{E_system, 1, "decide_state", "passed", REASON_decide_by},
	{E_system, 1, "decide_trigger", "support_end", REASON_decide_by},
	{E_system, 1, "earliest", "2029-02-22", REASON_decide_by},
	{E_system, 1, "gap", "28", REASON_decide_by},
	{E_system, 1, "obsolescence", "100.00", REASON_obsolescence},
	{E_system, 1, "unknown_components", "1", REASON_none},
	{E_system, 1, "disposition", "", REASON_none},
	{E_service, 1, "decide_by", "2024-08-12", REASON_none},
	{E_service, 1, "support_ends", "2026-11-12", REASON_none},
	{E_opportunity, 1, "days_late", "25", REASON_variance_planned},
	{E_opportunity, 1, "late_share", "8.33", REASON_variance_planned},
	{E_opportunity, 1, "over_budget", "250.50", REASON_variance_budget},
	{E_opportunity, 1, "over_share", "25.05", REASON_variance_budget},
	{E_opportunity, 2, "days_late", "-1", REASON_variance_planned},
	{E_opportunity, 2, "late_share", "-10", REASON_variance_planned},
	{E_opportunity, 2, "over_budget", "-100.00", REASON_variance_budget},
	{E_opportunity, 2, "over_share", "-25", REASON_variance_budget},
	{E_opportunity, 3, "days_late", "", REASON_none},
	{E_opportunity, 4, "days_late", "", REASON_none},
	{E_opportunity, 4, "over_budget", "-100.00", REASON_variance_budget},
	{E_opportunity, 3, "over_budget", "", REASON_none},
	{E_milestone, 1, "days_late", "2", REASON_variance_planned},
};

static void test_each_figure(void **state)
{
	struct view *view = view_open(test.store, NULL);
	struct figures *figures = figures_new(view, NULL, test.session.today);
	const struct value_writer writer = view_writer(view, false);
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const struct field *figure = figure_find(schema_entity(cases[i].entity), slice_of(cases[i].figure));
		struct record record;
		struct reasons reasons;
		struct text out = {0};
		if (figure == NULL)
			fail_msg("there is no figure %s", cases[i].figure);
		assert_true(view_record(view, (struct ref){cases[i].entity, cases[i].id}, &record));
		struct value value = figures_value(figures, &record, figure);
		text_append_text(&out, "");
		value_append(&out, figure, &value, &writer);
		if (strcmp(out.data, cases[i].value) != 0)
			fail_msg("%s of %u:%u is \"%s\", not \"%s\"", cases[i].figure, cases[i].entity, cases[i].id, out.data,
			         cases[i].value);
		text_free(&out);
		assert_int_equal(figures_reasons(figures, &record, figure, &reasons), cases[i].first != REASON_none);
		if (cases[i].first != REASON_none && reasons.items[0].id != cases[i].first)
			fail_msg("%s of %u:%u: the first reason is %u, not %u", cases[i].figure, cases[i].entity, cases[i].id,
			         reasons.items[0].id, cases[i].first);
	}
	figures_free(&figures);
	view_close(&view);
}

static void note(void *context, const char *line)
{
	text_append_text(context, line);
	text_append_text(context, "\n");
}

static void verify(struct text *said, struct verify_report *report)
{
	struct view *view = view_open(test.store, NULL);
	text_clear(said);
	text_append_text(said, "");
	*report = (struct verify_report){0};
	register_verify(view, NULL, note, NULL, said, report);
	view_close(&view);
}

static void put_row(struct ref ref, const struct summary *row)
{
	struct changes *changes = test_changes(&test);
	summary_put(changes, ref, row);
	test_commit(&changes);
}

static void test_a_row_that_is_not_so(void **state)
{
	static const struct ref rows[] = {{E_system, 1}, {E_service, 1}};
	static const char *const said_of[] = {"SYS-0001: its summary row is not what its records give\n",
	                                      "SRV-0001: its summary row is not what its records give\n"};
	struct verify_report report;
	struct text said = {0}, search = {0};
	(void)state;
	verify(&said, &report);
	assert_string_equal(said.data, "");
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct view *view = view_open(test.store, NULL);
		struct summary right, wrong;
		assert_true(summary_read(view, rows[i], &right));
		text_clear(&search);
		text_append(&search, right.search);
		right.search = text_slice(&search);
		view_close(&view);
		wrong = right;
		wrong.gap++;
		put_row(rows[i], &wrong);
		verify(&said, &report);
		assert_non_null(strstr(said.data, said_of[i]));
		assert_true(report.faults > 0);
		put_row(rows[i], &right);
	}
	verify(&said, &report);
	assert_string_equal(said.data, "");
	test_put(&test, E_system, 0, "name=Without");
	verify(&said, &report);
	assert_string_equal(said.data, "SYS-0002: its summary row is not there, or cannot be read\n");
	test_remove(&test, E_system, 2);
	text_free(&search);
	text_free(&said);
}

/* The systems' rows are of another day: what a service's row is put together from holds no more, which it says
 * itself. */
static void test_a_row_of_a_day_that_has_passed(void **state)
{
	struct ref service = {E_service, 1};
	struct verify_report report;
	struct text said = {0};
	struct record record;
	struct summary row;
	struct draft draft;
	struct error error = {0};
	(void)state;
	struct view *view = view_open(test.store, NULL);
	assert_true(view_record(view, service, &record));
	draft_init(&draft, record.entity);
	draft_copy_record(&draft, &record);
	uint32_t revision = record_revision(&record);
	view_close(&view);
	draft_set_text(&draft, F_service_name, SLICE("Another name"));
	test.session.today += 400;
	assert_true(register_save(&test.session, &draft, &service, revision, SLICE(""), &error));
	draft_free(&draft);
	view = view_open(test.store, NULL);
	assert_true(summary_read(view, service, &row));
	assert_false(summary_holds(&row, test.session.today, row.parameters));
	view_close(&view);
	verify(&said, &report);
	assert_string_equal(said.data, "");
	row.search = SLICE("other words");
	put_row(service, &row);
	verify(&said, &report);
	assert_string_equal(said.data, "SRV-0001: its summary row is not what its records give\n");
	test.session.today -= 400;
	text_free(&said);
}

int main(void)
{
	lang_start("en");
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_each_figure),
	                                   cmocka_unit_test(test_a_row_that_is_not_so),
	                                   cmocka_unit_test(test_a_row_of_a_day_that_has_passed)};
	return cmocka_run_group_tests(tests, setup, teardown);
}
