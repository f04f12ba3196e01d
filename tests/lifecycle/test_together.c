/* What can be bought together: cases, and random ones beside a slow search through every choice. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "lifecycle/together.h"
#include "support/chance.h"

#define MOST 12

struct line {
	uint32_t purchase;
	const char *end, *decide_by;
};

static const struct {
	const char *name;
	struct line options[MOST]; /* of one purchase in the order of their ends; ends where `end` is NULL */
	int64_t months;
	const char *sets; /* "1 2 2027-01-01..2027-06-30 by 2025-01-01; …" */
} cases[] = {
	{"two within a year", {{1, "2027-01-31", "2025-10-31"}, {2, "2028-01-31", "2026-10-31"}}, 12,
	 "1 2 2027-01-31..2028-01-31 by 2025-10-31"},
	{"a day more is too far", {{1, "2027-01-31", "2025-10-31"}, {2, "2028-02-01", "2026-10-31"}}, 12, ""},
	{"one alone", {{1, "2027-01-31", "2025-10-31"}}, 12, ""},
	{"two ends of one purchase are one purchase", {{1, "2027-01-31", NULL}, {1, "2027-06-30", NULL}}, 12, ""},
	{"a later end of what renews itself is waited for",
	 {{1, "2027-01-31", "2026-10-31"}, {1, "2028-01-31", "2027-10-31"}, {1, "2029-01-31", "2028-10-31"},
	  {2, "2029-06-30", "2027-06-30"}}, 12, "1 2 2029-01-31..2029-06-30 by 2027-06-30"},
	{"the largest set first", {{1, "2027-01-31", NULL}, {2, "2027-12-31", NULL}, {3, "2028-06-30", "2026-06-30"},
	                           {4, "2028-08-31", NULL}}, 12, "2 3 4 2027-12-31..2028-08-31 by 2026-06-30"},
	{"what is left can be a set of its own", {{1, "2027-01-31", NULL}, {2, "2027-02-28", NULL}, {3, "2030-06-30", NULL},
	                                          {4, "2030-08-31", NULL}, {5, "2030-09-30", NULL}}, 6,
	 "3 4 5 2030-06-30..2030-09-30 by ; 1 2 2027-01-31..2027-02-28 by "},
	{"a day of decision that nobody knows decides nothing", {{1, "2027-01-31", NULL}, {2, "2027-03-31", "2026-03-31"}},
	 12, "1 2 2027-01-31..2027-03-31 by 2026-03-31"},
};

static day_t day_of(const char *text)
{
	day_t day = DAY_UNSET;
	if (text != NULL)
		assert_true(day_parse(slice_of(text), &day, NULL));
	return day;
}

static void append_set(struct text *out, const struct together_set *set, const struct together_option members[])
{
	char first[DAY_TEXT_SIZE], last[DAY_TEXT_SIZE], by[DAY_TEXT_SIZE];
	if (out->size > 0)
		text_append_text(out, "; ");
	for (uint32_t purchase = 0; purchase < MOST; purchase++)
		for (size_t i = 0; i < set->count; i++)
			if (members[set->from + i].purchase == purchase)
				text_printf(out, "%u ", purchase);
	text_printf(out, "%s..%s by %s", day_text(set->first, first), day_text(set->last, last), day_text(set->join_by, by));
}

static void sets_are_found(void **state)
{
	(void)state;
	for (size_t c = 0; c < COUNT_OF(cases); c++) {
		struct together_option options[MOST], members[MOST];
		struct together_set sets[MOST];
		struct text found = {0};
		size_t count = 0;
		for (; count < MOST && cases[c].options[count].end != NULL; count++) {
			const struct line *line = &cases[c].options[count];
			bool later = count > 0 && line[-1].purchase == line->purchase;
			options[count] = (struct together_option){line->purchase, day_of(line->end), day_of(line->decide_by),
			                                          later ? day_of(line[-1].end) : DAY_UNSET};
		}
		size_t found_count = together_find(options, count, cases[c].months, members, sets);
		for (size_t i = 0; i < found_count; i++)
			append_set(&found, &sets[i], members);
		if (strcmp(found.data == NULL ? "" : found.data, cases[c].sets) != 0)
			fail_msg("%s: %s", cases[c].name, found.data == NULL ? "" : found.data);
		text_free(&found);
	}
}

/* ---- beside a search through everything ---- */

#define PURCHASES 6
#define ENDS 3

/* How many purchases have a day from `start` to `months` later. */
static unsigned count_within(day_t ends[PURCHASES][ENDS], const bool used[PURCHASES], day_t start, int64_t months)
{
	unsigned count = 0;
	for (unsigned p = 0; p < PURCHASES; p++) {
		bool within = false;
		for (unsigned e = 0; e < ENDS; e++)
			within = within || (ends[p][e] >= start && ends[p][e] <= day_add_months(start, months));
		count += within && !used[p];
	}
	return count;
}

static unsigned largest_left(day_t ends[PURCHASES][ENDS], const bool used[PURCHASES], int64_t months)
{
	unsigned most = 0;
	for (unsigned p = 0; p < PURCHASES; p++)
		for (unsigned e = 0; e < ENDS && !used[p]; e++) {
			unsigned count = count_within(ends, used, ends[p][e], months);
			most = count > most ? count : most;
		}
	return most;
}

static void try_one(void)
{
	day_t ends[PURCHASES][ENDS], decide[PURCHASES][ENDS];
	struct together_option options[PURCHASES * ENDS], members[PURCHASES];
	struct together_set sets[PURCHASES];
	bool used[PURCHASES] = {false};
	int64_t months = 1 + chance(12);
	size_t count = 0;
	for (unsigned p = 0; p < PURCHASES; p++)
		for (unsigned e = 0; e < ENDS; e++) {
			ends[p][e] = (e == 0 ? 20000 + (day_t)chance(900) : ends[p][e - 1] + 1 + (day_t)chance(400));
			decide[p][e] = ends[p][e] - (day_t)chance(700);
			options[count++] = (struct together_option){p, ends[p][e], decide[p][e], e == 0 ? DAY_UNSET : ends[p][e - 1]};
		}
	size_t found = together_find(options, count, months, members, sets);
	for (size_t s = 0; s < found; s++) {
		day_t join_by = DAY_UNSET;
		assert_int_equal(sets[s].count, largest_left(ends, used, months));
		for (size_t i = 0; i < sets[s].count; i++) {
			const struct together_option *member = &members[sets[s].from + i];
			assert_false(used[member->purchase]);
			used[member->purchase] = true;
			assert_in_range(member->end, sets[s].first, day_add_months(sets[s].first, months));
			join_by = day_earlier(join_by, member->decide_by);
		}
		assert_int_equal(sets[s].join_by, join_by);
	}
	assert_true(largest_left(ends, used, months) < 2);
}

static void random_ones_are_as_large_as_they_can_be(void **state)
{
	(void)state;
	chance_seed = 7;
	for (unsigned round = 0; round < 3000; round++)
		try_one();
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(sets_are_found),
	                                   cmocka_unit_test(random_ones_are_as_large_as_they_can_be)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
