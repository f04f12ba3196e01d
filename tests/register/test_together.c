/* What could be bought together, read from the register: by service and by what systems are used for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "register/together.h"
#include "support/store.h"

#define TODAY day_from_civil(2026, 11, 22)
#define SUPPLIER "supplier name=L\n"
#define SERVICE "service name=S\n"
/* Needs 6 and procurement 12 months, and the introduction: by criticality 6 (2) or 12 (4). */
#define SYSTEM(criticality) "system name=X|phase=in_use|criticality=" criticality "\n"
#define CONTRACT(fields) "contract name=K|supplier=LEV-0001|start=2020-01-01|" fields "\n"
#define COVERS(contract, system) "contract_system contract=AVT-000" contract "|system=SYS-000" system "|part=main\n"
#define RESTS(system) "support service=SRV-0001|system=SYS-000" system "\n"
#define TWO SUPPLIER SERVICE SYSTEM("2") SYSTEM("2") RESTS("1") RESTS("2")

static const struct {
	const char *name, *records;
	const char *sets; /* "SRV-0001: AVT-0001 AVT-0002, 200 by 2027-06-30; …" */
} cases[] = {
	{"two contracts of one service", TWO CONTRACT("end=2029-06-30|renewal=none|yearly_cost=100")
	 CONTRACT("end=2029-12-31|renewal=none|yearly_cost=100") COVERS("1", "1") COVERS("2", "2"),
	 "SRV-0001: AVT-0001 AVT-0002, 200 by 2027-06-30"},
	{"ends too far apart", TWO CONTRACT("end=2029-06-30|renewal=none") CONTRACT("end=2030-07-01|renewal=none")
	 COVERS("1", "1") COVERS("2", "2"), ""},
	{"one contract of two systems is one purchase", TWO CONTRACT("end=2029-06-30|renewal=none") COVERS("1", "1")
	 COVERS("1", "2"), ""},
	{"and is decided on when the first of them must be", SUPPLIER SERVICE SYSTEM("2") SYSTEM("4") SYSTEM("2") RESTS("1")
	 RESTS("2") RESTS("3") CONTRACT("end=2029-06-30|renewal=none|yearly_cost=100") CONTRACT("end=2029-12-31|renewal=none")
	 COVERS("1", "1") COVERS("1", "2") COVERS("2", "3"), "SRV-0001: AVT-0001 AVT-0002, 100 by 2026-12-30"},
	{"what renews itself is left at the end that fits", TWO
	 CONTRACT("end=2028-12-31|renewal=tacit|renewal_months=12|notice_months=3") CONTRACT("end=2031-06-30|renewal=none")
	 COVERS("1", "1") COVERS("2", "2"), "SRV-0001: AVT-0001 AVT-0002,  by 2028-12-31"},
	{"by what they are used for", SUPPLIER SYSTEM("2") SYSTEM("2") "capability name=F|code=F\n"
	 "system_capability system=SYS-0001|capability=F\nsystem_capability system=SYS-0002|capability=F\n"
	 "component system=SYS-0001|product=P|vendor_end=2029-06-30|remedy=replace_system\n"
	 "component system=SYS-0002|product=Q|vendor_end=2029-09-30|remedy=replace_system\n",
	 "F: SYS-0001 SYS-0002,  by 2027-06-30"},
	{"decided already, retired, or with nothing to decide", SUPPLIER SERVICE SYSTEM("2")
	 "system name=R|phase=retired\n" SYSTEM("2") SYSTEM("2") RESTS("1") RESTS("2") RESTS("3") RESTS("4")
	 CONTRACT("end=2029-06-30|renewal=none") CONTRACT("end=2029-06-30|renewal=none")
	 CONTRACT("end=2029-06-30|renewal=none|procurement_started=2026-01-01")
	 COVERS("1", "1") COVERS("2", "2") COVERS("3", "3"), ""},
};

static void append_set(struct text *out, const struct together *together, const struct joined_set *set,
                       const struct view *view)
{
	char day[DAY_TEXT_SIZE];
	text_append_text(out, out->size > 0 ? "; " : "");
	view_append_code(view, set->by, out);
	text_append_char(out, ':');
	for (size_t i = 0; i < set->count; i++) {
		text_append_char(out, ' ');
		view_append_code(view, together->purchases[together->joined[set->from + i].purchase].about, out);
	}
	text_append_text(out, ", ");
	if (set->unstated < set->count)
		text_printf(out, "%lld", (long long)set->yearly / 100);
	text_printf(out, " by %s", day_text(set->join_by, day));
}

static void sets_are_found(void **state)
{
	(void)state;
	for (size_t c = 0; c < COUNT_OF(cases); c++) {
		struct test_store test;
		struct together together;
		struct text found = {0};
		test_store_open(&test);
		test_put_records(&test, cases[c].records);
		struct view *view = view_open(test.store, NULL);
		together_read(&together, view, NULL, TODAY, NULL, NULL);
		for (size_t i = 0; i < together.set_count; i++)
			append_set(&found, &together, &together.sets[i], view);
		if (strcmp(found.data == NULL ? "" : found.data, cases[c].sets) != 0)
			fail_msg("%s: \"%s\", not \"%s\"", cases[c].name, found.data == NULL ? "" : found.data, cases[c].sets);
		together_free(&together);
		text_free(&found);
		view_close(&view);
		test_store_close(&test);
	}
}

static bool see_odd(void *context, const struct record *system)
{
	(void)context;
	return system->id % 2 == 1;
}

static void what_may_not_be_seen_is_counted_alone(void **state)
{
	struct test_store test;
	struct together together;
	(void)state;
	test_store_open(&test);
	test_put_records(&test, cases[0].records);
	struct view *view = view_open(test.store, NULL);
	together_read(&together, view, NULL, TODAY, see_odd, NULL);
	assert_int_equal(together.set_count, 0);
	assert_int_equal(together.hidden, 1);
	together_free(&together);
	view_close(&view);
	test_store_close(&test);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(sets_are_found),
	                                   cmocka_unit_test(what_may_not_be_seen_is_counted_alone)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
