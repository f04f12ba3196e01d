/* Timelines, costs and alternatives on the screen: how they look, at two sizes, in two languages, in ASCII and without
 * colours; that each key does what its hint says; that every sum opens the rows that make it up. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "model/schema.h"
#include "support/golden_screens.h"
#include "support/register_screens.h"

/* ---- how they look ---- */

/* One after the other in one session; each begins from the desk. */
static const struct {
	const char *name, *keys;
} pictures[] = {
	{"timeline", "gj"},
	{"timeline-closer", "gj|+|+|l"},
	{"timeline-record", "gs|/hemtj\r|\r|t"},
	{"timeline-days", "gs|/barn\r|\r|t|w"},
	{"costs", "gs|/lön\r|\r|C"},
	{"cost-lines", "gs|/lön\r|\r|C|\r"},
	{"alternatives", "gn|/lön\r|\r|C"},
};

static const struct {
	const char *name, *language;
	int rows, columns;
	bool ascii;
	const char *type;
} looks[] = {
	{"pictures-sv-80x24", "sv", 24, 80, false, NULL},
	{"pictures-en-200x50", "en", 50, 200, false, NULL},
	{"pictures-sv-200x50-ascii", "sv", 50, 200, true, NULL},
	{"pictures-en-80x24-ascii", "en", 24, 80, true, NULL},
	{"pictures-sv-80x24-console", "sv", 24, 80, false, "linux"},
};

static void only_ascii_is_sent(struct test_terminal *terminal)
{
	size_t size;
	const char *bytes = test_terminal_received(terminal, &size);
	for (size_t i = 0; i < size; i++)
		if ((unsigned char)bytes[i] >= 0x80)
			fail_msg("byte %02x is sent in ASCII", (unsigned char)bytes[i]);
}

/* Neither blocks nor braille, which the fonts of consoles lack: U+2580–25AF and U+2800–28FF. */
static void no_blocks_are_sent(struct test_terminal *terminal)
{
	size_t size;
	const char *bytes = test_terminal_received(terminal, &size);
	for (size_t i = 0; i + 2 < size; i++) {
		unsigned char first = (unsigned char)bytes[i], second = (unsigned char)bytes[i + 1];
		if (first == 0xe2 && (second == 0x96 || (second >= 0xa0 && second <= 0xa3)) &&
			memcmp(bytes + i, "▲", 3) != 0 && memcmp(bytes + i, "▼", 3) != 0)
			fail_msg("%.3s is sent to a console", bytes + i);
	}
}

static void pictures_of(size_t look)
{
	char name[100];
	struct test_terminal *terminal = small_register_look(&(struct looking){.small = &small, .login = "admin",
		.language = looks[look].language, .ascii = looks[look].ascii, .mono = true, .rows = looks[look].rows,
		.columns = looks[look].columns, .type = looks[look].type});
	for (size_t i = 0; i < COUNT_OF(pictures); i++) {
		keys(terminal, ESC);
		golden_type(terminal, "gd");
		golden_type(terminal, pictures[i].keys);
		snprintf(name, sizeof name, "%s/%s", looks[look].name, pictures[i].name);
		golden_compare(name, test_terminal_text(terminal));
	}
	if (looks[look].ascii)
		only_ascii_is_sent(terminal);
	if (looks[look].type != NULL)
		no_blocks_are_sent(terminal);
	test_terminal_end(&terminal);
}

static void they_look_so(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(looks); i++)
		pictures_of(i);
}

/* ---- timelines ---- */

static void years_are_moved_about_in(void **state)
{
	static const struct {
		const char *keys, *there, *gone;
	} steps[] = {
		{"gj", "2030", "2028-01"}, {"+", "2028", "2030"}, {"+", "2028-01", ""}, {"+", "2026-10", "2028-01"},
		{"+", "Closer than a year", ""}, {"-", "2028-01", "Closer than"}, {"--", "2030", "2028-01"}, {"-", "2033", ""},
		{"-", "2038", "2033"}, {"-", "Wider than twenty", ""}, {"l", "2042", "Wider than"}, {"T", "2038", "2042"},
		{"h", "2016", "2038"}, {"h", "2012", ""},
	};
	struct test_terminal *terminal = look_as("admin", 24, 80);
	(void)state;
	for (size_t i = 0; i < COUNT_OF(steps); i++) {
		keys(terminal, steps[i].keys);
		test_terminal_expect(terminal, steps[i].there);
		if (*steps[i].gone != '\0')
			test_terminal_expect_gone(terminal, steps[i].gone);
	}
	leave(&terminal);
}

