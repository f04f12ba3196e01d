/* Spreadsheets as rows: what a person sees in the cells is what is read; what is no spreadsheet is refused. Archives
 * that lie about themselves are tests/system/spreadsheets.py's. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "exchange/workbook_private.h"
#include "support/zip_writer.h"

static void test_number_formats(void **state)
{
	static const struct {
		const char *format;
		enum cell_look look;
	} cases[] = {
		{"General", LOOK_NUMBER}, {"0.00", LOOK_NUMBER}, {"#,##0.00\\ \"kr\"", LOOK_NUMBER}, {"@", LOOK_NUMBER},
		{"yyyy\\-mm\\-dd;@", LOOK_DAY}, {"d mmm", LOOK_DAY}, {"[$-41D]d mmmm yyyy", LOOK_DAY}, {"YYYY/MM/DD hh:mm", LOOK_DAY},
		{"[Red]0;[Blue]0", LOOK_NUMBER}, {"\"day\" 0", LOOK_NUMBER}, {"\\d0", LOOK_NUMBER}, {"_d0", LOOK_NUMBER},
		{"0.0%", LOOK_PERCENT}, {"0%;-0%", LOOK_PERCENT}, {"hh:mm", LOOK_LENGTH_OF_TIME}, {"[h]:mm:ss", LOOK_LENGTH_OF_TIME},
		{"0;yyyy", LOOK_NUMBER}, {"\"open", LOOK_NUMBER}, {"[", LOOK_NUMBER}, {"\\", LOOK_NUMBER}, {"", LOOK_NUMBER},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		if (cell_look_of_format(cases[i].format) != cases[i].look)
			fail_msg("\"%s\" looks as %d", cases[i].format, (int)cell_look_of_format(cases[i].format));
}

static void test_numbers(void **state)
{
	static const struct {
		const char *digits, *shown;
		enum cell_look look;
		bool from_1904;
	} cases[] = {
		{"3", "3", LOOK_NUMBER}, {"-0", "0", LOOK_NUMBER}, {"412000.5", "412000.5", LOOK_NUMBER},
		{"0.10000000000000001", "0.1", LOOK_NUMBER}, {"4.1200050000000001E5", "412000.5", LOOK_NUMBER},
		{"1e-7", "0.0000001", LOOK_NUMBER}, {"123456789012345678", "123456789012346000", LOOK_NUMBER},
		{"1e300", "1e+300", LOOK_NUMBER}, {"100", "100", LOOK_NUMBER}, {"-12.50", "-12.5", LOOK_NUMBER},
		{"0.25", "25", LOOK_PERCENT}, {"0.125", "12.5", LOOK_PERCENT}, {"x", "x", LOOK_NUMBER}, {"nan", "nan", LOOK_DAY},
		{"1", "1900-01-01", LOOK_DAY}, {"59", "1900-02-28", LOOK_DAY}, {"60", "60", LOOK_DAY}, {"61", "1900-03-01", LOOK_DAY},
		{"43466", "2019-01-01", LOOK_DAY}, {"43466.5", "2019-01-01 12:00", LOOK_DAY},
		{"43466.999999999", "2019-01-02", LOOK_DAY}, {"0", "0", LOOK_DAY}, {"-1", "-1", LOOK_DAY},
		{"109574", "2199-12-31", LOOK_DAY}, {"109575", "109575", LOOK_DAY}, {"1e18", "1000000000000000000", LOOK_DAY},
		{"0", "1904-01-01", LOOK_DAY, true}, {"42004", "2019-01-01", LOOK_DAY, true},
		{"0.75", "18:00", LOOK_LENGTH_OF_TIME}, {"1.5", "36:00", LOOK_LENGTH_OF_TIME},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct text shown = {0};
		cell_append_number(&shown, cases[i].digits, cases[i].look, cases[i].from_1904);
		if (!slice_equal_text(text_slice(&shown), cases[i].shown))
			fail_msg("%s is shown as %s, not as %s", cases[i].digits, shown.data, cases[i].shown);
		text_free(&shown);
	}
}

#define TEXTS \
	"<sst><si><t>name</t></si><si><r><t>Pro</t></r><r><rPr/><t xml:space='preserve'>cap </t></r>" \
	"<rPh><t>x</t></rPh></si></sst>"
#define STYLES \
	"<s><numFmts><numFmt numFmtId='164' formatCode='yyyy-mm-dd'/></numFmts>" \
	"<cellStyleXfs><xf numFmtId='9'/></cellStyleXfs>" \
	"<cellXfs><xf numFmtId='0'/><xf numFmtId='164'/><xf numFmtId='14'/></cellXfs></s>"

struct sheet_case {
	const char *book, *sheet, *wanted, *csv;
};

static void expect_csv(const struct sheet_case *of)
{
	struct text bytes = zip_workbook(of->book, of->sheet, TEXTS, STYLES);
	struct workbook workbook;
	struct error error = {0};
	if (!workbook_read(&workbook, text_slice(&bytes), "f.xlsx", of->wanted, &error))
		fail_msg("%s: %s", of->sheet, error.text);
	assert_string_equal(workbook.csv.data == NULL ? "" : workbook.csv.data, of->csv);
	workbook_free(&workbook);
	text_free(&bytes);
}

static void test_cells(void **state)
{
	static const struct sheet_case cases[] = {
		{NULL, "<worksheet/>", NULL, ""},
		{NULL, "<x:w xmlns:x='y'><x:row><x:c t='s'><x:v>0</x:v></x:c></x:row></x:w>", NULL, "name\n"},
		{NULL, "<w><row><c t='s'><v>0</v></c></row><row><c t='s'><v>1</v></c></row></w>", NULL, "name\nProcap \n"},
		{NULL, "<w><row r='2'/><row r='3'><c r='B3'/></row><row r='7'><c><v>1</v></c><c s='1'><v>43466</v></c>"
		       "<c s='9'><v>2</v></c></row></w>", NULL, "1,2019-01-01,2\n"},
		{NULL, "<w><row><c r='A1' t='str'><f>B1&amp;\"\"</f><v>a,b</v></c><c r='C1' t='b'><v>1</v></c>"
		       "<c t='b'><v>0</v></c></row></w>",
		 NULL, "\"a,b\",,yes,no\n"},
		{NULL, "<w><row><c t='inlineStr'><is><r><t>a</t></r><r><t>&#10;\"b\"</t></r></is></c></row></w>", NULL,
		 "\"a\n\"\"b\"\"\"\n"},
		{NULL, "<w><row><c t='str'><v>a_x000D_&#10;b_x000D_c</v></c></row></w>", NULL, "\"a\nb_x000D_c\"\n"},
		{NULL, "<w><row><c t='str'><v>a</v></c><c t='str'><v>b</v></c></row><row><c/><c><v>1</v></c></row>"
		       "<row><c><v>2</v></c></row><mergeCells><mergeCell ref='A2:A3'/></mergeCells></w>", NULL, "a,b\n,1\n2,\n"},
		{NULL, "<w/>", "Dold", "dold\n"},
		{"<workbook xmlns:r='" OFFICE "'><workbookPr date1904='1'/><sheets><sheet name='A' r:id='s'/></sheets></workbook>",
		 "<w><row><c s='2'><v>42004</v></c></row></w>", "A", "2019-01-01\n"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		expect_csv(&cases[i]);
}

static void test_places(void **state)
{
	struct text bytes = zip_workbook(NULL,
		"<w><row r='3'><c t='str'><v>a</v></c><c t='str'><v>b</v></c></row>"
		"<row r='5'><c t='str'><v>x&#10;y</v></c><c><v>1</v></c></row>"
		"<row r='41'><c/><c t='e'><v>#N/A</v></c></row><row r='42'><c r='AB42'><v>1</v></c></row></w>", NULL, NULL);
	static const struct {
		size_t line, column;
		const char *place;
	} cases[] = {{1, 1, "A3"}, {1, 3, "B3"}, {2, 1, "A5"}, {3, 4, "B5"}, {2, 0, "5"}, {4, 2, "B41"}, {5, 0, "42"}};
	struct workbook workbook;
	struct error error = {0};
	struct text place = {0};
	(void)state;
	assert_true(workbook_read(&workbook, text_slice(&bytes), "f.xlsx", NULL, &error));
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		text_clear(&place);
		workbook_append_place(&workbook, cases[i].line, cases[i].column, &place);
		assert_string_equal(place.data, cases[i].place);
	}
	assert_null(workbook_fault_at(&workbook, 2));
	assert_non_null(strstr(workbook_fault_at(&workbook, 4)->reason, "#N/A"));
	assert_non_null(strstr(workbook_fault_at(&workbook, 5)->reason, "above AB42"));
	workbook_free(&workbook);
	text_free(&bytes);
	text_free(&place);
}

static void expect_refused(struct slice bytes, const char *sheet, const char *words)
{
	struct workbook workbook;
	struct error error = {0};
	if (workbook_read(&workbook, bytes, "f.xlsx", sheet, &error))
		fail_msg("taken: %s", words);
	if (strncmp(error.text, "f.xlsx: ", 8) != 0 || strstr(error.text, words) == NULL)
		fail_msg("\"%s\", not \"%s\"", error.text, words);
}

static void test_refused(void **state)
{
	static const struct {
		const char *book, *sheet, *wanted, *words;
	} cases[] = {
		{NULL, "<!DOCTYPE w [<!ENTITY a \"b\">]><w>&a;</w>", NULL, "document type"},
		{NULL, "<!DOCTYPE w SYSTEM 'file:///etc/passwd'><w/>", NULL, "document type"},
		{NULL, "<w>&a;</w>", NULL, "damaged"},
		{NULL, "<w><row>", NULL, "damaged"},
		{NULL, "\xff", NULL, "damaged"},
		{NULL, "<w><row r='2'/><row r='2'/></w>", NULL, "damaged at row 2"},
		{NULL, "<w><row r='1048577'/></w>", NULL, "damaged"},
		{NULL, "<w><row r='99999999999999999999999'/></w>", NULL, "damaged"},
		{NULL, "<w><row><c r='B1'/><c r='A1'/></row></w>", NULL, "damaged"},
		{NULL, "<w><row><c><c/></c></row></w>", NULL, "damaged"},
		{NULL, "<w><row><c r='FAO1'/></row></w>", NULL, "beyond column 4096"},
		{NULL, "<w><row><c r='AAAAAAAAAAAAAAAAAAAAAAA1'/></row></w>", NULL, "beyond column 4096"},
		{NULL, "<w><row><c t='s'><v>2</v></c></row></w>", NULL, "damaged"},
		{NULL, "<w><row><c t='s'><v>-1</v></c></row></w>", NULL, "damaged"},
		{NULL, "<w><row><c t='s'><v>x</v></c></row></w>", NULL, "damaged"},
		{NULL, "<w/>", "Blad2", "there are \"Dold\", \"Blad1\""},
		{"<workbook/>", "<w/>", NULL, "has no sheet"},
		{"<workbook><sheets><sheet name='A' state='veryHidden' id='s'/></sheets></workbook>", "<w/>", NULL, "hidden"},
		{"<workbook><sheets><sheet name='A' id='t'/></sheets></workbook>", "<w/>", NULL, "no sheet of cells"},
	};
	static const char old[] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more";
	struct text deep = {0};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct text bytes = zip_workbook(cases[i].book, cases[i].sheet, TEXTS, NULL);
		expect_refused(text_slice(&bytes), cases[i].wanted, cases[i].words);
		text_free(&bytes);
	}
	for (int i = 0; i < WORKBOOK_DEPTH_MAX + 1; i++)
		text_append_text(&deep, "<a>");
	struct text bytes = zip_workbook(NULL, deep.data, NULL, NULL);
	expect_refused(text_slice(&bytes), NULL, "deeper");
	expect_refused((struct slice){bytes.data, bytes.size - 30}, NULL, "cut off");
	expect_refused(SLICE(old), NULL, "old .xls");
	expect_refused(SLICE("PK\3\4"), NULL, "cut off");
	text_free(&bytes);
	text_free(&deep);
}

static void refuse_names(const char *name)
{
	struct zip_writer zip = {0};
	zip_add(&zip, "xl/workbook.xml", SLICE(SHEET_BOOK));
	zip_add(&zip, name, SLICE("x"));
	zip_end(&zip);
	expect_refused(text_slice(&zip.bytes), NULL, "leads out");
	text_free(&zip.bytes);
}

static void test_names_and_counts(void **state)
{
	struct zip_writer zip = {0}, other = {0};
	(void)state;
	refuse_names("../../etc/cron.d/x");
	refuse_names("xl/../../x");
	refuse_names("/etc/passwd");
	refuse_names("xl\\..\\x");
	zip_add(&other, "mimetype", SLICE("application/vnd.oasis.opendocument.spreadsheet"));
	zip_end(&other);
	expect_refused(text_slice(&other.bytes), NULL, "no spreadsheet: xl/workbook.xml is not in it");
	for (int i = 0; i <= WORKBOOK_ENTRIES_MAX; i++) {
		char name[16];
		snprintf(name, sizeof name, "%d", i);
		zip_add(&zip, name, SLICE(""));
	}
	zip_end(&zip);
	expect_refused(text_slice(&zip.bytes), NULL, "more than 20000 parts");
	text_free(&zip.bytes);
	text_free(&other.bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_number_formats), cmocka_unit_test(test_numbers), cmocka_unit_test(test_cells),
		cmocka_unit_test(test_places),         cmocka_unit_test(test_refused), cmocka_unit_test(test_names_and_counts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
