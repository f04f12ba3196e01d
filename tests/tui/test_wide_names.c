/* Names in wide characters, joined emoji, marks and scripts that run from right to left: each cell of the terminal is
 * looked at, not what the program takes for a width. Golden pictures show them on the screens that hold them; the cells
 * say that nothing of a name pushes what stands beside it, and the form that the cursor is where the next letter goes.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "model/schema.h"
#include "support/golden_screens.h"
#include "support/register_screens.h"

#define CTRL_A "\001"
#define CTRL_E "\005"
#define CTRL_U "\x15"
#define BACKSPACE "\177"

/* What a name becomes in cells, the right half of a wide one as '_', and how wide its graphemes are one by one. */
static const struct {
	const char *name, *cells, *widths, *ascii, *ascii_widths;
} names[] = {
	{"漢字システム", "漢_字_シ_ス_テ_ム_", "222222", "??????", "111111"},
	{"👩‍💻 Distans 👍🏽", "👩_💻_ Distans 👍_", "41111111112", "?? Distans ?", "21111111111"},
	{"❤️ Hjärtat 1️⃣", "❤ Hjärtat 1\xe2\x83\xa3", "11111111111", "? Hjartat 1", "11111111111"},
	{"q\xcc\x87x\xcc\xa3 Punkter", "q\xcc\x87x\xcc\xa3 Punkter", "1111111111", "qx Punkter", "1111111111"},
	{"مرحبا שלום", "مرحبا שלום", "1111111111", "????? ????", "1111111111"},
	{"กำลัง Thai", "กำลัง Thai", "21111111", "???? Thai", "21111111"},
	{"🇸🇪🇳🇴 Norden", "🇸🇪🇳🇴 Norden", "221111111", "???? Norden", "221111111"},
	{"한국어 Ｆｕｌｌ", "한_국_어_ Ｆ_ｕ_ｌ_ｌ_", "22212222", "??? Full", "11111111"},
};

#define SYSTEM(name) \
	{E_system, "name=" name "|phase=in_use|criticality=4|introduction_months=12|supplier=LEV-0002|unit=UNI-0002"}

static const struct small_row rows[] = {
	{E_supplier, "name=日本株式会社 サービス|country=JP"},
	{E_supplier, "name=ספק מערכות 👨‍👩‍👧|country=IL"},
	SYSTEM("漢字システム"),
	SYSTEM("👩‍💻 Distans 👍🏽"),
	SYSTEM("❤️ Hjärtat 1️⃣"),
	SYSTEM("q\xcc\x87x\xcc\xa3 Punkter"),
	SYSTEM("مرحبا שלום"),
	SYSTEM("กำลัง Thai"),
	SYSTEM("🇸🇪🇳🇴 Norden"),
	SYSTEM("한국어 Ｆｕｌｌ"),
	{E_assignment, "person=PRS-0001|role=system_manager|system=SYS-0007|from=2022-01-01"},
	{E_assignment, "person=PRS-0001|role=system_manager|system=SYS-0008|from=2022-01-01"},
	{E_assignment, "person=PRS-0001|role=system_manager|system=SYS-0011|from=2022-01-01"},
	{E_component,
     "system=SYS-0007|product=データベース|version=14|layer=database|vendor_end=2026-11-12|remedy=upgrade"},
	{E_component, "system=SYS-0008|product=👩‍💻 "
                  "agent|version=2|layer=application|vendor_end=2026-11-12|remedy=replace_system"},
	{E_component, "system=SYS-0011|product=قاعدة|version=1|layer=database|vendor_end=2031-10-14|remedy=upgrade"},
	{E_contract, "name=契約 漢字|supplier=LEV-0002|start=2022-07-01|end=2028-06-30|signed=2022-06-01|renewal=none|"
                 "next_procurement=framework|yearly_cost=890000"},
	{E_contract_system, "contract=AVT-0003|system=SYS-0007|part=main"},
	{E_cost, "system=SYS-0007|year=2026|kind=operation|basis=actual|amount=800000|certainty=booked"},
};

static struct test_terminal *look(const char *login, bool ascii, int screen_rows, int columns)
{
	return small_register_look(&(struct looking){.small = &small, .login = login, .language = "sv", .ascii = ascii,
		.rows = screen_rows, .columns = columns});
}

/* ---- how they look ---- */

static const struct {
	const char *name, *login, *keys;
	bool ascii; /* so too */
} pictures[] = {
	{"desk", "anna.berg", ""},
	{"systems", "admin", "gs", true},
	{"systems-filter", "admin", "gs|/漢字"},
	{"record", "admin", "gs|/distans\r|\r"},
	{"record-components", "admin", "gs|/漢字\r|\r|\t\t\t"},
	{"form", "admin", "gs|/distans\r|e", true},
	{"picker", "admin", "gs|/norden\r|e|" CTRL_E "\t\t\033[14~"},
	{"find", "admin", "gr|שלום"},
	{"timeline", "admin", "gj"},
	{"costs", "admin", "gs|/漢字\r|\r|C"},
};

static void pictures_of(const char *look_name, bool ascii)
{
	for (size_t i = 0; i < COUNT_OF(pictures); i++) {
		char name[100];
		if (ascii && !pictures[i].ascii)
			continue;
		struct test_terminal *terminal = look(pictures[i].login, ascii, 30, 80);
		test_terminal_settle(terminal, TEST_QUIET);
		golden_type(terminal, pictures[i].keys);
		snprintf(name, sizeof name, "%s/%s", look_name, pictures[i].name);
		golden_compare(name, test_terminal_text(terminal));
		test_terminal_end(&terminal);
	}
}

