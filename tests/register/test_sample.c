/* The sample municipality as the register works it out, held to what tests/sample/clock.py works out from the files
 * alone: two programs by the same text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "register/summary.h"
#include "support/sample.h"

static struct test_store test;
static struct view *view;

static int load(void **state)
{
	struct error error = {0};
	(void)state;
	test_store_open(&test);
	sample_load(&test);
	view = view_open(test.store, &error);
	return view == NULL;
}

static int unload(void **state)
{
	(void)state;
	view_close(&view);
	test_store_close(&test);
	return 0;
}

static const char *state_name(uint8_t state)
{
	static const char *names[] = {[DECISION_NONE] = "none", [DECISION_PASSED] = "passed", [DECISION_NOW] = "now",
		[DECISION_SOON] = "soon", [DECISION_OPEN] = "open", [DECISION_DECIDED] = "decided"};
	return names[state];
}

static void append_clock(struct text *out, const struct record *system, const struct summary *summary)
{
	static const char *forces[] = {"-", "must", "may"};
	char day[DAY_TEXT_SIZE];
	struct slice name = record_text(system, F_system_name);
	text_printf(out, "%.*s|%s|%s|%s\n", (int)name.size, name.data, state_name(summary->state),
	            summary->decide_by == DAY_UNSET ? "-" : day_text(summary->decide_by, day), forces[summary->trigger_force]);
}

static bool has_clock(const struct record *system)
{
	uint8_t phase = record_choice(system, F_system_phase);
	return phase >= PHASE_INTRODUCTION && phase <= PHASE_PHASE_OUT;
}

static void expect_line(struct text *clocks, FILE *expected)
{
	char line[400] = "";
	assert_non_null(fgets(line, sizeof line, expected));
	assert_string_equal(text_slice(clocks).data, line);
	text_clear(clocks);
}

static void clocks_are_as_worked_out_apart(void **state)
{
	struct records *systems = records_new(view, E_system);
	FILE *expected = fopen(SOURCE_DIR "/tests/sample/clocks.txt", "r");
	struct text clock = {0};
	struct record system;
	struct summary summary;
	(void)state;
	assert_non_null(expected);
	for (bool there = records_first(systems, &system); there; there = records_next(systems, &system)) {
		assert_true(summary_read(view, record_self(&system), &summary));
		if (!has_clock(&system))
			continue;
		append_clock(&clock, &system, &summary);
		expect_line(&clock, expected);
	}
	assert_int_equal(fgetc(expected), EOF);
	fclose(expected);
	text_free(&clock);
	records_free(&systems);
}

static void at_most_one_in_ten_is_passed(void **state)
{
	struct records *systems = records_new(view, E_system);
	struct record system;
	struct summary summary;
	unsigned clocks = 0, passed = 0;
	(void)state;
	for (bool there = records_first(systems, &system); there; there = records_next(systems, &system)) {
		clocks += has_clock(&system);
		passed += summary_read(view, record_self(&system), &summary) && summary.state == DECISION_PASSED;
	}
	assert_in_range(passed, 1, clocks / 10);
	records_free(&systems);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(clocks_are_as_worked_out_apart),
		cmocka_unit_test(at_most_one_in_ten_is_passed),
	};
	return cmocka_run_group_tests(tests, load, unload);
}
