/* Releases that meet: cases, and random ones beside a search through every two and every day. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "lifecycle/release.h"
#include "model/schema.h"
#include "support/chance.h"

#define MOST 8

static const struct {
	const char *name;
	struct {
		uint8_t bond;
		uint32_t what, release;
		const char *from, *to;
	} touches[MOST]; /* ends where `from` is NULL */
	const char *since, *meetings; /* "1 2 system 7 2027-03-01..2027-03-05; " in the order in which they are told */
} cases[] = {
	{"on one day", {{RELEASE_SYSTEM, 7, 1, "2027-03-01", "2027-03-05"}, {RELEASE_SYSTEM, 7, 2, "2027-03-05",
		"2027-03-09"}},
	 "2027-01-01", "1 2 1 7 2027-03-05..2027-03-05; "},
	{"the day after is none", {{RELEASE_SYSTEM, 7, 1, "2027-03-01", "2027-03-05"}, {RELEASE_SYSTEM, 7, 2,
		"2027-03-06", "2027-03-09"}},
	 "2027-01-01", ""},
	{"one within the other", {{RELEASE_PERSON, 7, 2, "2027-03-03", "2027-03-04"}, {RELEASE_PERSON, 7, 1,
		"2027-03-01", "2027-03-31"}},
	 "2027-01-01", "1 2 5 7 2027-03-03..2027-03-04; "},
	{"without an end it is one day", {{RELEASE_SYSTEM, 7, 1, "2027-03-03", NULL}, {RELEASE_SYSTEM, 7, 2,
		"2027-03-03", NULL},
	 {RELEASE_SYSTEM, 7, 3, "2027-03-04", NULL}}, "2027-01-01", "1 2 1 7 2027-03-03..2027-03-03; "},
	{"other things, and things of another sort with the same number",
	 {{RELEASE_SYSTEM, 7, 1, "2027-03-01", NULL}, {RELEASE_SYSTEM, 8, 2, "2027-03-01", NULL}, {RELEASE_SERVICE, 7,
		3, "2027-03-01", NULL}},
	 "2027-01-01", ""},
	{"a system with the product twice", {{RELEASE_PRODUCT, 7, 1, "2027-03-01", NULL}, {RELEASE_PRODUCT, 7, 1,
		"2027-03-01", NULL},
	 {RELEASE_PRODUCT, 7, 2, "2027-03-01", NULL}}, "2027-01-01", "1 2 4 7 2027-03-01..2027-03-01; "},
	{"what lies behind is left", {{RELEASE_SYSTEM, 7, 1, "2027-03-01", "2027-03-05"}, {RELEASE_SYSTEM, 7, 2,
		"2027-03-02", "2027-03-09"}},
	 "2027-03-06", ""},
	{"its last day is told", {{RELEASE_SYSTEM, 7, 1, "2027-03-01", "2027-03-05"}, {RELEASE_SYSTEM, 7, 2,
		"2027-03-02", "2027-03-09"}},
	 "2027-03-05", "1 2 1 7 2027-03-02..2027-03-05; "},
	{"three at once are three", {{RELEASE_SYSTEM, 7, 3, "2027-03-01", NULL}, {RELEASE_SYSTEM, 7, 2, "2027-03-01", NULL},
	 {RELEASE_SYSTEM, 7, 1, "2027-03-01", NULL}}, "2027-01-01",
	 "1 2 1 7 2027-03-01..2027-03-01; 1 3 1 7 2027-03-01..2027-03-01; 2 3 1 7 2027-03-01..2027-03-01; "},
};

static day_t day_of(const char *text)
{
	day_t day = DAY_UNSET;
	if (text != NULL)
		assert_true(day_parse(slice_of(text), &day, NULL));
	return day;
}

static void append_meeting(void *context, const struct release_meeting *meeting)
{
	char from[DAY_TEXT_SIZE], to[DAY_TEXT_SIZE];
	text_printf(context, "%u %u %u %u %s..%s; ", meeting->first, meeting->second, meeting->bond, meeting->what,
	            day_text(meeting->from, from), day_text(meeting->to, to));
}