static void they_look_so(void **state)
{
	(void)state;
	pictures_of("wide-sv-80x30", false);
	pictures_of("wide-sv-80x30-ascii", true);
}

/* ---- cell by cell ---- */

static const char *cells_of(size_t name, bool ascii)
{
	return ascii ? names[name].ascii : names[name].cells;
}

static int columns_of(const char *widths)
{
	int columns = 0;
	for (; *widths; widths++)
		columns += *widths - '0';
	return columns;
}

static void expect_cells(struct test_terminal *terminal, int row, int column, size_t name, bool ascii)
{
	int columns = columns_of(ascii ? names[name].ascii_widths : names[name].widths);
	assert_string_equal(test_terminal_cells(terminal, row, column, columns), cells_of(name, ascii));
	assert_string_equal(test_terminal_cells(terminal, row, column + columns, 1), " ");
}

/* Whatever the name, the phase stands below its heading. */
static void names_do_not_push_what_stands_beside_them(void **state)
{
	(void)state;
	for (int ascii = 0; ascii < 2; ascii++) {
		struct test_terminal *terminal = look("admin", ascii, 30, 120);
		int heading_row, heading, row, column;
		keys(terminal, "gs");
		assert_true(test_terminal_find(terminal, "Fas", &heading_row, &heading));
		column = test_terminal_column(terminal, heading_row, "Namn");
		for (size_t i = 0; i < COUNT_OF(names); i++) {
			for (row = heading_row + 1; row < 26; row++)
				if (strncmp(test_terminal_cells(terminal, row, column, 30), cells_of(i, ascii), strlen(cells_of(i, ascii))) == 0)
					break;
			expect_cells(terminal, row, column, i, ascii);
			assert_int_equal(test_terminal_column(terminal, row, "i drift"), heading);
		}
		leave(&terminal);
	}
}

/* No escape among them, after which the program waits. */
static void press(struct test_terminal *terminal, const char *typed)
{
	test_terminal_send(terminal, typed);
	test_terminal_settle(terminal, 0);
}

/* In the form of the `name` from its end, one grapheme after the other until nothing is left. */
static void take_away(struct test_terminal *terminal, size_t name, bool ascii)
{
	const char *widths = ascii ? names[name].ascii_widths : names[name].widths;
	int row, begin, column, at;
	press(terminal, CTRL_A);
	test_terminal_cursor(terminal, &row, &begin);
	expect_cells(terminal, row, begin, name, ascii);
	press(terminal, CTRL_E);
	at = begin + columns_of(widths);
	for (size_t i = strlen(widths); i > 0; i--) {
		test_terminal_cursor(terminal, &row, &column);
		if (column != at)
			fail_msg("%s: the cursor is at %d, not at %d, before taking away %zu", names[name].name, column, at, i);
		press(terminal, BACKSPACE);
		at -= widths[i - 1] - '0';
		assert_string_equal(test_terminal_cells(terminal, row, at, 2), "  ");
	}
	test_terminal_cursor(terminal, &row, &column);
	assert_int_equal(column, begin);
}

static void the_cursor_is_where_the_next_letter_goes(void **state)
{
	(void)state;
	for (int ascii = 0; ascii < 2; ascii++) {
		struct test_terminal *terminal = look("admin", ascii, 24, 80);
		for (size_t i = 0; i < COUNT_OF(names); i++) {
			char filter[100];
			snprintf(filter, sizeof filter, "/%s" ENTER, names[i].name);
			press(terminal, "gs");
			press(terminal, filter);
			press(terminal, "e");
			take_away(terminal, i, ascii);
			press(terminal, CTRL_U);
			keys(terminal, ESC);
		}
		leave(&terminal);
	}
}

/* A name longer than its field is scrolled by whole graphemes, the cursor never on the half of one. */
static void a_name_longer_than_its_field_is_scrolled_whole(void **state)
{
	(void)state;
	struct test_terminal *terminal = look("admin", false, 24, 60);
	int row, begin, column;
	keys(terminal, "gs");
	keys(terminal, "/漢字" ENTER);
	keys(terminal, "e");
	keys(terminal, CTRL_A);
	test_terminal_cursor(terminal, &row, &begin);
	keys(terminal, CTRL_E "漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字x");
	test_terminal_cursor(terminal, &row, &column);
	assert_string_equal(test_terminal_cells(terminal, row, column - 5, 5), "漢_字_x");
	for (int move = 0; move < 27; move++) {
		keys(terminal, "\033[D");
		test_terminal_cursor(terminal, &row, &column);
		assert_string_not_equal(test_terminal_cells(terminal, row, column, 1), "_");
		assert_string_not_equal(test_terminal_cells(terminal, row, begin, 1), "_");
	}
	assert_int_equal(column, begin);
	test_terminal_end(&terminal);
}

static int setup(void **state)
{
	(void)state;
	small_register_make_with(&small, rows, COUNT_OF(rows));
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(they_look_so), cmocka_unit_test(names_do_not_push_what_stands_beside_them),
		cmocka_unit_test(the_cursor_is_where_the_next_letter_goes),
		cmocka_unit_test(a_name_longer_than_its_field_is_scrolled_whole),
	};
	return cmocka_run_group_tests(tests, setup, register_screens_teardown);
}