/* The filter, the order and the marks of a list are taken along. */
static void a_list_becomes_a_timeline_as_it_is_shown(void **state)
{
	struct test_terminal *terminal = look_as("admin", 24, 80);
	(void)state;
	keys(terminal, "gs");
	keys(terminal, "/tj" ENTER);
	keys(terminal, "t");
	test_terminal_expect(terminal, "Timeline");
	test_terminal_expect(terminal, "Hemtj");
	assert_false(test_terminal_shows(terminal, "Arkivet"));
	keys(terminal, ESC); /* the filter goes first */
	test_terminal_expect(terminal, "Arkivet");
	keys(terminal, ESC);
	test_terminal_expect_gone(terminal, "Timeline");
	keys(terminal, ESC);
	keys(terminal, "<" "  "); /* the first two */
	keys(terminal, "t");
	test_terminal_expect(terminal, "Arkivet");
	test_terminal_expect(terminal, "E-tj");
	assert_false(test_terminal_shows(terminal, "Hemtj"));
	leave(&terminal);
}

/* From all systems to what belongs to one, and from there to each record. */
static void enter_goes_deeper(void **state)
{
	struct test_terminal *terminal = look_as("admin", 24, 120);
	(void)state;
	keys(terminal, "gj");
	keys(terminal, "/hemtj" ENTER);
	keys(terminal, ENTER);
	test_terminal_expect(terminal, "PostgreSQL");
	test_terminal_expect(terminal, "Component");
	keys(terminal, DOWN DOWN ENTER);
	test_terminal_expect(terminal, "End of support");
	leave(&terminal);
}

/* A day in words is the day that the record has. */
static void w_tells_the_days(void **state)
{
	struct test_terminal *terminal = look_as("admin", 24, 80);
	(void)state;
	keys(terminal, "gs");
	keys(terminal, "/barn" ENTER);
	keys(terminal, "t");
	keys(terminal, "w");
	test_terminal_expect(terminal, "2016-05-01  begins");
	test_terminal_expect(terminal, "2026-12-30  decide by");
	test_terminal_expect(terminal, "2028-06-30  the term ends");
	leave(&terminal);
}

/* What a system is made of is for those who look after it. */
static void components_are_not_drawn_for_everybody(void **state)
{
	struct test_terminal *terminal = look_as("anna.berg", 24, 80);
	(void)state;
	keys(terminal, "gs");
	keys(terminal, "/hemtj" ENTER);
	keys(terminal, ENTER);
	keys(terminal, "t");
	test_terminal_expect(terminal, "PostgreSQL"); /* she is its manager */
	leave(&terminal);
	small_register_change(&small, E_person, 4, "name=Nils Nyman|login=nils.nyman|access=reader|unit=UNI-0001");
	terminal = look_as("nils.nyman", 24, 80);
	keys(terminal, "gs");
	keys(terminal, "/hemtj" ENTER);
	keys(terminal, ENTER);
	keys(terminal, "t");
	test_terminal_expect(terminal, "Timeline");
	assert_false(test_terminal_shows(terminal, "PostgreSQL"));
	leave(&terminal);
}

/* ---- costs ---- */

/* The amount at the end of a row: the last column of digits and commas, before the share that is estimated. */
static void amount_of(const char *row, char amount[32])
{
	struct slice rest = slice_of(row), word;
	*amount = '\0';
	while (slice_next(&rest, ' ', &word))
		if (word.size > 4 && word.size < 20 && memchr(word.data, ',', word.size) != NULL)
			snprintf(amount, 32, "%.*s", (int)word.size, word.data);
}

static void selected_row(struct test_terminal *terminal, char amount[32])
{
	int row, column;
	assert_true(test_terminal_find(terminal, "\xe2\x96\xb8", &row, &column));
	amount_of(test_terminal_row(terminal, row), amount);
}

#define SUMS 5

/* Groups and years, undiscounted, reconcile to the krona with the rows that they open. */
static void every_sum_opens_the_rows_that_make_it_up(void **state)
{
	struct test_terminal *terminal = look_as("admin", 50, 160);
	int compared = 0;
	(void)state;
	keys(terminal, "gs");
	keys(terminal, "/l\xc3\xb6n" ENTER);
	keys(terminal, ENTER);
	keys(terminal, "C");
	keys(terminal, DOWN DOWN DOWN DOWN DOWN); /* past the present values */
	for (int i = 0; i < SUMS; i++) {
		char amount[32], sum[32];
		int row, column;
		selected_row(terminal, amount);
		keys(terminal, ENTER);
		test_terminal_expect(terminal, "Sum ");
		assert_true(test_terminal_find(terminal, "Sum ", &row, &column));
		amount_of(test_terminal_row(terminal, row), sum);
		assert_string_equal(amount, sum);
		compared += *amount != '\0';
		keys(terminal, ESC);
		keys(terminal, DOWN);
	}
	assert_int_equal(compared, SUMS);
	leave(&terminal);
}

