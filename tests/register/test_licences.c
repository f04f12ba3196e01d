/* Positions of the licences of a register: pools over systems, seats, what units count, what may not be seen. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <inttypes.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "register/holders.h"
#include "register/licences.h"
#include "support/store.h"

#define TODAY day_from_civil(2026, 11, 22)
#define SYSTEM "system name=A\n"
#define NAMED "licence name=L|metric=named_user|unit_cost=100|period=year|quantity="
#define PEOPLE                                                                                                         \
	"person name=P\nperson name=Left|active_to=2026-11-21\nperson name=Away|absent_from=2026-01-01\n"                 \
	"person name=LastDay|active_to=2026-11-22\n"
#define UNITS                                                                                                          \
	"unit name=K|employees=3535|inhabitants_served=42300\nunit name=F|parent=UNI-0001|employees=300\n"                \
	"unit name=G|parent=UNI-0002|employees=20\nunit name=H|parent=UNI-0001\n"

/* "LIC-0001 2 10-7=3 yearly 1000 unused 300 left 1 idle 0": the first lot, lots, entitled, used, balance. */
static const struct {
	const char *name, *records, *rows;
} cases[] = {
	{"nobody is listed", SYSTEM NAMED "10|system=SYS-0001\n", "LIC-0001 1 10-?=?; "},
	{"a seat for each, whatever rows", SYSTEM PEOPLE NAMED "10\nlicence_use licence=LIC-0001|person=PRS-0001\n"
	 "licence_use licence=LIC-0001|person=PRS-0001|to=2026-11-22\nlicence_use licence=LIC-0001|device=PC\n",
	 "LIC-0001 1 10-2=8 unused 80000; "},
	{"not begun, and over", SYSTEM PEOPLE NAMED "10\nlicence_use licence=LIC-0001|person=PRS-0001|from=2026-11-23\n"
	 "licence_use licence=LIC-0001|person=PRS-0003|to=2026-11-21\n", "LIC-0001 1 10-0=10 unused 100000; "},
	{"left, away, and here on the last day", SYSTEM PEOPLE NAMED "4\n"
	 "licence_use licence=LIC-0001|person=PRS-0002|last_used=2026-11-01\n"
	 "licence_use licence=LIC-0001|person=PRS-0003|last_used=2025-11-01\n"
	 "licence_use licence=LIC-0001|person=PRS-0004|last_used=2026-08-23\n"
	 "licence_use licence=LIC-0001|person=PRS-0001|last_used=2026-08-24\n",
	 "LIC-0001 1 4-4=0 left 1 idle 1; "},
	{"one pool over two systems, in other letters", "system name=A\nsystem name=B\n"
	 NAMED "10|system=SYS-0002|pool=Acme Office\n" NAMED "5|system=SYS-0001|pool=ACME office\n" PEOPLE
	 "licence_use licence=LIC-0002|person=PRS-0001\nlicence_use licence=LIC-0001|person=PRS-0001\n",
	 "LIC-0001 2 15-1=14 unused 140000; "},
	{"the same text counted otherwise is another pool", SYSTEM NAMED "10|pool=X\n"
	 "licence name=D|metric=device|quantity=3|measured_use=4|pool=X\n",
	 "LIC-0002 1 3-4=-1 missing ?; LIC-0001 1 10-?=?; "},
	{"no pool is no pool in common", SYSTEM NAMED "1\n" NAMED "2\n", "LIC-0001 1 1-?=?; LIC-0002 1 2-?=?; "},
	{"what is missing most comes first, then what is unused most", SYSTEM
	 "licence name=C|metric=core|quantity=4|measured_use=3|unit_cost=9|period=year\n"
	 "licence name=C|metric=core|quantity=4|measured_use=4|unit_cost=9|period=year\n"
	 "licence name=C|metric=core|quantity=4|measured_use=3|unit_cost=10|period=year\n"
	 "licence name=C|metric=core|quantity=4|measured_use=5|unit_cost=9|period=month\n"
	 "licence name=C|metric=core|quantity=4|measured_use=5|unit_cost=10|period=month\n",
	 "LIC-0005 1 4-5=-1 missing 12000; LIC-0004 1 4-5=-1 missing 10800; LIC-0003 1 4-3=1 unused 1000; "
	 "LIC-0001 1 4-3=1 unused 900; LIC-0002 1 4-4=0; "},
	{"employees of the nearest unit that says", UNITS "system name=A|unit=UNI-0003\n"
	 "licence name=E|metric=employee|quantity=25|system=SYS-0001\n", "LIC-0001 1 25-20=5 unused ?; "},
	{"inhabitants two steps up", UNITS "system name=A|unit=UNI-0003\n"
	 "licence name=E|metric=inhabitant|quantity=42000|system=SYS-0001\n", "LIC-0001 1 42000-42300=-300 missing ?; "},
	{"pupils nobody states", UNITS "system name=A|unit=UNI-0003\n"
	 "licence name=E|metric=pupil|quantity=25|system=SYS-0001|measured_use=3\n", "LIC-0001 1 25-?=?; "},
	{"units that use it, not the one that looks after it; what lies within another once", UNITS
	 "unit name=I|employees=50\nsystem name=A|unit=UNI-0003\n"
	 "usage system=SYS-0001|unit=UNI-0002\nusage system=SYS-0001|unit=UNI-0003\nusage system=SYS-0001|unit=UNI-0005\n"
	 "licence name=E|metric=employee|quantity=400|system=SYS-0001\n", "LIC-0001 1 400-350=50 unused ?; "},
	{"two units that lead to the same count", UNITS "unit name=I|parent=UNI-0001\nsystem name=A\n"
	 "usage system=SYS-0001|unit=UNI-0004\nusage system=SYS-0001|unit=UNI-0005\n"
	 "licence name=E|metric=employee|quantity=4000|system=SYS-0001\n", "LIC-0001 1 4000-3535=465 unused ?; "},
	{"a unit that no longer uses it", UNITS "system name=A|unit=UNI-0003\n"
	 "usage system=SYS-0001|unit=UNI-0002|to=2026-11-21\nlicence name=E|metric=employee|quantity=25|system=SYS-0001\n",
	 "LIC-0001 1 25-20=5 unused ?; "},
	{"of no system: the contract's unit", UNITS "supplier name=S\ncontract name=C|supplier=LEV-0001|start=2020-01-01|"
	 "unit=UNI-0002\n"
	 "licence name=E|metric=employee|quantity=250|contract=AVT-0001\n", "LIC-0001 1 250-300=-50 missing ?; "},
	{"a site, with seats nobody counts", SYSTEM PEOPLE "licence name=S|metric=site|unit_cost=5|period=year\n"
	 "licence_use licence=LIC-0001|person=PRS-0002\n", "LIC-0001 1 ?-?=? left 1; "},
};

