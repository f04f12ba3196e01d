/* A page in each of its formats: the same facts, each made harmless in its own way. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "conf/conf.h"
#include "report/page.h"
#include "report/report.h"

static struct page *example(const struct conf *conf)
{
	const struct page_column columns[] = {{"year", "Year", PAGE_YEAR}, {"run", "To run", PAGE_MONEY},
		{"idle", "Idle", PAGE_MONEY}, {"build", "To build", PAGE_MONEY}, {"note", "Note", PAGE_WORDS}};
	struct page *page = page_new("example", "What <it> costs & gives", conf);
	page_heading(page, "Sums");
	page_fact(page, "sum", "Sum", page_money(123456789));
	page_fact(page, "share", "Share", page_percent(1250));
	page_fact(page, "day", "Day", page_day(DAY_UNSET));
	page_paragraph(page, "A line\nand \033[31manother.");
	page_heading(page, "Nothing yet");
	page_missing(page);
	page_table(page, "years", columns, COUNT_OF(columns), true);
	page_row(page, (struct page_cell[]){page_year(2026), page_money(2000050), page_money(0), page_money(-100),
		page_words("=1+1")});
	page_row(page, (struct page_cell[]){page_year(2027), page_money(1000000), page_money(0), page_money(1000000),
		page_name("a, \"b\"", "Bee")});
	page_sum(page, (struct page_cell[]){page_words(""), page_money(3000050), page_money(0), page_money(999900),
		page_words("")});
	page_bars(page, "By year", 1, 3);
	page_curves(page, "Together", 1, 3, (const struct page_mark[]){{3, 2027, "even"}}, 1);
	return page;
}

static void written_as(enum page_format format, struct text *out)
{
	struct conf *conf = conf_new();
	struct page *page = example(conf);
	lang_start("en");
	lang_set("en");
	page_write(page, format, out);
	page_free(&page);
	assert_null(page);
	conf_free(&conf);
}

static void expect_all(const struct text *out, const char *const wanted[], const char *const unwanted[])
{
	for (size_t i = 0; wanted[i] != NULL; i++)
		if (strstr(out->data, wanted[i]) == NULL)
			fail_msg("there is no «%s» in\n%s", wanted[i], out->data);
	for (size_t i = 0; unwanted[i] != NULL; i++)
		if (strstr(out->data, unwanted[i]) != NULL)
			fail_msg("there is «%s» in\n%s", unwanted[i], out->data);
}

static void as_text_it_is_for_people(void **state)
{
	struct text out = {0};
	(void)state;
	written_as(PAGE_TEXT, &out);
	expect_all(&out,
		(const char *const[]){"What <it> costs & gives\n====", "Sums\n----\n", "Sum    1,234,568 kr\n", "Share  12.50 %\n",
			"Day    not stated\n", "A line\nand ", "[not written]", "Year  To run  To build  Note\n",
			"2026  20,001        -1  =1+1\n", "Bee\n", "      30,001     9,999\n", "2026 ####",
			"# To run   + To build\n", "Together\n", "+ To build (even)\n", NULL},
		(const char *const[]){"Idle", "\033", NULL});
	text_free(&out);
}

static void as_csv_it_is_its_main_table_without_sums(void **state)
{
	struct text out = {0};
	(void)state;
	written_as(PAGE_CSV, &out);
	assert_string_equal(out.data, "year,run,idle,build,note\n2026,20000.50,0.00,-1.00,'=1+1\n"
		"2027,10000.00,0.00,10000.00,\"a, \"\"b\"\"\"\n");
	text_free(&out);
}

static void as_json_everything_has_its_name(void **state)
{
	struct text out = {0};
	(void)state;
	written_as(PAGE_JSON, &out);
	expect_all(&out,
		(const char *const[]){"\"report\": \"example\"", "\"sum\": \"1234567.89\"", "\"share\": 12.50", "\"day\": null",
			"\"year\": 2027", "\"build\": \"-1.00\"", "\"note\": \"=1+1\"", NULL},
		(const char *const[]){"30000.50", "By year", NULL});
	text_free(&out);
}

static void as_html_it_is_one_file_that_fetches_nothing(void **state)
{
	struct text out = {0};
	(void)state;
	written_as(PAGE_HTML, &out);
	expect_all(&out,
		(const char *const[]){"<html lang=\"en\">", "<title>What &lt;it&gt; costs &amp; gives</title>", "<h2>Sums</h2>",
			"<th scope=\"row\">Sum</th><td>1,234,568 kr</td>", "<p>A line<br>\nand ", "[not written]",
			"<th scope=\"col\" class=\"n\">To run</th>", "<td class=\"n\">20,001</td>", "<tr class=\"s\">", "<svg xmlns=",
			"<title>By year</title>", "<figcaption>By year</figcaption>",
			"<pattern id=\"p8-2\"", "fill=\"url(#p8-2)\"", "<title>Together</title>",
			"To build (even)</text>", "<circle ", "</body>\n</html>\n", NULL},
		(const char *const[]){"<script", "src=", "href=", "<it>", "Idle", "\033", NULL});
	text_free(&out);
}

static void a_page_without_a_table_is_its_facts_in_csv(void **state)
{
	struct conf *conf = conf_new();
	struct page *page = page_new("facts", "Facts", conf);
	struct text out = {0};
	(void)state;
	page_fact(page, "one", "One", page_number(1));
	page_fact(page, "none", "None", page_words(NULL));
	page_write(page, PAGE_CSV, &out);
	assert_string_equal(out.data, "name,value\none,1\nnone,\n");
	page_free(&page);
	conf_free(&conf);
	text_free(&out);
}

static struct page *grouped(const struct conf *conf)
{
	const struct page_column columns[] = {{"what", "What", PAGE_WORDS}, {"sum", "Sum", PAGE_MONEY},
		{"unit", "Unit", PAGE_WORDS, PAGE_BELOW}, {"of", "Of", PAGE_WORDS, PAGE_BELOW}, {"id", "Id", PAGE_CODE, PAGE_DATA}};
	struct page *page = page_new("groups", "Groups", conf);
	page_subheading(page, "Smaller");
	page_passage(page, "need", "What is <needed>.", "OPP-0001, need");
	page_passage(page, "children", "", "nowhere");
	page_table(page, "rows", columns, COUNT_OF(columns), true);
	page_group(page, "The <first>");
	page_row(page, (struct page_cell[]){page_words("a"), page_or_unknown(page_money(NUMBER_UNSET)), page_words("School"),
		page_words("Meals"), page_code("A-1")});
	page_sum(page, (struct page_cell[]){page_words(""), page_money(0), page_words(""), page_words(""), page_words("")});
	page_group(page, "The other");
	page_row(page, (struct page_cell[]){page_words("b"), page_or_unknown(page_money(700)), page_words(""), page_words(""),
		page_code("B-1")});
	return page;
}

/* What stands below a row, or for programs alone, is a column to them; a group and a sum are nothing. */
static void groups_and_rows_below_are_for_people(void **state)
{
	struct conf *conf = conf_new();
	struct page *page = grouped(conf);
	struct text out[PAGE_FORMATS] = {0};
	(void)state;
	lang_start("en");
	for (int format = 0; format < PAGE_FORMATS; format++)
		page_write(page, (enum page_format)format, &out[format]);
	expect_all(&out[PAGE_TEXT],
		(const char *const[]){"Smaller\n.......\n", "(OPP-0001, need)\n", "[not written]\n", "The <first>\na     unknown\n",
			"    Unit: School · Of: Meals\n", "\nThe other\nb        7.00\n", NULL},
		(const char *const[]){"A-1", "nowhere", NULL});
	assert_string_equal(out[PAGE_CSV].data, "what,sum,unit,of,id\na,,School,Meals,A-1\nb,7.00,,,B-1\n");
	expect_all(&out[PAGE_JSON],
		(const char *const[]){"\"need\": \"What is <needed>.\"", "\"children\": null", "\"sum\": null",
			"\"of\": \"Meals\"", NULL},
		(const char *const[]){"first", "unknown", NULL});
	expect_all(&out[PAGE_HTML],
		(const char *const[]){"<h3>Smaller</h3>", "What is &lt;needed&gt;.</p>\n<p class=\"q\">OPP-0001, need</p>",
			"<th colspan=\"2\" scope=\"rowgroup\">The &lt;first&gt;</th>", "</tbody>\n<tbody>\n<tr class=\"g\">",
			"<td colspan=\"2\">Unit: School · Of: Meals</td>", "<td class=\"n\">unknown</td>", NULL},
		(const char *const[]){"A-1", "<th scope=\"col\">Unit", NULL});
	for (int format = 0; format < PAGE_FORMATS; format++)
		text_free(&out[format]);
	page_free(&page);
	conf_free(&conf);
}

