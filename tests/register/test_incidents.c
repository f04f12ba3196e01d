/* What comes again among the incidents of a register, and the shares of F19 over two years. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "register/incidents.h"
#include "support/store.h"

#define TODAY day_from_civil(2026, 11, 22)
#define SYSTEMS "system name=A\nsystem name=B\ncomponent system=SYS-0001|product=P\ncomponent " \
	"system=SYS-0001|product=Q\n"
#define OPENED(day, more) "incident system=SYS-0001|title=T|opened=" day "|" more "\n"
#define THREE(more) OPENED("2026-08-24", more) OPENED("2026-10-01", more) OPENED("2026-11-22", more)

static const struct {
	const char *name, *records, *patterns; /* "SYS-0001 CMP-0001 inlogg: INC-0001 INC-0002 INC-0003 of PRB-0001; …" */
} cases[] = {
	{"three in ninety days", SYSTEMS THREE("component=CMP-0001|category=Inlogg"),
	 "SYS-0001 CMP-0001 Inlogg: INC-0001 INC-0002 INC-0003; "},
	{"a day too far apart", SYSTEMS OPENED("2026-08-23", "category=x") OPENED("2026-10-01", "category=x")
	 OPENED("2026-11-22", "category=x"), ""},
	{"the same word in other letters, and the oldest says how it is written", SYSTEMS
	 OPENED("2026-10-03", "category=inloggning ÅTER") OPENED("2026-10-01", "category= Inloggning åter ")
	 OPENED("2026-10-02", "category=INLOGGNING ÅTER"), "SYS-0001 Inloggning åter: INC-0002 INC-0003 INC-0001; "},
	{"of another part, of another sort, of no sort", SYSTEMS OPENED("2026-10-01", "component=CMP-0001|category=x")
	 OPENED("2026-10-01", "component=CMP-0002|category=x") OPENED("2026-10-01", "category=x")
	 OPENED("2026-10-01", "component=CMP-0001|category=y") THREE("component=CMP-0002"), ""},
	{"one of them has a problem behind it already", SYSTEMS "problem system=SYS-0001|title=P\n" THREE("category=x")
	 "incident system=SYS-0001|title=T|opened=2026-11-01|category=x|problem=PRB-0001\n",
	 "SYS-0001 x: INC-0001 INC-0002 INC-0003 of PRB-0001; "},
	{"the problem of another part, of something else, and one that is solved", SYSTEMS
	 "problem system=SYS-0001|title=P|component=CMP-0002\nproblem system=SYS-0001|title=P\n"
	 "problem system=SYS-0001|title=P|state=solved\n" THREE("category=x")
	 "incident system=SYS-0001|title=T|opened=2026-11-01|category=y|problem=PRB-0002\n"
	 "incident system=SYS-0001|title=T|opened=2026-11-01|category=x|problem=PRB-0003\n", "SYS-0001 x: INC-0001 "
		"INC-0002 INC-0003; "},
	{"what lies more than a year back is history", SYSTEMS OPENED("2025-11-21", "category=x")
	 OPENED("2025-11-22", "category=x") OPENED("2025-11-23", "category=x"), ""},
	{"what is to come is none", SYSTEMS OPENED("2026-11-23", "category=x") OPENED("2026-11-22", "category=x")
	 OPENED("2026-11-21", "category=x"), ""},
	{"each system for itself, the latest first", SYSTEMS THREE("category=x")
	 "incident system=SYS-0002|title=T|opened=2026-01-01|category=x\nincident "
		"system=SYS-0002|title=T|opened=2026-01-02|category=x\n"
	 "incident system=SYS-0002|title=T|opened=2026-01-03|category=x\n",
	 "SYS-0001 x: INC-0001 INC-0002 INC-0003; SYS-0002 x: INC-0004 INC-0005 INC-0006; "},
};