static void append_count(struct text *out, const char *before, int64_t number)
{
	text_append_text(out, before);
	if (number == NUMBER_UNSET)
		text_append_char(out, '?');
	else
		text_printf(out, "%" PRId64, number);
}

static void append_row(struct text *out, const struct licence_row *row, const struct view *view)
{
	const struct licence_position *position = &row->position;
	view_append_code(view, row->licence, out);
	text_printf(out, " %zu ", row->lots);
	append_count(out, "", position->entitled);
	append_count(out, "-", position->required);
	append_count(out, "=", position->balance);
	if (position->unused > 0)
		append_count(out, " unused ", position->unused_yearly);
	if (position->missing > 0)
		append_count(out, " missing ", row->missing_yearly);
	if (row->counts.left > 0)
		append_count(out, " left ", (int64_t)row->counts.left);
	if (row->counts.idle > 0)
		append_count(out, " idle ", (int64_t)row->counts.idle);
	text_append_text(out, "; ");
}

static struct licence_rows read_rows(const struct view *view, record_id system,
                                     bool (*see)(void *, const struct record *), void *context)
{
	struct licence_reader *reader = licence_reader_new(view, NULL, TODAY);
	struct licence_rows rows = {0};
	licence_rows_read(&rows, reader, system, see, context);
	licence_reader_free(&reader);
	return rows;
}

static void check_rows(const char *name, const struct view *view, record_id system, const char *wanted)
{
	struct licence_rows rows = read_rows(view, system, NULL, NULL);
	struct text found = {0};
	for (size_t i = 0; i < rows.count; i++)
		append_row(&found, &rows.items[i], view);
	if (strcmp(found.data == NULL ? "" : found.data, wanted) != 0)
		fail_msg("%s: %s, not %s", name, found.data, wanted);
	text_free(&found);
	licence_rows_free(&rows);
}

static void pools_are_positioned(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct test_store test;
		test_store_open(&test);
		test_put_records(&test, cases[i].records);
		struct view *view = view_open(test.store, NULL);
		check_rows(cases[i].name, view, 0, cases[i].rows);
		view_close(&view);
		test_store_close(&test);
	}
}

#define TWO_SYSTEMS                                                                                                    \
	"system name=A\nsystem name=B\n" NAMED "10|system=SYS-0001|pool=X\n" NAMED "5|system=SYS-0002|pool=x\n"           \
	NAMED "6|system=SYS-0002|pool=x\n" NAMED "1|system=SYS-0002\n" NAMED "2\n"

