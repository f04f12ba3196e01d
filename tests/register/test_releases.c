/* The calendar of releases read from the register: what stands in the way of each, and the freezes of the wheel. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "register/releases.h"
#include "support/store.h"

#define TODAY day_from_civil(2026, 11, 22)
#define SYSTEMS "system name=A\nsystem name=B\nsystem name=C\n"
#define RELEASE(system, days, more) "release_plan system=SYS-000" system "|version=1|" days "|" more "\n"
#define MARCH "start=2027-03-01|end=2027-03-05"
#define BOTH(more) SYSTEMS RELEASE("1", MARCH, more) RELEASE("2", "start=2027-03-05", more)

static const struct {
	const char *name, *records;
	const char *conflicts; /* "RLP-0001 RLP-0002 2027-03-05..2027-03-05 system SYS-0001; …" */
} cases[] = {
	{"nothing in common", BOTH(""), ""},
	{"one system, which says all there is to say", SYSTEMS "component system=SYS-0001|product=P\n"
	 RELEASE("1", MARCH, "") RELEASE("1", "start=2027-03-05", ""),
	 "RLP-0001 RLP-0002 2027-03-05..2027-03-05 system SYS-0001; "},
	{"joined by an integration", BOTH("") "integration from_system=SYS-0002|to_system=SYS-0001\n",
	 "RLP-0001 RLP-0002 2027-03-05..2027-03-05 integration INT-0001; "},
	{"one of them is what it runs through", BOTH("") "integration from_system=SYS-0003|to_system=SYS-0001|via=SYS-0002\n",
	 "RLP-0001 RLP-0002 2027-03-05..2027-03-05 integration INT-0001; "},
	{"an integration that is closed joins nothing", BOTH("")
	 "integration from_system=SYS-0002|to_system=SYS-0001|state=closed\n", ""},
	{"a critical service", BOTH("") "service name=S|criticality=3\nsupport service=SRV-0001|system=SYS-0001\n"
	 "support service=SRV-0001|system=SYS-0002\n", "RLP-0001 RLP-0002 2027-03-05..2027-03-05 service SRV-0001; "},
	{"a service that matters less, and one that is over by then", BOTH("") "service name=S|criticality=2\n"
	 "service name=T|criticality=4|to=2027-02-28\n"
	 "support service=SRV-0001|system=SYS-0001\nsupport service=SRV-0001|system=SYS-0002\n"
	 "support service=SRV-0002|system=SYS-0001\nsupport service=SRV-0002|system=SYS-0002\n", ""},
	{"a product, however it is written", BOTH("") "component system=SYS-0001|product=Post-gre SQL\n"
	 "component system=SYS-0002|product=postgresql\ncomponent system=SYS-0002|product=Oracle\n",
	 "RLP-0001 RLP-0002 2027-03-05..2027-03-05 product CMP-0001; "},
	{"a product that the catalogue knows by two names", BOTH("") "product name=postgresql\n"
	 "release product=PRD-0001|cycle=14\ncomponent system=SYS-0001|product=PG|version=14|release=REL-0001\n"
	 "component system=SYS-0002|product=postgresql|version=14|release=REL-0001\n",
	 "RLP-0001 RLP-0002 2027-03-05..2027-03-05 product PRD-0001; "},
	{"whoever answers for both", "person name=P|login=p\n" BOTH("responsible=PRS-0001"),
	 "RLP-0001 RLP-0002 2027-03-05..2027-03-05 person PRS-0001; "},
	{"several things in common are one conflict", "person name=P|login=p\n" BOTH("responsible=PRS-0001")
	 "integration from_system=SYS-0002|to_system=SYS-0001\nintegration from_system=SYS-0001|to_system=SYS-0002\n",
	 "RLP-0001 RLP-0002 2027-03-05..2027-03-05 integration INT-0001 person PRS-0001; "},
	{"made already, called off, or over", SYSTEMS RELEASE("1", MARCH, "state=released") RELEASE("1", MARCH,
		"state=cancelled")
	 RELEASE("1", MARCH, "state=approved") RELEASE("2", "start=2026-11-01|end=2026-11-21", "")
	 RELEASE("2", "start=2026-11-01", ""), ""},
	{"a freeze over the turn of the year", SYSTEMS RELEASE("1", "start=2027-01-05|end=2027-01-20", "")
	 RELEASE("2", "start=2027-01-08", "") "event title=F|kind=freeze|recurs=yearly|month=12|day=15|length_days=24\n"
	 "event title=M|kind=meeting|recurs=monthly\n", "RLP-0001 EVT-0001 2027-01-05..2027-01-07; "},
	{"a freeze without a month has no place", SYSTEMS RELEASE("1", MARCH, "")
	 "event title=F|kind=freeze|recurs=yearly\n", ""},
	{"a freeze of a unit concerns what it answers for, uses or offers a service with",
	 "unit name=U\nunit name=V|parent=UNI-0001\nunit name=W\nsystem name=A|unit=UNI-0002\nsystem name=B|unit=UNI-0003\n"
	 "system name=C|unit=UNI-0003\nsystem name=D|unit=UNI-0003\nusage system=SYS-0002|unit=UNI-0002\n"
	 "usage system=SYS-0004|unit=UNI-0002|to=2027-01-31\nservice name=S|unit=UNI-0001\n"
	 "support service=SRV-0001|system=SYS-0003\n"
	 "event title=F|kind=freeze|recurs=once|year=2027|month=3|unit=UNI-0001\n"
	 RELEASE("1", "start=2027-03-01", "") RELEASE("2", "start=2027-03-02", "") RELEASE("3", "start=2027-03-03", "")
	 RELEASE("4", "start=2027-03-04", ""), "RLP-0001 EVT-0001 2027-03-01..2027-03-01; "
	 "RLP-0002 EVT-0001 2027-03-02..2027-03-02; RLP-0003 EVT-0001 2027-03-03..2027-03-03; "},
};