static void append_patterns(struct text *out, const struct incident_patterns *patterns, const struct view *view)
{
	for (size_t i = 0; i < patterns->count; i++) {
		const struct incident_pattern *pattern = &patterns->items[i];
		view_append_code(view, pattern->system, out);
		text_append_char(out, ' ');
		if (ref_is_set(pattern->component)) {
			view_append_code(view, pattern->component, out);
			text_append_char(out, ' ');
		}
		text_append(out, pattern->category);
		text_append_char(out, ':');
		for (size_t n = 0; n < pattern->count; n++) {
			text_append_char(out, ' ');
			view_append_code(view, patterns->incidents[pattern->from + n], out);
			assert_ptr_equal(incident_pattern_of(patterns, patterns->incidents[pattern->from + n]), pattern);
		}
		if (ref_is_set(pattern->problem)) {
			text_append_text(out, " of ");
			view_append_code(view, pattern->problem, out);
		}
		text_append_text(out, "; ");
	}
}

static void patterns_are_found(void **state)
{
	(void)state;
	for (size_t c = 0; c < COUNT_OF(cases); c++) {
		struct test_store test;
		struct incident_patterns patterns = {0};
		struct text found = {0};
		test_store_open(&test);
		test_put_records(&test, cases[c].records);
		struct view *view = view_open(test.store, NULL);
		incident_patterns_read(&patterns, view, pattern_limits(NULL, TODAY), NULL, NULL);
		append_patterns(&found, &patterns, view);
		if (strcmp(found.data == NULL ? "" : found.data, cases[c].patterns) != 0)
			fail_msg("%s: %s", cases[c].name, found.data == NULL ? "" : found.data);
		incident_patterns_free(&patterns);
		text_free(&found);
		view_close(&view);
		test_store_close(&test);
	}
}

static void a_year_says(void **state)
{
	(void)state;
	struct test_store test;
	struct incident_period periods[2] = {{.from = day_from_civil(2025, 11, 23), .to = TODAY},
	                                     {.from = day_from_civil(2024, 11, 23), .to = day_from_civil(2025, 11, 22)}};
	test_store_open(&test);
	test_put_records(&test, SYSTEMS
		"release_plan system=SYS-0001|version=1|start=2025-11-20|end=2025-11-23|state=released|change=urgent\n"
		"release_plan system=SYS-0001|version=2|start=2026-01-01|state=released|planned_ahead=no\n"
		"release_plan system=SYS-0001|version=3|start=2025-11-22|state=failed\n"
		"release_plan system=SYS-0001|version=4|start=2026-01-01\n"
		"release_plan system=SYS-0002|version=5|start=2026-01-01|state=released|planned_ahead=yes|change=normal\n"
		OPENED("2025-11-23", "cause=own_change|downtime_minutes=30|cost=100") OPENED("2026-01-01", "caused_by=RLP-0002")
		OPENED("2026-01-01", "cause=use|caused_by=RLP-0005|closed=2026-01-02|downtime_minutes=0")
		OPENED("2026-11-22", "cause=unknown") OPENED("2025-11-22", "cause=own_change"));
	struct view *view = view_open(test.store, NULL);
	incident_periods_read(periods, 2, view, NULL, NULL);
	assert_int_equal(periods[0].counts.incidents, 4);
	assert_int_equal(periods[0].counts.known, 3);
	assert_int_equal(periods[0].counts.own_change, 2);
	assert_int_equal(periods[0].counts.made, 3);
	assert_int_equal(periods[0].counts.failed, 1); /* what the users did is not the release's fault */
	assert_int_equal(periods[0].counts.kind_stated, 2);
	assert_int_equal(periods[0].counts.urgent, 1);
	assert_int_equal(periods[0].counts.ahead_stated, 2);
	assert_int_equal(periods[0].counts.not_ahead, 1);
	assert_int_equal(periods[0].downtime_minutes, 30);
	assert_int_equal(periods[0].downtime_stated, 2);
	assert_int_equal(periods[0].cost, 10000);
	assert_int_equal(periods[0].cost_stated, 1);
	assert_int_equal(periods[0].open, 3);
	assert_int_equal(periods[1].counts.incidents, 1);
	assert_int_equal(periods[1].counts.made, 1);
	assert_int_equal(periods[1].counts.failed, 1);
	view_close(&view);
	test_store_close(&test);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(patterns_are_found), cmocka_unit_test(a_year_says)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