static void of_one_system_each_pool_once(void **state)
{
	(void)state;
	struct test_store test;
	test_store_open(&test);
	test_put_records(&test, TWO_SYSTEMS);
	struct view *view = view_open(test.store, NULL);
	check_rows("all", view, 0, "LIC-0001 3 21-?=?; LIC-0004 1 1-?=?; LIC-0005 1 2-?=?; ");
	check_rows("the second", view, 2, "LIC-0001 3 21-?=?; LIC-0004 1 1-?=?; ");
	check_rows("the first", view, 1, "LIC-0001 3 21-?=?; ");
	check_rows("one that is not there", view, 9, "");
	view_close(&view);
	test_store_close(&test);
}

static bool not_the_second_system(void *context, const struct record *record)
{
	(void)context;
	return record->entity->number != E_system || record->id != 2;
}

static bool not_the_fifth_licence(void *context, const struct record *record)
{
	(void)context;
	return record->entity->number != E_licence || record->id != 5;
}

/* A pool of which part may not be seen is not told in part. */
static void what_may_not_be_seen_is_left_out_whole(void **state)
{
	(void)state;
	struct test_store test;
	test_store_open(&test);
	test_put_records(&test, TWO_SYSTEMS);
	struct view *view = view_open(test.store, NULL);
	struct licence_rows rows = read_rows(view, 0, not_the_second_system, NULL);
	assert_int_equal(rows.count, 1);
	assert_int_equal(rows.items[0].licence.id, 5);
	assert_int_equal(rows.hidden, 4);
	licence_rows_free(&rows);
	rows = read_rows(view, 0, not_the_fifth_licence, NULL);
	assert_int_equal(rows.count, 2);
	assert_int_equal(rows.hidden, 1);
	licence_rows_free(&rows);
	view_close(&view);
	test_store_close(&test);
}

static void sums_count_what_they_do_not_know(void **state)
{
	(void)state;
	struct test_store test;
	struct licence_sums sums = {0};
	test_store_open(&test);
	test_put_records(&test, SYSTEM
	                 "licence name=C|metric=core|quantity=4|measured_use=3|unit_cost=9|period=year\n"
	                 "licence name=C|metric=core|quantity=4|measured_use=5|unit_cost=9|period=month\n"
	                 "licence name=C|metric=core|quantity=4|measured_use=6|unit_cost=9|period=once\n"
	                 "licence name=C|metric=core|quantity=4|measured_use=6|unit_cost=9\n"
	                 "licence name=C|metric=core|quantity=9|unit_cost=1|period=year\n"
	                 "licence name=C|metric=site|unit_cost=1|period=year\n");
	struct view *view = view_open(test.store, NULL);
	struct licence_rows rows = read_rows(view, 0, NULL, NULL);
	for (size_t i = 0; i < rows.count; i++)
		licence_sums_add(&sums, &rows.items[i]);
	assert_int_equal(sums.pools, 6);
	assert_int_equal(sums.yearly, 3600 + 43200 + 900 + 100);
	assert_int_equal(sums.unpriced, 1);
	assert_int_equal(sums.unknown, 1);
	assert_int_equal(sums.unused_pools, 1);
	assert_int_equal(sums.unused_yearly, 900);
	assert_int_equal(sums.short_pools, 3);
	assert_int_equal(sums.short_unpriced, 1);
	assert_int_equal(sums.missing_yearly, 10800);
	assert_int_equal(sums.missing_once, 1800);
	licence_rows_free(&rows);
	view_close(&view);
	test_store_close(&test);
}

static void holders_have_left_or_are_away(void **state)
{
	(void)state;
	struct test_store test;
	test_store_open(&test);
	test_put_records(&test, PEOPLE);
	struct view *view = view_open(test.store, NULL);
	struct holders *holders = holders_new(view, TODAY);
	static const struct {
		record_id person;
		bool there, left, away;
	} people[] = {{1, true, false, false}, {2, true, true, false}, {3, true, false, true}, {4, true, false, false},
	              {5, false, true, false}, {0, false, true, false}, {99, false, true, false}};
	for (size_t i = 0; i < COUNT_OF(people); i++) {
		const struct holder *holder = holder_of(holders, people[i].person);
		assert_int_equal(holder->there, people[i].there);
		assert_int_equal(holder->left, people[i].left);
		assert_int_equal(holder->away, people[i].away);
	}
	holders_free(&holders);
	view_close(&view);
	test_store_close(&test);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pools_are_positioned),
		cmocka_unit_test(of_one_system_each_pool_once),
		cmocka_unit_test(what_may_not_be_seen_is_left_out_whole),
		cmocka_unit_test(sums_count_what_they_do_not_know),
		cmocka_unit_test(holders_have_left_or_are_away),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
