/* Leaving a system, what a contract covers and what rests on a supplier; the musts as a ledger. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/lang.h"
#include "base/memory.h"
#include "conf/conf.h"
#include "register/committees.h"
#include "register/exits.h"
#include "support/store.h"

static struct test_store test;
static struct conf *conf;

/* System 1 answers everything with a contract in force; 2 nothing; 3 stands in two contracts of which one has ended. */
static const char records[] =
	"unit name=Town|kind=organisation\n"
	"unit name=Social committee|kind=committee|parent=UNI-0001\n"
	"unit name=Home care|kind=department|parent=UNI-0002\n"
	"unit name=School committee|kind=committee|parent=UNI-0001\n"
	"supplier name=Group\n"
	"supplier name=Daughter|part_of=LEV-0001\n"
	"supplier name=Other\n"
	"system name=A|unit=UNI-0003|criticality=2|supplier=LEV-0002|data_owned=yes|open_standards=yes|open_api=yes|"
	"data_export=yes|export_tested=2026-01-10|exit_plan=P|exit_tested=2026-02-01|exit_cost=100000|alternative=B|"
	"documentation=yes\n"
	"system name=B|data_owned=no|open_standards=partly|operated_by=LEV-0001\n"
	"system name=C|data_owned=no|open_standards=no|open_api=no|maintained_by=LEV-0003\n"
	"system name=D|phase=retired|supplier=LEV-0001\n"
	"usage system=SYS-0001|unit=UNI-0004\n"
	"usage system=SYS-0001|unit=UNI-0003|to=2026-01-01\n"
	"contract name=K1|supplier=LEV-0003|start=2024-01-01|end=2027-12-31|notice_months=3|renewal=tacit|renewal_months=12|"
	"transition_help=yes|termination_right=yes\n"
	"contract name=K2|supplier=LEV-0002|start=2025-01-01|end=2028-06-30|renewal=none|transition_help=partly|"
	"termination_right=no|exit_cost=250000\n"
	"contract name=K3|supplier=LEV-0001|start=2020-01-01|end=2021-12-31|renewal=none|termination_right=yes\n"
	"contract_system contract=AVT-0001|system=SYS-0001|part=main\n"
	"contract_system contract=AVT-0002|system=SYS-0003|part=support\n"
	"contract_system contract=AVT-0003|system=SYS-0003|part=main\n"
	"commitment contract=AVT-0002|text=The data is ours|must=data_owned|clause=7.2\n"
	"commitment contract=AVT-0003|text=An interface|must=open_api\n"
	"licence name=L|system=SYS-0002|metric=site|supplier=LEV-0003\n"
	"finding id=EXI-05:SYS-0003|rule=EXI-05|about=SYS-0003|state=accepted|accepted_until=2027-01-31\n"
	"finding id=EXI-06:SYS-0003|rule=EXI-06|about=SYS-0003|state=accepted|accepted_until=2026-11-21\n";