static void meetings_are_found(void **state)
{
	(void)state;
	for (size_t c = 0; c < COUNT_OF(cases); c++) {
		struct release_touch touches[MOST];
		struct text found = {0};
		size_t count = 0;
		for (; count < MOST && cases[c].touches[count].from != NULL; count++)
			touches[count] = (struct release_touch){cases[c].touches[count].bond, cases[c].touches[count].what,
			                                        cases[c].touches[count].release, day_of(cases[c].touches[count].from),
			                                        day_of(cases[c].touches[count].to)};
		release_find_meetings(touches, count, day_of(cases[c].since), append_meeting, &found);
		if (strcmp(found.data == NULL ? "" : found.data, cases[c].meetings) != 0)
			fail_msg("%s: %s", cases[c].name, found.data == NULL ? "" : found.data);
		text_free(&found);
	}
}

/* ---- beside a search through every two and every day ---- */

#define RELEASES 9
#define THINGS 3
#define SPAN 40

struct world {
	bool touches[RELEASES][RELEASE_BONDS][THINGS], days[RELEASES][SPAN];
	unsigned told;
	day_t since;
};

/* Exactly the days that both have. */
static void compare_meeting(void *context, const struct release_meeting *meeting)
{
	struct world *world = context;
	bool any = false;
	assert_true(meeting->first < meeting->second);
	assert_true(world->touches[meeting->first][meeting->bond][meeting->what]);
	assert_true(world->touches[meeting->second][meeting->bond][meeting->what]);
	for (day_t day = 0; day < SPAN; day++) {
		bool shared = world->days[meeting->first][day] && world->days[meeting->second][day];
		assert_int_equal(shared, day >= meeting->from && day <= meeting->to);
		any = any || (shared && day >= world->since);
	}
	assert_true(any);
	world->told++;
}

static unsigned count_meetings(const struct world *world)
{
	unsigned count = 0;
	for (int a = 0; a < RELEASES; a++)
		for (int b = a + 1; b < RELEASES; b++)
			for (int thing = 0; thing < RELEASE_BONDS * THINGS; thing++) {
				bool shared = false;
				for (day_t day = world->since; day < SPAN; day++)
					shared = shared || (world->days[a][day] && world->days[b][day]);
				count += shared && world->touches[a][thing / THINGS][thing % THINGS] &&
				         world->touches[b][thing / THINGS][thing % THINGS];
			}
	return count;
}

static void try_one(void)
{
	struct world world = {.since = (day_t)chance(SPAN)};
	struct release_touch touches[RELEASES * RELEASE_BONDS * THINGS];
	size_t count = 0;
	for (uint32_t release = 0; release < RELEASES; release++) {
		day_t from = (day_t)chance(SPAN), to = from + (day_t)chance(12);
		to = to < SPAN ? to : SPAN - 1;
		for (day_t day = from; day <= to; day++)
			world.days[release][day] = true;
		for (uint8_t bond = 1; bond < RELEASE_BONDS; bond++)
			for (uint32_t what = 0; what < THINGS; what++)
				if (chance(3) == 0) {
					world.touches[release][bond][what] = true;
					touches[count++] = (struct release_touch){bond, what, release, from, to == from ? DAY_UNSET : to};
				}
	}
	release_find_meetings(touches, count, world.since, compare_meeting, &world);
	assert_int_equal(world.told, count_meetings(&world));
}

static void random_ones_are_all_found(void **state)
{
	(void)state;
	for (unsigned round = 0; round < 1500; round++)
		try_one();
}

static void states_are_ahead_made_or_neither(void **state)
{
	(void)state;
	static const char *const kinds = "aaaammm-"; /* by state; 0 is not stated */
	for (uint8_t s = 0; s <= C_release_plan_state_cancelled; s++) {
		assert_int_equal(release_is_ahead(s), kinds[s] == 'a');
		assert_int_equal(release_is_made(s), kinds[s] == 'm');
		assert_int_equal(release_has_failed(s), s == C_release_plan_state_failed || s == C_release_plan_state_rolled_back);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(meetings_are_found), cmocka_unit_test(random_ones_are_all_found),
	                                   cmocka_unit_test(states_are_ahead_made_or_neither)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
