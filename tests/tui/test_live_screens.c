/* What others change appears on every screen, and whoever is there loses neither their place nor what they type. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/memory.h"
#include "model/schema.h"
#include "support/register_screens.h"

#define TAB "\t"
#define COMPONENTS "to the components" /* Tab, until they are there */
#define NEW_NAME "name=Hemtjänst Ny"

/* From the desk by these keys, each answered, until `kept` is seen: something typed, marked or stood on. Then somebody
 * else makes of a record what `fields` say, `seen` comes, and `kept` still stands. */
static const struct {
	const char *name;
	const char *way[6];
	const char *kept;
	uint8_t entity;
	unsigned id;
	const char *fields, *seen;
} cases[] = {
	{"desk", {DOWN DOWN}, "▸ ! Hemtj", E_system, 3, NEW_NAME, "Hemtjänst Ny"},
	{"list, a filter being typed", {"gs", "/", "hemtj"}, "/ hemtj", E_system, 3, NEW_NAME, "Hemtjänst Ny"},
	{"list, marked", {"gs", DOWN, " "}, "1 marked", E_system, 3, NEW_NAME, "Hemtjänst Ny"},
	{"record", {"gs", "/utredning" ENTER, ENTER, DOWN DOWN}, "▸ Trigger", E_system, 1, "users=241", "241"},
	{"record's rows, a filter being typed", {"gs", "/hemtj" ENTER, ENTER, COMPONENTS, "/", "postg"}, "/ postg",
		E_component, 2, "product=PostgreSQL Ny", "PostgreSQL Ny"},
	{"record's rows, filtered", {"gs", "/hemtj" ENTER, ENTER, COMPONENTS, "/postg" ENTER}, "/ postg", E_component, 2,
		"product=PostgreSQL Ny", "PostgreSQL Ny"},
	{"findings", {"gf", "/", "hemtj"}, "/ hemtj", E_system, 3, NEW_NAME, "Hemtjänst Ny"},
	{"finding", {"gf", "/hemtj" ENTER, ENTER}, "The day to decide", E_system, 3, NEW_NAME, "Hemtjänst Ny"},
	{"service", {"gv", "/barn" ENTER, ENTER, "i"}, "Stöd till barn", E_system, 1, "name=Utredning Ny", "Utredning Ny"},
	{"timeline of all", {"gj", "/", "hemtj"}, "/ hemtj", E_system, 3, NEW_NAME, "Hemtjänst Ny"},
	{"timeline of one", {"gs", "/utredning" ENTER, ENTER, "t"}, "Timeline", E_contract, 1, "name=Avtal Annat",
		"Avtal Annat"},
	{"costs", {"gs", "/löne" ENTER, ENTER, "C", DOWN}, "▸ Today's budget", E_cost, 1, "amount=76543000", "77,113,000"},
	{"opportunity", {"gn", "/ändrad" ENTER, "p", TAB}, "Ändrad", E_alternative, 1, "title=Annat system", "Annat system"},
	{"wheel", {"gw", "/", "möte"}, "/ möte", E_event, 1, "title=Ett nytt möte|kind=meeting|year=2026|month=12|day=3",
		"Ett nytt möte"},
	{"calendar of releases", {"gk", "/", "arkiv"}, "/ arkiv", E_release_plan, 1,
		"system=SYS-0004|version=9.0|start=2026-12-01|end=2026-12-02|state=planned", "2026-12-01"},
	{"incidents", {"gi", "/", "avbrott"}, "/ avbrott", E_incident, 1,
		"system=SYS-0001|title=Ett avbrott|opened=2026-11-20", "Ett avbrott"},
	{"change log", {"gl", DOWN}, "Change log", E_system, 3, NEW_NAME, "Hemtjänst Ny"},
};

static void press(struct test_terminal *terminal, const char *typed)
{
	bool tabs = strcmp(typed, COMPONENTS) == 0;
	if (!tabs)
		keys(terminal, typed);
	for (int i = 0; tabs && i < 20 && !test_terminal_shows(terminal, "CMP-0002"); i++)
		keys(terminal, TAB);
}

static void go(struct test_terminal *terminal, size_t at)
{
	for (size_t i = 0; i < COUNT_OF(cases[at].way) && cases[at].way[i] != NULL; i++)
		press(terminal, cases[at].way[i]);
	test_terminal_expect(terminal, cases[at].kept);
	if (test_terminal_shows(terminal, cases[at].seen))
		fail_msg("%s: it was there before: %s", cases[at].name, test_terminal_text(terminal));
}

/* All of them at once: each looks for what others have changed when its own clock says so. */
static void others_are_seen_and_place_and_input_stay(void **state)
{
	struct test_terminal *terminals[COUNT_OF(cases)];
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		terminals[i] = look_as("admin", 30, 100);
		go(terminals[i], i);
	}
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		small_register_change(&small, cases[i].entity, cases[i].id, cases[i].fields);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		print_message("  %s\n", cases[i].name);
		test_terminal_expect(terminals[i], cases[i].seen);
		test_terminal_expect(terminals[i], cases[i].kept);
		leave(&terminals[i]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(others_are_seen_and_place_and_input_stay),
	};
	return cmocka_run_group_tests(tests, register_screens_setup, register_screens_teardown);
}