static int setup(void **state)
{
	(void)state;
	test_store_open(&test);
	conf = conf_new();
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

static const struct {
	record_id system;
	int32_t lower, upper;
	size_t contracts;
	money_t cost;
	const char *released;
	enum must_state musts[MUSTS];
} systems[] = {
	{1, 10000, 10000, 1, 10000000, "2027-12-31", {[MUST_DATA_OWNED] = MUST_MET, MUST_MET, MUST_MET}},
	/* everything but the data, which is not ours, may be so */
	{2, 0, 9000, 0, NUMBER_UNSET, "", {[MUST_DATA_OWNED] = MUST_MISSING, MUST_MISSING, MUST_NOT_KNOWN}},
	/* partly help ½, price known 1; no to the data, the right to terminate and the interface (half a question) */
	{3, 1500, 7000, 1, 25000000, "2028-06-30", {[MUST_DATA_OWNED] = MUST_PROMISED, MUST_WAIVED, MUST_MISSING}},
};

static void test_each_system(void **state)
{
	struct view *view = view_open(test.store, NULL);
	struct exits *exits = exits_new(view, conf, test.session.today);
	(void)state;
	for (size_t i = 0; i < COUNT_OF(systems); i++) {
		struct exit_standing standing;
		struct record system;
		day_t released = DAY_UNSET;
		assert_true(view_record(view, (struct ref){E_system, systems[i].system}, &system));
		assert_true(systems[i].released[0] == 0 || day_parse(slice_of(systems[i].released), &released, NULL));
		exits_read(exits, &system, &standing);
		assert_int_equal(standing.readiness.lower, systems[i].lower);
		assert_int_equal(standing.readiness.upper, systems[i].upper);
		assert_int_equal(standing.contracts, systems[i].contracts);
		assert_true(standing.cost == systems[i].cost);
		assert_int_equal(standing.released, released);
		for (int must = 1; must < MUSTS; must++)
			if (standing.musts[must].state != systems[i].musts[must])
				fail_msg("system %u, must %d: %d", systems[i].system, must, (int)standing.musts[must].state);
	}
	exits_free(&exits);
	view_close(&view);
}

static void test_where_the_ledger_comes_from(void **state)
{
	struct view *view = view_open(test.store, NULL);
	struct exits *exits = exits_new(view, conf, test.session.today);
	struct exit_standing standing;
	struct record system;
	(void)state;
	assert_true(view_record(view, (struct ref){E_system, 3}, &system));
	exits_read(exits, &system, &standing);
	assert_int_equal(standing.musts[MUST_DATA_OWNED].by.entity, E_commitment);
	assert_int_equal(standing.musts[MUST_OPEN_STANDARDS].by.entity, E_finding);
	assert_int_equal(standing.musts[MUST_OPEN_STANDARDS].until, day_from_civil(2027, 1, 31));
	assert_int_equal(standing.musts[MUST_OPEN_API].by.entity, 0);
	assert_int_equal(standing.cost_ref.entity, E_contract);
	assert_false(standing.cost_estimated);
	exits_free(&exits);
	view_close(&view);
}

static const struct {
	struct ref about;
	const char *systems;
} resting[] = {
	{{E_system, 2}, "2"},
	{{E_contract, 2}, "3"},
	{{E_contract, 1}, "1"},
	{{E_supplier, 1}, "123"}, /* its daughter's system and contract, what it operates; the retired one not */
	{{E_supplier, 2}, "13"},
	{{E_supplier, 3}, "123"}, /* a contract, a licence, what it maintains */
};

static void test_what_rests_on_it(void **state)
{
	struct view *view = view_open(test.store, NULL);
	(void)state;
	for (size_t i = 0; i < COUNT_OF(resting); i++) {
		struct system_list list = {0};
		char found[8] = "";
		exits_systems(view, resting[i].about, test.session.today, &list);
		for (size_t j = 0; j < list.count; j++)
			found[j] = (char)('0' + list.ids[j]);
		assert_string_equal(found, resting[i].systems);
		system_list_free(&list);
	}
	view_close(&view);
}

static bool note_committee(void *context, record_id committee)
{
	struct text *out = context;
	text_printf(out, "%u ", committee);
	return true;
}

static void test_committees(void **state)
{
	struct view *view = view_open(test.store, NULL);
	struct text found = {0};
	struct record system;
	(void)state;
	assert_int_equal(committee_of(view, 3), 2);
	assert_int_equal(committee_of(view, 2), 2);
	assert_int_equal(committee_of(view, 1), 0);
	assert_true(view_record(view, (struct ref){E_system, 1}, &system));
	committees_of_system(view, &system, test.session.today, note_committee, &found);
	assert_string_equal(found.data, "2 4 ");
	text_free(&found);
	view_close(&view);
}

int main(void)
{
	lang_start("en");
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_each_system),
	                                   cmocka_unit_test(test_where_the_ledger_comes_from),
	                                   cmocka_unit_test(test_what_rests_on_it), cmocka_unit_test(test_committees)};
	return cmocka_run_group_tests(tests, setup, teardown);
}