static void a_row_leads_to_what_it_rests_on(void **state)
{
	struct test_terminal *terminal = look_as("admin", 24, 80);
	(void)state;
	keys(terminal, "gs");
	keys(terminal, "/l\xc3\xb6n" ENTER);
	keys(terminal, ENTER);
	keys(terminal, "C");
	keys(terminal, ENTER);
	test_terminal_expect(terminal, "L\xc3\xb6nesystem, 2026, ");
	keys(terminal, ENTER);
	test_terminal_expect(terminal, "800,000");
	leave(&terminal);
}

/* Going on as it is opens the systems that it is made from, an alternative itself. */
static void alternatives_open_what_they_are(void **state)
{
	struct test_terminal *terminal = look_as("admin", 24, 80);
	(void)state;
	keys(terminal, "gn");
	keys(terminal, "/l\xc3\xb6n" ENTER);
	keys(terminal, "C");
	test_terminal_expect(terminal, "A  As it is");
	keys(terminal, ENTER);
	test_terminal_expect(terminal, "Systems as they are");
	test_terminal_expect(terminal, "nesystem");
	keys(terminal, ESC);
	keys(terminal, DOWN ENTER);
	test_terminal_expect(terminal, "2,000,000");
	keys(terminal, ESC);
	keys(terminal, ESC);
	keys(terminal, "p");
	test_terminal_expect_gone(terminal, "A  As it is");
	keys(terminal, "C"); /* from the way of the opportunity too */
	test_terminal_expect(terminal, "A  As it is");
	leave(&terminal);
}

static void where_nothing_is_known_it_says_so(void **state)
{
	struct test_terminal *terminal = look_as("admin", 24, 80);
	(void)state;
	keys(terminal, "gs");
	keys(terminal, "/arkivet" ENTER);
	keys(terminal, ENTER);
	keys(terminal, "C");
	test_terminal_expect(terminal, "No cost is known.");
	leave(&terminal);
}

/* ---- craft ---- */

static void a_move_is_cheap_and_idle_costs_nothing(void **state)
{
	static const char *const ways[] = {"gj", "gs|/l\xc3\xb6n\r|\r|C", "gs|/hemtj\r|\r|t"};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(ways); i++) {
		struct test_terminal *terminal = look_as("admin", 60, 200);
		golden_type(terminal, ways[i]);
		keys(terminal, DOWN);
		test_terminal_bytes(terminal);
		keys(terminal, DOWN);
		assert_in_range(test_terminal_bytes(terminal), 1, 90);
		test_terminal_settle(terminal, 3 * TEST_QUIET);
		assert_int_equal(test_terminal_bytes(terminal), 0);
		leave(&terminal);
	}
}

static void any_size_will_do(void **state)
{
	static const char *const ways[] = {"gj", "gs|/l\xc3\xb6n\r|\r|C", "gn|/l\xc3\xb6n\r|\r|C"};
	static const int sizes[][2] = {{12, 40}, {100, 300}, {1, 1}, {24, 80}};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(ways); i++) {
		struct test_terminal *terminal = look_as("admin", 24, 80);
		golden_type(terminal, ways[i]);
		for (size_t s = 0; s < COUNT_OF(sizes); s++) {
			test_terminal_resize(terminal, sizes[s][0], sizes[s][1]);
			test_terminal_settle(terminal, TEST_QUIET);
		}
		test_terminal_expect(terminal, i == 0 ? "Timeline" : i == 1 ? "Life-cycle cost" : "As it is");
		leave(&terminal);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(they_look_so),
		cmocka_unit_test(years_are_moved_about_in),
		cmocka_unit_test(a_list_becomes_a_timeline_as_it_is_shown),
		cmocka_unit_test(enter_goes_deeper),
		cmocka_unit_test(w_tells_the_days),
		cmocka_unit_test(components_are_not_drawn_for_everybody),
		cmocka_unit_test(every_sum_opens_the_rows_that_make_it_up),
		cmocka_unit_test(a_row_leads_to_what_it_rests_on),
		cmocka_unit_test(alternatives_open_what_they_are),
		cmocka_unit_test(where_nothing_is_known_it_says_so),
		cmocka_unit_test(a_move_is_cheap_and_idle_costs_nothing),
		cmocka_unit_test(any_size_will_do),
	};
	return cmocka_run_group_tests(tests, register_screens_setup, register_screens_teardown);
}