/* A ranking: where it is cut stands in the middle of it. */
static void a_line_is_drawn_across_a_table_for_people_alone(void **state)
{
	static const struct {
		enum page_format format;
		const char *wanted;
	} cases[] = {
		{PAGE_TEXT, "Rank  Score\n----  -----\n   1  12.50\n-- no hours <left> --\n   2   7.00\n"},
		{PAGE_CSV, "rank,score\n1,12.50\n2,7.00\n"},
		{PAGE_JSON, "\"score\": 12.50\n    },\n    {\n      \"rank\": 2,"},
		{PAGE_HTML, "<tr class=\"l\"><td colspan=\"2\">no hours &lt;left&gt;</td></tr>\n"},
	};
	const struct page_column columns[] = {{"rank", "Rank", PAGE_NUMBER}, {"score", "Score", PAGE_DECIMAL}};
	struct conf *conf = conf_new();
	struct page *page = page_new("ranking", "Ranking", conf);
	(void)state;
	page_table(page, "ranking", columns, 2, true);
	page_row(page, (struct page_cell[]){page_number(1), page_decimal(1250)});
	page_line(page, "no hours <left>");
	page_row(page, (struct page_cell[]){page_number(2), page_decimal(700)});
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct text out = {0};
		page_write(page, cases[i].format, &out);
		expect_all(&out, (const char *const[]){cases[i].wanted, NULL}, (const char *const[]){NULL});
		text_free(&out);
	}
	page_free(&page);
	conf_free(&conf);
}

/* The screen lists them by their labels. */
static void test_every_kind_says_what_it_is(void **state)
{
	(void)state;
	for (const struct report_kind *kind = report_kinds; kind->name != NULL; kind++) {
		assert_non_null(kind->label);
		assert_non_null(kind->summary);
		assert_true(kind->make != NULL || kind->page != NULL || kind->whole != NULL);
		assert_int_equal(kind->page != NULL, kind->about != NULL);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_kind_says_what_it_is),
		cmocka_unit_test(as_text_it_is_for_people),
		cmocka_unit_test(as_csv_it_is_its_main_table_without_sums),
		cmocka_unit_test(as_json_everything_has_its_name),
		cmocka_unit_test(as_html_it_is_one_file_that_fetches_nothing),
		cmocka_unit_test(a_line_is_drawn_across_a_table_for_people_alone),
		cmocka_unit_test(groups_and_rows_below_are_for_people),
		cmocka_unit_test(a_page_without_a_table_is_its_facts_in_csv),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
