/* The calendar of releases, the annual wheel and incidents, as somebody meets them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "model/schema.h"
#include "support/register_screens.h"
#include "support/store.h"

static const struct {
	uint8_t entity;
	const char *fields;
} rows[] = {
	{E_release_plan, "system=SYS-0001|version=8.0|start=2027-03-01|end=2027-03-05|responsible=PRS-0001|state=approved"},
	{E_release_plan, "system=SYS-0002|version=4.1|start=2027-03-05|state=planned"},
	{E_integration, "name=Ansökningar|from_system=SYS-0002|to_system=SYS-0001"},
	{E_release_plan, "system=SYS-0003|version=2.0|start=2026-12-20|state=planned"},
	{E_release_plan, "system=SYS-0004|version=1.9|start=2026-11-02|state=testing"},
	{E_release_plan, "system=SYS-0004|version=1.8|start=2026-11-01|state=released"},
	{E_event, "title=Julfrid|kind=freeze|recurs=yearly|month=12|day=15|length_days=24"},
	{E_event, "title=Ledningsmöte|kind=meeting|recurs=quarterly|month=1|day=10"},
	{E_event, "title=Utan dag|kind=freeze|recurs=yearly"},
	{E_forum, "name=Rådet|kind=deciding"},
	{E_agenda_item, "forum=FOR-0001|date=2027-02-03|title=A|kind=decision"},
	{E_agenda_item, "forum=FOR-0001|date=2027-02-03|title=B|kind=decision"},
	{E_review, "kind=permissions|name=Vårens granskning|due=2027-04-30"},
	{E_incident, "system=SYS-0003|title=Kommer inte "
		"in|opened=2026-09-15|closed=2026-09-16|category=Inlogg|cause=own_change"},
	{E_incident, "system=SYS-0003|title=Utelåst|opened=2026-10-15|closed=2026-10-16|category=inlogg|cause=unknown"},
	{E_incident, "system=SYS-0003|title=Igen|opened=2026-11-15|category=Inlogg"},
	{E_problem, "system=SYS-0001|title=Trögt|opened=2026-10-01"},
};

static int setup(void **state)
{
	if (register_screens_setup(state) != 0)
		return -1;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		small_register_change(&small, rows[i].entity, 0, rows[i].fields);
	return 0;
}

static void expect_all(struct test_terminal *terminal, const char *const words[])
{
	for (size_t i = 0; words[i] != NULL; i++)
		test_terminal_expect(terminal, words[i]);
}

static void releases_tell_what_is_in_their_way(void **state)
{
	static const char *const words[] = {
		"Their day has passed", "Arkivet 1.9", "conflicts 2", "freezes without days 1", "2026-12 ", "! Hemtj",
		"Julfrid stops changes on 2026-12-20",
		"2027-03 ", "! Utredning barn 8.0", "2027-03-01–03-05", "approved", "Anna Berg", "joined by Ans",
		"Made or called off lately",
		"Arkivet 1.8", NULL};
	struct test_terminal *terminal = look_as("admin", 40, 100);
	(void)state;
	keys(terminal, "gk");
	expect_all(terminal, words);
	keys(terminal, "/julfrid" ENTER); /* what stands below a row is found too */
	test_terminal_expect(terminal, "Hemtj");
	test_terminal_expect_gone(terminal, "Utredning barn 8.0");
	keys(terminal, ENTER);
	test_terminal_expect(terminal, "Version       2.0");
	leave(&terminal);
}

/* Moved by somebody else: the calendar follows. */
static void a_release_that_is_moved_is_in_nobodys_way(void **state)
{
	struct test_terminal *terminal = look_as("admin", 40, 100);
	(void)state;
	keys(terminal, "gk");
	test_terminal_expect(terminal, "conflicts 2");
	small_register_change(&small, E_release_plan, 2, "start=2027-03-08");
	test_terminal_expect(terminal, "conflicts 1");
	test_terminal_expect_gone(terminal, "joined by");
	small_register_change(&small, E_release_plan, 2, "start=2027-03-05");
	test_terminal_expect(terminal, "conflicts 2");
	leave(&terminal);
}

static void the_wheel_shows_the_year(void **state)
{
	static const char *const words[] = {"2026   12 2027   02",
		"Meetings          ·    ·    1    1    ·    1",
		"Freezes           ·    1    1    ·", "! Julfrid", "2026-12-15–2027-01-07",
			"Ledningsm", "Rådet",
		"2 items", "Vårens granskning", "events without days 1", NULL};
	struct test_terminal *terminal = look_as("admin", 30, 100);
	(void)state;
	keys(terminal, "gw");
	expect_all(terminal, words);
	test_terminal_resize(terminal, 12, 60); /* no room for the year: the rows stay */
	test_terminal_expect_gone(terminal, "Meetings");
	test_terminal_expect(terminal, "Julfrid");
	leave(&terminal);
}

static void incidents_become_a_problem_with_one_undo(void **state)
{
	static const char *const words[] = {"! Hemtj\xc3\xa4nstplanering: Inlogg", "3 incidents", "Open incidents", "Igen",
		"Problems that are not solved", "Tr\xc3\xb6gt", "100 % of 1", "66.67 % of 3", NULL};
	struct test_terminal *terminal = look_as("admin", 30, 100);
	(void)state;
	keys(terminal, "gi");
	expect_all(terminal, words);
	keys(terminal, ENTER);
	test_terminal_expect(terminal, "Utel\xc3\xa5st");
	keys(terminal, ESC);
	keys(terminal, "m" ENTER); /* the first answer leaves it */
	test_terminal_expect(terminal, "3 incidents");
	keys(terminal, "m" RIGHT ENTER);
	test_terminal_expect(terminal, "3 incidents are tied to it");
	test_terminal_expect(terminal, "Inlogg: Hemtj");
	keys(terminal, ESC);
	test_terminal_expect_gone(terminal, "Come again");
	keys(terminal, "u");
	test_terminal_expect(terminal, "Undo your latest change?");
	keys(terminal, RIGHT ENTER);
	test_terminal_expect(terminal, "Come again");
	leave(&terminal);
}

/* Who may only read sees it all and is offered nothing to write. */
static void a_reader_makes_no_problem(void **state)
{
	struct test_terminal *terminal = look_as("jonas.ekman", 24, 80);
	(void)state;
	keys(terminal, "gi");
	test_terminal_expect(terminal, "Come again");
	keys(terminal, "m" RIGHT ENTER);
	test_terminal_expect_gone(terminal, "are tied to it");
	test_terminal_expect(terminal, "Come again");
	leave(&terminal);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(releases_tell_what_is_in_their_way), cmocka_unit_test(a_release_that_is_moved_is_in_nobodys_way),
		cmocka_unit_test(the_wheel_shows_the_year), cmocka_unit_test(incidents_become_a_problem_with_one_undo),
		cmocka_unit_test(a_reader_makes_no_problem)};
	return cmocka_run_group_tests(tests, setup, register_screens_teardown);
}