static const char *const bonds[RELEASE_BONDS] = {NULL, "system", "integration", "service", "product", "person"};

static void append_conflict(struct text *out, const struct release_calendar *calendar,
                            const struct release_conflict *conflict, const struct view *view)
{
	char from[DAY_TEXT_SIZE], to[DAY_TEXT_SIZE];
	struct ref other = ref_is_set(conflict->event) ? conflict->event : calendar->rows[conflict->second].ref;
	view_append_code(view, calendar->rows[conflict->first].ref, out);
	text_append_char(out, ' ');
	view_append_code(view, other, out);
	text_printf(out, " %s..%s", day_text(conflict->from, from), day_text(conflict->to, to));
	for (int bond = 1; bond < RELEASE_BONDS; bond++)
		if (ref_is_set(conflict->shared[bond])) {
			text_printf(out, " %s ", bonds[bond]);
			view_append_code(view, conflict->shared[bond], out);
		}
	text_append_text(out, "; ");
}

static void conflicts_are_found(void **state)
{
	(void)state;
	for (size_t c = 0; c < COUNT_OF(cases); c++) {
		struct test_store test;
		struct release_calendar calendar;
		struct text found = {0};
		test_store_open(&test);
		test_put_records(&test, cases[c].records);
		struct view *view = view_open(test.store, NULL);
		release_calendar_read(&calendar, view, TODAY, TODAY, NULL, NULL);
		for (size_t i = 0; i < calendar.conflict_count; i++)
			append_conflict(&found, &calendar, &calendar.conflicts[i], view);
		if (strcmp(found.data == NULL ? "" : found.data, cases[c].conflicts) != 0)
			fail_msg("%s: %s", cases[c].name, found.data == NULL ? "" : found.data);
		assert_int_equal(calendar.unplaced, strstr(cases[c].name, "without a month") != NULL);
		release_calendar_free(&calendar);
		text_free(&found);
		view_close(&view);
		test_store_close(&test);
	}
}

static bool is_not_b(void *context, const struct record *system)
{
	(void)context;
	return !slice_equal(record_text(system, F_system_name), SLICE("B"));
}

/* What is made and over is left out; what somebody may not see is counted. */
static void rows_are_what_is_ahead_and_what_was_lately(void **state)
{
	(void)state;
	struct test_store test;
	struct release_calendar calendar;
	test_store_open(&test);
	test_put_records(&test, SYSTEMS RELEASE("1", "start=2027-01-01", "") RELEASE("1", "start=2020-01-01", "state=testing")
	                 RELEASE("1", "start=2026-10-01|end=2026-11-01", "state=released")
	                 RELEASE("1", "start=2026-10-01|end=2026-10-31", "state=released") RELEASE("2", MARCH, ""));
	struct view *view = view_open(test.store, NULL);
	release_calendar_read(&calendar, view, TODAY, day_from_civil(2026, 11, 1), is_not_b, NULL);
	static const record_id ids[] = {2, 3, 1};
	assert_int_equal(calendar.count, COUNT_OF(ids));
	for (size_t i = 0; i < COUNT_OF(ids); i++)
		assert_int_equal(calendar.rows[i].ref.id, ids[i]);
	assert_int_equal(calendar.hidden, 1);
	release_calendar_free(&calendar);
	view_close(&view);
	test_store_close(&test);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(conflicts_are_found),
	                                   cmocka_unit_test(rows_are_what_is_ahead_and_what_was_lately)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
